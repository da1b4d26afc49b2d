//! One row of a table as an item's fields. Pure.

use super::table::{Table, problem};
use contract::{
    ItemId, LangMap,
    inventory::{ImportProblem, ItemFields, ItemStatus, Kind},
};
use std::str::FromStr;

/// What a row says.
#[derive(Debug, PartialEq)]
pub(super) struct Row {
    /// Where it stands in the file.
    pub line: u64,
    /// The item that it names by our own id, as an export does.
    pub id: Option<ItemId>,
    /// What it says; of the columns that the file does not have, what a new item starts with.
    pub fields: ItemFields,
}

impl Row {
    /// The fields of an item that is there already, once the row has been read: what the file has
    /// no column for stays, and so do texts in languages that tables do not hold.
    pub(super) fn onto(&self, known: &ItemFields, table: &Table<'_>) -> ItemFields {
        let (mut fields, read) = (known.clone(), &self.fields);
        for column in table.columns.keys() {
            match *column {
                "kind" => fields.kind = read.kind,
                "title_fr" => fields.title.set("fr", read.title.exact("fr")),
                "title_en" => fields.title.set("en", read.title.exact("en")),
                "description_fr" => fields.description.set("fr", read.description.exact("fr")),
                "description_en" => fields.description.set("en", read.description.exact("en")),
                "tags" => fields.tags.clone_from(&read.tags),
                "level" => fields.level = read.level,
                "duration_minutes" => fields.duration_minutes = read.duration_minutes,
                "equipment" => fields.equipment.clone_from(&read.equipment),
                "language" => fields.language.clone_from(&read.language),
                "instructor" => fields.instructor.clone_from(&read.instructor),
                "centre" => fields.centre.clone_from(&read.centre),
                "source_key" => fields.source_key.clone_from(&read.source_key),
                // What is in the catalogue, or was taken out of it, is not moved by a table.
                "status" if !decided(known.status) && !decided(read.status) => fields.status = read.status,
                _ => {}
            }
        }
        fields
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

/// Reads a row, or says all that is wrong with it.
pub(super) fn read_row(table: &Table<'_>, line: u64, record: &csv::StringRecord) -> Result<Row, Vec<ImportProblem>> {
    let mut problems = Vec::new();
    let mut cell = |column: &str| -> String {
        let Some(place) = table.columns.get(column) else { return String::new() };
        let text = record.get(*place).unwrap_or_default().trim();
        match formula(text) {
            Cell::Text(text) => text.to_owned(),
            Cell::Formula => {
                problems.push(problem(line, name(table, column), "formula", text));
                String::new()
            }
        }
    };
    let texts: Vec<String> = crate::inventory::COLUMNS.iter().map(|column| cell(column)).collect();
    let get = |column: &str| {
        crate::inventory::COLUMNS.iter().position(|known| *known == column).map_or("", |place| texts[place].as_str())
    };

    let mut choice_problem =
        |column: &str, code: &str| problems.push(problem(line, name(table, column), code, get(column)));
    let kind = if get("kind").is_empty() {
        choice_problem("kind", "required");
        None
    } else {
        parsed::<Kind>(get("kind")).or_else(|| {
            choice_problem("kind", "unknown_kind");
            None
        })
    };
    let mut fields = ItemFields::new(kind.unwrap_or(Kind::Class), LangMap::both(get("title_fr"), get("title_en")));
    fields.description = LangMap::both(get("description_fr"), get("description_en"));
    fields.tags = list(get("tags"));
    fields.equipment = list(get("equipment"));
    fields.language = some(get("language"));
    fields.instructor = some(get("instructor"));
    fields.centre = some(get("centre"));
    fields.source_key = some(get("source_key"));
    if let Some(level) = some(get("level")) {
        match parsed(&level) {
            Some(level) => fields.level = level,
            None => choice_problem("level", "unknown_level"),
        }
    }
    if let Some(status) = some(get("status")) {
        match parsed(&status) {
            Some(status) => fields.status = status,
            None => choice_problem("status", "unknown_status"),
        }
    }
    if let Some(minutes) = some(get("duration_minutes")) {
        match minutes.parse() {
            Ok(minutes) => fields.duration_minutes = Some(minutes),
            Err(_) => choice_problem("duration_minutes", "not_a_number"),
        }
    }
    let fields = fields.tidy();
    for field in fields.problems() {
        let column = match field.field.as_str() {
            "title" => "title_fr".to_owned(),
            other => other.replace('.', "_"),
        };
        problems.push(problem(line, name(table, &column), &field.code, get(&column)));
    }
    let id = some(get("id")).map(|id| ItemId::from_str(&id));
    if let Some(Err(_)) = id {
        problems.push(problem(line, name(table, "id"), "unknown_id", get("id")));
    }
    if problems.is_empty() { Ok(Row { line, id: id.and_then(Result::ok), fields }) } else { Err(problems) }
}

enum Cell<'a> {
    Text(&'a str),
    Formula,
}

/// A cell that a spreadsheet would run is refused; one that an export made harmless by an
/// apostrophe is read without it.
fn formula(text: &str) -> Cell<'_> {
    const STARTS: [char; 4] = ['=', '+', '-', '@'];
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(STARTS) => Cell::Text(rest),
        _ if text.starts_with(STARTS) => Cell::Formula,
        _ => Cell::Text(text),
    }
}

