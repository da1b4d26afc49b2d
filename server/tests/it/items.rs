//! The inventory through the REST API.

use crate::world::{Asker, PASSWORD, World, send};
use contract::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

async fn patch(staff: &Asker, id: &str, tag: Option<&str>, body: Value) -> crate::world::Answer {
    let mut request = staff.request(Method::PATCH, &format!("/api/v1/items/{id}")).json(&body);
    if let Some(tag) = tag {
        request = request.header("if-match", tag);
    }
    send(request).await
}

#[tokio::test]
async fn an_item_is_written_read_changed_and_deleted() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let new = json!({"kind": "class", "title": {"fr": "Yoga doux", "en": "Gentle yoga"}, "tags": ["yoga"],
        "level": "beginner", "duration_minutes": 20, "equipment": ["tapis"], "language": "fr",
        "instructor": "Ana", "centre": "Centre-ville", "source_key": "A-1"});
    let created = staff.post("/api/v1/items", &new).await;
    assert_eq!(created.status, 201, "{}", created.text());
    let item = created.value();
    for (field, value) in new.as_object().expect("an object") {
        assert_eq!(&item[field], value, "{field}");
    }
    assert_eq!((&item["status"], &item["version"]), (&json!("identified"), &json!(1)));
    let id = created.json("id");
    assert_eq!(created.header("location"), format!("/api/v1/items/{id}"));
    assert_eq!(created.header("etag"), "\"1\"");

    let refused = patch(&staff, &id, None, json!({"tags": []})).await;
    assert_eq!((refused.status, refused.problem().as_str()), (428, "version_required"));
    let changed = patch(&staff, &id, Some("\"1\""), json!({"title": {"en": null}, "status": "assessed"})).await;
    assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""));
    assert_eq!(changed.value()["title"], json!({"fr": "Yoga doux"}));
    assert_eq!(changed.json("instructor"), "Ana");
    for stale in ["\"1\"", "W/\"2\"", "2", "\"x\""] {
        let late = patch(&staff, &id, Some(stale), json!({"tags": []})).await;
        assert_eq!((late.status, late.problem().as_str()), (412, "changed_meanwhile"), "{stale}");
    }

    let found = staff.get("/api/v1/items?q=yoga&kind=class&tag=yoga&status=assessed&limit=5").await.value();
    assert_eq!(
        (found["items"].as_array().map(Vec::len), &found["total"], &found["next"]),
        (Some(1), &json!(1), &Value::Null)
    );
    assert_eq!(staff.get("/api/v1/items?q=boxe").await.value()["items"], json!([]));

    let deleted = send(staff.request(Method::DELETE, &format!("/api/v1/items/{id}"))).await;
    assert_eq!(deleted.status, 204);
    assert_eq!(staff.get(&format!("/api/v1/items/{id}")).await.status, 404);
}

#[tokio::test]
async fn what_is_known_beside_the_name_is_kept_and_named_when_it_does_not_fit() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let new = json!({"kind": "class", "title": {"fr": "Yoga sur chaise"}, "position": "seated", "impact": "low",
        "space": "chair", "substitutes": {"haltères": "bouteilles d’eau"}, "age_from": 55, "audience": ["aînés"],
        "programme": "Bouger doux", "carrier": "disc", "place": "Armoire 3", "condition": "worn",
        "owner": "Léa", "review_on": "2027-03-01", "not_digitisable": {"fr": "La musique"}});
    let created = staff.post("/api/v1/items", &new).await;
    assert_eq!(created.status, 201, "{}", created.text());
    for (field, value) in new.as_object().expect("an object") {
        assert_eq!(&created.value()[field], value, "{field}");
    }
    for (field, value) in [("position", json!("upside_down")), ("review_on", json!("soon")), ("age_from", json!(-3))] {
        let mut wrong = new.clone();
        wrong[field] = value;
        let refused = staff.post("/api/v1/items", &wrong).await;
        assert_eq!((refused.status, &refused.value()["fields"][0]["field"]), (422, &json!(field)));
    }
}

