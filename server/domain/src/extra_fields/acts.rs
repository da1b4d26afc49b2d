//! Saying which fields there are. One change at a time: each holds the fields and then raises the catalogue's
//! revision, by which every process learns of it, and holds that row until its end.

use super::entity;
use crate::{
    Environment, Error, Result,
    accounts::{Manager, Staff},
    catalogue,
    clock::moment,
    database::{code, json, stored},
};
use contract::{
    ExtraFieldId,
    extra_fields::{ExtraChoice, ExtraFieldDetails, ExtraFieldFields, FIELDS, PREFIX, code_of},
    problem::FieldProblem,
    text::folded,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

/// Every field in its place, those that are retired among them.
///
/// # Errors
/// Only when the database fails.
pub async fn list(env: &Environment, _: &Staff) -> Result<Vec<ExtraFieldDetails>> {
    known(env.db.reader()).await
}

/// One field.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(env: &Environment, _: &Staff, id: ExtraFieldId) -> Result<ExtraFieldDetails> {
    details(entity::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?)
}

/// Every field in its place: a hundred at the most.
pub(crate) async fn known<C: ConnectionTrait>(connection: &C) -> Result<Vec<ExtraFieldDetails>> {
    let rows = entity::Entity::find().order_by_asc(entity::Column::Position).order_by_asc(entity::Column::Id);
    rows.all(connection).await?.into_iter().map(details).collect()
}

/// The same, held by a transaction that writes what items hold: until its end nobody takes a value away, and who
/// is taking one away is waited for. It comes before everything else that the transaction holds.
pub(crate) async fn held_known(tx: &DatabaseTransaction) -> Result<Vec<ExtraFieldDetails>> {
    entity::Entity::find().order_by_asc(entity::Column::Id).lock_shared().all(tx).await?;
    known(tx).await
}

/// Makes a new field. Its code, and those of its values, are made from their names.
///
/// # Errors
/// [`Error::Invalid`] naming the fields: `label_taken` for the name of another field in use;
/// [`Error::Conflict`] with `fields_full` when forty are in use.
pub async fn create(env: &Environment, manager: &Manager, fields: ExtraFieldFields) -> Result<ExtraFieldDetails> {
    let (tx, known) = held(env, manager).await?;
    let fields = accepted(&known, None, fields)?;
    let id = ExtraFieldId(env.new_id());
    let now = env.clock.now_ms();
    let field = entity::ActiveModel {
        id: Set(id.0),
        code: Set(code_of(&fields.label, PREFIX, |code| known.iter().any(|field| field.code == code))),
        label: Set(json(&fields.label)?),
        kind: Set(fields.kind.code().to_owned()),
        choices: Set(json(&fields.choices)?),
        position: Set(i32::try_from(known.len()).unwrap_or(i32::MAX)),
        version: Set(1),
        created_at: Set(now),
        retired_at: Set(fields.retired.then_some(now)),
    };
    field.insert(&tx).await?;
    place(&tx, id, fields.position).await?;
    finish(env, tx, id).await
}

/// Changes a field as a whole, based on the version that the writer had before their eyes: its name, its
/// values, its place, and whether it is retired. Its code stays, and so do those of the values that are there.
///
/// # Errors
/// As [`create`], and `kind_is_fixed` for another kind, `choice_in_use` for a value that is taken away and
/// that items hold; [`Error::Conflict`] with `changed_meanwhile`; [`Error::NotFound`].
pub async fn change(
    env: &Environment,
    manager: &Manager,
    id: ExtraFieldId,
    based_on: i64,
    fields: ExtraFieldFields,
) -> Result<ExtraFieldDetails> {
    let (tx, known) = held(env, manager).await?;
    let before = known.iter().find(|field| field.id == id).ok_or(Error::NotFound)?;
    if before.version != based_on {
        return Err(Error::Conflict("changed_meanwhile"));
    }
    let fields = accepted(&known, Some(before), fields)?;
    for gone in before.fields.choices.iter().filter(|choice| fields.choice(&choice.code).is_none()) {
        is_free(env, &tx, &before.code, gone).await?;
    }
    let retired_at = match (fields.retired, before.retired_at) {
        (true, Some(at)) => Some(at.as_millisecond()),
        (true, None) => Some(env.clock.now_ms()),
        (false, _) => None,
    };
    let row = entity::ActiveModel {
        label: Set(json(&fields.label)?),
        choices: Set(json(&fields.choices)?),
        version: Set(based_on + 1),
        retired_at: Set(retired_at),
        ..Default::default()
    };
    entity::Entity::update_many().set(row).filter(entity::Column::Id.eq(id.0)).exec(&tx).await?;
    if fields.position != before.fields.position {
        place(&tx, id, fields.position).await?;
    }
    finish(env, tx, id).await
}

