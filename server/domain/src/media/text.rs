//! A playlist, ready to be sent: written once and compressed once, for everybody who asks.

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// A playlist as it is and as browsers take it.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub plain: Bytes,
    pub gzipped: Bytes,
}

impl Text {
    pub(crate) fn new(text: String) -> Self {
        let mut shrink = GzEncoder::new(Vec::with_capacity(text.len() / 4), Compression::fast());
        // Writing into a vector cannot fail.
        let gzipped = shrink.write_all(text.as_bytes()).and_then(|()| shrink.finish()).unwrap_or_default();
        Self { plain: text.into(), gzipped: gzipped.into() }
    }
}
