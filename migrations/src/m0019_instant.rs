//! The inventory's list at once: what it counts each time it is shown is read from an index.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The conditions of `inventory/views.rs`, word for word.
const VIEWS: [&str; 2] = [
    "CREATE INDEX IF NOT EXISTS item_untranslated ON item (id) WHERE title ->> 'fr' IS NULL OR title ->> 'en' IS NULL
        OR (description ->> 'fr' IS NULL) <> (description ->> 'en' IS NULL)",
    "CREATE INDEX IF NOT EXISTS item_incomplete ON item (id) WHERE CAST(description AS TEXT) = '{}'
        OR duration_minutes IS NULL OR language IS NULL OR centre IS NULL",
];

/// What people narrow the list by. PostgreSQL refuses a row whose tags are longer than a third of a page of
/// its index, and reads rows fast enough.
const fn narrowed(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => "CREATE INDEX IF NOT EXISTS item_narrowed ON item (status, kind, tag_text, id)",
        _ => "CREATE INDEX IF NOT EXISTS item_narrowed ON item (status, kind, id)",
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in VIEWS.into_iter().chain([narrowed(manager.get_database_backend())]) {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
