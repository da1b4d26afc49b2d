//! The lists of items: the files of what one is narrowed to, and what it says when nothing is in it.

use crate::world::{Answer, Asker, PASSWORD, World, send};
use contract::accounts::Role;
use domain::jobs;
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

async fn written(staff: &Asker, item: Value) -> String {
    let answer = staff.post("/api/v1/items", &item).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json("id")
}

fn sorted(mut titles: Vec<String>) -> Vec<String> {
    titles.sort();
    titles
}

/// What a check of a file says of the inventory.
async fn checked(world: &World, staff: &Asker, file: Answer) -> Value {
    let form = Form::new().part("file", Part::bytes(file.body).file_name("a.xlsx")).text("check_only", "true");
    let begun = send(staff.request(Method::POST, "/api/v1/imports").multipart(form)).await;
    assert_eq!(begun.status, 202, "{}", begun.text());
    jobs::run_pending(&world.env).await.expect("jobs");
    staff.get(&format!("/api/v1/imports/{}", begun.json("id"))).await.value()
}

#[tokio::test]
async fn a_file_holds_what_the_list_holds() {
    let world = World::new().await;
    let (staff, manager) = (world.program(Role::Staff).await, world.program(Role::Manager).await);
    let colours =
        json!({"label": {"fr": "Couleur", "en": "Colour"}, "kind": "choice", "choices": [{"label": {"fr": "Rouge"}}]});
    assert_eq!(manager.post("/api/v1/extra-fields", &colours).await.status, 201);
    let gentle = json!({"kind": "class", "title": {"fr": "Yoga doux", "en": "Gentle yoga"}, "tags": ["dos"],
        "centre": "Nord", "status": "assessed"});
    let brisk =
        json!({"kind": "class", "title": {"fr": "Yoga vif"}, "tags": ["matin"], "extras": {"x_couleur": "rouge"}});
    let guide =
        json!({"kind": "guide", "title": {"fr": "Bien manger", "en": "Eat well"}, "description": {"fr": "Yoga"}});
    for item in [gentle, brisk, guide] {
        written(&staff, item).await;
    }
    for (asked, count) in [
        ("", 3),
        ("sort=title&limit=1", 3),
        ("q=yoga", 3),
        ("q=yoga&kind=class", 2),
        ("kind=guide", 1),
        ("tag=dos", 1),
        ("status=assessed", 1),
        ("centre=Nord", 1),
        ("view=missing_translation", 2),
        ("view=missing_translation&tag=matin", 1),
        ("x_couleur=rouge", 1),
        ("x_couleur=vert", 0),
        ("q=introuvable", 0),
    ] {
        let list = staff.get(&format!("/api/v1/items?{asked}&limit=50").replace("limit=1&", "")).await.value();
        let listed = list["items"].as_array().expect("items").iter();
        let listed = sorted(listed.map(|item| item["title"]["fr"].as_str().expect("a title").to_owned()).collect());
        assert_eq!(listed.len(), count, "{asked}: {list}");

        let table = staff.get(&format!("/api/v1/items.csv?{asked}")).await;
        let titles = table.text().lines().skip(1).filter_map(|line| line.split(',').nth(2));
        assert_eq!(sorted(titles.map(ToOwned::to_owned).collect()), listed, "{asked}");
        let records = staff.get(&format!("/api/v1/items.dc.xml?{asked}")).await;
        for title in ["Yoga doux", "Yoga vif", "Bien manger"] {
            assert_eq!(records.text().contains(title), listed.iter().any(|listed| listed == title), "{asked}: {title}");
        }
        let book = staff.get(&format!("/api/v1/items.xlsx?{asked}")).await;
        assert_eq!(book.status, 200, "{asked}");
        if count > 0 {
            let report = checked(&world, &staff, book).await;
            assert_eq!((&report["read"], &report["unchanged"]), (&json!(count), &json!(count)), "{asked}: {report}");
        }
    }
    for wrong in ["kind=danse", "view=toutes", "sort=hasard"] {
        let refused = staff.get(&format!("/api/v1/items?{wrong}")).await;
        for file in ["csv", "xlsx", "dc.xml"] {
            let answer = staff.get(&format!("/api/v1/items.{file}?{wrong}")).await;
            assert_eq!((answer.status, answer.value()), (refused.status, refused.value()), "{file}: {wrong}");
        }
        assert_eq!(refused.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn the_list_leads_to_the_file_of_what_it_shows() {
    let world = World::new().await;
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let staff = world.program(Role::Staff).await;
    let samuel = world.browser();
    samuel.sign_in("samuel").await;
    let page = async |path: &str| samuel.get(path).await.text().to_owned();
    let leads_to = |page: &str, query: &str| {
        ["csv", "xlsx"].iter().all(|form| page.contains(&format!("href=\"/api/v1/items.{form}{query}\"")))
    };
    assert!(!page("/fr/inventaire").await.contains("/api/v1/items."), "there is nothing to export");

    let mut ids = Vec::new();
    for title in ["Yoga doux", "Yoga vif", "Pilates"] {
        ids.push(world.item(&staff, title).await);
    }
    let all = page("/fr/inventaire?sort=title&done=deleted").await;
    assert!(leads_to(&all, "") && all.contains("Exporter tout l’inventaire (XLSX)"), "{all}");
    let narrowed = page(&format!("/fr/inventaire?q=yoga&kind=class&sort=new&from=1&cursor={}", ids[1])).await;
    assert!(leads_to(&narrowed, "?q=yoga&amp;kind=class"), "{narrowed}");
    assert!(narrowed.contains("Exporter ces 2 fiches (CSV)"), "all of what it was narrowed to, not one page");
    let one = page("/en/inventory?q=pilates").await;
    assert!(leads_to(&one, "?q=pilates") && one.contains("Export this item (XLSX)"), "{one}");
    assert!(!page("/fr/inventaire?q=introuvable").await.contains("/api/v1/items."), "nothing to export");
    let import = page("/fr/inventaire/importer").await;
    assert!(leads_to(&import, ""), "the page of imports leads to all of it");
}

#[tokio::test]
async fn a_list_with_nothing_in_it_says_what_that_means() {
    let world = World::new().await;
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let staff = world.program(Role::Staff).await;
    let samuel = world.browser();
    samuel.sign_in("samuel").await;
    let says = async |path: &str, words: &[&str]| {
        let page = samuel.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        for words in words {
            assert!(page.text().contains(&words.replace('~', "\u{a0}")), "{path}: {words}\n{}", page.text());
        }
    };
    says("/fr/inventaire?view=missing_translation", &["L’inventaire est encore vide"]).await;
    says("/fr/a-numeriser?unscored=true", &["Rien à numériser pour le moment"]).await;

    let full = json!({"kind": "class", "title": {"fr": "Yoga", "en": "Yoga"}, "duration_minutes": 20, "language": "fr",
        "centre": "Nord", "description": {"fr": "Assis", "en": "Seated"}});
    let id = written(&staff, full).await;
    let all = "href=\"/fr/inventaire\"";
    for (view, heading, text) in [
        ("missing_translation", "Aucune fiche sans traduction", "Tout est traduit"),
        ("missing_fields", "Aucune fiche incomplète", "Rien ne manque"),
        ("digital_unpublished", "Aucun enregistrement en attente", "tout ce qui est prêt est offert"),
        ("stale", "Aucune fiche laissée de côté", "il y a moins d’un an"),
    ] {
        says(&format!("/fr/inventaire?view={view}"), &[heading, text, "Voir toutes les fiches", all]).await;
        says(&format!("/fr/inventaire/autocollants?view={view}"), &[heading, text]).await;
    }
    says("/en/inventory?view=missing_translation", &["No item without a translation", "Everything is translated"])
        .await;
    let both = "Filtres en place~: Vue «~Traduction manquante~», Genre «~Guide~».";
    says(
        "/fr/inventaire?view=missing_translation&kind=guide",
        &["Aucune fiche ne correspond", both, "Voir toute la vue"],
    )
    .await;
    says("/fr/inventaire?q=boxe", &["Filtres en place~: Mots «~boxe~».", "Essayez un mot plus court"]).await;
    let kept = json!({"name": "Guides du Sud", "query": "kind=guide&centre=Sud", "shared": true});
    assert_eq!(staff.post("/api/v1/views", &kept).await.status, 201);
    says(
        "/fr/inventaire?kind=guide&centre=Sud",
        &["La vue «~Guides du Sud~» ne contient aucune fiche", "Centre «~Sud~»"],
    )
    .await;
    says(&format!("/fr/inventaire?q=yoga&cursor={id}"), &["La liste s’arrête ici", "href=\"/fr/inventaire?q=yoga\""])
        .await;

    says(
        "/fr/a-numeriser?kind=guide",
        &["Aucune fiche du classement ne correspond", "Filtres en place~: Genre «~Guide~»."],
    )
    .await;
    let score = format!("/api/v1/items/{id}/score");
    let marks = json!({"value": 4, "ease": 3, "cost": 2});
    assert_eq!(send(staff.request(Method::PUT, &score).json(&marks)).await.status, 200);
    says("/fr/a-numeriser?unscored=true", &["Tout est évalué", "n’attend d’être évaluée", "href=\"/fr/a-numeriser\""])
        .await;
}
