//! The life of a pilot over the API and by forms without scripts.

use crate::world::{Asker, PASSWORD, World, send};
use contract::{accounts::Role, sessions::Audience};
use reqwest::{Method, multipart::Form};
use serde_json::{Value, json};

/// A pilot that lacks nothing but people, by its path.
async fn ready(world: &World, manager: &Asker) -> String {
    let session = world.published("Le dos", 60, Audience::Members).await;
    let item = manager.get(&format!("/api/v1/sessions/{session}")).await.json("item_id");
    let body = json!({
        "title": {"fr": "Le dos au bureau", "en": "Backs at the office"},
        "hypothesis": "Dix minutes suffisent.",
        "item_ids": [item], "starts_on": "2020-01-01", "ends_on": "2099-12-31"
    });
    format!("/api/v1/pilots/{}", manager.post("/api/v1/pilots", &body).await.json("id"))
}

fn codes(problem: &Value) -> Vec<&str> {
    problem["fields"].as_array().into_iter().flatten().filter_map(|field| field["code"].as_str()).collect()
}

#[tokio::test]
async fn a_pilot_moves_is_decided_and_cloned() {
    let world = World::new().await;
    let (one, other) = (world.program(Role::Manager).await, world.program(Role::Manager).await);
    let bare = one.post("/api/v1/pilots", &json!({"title": {"fr": "Vide"}})).await.json("id");
    let refused = one.post(&format!("/api/v1/pilots/{bare}/move"), &json!({"to": "preparation"})).await;
    assert_eq!((refused.status, refused.problem().as_str()), (409, "pilot_not_ready"));
    assert_eq!(codes(&refused.value()), ["need_hypothesis", "need_items"]);

    let path = ready(&world, &one).await;
    let early = one.post(&format!("{path}/decision"), &json!({"decision": "stop", "reason": "x"})).await;
    assert_eq!((early.status, early.problem().as_str()), (409, "pilot_not_begun"));
    let invited = one.post(&format!("{path}/invitations"), &json!({"emails": ["ana@example.org"]})).await;
    assert_eq!(invited.value()["invited"], 1);
    assert_eq!(one.get(&path).await.json("state"), "running");
    let review = one.post(&format!("{path}/move"), &json!({"to": "review", "from": "running"})).await;
    assert_eq!((review.status, review.json("state").as_str()), (200, "review"));
    let late = other.post(&format!("{path}/move"), &json!({"to": "review", "from": "running"})).await;
    assert_eq!((late.status, late.problem().as_str()), (409, "pilot_moved"));

    let wrong = one.post(&format!("{path}/decision"), &json!({"decision": "perhaps", "reason": "x"})).await;
    assert_eq!(wrong.status, 422);
    let decided = one.post(&format!("{path}/decision"), &json!({"decision": "adapt", "reason": "Trop long."})).await;
    assert_eq!((decided.status, decided.json("state").as_str()), (200, "decided"));
    assert_eq!(decided.value()["decision"]["decision"], "adapt");
    let second = other.post(&format!("{path}/decision"), &json!({"decision": "stop", "reason": "x"})).await;
    assert_eq!((second.status, second.problem().as_str()), (409, "already_decided"));
    let told = &second.value()["fields"][0];
    assert_eq!((&told["facts"]["decision"], &told["facts"]["reason"]), (&json!("adapt"), &json!("Trop long.")));
    assert!(told["facts"]["who"].as_str().is_some_and(|who| who.starts_with("manager")), "{told}");
    let found = other.get("/api/v1/pilots/decisions?q=long").await.value();
    assert_eq!(found["items"][0]["reason"], "Trop long.");

    let clone = one.post(&format!("{path}/clone"), &json!({"centre": "Cartierville"})).await;
    assert_eq!((clone.status, clone.json("state").as_str()), (201, "idea"));
    let life = one.get(&format!("/api/v1/pilots/{}/life", clone.json("id"))).await.value();
    assert_eq!(path.rsplit('/').next(), life["cloned_from"].as_str());
}

