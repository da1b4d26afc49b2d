//! From whatever word people write to the one that items carry.

use super::entity::{self, word};
use crate::{Environment, Result};
use contract::{inventory::ItemFields, text::folded};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashMap};

/// Words that lead to a tag, folded, each with the word that items carry.
#[derive(Debug, Default)]
pub(crate) struct Words(HashMap<String, String>);

impl Words {
    /// What is known of these words.
    pub(crate) async fn of<'a, C: ConnectionTrait>(
        connection: &C,
        words: impl IntoIterator<Item = &'a String>,
    ) -> Result<Self> {
        let words: BTreeSet<String> = words.into_iter().map(|word| folded(word.trim())).collect();
        if words.is_empty() {
            return Ok(Self::default());
        }
        let found = word::Entity::find().filter(word::Column::Word.is_in(words)).all(connection).await?;
        if found.is_empty() {
            return Ok(Self::default());
        }
        let ids: BTreeSet<_> = found.iter().map(|word| word.tag_id).collect();
        let tags = entity::Entity::find().filter(entity::Column::Id.is_in(ids)).all(connection).await?;
        let tags: HashMap<_, _> = tags.into_iter().map(|tag| (tag.id, tag.word)).collect();
        let lead = |word: word::Model| Some((word.word, tags.get(&word.tag_id)?.clone()));
        Ok(Self(found.into_iter().filter_map(lead).collect()))
    }

    /// These words, folded, lead to this one.
    pub(super) fn leading(words: &[String], to: &str) -> Self {
        Self(words.iter().map(|word| (word.clone(), to.to_owned())).collect())
    }

    /// The word that items carry for this one.
    pub(crate) fn word<'a>(&'a self, word: &'a str) -> &'a str {
        self.0.get(&folded(word.trim())).map_or(word, String::as_str)
    }

    /// The same tags by the words that items carry, each once.
    pub(crate) fn on(&self, tags: &[String]) -> Vec<String> {
        let mut settled: Vec<String> = Vec::with_capacity(tags.len());
        for word in tags.iter().map(|tag| self.word(tag)) {
            if !settled.iter().any(|known| known == word) {
                settled.push(word.to_owned());
            }
        }
        settled
    }
}

/// The same fields with each tag by the word that items carry.
pub(crate) async fn settled<C: ConnectionTrait>(connection: &C, mut fields: ItemFields) -> Result<ItemFields> {
    fields.tags = Words::of(connection, &fields.tags).await?.on(&fields.tags);
    Ok(fields)
}

/// Every word, folded, by which an item may carry what this word leads to or what stands under it; the word
/// itself where it leads to no tag.
pub(crate) async fn below<C: ConnectionTrait>(env: &Environment, connection: &C, tag: &str) -> Result<Vec<String>> {
    let own = folded(tag.trim());
    let statement = env.db.statement(
        "WITH RECURSIVE below (id) AS (
             SELECT tag_id FROM tag_word WHERE word = ?
             UNION SELECT tag.id FROM tag JOIN below ON tag.parent_id = below.id
         )
         SELECT tag_word.word FROM tag_word JOIN below ON tag_word.tag_id = below.id ORDER BY tag_word.word",
        [own.clone().into()],
    );
    let rows = connection.query_all_raw(statement).await?;
    if rows.is_empty() {
        return Ok(vec![own]);
    }
    rows.iter().map(|row| Ok(row.try_get("", "word")?)).collect()
}
