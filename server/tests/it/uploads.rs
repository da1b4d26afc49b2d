//! Uploads, as tus clients speak.

use crate::world::{Answer, Asker, PASSWORD, World, send};
use base64::{Engine, engine::general_purpose::STANDARD};
use contract::accounts::Role;
use futures::TryStreamExt;
use object_store::ObjectStoreExt;
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

fn tus(staff: &Asker, method: Method, path: &str) -> RequestBuilder {
    staff.request(method, path).header("tus-resumable", "1.0.0")
}

fn piece(staff: &Asker, path: &str, offset: u64, bytes: &[u8]) -> RequestBuilder {
    tus(staff, Method::PATCH, path)
        .header("upload-offset", offset)
        .header("content-type", "application/offset+octet-stream")
        .body(bytes.to_vec())
}

async fn begin(world: &World, staff: &Asker, size: u64) -> String {
    let item = world.item(staff, "Yoga").await;
    staff
        .post("/api/v1/recordings", &json!({"item_id": item, "filename": "a.mp4", "size": size}))
        .await
        .json("upload_url")
}

async fn offset(staff: &Asker, path: &str) -> Answer {
    send(tus(staff, Method::HEAD, path)).await
}

#[tokio::test]
async fn a_file_arrives_in_pieces() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let path = begin(&world, &staff, 10).await;
    let at = offset(&staff, &path).await;
    assert_eq!((at.status, at.header("upload-offset"), at.header("upload-length")), (200, "0", "10"));
    assert_eq!(at.header("cache-control"), "no-store");

    let kept = send(piece(&staff, &path, 0, b"1234")).await;
    assert_eq!((kept.status, kept.header("upload-offset"), kept.header("tus-resumable")), (204, "4", "1.0.0"));
    assert!(kept.header("upload-expires").ends_with("GMT"));
    for wrong in [0, 3, 5, 10] {
        let refused = send(piece(&staff, &path, wrong, b"x")).await;
        assert_eq!(
            (refused.status, refused.header("tus-resumable")),
            (if wrong == 10 { 413 } else { 409 }, "1.0.0"),
            "{wrong}"
        );
    }
    let much = send(piece(&staff, &path, 4, b"1234567")).await;
    assert_eq!(much.status, 413);
    assert_eq!(send(piece(&staff, &path, 4, b"567890")).await.header("upload-offset"), "10");
    assert_eq!(send(piece(&staff, &path, 10, b"")).await.problem(), "upload_over");
    let recording = staff.get(&path.replace("/uploads", "/api/v1/recordings")).await;
    assert_eq!((recording.json("state").as_str(), recording.json("received").as_str()), ("uploaded", "10"));
}

#[tokio::test]
async fn the_protocol_is_kept() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let abilities = send(staff.request(Method::OPTIONS, "/uploads/")).await;
    assert_eq!((abilities.status, abilities.header("tus-version")), (204, "1.0.0"));
    for extension in ["creation", "creation-with-upload", "checksum", "termination", "expiration"] {
        assert!(abilities.header("tus-extension").split(',').any(|known| known == extension), "{extension}");
    }
    assert!(abilities.header("tus-checksum-algorithm").contains("sha1"));

    let path = begin(&world, &staff, 10).await;
    let old = send(staff.request(Method::HEAD, &path).header("tus-resumable", "0.2.2")).await;
    assert_eq!((old.status, old.header("tus-version")), (412, "1.0.0"));
    assert_eq!(send(staff.request(Method::HEAD, &path)).await.status, 412);
    let kind = piece(&staff, &path, 0, b"1").header("content-type", "text/plain");
    assert_eq!(send(tus(&staff, Method::PATCH, &path).header("upload-offset", 0).body("1")).await.status, 415);
    drop(kind);
    let nowhere = tus(&staff, Method::PATCH, &path).header("content-type", "application/offset+octet-stream").body("1");
    assert_eq!(send(nowhere).await.status, 400);
    let unknown = "/uploads/00000000-0000-0000-0000-000000000000";
    assert_eq!(offset(&staff, unknown).await.status, 404);
    let member = world.program(Role::Member).await;
    assert_eq!(send(piece(&member, &path, 0, b"1")).await.status, 403);
}

