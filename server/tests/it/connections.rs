//! Those who connect: who is let go, who is not, and how many there may be.

use crate::{
    live::{Hall, hint},
    world::{Asker, PASSWORD, World},
};
use contract::accounts::Role;
use server::web::Limits;
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

const PATIENCE: Duration = Duration::from_secs(20);

/// As in a house, but quickly.
fn hasty() -> Limits {
    Limits {
        most: 1_000,
        head: Duration::from_millis(400),
        idle: Duration::from_millis(800),
        idle_when_full: Duration::from_millis(400),
        look: Duration::from_millis(100),
    }
}

async fn hasty_world(limits: Limits) -> World {
    World::within(limits, &[], |_| {}).await
}

async fn connected(url: &str) -> TcpStream {
    TcpStream::connect(url.strip_prefix("http://").expect("an address")).await.expect("connected")
}

/// Everything until the other end closes.
async fn to_the_end(socket: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // Whoever is let go while still speaking may hear of it as an error.
    let _ = timeout(PATIENCE, socket.read_to_end(&mut bytes)).await.expect("is let go");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One answer whose length is said, and no more.
async fn one_answer(socket: &mut TcpStream) -> String {
    let mut text = String::new();
    loop {
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() == length.unwrap_or(0_usize) {
                return text;
            }
        }
        let byte = timeout(PATIENCE, socket.read_u8()).await.expect("in time").expect("goes on");
        text.push(char::from(byte));
    }
}

#[tokio::test]
async fn who_does_not_say_what_is_wanted_is_let_go() {
    let world = hasty_world(hasty()).await;
    for said in ["", "P", "PRI", "GET /livez HTTP/1.1\r\nHost: estrade", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let mut socket = connected(&world.url).await;
        socket.write_all(said.as_bytes()).await.expect("sent");
        assert!(!to_the_end(&mut socket).await.contains("200 OK"), "{said}");
    }
}

