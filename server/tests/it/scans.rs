//! Guides that are no PDF with a text: scanned pages, pictures of pages and office documents, through the real
//! programs in their real cage.

use crate::{
    guides::{address, assembled, published, sent, sent_as, world, worlds},
    world::{Answer, Asker, PASSWORD, World, send},
};
use contract::accounts::Role;
use domain::jobs::{self, Job};
use flate2::{Compression, Crc, write::DeflateEncoder};
use reqwest::{
    Method, RequestBuilder,
    multipart::{Form, Part},
};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::{
    io::Write,
    process::{Command, Stdio},
};

/// Has every process read the catalogue anew.
const UNREVISED: &str = "UPDATE catalogue_revision SET revision = revision + 1";

/// The size of a page that was scanned with 150 dots to the inch, in pixels.
const SIZE: (usize, usize) = (1240, 1754);

/// A page with these words on it, as ffmpeg makes it with the arguments that follow.
fn drawn(words: &str, paper: &str, args: &[&str]) -> Vec<u8> {
    let (width, height) = SIZE;
    let paper = format!("color={paper}:s={width}x{height},format=rgba");
    let text = format!("drawtext=text={words}:fontsize=90:fontcolor=black:x=120:y=300");
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-f", "lavfi", "-i", &paper, "-vf", &text, "-frames:v", "1"])
        .args(args)
        .arg("-")
        .stdin(Stdio::null())
        .output()
        .expect("ffmpeg runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn jpeg(words: &str) -> Vec<u8> {
    drawn(words, "white", &["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-f", "image2pipe"])
}

/// A PDF of three pages: one with a text, one that is a picture, and an empty one.
fn scanned(text: &str, picture: &[u8]) -> Vec<u8> {
    let (width, height) = SIZE;
    let stream = |about: &str, bytes: &[u8]| {
        let begins = format!("<< {about} /Length {} >>\nstream\n", bytes.len());
        [begins.as_bytes(), bytes, b"\nendstream"].concat()
    };
    let page = |drawn: usize| {
        let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
        let resources = format!("<< {font} /XObject << /I 9 0 R >> >>");
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 424] /Contents {drawn} 0 R /Resources {resources} >>")
            .into_bytes()
    };
    let about = format!(
        "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB /BitsPerComponent 8 \
         /Filter /DCTDecode"
    );
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Count 3 /Kids [ 3 0 R 5 0 R 7 0 R ] >>".to_vec(),
        page(4),
        stream("", format!("BT /F 14 Tf 20 350 Td ({text}) Tj ET").as_bytes()),
        page(6),
        stream("", b"q 300 0 0 424 0 0 cm /I Do Q"),
        page(8),
        stream("", b" "),
        stream(&about, picture),
    ];
    assembled(&objects, "")
}

/// A TIFF of grey pages, one after the other, as scanners with a feeder write it.
fn tiff(pages: &[Vec<u8>]) -> Vec<u8> {
    let number = |length: usize| u32::try_from(length).expect("is short").to_le_bytes();
    let (width, height) = SIZE;
    let mut file = b"II\x2A\0\0\0\0\0".to_vec();
    let mut named = 4;
    for page in pages {
        assert_eq!(page.len(), width * height);
        let lies = file.len();
        file.extend_from_slice(page);
        let begins = file.len();
        file[named..named + 4].copy_from_slice(&number(begins));
        let entries = [
            (256_u16, width),
            (257, height),
            (258, 8),
            (259, 1),
            (262, 1),
            (273, lies),
            (277, 1),
            (278, height),
            (279, page.len()),
        ];
        file.extend(u16::try_from(entries.len()).expect("is short").to_le_bytes());
        for (tag, value) in entries {
            file.extend(tag.to_le_bytes());
            file.extend(b"\x04\0\x01\0\0\0");
            file.extend(number(value));
        }
        named = file.len();
        file.extend(b"\0\0\0\0");
    }
    file
}

