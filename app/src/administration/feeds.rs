//! Where profile events go, and the form that adds a destination.

use super::calls::CreateFeed;
use crate::{
    address::Place,
    desk::{answer, env, path_to, signed_in},
    problem::Problem,
    texts::{t, t_with},
    ui::{Badge, Empty, Field, Form, Icon, Page, Select, Tone, whole},
};
use contract::{
    feed::{FeedKind, FeedSummary},
    profile::Purpose,
};
use domain::feed;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The page with every destination.
#[component]
pub fn FeedsPage() -> impl IntoView {
    whole(feeds())
}

async fn feeds() -> Result<impl IntoView, Problem> {
    let admin = answer(signed_in()?.admin())?;
    let feeds = answer(feed::list(&env()?, &admin).await)?;
    let list = if feeds.is_empty() {
        Either::Left(view! { <Empty icon="feed" heading=t("feeds-empty-title") text=t("feeds-empty-text")/> })
    } else {
        Either::Right(view! { <Table feeds/> })
    };
    Ok(view! {
        <Page title=t("feeds-title")>
            <header class="page__head">
                <h1>{t("feeds-title")}</h1>
                <p class="lead">{t("feeds-lead")}</p>
            </header>
            {list}
            <NewFeedForm/>
        </Page>
    })
}

/// The words for a use of data.
pub(super) fn purpose(purpose: Purpose) -> String {
    t(&format!("purpose-{}", purpose.code().replace('_', "-")))
}

/// The words for a form of events.
pub(super) fn kind(kind: FeedKind) -> String {
    t(&format!("feeds-kind-{}", kind.code()))
}

/// Whether events are sent now.
#[component]
pub(super) fn ActiveBadge(active: bool) -> impl IntoView {
    if active {
        view! { <Badge tone=Tone::Good icon="good" label=t("feeds-active")/> }
    } else {
        view! { <Badge tone=Tone::Wrong icon="gone" label=t("feeds-inactive")/> }
    }
}

#[component]
fn Table(feeds: Vec<FeedSummary>) -> impl IntoView {
    let count = feeds.len() as u64;
    let line = |feed: FeedSummary| {
        view! {
            <tr>
                <th scope="row"><a href=path_to(Place::Feed(feed.id))>{feed.url}</a></th>
                <td data-label=t("feeds-kind")>{kind(feed.kind)}</td>
                <td data-label=t("feeds-purpose")>{purpose(feed.purpose)}</td>
                <td data-label=t("feeds-country")>{feed.country}</td>
                <td data-label=t("feeds-state")><ActiveBadge active=feed.active/></td>
            </tr>
        }
    };
    view! {
        <div class="table-box">
            <table class="table table--cards">
                <caption>{t_with("feeds-count", &[("count", count.into())])}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("feeds-url")}</th>
                        <th scope="col">{t("feeds-kind")}</th>
                        <th scope="col">{t("feeds-purpose")}</th>
                        <th scope="col">{t("feeds-country")}</th>
                        <th scope="col">{t("feeds-state")}</th>
                    </tr>
                </thead>
                <tbody>{feeds.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The form that adds a destination.
#[component]
fn NewFeedForm() -> impl IntoView {
    let kinds = FeedKind::ALL.iter().map(|each| (each.code().to_owned(), kind(*each))).collect();
    let purposes = Purpose::ALL.iter().map(|each| (each.code().to_owned(), purpose(*each))).collect();
    view! {
        <Form action=CreateFeed::PATH>
            <fieldset class="form__group">
                <legend>{t("feeds-new")}</legend>
                <div class="form__pair">
                    <Field name="url" label=t("feeds-url") hint=t("feeds-url-hint") kind="url" autocomplete="off" required=true/>
                    <Select name="kind" label=t("feeds-kind") options=kinds/>
                    <Select name="purpose" label=t("feeds-purpose") hint=t("feeds-purpose-hint") options=purposes/>
                    <Field name="country" label=t("feeds-country") hint=t("feeds-country-hint") required=true maxlength=2_usize/>
                    <Field name="assessment" label=t("feeds-assessment") hint=t("feeds-assessment-hint") required=true/>
                </div>
                <p class="actions">
                    <button class="button button--main"><Icon name="plus"/>{t("feeds-add")}</button>
                </p>
            </fieldset>
        </Form>
    }
    .into_any()
}
