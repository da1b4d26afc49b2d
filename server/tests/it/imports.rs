//! Importing a table.

use crate::world::{Asker, PASSWORD, World, send};
use app::{inventory::column_words, texts::text};
use contract::{
    Locale,
    accounts::Role,
    inventory::{ItemStatus, Kind, Level},
    particulars::{Carrier, Condition, Impact, Position, Space},
};
use domain::{inventory, jobs};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

const TABLE: &str = "source_key,kind,title_fr,duration_minutes\nA-1,class,Yoga doux,20\nA-2,dance,Tango,30\nA-3,class,,15\nA-4,class,Boxe,beaucoup\n";

async fn import(world: &World, staff: &Asker, table: &str, check_only: bool, language: &str) -> Value {
    mapped(world, staff, table, check_only, language, "").await
}

async fn mapped(
    world: &World,
    staff: &Asker,
    table: &str,
    check_only: bool,
    language: &str,
    mapping: &'static str,
) -> Value {
    let file = Part::text(table.to_owned()).file_name("inventaire.csv");
    let form = Form::new().part("file", file).text("check_only", check_only.to_string()).text("mapping", mapping);
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

fn line(cells: &[String]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{cell}\"")).collect();
    quoted.join(",") + "\n"
}

#[tokio::test]
async fn what_the_form_calls_a_field_is_understood_at_the_head_of_a_file() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let names: Vec<&str> = inventory::heads().collect();
    for locale in Locale::ALL {
        let called: Vec<String> = names.iter().map(|name| column_words(name, locale, &[])).collect();
        for heads in [called.clone(), called.iter().map(|name| format!("{} :", name.to_uppercase())).collect()] {
            let report = import(&world, &staff, &line(&heads), true, "fr").await;
            let path = format!("/api/v1/imports/{}/columns", report["id"].as_str().expect("an id"));
            let columns = staff.get(&path).await.value();
            let columns = columns.as_array().expect("columns").iter();
            let meant: Vec<&str> =
                columns.map(|it| it["column"].as_str().or(it["likely"].as_str()).unwrap_or_default()).collect();
            assert_eq!(meant, names, "{heads:?}");
        }
    }
}

#[tokio::test]
async fn what_the_form_calls_a_value_is_understood_in_a_file() {
    let families: [(&str, Vec<&str>); 9] = [
        ("kind", Kind::ALL.iter().map(|value| value.code()).collect()),
        ("level", Level::ALL.iter().map(|value| value.code()).collect()),
        ("status", ItemStatus::ALL.iter().map(|value| value.code()).collect()),
        ("impact", Impact::ALL.iter().map(|value| value.code()).collect()),
        ("position", Position::ALL.iter().map(|value| value.code()).collect()),
        ("space", Space::ALL.iter().map(|value| value.code()).collect()),
        ("carrier", Carrier::ALL.iter().map(|value| value.code()).collect()),
        ("condition", Condition::ALL.iter().map(|value| value.code()).collect()),
        ("language", vec!["fr", "en", "es", "pt", "ar", "ht"]),
    ];
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    for locale in Locale::ALL {
        let heads = ["source_key", "title_fr"].into_iter().chain(families.iter().map(|(family, _)| *family));
        let mut table = line(&heads.map(ToOwned::to_owned).collect::<Vec<_>>());
        let code = |codes: &[&'static str], row: usize| codes[row % codes.len()];
        let rows = families.iter().map(|(_, codes)| codes.len()).max().unwrap_or_default();
        for row in 0..rows {
            let word = |(family, codes): &(&str, Vec<&'static str>)| {
                text(locale, &format!("{family}-{}", code(codes, row).replace('_', "-")), &[])
            };
            let key = format!("{locale}-{row}");
            table += &line(&[key.clone(), key].into_iter().chain(families.iter().map(word)).collect::<Vec<_>>());
        }
        let report = import(&world, &staff, &table, false, "fr").await;
        assert_eq!((&report["created"], &report["problems"]), (&json!(rows), &json!([])), "{table}");
        for row in 0..rows {
            let found = staff.get(&format!("/api/v1/items?q={locale}-{row}")).await.value();
            for (family, codes) in &families {
                let code = code(codes, row);
                // Being in the catalogue takes a session, which a table has not.
                let code = if ["published", "withdrawn"].contains(&code) { "identified" } else { code };
                assert_eq!(found["items"][0][family], code, "{table}");
            }
        }
    }
}

#[tokio::test]
async fn columns_are_named_in_words_where_people_choose_them_and_where_something_is_wrong() {
    let world = World::new().await;
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let (staff, manager) = (world.program(Role::Staff).await, world.program(Role::Manager).await);
    let own = json!({"label": {"fr": "Prêtée", "en": "Lent out"}, "kind": "yes_no"});
    assert_eq!(manager.post("/api/v1/extra-fields", &own).await.status, 201);
    let samuel = world.browser();
    samuel.sign_in("samuel").await;
    let table = "Genre,Titre,Durée (min),Prêtée\nCours,Yoga,vingt,OUI\n";
    let page = async |report: &Value, rest: &str| {
        let id = report["id"].as_str().expect("an id");
        samuel.get(&format!("/fr/inventaire/importations/{id}{rest}")).await.text().to_owned()
    };

    let unread = import(&world, &staff, table, true, "fr").await;
    assert_eq!(unread["state"], "failed", "{unread}");
    let told = page(&unread, "").await;
    assert!(told.contains("que nous pensons comprendre") && told.contains("Genre"), "{told}");
    assert!(!told.contains("title_fr") && !told.contains(">kind<"), "{told}");
    let choose = page(&unread, "/colonnes").await;
    for said in [
        "<optgroup label=\"De quoi s’agit-il\u{a0}?\">",
        "<option value=\"title_fr\" selected>Titre (français)<",
        "<option value=\"duration_minutes\" selected>Durée en minutes<",
        "<optgroup label=\"Propre à l’organisation\">",
        "<option value=\"x_pretee\" selected>Prêtée<",
    ] {
        assert!(choose.contains(said), "{said}: {choose}");
    }

    let mapping = r#"{"Genre": "kind", "Titre": "title_fr", "Durée (min)": "duration_minutes"}"#;
    let wrong = mapped(&world, &staff, table, true, "fr", mapping).await;
    assert_eq!(wrong["problems"][0]["column"], "Durée (min)");
    let told = page(&wrong, "").await;
    assert!(told.contains("Durée (min)") && told.contains("Durée en minutes"), "{told}");
    let path = format!("/api/v1/imports/{}/problems.csv", wrong["id"].as_str().expect("an id"));
    let csv = send(staff.request(Method::GET, &path).header("accept-language", "fr")).await;
    assert!(csv.text().contains("2,Durée (min) – Durée en minutes,vingt,"), "{}", csv.text());
}
