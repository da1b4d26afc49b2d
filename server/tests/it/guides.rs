//! Documents through the real engine in its real cage, and the reader as a browser sees it.

use crate::{
    replicas::told,
    world::{Asker, PASSWORD, World, send},
};
use contract::accounts::Role;
use domain::{
    Environment, jobs,
    media::{Cage, Ffmpeg},
};
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::{path::PathBuf, sync::Arc};

pub async fn world() -> World {
    World::with(&[], in_its_cage).await
}

/// The same on each of the databases that there are.
pub async fn worlds() -> Vec<World> {
    let mut worlds = vec![world().await];
    let Some(server) = told("ESTRADE_TEST_POSTGRES_URL") else {
        assert!(told("CI").is_none(), "CI must run the tests on PostgreSQL");
        return worlds;
    };
    let database = format!("guides_{}", uuid::Uuid::now_v7().simple());
    let home = sea_orm::Database::connect(&server).await.expect("PostgreSQL");
    home.execute_unprepared(&format!("CREATE DATABASE {database}")).await.expect("a database");
    home.close().await.expect("closed");
    let (base, _) = server.rsplit_once('/').expect("a database");
    let settings = [
        ("ESTRADE_DATABASE_URL", &*format!("{base}/{database}")),
        ("ESTRADE_SECRET_KEY", "thirty-two characters at the very least"),
    ];
    worlds.push(World::with(&settings, in_its_cage).await);
    worlds
}

fn in_its_cage(env: &mut Environment) {
    let launcher = PathBuf::from(env!("CARGO_BIN_EXE_estrade"));
    env.transcoder = Arc::new(Ffmpeg { cage: Cage { launcher } });
}

/// A document of these pages; `catalog` and `trailer` are what else it says of itself.
pub fn pdf(pages: &[&str], catalog: &str, trailer: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|index| format!("{} 0 R", 3 + 2 * index)).collect();
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        format!("<< /Type /Pages /Count {} /Kids [ {} ] >>", pages.len(), kids.join(" ")),
    ];
    for (index, said) in pages.iter().enumerate() {
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents {} 0 R /Resources << /Font << /F {font} >> >> >>",
            4 + 2 * index
        ));
        let drawn = format!("BT /F 14 Tf 20 350 Td ({said}) Tj ET");
        objects.push(format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()));
    }
    let objects: Vec<Vec<u8>> = objects.into_iter().map(String::into_bytes).collect();
    assembled(&objects, trailer)
}

/// A PDF of these objects, the first of them its catalog.
pub fn assembled(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend_from_slice(object);
        file.extend(b"\nendobj\n");
    }
    let begins = file.len();
    file.extend(format!("{table}trailer\n<< /Size {} /Root 1 0 R {trailer} >>\n", objects.len() + 1).bytes());
    file.extend(format!("startxref\n{begins}\n%%EOF\n").bytes());
    file
}

/// Sends a document, has it worked on, and returns what became of it.
pub async fn sent(world: &World, staff: &Asker, item: &str, bytes: Vec<u8>) -> serde_json::Value {
    sent_as(world, staff, item, "guide.pdf", bytes).await
}

/// The same for a file of another name.
pub async fn sent_as(world: &World, staff: &Asker, item: &str, name: &str, bytes: Vec<u8>) -> serde_json::Value {
    let announced = json!({"item_id": item, "filename": name, "size": bytes.len()});
    let begun = staff.post("/api/v1/recordings", &announced).await;
    let request = staff
        .request(Method::PATCH, &begun.json("upload_url"))
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", 0)
        .header("content-type", "application/offset+octet-stream")
        .body(bytes);
    assert_eq!(send(request).await.status, 204);
    jobs::run_pending(&world.env).await.expect("jobs");
    let path = format!("/api/v1/recordings/{}", begun.json("id"));
    send(staff.request(Method::GET, &path).header("accept-language", "fr")).await.value()
}

pub async fn published(staff: &Asker, item: &str, recording: &serde_json::Value) -> String {
    let new = json!({"item_id": item, "recording_id": recording["id"]});
    let session = staff.post("/api/v1/sessions", &new).await.json("id");
    assert_eq!(staff.post(&format!("/api/v1/sessions/{session}/publish"), &json!({})).await.status, 200);
    session
}

