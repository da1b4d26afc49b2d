use super::*;
use bytes::{BufMut, BytesMut};
use noise::Noise;
use rtmp_rs::protocol::{
    chunk::{ChunkDecoder, ChunkEncoder, RtmpChunk},
    message::RtmpMessage,
};
use std::time::Instant;

#[path = "../../../domain/tests/it/noise.rs"]
mod noise;

/// How many changed streams are sent.
const CASES: u64 = 4_000;

fn text(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap().to_be_bytes();
    [&[2][..], &length, text.as_bytes()].concat()
}

fn number(number: f64) -> Vec<u8> {
    [&[0][..], &number.to_be_bytes()].concat()
}

fn object(fields: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let fields = fields.iter().flat_map(|(name, value)| [&text(name)[1..], value].concat());
    [3].into_iter().chain(fields).chain([0, 0, 9]).collect()
}

fn command(name: &str, transaction: f64, rest: &[Vec<u8>]) -> Vec<u8> {
    [text(name), number(transaction), rest.concat()].concat()
}

/// Messages as an encoder sends them, each with its kind, its chunk stream and its moment.
fn messages() -> Vec<(u8, u32, u32, Vec<u8>)> {
    let connect = object(&[("app", text("live")), ("type", text("nonprivate")), ("tcUrl", text("rtmp://a/live"))]);
    let described = [text("@setDataFrame"), text("onMetaData"), object(&[("width", number(640.0))])].concat();
    let mut messages = vec![
        (20, 3, 0, command("connect", 1.0, &[connect])),
        (1, 2, 0, 4096_u32.to_be_bytes().to_vec()),
        (5, 2, 0, 2_500_000_u32.to_be_bytes().to_vec()),
        (20, 3, 0, command("releaseStream", 2.0, &[vec![5], text("key")])),
        (20, 3, 0, command("FCPublish", 3.0, &[vec![5], text("key")])),
        (20, 3, 0, command("createStream", 4.0, &[vec![5]])),
        (20, 8, 0, command("publish", 5.0, &[vec![5], text("key"), text("live")])),
        (18, 4, 0, described),
        (9, 6, 0, [&[0x17, 0, 0, 0, 0][..], &[1; 40]].concat()),
        (8, 4, 0, vec![0xAF, 0, 0x11, 0x90]),
    ];
    for picture in 0..20_u32 {
        let first = if picture % 10 == 0 { 0x17 } else { 0x27 };
        messages.push((9, 6, picture * 33, [&[first, 1, 0, 0, 0][..], &[7; 700]].concat()));
        messages.push((8, 4, picture * 33, [&[0xAF, 1][..], &[8; 60]].concat()));
    }
    // After more than four hours, moments stand elsewhere.
    messages.push((9, 6, 0x0100_0000, [&[0x17, 1, 0, 0, 0][..], &[7; 700]].concat()));
    messages
}

fn written(messages: &[(u8, u32, u32, Vec<u8>)]) -> Vec<u8> {
    let mut encoder = ChunkEncoder::new();
    let mut bytes = BytesMut::new();
    bytes.put_u8(3);
    bytes.put_bytes(0, 2 * 1536);
    for (kind, csid, timestamp, body) in messages {
        let stream_id = if *csid > 3 { 1 } else { 0 };
        let payload = body.clone().into();
        let chunk = RtmpChunk { csid: *csid, timestamp: *timestamp, message_type: *kind, stream_id, payload };
        encoder.encode(&chunk, &mut bytes);
        if *kind == 1 {
            encoder.set_chunk_size(4096);
        }
    }
    bytes.to_vec()
}

/// Sends bytes in pieces through the sieve to the reader behind it: the messages that came out of it, and why
/// the sieve let no more pass, if it did not. Panics where the reader does not get on, or needs too much.
fn sent(bytes: &[u8], noise: &mut Noise) -> (usize, Option<Odd>) {
    let mut sieve = Sieve::new(Arc::new(AtomicBool::new(false)));
    let (mut decoder, mut buffer) = (ChunkDecoder::new(), BytesMut::new());
    let (mut read, mut seen, mut steps) = (0, 0, 0);
    let mut rest = bytes;
    while !rest.is_empty() {
        let (part, behind) = rest.split_at((1 + noise.below(1500)).min(rest.len()));
        rest = behind;
        if let Err(why) = sieve.look(part) {
            return (read, Some(why));
        }
        assert!(sieve.open() <= OPEN_BEFORE && sieve.streams.len() <= STREAMS && sieve.head.len() <= 18);
        let greeting = GREETING.saturating_sub(seen).min(part.len());
        seen += part.len();
        buffer.extend_from_slice(&part[greeting..]);
        loop {
            steps += 1;
            assert!(steps <= 3 * bytes.len() + 10, "it does not get on");
            let before = buffer.len();
            match decoder.decode(&mut buffer) {
                Ok(Some(chunk)) => {
                    read += 1;
                    match RtmpMessage::from_chunk(&chunk) {
                        Ok(RtmpMessage::SetChunkSize(size)) => decoder.set_chunk_size(size),
                        Ok(RtmpMessage::Abort { csid }) => decoder.abort(csid),
                        Ok(_) => {}
                        Err(_) => return (read, None),
                    }
                }
                Ok(None) if buffer.len() == before => break,
                Ok(None) => {}
                Err(_) => return (read, None),
            }
        }
    }
    (read, None)
}

