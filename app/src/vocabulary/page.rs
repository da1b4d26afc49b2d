//! The page of the vocabulary, and of one of its tags.

use super::{
    calls::{AddTag, AdoptWord},
    form::{OneTag, TagFieldset},
};
use crate::{
    address::Place,
    desk::{FormEcho, answer, asked, env, fail, path_to, signed_in},
    figures,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Crumbs, Empty, Form, Icon, Notice, Page, Tone, whole},
};
use contract::{
    TagId,
    vocabulary::{FREE_WORDS, FreeWord, TagUse, Vocabulary},
};
use domain::vocabulary;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};
use std::collections::HashMap;

/// The page with the tree of tags, or with the one that the address names.
#[component]
pub fn VocabularyPage() -> impl IntoView {
    whole(vocabulary())
}

async fn vocabulary() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let Vocabulary { tags, free } = answer(vocabulary::list(&env()?, &staff, locale()).await)?;
    let Some(chosen) = asked("tag") else { return Ok(Either::Left(view! { <Whole tags free/> })) };
    let id: Option<TagId> = chosen.parse().ok();
    let found = tags.iter().find(|tag| Some(tag.tag.id) == id).map(|tag| tag.tag.clone());
    let tag = found.ok_or_else(|| fail(Problem::not_found()))?;
    let name = tag.fields.label.pick(locale()).to_owned();
    let steps =
        vec![(path_to(Place::Inventory), t("inventory-title")), (path_to(Place::Vocabulary), t("vocabulary-title"))];
    Ok(Either::Right(view! {
        <Page title=name.clone() class="page page--middle">
            <Crumbs steps here=name.clone()/>
            <header class="page__head"><h1>{name}</h1></header>
            <Done/>
            <OneTag tag tags/>
        </Page>
    }))
}

/// A word about what the form before this page did.
#[component]
fn Done() -> impl IntoView {
    if use_context::<FormEcho>().is_some() {
        return None;
    }
    let text = match asked("done").as_deref() {
        Some("added") => t("vocabulary-added"),
        Some("adopted") => t("vocabulary-adopted"),
        Some("saved") => t("vocabulary-saved"),
        Some("merged") => t("vocabulary-merged"),
        Some("deleted") => t("vocabulary-deleted"),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Good text/> })
}

/// Every tag, the words that are none, and the place for a new one.
#[component]
fn Whole(tags: Vec<TagUse>, free: Vec<FreeWord>) -> impl IntoView {
    let tree = if tags.is_empty() {
        Either::Left(view! {
            <Empty icon="inventory" heading=t("vocabulary-empty-title") text=t("vocabulary-empty-text")/>
        })
    } else {
        Either::Right(view! { <Tree tags=tags.clone()/> })
    };
    view! {
        <Page title=t("vocabulary-title")>
            <Crumbs steps=vec![(path_to(Place::Inventory), t("inventory-title"))] here=t("vocabulary-title")/>
            <header class="page__head">
                <h1>{t("vocabulary-title")}</h1>
                <p class="soft">{t("vocabulary-lead")}</p>
            </header>
            <Done/>
            {tree}
            {(!free.is_empty()).then(|| view! { <Free free/> })}
            <Form action=AddTag::PATH>
                <fieldset class="form__group">
                    <legend>{t("vocabulary-new")}</legend>
                    <TagFieldset tags/>
                    <div class="form__foot"><button class="button button--main">{t("vocabulary-add")}</button></div>
                </fieldset>
            </Form>
        </Page>
    }
    .into_any()
}

/// The tags, each below the one that it stands under.
#[component]
fn Tree(tags: Vec<TagUse>) -> impl IntoView {
    let names: HashMap<TagId, String> =
        tags.iter().map(|tag| (tag.tag.id, tag.tag.fields.label.pick(locale()).to_owned())).collect();
    let count = tags.len();
    let line = |tag: TagUse| {
        let above = tag.tag.fields.parent.and_then(|parent| names.get(&parent).cloned());
        view! { <Line tag above/> }
    };
    view! {
        <div class="table-box">
            <table class="table table--cards vocabulary">
                <caption>{t_with("vocabulary-count", &[("count", count.into())])}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("vocabulary-tag")}</th>
                        <th scope="col">{t("vocabulary-other-name")}</th>
                        <th scope="col">{t("vocabulary-synonyms")}</th>
                        <th scope="col" class="table__figure">{t("vocabulary-items")}</th>
                    </tr>
                </thead>
                <tbody>{tags.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// One tag of the tree.
#[component]
fn Line(tag: TagUse, above: Option<String>) -> impl IntoView {
    let TagUse { tag, depth, uses, below } = tag;
    let here = locale();
    let other = tag.fields.label.exact(here.other().code()).to_owned();
    let other = if other.is_empty() { "–".to_owned() } else { other };
    let synonyms = if tag.fields.synonyms.is_empty() { "–".to_owned() } else { tag.fields.synonyms.join(", ") };
    let name = tag.fields.label.pick(here).to_owned();
    let form = Place::Vocabulary.with(here, &[("tag", &tag.id.to_string())]);
    let items = Place::Inventory.with(here, &[("tag", &tag.word)]);
    let lang = here.other().tag();
    let number = |count: u64| figures::number(here, count as f64);
    let own = (below > uses).then(|| t_with("vocabulary-own", &[("count", uses.into())]));
    view! {
        <tr>
            <th scope="row" data-depth=depth.to_string()>
                <a href=form>{name.clone()}</a>
                {above.map(|above| view! {
                    <span class="for-ears">" "{t_with("vocabulary-under", &[("name", above.into())])}</span>
                })}
            </th>
            <td data-label=t("vocabulary-other-name") lang=lang>{other}</td>
            <td data-label=t("vocabulary-synonyms")>{synonyms}</td>
            <td class="table__figure" data-label=t("vocabulary-items")>
                <a href=items aria-label=t_with("vocabulary-items-of", &[("name", name.into()), ("count", below.into())])>
                    {number(below)}
                </a>
                {own.map(|own| view! { <span class="table__sub">{own}</span> })}
            </td>
        </tr>
    }
    .into_any()
}

/// Words that items carry and that are no tag, each a button that makes it one.
#[component]
fn Free(free: Vec<FreeWord>) -> impl IntoView {
    let cut = free.len() >= FREE_WORDS;
    let line = |free: FreeWord| {
        let FreeWord { word, uses } = free;
        let value = word.clone();
        view! {
            <li>
                <button class="chip" name="word" value=value>
                    <Icon name="plus"/>
                    <span class="for-ears">{t("vocabulary-adopt")} " "</span>
                    {word}
                    " "
                    <span>{figures::number(locale(), uses as f64)}</span>
                </button>
            </li>
        }
    };
    view! {
        <section class="panel" aria-labelledby="free">
            <h2 id="free">{t("vocabulary-free")}</h2>
            <p class="soft">{t("vocabulary-free-text")}</p>
            <Form action=AdoptWord::PATH class="">
                <ul class="chips">{free.into_iter().map(line).collect_view()}</ul>
            </Form>
            {cut.then(|| view! {
                <p class="small soft">{t_with("vocabulary-free-cut", &[("count", FREE_WORDS.into())])}</p>
            })}
        </section>
    }
    .into_any()
}
