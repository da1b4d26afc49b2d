//! Two pilots side by side.

use super::sheets::{people, share, step_name};
use crate::{
    address::Place,
    desk::path_to,
    texts::{locale, t},
    ui::{Icon, Select},
};
use contract::{
    pilots::PilotSummary,
    uptake::{Share, Step, UptakeDetails},
};
use leptos::prelude::*;

/// What two shares say of one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// One of the two may not be said.
    Unknown,
    /// Their intervals overlap: it may be chance.
    Alike,
    /// The first is surely larger.
    More,
    /// The first is surely smaller.
    Less,
}

/// Whether the shares differ by more than chance. Intervals that do not overlap are a strict measure: what
/// it calls different is.
fn verdict(one: Share, other: Share) -> Verdict {
    let (Share::Said { low, high, .. }, Share::Said { low: other_low, high: other_high, .. }) = (one, other) else {
        return Verdict::Unknown;
    };
    if low > other_high {
        Verdict::More
    } else if high < other_low {
        Verdict::Less
    } else {
        Verdict::Alike
    }
}

/// The choice of another pilot and, once one is chosen, the steps of both.
#[component]
pub(super) fn Comparison(
    /// This pilot.
    details: UptakeDetails,
    /// Those it can be compared with.
    others: Vec<PilotSummary>,
    /// The one that was chosen.
    with: Option<UptakeDetails>,
) -> impl IntoView {
    if others.is_empty() {
        return None;
    }
    let chosen = with.as_ref().map(|with| with.pilot_id);
    let option = |pilot: PilotSummary| (pilot.id.to_string(), pilot.title.pick(locale()).to_owned());
    let options: Vec<(String, String)> = others.into_iter().map(option).collect();
    let chosen = chosen.map(|chosen| chosen.to_string()).unwrap_or_default();
    let action = format!("{}#compare", path_to(Place::PilotUptake(details.pilot_id)));
    Some(view! {
        <section class="panel" aria-labelledby="compare">
            <h2 id="compare">{t("uptake-compare")}</h2>
            <p class="soft">{t("uptake-compare-lead")}</p>
            <form method="get" action=action class="form">
                <Select name="with" label=t("uptake-compare-with") options value=chosen/>
                <p class="actions">
                    <button class="button"><Icon name="pilot"/>{t("uptake-compare-do")}</button>
                </p>
            </form>
            {with.map(|with| view! { <Both one=details other=with/> })}
        </section>
    })
}

#[component]
fn Both(one: UptakeDetails, other: UptakeDetails) -> impl IntoView {
    let names = [&one, &other].map(|details| details.title.pick(locale()).to_owned());
    let line = |(step, with): (Step, Step)| {
        let said = match verdict(step.share, with.share) {
            Verdict::Unknown => t("uptake-share-few"),
            Verdict::Alike => t("uptake-compare-alike"),
            Verdict::More => t("uptake-compare-more"),
            Verdict::Less => t("uptake-compare-less"),
        };
        let figures =
            |step: &Step| format!("{} · {}", people(locale(), step.people.into()), share(locale(), step.share));
        view! {
            <tr>
                <th scope="row">{step_name(locale(), &step.step)}</th>
                <td class="table__figure" data-label=names[0].clone()>{figures(&step)}</td>
                <td class="table__figure" data-label=names[1].clone()>{figures(&with)}</td>
                <td>{said}</td>
            </tr>
        }
    };
    // Of those invited everybody was invited: the first step compares nothing.
    let steps = one.steps.into_iter().zip(other.steps).skip(1);
    view! {
        <div class="table-box">
            <table class="table table--cards">
                <caption class="for-ears">{t("uptake-compare")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("funnel-step")}</th>
                        <th scope="col" class="table__figure">{names[0].clone()}</th>
                        <th scope="col" class="table__figure">{names[1].clone()}</th>
                        <th scope="col">{t("uptake-compare-says")}</th>
                    </tr>
                </thead>
                <tbody>{steps.map(line).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::uptake::Cell;

    #[test]
    fn shares_differ_only_where_their_intervals_do() {
        let of = |count, of| Share::of(Cell::Shown(count), Cell::Shown(of));
        assert_eq!(verdict(of(60, 100), of(30, 100)), Verdict::More);
        assert_eq!(verdict(of(30, 100), of(60, 100)), Verdict::Less);
        assert_eq!(verdict(of(45, 100), of(40, 100)), Verdict::Alike);
        assert_eq!(verdict(of(10, 12), of(40, 100)), Verdict::Unknown);
    }
}
