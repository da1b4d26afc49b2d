//! Reports on paper: a PDF made here, of the words that `app` has put together.
//!
//! Letter paper, two faces that every reader has, drawings in ink that a printer without colour still tells
//! apart. It takes no browser and no file.

mod curves;
mod face;
mod paper;
mod table;

use app::pilots::uptake::{Chart, Report, Sheet};
use face::Face;
use paper::{ACCENT, INK, Paper, QUIET};
use pdf_writer::{Finish, Name, Pdf, Rect, Ref, TextStr};

/// The report as a PDF file.
pub fn pdf(report: &Report) -> Vec<u8> {
    let mut paper = Paper::new();
    paper.text(Face::Bold, 20.0, INK, &report.title);
    paper.text(Face::Regular, 10.0, QUIET, &report.subtitle);
    paper.space(8.0);
    for paragraph in &report.lead {
        paper.text(Face::Regular, 10.5, INK, paragraph);
        paper.space(3.0);
    }
    for sheet in &report.sheets {
        write(&mut paper, sheet);
    }
    paper.space(12.0);
    paper.rule();
    paper.keep(60.0);
    paper.text(Face::Bold, 9.0, INK, &report.reading);
    for note in &report.notes {
        paper.text(Face::Regular, 8.0, QUIET, note);
        paper.space(1.5);
    }
    bound(report, paper)
}

fn write(paper: &mut Paper, sheet: &Sheet) {
    // A heading stays with the beginning of its table.
    paper.space(14.0);
    paper.keep(96.0);
    paper.text(Face::Bold, 13.0, ACCENT, &sheet.title);
    paper.text(Face::Regular, 8.5, QUIET, &sheet.definition);
    paper.space(4.0);
    match &sheet.chart {
        Chart::Bars(bars) => {
            let lengths: Vec<Option<f64>> = bars.iter().map(|bar| bar.length).collect();
            table::write(paper, sheet, Some(&lengths));
        }
        Chart::Curves { curves, from, to } => {
            curves::draw(paper, curves, from, to);
            table::write(paper, sheet, None);
        }
    }
}

/// The pages in one file, each with its foot.
fn bound(report: &Report, paper: Paper) -> Vec<u8> {
    let pages = paper.pages(|page, pages| report.foot(page, pages));
    let [catalog, tree, regular, bold, info] = [1, 2, 3, 4, 5].map(Ref::new);
    let mut next = 6;
    let mut pdf = Pdf::new();
    let mut root = pdf.catalog(catalog);
    root.pages(tree).lang(TextStr(report.locale.tag()));
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    let title = format!("{} · {}", report.title, report.subtitle);
    pdf.document_info(info).title(TextStr(&title)).creator(TextStr("Estrade"));
    let mut kids = Vec::new();
    for content in &pages {
        let [page, stream] = [next, next + 1].map(Ref::new);
        next += 2;
        kids.push(page);
        let mut sheet = pdf.page(page);
        sheet.media_box(Rect::new(0.0, 0.0, paper::WIDTH, paper::HEIGHT)).parent(tree).contents(stream);
        sheet.resources().fonts().pair(paper::REGULAR, regular).pair(paper::BOLD, bold);
        sheet.finish();
        pdf.stream(stream, content);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(kids).count(count);
    for (font, name) in [(regular, &b"Helvetica"[..]), (bold, b"Helvetica-Bold")] {
        pdf.type1_font(font).base_font(Name(name)).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    pdf.finish()
}
