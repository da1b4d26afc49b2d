//! Where words stand in a guide. Pure.

use contract::text::folded;
use std::ops::Range;

/// Words that are shown before the first one that was looked for, and from it on.
const BEFORE: usize = 8;
const AFTER: usize = 18;

/// A page on which what was looked for is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its number, from 1.
    pub page: u32,
    /// A part of what it says, in order.
    pub excerpt: Vec<Piece>,
}

/// A piece of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text as it is written on the page.
    pub text: String,
    /// Whether it is one of the words that were looked for.
    pub is_found: bool,
}

/// What a page tells of words, given folded; nothing where one of them is missing. Words are found
/// by their beginnings, as in the catalogue.
pub(super) fn on_page(page: u32, text: &str, wanted: &[String]) -> Option<Found> {
    let words = words(text);
    let marks: Vec<bool> = words
        .iter()
        .map(|range| {
            let word = folded(&text[range.clone()]);
            wanted.iter().any(|wanted| word.starts_with(wanted.as_str()))
        })
        .collect();
    let is_there = |wanted: &String| {
        let mut marked = words.iter().zip(&marks).filter(|(_, found)| **found);
        marked.any(|(range, _)| folded(&text[range.clone()]).starts_with(wanted.as_str()))
    };
    if !wanted.iter().all(is_there) {
        return None;
    }
    let first = marks.iter().position(|found| *found)?;
    let shown = first.saturating_sub(BEFORE)..words.len().min(first + AFTER);
    let mut excerpt = Vec::new();
    let mut at = words[shown.start].start;
    for (range, _) in words[shown.clone()].iter().zip(&marks[shown.clone()]).filter(|(_, found)| **found) {
        push(&mut excerpt, &text[at..range.start], false);
        push(&mut excerpt, &text[range.clone()], true);
        at = range.end;
    }
    let end = words[shown.end - 1].end;
    push(&mut excerpt, &text[at..end], false);
    Some(Found { page, excerpt })
}

/// A text with what was looked for marked in it: every word that begins like one of those of `find`.
#[must_use]
pub fn marked(text: &str, find: &str) -> Vec<Piece> {
    let find = folded(find);
    let wanted: Vec<&str> = super::split(&find).collect();
    let (mut pieces, mut at) = (Vec::new(), 0);
    for range in words(text) {
        let word = folded(&text[range.clone()]);
        if wanted.iter().any(|wanted| word.starts_with(wanted)) {
            push(&mut pieces, &text[at..range.start], false);
            push(&mut pieces, &text[range.clone()], true);
            at = range.end;
        }
    }
    push(&mut pieces, &text[at..], false);
    pieces
}

fn push(excerpt: &mut Vec<Piece>, text: &str, is_found: bool) {
    if !text.is_empty() {
        excerpt.push(Piece { text: text.to_owned(), is_found });
    }
}

/// Where each word of a text as it is written begins and ends.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut begun = None;
    for (at, c) in text.char_indices() {
        match (begun, c.is_alphanumeric()) {
            (None, true) => begun = Some(at),
            (Some(from), false) => {
                words.push(from..at);
                begun = None;
            }
            _ => {}
        }
    }
    words.extend(begun.map(|from| from..text.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::{Piece, marked, on_page};

    fn excerpt(text: &str, wanted: &[&str]) -> Option<String> {
        let wanted: Vec<String> = wanted.iter().map(|word| (*word).to_owned()).collect();
        let found = on_page(3, text, &wanted)?;
        assert_eq!(found.page, 3);
        let pieces = found.excerpt.iter();
        Some(
            pieces.map(|piece| if piece.is_found { format!("[{}]", piece.text) } else { piece.text.clone() }).collect(),
        )
    }

    #[test]
    fn every_word_has_to_be_there_by_its_beginning() {
        let text = "L’Étirement du cœur, puis les étirements.";
        assert_eq!(excerpt(text, &["etire"]).as_deref(), Some("L’[Étirement] du cœur, puis les [étirements]"));
        assert_eq!(excerpt(text, &["coeur", "puis"]).as_deref(), Some("L’Étirement du [cœur], [puis] les étirements"));
        assert_eq!(excerpt(text, &["etire", "absent"]), None);
        assert_eq!(excerpt(text, &["tirement"]), None, "not from the middle of a word");
        assert_eq!(excerpt("", &["a"]), None);
    }

    #[test]
    fn a_whole_text_is_marked() {
        let show = |text: &str, find: &str| -> String {
            let piece = |piece: Piece| if piece.is_found { format!("[{}]", piece.text) } else { piece.text };
            marked(text, find).into_iter().map(piece).collect()
        };
        assert_eq!(show("Le cœur,\nle coude.", "COEUR coud"), "Le [cœur],\nle [coude].");
        for nothing in ["", " - ", "genou"] {
            assert_eq!(show("Le cœur.", nothing), "Le cœur.", "{nothing}");
        }
    }

    #[test]
    fn an_excerpt_is_short() {
        let text = format!("{}ici {}", "avant ".repeat(100), "suite ".repeat(100));
        let shown = excerpt(&text, &["ici"]).expect("found");
        assert!(shown.contains("[ici]") && shown.split(' ').count() < 30, "{shown}");
    }
}