#[test]
fn an_encoder_notices_nothing() {
    let messages = messages();
    let bytes = written(&messages);
    for seed in 0..50 {
        assert_eq!(sent(&bytes, &mut Noise::new(seed)), (messages.len(), None), "seed {seed}");
    }
}

#[test]
fn whatever_comes_is_read_or_refused() {
    let bytes = written(&messages());
    let begun = Instant::now();
    let (mut refused, mut whole) = (0, 0);
    for seed in 0..CASES {
        let mut noise = Noise::new(seed);
        let mut changed = bytes.clone();
        // Mostly behind the greeting, in which nothing is read.
        let greeting = changed.drain(..GREETING).collect::<Vec<_>>();
        noise.change(&mut changed);
        changed.splice(0..0, greeting);
        let outcome = std::panic::catch_unwind(|| sent(&changed, &mut Noise::new(seed)));
        let (read, odd) = outcome.unwrap_or_else(|_| panic!("seed {seed} breaks the reader"));
        refused += usize::from(odd.is_some());
        whole += usize::from(read >= messages().len());
    }
    assert!(refused > 100 && whole > 100, "{refused} were refused, and {whole} were read");
    assert!(begun.elapsed().as_secs() < 60, "{CASES} cases took {:?}", begun.elapsed());
}

/// The head of a message on a chunk stream, and as much of its body as is given.
fn begun(stream: u32, kind: u8, length: u32, body: &[u8]) -> Vec<u8> {
    let id = stream - 64;
    let id = [1, (id & 0xFF) as u8, (id >> 8) as u8];
    [&id[..], &[0, 0, 0], &length.to_be_bytes()[1..], &[kind, 0, 0, 0, 0], body].concat()
}

fn after_the_greeting(bytes: &[u8], is_let_in: bool) -> Result<(), Odd> {
    let mut sieve = Sieve::new(Arc::new(AtomicBool::new(is_let_in)));
    sieve.look(&[3; GREETING])?;
    sieve.look(bytes)
}

#[test]
fn what_would_fill_the_memory_is_refused() {
    let many: Vec<u8> = (64..200).flat_map(|stream| begun(stream, 9, 200, &[0; 128])).collect();
    assert_eq!(after_the_greeting(&many, true), Err(Odd::Streams));
    let long: Vec<u8> = (64..70).flat_map(|stream| begun(stream, 9, 1 << 20, &[0; 128])).collect();
    assert_eq!(after_the_greeting(&long, false), Err(Odd::Open));
    assert_eq!(after_the_greeting(&long, true), Ok(()), "who was let in may send large pictures");
    assert_eq!(after_the_greeting(&begun(64, 9, 0x00FF_FFFF, &[]), true), Err(Odd::Length));
    assert_eq!(after_the_greeting(&begun(64, 20, 1 << 20, &[]), true), Err(Odd::Length));
    assert_eq!(after_the_greeting(&begun(64, 1, 4, &[0; 4]), true), Err(Odd::Chunk));
    let broken: Vec<u8> = [begun(64, 9, 200, &[0; 128]), begun(64, 9, 5000, &[0; 128])].concat();
    assert_eq!(after_the_greeting(&broken, true), Err(Odd::Interrupted));
    let commands: Vec<u8> = (0..=COMMANDS).flat_map(|_| begun(64, 20, 1, &[5])).collect();
    assert_eq!(after_the_greeting(&commands, true), Err(Odd::Commands));
}

#[test]
fn values_that_unfold_are_refused() {
    // Each of these names the one before ten times: thirty of them would be more than any machine holds.
    let again = |index: u8| [7, 0, index];
    let folded = object(&[("a", again(0).to_vec()), ("b", again(0).to_vec())]);
    assert_eq!(words::plain(20, &command("connect", 1.0, &[object(&[]), folded])), Err(Odd::Words));
    let deep = [[3, 0, 1, b'a'].repeat(30), vec![5]].concat();
    assert_eq!(words::plain(20, &command("connect", 1.0, &[deep])), Err(Odd::Words));
    let lists = [[10, 0, 0, 0, 1].repeat(30), vec![5]].concat();
    assert_eq!(words::plain(17, &[&[0][..], &lists].concat()), Err(Odd::Words));
    for (kind, _, _, body) in messages() {
        if matches!(kind, 18 | 20) {
            assert_eq!(words::plain(kind, &body), Ok(()));
            for end in 0..body.len() {
                assert_eq!(words::plain(kind, &body[..end]), Ok(()), "its end is missing");
            }
        }
    }
}
