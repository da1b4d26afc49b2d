//! Reading a list of addresses as people paste it: lines, commas, semicolons, with or without
//! names.

use crate::accounts::tidy_email;
use contract::pilots::InvitationProblem;
use std::collections::HashSet;

/// How much of an entry that is no address is shown again, in characters.
const ENTRY_CHARS: usize = 80;

/// What a list holds.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Addresses {
    /// Tidy addresses in the order of the list, each once.
    pub(super) good: Vec<String>,
    /// What is no address.
    pub(super) problems: Vec<InvitationProblem>,
}

/// Reads `Ana Roy <ana@example.org>, bea@example.org; "Roy, Carl" <carl@example.org>` and lines.
pub(super) fn read(texts: &[String]) -> Addresses {
    let mut addresses = Addresses::default();
    let mut seen = HashSet::new();
    for entry in texts.iter().flat_map(|text| entries(text)) {
        match tidy_email(address_of(&entry)) {
            Some(address) => {
                if seen.insert(address.clone()) {
                    addresses.good.push(address);
                }
            }
            None => addresses.problems.push(InvitationProblem {
                line: 0,
                entry: entry.chars().take(ENTRY_CHARS).collect(),
                problem: "not_an_address".into(),
            }),
        }
    }
    addresses
}

/// The entries of one text. A separator inside of quotes or angle brackets separates nothing; a
/// line always ends an entry, so that a forgotten quote spoils one line and not the list.
fn entries(text: &str) -> Vec<String> {
    let mut entries = vec![String::new()];
    let mut quoted = false;
    let mut bracketed = false;
    for c in text.chars() {
        match c {
            '\n' | '\r' => (quoted, bracketed) = (false, false),
            '"' => quoted = !quoted,
            '<' if !quoted => bracketed = true,
            '>' if !quoted => bracketed = false,
            _ => {}
        }
        if matches!(c, '\n' | '\r') || (matches!(c, ',' | ';') && !quoted && !bracketed) {
            entries.push(String::new());
        } else if let Some(entry) = entries.last_mut() {
            entry.push(c);
        }
    }
    entries.iter().map(|entry| entry.trim().to_owned()).filter(|entry| !entry.is_empty()).collect()
}

/// What stands between the last angle brackets, or all of it.
fn address_of(entry: &str) -> &str {
    match entry.strip_suffix('>').and_then(|entry| entry.rsplit_once('<')) {
        Some((_, address)) => address,
        None => entry.trim_start_matches("mailto:"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn good(text: &str) -> Vec<String> {
        read(&[text.to_owned()]).good
    }

    #[test]
    fn a_pasted_list_is_understood() {
        let text = "Ana Roy <Ana@Example.org>, bea@example.org; \"Roy, Carl\" <carl@example.org>\r\n\n  dan@example.org ,,\nmailto:eve@example.org";
        assert_eq!(
            good(text),
            ["ana@example.org", "bea@example.org", "carl@example.org", "dan@example.org", "eve@example.org"]
        );
    }

    #[test]
    fn several_texts_are_one_list_and_an_address_counts_once() {
        let texts = ["ana@example.org".to_owned(), "ANA@example.org, bea@example.org".to_owned()];
        assert_eq!(read(&texts).good, ["ana@example.org", "bea@example.org"]);
    }

    #[test]
    fn what_is_no_address_is_named() {
        let read =
            read(&["ana@example.org\nana at example.org\n<>\n\"half <bea@example.org>, x\ncarl@example.org".into()]);
        assert_eq!(read.good, ["ana@example.org", "carl@example.org"]);
        let entries: Vec<_> = read.problems.iter().map(|problem| problem.entry.as_str()).collect();
        assert_eq!(entries, ["ana at example.org", "<>", "\"half <bea@example.org>, x"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "[ -~é\n\"<>,;@]{0,300}") {
            let read = read(&[text]);
            prop_assert!(read.problems.iter().all(|problem| problem.entry.chars().count() <= ENTRY_CHARS));
            // What was understood is understood the same when it is pasted again.
            prop_assert_eq!(good(&read.good.join("; ")), read.good);
        }
    }
}
