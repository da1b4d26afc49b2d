//! Why a file could not become something to watch.

use serde::{Deserialize, Serialize};

/// Why digitising a file stopped.
///
/// Most variants are the file's own fault and say so to the person who brought it (by
/// [`code`](Self::code), which the pages translate). The others are ours: trying again may work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum MediaProblem {
    /// The file holds no bytes.
    #[error("the file is empty")]
    Empty,
    /// The bytes are not of a kind that can be digitised (a web page, an archive, text...).
    #[error("the file is not a video, a sound recording, a document or a picture")]
    NotMedia,
    /// A list of addresses or of other files, whatever its name claims; following it would make
    /// the server read what the sender could not.
    #[error("the file is a playlist, not a recording")]
    Playlist,
    /// The end is missing: an upload cut short, or a camera that lost power.
    #[error("the end of the file is missing")]
    Truncated,
    /// The container is sound but holds nothing to see or hear.
    #[error("the file holds neither picture nor sound")]
    NoPictureOrSound,
    /// A codec outside the allowlist; decoders that few people use are where the holes are.
    #[error("the file uses a codec that is not accepted")]
    UnsupportedCodec,
    /// A document that opens only with a password.
    #[error("the document is protected by a password")]
    Password,
    /// An office document, where no program turns those into pages.
    #[error("office documents cannot be read here")]
    NoOffice,
    /// An office document that the program could not turn into pages: damaged, locked, or no document at all.
    #[error("the document could not be turned into pages")]
    Unconvertible,
    /// Longer than [`MAX_DURATION_MS`](super::probe::MAX_DURATION_MS).
    #[error("the recording is too long")]
    TooLong,
    /// More pixels in one picture than [`MAX_PIXELS`](super::probe::MAX_PIXELS).
    #[error("the picture is too large")]
    TooLarge,
    /// More tracks than [`MAX_STREAMS`](super::probe::MAX_STREAMS).
    #[error("the file holds too many tracks")]
    TooManyStreams,
    /// The wall clock or processor limit was reached.
    #[error("the work took longer than allowed")]
    Timeout,
    /// The program was alive but made no headway.
    #[error("the work stopped advancing")]
    Stalled,
    /// The disk filled, or an output outgrew its limit.
    #[error("there was no room left to write")]
    OutOfSpace,
    /// Somebody asked for the work to stop.
    #[error("the work was cancelled")]
    Cancelled,
    /// A program this server needs is not installed (its name).
    #[error("{0} is not installed")]
    EngineMissing(String),
    /// Anything else; the text is the end of the program's log, for operators and never for pages.
    #[error("the media engine failed: {0}")]
    Engine(String),
}

impl MediaProblem {
    /// A stable word for this problem: the key of its translation and its name in the API.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotMedia => "not_media",
            Self::Playlist => "playlist",
            Self::Truncated => "truncated",
            Self::NoPictureOrSound => "no_picture_or_sound",
            Self::UnsupportedCodec => "unsupported_codec",
            Self::Password => "password",
            Self::NoOffice => "no_office",
            Self::Unconvertible => "unconvertible",
            Self::TooLong => "too_long",
            Self::TooLarge => "too_large",
            Self::TooManyStreams => "too_many_streams",
            Self::Timeout => "timeout",
            Self::Stalled => "stalled",
            Self::OutOfSpace => "out_of_space",
            Self::Cancelled => "cancelled",
            Self::EngineMissing(_) => "engine_missing",
            Self::Engine(_) => "engine",
        }
    }

    /// Whether the same file may succeed later without anybody changing it.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Engine(_) | Self::EngineMissing(_) | Self::Timeout | Self::Stalled | Self::OutOfSpace)
    }

    /// Reads a failed program's last words (ffmpeg 5 to 8, poppler) and names the fault.
    #[must_use]
    pub fn from_log(log: &str) -> Self {
        const KNOWN: [(&str, MediaProblem); 10] = [
            ("No space left on device", MediaProblem::OutOfSpace),
            ("File too large", MediaProblem::OutOfSpace),
            ("Disk quota exceeded", MediaProblem::OutOfSpace),
            ("moov atom not found", MediaProblem::Truncated),
            ("max_streams parameter", MediaProblem::TooManyStreams),
            ("specified max pixel count", MediaProblem::TooLarge),
            (") not on whitelist", MediaProblem::UnsupportedCodec),
            ("Incorrect password", MediaProblem::Password),
            ("May not be a PDF file", MediaProblem::NotMedia),
            ("Invalid data found when processing input", MediaProblem::NotMedia),
        ];
        KNOWN
            .into_iter()
            .find(|(words, _)| log.contains(words))
            .map_or_else(|| Self::Engine(log.trim().to_owned()), |(_, problem)| problem)
    }

    pub(crate) fn io(doing: &str, error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            return Self::OutOfSpace;
        }
        Self::Engine(format!("{doing}: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::MediaProblem;

    #[test]
    fn the_code_is_the_serialised_name() {
        for problem in [MediaProblem::Empty, MediaProblem::TooManyStreams, MediaProblem::NotMedia] {
            let json = serde_json::to_value(&problem).unwrap();
            assert_eq!(json, problem.code());
        }
    }

    #[test]
    fn a_log_is_read_for_the_fault_that_matters_most() {
        let log = "[mov @ 0x1] moov atom not found\nx.mp4: Invalid data found when processing input";
        assert_eq!(MediaProblem::from_log(log), MediaProblem::Truncated);
        let log = "av_interleaved_write_frame(): No space left on device";
        assert!(MediaProblem::from_log(log).is_retryable());
        let log = "[magicyuv @ 0x1] Codec (magicyuv) not on whitelist 'h264,hevc'";
        assert_eq!(MediaProblem::from_log(log), MediaProblem::UnsupportedCodec);
        assert_eq!(MediaProblem::from_log("Command Line Error: Incorrect password"), MediaProblem::Password);
        assert_eq!(MediaProblem::from_log("  odd  "), MediaProblem::Engine("odd".into()));
    }

    #[test]
    fn the_files_own_faults_are_final() {
        for problem in [MediaProblem::Playlist, MediaProblem::Truncated, MediaProblem::TooLong] {
            assert!(!problem.is_retryable(), "{problem}");
        }
    }
}
