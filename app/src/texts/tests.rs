//! The texts are whole, in both languages, and somebody asks for each of them.

use super::{SOURCES, text};
use contract::{
    Locale,
    accounts::Role,
    inventory::{ItemStatus, Kind, Level},
    particulars::{Carrier, Condition, Impact, Position, Space},
};
use fluent_bundle::FluentValue;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Each message with its text as written.
fn messages(source: &str) -> BTreeMap<&str, String> {
    let mut found: BTreeMap<&str, String> = BTreeMap::new();
    let mut last = None;
    for line in source.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some(text) = last.and_then(|key| found.get_mut(key)) {
                text.push('\n');
                text.push_str(line);
            }
        } else if let Some((key, text)) = line.split_once(" =") {
            assert!(found.insert(key, text.to_owned()).is_none(), "{key} is there twice");
            last = Some(key);
        } else {
            last = None;
            assert!(line.is_empty() || line.starts_with('#'), "not a line of Fluent: {line}");
        }
    }
    found
}

fn facts(text: &str) -> BTreeSet<&str> {
    text.split('$').skip(1).map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()).collect()
}

/// What is shown of a message: its text without placeholders and selectors.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = line.trim();
        if line.ends_with("->") || line == "}" {
            continue;
        }
        // A variant's name, `[one]` or `*[other]`.
        let line = match line.strip_prefix('*').unwrap_or(line).strip_prefix('[').and_then(|rest| rest.split_once("] "))
        {
            Some((_, variant)) => variant,
            None => line,
        };
        let mut depth = 0;
        for c in line.chars() {
            match c {
                '{' => depth += 1,
                // Stands for whatever is filled in.
                '}' => {
                    depth -= 1;
                    out.push('0');
                }
                c if depth == 0 => out.push(c),
                _ => {}
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn both_languages_say_the_same_things_about_the_same_facts() {
    let mut all = BTreeSet::new();
    for source in SOURCES {
        let [fr, en] = source.texts.map(messages);
        assert_eq!(fr.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>(), "{}.ftl", source.name);
        for (key, text) in &fr {
            assert_eq!(facts(text), facts(&en[key]), "the facts of {key}");
            assert!(all.insert(key.to_string()), "{key} is in two files");
            assert!(!shown(text).trim().is_empty(), "{key} says nothing");
        }
    }
}

#[test]
fn every_file_is_whole_fluent() {
    for source in SOURCES {
        for text in source.texts {
            if let Err((_, problems)) = fluent_bundle::FluentResource::try_new(text.to_owned()) {
                panic!("{}.ftl: {problems:?}", source.name);
            }
        }
    }
}

#[test]
fn french_is_set_as_french_is_set() {
    for source in SOURCES {
        for (key, text) in messages(source.texts[0]) {
            let text = shown(&text);
            assert!(!text.contains(['\'', '"']), "{key}: straight quotes in {text}");
            assert!(!text.contains("..."), "{key}: three dots in {text}");
            let letters: Vec<char> = text.chars().collect();
            for (index, letter) in letters.iter().enumerate() {
                let before = index.checked_sub(1).and_then(|before| letters.get(before)).copied();
                let after = letters.get(index + 1).copied();
                match letter {
                    // An address has its own rules.
                    ':' if after == Some('/') => {}
                    // Nor has a moment of a film the space, as players write it: 0:12.
                    ':' if [before, after]
                        .iter()
                        .all(|beside| beside.is_some_and(|letter| letter.is_ascii_digit())) => {}
                    '%' if before == Some('(') => {}
                    ':' | ';' | '?' | '!' | '»' | '%' => {
                        assert_eq!(before, Some('\u{a0}'), "{key}: no no-break space before {letter} in {text}");
                    }
                    '«' => assert_eq!(after, Some('\u{a0}'), "{key}: no no-break space after « in {text}"),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn english_is_set_as_english_is_set() {
    for source in SOURCES {
        for (key, text) in messages(source.texts[1]) {
            let text = shown(&text);
            assert!(!text.contains(['\'', '"', '«']), "{key}: French or straight quotes in {text}");
            assert!(!text.contains("\u{a0}:") && !text.contains(" :"), "{key}: a space before a colon in {text}");
        }
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("texts/tests.rs") {
            found.push(path);
        }
    }
}

fn sources_below(folder: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The literals that follow `opening` in a source.
fn literals<'s>(source: &'s str, opening: &'s str) -> impl Iterator<Item = &'s str> {
    source.split(opening).skip(1).filter_map(|rest| rest.split('"').next())
}

fn known() -> BTreeSet<String> {
    SOURCES.iter().flat_map(|source| messages(source.texts[0]).into_keys().map(ToOwned::to_owned)).collect()
}

#[test]
fn every_text_that_a_page_asks_for_is_there_and_no_other() {
    let known = known();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (path, source) in sources_below("src") {
        let dense = source.replace(['\n', ' '], "");
        for opening in ["t(\"", "t_with(\"", "text(locale,\"", "text(other,\"", "plural(\""] {
            // `insert("..")` ends like `t("..")`.
            for (place, _) in dense.match_indices(opening) {
                let inside_a_name = dense[..place].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
                if inside_a_name {
                    continue;
                }
                let key = dense[place + opening.len()..].split('"').next().unwrap();
                assert!(known.contains(key), "{}: no text {key}", path.display());
                used.insert(key.to_owned());
            }
        }
        // A key that is handed on stands alone in quotes.
        for key in &known {
            if source.contains(&format!("\"{key}\"")) {
                used.insert(key.clone());
            }
        }
    }
    let families = [
        "kind-",
        "level-",
        "status-",
        "role-",
        "problem-",
        "field-",
        "impact-",
        "position-",
        "space-",
        "carrier-",
        "condition-",
    ];
    let computed = |key: &str| families.iter().any(|family| key.starts_with(family)) || computed_by_staff(key);
    let unused: Vec<&String> = known.iter().filter(|key| !used.contains(*key) && !computed(key)).collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}

/// Families of keys that the pages of staff and managers put together from a value's code.
fn computed_by_staff(key: &str) -> bool {
    let formats: Vec<String> =
        ["src/inventory", "src/digitisation", "src/lives", "src/pilots", "src/rights", "src/administration"]
            .iter()
            .flat_map(|folder| sources_below(folder))
            .flat_map(|(_, source)| literals(&source, "format!(\"").map(ToOwned::to_owned).collect::<Vec<_>>())
            .collect();
    // `media-problem-{code}` or `{step}-def`.
    formats.iter().any(|format| match (format.split_once('{'), format.rsplit_once('}')) {
        (Some((family, _)), _) if family.len() > 3 && family.ends_with('-') => key.starts_with(family),
        (Some(("", _)), Some((_, end))) if end.len() > 3 && end.starts_with('-') => key.ends_with(end),
        _ => false,
    })
}

#[test]
fn every_value_has_its_word() {
    let known = known();
    let codes = |family: &'static str, codes: Vec<&'static str>| {
        codes.into_iter().map(move |code| format!("{family}-{}", code.replace('_', "-")))
    };
    let wanted = codes("kind", Kind::ALL.iter().map(|kind| kind.code()).collect())
        .chain(codes("level", Level::ALL.iter().map(|level| level.code()).collect()))
        .chain(codes("status", ItemStatus::ALL.iter().map(|status| status.code()).collect()))
        .chain(codes("role", Role::ALL.iter().map(|role| role.code()).collect()))
        .chain(codes("impact", Impact::ALL.iter().map(|impact| impact.code()).collect()))
        .chain(codes("position", Position::ALL.iter().map(|position| position.code()).collect()))
        .chain(codes("space", Space::ALL.iter().map(|space| space.code()).collect()))
        .chain(codes("carrier", Carrier::ALL.iter().map(|carrier| carrier.code()).collect()))
        .chain(codes("condition", Condition::ALL.iter().map(|condition| condition.code()).collect()));
    for key in wanted {
        assert!(known.contains(&key), "no text {key}");
    }
}

#[test]
fn every_code_that_the_domain_answers_with_has_its_sentence() {
    let known = known();
    let openings = [
        ("Forbidden(\"", "problem"),
        ("Conflict(\"", "problem"),
        ("Busy(\"", "problem"),
        ("Problem::new(", "problem"),
        ("Refusal::new(", "problem"),
        ("Error::field(", "field"),
        ("FieldProblem::new(", "field"),
        ("Problem::field(", "field"),
    ];
    for folder in ["src", "../server/domain/src", "../server/contract/src", "../server/src"] {
        for (path, source) in sources_below(folder) {
            for (opening, family) in openings {
                for (place, _) in source.match_indices(opening) {
                    // `FieldProblem::new` ends like `Problem::new`.
                    if source[..place].ends_with(char::is_alphanumeric) {
                        continue;
                    }
                    let rest = &source[place + opening.len()..];
                    let code = if opening.ends_with('"') {
                        rest.split('"').next()
                    } else {
                        // The last literal of the call.
                        let call = rest.split(')').next().unwrap();
                        call.rsplit_once(", \"").and_then(|(_, code)| code.split('"').next())
                    };
                    let Some(code) = code.filter(|code| !code.is_empty() && !code.contains(['{', ' '])) else {
                        continue;
                    };
                    let key = format!("{family}-{}", code.replace('_', "-"));
                    assert!(known.contains(&key), "{}: no text {key}", path.display());
                }
            }
        }
    }
}

#[test]
fn a_number_chooses_the_plural_of_its_language() {
    let count = |locale, count: u32| text(locale, "catalogue-count", &[("count", FluentValue::from(count))]);
    assert_eq!(count(Locale::Fr, 0), "Aucune séance");
    assert_eq!(count(Locale::Fr, 1), "1 séance");
    assert_eq!(count(Locale::Fr, 1284), "1\u{a0}284 séances");
    assert_eq!(count(Locale::En, 1), "1 session");
    assert_eq!(count(Locale::En, 1284), "1,284 sessions");
}
