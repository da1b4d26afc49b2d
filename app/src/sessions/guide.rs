//! A guide: its pages as pictures, one after the other, and the document to take along.

use super::about::{Description, by};
use crate::{
    texts::{self, t, t_with},
    ui::{Icon, sign_in_and_return},
    words,
};
use contract::catalogue::CatalogueEntry;
use leptos::{either::Either, prelude::*};

/// A guide, whole for a member and described for anyone else.
#[component]
pub(super) fn Guide(
    /// The session.
    entry: CatalogueEntry,
    /// The member's key to its pages.
    grant: Option<String>,
) -> impl IntoView {
    let locale = texts::locale();
    let title = entry.title.pick(locale).to_owned();
    let by = by(&entry);
    let pages = t_with("card-pages", &[("count", entry.pages.into())]);
    let line: Vec<String> = [words::kind(entry.kind), pages, by].into_iter().filter(|part| !part.is_empty()).collect();
    let document = grant.as_ref().map(|grant| format!("/media/{grant}/document.pdf"));
    let count = entry.pages;
    view! {
        <header class="page__head page__head--with-actions session__head">
            <h1>{title}</h1>
            <p class="session__by">{line.join(" · ")}</p>
            {document.map(|document| view! {
                <p class="actions">
                    <a class="button button--main" href=document download="">
                        <Icon name="download"/>
                        {t("guide-download")}
                    </a>
                </p>
            })}
        </header>
        <div class="prose">
            <Description text=entry.description/>
        </div>
        {match grant {
            Some(grant) => Either::Left(view! { <Pages grant count/> }),
            None => Either::Right(view! { <Closed/> }),
        }}
    }
    .into_any()
}

#[component]
fn Pages(grant: String, count: u32) -> impl IntoView {
    let picture = move |number: u32| format!("/media/{grant}/pages/{number}.jpg");
    let small = {
        let picture = picture.clone();
        move |number: u32| {
            view! {
                <li>
                    <a href=format!("#page-{number}")>
                        <img src=picture(number) width="600" height="800" alt="" loading="lazy"/>
                        {t_with("guide-page", &[("number", number.into())])}
                    </a>
                </li>
            }
        }
    };
    let large = move |number: u32| {
        let facts = [("number", number.into()), ("count", count.into())];
        view! {
            <figure id=format!("page-{number}")>
                <img
                    src=picture(number)
                    width="600"
                    height="800"
                    alt=t_with("guide-page-alt", &facts)
                    loading=(number > 1).then_some("lazy")
                />
                <figcaption>{t_with("guide-page-of", &facts)}</figcaption>
            </figure>
        }
    };
    view! {
        {(count > 1).then(|| view! {
            <nav aria-label=t("guide-nav")>
                <ol class="pages__strip">{(1..=count).map(small).collect_view()}</ol>
            </nav>
        })}
        <section class="pages" aria-label=t("guide-nav")>{(1..=count).map(large).collect_view()}</section>
    }
    .into_any()
}

#[component]
fn Closed() -> impl IntoView {
    view! {
        <section class="invite" aria-labelledby="closed">
            <div>
                <h2 id="closed">{t("session-closed-read")}</h2>
                <p>{t("session-closed-text")}</p>
            </div>
            <a class="button button--main button--large" href=sign_in_and_return()>
                <Icon name="enter"/>
                {t("nav-sign-in")}
            </a>
        </section>
    }
    .into_any()
}
