//! A recording that is ready: its picture, how long it plays, and what was made of it.

use super::{panel::StateBadge, preview::Preview};
use crate::{
    figures,
    texts::{FluentValue, locale, t, t_with},
};
use contract::recordings::{RecordingDetails, RenditionSummary};
use leptos::prelude::*;

/// A recording of which everything is there.
#[component]
pub(super) fn Ready(recording: RecordingDetails) -> impl IntoView {
    let guide = recording.pages > 0;
    let length = if guide {
        t_with("recording-pages", &[("count", recording.pages.into())])
    } else {
        figures::duration(locale(), recording.duration_s.unwrap_or_default())
    };
    let plays = !guide && !recording.renditions.is_empty();
    let player = plays.then(|| {
        view! { <Preview recording=recording.id has_poster=recording.has_poster alt=t("recording-poster")/> }
    });
    let picture = (recording.has_poster && !plays).then(|| {
        view! {
            <div class=if guide { "picture picture--page" } else { "picture" }>
                <img
                    src=format!("/media/recording/{}/poster-large.jpg", recording.id)
                    width="640"
                    height="360"
                    alt=t("recording-poster")
                />
                <span class="picture__duration">{length.clone()}</span>
            </div>
        }
    });
    let bare = !recording.has_poster && !plays;
    view! {
        <div class=if bare { "" } else { "ready" }>
            {player}
            {picture}
            <div class="panel">
                <div class="panel__head">
                    <h3>{recording.filename.clone()}</h3>
                    <StateBadge state=recording.state/>
                </div>
                {(bare || plays).then_some(view! { <p>{length}</p> })}
                {(!recording.renditions.is_empty()).then(|| view! { <Renditions recording/> })}
            </div>
        </div>
    }
    .into_any()
}

/// The encoded versions, with the room that each takes.
#[component]
fn Renditions(recording: RecordingDetails) -> impl IntoView {
    let seconds = recording.duration_s.unwrap_or_default();
    let line = move |rendition: RenditionSummary| {
        let codec = if rendition.name.starts_with("av1-") { " (AV1)" } else { "" };
        let name = rendition.height.map_or_else(|| t("rendition-sound"), |height| format!("{height}p{codec}"));
        // Bits per second over its length; what is stored beside it weighs little.
        let size = (f64::from(rendition.bitrate) * seconds / 8.0) as u64;
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="table__figure">{rate(rendition.bitrate)}</td>
                <td class="table__figure">{figures::bytes(locale(), size)}</td>
            </tr>
        }
    };
    view! {
        <div class="table-box">
            <table class="table">
                <caption class="for-ears">{t("recording-renditions")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("rendition-height")}</th>
                        <th scope="col" class="table__figure">{t("rendition-bitrate")}</th>
                        <th scope="col" class="table__figure">{t("rendition-size")}</th>
                    </tr>
                </thead>
                <tbody>{recording.renditions.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// `2,6 Mbit/s`, or `128 kbit/s` below a megabit.
fn rate(bits: u32) -> String {
    let (key, value) = if bits >= 1_000_000 {
        ("rendition-mbits", f64::from(bits) / 1_000_000.0)
    } else {
        ("rendition-kbits", (f64::from(bits) / 1_000.0).round())
    };
    t_with(key, &[("value", FluentValue::from(value))])
}
