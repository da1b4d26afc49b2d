//! Showing only some parts of a recording, without encoding more than the edges.
//!
//! Between two of its cuts, a rendition can be taken up as it is. What a part has before the first of
//! them and after the last is encoded from the source, with the settings of its rendition, so that
//! both fit into one file. Pictures that came as they were have settings of their own: those are
//! encoded anew, all that is kept of them. So is the sound, which costs a hundredth of it.

use std::ops::Range;
use std::path::Path;

use super::engine::{RenditionFile, RenditionKind, picture, rendition};
use super::joined::{Stretch, join, made};
use super::ladder::ladder;
use super::transcode::{Cuts, SOUND, Span, Work, cut, transcode};
use super::{Cage, FrameRate, MediaProblem, Probe, Rung, SegmentTable, loudness};

/// How much before an edge is decoded with it, in seconds.
const LEAD_SECONDS: u64 = 2;

/// Where pictures come from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum From {
    /// They are encoded: this many from there on; all to the end, where nothing is said.
    Source { first: u64, count: Option<u64> },
    /// These segments hold them, of which the first begins with this picture.
    Segments { numbers: Range<usize>, first: u64 },
}

/// Pictures that follow each other in the source, and the place that they get.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stint {
    from: From,
    at: u64,
}

/// Makes the renditions of what is kept.
pub(super) async fn recut(
    cage: &Cage,
    probe: &Probe,
    wholes: &[RenditionFile],
    kept: &[(u64, u64)],
    source: &Path,
    workdir: &Path,
) -> Result<Vec<RenditionFile>, MediaProblem> {
    let all = ladder(probe);
    let pictures: Vec<(&RenditionFile, &Rung)> = wholes
        .iter()
        .filter(|whole| whole.kind == RenditionKind::Video)
        .filter_map(|whole| Some((whole, all.iter().find(|rung| rung.name == whole.name)?)))
        .collect();
    let rate = all.first().map(|rung| rung.frame_rate);
    if pictures.is_empty() && wholes.iter().any(|whole| whole.kind == RenditionKind::Video) {
        return Err(MediaProblem::Engine("no rendition is one of today's ladder".to_owned()));
    }
    let mut renditions = Vec::new();
    if let (Some((first, _)), Some(rate)) = (pictures.first(), rate) {
        let work = Pictures { cage, probe, source, workdir, rate };
        let spans = spans(&first.table, kept, rate);
        if spans.is_empty() {
            return Err(MediaProblem::Engine("no picture is kept".to_owned()));
        }
        work.make(&pictures, &spans).await?;
        for (_, rung) in &pictures {
            renditions.push(picture(workdir, rung).await?);
        }
    }
    if probe.audio.is_some() {
        let loudness = loudness::measure(cage, probe, source, workdir).await.ok().flatten();
        let parts = heard(kept, rate);
        let sound = Work { rungs: &[], cuts: Cuts::Regular, sound: true, loudness, span: None, kept: &parts };
        transcode(cage, probe, sound, source, workdir, &|_| {}).await?;
        renditions.push(rendition(workdir, SOUND.0, RenditionKind::Audio).await?);
    }
    if renditions.is_empty() { Err(MediaProblem::NoPictureOrSound) } else { Ok(renditions) }
}

/// What all renditions of a source have in common.
struct Pictures<'p> {
    cage: &'p Cage,
    probe: &'p Probe,
    source: &'p Path,
    workdir: &'p Path,
    rate: FrameRate,
}

