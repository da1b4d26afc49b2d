//! Pictures of pages: a page each, made anew so that nothing is kept of them but what is to be seen.

use std::collections::HashSet;
use std::io::SeekFrom;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use super::cage::{Beat, Limits};
use super::engine::{PageImage, head};
use super::pages::{COVER_WIDTH, Drawn, PAGE_CAP, joined, jpeg_size};
use super::photograph::{self, MAX_PIXELS};
use super::reading::Reader;
use super::{Cage, MediaProblem, SNIFF_BYTES, transcode};

/// The longer side of a page in pixels: as legible as a page of a document.
const SHOWN: u32 = 2200;
/// The same as it is read; never more than it came with.
const READ: u32 = 3500;
/// More pages than anybody scans into one file; what claims to have more is not looked at further.
const MOST_PAGES: usize = 5_000;

const LIMITS: Limits =
    Limits { memory_bytes: 4 << 30, file_bytes: 64 << 20, wall: Duration::from_secs(60), stall: None };

/// Whether a file is a picture that can be made a page of, by its first bytes.
pub(super) fn is_leaf(head: &[u8]) -> bool {
    photograph::is_picture(head) || order(head).is_some()
}

/// Whether numbers in a TIFF have their lowest byte first; nothing where it is none.
fn order(head: &[u8]) -> Option<bool> {
    match head.first_chunk::<4>()? {
        b"II\x2A\0" => Some(true),
        b"MM\0\x2A" => Some(false),
        _ => None,
    }
}

/// The pages of a picture, what is written there, and the first one again, small.
pub(super) async fn leaves(
    cage: &Cage,
    source: &Path,
    workdir: &Path,
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<(Drawn, PathBuf), MediaProblem> {
    let head = head(source, SNIFF_BYTES as u64).await?;
    let mut reader = Reader::new(cage, workdir);
    let mut drawing = Drawing { cage, workdir, pages: Vec::new(), said: Vec::new() };
    let mut left_out = 0;
    if let Some(little) = order(&head) {
        let mut offsets = directories(source, little).await?;
        left_out = offsets.len().saturating_sub(PAGE_CAP as usize);
        offsets.truncate(PAGE_CAP as usize);
        // Readers show the page that the file's beginning names: a copy names one after the other.
        let copy = workdir.join("leaf.tiff");
        let failed = |error: std::io::Error| MediaProblem::io("copying a picture", &error);
        tokio::fs::copy(source, &copy).await.map_err(failed)?;
        for (done, offset) in (1_u16..).zip(&offsets) {
            name(&copy, *offset, little).await.map_err(failed)?;
            drawing.draw(&mut reader, ("tiff_pipe", "tiff"), &copy).await?;
            progress(f32::from(done) / offsets.len() as f32);
        }
    } else {
        let kind = photograph::kind(&head).ok_or(MediaProblem::NotMedia)?;
        drawing.draw(&mut reader, kind, source).await?;
    }
    progress(1.0);
    if drawing.pages.is_empty() {
        return Err(MediaProblem::NoPictureOrSound);
    }
    let left_out = u32::try_from(left_out).unwrap_or(u32::MAX);
    let drawn = Drawn { pages: drawing.pages, left_out, unread: reader.unread, text: joined(&drawing.said) };
    Ok((drawn, small_of(workdir, 1)))
}

/// The pages that are there so far.
struct Drawing<'a> {
    cage: &'a Cage,
    workdir: &'a Path,
    pages: Vec<PageImage>,
    said: Vec<String>,
}

fn small_of(workdir: &Path, number: u32) -> PathBuf {
    workdir.join(format!("leaf-{number}-small.jpg"))
}

impl Drawing<'_> {
    /// Draws one more page, and reads it.
    async fn draw(
        &mut self,
        reader: &mut Reader<'_>,
        (demuxer, decoder): (&str, &str),
        source: &Path,
    ) -> Result<(), MediaProblem> {
        let number = u32::try_from(self.pages.len()).unwrap_or(u32::MAX).saturating_add(1);
        let path = self.workdir.join(format!("leaf-{number}.jpg"));
        let (to_read, small) = (self.workdir.join("to-read.pgm"), small_of(self.workdir, number));
        let mut args = transcode::words(&["-v", "error", "-nostdin", "-y"]);
        args.extend(transcode::input_of(demuxer, source, decoder, MAX_PIXELS));
        args.extend(["-filter_complex".into(), graph().into()]);
        for (label, codec, path) in
            [("[shown]", "mjpeg", &path), ("[read]", "pgm", &to_read), ("[small]", "mjpeg", &small)]
        {
            args.extend(transcode::words(&["-map", label, "-frames:v", "1", "-c:v", codec, "-q:v", "3"]));
            args.extend(transcode::words(&["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"]));
            args.extend(transcode::words(&["-f", "image2", "-update", "1"]));
            args.push(path.into());
        }
        self.cage.run("ffmpeg", args, LIMITS, Some(source), self.workdir, &mut |_| Beat::Silent).await?;
        // A reader that found nothing to show says so nowhere else.
        let bytes = tokio::fs::read(&path).await.map_err(|_| MediaProblem::NotMedia)?;
        let (width, height) = jpeg_size(&bytes).ok_or(MediaProblem::NotMedia)?;
        self.pages.push(PageImage { number, path, width, height });
        self.said.push(reader.read(&to_read).await);
        Ok(())
    }
}

