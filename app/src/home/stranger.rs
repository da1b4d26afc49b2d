//! The first page of someone who is not signed in.

use super::row;
use crate::{
    address::Place,
    catalogue::{Picture, Row},
    desk::path_to,
    problem::Problem,
    texts::t,
    ui::Icon,
};
use contract::catalogue::{CatalogueEntry, CatalogueSearch};
use leptos::prelude::*;

pub(super) async fn rows() -> Result<Vec<CatalogueEntry>, Problem> {
    row(CatalogueSearch::default()).await
}

#[component]
pub(super) fn Stranger(open: Vec<CatalogueEntry>) -> impl IntoView {
    let face = open.iter().find(|entry| entry.has_poster && entry.pages == 0).cloned();
    view! {
        <section class="welcome" aria-labelledby="welcome">
            <div class="welcome__words">
                <h1 id="welcome">{t("welcome-title")}</h1>
                <p class="lead">{t("welcome-lead")}</p>
                <search>
                    <form class="search search--large" action=path_to(Place::Catalogue)>
                        <Icon name="search"/>
                        <label class="for-ears" for="q">{t("search-label")}</label>
                        <input class="input" id="q" name="q" r#type="search" placeholder=t("search-placeholder")/>
                        <button class="button button--main">{t("search-do")}</button>
                    </form>
                </search>
            </div>
            {face.map(|entry| view! { <Picture entry eager=true/> })}
        </section>
        <Row id="open" heading=t("home-open") entries=open all=path_to(Place::Catalogue)/>
        <section class="invite" aria-labelledby="invite">
            <div>
                <h2 id="invite">{t("invite-title")}</h2>
                <p>{t("invite-text")}</p>
            </div>
            <a class="button button--main button--large" href=path_to(Place::SignIn)>
                <Icon name="enter"/>
                {t("nav-sign-in")}
            </a>
        </section>
    }
    .into_any()
}
