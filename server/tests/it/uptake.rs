//! What came of a pilot reads the same on its page, in the API, in the files and in the report.

use crate::world::{Asker, World, send};
use contract::{SessionId, accounts::Role, devices::Device, playback::ProgressReport, sessions::Audience};
use domain::{accounts::SignedIn, playback};
use reqwest::Method;
use serde_json::json;
use std::{
    io::Write,
    process::{Command, Stdio},
    time::Duration,
};

async fn watch(world: &World, member: &SignedIn, session: SessionId, seconds: u64) {
    let opened = playback::open(&world.env, member, session, Device::Computer).await.expect("opened");
    world.clock.advance(Duration::from_secs(seconds));
    let seconds = seconds as f64;
    let report = ProgressReport { seq: 0, intervals: vec![(0.0, seconds)], position: seconds, age_ms: 0, rate: 1.0 };
    playback::report(&world.env, member, opened.watch_id, &report).await.expect("reported");
}

/// A pilot to which `invited` people are invited, of whom `started` have started and `completed` completed.
async fn pilot(world: &World, manager: &Asker, invited: usize, started: usize, completed: usize) -> String {
    let session = world.published("Étirements", 60, Audience::Members).await;
    let staff = world.program(Role::Staff).await;
    let item = staff.get(&format!("/api/v1/sessions/{session}")).await.json("item_id");
    let pilot = json!({"title": {"fr": "Le dos au bureau", "en": "The back at work"}, "item_ids": [item],
        "hypothesis": {"fr": "Dix minutes suffisent-elles ?", "en": "Are ten minutes enough?"}});
    let id = manager.post("/api/v1/pilots", &pilot).await.json("id");
    let mut people = Vec::new();
    for person in 0..invited {
        people.push(world.account(&format!("{id}-{person}"), Role::Member, None).await);
    }
    let emails: Vec<String> = (0..invited).map(|person| format!("{id}-{person}@example.org")).collect();
    manager.post(&format!("/api/v1/pilots/{id}/invitations"), &json!({"emails": emails})).await;
    for (person, member) in people.iter().take(started).enumerate() {
        watch(world, member, session, if person < completed { 60 } else { 20 }).await;
    }
    id
}

