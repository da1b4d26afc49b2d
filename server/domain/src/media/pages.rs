//! Documents: each page as a picture, and the words of the whole.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use contract::recordings::GUIDE_PAGES_MOST;

use super::cage::{Beat, Limits};
use super::engine::{PageImage, Said};
use super::reading::{self, Reader};
use super::{Cage, MediaProblem, transcode};

/// The most pages that are digitised; what follows is left out.
pub(super) const PAGE_CAP: u32 = GUIDE_PAGES_MOST as u32;
/// Width of a page in pixels: legible when a phone is turned or a page enlarged.
const PAGE_WIDTH: u32 = 1400;
/// Width of a document's small picture, in pixels; the same as a video's small poster.
pub(super) const COVER_WIDTH: u32 = 480;
/// Pages drawn by one program run: progress moves, and a bad page costs little.
const BATCH: u32 = 8;
/// How much longer it takes to read a page than to draw it.
const READING: f32 = 4.0;
/// The most text that is kept, in bytes; it serves search.
const TEXT_CAP: u64 = 4 << 20;

const LIMITS: Limits =
    Limits { memory_bytes: 2 << 30, file_bytes: 64 << 20, wall: Duration::from_secs(180), stall: None };

/// What is shown of a document.
pub(super) struct Drawn {
    /// Its pages in order.
    pub pages: Vec<PageImage>,
    /// How many more there are than are drawn.
    pub left_out: u32,
    /// How many are pictures that could not be read.
    pub unread: u32,
    /// Its words, pages parted by form feeds.
    pub text: Option<String>,
}

