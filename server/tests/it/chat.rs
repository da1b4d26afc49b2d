//! Following the chat of a live session as a browser does.

use crate::world::{Asker, PASSWORD, World, send};
use contract::{accounts::Role, lives::LiveWindow};
use reqwest::{Method, Response};
use serde_json::json;
use std::time::Duration;

/// A session that takes place now.
async fn live(world: &World, staff: &Asker) -> String {
    let item = world.item(staff, "Cardio en direct").await;
    let now = world.env.clock.now();
    let window = LiveWindow { starts_at: now, ends_at: now + Duration::from_secs(3600), replay: true };
    let id = staff.post("/api/v1/sessions", &json!({"item_id": item, "live": window})).await.json("id");
    assert_eq!(staff.post(&format!("/api/v1/sessions/{id}/publish"), &json!({})).await.status, 200);
    id
}

/// What somebody is told as it happens.
struct Told {
    response: Response,
    heard: String,
}

impl Told {
    async fn begin(asker: &Asker, chat: &str) -> Self {
        let response = asker.request(Method::GET, &format!("{chat}/events")).send().await.expect("an answer");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, heard: String::new() }
    }

    /// What is told until all of this has been, within a second or two.
    async fn until(&mut self, all: &[&str]) -> String {
        while !all.iter().all(|what| self.heard.contains(what)) {
            let chunk = tokio::time::timeout(Duration::from_secs(5), self.response.chunk()).await;
            let chunk = chunk.unwrap_or_else(|_| panic!("{all:?} is not in {}", self.heard));
            self.heard += std::str::from_utf8(&chunk.expect("a chunk").expect("it goes on")).expect("text");
        }
        std::mem::take(&mut self.heard)
    }

    async fn ends(mut self) {
        let end = async { while self.response.chunk().await.expect("a chunk").is_some() {} };
        tokio::time::timeout(Duration::from_secs(10), end).await.expect("an end");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_followed_until_the_right_to_it_ends() {
    let world = World::new().await;
    let (staff, program) = (world.program(Role::Staff).await, world.program(Role::Member).await);
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let browser = world.browser();
    assert_eq!(browser.sign_in("ana").await.status, 200);
    let session = live(&world, &staff).await;
    let chat = format!("/api/v1/lives/{session}/chat");
    let nowhere = format!("/api/v1/lives/{}/chat/events", world.env.new_id());
    assert_eq!(program.get(&nowhere).await.problem(), "not_found");

    let (mut ana, mut other) = (Told::begin(&browser, &chat).await, Told::begin(&program, &chat).await);
    let first = ana.until(&["event: mode", "event: lines", "event: reactions"]).await;
    assert!(first.contains(r#"{"mode":"open","slow_s":5,"is_open":true,"is_blocked":false}"#), "{first}");
    assert!(first.contains("event: lines\ndata: []\n"), "{first}");

    let said = browser.post(&chat, &json!({"text": "Le <b>pied</b> gauche ?", "question": true})).await;
    assert_eq!((said.status, said.json("is_question")), (201, "true".into()), "{}", said.text());
    let line = said.json("id");
    let told = other.until(&[&line]).await;
    assert!(told.contains(r#""name":"ana""#) && !told.contains("member_id"), "{told}");
    ana.until(&[&line]).await;
    assert_eq!(browser.post(&chat, &json!({"text": "Encore"})).await.problem(), "chat_slow");

    assert_eq!(staff.post(&format!("{chat}/{line}/hide"), &json!({})).await.status, 204);
    let told = other.until(&["event: hidden", &line]).await;
    assert!(!told.contains("event: lines"), "{told}");
    assert_eq!(browser.get(&chat).await.value()["lines"][0]["id"], line, "its writer sees it still");
    assert_eq!(browser.get(&format!("{chat}?after={line}")).await.value()["lines"], json!([]));

    let mode = json!({"mode": "questions", "slow_s": 0});
    let answer = send(staff.request(Method::PUT, &chat).json(&mode)).await;
    assert_eq!(answer.value(), mode);
    let told = other.until(&["event: mode"]).await;
    assert!(told.contains(r#""mode":"questions""#), "{told}");

    let sent = browser.post(&format!("/api/v1/lives/{session}/reactions"), &json!({"reaction": "clap"})).await;
    assert_eq!(sent.value()["clap"], 1);
    other.until(&["event: reactions", r#""clap":1"#]).await;

    let member = staff.get(&chat).await.value()["lines"][0]["member_id"].clone();
    assert_eq!(staff.post(&format!("{chat}/block"), &json!({"member_id": member})).await.status, 204);
    ana.until(&["event: mode", r#""is_blocked":true"#]).await;
    assert_eq!(browser.post(&chat, &json!({"text": "Encore"})).await.problem(), "chat_blocked");

    assert!(browser.post("/api/v1/sign-out", &json!({})).await.status < 300);
    ana.ends().await;
    other.until(&[]).await;
    assert_eq!(staff.post(&format!("/api/v1/sessions/{session}/unpublish"), &json!({})).await.status, 200);
    other.ends().await;
}
