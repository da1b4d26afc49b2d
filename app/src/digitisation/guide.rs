//! What staff decide and should know of a guide's document.

use super::{
    calls::{AllowDownload, ReadAgain},
    guide_pages::PagesOfGuide,
    live::{News, RecordingLive},
    panel::{live_words, media_sentence},
};
use crate::{
    desk::asset,
    figures,
    texts::{locale, t, t_with},
    ui::{Form, Hidden, Icon, Notice, Tone},
};
use contract::{
    ItemId, Timestamp,
    recordings::{GuidePages, RecordingDetails},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// What is left out of a guide or could not be read, and whether members may take its document along.
#[component]
pub(super) fn OfGuide(
    /// The item.
    item: ItemId,
    /// Its recording.
    recording: RecordingDetails,
    /// Its pages.
    pages: GuidePages,
    /// The present moment.
    now: Timestamp,
) -> impl IntoView {
    let id = recording.id;
    let left_out = (recording.pages_left_out > 0).then(|| {
        let facts = [("count", recording.pages.into()), ("left", recording.pages_left_out.into())];
        let text = t_with("guide-left-out", &facts);
        view! { <Notice tone=Tone::Caution heading=t("guide-left-out-title") text/> }
    });
    let unread = (recording.pages_unread > 0).then(|| {
        let text = t_with("guide-unread", &[("count", recording.pages_unread.into())]);
        view! { <Notice tone=Tone::Caution heading=t("guide-unread-title") text/> }
    });
    let (said, change) = if recording.may_download {
        ("guide-may-download", "guide-forbid")
    } else {
        ("guide-may-not-download", "guide-allow")
    };
    let (icon, wanted) = if recording.may_download { ("close", "false") } else { ("download", "true") };
    view! {
        {left_out}
        {unread}
        <Reading item recording=recording.clone() now/>
        <Form action=AllowDownload::PATH class="actions">
            <Hidden name="item" value=item.to_string()/>
            <Hidden name="recording" value=recording.id.to_string()/>
            <Hidden name="allowed" value=wanted/>
            <span class="soft">{t(said)}</span>
            <button class="button"><Icon name=icon/>{t(change)}</button>
        </Form>
        <PagesOfGuide item recording=id pages/>
    }
    .into_any()
}

/// When its text was read, and the way to have it read again, or how far that is.
#[component]
fn Reading(item: ItemId, recording: RecordingDetails, now: Timestamp) -> impl IntoView {
    if let Some(reading) = recording.reading {
        return Either::Left(view! {
            <RecordingLive
                id=recording.id
                filename=recording.filename
                news=News { state: recording.state, progress: recording.progress, reading: Some(reading) }
                sprite=asset("icons/sprite.svg").to_owned()
                locale=locale()
                words=live_words()
            />
        });
    }
    let failed = recording.problem_code.map(|code| {
        let problem = media_sentence(&code, locale());
        let text = t_with("guide-reading-failed", &[("problem", problem.into())]);
        view! { <Notice tone=Tone::Caution heading=t("guide-reading-failed-title") text/> }
    });
    let read = match recording.read_at {
        Some(at) => t_with("guide-read-when", &[("when", figures::when(locale(), at, now).into())]),
        None => t("guide-never-read"),
    };
    Either::Right(view! {
        {failed}
        <Form action=ReadAgain::PATH class="actions">
            <Hidden name="item" value=item.to_string()/>
            <Hidden name="recording" value=recording.id.to_string()/>
            <span class="soft">{read}</span>
            <button class="button"><Icon name="restart"/>{t("guide-read-again")}</button>
        </Form>
    })
}
