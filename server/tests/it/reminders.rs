//! Reminders from the button to a mailbox: over the API and as a form, by way of a real mail server.

use crate::{
    mail_server::{MailServer, free_address, letters},
    rehearsal::Rehearsal,
    world::{World, send},
};
use contract::{
    LangMap,
    accounts::Role,
    inventory::{ItemFields, Kind},
    sessions::Audience,
};
use domain::jobs::{self, Job};
use reqwest::Method;
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

const DAY: u64 = 24 * 3600;

#[tokio::test]
async fn reminders_arrive_once_also_when_the_mail_server_was_away() {
    let address = free_address();
    let folder = tempfile::tempdir().expect("a folder");
    let mailbox = folder.path().join("mail");
    let url = format!("smtp://{address}");
    let settings = [("ESTRADE_SMTP_URL", url.as_str()), ("ESTRADE_MAIL_FROM", "Estrade du Nord <e@example.org>")];
    let world = World::with(&settings, |env| env.transcoder = Arc::new(Rehearsal::default())).await;
    let fields = ItemFields::new(Kind::Class, LangMap::both("Étirements <doux>", "Gentle stretching"));
    let starts_at = world.env.clock.now() + Duration::from_secs(DAY + 60);
    let session = world.announced(fields, starts_at, Audience::Members).await;
    let ana = world.account("ana", Role::Member, None).await;
    let (member, staff) = (world.program_of(&ana).await, world.program(Role::Staff).await);
    let path = format!("/api/v1/sessions/{session}/reminder");
    for _ in 0..2 {
        assert_eq!(send(member.request(Method::PUT, &path)).await.status, 204);
    }
    let minute = async || {
        jobs::enqueue(&world.env, world.env.db.writer(), &Job::Remind).await.expect("planned");
        jobs::run_pending(&world.env).await.expect("jobs");
    };
    world.clock.advance(Duration::from_secs(61));
    minute().await;

    let server = MailServer::at(address, &mailbox);
    minute().await;
    minute().await;
    let first = letters(&mailbox);
    assert_eq!(first.len(), 1, "{first:?}");
    let letter = &first[0];
    assert_eq!(letter["defects"], 0);
    assert_eq!(
        (&letter["From"], &letter["To"]),
        (&json!("Estrade du Nord <e@example.org>"), &json!("ana <ana@example.org>"))
    );
    let subject = letter["Subject"].as_str().expect("a subject");
    assert!(subject.starts_with("Rappel\u{a0}: Étirements <doux>, "), "{subject}");
    let page = format!("{}/fr/seances/{session}", world.url);
    assert!(letter["plain"].as_str().is_some_and(|text| text.contains(&page)), "{letter}");
    assert!(letter["html"].as_str().is_some_and(|text| text.contains("Étirements &lt;doux&gt;")), "{letter}");
    assert_eq!(letter["Auto-Submitted"], "auto-generated");

    let cancel = staff.request(Method::PATCH, &format!("/api/v1/lives/{session}")).json(&json!({"cancelled": true}));
    assert_eq!(send(cancel).await.status, 200);
    minute().await;
    minute().await;
    let all = letters(&mailbox);
    assert_eq!(all.len(), 2, "{all:?}");
    let told = |letter: &Value| letter["Subject"].as_str().is_some_and(|text| text.starts_with("Annulée\u{a0}:"));
    assert!(all.iter().any(told), "{all:?}");
    drop(server);
}

