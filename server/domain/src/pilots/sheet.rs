//! The sheet of a pilot, its former versions, and what is said about it.

use super::{
    entity::{comment, pilot, version},
    life,
};
use crate::{
    Environment, Error, Result,
    accounts::Manager,
    clock::moment,
    database::{json, stored},
};
use contract::{
    PilotId, limits,
    pilots::sheet::{Comment, NewComment, Revision, Sheet, SheetDetails, changes},
    problem::FieldProblem,
    text::printable,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JsonValue, QueryFilter, QueryOrder,
    QuerySelect,
};

/// Most comments that are shown.
const COMMENTS: u64 = 200;

/// The sheet of a pilot; an empty one where nothing is written yet.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn sheet(env: &Environment, _: &Manager, id: PilotId) -> Result<SheetDetails> {
    let row = pilot::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    Ok(SheetDetails { version: row.version, sheet: of_row(&row)? })
}

/// Writes the sheet anew; what stood there before is kept as a version. `based_on` is the version of the
/// pilot that was read before writing.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; [`Error::Conflict`] with `changed_meanwhile`; [`Error::NotFound`].
pub async fn write(
    env: &Environment,
    manager: &Manager,
    id: PilotId,
    based_on: i64,
    new: Sheet,
) -> Result<SheetDetails> {
    let new = new.tidy();
    let problems = new.problems();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let transaction = env.db.begin().await?;
    keep(env, &transaction, manager, id, based_on).await?;
    let done = pilot::Entity::update_many()
        .set(pilot::ActiveModel {
            sheet: Set(Some(json(&new)?)),
            version: Set(based_on.saturating_add(1)),
            ..Default::default()
        })
        .filter(pilot::Column::Id.eq(id.0))
        .filter(pilot::Column::Version.eq(based_on))
        .exec(&transaction)
        .await?;
    if done.rows_affected == 0 {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    transaction.commit().await?;
    sheet(env, manager, id).await
}

pub(super) fn of_row(row: &pilot::Model) -> Result<Sheet> {
    row.sheet.clone().map(stored).transpose().map(Option::unwrap_or_default)
}

/// Keeps what stands in a pilot at this version before it is written anew. Where it stands at another, there
/// is nothing to keep: who writes is told so by the change itself.
pub(super) async fn keep(
    env: &Environment,
    connection: &impl ConnectionTrait,
    manager: &Manager,
    id: PilotId,
    based_on: i64,
) -> Result<()> {
    let row = life::hold(env, connection, id).await?;
    if row.version != based_on {
        return Ok(());
    }
    let sheet = json(&of_row(&row)?)?;
    let fields = json(&super::details(connection, row).await?.fields)?;
    version::ActiveModel {
        pilot_id: Set(id.0),
        version: Set(based_on),
        fields: Set(fields),
        sheet: Set(sheet),
        replaced_by: Set(manager.name.clone()),
        replaced_at: Set(env.clock.now_ms()),
    }
    .insert(connection)
    .await?;
    Ok(())
}

/// Every change of what is written of a pilot, the latest first.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn revisions(env: &Environment, _: &Manager, id: PilotId) -> Result<Vec<Revision>> {
    let row = pilot::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let sheet = json(&of_row(&row)?)?;
    let fields = json(&super::details(env.db.reader(), row).await?.fields)?;
    let mut later = whole(fields, sheet);
    let kept = version::Entity::find()
        .filter(version::Column::PilotId.eq(id.0))
        .order_by_desc(version::Column::Version)
        .all(env.db.reader())
        .await?;
    let mut revisions = Vec::new();
    for row in kept {
        let before = whole(row.fields, row.sheet);
        let changes = changes(&before, &later);
        revisions.push(Revision {
            version: row.version + 1,
            by: row.replaced_by,
            at: moment(row.replaced_at),
            changes: changes.into_iter().filter(|change| change.field != "format").collect(),
        });
        later = before;
    }
    Ok(revisions)
}

/// Fields and sheet as one object.
fn whole(fields: JsonValue, sheet: JsonValue) -> JsonValue {
    let mut all = serde_json::Map::new();
    for part in [fields, sheet] {
        if let JsonValue::Object(part) = part {
            all.extend(part);
        }
    }
    JsonValue::Object(all)
}

/// Says something about a pilot.
///
/// # Errors
/// [`Error::Invalid`] when it says nothing, or too much; [`Error::NotFound`].
pub async fn say(env: &Environment, manager: &Manager, id: PilotId, new: &NewComment) -> Result<Vec<Comment>> {
    let text = printable(&new.text).trim().to_owned();
    if text.is_empty() {
        return Err(Error::field("text", "required"));
    }
    if text.chars().count() > limits::DESCRIPTION_CHARS {
        return Err(Error::Invalid(vec![FieldProblem::new("text", "too_long").with("max", limits::DESCRIPTION_CHARS)]));
    }
    pilot::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    comment::ActiveModel {
        id: Set(env.new_id()),
        pilot_id: Set(id.0),
        text: Set(text),
        by_name: Set(manager.name.clone()),
        at: Set(env.clock.now_ms()),
    }
    .insert(env.db.writer())
    .await?;
    comments(env, manager, id).await
}

/// What was said about a pilot, the latest first.
///
/// # Errors
/// Only when the database fails.
pub async fn comments(env: &Environment, _: &Manager, id: PilotId) -> Result<Vec<Comment>> {
    let rows = comment::Entity::find()
        .filter(comment::Column::PilotId.eq(id.0))
        .order_by_desc(comment::Column::At)
        .order_by_desc(comment::Column::Id)
        .limit(COMMENTS)
        .all(env.db.writer())
        .await?;
    Ok(rows.into_iter().map(|row| Comment { text: row.text, by: row.by_name, at: moment(row.at) }).collect())
}
