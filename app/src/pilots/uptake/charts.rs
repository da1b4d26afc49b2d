//! Drawings of a sheet, made on the server. What they show is in the table beside them.

use super::sheets::{Bar, Chart, Curve};
use crate::texts::{t, t_with};
use leptos::{either::Either, prelude::*};
use std::fmt::Write as _;

/// How wide the longest bar is, and a curve, in the units of their drawing.
const WIDTH: f64 = 400.0;
/// How high a curve is.
const HEIGHT: f64 = 100.0;

/// The drawing of a sheet.
#[component]
pub(super) fn Drawing(
    /// What to draw.
    chart: Chart,
    /// The name of the sheet.
    title: String,
) -> impl IntoView {
    let label = t_with("uptake-drawing", &[("title", title.into())]);
    match chart {
        Chart::Bars(bars) => view! {
            <div class="funnel" role="img" aria-label=label>
                {bars.into_iter().map(|bar| view! { <BarLine bar/> }).collect_view()}
            </div>
        }
        .into_any(),
        Chart::Curves { curves, .. } if curves.is_empty() => {
            view! { <p class="soft">{t("uptake-curve-none")}</p> }.into_any()
        }
        Chart::Curves { curves, from, to } => view! {
            <div class="curves" role="img" aria-label=label>
                {curves
                    .into_iter()
                    .map(|curve| view! { <CurveLine curve from=from.clone() to=to.clone()/> })
                    .collect_view()}
            </div>
        }
        .into_any(),
    }
}

/// One line: its name, its bar, its number. A number that is not shown has an outline of full width, which
/// says nothing of its size.
#[component]
fn BarLine(bar: Bar) -> impl IntoView {
    let drawing = match bar.length {
        Some(length) => {
            let width = (length.clamp(0.0, 1.0) * WIDTH).round().to_string();
            Either::Left(view! {
                <rect class="funnel__track" width=WIDTH.to_string() height="28" rx="4"></rect>
                <rect class="funnel__bar" width=width height="28" rx="4"></rect>
            })
        }
        None => Either::Right(view! {
            <rect class="funnel__few" x="0.5" y="0.5" width=(WIDTH - 1.0).to_string() height="27" rx="4"></rect>
        }),
    };
    view! {
        <div class="funnel__step">
            <span>{bar.name}</span>
            <svg viewBox=format!("0 0 {WIDTH} 28") preserveAspectRatio="none" aria-hidden="true">{drawing}</svg>
            <span class="funnel__number">{bar.figure} {bar.share.map(|share| view! { <small>{share}</small> })}</span>
        </div>
    }
    .into_any()
}

/// A curve from everybody down, with its name above.
#[component]
fn CurveLine(curve: Curve, from: String, to: String) -> impl IntoView {
    view! {
        <figure class="curve">
            <figcaption>{curve.name}</figcaption>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none" aria-hidden="true">
                <path class="curve__half" d=format!("M0 {0}H{WIDTH}", HEIGHT / 2.0)></path>
                <path class="curve__axis" d=format!("M0 {HEIGHT}H{WIDTH}")></path>
                <path class="curve__line" d=path(&curve.points)></path>
            </svg>
            <p class="curve__ends"><span>{from}</span><span>{to}</span></p>
        </figure>
    }
    .into_any()
}

/// The points as a path, lifted where a number is not shown. A point that stands alone is a short line.
fn path(points: &[Option<f64>]) -> String {
    let step = WIDTH / (points.len().max(2) - 1) as f64;
    let mut path = String::new();
    let mut before = false;
    for (place, point) in points.iter().enumerate() {
        let Some(share) = point else {
            before = false;
            continue;
        };
        let (x, y) = (place as f64 * step, (1.0 - share.clamp(0.0, 1.0)) * HEIGHT);
        let alone = !before && points.get(place + 1).is_none_or(Option::is_none);
        // Writing into a String cannot fail.
        let _ = match (before, alone) {
            (true, _) => write!(path, "L{x:.1} {y:.1}"),
            (false, true) => write!(path, "M{:.1} {y:.1}H{:.1}", (x - 3.0).max(0.0), (x + 3.0).min(WIDTH)),
            (false, false) => write!(path, "M{x:.1} {y:.1}"),
        };
        before = true;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_curve_is_lifted_over_what_is_hidden() {
        assert_eq!(path(&[Some(1.0), Some(0.5)]), "M0.0 0.0L400.0 50.0");
        assert_eq!(path(&[Some(1.0), None, Some(0.25)]), "M0.0 0.0H3.0M397.0 75.0H400.0");
        assert_eq!(path(&[None, None]), "");
    }
}
