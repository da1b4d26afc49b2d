//! Live sessions in calendars: whose calendar holds what, and what becomes of an entry.

use crate::world::{Answer, World, send};
use contract::{
    LangMap, SessionId,
    accounts::Role,
    inventory::{ItemFields, Kind},
    sessions::Audience,
};
use domain::accounts::calendar;
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

const HOUR: u64 = 3600;

fn class(title: &str, centre: &str) -> ItemFields {
    let mut fields = ItemFields::new(Kind::Class, LangMap::both(title, format!("{title} (en)")));
    fields.centre = Some(centre.into());
    fields.instructor = Some("Ana Roy".into());
    fields
}

/// The lines of a calendar, joined where they were folded.
fn lines(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert!(answer.text().split("\r\n").all(|line| line.len() <= 75), "{}", answer.text());
    answer.text().replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

fn holds(answer: &Answer, session: SessionId) -> bool {
    lines(answer).contains(&format!("UID:{session}"))
}

#[tokio::test]
async fn each_calendar_holds_what_its_reader_may_know_of() {
    let world = World::new().await;
    let now = world.env.clock.now();
    let soon = now + Duration::from_secs(HOUR);
    let public = world.announced(class("Cardio", "Nord"), soon, Audience::Public).await;
    let elsewhere = world.announced(class("Yoga", "Sud"), soon, Audience::Public).await;
    let members = world.announced(class("Danse", "Nord"), soon, Audience::Members).await;
    let recorded = world.published("Étirements", 10, Audience::Public).await;
    let browser = world.browser();
    let all = browser.get("/schedule.ics").await;
    assert_eq!(all.header("cache-control"), "public, max-age=300");
    assert!(holds(&all, public) && holds(&all, elsewhere));
    assert!(!holds(&all, members) && !holds(&all, recorded));
    let north = browser.get("/schedule.ics?centre=Nord&lang=en").await;
    assert!(holds(&north, public) && !holds(&north, elsewhere));
    assert!(lines(&north).contains(&"SUMMARY;LANGUAGE=en-CA:Cardio (en)".to_owned()), "{}", north.text());
    assert!(lines(&north).contains(&format!("URL:{}/en/sessions/{public}", world.url)));

    // One session: for whoever may know of it, as a file.
    let one = browser.get(&format!("/schedule/{public}.ics")).await;
    assert!(holds(&one, public) && !holds(&one, elsewhere));
    assert_eq!(one.header("content-disposition"), "attachment; filename=\"cardio.ics\"");
    let ana = world.account("ana", Role::Member, None).await;
    let member = world.program_of(&ana).await;
    let of_members = format!("/schedule/{members}.ics");
    assert_eq!(browser.get(&of_members).await.status, 404);
    assert!(holds(&member.get(&of_members).await, members));
    for path in [format!("/schedule/{recorded}.ics"), format!("/schedule/{public}"), "/schedule/x.ics".into()] {
        assert_eq!(member.get(&path).await.status, 404, "{path}");
    }

    // A member's own, without signing in.
    let secret = calendar::secret(&world.env, &ana).await.expect("a secret");
    let mine = browser.get(&format!("/schedule/of/{secret}.ics")).await;
    assert!(holds(&mine, public) && holds(&mine, members) && !holds(&mine, recorded));
    assert!(mine.header("cache-control").contains("no-store"));
    for wrong in [&secret[..42], "x", &format!("{secret}x")] {
        assert_eq!(browser.get(&format!("/schedule/of/{wrong}.ics")).await.status, 404, "{wrong}");
    }

    // What is over stays a week.
    world.clock.advance(Duration::from_secs(6 * 24 * HOUR));
    assert!(holds(&browser.get("/schedule.ics").await, public));
    world.clock.advance(Duration::from_secs(2 * 24 * HOUR));
    assert!(!holds(&browser.get("/schedule.ics").await, public));
}

#[tokio::test]
async fn an_entry_in_a_calendar_follows_its_session() {
    let world = World::new().await;
    let soon = "2031-11-25T23:30:00Z".parse().expect("a moment");
    let session = world.announced(class("Cardio", "Nord"), soon, Audience::Public).await;
    let (staff, browser) = (world.program(Role::Staff).await, world.browser());
    let entry = async || lines(&browser.get(&format!("/schedule/{session}.ics")).await);
    let has = |lines: &[String], wanted: &[&str]| {
        for line in wanted {
            assert!(lines.iter().any(|found| found == line), "{line} is not in {lines:#?}");
        }
    };
    let first = entry().await;
    has(&first, &["SEQUENCE:0", "DTSTART:20311125T233000Z", "DTEND:20311126T003000Z", "LOCATION:Nord"]);
    has(&first, &["STATUS:CONFIRMED", "TRIGGER:-PT15M", "DESCRIPTION;LANGUAGE=fr-CA:Avec Ana Roy"]);
    let change = async |change: serde_json::Value| {
        let request = staff.request(Method::PATCH, &format!("/api/v1/lives/{session}")).json(&change);
        assert_eq!(send(request).await.status, 200);
    };
    change(json!({"substitute": "Luc Côté", "ends_at": "2031-11-26T00:15:00Z"})).await;
    let changed = entry().await;
    has(&changed, &["SEQUENCE:1", "DTEND:20311126T001500Z"]);
    has(&changed, &["DESCRIPTION;LANGUAGE=fr-CA:Avec Luc Côté\\, qui remplace Ana Roy"]);
    change(json!({"cancelled": true})).await;
    let cancelled = entry().await;
    has(&cancelled, &["SEQUENCE:2", "STATUS:CANCELLED"]);
    assert!(!cancelled.contains(&"BEGIN:VALARM".to_owned()));
    assert!(lines(&browser.get("/schedule.ics").await).contains(&"STATUS:CANCELLED".to_owned()), "it is shown");
}