impl Pictures<'_> {
    async fn make(
        &self,
        pictures: &[(&RenditionFile, &Rung)],
        spans: &[(u64, Option<u64>)],
    ) -> Result<(), MediaProblem> {
        let Some((model, _)) = pictures.first() else { return Ok(()) };
        let stints = plan(&model.table, spans, self.rate);
        let rungs: Vec<Rung> = pictures.iter().map(|(_, rung)| (*rung).clone()).collect();
        for (number, stint) in stints.iter().enumerate() {
            if let From::Source { first, count } = stint.from {
                self.encode(&rungs, first, count, Cuts::Regular, &format!("edge-{number}")).await?;
            }
        }
        let mut anew = Vec::new();
        let mut sibling = None;
        for (whole, rung) in pictures {
            let joined = match self.stretches(&stints, whole, rung).await? {
                Some(stretches) => join(&stretches, self.rate, &cut(self.workdir, &rung.name)).await?,
                None => None,
            };
            match joined {
                Some(()) => sibling = Some(*rung),
                None => anew.push((*rung).clone()),
            }
        }
        if anew.is_empty() { Ok(()) } else { self.all_anew(&anew, spans, sibling).await }
    }

    /// Encodes pictures into a folder of their own.
    async fn encode(
        &self,
        rungs: &[Rung],
        first: u64,
        count: Option<u64>,
        cuts: Cuts<'_>,
        folder: &str,
    ) -> Result<(), MediaProblem> {
        let folder = self.workdir.join(folder);
        made(tokio::fs::create_dir_all(&folder).await)?;
        let lead = (LEAD_SECONDS * u64::from(self.rate.num)).div_ceil(u64::from(self.rate.den.max(1))).max(2);
        let span = Some(Span { first, count, lead });
        let work = Work { rungs, cuts, sound: false, loudness: None, span, kept: &[] };
        transcode(self.cage, self.probe, work, self.source, &folder, &|_| {}).await
    }

    /// What a rendition is put together from; nothing where it is not cut like the others.
    async fn stretches(
        &self,
        stints: &[Stint],
        whole: &RenditionFile,
        rung: &Rung,
    ) -> Result<Option<Vec<Stretch>>, MediaProblem> {
        let mut stretches = Vec::with_capacity(stints.len());
        for (number, stint) in stints.iter().enumerate() {
            stretches.push(match &stint.from {
                From::Source { count, .. } => {
                    let folder = self.workdir.join(format!("edge-{number}"));
                    Stretch::of(cut(&folder, &rung.name), stint.at, *count).await?
                }
                From::Segments { numbers, first } => {
                    let Some(segments) = whole.table.segments.get(numbers.clone()) else { return Ok(None) };
                    if begins(&whole.table, numbers.start, self.rate) != *first {
                        return Ok(None);
                    }
                    let table = SegmentTable { segments: segments.to_vec(), ..whole.table.clone() };
                    Stretch { media: whole.path.clone(), table, first: *first, at: stint.at, count: None }
                }
            });
        }
        Ok(Some(stretches))
    }

    /// Encodes all that is kept, cut like a sibling that is already there.
    async fn all_anew(
        &self,
        rungs: &[Rung],
        spans: &[(u64, Option<u64>)],
        sibling: Option<&Rung>,
    ) -> Result<(), MediaProblem> {
        let table = match sibling {
            Some(rung) => {
                let list = Stretch::of(cut(self.workdir, &rung.name), 0, None).await?;
                Some(list.table)
            }
            None => None,
        };
        let mut at = 0;
        let mut places = Vec::with_capacity(spans.len());
        for (number, (first, count)) in spans.iter().enumerate() {
            let own = table.as_ref().map(|table| within(table, at, count.map(|count| at + count), self.rate));
            let cuts = own.as_ref().map_or(Cuts::Regular, Cuts::As);
            self.encode(rungs, *first, *count, cuts, &format!("anew-{number}")).await?;
            places.push((at, *count));
            at += count.unwrap_or_default();
        }
        for rung in rungs {
            let mut stretches = Vec::with_capacity(places.len());
            for (number, (at, count)) in places.iter().enumerate() {
                let folder = self.workdir.join(format!("anew-{number}"));
                stretches.push(Stretch::of(cut(&folder, &rung.name), *at, *count).await?);
            }
            if join(&stretches, self.rate, &cut(self.workdir, &rung.name)).await?.is_none() {
                return Err(MediaProblem::Engine(format!("the parts of {} do not fit together", rung.name)));
            }
        }
        Ok(())
    }
}

