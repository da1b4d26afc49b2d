//! Writing items anew whose tag has another word now.

use super::Words;
use crate::{
    Environment, Result,
    accounts::Staff,
    inventory::{
        changes::{self, Author},
        entity, rows,
    },
};
use contract::{
    changes::{ChangeSource, differences},
    inventory::ItemFields,
    vocabulary::TagFields,
};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Items read at once: enough to be quick, few enough to hold.
const BATCH: u64 = 500;

/// Gives every item that carries a tag by any of its words the one that it carries from now on. Each item's
/// history says so.
pub(super) async fn settle(env: &Environment, tx: &DatabaseTransaction, staff: &Staff, tag: &TagFields) -> Result<()> {
    let words = tag.words();
    let carried =
        words.iter().fold(Condition::any(), |any, word| any.add(entity::Column::TagText.contains(format!("|{word}|"))));
    let words = Words::leading(&words, tag.word());
    let author = Author::of(staff, ChangeSource::Vocabulary);
    let mut after = Uuid::nil();
    loop {
        // Nobody else changes them until they are written.
        let found = entity::Entity::find()
            .filter(carried.clone())
            .filter(entity::Column::Id.gt(after))
            .order_by_asc(entity::Column::Id)
            .limit(BATCH)
            .lock_exclusive()
            .all(tx)
            .await?;
        let Some(last) = found.last() else { return Ok(()) };
        after = last.id;
        let (mut changed, mut entries) = (Vec::new(), Vec::new());
        for row in found {
            let before = rows::details(row.clone())?;
            let tags = words.on(&before.fields.tags);
            if tags != before.fields.tags {
                let fields = ItemFields { tags, ..before.fields.clone() };
                let differences = differences(&before.fields, &fields);
                entries.extend(changes::entry(env, before.id, before.version + 1, &differences, author)?);
                changed.push(rows::over(row, env.clock.now_ms(), &fields)?);
            }
        }
        rows::overwrite(tx, changed).await?;
        changes::told(tx, entries).await?;
    }
}
