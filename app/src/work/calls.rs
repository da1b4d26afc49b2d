//! Calls about the work on items.

use super::{StepForm, refused, steps};
use crate::{
    address::{self, Place},
    desk::{self, answer, env, fail, go, go_to, locale, signed_in},
    inventory::Asked,
    problem::Problem,
};
use contract::{BulkId, ItemId, TaskId};
use domain::{accounts::Staff, work};
use leptos::prelude::*;

fn staff() -> Result<Staff, Problem> {
    answer(signed_in()?.staff())
}

/// Back to where the form stood: an item's page, or one's tasks.
fn back(done: &str) {
    let path = desk::referrer().unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    match Place::find(path) {
        Some((_, Place::Item(item))) => go_to(Place::Item(item), done),
        _ => go_to(Place::MyTasks, done),
    }
}

/// Starts the work on an item.
#[server(prefix = "/call", endpoint = "work/start")]
pub async fn start_work(item: ItemId) -> Result<(), Problem> {
    answer(work::start(&env()?, &staff()?, item).await)?;
    go_to(Place::Item(item), "work-started");
    Ok(())
}

/// Starts the work on many items; `items` is the query that names them.
#[server(prefix = "/call", endpoint = "work/start-many")]
pub async fn start_many(items: String) -> Result<(), Problem> {
    let chosen = Asked::of(desk::pairs(&items)).chosen();
    let report = answer(work::start_many(&env()?, &staff()?, &chosen).await)?;
    let id = report.id.map(|id| id.to_string()).unwrap_or_default();
    let (begun, under_way) = (report.started.to_string(), report.under_way.to_string());
    let facts = [("done", "started"), ("start", &id), ("started", &begun), ("under_way", &under_way)];
    go(&Place::Board.with(locale(), &facts));
    Ok(())
}

/// Takes back work that was started on many items.
#[server(prefix = "/call", endpoint = "work/take-back")]
pub async fn take_back(id: BulkId) -> Result<(), Problem> {
    let undone = answer(work::take_back(&env()?, &staff()?, id).await)?;
    let (start, back, kept) = (id.to_string(), undone.taken_back.to_string(), undone.kept.len().to_string());
    let facts = [("done", "taken-back"), ("start", start.as_str()), ("taken_back", &back), ("kept", &kept)];
    go(&Place::Board.with(locale(), &facts));
    Ok(())
}

/// Claims the steps that were ticked. Those that others have come back with their names; the rest is claimed.
#[server(prefix = "/call", endpoint = "work/claim")]
pub async fn claim_tasks(#[server(default)] tasks: Vec<TaskId>) -> Result<(), Problem> {
    let claims = answer(work::claim(&env()?, &staff()?, &tasks).await)?;
    if !claims.refused.is_empty() {
        return Err(fail(refused::problem(&claims, locale())));
    }
    back("claimed");
    Ok(())
}

/// Lets a step go.
#[server(prefix = "/call", endpoint = "work/release")]
pub async fn release_task(task: TaskId) -> Result<(), Problem> {
    answer(work::release(&env()?, &staff()?, task).await)?;
    back("task-released");
    Ok(())
}

/// Does a step.
#[server(prefix = "/call", endpoint = "work/finish")]
pub async fn finish_task(task: TaskId) -> Result<(), Problem> {
    answer(work::finish(&env()?, &staff()?, task).await)?;
    back("finished-step");
    Ok(())
}

/// Hands an item back to an earlier step.
#[server(prefix = "/call", endpoint = "work/hand-back")]
pub async fn hand_back_task(
    task: TaskId,
    #[server(default)] to: String,
    #[server(default)] reason: String,
) -> Result<(), Problem> {
    let staff = staff()?;
    let to = to.parse().map_err(|_| fail(Problem::field("to", "unknown_choice")))?;
    answer(work::hand_back(&env()?, &staff, task, to, &reason).await)?;
    back("handed-back");
    Ok(())
}

/// Says that a step cannot go on.
#[server(prefix = "/call", endpoint = "work/block")]
pub async fn block_task(task: TaskId, #[server(default)] reason: String) -> Result<(), Problem> {
    answer(work::block(&env()?, &staff()?, task, &reason).await)?;
    back("blocked");
    Ok(())
}

/// Goes on with a step.
#[server(prefix = "/call", endpoint = "work/unblock")]
pub async fn unblock_task(task: TaskId) -> Result<(), Problem> {
    answer(work::unblock(&env()?, &staff()?, task).await)?;
    back("unblocked");
    Ok(())
}

/// Writes a comment on an item.
#[server(prefix = "/call", endpoint = "work/comment")]
pub async fn write_comment(item: ItemId, #[server(default)] text: String) -> Result<(), Problem> {
    answer(work::comment(&env()?, &staff()?, item, &text).await)?;
    go_to(Place::Item(item), "commented");
    Ok(())
}

/// Notes that the comments on an item are seen, and shows them.
#[server(prefix = "/call", endpoint = "work/seen")]
pub async fn seen_comments(item: ItemId) -> Result<(), Problem> {
    answer(work::mark_seen(&env()?, &staff()?, item).await)?;
    go(&format!("{}#comments", Place::Item(item).path(locale())));
    Ok(())
}

/// Writes the steps of a kind anew.
#[server(prefix = "/call", endpoint = "work/save-steps")]
pub async fn save_steps(
    kind: String,
    #[server(default)] based_on: i64,
    #[server(default)] steps: Vec<StepForm>,
) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    let kind = kind.parse().map_err(|()| fail(Problem::field("kind", "unknown_choice")))?;
    let (new, places) = steps::written(steps).map_err(fail)?;
    let saved = answer(work::change_template(&env()?, &manager, kind, based_on, new).await);
    saved.map_err(|problem| steps::placed(problem, &places))?;
    go(&(Place::Steps.path(locale()) + &address::query(&[("kind", kind.code()), ("done", "saved")])));
    Ok(())
}
