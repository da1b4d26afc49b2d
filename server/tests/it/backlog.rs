//! What is worth digitising, through the REST API and as plain forms.

use crate::world::{Answer, Asker, PASSWORD, World, send};
use contract::accounts::Role;
use reqwest::Method;
use serde_json::{Value, json};

async fn id(world: &World, staff: &Asker, title: &str) -> String {
    world.item(staff, title).await.to_string()
}

async fn put(asker: &Asker, path: &str, body: &Value) -> Answer {
    send(asker.request(Method::PUT, path).json(body)).await
}

#[tokio::test]
async fn the_backlog_has_its_shape() {
    let world = World::new().await;
    let (staff, manager) = (world.program(Role::Staff).await, world.program(Role::Manager).await);
    let (yoga, samba) = (id(&world, &staff, "Yoga").await, id(&world, &staff, "Samba").await);
    let score = format!("/api/v1/items/{samba}/score");
    let judged = put(&staff, &score, &json!({"value": 4, "ease": 3, "cost": 2, "ease_note": "Une caméra"})).await;
    assert_eq!(judged.status, 200, "{}", judged.text());
    let entry = judged.value();
    assert_eq!((&entry["marks"]["ease_note"], &entry["marks_version"]), (&json!("Une caméra"), &json!(1)));
    assert_eq!((&entry["score"], &entry["item"]["status"]), (&json!(8.0 / 3.0 * 3.0 / 2.0), &json!("assessed")));
    let late = put(&staff, &score, &json!({"value": 5, "based_on": 0})).await;
    assert_eq!((late.status, late.problem().as_str()), (409, "changed_meanwhile"));
    let wrong = put(&staff, &score, &json!({"value": 9, "based_on": 1})).await;
    assert_eq!((wrong.status, &wrong.value()["fields"][0]["field"]), (422, &json!("value")));

    let list = staff.get("/api/v1/backlog?limit=1").await.value();
    assert_eq!((&list["items"][0]["item"]["id"], &list["total"]), (&json!(samba), &json!(2)));
    let next = list["next"].as_str().expect("a cursor").to_owned();
    let rest = staff.get(&format!("/api/v1/backlog?limit=1&cursor={next}")).await.value();
    assert_eq!((&rest["items"][0]["item"]["id"], &rest["next"]), (&json!(yoga), &Value::Null));
    assert_eq!(rest["items"][0]["score"], Value::Null);
    assert_eq!(staff.get("/api/v1/backlog?cursor=x").await.status, 422);
    assert_eq!(staff.get("/api/v1/backlog?unscored=true").await.value()["total"], 1);

    let weights = "/api/v1/backlog/weights";
    let known = json!({"value": 2, "demand": 1, "ease": 1, "cost": 1, "version": 0});
    assert_eq!(staff.get(weights).await.value(), known);
    let set = put(&manager, weights, &known).await;
    assert_eq!((set.status, &set.value()["version"]), (200, &json!(1)));
    assert_eq!(put(&manager, weights, &known).await.problem(), "changed_meanwhile");

    let moved = staff.post("/api/v1/backlog/select", &json!({"item_ids": [yoga]})).await.value();
    assert_eq!(moved, json!({"moved": [yoga], "left": []}));
    let moved = staff.post("/api/v1/backlog/reject", &json!({"item_ids": [yoga], "reason": "Droits"})).await.value();
    assert_eq!(moved["moved"], json!([yoga]));
    assert_eq!(staff.get(&format!("/api/v1/items/{yoga}")).await.json("status"), "rejected");
}

#[tokio::test]
async fn a_demand_has_its_shape() {
    let world = World::new().await;
    let (staff, member) = (world.program(Role::Staff).await, world.program(Role::Member).await);
    let asked = member.post("/api/v1/requests", &json!({"words": "Capoeira", "note": "Le samedi"})).await;
    assert_eq!((asked.status, asked.json("already")), (201, "false".into()), "{}", asked.text());
    let id = asked.json("demand_id");
    assert_eq!(member.post("/api/v1/requests", &json!({"words": "capoeira !"})).await.json("already"), "true");
    assert_eq!(member.post("/api/v1/requests", &json!({"words": ""})).await.status, 422);
    let list = staff.get("/api/v1/demand").await.value();
    let demand = &list["items"][0];
    assert_eq!(
        (&demand["words"], &demand["members"], &demand["state"]),
        (&json!("Capoeira"), &json!(1), &json!("open"))
    );
    assert_eq!((&demand["notes"], &list["hidden_texts"]), (&json!(["Le samedi"]), &json!(0)));

    let wordless = staff.post(&format!("/api/v1/demand/{id}/dismiss"), &json!({"reason": ""})).await;
    assert_eq!(wordless.status, 422);
    assert_eq!(staff.post(&format!("/api/v1/demand/{id}/dismiss"), &json!({"reason": "Non"})).await.status, 204);
    let again = staff.post(&format!("/api/v1/demand/{id}/item"), &json!({"kind": "class"})).await;
    assert_eq!((again.status, again.problem().as_str()), (409, "demand_decided"));
    assert_eq!(staff.post(&format!("/api/v1/demand/{id}/reopen"), &json!({})).await.status, 204);
    let item = world.item(&staff, "Capoeira").await.to_string();
    assert_eq!(staff.post(&format!("/api/v1/demand/{id}/link"), &json!({"item_id": item})).await.status, 204);
    assert_eq!(staff.get("/api/v1/demand?state=linked").await.value()["items"][0]["item_id"], json!(item));
    assert_eq!(staff.get(&format!("/api/v1/items/{item}/score")).await.json("asked"), "1");
    assert_eq!(member.get("/api/v1/me/requests/answered").await.value(), json!([]));
}

