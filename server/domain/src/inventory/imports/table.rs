//! The file as a table: its encoding, its separator and its columns. Pure.

use crate::inventory::COLUMNS;
use contract::inventory::ImportProblem;
use std::collections::{BTreeMap, HashMap};

/// A table that can be read row by row.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub text: &'a str,
    pub separator: u8,
    /// Our column's name to its place in the file.
    pub columns: HashMap<&'static str, usize>,
    /// Our column's name to its name in the file, for problems.
    pub named: HashMap<&'static str, String>,
}

/// Reads the header, or says why the file as a whole cannot be read.
pub(super) fn open<'a>(bytes: &'a [u8], mapping: &BTreeMap<String, String>) -> Result<Table<'a>, ImportProblem> {
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        problem(line, "", "not_utf8", "")
    })?;
    let header = text.lines().next().unwrap_or_default();
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|separator| header.bytes().filter(|byte| byte == separator).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(header.as_bytes());
    let headers = reader.headers().map_err(|_| problem(1, "", "unreadable_header", header))?;
    let mut columns = HashMap::new();
    let mut named = HashMap::new();
    for (place, theirs) in headers.iter().enumerate() {
        let theirs = theirs.trim();
        // Theirs to ours, or ours to theirs: both are how people write one down.
        let backwards = || mapping.iter().find(|(_, named)| *named == theirs).map(|(ours, _)| ours);
        let ours = mapping.get(theirs).or_else(backwards).map_or_else(|| theirs.to_lowercase(), Clone::clone);
        if let Some(column) = COLUMNS.iter().find(|column| **column == ours) {
            columns.entry(*column).or_insert(place);
            named.entry(*column).or_insert_with(|| theirs.to_owned());
        }
    }
    if !columns.contains_key("kind") {
        return Err(problem(1, "kind", "missing_column", header));
    }
    if !columns.contains_key("title_fr") && !columns.contains_key("title_en") {
        return Err(problem(1, "title_fr", "missing_column", header));
    }
    Ok(Table { text, separator, columns, named })
}

/// A problem, with what stood there cut to a length that a report can show.
pub(super) fn problem(line: u64, column: &str, code: &str, found: &str) -> ImportProblem {
    ImportProblem {
        line,
        column: column.to_owned(),
        code: code.to_owned(),
        found: found.chars().take(80).collect(),
        problem: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_marks_and_mappings_are_understood() {
        let mapping = BTreeMap::from([("Titre".to_owned(), "title_fr".to_owned())]);
        let backwards = BTreeMap::from([("title_fr".to_owned(), "Titre".to_owned())]);
        for mapping in [mapping, backwards] {
            for file in ["kind,Titre\n", "\u{feff}kind;Titre\nclass;Yoga", "Kind\tTitre\r\n"] {
                let table = open(file.as_bytes(), &mapping).map(|table| table.columns);
                assert_eq!(table, Ok(HashMap::from([("kind", 0), ("title_fr", 1)])), "{file}");
            }
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_says_why() {
        let none = BTreeMap::new();
        let code = |bytes: &[u8]| open(bytes, &none).map(|_| ()).map_err(|problem| (problem.line, problem.code));
        assert_eq!(code(b"title_fr\nYoga"), Err((1, "missing_column".into())));
        assert_eq!(code(b"kind\nclass"), Err((1, "missing_column".into())));
        assert_eq!(code(b"kind,title_fr\nclass,Yoga\nclass,\xC9tirements"), Err((3, "not_utf8".into())));
    }
}
