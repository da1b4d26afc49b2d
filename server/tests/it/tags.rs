//! The vocabulary, through the REST API and as plain forms.

use crate::world::{Answer, Asker, PASSWORD, World, send};
use contract::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

async fn send_as(asker: &Asker, method: Method, path: &str, version: Option<i64>, body: &Value) -> Answer {
    let mut request = asker.request(method, path).json(body);
    if let Some(version) = version {
        request = request.header("if-match", format!("\"{version}\""));
    }
    send(request).await
}

#[tokio::test]
async fn a_tag_is_written_changed_merged_and_deleted() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let new = json!({"label": {"fr": "Étirements", "en": "Stretching"}, "synonyms": ["souplesse"]});
    let created = staff.post("/api/v1/tags", &new).await;
    assert_eq!((created.status, created.header("etag")), (201, "\"1\""), "{}", created.text());
    let (id, word) = (created.json("id"), created.json("word"));
    assert_eq!(word, "Étirements");
    let item = json!({"kind": "class", "title": {"fr": "Yoga"}, "tags": ["stretching", "libre"]});
    let item = staff.post("/api/v1/items", &item).await;
    assert_eq!(item.value()["tags"], json!(["Étirements", "libre"]), "the API holds the one word");

    let taken = staff.post("/api/v1/tags", &json!({"label": {"fr": "SOUPLESSE"}})).await;
    let problem = &taken.value()["fields"][0];
    assert_eq!((taken.status, &problem["field"], &problem["code"]), (422, &json!("label.fr"), &json!("tag_taken")));
    assert_eq!(problem["facts"]["tag"], "Étirements");

    let path = format!("/api/v1/tags/{id}");
    let bare = send_as(&staff, Method::PATCH, &path, None, &json!({})).await;
    assert_eq!((bare.status, bare.problem().as_str()), (428, "version_required"));
    let circle = send_as(&staff, Method::PATCH, &path, Some(1), &json!({"parent": id})).await;
    assert_eq!((circle.status, &circle.value()["fields"][0]["code"]), (422, &json!("tag_cycle")));
    let renamed = send_as(&staff, Method::PATCH, &path, Some(1), &json!({"label": {"fr": "Assouplissement"}})).await;
    assert_eq!((renamed.status, renamed.header("etag")), (200, "\"2\""), "{}", renamed.text());
    assert_eq!(renamed.value()["synonyms"], json!(["souplesse", "Étirements"]));
    let late = send_as(&staff, Method::PATCH, &path, Some(1), &json!({})).await;
    assert_eq!((late.status, late.problem().as_str()), (412, "changed_meanwhile"));
    let found = staff.get("/api/v1/items?tag=Stretching").await.value();
    assert_eq!(found["items"][0]["tags"], json!(["Assouplissement", "libre"]));
    let changes = staff.get(&format!("/api/v1/items/{}/changes", item.json("id"))).await.value();
    assert_eq!(changes["items"][0]["source"], "vocabulary");

    let list = staff.get("/api/v1/tags").await.value();
    assert_eq!((&list["tags"][0]["uses"], &list["tags"][0]["depth"]), (&json!(1), &json!(0)));
    assert_eq!(list["free"], json!([{"word": "libre", "uses": 1}]));

    let other = staff.post("/api/v1/tags", &json!({"label": {"fr": "Yoga"}, "parent": id})).await.json("id");
    let held = send_as(&staff, Method::DELETE, &path, Some(2), &json!({})).await;
    assert_eq!((held.status, held.problem().as_str()), (409, "tag_has_children"));
    let nowhere = staff.post(&format!("{path}/merge"), &json!({"into": id})).await;
    assert_eq!((nowhere.status, &nowhere.value()["fields"][0]["code"]), (422, &json!("same_tag")));
    let merged = staff.post(&format!("{path}/merge"), &json!({"into": other})).await;
    assert_eq!((merged.status, merged.json("id")), (200, other.clone()), "{}", merged.text());
    assert_eq!(merged.value()["parent"], Value::Null, "it stood under the one that is gone");
    let found = staff.get("/api/v1/items?tag=souplesse").await.value();
    assert_eq!(found["items"][0]["tags"], json!(["Yoga", "libre"]));
    let deleted = send_as(&staff, Method::DELETE, &format!("/api/v1/tags/{other}"), None, &json!({})).await;
    assert_eq!(deleted.status, 204, "{}", deleted.text());
    assert_eq!(staff.get("/api/v1/tags").await.value()["tags"], json!([]));
}

#[tokio::test]
async fn the_page_adds_adopts_and_changes_tags_without_a_script() {
    let world = World::new().await;
    let program = world.program(Role::Staff).await;
    world.account("lea", Role::Staff, Some(PASSWORD)).await;
    let browser = world.browser();
    browser.sign_in("lea").await;
    let item = json!({"kind": "class", "title": {"fr": "Yoga"}, "tags": ["dos"]});
    let item = program.post("/api/v1/items", &item).await.json("id");
    let page = "/en/inventory/vocabulary";
    let empty = browser.get(page).await;
    assert_eq!(empty.status, 200);
    assert!(empty.text().contains("Words outside the vocabulary"));

    let adopted = browser.submit("/call/vocabulary/adopt", "/fr/inventaire/vocabulaire", &[("word", "dos")]).await;
    assert_eq!((adopted.status, adopted.header("location")), (303, "/fr/inventaire/vocabulaire?done=adopted"));
    let tag = program.get("/api/v1/tags").await.value()["tags"][0].clone();
    let id = tag["id"].as_str().expect("an id");
    let form = browser.get(&format!("{page}?tag={id}")).await;
    assert!(form.text().contains("tag[label][en]"), "the form of one tag");
    let fields =
        [("id", id), ("based_on", "1"), ("tag[label][fr]", "Dos"), ("tag[label][en]", "Back"), ("tag[parent]", "")];
    let here = format!("{page}?tag={id}");
    let saved = browser.submit("/call/vocabulary/change", &here, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let again = browser.submit("/call/vocabulary/change", &here, &fields).await;
    assert_eq!(again.status, 409, "somebody was faster");

    let shown = browser.get(&format!("/en/inventory/{item}")).await;
    assert!(shown.text().contains("Back"), "the reader's language");
    let taken = browser.submit("/call/vocabulary/add", page, &[("tag[label][en]", "back")]).await;
    assert_eq!(taken.status, 422);
    assert!(taken.text().contains("already leads to the tag"), "it says to which");
    assert_eq!(browser.get(&format!("{page}?tag={item}")).await.status, 404);
}