#[tokio::test]
async fn a_sheet_is_written_on_the_version_that_was_read() {
    let world = World::new().await;
    let manager = world.program(Role::Manager).await;
    let path = ready(&world, &manager).await;
    let sheet = manager.get(&format!("{path}/sheet")).await;
    assert_eq!((sheet.header("etag"), sheet.json("version").as_str()), ("\"1\"", "1"));
    let put = async |tag: &str, body: Value| {
        send(manager.request(Method::PUT, &format!("{path}/sheet")).header("if-match", tag).json(&body)).await
    };
    let body = json!({"centre": "Nord", "budget": [{"label": "Caméra", "planned": "1 200,50"}, {"label": "Colle", "planned": 3}]});
    let written = put("\"1\"", body).await;
    assert_eq!((written.status, written.header("etag")), (200, "\"2\""), "{}", written.text());
    assert_eq!(written.value()["sheet"]["budget"][0]["planned"], "1200.50");
    assert_eq!(put("\"1\"", json!({})).await.status, 412);
    let bad = put("\"2\"", json!({"budget": [{"label": "x", "planned": "-3"}]})).await;
    assert_eq!((bad.status, codes(&bad.value())), (422, vec!["negative"]));
    let versions = manager.get(&format!("{path}/versions")).await.value();
    assert_eq!((&versions["items"][0]["version"], versions["items"].as_array().map(Vec::len)), (&json!(2), Some(1)));
    let costs = manager.get(&format!("{path}/costs?people=10&hours_each=2")).await.value();
    assert_eq!(costs["sum"]["setup"], 1203.5);
    assert_eq!(costs["what_if"]["per_person"].as_f64().map(|cost| cost > 120.0), Some(true), "{costs}");
    assert_eq!(manager.get(&format!("{path}/costs?months=-1")).await.status, 422);
}

#[tokio::test]
async fn what_a_few_people_cost_is_not_told_and_the_page_says_so_in_whole_sentences() {
    let world = World::new().await;
    world.account("mia", Role::Manager, Some(PASSWORD)).await;
    let manager = world.program(Role::Manager).await;
    let path = ready(&world, &manager).await;
    manager.post(&format!("{path}/invitations"), &json!({"emails": ["ana@example.org"]})).await;
    let mia = world.browser();
    mia.sign_in("mia").await;
    let id = path.rsplit('/').next().expect("an id");
    let page = mia.get(&format!("/fr/pilotes/{id}/couts")).await;
    let text = page.text();
    assert_eq!(page.status, 200, "{text}");
    for said in [
        "Trop peu de personnes pour un coût par personne",
        "Trop peu de personnes pour un coût par heure",
        "Trop peu de personnes pour le dire",
        "Trop peu de personnes ont regardé pour dire combien de temps\u{a0};",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("Moins de cinq de"), "{text}");
}

#[tokio::test]
async fn somebody_invited_answers_without_an_account_and_without_scripts() {
    let world = World::new().await;
    let manager = world.program(Role::Manager).await;
    let path = ready(&world, &manager).await;
    let file = "Courriel\nana@example.org\nbea\n";
    let csv = manager.request(Method::POST, &format!("{path}/invitations.csv")).header("content-type", "text/csv");
    let report = send(csv.body(file)).await.value();
    assert_eq!((&report["invited"], &report["problems"][0]["line"]), (&json!(1), &json!(3)), "{report}");
    let opened = send(manager.request(Method::PUT, &format!("{path}/enrolment")).json(&json!({"open": true}))).await;
    let address = opened.json("enrolment_url");
    let page = address.strip_prefix(&world.url).expect("is here").to_owned();
    let browser = world.browser();
    assert!(browser.get(&page).await.text().contains("Le dos au bureau"));
    let key = page.rsplit('/').next().expect("a key");
    let form = |email: &str| {
        let request = browser.request(Method::POST, "/call/invitations/enrol").header("accept", "text/html");
        request.header("referer", &address).form(&[("key", key), ("email", email)])
    };
    let wrong = send(form("bea")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("value=\"bea\""), "what was typed is kept");
    let done = send(form("bea@example.org")).await;
    assert_eq!((done.status, done.header("location")), (303, format!("{page}?done=enrolled").as_str()));
    let cohort = manager.get(&format!("{path}/cohort")).await.value();
    let people = cohort["people"].as_array().expect("a list");
    let bea = people.iter().find(|person| person["email"] == "bea@example.org").expect("is there");
    // Without a mail server they are taken at their word.
    assert_eq!((&bea["answer"], &bea["enrolled"], &bea["letter"]), (&json!("accepted"), &json!(true), &Value::Null));
    // Nobody has letters sent by the thousand.
    let mut last = send(form("carl@example.org")).await;
    for n in 0..40 {
        last = send(form(&format!("x{n}@example.org"))).await;
    }
    assert_eq!(last.status, 429);
    assert!(last.text().contains("en peu de temps") && last.text().contains("x39@example.org"), "{}", last.text());
    assert_eq!(browser.get("/fr/invitation/0193a5e4-7b1c-7000-8000-000000000001").await.status, 404);
}

