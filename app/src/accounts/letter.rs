//! How the letter reads with which somebody sets a new password.

use crate::{
    address::Place,
    reminders::{Paragraph, Written, laid_out},
    texts::text,
};
use domain::mail::PasswordLetter;

/// The letter in its reader's language. `home` is where people reach this Estrade.
pub fn written(letter: &PasswordLetter, home: &str) -> Written {
    let locale = letter.locale;
    let plain = |words: String| Paragraph(words, None);
    let link = format!("{home}{}", Place::NewPassword.with(locale, &[("key", &letter.token)]));
    let paragraphs = vec![
        plain(text(locale, "letter-hello", &[("name", letter.name.as_str().into())])),
        plain(text(locale, "password-letter-why", &[])),
        Paragraph(text(locale, "password-letter-open", &[]), Some(link)),
        plain(text(locale, "password-letter-once", &[])),
        plain(text(locale, "password-letter-not-me", &[])),
    ];
    laid_out(locale, text(locale, "password-letter-subject", &[]), &paragraphs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Locale;

    #[test]
    fn it_brings_the_link_in_the_readers_language() {
        let letter = |locale| PasswordLetter {
            id: "0193a5e4-7b1c-7000-8000-000000000001".parse().unwrap(),
            name: "Ana <Roy>".into(),
            email: "ana@example.org".into(),
            locale,
            written_at: "2026-11-24T23:30:00Z".parse().unwrap(),
            token: "abc-_9".into(),
        };
        let french = written(&letter(Locale::Fr), "https://e.test");
        let page = "https://e.test/fr/connexion/nouveau-mot-de-passe?key=abc-_9";
        assert!(french.text.contains(&format!("\u{a0}:\n{page}\n")), "{}", french.text);
        assert!(french.html.contains(&format!("<a href=\"{page}\">")), "{}", french.html);
        assert!(french.html.contains("Ana &lt;Roy&gt;"), "{}", french.html);
        let english = written(&letter(Locale::En), "https://e.test");
        assert!(english.text.contains("/en/sign-in/new-password?key=abc-_9\n"), "{}", english.text);
        assert!(!format!("{:?}", letter(Locale::En)).contains("abc-_9"), "a log does not hold it");
    }
}
