//! How people write our choices in a table of their own: words instead of codes, in French and in English,
//! with and without accents, of one person or several.

use contract::text::words;

/// Endings by which one word stands for several people: they are left out.
const ENDINGS: [&str; 5] = ["(e)", "(es)", "(s)", "·e", "·s"];

/// Column, code, and the words that mean it in the form of [`words`]. What the form of an item calls a value is
/// among them, in both languages.
const WORDS: &[(&str, &str, &[&str])] = &[
    ("kind", "class", &["cours", "classe", "classes", "seance", "atelier", "workshop", "lesson"]),
    ("kind", "guide", &["guides", "brochure", "depliant", "feuillet", "livret", "leaflet", "booklet", "manuel"]),
    ("kind", "talk", &["conference", "causerie", "expose", "presentation", "lecture"]),
    ("kind", "recipe", &["recette", "recettes", "recipes"]),
    ("kind", "audio", &["son", "balado", "podcast", "enregistrement audio"]),
    ("kind", "service", &["etape de service", "service step"]),
    ("level", "all", &["tous", "tous les niveaux", "tous niveaux", "toutes", "all levels", "any"]),
    ("level", "beginner", &["debutant", "debutante", "debutants", "initiation", "beginners", "facile", "easy"]),
    ("level", "intermediate", &["intermediaire", "intermediaires", "moyen", "medium"]),
    ("level", "advanced", &["avance", "avancee", "avances", "difficile", "hard"]),
    ("status", "identified", &["repere", "reperee", "a evaluer"]),
    ("status", "assessed", &["evalue", "evaluee"]),
    ("status", "selected", &["choisi", "choisie", "retenu", "retenue"]),
    ("status", "in_work", &["en production", "en cours", "in production", "in progress"]),
    ("status", "published", &["publie", "publiee"]),
    ("status", "rejected", &["ecarte", "ecartee", "refuse", "refusee"]),
    ("status", "withdrawn", &["retire", "retiree"]),
    ("impact", "low", &["faible", "doux", "douce", "leger", "legere", "gentle", "light"]),
    ("impact", "moderate", &["modere", "moderee", "moyen", "moyenne", "medium"]),
    ("impact", "high", &["eleve", "elevee", "eleve avec sauts", "high with jumps", "fort", "forte", "intense"]),
    ("position", "seated", &["assis", "assise", "sur chaise", "sitting"]),
    ("position", "standing", &["debout"]),
    ("position", "floor", &["au sol", "sol", "on the floor"]),
    ("position", "mixed", &["en alternance", "mixte", "in turn"]),
    ("space", "chair", &["chaise", "la place d une chaise", "room for a chair"]),
    ("space", "mat", &["tapis", "la place d un tapis", "room for a mat"]),
    (
        "space",
        "room",
        &["salle", "quelques pas", "quelques pas dans chaque direction", "a few steps", "a few steps each way"],
    ),
    ("space", "outdoors", &["dehors", "exterieur", "plein air", "outside"]),
    (
        "carrier",
        "in_person",
        &[
            "en salle",
            "en personne",
            "enseigne en salle",
            "enseigne en salle rien n est note",
            "in person",
            "taught in a room",
            "taught in a room nothing written",
            "live",
        ],
    ),
    ("carrier", "paper", &["papier", "feuille", "cahier", "cartable"]),
    ("carrier", "disc", &["disque", "dvd", "cd", "dvd ou cd", "dvd or cd"]),
    ("carrier", "tape", &["cassette", "vhs", "bande"]),
    ("carrier", "photos", &["photo", "diapositives", "diapos", "slides", "photos ou diapositives", "photos or slides"]),
    ("carrier", "file", &["fichier", "numerique", "usb", "digital"]),
    ("carrier", "other", &["autre", "something else"]),
    ("condition", "good", &["bon", "bonne", "comme neuf", "neuf", "as new"]),
    ("condition", "worn", &["use", "usee", "use mais complet", "worn but whole"]),
    (
        "condition",
        "damaged",
        &[
            "abime",
            "abimee",
            "endommage",
            "endommagee",
            "incomplet",
            "incomplete",
            "abime incomplet",
            "damaged incomplete",
        ],
    ),
    // No word that could be a code as well: what was exported comes back as it was.
    ("language", "fr", &["francais", "francaise", "french"]),
    ("language", "en", &["anglais", "anglaise", "english"]),
    ("language", "es", &["espagnol", "espagnole", "spanish", "espanol", "castillan"]),
    ("language", "pt", &["portugais", "portugaise", "portuguese", "portugues"]),
    ("language", "ar", &["arabe", "arabic"]),
    ("language", "ht", &["creole haitien", "haitian creole", "creole"]),
];

/// The code that a cell of a column means, where it is not written as one.
pub(super) fn meant(column: &str, cell: &str) -> Option<&'static str> {
    let said = words(&ENDINGS.iter().fold(cell.to_lowercase(), |cell, ending| cell.replace(ending, "")));
    WORDS.iter().find(|(of, _, words)| *of == column && words.contains(&said.as_str())).map(|(_, code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_they_are_compared_and_mean_one_thing() {
        for (place, (column, _, said)) in WORDS.iter().enumerate() {
            for word in *said {
                assert_eq!(words(word), *word);
                let others = WORDS[place + 1..].iter().filter(|(of, _, words)| of == column && words.contains(word));
                assert_eq!(others.count(), 0, "{column}: {word}");
            }
        }
        assert_eq!(meant("kind", " Conférence "), Some("talk"));
        assert_eq!(meant("space", "La place d’une chaise"), Some("chair"));
        for said in ["débutant", "DÉBUTANTE", "Débutant(e)", "débutant·e", " débutants. "] {
            assert_eq!(meant("level", said), Some("beginner"), "{said}");
        }
        assert_eq!(meant("impact", "Élevé (avec sauts)"), Some("high"));
        assert_eq!(meant("kind", "rendez-vous"), None);
    }
}
