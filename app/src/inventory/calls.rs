//! Calls about items.

use super::{ItemForm, bulk::Asked, fields::explained};
use crate::{
    address::Place,
    desk::{self, answer, env, fail, go, go_to, signed_in},
    problem::Problem,
};
use contract::{BulkId, ChangeId, ImportId, ItemId, changes::BulkChange};
use domain::inventory::{self, imports};
use leptos::prelude::*;

/// Writes a new item down, and shows it.
#[server(prefix = "/call", endpoint = "inventory/create")]
pub async fn create_item(item: ItemForm) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let fields = item.fields().map_err(fail)?;
    let item = answer(inventory::create(&env()?, &staff, fields).await).map_err(explained)?;
    go_to(Place::Item(item.id), "saved");
    Ok(())
}

/// Changes an item that was read at a version, and shows it.
#[server(prefix = "/call", endpoint = "inventory/change")]
pub async fn change_item(id: ItemId, based_on: i64, item: ItemForm) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let fields = item.fields().map_err(fail)?;
    answer(inventory::change(&env()?, &staff, id, based_on, fields).await).map_err(explained)?;
    go_to(Place::Item(id), "saved");
    Ok(())
}

/// Removes an item that has no recordings, and shows the inventory.
#[server(prefix = "/call", endpoint = "inventory/delete")]
pub async fn delete_item(id: ItemId, based_on: i64) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(inventory::delete(&env()?, &staff, id, based_on).await)?;
    go_to(Place::Inventory, "deleted");
    Ok(())
}

/// Puts one field of an item back to what stood there before a change.
#[server(prefix = "/call", endpoint = "inventory/put-back")]
pub async fn put_back(item: ItemId, change: ChangeId, field: String, based_on: i64) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(inventory::put_back(&env()?, &staff, item, change, &field, based_on).await).map_err(explained)?;
    go_to(Place::Item(item), "put-back-field");
    Ok(())
}

/// Makes one change to many items; `items` is the query that names them.
#[server(prefix = "/call", endpoint = "inventory/bulk")]
pub async fn apply_bulk(items: String, field: String, value: Option<String>) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let chosen = Asked::of(desk::pairs(&items)).chosen();
    let field = field.parse().map_err(|()| fail(Problem::field("field", "unknown_choice")))?;
    let change = BulkChange { field, value: value.unwrap_or_default() };
    let report = answer(inventory::bulk::apply(&env()?, &staff, &chosen, &change).await)?;
    let id = report.id.map(|id| id.to_string()).unwrap_or_default();
    let pairs = [("done", "bulk"), ("bulk", &id), ("changed", &report.changed.to_string())];
    go(&Place::Inventory.with(desk::locale(), &pairs));
    Ok(())
}

/// Takes one change to many items back.
#[server(prefix = "/call", endpoint = "inventory/bulk-undo")]
pub async fn undo_bulk(id: BulkId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let undone = answer(inventory::bulk::undo(&env()?, &staff, id).await)?;
    let pairs =
        [("done", "undone"), ("restored", &undone.restored.to_string()), ("kept", &undone.kept.len().to_string())];
    go(&Place::Inventory.with(desk::locale(), &pairs));
    Ok(())
}

/// Reads an import's file again with these of its columns as these of ours, name by name, and shows the
/// report.
#[server(prefix = "/call", endpoint = "inventory/map-columns")]
pub async fn map_columns(
    id: ImportId,
    #[server(default)] names: Vec<String>,
    #[server(default)] columns: Vec<String>,
    #[server(default)] check_only: bool,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let said = names.into_iter().zip(columns).collect();
    let import = answer(imports::map(&env()?, &staff, id, said, check_only).await)?;
    go_to(Place::Import(import), "");
    Ok(())
}

/// Writes exactly what a check found, and shows how that goes.
#[server(prefix = "/call", endpoint = "inventory/apply-import")]
pub async fn apply_import(id: ImportId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let import = answer(imports::apply(&env()?, &staff, id).await)?;
    go_to(Place::Import(import), "");
    Ok(())
}