/// What a program that is not ours reads in a PDF, with plain spaces.
fn read(pdf: &[u8]) -> String {
    let mut program = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext runs");
    program.stdin.take().expect("listens").write_all(pdf).expect("is written");
    let output = program.wait_with_output().expect("ends");
    assert!(output.status.success(), "it is a PDF");
    plain(&String::from_utf8(output.stdout).expect("text"))
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[tokio::test]
async fn a_figure_is_the_same_wherever_it_stands() {
    let world = World::new().await;
    let manager = world.program(Role::Manager).await;
    let id = pilot(&world, &manager, 24, 21, 12).await;
    let path = format!("/api/v1/pilots/{id}");

    let details = manager.get(&format!("{path}/uptake/details")).await.value();
    let uptake = manager.get(&format!("{path}/uptake")).await.value();
    assert_eq!(details["funnel"], uptake["funnel"]);
    let started = &details["steps"][2];
    assert_eq!((&started["people"], &started["share"]["share"]), (&json!(21), &json!(0.875)), "{details}");
    let table = |by: &str| {
        details["tables"].as_array().into_iter().flatten().find(|table| table["by"] == by).cloned().expect("is there")
    };
    assert_eq!(table("session")["rows"][0]["completed"], json!(12));
    assert_eq!(table("way")["rows"][2]["people"], json!(21));

    let said = "87 % (entre 68 % et 96 %)";
    let page = manager.get(&format!("/fr/pilotes/{id}/adoption")).await;
    assert_eq!(page.status, 200);
    let words = plain(page.text());
    assert!(words.contains(said) && words.contains("Étirements"), "{words}");
    let english = manager.get(&format!("/en/pilots/{id}/uptake")).await;
    assert!(plain(english.text()).contains("87% (between 68% and 96%)"));

    for form in ["short", "full"] {
        let pdf = manager.get(&format!("{path}/report.pdf?lang=fr&form={form}")).await;
        assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
        let words = read(&pdf.body);
        let line =
            words.lines().map(str::trim).find(|line| line.starts_with("Ont commencé")).expect("the step is there");
        assert!(line.contains(" 21 ") && line.ends_with(said), "{line}");
        assert!(words.contains("Dix minutes suffisent-elles ?") && words.contains("Nouveaux membres"), "{words}");
        assert_eq!(words.contains("Par séance"), form == "full");
        assert_eq!(words.matches("page 1 de 1").count(), usize::from(form == "short"), "{words}");
    }
    let english = read(&manager.get(&format!("{path}/report.pdf?lang=en")).await.body);
    assert!(english.contains("87% (between 68% and 96%)") && english.contains("The back at work"), "{english}");

    let file = manager.get(&format!("{path}/uptake/funnel.csv")).await;
    assert!(file.text().contains("started,21,0.8750,0.6900,0.9566"), "{}", file.text());
    let file = manager.get(&format!("{path}/uptake/session.csv")).await;
    assert!(file.text().contains("Étirements,Étirements,21,12,0.5714,"), "{}", file.text());
}

#[tokio::test]
async fn few_people_are_in_no_table_and_no_report() {
    let world = World::new().await;
    let manager = world.program(Role::Manager).await;
    let id = pilot(&world, &manager, 9, 3, 1).await;
    let path = format!("/api/v1/pilots/{id}");
    let details = manager.get(&format!("{path}/uptake/details")).await.value();
    assert_eq!((&details["tables"], &details["steps"][2]["people"]), (&json!([]), &json!("<5")));
    let words = read(&manager.get(&format!("{path}/report.pdf?form=full")).await.body);
    assert!(words.contains("Moins de cinq personnes"), "{words}");
    let page = manager.get(&format!("/fr/pilotes/{id}/adoption")).await;
    assert!(page.text().contains("Trop peu de personnes pour le détail"));

    for (query, status) in [("?lang=de", 422), ("?form=long", 422), ("", 200)] {
        let answer = manager.get(&format!("{path}/report.pdf{query}")).await;
        assert_eq!(answer.status, status, "{query}");
    }
    for file in ["age.csv", "week", "week.xlsx"] {
        assert_eq!(manager.get(&format!("{path}/uptake/{file}")).await.status, 404, "{file}");
    }
    assert_eq!(manager.get("/api/v1/pilots/none/uptake/week.csv").await.status, 404);
}

#[tokio::test]
async fn two_pilots_stand_side_by_side_and_every_figure_has_its_definition() {
    let world = World::new().await;
    let manager = world.program(Role::Manager).await;
    let many = pilot(&world, &manager, 30, 28, 20).await;
    let fewer = pilot(&world, &manager, 30, 6, 5).await;
    let page = manager.get(&format!("/en/pilots/{many}/uptake?with={fewer}")).await;
    assert!(page.text().contains("higher here"), "{}", page.text());
    let alone = manager.get(&format!("/en/pilots/{many}/uptake?with=nobody")).await;
    assert!(alone.status == 200 && !alone.text().contains("higher here"));
    assert_eq!(manager.get(&format!("/en/pilots/{many}/uptake?with={}", world.env.new_id())).await.status, 404);

    let definitions = world.browser().get("/fr/definitions").await;
    for anchor in ["started", "returned_30d", "week", "drop_off", "interval", "withheld"] {
        assert!(definitions.text().contains(&format!("id=\"{anchor}\"")), "{anchor}");
        let linked = page.text().contains(&format!("/en/definitions#{anchor}\""));
        assert!(linked || !["week", "drop_off"].contains(&anchor), "{anchor} is one click away");
    }
}

/// The words of each line of the tables of a page, cell by cell.
fn lines(page: &str) -> Vec<Vec<String>> {
    let words = |line: &str| {
        let line = line.split("</tr>").next().unwrap_or_default();
        let words = line.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words.trim());
        words.filter(|words| !words.is_empty()).map(plain).collect()
    };
    page.split("<tr").skip(1).map(words).collect()
}

/// Sets shares for the steps, and goals of which one is measured elsewhere.
async fn set_targets(manager: &Asker, path: &str) {
    let targets = json!({"targets": {"started_percent": 60}});
    let before = manager.get(path).await;
    let request = manager.request(Method::PATCH, path).header("if-match", before.header("etag")).json(&targets);
    let set = send(request).await;
    assert_eq!(set.status, 200, "{}", set.text());
    let goals = json!({"goals": [
        {"measure": "Débuts l’an dernier", "baseline": "12 %", "counted": "started"},
        {"measure": "Vont au bout", "baseline": "2 personnes", "target": "10 personnes", "counted": "completed"},
        {"measure": "Appels au centre", "baseline": "30 par jour", "target": "20 par jour"},
    ]});
    let request = manager.request(Method::PUT, &format!("{path}/sheet")).header("if-match", set.header("etag"));
    let written = send(request.json(&goals)).await;
    assert_eq!(written.status, 200, "{}", written.text());
}

