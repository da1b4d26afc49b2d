//! What the columns of a table of items are called, for a person: as the form of an item calls its fields, in
//! the groups of that form.

use crate::{
    own_fields,
    texts::{FluentValue, locale, t, t_with, text},
};
use contract::{Locale, extra_fields::ExtraFieldDetails, imports::ImportColumn, text::folded};

/// The name of a column in a file, and the text that the form shows for it; `fr` or `en` where each language has
/// a column of its own.
type Named = (&'static str, &'static str, &'static str);

/// The groups of the form, each with its heading, and the columns that are filled in there.
const GROUPS: [(&str, &[Named]); 3] = [
    (
        "item-what",
        &[
            ("kind", "facet-kind", ""),
            ("title_fr", "item-title", "fr"),
            ("title_en", "item-title", "en"),
            ("description_fr", "item-description", "fr"),
            ("description_en", "item-description", "en"),
            ("language", "facet-language", ""),
            ("source_key", "item-key", ""),
            ("id", "import-id", ""),
        ],
    ),
    (
        "item-for",
        &[
            ("level", "facet-level", ""),
            ("duration_minutes", "item-minutes", ""),
            ("instructor", "item-instructor", ""),
            ("centre", "item-centre", ""),
            ("equipment", "item-equipment", ""),
            ("tags", "item-tags", ""),
            ("position", "facet-position", ""),
            ("impact", "facet-impact", ""),
            ("space", "item-space", ""),
            ("age_from", "item-age-from", ""),
            ("age_to", "item-age-to", ""),
            ("programme", "item-programme", ""),
            ("audience", "item-audience", ""),
            ("substitutes", "item-substitutes", ""),
        ],
    ),
    (
        "item-where",
        &[
            ("carrier", "item-carrier", ""),
            ("place", "item-place", ""),
            ("condition", "item-condition", ""),
            ("owner", "item-owner", ""),
            ("review_on", "item-review", ""),
            ("not_digitisable_fr", "item-not-digitisable", "fr"),
            ("not_digitisable_en", "item-not-digitisable", "en"),
            ("status", "inventory-status", ""),
        ],
    ),
];

/// The columns that every inventory has, in the order of the form.
pub(super) fn columns() -> impl Iterator<Item = &'static str> {
    GROUPS.iter().flat_map(|(_, columns)| *columns).map(|(name, ..)| *name)
}

/// What one of our columns is called; its name in a file where it has no other.
pub fn column_words(name: &str, locale: Locale, own: &[ExtraFieldDetails]) -> String {
    let fixed = GROUPS.iter().flat_map(|(_, columns)| *columns).find(|(column, ..)| *column == name);
    let Some((_, key, language)) = fixed else {
        let field = own.iter().find(|field| field.code == name);
        return field.map_or_else(|| name.to_owned(), |field| field.fields.label.pick(locale).to_owned());
    };
    let field = text(locale, key, &[]);
    let within: [(&str, FluentValue<'_>); 1] = [("field", field.as_str().into())];
    match *language {
        "fr" => text(locale, "import-in-french", &within),
        "en" => text(locale, "import-in-english", &within),
        _ => field,
    }
}

/// The same for the reader of a page; a field of the organisation's own is said to be one.
pub(super) fn column_name(name: &str) -> String {
    match own_fields::label_of(name) {
        Some(label) => t_with("own-import", &[("name", label.into())]),
        None => column_words(name, locale(), &[]),
    }
}

/// Every column that a column of a file can be, in the groups of the form: the name and the words of each.
pub(super) fn offered() -> Vec<(String, Vec<(String, String)>)> {
    let fixed = |columns: &[Named]| {
        columns.iter().map(|(name, ..)| ((*name).to_owned(), column_words(name, locale(), &[]))).collect()
    };
    let own = Some((t("own-legend"), own_fields::offered())).filter(|(_, own)| !own.is_empty());
    GROUPS.iter().map(|(heading, columns)| (t(heading), fixed(columns))).chain(own).collect()
}

/// Where in a file a problem is: what heads the column there, and what it was taken for, where that says more.
/// A column that the file has not is called by its words alone.
pub(super) fn place(
    problem: &str,
    columns: &[ImportColumn],
    locale: Locale,
    own: &[ExtraFieldDetails],
) -> (String, Option<String>) {
    let Some(column) = columns.iter().find(|column| column.name == problem) else {
        return (column_words(problem, locale, own), None);
    };
    let words = column.column.as_deref().map(|ours| column_words(ours, locale, own));
    (column.name.clone(), words.filter(|words| folded(words) != folded(&column.name)))
}

/// The same in one text, for a table.
pub fn place_in_words(problem: &str, columns: &[ImportColumn], locale: Locale, own: &[ExtraFieldDetails]) -> String {
    match place(problem, columns, locale, own) {
        (head, Some(words)) => format!("{head} – {words}"),
        (head, None) => head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_has_its_words_and_no_two_have_the_same() {
        assert_eq!(columns().collect::<BTreeSet<_>>(), domain::inventory::heads().collect());
        for locale in Locale::ALL {
            let words: BTreeSet<String> = columns().map(|name| column_words(name, locale, &[])).collect();
            assert_eq!(words.len(), columns().count());
        }
        assert_eq!(column_words("title_en", Locale::Fr, &[]), "Titre (anglais)");
        assert_eq!(column_words("x_couleur", Locale::Fr, &[]), "x_couleur");
    }

    #[test]
    fn a_problem_is_placed_by_the_file_s_words_and_by_ours() {
        let column = |name: &str, ours: &str| ImportColumn {
            name: name.into(),
            examples: Vec::new(),
            column: Some(ours.into()),
            likely: None,
        };
        let columns = [column("Durée (min)", "duration_minutes"), column("NIVEAU", "level"), column("kind", "kind")];
        let place = |problem: &str| place_in_words(problem, &columns, Locale::Fr, &[]);
        assert_eq!(place("Durée (min)"), "Durée (min) – Durée en minutes");
        assert_eq!(place("NIVEAU"), "NIVEAU");
        assert_eq!(place("kind"), "kind – Genre");
        assert_eq!(place("title_fr"), "Titre (français)", "the file has no such column");
        assert_eq!(place(""), "");
    }
}
