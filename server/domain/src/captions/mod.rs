//! Captions are what is said in a recording, to be read: while it plays, and as a transcript
//! beside it. A recording has at most one set per language and kind.

mod automatic;
mod entity;

pub use automatic::ask_for_automatic;
pub(crate) use automatic::listen;

use crate::{
    Environment, Error, Result,
    accounts::{SignedIn, Staff},
    catalogue,
    database::{code, json, stored},
    recordings,
};
use contract::{
    Locale, RecordingId, SessionId,
    captions::{self, CaptionKind, CaptionTrack, Cue},
    kept::KeptParts,
    problem::FieldProblem,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict,
};

/// Takes a file of captions in, WebVTT or SubRip, in the place of an earlier one of the same
/// language and kind.
///
/// # Errors
/// [`Error::Invalid`] with the lines that cannot be read; [`Error::NotFound`] when there is no
/// such recording.
pub async fn put(
    env: &Environment,
    staff: &Staff,
    recording: RecordingId,
    language: &str,
    kind: CaptionKind,
    text: &str,
) -> Result<CaptionTrack> {
    let mut replace = key();
    replace.update_columns([entity::Column::Cues, entity::Column::UpdatedBy, entity::Column::UpdatedAt]);
    write(env, staff, recording, language, kind, text, replace).await
}

/// Gives a recording that was made here the captions that were written while it was made, in the
/// transaction that makes it.
pub(crate) async fn insert_made(
    env: &Environment,
    connection: &impl ConnectionTrait,
    recording: RecordingId,
    language: &str,
    cues: &[Cue],
    by: uuid::Uuid,
) -> Result<()> {
    let row = entity::ActiveModel {
        recording_id: Set(recording.0),
        language: Set(language.to_owned()),
        kind: Set(CaptionKind::Captions.code().to_owned()),
        cues: Set(json(&cues)?),
        updated_by: Set(by),
        updated_at: Set(env.clock.now_ms()),
    };
    entity::Entity::insert(row).on_conflict(key().do_nothing().to_owned()).exec_without_returning(connection).await?;
    Ok(())
}

/// What makes a set the only one of its language and kind.
fn key() -> OnConflict {
    OnConflict::columns([entity::Column::RecordingId, entity::Column::Language, entity::Column::Kind])
}

async fn write(
    env: &Environment,
    staff: &Staff,
    recording: RecordingId,
    language: &str,
    kind: CaptionKind,
    text: &str,
    where_there_is_one: OnConflict,
) -> Result<CaptionTrack> {
    recordings::get(env, staff, recording).await?;
    if !captions::is_language(language) {
        return Err(Error::field("language", "not_a_language"));
    }
    if text.len() > captions::BYTES {
        return Err(Error::field("file", "file_too_large"));
    }
    let cues = captions::read(text).map_err(|wrong| {
        Error::Invalid(
            wrong.into_iter().map(|wrong| FieldProblem::new("file", wrong.code).with("line", wrong.line)).collect(),
        )
    })?;
    let count = u32::try_from(cues.len()).unwrap_or_default();
    let cues = match kept(env, recording).await? {
        Some(kept) => kept.put_back(&cues, &stored_cues(env, recording, language, kind).await?),
        None => cues,
    };
    let row = entity::ActiveModel {
        recording_id: Set(recording.0),
        language: Set(language.to_owned()),
        kind: Set(kind.code().to_owned()),
        cues: Set(json(&cues)?),
        updated_by: Set(staff.id.0),
        updated_at: Set(env.clock.now_ms()),
    };
    let tx = env.db.begin().await?;
    entity::Entity::insert(row).on_conflict(where_there_is_one).exec_without_returning(&tx).await?;
    offer(env, &tx, recording).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    Ok(CaptionTrack { language: language.to_owned(), kind, cues: count })
}

async fn stored_cues(env: &Environment, recording: RecordingId, language: &str, kind: CaptionKind) -> Result<Vec<Cue>> {
    let key = (recording.0, language.to_owned(), kind.code().to_owned());
    match entity::Entity::find_by_id(key).one(env.db.reader()).await? {
        Some(row) => stored(row.cues),
        None => Ok(Vec::new()),
    }
}

/// Takes captions away.
///
/// # Errors
/// [`Error::NotFound`] when there are none of that language and kind.
pub async fn remove(
    env: &Environment,
    _: &Staff,
    recording: RecordingId,
    language: &str,
    kind: CaptionKind,
) -> Result<()> {
    let tx = env.db.begin().await?;
    let key = (recording.0, language.to_owned(), kind.code().to_owned());
    if entity::Entity::delete_by_id(key).exec(&tx).await?.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    offer(env, &tx, recording).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    Ok(())
}

