//! The page of the catalogue: search, filters, results.

use super::{
    calls,
    card::{Cards, Watched},
    facets::Facets,
    filters::{Filters, SORTS, label},
    search::LiveSearch,
};
use crate::{
    address::Place,
    backlog::{self, AskFor},
    desk::{path_to, viewer},
    history,
    texts::{locale, t, t_with},
    ui::{Empty, Hidden, Icon, Page, whole},
};
use contract::catalogue::CatalogueResults;
use leptos::{either::Either, prelude::*};

/// The catalogue.
#[component]
pub fn CataloguePage() -> impl IntoView {
    let filters = Filters::asked();
    whole(async move {
        let results = calls::search(filters.search()).await?;
        backlog::note_search(&filters, results.total).await;
        let watched = match viewer() {
            Some(_) => {
                history::calls::of_sessions(results.items.iter().map(|entry| entry.session_id).collect()).await?
            }
            None => Watched::default(),
        };
        Ok(view! {
            <Page title=t("catalogue-title")>
                <header class="page__head">
                    <h1>{t("catalogue-title")}</h1>
                    <Search filters=filters.clone()/>
                </header>
                <div class="finder">
                    <Facets filters=filters.clone() results=results.clone()/>
                    <Results filters results watched/>
                </div>
            </Page>
        })
    })
}

#[component]
fn Search(filters: Filters) -> impl IntoView {
    view! {
        <search>
            <form class="search search--large" action=path_to(Place::Catalogue) data-live="">
                <Icon name="search"/>
                <label class="for-ears" for="q">{t("search-label")}</label>
                <input
                    class="input"
                    id="q"
                    name="q"
                    r#type="search"
                    value=filters.get("q").to_owned()
                    placeholder=t("search-placeholder")
                />
                {filters.besides(&["q"]).into_iter().map(|(name, value)| view! { <Hidden name value/> }).collect_view()}
                <button class="button button--main">{t("search-do")}</button>
            </form>
            // What changes while one types is said here; the results themselves are replaced.
            <p class="for-ears" role="status" id="found"></p>
            <LiveSearch/>
        </search>
    }
    .into_any()
}

#[component]
fn Results(filters: Filters, results: CatalogueResults, watched: Watched) -> impl IntoView {
    let total = results.total;
    let nothing = results.items.is_empty();
    view! {
        <section class="finder__results" id="results" aria-labelledby="results-title">
            <h2 class="for-ears" id="results-title">{t("catalogue-results")}</h2>
            <Chips filters=filters.clone()/>
            <div class="finder__line">
                <p data-count="">{t_with("catalogue-count", &[("count", total.into())])}</p>
                {(!nothing).then(|| view! { <Sort filters=filters.clone()/> })}
            </div>
            {if nothing {
                Either::Left(view! { <Nothing filters=filters.clone()/> })
            } else {
                Either::Right(view! { <Found filters=filters.clone() results watched/> })
            }}
            <AskFor words=filters.get("q").to_owned() found=total/>
        </section>
    }
    .into_any()
}

#[component]
fn Chips(filters: Filters) -> impl IntoView {
    (!filters.is_empty()).then(|| {
        let chip = |(name, value): (&str, &str)| {
            view! {
                <li>
                    <a class="chip chip--chosen" href=filters.with(name, "")>
                        <span class="for-ears">{t("catalogue-remove")}" "</span>
                        {label(name, value)}
                        <Icon name="close"/>
                    </a>
                </li>
            }
        };
        view! {
            <ul class="chips" aria-label=t("catalogue-chosen-label")>
                {filters.chosen().into_iter().map(chip).collect_view()}
                <li><a class="button button--quiet" href=path_to(Place::Catalogue)>{t("catalogue-clear")}</a></li>
            </ul>
        }
    })
}

#[component]
fn Sort(filters: Filters) -> impl IntoView {
    let words = |sort: &str| match sort {
        "title" => t("sort-title"),
        "duration" => t("sort-duration"),
        _ => t("sort-new"),
    };
    let chosen = filters.get("sort").to_owned();
    view! {
        <form class="finder__sort" action=path_to(Place::Catalogue) data-live="">
            {filters.besides(&["sort"]).into_iter().map(|(name, value)| view! { <Hidden name value/> }).collect_view()}
            <label for="sort">{t("catalogue-sort")}</label>
            <select class="select" id="sort" name="sort">
                {SORTS.map(|sort| view! { <option value=sort selected=sort == chosen>{words(sort)}</option> })}
            </select>
            <button class="button">{t("catalogue-sort-do")}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Found(filters: Filters, results: CatalogueResults, watched: Watched) -> impl IntoView {
    let later = !filters.get("cursor").is_empty();
    let next = results.next.map(|cursor| filters.with("cursor", &cursor));
    let shown = t_with("catalogue-shown", &[("shown", results.items.len().into()), ("count", results.total.into())]);
    view! {
        <Cards entries=results.items watched/>
        {(next.is_some() || later).then(|| view! {
            <p class="more">
                {later.then(|| view! { <a class="button" href=filters.with("cursor", "")>{t("catalogue-first")}</a> })}
                {next.map(|href| view! {
                    <a class="button" href=href rel="next">{t("catalogue-more")}</a>
                })}
                <span>{shown}</span>
            </p>
        })}
    }
    .into_any()
}

#[component]
fn Nothing(filters: Filters) -> impl IntoView {
    let stranger = viewer().is_none();
    // Most of what there is is for members, and is found by them alone.
    let text = |key: &str| {
        let more = stranger.then(|| t("catalogue-empty-members"));
        [Some(t(key)), more].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let enter = stranger.then(|| {
        let href = Place::SignIn.with(locale(), &[("next", &filters.with("cursor", ""))]);
        view! { <a class="button button--main" href=href><Icon name="enter"/>{t("nav-sign-in")}</a> }
    });
    if filters.is_empty() {
        return Either::Left(view! {
            <Empty icon="catalogue" heading=t("catalogue-bare-title") text=text("catalogue-bare-text")>
                {enter}
            </Empty>
        });
    }
    Either::Right(view! {
        <Empty icon="search" heading=t("catalogue-empty-title") text=text("catalogue-empty-text")>
            <a class="button" href=path_to(Place::Catalogue)>{t("catalogue-empty-clear")}</a>
            {enter}
        </Empty>
    })
}
