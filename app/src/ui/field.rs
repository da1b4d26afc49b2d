//! The fields of a form. Each keeps what was written when the form comes back, and says what is
//! wrong with it.

use super::form::{current, error_line, id_of, optional_mark};
use leptos::prelude::*;

/// What `aria-describedby` names: the hint and the error, where there are any.
fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    let parts: Vec<String> = [(hint, "hint"), (error, "error")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, what)| format!("{id}-{what}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// An attribute's value; an empty text leaves the attribute out.
fn some(value: String) -> Option<String> {
    (!value.is_empty()).then_some(value)
}

/// One line of text.
#[component]
pub fn Field(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// What to write.
    #[prop(into)]
    label: String,
    /// What stands there before anything is written.
    #[prop(optional, into)]
    value: String,
    /// How to write it.
    #[prop(optional, into)]
    hint: String,
    /// The input's type.
    #[prop(default = "text")]
    kind: &'static str,
    /// The browser's hint for filling it in.
    #[prop(optional, into)]
    autocomplete: String,
    /// The keyboard of a phone: `numeric`, `email`.
    #[prop(optional, into)]
    inputmode: String,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether to say that it need not be.
    #[prop(optional)]
    optional: bool,
    /// The language of what is written, where it is not the page's.
    #[prop(optional, into)]
    lang: String,
    /// The short name of that language, beside the label.
    #[prop(optional, into)]
    mark: String,
    /// The most characters.
    #[prop(optional)]
    maxlength: usize,
    /// The id of a list of suggestions.
    #[prop(optional, into)]
    list: String,
    /// Whether one writes here as soon as the page is there.
    #[prop(optional)]
    autofocus: bool,
    /// Its id, where a page has several of its name.
    #[prop(optional, into)]
    id: String,
) -> impl IntoView {
    let form = current();
    let id = some(id).unwrap_or_else(|| id_of(&name));
    let error = form.error(&name);
    // A password is never shown again.
    let value = if kind == "password" { String::new() } else { form.value(&name, value) };
    view! {
        <div class="field">
            <label for=id.clone()>
                {label}
                {some(mark).map(|mark| view! { <span class="field__lang">{mark}</span> })}
                {optional_mark(optional)}
            </label>
            {(!hint.is_empty())
                .then(|| view! { <p class="field__hint" id=format!("{id}-hint")>{hint.clone()}</p> })}
            <input
                class="input"
                id=id.clone()
                name=name
                r#type=kind
                value=value
                autocomplete=some(autocomplete)
                inputmode=some(inputmode)
                required=required
                lang=some(lang)
                maxlength=(maxlength > 0).then(|| maxlength.to_string())
                list=some(list)
                autofocus=autofocus
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described_by(&id, !hint.is_empty(), error.is_some())
            />
            {error_line(&id, error)}
        </div>
    }
    .into_any()
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// What to write.
    #[prop(into)]
    label: String,
    /// What stands there before anything is written.
    #[prop(optional, into)]
    value: String,
    /// How to write it.
    #[prop(optional, into)]
    hint: String,
    /// How many lines are seen.
    #[prop(default = 5)]
    rows: u32,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether to say that it need not be.
    #[prop(optional)]
    optional: bool,
    /// The language of what is written, where it is not the page's.
    #[prop(optional, into)]
    lang: String,
    /// The short name of that language, beside the label.
    #[prop(optional, into)]
    mark: String,
) -> impl IntoView {
    let form = current();
    let id = id_of(&name);
    let error = form.error(&name);
    let value = form.value(&name, value);
    view! {
        <div class="field">
            <label for=id.clone()>
                {label}
                {some(mark).map(|mark| view! { <span class="field__lang">{mark}</span> })}
                {optional_mark(optional)}
            </label>
            {(!hint.is_empty())
                .then(|| view! { <p class="field__hint" id=format!("{id}-hint")>{hint.clone()}</p> })}
            <textarea
                class="textarea"
                id=id.clone()
                name=name
                rows=rows.to_string()
                required=required
                lang=some(lang)
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described_by(&id, !hint.is_empty(), error.is_some())
            >
                {value}
            </textarea>
            {error_line(&id, error)}
        </div>
    }
    .into_any()
}

/// One of several values.
#[component]
pub fn Select(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// What to choose.
    #[prop(into)]
    label: String,
    /// Each value with its words, in order.
    options: Vec<(String, String)>,
    /// More of them, in groups with a heading each.
    #[prop(optional)]
    groups: Vec<(String, Vec<(String, String)>)>,
    /// The value chosen before anybody chose.
    #[prop(optional, into)]
    value: String,
    /// How to choose.
    #[prop(optional, into)]
    hint: String,
    /// Its id, where a page has several of its name.
    #[prop(optional, into)]
    id: String,
) -> impl IntoView {
    let form = current();
    let id = some(id).unwrap_or_else(|| id_of(&name));
    let error = form.error(&name);
    let chosen = form.value(&name, value);
    let option = |(value, words): (String, String)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    };
    let group = |(heading, options): (String, Vec<(String, String)>)| {
        view! { <optgroup label=heading>{options.into_iter().map(option).collect_view()}</optgroup> }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {(!hint.is_empty())
                .then(|| view! { <p class="field__hint" id=format!("{id}-hint")>{hint.clone()}</p> })}
            <select
                class="select"
                id=id.clone()
                name=name
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described_by(&id, !hint.is_empty(), error.is_some())
            >
                {options.into_iter().map(option).collect_view()}
                {groups.into_iter().map(group).collect_view()}
            </select>
            {error_line(&id, error)}
        </div>
    }
    .into_any()
}

/// A box to tick, or one choice of several that exclude one another.
#[component]
pub fn Check(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// The value that is sent when it is ticked.
    #[prop(into, default = "true".to_owned())]
    value: String,
    /// What ticking it means.
    #[prop(into)]
    label: String,
    /// Whether it is ticked before anybody ticked it.
    #[prop(optional)]
    checked: bool,
    /// Whether choosing this takes the choice from its neighbours.
    #[prop(optional)]
    radio: bool,
    /// Whether it must be ticked.
    #[prop(optional)]
    required: bool,
    /// A figure beside it.
    #[prop(optional, into)]
    count: String,
) -> impl IntoView {
    let checked = current().chosen(&name, &value, checked);
    view! {
        <label class="check">
            <input
                r#type=if radio { "radio" } else { "checkbox" }
                name=name
                value=value
                checked=checked
                required=required
            />
            <span>{label}</span>
            {some(count).map(|count| view! { <span class="check__count">{count}</span> })}
        </label>
    }
    .into_any()
}

/// A value that is sent and not seen.
#[component]
pub fn Hidden(
    /// The name it is sent under.
    #[prop(into)]
    name: String,
    /// The value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}
