//! Drawing on one video frame: a few rounded shapes, words, and the way out to video colours.

use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, PremultipliedColorU8, Stroke, Transform,
};

use super::lettering::Label;
use crate::media::MediaProblem;

/// Frame width in pixels.
pub(super) const WIDTH: u32 = 1280;
/// Frame height in pixels.
pub(super) const HEIGHT: u32 = 720;

/// Red, green, blue.
pub(super) type Ink = [u8; 3];
pub(super) const PAPER: Ink = [248, 243, 234];
pub(super) const MIST: Ink = [239, 231, 217];
pub(super) const INK: Ink = [41, 50, 65];
pub(super) const QUIET: Ink = [111, 111, 112];
pub(super) const ACCENT: Ink = [201, 92, 61];
pub(super) const BLUSH: Ink = [241, 212, 193];
pub(super) const HALO: Ink = [244, 227, 211];

/// Where words hang from.
#[derive(Clone, Copy)]
pub(super) enum Align {
    Left,
    Middle,
}

/// One frame being drawn.
pub(super) struct Canvas {
    pixmap: Pixmap,
    /// What every frame begins as.
    backdrop: Vec<u8>,
    /// The frame before, to leave alone what did not move.
    before: Vec<u8>,
}

impl Canvas {
    pub(super) fn new() -> Result<Self, MediaProblem> {
        let mut pixmap =
            Pixmap::new(WIDTH, HEIGHT).ok_or_else(|| MediaProblem::Engine("no memory for a frame".to_owned()))?;
        pixmap.fill(Color::from_rgba8(PAPER[0], PAPER[1], PAPER[2], 255));
        let backdrop = pixmap.data().to_vec();
        Ok(Self { pixmap, backdrop, before: Vec::new() })
    }

    /// Makes what is drawn so far the beginning of every frame.
    pub(super) fn keep_backdrop(&mut self) {
        self.backdrop.copy_from_slice(self.pixmap.data());
    }

    /// Begins a frame.
    pub(super) fn clear(&mut self) {
        self.pixmap.data_mut().copy_from_slice(&self.backdrop);
    }

    pub(super) fn disc(&mut self, (x, y): (f32, f32), radius: f32, ink: Ink, opacity: f32) {
        if let Some(path) = PathBuilder::from_circle(x, y, radius) {
            self.pixmap.fill_path(&path, &paint(ink, opacity), FillRule::Winding, Transform::identity(), None);
        }
    }

    /// A line through points, round at its ends and bends.
    pub(super) fn line(&mut self, points: &[(f32, f32)], width: f32, ink: Ink, opacity: f32) {
        let mut path = PathBuilder::new();
        for (number, &(x, y)) in points.iter().enumerate() {
            if number == 0 {
                path.move_to(x, y);
            } else {
                path.line_to(x, y);
            }
        }
        let stroke = Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        if let Some(path) = path.finish() {
            self.pixmap.stroke_path(&path, &paint(ink, opacity), &stroke, Transform::identity(), None);
        }
    }

    /// Part of a circle (0 to 1), clockwise from the top.
    pub(super) fn arc(&mut self, (x, y): (f32, f32), radius: f32, width: f32, part: f32, ink: Ink) {
        let steps = (part * 120.0).ceil().max(1.0) as u16;
        let points: Vec<(f32, f32)> = (0..=steps)
            .map(|step| {
                let angle = std::f32::consts::TAU * part * f32::from(step) / f32::from(steps);
                (x + radius * angle.sin(), y - radius * angle.cos())
            })
            .collect();
        self.line(&points, width, ink, 1.0);
    }