#[tokio::test]
async fn reminders_are_chosen_over_the_api() {
    let world = World::with(&[("ESTRADE_SMTP_URL", "smtp://127.0.0.1:1")], |_| {}).await;
    let member = world.program(Role::Member).await;
    let path = "/api/v1/me/reminders";
    let all =
        json!({"day": true, "hour": true, "minutes": true, "mail": true, "quiet_from": null, "quiet_until": null});
    assert_eq!(member.get(path).await.value(), all);
    let chosen = json!({
        "day": true, "hour": false, "minutes": true, "mail": false, "quiet_from": "22:00", "quiet_until": "07:00",
    });
    let put = async |choices: &Value| send(member.request(Method::PUT, path).json(choices)).await;
    assert_eq!(put(&chosen).await.value(), chosen);
    assert_eq!(member.get(path).await.value(), chosen);
    for (choices, field) in [
        (json!({"day": true, "hour": true}), "minutes"),
        (json!({"day": true, "hour": true, "minutes": true, "quiet_from": "25:00"}), "quiet_from"),
        (json!({"day": true, "hour": true, "minutes": true, "quiet_from": "22:00"}), "quiet_until"),
    ] {
        let refused = put(&choices).await;
        assert_eq!((refused.status, &refused.value()["fields"][0]["field"]), (422, &json!(field)));
    }
    let none = format!("/api/v1/sessions/{}/reminder", world.env.new_id());
    assert_eq!(send(member.request(Method::PUT, &none)).await.status, 404);
    assert_eq!(send(member.request(Method::DELETE, &none)).await.status, 204, "there is none");
}

#[tokio::test]
async fn reminders_are_chosen_without_scripts() {
    let world = World::with(&[("ESTRADE_SMTP_URL", "smtp://127.0.0.1:1")], |_| {}).await;
    world.account("ana", Role::Member, Some(crate::world::PASSWORD)).await;
    let browser = world.browser();
    browser.sign_in("ana").await;
    let page = "/fr/mon-espace/mes-donnees";
    let sent = async |fields: &[(&str, &str)], from: &str, path: &str| {
        let form = browser.request(Method::POST, path).form(fields).header("accept", "text/html");
        send(form.header("referer", format!("{}{from}", world.url)).header("origin", &world.url)).await
    };
    let quiet = [("mail", "true"), ("day", "true"), ("quiet_from", "22:00"), ("quiet_until", "07:00")];
    let saved = sent(&quiet, page, "/call/reminders/choose").await;
    assert_eq!((saved.status, saved.header("location")), (303, "/fr/mon-espace/mes-donnees?done=reminders"));
    let shown = browser.get("/fr/mon-espace/mes-donnees?done=reminders").await;
    for part in ["vos rappels suivront ces choix", "value=\"22:00\"", "webcal://127.0.0.1:", "/schedule/of/"] {
        assert!(shown.text().contains(part), "no {part} in {}", shown.text());
    }
    let refused = sent(&[("quiet_from", "22:00")], page, "/call/reminders/choose").await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Ce champ est à remplir"), "{}", refused.text());

    let starts_at = world.env.clock.now() + Duration::from_secs(DAY);
    let fields = ItemFields::new(Kind::Class, LangMap::both("Cardio", "Cardio"));
    let session = world.announced(fields, starts_at, Audience::Members).await.to_string();
    let at = format!("/fr/seances/{session}");
    for (path, set, done) in
        [("/call/reminders/set", "true", "reminded"), ("/call/reminders/unset", "false", "not-reminded")]
    {
        let answer = sent(&[("session", &session)], &at, path).await;
        assert_eq!((answer.status, answer.header("location")), (303, format!("{at}?done={done}").as_str()));
        assert_eq!(browser.get(&format!("/call/reminders/is-set?session={session}")).await.text(), set);
    }
}

#[tokio::test]
async fn reminders_without_a_mail_server_are_not_promised() {
    let world = World::new().await;
    world.account("ana", Role::Member, Some(crate::world::PASSWORD)).await;
    let browser = world.browser();
    browser.sign_in("ana").await;
    let fields = ItemFields::new(Kind::Class, LangMap::both("Cardio", "Cardio"));
    let starts_at = world.env.clock.now() + Duration::from_secs(DAY);
    let session = world.announced(fields, starts_at, Audience::Members).await;
    let put = browser.request(Method::PUT, &format!("/api/v1/sessions/{session}/reminder"));
    let refused = send(put.header("origin", &world.url)).await;
    assert_eq!((refused.status, refused.problem().as_str()), (409, "no_mail"));
    let page = browser.get("/en/my-space/my-data").await;
    assert!(page.text().contains("sends no e-mail") && page.text().contains("/schedule/of/"));
    assert!(!page.text().contains("quiet_from"));
}
