//! Rights over the API and on the pages: what is refused and how it is told, and that players stop.

use crate::world::{Answer, Asker, PASSWORD, World, send};
use contract::{ItemId, SessionId, accounts::Role, inventory::ItemFields, sessions::Audience};
use reqwest::Method;
use serde_json::{Value, json};

async fn item_of(staff: &Asker, session: SessionId) -> ItemId {
    staff.get(&format!("/api/v1/sessions/{session}")).await.json("item_id").parse().expect("an id")
}

async fn patch(asker: &Asker, path: &str, body: &Value) -> Answer {
    send(asker.request(Method::PATCH, path).json(body)).await
}

#[tokio::test]
async fn who_watches_is_stopped_when_a_filmed_person_withdraws() {
    let world = World::new().await;
    let session = world.published("Yoga", 60, Audience::Members).await;
    let (staff, member) = (world.program(Role::Staff).await, world.program(Role::Member).await);
    let item = item_of(&staff, session).await;
    let person = json!({"name": "Ana Roy", "allows": "members", "signed_on": "2020-01-01"});
    let release = staff.post(&format!("/api/v1/items/{item}/releases"), &person).await;
    assert_eq!((release.status, release.json("state").as_str()), (201, "holds"), "{}", release.text());
    assert_eq!(release.header("location"), format!("/api/v1/releases/{}", release.json("id")));

    let opened = member.post(&format!("/api/v1/sessions/{session}/watch"), &json!({})).await;
    let playlist = opened.json("playlist_url");
    let paths =
        [playlist.clone(), playlist.replace("index", "v360/index"), playlist.replace("index.m3u8", "v360/0.m4s")];
    for path in &paths {
        assert_eq!(member.get(path).await.status, 200, "{path}");
    }
    let withdraw = format!("/api/v1/releases/{}/withdraw", release.json("id"));
    let done = staff.post(&withdraw, &json!({"reason": "Ne veut plus être vue."})).await;
    assert_eq!(done.status, 200, "{}", done.text());
    let told = done.value();
    assert_eq!(told["sessions"][0]["session_id"], json!(session));
    assert_eq!((&told["release"]["state"], told["sessions"].as_array().map(Vec::len)), (&json!("withdrawn"), Some(1)));
    for path in &paths {
        assert_eq!(member.get(path).await.problem(), "not_found", "{path}");
    }
    assert_eq!(member.post(&format!("/api/v1/sessions/{session}/watch"), &json!({})).await.problem(), "not_found");
    assert_eq!(staff.post(&withdraw, &json!({})).await.problem(), "release_withdrawn_before");

    let refused = staff.post(&format!("/api/v1/sessions/{session}/publish"), &json!({})).await;
    assert_eq!((refused.status, refused.problem().as_str()), (409, "release_withdrawn"));
    assert_eq!(refused.json("reason"), "release_withdrawn");
    let listed = staff.get("/api/v1/rights/effects").await.value();
    assert_eq!(listed["items"][0]["reason"], json!("release_withdrawn"), "{listed}");
}

#[tokio::test]
async fn the_audience_of_a_broadcast_loses_it_too() {
    let world = World::new().await;
    let fields = ItemFields::new(contract::inventory::Kind::Class, contract::LangMap::both("Cardio", "Cardio"));
    let session = world.announced(fields, world.env.clock.now(), Audience::Members).await;
    let (staff, member) = (world.program(Role::Staff).await, world.program(Role::Member).await);
    let item = item_of(&staff, session).await;
    let person = json!({"name": "Ana", "signed_on": "2020-01-01"});
    let release = staff.post(&format!("/api/v1/items/{item}/releases"), &person).await.json("id");
    assert_eq!(member.get(&format!("/api/v1/lives/{session}")).await.status, 200);
    let done = staff.post(&format!("/api/v1/releases/{release}/withdraw"), &json!({})).await;
    assert_eq!(done.value()["sessions"][0]["session_id"], json!(session));
    for path in [format!("/api/v1/lives/{session}"), format!("/api/v1/lives/{session}/chat")] {
        assert_eq!(member.get(&path).await.problem(), "not_found", "{path}");
    }
}

