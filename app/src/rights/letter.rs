//! How the letter about a right that ends soon reads.

use super::day_in;
use crate::{
    address::Place,
    reminders::{Paragraph, Written, laid_out},
    texts::text,
};
use domain::mail::RightLetter;

/// The letter in its reader's language. `home` is where people reach this Estrade.
pub fn written(letter: &RightLetter, home: &str) -> Written {
    let (locale, right) = (letter.locale, &letter.right);
    let (place, key) = match (right.release_id, right.licence_id) {
        (Some(release), _) => (Place::Release(release), "right-letter-release"),
        (None, Some(licence)) => (Place::Licence(licence), "right-letter-licence"),
        (None, None) => (Place::Item(right.item_id), "right-letter-licence"),
    };
    let title = right.title.pick(locale);
    let facts = [
        ("name", right.name.as_str().into()),
        ("title", title.into()),
        ("day", day_in(locale, &right.ends_on).into()),
        ("days", right.days_left.into()),
    ];
    let to = |key: &str, place: Place| Paragraph(text(locale, key, &[]), Some(format!("{home}{}", place.path(locale))));
    let paragraphs = vec![
        Paragraph(text(locale, "letter-hello", &[("name", letter.name.as_str().into())]), None),
        Paragraph(text(locale, key, &facts), None),
        Paragraph(text(locale, "right-letter-then", &[]), None),
        to("right-letter-open", place),
        to("right-letter-all", Place::RightsToWatch),
    ];
    laid_out(locale, text(locale, "right-letter-subject", &facts), &paragraphs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{ItemId, LangMap, Locale, ReleaseId, rights::EndingRight};

    #[test]
    fn it_says_what_ends_and_when_in_the_readers_language() {
        let id = "0193a5e4-7b1c-7000-8000-000000000001";
        let letter = |locale, days_left| RightLetter {
            id: id.parse().unwrap(),
            name: "Ana <Roy>".into(),
            email: "ana@example.org".into(),
            locale,
            written_at: "2026-11-24T23:30:00Z".parse().unwrap(),
            right: EndingRight {
                release_id: Some(id.parse::<ReleaseId>().unwrap()),
                licence_id: None,
                item_id: id.parse::<ItemId>().unwrap(),
                title: LangMap::both("Cardio & cie", "Cardio & co"),
                name: "Luc".into(),
                ends_on: "2026-12-01".into(),
                days_left,
                owner: None,
            },
        };
        let french = written(&letter(Locale::Fr, 7), "https://e.test");
        assert!(french.subject.contains("Luc") && french.subject.contains("7"), "{}", french.subject);
        assert!(
            french.text.contains("1er\u{a0}décembre 2026") || french.text.contains("décembre 2026"),
            "{}",
            french.text
        );
        assert!(french.text.contains(&format!("https://e.test/fr/autorisations/{id}\n")), "{}", french.text);
        assert!(french.html.contains("Ana &lt;Roy&gt;"), "{}", french.html);
        let last = written(&letter(Locale::En, 0), "https://e.test");
        assert!(last.text.contains("Cardio & co") && last.text.contains("/en/releases/"), "{}", last.text);
        assert!(last.subject.contains("today"), "{}", last.subject);
    }
}
