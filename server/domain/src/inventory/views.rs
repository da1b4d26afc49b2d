//! The views that every inventory has.

use super::entity;
use crate::{Environment, Result, accounts::Staff, clock::DAY_MS};
use contract::views::{ItemView, STALE_DAYS};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

/// What an item of a view is like. Both databases read a language of a map by `->>`.
///
/// The list counts every view each time it is shown. What is untranslated or incomplete is therefore also the
/// condition of an index (`m0019_instant.rs`), which a database only uses for the very same words.
pub(super) fn condition(now_ms: i64, view: ItemView) -> Condition {
    match view {
        ItemView::DigitalUnpublished => Condition::all()
            .add(Expr::cust(
                "item.id IN (SELECT recording.item_id FROM recording WHERE recording.state = 'ready'
                 AND recording.deleted_at IS NULL AND recording.companion_of IS NULL)",
            ))
            .add(Expr::cust(
                "NOT EXISTS (SELECT 1 FROM session WHERE session.item_id = item.id AND session.state = 'published')",
            )),
        ItemView::MissingTranslation => Condition::any()
            .add(Expr::cust("item.title ->> 'fr' IS NULL"))
            .add(Expr::cust("item.title ->> 'en' IS NULL"))
            .add(Expr::cust("(item.description ->> 'fr' IS NULL) <> (item.description ->> 'en' IS NULL)")),
        ItemView::MissingFields => Condition::any()
            .add(Expr::cust("CAST(item.description AS TEXT) = '{}'"))
            .add(entity::Column::DurationMinutes.is_null())
            .add(entity::Column::Language.is_null())
            .add(entity::Column::Centre.is_null()),
        ItemView::Stale => Condition::all().add(entity::Column::UpdatedAt.lt(now_ms - STALE_DAYS * DAY_MS)),
    }
}

/// How many items each view shows.
///
/// # Errors
/// Only when the database fails.
pub async fn counts(env: &Environment, _: &Staff) -> Result<Vec<(ItemView, u64)>> {
    let mut counts = Vec::new();
    for view in ItemView::ALL {
        let shown = entity::Entity::find().filter(condition(env.clock.now_ms(), *view));
        counts.push((*view, shown.count(env.db.reader()).await?));
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use migrations::{Migrator, Steps};
    use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbBackend, QueryTrait, Statement};

    #[tokio::test]
    async fn what_the_list_counts_each_time_is_read_from_an_index() {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1);
        let db = Database::connect(options).await.expect("connected");
        Migrator::up(&db, None).await.expect("migrated");
        for (view, index) in [
            (ItemView::MissingTranslation, "item_untranslated"),
            (ItemView::MissingFields, "item_incomplete"),
            (ItemView::Stale, "item_by_change"),
        ] {
            let Statement { sql, values, .. } =
                entity::Entity::find().filter(condition(0, view)).build(DbBackend::Sqlite);
            let sql = format!("EXPLAIN QUERY PLAN SELECT COUNT(*) FROM ({sql})");
            let plan =
                db.query_all_raw(Statement { sql, values, db_backend: DbBackend::Sqlite }).await.expect("explained");
            let steps: Vec<String> = plan.iter().map(|step| step.try_get("", "detail").expect("a step")).collect();
            assert!(steps.iter().any(|step| step.contains(index)), "{view:?}: {steps:?}");
        }
    }
}