/// The address in a page that ends so.
pub fn address<'p>(page: &'p str, end: &str) -> &'p str {
    let until = page.find(end).unwrap_or_else(|| panic!("no {end} in {page}"));
    let from = page[..until].rfind('"').expect("an attribute");
    &page[from + 1..until + end.len()]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_is_read_searched_and_taken_along_without_a_script() {
    let world = world().await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Bien respirer").await.to_string();
    let recording =
        sent(&world, &staff, &item, pdf(&["Bonjour", "Respirez <b>lentement</b> ici", "Fin"], "", "")).await;
    assert_eq!((&recording["state"], &recording["pages"]), (&json!("ready"), &json!(3)), "{recording}");
    assert_eq!(recording["may_download"], false);
    let session = published(&staff, &item, &recording).await;
    let (ana, samuel) = (world.browser(), world.browser());
    ana.sign_in("ana").await;
    samuel.sign_in("samuel").await;

    let path = format!("/fr/seances/{session}");
    let page = ana.get(&format!("{path}?page=2&find=LENTE&zoom=150")).await;
    // The marks that the browser's half finds its way by.
    let html = &page.text().replace("&amp;", "&").replace("<!>", "");
    assert_eq!(page.status, 200, "{html}");
    assert!(html.contains("Image de la page 2 sur 3") && html.contains("pages__leaf--150"), "{html}");
    assert!(html.contains("<mark>lentement</mark>"), "{html}");
    assert!(!html.contains("<b>lentement"), "what a page says is text and nothing else");
    assert!(html.contains("?page=1&zoom=150&find=LENTE#page"), "{html}");
    assert!(html.contains("?page=3&zoom=150&find=LENTE#page"), "{html}");
    let picture = ana.get(address(html, "/pages/2.jpg")).await;
    assert_eq!((picture.status, picture.header("content-type")), (200, "image/jpeg"));
    let stranger = world.browser().get(&format!("{path}?page=2&find=lentement")).await;
    assert!(!stranger.text().contains("<mark>"), "{}", stranger.text());
    // What no guide has is answered with its first page, or with nothing found.
    for odd in ["page=0", "page=99999999999", "page=-1", "zoom=7", "find=%00", "find=introuvable", "view=all"] {
        let odd = ana.get(&format!("{path}?{odd}")).await;
        assert!(odd.status == 200 && odd.text().contains("Image de la page 1 sur 3"), "{}", odd.text());
    }

    assert!(!html.contains("document.pdf"));
    let document = address(html, "/pages/2.jpg").replace("/pages/2.jpg", "/document.pdf");
    assert_eq!(ana.get(&document).await.status, 404);
    let theirs = samuel.get(&path).await;
    let file = samuel.get(address(theirs.text(), "/document.pdf")).await;
    assert_eq!((file.status, file.header("content-disposition")), (200, "attachment"));
    let id = recording["id"].as_str().expect("an id");
    let allowed = samuel
        .request(Method::POST, "/call/digitisation/allow-download")
        .header("accept", "text/html")
        .header("referer", format!("{}/fr/inventaire/{item}", samuel.url))
        .header("origin", &samuel.url)
        .form(&[("item", item.as_str()), ("recording", id), ("allowed", "true")]);
    let allowed = send(allowed).await;
    assert_eq!(allowed.status, 303, "{}", allowed.text());
    assert!(samuel.get(allowed.header("location")).await.text().contains("peuvent maintenant télécharger"));
    assert_eq!(ana.get(&document).await.status, 200);
    assert!(ana.get(&path).await.text().contains("document.pdf"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_is_spoken_of_as_what_is_read() {
    let world = world().await;
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Bien respirer").await.to_string();
    let recording = sent(&world, &staff, &item, pdf(&["Bonjour"], "", "")).await;
    let new = json!({"item_id": item, "recording_id": recording["id"], "audience": "public"});
    let session = staff.post("/api/v1/sessions", &new).await.json("id");
    assert_eq!(staff.post(&format!("/api/v1/sessions/{session}/publish"), &json!({})).await.status, 200);
    for (path, said, other) in [
        (format!("/fr/seances/{session}"), "Ce guide est offert aux membres du centre", "Cette séance"),
        (format!("/en/sessions/{session}"), "This guide is offered to members of the centre", "This session"),
    ] {
        let shown = world.browser().get(&path).await;
        assert!(shown.text().contains(said) && !shown.text().contains(other), "{}", shown.text());
    }
    let samuel = world.browser();
    samuel.sign_in("samuel").await;
    let shown = samuel.get(&format!("/fr/inventaire/{item}")).await;
    assert!(shown.text().contains("<h3>Guide<") && shown.text().contains("Lire le guide"), "{}", shown.text());
    assert!(!shown.text().contains("Voir la séance"), "{}", shown.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hostile_document_only_pictures_and_words_come_out() {
    let world = world().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Guide").await.to_string();
    let canary = world.env.settings.scratch.join("canary");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a setting");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    let deeds = format!(
        "/OpenAction << /S /JavaScript /JS (app.launchURL\\('{url}'\\); this.submitForm\\('{url}'\\)) >> \
         /AA << /WC << /S /Launch /F (/usr/bin/touch) /P ({canary}) >> >> \
         /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> \
         /EmbeddedFiles << /Names [(secret.exe) << /Type /Filespec /F (/etc/passwd) >>] >> >> \
         /URI << /Base ({url}) >>",
        canary = canary.display()
    );
    let recording = sent(&world, &staff, &item, pdf(&["Un", "Deux"], &deeds, "")).await;
    assert_eq!((&recording["state"], &recording["pages"]), (&json!("ready"), &json!(2)), "{recording}");
    assert!(!canary.exists(), "nothing is launched");
    assert!(listener.accept().is_err(), "nobody is called");
    assert_eq!(std::fs::read_dir(&world.env.settings.scratch).expect("a folder").count(), 0, "nothing is left");

    let session = published(&staff, &item, &recording).await;
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let ana = world.browser();
    ana.sign_in("ana").await;
    let page = ana.get(&format!("/fr/seances/{session}?page=1")).await;
    let html = page.text();
    assert!(html.contains(">Un<") && !html.contains("launchURL") && !html.contains("secret.exe"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_and_too_many_pages_are_told() {
    let world = world().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Guide").await.to_string();
    let key = format!("<{}>", "ab".repeat(32));
    let id = "<00112233445566778899aabbccddeeff>";
    let locked = format!("/ID [{id} {id}] /Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>");
    let recording = sent(&world, &staff, &item, pdf(&["Secret"], "", &locked)).await;
    assert_eq!(recording["problem_code"], "password", "{recording}");
    assert!(recording["problem"].as_str().is_some_and(|text| text.contains("sans mot de passe")), "{recording}");

    let recording = sent(&world, &staff, &item, pdf(&["Page"; 202], "", "")).await;
    assert_eq!((&recording["pages"], &recording["pages_left_out"]), (&json!(200), &json!(2)), "{recording}");
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let samuel = world.browser();
    samuel.sign_in("samuel").await;
    let page = samuel.get(&format!("/fr/inventaire/{item}")).await;
    assert!(page.text().contains("Les 200 premières pages sont montrées"), "{}", page.text());
}
