//! Calls about recordings and the sessions made of them.

use crate::{
    address::Place,
    desk::{answer, env, fail, go_to, signed_in},
    problem::Problem,
};
use contract::{
    ItemId, RecordingId, SessionId, captions::CaptionKind, kept::KeptParts, problem::FieldProblem, sessions::Audience,
};
use domain::{Environment, accounts::Staff, captions, guides, recordings, rights, sessions};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The code of a publication that waits for a word: rights are missing that nobody insists on.
pub(super) const UNSETTLED: &str = "rights_unsettled";

/// Makes a session of a recording and brings it into the catalogue, in one step for the person.
/// `public` is absent when its box is not ticked, `anyway` until somebody has seen what is missing.
#[server(prefix = "/call", endpoint = "digitisation/publish")]
pub async fn publish(
    item: ItemId,
    recording: RecordingId,
    public: Option<String>,
    anyway: Option<String>,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let audience = if public.is_some() { Audience::Public } else { Audience::Members };
    if anyway.is_none() {
        ask_first(&env, &staff, item, audience).await?;
    }
    answer(sessions::publish_recording(&env, &staff, item, recording, audience).await)?;
    go_to(Place::Item(item), "published");
    Ok(())
}

/// Brings a session back into the catalogue, at the address that it had. `anyway` is absent until somebody has
/// seen what is missing.
#[server(prefix = "/call", endpoint = "digitisation/publish-again")]
pub async fn publish_again(session: SessionId, anyway: Option<String>) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    if anyway.is_none() {
        let resting = answer(sessions::get(&env, &staff, session).await)?;
        ask_first(&env, &staff, resting.item_id, resting.audience).await?;
    }
    let session = answer(sessions::publish(&env, &staff, session).await)?;
    go_to(Place::Item(session.item_id), "published");
    Ok(())
}

/// Rights that are missing without stopping anything are shown before they are published over.
async fn ask_first(env: &Environment, staff: &Staff, item: ItemId, audience: Audience) -> Result<(), Problem> {
    let missing = answer(rights::advised(env, staff, item, audience).await)?;
    if missing.is_empty() { Ok(()) } else { Err(fail(Problem::new(422, UNSETTLED))) }
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

/// Takes what has arrived of a file without a size for all of it.
#[server(prefix = "/call", endpoint = "digitisation/finish")]
pub async fn finish_recording(item: ItemId, recording: RecordingId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(recordings::finish(&env()?, &staff, recording).await)?;
    go_to(Place::Item(item), "finished");
    Ok(())
}

/// Brings in a file of the server's own folder.
#[server(prefix = "/call", endpoint = "digitisation/bring-in")]
pub async fn bring_in(item: ItemId, #[server(default)] name: String) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(recordings::bring_in(&env()?, &staff, item, &name).await)?;
    go_to(Place::Item(item), "bringing");
    Ok(())
}

/// Has the picture of a moment stand for a recording.
#[server(prefix = "/call", endpoint = "digitisation/poster")]
pub async fn choose_poster(item: ItemId, recording: RecordingId, at_ms: u64) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(recordings::choose_poster(&env()?, &staff, recording, at_ms).await)?;
    go_to(Place::Item(item), "poster");
    Ok(())
}

/// Has only some parts of a recording shown: one a line, as `0:12 - 14:30`.
#[server(prefix = "/call", endpoint = "digitisation/cut")]
pub async fn cut_recording(
    item: ItemId,
    recording: RecordingId,
    #[server(default)] parts: String,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let kept = KeptParts::read(&parts)
        .map_err(|line| Problem::invalid(vec![FieldProblem::new("parts", "not_a_part").with("line", line)]))?;
    answer(recordings::cut(&env()?, &staff, recording, kept).await)?;
    go_to(Place::Item(item), "cut");
    Ok(())
}

/// Shows all of a recording again.
#[server(prefix = "/call", endpoint = "digitisation/put-back")]
pub async fn put_back_recording(item: ItemId, recording: RecordingId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(recordings::put_back(&env()?, &staff, recording).await)?;
    go_to(Place::Item(item), "put-back");
    Ok(())
}

/// Says whether members may take the document of a guide along.
#[server(prefix = "/call", endpoint = "digitisation/allow-download")]
pub async fn allow_download(item: ItemId, recording: RecordingId, allowed: bool) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(guides::allow_download(&env()?, &staff, recording, allowed).await)?;
    go_to(Place::Item(item), if allowed { "may-download" } else { "may-not-download" });
    Ok(())
}

/// Has the text of a guide read again.
#[server(prefix = "/call", endpoint = "digitisation/read-again")]
pub async fn read_again(item: ItemId, recording: RecordingId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(guides::read_again(&env()?, &staff, recording).await)?;
    go_to(Place::Item(item), "reading");
    Ok(())
}

/// Has the pages of a guide shown in another order, some taken out and others put back. `place` says for each shown
/// page, by its number, where it is to stand; `out` and `back` are boxes that were ticked.
#[server(prefix = "/call", endpoint = "digitisation/arrange-pages")]
pub async fn arrange_pages(
    item: ItemId,
    recording: RecordingId,
    edition: u32,
    #[server(default)] place: BTreeMap<String, String>,
    #[server(default)] out: BTreeMap<String, String>,
    #[server(default)] back: BTreeMap<String, String>,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let shown = answer(guides::pages(&env, &staff, recording).await)?.shown;
    let shown: Vec<u32> = shown.into_iter().map(|page| page.leaf).collect();
    let mut places = BTreeMap::new();
    for (leaf, place) in &place {
        // A field that was left empty asks for nothing.
        let (Ok(leaf), false) = (leaf.parse(), place.trim().is_empty()) else { continue };
        let place = place.trim().parse();
        let place =
            place.map_err(|_| Problem::invalid(vec![FieldProblem::new(format!("place.{leaf}"), "not_a_number")]))?;
        places.insert(leaf, place);
    }
    let ticked = |boxes: &BTreeMap<String, String>| boxes.keys().filter_map(|leaf| leaf.parse().ok()).collect();
    let order = guides::order(&shown, &places, &ticked(&out), &ticked(&back));
    answer(guides::arrange(&env, &staff, recording, edition, &order).await)?;
    go_to(Place::Item(item), "pages-arranged");
    Ok(())
}
