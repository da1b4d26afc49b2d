//! The `import_mapping` table: which column was said to be which, of files with the same columns.

use super::table::Mapping;
use crate::{
    Environment, Result,
    database::{json, stored},
    secret::hex,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, entity::prelude::*, sea_query::OnConflict};
use sha2::{Digest, Sha256};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_mapping")]
pub struct Model {
    /// The sum of the columns' names, whatever their order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub heads: String,
    pub mapping: Json,
    pub said_by: Uuid,
    pub said_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn sum(names: &[String]) -> String {
    let mut sum = Sha256::new();
    for name in names {
        sum.update(name.as_bytes());
        sum.update([0]);
    }
    hex(&sum.finalize())
}

/// What was said of files with these columns.
pub(super) async fn remembered(env: &Environment, names: &[String]) -> Result<Option<Mapping>> {
    let row = Entity::find_by_id(sum(names)).one(env.db.writer()).await?;
    row.map(|row| stored(row.mapping)).transpose()
}

/// Takes down what is said of files with these columns, in place of what was said before.
pub(super) async fn remember(
    connection: &impl ConnectionTrait,
    names: &[String],
    mapping: &Mapping,
    said_by: Uuid,
    now: i64,
) -> Result<()> {
    let row =
        ActiveModel { heads: Set(sum(names)), mapping: Set(json(mapping)?), said_by: Set(said_by), said_at: Set(now) };
    let over =
        OnConflict::column(Column::Heads).update_columns([Column::Mapping, Column::SaidBy, Column::SaidAt]).to_owned();
    Entity::insert(row).on_conflict(over).exec_without_returning(connection).await?;
    Ok(())
}
