//! Inviting people to a pilot, and what became of the list.

use super::{
    calls::InviteToPilot,
    people::{SOME_LEFT, left},
};
use crate::{
    address::Place,
    desk::{self, FormEcho, asked},
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Form, Hidden, Icon, Notice, TextArea, Tone},
};
use contract::{Locale, PilotId, pilots::InvitationReport, problem::FieldProblem};
use leptos::{prelude::*, server_fn::ServerFn};

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
    Err(left("emails", &report.problems, report.invited, report.already))
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

/// What came back for a form, where entries of its list were left over.
pub(super) fn left_over(action: &str) -> Option<Problem> {
    let echo = use_context::<FormEcho>().filter(|echo| echo.action == action)?;
    Some(echo.problem).filter(|problem| problem.code == SOME_LEFT)
}

/// The form that invites.
#[component]
pub(super) fn InvitePanel(pilot: PilotId) -> impl IntoView {
    let letters = desk::env().is_ok_and(|env| env.mailer.is_some());
    let lead = if letters { "pilot-invite-lead-letters" } else { "pilot-invite-lead" };
    let left = left_over(InviteToPilot::PATH);
    let quiet = left.is_some();
    view! {
        <section class="panel" aria-labelledby="invite">
            <h2 id="invite">{t("pilot-invite")}</h2>
            <p class="soft">{t(lead)}</p>
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
pub(super) fn LeftOver(problem: Problem) -> impl IntoView {
    let fact = |name: &str| {
        problem.fields.first().and_then(|field| field.facts.get(name)?.parse::<u64>().ok()).unwrap_or_default()
    };
    let done = counted(fact("invited"), fact("already"));
    let count = problem.fields.len() as u64;
    let no_addresses = problem.fields.iter().all(|field| field.code == "not_invited");
    let heading = if no_addresses { "pilot-invite-problems" } else { "pilot-invite-refused" };
    let entry = |field: FieldProblem| {
        let fact = |name: &str| field.facts.get(name).cloned().unwrap_or_default();
        let shown = t_with("pilot-invite-entry", &[("entry", fact("entry").into())]);
        // A list that was typed has no lines; what is no address is said by the heading.
        let line = fact("line").parse::<u64>().ok().filter(|line| *line > 0);
        let line = line.map(|line| t_with("pilot-invite-line", &[("line", line.into())]) + " ");
        let why = (field.code != "not_invited").then(|| format!(" {}", Problem::field_sentence(&field, locale())));
        view! { <li>{line}{shown}{why}</li> }
    };
    view! {
        <div class="error-summary" role="alert" aria-labelledby="left-over">
            <h2 id="left-over">{t_with(heading, &[("count", count.into())])}</h2>
            <p>{done} " " {t("pilot-invite-problems-text")}</p>
            <ul>{problem.fields.into_iter().map(entry).collect_view()}</ul>
        </div>
    }
    .into_any()
}