/// A transaction in which nobody else says which fields there are, and what it finds.
async fn held(env: &Environment, _: &Manager) -> Result<(DatabaseTransaction, Vec<ExtraFieldDetails>)> {
    let tx = env.db.begin().await?;
    // Before the catalogue's revision: who waits here for a batch of an import holds nothing that others need.
    entity::Entity::find().order_by_asc(entity::Column::Id).lock_exclusive().all(&tx).await?;
    catalogue::changed(env, &tx).await?;
    let known = known(&tx).await?;
    Ok((tx, known))
}

/// What is said of a field as it will be stored, or what is wrong with it.
fn accepted(
    known: &[ExtraFieldDetails],
    before: Option<&ExtraFieldDetails>,
    fields: ExtraFieldFields,
) -> Result<ExtraFieldFields> {
    let mut fields = fields.tidy();
    let mut problems = fields.problems();
    if before.is_some_and(|before| before.fields.kind != fields.kind) {
        problems.push(FieldProblem::new("kind", "kind_is_fixed"));
    }
    let others =
        move || known.iter().filter(move |field| before.is_none_or(|own| own.id != field.id) && !field.fields.retired);
    let names = |field: &ExtraFieldFields| field.label.0.values().map(|name| folded(name)).collect::<Vec<_>>();
    if !fields.retired {
        let own = names(&fields);
        if others().any(|field| names(&field.fields).iter().any(|name| own.contains(name))) {
            problems.push(FieldProblem::new("label", "label_taken"));
        }
        if others().count() >= FIELDS {
            return Err(Error::Conflict("fields_full"));
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let there = before.map(|before| before.fields.choices.as_slice()).unwrap_or_default();
    let mut codes: Vec<String> = there.iter().map(|choice| choice.code.clone()).collect();
    let mut named: Vec<String> = Vec::new();
    for choice in &mut fields.choices {
        let is_there = there.iter().any(|known| known.code == choice.code) && !named.contains(&choice.code);
        if !is_there {
            choice.code = code_of(&choice.label, "", |code| codes.iter().any(|known| known == code));
            codes.push(choice.code.clone());
        }
        named.push(choice.code.clone());
    }
    // A code is understood before a name: a name that is another value's code would mean that one.
    for choice in &fields.choices {
        let is_other = |name: &&String| {
            let said = folded(name);
            fields.choices.iter().any(|other| other.code != choice.code && other.code == said)
        };
        if let Some(name) = choice.label.0.values().find(is_other) {
            return Err(Error::Invalid(vec![FieldProblem::new("choices", "choice_twice").with("name", name)]));
        }
    }
    Ok(fields)
}

/// Whether no item holds a value that is taken away.
async fn is_free(env: &Environment, tx: &DatabaseTransaction, field: &str, choice: &ExtraChoice) -> Result<()> {
    // The code is one that we made, of letters, digits and low lines.
    let sql = format!("SELECT COUNT(*) AS items FROM item WHERE (particulars -> 'extras' ->> '{field}') = ?");
    let row = tx.query_one_raw(env.db.statement(&sql, [choice.code.clone().into()])).await?;
    let items: i64 = row.map(|row| row.try_get("", "items")).transpose()?.unwrap_or_default();
    if items == 0 {
        return Ok(());
    }
    let name = choice.label.pick(contract::Locale::Fr);
    Err(Error::Invalid(vec![FieldProblem::new("choices", "choice_in_use").with("name", name).with("count", items)]))
}

/// Puts a field in its place among the others, and each of these in the one that follows from it.
async fn place(tx: &DatabaseTransaction, id: ExtraFieldId, wanted: u32) -> Result<()> {
    let mut order = known(tx).await?;
    let Some(now) = order.iter().position(|field| field.id == id) else { return Ok(()) };
    let moved = order.remove(now);
    let to = usize::try_from(wanted).unwrap_or(usize::MAX).min(order.len());
    order.insert(to, moved);
    for (place, field) in (0_u32..).zip(&order) {
        if field.fields.position != place {
            let row =
                entity::ActiveModel { position: Set(i32::try_from(place).unwrap_or(i32::MAX)), ..Default::default() };
            entity::Entity::update_many().set(row).filter(entity::Column::Id.eq(field.id.0)).exec(tx).await?;
        }
    }
    Ok(())
}

async fn finish(env: &Environment, tx: DatabaseTransaction, id: ExtraFieldId) -> Result<ExtraFieldDetails> {
    let field = details(entity::Entity::find_by_id(id.0).one(&tx).await?.ok_or(Error::NotFound)?)?;
    tx.commit().await?;
    env.catalogue.look_again();
    Ok(field)
}

fn details(row: entity::Model) -> Result<ExtraFieldDetails> {
    Ok(ExtraFieldDetails {
        id: ExtraFieldId(row.id),
        code: row.code,
        fields: ExtraFieldFields {
            label: stored(row.label)?,
            kind: code(&row.kind)?,
            choices: stored(row.choices)?,
            position: u32::try_from(row.position).unwrap_or_default(),
            retired: row.retired_at.is_some(),
        },
        version: row.version,
        created_at: moment(row.created_at),
        retired_at: row.retired_at.map(moment),
    })
}
