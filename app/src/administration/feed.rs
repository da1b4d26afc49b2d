//! One destination: what it is, its secret on the day it is made, and what was sent to it.

use super::{
    calls::ReplayFeed,
    feeds::{ActiveBadge, kind, purpose},
};
use crate::{
    address::Place,
    desk::{self, answer, asked, env, path_to, signed_in},
    figures, once,
    problem::Problem,
    texts::{locale, t, t_with, text_or},
    ui::{Badge, Crumbs, Empty, Form, Hidden, Icon, Notice, Page, Tone, whole},
};
use contract::{
    FeedId, Timestamp,
    feed::{DeliveryState, DeliverySummary, FeedSummary},
};
use domain::feed;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The page of one destination.
#[component]
pub fn FeedPage() -> impl IntoView {
    whole(feed_page())
}

async fn feed_page() -> Result<impl IntoView, Problem> {
    let id: FeedId = desk::id()?;
    let admin = answer(signed_in()?.admin())?;
    let env = env()?;
    let deliveries = answer(feed::deliveries(&env, &admin, id).await)?;
    let feeds = answer(feed::list(&env, &admin).await)?;
    let feed = feeds.into_iter().find(|feed| feed.id == id).ok_or_else(|| desk::fail(Problem::not_found()))?;
    let url = feed.url.clone();
    let now = env.clock.now();
    Ok(view! {
        <Page title=url.clone()>
            <Crumbs steps=vec![(path_to(Place::Feeds), t("feeds-title"))] here=url/>
            <Head feed/>
            {once::take(Place::Feed(id)).map(|secret| view! { <Secret secret/> })}
            <Replayed/>
            <section class="page__section" aria-labelledby="deliveries">
                <h2 id="deliveries">{t("feeds-deliveries")}</h2>
                <Deliveries id deliveries now/>
            </section>
        </Page>
    })
}

/// What the destination is.
#[component]
fn Head(feed: FeedSummary) -> impl IntoView {
    view! {
        <header class="page__head">
            <h1>{feed.url}</h1>
            <p><ActiveBadge active=feed.active/></p>
        </header>
        <dl class="facts">
            <dt>{t("feeds-kind")}</dt>
            <dd>{kind(feed.kind)}</dd>
            <dt>{t("feeds-purpose")}</dt>
            <dd>{purpose(feed.purpose)}</dd>
            <dt>{t("feeds-country")}</dt>
            <dd>{feed.country}</dd>
            <dt>{t("feeds-assessment")}</dt>
            <dd>{feed.assessment}</dd>
        </dl>
    }
    .into_any()
}

/// The secret, this once.
#[component]
fn Secret(secret: String) -> impl IntoView {
    view! {
        <div class="notice notice--good" role="status">
            <Icon name="good"/>
            <h2>{t("feeds-secret")}</h2>
            <p>{t("feeds-secret-text")}</p>
            <p class="secret"><code>{secret}</code></p>
        </div>
    }
    .into_any()
}

/// How many deliveries were sent again by the form before this page.
#[component]
fn Replayed() -> impl IntoView {
    let count = asked("count").and_then(|count| count.parse::<u64>().ok()).unwrap_or_default();
    (asked("done").as_deref() == Some("replayed")).then(|| {
        let text =
            if count == 0 { t("feeds-replay-none") } else { t_with("feeds-replayed", &[("count", count.into())]) };
        view! { <Notice tone=Tone::Good text/> }
    })
}

/// The latest events on their way.
#[component]
fn Deliveries(id: FeedId, deliveries: Vec<DeliverySummary>, now: Timestamp) -> impl IntoView {
    if deliveries.is_empty() {
        return Either::Left(
            view! { <Empty icon="feed" heading=t("feeds-deliveries-empty-title") text=t("feeds-deliveries-empty")/> },
        );
    }
    let given_up = deliveries.iter().any(|delivery| delivery.state == DeliveryState::Failed);
    Either::Right(view! {
        <div class="table-box">
            <table class="table table--cards">
                <caption class="for-ears">{t("feeds-deliveries")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("feeds-when")}</th>
                        <th scope="col">{t("feeds-event")}</th>
                        <th scope="col">{t("feeds-outcome")}</th>
                        <th scope="col" class="table__figure">{t("feeds-tries")}</th>
                    </tr>
                </thead>
                <tbody>{deliveries.into_iter().map(|delivery| view! { <Line delivery now/> }).collect_view()}</tbody>
            </table>
        </div>
        {given_up.then(|| view! {
            <Form action=ReplayFeed::PATH class="actions">
                <Hidden name="feed" value=id.to_string()/>
                <button class="button"><Icon name="restart"/>{t("feeds-replay")}</button>
            </Form>
        })}
    })
}

/// What the last attempt met with, for a person.
fn problem(code: &str) -> String {
    if let Some(status) = code.strip_prefix("http_") {
        return t_with("feeds-problem-http", &[("status", status.to_owned().into())]);
    }
    text_or(locale(), &format!("feeds-problem-{}", code.replace('_', "-")), &[], "feeds-problem-other")
}

#[component]
fn Line(delivery: DeliverySummary, now: Timestamp) -> impl IntoView {
    let (tone, icon) = match delivery.state {
        DeliveryState::Pending => (Tone::Caution, "clock"),
        DeliveryState::Sent => (Tone::Good, "good"),
        DeliveryState::Failed => (Tone::Wrong, "wrong"),
        DeliveryState::Dropped => (Tone::Plain, "shield"),
    };
    let state = t(&format!("feeds-state-{}", delivery.state.code()));
    // The last problem of what was taken in the end tells nobody anything.
    let problem = delivery
        .last_problem
        .filter(|_| delivery.state != DeliveryState::Sent)
        .map(|code| view! { <span class="table__sub">{problem(&code)}</span> });
    view! {
        <tr>
            <th scope="row">{figures::when(locale(), delivery.created_at, now)}</th>
            <td data-label=t("feeds-event")><code>{delivery.event}</code></td>
            <td data-label=t("feeds-outcome")><span><Badge tone icon label=state/> {problem}</span></td>
            <td class="table__figure" data-label=t("feeds-tries")>{figures::number(locale(), f64::from(delivery.attempts))}</td>
        </tr>
    }
    .into_any()
}