#[tokio::test]
async fn creation_may_bring_the_beginning_along() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Yoga").await;
    let told = format!("filename {},item_id {}", STANDARD.encode("été.mp4"), STANDARD.encode(item.to_string()));
    let create = || tus(&staff, Method::POST, "/uploads/").header("upload-metadata", &told);
    let created = send(
        create().header("upload-length", 8).header("content-type", "application/offset+octet-stream").body("1234"),
    )
    .await;
    assert_eq!((created.status, created.header("upload-offset")), (201, "4"), "{}", created.text());
    let path = created.header("location").to_owned();
    assert_eq!(offset(&staff, &path).await.header("upload-offset"), "4");
    assert_eq!(staff.get(&path.replace("/uploads", "/api/v1/recordings")).await.json("filename"), "été.mp4");

    for (request, status) in [
        (create(), 400),
        (create().header("upload-length", 0), 422),
        (create().header("upload-length", u64::MAX), 413),
        (tus(&staff, Method::POST, "/uploads/").header("upload-length", 8), 422),
    ] {
        assert_eq!(send(request).await.status, status);
    }
}

#[tokio::test]
async fn what_does_not_add_up_is_not_kept() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let path = begin(&world, &staff, 11).await;
    let sha1 = format!("sha1 {}", STANDARD.encode(Sha1::digest(b"hello")));
    let wrong = send(piece(&staff, &path, 0, b"hellO").header("upload-checksum", &sha1)).await;
    assert_eq!((wrong.status, wrong.problem().as_str()), (460, "checksum_mismatch"));
    assert_eq!(offset(&staff, &path).await.header("upload-offset"), "0");
    let right = send(piece(&staff, &path, 0, b"hello").header("upload-checksum", &sha1)).await;
    assert_eq!((right.status, right.header("upload-offset")), (204, "5"));
    let sha256 = format!("sha256 {}", STANDARD.encode(Sha256::digest(b" world")));
    assert_eq!(send(piece(&staff, &path, 5, b" world").header("upload-checksum", &sha256)).await.status, 204);
    let odd = send(piece(&staff, &path, 11, b"").header("upload-checksum", "crc99 AAAA")).await;
    assert_eq!(odd.status, 400);
}

/// A sender that announces a megabyte, sends `sent` bytes of it and says no more.
async fn half_a_request(world: &World, staff: &Asker, path: &str, sent: usize) -> TcpStream {
    let host = world.url.trim_start_matches("http://");
    let token = staff.token.as_deref().expect("a token");
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nTus-Resumable: 1.0.0\r\n\
         Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: 1000000\r\n\r\n"
    );
    let mut stream = TcpStream::connect(host).await.expect("connected");
    stream.write_all(head.as_bytes()).await.expect("sent");
    stream.write_all(&vec![b'x'; sent]).await.expect("sent");
    stream.flush().await.expect("sent");
    tokio::time::sleep(Duration::from_millis(300)).await;
    stream
}

#[tokio::test]
async fn what_arrived_before_the_cut_is_kept() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let path = begin(&world, &staff, 1_000_000).await;
    drop(half_a_request(&world, &staff, &path, 300_000).await);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(offset(&staff, &path).await.header("upload-offset"), "300000");
    let rest = send(piece(&staff, &path, 300_000, &vec![b'y'; 700_000])).await;
    assert_eq!((rest.status, rest.header("upload-offset")), (204, "1000000"));
}

