//! The file of an attachment: what is taken of it, and how it is handed out.

use super::row;
use crate::{
    Environment, Error, Result,
    accounts::Staff,
    media::{MediaProblem, SNIFF_BYTES, is_picture},
    recordings::Scratch,
};
use bytes::Bytes;
use contract::{AttachmentId, ItemId, attachments::ATTACHMENT_BYTES, limits};
use object_store::{ObjectStoreExt, path::Path as Key};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// So many pictures are made at a time; the others wait. Each takes a core, and members watch meanwhile.
static TURNS: Semaphore = Semaphore::const_new(2);
/// How the folders are called in which pictures are made. The id alone would be taken for a lease that nobody holds.
pub(super) const SCRATCH: &str = "photograph-";
/// What a picture is, once it is made anew.
const JPEG: &str = "image/jpeg";
/// What a file is of which nothing is known.
const UNKNOWN: &str = "application/octet-stream";

/// A file that somebody brings.
#[derive(Debug, Clone)]
pub struct NewAttachment {
    /// Its name where it came from.
    pub name: String,
    /// What its sender says that it is; believed of no picture.
    pub content_type: String,
    /// The file.
    pub bytes: Bytes,
}

/// The file of an attachment, to be handed out.
#[derive(Debug, Clone)]
pub struct Contents {
    /// Its name.
    pub name: String,
    /// Whether it is a picture, which is JPEG and may be shown where it is; anything else is only saved.
    pub picture: bool,
    /// The file.
    pub bytes: Bytes,
}

/// A file as it is kept.
pub(super) struct Kept {
    pub name: String,
    pub content_type: String,
    pub bytes: Bytes,
    pub small: Option<Bytes>,
}

impl NewAttachment {
    /// The same with a name and a kind that can be kept.
    pub(crate) fn accepted(self, field: &str) -> Result<Self> {
        if self.bytes.is_empty() {
            return Err(Error::field(field, "empty_file"));
        }
        if self.bytes.len() > ATTACHMENT_BYTES {
            return Err(Error::field(field, "file_too_large"));
        }
        let content_type = if is_type(&self.content_type) { self.content_type } else { UNKNOWN.to_owned() };
        Ok(Self { name: plain(&self.name), content_type: content_type.to_ascii_lowercase(), bytes: self.bytes })
    }
}

/// Whether a text is a type and a subtype as RFC 6838, 4.2 has them.
fn is_type(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && name.len() <= 127
            && name.chars().all(|sign| sign.is_ascii_alphanumeric() || "!#$&-^_.+".contains(sign))
    };
    text.split_once('/').is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
}

/// A file's name without folders and without what cannot be seen.
fn plain(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = name.chars().filter(|sign| !sign.is_control()).take(limits::SHORT_TEXT_CHARS).collect();
    let plain = plain.trim();
    if plain.is_empty() { "attachment".to_owned() } else { plain.to_owned() }
}

/// The name of a picture that is JPEG now.
fn as_jpeg(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{}.jpg", if stem.is_empty() { "attachment" } else { stem })
}

/// What is kept of a file: a picture is made anew, any other file stays as it is.
pub(super) async fn made(env: &Environment, id: Uuid, new: NewAttachment) -> Result<Kept> {
    if !is_picture(&new.bytes[..new.bytes.len().min(SNIFF_BYTES)]) {
        // Nothing but what is made here is ever shown as a picture.
        return Ok(Kept { name: new.name, content_type: new.content_type, bytes: new.bytes, small: None });
    }
    let [bytes, small] = made_anew(env, id, "attachment", &new.bytes).await?;
    Ok(Kept { name: as_jpeg(&new.name), content_type: JPEG.to_owned(), bytes, small: Some(small) })
}

/// A picture that somebody brings, made anew: large and small, as JPEG.
///
/// # Errors
/// [`Error::Invalid`] at `field` with `unreadable_picture`.
pub(crate) async fn made_anew(env: &Environment, id: Uuid, field: &str, brought: &Bytes) -> Result<[Bytes; 2]> {
    let _turn = TURNS.acquire().await.map_err(|error| Error::internal("turns", error))?;
    let scratch = Scratch::new(&env.settings.scratch, format!("{SCRATCH}{id}"))?;
    let source = scratch.path().join("brought");
    tokio::fs::write(&source, brought).await?;
    let made = env.transcoder.photograph(&source, scratch.path()).await;
    let [large, small] = made.map_err(|problem| refused(field, problem))?;
    Ok([tokio::fs::read(large).await?.into(), tokio::fs::read(small).await?.into()])
}

fn refused(field: &str, problem: MediaProblem) -> Error {
    match problem {
        MediaProblem::OutOfSpace => Error::Full("a picture could not be made anew".to_owned()),
        MediaProblem::EngineMissing(_) => Error::internal("a picture", problem),
        problem => {
            tracing::info!(%problem, "a picture could not be read");
            Error::field(field, "unreadable_picture")
        }
    }
}

/// The file of an attachment; of a picture also the small one.
///
/// # Errors
/// [`Error::NotFound`], also when it has no small picture.
pub async fn contents(env: &Environment, _: &Staff, item: ItemId, id: AttachmentId, small: bool) -> Result<Contents> {
    let row = row(env, item, id).await?;
    let picture = row.small_key.is_some();
    let key = if small { row.small_key.ok_or(Error::NotFound)? } else { row.object_key };
    let bytes = env.store.get(&Key::from(key)).await?.bytes().await?;
    Ok(Contents { name: row.name, picture, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_kinds_are_harmless() {
        for (name, kept) in [
            ("Boîtier 12.PDF", "Boîtier 12.PDF"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Photos\\dos.jpg", "dos.jpg"),
            ("a\r\nb", "ab"),
            (" ", "attachment"),
        ] {
            assert_eq!(plain(name), kept, "{name}");
        }
        assert_eq!(["IMG_1.HEIC.png", "photo", ".png"].map(as_jpeg), ["IMG_1.HEIC.jpg", "photo.jpg", "attachment.jpg"]);
        for kind in ["application/pdf", "image/svg+xml"] {
            assert!(is_type(kind), "{kind}");
        }
        for kind in ["", "pdf", "text/", "text/html; charset=utf-8", "a/b/c", "text/é", "a/b\r\nx: y"] {
            assert!(!is_type(kind), "{kind}");
        }
    }
}
