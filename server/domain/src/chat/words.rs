//! The words that an organisation does not want to read.

use contract::text::folded;

/// Words and phrases, compared without case, accents and what stands between letters.
#[derive(Debug, Clone, Default)]
pub struct Words(Vec<String>);

impl Words {
    /// These words.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self(words.into_iter().map(plain).filter(|word| word != " ").collect())
    }

    /// Whether a text holds one of them, as a word of its own.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let text = plain(text);
        self.0.iter().any(|word| text.contains(word.as_str()))
    }
}

/// What nobody sees, and what would hide a word from its reader but not from others.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The words of a text, each with a blank before and behind it.
fn plain(text: &str) -> String {
    // An accent that stands after its letter is no letter.
    let seen: String = text.chars().filter(|c| !is_invisible(*c) && !('\u{300}'..='\u{36f}').contains(c)).collect();
    let folded = folded(&seen);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(String::from(" "), |text, word| text + word + " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_however_it_is_written() {
        let words = Words::new(["Zut", "nom d’un chien", "", " , "]);
        for text in ["zut", "ZUT!", "Ah, zût.", "z\u{200b}ut", "zu\u{302}t", "Nom d'un chien", "«\u{a0}zut\u{a0}»"] {
            assert!(words.are_in(text), "{text}");
        }
        for text in ["Zutique", "un chien", "", "rien"] {
            assert!(!words.are_in(text), "{text}");
        }
        assert!(!Words::default().are_in("zut"));
    }
}
