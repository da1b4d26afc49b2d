//! The inventory as a table that a spreadsheet opens, in the columns that an import reads.

use super::{entity, rows};
use crate::{Environment, Error, Result, accounts::Staff};
use contract::inventory::ItemFields;
use sea_orm::{EntityTrait, QueryOrder};

/// The columns, in the order of an export. Lists are separated by `;` within a cell.
pub const COLUMNS: [&str; 15] = [
    "source_key",
    "kind",
    "title_fr",
    "title_en",
    "description_fr",
    "description_en",
    "tags",
    "level",
    "duration_minutes",
    "equipment",
    "language",
    "instructor",
    "centre",
    "status",
    "id",
];

/// The whole inventory as CSV (RFC 4180), in UTF-8 with the mark by which spreadsheets know it.
///
/// # Errors
/// Only when the database fails.
pub async fn export_csv(env: &Environment, _: &Staff) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    let failed = |error: csv::Error| Error::internal("writing CSV", error);
    writer.write_record(COLUMNS).map_err(failed)?;
    for row in entity::Entity::find().order_by_asc(entity::Column::Id).all(env.db.reader()).await? {
        let item = rows::details(row)?;
        let mut record = cells(&item.fields);
        record.push(item.id.to_string());
        writer.write_record(record.iter().map(|cell| harmless(cell))).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::internal("writing CSV", error))
}

fn cells(fields: &ItemFields) -> Vec<String> {
    vec![
        fields.source_key.clone().unwrap_or_default(),
        fields.kind.code().to_owned(),
        fields.title.exact("fr").to_owned(),
        fields.title.exact("en").to_owned(),
        fields.description.exact("fr").to_owned(),
        fields.description.exact("en").to_owned(),
        fields.tags.join(";"),
        fields.level.code().to_owned(),
        fields.duration_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        fields.equipment.join(";"),
        fields.language.clone().unwrap_or_default(),
        fields.instructor.clone().unwrap_or_default(),
        fields.centre.clone().unwrap_or_default(),
        fields.status.code().to_owned(),
    ]
}

/// A cell that a spreadsheet cannot take for a formula (OWASP, CSV injection): an apostrophe in
/// front, which an import takes away again.
pub(crate) fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_formula_is_written_as_text() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@cmd"), "'@cmd");
        assert_eq!(harmless("Yoga - doux"), "Yoga - doux");
    }
}
