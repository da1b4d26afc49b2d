//! Settings laid over one another, each remembering where it came from.

use crate::Failure;
use std::{collections::BTreeMap, path::Path, str::FromStr};
use toml::{Table, Value};

/// The names of the defaults, with the values and places of whoever spoke last.
pub(super) struct Layers(BTreeMap<String, (Value, String)>);

impl Layers {
    pub(super) fn of(defaults: &str) -> Result<Self, Failure> {
        let table: Table = defaults.parse().map_err(|error| Failure::of("the embedded defaults", error))?;
        Ok(Self(table.into_iter().map(|(key, value)| (key, (value, "the defaults".to_owned()))).collect()))
    }

    pub(super) fn add_file(&mut self, path: &Path, text: &str) -> Result<(), Failure> {
        let place = path.display().to_string();
        let table: Table = text.parse().map_err(|error| Failure::of(&place, error))?;
        for (key, value) in table {
            let known = self.known(&key, &format!("{place}, {key}"))?;
            if known.same_type(&value) {
                self.0.insert(key.clone(), (value, format!("{place}, {key}")));
            } else {
                return Err(Failure(format!("{place}, {key}: expected {}", kind(known))));
            }
        }
        Ok(())
    }

    pub(super) fn add_variable(&mut self, name: &str, key: &str, text: &str) -> Result<(), Failure> {
        let known = self.known(key, name)?;
        let wrong = || Failure(format!("{name}: expected {}", kind(known)));
        let value = match known {
            Value::Boolean(_) => Value::Boolean(text.trim().parse().map_err(|_| wrong())?),
            Value::Integer(_) => Value::Integer(text.trim().parse().map_err(|_| wrong())?),
            _ => Value::String(text.to_owned()),
        };
        self.0.insert(key.to_owned(), (value, name.to_owned()));
        Ok(())
    }

    fn known(&self, key: &str, place: &str) -> Result<&Value, Failure> {
        self.0.get(key).map(|(value, _)| value).ok_or_else(|| Failure(format!("{place}: there is no such setting")))
    }

    /// A text; absent when empty.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let (value, _) = self.0.get(key)?;
        value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    pub(super) fn required(&self, key: &str) -> Result<String, Failure> {
        self.text(key).ok_or_else(|| self.wrong(key, "must not be empty"))
    }

    pub(super) fn parsed<T: FromStr>(&self, key: &str, expected: &str) -> Result<T, Failure> {
        self.required(key)?.parse().map_err(|_| self.wrong(key, &format!("expected {expected}")))
    }

    pub(super) fn flag(&self, key: &str) -> bool {
        self.0.get(key).and_then(|(value, _)| value.as_bool()).unwrap_or_default()
    }

    pub(super) fn number(&self, key: &str, least: u64, most: u64) -> Result<u64, Failure> {
        let number = self.0.get(key).and_then(|(value, _)| value.as_integer()).and_then(|n| u64::try_from(n).ok());
        number
            .filter(|number| (least..=most).contains(number))
            .ok_or_else(|| self.wrong(key, &format!("expected a number from {least} to {most}")))
    }

    pub(super) fn valid<T>(&self, key: &str, value: Result<T, &'static str>) -> Result<T, Failure> {
        value.map_err(|problem| self.wrong(key, problem))
    }

    /// What is wrong with a setting, naming the place where it was given.
    pub(super) fn wrong(&self, key: &str, problem: &str) -> Failure {
        let place = self.0.get(key).map_or(key, |(_, place)| place);
        Failure(format!("{place}: {problem}"))
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Boolean(_) => "true or false",
        Value::Integer(_) => "a whole number",
        _ => "a text",
    }
}
