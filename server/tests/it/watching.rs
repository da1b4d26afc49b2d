//! The catalogue, watching, and who may see which media.

use crate::world::{Asker, PASSWORD, World, send};
use contract::{SessionId, accounts::Role, sessions::Audience};
use reqwest::Method;
use serde_json::{Value, json};

async fn playlist(member: &Asker, session: SessionId) -> String {
    let opened = member.post(&format!("/api/v1/sessions/{session}/watch"), &json!({})).await;
    assert_eq!(opened.status, 200, "{}", opened.text());
    opened.json("playlist_url")
}

#[tokio::test]
async fn a_member_watches_and_it_is_in_the_history() {
    let world = World::new().await;
    let session = world.published("Yoga", 60, Audience::Members).await;
    let member = world.program(Role::Member).await;
    assert_eq!(world.browser().get("/api/v1/catalogue").await.value()["items"], json!([]));
    let found = member.get("/api/v1/catalogue?q=yoga&equipment=none").await.value();
    assert_eq!(found["items"][0]["session_id"], json!(session));
    assert!(found["facets"].is_object());

    let opened = member.post(&format!("/api/v1/sessions/{session}/watch"), &json!({})).await.value();
    assert_eq!((&opened["resume_at"], &opened["live"]), (&json!(0.0), &json!(false)));
    let watch = opened["watch_id"].as_str().expect("an id");
    let report = json!({"seq": 0, "intervals": [[0.0, 2.0]], "position": 2.0, "age_ms": 0});
    world.clock.advance(std::time::Duration::from_secs(5));
    let path = format!("/api/v1/watches/{watch}/progress");
    let progress = member.post(&path, &report).await.value();
    assert_eq!((&progress["unique_s"], &progress["completed"]), (&json!(2.0), &json!(false)));
    assert_eq!(member.post(&path, &report).await.value(), progress, "the same batch again");
    let other = world.program(Role::Member).await;
    assert_eq!(other.post(&path, &report).await.status, 404);

    let history = member.get("/api/v1/me/history").await.value();
    assert_eq!((&history["items"][0]["session_id"], &history["next"]), (&json!(session), &Value::Null));
    assert_eq!(send(member.request(Method::DELETE, &format!("/api/v1/me/history/{session}"))).await.status, 204);
    assert_eq!(member.get("/api/v1/me/history").await.value()["items"], json!([]));
    assert_eq!(send(member.request(Method::DELETE, "/api/v1/me/history")).await.value(), json!({"forgotten": 0}));
}

#[tokio::test]
async fn media_is_for_the_member_it_was_opened_for() {
    let world = World::new().await;
    let session = world.published("Yoga", 60, Audience::Public).await;
    let (ana, bea) = (world.program(Role::Member).await, world.program(Role::Member).await);
    let url = playlist(&ana, session).await;
    let segment = url.replace("index.m3u8", "v360/0.m4s");
    for path in [&url, &segment] {
        assert_eq!(ana.get(path).await.status, 200, "{path}");
        let nobody = world.browser().get(path).await;
        assert_eq!((nobody.status, nobody.problem().as_str()), (403, "not_signed_in"), "{path}");
        let other = bea.get(path).await;
        assert_eq!((other.status, other.problem().as_str()), (404, "not_found"), "{path}");
    }
    let mut forged = url.clone();
    let at = "/media/".len() + 2;
    let letter = if &url[at..=at] == "A" { "B" } else { "A" };
    forged.replace_range(at..=at, letter);
    for path in [forged, url.replace("index", "other"), segment.replace("0.m4s", "9.m4s"), "/media/x/index.m3u8".into()]
    {
        assert_eq!(ana.get(&path).await.status, 404, "{path}");
    }
    let elsewhere = ana.request(Method::GET, &segment);
    drop(elsewhere);
    let hot_link = world.browser().request(Method::GET, &segment).header("sec-fetch-site", "cross-site");
    assert_eq!(send(hot_link).await.problem(), "cross_site");
}