#[tokio::test]
async fn changes_are_told_and_taken_back() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let [one, other] = [world.item(&staff, "Yoga").await, world.item(&staff, "Pilates").await];
    let change = json!({"items": [one, other], "change": {"field": "centre", "value": "Cartier"}, "check_only": true});
    let looked = staff.post("/api/v1/items/bulk", &change).await;
    assert_eq!((looked.status, &looked.value()["changed"], &looked.value()["id"]), (200, &json!(2), &Value::Null));
    let change = json!({"all_matching": {"q": "yoga"}, "change": {"field": "centre", "value": "Cartier"}});
    let done = staff.post("/api/v1/items/bulk", &change).await.value();
    assert_eq!(done["changed"], json!(1));
    let told = staff.get(&format!("/api/v1/items/{one}/changes")).await.value();
    assert_eq!(told["items"][0]["fields"], json!([{"field": "centre", "before": null, "after": "Cartier"}]), "{told}");
    let undo = format!("/api/v1/items/bulk/{}/undo", done["id"].as_str().expect("an id"));
    assert_eq!(staff.post(&undo, &json!({})).await.value(), json!({"restored": 1, "kept": []}));
    assert_eq!(staff.post(&undo, &json!({})).await.problem(), "undone_already");

    let back = json!({"change": told["items"][0]["id"], "field": "centre"});
    let request = staff.request(Method::POST, &format!("/api/v1/items/{one}/put-back")).json(&back);
    assert_eq!(send(request).await.problem(), "version_required");
    let nothing = staff.post("/api/v1/items/bulk", &json!({"change": {"field": "centre", "value": "x"}})).await;
    assert_eq!((nothing.status, &nothing.value()["fields"][0]["code"]), (422, &json!("nothing_chosen")));
}

#[tokio::test]
async fn an_item_with_recordings_stays() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Yoga").await;
    let begun = staff.post("/api/v1/recordings", &json!({"item_id": item, "filename": "a.mp4", "size": 10})).await;
    assert_eq!(begun.status, 201);
    assert_eq!(begun.json("upload_url"), format!("/uploads/{}", begun.json("id")));
    let kept = send(staff.request(Method::DELETE, &format!("/api/v1/items/{item}"))).await;
    assert_eq!((kept.status, kept.problem().as_str()), (409, "has_recordings"));
}

#[tokio::test]
async fn the_export_is_what_an_import_reads() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    world.item(&staff, "=cmd|calc").await;
    let table = staff.get("/api/v1/items.csv").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert!(table.header("content-disposition").starts_with("attachment"));
    assert!(table.text().starts_with("\u{feff}source_key,kind,title_fr"));
    assert!(table.text().contains("'=cmd|calc"));
}

#[tokio::test]
async fn what_is_on_the_shelf_gets_a_label_that_opens_it() {
    let world = World::new().await;
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Cassette bleue").await;
    world.item(&staff, "Cassette verte").await;
    let samuel = world.browser();
    samuel.sign_in("samuel").await;
    let labels = async |query: &str| samuel.get(&format!("/fr/inventaire/autocollants?{query}")).await;
    let count = |page: &str| page.matches("class=\"label__code\"").count();

    let one = labels(&format!("item={item}")).await;
    assert_eq!((one.status, count(one.text())), (200, 1), "{}", one.text());
    assert!(one.text().contains("Code qui ouvre la fiche «\u{a0}Cassette bleue\u{a0}»"), "{}", one.text());
    assert_eq!(count(labels("q=cassette").await.text()), 2);
    assert!(labels("q=introuvable").await.text().contains("Aucune fiche ne correspond"));
    for nothing in ["item=x", "item=00000000-0000-7000-8000-000000000000"] {
        assert_eq!(labels(nothing).await.status, 404, "{nothing}");
    }
}
