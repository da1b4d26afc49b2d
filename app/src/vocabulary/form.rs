//! The form of a tag: what is sent, how it is written, and what else can be done with it.

use super::calls::{ChangeTag, DeleteTag, MergeTags};
use crate::{
    problem::Problem,
    texts::{locale, t},
    ui::{Form, Hidden, Icon, LangField, Select, TextArea},
};
use contract::{
    LangMap, TagId, limits,
    vocabulary::{TagDetails, TagFields, TagUse},
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize};

/// What the form of a tag sends: every field as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagForm {
    /// The name in each language.
    pub label: LangMap,
    /// The id of the tag that it stands under, or nothing.
    pub parent: String,
    /// Synonyms, a line or a comma between them.
    pub synonyms: String,
}

impl TagForm {
    /// The fields as the domain takes them.
    ///
    /// # Errors
    /// Where the parent is no tag's id.
    pub fn fields(self) -> Result<TagFields, Problem> {
        let parent = match self.parent.trim() {
            "" => None,
            id => Some(id.parse().map_err(|_| Problem::field("parent", "unknown_tag"))?),
        };
        let synonyms = self.synonyms.split(['\n', ',', ';']).map(str::to_owned).collect();
        Ok(TagFields { label: self.label, parent, synonyms }.tidy())
    }
}

/// The tags that may be chosen, each with its place in the tree; none of them stands under `but`.
fn choices(tags: &[TagUse], but: Option<TagId>) -> Vec<(String, String)> {
    let mut below: Option<u32> = None;
    let mut choices = Vec::new();
    for tag in tags {
        if below.is_some_and(|depth| tag.depth > depth) {
            continue;
        }
        below = (Some(tag.tag.id) == but).then_some(tag.depth);
        if below.is_none() {
            let name = tag.tag.fields.label.pick(locale());
            choices.push((tag.tag.id.to_string(), "– ".repeat(tag.depth as usize) + name));
        }
    }
    choices
}

/// What is written on a tag.
#[component]
pub(super) fn TagFieldset(
    /// What stands there.
    #[prop(optional)]
    fields: TagFields,
    /// The tag itself, which cannot stand under itself.
    #[prop(optional_no_strip)]
    own: Option<TagId>,
    /// Every tag.
    tags: Vec<TagUse>,
) -> impl IntoView {
    let first = (String::new(), t("vocabulary-no-parent"));
    let parents = std::iter::once(first).chain(choices(&tags, own)).collect();
    let parent = fields.parent.map(|parent| parent.to_string()).unwrap_or_default();
    view! {
        <div class="form__pair">
            <LangField
                name="tag[label]"
                label=t("vocabulary-name")
                value=fields.label
                maxlength=limits::SHORT_TEXT_CHARS
            />
        </div>
        <Select name="tag[parent]" label=t("vocabulary-parent") options=parents value=parent/>
        <TextArea
            name="tag[synonyms]"
            label=t("vocabulary-synonyms")
            hint=t("vocabulary-synonyms-hint")
            value=fields.synonyms.join("\n")
            rows=3
            optional=true
        />
    }
    .into_any()
}

/// One tag: its form, making it one with another, and taking it away.
#[component]
pub(super) fn OneTag(tag: TagDetails, tags: Vec<TagUse>) -> impl IntoView {
    // Each form is its own, and names the tag and the version that is read.
    let (id, version) = (tag.id, tag.version);
    let based_on = move || {
        view! {
            <Hidden name="id" value=id.to_string()/>
            <Hidden name="based_on" value=version.to_string()/>
        }
    };
    let own = Some(id);
    let has_children = tags.iter().any(|other| other.tag.fields.parent == own);
    let first = (String::new(), t("vocabulary-merge-choose"));
    let others = tags.iter().filter(|other| other.tag.id != id);
    let others = others.map(|other| {
        let name = other.tag.fields.label.pick(locale());
        (other.tag.id.to_string(), "– ".repeat(other.depth as usize) + name)
    });
    let into: Vec<(String, String)> = std::iter::once(first).chain(others).collect();
    view! {
        <Form action=ChangeTag::PATH>
            <fieldset class="form__group">
                <legend>{t("vocabulary-form")}</legend>
                {based_on()}
                <TagFieldset fields=tag.fields own tags/>
                <p class="small soft">{t("vocabulary-renamed")}</p>
                <div class="form__foot"><button class="button button--main">{t("vocabulary-save")}</button></div>
            </fieldset>
        </Form>
        {(into.len() > 1).then(|| view! {
            <section class="panel" aria-labelledby="merging">
                <h2 id="merging">{t("vocabulary-merge-title")}</h2>
                <p>{t("vocabulary-merge-text")}</p>
                <Form action=MergeTags::PATH>
                    {based_on()}
                    <Select name="into" label=t("vocabulary-merge-into") options=into/>
                    <p class="actions"><button class="button"><Icon name="both"/>{t("vocabulary-merge")}</button></p>
                </Form>
            </section>
        })}
        <section class="panel" aria-labelledby="removal">
            <h2 id="removal">{t("vocabulary-delete-title")}</h2>
            {if has_children {
                view! { <p>{t("vocabulary-delete-children")}</p> }.into_any()
            } else {
                view! {
                    <p>{t("vocabulary-delete-text")}</p>
                    <Form action=DeleteTag::PATH>
                        {based_on()}
                        <p class="actions">
                            <button class="button button--danger"><Icon name="delete"/>{t("vocabulary-delete")}</button>
                        </p>
                    </Form>
                }
                .into_any()
            }}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synonyms_are_parted_as_people_part_them() {
        let form = TagForm {
            label: LangMap::both("Dos", "Back"),
            synonyms: "colonne, rachis\n\nDOS".into(),
            ..TagForm::default()
        };
        let fields = form.fields().unwrap();
        assert_eq!((fields.parent, fields.synonyms), (None, vec!["colonne".to_owned(), "rachis".to_owned()]));
        let odd = TagForm { parent: "dos".into(), ..TagForm::default() }.fields().unwrap_err();
        assert_eq!((odd.fields[0].field.as_str(), odd.fields[0].code.as_str()), ("parent", "unknown_tag"));
    }

    fn id(number: u32) -> TagId {
        format!("0193a5e4-7b1c-7000-8000-{number:012}").parse().unwrap()
    }

    #[test]
    fn nothing_can_stand_under_itself() {
        let tag = |number: u32, depth| TagUse {
            tag: TagDetails {
                id: id(number),
                fields: TagFields { label: LangMap::both(number.to_string(), ""), ..TagFields::default() },
                word: number.to_string(),
                version: 1,
            },
            depth,
            uses: 0,
            below: 0,
        };
        let tags = [tag(1, 0), tag(2, 1), tag(3, 2), tag(4, 1), tag(5, 0)];
        let names = |but| choices(&tags, but).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names(None), ["1", "– 2", "– – 3", "– 4", "5"]);
        assert_eq!(names(Some(id(2))), ["1", "– 4", "5"]);
        assert_eq!(names(Some(id(1))), ["5"]);
    }
}