fn name<'a>(table: &'a Table<'_>, column: &'a str) -> &'a str {
    table.named.get(column).map_or(column, String::as_str)
}

fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.to_lowercase().parse().ok()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Several values in one cell. An export parts them by semicolons, and a comma is then part of a
/// value; people part them by whatever comes to hand.
fn list(text: &str) -> Vec<String> {
    let signs: &[char] = if text.contains(';') { &[';'] } else { &['|', ','] };
    text.split(signs).map(|entry| entry.trim().to_owned()).filter(|entry| !entry.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::imports::table::open;
    use std::collections::BTreeMap;

    fn read(file: &str) -> Result<Row, Vec<(String, String)>> {
        let table = open(file.as_bytes(), &BTreeMap::new()).expect("a header");
        let mut reader = csv::ReaderBuilder::new().delimiter(table.separator).from_reader(file.as_bytes());
        let record = reader.records().next().expect("a row").expect("a readable row");
        read_row(&table, 2, &record)
            .map_err(|problems| problems.into_iter().map(|problem| (problem.column, problem.code)).collect())
    }

    #[test]
    fn a_full_row_becomes_an_item() {
        let row = read("kind,title_fr,title_en,tags,level,duration_minutes,equipment\nclass,Étirements,Stretching,souffle; matin,beginner,20,chaise").expect("a row");
        assert_eq!(row.fields.title, LangMap::both("Étirements", "Stretching"));
        assert_eq!(row.fields.tags, ["souffle", "matin"]);
        assert_eq!(row.fields.duration_minutes, Some(20));
    }

    #[test]
    fn a_comma_within_a_list_of_an_export_is_part_of_a_value() {
        let row = read("kind;title_fr;tags\nclass;Yoga;\"souffle, lent; matin\"").expect("a row");
        assert_eq!(row.fields.tags, ["souffle, lent", "matin"]);
    }

    #[test]
    fn what_the_file_has_no_column_for_stays() {
        let file = "kind,title_fr,level,status\nclass,Yoga doux,beginner,rejected";
        let table = open(file.as_bytes(), &BTreeMap::new()).expect("a header");
        let row = read(file).expect("a row");
        let mut known = ItemFields::new(Kind::Talk, LangMap::both("Yoga", "Yoga"));
        known.title.set("es", "Yoga");
        known.tags = vec!["matin".into()];
        known.status = ItemStatus::Published;
        let fields = row.onto(&known, &table);
        assert_eq!((fields.kind, fields.level), (Kind::Class, contract::inventory::Level::Beginner));
        assert_eq!((fields.title.exact("fr"), fields.title.exact("es")), ("Yoga doux", "Yoga"));
        assert_eq!((fields.tags, fields.status), (vec!["matin".to_owned()], ItemStatus::Published));
        assert_eq!(row.anew().status, ItemStatus::Rejected);
    }

    #[test]
    fn every_problem_of_a_row_is_named() {
        let problems =
            read("kind,title_fr,level,duration_minutes,centre\nyoga,,expert,vingt,=1+1").expect_err("problems");
        let expected = [
            ("centre", "formula"),
            ("kind", "unknown_kind"),
            ("level", "unknown_level"),
            ("duration_minutes", "not_a_number"),
            ("title_fr", "required"),
        ];
        assert_eq!(problems, expected.map(|(column, code)| (column.to_owned(), code.to_owned())));
    }

    #[test]
    fn what_an_export_made_harmless_is_read_back() {
        let row = read("kind,title_fr\nclass,'- doux -").expect("a row");
        assert_eq!(row.fields.title.exact("fr"), "- doux -");
    }
}
