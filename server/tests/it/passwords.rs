//! The way back in after a forgotten password, by forms without scripts and by way of a real mail server.

use crate::{
    mail_server::{MailServer, free_address, letters},
    world::{Answer, Asker, PASSWORD, World},
};
use contract::accounts::Role;
use domain::jobs;
use serde_json::{Value, json};
use std::{path::PathBuf, time::Duration};

const FORGOTTEN: &str = "/fr/connexion/mot-de-passe-oublie";
const NEW: &str = "/fr/connexion/nouveau-mot-de-passe";
const CALL: &str = "/call/accounts/forgot-password";
const SET: &str = "/call/accounts/set-password";

/// A site that writes letters, and where they arrive.
struct Post {
    world: World,
    mailbox: PathBuf,
    _server: MailServer,
    _folder: tempfile::TempDir,
}

impl Post {
    async fn new() -> Self {
        let address = free_address();
        let folder = tempfile::tempdir().expect("a folder");
        let mailbox = folder.path().join("mail");
        let server = MailServer::at(address, &mailbox);
        let url = format!("smtp://{address}");
        let world = World::with(&[("ESTRADE_SMTP_URL", url.as_str())], |_| {}).await;
        world.account("ana", Role::Member, Some(PASSWORD)).await;
        Self { world, mailbox, _server: server, _folder: folder }
    }

    async fn asked(&self, email: &str) -> Answer {
        let browser = self.world.browser();
        let answer = browser.submit(CALL, FORGOTTEN, &[("email", email)]).await;
        jobs::run_pending(&self.world.env).await.expect("jobs");
        answer
    }

    fn arrived(&self) -> Vec<Value> {
        letters(&self.mailbox)
    }

    /// The links of the letters that arrived, without the name of the site.
    fn links(&self) -> Vec<String> {
        let link = |letter: &Value| {
            let text = letter["plain"].as_str().expect("a text");
            let line = text.lines().find(|line| line.contains("?key=")).expect("a link");
            line.strip_prefix(&self.world.url).expect("of this site").to_owned()
        };
        self.arrived().iter().map(link).collect()
    }
}

/// Opens a link as a browser does, and follows it to the page; its token.
async fn open(browser: &Asker, link: &str) -> String {
    let answer = browser.get(link).await;
    assert_eq!((answer.status, answer.header("location")), (303, NEW), "the token leaves the address at once");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert!(answer.header("set-cookie").contains("HttpOnly; SameSite=Lax"), "{}", answer.header("set-cookie"));
    link.split_once("?key=").expect("a key").1.to_owned()
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_once_and_everybody_else_is_signed_out() {
    let post = Post::new().await;
    let world = &post.world;
    let (phone, laptop) = (world.browser(), world.browser());
    for device in [&phone, &laptop] {
        assert_eq!(device.sign_in("ana").await.status, 200);
    }
    assert!(phone.get("/fr/connexion").await.text().contains(&format!("href=\"{FORGOTTEN}\"")));
    let asked = post.asked(" ANA@example.org").await;
    assert_eq!((asked.status, asked.header("location")), (303, format!("{FORGOTTEN}?done=sent").as_str()));
    assert!(world.browser().get(&format!("{FORGOTTEN}?done=sent")).await.text().contains("Si un compte existe"));
    let letters = post.arrived();
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert_eq!((&letters[0]["To"], &letters[0]["defects"]), (&json!("ana <ana@example.org>"), &json!(0)));
    assert_eq!(letters[0]["Subject"], "Choisir un nouveau mot de passe");
    let link = post.links().remove(0);

    let (browser, other) = (world.browser(), world.browser());
    let token = open(&browser, &link).await;
    open(&other, &link).await;
    let page = browser.get(NEW).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("ana@example.org") && !page.text().contains(&token), "{}", page.text());
    let short = browser.submit(SET, NEW, &[("password", "q7!zx"), ("username", "ana@example.org")]).await;
    assert_eq!(short.status, 422);
    assert!(short.text().contains("Au moins 8 caractères.") && !short.text().contains("q7!zx"), "{}", short.text());
    let set = browser.submit(SET, NEW, &[("password", "un tout autre"), ("username", "ana@example.org")]).await;
    assert_eq!((set.status, set.header("location")), (303, "/fr?done=password-set"));
    assert_eq!(browser.get("/api/v1/me").await.json("name"), "ana");
    assert!(browser.get("/fr?done=password-set").await.text().contains("Votre nouveau mot de passe est enregistré"));

    for device in [&phone, &laptop] {
        assert_eq!(device.get("/api/v1/me").await.status, 401, "signed out");
        assert_eq!(device.sign_in("ana").await.status, 401, "the old password is none");
    }
    let pair = json!({"email": "ana@example.org", "password": "un tout autre"});
    assert_eq!(phone.post("/api/v1/sign-in", &pair).await.status, 200);

    // A link does it once.
    let again = other.submit(SET, NEW, &[("password", "encore un autre")]).await;
    assert_eq!(again.status, 410);
    assert!(again.text().contains("Ce lien ne sert plus"), "{}", again.text());
    for asker in [&browser, &other, &world.browser()] {
        let over = asker.get(NEW).await;
        assert_eq!(over.status, 410);
        assert!(over.text().contains(FORGOTTEN), "{}", over.text());
    }
    assert_eq!(phone.get("/api/v1/me").await.status, 200);
}

