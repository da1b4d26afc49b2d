//! A guide is a document that is read here: its pages are pictures, and what they say is kept as
//! text, to be searched for and read aloud. Of the document itself nothing is ever run or shown.

mod again;
mod bound;
mod change;
mod entity;
mod find;
mod leaves;
mod store;

pub use again::read_again;
pub(crate) use again::{give_up, read_pages, read_unread};
pub(crate) use bound::bound;
pub use change::{add_pages, arrange, leaf_picture, pages};
pub use find::{Found, Piece, marked};
pub use leaves::order;
pub(crate) use leaves::{Leaves, original_key, picture_key};
pub(crate) use store::{keep, words_of_published};

use crate::{
    Environment, Error, Result,
    accounts::{SignedIn, Staff},
    catalogue, recordings,
};
use contract::{RecordingId, SessionId, recordings::RecordingDetails, text::folded};
use sea_orm::{ConnectionTrait, EntityTrait};

/// What a reader has in hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What the page says, where that could be read.
    pub text: Option<String>,
    /// The pages on which what was looked for is written; nothing where nothing was looked for.
    pub found: Option<Vec<Found>>,
    /// Whether this reader may take the document along.
    pub may_download: bool,
    /// Raised whenever other pages stand there: addresses of pages name it.
    pub edition: u32,
}

/// What a page of a guide says, and on which pages the words `wanted` stand. Pages count from 1;
/// one that is not there says nothing.
///
/// # Errors
/// [`Error::NotFound`] when the catalogue has no such session, or it is no guide.
pub async fn read(
    env: &Environment,
    member: &SignedIn,
    session: SessionId,
    page: Option<u32>,
    wanted: Option<&str>,
) -> Result<Reading> {
    let index = env.catalogue.index(env).await?;
    let published = index.visible(true, session).filter(|found| found.entry.pages > 0).ok_or(Error::NotFound)?;
    let recording = published.entry.recording_id.ok_or(Error::NotFound)?;
    let may_download = published.may_download || member.staff().is_ok();
    let leaves = published.leaves.clone().unwrap_or_else(|| Leaves::as_it_came(published.entry.pages));
    let mut reading = Reading { may_download, edition: leaves.edition, ..Reading::default() };
    if let Some(leaf) = page.and_then(|page| i32::try_from(leaves.at(page)?.number).ok()) {
        let row = entity::page::Entity::find_by_id((recording.0, leaf)).one(env.db.reader()).await?;
        reading.text = row.map(|row| row.text);
    }
    let wanted: Vec<String> = split(&folded(wanted.unwrap_or_default())).map(str::to_owned).collect();
    if !wanted.is_empty() {
        let pages = leaves.pages();
        let rows = store::of_guide(env.db.reader(), recording).await?;
        let stands = |leaf: i32| pages.get(&u32::try_from(leaf).ok()?).copied();
        let mut found: Vec<Found> =
            rows.iter().filter_map(|row| find::on_page(stands(row.page)?, &row.text, &wanted)).collect();
        found.sort_by_key(|found| found.page);
        reading.found = Some(found);
    }
    Ok(reading)
}

/// Whether members may take the document of a guide along. At first they may not: it was given to
/// be shown, and what is in it besides pictures and text stays here.
///
/// # Errors
/// [`Error::NotFound`] when there is no such recording, or it is no guide.
pub async fn allow_download(
    env: &Environment,
    staff: &Staff,
    recording: RecordingId,
    allowed: bool,
) -> Result<RecordingDetails> {
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "UPDATE recording SET may_download = ?, updated_at = ? WHERE id = ? AND pages > 0 AND deleted_at IS NULL",
        [allowed.into(), env.clock.now_ms().into(), recording.0.into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    recordings::get(env, staff, recording).await
}

/// The words of a text that is folded already.
fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
