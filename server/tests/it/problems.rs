//! What cannot be accepted, said in the reader's language.

use crate::world::{World, send};
use contract::accounts::Role;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn what_is_wrong_names_its_field_in_both_languages() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let body = json!({"kind": "class", "title": {"fr": ""}, "duration_minutes": 5000});
    let mut sentences = Vec::new();
    for language in ["fr-CA", "en"] {
        let request = staff.request(Method::POST, "/api/v1/items").json(&body).header("accept-language", language);
        let answer = send(request).await;
        assert_eq!((answer.status, answer.problem().as_str()), (422, "invalid"));
        assert!(answer.header("content-language").starts_with(&language[..2]));
        let fields = answer.value()["fields"].clone();
        let named: Vec<_> = fields
            .as_array()
            .expect("fields")
            .iter()
            .map(|field| (field["field"].clone(), field["code"].clone()))
            .collect();
        assert_eq!(named, [(json!("title"), json!("required")), (json!("duration_minutes"), json!("out_of_range"))]);
        assert!(fields[0]["detail"].as_str().is_some_and(|text| !text.is_empty()));
        sentences.push((answer.json("detail"), fields[0]["detail"].clone()));
    }
    assert_ne!(sentences[0].0, sentences[1].0);
    assert_ne!(sentences[0].1, sentences[1].1);
}

#[tokio::test]
async fn bodies_that_do_not_fit_are_problems_and_never_plain_text() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let json = "application/json";
    let deep = format!("{{\"kind\":{}", "[".repeat(10_000));
    let long = format!("{{\"kind\":\"{}\"}}", "x".repeat(2_000_000));
    for (kind, body, status, code, field) in [
        (json, "{", 400, "unreadable", ""),
        (json, "", 400, "unreadable", ""),
        (json, "\u{0}", 400, "unreadable", ""),
        (json, deep.as_str(), 400, "unreadable", ""),
        (json, long.as_str(), 413, "too_large", ""),
        ("text/plain", "{}", 415, "unsupported_media_type", ""),
        (json, "[1]", 422, "invalid", "."),
        (json, r#"{"kind":"dance","title":{}}"#, 422, "invalid", "kind"),
        (json, r#"{"kind":"class","title":"x"}"#, 422, "invalid", "title"),
        (json, r#"{"kind":"class"}"#, 422, "invalid", "title"),
        (json, r#"{"kind":"class","title":{"fr":"x"},"tags":[1]}"#, 422, "invalid", "tags[0]"),
    ] {
        let request = staff.request(Method::POST, "/api/v1/items").header("content-type", kind).body(body.to_owned());
        let answer = send(request).await;
        let shown = &body[..body.len().min(60)];
        assert_eq!((answer.status, answer.problem().as_str()), (status, code), "{shown}");
        if !field.is_empty() {
            assert_eq!(answer.value()["fields"][0]["field"], field, "{shown}");
        }
    }
}

#[tokio::test]
async fn unknown_addresses_methods_and_queries_are_problems() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    for (method, path, status, code) in [
        (Method::GET, "/api/v1/nothing", 404, "not_found"),
        (Method::GET, "/api/v2/items", 404, "not_found"),
        (Method::GET, "/api", 404, "not_found"),
        (Method::POST, "/call/nothing/at-all", 404, "not_found"),
        (Method::GET, "/api/v1/items/not-an-id", 404, "not_found"),
        (Method::GET, "/api/v1/items/00000000-0000-0000-0000-000000000000", 404, "not_found"),
        (Method::PUT, "/api/v1/items", 405, "method_not_allowed"),
        (Method::TRACE, "/api/v1/items", 405, "method_not_allowed"),
        (Method::DELETE, "/livez", 405, "method_not_allowed"),
        (Method::GET, "/api/v1/items?kind=dance", 422, "invalid"),
        (Method::GET, "/api/v1/items?limit=many", 422, "invalid"),
        (Method::GET, "/api/v1/items?cursor=%00", 422, "invalid"),
    ] {
        let answer = send(staff.request(method.clone(), path)).await;
        assert_eq!((answer.status, answer.problem().as_str()), (status, code), "{method} {path}");
    }
    assert_eq!(staff.get("/api/v1/items?kind=&q=&limit=").await.status, 200, "what is left empty asks for nothing");
}

#[tokio::test]
async fn the_description_is_the_routers_own() {
    let world = World::new().await;
    let answer = world.browser().get("/api/v1/openapi.json").await;
    let document = answer.value();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let paths = document["paths"].as_object().expect("paths");
    for path in ["/api/v1/items/{id}", "/api/v1/sessions/{id}/watch", "/api/v1/me/history/{session_id}"] {
        assert!(paths.contains_key(path), "{path}");
    }
    let text = answer.text();
    for (reference, _) in text.match_indices("#/components/schemas/") {
        let name = text[reference + 21..].split('"').next().expect("a name");
        assert!(document["components"]["schemas"].get(name).is_some(), "{name} is referred to and not described");
    }
}
