//! Encoders on paper: the tags of a class as cameras and programs of every kind send them, and what became of
//! them.

use crate::{
    lawful::Rules,
    live::{RECORD, SOUND, stored, tag},
    world::World,
};
use bytes::Bytes;
use contract::SessionId;
use domain::{
    Environment, Error,
    accounts::SignedIn,
    jobs,
    live::{self, Ask, Publication, Tag, TagKind},
    playback,
};
use mp4_atom::{Decode, Ftyp, Moof, Moov};
use object_store::{ObjectStoreExt, path::Path};
use sea_orm::ConnectionTrait;

/// How x264 describes a picture of 960x720.
pub const LARGER: &[u8] = &[
    1, 0x42, 0xC0, 0x1F, 0xFF, 0xE1, 0, 24, 0x67, 0x42, 0xC0, 0x1F, 0xDA, 0x03, 0xC0, 0x5B, 0xB0, 0x11, 0x00, 0x00,
    0x03, 0x00, 0x01, 0x00, 0x00, 0x03, 0x00, 0x3C, 0x0F, 0x18, 0x32, 0xA0, 1, 0, 4, 0x68, 0xCE, 0x0F, 0xC8,
];
/// AAC-LC of two channels at 44.1 kHz, and of one at 48.
pub const AT_44_1: &[u8] = &[0x12, 0x10];
pub const MONO: &[u8] = &[0x11, 0x88];

/// What an encoder is set to.
#[derive(Debug, Clone)]
pub struct Film {
    pub record: &'static [u8],
    pub sound: &'static [u8],
    pub sound_rate: f64,
    /// Pictures a second, and seconds between two key pictures.
    pub rate: f64,
    pub key_s: f64,
    /// Whether two of three pictures are shown before one that is sent before them.
    pub reordered: bool,
}

impl Default for Film {
    fn default() -> Self {
        Self { record: RECORD, sound: SOUND, sound_rate: 48_000.0, rate: 30.0, key_s: 2.0, reordered: false }
    }
}

impl Film {
    /// What it says first.
    pub fn set_up(&self, at_s: f64) -> [Tag; 2] {
        let at = ms(at_s);
        [
            tag(TagKind::Video, at, &[&[0x17, 0, 0, 0, 0], self.record]),
            tag(TagKind::Audio, at, &[&[0xAF, 0], self.sound]),
        ]
    }

    /// What it sends from one second to another, in the order of time.
    pub fn tags(&self, from_s: f64, to_s: f64) -> Vec<Tag> {
        let each = |rate: f64| (from_s * rate).ceil() as u64..(to_s * rate).ceil() as u64;
        let pictures = each(self.rate).map(|number| (number as f64 / self.rate, self.picture(number)));
        let frames = self.sound_rate / 1024.0;
        let sound = each(frames).map(|number| {
            let at = number as f64 / frames;
            (at, tag(TagKind::Audio, ms(at), &[&[0xAF, 1], &[8; 20]]))
        });
        let mut tags: Vec<(f64, Tag)> = pictures.chain(sound).collect();
        tags.sort_by(|one, other| one.0.total_cmp(&other.0));
        tags.into_iter().map(|(_, tag)| tag).collect()
    }

    fn picture(&self, number: u64) -> Tag {
        let is_key = number.is_multiple_of((self.key_s * self.rate).round() as u64);
        let places = match number % 3 {
            _ if !self.reordered => 0.0,
            _ if number == 0 => 1.0,
            1 => 3.0,
            _ => 0.0,
        };
        let shift = ((places * 1000.0 / self.rate).round() as u32).to_be_bytes();
        let (first, unit) = if is_key { (0x17, 0x65) } else { (0x27, 0x41) };
        let body = [&[first, 1][..], &shift[1..], &[0, 0, 0, 9, unit], &number.to_be_bytes()];
        tag(TagKind::Video, ms(number as f64 / self.rate), &body)
    }
}

fn ms(seconds: f64) -> u32 {
    (seconds * 1000.0).round() as u64 as u32
}

/// The same on a clock that says something else.
pub fn timed(tags: Vec<Tag>, clock: impl Fn(u32) -> u32) -> Vec<Tag> {
    tags.into_iter().map(|tag| Tag { at_ms: clock(tag.at_ms), ..tag }).collect()
}

/// Sends what has to be taken.
pub async fn sends(publication: &mut Publication, tags: impl IntoIterator<Item = Tag>) {
    for tag in tags {
        publication.take(&tag).await.expect("taken");
    }
}

/// A member who watches, and holds every playlist against the rules.
pub struct Viewer {
    member: SignedIn,
    session: SessionId,
    pub pictures: Rules,
    pub sound: Rules,
}

impl Viewer {
    pub async fn new(world: &World, session: SessionId) -> Self {
        let member = world.member("ana").await;
        Self { member, session, pictures: Rules::new("pictures"), sound: Rules::new("sound") }
    }

    pub async fn ask(&self, env: &Environment, rest: &str, ask: Ask) -> Result<Bytes, Error> {
        let grant = playback::grant(env, &self.member, self.session);
        Ok(playback::media::serve(env, &self.member, &grant, rest, ask).await?.bytes)
    }

