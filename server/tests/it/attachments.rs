//! Photographs and files of an item: through the real engine in its real cage, by the form that needs no script,
//! and in the package that an archive opens.

use crate::{
    guides::world,
    world::{Answer, Asker, PASSWORD, World, send},
};
use contract::accounts::Role;
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use std::process::{Command, Stdio};

fn ran(command: &mut Command) -> Vec<u8> {
    let output = command.stdin(Stdio::null()).output().expect("runs");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A picture of twelve million pixels, as telephones take them: lying, with a note that it is to be turned, and
/// with words about where it was taken.
fn photograph() -> Vec<u8> {
    let plain = ran(Command::new("ffmpeg")
        .args(["-v", "error", "-f", "lavfi", "-i", "testsrc=size=4032x3024", "-frames:v", "1"])
        .args(["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-f", "image2pipe", "-"]));
    let said = b"45.5 N 73.6 W\0";
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    // Orientation: a quarter turn. Then the description, which stands after the table.
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    exif.extend(b"\x01\x0e\0\x02\0\0\0\x0e\0\0\0\x26\0\0\0\0");
    exif.extend(said);
    let length = u16::try_from(exif.len() + 2).expect("is short").to_be_bytes();
    [&plain[..2], b"\xff\xe1", &length, &exif, &plain[2..]].concat()
}

/// Width and height of a JPEG, from its frame header (ITU-T T.81, B.2.2).
fn size(picture: &[u8]) -> (u16, u16) {
    let mut at = 2;
    loop {
        let length = usize::from(u16::from_be_bytes([picture[at + 2], picture[at + 3]]));
        if matches!(picture[at + 1], 0xC0..=0xC2) {
            let pair = |from: usize| u16::from_be_bytes([picture[from], picture[from + 1]]);
            return (pair(at + 7), pair(at + 5));
        }
        at += 2 + length;
    }
}

async fn attach(asker: &Asker, item: &str, name: &str, kind: &str, bytes: Vec<u8>) -> Answer {
    let part = Part::bytes(bytes).file_name(name.to_owned()).mime_str(kind).expect("a kind");
    let request = asker.request(Method::POST, &format!("/api/v1/items/{item}/attachments"));
    send(request.multipart(Form::new().part("attachment", part))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photograph_keeps_nothing_but_the_picture() {
    let world = world().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Bien s’asseoir").await.to_string();
    let photo = photograph();
    assert!(photo.windows(6).any(|words| words == b"45.5 N"), "it tells where it was taken");
    let answer = attach(&staff, &item, "IMG_12.jpeg", "image/jpeg", photo).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let told = answer.value();
    assert_eq!((&told["name"], &told["picture"]), (&json!("IMG_12.jpg"), &json!(true)));

    let address = answer.header("location").to_owned();
    let kept = staff.get(&address).await;
    assert_eq!((kept.status, kept.header("content-type")), (200, "image/jpeg"));
    assert_eq!(kept.header("content-disposition"), "inline; filename*=UTF-8''IMG_12.jpg");
    assert_eq!(size(&kept.body), (1920, 2560), "it stands upright");
    for words in [&b"45.5 N"[..], b"Exif"] {
        assert!(!kept.body.windows(words.len()).any(|found| found == words), "{words:?}");
    }
    let small = staff.get(&format!("{address}?small=true")).await;
    assert_eq!(size(&small.body), (360, 480));

    let broken = attach(&staff, &item, "photo.png", "image/png", b"\x89PNG\r\n\x1a\nnothing".to_vec()).await;
    assert_eq!((broken.status, broken.value()["fields"][0]["code"].clone()), (422, json!("unreadable_picture")));
    let listed = staff.get(&format!("/api/v1/items/{item}/attachments")).await.value();
    assert_eq!(listed, Value::Array(vec![told]));
}

#[tokio::test]
async fn any_other_file_is_only_saved() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Yoga").await.to_string();
    let page = b"<script>alert(1)</script>".to_vec();
    let address = attach(&staff, &item, "été.html", "text/html", page.clone()).await.header("location").to_owned();
    let kept = staff.get(&address).await;
    assert_eq!((kept.status, &kept.body[..]), (200, &page[..]));
    assert_eq!(kept.header("content-disposition"), "attachment; filename*=UTF-8''%C3%A9t%C3%A9.html");
    assert_eq!(kept.header("x-content-type-options"), "nosniff");
    assert_eq!(kept.header("content-type"), "application/octet-stream", "it is no page of ours");
    assert!(kept.header("content-security-policy").starts_with("default-src 'none'; base-uri 'none'"));
    assert_eq!(staff.get(&format!("{address}?small=true")).await.status, 404);
    let large = attach(&staff, &item, "film.bin", "video/mp4", vec![0; 20_000_001]).await;
    assert_eq!((large.status, large.value()["fields"][0]["code"].clone()), (413, json!("file_too_large")));
    let path = format!("/api/v1/items/{item}/attachments");
    let none = send(staff.request(Method::POST, &path).multipart(Form::new().text("other", "x"))).await;
    assert_eq!((none.status, none.value()["fields"][0]["code"].clone()), (422, json!("required")));
    assert_eq!(world.program(Role::Member).await.get(&address).await.problem(), "staff_only");
    assert_eq!(send(staff.request(Method::DELETE, &address)).await.status, 204);
    assert_eq!(staff.get(&address).await.status, 404);
}

#[tokio::test]
async fn a_form_without_a_script_joins_what_was_chosen() {
    let world = World::new().await;
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let browser = world.browser();
    browser.sign_in("samuel").await;
    let item = world.item(&world.program(Role::Staff).await, "Yoga").await.to_string();
    let page = format!("/fr/inventaire/{item}");
    let send_form = async |name: &str, bytes: &'static [u8]| {
        // A field in which nothing was chosen is sent empty.
        let form = Form::new()
            .text("item", item.clone())
            .part("attachment", Part::bytes(&b""[..]).file_name(""))
            .part("attachment", Part::bytes(bytes).file_name(name.to_owned()));
        let request = browser.request(Method::POST, "/call/attachments/add").header("accept", "text/html");
        send(request.header("referer", format!("{}{page}", browser.url)).multipart(form)).await
    };
    let again = send_form("", b"").await;
    assert_eq!((again.status, again.header("content-type")), (422, "text/html; charset=utf-8"));
    assert!(again.text().contains("role=\"alert\""), "{}", again.text());
    let onward = send_form("Notice <b>.pdf", b"%PDF-1.7").await;
    assert_eq!((onward.status, onward.header("location")), (303, format!("{page}?done=attached").as_str()));
    let shown = browser.get(&page).await;
    let shown = shown.text();
    assert!(shown.contains("Notice &lt;b&gt;.pdf") && !shown.contains("Notice <b>"), "{shown}");

    let list = browser.get(&format!("/api/v1/items/{item}/attachments")).await.value();
    let fields = [("item", item.as_str()), ("attachment", list[0]["id"].as_str().expect("an id"))];
    let request = browser.request(Method::POST, "/call/attachments/remove").header("accept", "text/html");
    let onward = send(request.header("referer", format!("{}{page}", browser.url)).form(&fields)).await;
    assert_eq!((onward.status, onward.header("location")), (303, format!("{page}?done=unattached").as_str()));
    assert!(!browser.get(&page).await.text().contains("Notice &lt;b&gt;.pdf"));
}

#[tokio::test]
async fn a_form_joins_all_of_its_files_or_none_and_no_more_than_it_asks_for() {
    let world = World::new().await;
    world.account("samuel", Role::Staff, Some(PASSWORD)).await;
    let browser = world.browser();
    browser.sign_in("samuel").await;
    let item = world.item(&world.program(Role::Staff).await, "Yoga").await.to_string();
    let send_form = async |files: &[(&'static str, &'static [u8])]| {
        let form = files.iter().fold(Form::new().text("item", item.clone()), |form, (name, bytes)| {
            form.part("attachment", Part::bytes(*bytes).file_name(*name))
        });
        let request = browser.request(Method::POST, "/call/attachments/add").header("accept", "text/html");
        send(request.header("referer", format!("{}/fr/inventaire/{item}", browser.url)).multipart(form)).await.status
    };
    assert_eq!(send_form(&[("un.txt", b"1"), ("deux.txt", b"")]).await, 422);
    assert_eq!(send_form(&[("un.txt", b"1"), ("deux.txt", b"2"), ("trois.txt", b"3")]).await, 422);
    let list = async || browser.get(&format!("/api/v1/items/{item}/attachments")).await.value();
    assert_eq!(list().await, json!([]));
    assert_eq!(send_form(&[("un.txt", b"1"), ("deux.txt", b"2")]).await, 303);
    assert_eq!(list().await.as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn the_package_of_an_item_takes_its_attachments_along() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Yoga").await.to_string();
    let attached = attach(&staff, &item, "Notice à lire.pdf", "application/pdf", b"%PDF-1.7".to_vec()).await.value();
    let packed = staff.get(&format!("/api/v1/items/{item}/bag.tar")).await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bag.tar");
    std::fs::write(&file, &packed.body).expect("written");
    ran(Command::new("tar").arg("-xf").arg(&file).arg("-C").arg(folder.path()));
    let bag = folder.path().join(format!("estrade-{item}"));
    for sums in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        ran(Command::new("sha256sum").args(["--check", "--strict", sums]).current_dir(&bag));
    }
    let told: Value =
        serde_json::from_slice(&std::fs::read(bag.join("data/attachments.json")).expect("is there")).expect("is JSON");
    assert_eq!((&told[0]["sha256"], &told[0]["filename"]), (&attached["sha256"], &attached["name"]));
    let path = told[0]["path"].as_str().expect("a path");
    assert_eq!(std::fs::read(bag.join(path)).expect("is there"), b"%PDF-1.7");
    let manifest = std::fs::read_to_string(bag.join("manifest-sha256.txt")).expect("is there");
    assert!(manifest.contains(path), "{manifest}");
}
