//! Steps that could not be claimed, as a person or a program is told.

use crate::{desk::FormEcho, problem::Problem, ui::ProblemSummary};
use contract::{
    Locale,
    problem::FieldProblem,
    work::{ClaimProblem, ClaimRefused, Claims},
};
use leptos::prelude::*;

impl From<ClaimRefused> for Problem {
    /// What a program is told of the one step that it asked for.
    fn from(refused: ClaimRefused) -> Self {
        let mut problem = match refused.problem {
            ClaimProblem::Unknown => return Self::not_found(),
            ClaimProblem::ManagersOnly => return Self::new(403, "manager_only"),
            ClaimProblem::NotOpen => return Self::new(409, "task_not_open"),
            ClaimProblem::Taken => Self::new(409, "task_taken"),
        };
        problem.fields = vec![line(&refused, Locale::default())];
        problem
    }
}

/// What comes back with a form of several: how many could not be claimed, and each with its reason.
pub fn problem(claims: &Claims, locale: Locale) -> Problem {
    let code = if claims.claimed.is_empty() { "tasks_refused" } else { "some_tasks_refused" };
    let fields = claims.refused.iter().map(|refused| line(refused, locale)).collect();
    Problem { status: 409, code: code.into(), fields }
}

fn line(refused: &ClaimRefused, locale: Locale) -> FieldProblem {
    let problem = match (refused.problem, &refused.by) {
        (ClaimProblem::Taken, Some(by)) => FieldProblem::new("tasks", "task_taken").with("name", &by.name),
        (ClaimProblem::Unknown, _) => return FieldProblem::new("tasks", "task_unknown"),
        (ClaimProblem::ManagersOnly, _) => FieldProblem::new("tasks", "task_managers_only"),
        _ => FieldProblem::new("tasks", "task_not_open"),
    };
    problem.with("title", refused.title.pick(locale))
}

/// Why a form about work could not do its work. Such forms stand on a page many times, and the one that was
/// sent may be gone: the page says it once, above them.
#[component]
pub fn WorkProblem() -> impl IntoView {
    let echo = use_context::<FormEcho>().filter(|echo| {
        // These show it themselves.
        echo.action.starts_with("/call/work/")
            && !["/call/work/comment", "/call/work/save-steps"].contains(&echo.action.as_str())
    });
    echo.map(|echo| view! { <ProblemSummary problem=echo.problem/> })
}
