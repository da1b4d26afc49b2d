//! Live captions are what is said in a live session, written down while it is said: typed at the caption
//! desk by staff, or by a member who was given that task for the session, or sent along by the encoder
//! (`sent.rs`, `cea608.rs`).
//!
//! **Times.** A line has two, both of the session's own clock (`timeline.rs`). *Shown* is where the session
//! stands when the line is sent: what is earlier has been played already, and nobody would see it. *Said*
//! is that less the time that hearing and typing take (`contract::live_captions::typing_ms`); it is where
//! the line stands in the recording (`keep.rs`). A line never changes once it is written: players that have
//! fetched it twice show it once.
//!
//! Lines are rows, so that every process of several has all of them; each keeps what it read for a second
//! (`lines.rs`). Players find them beside picture and sound, cut where these are cut (`offer.rs`).

mod captioners;
mod cea608;
mod keep;
mod lines;
mod offer;
mod sent;

pub use captioners::{captioners, give_task, take_task};
pub(super) use keep::{forget, keep};
pub(super) use lines::Kept;
pub(super) use offer::{languages, serve};
pub(super) use sent::Sent;

use super::{entity, serve::broadcast};
use crate::{
    Environment, Error, Result,
    accounts::SignedIn,
    clock::moment,
    database::{code, stored},
};
use contract::{
    LiveCaptionId, MemberId, SessionId,
    captions::is_language,
    live_captions::{
        Captioned, LANGUAGES, LINE_CHARS, LiveCaption, LiveCaptions, NewLiveCaption, reading_ms, typing_ms,
    },
    lives::{LiveNote, LiveState},
    problem::FieldProblem,
};
use sea_orm::{ConnectionTrait, EntityTrait};

/// The right to write down what is said in one session: staff's, and whose task it is.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    session: SessionId,
    member: MemberId,
}

/// Sits down at a session's caption desk.
///
/// # Errors
/// [`Error::NotFound`] when it is not a live session, or not one that the viewer knows of;
/// [`Error::Forbidden`] with `not_captioner` when it is somebody else's task.
pub async fn desk(env: &Environment, viewer: &SignedIn, session: SessionId) -> Result<Desk> {
    super::publication::row(env, session).await?.ok_or(Error::NotFound)?;
    let has_task = viewer.is_internal() || captioners::is_one(env, session, viewer.id).await?;
    if !has_task {
        env.catalogue.index(env).await?.visible(true, session).ok_or(Error::NotFound)?;
        return Err(Error::Forbidden("not_captioner"));
    }
    Ok(Desk { session, member: viewer.id })
}

/// The session that one sits at a desk for.
///
/// # Errors
/// [`Error::NotFound`] when it is there no more.
pub async fn about(env: &Environment, desk: Desk) -> Result<Captioned> {
    let live = super::publication::row(env, desk.session).await?.ok_or(Error::NotFound)?;
    let statement = env.db.statement(
        "SELECT item.title, item.language FROM session JOIN item ON item.id = session.item_id WHERE session.id = ?",
        [desk.session.0.into()],
    );
    let item = env.db.reader().query_one_raw(statement).await?.ok_or(Error::NotFound)?;
    let note = LiveNote {
        state: code(&live.state)?,
        starts_at: moment(live.starts_at),
        ends_at: moment(live.ends_at),
        substitute: live.substitute,
    };
    Ok(Captioned { title: stored(item.try_get("", "title")?)?, language: item.try_get("", "language")?, note })
}

/// What is written down of a session, for who may attend it and who writes it.
///
/// # Errors
/// [`Error::NotFound`] when it is not a live session, or not one that the viewer may attend.
pub async fn read(env: &Environment, viewer: &SignedIn, session: SessionId) -> Result<LiveCaptions> {
    let attends = viewer.is_internal() || env.catalogue.index(env).await?.visible(true, session).is_some();
    if !attends && !captioners::is_one(env, session, viewer.id).await? {
        return Err(Error::NotFound);
    }
    let kept = lines::of(env, session).await?;
    if !kept.is_live {
        return Err(Error::NotFound);
    }
    Ok(LiveCaptions { languages: kept.languages.clone(), items: kept.lines.iter().map(lines::Line::seen).collect() })
}

/// The lines that came after one.
#[must_use]
pub fn since(captions: LiveCaptions, after: Option<LiveCaptionId>) -> LiveCaptions {
    let items = captions.items.into_iter().filter(|line| after.is_none_or(|after| line.id > after)).collect();
    LiveCaptions { items, ..captions }
}

