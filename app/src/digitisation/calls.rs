//! Calls about recordings and the sessions made of them.

use crate::{
    address::Place,
    desk::{answer, env, go_to, signed_in},
    problem::Problem,
};
use contract::{ItemId, RecordingId, SessionId, captions::CaptionKind, sessions::Audience};
use domain::{captions, recordings, sessions};
use leptos::prelude::*;

/// Makes a session of a recording and brings it into the catalogue, in one step for the person.
/// `public` is absent when its box is not ticked.
#[server(prefix = "/call", endpoint = "digitisation/publish")]
pub async fn publish(item: ItemId, recording: RecordingId, public: Option<String>) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let audience = if public.is_some() { Audience::Public } else { Audience::Members };
    answer(sessions::publish_recording(&env()?, &staff, item, recording, audience).await)?;
    go_to(Place::Item(item), "published");
    Ok(())
}

/// Brings a session back into the catalogue, at the address that it had.
#[server(prefix = "/call", endpoint = "digitisation/publish-again")]
pub async fn publish_again(session: SessionId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let session = answer(sessions::publish(&env()?, &staff, session).await)?;
    go_to(Place::Item(session.item_id), "published");
    Ok(())
}

/// Takes a session out of the catalogue.
#[server(prefix = "/call", endpoint = "digitisation/unpublish")]
pub async fn unpublish(session: SessionId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let session = answer(sessions::unpublish(&env()?, &staff, session).await)?;
    go_to(Place::Item(session.item_id), "unpublished");
    Ok(())
}

/// Works once more on a recording that failed.
#[server(prefix = "/call", endpoint = "digitisation/retry")]
pub async fn retry_recording(recording: RecordingId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let recording = answer(recordings::retry(&env()?, &staff, recording).await)?;
    go_to(Place::Item(recording.item_id), "retried");
    Ok(())
}

/// Writes corrected captions in the place of those there were.
#[server(prefix = "/call", endpoint = "digitisation/save-captions")]
pub async fn save_captions(
    item: ItemId,
    recording: RecordingId,
    language: String,
    kind: CaptionKind,
    #[server(default)] file: String,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(captions::put(&env()?, &staff, recording, &language, kind, &file).await)?;
    go_to(Place::Item(item), "captioned");
    Ok(())
}

/// Has captions written from what is said.
#[server(prefix = "/call", endpoint = "digitisation/automatic-captions")]
pub async fn automatic_captions(item: ItemId, recording: RecordingId, language: String) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(captions::ask_for_automatic(&env()?, &staff, recording, &language).await)?;
    go_to(Place::Item(item), "listening");
    Ok(())
}

/// Takes captions away.
#[server(prefix = "/call", endpoint = "digitisation/remove-captions")]
pub async fn remove_captions(
    item: ItemId,
    recording: RecordingId,
    language: String,
    kind: CaptionKind,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(captions::remove(&env()?, &staff, recording, &language, kind).await)?;
    go_to(Place::Item(item), "uncaptioned");
    Ok(())
}

/// Takes a recording away.
#[server(prefix = "/call", endpoint = "digitisation/remove")]
pub async fn remove_recording(item: ItemId, recording: RecordingId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(recordings::remove(&env()?, &staff, recording).await)?;
    go_to(Place::Item(item), "removed");
    Ok(())
}

/// Brings a recording back that was taken away.
#[server(prefix = "/call", endpoint = "digitisation/restore")]
pub async fn restore_recording(item: ItemId, recording: RecordingId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(recordings::restore(&env()?, &staff, recording).await)?;
    go_to(Place::Item(item), "restored");
    Ok(())
}

/// Gives up an upload that was not finished.
#[server(prefix = "/call", endpoint = "digitisation/cancel")]
pub async fn cancel_upload(item: ItemId, recording: RecordingId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(recordings::cancel_upload(&env()?, &staff, recording).await)?;
    go_to(Place::Item(item), "cancelled");
    Ok(())
}
