//! What staff decide and should know of a guide's document.

use super::calls::AllowDownload;
use crate::{
    texts::{t, t_with},
    ui::{Form, Hidden, Icon, Notice, Tone},
};
use contract::{ItemId, recordings::RecordingDetails};
use leptos::{prelude::*, server_fn::ServerFn};

/// What is left out of a guide or could not be read, and whether members may take its document along.
#[component]
pub(super) fn OfGuide(
    /// The item.
    item: ItemId,
    /// Its recording.
    recording: RecordingDetails,
) -> impl IntoView {
    let left_out = (recording.pages_left_out > 0).then(|| {
        let facts = [("count", recording.pages.into()), ("left", recording.pages_left_out.into())];
        let text = t_with("guide-left-out", &facts);
        view! { <Notice tone=Tone::Caution heading=t("guide-left-out-title") text/> }
    });
    let unread = (recording.pages_unread > 0).then(|| {
        let text = t_with("guide-unread", &[("count", recording.pages_unread.into())]);
        view! { <Notice tone=Tone::Caution heading=t("guide-unread-title") text/> }
    });
    let (now, change) = if recording.may_download {
        ("guide-may-download", "guide-forbid")
    } else {
        ("guide-may-not-download", "guide-allow")
    };
    let (icon, wanted) = if recording.may_download { ("close", "false") } else { ("download", "true") };
    view! {
        {left_out}
        {unread}
        <Form action=AllowDownload::PATH class="actions">
            <Hidden name="item" value=item.to_string()/>
            <Hidden name="recording" value=recording.id.to_string()/>
            <Hidden name="allowed" value=wanted/>
            <span class="soft">{t(now)}</span>
            <button class="button"><Icon name=icon/>{t(change)}</button>
        </Form>
    }
    .into_any()
}