#[tokio::test]
async fn releases_and_licences_are_written_over_the_api() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Yoga").await;
    let releases = format!("/api/v1/items/{item}/releases");
    for (body, field, code) in [
        (json!({}), "name", "required"),
        (json!({"name": " "}), "name", "required"),
        (json!({"name": "Ana", "minor": true}), "guardian", "guardian_missing"),
        (json!({"name": "Ana", "allows": "all"}), "allows", "unknown_choice"),
        (json!({"name": "Ana", "signed_on": "2999-01-01"}), "signed_on", "not_a_date"),
        (json!({"name": "Ana", "signed_on": "2199-01-01"}), "signed_on", "in_the_future"),
        (json!({"name": "Ana", "expires_on": 3}), "expires_on", "wrong_type"),
    ] {
        let refused = staff.post(&releases, &body).await;
        assert_eq!((refused.status, refused.problem().as_str()), (422, "invalid"), "{body}");
        let first = &refused.value()["fields"][0];
        assert_eq!((&first["field"], &first["code"]), (&json!(field), &json!(code)), "{body}");
    }
    let made = staff.post(&releases, &json!({"name": "Ana"})).await;
    let path = format!("/api/v1/releases/{}", made.json("id"));
    assert_eq!((made.json("state").as_str(), made.header("etag")), ("unsigned", "\"1\""));
    let changed = patch(&staff, &path, &json!({"signed_on": "2020-01-01", "note": "Classeur 3"})).await;
    assert_eq!((changed.json("state").as_str(), changed.json("note").as_str()), ("holds", "Classeur 3"));
    let late = staff.request(Method::PATCH, &path).header("if-match", "\"1\"").json(&json!({"name": "Bea"}));
    assert_eq!(send(late).await.problem(), "changed_meanwhile");
    assert_eq!(patch(&staff, &path, &json!({"name": null})).await.problem(), "invalid");
    assert_eq!(staff.get(&releases).await.value()["items"][0]["name"], json!("Ana"));

    let licences = format!("/api/v1/items/{item}/licences");
    let piece = json!({"title": "Boléro", "holder": "Ravel", "licence": "Domaine public", "kind": "open"});
    let made = staff.post(&licences, &piece).await;
    assert_eq!((made.status, made.json("state").as_str()), (201, "holds"), "{}", made.text());
    let path = format!("/api/v1/licences/{}", made.json("id"));
    let changed = patch(&staff, &path, &json!({"licence": null})).await;
    assert_eq!(changed.json("state"), "missing");
    assert_eq!(send(staff.request(Method::DELETE, &path)).await.status, 204);
    assert_eq!(staff.get(&path).await.problem(), "not_found");
    assert_eq!(staff.get(&licences).await.value()["items"], json!([]));

    assert_eq!(staff.get("/api/v1/rights/expiring?days=60").await.value()["items"], json!([]));
    assert_eq!(staff.get("/api/v1/rights/expiring?days=9999").await.problem(), "invalid");
    let said =
        send(staff.request(Method::PUT, &format!("/api/v1/items/{item}/rights")).json(&json!({"no_music": true})));
    let said = said.await.value();
    assert_eq!((&said["statement"]["no_music"], &said["lacks"]), (&json!(true), &json!([])));
}