    /// Writes a label with its baseline at `y`.
    pub(super) fn words(&mut self, label: &Label, (x, y): (f32, f32), align: Align, ink: Ink, opacity: f32) {
        let left = match align {
            Align::Left => x,
            Align::Middle => x - label.width as f32 / 2.0,
        };
        let (left, top) = (left.round() as i32, y.round() as i32 - label.baseline);
        let opacity = (opacity.clamp(0.0, 1.0) * 256.0) as u32;
        if opacity == 0 {
            return;
        }
        let pixels = self.pixmap.pixels_mut();
        for row in 0..label.height {
            let Some(y) = u32::try_from(top + row as i32).ok().filter(|y| *y < HEIGHT) else {
                continue;
            };
            for column in 0..label.width {
                let coverage = u32::from(label.coverage[(row * label.width + column) as usize]) * opacity / 256;
                let Some(x) = u32::try_from(left + column as i32).ok().filter(|x| *x < WIDTH) else {
                    continue;
                };
                if coverage > 0 {
                    let pixel = &mut pixels[(y * WIDTH + x) as usize];
                    let mix = |under: u8, over: u8| {
                        ((u32::from(under) * (255 - coverage) + u32::from(over) * coverage) / 255) as u8
                    };
                    let mixed = [mix(pixel.red(), ink[0]), mix(pixel.green(), ink[1]), mix(pixel.blue(), ink[2])];
                    // The paper is opaque, so the result is too.
                    if let Some(colour) = PremultipliedColorU8::from_rgba(mixed[0], mixed[1], mixed[2], 255) {
                        *pixel = colour;
                    }
                }
            }
        }
    }

    /// The frame in planar 4:2:0, ITU-R BT.709, limited range. Done here because it is a third of
    /// the bytes to send, and because only the rows that changed since the last call need it:
    /// give it the same `out` each time.
    pub(super) fn write_yuv(&mut self, out: &mut Vec<u8>) {
        let (width, height) = (WIDTH as usize, HEIGHT as usize);
        out.resize(width * height * 3 / 2, 0);
        let data = self.pixmap.data();
        self.before.resize(data.len(), 0);
        let (luma, chroma) = out.split_at_mut(width * height);
        let (blue, red) = chroma.split_at_mut(width * height / 4);
        let targets =
            luma.chunks_exact_mut(width * 2).zip(blue.chunks_exact_mut(width / 2).zip(red.chunks_exact_mut(width / 2)));
        let rows = data.chunks_exact(width * 8).zip(self.before.chunks_exact_mut(width * 8));
        for ((pair, before), (luma, (blue, red))) in rows.zip(targets) {
            if pair == before {
                continue;
            }
            before.copy_from_slice(pair);
            for (y, rgba) in luma.iter_mut().zip(pair.chunks_exact(4)) {
                let [r, g, b] = [i32::from(rgba[0]), i32::from(rgba[1]), i32::from(rgba[2])];
                *y = (16 + ((11_966 * r + 40_254 * g + 4064 * b + 32_768) >> 16)) as u8;
            }
            let (upper, lower) = pair.split_at(width * 4);
            let blocks = upper.chunks_exact(8).zip(lower.chunks_exact(8));
            for ((up, down), (u, v)) in blocks.zip(blue.iter_mut().zip(red.iter_mut())) {
                let sum = |at: usize| {
                    i32::from(up[at]) + i32::from(up[at + 4]) + i32::from(down[at]) + i32::from(down[at + 4])
                };
                let (r, g, b) = (sum(0), sum(1), sum(2));
                *u = (128 + ((-6596 * r - 22_189 * g + 28_784 * b + 131_072) >> 18)) as u8;
                *v = (128 + ((28_784 * r - 26_145 * g - 2639 * b + 131_072) >> 18)) as u8;
            }
        }
    }
}

fn paint(ink: Ink, opacity: f32) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(ink[0], ink[1], ink[2], (opacity.clamp(0.0, 1.0) * 255.0) as u8);
    paint
}

#[cfg(test)]
mod tests {
    use super::{Canvas, HEIGHT, WIDTH};

    #[test]
    fn white_and_black_keep_to_the_limited_range() {
        let mut canvas = Canvas::new().unwrap();
        let mut yuv = Vec::new();
        canvas.pixmap.fill(tiny_skia::Color::WHITE);
        canvas.write_yuv(&mut yuv);
        let end = (WIDTH * HEIGHT) as usize;
        assert_eq!((yuv[0], yuv[end], yuv[end * 5 / 4]), (235, 128, 128));
        canvas.pixmap.fill(tiny_skia::Color::BLACK);
        canvas.write_yuv(&mut yuv);
        assert_eq!((yuv[0], yuv[end], yuv[yuv.len() - 1]), (16, 128, 128));
    }
}
