//! The whole vocabulary in memory: a few hundred tags at most, with every word that leads to them.

use super::entity;
use crate::{Error, Result, database::stored};
use contract::{
    Locale, TagId,
    problem::FieldProblem,
    text::folded,
    vocabulary::{DEPTH, TagDetails, TagFields},
};
use sea_orm::{ConnectionTrait, EntityTrait};
use std::collections::HashMap;

/// Every tag as it was read.
#[derive(Debug, Default)]
pub(crate) struct Known {
    tags: HashMap<TagId, TagDetails>,
    words: HashMap<String, TagId>,
}

/// Which tag each stands under.
pub(super) type Parents = HashMap<TagId, Option<TagId>>;

impl Known {
    pub(crate) async fn read<C: ConnectionTrait>(connection: &C) -> Result<Self> {
        let mut known = Self::default();
        for row in entity::Entity::find().all(connection).await? {
            let details = details(row)?;
            known.words.extend(details.fields.words().into_iter().map(|word| (word, details.id)));
            known.tags.insert(details.id, details);
        }
        Ok(known)
    }

    pub(crate) fn tag(&self, id: TagId) -> Option<&TagDetails> {
        self.tags.get(&id)
    }

    /// The tag that a word leads to.
    pub(crate) fn of_word(&self, word: &str) -> Option<&TagDetails> {
        self.words.get(&folded(word.trim())).and_then(|id| self.tags.get(id))
    }

    /// The tag's own word; a word that leads to none stays as it is.
    pub(crate) fn canonical<'a>(&'a self, word: &'a str) -> &'a str {
        self.of_word(word).map_or(word, |tag| &tag.word)
    }

    /// How a reader of this language calls what a word leads to.
    pub(crate) fn label(&self, word: &str, locale: Locale) -> String {
        self.of_word(word).map_or(word, |tag| tag.fields.label.pick(locale)).to_owned()
    }

    /// How a reader of this language calls every tag.
    pub(crate) fn labels(&self, locale: Locale) -> Vec<String> {
        self.tags.values().map(|tag| tag.fields.label.pick(locale).to_owned()).collect()
    }

    /// A tag and those that it stands under, from below.
    pub(crate) fn line(&self, id: TagId) -> Vec<&TagDetails> {
        let mut line: Vec<&TagDetails> = Vec::new();
        let mut next = self.tags.get(&id);
        while let Some(tag) = next {
            // There are no circles; should there be one, it is walked once.
            if line.iter().any(|seen| seen.id == tag.id) {
                break;
            }
            line.push(tag);
            next = tag.fields.parent.and_then(|parent| self.tags.get(&parent));
        }
        line
    }

    pub(super) fn children(&self, id: Option<TagId>) -> impl Iterator<Item = &TagDetails> {
        self.tags.values().filter(move |tag| tag.fields.parent == id)
    }

    pub(super) fn parents(&self) -> Parents {
        self.tags.values().map(|tag| (tag.id, tag.fields.parent)).collect()
    }
}

/// Whether all tags are in their place, none of them under itself and none too deep.
///
/// # Errors
/// [`Error::Invalid`] with `tag_cycle` or `tag_too_deep` at this field.
pub(super) fn in_place(parents: &Parents, field: &str) -> Result<()> {
    for start in parents.keys() {
        let (mut at, mut levels) = (*start, 1);
        while let Some(Some(parent)) = parents.get(&at) {
            at = *parent;
            levels += 1;
            if levels > parents.len() {
                return Err(Error::field(field, "tag_cycle"));
            }
        }
        if levels > DEPTH {
            return Err(Error::Invalid(vec![FieldProblem::new(field, "tag_too_deep").with("max", DEPTH)]));
        }
    }
    Ok(())
}

fn details(row: entity::Model) -> Result<TagDetails> {
    let fields =
        TagFields { label: stored(row.label)?, parent: row.parent_id.map(TagId), synonyms: stored(row.synonyms)? };
    Ok(TagDetails { id: TagId(row.id), fields, word: row.word, version: row.version })
}