/// A zip archive of these files. Each is given in pieces, and how often each of those comes.
fn zipped(files: &[(&str, &[(&str, usize)])]) -> Vec<u8> {
    let short = |length: usize| u16::try_from(length).expect("is short").to_le_bytes();
    let long = |length: usize| u32::try_from(length).expect("is not too long").to_le_bytes();
    let (mut archive, mut table) = (Vec::new(), Vec::new());
    for (name, pieces) in files {
        let (mut sum, mut packed) = (Crc::new(), DeflateEncoder::new(Vec::new(), Compression::fast()));
        for (piece, times) in *pieces {
            for _ in 0..*times {
                sum.update(piece.as_bytes());
                packed.write_all(piece.as_bytes()).expect("is packed");
            }
        }
        let whole: usize = pieces.iter().map(|(piece, times)| piece.len() * times).sum();
        let packed = packed.finish().expect("is packed");
        let mut about = b"\x14\0\0\0\x08\0\0\0\x21\0".to_vec();
        about.extend(sum.sum().to_le_bytes());
        about.extend([long(packed.len()), long(whole)].concat());
        about.extend([short(name.len()), [0, 0]].concat());
        table.extend(b"PK\x01\x02\x14\0");
        table.extend_from_slice(&about);
        table.extend([0; 10]);
        table.extend(long(archive.len()));
        table.extend(name.bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(about);
        archive.extend(name.bytes());
        archive.extend(packed);
    }
    let (begins, count) = (archive.len(), short(files.len()));
    archive.extend_from_slice(&table);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([count, count].concat());
    archive.extend([long(table.len()), long(begins)].concat());
    archive.extend(b"\0\0");
    archive
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// A document as a word processor writes it, that says one thing so many times.
fn docx(said: &str, times: usize) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org";
    let types = format!(
        "{HEAD}<Types xmlns=\"{namespace}/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
    );
    let relations = format!(
        "{HEAD}<Relationships xmlns=\"{namespace}/package/2006/relationships\"><Relationship Id=\"r\" \
         Type=\"{namespace}/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let begins = format!(
        "{HEAD}<w:document xmlns:w=\"{namespace}/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t xml:space=\"preserve\">"
    );
    zipped(&[
        ("[Content_Types].xml", &[(&types, 1)]),
        ("_rels/.rels", &[(&relations, 1)]),
        ("word/document.xml", &[(&begins, 1), (said, times), ("</w:t></w:r></w:p></w:body></w:document>", 1)]),
    ])
}

async fn people(world: &World) -> (Asker, Asker, String) {
    world.account("ana", Role::Member, Some(PASSWORD)).await;
    let (ana, staff) = (world.browser(), world.program(Role::Staff).await);
    ana.sign_in("ana").await;
    let item = world.item(&staff, "Guide").await.to_string();
    (ana, staff, item)
}

/// What the reader shows of a page on which a word is looked for.
async fn page(ana: &Asker, session: &str, number: u32, word: &str) -> String {
    let shown = ana.get(&format!("/fr/seances/{session}?page={number}&find={word}")).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    shown.text().replace("&amp;", "&").replace("<!>", "")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanned_page_is_found_by_what_is_written_on_it() {
    let world = world().await;
    let (ana, staff, item) = people(&world).await;
    let recording = sent(&world, &staff, &item, scanned("Avant-propos", &jpeg("RESPIREZ ENSEMBLE"))).await;
    assert_eq!((&recording["state"], &recording["pages"]), (&json!("ready"), &json!(3)), "{recording}");
    assert_eq!(recording["pages_unread"], 0, "{recording}");
    let session = published(&staff, &item, &recording).await;
    let member = world.program(Role::Member).await;
    let found = member.get("/api/v1/catalogue?q=ensemble").await.value();
    assert_eq!(found["items"][0]["session_id"], json!(session), "{found}");
    let html = page(&ana, &session, 2, "ensemble").await;
    assert!(html.contains("<mark>ENSEMBLE</mark>"), "{html}");
    assert!(page(&ana, &session, 1, "propos").await.contains("<mark>propos</mark>"));
    assert!(!page(&ana, &session, 3, "introuvable").await.contains("<mark>"));
    let left = std::fs::read_dir(&world.env.settings.scratch).expect("a folder").count();
    assert_eq!(left, 0, "nothing is left of the work");
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_pages_become_a_guide() {
    let world = world().await;
    let (ana, staff, item) = people(&world).await;
    let png = drawn("MONTAGNE", "black@0", &["-c:v", "png", "-f", "image2pipe"]);
    let webp = drawn("MONTAGNE", "white", &["-c:v", "libwebp", "-f", "image2pipe"]);
    for (name, bytes) in [("page.jpg", jpeg("MONTAGNE")), ("page.png", png), ("page.webp", webp)] {
        let item = world.item(&staff, name).await.to_string();
        let recording = sent_as(&world, &staff, &item, name, bytes).await;
        let made = (&recording["state"], &recording["pages"], &recording["pages_unread"]);
        assert_eq!(made, (&json!("ready"), &json!(1), &json!(0)), "{name}: {recording}");
        let session = published(&staff, &item, &recording).await;
        let html = page(&ana, &session, 1, "montagne").await;
        assert!(html.contains("<mark>MONTAGNE</mark>"), "{name}: {html}");
        let picture = ana.get(address(&html, "/pages/1.jpg")).await;
        assert_eq!((picture.status, picture.header("content-type")), (200, "image/jpeg"), "{name}");
    }

    let grey = ["PREMIERE", "DEUXIEME"].map(|words| drawn(words, "white", &["-pix_fmt", "gray", "-f", "rawvideo"]));
    let recording = sent_as(&world, &staff, &item, "numérisé.tif", tiff(&grey)).await;
    assert_eq!((&recording["state"], &recording["pages"]), (&json!("ready"), &json!(2)), "{recording}");
    let session = published(&staff, &item, &recording).await;
    let html = page(&ana, &session, 2, "deux").await;
    assert!(html.contains("<mark>DEUXIEME</mark>"), "{html}");
    let cut = tiff(&grey)[..SIZE.0 * SIZE.1].to_vec();
    let recording = sent_as(&world, &staff, &item, "coupé.tif", cut).await;
    assert_eq!(recording["problem_code"], "truncated", "{recording}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_document_becomes_pages_and_is_taken_along_as_it_came() {
    let world = world().await;
    let (ana, staff, item) = people(&world).await;
    let recording = sent_as(&world, &staff, &item, "Mon guide.docx", docx("Une respiration profonde. ", 1)).await;
    assert_eq!((&recording["state"], &recording["pages"]), (&json!("ready"), &json!(1)), "{recording}");
    let session = published(&staff, &item, &recording).await;
    let html = page(&ana, &session, 1, "profonde").await;
    assert!(html.contains("<mark>profonde</mark>"), "{html}");

    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let samuel = world.browser();
    samuel.sign_in("samuel").await;
    let theirs = samuel.get(&format!("/fr/seances/{session}")).await;
    let file = samuel.get(address(theirs.text(), "/document.pdf")).await;
    assert_eq!((file.status, file.header("content-disposition")), (200, "attachment; filename=\"document.docx\""));
    assert!(file.body.starts_with(b"PK"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_looks_like_an_office_document_is_refused_with_a_sentence() {
    let world = world().await;
    let (_, staff, item) = people(&world).await;
    let bomb = docx(&"a".repeat(1_000_000), 400);
    assert!(bomb.len() < 4_000_000, "{}", bomb.len());
    let mut spoilt = docx("Bonjour", 1);
    spoilt.truncate(spoilt.len() / 2);
    for (name, bytes, code, says) in [
        ("guide.docx", b"Bonjour, je suis un document.".to_vec(), "not_media", "ni un document"),
        ("guide.docx", zipped(&[("virus.exe", &[("MZ", 1)])]), "not_media", "ni un document"),
        ("guide.docx", spoilt, "unconvertible", "Enregistrez-le en PDF"),
        ("guide.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".repeat(200), "not_media", "ni un document"),
        ("bombe.docx", bomb, "unconvertible", "Enregistrez-le en PDF"),
    ] {
        let recording = sent_as(&world, &staff, &item, name, bytes).await;
        assert_eq!((&recording["state"], &recording["problem_code"]), (&json!("failed"), &json!(code)), "{recording}");
        assert!(recording["problem"].as_str().is_some_and(|text| text.contains(says)), "{recording}");
    }
    let left = std::fs::read_dir(&world.env.settings.scratch).expect("a folder").count();
    assert_eq!(left, 0, "nothing is left of what was tried");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_of_old_is_read_again_by_a_button_or_by_itself() {
    for world in worlds().await {
        read_again(&world).await;
    }
}

async fn read_again(world: &World) {
    let (ana, staff, item) = people(world).await;
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let samuel = world.browser();
    samuel.sign_in("samuel").await;
    let recording = sent(world, &staff, &item, scanned("Avant-propos", &jpeg("RESPIREZ ENSEMBLE"))).await;
    let picture = world.item(&staff, "Affiche").await.to_string();
    sent_as(world, &staff, &picture, "affiche.jpg", jpeg("MONTAGNE")).await;
    let session = published(&staff, &item, &recording).await;
    let make_old = async || {
        for sql in
            ["UPDATE recording SET read_at = NULL", "DELETE FROM guide_page", "DELETE FROM guide_words", UNREVISED]
        {
            world.env.db.writer().execute_unprepared(sql).await.expect("made old");
        }
        assert!(!page(&ana, &session, 2, "ensemble").await.contains("<mark>"), "nothing is known of it");
    };
    make_old().await;
    let shown = samuel.get(&format!("/fr/inventaire/{item}")).await;
    assert!(shown.text().contains("n’a jamais été lu") && shown.text().contains("Lire le texte de nouveau"));
    let id = recording["id"].as_str().expect("an id");
    let asked = samuel
        .request(Method::POST, "/call/digitisation/read-again")
        .header("accept", "text/html")
        .header("referer", format!("{}/fr/inventaire/{item}", samuel.url))
        .header("origin", &samuel.url)
        .form(&[("item", item.as_str()), ("recording", id)]);
    let asked = send(asked).await;
    assert_eq!(asked.status, 303, "{}", asked.text());
    let shown = samuel.get(asked.header("location")).await;
    assert!(shown.text().contains("La lecture est demandée") && !shown.text().contains("Lire le texte de nouveau"));
    jobs::run_pending(&world.env).await.expect("jobs");
    assert!(page(&ana, &session, 2, "ensemble").await.contains("<mark>ENSEMBLE</mark>"));
    assert!(page(&ana, &session, 1, "propos").await.contains("<mark>propos</mark>"));
    assert!(samuel.get(&format!("/fr/inventaire/{item}")).await.text().contains("Texte lu le"));

    make_old().await;
    jobs::enqueue(&world.env, world.env.db.writer(), &Job::Tidy).await.expect("planned");
    jobs::run_pending(&world.env).await.expect("jobs");
    assert!(page(&ana, &session, 2, "ensemble").await.contains("<mark>ENSEMBLE</mark>"), "by itself");
    let text = "SELECT text FROM guide_page WHERE text LIKE '%MONTAGNE%'";
    let found = world.env.db.reader().query_all_raw(world.env.db.statement(text, [])).await.expect("rows");
    assert_eq!(found.len(), 1, "a picture of a page as well");

    let again = staff.post(&format!("/api/v1/recordings/{id}/read"), &json!({})).await;
    assert_eq!((again.status, &again.value()["reading"]), (200, &json!(0.0)));
    jobs::run_pending(&world.env).await.expect("jobs");
    let now = staff.get(&format!("/api/v1/recordings/{id}")).await.value();
    assert!(now["reading"].is_null() && now["read_at"].is_string() && now["pages_unread"] == 0, "{now}");
    let left = std::fs::read_dir(&world.env.settings.scratch).expect("a folder").count();
    assert_eq!(left, 0, "nothing is left of the work");
}

/// The page of an item and a form that stands on it, sent by a browser without a script.
async fn sent_from(
    asker: &Asker,
    item: &str,
    call: &str,
    with: impl FnOnce(RequestBuilder) -> RequestBuilder,
) -> Answer {
    let request = asker.request(Method::POST, call).header("accept", "text/html");
    let request = request.header("referer", format!("{}/fr/inventaire/{item}", asker.url));
    send(with(request.header("origin", &asker.url))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_added_to_a_guide_of_pictures_moved_and_taken_out_without_a_script() {
    for world in worlds().await {
        paged(&world).await;
    }
}

async fn paged(world: &World) {
    let (ana, staff, item) = people(world).await;
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let samuel = world.browser();
    samuel.sign_in("samuel").await;
    let recording = sent_as(world, &staff, &item, "page.jpg", jpeg("PREMIERE")).await;
    let session = published(&staff, &item, &recording).await;
    let id = recording["id"].as_str().expect("an id");
    let png = drawn("DEUXIEME", "black@0", &["-c:v", "png", "-f", "image2pipe"]);
    let add = async |after: &str, pictures: Vec<(&'static str, Vec<u8>)>| {
        let mut form =
            Form::new().text("item", item.clone()).text("recording", id.to_owned()).text("after", after.to_owned());
        for (name, bytes) in pictures {
            form = form.part("picture", Part::bytes(bytes).file_name(name));
        }
        sent_from(&samuel, &item, "/call/digitisation/add-pages", |request| request.multipart(form)).await
    };
    let refused = add("1", vec![("faux.jpg", b"\xff\xd8\xff\xe0 nothing".to_vec())]).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(refused.text().contains("Cette image est illisible") && refused.text().contains("Ajouter ces pages"));
    let onward = add("1", vec![("deux.png", png), ("trois.jpg", jpeg("SOLEIL"))]).await;
    assert_eq!(onward.status, 303, "{}", onward.text());
    assert!(samuel.get(onward.header("location")).await.text().contains("Les pages sont dans le guide"));
    jobs::run_pending(&world.env).await.expect("jobs");
    for (number, word) in [(1, "PREMIERE"), (2, "DEUXIEME"), (3, "SOLEIL")] {
        let html = page(&ana, &session, number, word).await;
        assert!(html.contains(&format!("<mark>{word}</mark>")) && html.contains("sur 3"), "{word}: {html}");
        let picture = ana.get(address(&html, &format!("/pages/{number}-1.jpg"))).await;
        assert_eq!((picture.status, picture.header("content-type")), (200, "image/jpeg"), "{word}");
    }
    let member = world.program(Role::Member).await;
    let found = member.get("/api/v1/catalogue?q=deuxieme").await.value();
    assert_eq!(found["items"][0]["session_id"], json!(session), "{found}");
    let history = ana.get("/fr/mon-espace/historique").await;
    assert!(history.text().replace("<!>", "").contains("3 pages lues sur 3"), "{}", history.text());

    let desk = samuel.get(&format!("/fr/inventaire/{item}")).await;
    assert!(desk.text().contains(&format!("/media/recording/{id}/page-3.jpg")), "{}", desk.text());
    let picture = samuel.get(&format!("/media/recording/{id}/page-3.jpg")).await;
    assert_eq!((picture.status, picture.header("content-type")), (200, "image/jpeg"));
    assert_eq!(ana.get(&format!("/media/recording/{id}/page-3.jpg")).await.status, 403);
    let arrange = async |fields: &[(&str, &str)]| {
        let mut all = vec![("item", item.as_str()), ("recording", id)];
        all.extend_from_slice(fields);
        sent_from(&samuel, &item, "/call/digitisation/arrange-pages", |request| request.form(&all)).await
    };
    let wrong = arrange(&[("edition", "1"), ("place[1]", "premier")]).await;
    assert!(wrong.status == 422 && wrong.text().contains("Écrivez un nombre entier"), "{}", wrong.text());
    let moved = [("edition", "1"), ("out[2]", "true"), ("place[1]", "1"), ("place[2]", "2"), ("place[3]", "1")];
    let onward = arrange(&moved).await;
    assert_eq!(onward.status, 303, "{}", onward.text());
    assert!(samuel.get(onward.header("location")).await.text().contains("dans l’ordre demandé"));
    assert!(page(&ana, &session, 1, "soleil").await.contains("<mark>SOLEIL</mark>"));
    assert!(!page(&ana, &session, 2, "deuxieme").await.contains("<mark>"), "it was taken out");
    let history = ana.get("/fr/mon-espace/historique").await;
    assert!(history.text().replace("<!>", "").contains("2 pages lues sur 2"), "{}", history.text());
    let late = arrange(&[("edition", "1"), ("back[2]", "true")]).await;
    assert!(late.status == 409 && late.text().contains("vient de changer les pages"), "{}", late.text());
    assert_eq!(arrange(&[("edition", "2"), ("back[2]", "true")]).await.status, 303);
    assert!(page(&ana, &session, 3, "deuxieme").await.contains("<mark>DEUXIEME</mark>"), "it is back");

    let allowed = [("item", item.as_str()), ("recording", id), ("allowed", "true")];
    sent_from(&samuel, &item, "/call/digitisation/allow-download", |request| request.form(&allowed)).await;
    let html = page(&ana, &session, 1, "").await;
    let bound = ana.get(address(&html, "/document-3.pdf")).await;
    assert_eq!((bound.status, bound.header("content-disposition")), (200, "attachment"));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("guide.pdf"), &bound.body).expect("written");
    let info = Command::new("pdfinfo").arg(folder.path().join("guide.pdf")).output().expect("pdfinfo runs");
    let info = String::from_utf8_lossy(&info.stdout).into_owned();
    assert!(info.lines().any(|line| line.starts_with("Pages:") && line.ends_with(" 3")), "{info}");
    let images = Command::new("pdfimages").arg("-list").arg(folder.path().join("guide.pdf")).output();
    let images = String::from_utf8_lossy(&images.expect("pdfimages runs").stdout).into_owned();
    assert_eq!(images.matches("jpeg").count(), 3, "{images}");

    guides_api(&staff, id).await;
    let packed = staff.get(&format!("/api/v1/items/{item}/bag.tar")).await;
    let packed = String::from_utf8_lossy(&packed.body);
    assert!(packed.contains("deux-page-002.png") && packed.contains("page.jpg"), "the pictures as they came");
}

/// The same by the API.
async fn guides_api(staff: &Asker, id: &str) {
    let path = format!("/api/v1/recordings/{id}/pages");
    let pages = staff.get(&path).await.value();
    assert_eq!((&pages["edition"], &pages["shown"][0]["leaf"]), (&json!(3), &json!(3)), "{pages}");
    let form = Form::new().part("picture", Part::bytes(jpeg("FIN")).file_name("fin.jpg"));
    let added = send(staff.request(Method::POST, &path).multipart(form)).await;
    assert_eq!((added.status, &added.value()["shown"][3]), (200, &json!({"leaf": 4, "name": "fin.jpg"})));
    let arrangement = json!({"edition": 4, "pages": [1, 2, 3]});
    let arranged = send(staff.request(Method::PUT, &path).json(&arrangement)).await.value();
    assert_eq!(arranged["aside"], json!([{"leaf": 4, "name": "fin.jpg"}]));
    let stale = send(staff.request(Method::PUT, &path).json(&arrangement)).await;
    assert_eq!(stale.problem(), "pages_changed");
}
