//! The pictures of a recording once more, in AV1: the same in about half the bytes, for twice the work.
//!
//! They are cut where the other renditions are, so that a player changes from one to another. Our encoder
//! cannot be told when a key picture is wanted, only after how many pictures; so a recording is made in
//! stretches that are cut evenly, a few segments long, and those are joined. What a stretch costs is also
//! what is lost when somebody needs the machine.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::engine::{RenditionFile, picture};
use super::joined::{Stretch, join, made};
use super::transcode::{Cuts, Span, Work, cut, transcode};
use super::{Cage, FrameRate, Kept, MediaProblem, Probe, Rung, SegmentTable, SourceKind, ladder, pieces};

/// How many segments a stretch has at the most: about twenty seconds.
const SEGMENTS: usize = 5;
/// How much before a stretch is decoded with it, in seconds.
const LEAD_SECONDS: u64 = 2;
/// How far a cut may be from where the others are cut, in microseconds: lists are rounded.
const OFF_MAX_US: u64 = 2_000;
/// How much longer or shorter the whole may be, in microseconds.
const LENGTH_OFF_MAX_US: u64 = 100_000;
/// Raised whenever the encoder's settings change, so that stretches of two kinds are never joined.
const SETTINGS: u32 = 1;

/// Pictures that are cut evenly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Evenly {
    span: Span,
    /// A cut every so many pictures.
    every: u64,
}

/// Makes each size of `wholes` that is one of today's ladder, largest first.
pub(super) async fn encode(
    cage: &Cage,
    probe: &Probe,
    wholes: &[RenditionFile],
    source: &Path,
    workdir: &Path,
    kept: &dyn Kept,
) -> Result<Vec<RenditionFile>, MediaProblem> {
    // Of other kinds, one cannot say where a jump lands.
    if !matches!(probe.kind, SourceKind::Mov | SourceKind::Matroska) {
        return Err(MediaProblem::UnsupportedCodec);
    }
    let sizes = ladder(probe);
    let there = |rung: &Rung| wholes.iter().find(|whole| whole.name == rung.name);
    let rungs: Vec<Rung> = sizes.iter().filter(|rung| there(rung).is_some()).map(Rung::in_av1).collect();
    let Some((top, model)) = sizes.iter().find_map(|rung| Some((rung, there(rung)?))) else {
        return Err(MediaProblem::NoPictureOrSound);
    };
    let stretches = plan(&model.table, top.frame_rate);
    let mut folders = Vec::with_capacity(stretches.len());
    for (number, stretch) in stretches.iter().enumerate() {
        let folder = workdir.join(format!("stretch-{number}"));
        made(tokio::fs::create_dir_all(&folder).await)?;
        let sum = Sha256::digest(format!("{SETTINGS} {rungs:?} {stretch:?}"));
        let name = format!("av1-{number:04}-{}", crate::secret::hex(&sum[..8]));
        if !pieces::fetch(kept, &name, &rungs, &folder).await {
            if !kept.goes_on().await {
                return Err(MediaProblem::Cancelled);
            }
            let work = Work {
                rungs: &rungs,
                cuts: Cuts::Every(stretch.every),
                sound: false,
                loudness: None,
                span: Some(stretch.span),
                kept: &[],
            };
            transcode(cage, &shortened(probe, stretch.span, top.frame_rate), work, source, &folder, &|_| {}).await?;
            pieces::keep(kept, &name, &rungs, &folder).await;
        }
        folders.push(folder);
    }
    let mut renditions = Vec::with_capacity(rungs.len());
    for rung in &rungs {
        let mut parts = Vec::with_capacity(folders.len());
        for (stretch, folder) in stretches.iter().zip(&folders) {
            parts.push(Stretch::of(cut(folder, &rung.name), stretch.span.first, stretch.span.count).await?);
        }
        let apart = || MediaProblem::Engine(format!("{}: its stretches do not fit together", rung.name));
        join(&parts, rung.frame_rate, &cut(workdir, &rung.name)).await?.ok_or_else(apart)?;
        let rendition = picture(workdir, rung).await?;
        if !is_cut_like(&rendition.table, &model.table) {
            return Err(MediaProblem::Engine(format!("{}: it is not cut where the others are", rung.name)));
        }
        renditions.push(rendition);
    }
    Ok(renditions)
}

/// A source that is only as long as what is made of it, by which the time that it may take is measured.
fn shortened(probe: &Probe, span: Span, rate: FrameRate) -> Probe {
    let pictures = |count: u64| count.saturating_mul(1000 * u64::from(rate.den)) / u64::from(rate.num.max(1));
    let whole = probe.duration_ms;
    let duration_ms = span.count.map_or_else(|| whole.saturating_sub(pictures(span.first)).max(1), pictures);
    Probe { duration_ms: duration_ms.min(whole), ..probe.clone() }
}

