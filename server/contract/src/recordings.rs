//! Recordings: digitised bytes on their way to being watchable.

use crate::{ItemId, RecordingId, Timestamp, inventory::choice, kept::KeptParts};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// How far a recording has come.
    RecordingState {
        /// Announced; bytes are arriving or still to come.
        AwaitingUpload = "awaiting_upload",
        /// Every byte is kept; the work waits its turn.
        Uploaded = "uploaded",
        /// A worker is reading or encoding it.
        Processing = "processing",
        /// A first rendition can be watched while others are made.
        Playable = "playable",
        /// All renditions are there.
        Ready = "ready",
        /// The work ended without anything to watch; the problem says why.
        Failed = "failed",
    }
}

/// Announces a file that is about to be uploaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BeginRecording {
    /// The item that the file shows.
    pub item_id: ItemId,
    /// The file's name on the sender's machine; shown to staff, never used as a path.
    pub filename: String,
    /// The file's size in bytes; absent while it is still being made.
    #[serde(default)]
    pub size: Option<u64>,
    /// The recording that it goes with, where it is no recording of its own.
    #[serde(default)]
    pub companion: Option<Companion>,
}

impl BeginRecording {
    /// A file of a known size.
    pub fn new(item_id: ItemId, filename: &str, size: u64) -> Self {
        Self { item_id, filename: filename.to_owned(), size: Some(size), companion: None }
    }
}

choice! {
    /// What a recording is beside the one that it goes with.
    CompanionRole {
        /// The sound, with what is seen described between the words.
        Description = "description",
        /// The sound in another language.
        Language = "language",
        /// Somebody who signs, in a picture of its own.
        Sign = "sign",
    }
}

/// What a recording goes with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Companion {
    /// The recording that members play.
    pub of: RecordingId,
    /// As what it goes with it.
    pub role: CompanionRole,
    /// The language of a sound, as a BCP 47 tag; of signs: `ase`, `fcs`...
    #[serde(default)]
    pub language: Option<String>,
}

/// What may still be uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Room {
    /// The largest file that is taken now, in bytes.
    pub file_bytes: u64,
    /// The room that is left to the organisation, in bytes; absent where it has set no quota.
    pub left_bytes: Option<u64>,
}

/// What is shown of a recording, where some of it was cut away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CutDetails {
    /// The parts that are shown.
    pub kept: KeptParts,
    /// How long the file as it came plays, in seconds.
    pub whole_s: f64,
}

/// One encoded version, as staff see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RenditionSummary {
    /// Its name in addresses, for example `v720`.
    pub name: String,
    /// Height of the picture in pixels; absent for sound.
    pub height: Option<u32>,
    /// Width of the picture in pixels; absent for sound.
    pub width: Option<u32>,
    /// Average bits per second, measured.
    pub bitrate: u32,
}

/// A recording and how far the work on it has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordingDetails {
    /// The recording.
    pub id: RecordingId,
    /// The item it shows.
    pub item_id: ItemId,
    /// The name of the uploaded file.
    pub filename: String,
    /// Announced size in bytes; absent while it is still being made.
    pub size: Option<u64>,
    /// Bytes that have arrived and are kept.
    pub received: u64,
    /// How far it has come.
    pub state: RecordingState,
    /// Share of the current work that is done, 0 to 1.
    pub progress: f32,
    /// Why it failed: a stable code.
    pub problem_code: Option<String>,
    /// Why it failed: the sentence for a person, in the reader's language.
    pub problem: Option<String>,
    /// How long it plays, in seconds.
    pub duration_s: Option<f64>,
    /// The encoded versions.
    pub renditions: Vec<RenditionSummary>,
    /// Number of page images, for a guide.
    pub pages: u32,
    /// Pages that the document of a guide has besides, and that were left out.
    #[serde(default)]
    pub pages_left_out: u32,
    /// Pages of a guide that are pictures whose words could not be read: they are shown, and searching finds
    /// nothing in them.
    #[serde(default)]
    pub pages_unread: u32,
    /// Whether members may take the document of a guide along.
    #[serde(default)]
    pub may_download: bool,
    /// How much of a guide's text is read, 0 to 1, while it is read again.
    #[serde(default)]
    pub reading: Option<f32>,
    /// When a guide's pages were last read to the end.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub read_at: Option<Timestamp>,
    /// Whether there is a picture to stand for it.
    pub has_poster: bool,
    /// The recording that it goes with, where it is no recording of its own.
    pub companion: Option<Companion>,
    /// What is shown of it, where some of it was cut away.
    pub cut: Option<CutDetails>,
    /// When it was announced.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
}

/// The most pages that a guide shows.
pub const GUIDE_PAGES_MOST: usize = 200;

/// A page of a guide, as staff arrange them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuidePage {
    /// The number that it keeps wherever it stands.
    pub leaf: u32,
    /// The name of the picture that it was made from, where it did not come with the document.
    pub name: Option<String>,
}

/// The pages of a guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuidePages {
    /// Raised with every change of them; 0 where they are as they came.
    pub edition: u32,
    /// Those that are shown, in order: the first is page 1.
    pub shown: Vec<GuidePage>,
    /// Those that were taken out, and can be put back.
    pub aside: Vec<GuidePage>,
}

/// A file that lies in the server's own folder and can be brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FolderFile {
    /// Its name, as it is listed.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}
