//! A class that is announced for weeks goes to another evening, as staff do it on its page.

use crate::world::{PASSWORD, World, send};
use contract::{accounts::Role, sessions::Audience};
use domain::{live, sessions};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn a_class_and_those_that_follow_are_moved_and_cancelled_without_scripts() {
    let world = World::new().await;
    let staff = world.account("lea", Role::Staff, Some(PASSWORD)).await.staff().expect("staff");
    let browser = world.browser();
    browser.sign_in("lea").await;
    let item = world.item(&world.program(Role::Staff).await, "Cardio").await;
    let announced = [("date", "2031-10-28"), ("time", "18:30"), ("minutes", "45"), ("weeks", "3"), ("replay", "true")];
    let id = item.to_string();
    let fields = [&[("item", id.as_str())][..], &announced].concat();
    let made = browser.submit("/call/lives/announce", &format!("/fr/inventaire/{item}"), &fields).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let lines = async || live::list(&world.env, &staff, Some(item)).await.expect("a list");
    let second = lines().await[1].session_id.to_string();
    let page = format!("/fr/directs/{second}");
    let shown = browser.get(&page).await;
    for part in ["value=\"2031-11-04\"", "value=\"18:30\"", "Et aussi la séance suivante, annoncée avec celle-ci"] {
        assert!(shown.text().contains(part), "no {part} in {}", shown.text());
    }

    let to = [("session", &*second), ("date", "2031-11-05"), ("time", "19:00"), ("minutes", "60")];
    let wrong = [to[0], ("date", "2020-01-01"), to[2], to[3]];
    let refused = browser.submit("/call/lives/move", &page, &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("<details open class=\"panel\""), "what is wrong is seen: {}", refused.text());
    let moved = browser.submit("/call/lives/move", &page, &[&to[..], &[("following", "true")]].concat()).await;
    assert_eq!((moved.status, moved.header("location")), (303, format!("{page}?done=moved").as_str()));
    assert!(browser.get(&format!("{page}?done=moved")).await.text().contains("La séance est déplacée"));
    // The clocks go back on 2 November.
    let starts: Vec<String> = lines().await.iter().map(|line| line.note.starts_at.to_string()).collect();
    assert_eq!(starts, ["2031-10-28T22:30:00Z", "2031-11-06T00:00:00Z", "2031-11-13T00:00:00Z"]);

    let cancel = [("session", &*second), ("cancelled", "true"), ("following", "true")];
    let cancelled = browser.submit("/call/lives/change", &page, &cancel).await;
    assert_eq!((cancelled.status, cancelled.header("location")), (303, format!("{page}?done=changed").as_str()));
    let states: Vec<&str> = lines().await.iter().map(|line| line.note.state.code()).collect();
    assert_eq!(states, ["scheduled", "cancelled", "cancelled"]);
    let schedule = browser.get("/schedule.ics").await;
    assert_eq!(schedule.text().matches("STATUS:CANCELLED").count(), 0, "it is for members only");
}

#[tokio::test]
async fn a_program_announces_a_class_for_weeks_and_moves_what_is_left_of_it() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Yoga").await;
    let new = json!({"item_id": item, "date": "2031-10-28", "time": "18:30", "minutes": 45, "weeks": 3});
    let made = staff.post("/api/v1/lives", &new).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let sessions = made.value()["sessions"].as_array().expect("a list").clone();
    let other = world.item(&staff, "Cardio").await;
    for (of, count) in [(item, 3), (other, 0)] {
        let listed = staff.get(&format!("/api/v1/lives?item_id={of}")).await.value();
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(count), "{listed}");
    }
    let wrong =
        staff.post("/api/v1/lives", &json!({"item_id": item, "date": "x", "time": "18:30", "minutes": 45})).await;
    assert_eq!((wrong.status, wrong.value()["fields"][0]["field"].as_str()), (422, Some("date")));

    let second = sessions[1].as_str().expect("an id");
    let change = json!({"starts_at": "2031-11-05T00:00:00Z", "ends_at": "2031-11-05T01:00:00Z", "following": true});
    let moved = send(staff.request(Method::PATCH, &format!("/api/v1/lives/{second}")).json(&change)).await;
    assert_eq!((moved.status, &moved.value()["following"]), (200, &json!(1)), "{}", moved.text());
    let listed = staff.get(&format!("/api/v1/lives?item_id={item}")).await.value();
    let starts = listed["items"].as_array().expect("a list").iter().map(|line| line["note"]["starts_at"].clone());
    // Half an hour later by the clocks of the centres, on the same days.
    assert_eq!(starts.collect::<Vec<_>>(), ["2031-10-28T22:30:00Z", "2031-11-05T00:00:00Z", "2031-11-12T00:00:00Z"]);
}

#[tokio::test]
async fn an_items_page_says_what_each_of_its_sessions_is() {
    let world = World::new().await;
    let (staff, item, recording) = world.recorded("Yoga", 60).await;
    sessions::publish_recording(&world.env, &staff, item, recording, Audience::Members).await.expect("published");
    world.account("lea", Role::Staff, Some(PASSWORD)).await;
    let browser = world.browser();
    browser.sign_in("lea").await;
    let page = format!("/fr/inventaire/{item}");
    let (to_form, live) = (format!("href=\"{page}#date\""), "<h3>Direct du 28\u{a0}octobre 2031<");
    let shown = browser.get(&page).await;
    for part in ["<h3>Enregistrement<", "id=\"date\"", &to_form] {
        assert!(shown.text().contains(part), "no {part} in {}", shown.text());
    }
    assert!(!shown.text().contains("Ouvrir le studio"));

    let id = item.to_string();
    let fields = [
        ("item", &*id),
        ("date", "2031-10-28"),
        ("time", "18:30"),
        ("minutes", "45"),
        ("weeks", "1"),
        ("replay", "true"),
    ];
    let made = browser.submit("/call/lives/announce", &page, &fields).await;
    let studio = made.header("location").split('?').next().unwrap_or_default().to_owned();
    let shown = browser.get(&page).await;
    for part in ["<h3>Enregistrement<", live, "Ouvrir le studio", &format!("href=\"{studio}\"")] {
        assert!(shown.text().contains(part), "no {part} in {}", shown.text());
    }
    assert!(!shown.text().contains(&to_form), "one is planned");
    assert!(browser.get(&format!("/en/inventory/{item}")).await.text().contains("Live on October\u{a0}28, 2031"));

    let session = studio.rsplit('/').next().unwrap_or_default();
    browser.submit("/call/lives/change", &studio, &[("session", session), ("cancelled", "true")]).await;
    let shown = browser.get(&page).await;
    assert!(shown.text().contains(live) && shown.text().contains(&to_form), "none is planned any more");
}
