//! Live sessions: announced, broadcast while they are given, and a recording afterwards, all at one
//! address.

use crate::{SessionId, Timestamp, inventory::choice};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// Where a live session stands.
    LiveState {
        /// Announced; it is not time yet.
        Scheduled = "scheduled",
        /// It is time, and nothing has come from the room yet.
        Waiting = "waiting",
        /// Pictures or sound come in.
        Live = "live",
        /// Was live, and the encoder is away. It is waited for.
        Interrupted = "interrupted",
        /// Over. What was sent can be watched while the recording is being finished.
        Ended = "ended",
        /// Over, and the recording is whole.
        Replay = "replay",
        /// Does not take place. Its page says so.
        Cancelled = "cancelled",
    }
}

choice! {
    /// What makes a broadcast worse than it could be, for the person who sends it.
    LiveTrouble {
        /// Key pictures come more than four seconds apart: joining takes as long.
        KeyframesFar = "keyframes_far",
        /// Sound is announced and does not come.
        SoundMissing = "sound_missing",
        /// So quiet that people have to turn it up as far as they can.
        SoundQuiet = "sound_quiet",
        /// So loud that it is cut off, and crackles.
        SoundClipping = "sound_clipping",
        /// Nothing has been heard for twenty seconds.
        SoundSilent = "sound_silent",
        /// There are no pictures.
        PictureMissing = "picture_missing",
        /// Timestamps ran backwards and were put right.
        ClockBackwards = "clock_backwards",
        /// Less comes in than the encoder's clock says: the connection is too slow.
        Behind = "behind",
        /// Segments wait on this machine's disk for the store.
        StoreAway = "store_away",
        /// The last attempt sent pictures that are not H.264.
        PictureRefused = "picture_refused",
        /// The last attempt sent sound that is not AAC.
        SoundRefused = "sound_refused",
        /// The last attempt sent what could not be read.
        Unreadable = "unreadable",
        /// A second encoder has come with the right key while the first was sending, and has taken its place.
        TwoEncoders = "two_encoders",
    }
}

/// When a live session takes place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveWindow {
    /// When it begins.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub starts_at: Timestamp,
    /// When it is over.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub ends_at: Timestamp,
    /// Whether the recording stays to be watched afterwards; yes unless said otherwise. It is
    /// recorded in any case.
    #[serde(default = "yes")]
    pub replay: bool,
}

fn yes() -> bool {
    true
}

/// How long before its beginning a session's stream key opens: time to set up and to rehearse.
pub const OPENS_BEFORE_S: i64 = 3600;
/// What is sent earlier than so long before its beginning is a rehearsal that only staff see, in seconds.
pub const REHEARSAL_BEFORE_S: i64 = 15 * 60;
/// How long after its announced end a stream key still works: classes run late.
pub const CLOSES_AFTER_S: i64 = 4 * 3600;
/// The longest live session, in seconds.
pub const LONGEST_S: i64 = 12 * 3600;
/// How long the encoder may be away before the session counts as over, in seconds.
pub const AWAY_S: i64 = 60;

/// What the catalogue says of a live session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveNote {
    /// Where it stands, as far as the catalogue knows: `interrupted` is `live` here.
    pub state: LiveState,
    /// When it begins.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub starts_at: Timestamp,
    /// When it is over.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub ends_at: Timestamp,
    /// Who gives it instead of the item's instructor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitute: Option<String>,
}

impl LiveNote {
    /// Where it stands at a moment: an announced session whose time has come is waited for.
    pub fn state_at(&self, now: Timestamp) -> LiveState {
        match self.state {
            LiveState::Scheduled if now >= self.starts_at => LiveState::Waiting,
            state => state,
        }
    }

    /// Whether it lies behind at a moment: it is over, or its time is and nobody came.
    pub fn is_past(&self, now: Timestamp) -> bool {
        match self.state {
            LiveState::Live | LiveState::Interrupted => false,
            LiveState::Ended | LiveState::Replay => true,
            LiveState::Scheduled | LiveState::Waiting | LiveState::Cancelled => self.ends_at < now,
        }
    }
}

