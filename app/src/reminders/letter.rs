//! How a letter reads, as plain text and as HTML.

use crate::{address::Place, figures, texts::text};
use contract::{Locale, reminders::Lead};
use domain::mail::{Letter, News};

/// A letter in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The line that a mailbox shows.
    pub subject: String,
    /// All of it, for who reads plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// A paragraph, and the address that it leads to.
pub(crate) struct Paragraph(pub String, pub Option<String>);

/// The letter in its reader's language. `home` is where people reach this Estrade.
pub fn written(letter: &Letter, home: &str) -> Written {
    let locale = letter.locale;
    laid_out(locale, subject(letter), &paragraphs(letter, home))
}

/// A letter's words, as plain text and as HTML.
pub(crate) fn laid_out(locale: Locale, subject: String, paragraphs: &[Paragraph]) -> Written {
    let plain = paragraphs.iter().map(|Paragraph(words, link)| match link {
        Some(link) if locale == Locale::Fr => format!("{words}\u{a0}:\n{link}"),
        Some(link) => format!("{words}:\n{link}"),
        None => words.clone(),
    });
    let text = plain.collect::<Vec<_>>().join("\n\n") + "\n";
    let marked = paragraphs.iter().map(|Paragraph(words, link)| {
        let words = escaped(words);
        match link {
            Some(link) => format!("<p><a href=\"{}\">{words}</a></p>\n", escaped(link)),
            None => format!("<p>{words}</p>\n"),
        }
    });
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n\
         <body style=\"font-family: sans-serif; line-height: 1.5\">\n{}</body></html>\n",
        locale.tag(),
        escaped(&subject),
        marked.collect::<String>(),
    );
    Written { subject, text, html }
}

/// The line that says what it is about.
pub(super) fn subject(letter: &Letter) -> String {
    said(
        letter,
        [
            "letter-subject-day",
            "letter-subject-hour",
            "letter-subject-minutes",
            "letter-subject-moved",
            "letter-subject-cancelled",
        ],
    )
}

/// One sentence of five, by what the letter tells.
fn said(letter: &Letter, [day, hour, minutes, moved, cancelled]: [&str; 5]) -> String {
    let (locale, about) = (letter.locale, &letter.about);
    let key = match letter.news {
        News::Soon(Lead::Day) => day,
        News::Soon(Lead::Hour) => hour,
        News::Soon(Lead::Minutes) => minutes,
        News::Moved(_) => moved,
        News::Cancelled => cancelled,
    };
    let title = about.title.pick(locale);
    let when = figures::when(locale, about.starts_at, letter.written_at);
    let before = match letter.news {
        News::Moved(before) => figures::when(locale, before, letter.written_at),
        _ => String::new(),
    };
    let hour = figures::hour(locale, about.starts_at);
    text(
        locale,
        key,
        &[("title", title.into()), ("when", when.into()), ("before", before.into()), ("hour", hour.into())],
    )
}

fn paragraphs(letter: &Letter, home: &str) -> Vec<Paragraph> {
    let (locale, about) = (letter.locale, &letter.about);
    let plain = |words: String| Paragraph(words, None);
    let to = |words: String, place: Place| Paragraph(words, Some(format!("{home}{}", place.path(locale))));
    let news = said(letter, ["letter-day", "letter-hour", "letter-minutes", "letter-moved", "letter-cancelled"]);
    let mut all = vec![plain(text(locale, "letter-hello", &[("name", letter.name.as_str().into())])), plain(news)];
    if letter.news != News::Cancelled {
        let by = about.given_by.as_ref().map(|name| text(locale, "card-by", &[("name", name.as_str().into())]));
        let by = [by, about.centre.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        all.extend((!by.is_empty()).then(|| plain(by)));
        all.push(to(text(locale, "letter-open", &[]), Place::Session(about.session)));
    } else {
        all.push(to(text(locale, "letter-others", &[]), Place::Catalogue));
    }
    all.push(plain(text(locale, "letter-why", &[])));
    all.push(to(text(locale, "letter-choices", &[]), Place::MyData));
    all
}

/// Text for HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reminders::sample;

    /// Luc gives it at the Centre-Nord, and Ana is told a day before.
    fn letter(locale: Locale, news: News) -> Letter {
        let mut letter = sample::letter(locale, news, "2026-11-24T23:30:00Z");
        letter.name = "Ana <Roy>".into();
        letter.about.given_by = Some("Luc".into());
        letter.about.centre = Some("Centre-Nord".into());
        letter
    }

    #[test]
    fn a_reminder_says_what_and_when_in_the_readers_language() {
        let home = "https://e.test";
        let french = written(&letter(Locale::Fr, News::Soon(Lead::Day)), home);
        assert_eq!(french.subject, "Rappel\u{a0}: Cardio & cie, mercredi 25\u{a0}novembre, 18\u{a0}h\u{a0}30");
        assert!(french.text.contains("Avec Luc · Centre-Nord"), "{}", french.text);
        let page = "https://e.test/fr/seances/0193a5e4-7b1c-7000-8000-000000000002";
        assert!(french.text.contains(&format!("\u{a0}:\n{page}\n")), "{}", french.text);
        assert!(french.html.contains(&format!("<a href=\"{page}\">")), "{}", french.html);
        assert!(french.html.contains("Ana &lt;Roy&gt;") && french.html.contains("Cardio &amp; cie"));
        let english = written(&letter(Locale::En, News::Soon(Lead::Hour)), home);
        assert_eq!(english.subject, "Soon: Cardio & co, at 18:30");
        assert!(english.html.contains("lang=\"en-CA\"") && english.text.contains("/en/sessions/"));
    }

    #[test]
    fn what_is_moved_says_when_it_was_and_when_it_is() {
        let before = "2026-11-26T00:00:00Z".parse().unwrap();
        let french = written(&letter(Locale::Fr, News::Moved(before)), "https://e.test");
        assert_eq!(french.subject, "Déplacée\u{a0}: Cardio & cie, mercredi 25\u{a0}novembre, 18\u{a0}h\u{a0}30");
        let said = "au lieu de mercredi 25\u{a0}novembre, 19\u{a0}h\u{a0}00";
        assert!(french.text.contains(said) && french.text.contains("/fr/seances/"), "{}", french.text);
        let english = written(&letter(Locale::En, News::Moved(before)), "https://e.test");
        assert!(english.text.contains("instead of Wednesday, November\u{a0}25, 19:00"), "{}", english.text);
    }

    #[test]
    fn what_does_not_take_place_leads_elsewhere() {
        for locale in Locale::ALL {
            let cancelled = written(&letter(locale, News::Cancelled), "https://e.test");
            assert!(!cancelled.text.contains("0193a5e4") && cancelled.text.contains("/catalogue\n"));
        }
    }
}