#[tokio::test]
async fn a_link_opens_for_an_hour_and_what_was_changed_in_it_never() {
    let post = Post::new().await;
    post.asked("ana@example.org").await;
    let link = post.links().remove(0);
    let browser = post.world.browser();
    let token = open(&browser, &link).await;
    let changed: String = token.chars().rev().collect();
    for forged in [changed.as_str(), "x", "", "a;Path=/fr", &token[1..]] {
        let stranger = post.world.browser();
        let query: String = url::form_urlencoded::byte_serialize(forged.as_bytes()).collect();
        stranger.get(&format!("{NEW}?key={query}")).await;
        assert_eq!(stranger.get(NEW).await.status, 410, "{forged}");
    }
    post.world.clock.advance(Duration::from_secs(3400));
    assert_eq!(browser.get(NEW).await.status, 200);
    post.world.clock.advance(Duration::from_secs(200));
    assert_eq!(browser.get(NEW).await.status, 410);
    assert_eq!(browser.submit(SET, NEW, &[("password", "un tout autre")]).await.status, 410);
    assert_eq!(browser.sign_in("ana").await.status, 200, "the password is as it was");
}

#[tokio::test]
async fn who_has_no_account_is_told_the_same_and_written_nothing() {
    let post = Post::new().await;
    let (known, unknown) = (post.asked("ana@example.org").await, post.asked("bea@example.org").await);
    let told = |answer: &Answer| {
        let names: Vec<_> = answer.headers.keys().map(|name| name.as_str().to_owned()).collect();
        (answer.status, answer.header("location").to_owned(), answer.body.clone(), names)
    };
    assert_eq!(told(&known), told(&unknown));
    assert_eq!(post.arrived().len(), 1, "nothing to whom nobody knows");
    let wrong = post.asked("bea").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("value=\"bea\""), "what was typed is kept");
}

#[tokio::test]
async fn a_mailbox_is_not_filled_by_asking() {
    let post = Post::new().await;
    for email in ["ana@example.org", "bea@example.org"] {
        for _ in 0..3 {
            assert_eq!(post.asked(email).await.status, 303);
        }
        let refused = post.asked(email).await;
        assert_eq!(refused.status, 429, "whether there is an account or not");
        assert!(refused.text().contains("Plusieurs liens ont déjà été demandés"), "{}", refused.text());
    }
    assert_eq!(post.arrived().len(), 3);
}

#[tokio::test]
async fn where_no_letters_are_sent_the_page_says_whom_to_ask() {
    let world = World::new().await;
    let browser = world.browser();
    let page = browser.get("/en/sign-in/forgotten-password").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("front desk") && !page.text().contains("name=\"email\""), "{}", page.text());
    let fields = [("email", "ana@example.org")];
    assert_eq!(browser.submit(CALL, "/en/sign-in/forgotten-password", &fields).await.status, 409);
}
