//! The columns of a table of items, in one list: an export writes them, an import reads them, the
//! mapping of a strange table offers them, and the difference between an item and a row is told
//! in them.
//!
//! **A new field of an item takes one line here**: its name, the words by which people head such a
//! column (in the form of [`words`](contract::text::words)), how its cell is written and how it is read.
//! `text(|f| &f.x, ..)` and its neighbours below cover what most fields are. Add it before `id`'s place,
//! which is always last; its words, as the form of an item has them, go into `app/src/inventory/column_words.rs`.

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
    /// How people head it, without case, accents and signs.
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
pub(super) const ID_HEADS: &[&str] =
    &["identifiant", "identifiant estrade", "identifiant dans estrade", "identifier in estrade", "estrade id", "uuid"];

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
            "inventory number",
            "numero d inventaire",
        ],
        write: |item| item.source_key.clone().unwrap_or_default(),
        read: |item, cell| text(&mut item.source_key, cell),
    },
    Column {
        name: "kind",
        heads: &["genre", "type", "sorte", "categorie", "category", "nature", "genre de fiche"],
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
        heads: &["niveau", "niveau de difficulte", "difficulte", "difficulty"],
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
            "duree en min",
            "duree mn",
            "minutes",
            "duration",
            "length",
            "duration min",
            "duration in minutes",
            "length in minutes",
            "length min",
        ],
        write: |item| item.duration_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        read: |item, cell| {
            item.duration_minutes = if cell.is_empty() { None } else { Some(minutes(cell).ok_or("not_a_number")?) };
            Ok(())
        },
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
        heads: &["langue", "lang", "langue parlee", "langue de l audio", "spoken language"],
        write: |item| item.language.clone().unwrap_or_default(),
        read: |item, cell| text(&mut item.language, meant("language", cell).unwrap_or(cell)),
    },
    Column {
        name: "instructor",
        heads: &[
            "instructeur",
            "instructrice",
            "personne qui enseigne",
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
        heads: &["lieu", "site", "succursale", "nom du centre", "center", "branch", "location"],
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
        heads: &["a defaut", "a defaut a la maison", "remplacement", "substituts", "instead", "instead at home"],
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
        heads: &["age minimum", "age min", "a partir de", "a partir de age", "minimum age", "from age"],
        write: |item| item.age_from.map(|years| years.to_string()).unwrap_or_default(),
        read: |item, cell| number(&mut item.age_from, cell),
    },
    Column {
        name: "age_to",
        heads: &["age maximum", "age max", "jusqu a", "jusqu a age", "maximum age", "to age"],
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
        heads: &["support", "support actuel", "format", "medium", "exists today as"],
        write: |item| item.carrier.map_or("", |value| value.code()).to_owned(),
        read: |item, cell| option("carrier", &mut item.carrier, cell, "unknown_choice"),
    },
    Column {
        name: "place",
        heads: &["rangement", "emplacement", "tablette", "shelf", "kept in", "where it is kept"],
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
        heads: &["a revoir", "a revoir le", "revision", "review", "review date", "to be reviewed on"],
        write: |item| item.review_on.map(|day| day.to_string()).unwrap_or_default(),
        read: |item, cell| {
            item.review_on = if cell.is_empty() { None } else { Some(day(cell).ok_or("not_a_date")?) };
            Ok(())
        },
    },
    Column {
        name: "not_digitisable_fr",
        heads: &["non numerisable", "ne peut pas etre numerise", "ce qui ne peut pas etre numerise et pourquoi"],
        write: |item| item.not_digitisable.exact("fr").to_owned(),
        read: |item, cell| {
            item.not_digitisable.set("fr", cell);
            Ok(())
        },
    },
    Column {
        name: "not_digitisable_en",
        heads: &["not digitisable", "cannot be digitised", "what cannot be digitised and why"],
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

/// Whole minutes as people write them: `45`, `45 min`, `1 h 30`, `2 heures`. `1:30` could be either.
fn minutes(cell: &str) -> Option<u32> {
    let dense: String = cell.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    let dense = dense.trim_end_matches('.');
    let number = |text: &str| text.parse::<u32>().ok();
    let whole = |text: &str| number(MINUTES.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text));
    if !dense.contains('h') {
        return whole(dense);
    }
    let (hours, rest) = HOURS.iter().find_map(|unit| dense.split_once(unit))?;
    let rest = if rest.is_empty() { 0 } else { whole(rest).filter(|rest| *rest < 60)? };
    number(hours)?.checked_mul(60)?.checked_add(rest)
}

/// Units of time, the longer ones first.
const MINUTES: [&str; 5] = ["minutes", "minute", "mins", "min", "mn"];
const HOURS: [&str; 7] = ["heures", "heure", "hours", "hour", "hrs", "hr", "h"];

fn number(field: &mut Option<u32>, cell: &str) -> Result<(), &'static str> {
    *field = if cell.is_empty() { None } else { Some(cell.parse().map_err(|_| "not_a_number")?) };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_as_people_write_it() {
        for (cell, length) in [
            ("45", 45),
            ("45 min.", 45),
            ("45 Minutes", 45),
            ("1 h 30", 90),
            ("1h05", 65),
            ("2 heures", 120),
            ("1 hour 15 minutes", 75),
        ] {
            assert_eq!(minutes(cell), Some(length), "{cell}");
        }
        for cell in ["vingt", "1:30", "1 h 75", "h", "45 s", "-5", "1.5 h", "20 à 30 min", "99999999 h"] {
            assert_eq!(minutes(cell), None, "{cell}");
        }
    }

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
