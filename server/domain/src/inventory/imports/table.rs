//! Which row of a file names its columns, and which of them is which of ours. Pure.

use super::{
    guess::guess,
    sheet::{HEAD_ROWS, Line},
};
use crate::inventory::{
    columns::{self, COLUMNS, ID},
    own_columns::{AnyColumn, OwnColumns},
};
use contract::{imports::ImportColumn, inventory::ImportProblem, limits, text::folded};
use std::collections::BTreeMap;

/// Which of a file's columns is which of ours: theirs to ours. An empty name leaves theirs out. The other
/// way round is understood as well, as both are how people write one down.
pub(super) type Mapping = BTreeMap<String, String>;

/// How the rows of a file are to be read.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Our columns that the file has, in our order, with their places in its rows.
    pub columns: Vec<(AnyColumn, usize)>,
    /// Where our own id stands.
    pub id: Option<usize>,
    /// Their names in the file, by their places.
    pub names: Vec<String>,
    /// What each of them is taken for, by its place; nothing where it is left out.
    pub taken: Vec<Option<String>>,
    /// How many rows there are down to the names.
    pub head: usize,
    /// Whether an empty cell says nothing.
    pub sparse: bool,
    /// The fields of the organisation's own.
    pub own: OwnColumns,
}

impl Table {
    /// The name in the file of one of our columns, for problems.
    pub(super) fn name<'a>(&'a self, ours: &'a str) -> &'a str {
        let place = self.taken.iter().position(|taken| taken.as_deref() == Some(ours));
        place.and_then(|place| self.names.get(place)).map_or(ours, String::as_str)
    }

    /// The mapping that reads another file with the same names in the same way.
    pub(super) fn mapping(&self) -> Mapping {
        let ours = self.taken.iter().map(|taken| taken.clone().unwrap_or_default());
        self.names.iter().cloned().zip(ours).collect()
    }

    /// What a person needs to see to say which column is which, from the first rows.
    pub(super) fn described(&self, rows: &[Line]) -> Vec<ImportColumn> {
        let examples = |place: usize| {
            let cells = rows.iter().filter_map(|row| row.cells.get(place)).map(|cell| cell.trim());
            cells.filter(|cell| !cell.is_empty()).take(3).map(|cell| cell.chars().take(80).collect()).collect()
        };
        // Nobody can mean two columns by one: of several that are called alike the first is it.
        let mut meant: Vec<&str> = self.taken.iter().flatten().map(String::as_str).collect();
        let mut likely = |name: &str| {
            let ours = guess(name).filter(|ours| !meant.contains(ours))?;
            meant.push(ours);
            Some(ours.to_owned())
        };
        let used = self.names.iter().enumerate().zip(&self.taken);
        used.map(|((place, name), taken)| ImportColumn {
            name: name.clone(),
            examples: examples(place),
            column: taken.clone(),
            likely: if taken.is_none() { likely(name) } else { None },
        })
        .collect()
    }
}

/// How much a row looks like the names of columns: by name, by mapping or by the words people use.
pub(super) fn weight(line: &Line, mapping: &Mapping, own: &OwnColumns) -> usize {
    let names = names(line);
    let known = names.iter().filter(|name| ours(name, mapping, own).is_some()).count();
    let likely = names.iter().filter(|name| guess(name).is_some()).count();
    // One word that happens to be a column's is found in any sentence cut at commas; two are not.
    8 * known + likely
}

/// The row that names the columns, among the first.
pub(super) fn head(rows: &[Line], mapping: &Mapping, own: &OwnColumns) -> Option<usize> {
    let rows = &rows[..rows.len().min(HEAD_ROWS)];
    let weights = rows.iter().map(|line| weight(line, mapping, own));
    // Of several that are as likely the first.
    let best = weights.enumerate().rev().max_by_key(|(_, weight)| *weight).filter(|(_, weight)| *weight > 0);
    let filled = || rows.iter().position(|line| !line.is_blank());
    best.map(|(place, _)| place).or_else(filled)
}

/// Reads the names of the columns.
pub(super) fn of(line: &Line, mapping: &Mapping, own: &OwnColumns) -> Table {
    let names = names(line);
    let mut table = Table { own: own.clone(), ..Table::default() };
    for name in &names {
        let ours = ours(name, mapping, own).map(ToOwned::to_owned);
        table.taken.push(ours.filter(|ours| !table.taken.iter().flatten().any(|taken| taken == ours)));
    }
    let place = |name: &str| table.taken.iter().position(|taken| taken.as_deref() == Some(name));
    let columns = COLUMNS.iter().map(AnyColumn::Fixed).chain(own.all());
    table.columns = columns.filter_map(|column| place(column.name()).map(|place| (column, place))).collect();
    table.id = place(ID);
    table.names = names;
    table
}

/// Why no row of this table could be read.
pub(super) fn lacks(table: &Table) -> Option<ImportProblem> {
    let has = |name: &str| table.taken.iter().flatten().any(|taken| taken == name);
    let found = || table.names.join(", ");
    if !has("kind") {
        return Some(problem(table.head as u64, "kind", "missing_column", &found()));
    }
    (!has("title_fr") && !has("title_en")).then(|| problem(table.head as u64, "title_fr", "missing_column", &found()))
}

/// What tells tables with these columns from others: their names, whatever their order.
pub(super) fn fingerprint(names: &[String]) -> Vec<String> {
    let mut names: Vec<String> = names.iter().map(|name| folded(name)).collect();
    names.sort();
    names
}

