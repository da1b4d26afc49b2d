//! Starting the work on many items: on how many it would be, and then the start itself.

use super::{Text, bulk::Asked};
use crate::{
    address::Place,
    desk::path_to,
    texts::{t, t_with},
    ui::{Form, Hidden, Icon},
    work::{Standing, calls::StartMany},
};
use contract::work::StartReport;
use leptos::{prelude::*, server_fn::ServerFn};

/// What starting the work would do, and the button that starts it.
#[component]
pub(super) fn Starting(asked: Asked, report: StartReport) -> impl IntoView {
    let facts = [("started", report.started.into()), ("chosen", report.chosen.into())];
    let packed = asked.packed();
    let back = format!("{}{packed}", path_to(Place::Bulk));
    let more = report.started.saturating_sub(report.examples.len() as u64);
    let more_left = report.under_way.saturating_sub(report.left.len() as u64);
    let and_more =
        |more: u64| (more > 0).then(|| view! { <p class="soft">{t_with("bulk-more", &[("count", more.into())])}</p> });
    let examples = report.examples.into_iter().map(|example| {
        view! { <li><a href=path_to(Place::Item(example.id))><Text of=example.title/></a></li> }
    });
    let left = report.left.into_iter().map(|task| view! { <li><Standing task/></li> });
    view! {
        <h2>{t_with("start-many-will", &facts)}</h2>
        <ul class="changes">{examples.collect_view()}</ul>
        {and_more(more)}
        {(report.again > 0).then(|| view! { <p>{t_with("start-many-again", &[("count", report.again.into())])}</p> })}
        {(report.under_way > 0).then(|| view! {
            <h2>{t_with("start-many-left", &[("count", report.under_way.into())])}</h2>
            <p>{t("start-many-left-why")}</p>
            <ul class="changes">{left.collect_view()}</ul>
            {and_more(more_left)}
        })}
        <Form action=StartMany::PATH>
            <Hidden name="items" value=packed/>
            <div class="form__foot">
                {(report.started > 0).then(|| view! {
                    <button class="button button--main"><Icon name="play"/>{t_with("start-many-do", &facts)}</button>
                })}
                <a class="button button--quiet" href=back>{t("bulk-other")}</a>
            </div>
        </Form>
    }
    .into_any()
}
