//! What was heard, without saying from whom.

use crate::{
    Environment, Error, Result,
    accounts::{Manager, Staff},
    clock::moment,
    database::code,
    pilots::entity::pilot,
};
use contract::{
    ItemId, PilotId, limits,
    listening::{self, Listening, SayKind, Word},
};
use jiff::tz::TimeZone;
use sea_orm::{EntityTrait, FromQueryResult};
use std::collections::HashSet;
use uuid::Uuid;

/// Most words that are told.
const WORDS: usize = 200;

#[derive(FromQueryResult)]
struct Row {
    member_id: Uuid,
    kind: String,
    score: Option<i32>,
    text: String,
    at: i64,
}

/// What the people of a pilot say since they were invited. Each counts once for each question, with their
/// latest answer.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn of_pilot(env: &Environment, _: &Manager, id: PilotId) -> Result<Listening> {
    pilot::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let statement = env.db.statement(include_str!("of_pilot.sql"), [id.0.into(), id.0.into()]);
    let rows = Row::find_by_statement(statement).all(env.db.reader()).await?;
    let scores = |kind: SayKind| {
        let mut seen = HashSet::new();
        let latest = rows.iter().filter(|row| row.kind == kind.code()).filter(|row| seen.insert(row.member_id));
        latest.filter_map(|row| row.score).collect::<Vec<_>>()
    };
    let (nps, ces) = (listening::nps(&scores(SayKind::Nps)), listening::ces(&scores(SayKind::Ces)));
    let left: Vec<&Row> = rows.iter().filter(|row| is_word(&row.kind)).collect();
    let people = left.iter().map(|row| row.member_id).collect::<HashSet<_>>().len();
    let enough = u64::try_from(people).is_ok_and(|people| people >= limits::SUPPRESSED_BELOW);
    let words = if enough { Some(left.into_iter().take(WORDS).map(word).collect::<Result<_>>()?) } else { None };
    Ok(Listening { nps, ces, words })
}

/// The words that members left about an item, for those who work on it. They are not figures: whoever leaves
/// one knows that it is read, and it says neither who nor at what moment.
///
/// # Errors
/// Only when the database fails.
pub async fn of_item(env: &Environment, _: &Staff, item: ItemId) -> Result<Vec<Word>> {
    let statement = env.db.statement(
        "SELECT listening_answer.member_id, listening_answer.kind, listening_answer.score, listening_answer.text,
                listening_answer.at
         FROM listening_answer
         JOIN session ON session.id = listening_answer.session_id
         WHERE session.item_id = ? AND listening_answer.kind IN ('pain', 'delight', 'idea')
         ORDER BY listening_answer.at DESC, listening_answer.id DESC
         LIMIT 200",
        [item.0.into()],
    );
    let rows = Row::find_by_statement(statement).all(env.db.reader()).await?;
    rows.iter().map(word).collect()
}

fn is_word(kind: &str) -> bool {
    kind.parse::<SayKind>().is_ok_and(|kind| kind.scores().is_none())
}

fn word(row: &Row) -> Result<Word> {
    let zone = TimeZone::get(contract::lives::ZONE).unwrap_or(TimeZone::UTC);
    let day = moment(row.at).to_zoned(zone).date().to_string();
    Ok(Word { kind: code(&row.kind)?, text: row.text.clone(), day })
}
