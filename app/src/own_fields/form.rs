//! The form of a field of the organisation's own.

use super::on_items::kind_word;
use crate::{
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Field, Hidden, LangField, Select},
};
use contract::{
    LangMap, Locale,
    extra_fields::{ExtraChoice, ExtraFieldFields, ExtraKind},
    limits,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Places for new values below those that are there.
const ROOM: usize = 4;

/// What the form of a field sends: everything as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldForm {
    /// The name in each language.
    pub label: LangMap,
    /// The code of an [`ExtraKind`]; one that is there has its own.
    pub kind: String,
    /// The values of a choice, those without a name being none.
    pub choices: Vec<ChoiceForm>,
}

/// One value of a choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChoiceForm {
    /// Its code; nothing where it is new.
    pub code: String,
    /// Its name in French.
    pub fr: String,
    /// Its name in English.
    pub en: String,
}

impl FieldForm {
    /// What is said of a new field, or of one of which this was known before.
    ///
    /// # Errors
    /// Where the kind of a new one is none.
    pub fn fields(self, before: Option<ExtraFieldFields>) -> Result<ExtraFieldFields, Problem> {
        let known = match before {
            Some(before) => before,
            None => {
                let kind = self.kind.parse().map_err(|()| Problem::field("kind", "unknown_choice"))?;
                ExtraFieldFields::new(kind, LangMap::default())
            }
        };
        // The form asks for two languages; a name in another one stays.
        let also = |mut known: LangMap, said: &LangMap| {
            for language in ["fr", "en"] {
                known.set(language, said.exact(language));
            }
            known
        };
        let choice = |form: ChoiceForm| {
            let before = known.choice(&form.code).map(|choice| choice.label.clone()).unwrap_or_default();
            ExtraChoice { label: also(before, &LangMap::both(form.fr, form.en)), code: form.code }
        };
        let choices = self.choices.into_iter().map(choice).collect();
        let label = also(known.label.clone(), &self.label);
        Ok(ExtraFieldFields { label, choices, ..known }.tidy())
    }
}

/// What is said of a field.
#[component]
pub(super) fn FieldFieldset(
    /// What is said of one that is there.
    #[prop(optional_no_strip)]
    fields: Option<ExtraFieldFields>,
) -> impl IntoView {
    let kinds = ExtraKind::ALL.iter().map(|kind| (kind.code().to_owned(), kind_word(*kind))).collect();
    let is_new = fields.is_none();
    let fields = fields.unwrap_or_else(|| ExtraFieldFields::new(ExtraKind::Text, LangMap::default()));
    let chooses = is_new || fields.kind == ExtraKind::Choice;
    let mut choices = fields.choices.clone();
    choices.resize_with(choices.len() + ROOM, ExtraChoice::default);
    view! {
        <div class="form__pair">
            <LangField
                name="field[label]"
                label=t("own-name")
                value=fields.label.clone()
                maxlength=limits::SHORT_TEXT_CHARS
            />
        </div>
        {is_new.then(|| view! { <Select name="field[kind]" label=t("own-kind") hint=t("own-kind-hint") options=kinds/> })}
        {chooses.then(|| view! {
            <fieldset class="form__group" id="choices">
                <legend>{t("own-choices")}</legend>
                <p class="field__hint">{t(if is_new { "own-choices-new" } else { "own-choices-there" })}</p>
                {choices.into_iter().enumerate().map(|(place, choice)| view! { <Value place choice/> }).collect_view()}
            </fieldset>
        })}
    }
    .into_any()
}

/// One value of a choice: its name in both languages.
#[component]
fn Value(place: usize, choice: ExtraChoice) -> impl IntoView {
    let input = |language: Locale| {
        let lang = if language == locale() { "" } else { language.tag() };
        view! {
            <Field
                name=format!("field[choices][{place}][{language}]")
                label=t_with("own-choice", &[("number", (place + 1).into())])
                value=choice.label.exact(language.code())
                mark=language.code().to_uppercase()
                lang
                maxlength=limits::SHORT_TEXT_CHARS
            />
        }
    };
    view! {
        <div class="form__pair">
            <Hidden name=format!("field[choices][{place}][code]") value=choice.code.clone()/>
            {Locale::ALL.map(input)}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(code: &str, fr: &str) -> ChoiceForm {
        ChoiceForm { code: code.into(), fr: fr.into(), en: String::new() }
    }

    #[test]
    fn what_is_typed_becomes_a_field_and_empty_values_are_none() {
        let form = FieldForm {
            label: LangMap::both(" Couleur ", ""),
            kind: "choice".into(),
            choices: vec![value("", "Rouge"), value("", " "), value("", "Bleu")],
        };
        let fields = form.clone().fields(None).unwrap();
        let names: Vec<_> = fields.choices.iter().map(|choice| choice.label.exact("fr")).collect();
        assert_eq!(
            (fields.label.exact("fr"), fields.kind, names),
            ("Couleur", ExtraKind::Choice, vec!["Rouge", "Bleu"])
        );
        let odd = FieldForm { kind: "colour".into(), ..form }.fields(None).unwrap_err();
        assert_eq!((odd.fields[0].field.as_str(), odd.fields[0].code.as_str()), ("kind", "unknown_choice"));
    }

    #[test]
    fn one_that_is_there_keeps_what_its_form_does_not_ask_for() {
        let before = ExtraFieldFields {
            position: 3,
            retired: true,
            ..ExtraFieldFields::new(ExtraKind::Choice, LangMap::both("Couleur", ""))
        };
        let form = FieldForm {
            label: LangMap::both("Teinte", ""),
            choices: vec![value("rouge", "Vermillon")],
            ..FieldForm::default()
        };
        let fields = form.fields(Some(before)).unwrap();
        assert_eq!((fields.kind, fields.position, fields.retired), (ExtraKind::Choice, 3, true));
        assert_eq!(fields.choices[0].code, "rouge");
    }
}