/// What is kept of an upload, one piece after the other, and how long each of them is.
async fn kept(world: &World, path: &str) -> (Vec<u8>, Vec<usize>) {
    let folder = object_store::path::Path::from(format!("recordings{}/upload", path.trim_start_matches("/uploads")));
    let listed: Vec<_> = world.env.store.list(Some(&folder)).try_collect().await.expect("listed");
    let mut places: Vec<_> = listed.into_iter().map(|object| object.location).collect();
    places.sort();
    let (mut bytes, mut lengths) = (Vec::new(), Vec::new());
    for place in places {
        let piece = world.env.store.get(&place).await.expect("there").bytes().await.expect("read");
        lengths.push(piece.len());
        bytes.extend_from_slice(&piece);
    }
    (bytes, lengths)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_arrives_faster_than_it_is_stored_is_kept_in_order() {
    const PIECE: usize = 8 * 1024 * 1024;
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let sent: Vec<u8> =
        (0..5 * PIECE + 12_345).map(|place| u8::try_from(place / 1000 % 251).expect("a byte")).collect();
    let path = begin(&world, &staff, sent.len() as u64).await;
    let (first, last) = sent.split_at(4 * PIECE + 7);
    let there = send(piece(&staff, &path, 0, first)).await;
    assert_eq!((there.status, there.header("upload-offset")), (204, first.len().to_string().as_str()));
    // All but the last thousand bytes, and then the connection is gone.
    let most = &last[..last.len() - 1000];
    let host = world.url.trim_start_matches("http://");
    let token = staff.token.as_deref().expect("a token");
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nTus-Resumable: 1.0.0\r\n\
         Upload-Offset: {}\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {}\r\n\r\n",
        first.len(),
        last.len()
    );
    let mut stream = TcpStream::connect(host).await.expect("connected");
    stream.write_all(head.as_bytes()).await.expect("sent");
    stream.write_all(most).await.expect("sent");
    stream.shutdown().await.expect("sent");
    let mut answer = Vec::new();
    // Whatever it is told, it does not listen any more; but it waits until it was told.
    drop(stream.read_to_end(&mut answer).await);
    let at: usize = offset(&staff, &path).await.header("upload-offset").parse().expect("a number");
    assert!((first.len()..=sent.len() - 1000).contains(&at), "{at}");
    assert_eq!(send(piece(&staff, &path, at as u64, &sent[at..])).await.status, 204);
    let (bytes, lengths) = kept(&world, &path).await;
    assert_eq!(lengths[..5], [PIECE, PIECE, PIECE, PIECE, 7]);
    assert!(bytes == sent, "something was kept in another's place");
    let recording = staff.get(&path.replace("/uploads", "/api/v1/recordings")).await;
    assert_eq!(recording.json("state"), "uploaded");
}

#[tokio::test]
async fn a_sender_that_comes_back_need_not_wait_for_its_old_connection() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let path = begin(&world, &staff, 1_000_000).await;
    let mut old = half_a_request(&world, &staff, &path, 200_000).await;
    let at = tokio::time::timeout(Duration::from_secs(5), offset(&staff, &path)).await.expect("at once");
    assert_eq!(at.header("upload-offset"), "200000");
    let mut answer = vec![0; 512];
    let length = old.read(&mut answer).await.expect("an answer");
    assert!(String::from_utf8_lossy(&answer[..length]).starts_with("HTTP/1.1 408"));
}

#[tokio::test]
async fn an_upload_can_be_given_up() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let path = begin(&world, &staff, 10).await;
    send(piece(&staff, &path, 0, b"1234")).await;
    assert_eq!(send(tus(&staff, Method::DELETE, &path)).await.status, 204);
    assert_eq!(offset(&staff, &path).await.status, 404);
    assert_eq!(send(piece(&staff, &path, 4, b"5")).await.status, 404);
}

#[tokio::test]
async fn a_file_may_come_in_strands() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Yoga").await;
    let about = format!("item_id {},filename {}", STANDARD.encode(item.to_string()), STANDARD.encode("a.mp4"));
    let mut strands = Vec::new();
    for bytes in [b"4", b"2"] {
        let begun =
            tus(&staff, Method::POST, "/uploads/").header("upload-length", 1).header("upload-concat", "partial");
        let begun = send(begun).await;
        assert_eq!(begun.status, 201, "{}", begun.text());
        let path = begun.header("location").to_owned();
        let at = offset(&staff, &path).await;
        assert_eq!((at.header("upload-concat"), at.header("upload-offset")), ("partial", "0"));
        assert_eq!(send(piece(&staff, &path, 0, bytes)).await.status, 204);
        strands.push(path);
    }
    let whole = |list: String| {
        tus(&staff, Method::POST, "/uploads/").header("upload-concat", list).header("upload-metadata", &about)
    };
    let unknown = send(whole(format!("final;/uploads/{}", uuid::Uuid::nil()))).await;
    assert_eq!((unknown.status, unknown.problem().as_str()), (422, "invalid"));
    let joined = send(whole(format!("final;{}", strands.join(" ")))).await;
    assert_eq!(joined.status, 201, "{}", joined.text());
    let at = offset(&staff, joined.header("location")).await;
    assert_eq!((at.header("upload-length"), at.header("upload-offset")), ("2", "2"));
    domain::jobs::run_pending(&world.env).await.expect("jobs");
    let id = joined.header("location").trim_start_matches("/uploads/").to_owned();
    assert_eq!(staff.get(&format!("/api/v1/recordings/{id}")).await.json("duration_s"), "42.0");
}

