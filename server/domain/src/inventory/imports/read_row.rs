//! One row of a table as an item's fields. Pure.

use super::{
    sheet::Line,
    table::{Table, problem},
};
use crate::{
    inventory::{
        cells::{one_line_end, plain},
        columns::ID,
        own_columns::{AnyColumn, OwnColumns},
    },
    vocabulary::Words,
};
use contract::{
    ItemId, LangMap,
    imports::FieldChange,
    inventory::{ImportProblem, ItemFields, ItemStatus, Kind},
};

/// What a row says.
#[derive(Debug)]
pub(super) struct Row {
    /// Where it stands in the file.
    pub line: u64,
    /// The item that it names by our own id, as an export does.
    pub id: Option<ItemId>,
    /// What it says; of the columns that the file does not have, what a new item starts with.
    pub fields: ItemFields,
    /// What a new item needs and the row does not say.
    pub lacking: Vec<ImportProblem>,
    cells: Vec<(AnyColumn, String)>,
}

impl Row {
    /// The fields of an item that is there already, once the row has been read, and what changes: what the
    /// file has no column for stays, and so do texts in languages that tables do not hold.
    pub(super) fn onto(&self, known: &ItemFields) -> (ItemFields, Vec<FieldChange>) {
        // What is in the catalogue, or was taken out of it, is not moved by a table.
        let fixed = decided(known.status) || decided(self.fields.status);
        let cells = || self.cells.iter().filter(|(column, _)| !(fixed && column.name() == "status"));
        let take = |fields: &mut ItemFields, column: &AnyColumn, text: &str| {
            // It was read once already.
            let _ = column.read(fields, text);
        };
        let mut read = known.clone();
        cells().for_each(|(column, text)| take(&mut read, column, text));
        let read = read.tidy();
        let (mut fields, mut changes) = (known.clone(), Vec::new());
        for (column, text) in cells() {
            let before = one_line_end(&column.write(known));
            let after = one_line_end(&column.write(&read));
            if before != after {
                take(&mut fields, column, text);
                changes.push(FieldChange { column: column.name().to_owned(), before, after });
            }
        }
        (fields.tidy(), changes)
    }

