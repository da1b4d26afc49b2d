//! The `import` table.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub filename: String,
    /// Where the file is kept; imports of the same file share it.
    pub object_key: String,
    /// Theirs to ours: as it was sent, then as the file was read.
    pub mapping: Json,
    pub check_only: bool,
    pub state: String,
    /// The report so far; `read` in it is where a new worker goes on.
    pub report: Json,
    pub created_by: Uuid,
    pub created_at: i64,
    /// The file's columns with examples, once it was read.
    pub columns: Option<Json>,
    /// The check whose outcome it writes.
    pub applies: Option<Uuid>,
    /// The import that writes what this check found.
    pub applied_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
