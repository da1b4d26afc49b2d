//! How a notice reads, as our worker in the browser shows it (`style/assets/push/worker.js`).

use super::letter::subject;
use crate::{address::Place, texts::text};
use domain::mail::{Letter, News};
use serde_json::json;

/// What a letter tells, in as few words as a telephone shows: which session and when, who gives it and where,
/// and the page that it leads to.
pub fn notice(letter: &Letter) -> String {
    let (locale, about) = (letter.locale, &letter.about);
    let title = subject(letter);
    let by = about.given_by.as_ref().map(|name| text(locale, "card-by", &[("name", name.as_str().into())]));
    let by = [by, about.centre.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (place, body) = match letter.news {
        News::Cancelled => (Place::Catalogue, text(locale, "letter-others", &[])),
        News::Soon(_) | News::Moved(_) if by.is_empty() => {
            (Place::Session(about.session), text(locale, "letter-open", &[]))
        }
        News::Soon(_) | News::Moved(_) => (Place::Session(about.session), by),
    };
    let tag = letter.id.to_string();
    json!({"title": title, "body": body, "url": place.path(locale), "tag": tag, "lang": locale.tag()}).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reminders::sample;
    use contract::{Locale, reminders::Lead};

    fn letter(locale: Locale, news: News, centre: Option<&str>) -> Letter {
        let mut letter = sample::letter(locale, news, "2026-11-25T22:30:00Z");
        letter.about.centre = centre.map(str::to_owned);
        letter
    }

    #[test]
    fn a_notice_says_what_when_and_where_in_the_readers_language() {
        let read = |letter: &Letter| serde_json::from_str::<serde_json::Value>(&notice(letter)).unwrap();
        let french = read(&letter(Locale::Fr, News::Soon(Lead::Hour), Some("Centre-Nord")));
        assert_eq!(french["title"], "Bientôt\u{a0}: Cardio & cie, à 18\u{a0}h\u{a0}30");
        assert_eq!(french["body"], "Centre-Nord");
        assert_eq!(french["url"], "/fr/seances/0193a5e4-7b1c-7000-8000-000000000002");
        assert_eq!(french["lang"], "fr-CA");
        let english = read(&letter(Locale::En, News::Soon(Lead::Minutes), None));
        assert_eq!(english["title"], "In a moment: Cardio & co, at 18:30");
        assert_eq!(english["body"], "Open the session’s page");
        let cancelled = read(&letter(Locale::En, News::Cancelled, None));
        assert_eq!(cancelled["url"], "/en/catalogue");
    }
}
