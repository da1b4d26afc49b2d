//! The steps that one could claim; narrowed otherwise, all that is under way.

use super::{
    acts::Claim,
    calls::ClaimTasks,
    pieces::{Heading, Reasons, plain},
};
use crate::{
    address::Place,
    desk::{answer, asked, path_to},
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Empty, Icon, Pager, Select, to_call},
    words,
};
use contract::{
    LangMap, Page,
    accounts::Role,
    inventory::Kind,
    work::{Doer, Task, TaskSearch, TaskState},
};
use domain::{Environment, accounts::Staff, work};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// How many steps a page of the list holds.
const ON_A_PAGE: u32 = 50;

/// What the list shows, and what it can be narrowed to.
pub(super) struct Offered {
    found: Page<Task>,
    search: TaskSearch,
    steps: Vec<(String, LangMap)>,
    centres: Vec<String>,
    is_manager: bool,
}

pub(super) async fn offered(env: &Environment, staff: &Staff) -> Result<Offered, Problem> {
    let state = asked("state");
    let search = TaskSearch {
        claimable: state.is_none(),
        // A state that does not exist, `all` among them, narrows nothing.
        state: state.and_then(|state| state.parse().ok()),
        step: asked("step"),
        kind: asked("kind").and_then(|kind| kind.parse().ok()),
        centre: asked("centre"),
        limit: Some(ON_A_PAGE),
        cursor: asked("cursor"),
        ..TaskSearch::default()
    };
    Ok(Offered {
        found: answer(work::search(env, staff, &search).await)?,
        steps: answer(work::steps(env, staff).await)?,
        centres: answer(work::centres(env, staff).await)?,
        is_manager: staff.role >= Role::Manager,
        search,
    })
}

/// The list, with its filters and a button for all that is ticked.
#[component]
pub(super) fn OpenTasks(offered: Offered) -> impl IntoView {
    let Offered { found, search, steps, centres, is_manager } = offered;
    let heading = t(if search.claimable { "tasks-open" } else { "tasks-under-way" });
    let count = found.total.unwrap_or_default();
    let next = found.next.as_deref().map(|cursor| {
        let pairs = [
            ("step", search.step.as_deref().unwrap_or_default()),
            ("state", state_asked(&search)),
            ("kind", search.kind.map(Kind::code).unwrap_or_default()),
            ("centre", search.centre.as_deref().unwrap_or_default()),
            ("cursor", cursor),
        ];
        format!("{}#open", Place::MyTasks.with(locale(), &pairs))
    });
    let list = if found.items.is_empty() {
        Either::Left(view! { <Empty icon="search" heading=t("tasks-open-none-title") text=t("tasks-open-none-text")/> })
    } else {
        let claimable = found.items.iter().any(|task| can_claim(task, is_manager));
        Either::Right(view! {
            <p class="soft small">{t_with("tasks-count", &[("count", count.into())])}</p>
            <ul class="tasks">
                {found.items.into_iter().map(|task| view! { <Line task is_manager/> }).collect_view()}
            </ul>
            {claimable.then(|| view! {
                <form id="claim" class="actions" method="post" action=to_call(ClaimTasks::PATH)>
                    <button class="button button--main"><Icon name="check"/>{t("tasks-claim-ticked")}</button>
                </form>
            })}
        })
    };
    view! {
        <section class="page__section" id="open" aria-labelledby="open-title">
            <h2 id="open-title">{heading}</h2>
            <Filters search=search.clone() steps centres/>
            {list}
            <Pager next label=t("pager-next")/>
        </section>
    }
    .into_any()
}

fn state_asked(search: &TaskSearch) -> &'static str {
    match (search.claimable, search.state) {
        (true, _) => "",
        (false, None) => "all",
        (false, Some(state)) => state.code(),
    }
}

fn can_claim(task: &Task, is_manager: bool) -> bool {
    matches!(task.state, TaskState::Open | TaskState::HandedBack) && (is_manager || task.who == Doer::Staff)
}

/// One step: who has it, or a box and a button to claim it.
#[component]
fn Line(task: Task, is_manager: bool) -> impl IntoView {
    let id = task.id;
    let claimable = can_claim(&task, is_manager);
    let label = t_with("task-tick", &[("title", plain(&task.title).into()), ("step", plain(&task.name).into())]);
    let holder = task.claimed_by.clone();
    let reasons = (task.handed_back_for.clone(), task.blocked_for.clone());
    view! {
        <li class="task">
            <Heading task/>
            <Reasons handed_back_for=reasons.0 blocked_for=reasons.1/>
            {holder.map(|by| view! { <p class="small">{t_with("task-held-by", &[("name", by.name.into())])}</p> })}
            {claimable.then(|| view! {
                <div class="actions">
                    <label class="check">
                        <input type="checkbox" form="claim" name="tasks[]" value=id.to_string() aria-label=label/>
                        <span>{t("task-choose")}</span>
                    </label>
                    <Claim task=id/>
                </div>
            })}
        </li>
    }
    .into_any()
}

/// Narrowing, as a form that leads to an address.
#[component]
fn Filters(search: TaskSearch, steps: Vec<(String, LangMap)>, centres: Vec<String>) -> impl IntoView {
    let every = || (String::new(), t("filter-all"));
    let states = vec![
        (String::new(), t("tasks-state-claimable")),
        ("all".into(), t("tasks-state-all")),
        (TaskState::Claimed.code().into(), super::pieces::state_word(TaskState::Claimed)),
        (TaskState::Blocked.code().into(), super::pieces::state_word(TaskState::Blocked)),
        (TaskState::HandedBack.code().into(), super::pieces::state_word(TaskState::HandedBack)),
    ];
    let steps = steps.into_iter().map(|(key, name)| (key, plain(&name)));
    let kinds = Kind::ALL.iter().map(|kind| (kind.code().to_owned(), words::kind(*kind)));
    let centres = centres.into_iter().map(|centre| (centre.clone(), centre));
    view! {
        <search>
            <form class="list-tools tasks-tools" action=format!("{}#open", path_to(Place::MyTasks))>
                <Select name="state" label=t("tasks-state") options=states value=state_asked(&search)/>
                <Select
                    name="step"
                    label=t("tasks-step")
                    options=std::iter::once(every()).chain(steps).collect()
                    value=search.step.unwrap_or_default()
                />
                <Select
                    name="kind"
                    label=t("facet-kind")
                    options=std::iter::once(every()).chain(kinds).collect()
                    value=search.kind.map(Kind::code).unwrap_or_default()
                />
                <Select
                    name="centre"
                    label=t("item-centre")
                    options=std::iter::once(every()).chain(centres).collect()
                    value=search.centre.unwrap_or_default()
                />
                <button class="button"><Icon name="filter"/>{t("inventory-filter")}</button>
            </form>
        </search>
    }
    .into_any()
}
