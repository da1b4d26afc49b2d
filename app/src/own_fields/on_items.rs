//! The fields of the organisation's own on an item: in its form, on its page, and in the list's filters.

use crate::{
    desk::{env, query},
    figures,
    texts::{locale, t},
    ui::{Field, Hidden, Select},
};
use contract::{
    Locale,
    extra_fields::{ExtraFieldDetails, ExtraFieldFields, ExtraKind, NO, PREFIX, TEXT_CHARS, YES},
};
use leptos::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

/// The word for what a field holds.
pub(super) fn kind_word(kind: ExtraKind) -> String {
    match kind {
        ExtraKind::Text => t("own-kind-text"),
        ExtraKind::Number => t("own-kind-number"),
        ExtraKind::Date => t("own-kind-date"),
        ExtraKind::Choice => t("own-kind-choice"),
        ExtraKind::YesNo => t("own-kind-yes-no"),
    }
}

/// Every field as this process last read them, those that are retired among them.
fn known() -> Arc<[ExtraFieldDetails]> {
    env().map(|env| env.catalogue.own_fields()).unwrap_or_default()
}

/// The fields that are offered, each by its code and its name for the reader.
pub fn offered() -> Vec<(String, String)> {
    let known = known();
    let offered = known.iter().filter(|field| !field.fields.retired);
    offered.map(|field| (field.code.clone(), field.fields.label.pick(locale()).to_owned())).collect()
}

/// The fields that are offered as columns of a table: the code, the name for the reader, and how the reader calls
/// the values that are understood, where they are fixed.
pub fn columns() -> Vec<(String, String, Vec<String>)> {
    let column = |field: &ExtraFieldDetails| {
        let values = match field.fields.kind {
            ExtraKind::Choice => {
                field.fields.choices.iter().map(|choice| choice.label.pick(locale()).to_owned()).collect()
            }
            ExtraKind::YesNo => vec![t("own-yes"), t("own-no")],
            ExtraKind::Text | ExtraKind::Number | ExtraKind::Date => Vec::new(),
        };
        (field.code.clone(), field.fields.label.pick(locale()).to_owned(), values)
    };
    known().iter().filter(|field| !field.fields.retired).map(column).collect()
}

/// How the reader calls the field with this code.
pub fn label_of(code: &str) -> Option<String> {
    let known = known();
    let field = known.iter().find(|field| field.code == code)?;
    Some(field.fields.label.pick(locale()).to_owned())
}

/// What stands in the field with this code, as a reader knows it.
pub fn value_of(code: &str, value: &str) -> String {
    let known = known();
    let field = known.iter().find(|field| field.code == code);
    field.map_or_else(|| value.to_owned(), |field| shown(&field.fields, value))
}

fn shown(field: &ExtraFieldFields, value: &str) -> String {
    let found = match field.kind {
        ExtraKind::Text => None,
        ExtraKind::Number => Some(decimals(value)),
        ExtraKind::Date => value.parse().ok().map(|day| figures::civil(locale(), day)),
        ExtraKind::Choice => field.choice(value).map(|choice| choice.label.pick(locale()).to_owned()),
        ExtraKind::YesNo => {
            [(YES, "own-yes"), (NO, "own-no")].into_iter().find(|(is, _)| *is == value).map(|(_, word)| t(word))
        }
    };
    found.unwrap_or_else(|| value.to_owned())
}

/// A number as the reader writes it.
fn decimals(value: &str) -> String {
    match locale() {
        Locale::Fr => value.replace('.', ","),
        Locale::En => value.to_owned(),
    }
}

/// What an item holds, in the fields' order: how the reader calls each, and what stands there.
pub fn facts(extras: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let fact = |field: &ExtraFieldDetails| {
        let value = extras.get(&field.code)?;
        Some((field.fields.label.pick(locale()).to_owned(), shown(&field.fields, value)))
    };
    known().iter().filter_map(fact).collect()
}

