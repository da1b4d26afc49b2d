//! The columns of a table of items, in one list: an export writes them, an import reads them, the
//! mapping of a strange table offers them, and the difference between an item and a row is told
//! in them.
//!
//! **A new field of an item takes one line here**: its name, the words by which people head such a
//! column (in [`folded`](contract::text::folded) form), how its cell is written and how it is read.
//! `text(|f| &f.x, ..)` and its neighbours below cover what most fields are. Add it before `id`'s place,
//! which is always last; a text for the list on the import page goes with it (`app/src/inventory/import.rs`).

use super::cells::{joined, parted};
use contract::inventory::ItemFields;
use std::str::FromStr;

/// One column.
pub struct Column {
    /// Its name at the head of a table, in the API and in the address of a form's field.
    pub name: &'static str,
    /// How people head it, without case and accents.
    pub(super) heads: &'static [&'static str],
    /// What stands in its cell.
    pub(super) write: fn(&ItemFields) -> String,
    /// Takes a cell's text into the fields, or says by a code why it cannot. What an empty cell means
    /// is the column's own: a text is gone, a choice stays.
    pub(super) read: fn(&mut ItemFields, &str) -> Result<(), &'static str>,
}

impl std::fmt::Debug for Column {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

/// The column that holds our own id, the last one of an export.
pub const ID: &str = "id";

/// How people head the column of ids.
pub(super) const ID_HEADS: &[&str] = &["identifiant", "identifiant estrade", "estrade id", "uuid"];

/// Every column but the id, in the order of an export.
pub static COLUMNS: &[Column] = &[
    Column {
        name: "source_key",
        heads: &[
            "cote",
            "cle",
            "code",
            "reference",
            "ref",
            "no",
            "numero",
            "key",
            "shelf mark",
            "call number",
            "number",
            "cote source",
            "source key",
        ],
        write: |item| item.source_key.clone().unwrap_or_default(),
        read: |item, cell| text(&mut item.source_key, cell),
    },
    Column {
        name: "kind",
        heads: &["genre", "type", "sorte", "categorie", "category", "nature"],
        write: |item| item.kind.code().to_owned(),
        read: |item, cell| choice(&mut item.kind, cell, "unknown_kind"),
    },
    Column {
        name: "title_fr",
        heads: &[
            "titre",
            "titre fr",
            "titre francais",
            "titre en francais",
            "nom",
            "nom du cours",
            "intitule",
            "title fr",
            "french title",
            "title",
            "name",
            "titel",
        ],
        write: |item| item.title.exact("fr").to_owned(),
        read: |item, cell| {
            item.title.set("fr", cell);
            Ok(())
        },
    },
    Column {
        name: "title_en",
        heads: &["titre en", "titre anglais", "titre en anglais", "title en", "english title", "title in english"],
        write: |item| item.title.exact("en").to_owned(),
        read: |item, cell| {
            item.title.set("en", cell);
            Ok(())
        },
    },
    Column {
        name: "description_fr",
        heads: &[
            "description",
            "resume",
            "description fr",
            "description francaise",
            "description en francais",
            "notes",
            "summary",
            "details",
        ],
        write: |item| item.description.exact("fr").to_owned(),
        read: |item, cell| {
            item.description.set("fr", cell);
            Ok(())
        },
    },
    Column {
        name: "description_en",
        heads: &["description en", "description anglaise", "description en anglais", "english description"],
        write: |item| item.description.exact("en").to_owned(),
        read: |item, cell| {
            item.description.set("en", cell);
            Ok(())
        },
    },
    Column {
        name: "tags",
        heads: &[
            "mots cles",
            "mot cle",
            "etiquettes",
            "etiquette",
            "sujets",
            "sujet",
            "themes",
            "theme",
            "keywords",
            "tag",
            "subjects",
            "subject",
        ],
        write: |item| joined(&item.tags),
        read: |item, cell| {
            item.tags = parted(cell);
            Ok(())
        },
    },
    Column {
        name: "level",
        heads: &["niveau", "difficulte", "difficulty"],
        write: |item| item.level.code().to_owned(),
        read: |item, cell| choice(&mut item.level, cell, "unknown_level"),
    },
    Column {
        name: "duration_minutes",
        heads: &[
            "duree",
            "duree min",
            "duree minutes",
            "duree en minutes",
            "minutes",
            "duration",
            "length",
            "duration min",
        ],
        write: |item| item.duration_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        read: |item, cell| number(&mut item.duration_minutes, cell),
    },
    Column {
        name: "equipment",
        heads: &["materiel", "equipement", "accessoires", "material", "gear"],
        write: |item| joined(&item.equipment),
        read: |item, cell| {
            item.equipment = parted(cell);
            Ok(())
        },
    },
    Column {
        name: "language",
        heads: &["langue", "lang"],
        write: |item| item.language.clone().unwrap_or_default(),
        read: |item, cell| text(&mut item.language, cell),
    },
    Column {
        name: "instructor",
        heads: &[
            "instructeur",
            "instructrice",
            "enseignant",
            "enseignante",
            "animateur",
            "animatrice",
            "professeur",
            "prof",
            "moniteur",
            "teacher",
            "coach",
            "presenter",
            "given by",
            "donne par",
        ],
        write: |item| item.instructor.clone().unwrap_or_default(),
        read: |item, cell| text(&mut item.instructor, cell),
    },
    Column {
        name: "centre",
        heads: &["lieu", "site", "succursale", "center", "branch", "location", "place"],
        write: |item| item.centre.clone().unwrap_or_default(),
        read: |item, cell| text(&mut item.centre, cell),
    },
    Column {
        name: "status",
        heads: &["etat", "statut", "state"],
        write: |item| item.status.code().to_owned(),
        read: |item, cell| choice(&mut item.status, cell, "unknown_status"),
    },
];

/// Every name at the head of a table, in the order of an export.
pub fn heads() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().map(|column| column.name).chain([ID])
}

/// The column of this name; nothing for the id.
pub(super) fn named(name: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.name == name)
}

fn text(field: &mut Option<String>, cell: &str) -> Result<(), &'static str> {
    *field = (!cell.is_empty()).then(|| cell.to_owned());
    Ok(())
}

fn choice<T: FromStr>(field: &mut T, cell: &str, code: &'static str) -> Result<(), &'static str> {
    if !cell.is_empty() {
        *field = cell.to_lowercase().parse().map_err(|_| code)?;
    }
    Ok(())
}

fn number(field: &mut Option<u32>, cell: &str) -> Result<(), &'static str> {
    *field = if cell.is_empty() { None } else { Some(cell.parse().map_err(|_| "not_a_number")?) };
    Ok(())
}
