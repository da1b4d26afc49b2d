//! Where every object of a recording lies in the store.

use contract::RecordingId;
use object_store::path::Path;
use uuid::Uuid;

/// One kind of object. Keys are made of ids and numbers only: nothing that a person typed
/// becomes part of a path.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MediaKey<'a> {
    /// One piece of a strand of an upload.
    PartialPart { upload: Uuid, offset: u64, sent: Uuid },
    /// One piece of an upload, by where it begins; two connections that send the same piece do not
    /// write the same object.
    UploadPart { recording: RecordingId, offset: u64, sent: Uuid },
    /// The file as it was uploaded.
    Original { recording: RecordingId, attempt: Uuid },
    /// A rendition that one attempt made.
    Rendition { recording: RecordingId, attempt: Uuid, name: &'a str },
    /// A part of an encoding that is under way.
    Piece { recording: RecordingId, name: &'a str },
    /// The picture that stands for it.
    Poster { recording: RecordingId, attempt: Uuid, small: bool },
    /// One sheet of small pictures.
    Sheet { recording: RecordingId, attempt: Uuid, number: u32 },
    /// The image of one page.
    Page { recording: RecordingId, attempt: Uuid, number: u32 },
    /// Where an attempt's page images lie.
    Pages { recording: RecordingId, attempt: Uuid },
}

impl MediaKey<'_> {
    /// The key in the store.
    pub(crate) fn key(self) -> String {
        match self {
            Self::PartialPart { upload, offset, sent } => format!("uploads/{upload}/{offset:020}-{sent}"),
            Self::UploadPart { recording, offset, sent } => {
                format!("recordings/{recording}/upload/{offset:020}-{sent}")
            }
            Self::Original { recording, attempt } => format!("recordings/{recording}/{attempt}/original"),
            Self::Rendition { recording, attempt, name } => format!("recordings/{recording}/{attempt}/{name}.mp4"),
            Self::Piece { recording, name } => format!("recordings/{recording}/pieces/{name}"),
            Self::Poster { recording, attempt, small } => {
                format!("recordings/{recording}/{attempt}/poster{}.jpg", if small { "-small" } else { "" })
            }
            Self::Sheet { recording, attempt, number } => {
                format!("recordings/{recording}/{attempt}/storyboard-{number}.jpg")
            }
            Self::Page { recording, attempt, number } => page_key(&Self::Pages { recording, attempt }.key(), number),
            Self::Pages { recording, attempt } => format!("recordings/{recording}/{attempt}/pages"),
        }
    }

    /// The same as the store's own path.
    pub(crate) fn path(self) -> Path {
        Path::from(self.key())
    }
}

/// The image of one page under a stored prefix.
pub(crate) fn page_key(prefix: &str, number: u32) -> String {
    format!("{prefix}/{number}.jpg")
}
