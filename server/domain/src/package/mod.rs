//! An item as a package for an archive: a bag (BagIt, RFC 8493) in a tar file, with what is written of the item
//! and the files that were recorded of it, each with its sum.
//!
//! ```text
//! estrade-<id>/bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt
//! estrade-<id>/data/item.json             as the API gives it
//! estrade-<id>/data/item.dc.xml           in Dublin Core
//! estrade-<id>/data/recordings.json       what the files are
//! estrade-<id>/data/recordings/<id>/...   each file as it was sent
//! estrade-<id>/data/attachments.json      what is joined to the item, and
//! estrade-<id>/data/attachments/<id>/...  each of these files, as it is kept
//! ```

mod tar;

use crate::{
    Environment, Error, Result,
    accounts::Staff,
    attachments,
    inventory::{self, one_record},
    recordings::{Original, originals},
    secret::hex,
};
use bytes::Bytes;
use contract::ItemId;
use futures::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};
use object_store::{ObjectStoreExt, path::Path as Key};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{fmt::Write as _, ops::Range};

/// How much of a recorded file is held at a time, in bytes.
const CHUNK: u64 = 8 * 1024 * 1024;
/// Longest name that a file keeps, in characters: what an old tar file has room for.
const NAME_CHARS: usize = 96;

/// Where the bytes of a file come from.
#[derive(Debug, Clone)]
enum Source {
    Written(Bytes),
    Stored(String),
}

/// One file of a package.
#[derive(Debug, Clone)]
struct Member {
    /// Below the package's folder.
    path: String,
    size: u64,
    sha256: String,
    source: Source,
}

impl Member {
    fn written(path: &str, text: impl Into<Bytes>) -> Self {
        let bytes: Bytes = text.into();
        let (size, sha256) = (bytes.len() as u64, hex(&Sha256::digest(&bytes)));
        Self { path: path.to_owned(), size, sha256, source: Source::Written(bytes) }
    }
}

/// A package whose contents are known and not yet read.
#[derive(Debug)]
pub struct Package {
    /// The folder that holds everything; the tar file has the same name.
    pub name: String,
    /// How large the tar file is, in bytes.
    pub size: u64,
    members: Vec<Member>,
    /// In seconds since 1970 UTC.
    made_at: u64,
}

/// What goes into the package of an item. A file whose sum was never noted is read once to make it.
///
/// # Errors
/// [`Error::NotFound`]; what the database or the store answers.
pub async fn package(env: &Environment, staff: &Staff, id: ItemId) -> Result<Package> {
    let item = inventory::get(env, staff, id).await?;
    let mut payload =
        vec![Member::written("data/item.json", pretty(&item)?), Member::written("data/item.dc.xml", one_record(&item))];
    let mut told = Vec::new();
    for original in originals(env, id).await? {
        let member = recorded(env, &original).await?;
        told.push(json!({
            "id": original.id,
            "path": member.path,
            "filename": original.filename,
            "size": member.size,
            "sha256": member.sha256,
            "duration_s": original.duration_ms.map(|ms| ms as f64 / 1000.0),
            // Of a guide: those that came with it are numbered from 1, those added later are named by their number.
            "pages": original.pages,
        }));
        payload.push(member);
    }
    payload.insert(2, Member::written("data/recordings.json", pretty(&told)?));
    joined(env, id, &mut payload).await?;

    let octets: u64 = payload.iter().map(|member| member.size).sum();
    let now = env.clock.now();
    let info = format!(
        "Bag-Software-Agent: Estrade {}\nExternal-Identifier: urn:uuid:{id}\nBagging-Date: {}\nPayload-Oxum: {octets}.{}\n",
        env!("CARGO_PKG_VERSION"),
        now.to_zoned(jiff::tz::TimeZone::UTC).date(),
        payload.len(),
    );
    let mut tags = vec![
        Member::written("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        Member::written("bag-info.txt", info),
        Member::written("manifest-sha256.txt", manifest(&payload)),
    ];
    tags.push(Member::written("tagmanifest-sha256.txt", manifest(&tags)));
    let members: Vec<Member> = tags.into_iter().chain(payload).collect();
    Ok(Package {
        name: format!("estrade-{id}"),
        size: members.iter().map(|member| tar::room(member.size)).sum::<u64>() + tar::END.len() as u64,
        members,
        made_at: u64::try_from(now.as_second()).unwrap_or_default(),
    })
}

impl Package {
    /// The tar file, piece by piece. It breaks off, with an error, where a file in the store is not what its sum
    /// says: no archive may take that for whole.
    pub fn pieces(self, env: &Environment) -> impl Stream<Item = Result<Bytes>> + use<> {
        let env = env.clone();
        let Self { name, members, made_at, .. } = self;
        stream::iter(members)
            .flat_map(move |member| {
                let head = tar::head(&format!("{name}/{}", member.path), member.size, made_at);
                let padding = tar::padding(member.size);
                let contents = contents(env.clone(), member);
                stream::iter([Ok(head)]).chain(contents).chain(stream::iter([Ok(padding)]))
            })
            .chain(stream::iter([Ok(Bytes::from_static(&tar::END))]))
    }
}

fn pretty(value: &impl serde::Serialize) -> Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(value)?;
    text.push(b'\n');
    Ok(text)
}