    /// Reads what the row says of the organisation's own fields once more, as these are now.
    ///
    /// # Errors
    /// What cannot stand there any more.
    pub(super) fn read_own(&mut self, table: &Table, own: &OwnColumns) -> Result<(), Vec<ImportProblem>> {
        let Self { line, fields, cells, .. } = self;
        let mut problems = Vec::new();
        for (column, text) in cells.iter_mut().filter(|(column, _)| matches!(column, AnyColumn::Own(_))) {
            let Some(now) = AnyColumn::named(column.name(), own) else { continue };
            *column = now;
            if let Err(code) = column.read(fields, text) {
                problems.push(problem(*line, table.name(column.name()), code, text));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The same row with each tag by the word that items carry.
    pub(super) fn settle(&mut self, words: &Words) {
        let tags = words.on(&self.fields.tags);
        if tags == self.fields.tags {
            return;
        }
        self.fields.tags = tags;
        for (column, text) in self.cells.iter_mut().filter(|(column, _)| column.name() == "tags") {
            *text = column.write(&self.fields);
        }
    }

    /// The fields of a new item. Being in the catalogue takes a session, which a table has not.
    pub(super) fn anew(&self) -> ItemFields {
        let status = if decided(self.fields.status) { ItemStatus::Identified } else { self.fields.status };
        ItemFields { status, ..self.fields.clone() }
    }
}

/// Whether a status says what became of a session rather than what somebody thinks of an item.
fn decided(status: ItemStatus) -> bool {
    matches!(status, ItemStatus::Published | ItemStatus::Withdrawn)
}

/// The problems of an item's fields, by the file's columns.
pub(super) fn problems_of(table: &Table, line: u64, fields: &ItemFields) -> Vec<ImportProblem> {
    let told = |field: contract::problem::FieldProblem| {
        let ours = match field.field.as_str() {
            "title" => "title_fr".to_owned(),
            other => other.replace('.', "_"),
        };
        let found = AnyColumn::named(&ours, &table.own).map(|column| column.write(fields)).unwrap_or_default();
        problem(line, table.name(&ours), &field.code, &found)
    };
    fields.problems().into_iter().map(told).collect()
}

/// Reads a row, or says all that is wrong with it.
pub(super) fn read_row(table: &Table, line: &Line) -> Result<Row, Vec<ImportProblem>> {
    let number = line.number;
    let mut problems = Vec::new();
    let mut cells = Vec::with_capacity(table.columns.len());
    let mut fields = ItemFields::new(Kind::Class, LangMap::default());
    for (column, place) in &table.columns {
        let found = line.cells.get(*place).map(|cell| cell.trim()).unwrap_or_default();
        if found.is_empty() && table.sparse {
            continue;
        }
        // A cell that a spreadsheet would run, or one whose letters were lost on the way.
        let outcome = match plain(found) {
            None => Err("formula"),
            Some(text) if text.contains('\u{fffd}') => Err("broken_letters"),
            Some(text) => column.read(&mut fields, text).map(|()| text),
        };
        match outcome {
            Ok(text) => cells.push((column.clone(), text.to_owned())),
            Err(code) => problems.push(problem(number, table.name(column.name()), code, found)),
        }
    }
    let says_kind = cells.iter().any(|(column, text)| column.name() == "kind" && !text.is_empty());
    let wrong_kind = problems.iter().any(|problem| problem.column == table.name("kind"));
    let mut lacking = Vec::new();
    if !says_kind && !wrong_kind {
        lacking.push(problem(number, table.name("kind"), "required", ""));
    }
    let fields = fields.tidy();
    for problem in problems_of(table, number, &fields) {
        // What stands there and cannot be read is not missing as well.
        let is_told = problems.iter().any(|told| told.column == problem.column);
        match problem.code.as_str() {
            "required" if is_told => {}
            "required" => lacking.push(problem),
            _ => problems.push(problem),
        }
    }
    let named = table.id.and_then(|place| line.cells.get(place)).map(|cell| cell.trim()).unwrap_or_default();
    let id: Option<ItemId> = named.parse().ok();
    if id.is_none() && !named.is_empty() {
        problems.push(problem(number, table.name(ID), "unknown_id", named));
    }
    if problems.is_empty() {
        return Ok(Row { line: number, id, fields, lacking, cells });
    }
    if id.is_none() {
        problems.append(&mut lacking);
    }
    Err(problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::imports::table;
    use contract::inventory::Level;
    use std::collections::BTreeMap;

    fn line(text: &str) -> Line {
        Line { number: 2, cells: text.split(',').map(ToOwned::to_owned).collect(), broken: false }
    }

    fn read(head: &str, row: &str) -> Result<Row, Vec<(String, String)>> {
        let table = table::of(&line(head), &BTreeMap::new(), &OwnColumns::default());
        read_row(&table, &line(row))
            .map_err(|problems| problems.into_iter().map(|problem| (problem.column, problem.code)).collect())
    }

    #[test]
    fn a_full_row_becomes_an_item() {
        let head = "kind,title_fr,title_en,tags,level,duration_minutes,equipment";
        let row = read(head, "class,Étirements,Stretching,souffle; matin,beginner,20,chaise").expect("a row");
        assert_eq!(row.fields.title, LangMap::both("Étirements", "Stretching"));
        assert_eq!(row.fields.tags, ["souffle", "matin"]);
        assert_eq!(row.fields.duration_minutes, Some(20));
        assert!(row.lacking.is_empty());
    }

    #[test]
    fn what_the_file_has_no_column_for_stays() {
        let row = read("kind,title_fr,level,status", "class,Yoga doux,beginner,rejected").expect("a row");
        let mut known = ItemFields::new(Kind::Talk, LangMap::both("Yoga", "Yoga"));
        known.title.set("es", "Yoga");
        known.description.set("fr", "Deux\r\nlignes");
        known.tags = vec!["matin".into()];
        known.status = ItemStatus::Published;
        let (fields, changes) = row.onto(&known);
        assert_eq!((fields.kind, fields.level), (Kind::Class, Level::Beginner));
        assert_eq!((fields.title.exact("fr"), fields.title.exact("es")), ("Yoga doux", "Yoga"));
        assert_eq!((fields.tags, fields.status), (vec!["matin".to_owned()], ItemStatus::Published));
        assert_eq!(row.anew().status, ItemStatus::Rejected);
        let told: Vec<_> = changes.iter().map(|change| (change.column.as_str(), change.after.as_str())).collect();
        assert_eq!(told, [("kind", "class"), ("title_fr", "Yoga doux"), ("level", "beginner")]);
    }

    #[test]
    fn every_problem_of_a_row_is_named() {
        let problems =
            read("kind,title_fr,level,duration_minutes,centre", "yoga,,expert,vingt,=1+1").expect_err("problems");
        let expected = [
            ("kind", "unknown_kind"),
            ("level", "unknown_level"),
            ("duration_minutes", "not_a_number"),
            ("centre", "formula"),
            ("title_fr", "required"),
        ];
        assert_eq!(problems, expected.map(|(column, code)| (column.to_owned(), code.to_owned())));
        for (title, code) in [("\u{fffd}tirements", "broken_letters"), ("=1+1", "formula")] {
            let problems = read("kind,title_fr", &format!("class,{title}")).expect_err("a problem");
            assert_eq!(problems, [("title_fr".to_owned(), code.to_owned())], "{title}");
        }
    }

    #[test]
    fn an_item_that_is_there_needs_nothing_said_again() {
        let row = read("kind,title_fr,level", ",,advanced").expect("a row");
        assert_eq!(row.lacking.len(), 2);
        let known = ItemFields::new(Kind::Talk, LangMap(BTreeMap::from([("es".to_owned(), "Yoga".to_owned())])));
        let (fields, changes) = row.onto(&known);
        assert_eq!((fields.kind, fields.level, changes.len()), (Kind::Talk, Level::Advanced, 1));
    }
}
