//! The people of a pilot: who was invited and what they answered, open enrolment, whom they are compared with,
//! and the two pages that somebody reaches without an account.

mod answer;
pub mod calls;
mod enrol;
mod letter;
mod page;

pub use answer::{CodePage, InvitationPage};
pub use enrol::EnrolmentPage;
pub use letter::written;
pub use page::CohortPage;

use crate::problem::Problem;
use contract::{pilots::InvitationProblem, problem::FieldProblem};

/// The code of an answer in which some entries of a list could not be taken.
pub(super) const SOME_LEFT: &str = "some_not_invited";

/// What was left of a list, and how many were taken all the same.
pub fn left(field: &str, problems: &[InvitationProblem], taken: u64, already: u64) -> Problem {
    let entry = |problem: &InvitationProblem| {
        let code = match problem.problem.as_str() {
            "in_comparison" => "in_comparison",
            "is_invited" => "is_invited",
            _ => "not_invited",
        };
        FieldProblem::new(field, code)
            .with("entry", &problem.entry)
            .with("line", problem.line)
            .with("invited", taken)
            .with("already", already)
    };
    Problem { status: 422, code: SOME_LEFT.into(), fields: problems.iter().map(entry).collect() }
}
