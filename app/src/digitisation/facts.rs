//! What the item's page shows of its recordings, gathered before anything is written.

use crate::{
    desk::{answer, asked},
    problem::Problem,
};
use contract::{
    ItemId, RecordingId,
    captions::is_language,
    recordings::{Companion, CompanionRole, FolderFile, GuidePages, RecordingDetails, Room},
};
use domain::{Environment, accounts::Staff, guides, media::Storyboard, recordings};

/// The recordings of an item, and what there is to know and do about them.
pub struct Facts {
    /// The item.
    pub item: ItemId,
    /// Its recordings, the newest first.
    pub recordings: Vec<RecordingDetails>,
    /// Those that were taken away and can be brought back, by name.
    pub removed: Vec<(RecordingId, String)>,
    /// What is stored of the newest.
    pub kept: Option<Kept>,
    /// What goes with the newest.
    pub companions: Vec<RecordingDetails>,
    /// What the address asks to send beside it.
    pub to_send: Option<Companion>,
    /// The pages of the newest, where it is a guide.
    pub pages: Option<GuidePages>,
    /// Moments of the newest to choose its picture from.
    pub moments: Option<Storyboard>,
    /// What may still be uploaded.
    pub room: Room,
    /// The files that lie in the server's own folder.
    pub folder: Vec<FolderFile>,
}

/// What is stored of a recording.
pub struct Kept {
    /// How much, in bytes.
    pub bytes: u64,
    /// How many objects are missing or changed.
    pub faults: u64,
    /// What it costs in a month, and in which currency, where the operator says.
    pub price: Option<(f64, String)>,
}

/// Gathers them.
///
/// # Errors
/// Only when the database fails.
pub async fn gather(env: &Environment, staff: &Staff, item: ItemId) -> Result<Facts, Problem> {
    let recordings = answer(recordings::of_item(env, staff, item).await)?;
    let removed = answer(recordings::removed(env, staff, item).await)?;
    let room = answer(recordings::room(env, staff).await)?;
    // A folder that cannot be read takes only its list along.
    let folder = recordings::folder_files(env, staff).await.unwrap_or_default();
    let mut facts = Facts {
        item,
        recordings,
        removed,
        kept: None,
        companions: Vec::new(),
        to_send: None,
        pages: None,
        moments: None,
        room,
        folder,
    };
    if let Some((newest, is_guide)) = facts.recordings.first().map(|recording| (recording.id, recording.pages > 0)) {
        if is_guide {
            facts.pages = Some(answer(guides::pages(env, staff, newest).await)?);
        }
        let bytes = answer(recordings::stored_bytes(env, staff, newest).await)?;
        let faults = answer(recordings::faults(env, staff, newest).await)?;
        let month = |(price, currency): &(f64, String)| (price * bytes as f64 / 1e9, currency.clone());
        facts.kept = Some(Kept { bytes, faults, price: env.settings.storage_price.as_ref().map(month) });
        facts.companions = answer(recordings::companions(env, staff, newest).await)?;
        facts.moments = answer(recordings::storyboard(env, staff, newest).await)?;
        facts.to_send = to_send(newest);
    }
    Ok(facts)
}

/// What the address asks to send beside a recording: `?beside=description&spoken=fr`.
fn to_send(of: RecordingId) -> Option<Companion> {
    let role: CompanionRole = asked("beside")?.parse().ok()?;
    let language = asked("spoken").filter(|tag| is_language(tag))?;
    Some(Companion { of, role, language: Some(language) })
}