/// The pages of a document and their words: those of its text, and what can be read in the pages that have none.
pub(super) async fn pages(
    cage: &Cage,
    source: &Path,
    workdir: &Path,
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<Drawn, MediaProblem> {
    let whole = count(cage, source, workdir).await?;
    let total = whole.min(PAGE_CAP);
    let mut said = text_layer(cage, source, workdir, total).await?;
    let all = total as f32 + READING * silent(&said).len() as f32 + 1.0;
    let mut pages = Vec::new();
    for first in (1..=total).step_by(BATCH as usize) {
        let last = total.min(first + BATCH - 1);
        let prefix = workdir.join(format!("page-{first}"));
        let mut args = range(first, last);
        args.extend(transcode::words(&["-jpeg", "-jpegopt", "quality=82", "-scale-to-x"]));
        args.extend([PAGE_WIDTH.to_string().into(), "-scale-to-y".into(), "-1".into()]);
        args.extend([source.into(), prefix.clone().into()]);
        cage.run("pdftoppm", args, LIMITS, Some(source), workdir, &mut |_| Beat::Silent).await?;
        for number in first..=last {
            if let Some(page) = find_page(&prefix, number).await {
                pages.push(page);
            }
        }
        progress(last as f32 / all);
    }
    if pages.is_empty() {
        return Err(MediaProblem::NoPictureOrSound);
    }
    let mut reader = Reader::new(cage, workdir);
    let drawn = |done: f32| progress((total as f32 + READING * done) / all);
    read_silent(&mut reader, source, workdir, &mut said, &drawn).await;
    progress(1.0);
    Ok(Drawn { pages, left_out: whole - total, unread: reader.unread, text: joined(&said) })
}

/// The words of a document alone: those of its text, and what can be read in the pages that have none.
pub(super) async fn words(
    cage: &Cage,
    source: &Path,
    workdir: &Path,
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<Said, MediaProblem> {
    let total = count(cage, source, workdir).await?.min(PAGE_CAP);
    let mut pages = text_layer(cage, source, workdir, total).await?;
    let mut reader = Reader::new(cage, workdir);
    let all = silent(&pages).len() as f32 + 1.0;
    read_silent(&mut reader, source, workdir, &mut pages, &|done| progress(done / all)).await;
    progress(1.0);
    Ok(Said { pages, unread: reader.unread })
}

/// The pages that say nothing by themselves, from 1.
fn silent(said: &[String]) -> Vec<u32> {
    (1..).zip(said).filter(|(_, said)| said.trim().is_empty()).map(|(page, _)| page).collect()
}

/// Reads what is written on the pages that say nothing by themselves; `progress` hears how many are done.
async fn read_silent(
    reader: &mut Reader<'_>,
    source: &Path,
    workdir: &Path,
    said: &mut [String],
    progress: &(dyn Fn(f32) + Send + Sync),
) {
    for (done, number) in (1_u16..).zip(silent(said)) {
        let read = read_page(reader, source, workdir, number).await;
        if let Some(page) = said.get_mut(number as usize - 1) {
            *page = read;
        }
        progress(f32::from(done));
    }
}

/// The words of pages as one text; nothing where there are none.
pub(super) fn joined(said: &[String]) -> Option<String> {
    Some(said.join("\u{c}")).filter(|text| !text.trim().is_empty())
}

/// What a document says by itself, page by page.
async fn text_layer(cage: &Cage, source: &Path, workdir: &Path, total: u32) -> Result<Vec<String>, MediaProblem> {
    let written = workdir.join("text.txt");
    let mut args = range(1, total);
    args.extend(transcode::words(&["-enc", "UTF-8"]));
    args.extend([source.into(), written.clone().into()]);
    cage.run("pdftotext", args, LIMITS, Some(source), workdir, &mut |_| Beat::Silent).await?;
    let text = read_text(&written).await?;
    let mut said: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    said.resize(total as usize, String::new());
    Ok(said)
}

/// What is written on a page that is nothing but a picture.
async fn read_page(reader: &mut Reader<'_>, source: &Path, workdir: &Path, number: u32) -> String {
    if !reader.is_there() {
        reader.pass_over();
        return String::new();
    }
    let prefix = workdir.join("to-read");
    let mut args = range(number, number);
    args.extend(transcode::words(&["-singlefile", "-gray", "-scale-to-x"]));
    args.extend([reading::WIDTH.to_string().into(), "-scale-to-y".into(), "-1".into()]);
    args.extend([source.into(), prefix.clone().into()]);
    match reader.cage.run("pdftoppm", args, LIMITS, Some(source), workdir, &mut |_| Beat::Silent).await {
        Ok(_) => reader.read(&prefix.with_extension("pgm")).await,
        Err(problem) => {
            tracing::warn!(%problem, "a page could not be drawn to be read");
            reader.pass_over();
            String::new()
        }
    }
}

/// The first page again, small, for lists.
pub(super) async fn cover(cage: &Cage, source: &Path, workdir: &Path) -> Result<PathBuf, MediaProblem> {
    let prefix = workdir.join("cover-small");
    let mut args = range(1, 1);
    args.extend(transcode::words(&["-singlefile", "-jpeg", "-jpegopt", "quality=82", "-scale-to-x"]));
    args.extend([COVER_WIDTH.to_string().into(), "-scale-to-y".into(), "-1".into()]);
    args.extend([source.into(), prefix.clone().into()]);
    cage.run("pdftoppm", args, LIMITS, Some(source), workdir, &mut |_| Beat::Silent).await?;
    Ok(prefix.with_extension("jpg"))
}

async fn count(cage: &Cage, source: &Path, workdir: &Path) -> Result<u32, MediaProblem> {
    let mut pages = None;
    let args = vec![OsString::from(source)];
    cage.run("pdfinfo", args, LIMITS, Some(source), workdir, &mut |line| {
        if let Some(number) = line.strip_prefix("Pages:") {
            pages = number.trim().parse().ok();
        }
        Beat::Silent
    })
    .await
    .map_err(|problem| match problem {
        // poppler's many complaints about damaged structure all mean the same to a person.
        MediaProblem::Engine(log) if log.contains("Syntax Error") => MediaProblem::Truncated,
        other => other,
    })?;
    pages.filter(|pages| *pages > 0).ok_or(MediaProblem::NoPictureOrSound)
}

fn range(first: u32, last: u32) -> Vec<OsString> {
    let numbers = [first.to_string(), last.to_string()];
    transcode::words(&["-q", "-f", &numbers[0], "-l", &numbers[1]])
}

/// pdftoppm pads the number to the width of the document's last page number.
async fn find_page(prefix: &Path, number: u32) -> Option<PageImage> {
    for width in 1..=6_usize {
        let mut path = OsString::from(prefix);
        path.push(format!("-{number:0width$}.jpg"));
        let path = PathBuf::from(path);
        if let Ok(bytes) = tokio::fs::read(&path).await {
            let (width, height) = jpeg_size(&bytes)?;
            return Some(PageImage { number, path, width, height });
        }
    }
    None
}

/// What a program has written, up to [`TEXT_CAP`].
pub(super) async fn read_text(path: &Path) -> Result<String, MediaProblem> {
    use tokio::io::AsyncReadExt;
    let failed = |error: std::io::Error| MediaProblem::io("reading a document's text", &error);
    let file = tokio::fs::File::open(path).await.map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(TEXT_CAP).read_to_end(&mut bytes).await.map_err(failed)?;
    // Form feeds part the pages; NUL is not accepted by every database.
    Ok(String::from_utf8_lossy(&bytes).replace('\0', ""))
}

/// Width and height from a JPEG's frame header (ITU-T T.81 §B.2.2).
pub(crate) fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let [0xFF, marker, high, low] = *bytes.get(at..)?.first_chunk::<4>()? else {
            return None;
        };
        if matches!(marker, 0xC0..=0xC2) {
            let size = bytes.get(at + 5..)?.first_chunk::<4>()?;
            let height = u32::from(u16::from_be_bytes([size[0], size[1]]));
            let width = u32::from(u16::from_be_bytes([size[2], size[3]]));
            return Some((width, height));
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
}

#[cfg(test)]
mod tests {
    use super::jpeg_size;

    #[test]
    fn a_pictures_size_is_in_its_frame_header() {
        let jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 17, 8, 0x07, 0x1C, 0x05, 0x78, 3];
        assert_eq!(jpeg_size(&jpeg), Some((1400, 1820)));
        for end in 0..jpeg.len() - 1 {
            assert_eq!(jpeg_size(&jpeg[..end]), None);
        }
    }
}