/// The captions that a recording has.
///
/// # Errors
/// [`Error::NotFound`] when there is no such recording.
pub async fn list(env: &Environment, staff: &Staff, recording: RecordingId) -> Result<Vec<CaptionTrack>> {
    recordings::get(env, staff, recording).await?;
    Ok(of(env, recording).await?.into_iter().map(|set| set.track()).collect())
}

/// The text of a set, as WebVTT.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn text(
    env: &Environment,
    _: &Staff,
    recording: RecordingId,
    language: &str,
    kind: CaptionKind,
) -> Result<String> {
    let key = (recording.0, language.to_owned(), kind.code().to_owned());
    let row = entity::Entity::find_by_id(key).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    Ok(captions::write(&shown(kept(env, recording).await?.as_ref(), stored(row.cues)?)))
}

/// What is said in a session, for a member who may attend it: in the reader's language where it is
/// written in it, in what there is otherwise. Nothing where nothing is written.
///
/// # Errors
/// [`Error::NotFound`] when there is no such session.
pub async fn transcript(
    env: &Environment,
    member: &SignedIn,
    session: SessionId,
    locale: Locale,
) -> Result<Option<(String, Vec<Cue>)>> {
    let sets = of_session(env, member, session).await?.into_iter().filter(|set| set.kind != CaptionKind::Chapters);
    // What is heard besides is part of what is told.
    let rank = |set: &Texts| (!set.is_for(locale), set.kind != CaptionKind::Captions);
    Ok(sets.min_by_key(rank).map(|set| (set.language, set.cues)))
}

/// The parts of a session, for a member who may attend it: in the reader's language where they are
/// named in it. Nothing where there are none.
///
/// # Errors
/// [`Error::NotFound`] when there is no such session.
pub async fn chapters(
    env: &Environment,
    member: &SignedIn,
    session: SessionId,
    locale: Locale,
) -> Result<Option<(String, Vec<Cue>)>> {
    let sets = of_session(env, member, session).await?.into_iter().filter(|set| set.kind == CaptionKind::Chapters);
    Ok(sets.min_by_key(|set| !set.is_for(locale)).map(|set| (set.language, set.cues)))
}

/// Every set of what plays in a session, for a member who may attend it.
async fn of_session(env: &Environment, member: &SignedIn, session: SessionId) -> Result<Vec<Texts>> {
    match catalogue::entry(env, Some(member), session).await?.recording_id {
        Some(recording) => of(env, recording).await,
        None => Ok(Vec::new()),
    }
}

/// One set of captions with its text.
pub(crate) struct Texts {
    pub language: String,
    pub kind: CaptionKind,
    pub cues: Vec<Cue>,
}

impl Texts {
    /// How the language is called by those who read it; its tag where that is not known here.
    pub(crate) fn label(&self) -> String {
        let name = captions::language_label(&self.language);
        match self.kind {
            CaptionKind::Captions => format!("{name} (CC)"),
            CaptionKind::Subtitles | CaptionKind::Chapters => name,
        }
    }

    fn is_for(&self, locale: Locale) -> bool {
        self.language.starts_with(locale.code())
    }

    fn track(&self) -> CaptionTrack {
        let cues = u32::try_from(self.cues.len()).unwrap_or_default();
        CaptionTrack { language: self.language.clone(), kind: self.kind, cues }
    }
}

/// Every set of a recording, by language.
pub(crate) async fn of(env: &Environment, recording: RecordingId) -> Result<Vec<Texts>> {
    let rows = entity::Entity::find()
        .filter(entity::Column::RecordingId.eq(recording.0))
        .order_by_asc(entity::Column::Language)
        .order_by_asc(entity::Column::Kind)
        .all(env.db.reader())
        .await?;
    let kept = kept(env, recording).await?;
    rows.into_iter()
        .map(|row| {
            let cues = shown(kept.as_ref(), stored(row.cues)?);
            Ok(Texts { language: row.language, kind: code(&row.kind)?, cues })
        })
        .collect()
}

/// The parts that are shown of a recording, where some of it was cut away. Texts are stored at the
/// times of the file as it came, so that no cut loses any.
async fn kept(env: &Environment, recording: RecordingId) -> Result<Option<KeptParts>> {
    let row = recordings::entity::Entity::find_by_id(recording.0).one(env.db.reader()).await?;
    let cut = row.as_ref().map(recordings::cut::of_row).transpose()?.flatten();
    Ok(cut.map(|cut| cut.kept))
}

fn shown(kept: Option<&KeptParts>, cues: Vec<Cue>) -> Vec<Cue> {
    match kept {
        Some(kept) => kept.shown(&cues),
        None => cues,
    }
}

/// Tells players and pages that something else is offered.
async fn offer(env: &Environment, connection: &impl ConnectionTrait, recording: RecordingId) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE recording SET media_version = media_version + 1, updated_at = ? WHERE id = ?",
        [env.clock.now_ms().into(), recording.0.into()],
    );
    connection.execute_raw(statement).await?;
    catalogue::changed(env, connection).await
}