#[tokio::test]
async fn a_byte_now_and_then_keeps_no_connection() {
    let world = hasty_world(hasty()).await;
    let (mut hears, mut says) = connected(&world.url).await.into_split();
    let begun = Instant::now();
    let saying = async {
        says.write_all(b"GET /livez HTTP/1.1\r\nX: ").await.expect("sent");
        while says.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let mut bytes = Vec::new();
    let hearing = hears.read_to_end(&mut bytes);
    let _ = timeout(PATIENCE, async { tokio::join!(saying, hearing) }).await.expect("is let go");
    assert!(begun.elapsed() >= hasty().head);
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request_and_not_for_ever() {
    let world = hasty_world(hasty()).await;
    let mut socket = connected(&world.url).await;
    for _ in 0..3 {
        socket.write_all(b"GET /livez HTTP/1.1\r\nHost: estrade\r\n\r\n").await.expect("sent");
        assert!(one_answer(&mut socket).await.ends_with("ok\n"));
        // Longer than a head may take.
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert_eq!(to_the_end(&mut socket).await, "");

    // HTTP/1.0, as some proxies and programs speak it.
    let mut socket = connected(&world.url).await;
    socket.write_all(b"GET /livez HTTP/1.0\r\n\r\n").await.expect("sent");
    assert!(to_the_end(&mut socket).await.ends_with("ok\n"));
    let mut socket = connected(&world.url).await;
    for _ in 0..2 {
        socket.write_all(b"GET /livez HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").await.expect("sent");
        assert!(one_answer(&mut socket).await.ends_with("ok\n"));
    }
}

#[tokio::test]
async fn proxies_may_speak_http2() {
    let world = hasty_world(hasty()).await;
    let client = reqwest::Client::builder().http2_prior_knowledge().build().expect("a client");
    let asker = Asker { client, ..world.browser() };
    let answers = futures::future::join_all((0..20).map(|_| asker.get("/fr"))).await;
    assert!(answers.iter().all(|answer| answer.status == 200));
    // It is told to go after a while, and comes again.
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    assert_eq!(asker.get("/livez").await.text(), "ok\n");
    // Where it comes from is known of it as well.
    assert_eq!(asker.get("/metrics").await.status, 200);
}

#[tokio::test]
async fn there_are_only_so_many_and_the_next_one_waits() {
    let world =
        hasty_world(Limits { most: 2, head: PATIENCE, idle: PATIENCE, idle_when_full: PATIENCE, ..hasty() }).await;
    let mut sockets = Vec::new();
    for _ in 0..3 {
        let mut socket = connected(&world.url).await;
        socket.write_all(b"GET /livez HTTP/1.1\r\nHost: estrade\r\n\r\n").await.expect("sent");
        sockets.push(socket);
    }
    let mut third = sockets.pop().expect("three");
    for socket in &mut sockets {
        assert!(one_answer(socket).await.ends_with("ok\n"));
    }
    assert!(timeout(Duration::from_millis(300), third.read_u8()).await.is_err(), "there is no place");
    sockets.pop();
    assert!(one_answer(&mut third).await.ends_with("ok\n"));
}

#[tokio::test]
async fn where_places_run_out_who_asks_nothing_goes_first() {
    let world = hasty_world(Limits { most: 4, head: PATIENCE, idle: PATIENCE, ..hasty() }).await;
    let mut sockets = Vec::new();
    for _ in 0..5 {
        let mut socket = connected(&world.url).await;
        socket.write_all(b"GET /livez HTTP/1.1\r\nHost: estrade\r\n\r\n").await.expect("sent");
        sockets.push(socket);
    }
    for socket in &mut sockets {
        assert!(one_answer(socket).await.ends_with("ok\n"));
    }
}

#[tokio::test]
async fn what_is_to_stop_waits_for_nobody_who_asks_nothing() {
    let world = hasty_world(Limits { head: PATIENCE, idle: PATIENCE, ..hasty() }).await;
    let (mut asked, mut silent) = (connected(&world.url).await, connected(&world.url).await);
    asked.write_all(b"GET /livez HTTP/1.1\r\nHost: estrade\r\n\r\n").await.expect("sent");
    assert!(one_answer(&mut asked).await.ends_with("ok\n"));
    world.stop.cancel();
    let begun = Instant::now();
    assert_eq!((to_the_end(&mut asked).await, to_the_end(&mut silent).await), (String::new(), String::new()));
    assert!(begun.elapsed() < PATIENCE / 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_what_is_not_there_yet_is_kept_and_may_read_slowly() {
    let hall = Hall::within(hasty()).await;
    hall.world.account("ana", Role::Member, Some(PASSWORD)).await;
    let browser = hall.world.browser();
    let signed_in = browser.sign_in("ana").await;
    let cookie = signed_in.header("set-cookie").split(';').next().expect("a pair").to_owned();
    let session = hall.session().await;
    // Key pictures far apart: the next segment is a while away.
    let _encoder = hall.encoder(&hall.key(session).await, 60, &["-g", "180", "-keyint_min", "180"]);
    hall.until(session, "live").await;
    let opened = browser.post(&format!("/api/v1/sessions/{session}/watch"), &serde_json::json!({})).await;
    let playlist = opened.json("playlist_url").replace("index.m3u8", "live/v/index.m3u8");
    let (next, ..) = hint(browser.get(&playlist).await.text());

    let mut socket = connected(&hall.world.url).await;
    let asked = format!("GET {playlist}?_HLS_msn={} HTTP/1.1\r\nHost: estrade\r\nCookie: {cookie}\r\n\r\n", next + 1);
    let begun = Instant::now();
    socket.write_all(asked.as_bytes()).await.expect("sent");
    let mut first = [0; 12];
    timeout(PATIENCE, socket.read_exact(&mut first)).await.expect("in time").expect("is held");
    assert_eq!(&first, b"HTTP/1.1 200");
    assert!(begun.elapsed() > 2 * hasty().idle, "was held for {:?}", begun.elapsed());
    for _ in 0..10 {
        socket.read_u8().await.expect("goes on");
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    assert!(one_answer(&mut socket).await.contains("#EXTM3U"));
}