#[tokio::test]
async fn segments_may_be_kept_and_asked_for_in_parts() {
    let world = World::new().await;
    let session = world.published("Yoga", 60, Audience::Members).await;
    let member = world.program(Role::Member).await;
    let url = playlist(&member, session).await;
    let list = member.get(&url).await;
    assert_eq!(
        (list.header("cache-control"), list.header("content-type")),
        ("private, no-cache", "application/vnd.apple.mpegurl")
    );
    assert!(list.text().starts_with("#EXTM3U"));
    for url in [url.clone(), url.replace("index.m3u8", "v360/index.m3u8")] {
        let shrunk = send(member.request(Method::GET, &url).header("accept-encoding", "br, gzip")).await;
        assert_eq!((shrunk.header("content-encoding"), &shrunk.body[..2]), ("gzip", &[0x1f, 0x8b][..]), "{url}");
        assert!(shrunk.header("vary").contains("accept-encoding"), "{url}");
        assert!(member.get(&url).await.text().starts_with("#EXTM3U"), "{url}");
    }

    let segment = url.replace("index.m3u8", "v360/1.m4s");
    let whole = member.get(&segment).await;
    assert_eq!((whole.text(), whole.header("cache-control")), ("segment1", "private, max-age=31536000, immutable"));
    let tag = whole.header("etag").to_owned();
    let known = send(member.request(Method::GET, &segment).header("if-none-match", &tag)).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
    let part = send(member.request(Method::GET, &segment).header("range", "bytes=3-6")).await;
    assert_eq!((part.status, part.text(), part.header("content-range")), (206, "ment", "bytes 3-6/8"));
    assert_eq!(send(member.request(Method::GET, &segment).header("range", "bytes=8-")).await.status, 416);
    let head = send(member.request(Method::HEAD, &segment)).await;
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, "8", 0));
    assert_eq!(member.get(&url.replace("index.m3u8", "v360/init.mp4")).await.text(), "init");
}

