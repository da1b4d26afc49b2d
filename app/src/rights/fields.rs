//! The forms of a release and of a licence: what is sent, and how it is written.

use super::word;
use crate::{
    problem::Problem,
    texts::t,
    ui::{Check, Field, Select, TextArea},
};
use contract::{
    limits,
    rights::{LicenceFields, LicenceKind, LicenceSubject, ReleaseFields, ReleaseUse},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What the form of a release sends: every field as it was typed. A box that is not ticked is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReleaseForm {
    /// The filmed person.
    pub name: String,
    /// Present when they are a minor.
    pub minor: Option<String>,
    /// Who signs for a minor.
    pub guardian: String,
    /// The code of a [`ReleaseUse`].
    pub allows: String,
    /// The day it was signed, or nothing.
    pub signed_on: String,
    /// Its last day, or nothing.
    pub expires_on: String,
    /// Present when they cannot be recognised any more.
    pub not_seen: Option<String>,
    /// Where the paper lies.
    pub note: String,
}

impl ReleaseForm {
    /// The fields as the domain takes them.
    ///
    /// # Errors
    /// When a choice is none of those offered; the domain checks the rest.
    pub fn fields(self) -> Result<ReleaseFields, Problem> {
        Ok(ReleaseFields {
            name: self.name,
            minor: self.minor.is_some(),
            guardian: Some(self.guardian),
            allows: choice("allows", &self.allows)?,
            signed_on: Some(self.signed_on),
            expires_on: Some(self.expires_on),
            seen: self.not_seen.is_none(),
            note: Some(self.note),
        })
    }
}

/// What the form of a licence sends: every field as it was typed. A box that is not ticked is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LicenceForm {
    /// The code of a [`LicenceSubject`].
    pub subject: String,
    /// The work's title.
    pub title: String,
    /// Who holds the rights.
    pub holder: String,
    /// What allows its use, in words.
    pub licence: String,
    /// The code of a [`LicenceKind`].
    pub kind: String,
    /// Its last day, or nothing.
    pub ends_on: String,
    /// Present when a broadcast is covered.
    pub covers_live: Option<String>,
    /// Present when what is watched afterwards is covered.
    pub covers_replay: Option<String>,
}

impl LicenceForm {
    /// The fields as the domain takes them.
    ///
    /// # Errors
    /// When a choice is none of those offered; the domain checks the rest.
    pub fn fields(self) -> Result<LicenceFields, Problem> {
        Ok(LicenceFields {
            subject: choice("subject", &self.subject)?,
            title: self.title,
            holder: Some(self.holder),
            licence: Some(self.licence),
            kind: choice("kind", &self.kind)?,
            ends_on: Some(self.ends_on),
            covers_live: self.covers_live.is_some(),
            covers_replay: self.covers_replay.is_some(),
        })
    }
}

fn choice<T: FromStr>(field: &str, text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::field(field, "unknown_choice"))
}

/// The fields of a release.
#[component]
pub(super) fn ReleaseFieldset(
    /// What stands there.
    fields: ReleaseFields,
    /// Whether to ask if the person can still be recognised.
    #[prop(optional)]
    ask_seen: bool,
) -> impl IntoView {
    let uses = ReleaseUse::ALL
        .iter()
        .map(|value| (value.code().to_owned(), word(&format!("release-use-{}", value.code()))))
        .collect();
    view! {
        <div class="form__pair">
            <Field
                name="release[name]"
                label=t("release-name")
                hint=t("release-name-hint")
                value=fields.name
                required=true
                maxlength=limits::TITLE_CHARS
            />
            <Select name="release[allows]" label=t("release-allows") options=uses value=fields.allows.code()/>
        </div>
        <Check name="release[minor]" label=t("release-minor") checked=fields.minor/>
        <Field
            name="release[guardian]"
            label=t("release-guardian")
            hint=t("release-guardian-hint")
            value=fields.guardian.unwrap_or_default()
            maxlength=limits::SHORT_TEXT_CHARS
        />
        <div class="form__pair">
            <Field
                name="release[signed_on]"
                label=t("release-signed-on")
                hint=t("release-signed-on-hint")
                kind="date"
                value=fields.signed_on.unwrap_or_default()
            />
            <Field
                name="release[expires_on]"
                label=t("right-ends-on")
                hint=t("right-ends-on-hint")
                kind="date"
                value=fields.expires_on.unwrap_or_default()
            />
        </div>
        <TextArea
            name="release[note]"
            label=t("release-note")
            hint=t("release-note-hint")
            value=fields.note.unwrap_or_default()
            rows=2
        />
        {ask_seen.then(|| view! { <Check name="release[not_seen]" label=t("release-not-seen") checked=!fields.seen/> })}
    }
    .into_any()
}

/// The fields of a licence.
#[component]
pub(super) fn LicenceFieldset(
    /// What stands there.
    fields: LicenceFields,
) -> impl IntoView {
    let subjects = LicenceSubject::ALL
        .iter()
        .map(|value| (value.code().to_owned(), word(&format!("licence-subject-{}", value.code()))))
        .collect();
    let kinds = LicenceKind::ALL
        .iter()
        .map(|value| (value.code().to_owned(), word(&format!("licence-kind-{}", value.code()))))
        .collect();
    view! {
        <div class="form__pair">
            <Field
                name="licence[title]"
                label=t("licence-title")
                value=fields.title
                required=true
                maxlength=limits::TITLE_CHARS
            />
            <Select name="licence[subject]" label=t("licence-subject") options=subjects value=fields.subject.code()/>
            <Field
                name="licence[holder]"
                label=t("licence-holder")
                value=fields.holder.unwrap_or_default()
                maxlength=limits::SHORT_TEXT_CHARS
            />
            <Select name="licence[kind]" label=t("licence-kind") options=kinds value=fields.kind.code()/>
        </div>
        <TextArea
            name="licence[licence]"
            label=t("licence-text")
            hint=t("licence-text-hint")
            value=fields.licence.unwrap_or_default()
            rows=2
        />
        <Field
            name="licence[ends_on]"
            label=t("right-ends-on")
            hint=t("right-ends-on-hint")
            kind="date"
            value=fields.ends_on.unwrap_or_default()
        />
        <Check name="licence[covers_live]" label=t("licence-covers-live") checked=fields.covers_live/>
        <Check name="licence[covers_replay]" label=t("licence-covers-replay") checked=fields.covers_replay/>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_a_release() {
        let form = ReleaseForm {
            name: "Ana".into(),
            allows: "public".into(),
            not_seen: Some("true".into()),
            ..ReleaseForm::default()
        };
        let fields = form.fields().unwrap().tidy();
        assert_eq!((fields.allows, fields.seen, fields.signed_on), (ReleaseUse::Public, false, None));
        let odd = ReleaseForm { allows: "everywhere".into(), ..ReleaseForm::default() }.fields().unwrap_err();
        assert_eq!((odd.fields[0].field.as_str(), odd.fields[0].code.as_str()), ("allows", "unknown_choice"));
    }
}
