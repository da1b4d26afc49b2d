//! Reading a file of addresses: one person a line, as spreadsheets save it. Pure.

use super::addresses::Addresses;
use crate::accounts::tidy_email;
use contract::{pilots::InvitationProblem, text::folded};
use std::collections::HashSet;

/// Most faults that are told; the rest of a file of faults says nothing new.
const PROBLEMS: usize = 500;
/// How much of a line with a fault is shown again, in characters.
const ENTRY_CHARS: usize = 80;
/// What people call the column.
const HEADINGS: [&str; 8] =
    ["email", "e mail", "mail", "courriel", "adresse courriel", "adresse", "email address", "address"];

/// Reads UTF-8, or the Western European code page that older spreadsheets write. Each line is read by
/// itself: a forgotten quote spoils one line and not the rest of the file.
pub(super) fn read(bytes: &[u8]) -> Addresses {
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect(), ToOwned::to_owned);
    let separator = separator(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default());
    let mut addresses = Addresses::default();
    let mut seen = HashSet::new();
    let mut column = None;
    for (line, number) in text.lines().zip(1_u64..) {
        let cells = cells(line, separator);
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if number == 1
            && let Some(found) = cells.iter().position(|cell| HEADINGS.contains(&folded(cell).trim()))
        {
            column = Some(found);
            continue;
        }
        let cell = match column {
            Some(column) => cells.get(column),
            None => cells.iter().find(|cell| cell.contains('@')).or(cells.first()),
        };
        let cell = cell.map(String::as_str).unwrap_or_default();
        match tidy_email(address_of(cell)) {
            Some(address) if seen.insert(address.clone()) => addresses.good.push(address),
            Some(_) => {}
            None if addresses.problems.len() < PROBLEMS => addresses.problems.push(InvitationProblem {
                line: number,
                entry: (if cell.is_empty() { line } else { cell }).chars().take(ENTRY_CHARS).collect(),
                problem: "not_an_address".into(),
            }),
            None => {}
        }
    }
    addresses
}

fn separator(header: &str) -> u8 {
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

fn cells(line: &str, separator: u8) -> Vec<String> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(line.as_bytes());
    let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
    record.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// What stands between the last angle brackets, or all of it.
fn address_of(cell: &str) -> &str {
    cell.strip_suffix('>').and_then(|cell| cell.rsplit_once('<')).map_or(cell, |(_, address)| address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> (Vec<String>, Vec<(u64, String)>) {
        let read = read(bytes);
        (read.good, read.problems.into_iter().map(|problem| (problem.line, problem.entry)).collect())
    }

    #[test]
    fn good_lines_are_kept_and_faults_told_by_their_lines() {
        let file = "Nom;Courriel\r\nRoy, Ana;Ana@example.org\r\n\r\nBéa;bea(at)example.org\r\nCarl;\r\n\"Dan;dan@example.org\r\nÈve;eve@example.org\r\n";
        let (good, problems) = told(file.as_bytes());
        assert_eq!(good, ["ana@example.org", "eve@example.org"]);
        assert_eq!(
            problems,
            [(4, "bea(at)example.org".into()), (5, "Carl;".into()), (6, "\"Dan;dan@example.org".into())]
        );
    }

    #[test]
    fn a_tenth_of_faults_leaves_the_rest() {
        let lines: Vec<String> = (1..=100)
            .map(|n| if n % 10 == 0 { format!("personne {n}") } else { format!("p{n}@example.org") })
            .collect();
        let (good, problems) = told(lines.join("\n").as_bytes());
        assert_eq!((good.len(), problems.len()), (90, 10));
        assert_eq!(
            problems.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
            (1..=10).map(|n| n * 10).collect::<Vec<_>>()
        );
    }

    #[test]
    fn files_come_with_and_without_headings_and_in_old_codes() {
        let one = (vec!["ana@example.org".to_owned()], vec![]);
        for file in [
            &b"ana@example.org"[..],
            b"\xEF\xBB\xBFemail\nana@example.org",
            b"E-mail\tNom\nana@example.org\tAna",
            b"Ana <ana@example.org>\nANA@example.org",
            b"Pr\xE9nom,Adresse courriel\nAna\xEFs,ana@example.org",
            b"1,Ana,ana@example.org,Montr\xE9al",
        ] {
            assert_eq!(told(file), one, "{}", String::from_utf8_lossy(file));
        }
        assert_eq!(told(b"\n \n;;"), (vec![], vec![]));
    }
}
