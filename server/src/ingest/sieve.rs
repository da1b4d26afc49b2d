//! What nobody's encoder sends is not read at all.
//!
//! The crate that speaks RTMP believes whoever has connected: it sets aside what a message says that it will
//! be long, for as many messages at a time as are begun, and unfolds values that stand for others as often as
//! they are named. A stranger without a key would so fill a machine's memory by half a kilobyte. So
//! everything is looked at before it is handed on, unchanged, over a connection of this machine to itself, since
//! that crate reads from sockets only; the first thing that is beyond what encoders do ends the connection.
//!
//! RTMP 1.0 (Adobe, 2012), §5.2 to §5.4; AMF 0 (Adobe, 2007).

mod words;

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// The greeting of who connects: a version, and twice 1536 bytes.
const GREETING: usize = 1 + 2 * 1536;
/// Chunk streams at a time; encoders use up to eight.
const STREAMS: usize = 32;
/// The most that messages that are begun and not whole may come to, in bytes: before somebody is let in, and
/// after. Some encoders begin to send before they know.
const OPEN_BEFORE: u64 = 4 << 20;
const OPEN: u64 = 24 << 20;
/// The longest message: one picture, a command, what describes what is sent, anything else.
const PICTURE: u32 = 12 << 20;
const COMMAND: u32 = 16 << 10;
const DATA: u32 = 64 << 10;
const OTHER: u32 = 4 << 10;
/// So many commands in one connection; a dozen is what it takes.
const COMMANDS: u32 = 1_000;
/// How a chunk's length begins, and the most that it may be (§5.4.1).
const CHUNK: u32 = 128;
const CHUNK_MOST: u32 = 0x00FF_FFFF;
/// A moment that stands elsewhere, since it is too large (§5.3.1.3).
const ELSEWHERE: u32 = 0x00FF_FFFF;

/// Why a connection is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Odd {
    /// Too many chunk streams.
    Streams,
    /// A message that is too long.
    Length,
    /// Too much that is begun at once.
    Open,
    /// A message that breaks into another, or is given up in the middle.
    Interrupted,
    /// Chunks of no length.
    Chunk,
    /// Too many commands.
    Commands,
    /// Values deep within values, or in the place of others.
    Words,
}

/// One chunk stream: the message that is under way, or the last one.
#[derive(Debug, Default)]
struct Stream {
    kind: u8,
    length: u32,
    /// How much of it has come.
    filled: u32,
    /// Whether its moments stand elsewhere.
    is_late: bool,
    /// What has come, of messages that are read here.
    body: Vec<u8>,
}

/// Follows what one encoder sends.
#[derive(Debug)]
pub(super) struct Sieve {
    greeting: usize,
    /// The head of a chunk, as far as it has come.
    head: Vec<u8>,
    /// The stream of the chunk that is under way, and how much of it is still to come.
    chunk: Option<(u32, u32)>,
    chunk_length: u32,
    streams: HashMap<u32, Stream>,
    commands: u32,
    is_let_in: Arc<AtomicBool>,
}

impl Sieve {
    /// A sieve for a new connection; `is_let_in` says when its key was the right one.
    pub(super) fn new(is_let_in: Arc<AtomicBool>) -> Self {
        Self {
            greeting: GREETING,
            head: Vec::new(),
            chunk: None,
            chunk_length: CHUNK,
            streams: HashMap::new(),
            commands: 0,
            is_let_in,
        }
    }

    /// Looks at what comes next.
    pub(super) fn look(&mut self, bytes: &[u8]) -> Result<(), Odd> {
        let mut rest = bytes;
        while let Some((first, behind)) = rest.split_first() {
            if self.greeting > 0 {
                let part = self.greeting.min(rest.len());
                self.greeting -= part;
                rest = &rest[part..];
            } else if let Some((id, left)) = self.chunk {
                let part = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
                self.fill(id, left, &rest[..part])?;
                rest = &rest[part..];
            } else {
                self.head.push(*first);
                rest = behind;
                self.begin()?;
            }
        }
        Ok(())
    }

    /// What messages that are begun and not whole come to, in bytes.
    pub(super) fn open(&self) -> u64 {
        self.streams.values().filter(|stream| stream.filled > 0).map(|stream| u64::from(stream.length)).sum()
    }

