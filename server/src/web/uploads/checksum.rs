//! `Upload-Checksum`: what a piece must add up to before any of it is kept.

use crate::web::problem::Refusal;
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, StatusCode};
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// The sum that was announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checksum {
    /// SHA-1: against accidents, not against attackers.
    Sha1(Vec<u8>),
    /// SHA-256.
    Sha256(Vec<u8>),
}

impl Checksum {
    /// Reads the header, if there is one.
    ///
    /// # Errors
    /// 400 when it is unreadable or of a kind that we do not compute.
    pub fn of(headers: &HeaderMap) -> Result<Option<Self>, Refusal> {
        let Some(header) = headers.get("upload-checksum") else { return Ok(None) };
        let wrong = || Refusal::field("upload-checksum", "unreadable").under(StatusCode::BAD_REQUEST);
        let (algorithm, sum) = header.to_str().ok().and_then(|text| text.split_once(' ')).ok_or_else(wrong)?;
        let sum = STANDARD.decode(sum.trim()).map_err(|_| wrong())?;
        match algorithm {
            "sha1" => Ok(Some(Self::Sha1(sum))),
            "sha256" => Ok(Some(Self::Sha256(sum))),
            _ => Err(wrong()),
        }
    }

    /// Whether these bytes add up.
    pub fn fits(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Sha1(sum) => Sha1::digest(bytes).as_slice() == sum.as_slice(),
            Self::Sha256(sum) => Sha256::digest(bytes).as_slice() == sum.as_slice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    fn read(text: &'static str) -> Result<Option<Checksum>, Refusal> {
        Checksum::of(&HeaderMap::from_iter([(
            HeaderName::from_static("upload-checksum"),
            HeaderValue::from_static(text),
        )]))
    }

    #[test]
    fn a_sum_is_read_and_compared() {
        let sha1 = read("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=").unwrap().unwrap();
        assert!(sha1.fits(b"hello world"));
        assert!(!sha1.fits(b"hello world!"));
        let sha256 = read("sha256 uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=").unwrap().unwrap();
        assert!(sha256.fits(b"hello world"));
        for bad in ["md5 XrY7u+Ae7tCTyyK7j1rNww==", "sha1", "sha1 ???"] {
            assert_eq!(read(bad).unwrap_err().problem().status, 400, "{bad}");
        }
        assert_eq!(Checksum::of(&HeaderMap::new()).unwrap(), None);
    }
}
