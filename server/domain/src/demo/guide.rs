//! The printed guide: one Letter page, French on the left, English on the right.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// Letter, which is what printers hold in Québec, in points.
const PAGE: (f32, f32) = (612.0, 792.0);
const MARGIN: f32 = 54.0;
/// Left edges of the two columns, in points.
const COLUMNS: [f32; 2] = [MARGIN, 320.0];
/// Characters that surely fit a column's 238 points in 10-point Helvetica.
const LINE: usize = 47;

const REGULAR: Name<'static> = Name(b"R");
const BOLD: Name<'static> = Name(b"B");
const INK: [f32; 3] = [0.16, 0.20, 0.25];
const QUIET: [f32; 3] = [0.42, 0.42, 0.43];
const ACCENT: [f32; 3] = [0.79, 0.36, 0.24];
const PAPER: [f32; 3] = [0.973, 0.953, 0.918];

/// A heading and its paragraphs, in both languages.
struct Section {
    heading: [&'static str; 2],
    paragraphs: &'static [[&'static str; 2]],
}

const TITLE: [&str; 2] = ["Votre guide de départ", "Your starting guide"];
const LEAD: [&str; 2] = [
    "Tout ce qu’il faut pour suivre une première séance, à la maison ou avec votre groupe.",
    "All you need to attend a first session, at home or with your group.",
];
const SECTIONS: [Section; 4] = [
    Section {
        heading: ["S’installer", "Getting set up"],
        paragraphs: &[
            [
                "Un téléphone, une tablette ou un ordinateur suffit. Il n’y a rien à télécharger\u{a0}: tout se \
                 passe dans votre navigateur.",
                "A phone, a tablet or a computer is enough. There is nothing to download: everything happens \
                 in your browser.",
            ],
            [
                "Dégagez un espace où vous pouvez tendre les bras, et gardez une chaise solide à portée de main.",
                "Clear a space where you can stretch out your arms, and keep a sturdy chair within reach.",
            ],
        ],
    },
    Section {
        heading: ["Votre première séance", "Your first session"],
        paragraphs: &[
            [
                "Connectez-vous, choisissez une séance, puis appuyez sur la lecture. Vous pouvez faire une pause \
                 quand vous le voulez\u{a0}: la séance reprendra là où vous l’avez laissée.",
                "Sign in, choose a session, then press play. You can pause whenever you like: the session will \
                 resume where you left it.",
            ],
            [
                "Les sous-titres et la vitesse de lecture se règlent sous l’image.",
                "Captions and playback speed are set under the picture.",
            ],
        ],
    },
    Section {
        heading: ["À votre mesure", "As far as suits you"],
        paragraphs: &[[
            "Chaque mouvement peut se faire assis. Arrêtez-vous si vous avez mal, et parlez-en à la personne qui \
             anime votre groupe ou à une ou un professionnel de la santé.",
            "Every movement can be done sitting down. Stop if something hurts, and speak with the person who \
             leads your group or with a health professional.",
        ]],
    },
    Section {
        heading: ["Vos données", "Your data"],
        paragraphs: &[
            [
                "Nous notons les séances que vous suivez pour vous permettre de les reprendre. Rien d’autre n’en \
                 est fait sans votre accord.",
                "We note the sessions you attend so that you can resume them. Nothing else is done with this \
                 without your consent.",
            ],
            [
                "Dans votre profil, vous pouvez en tout temps consulter vos renseignements, en obtenir une copie, \
                 retirer un consentement ou demander qu’ils soient effacés.",
                "In your profile you can at any time see your information, obtain a copy of it, withdraw a \
                 consent or ask that it be erased.",
            ],
        ],
    },
];

/// The guide as a PDF file of one page.
#[must_use]
pub fn guide_pdf() -> Vec<u8> {
    let [catalog, tree, page, content, regular, bold, info] = [1, 2, 3, 4, 5, 6, 7].map(Ref::new);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree).lang(TextStr("fr-CA"));
    pdf.pages(tree).kids([page]).count(1);
    pdf.document_info(info).title(TextStr("Votre guide de départ / Your starting guide"));
    let mut sheet = pdf.page(page);
    sheet.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(tree).contents(content);
    sheet.resources().fonts().pair(REGULAR, regular).pair(BOLD, bold);
    sheet.finish();
    // The standard faces need no file in the PDF; this encoding is what gives them accents.
    for (font, name) in [(regular, &b"Helvetica"[..]), (bold, b"Helvetica-Bold")] {
        pdf.type1_font(font).base_font(Name(name)).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    pdf.stream(content, &draw());
    pdf.finish()
}

