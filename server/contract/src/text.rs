//! Text that people write, in the languages they write it in.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// A language of the interface. Content may be in any language; pages are in these.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// French, in Québec usage; the first language of the product.
    #[default]
    Fr,
    /// English, in Canadian usage.
    En,
}

impl Locale {
    /// Every language of the interface, the first one first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The code used in addresses (`/fr/...`) and in language maps.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The BCP 47 tag for the `lang` attribute of a page.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr-CA",
            Self::En => "en-CA",
        }
    }

    /// The language of the other half of the site.
    pub fn other(self) -> Self {
        match self {
            Self::Fr => Self::En,
            Self::En => Self::Fr,
        }
    }

    /// The best language for an `Accept-Language` header (RFC 9110, 12.5.4); French where
    /// nothing decides.
    pub fn preferred(accept_language: &str) -> Self {
        let mut best = (Self::Fr, 0.0_f32);
        for part in accept_language.split(',') {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
            let quality = pieces
                .find_map(|piece| piece.trim().strip_prefix("q=").and_then(|q| q.parse().ok()))
                .unwrap_or(1.0_f32);
            if let Ok(locale) = tag.split('-').next().unwrap_or_default().parse::<Self>()
                && quality > best.1
            {
                best = (locale, quality);
            }
        }
        best.0
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text does not name a language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownLocale;

impl FromStr for Locale {
    type Err = UnknownLocale;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "fr" => Ok(Self::Fr),
            "en" => Ok(Self::En),
            _ => Err(UnknownLocale),
        }
    }
}

/// The same text in several languages, by language code (`fr`, `en`, and others).
///
/// An empty text is the same as an absent one: neither is stored nor shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct LangMap(pub BTreeMap<String, String>);

impl LangMap {
    /// A text in French and English.
    pub fn both(fr: impl Into<String>, en: impl Into<String>) -> Self {
        let mut map = Self::default();
        map.set("fr", fr);
        map.set("en", en);
        map
    }

    /// Sets the text of one language; an empty text removes it.
    pub fn set(&mut self, language: &str, text: impl Into<String>) {
        let text = printable(&text.into());
        let text = text.trim();
        if text.is_empty() {
            self.0.remove(language);
        } else {
            self.0.insert(language.to_owned(), text.to_owned());
        }
    }

    /// The text in exactly this language, or an empty text.
    pub fn exact(&self, language: &str) -> &str {
        self.0.get(language).map_or("", String::as_str)
    }

    /// The text a reader of `locale` should see: theirs, else French, English, or whatever
    /// there is.
    pub fn pick(&self, locale: Locale) -> &str {
        self.pick_with_language(locale).1
    }

    /// As [`LangMap::pick`], with the language found, for the `lang` attribute of a fallback.
    pub fn pick_with_language(&self, locale: Locale) -> (&str, &str) {
        [locale.code(), locale.other().code()]
            .into_iter()
            .find_map(|code| self.0.get_key_value(code))
            .or_else(|| self.0.iter().next())
            .map_or((locale.code(), ""), |(code, text)| (code.as_str(), text.as_str()))
    }

    /// Whether no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }

    /// The same map with texts trimmed and empty ones gone.
    #[must_use]
    pub fn tidy(&self) -> Self {
        let mut map = Self::default();
        for (language, text) in &self.0 {
            map.set(language, text.clone());
        }
        map
    }
}

/// The text without characters that cannot be written: PostgreSQL stores no NUL, and nobody can
/// see or look for the others. Line ends and tabs stay.
pub fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect()
}

/// The text without case and accents, for searching: `Étirements` and `etirements` are one.
///
/// Covers the Latin letters of the languages of the interface; anything else is lower-cased.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control() || c.is_whitespace()).flat_map(char::to_lowercase) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => out.push('a'),
            'ç' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ñ' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '’' | '\'' | '-' | '\u{a0}' | '\u{202f}' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// The words of a name, folded and parted by one space, whatever signs stand between them: `Durée (min.)` and
/// `duree min` are one.
pub fn words(name: &str) -> String {
    let name = folded(name);
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// A day as people write it: `2027-03-01`, `2027/03/01`, `01/03/2027` or `1.3.2027`. Where the day and the
/// month could be either, the day comes first, as it does in French.
pub fn day(cell: &str) -> Option<Date> {
    let parts: Vec<&str> = cell.split(['-', '/', '.']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |text: &str| text.parse::<i16>().ok();
    let (year, month, day) = if first.len() == 4 {
        (number(first)?, number(second)?, number(third)?)
    } else if third.len() == 4 {
        let (one, other) = (number(first)?, number(second)?);
        if other > 12 { (number(third)?, one, other) } else { (number(third)?, other, one) }
    } else {
        return None;
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_their_language_or_the_next_best() {
        let both = LangMap::both("Yoga doux", "Gentle yoga");
        assert_eq!(both.pick(Locale::En), "Gentle yoga");
        let french = LangMap::both("Yoga doux", " ");
        assert_eq!(french.pick_with_language(Locale::En), ("fr", "Yoga doux"));
        let mut inuktitut = LangMap::default();
        inuktitut.set("iu", "ᐃᓄᒃᑎᑐᑦ");
        assert_eq!(inuktitut.pick(Locale::Fr), "ᐃᓄᒃᑎᑐᑦ");
        assert_eq!(LangMap::default().pick(Locale::Fr), "");
    }

    #[test]
    fn the_browser_decides_the_language_and_french_wins_ties() {
        for (header, expected) in [
            ("", Locale::Fr),
            ("en-CA,en;q=0.9,fr;q=0.8", Locale::En),
            ("fr;q=0.4, en;q=0.9", Locale::En),
            ("de,fr;q=0.2", Locale::Fr),
            ("*", Locale::Fr),
            ("en;q=zzz", Locale::En),
        ] {
            assert_eq!(Locale::preferred(header), expected, "{header}");
        }
    }

    #[test]
    fn searching_ignores_case_and_accents() {
        assert_eq!(folded("Étirements à l’Œil"), "etirements a l oeil");
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in ["2027-03-01", "2027/3/1", "01/03/2027", "1.3.2027", "01-03-2027"] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2027-03-01"), "{text}");
        }
        assert_eq!(day("03/25/2027").map(|day| day.to_string()).as_deref(), Some("2027-03-25"));
        for text in ["bientôt", "2027-13-01", "31/02/2027", "1/2/27", "2027"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
