//! Changing the vocabulary. One change at a time: whoever changes a tag holds the one row of
//! `vocabulary_revision`, so that no two of them together make a circle or give two tags one word.

use super::{
    entity::{self, word},
    known::{Known, in_place},
    rewrite,
};
use crate::{Environment, Error, Result, accounts::Staff, catalogue, database::json};
use contract::{
    TagId,
    problem::FieldProblem,
    vocabulary::{SYNONYMS, TagDetails, TagFields},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};

/// Writes a new tag down. Items that carry one of its words carry the tag from then on.
///
/// # Errors
/// [`Error::Invalid`] naming the fields: `tag_taken` for a word that leads to another tag, which it names,
/// `tag_too_deep`, `unknown_tag` for a parent that is not there.
pub async fn create(env: &Environment, staff: &Staff, fields: TagFields) -> Result<TagDetails> {
    let fields = accepted(fields)?;
    let (tx, known) = held(env).await?;
    let id = TagId(env.new_id());
    are_free(&known, id, &fields)?;
    fits(&known, id, fields.parent)?;
    let now = env.clock.now_ms();
    let mut row = row(&fields)?;
    row.id = Set(id.0);
    row.version = Set(1);
    row.created_at = Set(now);
    row.updated_at = Set(now);
    row.insert(&tx).await?;
    lead(&tx, id, &fields).await?;
    let tag = TagDetails { id, word: fields.word().to_owned(), fields, version: 1 };
    finish(env, tx, staff, Some(&tag.fields)).await?;
    Ok(tag)
}

/// Changes a tag as a whole, based on the version that the writer had before their eyes. A name that it had
/// goes on leading to it, as a synonym; items carry its new one.
///
/// # Errors
/// As [`create`], and `tag_cycle` for a parent that stands under it; [`Error::Conflict`] with
/// `changed_meanwhile` when someone else was faster; [`Error::NotFound`].
pub async fn change(
    env: &Environment,
    staff: &Staff,
    id: TagId,
    based_on: i64,
    fields: TagFields,
) -> Result<TagDetails> {
    let (tx, known) = held(env).await?;
    let before = of_version(&known, id, based_on)?;
    let mut fields = accepted(fields)?;
    fields.synonyms.extend(before.fields.label.0.values().cloned());
    let fields = accepted(fields)?;
    are_free(&known, id, &fields)?;
    fits(&known, id, fields.parent)?;
    write(env, &tx, id, based_on, &fields).await?;
    let tag = TagDetails { id, word: fields.word().to_owned(), fields, version: based_on + 1 };
    finish(env, tx, staff, Some(&tag.fields)).await?;
    Ok(tag)
}

/// Makes one tag of two: whatever led to this one leads to the other, what stood under it stands under the
/// other, and items that carried it carry the other.
///
/// # Errors
/// [`Error::Invalid`] at `into` with `same_tag`, `unknown_tag`, `tag_too_deep` or `too_many` words;
/// [`Error::Conflict`] with `changed_meanwhile`; [`Error::NotFound`].
pub async fn merge(env: &Environment, staff: &Staff, id: TagId, based_on: i64, into: TagId) -> Result<TagDetails> {
    let (tx, known) = held(env).await?;
    let gone = of_version(&known, id, based_on)?;
    if into == id {
        return Err(Error::field("into", "same_tag"));
    }
    let kept = known.tag(into).ok_or_else(|| Error::field("into", "unknown_tag"))?;
    let mut fields = kept.fields.clone();
    // One that stands under the other takes its place, not one under itself.
    if known.line(into).iter().any(|above| above.id == id) {
        fields.parent = gone.fields.parent;
    }
    let mut parents = known.parents();
    parents.remove(&id);
    parents.values_mut().filter(|parent| **parent == Some(id)).for_each(|parent| *parent = Some(into));
    parents.insert(into, fields.parent);
    in_place(&parents, "into")?;
    fields.synonyms.extend(gone.fields.label.0.values().chain(&gone.fields.synonyms).cloned());
    let fields = fields.tidy();
    if fields.synonyms.len() > SYNONYMS {
        return Err(Error::Invalid(vec![FieldProblem::new("into", "too_many").with("max", SYNONYMS)]));
    }

    let statement = env.db.statement(
        "UPDATE tag SET parent_id = ?, version = version + 1 WHERE parent_id = ? AND id <> ?",
        [into.0.into(), id.0.into(), into.0.into()],
    );
    tx.execute_raw(statement).await?;
    word::Entity::delete_many().filter(word::Column::TagId.eq(id.0)).exec(&tx).await?;
    write(env, &tx, into, kept.version, &fields).await?;
    entity::Entity::delete_by_id(id.0).exec(&tx).await?;
    let tag = TagDetails { id: into, word: fields.word().to_owned(), fields, version: kept.version + 1 };
    finish(env, tx, staff, Some(&tag.fields)).await?;
    Ok(tag)
}

