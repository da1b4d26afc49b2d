//! Pages that are filled from top to bottom.

use super::face::{Face, win_ansi};
use pdf_writer::{Content, Name, Str};

/// Letter, which is what printers hold in Canada, in points.
pub(super) const WIDTH: f32 = 612.0;
/// Its height.
pub(super) const HEIGHT: f32 = 792.0;
/// What is left free around everything.
pub(super) const MARGIN: f32 = 54.0;
/// How wide a line may be.
pub(super) const MEASURE: f32 = WIDTH - 2.0 * MARGIN;
/// Where the foot stands.
const FOOT: f32 = 30.0;

/// The name of the regular face in a page.
pub(super) const REGULAR: Name<'static> = Name(b"R");
/// The name of the bold face in a page.
pub(super) const BOLD: Name<'static> = Name(b"B");

/// A colour: red, green, blue from 0 to 1.
pub(super) type Ink = [f32; 3];
/// Text.
pub(super) const INK: Ink = [0.13, 0.12, 0.11];
/// What is beside the point.
pub(super) const QUIET: Ink = [0.37, 0.36, 0.34];
/// Headings and bars.
pub(super) const ACCENT: Ink = [0.0, 0.40, 0.43];
/// Lines, and the room that a bar does not fill.
pub(super) const FAINT: Ink = [0.86, 0.85, 0.83];

/// Pages, and how far the last one is filled.
pub(super) struct Paper {
    done: Vec<Content>,
    pub(super) page: Content,
    /// How high above the bottom edge the next line begins.
    pub(super) top: f32,
}

impl Paper {
    /// One empty page.
    pub(super) fn new() -> Self {
        Self { done: Vec::new(), page: Content::new(), top: HEIGHT - MARGIN }
    }

    /// Room before what follows.
    pub(super) fn space(&mut self, height: f32) {
        self.top -= height;
    }

    /// Begins a new page unless so much fits on this one. Tells whether it did.
    pub(super) fn keep(&mut self, height: f32) -> bool {
        let turned = self.top - height < MARGIN;
        if turned {
            self.done.push(std::mem::replace(&mut self.page, Content::new()));
            self.top = HEIGHT - MARGIN;
        }
        turned
    }

    /// A paragraph over the whole measure.
    pub(super) fn text(&mut self, face: Face, size: f32, ink: Ink, text: &str) {
        for line in face.lines(text, size, MEASURE) {
            self.keep(size * 1.3);
            self.top -= size * 1.3;
            let baseline = self.top + size * 0.3;
            self.words(face, size, ink, (MARGIN, baseline), &line);
        }
    }

    /// Words at a place of this page.
    pub(super) fn words(&mut self, face: Face, size: f32, ink: Ink, (left, baseline): (f32, f32), text: &str) {
        write(&mut self.page, face, size, ink, (left, baseline), text);
    }

    /// Words that end at a place of this page.
    pub(super) fn words_before(&mut self, face: Face, size: f32, ink: Ink, (right, baseline): (f32, f32), text: &str) {
        self.words(face, size, ink, (right - face.width(text, size), baseline), text);
    }

    /// A filled box, given by its left lower corner.
    pub(super) fn fill(&mut self, ink: Ink, (left, bottom): (f32, f32), (width, height): (f32, f32)) {
        let [red, green, blue] = ink;
        self.page.set_fill_rgb(red, green, blue).rect(left, bottom, width, height).fill_nonzero();
    }

    /// A broken outline: a number is there and not shown.
    pub(super) fn outline(&mut self, (left, bottom): (f32, f32), (width, height): (f32, f32)) {
        let [red, green, blue] = QUIET;
        self.page.set_stroke_rgb(red, green, blue).set_line_width(0.5).set_dash_pattern([2.0, 2.0], 0.0);
        self.page.rect(left, bottom, width, height).stroke();
        self.page.set_dash_pattern([], 0.0);
    }

    /// Straight lines from point to point.
    pub(super) fn strokes(&mut self, ink: Ink, width: f32, points: &[(f32, f32)]) {
        let Some(((x, y), rest)) = points.split_first() else { return };
        let [red, green, blue] = ink;
        self.page.set_stroke_rgb(red, green, blue).set_line_width(width).move_to(*x, *y);
        for (x, y) in rest {
            self.page.line_to(*x, *y);
        }
        self.page.stroke();
    }

    /// A line over the whole measure.
    pub(super) fn rule(&mut self) {
        self.strokes(FAINT, 0.75, &[(MARGIN, self.top), (WIDTH - MARGIN, self.top)]);
        self.top -= 6.0;
    }

    /// Every page with its foot: what it says of a page's number and how many there are.
    pub(super) fn pages(mut self, foot: impl Fn(usize, usize) -> String) -> Vec<Vec<u8>> {
        self.done.push(self.page);
        let pages = self.done.len();
        let page = |(mut content, number): (Content, usize)| {
            write(&mut content, Face::Regular, 7.5, QUIET, (MARGIN, FOOT), &foot(number, pages));
            content.finish().to_vec()
        };
        self.done.into_iter().zip(1..).map(page).collect()
    }
}

fn write(page: &mut Content, face: Face, size: f32, ink: Ink, (left, baseline): (f32, f32), text: &str) {
    let [red, green, blue] = ink;
    let name = match face {
        Face::Regular => REGULAR,
        Face::Bold => BOLD,
    };
    page.set_fill_rgb(red, green, blue).begin_text().set_font(name, size).next_line(left, baseline);
    page.show(Str(&win_ansi(text))).end_text();
}
