//! The inventory.

use crate::web::{
    Web,
    extract::{self, BasedOn, Body, Id, Query},
    problem::Refusal,
    viewer::AsStaff,
};
use axum::{
    Json,
    extract::{FromRequestParts, State},
    response::{IntoResponse, Response},
};
use contract::{
    BulkId, ChangeId, ItemId, Page,
    changes::{BulkChange, BulkReport, BulkUndone, Chosen, ItemChange},
    extra_fields::PREFIX,
    inventory::{ItemDetails, ItemFields, ItemSearch},
};
use domain::inventory;
use http::{StatusCode, header::LOCATION, request::Parts};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(search, create))
        .routes(routes!(get, change, delete))
        .routes(routes!(changes))
        .routes(routes!(put_back))
        .routes(routes!(bulk))
        .routes(routes!(undo_bulk))
}

/// What an address asks of the inventory.
#[derive(Debug)]
pub(super) struct Wanted(pub ItemSearch);

impl<S: Send + Sync> FromRequestParts<S> for Wanted {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Query(mut search) = Query::<ItemSearch>::from_request_parts(parts, state).await?;
        let Query(asked) = Query::<BTreeMap<String, String>>::from_request_parts(parts, state).await?;
        // The organisation's own fields have whatever names it gave them.
        search.extras.extend(asked.into_iter().filter(|(name, _)| name.starts_with(PREFIX)));
        Ok(Self(search))
    }
}

/// Search the inventory.
#[utoipa::path(get, path = "/items", tag = "items", params(ItemSearch),
    responses((status = 200, body = Page<ItemDetails>)))]
async fn search(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Wanted(search): Wanted,
) -> Result<Json<Page<ItemDetails>>, Refusal> {
    Ok(Json(inventory::search(&web.env, &staff, &search).await?))
}

/// Write down an item.
#[utoipa::path(post, path = "/items", tag = "items", request_body = ItemFields,
    responses((status = 201, body = ItemDetails, headers(("ETag", description = "The item's version")))))]
async fn create(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(fields): Body<ItemFields>,
) -> Result<Response, Refusal> {
    let item = inventory::create(&web.env, &staff, fields).await?;
    let location = [(LOCATION, format!("{}/items/{}", super::PREFIX, item.id))];
    Ok((StatusCode::CREATED, location, extract::tag(item.version), Json(item)).into_response())
}

/// Read an item.
#[utoipa::path(get, path = "/items/{id}", tag = "items", params(("id" = ItemId, Path)),
    responses((status = 200, body = ItemDetails, headers(("ETag", description = "The item's version"))),
        (status = 308, description = "It was made one with the item at `Location`")))]
async fn get(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<ItemId>) -> Result<Response, Refusal> {
    let item = match inventory::get(&web.env, &staff, id).await {
        Err(domain::Error::NotFound) => return super::duplicates::moved(&web, &staff, id).await,
        found => found?,
    };
    Ok((extract::tag(item.version), Json(item)).into_response())
}

/// Change some fields of an item (RFC 7396). Needs `If-Match`.
#[utoipa::path(patch, path = "/items/{id}", tag = "items",
    params(("id" = ItemId, Path), ("If-Match" = String, Header, description = "The ETag that the change is based on")),
    request_body(content = Value, description = "The fields to change", content_type = "application/merge-patch+json"),
    responses((status = 200, body = ItemDetails), (status = 412, description = "Somebody else was faster"), (status = 428, description = "If-Match is missing")))]
async fn change(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
    based_on: BasedOn,
    Body(patch): Body<Value>,
) -> Result<Response, Refusal> {
    let based_on = based_on.required()?;
    let item = inventory::get(&web.env, &staff, id).await?;
    if item.version != based_on {
        return Err(extract::changed_meanwhile());
    }
    let fields = merged(&item.fields, patch)?;
    let item = inventory::change(&web.env, &staff, id, based_on, fields).await.map_err(extract::unless_changed)?;
    Ok((extract::tag(item.version), Json(item)).into_response())
}

/// What is written now, with the fields of a merge patch over it.
pub(super) fn merged<T: serde::Serialize + serde::de::DeserializeOwned>(now: &T, patch: Value) -> Result<T, Refusal> {
    if !patch.is_object() {
        return Err(Refusal::field(".", "wrong_type"));
    }
    let mut fields = serde_json::to_value(now).map_err(domain::Error::from)?;
    merge(&mut fields, patch);
    extract::value(fields)
}