/// Offers captions in a language to players, before there are any: whoever comes from now on can switch
/// them on.
///
/// # Errors
/// [`Error::Invalid`] when it is no language, or one too many; [`Error::Conflict`] with `live_over`.
pub async fn announce(env: &Environment, desk: Desk, language: &str) -> Result<()> {
    let language = checked_language(language)?;
    let tx = env.db.begin().await?;
    let row = entity::Entity::find_by_id(desk.session.0).one(&tx).await?.ok_or(Error::NotFound)?;
    if matches!(code(&row.state)?, LiveState::Ended | LiveState::Cancelled) {
        return Err(Error::Conflict("live_over"));
    }
    lines::offer(env, &tx, desk.session, language).await?;
    tx.commit().await?;
    env.lives.captions().invalidate(&desk.session).await;
    Ok(())
}

/// Writes a line: it is shown at once to those who have switched captions on.
///
/// # Errors
/// [`Error::Invalid`] when the text is none or its language is; [`Error::Conflict`] with `captions_not_now`
/// when nothing is sent, or `live_over`.
pub async fn say(env: &Environment, desk: Desk, new: &NewLiveCaption) -> Result<LiveCaption> {
    let (text, language) = (checked(&new.text)?, checked_language(&new.language)?);
    let shown_ms = now_ms(env, desk.session).await?.ok_or(Error::Conflict("captions_not_now"))?;
    let tx = env.db.begin().await?;
    let row = entity::Entity::find_by_id(desk.session.0).one(&tx).await?.ok_or(Error::NotFound)?;
    match code(&row.state)? {
        LiveState::Live | LiveState::Interrupted => {}
        LiveState::Ended | LiveState::Cancelled => return Err(Error::Conflict("live_over")),
        _ => return Err(Error::Conflict("captions_not_now")),
    }
    let line = lines::Line {
        id: env.new_id(),
        language: language.to_owned(),
        said_ms: shown_ms.saturating_sub(typing_ms(&text)),
        shown_ms,
        for_ms: reading_ms(&text),
        text,
        member: Some(desk.member.0),
        created_at: env.clock.now_ms(),
    };
    lines::offer(env, &tx, desk.session, language).await?;
    lines::write(env, &tx, desk.session, &line).await?;
    tx.commit().await?;
    env.lives.captions().invalidate(&desk.session).await;
    Ok(line.seen())
}

/// Where a session stands, in milliseconds of its own time: nothing before it has begun, and in a rehearsal.
/// Between two looks at what was sent the clock goes on; never far beyond what has come.
async fn now_ms(env: &Environment, session: SessionId) -> Result<Option<u64>> {
    /// What other processes know of what is sent is as old as a segment and its way to the store.
    const SLACK_MS: u64 = 6_000;
    let is_here = env.lives.running(session).is_some();
    let broadcast = broadcast(env, session).await?;
    let ends_ms = broadcast.ends_ms();
    let offered = broadcast.offered.read();
    if offered.is_rehearsal || offered.promise.is_none() {
        return Ok(None);
    }
    let Some(rendition) = offered.renditions.first() else { return Ok(None) };
    let Some(last) = rendition.segments.last() else { return Ok(None) };
    let (begins_ms, _) = rendition.stretch(last);
    // A clock that was set back does not make it earlier than what is sent now.
    let since = (env.clock.now_ms() - last.at_ms).max(0);
    let latest = ends_ms + if is_here { 0 } else { SLACK_MS };
    Ok(Some(begins_ms.saturating_add_signed(since).min(latest)))
}

fn checked_language(language: &str) -> Result<&str> {
    let language = language.trim();
    if is_language(language) { Ok(language) } else { Err(Error::field("language", "not_a_language")) }
}

/// The text as it is kept: one line, without what cannot be read.
fn checked(text: &str) -> Result<String> {
    let text: String = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    let text = text.trim();
    let problem = if text.chars().any(char::is_control) {
        FieldProblem::new("text", "unreadable")
    } else if text.is_empty() {
        FieldProblem::new("text", "required")
    } else if text.chars().count() > LINE_CHARS {
        FieldProblem::new("text", "too_long").with("max", LINE_CHARS)
    } else {
        return Ok(text.to_owned());
    };
    Err(Error::Invalid(vec![problem]))
}

/// One language more than a player can show in a list.
fn too_many() -> Error {
    Error::Invalid(vec![FieldProblem::new("language", "too_many").with("max", LANGUAGES)])
}
