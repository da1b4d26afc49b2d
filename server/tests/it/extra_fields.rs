//! The fields of the organisation's own, through the REST API and as plain forms.

use crate::world::{Answer, Asker, PASSWORD, World, send};
use contract::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

async fn patch(asker: &Asker, path: &str, version: i64, body: &Value) -> Answer {
    send(asker.request(Method::PATCH, path).header("if-match", format!("\"{version}\"")).json(body)).await
}

fn colours() -> Value {
    json!({"label": {"fr": "Couleur", "en": "Colour"}, "kind": "choice",
        "choices": [{"label": {"fr": "Rouge", "en": "Red"}}, {"label": {"fr": "Bleu", "en": "Blue"}}]})
}

#[tokio::test]
async fn a_field_is_made_and_changed_and_items_hold_and_are_found_by_it() {
    let world = World::new().await;
    let (staff, manager) = (world.program(Role::Staff).await, world.program(Role::Manager).await);
    let made = manager.post("/api/v1/extra-fields", &colours()).await;
    assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.text());
    assert_eq!((made.json("code"), &made.value()["choices"][0]["code"]), ("x_couleur".into(), &json!("rouge")));
    let path = format!("/api/v1/extra-fields/{}", made.json("id"));

    let item = json!({"kind": "class", "title": {"fr": "Yoga"}, "extras": {"x_couleur": "RED"}});
    let item = staff.post("/api/v1/items", &item).await;
    assert_eq!((item.status, &item.value()["extras"]), (201, &json!({"x_couleur": "rouge"})), "{}", item.text());
    let wrong = json!({"kind": "class", "title": {"fr": "Boxe"}, "extras": {"x_couleur": "vert"}});
    let wrong = staff.post("/api/v1/items", &wrong).await;
    let problem = &wrong.value()["fields"][0];
    let expected = (422, &json!("extras.x_couleur"), &json!("unknown_choice"));
    assert_eq!((wrong.status, &problem["field"], &problem["code"]), expected);

    for (asked, count) in [("x_couleur=rouge", 1), ("x_couleur=bleu", 0), ("x_rien=1", 0), ("q=yoga", 1)] {
        let found = staff.get(&format!("/api/v1/items?{asked}&limit=5")).await.value();
        assert_eq!(found["total"], count, "{asked}");
    }

    let used = patch(&manager, &path, 1, &json!({"choices": [{"code": "bleu", "label": {"fr": "Bleu"}}]})).await;
    assert_eq!((used.status, &used.value()["fields"][0]["code"]), (422, &json!("choice_in_use")), "{}", used.text());
    let retired = patch(&manager, &path, 1, &json!({"retired": true, "label": {"fr": "Teinte"}})).await;
    assert_eq!((retired.status, retired.json("code")), (200, "x_couleur".into()), "{}", retired.text());
    let late = patch(&manager, &path, 1, &json!({"retired": false})).await;
    assert_eq!((late.status, late.problem().as_str()), (412, "changed_meanwhile"));
    let list = staff.get("/api/v1/extra-fields").await.value();
    assert_eq!((&list["items"][0]["label"]["fr"], &list["items"][0]["retired"]), (&json!("Teinte"), &json!(true)));

    let path = format!("/api/v1/items/{}", item.json("id"));
    let emptied = patch(&staff, &path, 1, &json!({"extras": {"x_couleur": null}})).await;
    assert_eq!((emptied.status, &emptied.value()["extras"]), (200, &json!({})), "{}", emptied.text());
}

#[tokio::test]
async fn fields_are_managed_and_filled_in_without_a_script() {
    let world = World::new().await;
    let program = world.program(Role::Manager).await;
    world.account("lea", Role::Manager, Some(PASSWORD)).await;
    let browser = world.browser();
    browser.sign_in("lea").await;
    let page = "/en/inventory/fields";
    assert!(browser.get(page).await.text().contains("No fields of your own yet"));

    let nameless = browser.submit("/call/fields/add", page, &[("field[kind]", "choice")]).await;
    assert_eq!(nameless.status, 422);
    assert!(nameless.text().contains("Give at least one value to choose from"), "it says what is missing");
    let fields = [
        ("field[label][fr]", "Couleur"),
        ("field[label][en]", "Colour"),
        ("field[kind]", "choice"),
        ("field[choices][0][code]", ""),
        ("field[choices][0][fr]", "Rouge"),
        ("field[choices][0][en]", "Red"),
        ("field[choices][1][code]", ""),
        ("field[choices][1][fr]", ""),
        ("field[choices][1][en]", ""),
    ];
    let added = browser.submit("/call/fields/add", "/fr/inventaire/champs", &fields).await;
    assert_eq!((added.status, added.header("location")), (303, "/fr/inventaire/champs?done=added"), "{}", added.text());
    let pages = [("field[label][fr]", "Pages"), ("field[label][en]", ""), ("field[kind]", "number")];
    assert_eq!(browser.submit("/call/fields/add", page, &pages).await.status, 303);
    let known = program.get("/api/v1/extra-fields").await.value();
    let second = known["items"][1]["id"].as_str().expect("an id").to_owned();
    let up = [("id", second.as_str()), ("based_on", "1"), ("place", "0")];
    assert_eq!(browser.submit("/call/fields/move", page, &up).await.status, 303);
    let known = program.get("/api/v1/extra-fields").await.value();
    assert_eq!(known["items"][0]["code"], "x_pages");

    let form = browser.get("/en/inventory/new").await;
    assert!(form.text().contains("item[extras][x_couleur]") && form.text().contains("Red"), "in the reader's language");
    let item = [
        ("item[kind]", "class"),
        ("item[level]", "all"),
        ("item[status]", "identified"),
        ("item[title][fr]", "Yoga"),
        ("item[extras][x_couleur]", "rouge"),
        ("item[extras][x_pages]", "beaucoup"),
    ];
    let wrong = browser.submit("/call/inventory/create", "/en/inventory/new", &item).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("item-extras-x-pages-error"), "at that field");
    assert!(wrong.text().contains("beaucoup"), "what was typed is still there");
    let mut right = item;
    right[5].1 = "12,50";
    let written = browser.submit("/call/inventory/create", "/en/inventory/new", &right).await;
    assert_eq!(written.status, 303, "{}", written.text());
    let id = written.header("location").split(['/', '?']).nth(3).expect("an id").to_owned();
    let english = browser.get(&format!("/en/inventory/{id}")).await;
    assert!(english.text().contains("Colour") && english.text().contains("12.5"));
    let french = browser.get(&format!("/fr/inventaire/{id}")).await;
    assert!(french.text().contains("Couleur") && french.text().contains("12,5"));

    let found = browser.get("/en/inventory?x_couleur=rouge").await;
    assert!(found.text().contains(&id) && found.text().contains("More filters"));
    let none = browser.get("/en/inventory?x_pages=3").await;
    assert!(!none.text().contains(&id));

    let first = program.get("/api/v1/extra-fields").await.value()["items"][1].clone();
    let retire = [("id", first["id"].as_str().expect("an id")), ("based_on", "1"), ("retired", "true")];
    assert_eq!(browser.submit("/call/fields/retire", page, &retire).await.status, 303);
    let form = browser.get(&format!("/en/inventory/{id}/edit")).await;
    let kept = "name=\"item[extras][x_couleur]\" value=\"rouge\"";
    assert!(form.text().contains(kept), "what a retired field holds is sent along unseen");
    assert!(browser.get(&format!("/en/inventory/{id}")).await.text().contains("Red"));
}