/// The names in a row. A column without one, or with one that was there before, is named by its number.
fn names(line: &Line) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(line.cells.len());
    let last = line.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
    for (place, cell) in line.cells[..last].iter().enumerate() {
        let name: String = cell.trim().chars().take(limits::SHORT_TEXT_CHARS).collect();
        let free = !name.is_empty() && !names.contains(&name);
        names.push(if free { name } else { format!("#{}", place + 1) });
    }
    names
}

/// Our name for one of their columns. What the organisation calls a field of its own is that field without
/// anybody saying so.
fn ours<'a>(theirs: &str, mapping: &Mapping, own: &'a OwnColumns) -> Option<&'a str> {
    let known = |name: &str| {
        let fixed: Option<&'a str> = columns::heads().find(|ours| *ours == name);
        fixed.or_else(|| own.codes().find(|ours| *ours == name))
    };
    let named = match mapping.get(theirs) {
        Some(ours) if ours.is_empty() => return None,
        Some(ours) => ours.clone(),
        None => {
            let backwards = mapping.iter().find(|(_, named)| *named == theirs).map(|(ours, _)| ours.clone());
            let lower = theirs.to_lowercase();
            let called = || own.called(theirs).filter(|_| known(&lower).is_none()).map(ToOwned::to_owned);
            backwards.or_else(called).unwrap_or(lower)
        }
    };
    known(&named)
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
    use contract::extra_fields::{ExtraFieldDetails, ExtraFieldFields, ExtraKind};

    fn line(cells: &[&str]) -> Line {
        Line { number: 1, cells: cells.iter().map(|cell| (*cell).to_owned()).collect(), broken: false }
    }

    fn taken(cells: &[&str], mapping: &Mapping) -> Vec<Option<String>> {
        of(&line(cells), mapping, &OwnColumns::default()).taken
    }

    fn some(names: &[&str]) -> Vec<Option<String>> {
        names.iter().map(|name| Some((*name).to_owned()).filter(|name| !name.is_empty())).collect()
    }

    #[test]
    fn a_mapping_is_read_both_ways_and_may_leave_a_column_out() {
        let forth = BTreeMap::from([("Titre".to_owned(), "title_fr".to_owned())]);
        let back = BTreeMap::from([("title_fr".to_owned(), "Titre".to_owned())]);
        for mapping in [forth, back] {
            assert_eq!(taken(&["Kind", "Titre", "Prix"], &mapping), some(&["kind", "title_fr", ""]));
        }
        let without = BTreeMap::from([("tags".to_owned(), String::new())]);
        assert_eq!(taken(&["kind", "tags"], &without), some(&["kind", ""]));
    }

    #[test]
    fn names_are_found_below_a_title() {
        let rows =
            [line(&["Inventaire 2025"]), line(&[]), line(&["Cote", "Genre", "Titre"]), line(&["A", "class", "Yoga"])];
        let head = |rows: &[Line]| head(rows, &Mapping::new(), &OwnColumns::default());
        assert_eq!(head(&rows), Some(2));
        assert_eq!(head(&rows[..2]), Some(0));
        assert_eq!(head(&[]), None);
    }

    #[test]
    fn a_column_without_a_name_is_called_by_its_number() {
        assert_eq!(taken(&["", "a", "a"], &Mapping::new()), some(&["", "", ""]));
        assert_eq!(of(&line(&["", "a", "a"]), &Mapping::new(), &OwnColumns::default()).names, ["#1", "a", "#3"]);
    }

    #[test]
    fn what_is_guessed_is_guessed_for_one_column_only() {
        let names = line(&["Niveau", "Titre", "Nom", "level", "Prix"]);
        let described = of(&names, &Mapping::new(), &OwnColumns::default()).described(&[]);
        let likely: Vec<_> = described.iter().map(|column| column.likely.as_deref()).collect();
        assert_eq!(likely, [None, Some("title_fr"), None, None, None]);
    }

    #[test]
    fn a_field_of_one_s_own_is_known_by_its_code_and_by_either_name() {
        let field = |code: &str, fr: &str, en: &str, retired: bool| ExtraFieldDetails {
            id: contract::ExtraFieldId(uuid::Uuid::nil()),
            code: code.into(),
            fields: ExtraFieldFields {
                retired,
                ..ExtraFieldFields::new(ExtraKind::Text, contract::LangMap::both(fr, en))
            },
            version: 1,
            created_at: contract::Timestamp::UNIX_EPOCH,
            retired_at: None,
        };
        let own = OwnColumns::of(vec![
            field("x_fonds", "Fonds d’archives", "Collection", false),
            field("x_niveau", "Level", "", false),
            field("x_vieux", "Ancien", "", true),
        ]);
        let taken = |cells: &[&str]| of(&line(cells), &Mapping::new(), &own).taken;
        assert_eq!(taken(&["kind", "X_Fonds", "x_vieux"]), some(&["kind", "x_fonds", "x_vieux"]));
        assert_eq!(taken(&["Fonds d'archives"]), some(&["x_fonds"]));
        assert_eq!(taken(&["COLLECTION", "x_fonds"]), some(&["x_fonds", ""]), "the first of two");
        assert_eq!(taken(&["level"]), some(&["level"]), "our own name stands for what it always did");
        assert_eq!(taken(&["Ancien"]), some(&[""]), "one that is retired is only known by its code");
        let columns = of(&line(&["x_fonds", "kind"]), &Mapping::new(), &own).columns;
        let places: Vec<_> = columns.iter().map(|(column, place)| (column.name(), *place)).collect();
        assert_eq!(places, [("kind", 1), ("x_fonds", 0)]);
    }
}