#[tokio::test]
async fn an_item_that_was_another_leads_to_it() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let (keep, other) = (id(&world, &staff, "Yoga doux").await, id(&world, &staff, "Yoga doux").await);
    let pairs = staff.get("/api/v1/duplicates").await.value();
    assert_eq!((&pairs[0]["one"]["id"], &pairs[0]["likeness"]), (&json!(keep), &json!("same_title")));
    let merge = format!("/api/v1/items/{keep}/merge");
    let stale = staff.post(&merge, &json!({"other_id": other, "version": 7, "other_version": 1})).await;
    assert_eq!((stale.status, stale.problem().as_str()), (412, "changed_meanwhile"));
    let merged = staff.post(&merge, &json!({"other_id": other, "version": 1, "other_version": 1})).await;
    assert_eq!((merged.status, merged.json("id")), (200, keep.clone()), "{}", merged.text());
    let to = staff.get(&format!("/api/v1/items/{other}")).await;
    assert_eq!((to.status, to.header("location")), (308, format!("/api/v1/items/{keep}").as_str()));
    assert_eq!(staff.get("/api/v1/duplicates").await.value(), json!([]));
}

#[tokio::test]
async fn the_pages_work_as_plain_forms() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let (yoga, samba) = (id(&world, &staff, "Yoga doux").await, id(&world, &staff, "Samba").await);
    world.account("lea", Role::Manager, Some(PASSWORD)).await;
    let browser = world.browser();
    assert_eq!(browser.sign_in("lea").await.status, 200);

    let page = "/fr/a-numeriser?kind=class";
    let shown = browser.get(page).await;
    assert_eq!(shown.status, 200);
    assert!(shown.text().contains("Yoga doux") && shown.text().contains("Comment se calcule le score"));
    let field = |name: &str| format!("score[of-{yoga}][{name}]");
    let (value, ease, cost) = (field("value"), field("ease"), field("cost"));
    let marks = [("item", yoga.as_str()), ("based_on", "0"), (&value, "4"), (&ease, "5"), (&cost, "1")];
    let onward = browser.submit("/call/backlog/judge", page, &marks).await;
    assert_eq!((onward.status, onward.header("location")), (303, format!("{page}&done=judged#item-{yoga}").as_str()));
    let again = browser.submit("/call/backlog/judge", page, &marks).await;
    assert_eq!(again.status, 409, "somebody was faster");
    let page = browser.get("/fr/a-numeriser").await;
    assert!(page.text().contains("(2 × 4 + 1 × 0) ÷ 3 × 5 ÷ 1 = 13,3"), "the sum is shown");

    let chosen = [("item_ids[]", yoga.as_str()), ("item_ids[]", samba.as_str())];
    let onward = browser.submit("/call/backlog/select", "/fr/a-numeriser", &chosen).await;
    assert_eq!(onward.header("location"), "/fr/a-numeriser?done=selected&moved=2&left=0");
    assert!(browser.get(onward.header("location")).await.text().contains("2 fiches sont choisies."));
    let nothing = browser.submit("/call/backlog/reject", "/fr/a-numeriser", &[("reason", "x")]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text().contains("Cochez d’abord au moins une fiche."));
    let pilot = browser.get(&format!("/fr/pilotes/nouveau?item_ids%5B%5D={yoga}&reason=")).await;
    let ticked = format!("value=\"{yoga}\" checked");
    assert!(pilot.text().contains(&ticked), "the item is chosen");

    let asked = [("words", "Capoeira"), ("note", "")];
    let onward = browser.submit("/call/backlog/ask", "/fr/demander?q=Capoeira", &asked).await;
    assert_eq!(onward.header("location"), "/fr/demander?done=asked");
    assert!(browser.get("/fr/catalogue?q=capoeira").await.text().contains("Demander ce contenu"));
    assert!(browser.get("/fr/a-numeriser/demandes").await.text().contains("Capoeira"));
    let kept = [("view_name", "Mes cours"), ("query", "kind=class"), ("shared", "true")];
    let onward = browser.submit("/call/inventory/keep-view", "/fr/inventaire?kind=class", &kept).await;
    assert_eq!(onward.header("location"), "/fr/inventaire?kind=class&done=view-kept");
    assert!(browser.get("/fr/inventaire").await.text().contains("Mes cours"));

    let merge = format!("/fr/inventaire/{samba}/fusionner?with={yoga}");
    assert_eq!(browser.get(&merge).await.status, 200);
    let version = staff.get(&format!("/api/v1/items/{yoga}")).await.json("version");
    let both = [("keep", samba.as_str()), ("other", &yoga), ("version", "2"), ("other_version", &version)];
    let onward = browser.submit("/call/inventory/merge", &merge, &both).await;
    assert_eq!(onward.header("location"), format!("/fr/inventaire/{samba}?done=merged"));
    let moved = browser.get(&format!("/fr/inventaire/{yoga}")).await;
    assert_eq!((moved.status, moved.header("location")), (303, format!("/fr/inventaire/{samba}?done=merged").as_str()));
}