    pub async fn text(&self, env: &Environment, rest: &str, ask: Ask) -> String {
        let bytes = self.ask(env, rest, ask).await.unwrap_or_else(|error| panic!("{rest}: {error}"));
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Reads what is new, or all of it.
    pub async fn look(&mut self, env: &Environment, skips: bool) {
        // Who has nothing yet needs all of it.
        let ask = Ask { skips: skips && !self.pictures.segments.is_empty(), ..Ask::default() };
        let (pictures, sound) =
            (self.text(env, "live/v/index.m3u8", ask).await, self.text(env, "live/a/index.m3u8", ask).await);
        self.pictures.read(&pictures);
        self.sound.read(&sound);
    }

    /// Every segment is the same stretch of time in both, and both begin anew at the same ones.
    pub fn is_even(&self) {
        let whole = |rules: &Rules| rules.segments.iter().filter(|segment| segment.uri.is_some()).count();
        let (pictures, sound) = (&self.pictures.segments, &self.sound.segments);
        assert!(whole(&self.pictures).abs_diff(whole(&self.sound)) <= 1, "{} and {}", pictures.len(), sound.len());
        for (seen, heard) in pictures.iter().zip(sound) {
            let number = seen.number;
            assert_eq!((number, seen.is_new), (heard.number, heard.is_new));
            assert!(seen.at_ms.abs_diff(heard.at_ms) < 120, "segment {number} is at two times: {seen:?} and {heard:?}");
            let anew = |map: &Option<String>| map.is_some();
            assert_eq!(anew(&seen.map), anew(&heard.map), "segment {number} is set up anew in one of them");
        }
    }

    /// Everything that is listed can be fetched.
    pub async fn fetch_all(&self, env: &Environment) {
        for (track, rules) in [("v", &self.pictures), ("a", &self.sound)] {
            for segment in &rules.segments {
                for name in segment.map.iter().chain(&segment.uri) {
                    let bytes = self.ask(env, &format!("live/{track}/{name}"), Ask::default()).await;
                    assert!(!bytes.expect(name).is_empty(), "{track}/{name}");
                }
            }
        }
    }
}

/// One picture or frame of sound of a recording, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    pub decoded: f64,
    pub shown: f64,
    pub lasts: f64,
    pub bytes: usize,
}

/// Ends a session, and says what its recording holds: pictures, then sound.
pub async fn recorded(world: &World, session: SessionId) -> [Vec<Frame>; 2] {
    let staff = world.staff().await;
    live::end(&world.env, &staff, session).await.expect("ended");
    stored(world, session).await;
    jobs::run_pending(&world.env).await.expect("jobs");
    let sql = "SELECT recording.original_key FROM recording JOIN session ON session.recording_id = recording.id WHERE session.id = ?";
    let statement = world.env.db.statement(sql, [session.0.into()]);
    let row = world.env.db.reader().query_one_raw(statement).await.expect("asked").expect("a recording");
    let key: String = row.try_get("", "original_key").expect("a key");
    let file = world.env.store.get(&Path::from(key)).await.expect("a file").bytes().await.expect("bytes");
    frames(&file)
}

fn frames(file: &Bytes) -> [Vec<Frame>; 2] {
    let (mut found, mut scales) = ([Vec::new(), Vec::new()], [1.0; 2]);
    let mut rest = file.clone();
    while rest.len() >= 8 {
        let length = u32::from_be_bytes([rest[0], rest[1], rest[2], rest[3]]) as usize;
        let this = rest.split_to(length);
        match &this[4..8] {
            b"ftyp" => drop(Ftyp::decode(&mut &this[..]).expect("a file")),
            b"moov" => {
                for track in Moov::decode(&mut &this[..]).expect("tracks").trak {
                    scales[track.tkhd.track_id as usize - 1] = f64::from(track.mdia.mdhd.timescale);
                }
            }
            b"moof" => {
                let moof = Moof::decode(&mut &this[..]).expect("a fragment");
                let traf = &moof.traf[0];
                let (track, mut at) =
                    (traf.tfhd.track_id as usize - 1, traf.tfdt.as_ref().expect("a time").base_media_decode_time);
                for entry in traf.trun.iter().flat_map(|run| run.samples.iter()) {
                    let (ticks, shift) = (entry.duration.expect("a length"), entry.cts.unwrap_or_default());
                    let seconds = |ticks: f64| ticks / scales[track];
                    found[track].push(Frame {
                        decoded: seconds(at as f64),
                        shown: seconds(at as f64 + shift as f64),
                        lasts: seconds(f64::from(ticks)),
                        bytes: entry.size.unwrap_or_default() as usize,
                    });
                    at += u64::from(ticks);
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether frames follow each other without running back, and how long they are from the first to the last.
pub fn length(frames: &[Frame]) -> f64 {
    for pair in frames.windows(2) {
        let apart = pair[1].decoded - (pair[0].decoded + pair[0].lasts);
        assert!(apart > -0.002, "{pair:?}");
    }
    let (first, last) = (frames.first().expect("frames"), frames.last().expect("frames"));
    last.decoded + last.lasts - first.decoded
}
