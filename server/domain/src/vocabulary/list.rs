//! The vocabulary as staff read it: a tree, with how many items carry what.

use super::Known;
use crate::{Environment, Error, Result, accounts::Staff, database::stored};
use contract::{
    Locale, TagId,
    text::folded,
    vocabulary::{FREE_WORDS, FreeWord, TagDetails, TagUse, Vocabulary},
};
use futures::TryStreamExt;
use sea_orm::{FromQueryResult, JsonValue, StreamTrait};
use std::collections::{BTreeMap, HashMap, HashSet};

#[derive(FromQueryResult)]
struct Row {
    tags: JsonValue,
    items: i64,
}

/// How many items carry what.
#[derive(Default)]
struct Uses {
    own: HashMap<TagId, u64>,
    below: HashMap<TagId, u64>,
    /// By the folded word, each spelling with its count.
    free: HashMap<String, BTreeMap<String, u64>>,
}

/// Every tag in its place, those beside each other in the order of this language, and the words in use that
/// are no tag.
///
/// # Errors
/// Only when the database fails.
pub async fn list(env: &Environment, _: &Staff, locale: Locale) -> Result<Vocabulary> {
    let known = Known::read(env.db.reader()).await?;
    let uses = uses(env, &known).await?;
    let mut tags = Vec::new();
    branch(&known, &uses, locale, None, 0, &mut tags);
    let spelled = |spellings: BTreeMap<String, u64>| {
        let uses = spellings.values().sum();
        let word = spellings.into_iter().max_by_key(|(_, count)| *count).map(|(word, _)| word).unwrap_or_default();
        FreeWord { word, uses }
    };
    let mut free: Vec<FreeWord> = uses.free.into_values().map(spelled).collect();
    free.sort_by(|one, other| other.uses.cmp(&one.uses).then_with(|| folded(&one.word).cmp(&folded(&other.word))));
    free.truncate(FREE_WORDS);
    Ok(Vocabulary { tags, free })
}

/// One tag.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(env: &Environment, _: &Staff, id: TagId) -> Result<TagDetails> {
    Known::read(env.db.reader()).await?.tag(id).cloned().ok_or(Error::NotFound)
}

/// Counts item by item, those with the same tags at once.
async fn uses(env: &Environment, known: &Known) -> Result<Uses> {
    let statement = env.db.statement("SELECT tags, COUNT(*) AS items FROM item GROUP BY tags", []);
    let mut rows = env.db.reader().stream_raw(statement).await?;
    let mut uses = Uses::default();
    while let Some(row) = rows.try_next().await? {
        let Row { tags, items } = Row::from_query_result(&row, "")?;
        let items = u64::try_from(items).unwrap_or_default();
        let (mut own, mut below) = (HashSet::new(), HashSet::new());
        for word in stored::<Vec<String>>(tags)? {
            match known.of_word(&word) {
                Some(tag) => {
                    own.insert(tag.id);
                    below.extend(known.line(tag.id).into_iter().map(|tag| tag.id));
                }
                None => *uses.free.entry(folded(word.trim())).or_default().entry(word).or_default() += items,
            }
        }
        own.into_iter().for_each(|id| *uses.own.entry(id).or_default() += items);
        below.into_iter().for_each(|id| *uses.below.entry(id).or_default() += items);
    }
    Ok(uses)
}

/// Those under one tag, each followed by those under it.
fn branch(known: &Known, uses: &Uses, locale: Locale, parent: Option<TagId>, depth: u32, into: &mut Vec<TagUse>) {
    let mut children: Vec<_> = known.children(parent).collect();
    children.sort_by_key(|tag| (folded(tag.fields.label.pick(locale)), tag.id));
    for tag in children {
        let count = |of: &HashMap<TagId, u64>| of.get(&tag.id).copied().unwrap_or_default();
        into.push(TagUse { tag: tag.clone(), depth, uses: count(&uses.own), below: count(&uses.below) });
        branch(known, uses, locale, Some(tag.id), depth + 1, into);
    }
}
