//! What a `POST /uploads/` says of the file that is to come.

use super::{DEFER_LENGTH, LENGTH, number};
use crate::web::problem::Refusal;
use base64::{Engine, engine::general_purpose::STANDARD};
use contract::{
    ItemId,
    recordings::{BeginRecording, Companion},
};
use http::{HeaderMap, StatusCode};
use std::collections::HashMap;
use uuid::Uuid;

/// A file, or a part of one, as it was announced.
#[derive(Debug)]
pub(super) struct Announced {
    /// Its size in bytes; absent while it is still being made, or where the strands say.
    pub size: Option<u64>,
    /// Whether it is a strand, or put together from some.
    pub concat: Concat,
    told: HashMap<String, String>,
}

/// `Upload-Concat` (tus 1.0.0, concatenation).
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Concat {
    /// A file by itself.
    None,
    /// A strand.
    Partial,
    /// Put together from these strands.
    Final(Vec<Uuid>),
}

impl Announced {
    /// Reads the headers.
    ///
    /// # Errors
    /// 400 for what is no such announcement.
    pub(super) fn read(headers: &HeaderMap) -> Result<Self, Refusal> {
        let concat = concat(headers)?;
        let deferred = headers.get(DEFER_LENGTH).is_some_and(|value| value.as_bytes() == b"1");
        let size = match (&concat, deferred) {
            (Concat::Final(_), _) | (Concat::None, true) => None,
            _ => Some(number(headers, &LENGTH)?),
        };
        Ok(Self { size, concat, told: metadata(headers)? })
    }

    /// The same as the domain is asked for it.
    ///
    /// # Errors
    /// 422 when it names no item.
    pub(super) fn command(&self) -> Result<BeginRecording, Refusal> {
        let item_id = self.told.get("item_id").ok_or_else(|| Refusal::field("item_id", "required"))?;
        let item_id: ItemId = item_id.parse().map_err(|_| Refusal::field("item_id", "unknown_item"))?;
        let filename = self.told.get("filename").or_else(|| self.told.get("name")).cloned().unwrap_or_default();
        Ok(BeginRecording { item_id, filename, size: self.size, companion: self.companion()? })
    }

    fn companion(&self) -> Result<Option<Companion>, Refusal> {
        let Some(of) = self.told.get("companion_of") else { return Ok(None) };
        let of = of.parse().map_err(|_| Refusal::field("companion_of", "not_of_this_item"))?;
        let role = self.told.get("role").and_then(|role| role.parse().ok());
        let role = role.ok_or_else(|| Refusal::field("role", "unknown_value"))?;
        Ok(Some(Companion { of, role, language: self.told.get("language").cloned() }))
    }
}

fn concat(headers: &HeaderMap) -> Result<Concat, Refusal> {
    let wrong = || Refusal::field("upload-concat", "unreadable").under(StatusCode::BAD_REQUEST);
    let Some(value) = headers.get("upload-concat") else { return Ok(Concat::None) };
    let value = value.to_str().map_err(|_| wrong())?;
    if value == "partial" {
        return Ok(Concat::Partial);
    }
    let list = value.strip_prefix("final;").ok_or_else(wrong)?;
    // Whole addresses or paths: what counts is the last part.
    let strands = list.split_whitespace().map(|address| address.rsplit('/').next()?.parse().ok());
    strands.collect::<Option<Vec<Uuid>>>().map(Concat::Final).ok_or_else(wrong)
}

/// `Upload-Metadata`: names, each with a text in base64.
fn metadata(headers: &HeaderMap) -> Result<HashMap<String, String>, Refusal> {
    let wrong = || Refusal::field("upload-metadata", "unreadable").under(StatusCode::BAD_REQUEST);
    let Some(header) = headers.get("upload-metadata") else { return Ok(HashMap::new()) };
    let pairs = header.to_str().map_err(|_| wrong())?.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once(' ').unwrap_or((pair, ""));
            let bytes = STANDARD.decode(value.trim()).map_err(|_| wrong())?;
            Ok((name.to_owned(), String::from_utf8(bytes).map_err(|_| wrong())?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    #[test]
    fn metadata_is_pairs_of_a_name_and_base64() {
        let read = |text: &'static str| {
            metadata(&HeaderMap::from_iter([(
                HeaderName::from_static("upload-metadata"),
                HeaderValue::from_static(text),
            )]))
        };
        let told = read("filename Y291cnMgZGUgeW9nYS5tcDQ=, item_id MQ==,private").unwrap();
        assert_eq!(told["filename"], "cours de yoga.mp4");
        assert_eq!((told["item_id"].as_str(), told["private"].as_str()), ("1", ""));
        assert!(read("filename !!!").is_err());
        assert!(read("filename /w==").is_err());
    }

    #[test]
    fn strands_are_named_by_their_addresses() {
        let of = |text: &'static str| {
            concat(&HeaderMap::from_iter([(HeaderName::from_static("upload-concat"), HeaderValue::from_static(text))]))
        };
        let id = "0193a5e4-7b1c-7000-8000-000000000001";
        assert_eq!(of("partial").unwrap(), Concat::Partial);
        let both = of(
            "final;/uploads/0193a5e4-7b1c-7000-8000-000000000001 https://example.org/uploads/0193a5e4-7b1c-7000-8000-000000000001",
        );
        assert_eq!(both.unwrap(), Concat::Final(vec![id.parse().unwrap(); 2]));
        for wrong in ["finally", "final;/uploads/x", ""] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }
}
