//! What a recording's media is, and how a file somebody brings becomes it.
//!
//! A **source** is the file as it came: untrusted, of any shape. It is recognised by its first
//! bytes ([`sniff`]), described by a caged program ([`probe`]), and made into **renditions**: one
//! fragmented MP4 file per picture size, without sound, and one per sound track. A rendition is
//! one object in storage for ever; players ask for numbered segments, and its **segment table**
//! says which bytes of the object answer. The playlists are written from the tables on demand, by
//! pure functions ([`playlist`]): nothing about addresses is baked into what is stored.
//!
//! Every program that reads a source runs in a [`Cage`]: it can read that one file, write one
//! directory, reach no network, and it is killed when it outlives its limits.

mod av1;
mod beside;
mod boxes;
pub mod cage;
pub mod cell;
mod cutting;
mod document;
pub mod engine;
mod joined;
mod kept;
pub mod ladder;
mod leaves;
mod loudness;
mod office;
pub mod packager;
mod pages;
mod photograph;
mod pieces;
pub mod playlist;
mod poster;
pub mod probe;
mod problem;
mod reading;
mod remux;
mod report;
mod seccomp;
mod sniff;
mod storyboard;
mod text;
mod transcode;

pub use beside::bits_of;
pub use cage::{Cage, CageReport, Ends, Limits, Piped};
pub use cell::CageSpec;
pub use engine::{Begun, Digitised, Ffmpeg, PageImage, RenditionFile, RenditionKind, Said, Transcoder};
pub use kept::{KeepNothing, Kept};
pub use ladder::{Codec, Rung, ladder};
pub use packager::{Segment, SegmentTable};
pub(crate) use pages::jpeg_size;
pub use photograph::is_picture;
pub use playlist::{
    CaptionInfo, RenditionInfo, captions_playlist, direct_playlist, keys_playlist, media_playlist, multivariant,
};
pub use probe::{AudioTrack, FrameRate, Probe, VideoTrack};
pub use problem::MediaProblem;
pub use sniff::{SNIFF_BYTES, SourceKind, sniff};
pub use storyboard::Storyboard;
pub(crate) use text::Text;
