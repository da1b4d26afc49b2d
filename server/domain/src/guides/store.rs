//! Keeping what a guide says.

use super::{
    entity::{page, words},
    leaves::Leaves,
    split,
};
use crate::{Environment, Result};
use contract::{RecordingId, text::folded};
use futures::{StreamExt, TryStreamExt};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, StreamTrait,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The most text that is kept of one guide, in bytes: a hundred dense pages.
const TEXT_CAP: usize = 200_000;
/// What is longer is no word that anybody types.
const WORD_CHARS: usize = 40;

/// Keeps the text of a guide as it came, its pages parted by form feeds, in the place of what was kept of it.
pub(crate) async fn keep(connection: &impl ConnectionTrait, recording: RecordingId, text: Option<&str>) -> Result<()> {
    page::Entity::delete_many().filter(page::Column::RecordingId.eq(recording.0)).exec(connection).await?;
    insert(connection, recording, pages(text.unwrap_or_default())).await?;
    let pages = u32::try_from(text.unwrap_or_default().split('\u{c}').count()).unwrap_or_default();
    index(connection, recording, &Leaves::as_it_came(pages)).await
}

/// Keeps the text of some leaves of a guide, by number, in the place of what was kept of the same.
pub(super) async fn replace(
    connection: &impl ConnectionTrait,
    recording: RecordingId,
    leaves: &Leaves,
    said: Vec<(u32, String)>,
) -> Result<()> {
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    page::Entity::delete_many()
        .filter(page::Column::RecordingId.eq(recording.0))
        .filter(page::Column::Page.is_in(said.iter().map(|(leaf, _)| number(*leaf))))
        .exec(connection)
        .await?;
    let rest = of_guide(connection, recording).await?;
    let room = TEXT_CAP.saturating_sub(rest.iter().map(|row| row.text.len()).sum());
    let said = said.into_iter().map(|(leaf, text)| (number(leaf), text));
    insert(connection, recording, within(room, said)).await?;
    index(connection, recording, leaves).await
}

/// What is kept of a guide, by leaf.
pub(super) async fn of_guide(connection: &impl ConnectionTrait, recording: RecordingId) -> Result<Vec<page::Model>> {
    let rows = page::Entity::find().filter(page::Column::RecordingId.eq(recording.0)).order_by_asc(page::Column::Page);
    Ok(rows.all(connection).await?)
}

async fn insert(connection: &impl ConnectionTrait, recording: RecordingId, said: Vec<(i32, String)>) -> Result<()> {
    if said.is_empty() {
        return Ok(());
    }
    let rows = said.into_iter().map(|(number, text)| page::ActiveModel {
        recording_id: Set(recording.0),
        page: Set(number),
        text: Set(text),
    });
    page::Entity::insert_many(rows).exec_without_returning(connection).await?;
    Ok(())
}

/// Writes anew which words are found in a guide: those of the leaves that are shown.
pub(super) async fn index(connection: &impl ConnectionTrait, recording: RecordingId, leaves: &Leaves) -> Result<()> {
    let shown = leaves.pages();
    let mut known = BTreeSet::new();
    for row in of_guide(connection, recording).await? {
        if u32::try_from(row.page).is_ok_and(|leaf| shown.contains_key(&leaf)) {
            let folded = folded(&row.text);
            known.extend(split(&folded).filter(|word| word.chars().count() <= WORD_CHARS).map(str::to_owned));
        }
    }
    words::Entity::delete_by_id(recording.0).exec(connection).await?;
    if known.is_empty() {
        return Ok(());
    }
    let all = words::ActiveModel {
        recording_id: Set(recording.0),
        words: Set(known.into_iter().collect::<Vec<_>>().join(" ")),
    };
    words::Entity::insert(all).exec_without_returning(connection).await?;
    Ok(())
}

/// The pages that say something, up to [`TEXT_CAP`] in all.
fn pages(text: &str) -> Vec<(i32, String)> {
    within(TEXT_CAP, (1..).zip(text.split('\u{c}').map(str::to_owned)))
}

/// Those of the pages that say something, as far as there is room, in bytes.
fn within(mut room: usize, said: impl Iterator<Item = (i32, String)>) -> Vec<(i32, String)> {
    let mut pages = Vec::new();
    for (number, page) in said {
        let page = page.trim();
        let page = &page[..page.floor_char_boundary(room.min(page.len()))];
        room -= page.len();
        if !page.is_empty() {
            pages.push((number, page.to_owned()));
        }
    }
    pages
}

/// The words inside the guides that are published, by recording.
pub(crate) async fn words_of_published(env: &Environment) -> Result<HashMap<Uuid, String>> {
    let statement = env.db.statement(
        "SELECT guide_words.recording_id, guide_words.words
         FROM guide_words JOIN session ON session.recording_id = guide_words.recording_id
         WHERE session.state = 'published'",
        [],
    );
    let rows = env.db.reader().stream_raw(statement).await?;
    let pair = |row: QueryResult| -> Result<(Uuid, String)> {
        Ok((row.try_get("", "recording_id")?, row.try_get("", "words")?))
    };
    rows.map(|row| pair(row?)).try_collect().await
}

#[cfg(test)]
mod tests {
    use super::{TEXT_CAP, pages};

    #[test]
    fn pages_keep_their_numbers_and_a_guide_its_measure() {
        assert_eq!(pages("un\n\u{c}\n \u{c}trois\u{c}"), [(1, "un".to_owned()), (3, "trois".to_owned())]);
        assert!(pages("").is_empty());
        let long = format!("{}\u{c}suite", "é".repeat(TEXT_CAP));
        let kept = pages(&long);
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].1.len(), TEXT_CAP);
    }
}