/// The values of a field that is chosen in, below one that leaves it open.
fn options(field: &ExtraFieldFields, open: String) -> Option<Vec<(String, String)>> {
    let values: Vec<(String, String)> = match field.kind {
        ExtraKind::Choice => {
            let word = |choice: &contract::extra_fields::ExtraChoice| {
                (choice.code.clone(), choice.label.pick(locale()).to_owned())
            };
            field.choices.iter().map(word).collect()
        }
        ExtraKind::YesNo => vec![(YES.to_owned(), t("own-yes")), (NO.to_owned(), t("own-no"))],
        ExtraKind::Text | ExtraKind::Number | ExtraKind::Date => return None,
    };
    Some(std::iter::once((String::new(), open)).chain(values).collect())
}

/// The fields in an item's form. What it holds of retired ones is sent along unseen, so that it stays.
#[component]
pub fn OwnFieldset(
    /// What the item holds.
    extras: BTreeMap<String, String>,
) -> impl IntoView {
    let known = known();
    let name = |code: &str| format!("item[extras][{code}]");
    let offered: Vec<&ExtraFieldDetails> = known.iter().filter(|field| !field.fields.retired).collect();
    let unseen: Vec<_> = extras.iter().filter(|(code, _)| !offered.iter().any(|field| field.code == **code)).collect();
    let unseen = unseen.into_iter().map(|(code, value)| view! { <Hidden name=name(code) value=value.clone()/> });
    let unseen = unseen.collect_view();
    if offered.is_empty() {
        return unseen.into_any();
    }
    let input = |field: &&ExtraFieldDetails| {
        let value = extras.get(&field.code).cloned().unwrap_or_default();
        let label = field.fields.label.pick(locale()).to_owned();
        let name = name(&field.code);
        match (options(&field.fields, t("item-not-known")), field.fields.kind) {
            (Some(options), _) => view! { <Select name label options value/> }.into_any(),
            (None, ExtraKind::Date) => view! { <Field name label kind="date" value/> }.into_any(),
            (None, ExtraKind::Number) => {
                view! { <Field name label inputmode="decimal" value=decimals(&value)/> }.into_any()
            }
            (None, _) => view! { <Field name label value maxlength=TEXT_CHARS/> }.into_any(),
        }
    };
    view! {
        <fieldset class="form__group">
            <legend>{t("own-legend")}</legend>
            {unseen}
            <div class="form__three">{offered.iter().map(input).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// What the address asks of these fields.
pub fn asked_for() -> BTreeMap<String, String> {
    query().into_iter().filter(|(name, _)| name.starts_with(PREFIX)).collect()
}

/// The fields as filters of the list, behind a button.
#[component]
pub fn OwnFilters(
    /// What is asked for.
    asked: BTreeMap<String, String>,
) -> impl IntoView {
    let known = known();
    let input = |field: &ExtraFieldDetails| {
        let value = asked.get(&field.code).cloned().unwrap_or_default();
        let label = field.fields.label.pick(locale()).to_owned();
        let name = field.code.clone();
        match options(&field.fields, t("filter-all")) {
            Some(options) => view! { <Select name label options value/> }.into_any(),
            None => view! { <Field name label value/> }.into_any(),
        }
    };
    let (retired, offered): (Vec<_>, Vec<_>) = known.iter().partition(|field| field.fields.retired);
    // One that is retired is still asked for where the address does.
    let unseen = retired.into_iter().filter_map(|field| Some((field.code.clone(), asked.get(&field.code)?.clone())));
    let unseen = unseen.map(|(name, value)| view! { <Hidden name value/> }).collect_view();
    let inputs: Vec<AnyView> = offered.into_iter().map(input).collect();
    let open = !asked.is_empty();
    let details = (!inputs.is_empty()).then(|| {
        view! {
            <details class="definitions list-tools__more" open=open>
                <summary>{t("own-filters")}</summary>
                <div class="form__three">{inputs}</div>
            </details>
        }
    });
    view! { {unseen} {details} }.into_any()
}
