//! Plain HTML forms, as a browser without scripts sends them.

use crate::world::{PASSWORD, World, send};
use contract::accounts::Role;
use domain::inventory::imports;
use reqwest::{
    Method,
    multipart::{Form, Part},
};

#[tokio::test]
async fn a_form_that_fails_is_shown_again_with_what_was_typed() {
    let world = World::new().await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let fields = [("email", "ana@example.org"), ("password", "autre chose"), ("next", "")];
    let again = world.browser().submit("/call/accounts/sign-in", "/en/sign-in", &fields).await;
    assert_eq!(again.status, 401);
    assert!(again.header("content-type").starts_with("text/html"));
    assert!(again.text().contains("lang=\"en-CA\""));
    assert!(again.text().contains("ana@example.org"), "what was typed is there again");
    assert!(!again.text().contains("autre chose"), "but never a password");
}

#[tokio::test]
async fn a_form_that_fails_twice_is_shown_again_twice_and_its_address_opens_its_page() {
    let world = World::new().await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let browser = world.browser();
    let call = "/call/accounts/sign-in";
    let opened = async |browser: &crate::world::Asker, method| {
        let answer = send(browser.request(method, call).header("accept", "text/html")).await;
        (answer.status, answer.header("location").to_owned())
    };
    assert_eq!(opened(&browser, Method::GET).await, (303, "/".to_owned()), "nothing was shown yet");
    let first = [("email", "ana@example.org"), ("password", "autre chose"), ("next", "")];
    assert_eq!(browser.submit(call, "/en/sign-in?next=%2Fen%2Fhistory", &first).await.status, 401);
    // The browser is now at the address of the call, and sends the form from there.
    for attempt in ["eva@example.org", "ida@example.org"] {
        let again = browser.submit(call, call, &[("email", attempt), ("password", "rien"), ("next", "")]).await;
        assert_eq!(again.status, 401);
        assert!(again.header("content-type").starts_with("text/html"), "{}", again.text());
        assert!(again.text().contains("lang=\"en-CA\"") && again.text().contains(attempt));
    }
    for method in [Method::GET, Method::HEAD] {
        assert_eq!(opened(&browser, method).await, (303, "/en/sign-in?next=%2Fen%2Fhistory".to_owned()));
    }
    let right = [("email", "ana@example.org"), ("password", PASSWORD), ("next", "/en/catalogue")];
    let onward = browser.submit(call, call, &right).await;
    assert_eq!((onward.status, onward.header("location")), (303, "/en/catalogue"));
    // A page that is none of this site is nothing to go back to.
    let request = world.browser().request(Method::GET, call).header("accept", "text/html");
    let answer = send(request.header("cookie", "estrade_shown=%2F%2Fevil.example%2Ffr")).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/"));
}

#[tokio::test]
async fn a_form_that_succeeds_leads_on() {
    let world = World::new().await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let browser = world.browser();
    let fields = [("email", "ana@example.org"), ("password", PASSWORD), ("next", "/en/catalogue?q=yoga")];
    let onward = browser.submit("/call/accounts/sign-in", "/en/sign-in", &fields).await;
    assert_eq!((onward.status, onward.header("location")), (303, "/en/catalogue?q=yoga"));
    assert!(onward.header("set-cookie").starts_with("estrade="));
    assert_eq!(browser.get("/api/v1/me").await.status, 200);

    let out = browser.submit("/call/accounts/sign-out", "/en", &[]).await;
    assert_eq!(out.status, 303);
    assert_eq!(browser.get("/api/v1/me").await.status, 401);
    let evil = [("email", "ana@example.org"), ("password", PASSWORD), ("next", "//evil.example")];
    let onward = browser.submit("/call/accounts/sign-in", "/en/sign-in", &evil).await;
    assert!(onward.header("location").starts_with("/en"), "{}", onward.header("location"));
}

#[tokio::test]
async fn a_form_from_nowhere_or_elsewhere_gets_a_problem() {
    let world = World::new().await;
    let fields = [("email", "ana@example.org"), ("password", "x")];
    let request = world.browser().request(Method::POST, "/call/accounts/sign-in").header("accept", "text/html");
    let answer = send(request.form(&fields).header("referer", "https://evil.example/fr/connexion")).await;
    assert_eq!((answer.status, answer.problem().as_str()), (401, "wrong_credentials"));
    let huge = "x".repeat(2_000_000);
    let answer = world.browser().submit("/call/accounts/sign-in", "/fr/connexion", &[("email", &huge)]).await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn the_import_form_leads_to_its_report_or_is_shown_again() {
    let world = World::new().await;
    let ana = world.account("ana", Role::Staff, Some(PASSWORD)).await;
    let browser = world.browser();
    let send_table = async |table: &str| {
        let form = Form::new()
            .part("file", Part::text(table.to_owned()).file_name("inventaire.csv"))
            .text("check_only", "true");
        let request = browser.request(Method::POST, "/call/inventory/import").header("accept", "text/html");
        send(request.header("referer", format!("{}/en/inventory/import", browser.url)).multipart(form)).await
    };
    assert_eq!(send_table("kind,title_fr\nclass,Yoga\n").await.status, 401);
    browser.sign_in("ana").await;
    let again = send_table("").await;
    assert_eq!((again.status, again.header("content-type")), (422, "text/html; charset=utf-8"));
    assert!(again.text().contains("role=\"alert\""), "{}", again.text());
    let onward = send_table("kind,title_fr\nclass,Yoga\n").await;
    assert_eq!(onward.status, 303);
    let id =
        onward.header("location").strip_prefix("/en/inventory/imports/").expect("the report").parse().expect("an id");
    let report = imports::get(&world.env, &ana.staff().expect("staff"), id).await.expect("an import");
    assert!(report.check_only);
}

#[tokio::test]
async fn a_call_that_cannot_be_read_says_so_by_its_status_too() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let request = staff.request(Method::POST, "/call/digitisation/remove-captions");
    let refused = send(request.form(&[("language", "fr"), ("kind", "nothing")])).await;
    assert_eq!((refused.status, refused.problem().as_str()), (400, "unreadable"));
}
