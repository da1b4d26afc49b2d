//! How many steps one has, beside the rail's word for them.

use crate::{
    desk::{self, viewer},
    figures,
    texts::{locale, t_with},
};
use domain::work;
use leptos::prelude::*;

/// The number of one's steps; nothing where there are none, or where they cannot be counted now.
#[component]
pub fn MyTaskCount() -> impl IntoView {
    let who = viewer().and_then(|viewer| viewer.staff().ok());
    let asker = desk::env().ok().zip(who);
    view! {
        <Suspense>
            {Suspend::new(async move {
                let (env, staff) = asker?;
                let count = work::count_mine(&env, &staff).await.ok().filter(|count| *count > 0)?;
                let words = t_with("rail-my-tasks-count", &[("count", count.into())]);
                Some(view! {
                    <span class="rail__count">
                        <span aria-hidden="true">{figures::number(locale(), count as f64)}</span>
                        <span class="for-ears">{words}</span>
                    </span>
                })
            })}
        </Suspense>
    }
    .into_any()
}