#[tokio::test]
async fn a_segment_at_hand_is_for_the_same_people() {
    let world = World::new().await;
    let session = world.published("Yoga", 60, Audience::Members).await;
    let staff = world.program(Role::Staff).await;
    let (ana, bea) = (world.browser(), world.browser());
    for (browser, name) in [(&ana, "ana"), (&bea, "bea")] {
        world.account(name, Role::Member, Some(PASSWORD)).await;
        assert_eq!(browser.sign_in(name).await.status, 200);
    }
    let segment = playlist(&ana, session).await.replace("index.m3u8", "v360/1.m4s");
    // The first is looked for; the others are answered from memory, and nobody sees the difference.
    for turn in 0..4 {
        let answer = ana.get(&segment).await;
        assert_eq!((answer.status, answer.text()), (200, "segment1"), "{turn}");
        for (name, value) in [
            ("content-type", "video/mp4"),
            ("content-length", "8"),
            ("cache-control", "private, max-age=31536000, immutable"),
            ("accept-ranges", "bytes"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{turn} {name}");
        }
        assert!(!answer.header("etag").is_empty(), "{turn}");
        let part = send(ana.request(Method::GET, &segment).header("range", "bytes=3-6")).await;
        assert_eq!((part.status, part.text()), (206, "ment"), "{turn}");
        assert_eq!(bea.get(&segment).await.status, 404, "{turn}");
        assert_eq!(world.browser().get(&segment).await.status, 403, "{turn}");
        let elsewhere = send(ana.request(Method::GET, &segment).header("sec-fetch-site", "cross-site")).await;
        assert_eq!(elsewhere.problem(), "cross_site", "{turn}");
    }
    let publish = async |how: &str| staff.post(&format!("/api/v1/sessions/{session}/{how}"), &json!({})).await.status;
    assert_eq!((publish("unpublish").await, ana.get(&segment).await.status), (200, 404), "at once");
    assert_eq!((publish("publish").await, ana.get(&segment).await.status), (200, 200));
    assert_eq!(ana.get(&segment).await.status, 200);
    assert_eq!(ana.post("/api/v1/sign-out-everywhere", &json!({})).await.status, 204);
    assert_eq!(ana.get(&segment).await.status, 403);
}

#[tokio::test]
async fn a_cookie_that_was_signed_out_opens_no_segment() {
    let world = World::new().await;
    let session = world.published("Yoga", 60, Audience::Members).await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let ana = world.browser();
    let signed_in = ana.sign_in("ana").await;
    let cookie = signed_in.header("set-cookie").split(';').next().expect("a pair").to_owned();
    let segment = playlist(&ana, session).await.replace("index.m3u8", "v360/1.m4s");
    let with_it = async || send(world.browser().request(Method::GET, &segment).header("cookie", &cookie)).await.status;
    for _ in 0..3 {
        assert_eq!(with_it().await, 200);
    }
    assert_eq!(ana.post("/api/v1/sign-out", &json!({})).await.status, 204);
    assert_eq!(with_it().await, 403, "at once");
}

#[tokio::test]
async fn what_leaves_the_catalogue_stops() {
    let world = World::new().await;
    let session = world.published("Yoga", 60, Audience::Members).await;
    let (member, staff) = (world.program(Role::Member).await, world.program(Role::Staff).await);
    let url = playlist(&member, session).await;
    let gone = staff.post(&format!("/api/v1/sessions/{session}/unpublish"), &json!({})).await;
    assert_eq!(gone.json("state"), "unpublished");
    assert_eq!(member.get(&url).await.status, 404);
    assert_eq!(member.post(&format!("/api/v1/sessions/{session}/watch"), &json!({})).await.status, 404);
}

#[tokio::test]
async fn posters_are_for_those_who_may_know_of_the_session() {
    let world = World::new().await;
    let (public, members) =
        (world.published("Yoga", 60, Audience::Public).await, world.published("Boxe", 60, Audience::Members).await);
    let member = world.program(Role::Member).await;
    let poster = |session| format!("/media/poster/{session}/small.jpg");
    let seen = world.browser().get(&poster(public)).await;
    assert_eq!((seen.status, seen.header("content-type"), seen.text()), (200, "image/jpeg", "poster-small.jpg"));
    assert_eq!(world.browser().get(&poster(members)).await.status, 404);
    assert_eq!(member.get(&poster(members)).await.status, 200);
    assert_eq!(member.get(&format!("/media/poster/{public}/huge.jpg")).await.status, 404);
}

#[tokio::test]
async fn publishing_says_what_is_missing() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Yoga").await;
    let draft = staff.post("/api/v1/sessions", &json!({"item_id": item})).await;
    assert_eq!((draft.status, draft.json("state").as_str()), (201, "draft"));
    let refused = staff.post(&format!("/api/v1/sessions/{}/publish", draft.json("id")), &json!({})).await;
    assert_eq!((refused.status, refused.json("reason").as_str()), (409, "no_recording"));
}

#[tokio::test]
async fn decisions_are_kept() {
    let world = World::new().await;
    let member = world.program(Role::Member).await;
    let decide = json!({"purposes": [{"purpose": "unified_profile", "granted": true}]});
    let consents = send(member.request(Method::PUT, "/api/v1/me/consents").json(&decide)).await.value();
    assert_eq!(member.get("/api/v1/me/consents").await.value(), consents);
    let granted: Vec<_> =
        consents["purposes"].as_array().expect("purposes").iter().filter(|p| p["granted"] == true).collect();
    assert_eq!((granted.len(), &granted[0]["purpose"]), (1, &json!("unified_profile")));
    let odd = json!({"purposes": [{"purpose": "everything", "granted": true}]});
    assert_eq!(send(member.request(Method::PUT, "/api/v1/me/consents").json(&odd)).await.status, 422);
    assert_eq!(member.get("/api/v1/me/profile").await.value()["consents"], consents);
}

