//! What stands in one cell of a table that leaves or comes in. Pure.

/// What a spreadsheet takes for the beginning of a formula, or drops.
const RUNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that a spreadsheet cannot take for a formula (OWASP, CSV injection): an apostrophe in
/// front, which [`plain`] takes away again. A text that would then be read as such a cell gets
/// one as well.
pub(crate) fn harmless(text: &str) -> String {
    let taken_for_one = text.strip_prefix('\'').is_some_and(is_marked);
    if text.starts_with(RUNS) || taken_for_one { format!("'{text}") } else { text.to_owned() }
}

/// The text of a cell, or nothing where a spreadsheet would run it. Numbers below nought are none of
/// those.
pub(super) fn plain(text: &str) -> Option<&str> {
    match text.strip_prefix('\'') {
        Some(rest) if is_marked(rest) => Some(rest),
        _ if text.starts_with(RUNS) && text.parse::<f64>().is_err() && !is_figure(text) => None,
        _ => Some(text),
    }
}

/// Whether it is a number with its sign as people write it: `-12,5`, `+1 234`.
fn is_figure(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['-', '+']) else { return false };
    let has = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | ',' | '.');
    rest.starts_with(|letter: char| letter.is_ascii_digit()) && rest.chars().all(has)
}

fn is_marked(rest: &str) -> bool {
    rest.starts_with(RUNS) || rest.starts_with('\'')
}

/// Several values in one cell, parted by semicolons. A value that holds one stands between double
/// quotes; a single value that holds another sign by which people part values ends with one.
pub(super) fn joined(values: &[String]) -> String {
    let quoted: Vec<String> = values
        .iter()
        .map(|value| match value.contains(';') || value.starts_with('"') {
            true => format!("\"{}\"", value.replace('"', "\"\"")),
            false => value.clone(),
        })
        .collect();
    let text = quoted.join(";");
    let parted_otherwise = quoted.len() == 1 && !text.starts_with('"') && text.contains(['|', ',']);
    if parted_otherwise { text + ";" } else { text }
}

/// The values of a cell. An export parts them by semicolons, and a comma is then part of a value;
/// people part them by whatever comes to hand.
pub(super) fn parted(text: &str) -> Vec<String> {
    let by_semicolon = split(text, &[';']);
    let values = if by_semicolon.len() > 1 { by_semicolon } else { split(text, &['|', ',']) };
    values.into_iter().filter(|value| !value.is_empty()).collect()
}

/// The pieces between these signs, but for signs between double quotes at the beginning of a piece.
fn split(text: &str, signs: &[char]) -> Vec<String> {
    let mut pieces = Vec::new();
    let (mut piece, mut within) = (String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if within && letters.peek() == Some(&'"') => {
                letters.next();
                piece.push('"');
            }
            '"' if within => within = false,
            '"' if piece.trim().is_empty() && closes(letters.clone()) => {
                piece.clear();
                within = true;
            }
            sign if !within && signs.contains(&sign) => pieces.push(std::mem::take(&mut piece).trim().to_owned()),
            other => piece.push(other),
        }
    }
    pieces.push(piece.trim().to_owned());
    pieces
}

/// Whether quotes that were opened are closed again: one that is not is a letter like any other.
fn closes(mut rest: impl Iterator<Item = char>) -> bool {
    rest.any(|letter| letter == '"')
}

/// The text with every end of a line written in one way, as tables do not keep them apart.
pub(super) fn one_line_end(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_formula_is_written_as_text() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@cmd"), "'@cmd");
        assert_eq!(harmless("Yoga - doux"), "Yoga - doux");
        assert_eq!(plain("=1+1"), None);
        for number in ["-20", "-12,5", "+1 234", "-1\u{202f}234,50"] {
            assert_eq!(plain(number), Some(number));
        }
        assert_eq!((plain("-1+cmd"), plain("-")), (None, None));
        assert_eq!(plain("'- doux -"), Some("- doux -"));
        assert_eq!(plain("'doux'"), Some("'doux'"));
    }

    #[test]
    fn people_part_values_by_whatever_comes_to_hand() {
        assert_eq!(parted("souffle, matin"), ["souffle", "matin"]);
        assert_eq!(parted("souffle | matin"), ["souffle", "matin"]);
        assert_eq!(parted("souffle, lent; matin"), ["souffle, lent", "matin"]);
        assert_eq!(parted("chaise 15\"; tapis"), ["chaise 15\"", "tapis"]);
        assert_eq!(parted("\"tapis"), ["\"tapis"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "[=+@'\"a-c;,| -]{0,12}", values in prop::collection::vec("[\"a-c;,|'=]{1,6}", 0..4)) {
            let written = harmless(&text);
            prop_assert_eq!(plain(&written), Some(text.as_str()));
            prop_assert_eq!(parted(&joined(&values)), values);
        }
    }
}
