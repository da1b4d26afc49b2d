//! Items that may be the same one.

use super::calls::NotTheSame;
use crate::{
    address::Place,
    desk::{answer, asked, env, path_to, signed_in},
    figures,
    inventory::{StatusBadge, Text},
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Badge, Crumbs, Empty, Form, Hidden, Icon, Notice, Page, Refused, Tone, whole},
    words,
};
use contract::{
    duplicates::{DuplicatePair, Likeness, PAIRS_SHOWN},
    inventory::ItemDetails,
};
use domain::duplicates;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The page with likely pairs.
#[component]
pub fn DuplicatesPage() -> impl IntoView {
    whole(list())
}

async fn list() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let pairs = answer(duplicates::list(&env()?, &staff).await)?;
    let cut = pairs.len() >= PAIRS_SHOWN;
    let content = if pairs.is_empty() {
        Either::Left(view! {
            <Empty icon="good" heading=t("duplicates-empty-title") text=t("duplicates-empty-text")/>
        })
    } else {
        Either::Right(view! {
            <div class="pairs">{pairs.into_iter().map(|pair| view! { <Pair pair/> }).collect_view()}</div>
        })
    };
    Ok(view! {
        <Page title=t("duplicates-title")>
            <Crumbs steps=vec![(path_to(Place::Inventory), t("inventory-title"))] here=t("duplicates-title")/>
            <header class="page__head">
                <h1>{t("duplicates-title")}</h1>
                <p class="soft">{t("duplicates-lead")}</p>
            </header>
            <Refused action=NotTheSame::PATH/>
            {(asked("done").as_deref() == Some("distinct"))
                .then(|| view! { <Notice tone=Tone::Good text=t("duplicates-distinct")/> })}
            {content}
            {cut.then(|| view! {
                <p class="small soft">{t_with("duplicates-cut", &[("count", (PAIRS_SHOWN as f64).into())])}</p>
            })}
        </Page>
    })
}

/// Two items side by side.
#[component]
fn Pair(pair: DuplicatePair) -> impl IntoView {
    let likeness = match pair.likeness {
        Likeness::SameFile => t("duplicates-same-file"),
        Likeness::SameTitle => t("duplicates-same-title"),
        Likeness::NearTitle => t("duplicates-near-title"),
    };
    let (one, other) = (pair.one.id, pair.other.id);
    let merge = Place::MergeItem(one).with(locale(), &[("with", &other.to_string())]);
    view! {
        <article class="panel">
            <div class="panel__head"><Badge icon="both" label=likeness/></div>
            <div class="form__pair">
                <Side item=pair.one/>
                <Side item=pair.other/>
            </div>
            <div class="actions">
                <a class="button" href=merge><Icon name="both"/>{t("duplicates-merge")}</a>
                <Form action=NotTheSame::PATH class="" quiet=true>
                    <Hidden name="one" value=one.to_string()/>
                    <Hidden name="other" value=other.to_string()/>
                    <button class="button button--quiet">{t("duplicates-not-same")}</button>
                </Form>
            </div>
        </article>
    }
    .into_any()
}

#[component]
fn Side(item: ItemDetails) -> impl IntoView {
    let fields = item.fields;
    let minutes = fields.duration_minutes.map(|minutes| figures::duration(locale(), f64::from(minutes) * 60.0));
    let facts: Vec<String> =
        [Some(words::kind(fields.kind)), fields.instructor, fields.centre, minutes, fields.source_key]
            .into_iter()
            .flatten()
            .collect();
    view! {
        <div>
            <h2><a href=path_to(Place::Item(item.id))><Text of=fields.title/></a></h2>
            <p class="small soft">{facts.join(" · ")}</p>
            <p><StatusBadge status=fields.status/></p>
        </div>
    }
    .into_any()
}
