//! The life of a pilot on its page: where it stands, what the next step needs, the decision, and trying it
//! elsewhere.

pub mod calls;
mod panel;

pub(super) use panel::{Done, LifePanel};

use crate::problem::Problem;
use contract::{
    pilots::{
        PilotState,
        life::{PilotLife, Step},
    },
    problem::FieldProblem,
};
use domain::pilots::life::Outcome;

/// What came of a step, where it was taken; else why it was not, for a person.
///
/// # Errors
/// 409: what is missing, or who was faster and what they did.
pub fn taken(outcome: Outcome) -> Result<PilotLife, Problem> {
    match outcome {
        Outcome::Taken(life) => Ok(life),
        Outcome::Missing(needs) => {
            let fields = needs.iter().map(|need| FieldProblem::new(need.code(), format!("need_{}", need.code())));
            Err(Problem { status: 409, code: "pilot_not_ready".into(), fields: fields.collect() })
        }
        Outcome::Overtaken(step, state) => {
            let code = if state == PilotState::Decided { "already_decided" } else { "pilot_moved" };
            Err(Problem { status: 409, code: code.into(), fields: step.iter().map(told).collect() })
        }
    }
}

/// Who did what, as facts for the sentence.
fn told(step: &Step) -> FieldProblem {
    let code = if step.decision.is_some() { "somebody_decided" } else { "somebody_moved" };
    let day = step.at.to_string().chars().take(10).collect::<String>();
    FieldProblem::new("state", code)
        .with("who", &step.by)
        .with("decision", step.decision.map_or("", |decision| decision.code()))
        .with("state", step.to.code())
        .with("reason", &step.reason)
        .with("day", day)
}
