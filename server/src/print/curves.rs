//! Curves on paper, three in a row.

use super::{
    face::Face,
    paper::{ACCENT, FAINT, INK, MARGIN, MEASURE, Paper, QUIET},
};
use app::pilots::uptake::Curve;

/// How many stand side by side.
const ACROSS: usize = 3;
/// What is left free between them.
const GAP: f32 = 18.0;
/// How wide one is.
const WIDTH: f32 = (MEASURE - GAP * 2.0) / ACROSS as f32;
/// How high one is, without its words.
const HEIGHT: f32 = 54.0;

/// Draws them; `from` and `to` stand under the first and the last point.
pub(super) fn draw(paper: &mut Paper, curves: &[Curve], from: &str, to: &str) {
    for row in curves.chunks(ACROSS) {
        paper.keep(HEIGHT + 34.0);
        let bottom = paper.top - HEIGHT - 14.0;
        for (place, curve) in row.iter().enumerate() {
            let left = MARGIN + place as f32 * (WIDTH + GAP);
            let name = Face::Bold.lines(&curve.name, 8.0, WIDTH);
            let name = name.first().map(String::as_str).unwrap_or_default();
            paper.words(Face::Bold, 8.0, INK, (left, bottom + HEIGHT + 5.0), name);
            paper.strokes(FAINT, 0.5, &[(left, bottom + HEIGHT / 2.0), (left + WIDTH, bottom + HEIGHT / 2.0)]);
            paper.strokes(QUIET, 0.75, &[(left, bottom), (left + WIDTH, bottom)]);
            line(paper, curve, (left, bottom));
            paper.words(Face::Regular, 7.0, QUIET, (left, bottom - 9.0), from);
            paper.words_before(Face::Regular, 7.0, QUIET, (left + WIDTH, bottom - 9.0), to);
        }
        paper.top = bottom - 18.0;
    }
}

/// The points in strokes, lifted where a number is not shown.
fn line(paper: &mut Paper, curve: &Curve, (left, bottom): (f32, f32)) {
    let step = WIDTH / (curve.points.len().max(2) - 1) as f32;
    let place = |at: usize, share: f64| (left + at as f32 * step, bottom + share.clamp(0.0, 1.0) as f32 * HEIGHT);
    let points: Vec<(usize, Option<f64>)> = curve.points.iter().copied().enumerate().collect();
    for stretch in points.split(|(_, share)| share.is_none()) {
        let stretch: Vec<(f32, f32)> =
            stretch.iter().filter_map(|(at, share)| share.map(|share| place(*at, share))).collect();
        match stretch.as_slice() {
            [] => {}
            // A point that stands alone is a short line.
            [(x, y)] => paper.strokes(ACCENT, 1.5, &[(x - 2.0, *y), (x + 2.0, *y)]),
            more => paper.strokes(ACCENT, 1.5, more),
        }
    }
}
