//! Who has no key and means no good, on the port for encoders.

use crate::live::Hall;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

const PATIENCE: Duration = Duration::from_secs(4);

fn text(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).expect("short").to_be_bytes();
    [&length[..], text.as_bytes()].concat()
}

/// An object with these fields, of which each has this value.
fn object(fields: usize, value: &[u8]) -> Vec<u8> {
    let fields: Vec<u8> =
        (0..fields).flat_map(|number| [text(&format!("f{number}")), value.to_vec()].concat()).collect();
    [&[3][..], &fields, &[0, 0, 9]].concat()
}

/// A command to connect, on the chunk stream for commands, in chunks of 128 bytes.
fn connect(arguments: &[Vec<u8>]) -> Vec<u8> {
    let name = [&[2][..], &text("connect"), &[0], &1_f64.to_be_bytes()].concat();
    let body = [name, arguments.concat()].concat();
    let length = u32::try_from(body.len()).expect("short").to_be_bytes();
    let mut bytes = [&[3, 0, 0, 0][..], &length[1..], &[20, 0, 0, 0, 0]].concat();
    for (number, chunk) in body.chunks(128).enumerate() {
        if number > 0 {
            bytes.push(0xC3);
        }
        bytes.extend_from_slice(chunk);
    }
    bytes
}

/// A connection that has said good day.
async fn greeted(hall: &Hall) -> TcpStream {
    let mut socket = TcpStream::connect(hall.address).await.expect("connected");
    socket.write_all(&[&[3][..], &[0; 1536]].concat()).await.expect("sent");
    let mut answer = vec![0; 1 + 2 * 1536];
    timeout(PATIENCE, socket.read_exact(&mut answer)).await.expect("in time").expect("greeted");
    socket.write_all(&answer[1..=1536]).await.expect("sent");
    socket
}

/// What is answered until there is an end of it, or nothing comes any more.
async fn answered(socket: &mut TcpStream) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        match timeout(PATIENCE, socket.read(&mut part)).await {
            Ok(Ok(length @ 1..)) => bytes.extend_from_slice(&part[..length]),
            Ok(_) => return (bytes, true),
            Err(_) => return (bytes, false),
        }
    }
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_unfolds_is_not_read() {
    let hall = Hall::new().await;
    let mut friend = greeted(&hall).await;
    friend.write_all(&connect(&[object(3, &[5])])).await.expect("sent");
    let (answer, is_over) = answered(&mut friend).await;
    assert!(holds(&answer, "NetConnection.Connect.Success") && !is_over, "an encoder is answered");

    // Each object holds the one before it ten times: half a kilobyte, and gigabytes once it is unfolded.
    let again = (0..6_u8).map(|before| object(10, &[7, 0, before]));
    let unfolding: Vec<Vec<u8>> = std::iter::once(object(1, &[5])).chain(again).collect();
    let mut stranger = greeted(&hall).await;
    stranger.write_all(&connect(&unfolding)).await.expect("sent");
    let (answer, is_over) = answered(&mut stranger).await;
    assert!(is_over && !holds(&answer, "NetConnection"), "whoever sends that is let go without an answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_that_only_begin_are_few() {
    let hall = Hall::new().await;
    let mut stranger = greeted(&hall).await;
    // A megabyte each is what they say, and a hundred bytes are what comes.
    for stream in 64..320_u32 {
        let low = u8::try_from(stream - 64).expect("a byte");
        let message = [&[0, low][..], &[0, 0, 0, 0x10, 0, 0, 9, 1, 0, 0, 0], &[0; 128]].concat();
        if stranger.write_all(&message).await.is_err() {
            break;
        }
    }
    let (_, is_over) = answered(&mut stranger).await;
    assert!(is_over, "it is ended");
    // An encoder finds the door as before.
    let session = hall.session().await;
    let mut encoder = hall.encoder(&hall.key(session).await, 20, &[]);
    hall.until(session, "live").await;
    encoder.stop();
}