#[tokio::test]
async fn a_file_that_is_still_being_made_says_its_length_in_the_end() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Yoga").await;
    let begun = staff.post("/api/v1/recordings", &json!({"item_id": item, "filename": "a.webm"})).await;
    let path = begun.json("upload_url");
    let at = offset(&staff, &path).await;
    assert_eq!((at.header("upload-defer-length"), at.header("upload-length")), ("1", ""));
    assert_eq!(send(piece(&staff, &path, 0, b"4")).await.status, 204);
    let wrong = send(piece(&staff, &path, 1, b"2").header("upload-length", 1)).await;
    assert_eq!((wrong.status, offset(&staff, &path).await.header("upload-offset")), (400, "1"), "{}", wrong.text());
    let early = send(piece(&staff, &path, 1, b"").header("upload-length", 2)).await;
    assert_eq!((early.status, offset(&staff, &path).await.header("upload-length")), (204, "2"), "{}", early.text());
    let end = send(piece(&staff, &path, 1, b"2")).await;
    assert_eq!((end.status, end.header("upload-offset")), (204, "2"));
    domain::jobs::run_pending(&world.env).await.expect("jobs");
    let recording = staff.get(&format!("/api/v1/recordings/{}", begun.json("id"))).await;
    assert_eq!((recording.json("state").as_str(), recording.json("duration_s").as_str()), ("ready", "42.0"));
}

#[tokio::test]
async fn a_length_is_heard_although_what_came_with_it_is_lost() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Yoga").await;
    let begun = staff.post("/api/v1/recordings", &json!({"item_id": item, "filename": "a.webm"})).await;
    let path = begun.json("upload_url");
    let sha1 = format!("sha1 {}", STANDARD.encode(Sha1::digest(b"hello")));
    let lost = piece(&staff, &path, 0, b"hellO").header("upload-checksum", &sha1).header("upload-length", 5);
    assert_eq!(send(lost).await.status, 460);
    let at = offset(&staff, &path).await;
    assert_eq!((at.header("upload-offset"), at.header("upload-length")), ("0", "5"));
    let again = send(piece(&staff, &path, 0, b"hello")).await;
    assert_eq!((again.status, again.header("upload-offset")), (204, "5"));
    let recording = staff.get(&format!("/api/v1/recordings/{}", begun.json("id"))).await;
    assert_eq!(recording.json("state"), "uploaded");
}

#[tokio::test(flavor = "multi_thread")]
async fn how_far_a_recording_is_is_told_until_its_reader_signs_out() {
    let world = World::new().await;
    world.account("ana", Role::Staff, Some(PASSWORD)).await;
    let browser = world.browser();
    assert_eq!(browser.sign_in("ana").await.status, 200);
    let item = world.item(&browser, "Yoga").await;
    let begun = browser.post("/api/v1/recordings", &json!({"item_id": item, "filename": "a.webm"})).await;
    let path = format!("/api/v1/recordings/{}/events", begun.json("id"));
    let mut told = browser.request(Method::GET, &path).send().await.expect("an answer");
    let first = told.chunk().await.expect("a chunk").expect("it goes on");
    assert!(String::from_utf8_lossy(&first).contains("awaiting_upload"), "{first:?}");
    assert!(browser.post("/api/v1/sign-out", &json!({})).await.status < 300);
    let end = async { while told.chunk().await.expect("a chunk").is_some() {} };
    tokio::time::timeout(Duration::from_secs(10), end).await.expect("an end");
}
