//! How an item is judged, on its own page.

use super::entry::explained;
use crate::{
    desk::answer,
    figures,
    problem::Problem,
    texts::{locale, t_with},
};
use contract::{
    ItemId,
    backlog::{BacklogEntry, WeightsDetails},
};
use domain::{
    Environment,
    accounts::Staff,
    backlog::{self, Rejection},
};
use leptos::prelude::*;

/// What is known of an item's worth.
pub struct Judged {
    entry: BacklogEntry,
    weights: WeightsDetails,
    rejection: Option<Rejection>,
}

impl Judged {
    /// Reads it.
    ///
    /// # Errors
    /// 404 when there is no such item.
    pub async fn gather(env: &Environment, staff: &Staff, id: ItemId) -> Result<Self, Problem> {
        Ok(Self {
            entry: answer(backlog::entry(env, staff, id).await)?,
            weights: answer(backlog::weights(env, staff).await)?,
            rejection: answer(backlog::rejection(env, staff, id).await)?,
        })
    }
}

/// The score with its sum, how much it is asked for, and why it was not kept; nothing where there is nothing
/// to say.
#[component]
pub fn JudgedLine(judged: Judged) -> impl IntoView {
    let Judged { entry, weights, rejection } = judged;
    let sum = explained(&entry, &weights.weights);
    let asked = (entry.asked > 0).then(|| t_with("backlog-asked", &[("count", (entry.asked as f64).into())]));
    let rejected = rejection.map(|rejection| {
        let date = figures::date(locale(), rejection.at);
        t_with("backlog-why-rejected", &[("date", date.into()), ("reason", rejection.reason.into())])
    });
    [rejected, sum, asked].into_iter().flatten().map(|line| view! { <p class="small soft">{line}</p> }).collect_view()
}
