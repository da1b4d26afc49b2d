//! Which picture sizes are made of a source.

use super::{FrameRate, Probe};

/// The usual sizes: the short side of a 16:9 picture, and the most bits per second it may use.
/// Rates follow what lectures and classes need (little motion, legible slides), about half of
/// what Apple's authoring table gives to film.
const USUAL: [(u32, u32); 5] = [(1080, 4_500_000), (720, 2_400_000), (480, 1_100_000), (360, 600_000), (240, 300_000)];
/// The most pictures per second.
const MAX_RATE: u32 = 60;
/// The least that the encoder is asked to squeeze a picture into.
const MIN_BITRATE: u32 = 80_000;

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// What every browser plays.
    H264,
    /// The same picture in about half the bytes, for those that play it.
    Av1,
}

/// One picture size to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// Name of the rendition: `v` and the nominal size, or `av1-` and that.
    pub name: String,
    /// How it is written.
    pub codec: Codec,
    /// Width in pixels, even.
    pub width: u32,
    /// Height in pixels, even.
    pub height: u32,
    /// The nominal size: the height of the 16:9 box (standing up, for a portrait) it fits in.
    pub size: u32,
    /// Pictures per second; never above the source.
    pub frame_rate: FrameRate,
    /// The most bits per second.
    pub bitrate: u32,
}

impl Rung {
    /// The same size in AV1, for three fifths of the bits at most.
    #[must_use]
    pub fn in_av1(&self) -> Self {
        let bitrate = (self.bitrate / 5 * 3).max(MIN_BITRATE);
        Self { name: format!("av1-{}", self.size), codec: Codec::Av1, bitrate, ..self.clone() }
    }
}

/// The sizes to make of a source, largest first; empty when it has no picture.
///
/// Never above the source in size, pictures per second or, when it is known, bits per second.
/// A size that is less than 1.25 times below the one above it is left out: it would cost a rendition
/// and nobody would see the difference. From 240 lines up there are at least two, so that a weak
/// connection always has somewhere to go.
#[must_use]
pub fn ladder(probe: &Probe) -> Vec<Rung> {
    let Some(video) = &probe.video else {
        return Vec::new();
    };
    let (long, short) = (video.width.max(video.height), video.width.min(video.height));
    // A wide picture is limited by its length: 2560x1080 counts as 1440 lines with bars.
    let source = short.max(long * 9 / 16);
    let mut sizes = vec![even(source.min(USUAL[0].0))];
    for (size, _) in USUAL {
        if sizes.last().is_some_and(|above| *above * 4 >= size * 5) {
            sizes.push(size);
        }
    }
    if let [only] = sizes[..]
        && only >= 240
    {
        sizes.push(even(only * 2 / 3));
    }
    let mut rungs: Vec<Rung> = Vec::with_capacity(sizes.len());
    for size in sizes {
        // Where the source's own rate flattens the ladder, each step still takes a real step down.
        let above = rungs.last().map(|rung: &Rung| rung.bitrate / 4 * 3);
        let ceiling = above.or_else(|| source_rate(probe)).unwrap_or(u32::MAX);
        rungs.push(Rung {
            name: format!("v{size}"),
            codec: Codec::H264,
            width: scaled(video.width, size, source),
            height: scaled(video.height, size, source),
            size,
            frame_rate: capped(video.frame_rate),
            bitrate: usual_rate(size).min(ceiling).max(MIN_BITRATE),
        });
    }
    rungs
}

/// The usual rate for a size, between two usual sizes by area.
pub(super) fn usual_rate(size: u32) -> u32 {
    let area = |size: u32| u64::from(size) * u64::from(size);
    for pair in USUAL.windows(2) {
        let ((upper, high), (lower, low)) = (pair[0], pair[1]);
        if (lower..=upper).contains(&size) {
            let part = u64::from(high - low) * (area(size) - area(lower)) / (area(upper) - area(lower));
            return low + u32::try_from(part).unwrap_or(0);
        }
    }
    let (least, rate) = USUAL[USUAL.len() - 1];
    u32::try_from(u64::from(rate) * area(size.min(least)) / area(least)).unwrap_or(rate)
}

