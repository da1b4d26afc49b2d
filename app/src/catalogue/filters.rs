//! What a visitor looks for, as it stands in the address: the address is the state.

use crate::{
    address::Place,
    desk,
    texts::{self, t, t_with},
    ui::language_name,
    words,
};
use contract::catalogue::CatalogueSearch;

/// The filters in the order in which they are offered, by their name in the address.
pub const FACETS: [&str; 10] =
    ["duration_max", "level", "position", "impact", "equipment", "language", "kind", "instructor", "centre", "tag"];

/// The orders that are offered.
pub const SORTS: [&str; 3] = ["new", "title", "duration"];

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters(Vec<(String, String)>);

impl Filters {
    /// What the address of the page says. Names that mean nothing here are left out.
    pub fn asked() -> Self {
        Self::of(desk::query())
    }

    fn of(query: Vec<(String, String)>) -> Self {
        let mut known: Vec<(String, String)> = Vec::new();
        for (name, value) in query {
            let means_something = FACETS.contains(&name.as_str()) || matches!(name.as_str(), "q" | "sort" | "cursor");
            if means_something && !known.iter().any(|(before, _)| *before == name) {
                known.push((name, value.trim().to_owned()));
            }
        }
        Self(known)
    }

    /// The value of one name; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The search for the catalogue.
    pub fn search(&self) -> CatalogueSearch {
        let text = |name: &str| Some(self.get(name).to_owned()).filter(|value| !value.is_empty());
        CatalogueSearch {
            q: text("q"),
            kind: text("kind"),
            duration_max: self.get("duration_max").parse().ok(),
            level: text("level"),
            equipment: text("equipment"),
            language: text("language"),
            instructor: text("instructor"),
            centre: text("centre"),
            impact: text("impact"),
            position: text("position"),
            tag: text("tag"),
            locale: Some(texts::locale()),
            sort: text("sort"),
            limit: None,
            cursor: text("cursor"),
        }
    }

    /// Everything but `name` and the place in the list: what a form has to carry along.
    pub fn besides(&self, names: &[&str]) -> Vec<(String, String)> {
        self.0.iter().filter(|(name, _)| name != "cursor" && !names.contains(&name.as_str())).cloned().collect()
    }

    /// The filters that are chosen, the words looked for among them.
    pub fn chosen(&self) -> Vec<(&str, &str)> {
        let facets = FACETS.iter().copied().chain(["q"]);
        facets.map(|name| (name, self.get(name))).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Whether everything is shown.
    pub fn is_empty(&self) -> bool {
        self.chosen().is_empty()
    }

    /// The address of this page with one name changed; an empty value removes it.
    pub fn with(&self, name: &str, value: &str) -> String {
        let mut pairs = self.besides(&[name]);
        pairs.push((name.to_owned(), value.to_owned()));
        address(&pairs)
    }
}

fn address(pairs: &[(String, String)]) -> String {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Place::Catalogue.with(texts::locale(), &pairs)
}

/// The heading of a filter.
pub fn legend(facet: &str) -> String {
    match facet {
        "duration_max" => t("facet-duration-max"),
        "level" => t("facet-level"),
        "equipment" => t("facet-equipment"),
        "language" => t("facet-language"),
        "kind" => t("facet-kind"),
        "instructor" => t("facet-instructor"),
        "centre" => t("facet-centre"),
        "impact" => t("facet-impact"),
        "position" => t("facet-position"),
        _ => t("facet-tag"),
    }
}

/// The words for a filter's value; what people wrote is shown as they wrote it.
pub fn label(facet: &str, value: &str) -> String {
    match facet {
        "duration_max" => match value.parse::<u32>() {
            Ok(minutes) => t_with("facet-minutes", &[("minutes", minutes.into())]),
            Err(_) => value.to_owned(),
        },
        "level" => value.parse().map_or_else(|()| value.to_owned(), words::level),
        "kind" => value.parse().map_or_else(|()| value.to_owned(), words::kind),
        "impact" => value.parse().map_or_else(|()| value.to_owned(), words::impact),
        "position" => value.parse().map_or_else(|()| value.to_owned(), words::position),
        "language" => language_name(value),
        "equipment" if value == "none" => t("equipment-none"),
        "tag" => words::tag(value),
        "q" => match texts::locale() {
            contract::Locale::Fr => format!("«\u{a0}{value}\u{a0}»"),
            contract::Locale::En => format!("“{value}”"),
        },
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filters(pairs: &[(&str, &str)]) -> Filters {
        Filters::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn the_address_is_the_state() {
        let filters = filters(&[
            ("q", " dos "),
            ("level", "beginner"),
            ("level", "all"),
            ("evil", "1"),
            ("duration_max", "20"),
            ("cursor", "x"),
        ]);
        let search = filters.search();
        assert_eq!(search.q.as_deref(), Some("dos"));
        assert_eq!(search.level.as_deref(), Some("beginner"));
        assert_eq!(search.duration_max, Some(20));
        assert_eq!(filters.chosen(), [("duration_max", "20"), ("level", "beginner"), ("q", "dos")]);
        assert_eq!(filters.with("level", ""), "/fr/catalogue?q=dos&duration_max=20");
        assert_eq!(filters.with("sort", "title"), "/fr/catalogue?q=dos&level=beginner&duration_max=20&sort=title");
    }

    #[test]
    fn a_duration_that_is_no_number_narrows_nothing() {
        assert_eq!(filters(&[("duration_max", "abc")]).search().duration_max, None);
    }
}