    /// Begins a chunk, once its head is whole.
    fn begin(&mut self) -> Result<(), Odd> {
        let Some((id, at)) = stream_of(&self.head) else { return Ok(()) };
        let format = self.head[0] >> 6;
        let fields = [11, 7, 3, 0][usize::from(format)];
        let known = self.streams.get(&id);
        let is_late = match format {
            3 => known.is_some_and(|stream| stream.is_late),
            _ => match number24(&self.head, at) {
                Some(moment) => moment >= ELSEWHERE,
                None => return Ok(()),
            },
        };
        if self.head.len() < at + fields + if is_late { 4 } else { 0 } {
            return Ok(());
        }
        if known.is_none() && self.streams.len() >= STREAMS {
            return Err(Odd::Streams);
        }
        let said = if format <= 1 { number24(&self.head, at + 3).zip(self.head.get(at + 6).copied()) } else { None };
        self.head.clear();
        let stream = self.streams.entry(id).or_default();
        stream.is_late = is_late;
        if format != 3 && stream.filled > 0 {
            return Err(Odd::Interrupted);
        }
        if let Some((length, kind)) = said {
            (stream.length, stream.kind) = (length, kind);
        }
        let (length, kind, filled) = (stream.length, stream.kind, stream.filled);
        if filled == 0 {
            self.weigh(length, kind)?;
        }
        let left = length.saturating_sub(filled).min(self.chunk_length);
        if left == 0 {
            return self.end(id);
        }
        self.chunk = Some((id, left));
        Ok(())
    }

    /// Whether a message may begin.
    fn weigh(&self, length: u32, kind: u8) -> Result<(), Odd> {
        let most = match kind {
            8 | 9 | 22 => PICTURE,
            17 | 20 => COMMAND,
            15 | 18 => DATA,
            _ => OTHER,
        };
        if length > most {
            return Err(Odd::Length);
        }
        let open = if self.is_let_in.load(Ordering::Acquire) { OPEN } else { OPEN_BEFORE };
        if self.open() + u64::from(length) > open { Err(Odd::Open) } else { Ok(()) }
    }

    fn fill(&mut self, id: u32, left: u32, part: &[u8]) -> Result<(), Odd> {
        let Some(stream) = self.streams.get_mut(&id) else { return Ok(()) };
        let length = u32::try_from(part.len()).unwrap_or(left);
        if matches!(stream.kind, 1 | 2 | 15 | 17 | 18 | 20) {
            stream.body.extend_from_slice(part);
        }
        stream.filled += length;
        let is_whole = stream.filled >= stream.length;
        self.chunk = (length < left).then_some((id, left - length));
        if is_whole { self.end(id) } else { Ok(()) }
    }

    /// A message is whole.
    fn end(&mut self, id: u32) -> Result<(), Odd> {
        let Some(stream) = self.streams.get_mut(&id) else { return Ok(()) };
        stream.filled = 0;
        let (kind, body) = (stream.kind, std::mem::take(&mut stream.body));
        let number = body.first_chunk::<4>().map(|bytes| u32::from_be_bytes(*bytes));
        match (kind, number) {
            (1, Some(length)) => {
                self.chunk_length = (length & 0x7FFF_FFFF).min(CHUNK_MOST);
                if self.chunk_length == 0 { Err(Odd::Chunk) } else { Ok(()) }
            }
            // What was begun there is not wanted any more: no encoder does that, and who reads keeps the room that
            // it has set aside.
            (2, Some(other)) => match self.streams.get(&other) {
                Some(other) if other.filled > 0 => Err(Odd::Interrupted),
                _ => Ok(()),
            },
            (17 | 20, _) => {
                self.commands += 1;
                if self.commands > COMMANDS { Err(Odd::Commands) } else { words::plain(kind, &body) }
            }
            (15 | 18, _) => words::plain(kind, &body),
            _ => Ok(()),
        }
    }
}

/// The chunk stream that a head names, and where the rest of the head begins (§5.3.1.1).
fn stream_of(head: &[u8]) -> Option<(u32, usize)> {
    let id = |at: usize| head.get(at).copied().map(u32::from);
    match id(0)? & 0x3F {
        0 => Some((64 + id(1)?, 2)),
        1 => Some((64 + id(1)? + id(2)? * 256, 3)),
        low => Some((low, 1)),
    }
}

fn number24(bytes: &[u8], at: usize) -> Option<u32> {
    let [high, middle, low] = *bytes.get(at..)?.first_chunk::<3>()?;
    Some(u32::from_be_bytes([0, high, middle, low]))
}

#[cfg(test)]
mod tests;