/// Takes a tag out of the vocabulary. Items keep the plain word.
///
/// # Errors
/// [`Error::Conflict`] with `tag_has_children` or `changed_meanwhile`; [`Error::NotFound`].
pub async fn delete(env: &Environment, staff: &Staff, id: TagId, based_on: i64) -> Result<()> {
    let (tx, known) = held(env).await?;
    of_version(&known, id, based_on)?;
    if known.children(Some(id)).next().is_some() {
        return Err(Error::Conflict("tag_has_children"));
    }
    word::Entity::delete_many().filter(word::Column::TagId.eq(id.0)).exec(&tx).await?;
    entity::Entity::delete_by_id(id.0).exec(&tx).await?;
    finish(env, tx, staff, None).await
}

/// A transaction in which nobody else changes the vocabulary, and what it finds.
async fn held(env: &Environment) -> Result<(DatabaseTransaction, Known)> {
    let tx = env.db.begin().await?;
    let statement = env.db.statement("UPDATE vocabulary_revision SET revision = revision + 1 WHERE id = 1", []);
    tx.execute_raw(statement).await?;
    let known = Known::read(&tx).await?;
    Ok((tx, known))
}

/// The fields as they will be stored, or what is wrong with them.
fn accepted(fields: TagFields) -> Result<TagFields> {
    let fields = fields.tidy();
    let problems = fields.problems();
    if problems.is_empty() { Ok(fields) } else { Err(Error::Invalid(problems)) }
}

fn of_version(known: &Known, id: TagId, based_on: i64) -> Result<&TagDetails> {
    let tag = known.tag(id).ok_or(Error::NotFound)?;
    if tag.version == based_on { Ok(tag) } else { Err(Error::Conflict("changed_meanwhile")) }
}

/// Whether no word of a tag leads to another one.
fn are_free(known: &Known, id: TagId, fields: &TagFields) -> Result<()> {
    let names = fields.label.0.iter().map(|(language, name)| (format!("label.{language}"), name));
    let words = names.chain(fields.synonyms.iter().map(|synonym| ("synonyms".to_owned(), synonym)));
    let taken = words.filter_map(|(field, text)| {
        let other = known.of_word(text).filter(|other| other.id != id)?;
        Some(FieldProblem::new(field, "tag_taken").with("word", text).with("tag", &other.word))
    });
    let problems: Vec<FieldProblem> = taken.collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Whether a tag may stand under this one.
fn fits(known: &Known, id: TagId, parent: Option<TagId>) -> Result<()> {
    if parent.is_some_and(|parent| parent != id && known.tag(parent).is_none()) {
        return Err(Error::field("parent", "unknown_tag"));
    }
    let mut parents = known.parents();
    parents.insert(id, parent);
    in_place(&parents, "parent")
}

fn row(fields: &TagFields) -> Result<entity::ActiveModel> {
    Ok(entity::ActiveModel {
        label: Set(json(&fields.label)?),
        word: Set(fields.word().to_owned()),
        parent_id: Set(fields.parent.map(|parent| parent.0)),
        synonyms: Set(json(&fields.synonyms)?),
        ..Default::default()
    })
}

/// Writes a tag's new fields over the row of this version, and which words lead to it.
async fn write(env: &Environment, tx: &DatabaseTransaction, id: TagId, version: i64, fields: &TagFields) -> Result<()> {
    let mut row = row(fields)?;
    row.version = Set(version + 1);
    row.updated_at = Set(env.clock.now_ms());
    let done = entity::Entity::update_many()
        .set(row)
        .filter(entity::Column::Id.eq(id.0))
        .filter(entity::Column::Version.eq(version))
        .exec(tx)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    word::Entity::delete_many().filter(word::Column::TagId.eq(id.0)).exec(tx).await?;
    lead(tx, id, fields).await
}

async fn lead(tx: &DatabaseTransaction, id: TagId, fields: &TagFields) -> Result<()> {
    let words = fields.words().into_iter().map(|word| word::ActiveModel { word: Set(word), tag_id: Set(id.0) });
    word::Entity::insert_many(words).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes the items anew that carry this tag, and has the catalogue read anew.
async fn finish(env: &Environment, tx: DatabaseTransaction, staff: &Staff, tag: Option<&TagFields>) -> Result<()> {
    if let Some(tag) = tag {
        rewrite::settle(env, &tx, staff, tag).await?;
    }
    catalogue::changed(env, &tx).await?;
    tx.commit().await?;
    env.catalogue.look_again();
    Ok(())
}
