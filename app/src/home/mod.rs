//! The first page: for a member, how much time they have and what they were at; for anyone
//! else, what this is and the way in.

mod member;
mod stranger;

use crate::{
    catalogue,
    desk::{self, viewer},
    problem::Problem,
    texts::t,
    ui::{Notice, Page, Tone, whole},
};
use contract::catalogue::{CatalogueEntry, CatalogueSearch};
use leptos::{either::Either, prelude::*};
use member::Member;
use stranger::Stranger;

/// How many sessions a row shows.
const ROW: u32 = 12;

/// The first page.
#[component]
pub fn HomePage() -> impl IntoView {
    whole(async {
        let page = match viewer() {
            Some(viewer) => Either::Left(member::rows(viewer.name.clone()).await?),
            None => Either::Right(stranger::rows().await?),
        };
        let done = match desk::asked("done").as_deref() {
            Some("signed-out") => Some("home-signed-out"),
            Some("password-set") => Some("home-password-set"),
            _ => None,
        };
        Ok(view! {
            <Page title=t("home-title")>
                {done.map(|key| view! { <Notice tone=Tone::Good text=t(key)/> })}
                {match page {
                    Either::Left(rows) => Either::Left(view! { <Member rows/> }),
                    Either::Right(open) => Either::Right(view! { <Stranger open/> }),
                }}
            </Page>
        })
    })
}

/// The sessions of one row.
async fn row(search: CatalogueSearch) -> Result<Vec<CatalogueEntry>, Problem> {
    let search = CatalogueSearch { limit: Some(ROW), ..search };
    catalogue::calls::shelf(search).await
}
