//! The document of a guide, to take along.

use super::media::{self, MediaAnswer};
use crate::{
    Environment, Error, Result,
    accounts::SignedIn,
    catalogue::Published,
    guides,
    media::{SNIFF_BYTES, SourceKind, sniff},
    recordings,
};
use contract::{Locale, SessionId};
use tokio::sync::Semaphore;

/// How the name of a document ends, and its media type.
const TYPES: [(&str, &str); 14] = [
    ("pdf", "application/pdf"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("webp", "image/webp"),
    ("tiff", "image/tiff"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("rtf", "application/rtf"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
];

/// How the name of a document of this media type ends, without a dot, where it has one of its own.
#[must_use]
pub fn ending(content_type: &str) -> Option<&'static str> {
    TYPES.iter().find(|(_, known)| *known == content_type).map(|(ending, _)| *ending)
}

/// Whether an address is that of a document: `document.pdf`, or `document-4.pdf` of a guide's fourth edition.
#[must_use]
pub fn is_named(rest: &str) -> bool {
    edition(rest).is_some()
}

fn edition(rest: &str) -> Option<u32> {
    match rest.strip_prefix("document")?.strip_suffix(".pdf")? {
        "" => Some(0),
        edition => edition.strip_prefix('-')?.parse().ok(),
    }
}

/// The document as it came, for staff, and for members where staff allow it; of photographs members are given what
/// is shown of them, since a file says where it was taken. Where the pages were changed, those that are shown are
/// bound anew.
pub(super) async fn serve(env: &Environment, member: &SignedIn, session: SessionId, rest: &str) -> Result<MediaAnswer> {
    let index = env.catalogue.index(env).await?;
    let published =
        index.visible(true, session).filter(|published| published.entry.pages > 0).ok_or(Error::NotFound)?;
    let is_staff = member.staff().is_ok();
    if !published.may_download && !is_staff {
        return Err(Error::NotFound);
    }
    let immutable = edition(rest) == Some(published.edition());
    if published.leaves.is_some() {
        return bind(env, published, immutable).await;
    }
    let bytes = media::object(env, published.original_key.as_deref().ok_or(Error::NotFound)?).await?;
    let head = &bytes[..bytes.len().min(SNIFF_BYTES)];
    let kind = sniff(head);
    if kind == Ok(SourceKind::Picture) && !is_staff {
        return match published.entry.pages {
            1 => media::page_image(env, session, "1.jpg").await,
            _ => bind(env, published, immutable).await,
        };
    }
    let content_type = match kind {
        Ok(SourceKind::Picture) => picture(head),
        Ok(SourceKind::Office) => {
            let recording = published.entry.recording_id.ok_or(Error::NotFound)?;
            office(&recordings::filename(env, recording).await?)
        }
        _ => "application/pdf",
    };
    Ok(MediaAnswer { bytes, content_type, immutable, gzipped: None })
}

/// So many documents are bound at a time: each holds all its pictures meanwhile.
static BINDING: Semaphore = Semaphore::const_new(2);

/// The pages that are shown, as one document.
async fn bind(env: &Environment, published: &Published, immutable: bool) -> Result<MediaAnswer> {
    let _turn = BINDING.acquire().await.map_err(|error| Error::internal("binding a guide", error))?;
    let mut pictures = Vec::new();
    for page in 1..=published.entry.pages {
        pictures.push(media::picture_of_page(env, published, page).await?);
    }
    let title = published.entry.title.pick(Locale::Fr).to_owned();
    // Copying as much takes its time, in which nobody else's request is to stand still.
    let bound = tokio::task::spawn_blocking(move || guides::bound(&title, &pictures)).await;
    let bytes = bound.map_err(|error| Error::internal("binding a guide", error))?.into();
    Ok(MediaAnswer { bytes, content_type: "application/pdf", immutable, gzipped: None })
}

fn picture(head: &[u8]) -> &'static str {
    match head.first() {
        Some(0xFF) => "image/jpeg",
        Some(0x89) => "image/png",
        Some(b'R') => "image/webp",
        _ => "image/tiff",
    }
}

/// What a document of an office program calls itself: inside, they are all archives.
fn office(filename: &str) -> &'static str {
    let end = filename.rsplit_once('.').map_or("", |(_, end)| end);
    let known = TYPES.iter().skip(5).find(|(ending, _)| end.eq_ignore_ascii_case(ending));
    known.map_or("application/octet-stream", |(_, content_type)| *content_type)
}

#[cfg(test)]
mod tests {
    use super::{TYPES, edition, ending, office};

    #[test]
    fn a_document_is_known_by_its_address() {
        assert_eq!(["document.pdf", "document-12.pdf"].map(edition), [Some(0), Some(12)]);
        for odd in ["document", "document-.pdf", "document12.pdf", "document--1.pdf", "index.m3u8"] {
            assert_eq!(edition(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_document_keeps_its_kind() {
        assert_eq!(ending(office("Mon guide.DOCX")), Some("docx"));
        for odd in ["guide", "guide.exe", "guide.html", "guide.pdf", ""] {
            assert_eq!(office(odd), "application/octet-stream", "{odd}");
        }
        assert_eq!(ending("text/html"), None);
        assert!(TYPES.iter().all(|(end, content_type)| ending(content_type) == Some(end)));
    }
}