#[tokio::test]
async fn a_pilot_is_built_and_read() {
    let world = World::new().await;
    let manager = world.program(Role::Manager).await;
    let item = world.item(&manager, "Yoga").await;
    let pilot = manager
        .post(
            "/api/v1/pilots",
            &json!({"title": {"fr": "Yoga à la maison"}, "item_ids": [item], "targets": {"started_percent": 40}}),
        )
        .await;
    assert_eq!((pilot.status, pilot.json("state").as_str()), (201, "idea"), "{}", pilot.text());
    let path = format!("/api/v1/pilots/{}", pilot.json("id"));
    let change = manager.request(Method::PATCH, &path).json(&json!({"hypothesis": "Elles reviendront."}));
    let changed = send(change.header("if-match", pilot.header("etag"))).await;
    assert_eq!(changed.value()["hypothesis"], json!({"fr": "Elles reviendront."}));
    let invited = manager
        .post(&format!("{path}/invitations"), &json!({"emails": ["ana@example.org", "nobody", "ana@example.org"]}))
        .await;
    let report = invited.value();
    assert_eq!((&report["invited"], report["problems"].as_array().map(Vec::len)), (&json!(1), Some(1)), "{report}");
    let uptake = manager.get(&format!("{path}/uptake")).await.value();
    assert_eq!((&uptake["funnel"]["invited"], &uptake["funnel"]["started"]), (&json!(1), &json!("<5")));
    let table = manager.get(&format!("{path}/uptake.csv")).await;
    assert!(table.text().starts_with("figure,value\r\ninvited,1\r\n"));
    let book = manager.get(&format!("{path}/uptake.xlsx")).await;
    assert_eq!((book.status, book.header("content-disposition")), (200, "attachment; filename=\"adoption.xlsx\""));
}

#[tokio::test]
async fn whether_one_would_recommend_is_asked_after_a_first_session_and_can_wait() {
    let world = World::new().await;
    let session = world.published("Yoga", 60, Audience::Members).await;
    let question = "formaction=\"/call/listening/later\"";
    // One of three is asked at all.
    let mut found = None;
    for _ in 0..40 {
        let member = world.program(Role::Member).await;
        assert!(!member.get("/fr").await.text().contains(question), "there is nothing yet that one could recommend");
        let opened = member.post(&format!("/api/v1/sessions/{session}/watch"), &json!({})).await;
        world.clock.advance(std::time::Duration::from_secs(61));
        let report = json!({"seq": 0, "intervals": [[0.0, 60.0]], "position": 60.0, "age_ms": 0});
        let progress = member.post(&format!("/api/v1/watches/{}/progress", opened.json("watch_id")), &report).await;
        assert_eq!(progress.json("completed"), "true", "{}", progress.text());
        if member.get("/fr").await.text().contains(question) {
            found = Some(member);
            break;
        }
    }
    let member = found.expect("somebody is asked");
    let later = member.submit("/call/listening/later", "/fr", &[("kind", "nps"), ("text", "")]).await;
    assert_eq!((later.status, later.header("location")), (303, "/fr?done=later"));
    let home = member.get("/fr?done=later").await;
    assert!(home.text().contains("pas avant deux semaines") && !home.text().contains(question), "{}", home.text());
}

#[tokio::test]
async fn a_search_that_finds_nothing_offers_strangers_the_way_in_and_back() {
    let world = World::new().await;
    world.published("Yoga", 60, Audience::Members).await;
    let back = "href=\"/fr/connexion?next=%2Ffr%2Fcatalogue%3Fq%3Dyoga\"";
    let nobody = world.browser().get("/fr/catalogue?q=yoga").await;
    assert!(nobody.text().contains("Rien ne correspond") && nobody.text().contains(back), "{}", nobody.text());
    assert!(nobody.text().contains("Effacer les filtres") && nobody.text().contains("réservées aux membres"));
    let member = world.program(Role::Member).await;
    let found = member.get("/fr/catalogue?q=yoga").await;
    assert!(!found.text().contains("Rien ne correspond"), "{}", found.text());
    let missed = member.get("/fr/catalogue?q=capoeira").await;
    assert!(missed.text().contains("Rien ne correspond"), "{}", missed.text());
    assert!(!missed.text().contains("/fr/connexion?next=") && !missed.text().contains("réservées aux membres"));
}