/// RFC 7396, 2: `null` takes away, an object goes deeper, everything else replaces.
fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let Value::Object(fields) = target else { return };
    for (name, value) in patch {
        if value.is_null() {
            fields.remove(&name);
        } else {
            merge(fields.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// Delete an item that nothing was recorded of.
#[utoipa::path(delete, path = "/items/{id}", tag = "items", params(("id" = ItemId, Path)),
    responses((status = 204), (status = 409, description = "There are recordings of it")))]
async fn delete(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
    BasedOn(based_on): BasedOn,
) -> Result<StatusCode, Refusal> {
    let version = match based_on {
        Some(version) => version,
        None => inventory::get(&web.env, &staff, id).await?.version,
    };
    inventory::delete(&web.env, &staff, id, version).await.map_err(extract::unless_changed)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who changed what on an item, the latest first.
#[utoipa::path(get, path = "/items/{id}/changes", tag = "items", params(("id" = ItemId, Path)),
    responses((status = 200, body = Page<ItemChange>)))]
async fn changes(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
) -> Result<Json<Page<ItemChange>>, Refusal> {
    inventory::get(&web.env, &staff, id).await?;
    Ok(Json(Page::whole(inventory::changes(&web.env, &staff, id).await?)))
}

/// Which field of which change to put back.
#[derive(Deserialize, ToSchema)]
struct Back {
    change: ChangeId,
    field: String,
}

/// Put one field back to what stood there before a change. Needs `If-Match`.
#[utoipa::path(post, path = "/items/{id}/put-back", tag = "items", request_body = Back,
    params(("id" = ItemId, Path), ("If-Match" = String, Header, description = "The ETag that the change is based on")),
    responses((status = 200, body = ItemDetails), (status = 412, description = "Somebody else was faster")))]
async fn put_back(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
    based_on: BasedOn,
    Body(back): Body<Back>,
) -> Result<Response, Refusal> {
    let based_on = based_on.required()?;
    let item = inventory::put_back(&web.env, &staff, id, back.change, &back.field, based_on).await;
    let item = item.map_err(extract::unless_changed)?;
    Ok((extract::tag(item.version), Json(item)).into_response())
}

/// One change to many items.
#[derive(Deserialize, ToSchema)]
struct Bulk {
    /// Which items.
    #[serde(flatten)]
    chosen: Chosen,
    /// What to set.
    change: BulkChange,
    /// Only say what it would do.
    #[serde(default)]
    check_only: bool,
}

/// Make one change on many items, or look at what it would do.
#[utoipa::path(post, path = "/items/bulk", tag = "items", request_body = Bulk,
    responses((status = 200, body = BulkReport)))]
async fn bulk(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(bulk): Body<Bulk>,
) -> Result<Json<BulkReport>, Refusal> {
    let report = if bulk.check_only {
        inventory::bulk::preview(&web.env, &staff, &bulk.chosen, &bulk.change).await?
    } else {
        inventory::bulk::apply(&web.env, &staff, &bulk.chosen, &bulk.change).await?
    };
    Ok(Json(report))
}

/// Take one change to many items back.
#[utoipa::path(post, path = "/items/bulk/{id}/undo", tag = "items", params(("id" = BulkId, Path)),
    responses((status = 200, body = BulkUndone), (status = 409, description = "Taken back already")))]
async fn undo_bulk(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<BulkId>,
) -> Result<Json<BulkUndone>, Refusal> {
    Ok(Json(inventory::bulk::undo(&web.env, &staff, id).await?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{LangMap, inventory::Kind};
    use serde_json::json;

    #[test]
    fn a_patch_changes_what_it_names() {
        let mut item = ItemFields::new(Kind::Class, LangMap::both("Yoga doux", "Gentle yoga"));
        item.instructor = Some("Ana".into());
        item.tags = vec!["yoga".into()];
        let patch = json!({"title": {"en": "Soft yoga"}, "instructor": null, "tags": ["dos"], "duration_minutes": 20, "version": 7});
        let merged = merged(&item, patch).unwrap();
        assert_eq!(merged.title, LangMap::both("Yoga doux", "Soft yoga"));
        assert_eq!((merged.instructor, merged.duration_minutes), (None, Some(20)));
        assert_eq!(merged.tags, ["dos"]);
    }

    #[test]
    fn a_patch_that_does_not_fit_names_its_field() {
        let item = ItemFields::new(Kind::Class, LangMap::both("Yoga", ""));
        for (patch, field) in
            [(json!([1]), "."), (json!({"kind": null}), "kind"), (json!({"level": "expert"}), "level")]
        {
            let refusal = merged(&item, patch).unwrap_err();
            assert_eq!(refusal.problem().fields[0].field, field);
        }
    }
}