#[tokio::test]
async fn a_manager_insists_and_publishing_says_what_is_missing() {
    let world = World::new().await;
    let (staff, manager) = (world.program(Role::Staff).await, world.program(Role::Manager).await);
    let strict = json!({"kinds": [{"kind": "class", "releases": "require", "music": "warn", "statement": "off"}]});
    let asked = send(manager.request(Method::PUT, "/api/v1/rights/demands").json(&strict)).await;
    assert_eq!(asked.value()["kinds"][0], strict["kinds"][0], "{}", asked.text());
    let session = world.env.new_id();
    assert_eq!(staff.post(&format!("/api/v1/sessions/{session}/publish"), &json!({})).await.problem(), "not_found");
    let item = world.item(&staff, "Cardio").await;
    let window = json!({"starts_at": "2099-01-01T12:00:00Z", "ends_at": "2099-01-01T13:00:00Z"});
    let draft = staff.post("/api/v1/sessions", &json!({"item_id": item, "live": window})).await.json("id");
    let refused = staff.post(&format!("/api/v1/sessions/{draft}/publish"), &json!({})).await;
    assert_eq!((refused.status, refused.problem().as_str()), (409, "release_missing"));
    assert!(refused.json("detail").contains("Droits"), "{}", refused.text());
}

#[tokio::test]
async fn the_pages_work_without_a_script() {
    let world = World::new().await;
    let session = world.published("Yoga", 60, Audience::Members).await;
    world.account("luce", Role::Staff, Some(PASSWORD)).await;
    let browser = world.browser();
    assert_eq!(browser.sign_in("luce").await.status, 200);
    let item = item_of(&browser, session).await;
    let page = format!("/fr/inventaire/{item}");
    let form = async |from: &str, action: &str, fields: &[(&str, &str)]| {
        let request = browser.request(Method::POST, action).header("accept", "text/html").form(fields);
        send(request.header("referer", format!("{}{from}", world.url)).header("origin", &world.url)).await
    };
    let shown = browser.get(&page).await;
    assert!(shown.text().contains("Vous pouvez publier, mais il reste à régler"), "one is warned");

    let item = item.to_string();
    let odd = [
        ("item", item.as_str()),
        ("release[name]", "Théo"),
        ("release[allows]", "members"),
        ("release[minor]", "true"),
    ];
    let refused = form(&page, "/call/rights/add-release", &odd).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("parent ou du tuteur") && refused.text().contains("value=\"Théo\""));
    let right = [odd.as_slice(), &[("release[guardian]", "Luc"), ("release[signed_on]", "2020-01-01")]].concat();
    let added = form(&page, "/call/rights/add-release", &right).await;
    assert_eq!((added.status, added.header("location")), (303, format!("{page}?done=released").as_str()));

    let release = browser.get(&format!("/api/v1/items/{item}/releases")).await.value()["items"][0]["id"].clone();
    let release = release.as_str().expect("an id");
    let page = format!("/fr/autorisations/{release}");
    let shown = browser.get(&page).await;
    assert!(shown.text().contains("Une séance s’arrêtera tout de suite") && shown.text().contains("Yoga"));
    let unsure = form(&page, "/call/rights/withdraw-release", &[("id", release)]).await;
    assert!(unsure.status == 422 && unsure.text().contains("Cochez la case"), "{}", unsure.status);
    assert_eq!(browser.get(&format!("/api/v1/sessions/{session}")).await.json("state"), "published");
    let sure = [("id", release), ("sure", "true"), ("reason", "")];
    let done = form(&page, "/call/rights/withdraw-release", &sure).await;
    assert_eq!((done.status, done.header("location")), (303, format!("{page}?done=withdrawn").as_str()));
    let shown = browser.get(&page).await;
    assert!(shown.text().contains("Cette séance a été arrêtée") && shown.text().contains(&session.to_string()));
    assert_eq!(browser.get(&format!("/api/v1/sessions/{session}")).await.json("state"), "unpublished");

    let from = format!("/fr/inventaire/{item}");
    let again = form(&from, "/call/digitisation/publish-again", &[("session", &session.to_string())]).await;
    assert_eq!(again.status, 409);
    assert!(again.text().contains("À régler avant de publier") && again.text().contains(&page), "a way to mend it");
    for path in ["/fr/droits", "/en/rights"] {
        assert_eq!(browser.get(path).await.status, 200, "{path}");
    }
}

