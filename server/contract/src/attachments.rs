//! What is joined to an item beside its recordings: photographs of its carrier, and files that came with it.

use crate::{AttachmentId, Timestamp, work::Colleague};
use serde::{Deserialize, Serialize};

/// The largest file that is taken, in bytes.
pub const ATTACHMENT_BYTES: usize = 20_000_000;
/// Most attachments of one item.
pub const ATTACHMENTS_MOST: usize = 50;

/// One attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// Its name.
    pub id: AttachmentId,
    /// The file's name, for people to recognise it.
    pub name: String,
    /// What kind of file it is: as its sender said, but for pictures, which are JPEG whatever they were.
    pub content_type: String,
    /// Whether it is a picture. One is made anew before it is kept, so that it says nothing of the place, the
    /// device and the hour.
    pub picture: bool,
    /// How large the file is that is kept, in bytes.
    pub size: u64,
    /// The SHA-256 of the file that is kept, in hexadecimal.
    pub sha256: String,
    /// When it was joined.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// Who joined it; nobody where the account is gone.
    pub by: Option<Colleague>,
}