/// A live session at this moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveStatus {
    /// The session.
    pub session_id: SessionId,
    /// Where it stands.
    pub state: LiveState,
    /// When it begins.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub starts_at: Timestamp,
    /// When it is over.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub ends_at: Timestamp,
    /// Who gives it instead of the item's instructor.
    pub substitute: Option<String>,
    /// Whether the recording stays to be watched.
    pub replay: bool,
    /// How many people watch it now.
    pub viewers: u32,
    /// First names of those of the reader's centre who watch it now, where all have agreed to that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub company: Vec<String>,
    /// Since when it has been live.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub started_at: Option<Timestamp>,
    /// What comes in from the room; only for staff.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ingest: Option<Ingest>,
    /// Whether a stream key has been given out; only for staff.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub has_key: Option<bool>,
    /// How many sessions follow that were announced with it and have not begun; only for staff.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub following: Option<u32>,
}

/// What comes in from the room.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ingest {
    /// Whether an encoder is connected.
    pub connected: bool,
    /// Whether only staff see it: it is early, and nobody has said otherwise.
    pub is_rehearsal: bool,
    /// Whether staff can watch it already: an encoder may be there for a moment before the first part is.
    #[serde(default)]
    pub is_watchable: bool,
    /// Bits a second over the last seconds.
    pub bitrate: u32,
    /// The picture's width.
    pub width: Option<u32>,
    /// The picture's height.
    pub height: Option<u32>,
    /// The shorter side, in pixels, of the smaller picture that is made beside it now; nothing where none is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub smaller_height: Option<u32>,
    /// Pictures a second over the last seconds.
    pub frame_rate: f32,
    /// Seconds between key pictures, the longest of late.
    pub keyframe_s: f32,
    /// How loud it is now, in dB below full scale; nothing where it is not known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub audio_level_db: Option<f32>,
    /// Pictures received since it began.
    pub frames: u64,
    /// Pictures that the encoder left out, as far as their times tell.
    pub dropped: u64,
    /// Timestamps that were put right.
    pub repaired: u64,
    /// How often the encoder came back.
    pub reconnects: u32,
    /// Segments that wait on this machine's disk for the store.
    pub spooled: u32,
    /// What is wrong.
    pub troubles: Vec<LiveTrouble>,
}

/// Where an encoder sends to. The key is shown this once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StreamKey {
    /// The server, as encoders ask for it.
    pub server: String,
    /// The stream key.
    pub key: String,
}

/// What staff change about an announced session.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveChange {
    /// Another beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub starts_at: Option<Timestamp>,
    /// Another end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub ends_at: Option<Timestamp>,
    /// Who gives it instead; an empty text: the item's instructor after all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitute: Option<String>,
    /// Whether it takes place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<bool>,
    /// Whether the recording stays to be watched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replay: Option<bool>,
    /// Whether the sessions that follow change as well: those that were announced with it for the weeks after,
    /// and have not begun. They are moved by as many days, and to the same hour by the clocks of the centres.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub following: bool,
}

/// When staff want a session to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// The day, as `2026-11-26`.
    pub date: String,
    /// The hour by the clocks of the centres, as `18:30`.
    pub time: String,
    /// How long it takes.
    pub minutes: u32,
}

/// The time zone in which sessions are announced, and repeat at the same hour also where the clocks change.
pub const ZONE: &str = "America/Toronto";
/// The most weeks for which a session is announced at once.
pub const WEEKS_MOST: u32 = 52;

/// What staff announce: one session, or the same at the same hour for some weeks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Announcement {
    /// The day, as `2026-11-26`.
    pub date: String,
    /// The hour by the clocks of the centres, as `18:30`.
    pub time: String,
    /// How long it takes.
    pub minutes: u32,
    /// For how many weeks; one unless said otherwise.
    #[serde(default = "one")]
    pub weeks: u32,
    /// Whether anybody may know of it; members alone unless said otherwise.
    #[serde(default)]
    pub public: bool,
    /// Whether the recordings stay; yes unless said otherwise.
    #[serde(default = "yes")]
    pub replay: bool,
}

fn one() -> u32 {
    1
}

/// A live session in the lists of staff.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveLine {
    /// The session.
    pub session_id: SessionId,
    /// The item that it gives.
    pub item_id: crate::ItemId,
    /// Its name.
    pub title: crate::LangMap,
    /// Who gives it, by the item.
    pub instructor: Option<String>,
    /// Whether it is in the catalogue.
    pub is_published: bool,
    /// When, and where it stands.
    pub note: LiveNote,
}
