//! The work on items through the REST API, and through forms as a browser without scripts sends them.

use crate::world::{Answer, Asker, PASSWORD, World, send};
use contract::{
    Locale,
    accounts::{NewMember, Role},
};
use domain::accounts::{self, Admin};
use reqwest::Method;
use serde_json::{Value, json};

async fn act(asker: &Asker, task: &str, verb: &str, body: Value) -> Answer {
    asker.post(&format!("/api/v1/tasks/{task}/{verb}"), &body).await
}

async fn started(world: &World, staff: &Asker, title: &str) -> (String, Value) {
    let item = world.item(staff, title).await.to_string();
    let work = staff.post(&format!("/api/v1/items/{item}/work"), &json!({})).await;
    assert_eq!(work.status, 201, "{}", work.text());
    (item, work.value())
}

fn id(work: &Value, place: usize) -> String {
    work["tasks"][place]["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_step_is_claimed_handed_back_and_done() {
    let world = World::new().await;
    let ana = world.account("ana", Role::Staff, None).await;
    let (ana, bea) = (world.program_of(&ana).await, world.program(Role::Staff).await);
    let (item, work) = started(&world, &ana, "Yoga").await;
    let keys: Vec<&str> =
        work["tasks"].as_array().expect("tasks").iter().filter_map(|task| task["step"].as_str()).collect();
    assert_eq!(keys, ["assess", "clear_rights", "record", "edit", "caption", "check", "publish"]);
    let again = ana.post(&format!("/api/v1/items/{item}/work"), &json!({})).await;
    assert_eq!((again.status, again.problem().as_str()), (409, "work_under_way"));
    assert_eq!(ana.get(&format!("/api/v1/items/{item}")).await.json("status"), "in_work");

    let (first, second) = (id(&work, 0), id(&work, 1));
    let claimed = act(&ana, &first, "claim", json!({})).await;
    assert_eq!((claimed.status, claimed.json("state").as_str()), (200, "claimed"));
    assert_eq!(claimed.value()["claimed_by"]["name"], "ana");
    let taken = act(&bea, &first, "claim", json!({})).await;
    assert_eq!((taken.status, taken.problem().as_str()), (409, "task_taken"));
    assert_eq!(taken.value()["fields"][0]["facts"]["name"], "ana");
    let locked = act(&bea, &second, "claim", json!({})).await;
    assert_eq!((locked.status, locked.problem().as_str()), (409, "task_not_open"));
    let not_theirs = act(&bea, &first, "finish", json!({})).await;
    assert_eq!((not_theirs.status, not_theirs.problem().as_str()), (409, "task_not_yours"));

    assert_eq!(act(&ana, &first, "block", json!({"reason": ""})).await.status, 422);
    assert_eq!(act(&ana, &first, "block", json!({"reason": "x"})).await.json("blocked_for"), "x");
    assert_eq!(act(&ana, &first, "unblock", json!({})).await.json("state"), "claimed");
    assert_eq!(act(&ana, &first, "finish", json!({})).await.json("state"), "done");
    let both = json!({"task_ids": [first, second]});
    let claims = bea.post("/api/v1/tasks/claim", &both).await.value();
    assert_eq!(claims["claimed"], json!([second]));
    assert_eq!(
        (&claims["refused"][0]["task_id"], &claims["refused"][0]["problem"]),
        (&json!(first), &json!("not_open"))
    );
    let back = act(&bea, &second, "hand-back", json!({"to": first, "reason": "À revoir"})).await;
    assert_eq!((back.json("id"), back.json("state").as_str()), (first.clone(), "handed_back"));
    let wrong = act(&bea, &second, "hand-back", json!({"to": first, "reason": "x"})).await;
    assert_eq!((wrong.status, wrong.problem().as_str()), (409, "task_moved"));

    let listed = ana.get("/api/v1/tasks?state=handed_back&step=assess").await.value();
    assert_eq!((&listed["items"][0]["id"], &listed["total"]), (&json!(first), &json!(1)));
    assert_eq!(ana.get("/api/v1/tasks?mine=true").await.value()["items"], json!([]));
    assert_eq!(ana.get("/api/v1/tasks?state=lost").await.status, 422);
    let told = ana.get(&format!("/api/v1/items/{item}/work")).await.value();
    assert_eq!((&told["moves"][0]["to"], &told["moves"][0]["reason"]), (&json!("handed_back"), &json!("À revoir")));
    let board = ana.get("/api/v1/board").await.value();
    assert_eq!((&board["bottleneck"], &board["columns"][0]["count"]), (&json!("assess"), &json!(1)));
    let nothing = act(&ana, &world.env.new_id().to_string(), "claim", json!({})).await;
    assert_eq!((nothing.status, nothing.problem().as_str()), (404, "not_found"));
}

#[tokio::test]
async fn the_steps_of_a_kind_are_changed_by_version() {
    let world = World::new().await;
    let manager = world.program(Role::Manager).await;
    let path = "/api/v1/work/templates/guide";
    let read = manager.get(path).await;
    assert_eq!((read.status, read.header("etag")), (200, "\"0\""));
    let new = json!({"steps": [{"name": {"fr": "Relire"}, "who": "staff", "due_days": 3}]});
    let put = async |tag: Option<&str>, body: &Value| {
        let mut request = manager.request(Method::PUT, path).json(body);
        if let Some(tag) = tag {
            request = request.header("if-match", tag);
        }
        send(request).await
    };
    let unread = put(None, &new).await;
    assert_eq!((unread.status, unread.problem().as_str()), (428, "version_required"));
    let written = put(Some("\"0\""), &new).await;
    assert_eq!((written.status, written.header("etag")), (200, "\"1\""), "{}", written.text());
    assert_eq!(written.value()["steps"][0]["key"], "relire");
    let late = put(Some("\"0\""), &new).await;
    assert_eq!((late.status, late.problem().as_str()), (412, "changed_meanwhile"));
    let none = put(Some("\"1\""), &json!({"steps": []})).await;
    assert_eq!((none.status, none.value()["fields"][0]["code"].as_str()), (422, Some("no_steps")));
    assert_eq!(manager.get("/api/v1/work/templates/dance").await.status, 404);
}

#[tokio::test]
async fn a_comment_is_read_and_seen() {
    let world = World::new().await;
    let bea = world.account("bea", Role::Staff, None).await;
    let (ana, bea) = (world.program(Role::Staff).await, world.program_of(&bea).await);
    let item = world.item(&ana, "Yoga").await;
    let path = format!("/api/v1/items/{item}/comments");
    let written = ana.post(&path, &json!({"text": "@bea, voyez <b>ceci</b>."})).await;
    assert_eq!((written.status, written.json("text").as_str()), (201, "@bea, voyez <b>ceci</b>."));
    assert!(written.value().get("not_called").is_none(), "{}", written.text());
    assert_eq!(bea.get(&path).await.value()["items"][0]["unread"], json!(true));
    assert_eq!(bea.post(&format!("{path}/seen"), &json!({})).await.status, 204);
    assert_eq!(bea.get(&path).await.value()["items"][0]["unread"], json!(false));
    assert_eq!(ana.post(&path, &json!({"text": " "})).await.status, 422);
    let lost = ana.post(&path, &json!({"text": "@Zoé, voyez."})).await;
    assert_eq!((lost.status, &lost.value()["not_called"]), (201, &json!([{"name": "Zoé", "several": false}])));
}

#[tokio::test]
async fn work_is_done_by_forms_alone() {
    let world = World::new().await;
    world.account("ana", Role::Staff, Some(PASSWORD)).await;
    let (ana, bea) = (world.browser(), world.program(Role::Staff).await);
    assert_eq!(ana.sign_in("ana").await.status, 200);
    let mut tasks = Vec::new();
    let (one, two) = (world.item(&bea, "Yoga doux").await.to_string(), world.item(&bea, "Boxe").await.to_string());
    let listed = ana.get("/fr/inventaire").await;
    assert!(listed.text().contains("Commencer le travail sur les fiches cochées"), "{}", listed.text());
    let query = format!("?id%5B%5D={one}&id%5B%5D={two}");
    let page = format!("/fr/inventaire/en-lot{query}&start=1");
    let looked = ana.get(&page).await;
    assert!(looked.text().contains("Le travail commencerait sur 2 fiches, sur 2"), "{}", looked.text());
    let chosen = [("items", query.as_str())];
    let sent = ana.submit("/call/work/start-many", &page, &chosen).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let location = sent.header("location").to_owned();
    assert!(location.starts_with("/fr/tableau?done=started&start="), "{location}");
    let board = ana.get(&location).await;
    let board = board.text();
    assert!(
        board.contains("Le travail est commencé sur 2 fiches.") && board.contains("Annuler ce lancement"),
        "{board}"
    );
    let looked = ana.get(&page).await;
    let looked = looked.text();
    assert!(looked.contains("Laissées telles quelles") && !looked.contains("Commencer le travail sur 0"), "{looked}");
    let sent = ana.submit("/call/work/start-many", &page, &chosen).await;
    assert_eq!(sent.header("location"), "/fr/tableau?done=started&started=0&under_way=2");
    let sent = ana.submit("/call/work/start-many", "/fr/inventaire/en-lot", &[("items", "")]).await;
    assert_eq!(sent.status, 422, "nothing is ticked");
    for item in [&one, &two] {
        tasks.push(id(&bea.get(&format!("/api/v1/items/{item}/work")).await.value(), 0));
    }
    assert_eq!(act(&bea, &tasks[1], "claim", json!({})).await.status, 200);

    let both = [("tasks[]", tasks[0].as_str()), ("tasks[]", &tasks[1])];
    let partly = ana.submit("/call/work/claim", "/fr/mes-taches", &both).await;
    assert_eq!(partly.status, 409);
    let text = partly.text();
    assert!(text.contains("Une partie est à vous.") && text.contains("l’a déjà en main"), "{text}");
    assert!(text.contains("rail__count"), "the rail counts what is claimed");

    let unsaid = [("task", tasks[0].as_str()), ("reason", " ")];
    let refused = ana.submit("/call/work/block", "/fr/mes-taches", &unsaid).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Ce champ est à remplir."), "{}", refused.text());
    let done = ana.submit("/call/work/finish", "/fr/mes-taches", &[("task", &tasks[0])]).await;
    assert_eq!(done.header("location"), "/fr/mes-taches?done=finished-step");
    let from_item = format!("/fr/inventaire/{one}");
    let comment = [("item", one.as_str()), ("text", "@ana ok")];
    let said = ana.submit("/call/work/comment", &from_item, &comment).await;
    assert_eq!(said.header("location"), format!("{from_item}?done=commented"));
    let page = ana.get(said.header("location")).await;
    assert!(page.text().contains("@ana ok") && page.text().contains("Votre commentaire est publié."));
    assert!(!page.text().contains("n’avertit personne"), "{}", page.text());
    for (email, name) in [("roy@example.org", "Ève Roy"), ("cote@example.org", "Ève Côté")] {
        let (email, name) = (email.to_owned(), name.to_owned());
        let new = NewMember { email, name, role: Role::Staff, locale: Locale::Fr, password: None };
        accounts::create(&world.env, &Admin::operator(), &new).await.expect("an account");
    }
    let lost = [("item", one.as_str()), ("text", "@zoé, @Ève et @ève roy, voyez.")];
    let said = ana.submit("/call/work/comment", &from_item, &lost).await;
    let page = ana.get(said.header("location")).await;
    for sentence in ["Personne ne s’appelle @zoé ici", "Plusieurs personnes s’appellent @Ève ici"] {
        assert_eq!(page.text().matches(sentence).count(), 1, "{sentence}: {}", page.text());
    }
    assert!(page.text().contains("Votre commentaire est publié."), "{}", page.text());
    assert!(!ana.get(&from_item).await.text().contains("n’avertit personne"), "told once");
    for path in ["/fr/mes-taches?state=all&step=assess", "/en/my-tasks", "/en/board", "/fr/inventaire"] {
        assert_eq!(ana.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn managers_write_the_steps_by_a_form() {
    let world = World::new().await;
    world.account("gia", Role::Manager, Some(PASSWORD)).await;
    let gia = world.browser();
    assert_eq!(gia.sign_in("gia").await.status, 200);
    let page = gia.get("/fr/tableau/etapes?kind=audio").await;
    assert!(page.text().contains("Obtenir les droits"), "{}", page.text());
    let fields = [
        ("kind", "audio"),
        ("based_on", "0"),
        ("steps[0][key]", "record"),
        ("steps[0][name][fr]", "Enregistrer"),
        ("steps[0][place]", "2"),
        ("steps[0][who]", "staff"),
        ("steps[1][key]", ""),
        ("steps[1][name][fr]", "Choisir la voix"),
        ("steps[1][place]", "1"),
        ("steps[1][who]", "manager"),
        ("steps[1][due_days]", "4"),
        ("steps[2][key]", "publish"),
        ("steps[2][name][fr]", "Publier"),
        ("steps[2][remove]", "true"),
    ];
    let from = "/fr/tableau/etapes?kind=audio";
    let saved = gia.submit("/call/work/save-steps", from, &fields).await;
    assert_eq!(saved.header("location"), "/fr/tableau/etapes?kind=audio&done=saved", "{}", saved.text());
    let read = world.program(Role::Staff).await.get("/api/v1/work/templates/audio").await.value();
    let keys: Vec<&str> =
        read["steps"].as_array().expect("steps").iter().filter_map(|step| step["key"].as_str()).collect();
    assert_eq!(keys, ["choisir_la_voix", "record"]);
    let late = gia.submit("/call/work/save-steps", from, &fields).await;
    assert_eq!(late.status, 409);
    let unnamed = [("kind", "audio"), ("based_on", "1"), ("steps[0][key]", "a"), ("steps[0][place]", "1")];
    let refused = gia.submit("/call/work/save-steps", from, &unnamed).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Écrivez un titre dans au moins une langue"), "{}", refused.text());
}

#[tokio::test]
async fn work_on_all_but_these_is_started_and_taken_back() {
    let world = World::new().await;
    world.account("ana", Role::Staff, Some(PASSWORD)).await;
    let (ana, bea) = (world.browser(), world.program(Role::Staff).await);
    assert_eq!(ana.sign_in("ana").await.status, 200);
    let [one, two, not] = [
        world.item(&bea, "Yoga doux").await,
        world.item(&bea, "Yoga vif").await,
        world.item(&bea, "Yoga sur chaise").await,
    ];
    let mut chosen = json!({"items": [not], "all_matching": {"q": "yoga"}, "check_only": true});
    let looked = bea.post("/api/v1/work/starts", &chosen).await;
    assert_eq!(looked.status, 200, "{}", looked.text());
    assert_eq!((&looked.value()["started"], &looked.value()["id"]), (&json!(2), &Value::Null));
    assert_eq!(bea.get(&format!("/api/v1/items/{one}/work")).await.status, 404, "looking starts nothing");
    chosen["check_only"] = json!(false);
    let started = bea.post("/api/v1/work/starts", &chosen).await.value();
    assert_eq!((&started["started"], &started["under_way"]), (&json!(2), &json!(0)));
    assert_eq!(bea.get(&format!("/api/v1/items/{not}/work")).await.status, 404, "the one that was left out");
    let task = id(&bea.get(&format!("/api/v1/items/{one}/work")).await.value(), 0);
    assert_eq!(act(&bea, &task, "claim", json!({})).await.status, 200);

    let start = started["id"].as_str().expect("an id");
    let from = format!("/fr/tableau?done=started&start={start}&started=2&under_way=0");
    let sent = ana.submit("/call/work/take-back", &from, &[("id", start)]).await;
    let expected = format!("/fr/tableau?done=taken-back&start={start}&taken_back=1&kept=1");
    assert_eq!((sent.status, sent.header("location")), (303, expected.as_str()));
    let board = ana.get(&expected).await;
    let board = board.text();
    assert!(board.contains("Le travail est annulé sur 1 fiche") && board.contains("Une étape a été prise"), "{board}");
    assert_eq!(bea.get(&format!("/api/v1/items/{two}/work")).await.status, 404);
    assert_eq!(bea.get(&format!("/api/v1/items/{two}")).await.json("status"), "identified");
    let late = ana.submit("/call/work/take-back", &from, &[("id", start)]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("Cette modification est déjà annulée."), "{}", late.text());
    let undo = format!("/api/v1/work/starts/{start}/undo");
    assert_eq!(bea.post(&undo, &json!({})).await.problem(), "undone_already");
    let none = bea.post("/api/v1/work/starts", &json!({})).await;
    assert_eq!((none.status, &none.value()["fields"][0]["code"]), (422, &json!("nothing_chosen")));
}
