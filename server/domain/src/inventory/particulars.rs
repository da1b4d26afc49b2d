//! What is written on an item beside its name, as it is kept: one JSON column, in which only
//! what is known takes room. Nothing of it but the fields of the organisation's own is searched for in the
//! database (`extra_fields/filter.rs`).

use crate::{Result, database::json};
use contract::{
    LangMap,
    inventory::ItemFields,
    particulars::{Carrier, Condition, Impact, Position, Space},
    text::folded,
};
use jiff::civil::Date;
use sea_orm::JsonValue;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! particulars {
    ($($field:ident: $type:ty),+ $(,)?) => {
        #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(default)]
        struct Particulars {
            $(#[serde(skip_serializing_if = "is_nothing")] $field: $type,)+
        }

        impl Particulars {
            fn of(fields: &ItemFields) -> Self {
                Self { $($field: fields.$field.clone(),)+ }
            }

            fn put_into(self, fields: &mut ItemFields) {
                $(fields.$field = self.$field;)+
            }
        }
    };
}

particulars! {
    impact: Option<Impact>,
    position: Option<Position>,
    space: Option<Space>,
    substitutes: BTreeMap<String, String>,
    age_from: Option<u32>,
    age_to: Option<u32>,
    audience: Vec<String>,
    programme: Option<String>,
    carrier: Option<Carrier>,
    place: Option<String>,
    condition: Option<Condition>,
    owner: Option<String>,
    review_on: Option<Date>,
    not_digitisable: LangMap,
    extras: BTreeMap<String, String>,
}

fn is_nothing<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// As the column holds them; nothing where nothing is known.
pub(super) fn column(fields: &ItemFields) -> Result<Option<JsonValue>> {
    let known = Particulars::of(fields);
    if is_nothing(&known) {
        return Ok(None);
    }
    let mut column = json(&known)?;
    if let Some(column) = column.as_object_mut().filter(|_| !known.extras.is_empty()) {
        // To search by, in whatever way a word is written; it follows from the others and is never read back.
        let folded: BTreeMap<_, _> = known.extras.iter().map(|(code, text)| (code, folded(text))).collect();
        column.insert("folded".to_owned(), json(&folded)?);
    }
    Ok(Some(column))
}

/// Puts what the column holds into an item's fields.
pub(crate) fn read(column: Option<JsonValue>, fields: &mut ItemFields) -> Result<()> {
    if let Some(column) = column {
        serde_json::from_value::<Particulars>(column)?.put_into(fields);
    }
    Ok(())
}
