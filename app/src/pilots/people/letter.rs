//! How an invitation reads, as plain text and as HTML.

use crate::{address::Place, reminders::Written, texts::text};
use contract::{Locale, pilots::cohort};
use domain::mail::Invitation;

/// The letter in its reader's language. `home` is where people reach this Estrade.
pub fn written(letter: &Invitation, home: &str) -> Written {
    let locale = letter.locale;
    let title = letter.title.pick(locale);
    let subject = text(locale, "invite-letter-subject", &[("title", title.into())]);
    let link = |place: Place| format!("{home}{}", place.path(locale));
    let hello = if letter.name.is_empty() {
        text(locale, "invite-letter-hello-stranger", &[])
    } else {
        text(locale, "invite-letter-hello", &[("name", letter.name.as_str().into())])
    };
    let why = if letter.asked_for { "invite-letter-asked" } else { "invite-letter-invited" };
    let promise = Some(letter.promise.pick(locale).to_owned()).filter(|promise| !promise.is_empty());
    let code = cohort::code(letter.key);
    let mut paragraphs = vec![(hello, None), (text(locale, why, &[("title", title.into())]), None)];
    paragraphs.extend(promise.map(|promise| (promise, None)));
    paragraphs.push((text(locale, "invite-letter-answer", &[]), Some(link(Place::Invitation(letter.key)))));
    paragraphs.push((text(locale, "invite-letter-code", &[("code", code.into())]), Some(link(Place::InvitationCode))));
    paragraphs.push((text(locale, "invite-letter-end", &[]), None));
    Written { text: plain(locale, &paragraphs), html: marked(locale, &subject, &paragraphs), subject }
}

/// A paragraph, and the address that it leads to.
type Paragraph = (String, Option<String>);

fn plain(locale: Locale, paragraphs: &[Paragraph]) -> String {
    let line = |(words, link): &Paragraph| match link {
        Some(link) if locale == Locale::Fr => format!("{words}\u{a0}:\n{link}"),
        Some(link) => format!("{words}:\n{link}"),
        None => words.clone(),
    };
    paragraphs.iter().map(line).collect::<Vec<_>>().join("\n\n") + "\n"
}

fn marked(locale: Locale, subject: &str, paragraphs: &[Paragraph]) -> String {
    let line = |(words, link): &Paragraph| {
        let words = escaped(words);
        match link {
            Some(link) => format!("<p><a href=\"{}\">{words}</a></p>\n", escaped(link)),
            None => format!("<p>{words}</p>\n"),
        }
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n\
         <body style=\"font-family: sans-serif; line-height: 1.5\">\n{}</body></html>\n",
        locale.tag(),
        escaped(subject),
        paragraphs.iter().map(line).collect::<String>(),
    )
}

/// Text for HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{InvitationKey, LangMap};

    #[test]
    fn an_invitation_says_what_for_and_how_to_answer() {
        let key: InvitationKey = "0193a5e4-7b1c-7000-8000-000000000001".parse().unwrap();
        let letter = Invitation {
            id: key.0,
            token: String::new(),
            name: "Ana <Roy>".into(),
            email: "ana@example.org".into(),
            locale: Locale::Fr,
            written_at: "2026-11-24T23:30:00Z".parse().unwrap(),
            key,
            title: LangMap::both("Le dos & moi", "My back"),
            promise: LangMap::both("Dix minutes par jour.", ""),
            asked_for: false,
        };
        let french = written(&letter, "https://e.test");
        assert!(french.subject.contains("Le dos & moi"), "{}", french.subject);
        assert!(french.text.contains("Dix minutes par jour."), "{}", french.text);
        assert!(french.text.contains(&format!("\u{a0}:\nhttps://e.test/fr/invitation/{key}\n")), "{}", french.text);
        assert!(french.text.contains(&cohort::code(key)), "{}", french.text);
        assert!(french.html.contains("Ana &lt;Roy&gt;") && french.html.contains("Le dos &amp; moi"));
        let english = written(&Invitation { locale: Locale::En, name: String::new(), ..letter }, "https://e.test");
        assert!(english.text.contains("/en/invitation/") && english.html.contains("lang=\"en-CA\""));
    }
}
