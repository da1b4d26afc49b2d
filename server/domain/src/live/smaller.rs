//! A smaller picture beside the one that is sent, made by one program for each live session, where the
//! processor has room for it: for members whose connections do not carry what the room sends.
//!
//! It may fail, fall behind or not be admitted at all: what is sent goes on as it is, and the smaller rendition
//! says which of its segments are missing.

use super::{
    broadcast::Broadcast,
    cutter::{Cut, Promise, Shadow},
    flv::{self, Piece, Tag, TagKind},
    format::{self, Format},
    running::Place,
};
use crate::{Environment, Result, media::Ends, recordings::digitise::Scratch};
use bytes::{BufMut, Bytes, BytesMut};
use std::time::{Duration, Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{ChildStdin, ChildStdout},
    sync::mpsc::{self, error::TryRecvError},
};

/// So many pictures may wait for the program, in either direction: some eight seconds.
const WAITING: usize = 256;
/// A program that ended is started again after so long, at the next key picture, and so many times.
const AGAIN_AFTER: Duration = Duration::from_secs(5);
const TRIES: u32 = 5;
/// So many segments, of pictures and of sound, may begin before anything comes out of it.
const EARLY: usize = 10;
/// How long one waits for its last pictures.
const LAST: Duration = Duration::from_secs(1);

/// What the pictures are worth making smaller to: the shorter side in pixels. Nothing where they are small already.
fn size_below(size: (u32, u32)) -> Option<u32> {
    match size.0.min(size.1) {
        600.. => Some(480),
        450.. => Some(360),
        _ => None,
    }
}

/// The program while it runs.
struct Program {
    into: mpsc::Sender<Bytes>,
    from: mpsc::Receiver<Tag>,
    shadow: Option<Shadow>,
    /// Cuts of what was sent, until it is known what comes out.
    early: Vec<Cut>,
    _ends: Ends,
    _scratch: Scratch,
}

/// What makes one session's pictures smaller, from one beginning of what is sent to its end.
pub(super) struct Smaller {
    height: u32,
    is_upright: bool,
    promise: Promise,
    /// How the pictures that are sent are set up.
    record: Bytes,
    program: Option<Program>,
    /// Whether there is anything of it to play.
    is_there: bool,
    /// Why it has to be given up, once what it has made is offered.
    failed: Option<&'static str>,
    tried: u32,
    last_try: Option<Instant>,
    _place: Place,
}

/// What has come of it since one looked last.
#[derive(Default)]
pub(super) struct Heard {
    /// What is offered, in which format where that is new.
    pub format: Option<Format>,
    pub cuts: Vec<Cut>,
}

impl Smaller {
    /// Takes a place for a session, where there is one and its pictures are worth it.
    pub(super) fn admit(env: &Environment, promise: Promise, picture: &Format, record: &Bytes) -> Option<Self> {
        let size = picture.size?;
        let height = size_below(size)?;
        let place = env.lives.place_beside(env.settings.live_rungs)?;
        Some(Self {
            height,
            is_upright: size.0 < size.1,
            promise,
            record: record.clone(),
            program: None,
            is_there: false,
            failed: None,
            tried: 0,
            last_try: None,
            _place: place,
        })
    }

    /// Hands it a picture. The program is started by a key picture.
    pub(super) fn feed(&mut self, env: &Environment, at_ms: u64, shift_ms: i32, is_key: bool, data: &Bytes) {
        if self.program.is_none() && is_key && self.may_try() {
            self.tried += 1;
            self.last_try = Some(Instant::now());
            match self.start(env) {
                Ok(program) => self.program = Some(program),
                Err(error) => tracing::warn!(%error, "pictures cannot be made smaller"),
            }
        }
        let Some(program) = &self.program else { return };
        if self.failed.is_none() && program.into.try_send(picture_tag(at_ms, shift_ms, is_key, data)).is_err() {
            self.failed = Some("it does not keep up");
        }
    }