#[tokio::test]
async fn forms_of_a_pilot_work_without_scripts() {
    let world = World::new().await;
    world.account("gestion", Role::Manager, Some(crate::world::PASSWORD)).await;
    let browser = world.browser();
    assert_eq!(browser.sign_in("gestion").await.status, 200);
    let path = ready(&world, &browser).await;
    let id = path.rsplit('/').next().expect("an id").to_owned();
    let page = format!("/fr/pilotes/{id}");
    let post = async |call: &str, from: &str, fields: &[(&str, &str)]| {
        let request = browser.request(Method::POST, call).header("accept", "text/html");
        send(request.header("referer", format!("{}{from}", world.url)).form(fields)).await
    };
    let text = browser.get(&page).await;
    assert!(text.text().contains("Préparer le pilote"), "{}", text.text());
    let fields = [("pilot", id.as_str()), ("from", "idea"), ("to", "preparation")];
    let moved = post("/call/pilots/move", &page, &fields).await;
    assert_eq!((moved.status, moved.header("location")), (303, format!("{page}?done=moved").as_str()));
    let again = post("/call/pilots/move", &page, &fields).await;
    assert_eq!(again.status, 409);
    assert!(again.text().contains("a fait avancer ce pilote") || again.text().contains("entre-temps"));

    let sheet = format!("{page}/fiche/modifier");
    let fields = [
        ("pilot", id.as_str()),
        ("based_on", "1"),
        ("sheet[promise][fr]", "Dix minutes."),
        ("sheet[owners][0][name]", "Geneviève"),
        ("sheet[budget][0][label]", "Caméra"),
        ("sheet[budget][0][timing]", "once"),
        ("sheet[budget][0][basis]", "fixed"),
        ("sheet[budget][0][planned]", "douze"),
    ];
    let wrong = post("/call/pilots/sheet", &sheet, &fields).await;
    assert_eq!(wrong.status, 422, "{}", wrong.text());
    assert!(wrong.text().contains("value=\"douze\""), "what was typed is kept");
    let mut right = fields;
    right[7].1 = "12,50";
    let saved = post("/call/pilots/sheet", &sheet, &right).await;
    assert_eq!((saved.status, saved.header("location")), (303, format!("{page}/fiche?done=saved").as_str()));
    let shown = browser.get(&format!("{page}/fiche")).await;
    assert!(shown.text().contains("Geneviève") && shown.text().contains("12,50"), "{}", shown.text());
    assert!(browser.get(&format!("{page}/versions")).await.text().contains("Responsables"));

    let file = reqwest::multipart::Part::bytes(b"ana@example.org\nbea\n".to_vec()).file_name("liste.csv");
    let form = Form::new().text("pilot", id.clone()).part("file", file);
    let request = browser.request(Method::POST, "/call/pilots/invite-file").header("accept", "text/html");
    let cohort = format!("{page}/cohorte");
    let left = send(request.header("referer", format!("{}{cohort}", world.url)).multipart(form)).await;
    assert_eq!(left.status, 422);
    assert!(left.text().contains("Ligne 2") && left.text().contains("bea"), "{}", left.text());
    assert!(browser.get(&cohort).await.text().contains("ana@example.org"));
    for place in ["couts", "versions", "cohorte"] {
        assert_eq!(browser.get(&format!("{page}/{place}")).await.status, 200, "{place}");
    }
    for place in ["/fr/pilotes", "/en/pilots/prices", "/fr/pilotes/decisions?q=x"] {
        assert_eq!(browser.get(place).await.status, 200, "{place}");
    }
}
