//! Who changed what on an item, with a button that puts one field back.

use super::calls::PutBack;
use crate::{
    figures, own_fields,
    texts::{locale, t, t_with},
    ui::{Form, Hidden, Icon, Refused},
    words,
};
use contract::{
    ItemId, Timestamp,
    changes::{ChangeSource, FieldChange, ItemChange},
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::Value;

/// The changes of an item, the latest first.
#[component]
pub fn History(
    /// The item.
    item: ItemId,
    /// The version that is shown, on which putting something back is based.
    version: i64,
    /// Its changes.
    changes: Vec<ItemChange>,
    /// When the page is made.
    now: Timestamp,
) -> impl IntoView {
    if changes.is_empty() {
        return view! { <p class="soft">{t("changes-none")}</p> }.into_any();
    }
    let one = move |change: ItemChange| {
        let who = change.by_name.clone().unwrap_or_else(|| t(nobody(change.source)));
        let when = figures::when(locale(), change.at, now);
        let field = move |field: FieldChange| {
            let label = field_word(&field.field);
            let name = field.field.clone();
            let put_back = may_be_put_back(&field).then(|| {
                view! {
                    <Form action=PutBack::PATH class="changes__back" quiet=true>
                        <Hidden name="item" value=item.to_string()/>
                        <Hidden name="change" value=change.id.to_string()/>
                        <Hidden name="field" value=name/>
                        <Hidden name="based_on" value=version.to_string()/>
                        <button class="button button--quiet button--small">
                            <Icon name="previous"/>
                            {t("changes-back")}
                            <span class="for-ears">" "{label}</span>
                        </button>
                    </Form>
                }
            });
            view! { <li><Difference field/>{put_back}</li> }
        };
        view! {
            <li>
                <p class="small soft">{t_with("changes-by", &[("who", who.into()), ("when", when.into())])}</p>
                <ul class="changes__fields">{change.fields.into_iter().map(field).collect_view()}</ul>
            </li>
        }
    };
    view! {
        <Refused action=PutBack::PATH/>
        <details class="definitions" open=crate::ui::came_back(PutBack::PATH)>
            <summary>
                <Icon name="next" class="icon--turns"/>
                {t_with("changes-count", &[("count", changes.len().into())])}
            </summary>
            <ol class="changes">{changes.into_iter().map(one).collect_view()}</ol>
        </details>
    }
    .into_any()
}

/// What follows from the sessions is not put back by hand.
fn may_be_put_back(field: &FieldChange) -> bool {
    let follows = |value: &Value| matches!(value.as_str(), Some("published" | "withdrawn"));
    !(field.field == "status" && (follows(&field.before) || follows(&field.after)))
}

fn nobody(source: ChangeSource) -> &'static str {
    match source {
        ChangeSource::Import => "changes-import",
        ChangeSource::Course => "changes-course",
        ChangeSource::Edit | ChangeSource::Bulk | ChangeSource::Vocabulary | ChangeSource::Undo => "changes-gone",
    }
}

/// Several fields before and after.
#[component]
pub fn Differences(
    /// The fields.
    fields: Vec<FieldChange>,
) -> impl IntoView {
    view! {
        <ul class="changes__fields">
            {fields.into_iter().map(|field| view! { <li><Difference field/></li> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// One field before and after.
#[component]
fn Difference(field: FieldChange) -> impl IntoView {
    let before = shown(&field.field, &field.before);
    let after = shown(&field.field, &field.after);
    view! {
        <span class="changes__name">{field_word(&field.field)}</span>
        " "
        <del><span class="for-ears">{t("changes-before")}" "</span>{before}</del>
        " "
        <Icon name="next"/>
        " "
        <ins><span class="for-ears">{t("changes-after")}" "</span>{after}</ins>
    }
    .into_any()
}

/// The word for a field, with its language where it has one.
fn field_word(field: &str) -> String {
    let (name, language) = field.split_once('.').map_or((field, None), |(name, language)| (name, Some(language)));
    // What is the organisation's own goes by its own name.
    if let ("extras", Some(code)) = (name, language) {
        return own_fields::label_of(code).unwrap_or_else(|| code.to_owned());
    }
    let word = t(match name {
        "kind" => "facet-kind",
        "title" => "item-title",
        "description" => "item-description",
        "tags" => "item-tags",
        "level" => "facet-level",
        "duration_minutes" => "item-minutes",
        "equipment" => "item-equipment",
        "language" => "facet-language",
        "instructor" => "item-instructor",
        "centre" => "item-centre",
        "status" => "inventory-status",
        "source_key" => "item-key",
        "impact" => "facet-impact",
        "position" => "facet-position",
        "space" => "item-space",
        "substitutes" => "item-substitutes",
        "age_from" => "item-age-from",
        "age_to" => "item-age-to",
        "audience" => "item-audience",
        "programme" => "item-programme",
        "carrier" => "item-carrier",
        "place" => "item-place",
        "condition" => "item-condition",
        "owner" => "item-owner",
        "review_on" => "item-review",
        "not_digitisable" => "item-not-digitisable",
        _ => return field.to_owned(),
    });
    match (name, language) {
        ("substitutes", Some(piece)) => format!("{word} ({piece})"),
        (_, Some(language)) => format!("{word} ({})", language.to_uppercase()),
        (_, None) => word,
    }
}

/// A value as a reader knows it.
fn shown(field: &str, value: &Value) -> String {
    fn coded<T: std::str::FromStr>(text: &str, word: fn(T) -> String) -> String {
        text.parse().map_or_else(|_| text.to_owned(), word)
    }
    match value {
        Value::Null => t("changes-nothing"),
        Value::Array(list) if list.is_empty() => t("changes-nothing"),
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        Value::String(text) => match field {
            "kind" => coded(text, words::kind),
            "level" => coded(text, words::level),
            "status" => coded(text, words::status),
            "impact" => coded(text, words::impact),
            "position" => coded(text, words::position),
            "space" => coded(text, words::space),
            "carrier" => coded(text, words::carrier),
            "condition" => coded(text, words::condition),
            _ => match field.strip_prefix("extras.") {
                Some(code) => own_fields::value_of(code, text),
                None => text.clone(),
            },
        },
        other => other.to_string(),
    }
}