fn draw() -> Vec<u8> {
    let mut content = Content::new();
    let band = 142.0;
    fill(&mut content, PAPER);
    content.rect(0.0, PAGE.1 - band, PAGE.0, band).fill_nonzero();
    fill(&mut content, ACCENT);
    content.rect(MARGIN, PAGE.1 - 62.0, 34.0, 4.0).fill_nonzero();
    for (side, left) in COLUMNS.into_iter().enumerate() {
        let ink = if side == 0 { INK } else { QUIET };
        line(&mut content, (left, PAGE.1 - 91.0), (BOLD, 21.0), ink, TITLE[side]);
        paragraph(&mut content, (left, PAGE.1 - 113.0), ink, LEAD[side]);
    }
    let mut top = PAGE.1 - band - 38.0;
    for (number, section) in SECTIONS.iter().enumerate() {
        if number > 0 {
            stroke(&mut content, [0.90, 0.86, 0.80]);
            content.move_to(MARGIN, top + 22.0).line_to(PAGE.0 - MARGIN, top + 22.0).stroke();
        }
        for (side, left) in COLUMNS.into_iter().enumerate() {
            line(&mut content, (left, top), (BOLD, 13.0), ACCENT, section.heading[side]);
        }
        top -= 21.0;
        for both in section.paragraphs {
            // The two languages stay level: the longer one decides where the next begins.
            let ends = [0, 1].map(|side| paragraph(&mut content, (COLUMNS[side], top), INK, both[side]));
            top = ends[0].min(ends[1]) - 7.0;
        }
        top -= 30.0;
    }
    let foot = "Une question? Écrivez à la personne qui anime votre groupe.  ·  A question? Write to the person \
                who leads your group.";
    line(&mut content, (MARGIN, 44.0), (REGULAR, 8.5), QUIET, foot);
    content.finish().to_vec()
}

/// Writes a paragraph and returns where the next line would be.
fn paragraph(content: &mut Content, (left, top): (f32, f32), ink: [f32; 3], text: &str) -> f32 {
    let mut y = top;
    for words in wrap(text) {
        line(content, (left, y), (REGULAR, 10.0), ink, &words);
        y -= 13.8;
    }
    y
}

fn line(content: &mut Content, (left, baseline): (f32, f32), (font, size): (Name<'_>, f32), ink: [f32; 3], text: &str) {
    fill(content, ink);
    content.begin_text().set_font(font, size).next_line(left, baseline);
    content.show(Str(&win_ansi(text))).end_text();
}

fn fill(content: &mut Content, [r, g, b]: [f32; 3]) {
    content.set_fill_rgb(r, g, b);
}

fn stroke(content: &mut Content, [r, g, b]: [f32; 3]) {
    content.set_stroke_rgb(r, g, b);
}

/// Breaks at plain spaces only: a no-break space holds what it joins.
fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Windows code page 1252, as the PDF standard calls WinAnsiEncoding (ISO 32000-1, annex D.2).
fn win_ansi(text: &str) -> Vec<u8> {
    text.chars()
        .map(|letter| match letter {
            '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{ff}' => letter as u8,
            '…' => 0x85,
            'Œ' => 0x8C,
            '‘' => 0x91,
            '’' => 0x92,
            '“' => 0x93,
            '”' => 0x94,
            '•' => 0x95,
            '–' => 0x96,
            '—' => 0x97,
            'œ' => 0x9C,
            _ => b'?',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{LINE, SECTIONS, guide_pdf, win_ansi, wrap};

    #[test]
    fn every_letter_can_be_printed() {
        for section in SECTIONS {
            let texts = section.paragraphs.iter().chain([&section.heading]).flatten();
            for text in texts {
                let questions = text.matches('?').count();
                assert_eq!(win_ansi(text).iter().filter(|byte| **byte == b'?').count(), questions, "{text}");
                assert!(!text.contains('\''), "{text}");
                assert!(wrap(text).iter().all(|line| line.chars().count() <= LINE), "{text}");
            }
        }
    }

    #[test]
    fn it_is_a_pdf() {
        assert_eq!(crate::media::sniff(&guide_pdf()), Ok(crate::media::SourceKind::Pdf));
    }
}
