//! What came of starting the work on many items, and the way back from it.

use super::{
    calls::TakeBack,
    pieces::{StateBadge, plain},
};
use crate::{
    address::Place,
    desk::{answer, asked, env, path_to},
    inventory::Text,
    problem::Problem,
    texts::{t, t_with},
    ui::{Form, Hidden, Icon, Notice, Tone},
};
use contract::{
    BulkId,
    work::{KeptFor, KeptWork, Task},
};
use domain::{accounts::Staff, work};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// How much of the work that was not taken back is shown.
const KEPT_SHOWN: u64 = 50;

/// The work of the start in the address that was not taken back, where it has just been.
///
/// # Errors
/// Those of the domain.
pub async fn kept(staff: &Staff) -> Result<Vec<KeptWork>, Problem> {
    match start() {
        Some(start) if asked("done").as_deref() == Some("taken-back") => {
            answer(work::kept(&env()?, staff, start, KEPT_SHOWN).await)
        }
        _ => Ok(Vec::new()),
    }
}

fn start() -> Option<BulkId> {
    asked("start")?.parse().ok()
}

/// A word about what the form before this page did.
#[component]
pub fn Started(
    /// What was not taken back.
    kept: Vec<KeptWork>,
) -> impl IntoView {
    let number = |name: &str| asked(name).and_then(|text| text.parse::<u64>().ok()).unwrap_or_default();
    match asked("done").as_deref() {
        Some("started") => {
            let (started, under_way) = (number("started"), number("under_way"));
            let mut text = t_with("board-started", &[("count", started.into())]);
            if under_way > 0 {
                text = format!("{text} {}", t_with("board-under-way", &[("count", under_way.into())]));
            }
            let back = start().filter(|_| started > 0).map(|start| {
                view! {
                    <Form action=TakeBack::PATH quiet=true>
                        <Hidden name="id" value=start.to_string()/>
                        <button class="button"><Icon name="previous"/>{t("start-many-undo")}</button>
                    </Form>
                }
            });
            view! { <Notice tone=Tone::Good text>{back}</Notice> }.into_any()
        }
        Some("taken-back") => {
            let left = number("kept");
            let more = left.saturating_sub(kept.len() as u64);
            view! {
                <Notice tone=Tone::Good text=t_with("start-many-undone", &[("count", number("taken_back").into())])/>
                {(!kept.is_empty()).then(|| view! {
                    <h2>{t_with("start-many-kept", &[("count", left.into())])}</h2>
                    <ul class="changes">{kept.into_iter().map(|work| view! { <Kept work/> }).collect_view()}</ul>
                })}
                {(more > 0).then(|| view! { <p class="soft">{t_with("bulk-more", &[("count", more.into())])}</p> })}
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}

#[component]
fn Kept(work: KeptWork) -> impl IntoView {
    let why = match work.why {
        KeptFor::Step => t("start-many-kept-step"),
        KeptFor::Comment => t("start-many-kept-comment"),
    };
    view! { <li><a href=path_to(Place::Item(work.id))><Text of=work.title/></a>" "<span class="soft">{why}</span></li> }
}

/// Where the work on an item stands, in a line.
#[component]
pub fn Standing(task: Task) -> impl IntoView {
    let who = match task.claimed_by {
        Some(by) => Either::Left(view! {
            <span class="soft small">{t_with("task-held-by", &[("name", by.name.into())])}</span>
        }),
        None => Either::Right(view! { <StateBadge state=task.state/> }),
    };
    view! {
        <a href=path_to(Place::Item(task.item_id))><Text of=task.title/></a>
        " "
        {plain(&task.name)}
        " "
        {who}
    }
}
