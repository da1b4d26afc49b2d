//! Cutting away what members are not to see, beside the film.

use super::{
    calls::{CutRecording, PutBackRecording},
    panel::media_sentence,
    preview::{Beside, ByTheFilm},
};
use crate::{
    figures,
    texts::{locale, t, t_with},
    ui::{Form, Hidden, Icon, Notice, TextArea, Tone, came_back},
};
use contract::{ItemId, recordings::RecordingDetails};
use leptos::{prelude::*, server_fn::ServerFn};

/// What is shown of a recording, and how to show less or more of it.
#[component]
pub(super) fn CutPanel(
    /// The item.
    item: ItemId,
    /// The recording.
    recording: RecordingDetails,
) -> impl IntoView {
    let id = recording.id;
    let duration = |seconds: f64| figures::duration(locale(), seconds);
    let shown_s = recording.duration_s.unwrap_or_default();
    let whole_s = recording.cut.as_ref().map_or(shown_s, |cut| cut.whole_s);
    let parts = match &recording.cut {
        Some(cut) => cut.kept.write(),
        None => format!("0:00 - {}", figures::clock(whole_s)),
    };
    let back = recording.cut.as_ref().map(|_| {
        let facts = [("length", duration(shown_s).into()), ("whole", duration(whole_s).into())];
        view! {
            <p>{t_with("cut-now", &facts)}</p>
            <Form action=PutBackRecording::PATH class="actions">
                <Hidden name="item" value=item.to_string()/>
                <Hidden name="recording" value=id.to_string()/>
                <button class="button"><Icon name="restart"/>{t("cut-undo")}</button>
            </Form>
        }
    });
    let failed = recording.problem_code.as_deref().map(|code| {
        view! { <Notice tone=Tone::Wrong heading=t("cut-failed-title") text=media_sentence(code, locale())/> }
    });
    view! {
        {failed}
        <details class="definitions" open=came_back(CutRecording::PATH)>
            <summary><Icon name="edit"/>{t("cut-title")}</summary>
            {back}
            <Beside recording=id whole=true>
                <Form action=CutRecording::PATH>
                    <Hidden name="item" value=item.to_string()/>
                    <Hidden name="recording" value=id.to_string()/>
                    <TextArea name="parts" label=t("cut-kept") hint=t("cut-hint") value=parts rows=4/>
                    <ByTheFilm/>
                    <p class="actions"><button class="button">{t("cut-do")}</button></p>
                </Form>
            </Beside>
        </details>
    }
    .into_any()
}