/// Publishes with a form of an item's page: once to be asked, once to say that it is meant. Takes the session out
/// again and says which it was.
async fn published_over(browser: &Asker, page: &str, action: &str, fields: &[(&str, &str)]) -> String {
    let asked = browser.submit(action, page, fields).await;
    assert_eq!(asked.status, 422, "{action}");
    for said in ["Rien n’est encore publié", "Aucune personne filmée n’est inscrite", "Publier quand même"] {
        assert_eq!(asked.text().matches(said).count(), 1, "{action}: {said}");
    }
    assert!(asked.text().contains("name=\"anyway\""), "{action}");
    let shown = browser.get(page).await;
    assert!(!shown.text().contains("Retirer du catalogue"), "{action}: it is not published");
    assert!(!shown.text().contains("Publier quand même"), "{action}: nobody has asked for it");

    let done = browser.submit(action, page, &[fields, &[("anyway", "1")]].concat()).await;
    let there = format!("{page}?done=published");
    assert_eq!((done.status, done.header("location")), (303, there.as_str()), "{action}: {}", done.text());
    let shown = browser.get(page).await;
    let text = shown.text();
    assert!(text.contains("Retirer du catalogue") && text.contains("La page est visible de tous"), "{action}");
    let session = text.split("/fr/seances/").nth(1).and_then(|rest| rest.get(..36)).expect("its address");
    let out = browser.post(&format!("/api/v1/sessions/{session}/unpublish"), &json!({})).await;
    assert_eq!(out.json("state"), "unpublished");
    session.to_owned()
}

#[tokio::test]
async fn what_is_missing_is_asked_about_before_it_is_published_over() {
    let world = World::new().await;
    let (_, item, recording) = world.recorded("Yoga", 60).await;
    world.account("luce", Role::Staff, Some(PASSWORD)).await;
    let browser = world.browser();
    assert_eq!(browser.sign_in("luce").await.status, 200);
    let page = format!("/fr/inventaire/{item}");
    let (item, recording) = (item.to_string(), recording.to_string());
    let new = [("item", item.as_str()), ("recording", &recording), ("public", "true")];
    let session = published_over(&browser, &page, "/call/digitisation/publish", &new).await;
    let again = "/call/digitisation/publish-again";
    assert_eq!(published_over(&browser, &page, again, &[("session", &session)]).await, session);

    let api = format!("/api/v1/sessions/{session}");
    let program = browser.post(&format!("{api}/publish"), &json!({})).await;
    assert_eq!(program.json("state"), "published", "a program is not asked");
    assert_eq!(browser.post(&format!("{api}/unpublish"), &json!({})).await.json("state"), "unpublished");
    let said = json!({"nobody_recognisable": true, "no_music": true});
    let settled = send(browser.request(Method::PUT, &format!("/api/v1/items/{item}/rights")).json(&said)).await;
    assert_eq!(settled.value()["lacks"], json!([]));
    let at_once = browser.submit(again, &page, &[("session", &session)]).await;
    assert_eq!(at_once.status, 303, "{}", at_once.text());
    assert_eq!(browser.get(&api).await.json("state"), "published");
}

#[tokio::test]
async fn a_manager_chooses_on_the_page() {
    let world = World::new().await;
    world.account("gil", Role::Manager, Some(PASSWORD)).await;
    let browser = world.browser();
    assert_eq!(browser.sign_in("gil").await.status, 200);
    let page = "/en/rights/requirements";
    let shown = browser.get(page).await;
    assert!(shown.text().contains("name=\"demands[class][releases]\""), "{}", shown.text());
    let fields = [("demands[class][releases]", "require"), ("demands[recipe][statement]", "off")];
    let request = browser.request(Method::POST, "/call/rights/demand").header("accept", "text/html").form(&fields);
    let sent = send(request.header("referer", format!("{}{page}", world.url)).header("origin", &world.url)).await;
    assert_eq!((sent.status, sent.header("location")), (303, "/en/rights/requirements?done=saved"), "{}", sent.text());
    let asked = browser.get("/api/v1/rights/demands").await.value();
    assert_eq!((&asked["kinds"][0]["releases"], &asked["kinds"][0]["music"]), (&json!("require"), &json!("warn")));
}
