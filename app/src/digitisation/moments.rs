//! Moments of a recording, to choose the picture from that stands for it.

use super::calls::ChoosePoster;
use crate::{
    figures,
    texts::{t, t_with},
    ui::{Form, Hidden, Icon},
};
use contract::{ItemId, RecordingId};
use domain::media::Storyboard;
use leptos::{prelude::*, server_fn::ServerFn};

/// How many are offered: enough to find a better one, few enough to see at a glance.
const OFFERED: u32 = 12;

/// A dozen moments, each with its small picture.
#[component]
pub fn Moments(
    /// The item.
    item: ItemId,
    /// The recording.
    recording: RecordingId,
    /// How its small pictures are laid out.
    board: Storyboard,
) -> impl IntoView {
    let offered = OFFERED.min(board.pictures);
    let moments = (0..offered).map(move |place| {
        let number = place * board.pictures / offered;
        view! { <Moment recording board number first=place == 0/> }
    });
    view! {
        <details class="definitions">
            <summary><Icon name="edit"/>{t("poster-choose")}</summary>
            <Form action=ChoosePoster::PATH>
                <Hidden name="item" value=item.to_string()/>
                <Hidden name="recording" value=recording.to_string()/>
                <fieldset class="moments">
                    <legend class="soft small">{t("poster-hint")}</legend>
                    {moments.collect_view()}
                </fieldset>
                <p class="actions"><button class="button">{t("poster-take")}</button></p>
            </Form>
        </details>
    }
    .into_any()
}

#[component]
fn Moment(recording: RecordingId, board: Storyboard, number: u32, first: bool) -> impl IntoView {
    let (sheet, x, y) = board.place(number);
    let (sheet_width, sheet_height) = board.sheet_size();
    let at_ms = u64::from(number) * board.interval_ms;
    let at = figures::clock(at_ms as f64 / 1000.0);
    view! {
        <label class="moments__one">
            <input type="radio" name="at_ms" value=at_ms.to_string() checked=first/>
            <svg
                viewBox=format!("{x} {y} {} {}", board.width, board.height)
                width=board.width.to_string()
                height=board.height.to_string()
                role="img"
                aria-label=t_with("poster-moment", &[("at", at.clone().into())])
            >
                <image
                    href=format!("/media/recording/{recording}/sheet-{sheet}.jpg")
                    width=sheet_width.to_string()
                    height=sheet_height.to_string()
                ></image>
            </svg>
            <span class="small">{at}</span>
        </label>
    }
    .into_any()
}