/// What the source spends, in the bits of H.264: newer codecs say the same with half of them.
fn source_rate(probe: &Probe) -> Option<u32> {
    let video = probe.video.as_ref()?;
    let factor = if matches!(video.codec.as_str(), "hevc" | "vp9" | "av1") { 2 } else { 1 };
    video.bit_rate.map(|rate| u32::try_from(rate.saturating_mul(factor)).unwrap_or(u32::MAX))
}

fn capped(rate: FrameRate) -> FrameRate {
    if u64::from(rate.num) > u64::from(rate.den) * u64::from(MAX_RATE) {
        return FrameRate { num: MAX_RATE, den: 1 };
    }
    rate
}

/// To the nearest even number, which keeps the shape best, and never above the source.
fn scaled(side: u32, size: u32, source: u32) -> u32 {
    let pairs = (u64::from(side) * u64::from(size) + u64::from(source)) / (2 * u64::from(source.max(1)));
    u32::try_from(pairs * 2).unwrap_or(side).clamp(2, even(side))
}

/// Chroma is stored at half size, so sides are even; rounded down, never above the source.
fn even(side: u32) -> u32 {
    (side & !1).max(2)
}

#[cfg(test)]
mod tests {
    use super::{Rung, ladder};
    use crate::media::{FrameRate, Probe, SourceKind, VideoTrack};

    fn rungs(width: u32, height: u32, rate: (u32, u32), bit_rate: Option<u64>) -> Vec<Rung> {
        let frame_rate = FrameRate { num: rate.0, den: rate.1 };
        let video = VideoTrack {
            index: 0,
            codec: "h264".into(),
            width,
            height,
            frame_rate,
            bit_rate,
            interlaced: false,
            hdr: false,
            even: true,
            plays_as_is: false,
        };
        ladder(&Probe { kind: SourceKind::Mov, duration_ms: 1000, video: Some(video), audio: None })
    }

    #[test]
    fn sizes_of_common_sources() {
        type Case = ((u32, u32), &'static [(u32, u32)]);
        let cases: [Case; 10] = [
            ((3840, 2160), &[(1920, 1080), (1280, 720), (854, 480), (640, 360), (426, 240)]),
            ((1920, 1080), &[(1920, 1080), (1280, 720), (854, 480), (640, 360), (426, 240)]),
            ((1080, 1920), &[(1080, 1920), (720, 1280), (480, 854), (360, 640), (240, 426)]),
            ((1280, 720), &[(1280, 720), (854, 480), (640, 360), (426, 240)]),
            ((640, 480), &[(640, 480), (480, 360), (320, 240)]),
            ((768, 432), &[(768, 432), (426, 240)]),
            ((2560, 1080), &[(1920, 810), (1280, 540), (854, 360), (640, 270), (426, 180)]),
            ((533, 300), &[(532, 300), (426, 240)]),
            ((427, 241), &[(426, 240), (284, 160)]),
            ((160, 120), &[(160, 120)]),
        ];
        for ((width, height), expected) in cases {
            let made: Vec<_> = rungs(width, height, (25, 1), None).iter().map(|r| (r.width, r.height)).collect();
            assert_eq!(made, expected, "{width}x{height}");
        }
    }

    #[test]
    fn nothing_is_ever_above_the_source() {
        for width in (16..4000).step_by(37) {
            for height in (16..2300).step_by(41) {
                let rate = 100_000 + u64::from(width * height);
                let made = rungs(width, height, (height, 20), Some(rate));
                assert!(!made.is_empty());
                assert!(width.min(height) < 240 || made.len() >= 2, "{width}x{height}: {made:?}");
                for rung in &made {
                    assert!(rung.width <= width && rung.height <= height, "{width}x{height} {rung:?}");
                    assert!(rung.width % 2 == 0 && rung.height % 2 == 0);
                    assert!(u64::from(rung.bitrate) <= rate.max(80_000));
                    assert!(rung.frame_rate.per_second() <= (height as f32 / 20.0).min(60.0));
                }
                for pair in made.windows(2) {
                    assert!(pair[0].size * 4 >= pair[1].size * 5, "{width}x{height}: {made:?}");
                    assert!(pair[0].bitrate >= pair[1].bitrate);
                }
            }
        }
    }

    #[test]
    fn a_thrifty_source_keeps_its_rate() {
        let made = rungs(1920, 1080, (25, 1), Some(400_000));
        assert_eq!(made[0].bitrate, 400_000);
        assert_eq!(made[1].bitrate, 300_000);
    }
}