/// The number of the picture at a moment.
fn number(us: u64, rate: FrameRate) -> u64 {
    let half = u128::from(rate.den) * 500_000;
    let number = (u128::from(us) * u128::from(rate.num) + half) / (u128::from(rate.den) * 1_000_000);
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// The number of the picture with which a segment begins.
fn begins(table: &SegmentTable, segment: usize, rate: FrameRate) -> u64 {
    number(table.segments.iter().take(segment).map(|segment| segment.duration_us).sum(), rate)
}

/// What is kept, in pictures: from where, and how many; to the end, where nothing is said.
fn spans(table: &SegmentTable, kept: &[(u64, u64)], rate: FrameRate) -> Vec<(u64, Option<u64>)> {
    let total = number(table.duration_us(), rate);
    let span = |(from, to): &(u64, u64)| {
        let (first, end) = (number(from * 1000, rate), number(to * 1000, rate).min(total));
        // A picture more or less at the very end is nobody's loss, and may not be there.
        (first < end).then(|| (first, (end + 1 < total).then(|| end - first)))
    };
    // Where the sound is longer, there are no pictures of the last part.
    kept.iter().filter_map(span).collect()
}

/// Parts what is kept into what can be taken up and what has to be encoded.
fn plan(table: &SegmentTable, spans: &[(u64, Option<u64>)], rate: FrameRate) -> Vec<Stint> {
    let cuts: Vec<u64> = (0..=table.segments.len()).map(|segment| begins(table, segment, rate)).collect();
    let last = cuts.len() - 1;
    let mut stints = Vec::new();
    let mut at = 0;
    for (first, count) in spans.iter().copied() {
        let end = count.map_or(cuts[last], |count| first + count);
        let from = cuts.partition_point(|cut| *cut < first);
        let until = cuts.partition_point(|cut| *cut <= end).saturating_sub(1);
        if from >= until {
            stints.push(Stint { from: From::Source { first, count }, at });
        } else {
            if cuts[from] > first {
                let count = Some(cuts[from] - first);
                stints.push(Stint { from: From::Source { first, count }, at });
            }
            let segments = From::Segments { numbers: from..until, first: cuts[from] };
            stints.push(Stint { from: segments, at: at + cuts[from] - first });
            if cuts[until] < end {
                let count = Some(end - cuts[until]);
                stints.push(Stint { from: From::Source { first: cuts[until], count }, at: at + cuts[until] - first });
            }
        }
        at += end.saturating_sub(first);
    }
    stints
}

/// The segments of a table from one picture to another.
fn within(table: &SegmentTable, from: u64, until: Option<u64>, rate: FrameRate) -> SegmentTable {
    let inside = |number: usize| {
        let first = begins(table, number, rate);
        first >= from && until.is_none_or(|until| first < until)
    };
    let segments = (0..table.segments.len()).filter(|number| inside(*number)).map(|number| table.segments[number]);
    SegmentTable { segments: segments.collect(), ..SegmentTable::default() }
}

/// The parts of the sound, in seconds, from picture to picture where there are any.
fn heard(kept: &[(u64, u64)], rate: Option<FrameRate>) -> Vec<(f64, f64)> {
    let at = |ms: u64| match rate {
        Some(rate) => number(ms * 1000, rate) as f64 * f64::from(rate.den) / f64::from(rate.num.max(1)),
        None => ms as f64 / 1000.0,
    };
    kept.iter().map(|(from, to)| (at(*from), at(*to))).collect()
}

#[cfg(test)]
mod tests {
    use super::{FrameRate, From, Stint, plan, spans};
    use crate::media::{Segment, SegmentTable};

    const RATE: FrameRate = FrameRate { num: 25, den: 1 };

    fn table() -> SegmentTable {
        let segment = |number| Segment { offset: number, len: 1, duration_us: 4_000_000 };
        SegmentTable { init: (0, 1), segments: (0..15).map(segment).collect(), keys: Vec::new() }
    }

    #[test]
    fn only_the_edges_are_encoded() {
        let kept = spans(&table(), &[(2_000, 18_000), (40_000, 60_000)], RATE);
        assert_eq!(kept, [(50, Some(400)), (1000, None)]);
        let encoded = |first, count, at| Stint { from: From::Source { first, count: Some(count) }, at };
        let taken = |numbers, first, at| Stint { from: From::Segments { numbers, first }, at };
        assert_eq!(
            plan(&table(), &kept, RATE),
            [encoded(50, 50, 0), taken(1..4, 100, 50), encoded(400, 50, 350), taken(10..15, 1000, 400)]
        );
    }

    #[test]
    fn a_part_between_two_cuts_is_encoded_whole() {
        let kept = spans(&table(), &[(1_000, 3_000)], RATE);
        let all = Stint { from: From::Source { first: 25, count: Some(50) }, at: 0 };
        assert_eq!(plan(&table(), &kept, RATE), [all]);
    }
}
