//! The board: a column per step, and where the work stands longest.

use super::{
    calls::TakeBack,
    pieces::{StateBadge, age, plain, since},
    started::{self, Started},
};
use crate::{
    address::Place,
    desk::{answer, env, path_to, signed_in, viewer},
    figures,
    inventory::Text,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Badge, Empty, Icon, Notice, Page, Refused, Tone, whole},
};
use contract::{
    accounts::Role,
    work::{Board, Column, Task},
};
use domain::work;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The page with all work that is under way.
#[component]
pub fn BoardPage() -> impl IntoView {
    whole(board())
}

async fn board() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let board = answer(work::board(&env()?, &staff).await)?;
    let kept = started::kept(&staff).await?;
    let nothing = board.bottleneck.is_none();
    let is_manager = viewer().is_some_and(|viewer| viewer.role >= Role::Manager);
    Ok(view! {
        <Page title=t("board-title")>
            <header class="page__head page__head--with-actions">
                <h1>{t("board-title")}</h1>
                <p class="soft">{t("board-lead")}</p>
                {is_manager.then(|| view! {
                    <p class="actions">
                        <a class="button button--quiet" href=path_to(Place::Steps)><Icon name="settings"/>{t("board-steps")}</a>
                    </p>
                })}
            </header>
            <Refused action=TakeBack::PATH/>
            <Started kept/>
            {if nothing {
                Either::Left(view! {
                    <Empty icon="board" heading=t("board-empty-title") text=t("board-empty-text")>
                        <a class="button button--main" href=path_to(Place::Inventory)>
                            <Icon name="inventory"/>
                            {t("rail-inventory")}
                        </a>
                    </Empty>
                })
            } else {
                Either::Right(view! { <Bottleneck board=board.clone()/> <Columns board/> })
            }}
        </Page>
    })
}

/// Where items stand longest, in a sentence.
#[component]
fn Bottleneck(board: Board) -> impl IntoView {
    let column = board.columns.into_iter().find(|column| Some(&column.step) == board.bottleneck.as_ref())?;
    let facts = [
        ("step", plain(&column.name).into()),
        ("age", age(column.median_s.unwrap_or_default()).into()),
        ("count", column.count.into()),
    ];
    Some(view! { <Notice tone=Tone::Accent text=t_with("board-bottleneck", &facts)/> })
}

#[component]
fn Columns(board: Board) -> impl IntoView {
    let bottleneck = board.bottleneck;
    let column = move |column: Column| {
        let narrowest = Some(&column.step) == bottleneck.as_ref();
        view! { <OneColumn column narrowest/> }
    };
    view! {
        <div class="board" tabindex="0" role="group" aria-label=t("board-title")>
            {board.columns.into_iter().map(column).collect_view()}
        </div>
    }
    .into_any()
}

/// What stands at one step.
#[component]
fn OneColumn(column: Column, narrowest: bool) -> impl IntoView {
    let id = format!("step-{}", column.step);
    let named = id.clone();
    let shown = column.cards.len() as u64;
    let figure = |key: &str, seconds: Option<u64>| {
        seconds.map(|seconds| view! { <div><dt>{t(key)}</dt><dd>{age(seconds)}</dd></div> })
    };
    let all = format!("{}#open", Place::MyTasks.with(locale(), &[("step", &column.step), ("state", "all")]));
    let class = if narrowest { "board__column board__column--narrowest" } else { "board__column" };
    let overdue = column.overdue;
    view! {
        <section class=class aria-labelledby=named>
            <h2 id=id>
                <Text of=column.name/>
                <span class="board__count">{figures::number(locale(), column.count as f64)}</span>
            </h2>
            {(column.count > 0).then(|| view! {
                <dl class="board__ages">
                    {figure("board-median", column.median_s)}
                    {figure("board-oldest", column.oldest_s)}
                </dl>
            })}
            {(overdue > 0).then(|| view! {
                <p><Badge tone=Tone::Wrong icon="clock" label=t_with("board-overdue", &[("count", overdue.into())])/></p>
            })}
            {(column.count == 0).then(|| view! { <p class="soft small">{t("board-column-empty")}</p> })}
            <ul class="board__cards">
                {column.cards.into_iter().map(|task| view! { <Card task/> }).collect_view()}
            </ul>
            {(column.count > shown).then(|| view! {
                <a class="button button--quiet" href=all>{t_with("board-all", &[("count", column.count.into())])}</a>
            })}
        </section>
    }
    .into_any()
}

/// One item at a step.
#[component]
fn Card(task: Task) -> impl IntoView {
    let stood = task.opened_at.map(|opened| t_with("board-since", &[("age", age(since(opened)).into())]));
    view! {
        <li class="board__card">
            <a href=path_to(Place::Item(task.item_id))><Text of=task.title/></a>
            <span class="board__facts">
                <StateBadge state=task.state/>
                {task.overdue.then(|| view! { <Badge tone=Tone::Wrong icon="clock" label=t("task-is-overdue")/> })}
            </span>
            <span class="soft small">
                {[task.claimed_by.map(|by| by.name), stood].into_iter().flatten().collect::<Vec<_>>().join(" · ")}
            </span>
        </li>
    }
    .into_any()
}
