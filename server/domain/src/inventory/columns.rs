//! The columns of a table of items, in one list: an export writes them, an import reads them, the
//! mapping of a strange table offers them, and the difference between an item and a row is told
//! in them.
//!
//! **A new field of an item takes one line here**: its name, the words by which people head such a
//! column (in [`folded`](contract::text::folded) form), how its cell is written and how it is read.
//! `text(|f| &f.x, ..)` and its neighbours below cover what most fields are. Add it before `id`'s place,
//! which is always last; a text for the list on the import page goes with it (`app/src/inventory/import.rs`).

use super::{
    cells::{joined, parted},
    said::meant,
};
use contract::{inventory::ItemFields, text::day};
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
        read: |item, cell| choice("kind", &mut item.kind, cell, "unknown_kind"),
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
        read: |item, cell| choice("level", &mut item.level, cell, "unknown_level"),
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
        heads: &["lieu", "site", "succursale", "center", "branch", "location"],
        write: |item| item.centre.clone().unwrap_or_default(),
        read: |item, cell| text(&mut item.centre, cell),
    },
    Column {
        name: "status",
        heads: &["etat", "statut", "state"],
        write: |item| item.status.code().to_owned(),
        read: |item, cell| choice("status", &mut item.status, cell, "unknown_status"),
    },
    Column {
        name: "impact",
        heads: &["intensite", "intensity"],
        write: |item| item.impact.map_or("", |value| value.code()).to_owned(),
        read: |item, cell| option("impact", &mut item.impact, cell, "unknown_choice"),
    },
    Column {
        name: "position",
        heads: &["posture"],
        write: |item| item.position.map_or("", |value| value.code()).to_owned(),
        read: |item, cell| option("position", &mut item.position, cell, "unknown_choice"),
    },
    Column {
        name: "space",
        heads: &["espace", "espace necessaire", "space needed"],
        write: |item| item.space.map_or("", |value| value.code()).to_owned(),
        read: |item, cell| option("space", &mut item.space, cell, "unknown_choice"),
    },
    Column {
        name: "substitutes",
        heads: &["a defaut", "remplacement", "substituts", "instead"],
        write: |item| {
            let pairs: Vec<String> =
                item.substitutes.iter().map(|(piece, instead)| format!("{piece}={instead}")).collect();
            joined(&pairs)
        },
        read: |item, cell| {
            let pairs = parted(cell).into_iter().map(|pair| {
                let (piece, instead) = pair.split_once('=').ok_or("not_a_pair")?;
                Ok((piece.trim().to_owned(), instead.trim().to_owned()))
            });
            item.substitutes = pairs.collect::<Result<_, &'static str>>()?;
            Ok(())
        },
    },
    Column {
        name: "age_from",
        heads: &["age minimum", "age min", "minimum age"],
        write: |item| item.age_from.map(|years| years.to_string()).unwrap_or_default(),
        read: |item, cell| number(&mut item.age_from, cell),
    },
    Column {
        name: "age_to",
        heads: &["age maximum", "age max", "maximum age"],
        write: |item| item.age_to.map(|years| years.to_string()).unwrap_or_default(),
        read: |item, cell| number(&mut item.age_to, cell),
    },
    Column {
        name: "audience",
        heads: &["public", "clientele", "public cible"],
        write: |item| joined(&item.audience),
        read: |item, cell| {
            item.audience = parted(cell);
            Ok(())
        },
    },
    Column {
        name: "programme",
        heads: &["program", "serie", "series"],
        write: |item| item.programme.clone().unwrap_or_default(),
        read: |item, cell| text(&mut item.programme, cell),
    },
    Column {
        name: "carrier",
        heads: &["support", "format", "medium"],
        write: |item| item.carrier.map_or("", |value| value.code()).to_owned(),
        read: |item, cell| option("carrier", &mut item.carrier, cell, "unknown_choice"),
    },
    Column {
        name: "place",
        heads: &["rangement", "emplacement", "tablette", "shelf", "kept in"],
        write: |item| item.place.clone().unwrap_or_default(),
        read: |item, cell| text(&mut item.place, cell),
    },
    Column {
        name: "condition",
        heads: &["condition du support", "etat du support"],
        write: |item| item.condition.map_or("", |value| value.code()).to_owned(),
        read: |item, cell| option("condition", &mut item.condition, cell, "unknown_choice"),
    },
    Column {
        name: "owner",
        heads: &["responsable", "proprietaire", "responsible"],
        write: |item| item.owner.clone().unwrap_or_default(),
        read: |item, cell| text(&mut item.owner, cell),
    },
    Column {
        name: "review_on",
        heads: &["a revoir", "a revoir le", "revision", "review", "review date"],
        write: |item| item.review_on.map(|day| day.to_string()).unwrap_or_default(),
        read: |item, cell| {
            item.review_on = if cell.is_empty() { None } else { Some(day(cell).ok_or("not_a_date")?) };
            Ok(())
        },
    },
    Column {
        name: "not_digitisable_fr",
        heads: &["non numerisable", "ne peut pas etre numerise"],
        write: |item| item.not_digitisable.exact("fr").to_owned(),
        read: |item, cell| {
            item.not_digitisable.set("fr", cell);
            Ok(())
        },
    },
    Column {
        name: "not_digitisable_en",
        heads: &["not digitisable", "cannot be digitised"],
        write: |item| item.not_digitisable.exact("en").to_owned(),
        read: |item, cell| {
            item.not_digitisable.set("en", cell);
            Ok(())
        },
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

/// A choice by its code, or by a word that people write for it in this column.
fn chosen<T: FromStr>(column: &str, cell: &str, code: &'static str) -> Result<T, &'static str> {
    let by_word = || meant(column, cell).and_then(|code| code.parse().ok());
    cell.to_lowercase().parse().ok().or_else(by_word).ok_or(code)
}

fn choice<T: FromStr>(column: &str, field: &mut T, cell: &str, code: &'static str) -> Result<(), &'static str> {
    if !cell.is_empty() {
        *field = chosen(column, cell, code)?;
    }
    Ok(())
}

fn option<T: FromStr>(column: &str, field: &mut Option<T>, cell: &str, code: &'static str) -> Result<(), &'static str> {
    *field = if cell.is_empty() { None } else { Some(chosen(column, cell, code)?) };
    Ok(())
}

fn number(field: &mut Option<u32>, cell: &str) -> Result<(), &'static str> {
    *field = if cell.is_empty() { None } else { Some(cell.parse().map_err(|_| "not_a_number")?) };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_reads_what_it_writes() {
        let mut item = ItemFields::new(contract::inventory::Kind::Class, contract::LangMap::both("Yoga", "Yoga"));
        item.position = "seated".parse().ok();
        item.carrier = "disc".parse().ok();
        item.substitutes.insert("haltères".into(), "bouteilles d’eau; pleines".into());
        item.audience = vec!["aînés".into(), "débutants".into()];
        item.review_on = "2027-03-01".parse().ok();
        (item.age_from, item.place) = (Some(55), Some("Armoire 3".into()));
        item.not_digitisable.set("fr", "La musique");
        let mut read = ItemFields::new(contract::inventory::Kind::Talk, contract::LangMap::default());
        for column in COLUMNS {
            (column.read)(&mut read, &(column.write)(&item)).unwrap();
        }
        assert_eq!(read.tidy(), item);
    }
}
