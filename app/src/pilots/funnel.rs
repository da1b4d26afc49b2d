//! What came of a pilot: bars, and the same figures in a table with their definitions.

use crate::{
    address::Place,
    desk::path_to,
    figures,
    texts::{locale, t},
    ui::{Icon, Notice},
};
use contract::{
    PilotId,
    pilots::{Figure, Funnel, Uptake},
};
use leptos::{either::Either, prelude::*};

/// How wide the longest bar is, in the units of its drawing.
const WIDTH: u64 = 400;

/// One step of the funnel.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    /// The message with its name; its definition is under the same with `-def`.
    key: &'static str,
    people: Figure,
    /// Share of those invited, from 0 to 1, where both may be shown.
    share: Option<f64>,
}

/// The steps in order. Who accepted is left out: opened pages are not recorded, so that it is
/// the same people as those who signed in, and two equal bars would look like a finding.
fn steps(funnel: &Funnel) -> [Step; 7] {
    let invited = funnel.invited.shown().filter(|invited| *invited > 0);
    let step = |key, people: Figure| {
        let share = people.shown().zip(invited).map(|(people, invited)| people as f64 / invited as f64);
        Step { key, people, share }
    };
    [
        step("funnel-invited", funnel.invited),
        step("funnel-signed-in", funnel.signed_in),
        step("funnel-started", funnel.started),
        step("funnel-half", funnel.half),
        step("funnel-completed", funnel.completed),
        step("funnel-returned-7d", funnel.returned_7d),
        step("funnel-returned-30d", funnel.returned_30d),
    ]
}

fn number(people: u64) -> String {
    figures::number(locale(), people as f64)
}

fn percent(share: f64) -> String {
    figures::percent(locale(), share)
}

/// The bars, the table, the time watched, and all of it as a file.
#[component]
pub(super) fn FunnelPanel(id: PilotId, uptake: Uptake) -> impl IntoView {
    let steps = steps(&uptake.funnel);
    let few = !uptake.suppressed.is_empty();
    view! {
        <div class="panel">
            <div class="funnel" role="img" aria-label=t("funnel-label")>
                {steps.map(|step| view! { <Bar step/> })}
            </div>
            {few.then(|| view! { <Notice text=t("few-text")/> })}
            <details class="definitions">
                <summary><Icon name="next" class="icon--turns"/>{t("pilot-table")}</summary>
                <StepTable steps watched_s=uptake.watched_s/>
            </details>
            <p class="actions">
                <a class="button" href=path_to(Place::PilotUptake(id))><Icon name="people"/>{t("uptake-open")}</a>
                <a class="button button--quiet" href=format!("/api/v1/pilots/{id}/uptake.csv") download="">
                    <Icon name="download"/>
                    {t("pilot-csv")}
                </a>
            </p>
        </div>
    }
    .into_any()
}

/// One step: its name, a bar as wide as its share, its number. A figure that may not be shown
/// has an outline of full width, which says nothing of its size.
#[component]
fn Bar(step: Step) -> impl IntoView {
    let drawing = match step.share {
        Some(share) => {
            let width = (share.clamp(0.0, 1.0) * WIDTH as f64).round().to_string();
            Either::Left(view! {
                <rect class="funnel__track" width=WIDTH.to_string() height="28" rx="4"></rect>
                <rect class="funnel__bar" width=width height="28" rx="4"></rect>
            })
        }
        None => Either::Right(view! {
            <rect class="funnel__few" x="0.5" y="0.5" width=(WIDTH - 1).to_string() height="27" rx="4"></rect>
        }),
    };
    let figure = step.people.shown().map_or_else(|| t("few-mark"), number);
    view! {
        <div class="funnel__step">
            <span>{t(step.key)}</span>
            <svg viewBox=format!("0 0 {WIDTH} 28") preserveAspectRatio="none" aria-hidden="true">{drawing}</svg>
            <span class="funnel__number">{figure} {step.share.map(|share| view! { <small>{percent(share)}</small> })}</span>
        </div>
    }
    .into_any()
}

/// The same in words and numbers, with what each counts.
#[component]
fn StepTable(steps: [Step; 7], watched_s: Figure) -> impl IntoView {
    let line = |step: Step| {
        let people = step.people.shown().map_or_else(|| t("few-short"), number);
        let share = step.share.map_or_else(|| "–".to_owned(), percent);
        view! {
            <tr>
                <th scope="row">{t(step.key)}</th>
                <td class="table__figure" data-label=t("funnel-people")>{people}</td>
                <td class="table__figure" data-label=t("funnel-share")>{share}</td>
                <td>{t(&format!("{}-def", step.key))}</td>
            </tr>
        }
    };
    let watched =
        watched_s.shown().map_or_else(|| t("few-short"), |seconds| figures::duration(locale(), seconds as f64));
    view! {
        <div class="table-box">
            <table class="table table--cards">
                <caption class="for-ears">{t("pilot-uptake")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("funnel-step")}</th>
                        <th scope="col" class="table__figure">{t("funnel-people")}</th>
                        <th scope="col" class="table__figure">{t("funnel-share")}</th>
                        <th scope="col">{t("funnel-definition")}</th>
                    </tr>
                </thead>
                <tbody>{steps.map(line)}</tbody>
            </table>
        </div>
        <dl class="facts">
            <dt>{t("pilot-watched")}</dt>
            <dd>{watched}</dd>
        </dl>
        <p class="soft small">{t("pilot-watched-def")}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_figure_has_no_share() {
        let few = Figure::TooFew;
        let funnel = Funnel {
            invited: Figure::Shown(120),
            accepted: Figure::Shown(86),
            signed_in: Figure::Shown(86),
            started: Figure::Shown(60),
            half: few,
            completed: few,
            returned_7d: Figure::Shown(0),
            returned_30d: few,
        };
        let shares = steps(&funnel).map(|step| step.share);
        assert_eq!(shares[0], Some(1.0));
        assert_eq!(shares[2], Some(0.5));
        assert_eq!((shares[3], shares[5]), (None, Some(0.0)));
        let nobody = Funnel { invited: Figure::Shown(0), ..funnel };
        assert!(steps(&nobody).iter().all(|step| step.share.is_none()));
    }
}
