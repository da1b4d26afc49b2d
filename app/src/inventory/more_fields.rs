//! The fields of an item that need not all be known: how one takes part, and where it lies.

use crate::{
    texts::t,
    ui::{Field, LangArea, Select, TextArea},
    words,
};
use contract::{
    inventory::ItemFields,
    limits,
    particulars::{Carrier, Condition, Impact, Position, Space},
};
use leptos::prelude::*;

/// The codes and words of a choice that need not be made.
fn options<T: Copy>(all: &[T], code: fn(T) -> &'static str, word: fn(T) -> String) -> Vec<(String, String)> {
    let open = (String::new(), t("item-not-known"));
    std::iter::once(open).chain(all.iter().map(|value| (code(*value).to_owned(), word(*value)))).collect()
}

fn chosen<T>(value: Option<T>, code: fn(T) -> &'static str) -> &'static str {
    value.map(code).unwrap_or_default()
}

/// How one takes part.
#[component]
pub(super) fn PracticeFields(
    /// What stands there.
    fields: ItemFields,
) -> impl IntoView {
    let years = |age: Option<u32>| age.map(|age| age.to_string()).unwrap_or_default();
    let substitutes: Vec<String> =
        fields.substitutes.iter().map(|(piece, instead)| format!("{piece} = {instead}")).collect();
    view! {
        <div class="form__three">
            <Select
                name="item[position]"
                label=t("facet-position")
                options=options(Position::ALL, Position::code, words::position)
                value=chosen(fields.position, Position::code)
            />
            <Select
                name="item[impact]"
                label=t("facet-impact")
                options=options(Impact::ALL, Impact::code, words::impact)
                value=chosen(fields.impact, Impact::code)
            />
            <Select
                name="item[space]"
                label=t("item-space")
                options=options(Space::ALL, Space::code, words::space)
                value=chosen(fields.space, Space::code)
            />
            <Field name="item[age_from]" label=t("item-age-from") value=years(fields.age_from) inputmode="numeric"/>
            <Field name="item[age_to]" label=t("item-age-to") value=years(fields.age_to) inputmode="numeric"/>
            <Field
                name="item[programme]"
                label=t("item-programme")
                value=fields.programme.clone().unwrap_or_default()
                maxlength=limits::SHORT_TEXT_CHARS
            />
        </div>
        <div class="form__pair">
            <Field name="item[audience]" label=t("item-audience") hint=t("item-tags-hint") value=fields.audience.join(", ")/>
            <TextArea
                name="item[substitutes]"
                label=t("item-substitutes")
                hint=t("item-substitutes-hint")
                value=substitutes.join("\n")
                rows=2
            />
        </div>
    }
    .into_any()
}

/// Where it lies, and who answers for it.
#[component]
pub(super) fn ShelfFields(
    /// What stands there.
    fields: ItemFields,
) -> impl IntoView {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    view! {
        <div class="form__three">
            <Select
                name="item[carrier]"
                label=t("item-carrier")
                options=options(Carrier::ALL, Carrier::code, words::carrier)
                value=chosen(fields.carrier, Carrier::code)
            />
            <Field
                name="item[place]"
                label=t("item-place")
                value=text(&fields.place)
                maxlength=limits::SHORT_TEXT_CHARS
            />
            <Select
                name="item[condition]"
                label=t("item-condition")
                options=options(Condition::ALL, Condition::code, words::condition)
                value=chosen(fields.condition, Condition::code)
            />
            <Field
                name="item[owner]"
                label=t("item-owner")
                value=text(&fields.owner)
                maxlength=limits::SHORT_TEXT_CHARS
            />
            <Field
                name="item[review_on]"
                label=t("item-review")
                kind="date"
                value=fields.review_on.map(|day| day.to_string()).unwrap_or_default()
            />
        </div>
        <div class="form__pair">
            <LangArea
                name="item[not_digitisable]"
                label=t("item-not-digitisable")
                value=fields.not_digitisable.clone()
            />
        </div>
    }
    .into_any()
}
