//! Calls that read the catalogue, each as whoever is asking may see it.

use crate::{
    desk::{answer, env, viewer},
    problem::Problem,
};
use contract::{
    SessionId,
    catalogue::{CatalogueEntry, CatalogueResults, CatalogueSearch},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// What matches, with what each filter would leave.
#[server(prefix = "/call", endpoint = "catalogue/search", input = GetUrl)]
pub async fn search(#[server(default)] search: CatalogueSearch) -> Result<CatalogueResults, Problem> {
    answer(domain::catalogue::search(&env()?, viewer().as_ref(), &search).await)
}

/// The first of what matches, for a row of cards.
#[server(prefix = "/call", endpoint = "catalogue/shelf", input = GetUrl)]
pub async fn shelf(#[server(default)] search: CatalogueSearch) -> Result<Vec<CatalogueEntry>, Problem> {
    answer(domain::catalogue::shelf(&env()?, viewer().as_ref(), &search).await)
}

/// One session.
#[server(prefix = "/call", endpoint = "catalogue/entry", input = GetUrl)]
pub async fn entry(session: SessionId) -> Result<CatalogueEntry, Problem> {
    answer(domain::catalogue::entry(&env()?, viewer().as_ref(), session).await)
}

/// What goes well with a session: at most four others.
#[server(prefix = "/call", endpoint = "catalogue/related", input = GetUrl)]
pub async fn related(session: SessionId) -> Result<Vec<CatalogueEntry>, Problem> {
    let (env, viewer) = (env()?, viewer());
    let entry = answer(domain::catalogue::entry(&env, viewer.as_ref(), session).await)?;
    answer(domain::catalogue::related(&env, viewer.as_ref(), &entry, 4).await)
}

/// What is broadcast, by when it begins.
#[server(prefix = "/call", endpoint = "catalogue/lives", input = GetUrl)]
pub async fn lives() -> Result<Vec<CatalogueEntry>, Problem> {
    answer(domain::catalogue::lives(&env()?, viewer().as_ref()).await)
}