/// Stretches that are cut evenly, and together where this rendition is.
fn plan(table: &SegmentTable, rate: FrameRate) -> Vec<Evenly> {
    let mut begins = Vec::with_capacity(table.segments.len() + 1);
    let mut at_us = 0_u64;
    for segment in &table.segments {
        begins.push(pictures(at_us, rate));
        at_us += segment.duration_us;
    }
    begins.push(pictures(at_us, rate));
    let lead = (LEAD_SECONDS * u64::from(rate.num)).div_ceil(u64::from(rate.den.max(1))).max(2);
    let mut stretches: Vec<Evenly> = Vec::new();
    let mut taken = 0;
    for (number, pair) in begins.windows(2).enumerate() {
        let (first, length) = (pair[0], pair[1].saturating_sub(pair[0]).max(1));
        // What comes last may be shorter: no cut falls into it.
        let is_last = number + 2 == begins.len();
        match stretches.last_mut() {
            Some(stretch) if taken < SEGMENTS && (stretch.every == length || (is_last && length < stretch.every)) => {
                taken += 1;
                stretch.span.count = stretch.span.count.map(|count| count + length);
            }
            _ => {
                taken = 1;
                stretches.push(Evenly { span: Span { first, count: Some(length), lead }, every: length });
            }
        }
    }
    // To the very end, however the length was rounded; and without another cut in it.
    if let Some(last) = stretches.last_mut() {
        if last.span.count == Some(last.every) {
            last.every *= 2;
        }
        last.span.count = None;
    }
    stretches
}

/// How many pictures there are before a moment.
fn pictures(us: u64, rate: FrameRate) -> u64 {
    let (num, den) = (u128::from(rate.num), u128::from(rate.den.max(1)));
    u64::try_from((u128::from(us) * num + den * 500_000) / (den * 1_000_000)).unwrap_or(u64::MAX)
}

/// Whether a player can change from one to the other between any two segments.
fn is_cut_like(table: &SegmentTable, model: &SegmentTable) -> bool {
    let begins = |table: &SegmentTable| {
        let segments = table.segments.iter().scan(0, |at_us, segment| {
            let begins = *at_us;
            *at_us += segment.duration_us;
            Some(begins)
        });
        segments.collect::<Vec<u64>>()
    };
    let (own, others) = (begins(table), begins(model));
    own.len() == others.len()
        && own.iter().zip(&others).all(|(own, other)| own.abs_diff(*other) <= OFF_MAX_US)
        && table.duration_us().abs_diff(model.duration_us()) <= LENGTH_OFF_MAX_US
}

#[cfg(test)]
mod tests {
    use super::{FrameRate, SegmentTable, is_cut_like, plan};
    use crate::media::Segment;

    fn table(durations_us: &[u64]) -> SegmentTable {
        let segments = durations_us.iter().map(|us| Segment { offset: 0, len: 1, duration_us: *us }).collect();
        SegmentTable { init: (0, 1), segments, keys: Vec::new() }
    }

    #[test]
    fn stretches_are_even_and_follow_each_other() {
        let ntsc = FrameRate { num: 30_000, den: 1001 };
        // The ninth is one picture shorter, as it is where the rate is no whole number.
        let mut durations = vec![4_004_000; 8];
        durations.extend([3_970_633, 4_004_000, 4_004_000, 1_001_000]);
        let stretches = plan(&table(&durations), ntsc);
        let told: Vec<_> = stretches.iter().map(|s| (s.span.first, s.span.count, s.every)).collect();
        assert_eq!(told, [(0, Some(600), 120), (600, Some(360), 120), (960, Some(119), 119), (1079, None, 120),]);
    }

    #[test]
    fn an_only_segment_is_not_cut() {
        let only = plan(&table(&[3_000_000]), FrameRate { num: 25, den: 1 });
        assert_eq!((only[0].span.count, only[0].every, only.len()), (None, 150, 1));
    }

    #[test]
    fn a_cut_that_is_missing_is_seen() {
        let model = table(&[4_000_000, 4_000_000, 1_000_000]);
        assert!(is_cut_like(&table(&[4_000_500, 3_999_500, 1_030_000]), &model));
        assert!(!is_cut_like(&table(&[8_000_000, 1_000_000]), &model));
        assert!(!is_cut_like(&table(&[4_000_000, 3_900_000, 1_100_000]), &model));
        assert!(!is_cut_like(&table(&[4_000_000, 4_000_000, 2_000_000]), &model));
    }
}