    fn may_try(&self) -> bool {
        self.tried < TRIES && self.last_try.is_none_or(|last| last.elapsed() >= AGAIN_AFTER)
    }

    fn start(&self, env: &Environment) -> Result<Program> {
        let scratch = Scratch::new(&env.settings.scratch, env.new_id())?;
        let piped = env
            .transcoder
            .beside(self.height, self.is_upright, scratch.path())
            .map_err(|problem| crate::Error::Internal(problem.to_string()))?;
        let (into, waiting) = mpsc::channel(WAITING);
        let (made, from) = mpsc::channel(WAITING * 4);
        tokio::spawn(write(piped.into, head(&self.record), waiting));
        tokio::spawn(read(piped.from, made));
        Ok(Program { into, from, shadow: None, early: Vec::new(), _ends: piped.ends, _scratch: scratch })
    }

    fn give_up(&mut self, why: &str) {
        if self.program.take().is_some() {
            tracing::warn!(why, "the smaller picture of a live session stops for now");
        }
    }

    /// Whether it is being made now.
    pub(super) fn height(&self) -> Option<u32> {
        self.program.as_ref().and_then(|program| program.shadow.as_ref()).map(|_| self.height)
    }

    /// Whether something may still come of it that nothing has come of yet.
    pub(super) fn is_due(&self) -> bool {
        self.program.is_some() && !self.is_there
    }

    /// Follows where what is sent was cut, and says what has been made.
    pub(super) fn hear(&mut self, sent: &[Cut]) -> Heard {
        let mut heard = Heard::default();
        let failed = self.failed.take();
        let Some(program) = &mut self.program else { return heard };
        program.follow(sent);
        let end = loop {
            match program.from.try_recv() {
                Ok(tag) => {
                    if program.take(self.promise, &tag, &mut heard).is_err() {
                        break Some("what it makes cannot be read");
                    }
                }
                Err(TryRecvError::Empty) => break None,
                Err(TryRecvError::Disconnected) => break Some("it has ended"),
            }
        };
        let is_behind = program.shadow.as_ref().map_or(program.early.len() > EARLY, Shadow::is_behind);
        self.is_there |= heard.cuts.iter().any(|cut| matches!(cut, Cut::Part { .. }));
        if let Some(why) = end.or(failed).or(is_behind.then_some("it is behind")) {
            program.close(&mut heard);
            self.give_up(why);
        }
        heard
    }

    /// Nothing more is sent: waits a moment for what is on its way.
    pub(super) async fn finish(mut self, sent: &[Cut]) -> Heard {
        let mut heard = Heard::default();
        let Some(mut program) = self.program.take() else { return heard };
        program.follow(sent);
        // Its end of the pipe is closed once all of it is written.
        program.into = mpsc::channel(1).0;
        let rest = async {
            while let Some(tag) = program.from.recv().await {
                if program.take(self.promise, &tag, &mut heard).is_err() {
                    break;
                }
            }
        };
        let _ = tokio::time::timeout(LAST, rest).await;
        program.close(&mut heard);
        heard
    }
}

impl Program {
    fn follow(&mut self, sent: &[Cut]) {
        match &mut self.shadow {
            Some(shadow) => shadow.follow(sent),
            None => self.early.extend(sent.iter().filter(|cut| matches!(cut, Cut::Opened { .. })).cloned()),
        }
    }

    fn take(&mut self, promise: Promise, tag: &Tag, heard: &mut Heard) -> Result<(), flv::Unplayable> {
        match flv::read(tag)? {
            Piece::VideoFormat(record) => {
                let format = format::video(&record)?;
                let mut shadow = Shadow::new(promise, &format);
                shadow.follow(&std::mem::take(&mut self.early));
                self.shadow = Some(shadow);
                heard.format = Some(format);
            }
            Piece::Picture { shift_ms, is_key, data } => {
                if let Some(shadow) = &mut self.shadow {
                    let at_ms = u64::from(tag.at_ms).saturating_add_signed(i64::from(shift_ms));
                    shadow.picture(at_ms, is_key, data, &mut heard.cuts);
                }
            }
            Piece::AudioFormat(_) | Piece::Sound(_) | Piece::Nothing => {}
        }
        Ok(())
    }

