//! Recordings: digitised bytes on their way to being watchable.

use crate::{ItemId, RecordingId, Timestamp, inventory::choice};
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
    /// The file's size in bytes.
    pub size: u64,
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
    /// Announced size in bytes.
    pub size: u64,
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
    /// Whether there is a picture to stand for it.
    pub has_poster: bool,
    /// When it was announced.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
}
