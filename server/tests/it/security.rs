//! What surrounds every answer.

use crate::world::{PASSWORD, World, send};
use contract::accounts::Role;
use reqwest::Method;
use serde_json::json;

const PATHS: [&str; 12] = [
    "/",
    "/fr",
    "/en/sign-in",
    "/fr/nulle-part",
    "/assets/missing",
    "/api/v1/catalogue",
    "/api/v1/me",
    "/api/v1/openapi.json",
    "/livez",
    "/robots.txt",
    "/feed.xml",
    "/media/x/index.m3u8",
];

#[tokio::test]
async fn every_answer_says_how_it_is_to_be_treated() {
    let world = World::new().await;
    for path in PATHS {
        let answer = world.browser().get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path} {name}");
        }
        assert!(answer.header("permissions-policy").contains("camera=(self)"), "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        assert!(!answer.headers.contains_key("strict-transport-security"), "not without TLS: {path}");
        assert!(!answer.headers.contains_key("server"), "{path}");
    }
}

#[tokio::test]
async fn scripts_run_by_a_nonce_that_is_new_each_time() {
    let world = World::new().await;
    let nonce = |policy: &str| {
        policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce").to_owned()
    };
    let (first, second) = (world.browser().get("/fr").await, world.browser().get("/fr").await);
    let (one, two) = (nonce(first.header("content-security-policy")), nonce(second.header("content-security-policy")));
    assert_ne!(one, two);
    assert_eq!(first.header("cache-control"), "private, no-store");
    for script in first.text().split("<script").skip(1) {
        let tag = script.split('>').next().expect("a tag");
        assert!(tag.contains(&format!("nonce=\"{one}\"")), "{tag}");
    }
    for attribute in ["style=\"", "onclick=", "onload="] {
        assert!(!first.text().contains(attribute), "{attribute}");
    }
}

#[tokio::test]
async fn over_tls_the_cookie_and_the_browser_stay_with_it() {
    let world = World::with(&[("ESTRADE_PUBLIC_URL", "https://estrade.example.org")], |_| {}).await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let browser = world.browser();
    let answer = browser.sign_in("ana").await;
    assert!(answer.header("strict-transport-security").starts_with("max-age=31536000"));
    let cookie = answer.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-estrade=") && cookie.contains("; Secure"), "{cookie}");
    let pair = cookie.split(';').next().expect("a pair");
    let out = send(browser.request(Method::POST, "/api/v1/sign-out").header("cookie", pair)).await;
    assert!(out.header("set-cookie").contains("Max-Age=0") && out.header("set-cookie").contains("; Secure"));
}

#[tokio::test]
async fn another_sites_page_changes_nothing() {
    let world = World::new().await;
    world.account("ana", Role::Staff, Some(PASSWORD)).await;
    let browser = world.browser();
    browser.sign_in("ana").await;
    let body = json!({"kind": "class", "title": {"fr": "Yoga"}});
    let from = |name: &'static str, value: String| {
        browser.request(Method::POST, "/api/v1/items").header(name, value).json(&body)
    };
    for (name, value) in [
        ("sec-fetch-site", "cross-site".to_owned()),
        ("sec-fetch-site", "same-site".to_owned()),
        ("origin", "https://evil.example".to_owned()),
        ("origin", "null".to_owned()),
    ] {
        let refused = send(from(name, value.clone())).await;
        assert_eq!((refused.status, refused.problem().as_str()), (403, "cross_site"), "{name}: {value}");
    }
    for (name, value) in [("sec-fetch-site", "same-origin".to_owned()), ("origin", world.url.clone())] {
        assert_eq!(send(from(name, value.clone())).await.status, 201, "{name}: {value}");
    }
    let program = world.program(Role::Staff).await;
    let request = program.request(Method::POST, "/api/v1/items").header("sec-fetch-site", "cross-site").json(&body);
    assert_eq!(send(request).await.status, 201, "a token is nothing that a page could borrow");
    // Nor can a page borrow the cookie by adding a token that it made up.
    let mixed = from("authorization", "Bearer est_made_up".into()).header("sec-fetch-site", "cross-site");
    assert_eq!(send(mixed).await.status, 401);
}

#[tokio::test]
async fn what_is_in_a_cookie_is_no_token_and_a_token_no_cookie() {
    let world = World::new().await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let browser = world.browser();
    let signed_in = browser.sign_in("ana").await;
    let pair = signed_in.header("set-cookie").split(';').next().expect("a pair");
    let program = world.program(Role::Member).await;
    // Both are known from now on, for a moment.
    assert_eq!((browser.get("/api/v1/me").await.status, program.get("/api/v1/me").await.status), (200, 200));
    let cookie = pair.strip_prefix("estrade=").expect("the cookie");
    let as_token = world.browser().request(Method::GET, "/api/v1/me").bearer_auth(cookie);
    assert_eq!(send(as_token).await.status, 401);
    let token = program.token.as_deref().expect("a token");
    let as_cookie = world.browser().request(Method::GET, "/api/v1/me").header("cookie", format!("estrade={token}"));
    assert_eq!(send(as_cookie).await.status, 401);
}

#[tokio::test]
async fn an_unknown_page_says_so_in_its_language() {
    let world = World::new().await;
    for (path, language, tag) in
        [("/en/nowhere", "fr", "en-CA"), ("/nulle-part", "fr", "fr-CA"), ("/nowhere", "en", "en-CA")]
    {
        let answer = send(world.browser().request(Method::GET, path).header("accept-language", language)).await;
        assert_eq!(answer.status, 404);
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert!(answer.text().contains(&format!("lang=\"{tag}\"")), "{path}");
    }
}

#[tokio::test]
async fn the_front_door_leads_to_the_visitors_language() {
    let world = World::new().await;
    for (language, to) in [("en-CA,en", "/en"), ("fr", "/fr"), ("de", "/fr")] {
        let answer = send(world.browser().request(Method::GET, "/").header("accept-language", language)).await;
        assert_eq!((answer.status, answer.header("location")), (303, to));
        assert!(answer.header("vary").contains("Accept-Language"));
    }
}

#[tokio::test]
async fn a_token_opens_what_its_scopes_name() {
    use domain::accounts::{Admin, tokens};
    let world = World::new().await;
    let owner = world.account("samuel", Role::Staff, None).await;
    let create = async |scopes: &[&str]| {
        let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        tokens::create(&world.env, &Admin::operator(), &owner, "test", &scopes).await
    };
    assert!(matches!(create(&["items:everything"]).await, Err(domain::Error::Invalid(_))));
    let token = create(&["items:read", "catalogue:read", "watches:read"]).await.expect("a token");
    let program = crate::world::Asker { token: Some(token), ..world.browser() };
    assert_eq!(program.get("/api/v1/items").await.status, 200);
    assert_eq!(program.get("/api/v1/items.csv").await.status, 200);
    assert_eq!(program.get("/api/v1/catalogue").await.status, 200);
    for refused in [
        program.post("/api/v1/items", &json!({"kind": "class", "title": {"fr": "Yoga"}})).await,
        program.get("/api/v1/me").await,
        program.get("/api/v1/me/history").await,
        program.get("/fr/inventaire").await,
        program.get("/media/studio/0193a5e4-7b1c-7000-8000-000000000001/index.m3u8").await,
    ] {
        assert_eq!((refused.status, refused.problem()), (403, "out_of_scope".to_owned()));
    }
}
