//! Which of our columns a person probably means by a name of their own. Pure.

use crate::inventory::columns::{self, COLUMNS, ID};
use contract::text::words;

/// How people say in which language the texts of a column are, before its name or behind it.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("_fr", &["en francais", "in french", "francais", "francaise", "french", "fr"]),
    ("_en", &["en anglais", "in english", "anglais", "anglaise", "english", "en"]),
];

/// The column that is probably meant: by its name, by what the form of an item calls it or by another word for
/// it, in French or in English, whatever the case, accents and signs.
pub(super) fn guess(theirs: &str) -> Option<&'static str> {
    let theirs = words(theirs);
    called(&theirs).or_else(|| in_a_language(&theirs)).or_else(|| called(theirs.trim_end_matches(['s', 'x'])))
}

fn called(theirs: &str) -> Option<&'static str> {
    if theirs.is_empty() {
        return None;
    }
    let says = |name: &str, heads: &[&str]| name.replace('_', " ") == theirs || heads.contains(&theirs);
    let found = COLUMNS.iter().find(|column| says(column.name, column.heads)).map(|column| column.name);
    found.or_else(|| says(ID, columns::ID_HEADS).then_some(ID))
}

/// `Résumé (anglais)` is our `description_en`, as `résumé` is our description.
fn in_a_language(theirs: &str) -> Option<&'static str> {
    let of = |ending: &str, said: &str| {
        let behind = || theirs.strip_suffix(said)?.strip_suffix(' ');
        let before = || theirs.strip_prefix(said)?.strip_prefix(' ');
        let text = called(behind().or_else(before)?)?;
        let text = LANGUAGES.iter().find_map(|(ending, _)| text.strip_suffix(ending))?;
        columns::heads().find(|ours| ours.strip_suffix(ending) == Some(text))
    };
    LANGUAGES.iter().find_map(|(ending, said)| said.iter().find_map(|said| of(ending, said)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_over_a_column_is_guessed() {
        for (theirs, ours) in [
            ("Durée (min)", "duration_minutes"),
            ("DUREE EN MINUTES", "duration_minutes"),
            ("Titre (FR)", "title_fr"),
            ("Titre (français)", "title_fr"),
            ("Titre, en anglais", "title_en"),
            ("English title", "title_en"),
            ("Résumé (anglais)", "description_en"),
            ("French description", "description_fr"),
            ("Not digitisable (French)", "not_digitisable_fr"),
            ("Mots-clés", "tags"),
            ("Étiquettes :", "tags"),
            ("Teacher", "instructor"),
            ("Niveaux", "level"),
            ("Langue", "language"),
            ("Centre", "centre"),
            ("Genres", "kind"),
            ("Jusqu’à (âge)", "age_to"),
            ("Identifiant dans Estrade", "id"),
        ] {
            assert_eq!(guess(theirs), Some(ours), "{theirs}");
        }
        for theirs in ["Prix", "", "français", "Prix (anglais)", "Niveau (anglais)", "s"] {
            assert_eq!(guess(theirs), None, "{theirs}");
        }
    }

    #[test]
    fn no_name_is_that_of_two_columns() {
        let said = COLUMNS.iter().flat_map(|column| column.heads.iter().map(move |head| (*head, column.name)));
        for (head, name) in said.chain(columns::ID_HEADS.iter().map(|head| (*head, ID))) {
            assert_eq!(words(head), head, "as it is compared");
            assert_eq!(called(head), Some(name), "{head}");
        }
    }
}
