//! A pilot is an experiment: digitise a few items, invite people, watch what comes of it, decide.
//!
//! It runs from the first invitation on, once nothing else is missing ([`life`]). What came of it
//! ([`uptake`]) counts people and never names one.

mod addresses;
mod answers;
mod bounces;
mod clones;
mod cohort;
mod enrolment;
pub(crate) mod entity;
mod file;
mod invitations;
pub(crate) mod letters;
pub mod life;
pub mod money;
mod rules;
pub mod sheet;
mod uptake;

pub use answers::{answer, by_code, opened};
pub use bounces::{Bounce, bounced};
pub use clones::spread;
pub(crate) use cohort::is_compared;
pub use cohort::{cohort, compare};
pub use enrolment::{enrol, enrolment, open_enrolment};
pub use invitations::{invite, invite_file};
pub(crate) use uptake::{any_to_count, count_due, time_zone};
pub use uptake::{uptake, uptake_csv, uptake_details, uptake_xlsx};

use crate::{
    Environment, Error, Result,
    accounts::Manager,
    clock::moment,
    database::{code, json, stored},
    inventory::entity as inventory,
};
use contract::{
    ItemId, LangMap, PilotId,
    pilots::{PilotDetails, PilotFields, PilotState, PilotSummary},
};
use entity::{item, pilot};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Writes down an idea for a pilot.
///
/// # Errors
/// [`Error::Invalid`] naming the fields.
pub async fn create(env: &Environment, manager: &Manager, fields: PilotFields) -> Result<PilotDetails> {
    let fields = accepted(fields)?;
    let id = PilotId(env.new_id());
    let transaction = env.db.begin().await?;
    pilot::ActiveModel {
        id: Set(id.0),
        title: Set(json(&fields.title)?),
        hypothesis: Set(json(&fields.hypothesis)?.to_string()),
        state: Set(PilotState::Idea.code().to_owned()),
        starts_on: Set(fields.starts_on),
        ends_on: Set(fields.ends_on),
        targets: Set(json(&fields.targets)?),
        version: Set(1),
        created_by: Set(manager.id.0),
        created_at: Set(env.clock.now_ms()),
        ..Default::default()
    }
    .insert(&transaction)
    .await?;
    set_items(&transaction, id, &fields.item_ids).await?;
    transaction.commit().await?;
    get(env, manager, id).await
}

/// A whole pilot.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn get(env: &Environment, _: &Manager, id: PilotId) -> Result<PilotDetails> {
    let row = pilot::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    details(env.db.reader(), row).await
}

async fn details(connection: &impl ConnectionTrait, row: pilot::Model) -> Result<PilotDetails> {
    let id = PilotId(row.id);
    let items = item::Entity::find()
        .filter(item::Column::PilotId.eq(id.0))
        .order_by_asc(item::Column::Position)
        .all(connection)
        .await?;
    Ok(PilotDetails {
        id,
        state: code(&row.state)?,
        fields: PilotFields {
            title: stored(row.title)?,
            hypothesis: hypothesis(row.hypothesis),
            item_ids: items.into_iter().map(|row| ItemId(row.item_id)).collect(),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            targets: stored(row.targets)?,
        },
        version: row.version,
        created_at: moment(row.created_at),
    })
}

/// What the column holds: a language map, or the plain text that the first release wrote.
fn hypothesis(text: String) -> LangMap {
    serde_json::from_str(&text).unwrap_or_else(|_| LangMap::both(text, ""))
}

/// Writes a pilot anew. `based_on` is the version that was read before writing.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; [`Error::Conflict`] with `changed_meanwhile` when
/// someone else wrote in between; [`Error::NotFound`].
pub async fn change(
    env: &Environment,
    manager: &Manager,
    id: PilotId,
    based_on: i64,
    fields: PilotFields,
) -> Result<PilotDetails> {
    let fields = accepted(fields)?;
    let transaction = env.db.begin().await?;
    sheet::keep(env, &transaction, manager, id, based_on).await?;
    let done = pilot::Entity::update_many()
        .set(pilot::ActiveModel {
            title: Set(json(&fields.title)?),
            hypothesis: Set(json(&fields.hypothesis)?.to_string()),
            starts_on: Set(fields.starts_on),
            ends_on: Set(fields.ends_on),
            targets: Set(json(&fields.targets)?),
            version: Set(based_on.saturating_add(1)),
            ..Default::default()
        })
        .filter(pilot::Column::Id.eq(id.0))
        .filter(pilot::Column::Version.eq(based_on))
        .exec(&transaction)
        .await?;
    if done.rows_affected == 0 {
        let known = pilot::Entity::find_by_id(id.0).one(&transaction).await?.is_some();
        return Err(if known { Error::Conflict("changed_meanwhile") } else { Error::NotFound });
    }
    item::Entity::delete_many().filter(item::Column::PilotId.eq(id.0)).exec(&transaction).await?;
    set_items(&transaction, id, &fields.item_ids).await?;
    transaction.commit().await?;
    get(env, manager, id).await
}

/// Every pilot, the newest first.
///
/// # Errors
/// Only when the database fails.
pub async fn list(env: &Environment, _: &Manager) -> Result<Vec<PilotSummary>> {
    let rows = pilot::Entity::find().order_by_desc(pilot::Column::Id).all(env.db.reader()).await?;
    let counted: Vec<(Uuid, i64)> = item::Entity::find()
        .select_only()
        .column(item::Column::PilotId)
        .column_as(item::Column::ItemId.count(), "items")
        .group_by(item::Column::PilotId)
        .into_tuple()
        .all(env.db.reader())
        .await?;
    let items: HashMap<Uuid, i64> = counted.into_iter().collect();
    rows.into_iter()
        .map(|row| {
            Ok(PilotSummary {
                id: PilotId(row.id),
                title: stored(row.title)?,
                state: code(&row.state)?,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
                items: items.get(&row.id).and_then(|count| u32::try_from(*count).ok()).unwrap_or_default(),
            })
        })
        .collect()
}

fn accepted(fields: PilotFields) -> Result<PilotFields> {
    let fields = rules::tidy(fields);
    let problems = rules::problems(&fields);
    if problems.is_empty() { Ok(fields) } else { Err(Error::Invalid(problems)) }
}

async fn set_items(transaction: &DatabaseTransaction, pilot: PilotId, items: &[ItemId]) -> Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    let known = inventory::Entity::find()
        .filter(inventory::Column::Id.is_in(items.iter().map(|item| item.0)))
        .count(transaction)
        .await?;
    if usize::try_from(known).ok() != Some(items.len()) {
        return Err(Error::field("item_ids", "unknown_item"));
    }
    let rows = items.iter().zip(0..).map(|(item, position)| item::ActiveModel {
        pilot_id: Set(pilot.0),
        item_id: Set(item.0),
        position: Set(position),
    });
    item::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    Ok(())
}
