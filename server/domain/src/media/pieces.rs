//! Encoding the pictures of a long source two minutes at a time. A crash costs the piece that was
//! under way; those before it are kept.
//!
//! Pieces are cut between two pictures of the rate that is made, each begins with a key picture, and
//! all are made with the same settings. So their segments follow each other in one file, moved to
//! where they belong. Whatever does not fit together after all is made once more in one run.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::joined::{self, Stretch, made};
use super::kept::Kept;
use super::transcode::{Cut, Cuts, Span, Work, cut, transcode};
use super::{Cage, FrameRate, MediaProblem, Probe, Rung, Segment, SegmentTable, SourceKind};

/// How long a piece plays, in seconds; also about what a crash costs.
const PIECE_SECONDS: u64 = 120;
/// Shorter than this, in milliseconds, all of it costs as little.
const WORTH_IT_MS: u64 = 180_000;
/// How much before a piece is decoded with it, in seconds.
const LEAD_SECONDS: u64 = 2;
/// Raised whenever the encoder's settings change, so that pieces of two kinds are never joined.
const SETTINGS: u32 = 1;

/// One piece, and where it is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    span: Span,
    /// Where it is cut into segments, where another rendition says.
    cuts: Option<SegmentTable>,
}

/// Makes the pictures of `rungs` in `workdir`. False where it has to be done in one run: the source is
/// short, or of a kind in which one cannot jump exactly.
pub(super) async fn encode(
    cage: &Cage,
    probe: &Probe,
    work: Work<'_>,
    source: &Path,
    workdir: &Path,
    kept: &dyn Kept,
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<bool, MediaProblem> {
    let jumps = matches!(probe.kind, SourceKind::Mov | SourceKind::Matroska);
    let Some(top) = work.rungs.first().filter(|_| jumps && probe.duration_ms > WORTH_IT_MS) else { return Ok(false) };
    let pieces = plan(probe.duration_ms, top.frame_rate, work.cuts);
    let count = pieces.len();
    let mut folders = Vec::with_capacity(count);
    for (number, piece) in pieces.iter().enumerate() {
        let folder = workdir.join(format!("piece-{number}"));
        made(tokio::fs::create_dir_all(&folder).await)?;
        let name = fingerprint(work.rungs, piece, number);
        if !fetch(kept, &name, work.rungs, &folder).await {
            let share = move |part: f32| progress((number as f32 + part) / count as f32);
            let cuts = piece.cuts.as_ref().map_or(Cuts::Regular, Cuts::As);
            let part = Work { cuts, sound: false, span: Some(piece.span), ..work };
            let length_ms =
                piece.span.count.map_or(probe.duration_ms, |pictures| milliseconds(pictures, top.frame_rate));
            let of_piece = Probe { duration_ms: length_ms.min(probe.duration_ms), ..probe.clone() };
            transcode(cage, &of_piece, part, source, &folder, &share).await?;
            keep(kept, &name, work.rungs, &folder).await;
        }
        progress((number + 1) as f32 / count as f32);
        folders.push(folder);
    }
    for rung in work.rungs {
        if join(&pieces, &folders, rung, workdir).await?.is_none() {
            tracing::warn!(rendition = rung.name, "pieces do not fit together: all of it is made in one run");
            return Ok(false);
        }
    }
    for folder in folders {
        made(tokio::fs::remove_dir_all(folder).await)?;
    }
    Ok(true)
}

/// Cuts a source into pieces: at a whole number of pictures, and where another rendition is cut.
fn plan(duration_ms: u64, rate: FrameRate, cuts: Cuts<'_>) -> Vec<Piece> {
    let pictures = |us: u64| {
        (u128::from(us) * u128::from(rate.num) + u128::from(rate.den) * 500_000) / (u128::from(rate.den) * 1_000_000)
    };
    let lead = (LEAD_SECONDS * u64::from(rate.num)).div_ceil(u64::from(rate.den.max(1))).max(2);
    let mut firsts = vec![0_u64];
    let mut tables: Vec<Vec<Segment>> = vec![Vec::new()];
    match cuts {
        // Whatever is cut evenly is no part of this: see `av1.rs`.
        Cuts::Regular | Cuts::Every(_) => {
            let step = (PIECE_SECONDS * u64::from(rate.num)).div_ceil(u64::from(rate.den.max(1)));
            // What is left over is not worth a piece of its own.
            while milliseconds(firsts[firsts.len() - 1] + step, rate) + PIECE_SECONDS * 250 < duration_ms {
                firsts.push(firsts[firsts.len() - 1] + step);
            }
        }
        Cuts::As(table) => {
            let (mut at_us, mut begun_us) = (0, 0);
            for segment in &table.segments {
                if at_us - begun_us >= PIECE_SECONDS * 1_000_000 {
                    begun_us = at_us;
                    firsts.push(u64::try_from(pictures(at_us)).unwrap_or(u64::MAX));
                    tables.push(Vec::new());
                }
                if let Some(last) = tables.last_mut() {
                    last.push(*segment);
                }
                at_us += segment.duration_us;
            }
        }
    }
    let as_told = matches!(cuts, Cuts::As(_));
    let mut tables = tables.into_iter();
    let ends = firsts.iter().skip(1).copied().map(Some).chain([None]);
    let pieces = firsts.iter().zip(ends).map(|(first, end)| Piece {
        span: Span { first: *first, count: end.map(|end| end - first), lead },
        cuts: tables.next().filter(|_| as_told).map(|segments| SegmentTable { segments, ..SegmentTable::default() }),
    });
    pieces.collect()
}

fn milliseconds(pictures: u64, rate: FrameRate) -> u64 {
    pictures.saturating_mul(1000 * u64::from(rate.den)) / u64::from(rate.num.max(1))
}

/// A name that two pieces share only when they would come out the same.
fn fingerprint(rungs: &[Rung], piece: &Piece, number: usize) -> String {
    let sum = Sha256::digest(format!("{SETTINGS} {rungs:?} {piece:?}"));
    format!("{number:04}-{}", crate::secret::hex(&sum[..8]))
}

/// The two files of each size.
fn files(rungs: &[Rung], folder: &Path) -> Vec<(String, PathBuf)> {
    let both = rungs.iter().flat_map(|rung| {
        let Cut { media, list } = cut(folder, &rung.name);
        // The list last: where it is, the media is.
        [(format!("{}.mp4", rung.name), media), (format!("{}.m3u8", rung.name), list)]
    });
    both.collect()
}

/// Brings the files of a piece that was kept; false where they are not all there.
pub(super) async fn fetch(kept: &dyn Kept, piece: &str, rungs: &[Rung], folder: &Path) -> bool {
    for (name, path) in files(rungs, folder).into_iter().rev() {
        if !kept.fetch(&format!("{piece}-{name}"), &path).await {
            return false;
        }
    }
    true
}

/// Keeps the files of a piece.
pub(super) async fn keep(kept: &dyn Kept, piece: &str, rungs: &[Rung], folder: &Path) {
    for (name, path) in files(rungs, folder) {
        kept.keep(&format!("{piece}-{name}"), &path).await;
    }
}

/// Joins the pieces of one size to the file and the list that one run would have written; nothing
/// where they do not fit together.
async fn join(pieces: &[Piece], folders: &[PathBuf], rung: &Rung, workdir: &Path) -> Result<Option<()>, MediaProblem> {
    let mut stretches = Vec::with_capacity(pieces.len());
    for (piece, folder) in pieces.iter().zip(folders) {
        let Span { first, count, .. } = piece.span;
        stretches.push(Stretch::of(cut(folder, &rung.name), first, count).await?);
    }
    joined::join(&stretches, rung.frame_rate, &cut(workdir, &rung.name)).await
}

#[cfg(test)]
mod tests {
    use super::{Cuts, FrameRate, Segment, SegmentTable, plan};

    const NTSC: FrameRate = FrameRate { num: 30_000, den: 1001 };

    #[test]
    fn pieces_begin_at_whole_pictures_and_follow_each_other() {
        let pieces = plan(600_000, NTSC, Cuts::Regular);
        let firsts: Vec<u64> = pieces.iter().map(|piece| piece.span.first).collect();
        assert_eq!(firsts, [0, 3597, 7194, 10791, 14388]);
        assert_eq!(pieces[1].span.count, Some(3597));
        assert_eq!(pieces[4].span.count, None);
        assert_eq!(plan(250_000, NTSC, Cuts::Regular).len(), 2, "what is left over goes with the last");
    }

    #[test]
    fn pieces_are_cut_where_the_other_is() {
        let segments = (0..100).map(|number| Segment { offset: number, len: 1, duration_us: 2_500_000 }).collect();
        let table = SegmentTable { init: (0, 1), segments, keys: Vec::new() };
        let pieces = plan(250_000, FrameRate { num: 24, den: 1 }, Cuts::As(&table));
        assert_eq!(pieces.iter().map(|piece| piece.span.first).collect::<Vec<_>>(), [0, 2880, 5760]);
        let cuts = |piece: usize| pieces[piece].cuts.as_ref().map_or(0, |table| table.segments.len());
        assert_eq!([cuts(0), cuts(1), cuts(2)], [48, 48, 4]);
    }
}
