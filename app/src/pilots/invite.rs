//! Inviting people to a pilot, and what became of the list.

use super::calls::InviteToPilot;
use crate::{
    address::Place,
    desk::{FormEcho, asked},
    problem::Problem,
    texts::{t, t_with},
    ui::{Form, Hidden, Icon, Notice, TextArea, Tone},
};
use contract::{Locale, PilotId, pilots::InvitationReport, problem::FieldProblem};
use leptos::{prelude::*, server_fn::ServerFn};

/// The code of an answer in which some entries were no addresses.
const SOME_LEFT: &str = "some_not_invited";

/// Where a list leads: to the pilot with the counts, or back to the form with what was no
/// address. Counts may stand in an address and in a log; what people typed may not.
///
/// # Errors
/// The entries that are no addresses, 422.
pub(super) fn outcome(pilot: PilotId, locale: Locale, report: &InvitationReport) -> Result<String, Problem> {
    let (invited, already) = (report.invited.to_string(), report.already.to_string());
    if report.problems.is_empty() {
        let pairs = [("done", "invited"), ("invited", invited.as_str()), ("already", already.as_str())];
        return Ok(Place::Pilot(pilot).with(locale, &pairs));
    }
    let entry = |problem: &contract::pilots::InvitationProblem| {
        FieldProblem::new("emails", "not_invited")
            .with("entry", &problem.entry)
            .with("invited", report.invited)
            .with("already", report.already)
    };
    Err(Problem { status: 422, code: SOME_LEFT.into(), fields: report.problems.iter().map(entry).collect() })
}

/// How many were invited by the form before this page.
#[component]
pub(super) fn InvitedNotice() -> impl IntoView {
    let count = |name| asked(name).and_then(|count| count.parse::<u64>().ok()).unwrap_or_default();
    (asked("done").as_deref() == Some("invited"))
        .then(|| view! { <Notice tone=Tone::Good text=counted(count("invited"), count("already"))/> })
}

fn counted(invited: u64, already: u64) -> String {
    let invited = t_with("pilot-invited", &[("count", invited.into())]);
    if already == 0 {
        return invited;
    }
    format!("{invited} {}", t_with("pilot-already", &[("count", already.into())]))
}

/// What was left of the list: the entries that are no addresses.
fn left_over() -> Option<Problem> {
    let echo = use_context::<FormEcho>().filter(|echo| echo.action == InviteToPilot::PATH)?;
    Some(echo.problem).filter(|problem| problem.code == SOME_LEFT)
}

/// The form that invites.
#[component]
pub(super) fn InvitePanel(pilot: PilotId) -> impl IntoView {
    let left = left_over();
    let quiet = left.is_some();
    view! {
        <section class="panel" aria-labelledby="invite">
            <h2 id="invite">{t("pilot-invite")}</h2>
            <p class="soft">{t("pilot-invite-lead")}</p>
            {left.map(|problem| view! { <LeftOver problem/> })}
            <Form action=InviteToPilot::PATH quiet>
                <Hidden name="pilot" value=pilot.to_string()/>
                <TextArea name="emails" label=t("pilot-emails") hint=t("pilot-emails-hint") required=true/>
                <p class="actions">
                    <button class="button button--main"><Icon name="mail"/>{t("pilot-invite-do")}</button>
                </p>
            </Form>
        </section>
    }
    .into_any()
}

#[component]
fn LeftOver(problem: Problem) -> impl IntoView {
    let fact = |name: &str| {
        problem.fields.first().and_then(|field| field.facts.get(name)?.parse::<u64>().ok()).unwrap_or_default()
    };
    let done = counted(fact("invited"), fact("already"));
    let count = problem.fields.len() as u64;
    let entries = problem.fields.into_iter().filter_map(|mut field| field.facts.remove("entry"));
    let entry = |entry: String| view! { <li>{t_with("pilot-invite-entry", &[("entry", entry.into())])}</li> };
    view! {
        <div class="error-summary" role="alert" aria-labelledby="left-over">
            <h2 id="left-over">{t_with("pilot-invite-problems", &[("count", count.into())])}</h2>
            <p>{done} " " {t("pilot-invite-problems-text")}</p>
            <ul>{entries.map(entry).collect_view()}</ul>
        </div>
    }
    .into_any()
}
