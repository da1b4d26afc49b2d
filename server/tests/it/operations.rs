//! What whoever runs Estrade asks for, and the web at large.

use crate::world::{World, send};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn it_says_whether_it_is_alive_and_ready() {
    let world = World::new().await;
    let browser = world.browser();
    assert_eq!(browser.get("/livez").await.text(), "ok\n");
    let ready = browser.get("/readyz").await;
    assert_eq!(ready.value(), json!({"ready": true, "database": "ok", "store": "ok", "spool": "ok"}));
    world.env.db.clone().close().await;
    world.clock.advance(std::time::Duration::from_secs(3));
    let broken = browser.get("/readyz").await;
    assert_eq!((broken.status, &broken.value()["database"]), (503, &json!("failed")));
    assert_eq!(browser.get("/livez").await.status, 200);
}

#[tokio::test]
async fn figures_are_for_this_machine_or_the_token() {
    let world = World::with(&[("ESTRADE_METRICS_TOKEN", "a-long-metrics-token")], |_| {}).await;
    let browser = world.browser();
    browser.get("/livez").await;
    let figures = browser.get("/metrics").await;
    assert!(figures.text().contains("estrade_requests_total{class=\"2xx\"} "), "{}", figures.text());
    assert!(figures.text().contains("process_resident_memory_bytes "));
    let elsewhere = || browser.request(Method::GET, "/metrics").header("x-forwarded-for", "203.0.113.1");
    assert_eq!(send(elsewhere()).await.status, 404);
    assert_eq!(send(elsewhere().bearer_auth("a-long-metrics-token")).await.status, 200);
    assert_eq!(send(elsewhere().bearer_auth("another")).await.status, 404);
    // A proxy on this machine that says nothing about for whom it asks.
    let proxied = browser.request(Method::GET, "/metrics").header("host", "estrade.example.org");
    assert_eq!(send(proxied).await.status, 404);
}

#[tokio::test]
async fn a_site_map_is_not_written_for_everybody_who_asks() {
    let world = World::new().await;
    let browser = world.browser();
    let first = browser.get("/sitemap.xml").await;
    let later = world.published("Yoga", 60, contract::sessions::Audience::Public).await;
    assert!(browser.get("/feed.xml").await.text().contains(&later.to_string()));
    assert_eq!(browser.get("/sitemap.xml").await.text(), first.text());
}

#[tokio::test]
async fn the_public_web_learns_what_is_public() {
    let world = World::new().await;
    let public = world.published("Yoga <doux> & calme", 60, contract::sessions::Audience::Public).await;
    let members = world.published("Boxe", 60, contract::sessions::Audience::Members).await;
    let browser = world.browser();
    for path in ["/sitemap.xml", "/feed.xml"] {
        let answer = browser.get(path).await;
        assert!(answer.header("content-type").contains("xml"), "{path}");
        assert!(answer.text().contains(&public.to_string()), "{path}");
        assert!(!answer.text().contains(&members.to_string()), "{path}");
    }
    assert!(browser.get("/feed.xml").await.text().contains("Yoga &lt;doux&gt; &amp; calme"));
    assert!(browser.get("/robots.txt").await.text().contains("Sitemap: http"));
    let security = browser.get("/.well-known/security.txt").await;
    assert!(security.text().contains("Contact: http") && security.text().contains("Expires: 2"));
    assert_eq!(browser.get("/manifest.webmanifest").await.json("name"), "Estrade");
    let calendar = browser.get("/schedule.ics").await;
    assert!(calendar.header("content-type").starts_with("text/calendar"));
    assert!(calendar.text().starts_with("BEGIN:VCALENDAR\r\n") && calendar.text().ends_with("END:VCALENDAR\r\n"));
    assert!(browser.get("/feed.xml?lang=en").await.text().contains("xml:lang=\"en-CA\""));

    let embed = async |session: contract::SessionId| {
        let page = format!("{}/fr/seances/{session}", world.env.settings.public_url);
        browser.get(&format!("/oembed?url={page}")).await
    };
    let card = embed(public).await;
    assert_eq!((card.json("type"), card.json("title")), ("link".into(), "Yoga <doux> & calme".into()));
    assert_eq!(embed(members).await.status, 404, "what is for members is told to nobody");
    assert_eq!(browser.get("/oembed?url=https://example.org/fr").await.status, 404);
}