    fn close(&mut self, heard: &mut Heard) {
        if let Some(shadow) = &mut self.shadow {
            shadow.finish(&mut heard.cuts);
        }
    }
}

/// Where this stands among the renditions: missing segments are filled in as soon as they are known to be.
pub(super) fn fill(broadcast: &Broadcast, smaller: Option<&Smaller>) {
    if smaller.is_none_or(|smaller| smaller.program.is_none()) {
        broadcast.lose_smaller();
    }
    broadcast.awaits_smaller(smaller.is_some_and(Smaller::is_due));
}

/// The head of an FLV file with pictures only, and how they are set up.
fn head(record: &Bytes) -> Bytes {
    let mut bytes = BytesMut::from(&b"FLV\x01\x01\x00\x00\x00\x09\x00\x00\x00\x00"[..]);
    let mut body = BytesMut::with_capacity(record.len() + 5);
    body.put_slice(&[0x17, 0, 0, 0, 0]);
    body.put_slice(record);
    put_tag(&mut bytes, 0, &body);
    bytes.freeze()
}

fn picture_tag(at_ms: u64, shift_ms: i32, is_key: bool, data: &Bytes) -> Bytes {
    let mut body = BytesMut::with_capacity(data.len() + 5);
    body.put_slice(&[if is_key { 0x17 } else { 0x27 }, 1]);
    body.put_slice(&shift_ms.to_be_bytes()[1..]);
    body.put_slice(data);
    let mut bytes = BytesMut::with_capacity(body.len() + 15);
    put_tag(&mut bytes, at_ms, &body);
    bytes.freeze()
}

/// A tag of pictures as a file has it (Adobe, Video File Format Specification 10.1, annex E.4.1): its kind, how
/// long its body is, its time in milliseconds with the highest byte last, a zero, the body, and how long all that is.
fn put_tag(bytes: &mut BytesMut, at_ms: u64, body: &[u8]) {
    let at = (at_ms & 0xFFFF_FFFF).to_be_bytes();
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    bytes.put_u8(9);
    bytes.put_slice(&length.to_be_bytes()[1..]);
    bytes.put_slice(&[at[5], at[6], at[7], at[4], 0, 0, 0]);
    bytes.put_slice(body);
    bytes.put_u32(length.saturating_add(11));
}

async fn write(mut into: ChildStdin, head: Bytes, mut waiting: mpsc::Receiver<Bytes>) {
    if into.write_all(&head).await.is_err() {
        return;
    }
    while let Some(tag) = waiting.recv().await {
        // It has ended: whoever reads from it is told.
        if into.write_all(&tag).await.is_err() {
            return;
        }
    }
}

/// Reads the tags of an FLV file until it ends.
async fn read(mut from: ChildStdout, made: mpsc::Sender<Tag>) {
    let mut head = [0_u8; 13];
    if from.read_exact(&mut head).await.is_err() {
        return;
    }
    let mut tag = [0_u8; 11];
    while from.read_exact(&mut tag).await.is_ok() {
        let length = u32::from_be_bytes([0, tag[1], tag[2], tag[3]]);
        let at_ms = u32::from_be_bytes([tag[7], tag[4], tag[5], tag[6]]);
        let mut body = vec![0_u8; usize::try_from(length).unwrap_or_default() + 4];
        if from.read_exact(&mut body).await.is_err() {
            return;
        }
        body.truncate(body.len() - 4);
        let is_picture = tag[0] == 9;
        if is_picture && made.send(Tag { kind: TagKind::Video, at_ms, body: body.into() }).await.is_err() {
            return;
        }
    }
}