/// One picture as it is shown, as it is read and small, on white: what lies behind letters that let through
/// would be black otherwise.
fn graph() -> String {
    let within = |side: u32| {
        format!("scale=w='min(iw,{side})':h='min(ih,{side})':force_original_aspect_ratio=decrease:flags=lanczos")
    };
    format!(
        "[0:v]{read},format=rgba,split[under][over];[under]lutrgb=r=255:g=255:b=255:a=255[white];\
         [white][over]overlay=format=auto,sidedata=mode=delete,setsar=1,split=3[a][b][c];\
         [a]{shown},format=yuvj420p[shown];[b]format=gray[read];[c]{small},format=yuvj420p[small]",
        read = within(READ),
        shown = within(SHOWN),
        small = within(COVER_WIDTH),
    )
}

/// Makes the beginning of a TIFF name the page at `offset`.
async fn name(copy: &Path, offset: u32, little: bool) -> std::io::Result<()> {
    let mut file = File::options().write(true).open(copy).await?;
    file.seek(SeekFrom::Start(4)).await?;
    file.write_all(&if little { offset.to_le_bytes() } else { offset.to_be_bytes() }).await?;
    file.flush().await
}

/// Where the pages of a TIFF begin (TIFF 6.0, section 2): a chain of directories, of which some may be small
/// pictures of others.
async fn directories(source: &Path, little: bool) -> Result<Vec<u32>, MediaProblem> {
    // What cannot be followed to its end is not whole.
    let cut = |_: std::io::Error| MediaProblem::Truncated;
    let short = |bytes: [u8; 2]| if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) };
    let long = |bytes: [u8; 4]| if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
    let mut file = File::open(source).await.map_err(cut)?;
    let (mut pages, mut small, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    let mut at = 4_u64;
    while seen.len() < MOST_PAGES {
        let mut four = [0; 4];
        file.seek(SeekFrom::Start(at)).await.map_err(cut)?;
        file.read_exact(&mut four).await.map_err(cut)?;
        let offset = long(four);
        if offset == 0 || !seen.insert(offset) {
            break;
        }
        let mut two = [0; 2];
        file.seek(SeekFrom::Start(offset.into())).await.map_err(cut)?;
        file.read_exact(&mut two).await.map_err(cut)?;
        let entries = usize::from(short(two));
        let mut table = vec![0; entries * 12];
        file.read_exact(&mut table).await.map_err(cut)?;
        let is_small = table.as_chunks::<12>().0.iter().any(|entry| {
            // NewSubfileType: its lowest bit says that this is a smaller version of another.
            short([entry[0], entry[1]]) == 254 && long([entry[8], entry[9], entry[10], entry[11]]) & 1 == 1
        });
        let list = if is_small { &mut small } else { &mut pages };
        list.push(offset);
        at = u64::from(offset) + 2 + table.len() as u64;
    }
    Ok(if pages.is_empty() { small } else { pages })
}

#[cfg(test)]
mod tests {
    use super::{directories, is_leaf};

    #[test]
    fn pages_are_known_by_their_first_bytes() {
        for head in [&b"II\x2A\0\x08\0\0\0"[..], b"MM\0\x2A\0\0\0\x08", b"\xFF\xD8\xFF\xE1", b"\x89PNG\r\n\x1a\n"] {
            assert!(is_leaf(head), "{head:?}");
        }
        for head in [&b"II\x2B\0\x08\0"[..], b"II", b"MM\x2A\0", b"%PDF-1.7", b""] {
            assert!(!is_leaf(head), "{head:?}");
        }
    }

    /// A TIFF of directories with one entry each: whether it is a small version, and the place of the next.
    fn tiff(directories: &[(bool, u32)]) -> tempfile::NamedTempFile {
        let mut bytes = b"MM\0\x2A\0\0\0\x08".to_vec();
        for (is_small, next) in directories {
            bytes.extend(b"\0\x01\0\xFE\0\x04\0\0\0\x01");
            bytes.extend(u32::from(*is_small).to_be_bytes());
            bytes.extend(next.to_be_bytes());
        }
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    #[tokio::test]
    async fn the_pages_of_a_tiff_are_followed_and_its_small_pictures_passed_over() {
        let three = tiff(&[(false, 26), (true, 44), (false, 0)]);
        assert_eq!(directories(three.path(), false).await.unwrap(), [8, 44]);
        let only = tiff(&[(true, 0)]);
        assert_eq!(directories(only.path(), false).await.unwrap(), [8]);
        let circle = tiff(&[(false, 26), (false, 8)]);
        assert_eq!(directories(circle.path(), false).await.unwrap(), [8, 26]);
        let nowhere = tiff(&[(false, 5_000)]);
        assert!(directories(nowhere.path(), false).await.is_err());
    }
}
