//! Importing a table.

use crate::world::{Asker, World, send};
use contract::accounts::Role;
use domain::jobs;
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

const TABLE: &str = "source_key,kind,title_fr,duration_minutes\nA-1,class,Yoga doux,20\nA-2,dance,Tango,30\nA-3,class,,15\nA-4,class,Boxe,beaucoup\n";

async fn import(world: &World, staff: &Asker, table: &str, check_only: bool, language: &str) -> Value {
    let file = Part::text(table.to_owned()).file_name("inventaire.csv");
    let form = Form::new().part("file", file).text("check_only", check_only.to_string());
    let begun = send(staff.request(Method::POST, "/api/v1/imports").multipart(form)).await;
    assert_eq!(begun.status, 202, "{}", begun.text());
    jobs::run_pending(&world.env).await.expect("jobs");
    let path = format!("/api/v1/imports/{}", begun.json("id"));
    assert_eq!(begun.header("location"), path);
    send(staff.request(Method::GET, &path).header("accept-language", language)).await.value()
}

#[tokio::test]
async fn problems_are_told_by_line_and_nothing_is_written_by_a_check() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let report = import(&world, &staff, TABLE, true, "fr").await;
    assert_eq!((&report["state"], &report["read"]), (&json!("done"), &json!(4)));
    let lines: Vec<_> = report["problems"]
        .as_array()
        .expect("problems")
        .iter()
        .map(|p| (p["line"].clone(), p["column"].clone()))
        .collect();
    assert_eq!(lines[0], (json!(3), json!("kind")));
    assert_eq!(lines.iter().map(|(line, _)| line.clone()).collect::<Vec<_>>(), [json!(3), json!(4), json!(5)]);
    assert_eq!(staff.get("/api/v1/items").await.value()["total"], 0);

    let written = import(&world, &staff, TABLE, false, "en").await;
    assert_eq!((&written["created"], &written["unchanged"]), (&json!(1), &json!(0)));
    let (french, english) = (&report["problems"][0]["problem"], &written["problems"][0]["problem"]);
    assert!(french.as_str().is_some_and(|text| !text.is_empty()));
    assert_ne!(french, english);
    let again = import(&world, &staff, TABLE, false, "fr").await;
    assert_eq!((&again["created"], &again["unchanged"]), (&json!(0), &json!(1)));
}

#[tokio::test]
async fn a_form_without_a_table_is_refused() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    for (form, status, field) in [
        (Form::new().text("check_only", "true"), 422, "file"),
        (Form::new().part("file", Part::text("").file_name("a.csv")), 422, "file"),
        (Form::new().part("file", Part::text("a").file_name("a.csv")).text("mapping", "[]"), 422, "mapping"),
    ] {
        let answer = send(staff.request(Method::POST, "/api/v1/imports").multipart(form)).await;
        assert_eq!((answer.status, answer.problem().as_str()), (status, "invalid"));
        assert_eq!(answer.value()["fields"][0]["field"], field);
    }
    let answer = staff.post("/api/v1/imports", &json!({})).await;
    assert_eq!((answer.status, answer.problem().as_str()), (415, "unsupported_media_type"));
}