#[tokio::test]
async fn each_target_stands_beside_its_baseline_and_what_was_reached() {
    let world = World::new().await;
    let manager = world.program(Role::Manager).await;
    let id = pilot(&world, &manager, 24, 21, 12).await;
    let path = format!("/api/v1/pilots/{id}");
    let details = manager.get(&format!("{path}/uptake/details")).await.value();
    assert_eq!(details["targets"], json!([]), "none were set");
    assert!(!manager.get(&format!("/fr/pilotes/{id}/adoption")).await.text().contains("id=\"target\""));

    set_targets(&manager, &path).await;
    let details = manager.get(&format!("{path}/uptake/details")).await.value();
    let targets = details["targets"].as_array().expect("a list");
    let told: Vec<_> = targets
        .iter()
        .map(|one| [&one["step"], &one["measure"], &one["baseline"], &one["target"], &one["percent"], &one["people"]])
        .collect();
    let of = |texts: [&str; 3]| texts.map(|text| json!(text));
    let (started, completed, elsewhere) = (
        of(["", "12 %", "60 %"]),
        of(["Vont au bout", "2 personnes", "10 personnes"]),
        of(["Appels au centre", "30 par jour", "20 par jour"]),
    );
    let null = json!(null);
    assert_eq!(
        told,
        [
            [&json!("started"), &started[0], &started[1], &started[2], &json!(60), &json!(21)],
            [&json!("completed"), &completed[0], &completed[1], &completed[2], &null, &json!(12)],
            [&null, &elsewhere[0], &elsewhere[1], &elsewhere[2], &null, &null],
        ]
    );
    assert_eq!(targets[0]["share"], details["steps"][2]["share"], "as in the funnel");
    assert_eq!(targets[1]["share"]["share"], json!(0.5));
    assert_eq!(targets[2]["share"], null);

    let page = manager.get(&format!("/fr/pilotes/{id}/adoption")).await;
    let lines_of_page = lines(page.text());
    for line in [
        ["Mesure", "Avant", "Cible", "Personnes", "Part des invités"],
        ["Ont commencé", "12 %", "60 %", "21", "87 % (entre 68 % et 96 %)"],
        ["Vont au bout", "2 personnes", "10 personnes", "12", "50 % (entre 31 % et 69 %)"],
        ["Appels au centre", "30 par jour", "20 par jour", "–", "–"],
    ] {
        assert!(lines_of_page.iter().any(|found| found == &line), "{line:?} is not in {lines_of_page:?}");
    }
    let english = manager.get(&format!("/en/pilots/{id}/uptake")).await;
    let started = lines(english.text()).into_iter().find(|line| line.get(2).is_some_and(|target| target == "60%"));
    assert_eq!(started.as_ref().and_then(|line| line.get(1)).map(String::as_str), Some("12 %"), "{started:?}");

    let file = manager.get(&format!("{path}/uptake/target.csv")).await;
    for line in ["started,,12 %,60 %,21,0.8750,", "completed,Vont au bout,2 personnes,10 personnes,12,0.5000,"] {
        assert!(file.text().contains(line), "{line} is not in {}", file.text());
    }
    let words = read(&manager.get(&format!("{path}/report.pdf?lang=fr&form=short")).await.body);
    assert!(words.contains("Vont au bout") && words.contains("Appels au centre"), "{words}");
}

#[tokio::test]
async fn what_few_have_reached_is_told_beside_no_target() {
    let world = World::new().await;
    let manager = world.program(Role::Manager).await;
    let id = pilot(&world, &manager, 9, 3, 1).await;
    let path = format!("/api/v1/pilots/{id}");
    set_targets(&manager, &path).await;
    let details = manager.get(&format!("{path}/uptake/details")).await.value();
    for target in [0, 1] {
        assert_eq!(details["targets"][target]["people"], json!("<5"), "{details}");
        assert_eq!(details["targets"][target]["share"]["share"], json!(null), "{details}");
    }
    let page = manager.get(&format!("/fr/pilotes/{id}/adoption")).await;
    let found = lines(page.text());
    for (name, baseline, target) in [("Ont commencé", "12 %", "60 %"), ("Vont au bout", "2 personnes", "10 personnes")]
    {
        let line = [name, baseline, target, "&lt; 5", "trop peu pour le dire"];
        assert!(found.iter().any(|found| found == &line), "{line:?} is not in {found:?}");
    }
}
