//! Signing in and out, and what does not get in.

use crate::world::{Answer, PASSWORD, World, send};
use contract::accounts::Role;
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_wrong_pair_is_refused_and_a_right_one_answers_the_viewer() {
    let world = World::new().await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let browser = world.browser();
    for pair in [
        json!({"email": "ana@example.org", "password": "autre chose"}),
        json!({"email": "nobody@example.org", "password": PASSWORD}),
    ] {
        let answer = browser.post("/api/v1/sign-in", &pair).await;
        assert_eq!((answer.status, answer.problem().as_str()), (401, "wrong_credentials"));
        assert!(!answer.headers.contains_key("set-cookie"));
    }
    let answer = browser.sign_in("ana").await;
    assert_eq!(answer.status, 200);
    let viewer = answer.value();
    assert_eq!((&viewer["name"], &viewer["role"], &viewer["locale"]), (&json!("ana"), &json!("member"), &json!("fr")));
    let attributes = answer.header("set-cookie").to_owned();
    for attribute in ["estrade=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
        assert!(attributes.contains(attribute), "{attributes}");
    }
    assert_eq!(browser.get("/api/v1/me").await.json("name"), "ana");
}

#[tokio::test]
async fn signing_in_gives_a_new_id() {
    let world = World::new().await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let first = cookie(&world.browser().sign_in("ana").await);
    // A browser into which somebody planted an id, known to us or not.
    for planted in [first.clone(), "estrade=AAAAAAAAAAAAAAAAAAAAAA".to_owned()] {
        let pair = json!({"email": "ana@example.org", "password": PASSWORD});
        let request = world.browser().request(Method::POST, "/api/v1/sign-in").json(&pair);
        let answer = send(request.header("cookie", &planted)).await;
        assert_ne!(cookie(&answer), planted);
        let planted = send(world.browser().request(Method::GET, "/api/v1/me").header("cookie", planted)).await;
        assert_eq!(planted.status, 401);
    }
}

#[tokio::test]
async fn forged_and_expired_cookies_are_nobody() {
    let world = World::new().await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    for forged in ["estrade=", "estrade=x", "estrade=AAAAAAAAAAAAAAAAAAAAAA", "estrade=' OR 1=1 --"] {
        let answer = send(world.browser().request(Method::GET, "/api/v1/me").header("cookie", forged)).await;
        assert_eq!((answer.status, answer.problem().as_str()), (401, "not_signed_in"), "{forged}");
    }
    let browser = world.browser();
    browser.sign_in("ana").await;
    world.clock.advance(Duration::from_secs(31 * 24 * 3600));
    assert_eq!(browser.get("/api/v1/me").await.status, 401);
}

#[tokio::test]
async fn a_used_sign_in_lasts_but_not_for_ever() {
    let world =
        World::with(&[("ESTRADE_SIGN_IN_IDLE_DAYS", "300"), ("ESTRADE_SIGN_IN_LONGEST_DAYS", "300")], |_| {}).await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let browser = world.browser();
    browser.sign_in("ana").await;
    world.clock.advance(Duration::from_secs(299 * 24 * 3600));
    let noted = browser.get("/api/v1/me").await;
    assert_eq!(noted.status, 200);
    assert!(noted.headers.contains_key("set-cookie"), "using it moves its end");
    world.clock.advance(Duration::from_secs(24 * 3600));
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(browser.get("/api/v1/me").await.status, 401);
}

#[tokio::test]
async fn signing_out_ends_it_at_once_and_everywhere_means_everywhere() {
    let world = World::new().await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let (phone, laptop) = (world.browser(), world.browser());
    let stolen = cookie(&phone.sign_in("ana").await);
    laptop.sign_in("ana").await;
    assert_eq!(phone.get("/api/v1/me").await.status, 200);

    let answer = phone.post("/api/v1/sign-out", &json!({})).await;
    assert_eq!(answer.status, 204);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(phone.get("/api/v1/me").await.status, 401);
    let replayed = send(world.browser().request(Method::GET, "/api/v1/me").header("cookie", stolen)).await;
    assert_eq!(replayed.status, 401);
    assert_eq!(laptop.get("/api/v1/me").await.status, 200);

    phone.sign_in("ana").await;
    assert_eq!(laptop.post("/api/v1/sign-out-everywhere", &json!({})).await.status, 204);
    for browser in [&phone, &laptop] {
        assert_eq!(browser.get("/api/v1/me").await.status, 401);
    }
}

#[tokio::test]
async fn many_attempts_have_to_wait_but_are_never_locked_out() {
    let world = World::new().await;
    let browser = world.browser();
    let pair = json!({"email": "ana@example.org", "password": "x"});
    let answers = futures::future::join_all((0..16).map(|_| browser.post("/api/v1/sign-in", &pair))).await;
    let (tried, waiting): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 401);
    assert!((10..14).contains(&tried.len()), "{} were let through", tried.len());
    for answer in waiting {
        assert_eq!((answer.status, answer.problem().as_str()), (429, "too_many_attempts"));
        let wait: u64 = answer.header("retry-after").parse().expect("seconds");
        assert!((1..=13).contains(&wait), "{wait}");
    }
    // Claiming to come from elsewhere changes nothing.
    let elsewhere = |n: usize| {
        let address = format!("203.0.113.{n}");
        send(browser.request(Method::POST, "/api/v1/sign-in").json(&pair).header("x-forwarded-for", address))
    };
    let answers = futures::future::join_all((0..6).map(elsewhere)).await;
    assert!(answers.iter().any(|answer| answer.status == 429));
}

#[tokio::test]
async fn an_unknown_token_is_refused_rather_than_ignored() {
    let world = World::new().await;
    let mut program = world.program(Role::Staff).await;
    assert_eq!(program.get("/api/v1/me").await.json("role"), "staff");
    program.token = Some("est_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".into());
    let answer = program.get("/api/v1/catalogue").await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}