/// Sum and path of each file (RFC 8493, 2.1.3).
fn manifest(members: &[Member]) -> String {
    members.iter().fold(String::new(), |mut text, member| {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{}  {}", member.sha256, member.path);
        text
    })
}

/// The file of a recording as a member of a package.
async fn recorded(env: &Environment, original: &Original) -> Result<Member> {
    let path = format!("data/recordings/{}/{}", original.id, plain_name(&original.filename));
    let (size, sha256) = match &original.sum {
        Some((size, sha256)) => (*size, sha256.clone()),
        None => {
            let size = env.store.head(&Key::from(original.key.as_str())).await?.size;
            let mut sum = Sha256::new();
            let mut from = 0;
            while from < size {
                let piece = piece(env, &original.key, from..size).await?;
                from += piece.len() as u64;
                sum.update(&piece);
            }
            (size, hex(&sum.finalize()))
        }
    };
    Ok(Member { path, size, sha256, source: Source::Stored(original.key.clone()) })
}

/// What is joined to an item, and the list of it.
async fn joined(env: &Environment, id: ItemId, payload: &mut Vec<Member>) -> Result<()> {
    let mut told = Vec::new();
    for row in attachments::rows_of_item(env.db.reader(), id).await? {
        let path = format!("data/attachments/{}/{}", row.id, plain_name(&row.name));
        let size = u64::try_from(row.size).unwrap_or_default();
        told.push(json!({
            "id": row.id,
            "path": path,
            "filename": row.name,
            "content_type": row.content_type,
            "size": size,
            "sha256": row.sha256,
        }));
        payload.push(Member { path, size, sha256: row.sha256, source: Source::Stored(row.object_key) });
    }
    payload.push(Member::written("data/attachments.json", pretty(&told)?));
    Ok(())
}

/// A file's name in signs that every system takes. No path, and never empty.
fn plain_name(name: &str) -> String {
    let plain: String = contract::text::folded(name)
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || ".-_".contains(sign) { sign } else { '_' })
        .collect();
    let plain = plain.trim_start_matches('.');
    // The end tells what kind of file it is.
    let skipped = plain.chars().count().saturating_sub(NAME_CHARS);
    let plain: String = plain.chars().skip(skipped).collect();
    if plain.is_empty() { "recording".to_owned() } else { plain }
}

/// The next bytes of a stored file, at most eight megabytes of them.
async fn piece(env: &Environment, key: &str, rest: Range<u64>) -> Result<Bytes> {
    let end = rest.end.min(rest.start + CHUNK);
    let bytes = env.store.get_range(&Key::from(key), rest.start..end).await?;
    if bytes.is_empty() { Err(Error::Internal(format!("{key} ends early"))) } else { Ok(bytes) }
}

fn contents(env: Environment, member: Member) -> BoxStream<'static, Result<Bytes>> {
    let key = match member.source {
        Source::Written(bytes) => return stream::iter([Ok(bytes)]).boxed(),
        Source::Stored(key) => key,
    };
    let (size, expected) = (member.size, member.sha256);
    stream::try_unfold((0, Sha256::new()), move |(from, mut sum)| {
        let (env, key, expected) = (env.clone(), key.clone(), expected.clone());
        async move {
            if from >= size {
                return Ok(None);
            }
            let bytes = piece(&env, &key, from..size).await?;
            sum.update(&bytes);
            let from = from + bytes.len() as u64;
            if from >= size && hex(&sum.clone().finalize()) != expected {
                return Err(Error::Internal(format!("{key} is not what its sum says")));
            }
            Ok(Some((bytes, (from, sum))))
        }
    })
    .boxed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for (name, plain) in [
            ("Été à la chaise.MP4", "ete_a_la_chaise.mp4"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("...", "recording"),
            ("", "recording"),
        ] {
            assert_eq!(plain_name(name), plain, "{name}");
        }
        let long = plain_name(&format!("{}.mp4", "x".repeat(300)));
        assert_eq!((long.len(), long.ends_with(".mp4")), (NAME_CHARS, true));
    }
}
