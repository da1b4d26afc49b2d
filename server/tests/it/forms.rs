//! Plain HTML forms, as a browser without scripts sends them.

use crate::world::{Answer, Asker, PASSWORD, World, send};
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
    let opened = async |browser: &Asker, method| {
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
async fn a_form_from_nowhere_or_elsewhere_is_refused_on_a_page() {
    let world = World::new().await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let fields = [("email", "ana@example.org"), ("password", "x")];
    let call = "/call/accounts/sign-in";
    let form = |browser: &Asker| browser.request(Method::POST, call).header("accept", "text/html").form(&fields);
    let refused = |answer: &Answer, status: u16, sentence: &str| {
        assert_eq!((answer.status, answer.header("content-type")), (status, "text/html; charset=utf-8"));
        let text = answer.text();
        assert!(text.contains("lang=\"en-CA\"") && text.contains(sentence), "{text}");
        assert!(text.contains("Go back one page in your browser"), "{text}");
        assert!(answer.header("content-security-policy").contains("script-src 'nonce-"));
    };
    let browser = world.browser();
    let elsewhere = form(&browser).header("referer", "https://evil.example/page");
    for request in [form(&browser).header("accept-language", "en"), elsewhere.header("accept-language", "en")] {
        refused(&send(request).await, 401, "do not match");
    }
    let foreign = form(&browser).header("sec-fetch-site", "cross-site").header("accept-language", "en");
    refused(&send(foreign).await, 403, "did not come from this site");
    let huge = "x".repeat(2_000_000);
    let huge = browser.request(Method::POST, call).header("accept", "text/html").form(&[("email", &huge)]);
    refused(&send(huge.header("accept-language", "en")).await, 413, "larger than what is accepted");
    let nothing = browser.request(Method::POST, "/call/nothing").header("accept", "text/html").form(&fields);
    refused(&send(nothing.header("accept-language", "en")).await, 404, "does not exist");
    // It knows who is signed in, where that is known.
    browser.sign_in("ana").await;
    let member = send(form(&browser).header("accept-language", "en")).await;
    refused(&member, 401, "do not match");
    assert!(member.text().contains("/call/accounts/sign-out"));
    // Whoever is no browser reads it as before.
    let program = world.browser().request(Method::POST, call).form(&fields);
    assert_eq!(send(program).await.problem(), "wrong_credentials");
}

#[tokio::test]
async fn of_strangers_only_little_is_read() {
    let world = World::new().await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let (stranger, member, staff) = (world.browser(), world.browser(), world.browser());
    assert_eq!((member.sign_in("ana").await.status, staff.sign_in("samuel").await.status), (200, 200));
    let text = "x".repeat(100_000);
    let sign_in = stranger.submit("/call/accounts/sign-in", "/fr/connexion", &[("email", &text)]).await;
    assert_eq!(sign_in.status, 413);
    // It is not said to be too large to whom nothing of it would be taken.
    let captions = format!("a={}", "x".repeat(3_000_000));
    let file = async |browser: &Asker| {
        let request = browser.request(Method::POST, "/call/inventory/import").header("accept", "text/html");
        let form = Form::new().part("file", Part::text("x".repeat(3_000_000)).file_name("inventaire.csv"));
        send(request.header("referer", format!("{}/fr/inventaire/importer", browser.url)).multipart(form)).await.status
    };
    let long = async |browser: &Asker| {
        let request = browser.request(Method::POST, "/call/digitisation/save-captions").body(captions.clone());
        send(request.header("content-type", "application/x-www-form-urlencoded")).await.status
    };
    assert_eq!((file(&stranger).await, long(&stranger).await), (401, 401));
    assert_eq!((file(&member).await, long(&member).await), (403, 403));
    assert_eq!(file(&staff).await, 303);
    assert_eq!(long(&staff).await, 400, "it was read, and is not what is expected");
}

#[tokio::test]
async fn tabs_do_not_show_each_others_pages() {
    let world = World::new().await;
    let browser = world.browser();
    let wrong = [("email", "ana@example.org"), ("password", "rien"), ("next", "")];
    let (sign_in, code) = ("/call/accounts/sign-in", "/call/invitations/code");
    // The same form in two tabs, and another one in a third.
    let pages = ["/fr/connexion?next=%2Ffr%2Fcatalogue", "/en/sign-in?next=%2Fen%2Fhistory"];
    let mut tabs = Vec::new();
    for page in pages {
        let again = browser.submit(sign_in, page, &wrong).await;
        assert_eq!(again.status, 401);
        tabs.push(again);
    }
    assert_eq!(browser.submit(code, "/fr/invitation", &[("email", "x"), ("code", "y")]).await.status, 422);
    for (page, tab) in pages.iter().zip(&tabs) {
        // As a browser does at the address of the call: each form goes where it says.
        let action = |call: &str| {
            let actions = tab.text().split("action=\"").filter_map(|rest| rest.split('"').next());
            actions.map(ToOwned::to_owned).find(|action| action.starts_with(call)).expect("a form")
        };
        let theme = browser.submit(&action("/call/accounts/appearance"), sign_in, &[("theme", "dark")]).await;
        assert_eq!((theme.status, theme.header("location")), (303, *page));
        let again = browser.submit(&action(sign_in), sign_in, &wrong).await;
        let language = if page.starts_with("/en") { "lang=\"en-CA\"" } else { "lang=\"fr-CA\"" };
        assert!(again.status == 401 && again.text().contains(language), "{page}");
    }
    let opened = async |call: &str| {
        let answer = send(browser.request(Method::GET, call).header("accept", "text/html")).await;
        answer.header("location").to_owned()
    };
    assert_eq!((opened(sign_in).await.as_str(), opened(code).await.as_str()), (pages[1], "/fr/invitation"));
    assert_eq!(opened(&format!("{sign_in}?from=%2Ffr%2Faide")).await, "/fr/aide");
    assert_eq!(opened("/call/accounts/appearance?from=%2F%2Fevil.example%2Ffr").await, "/");
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
