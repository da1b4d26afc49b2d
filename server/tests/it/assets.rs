//! Styles, scripts and fonts.

use crate::world::{World, send};
use reqwest::Method;
use server::web::assets;

#[tokio::test]
async fn what_is_named_after_its_content_is_kept_for_ever() {
    let world = World::new().await;
    let url = assets::url("main.css");
    let browser = world.browser();
    assert_eq!(browser.get("/assets/no-such-file.css").await.problem(), "not_found");
    if url == "/assets/missing" {
        println!("not run: the assets are not built");
        return;
    }
    let style = send(browser.request(Method::GET, url).header("accept-encoding", "br")).await;
    assert_eq!((style.status, style.header("content-encoding")), (200, "br"));
    assert_eq!(style.header("cache-control"), "public, max-age=31536000, immutable");
    let known =
        browser.request(Method::GET, url).header("accept-encoding", "br").header("if-none-match", style.header("etag"));
    assert_eq!(send(known).await.status, 304);
}
