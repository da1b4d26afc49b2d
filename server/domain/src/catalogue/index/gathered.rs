//! What sessions can be found by: their words, the values of each filter, the order of their titles.

use super::{Facets, Published, Words};
use crate::{catalogue::places::Places, vocabulary::Known};
use contract::{Locale, catalogue::CatalogueEntry, inventory::Level, text::folded};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// What can be taken at most, offered as a filter, in minutes.
const DURATIONS: [u32; 4] = [10, 20, 30, 45];

/// The words of the sessions, and those that are only inside guides.
pub(super) fn worded(sessions: &[Published], said: &HashMap<Uuid, String>, tags: &Known) -> [Words; 2] {
    let mut words: HashMap<Box<str>, Vec<u32>> = HashMap::new();
    let mut inside: HashMap<Box<str>, Vec<u32>> = HashMap::new();
    for (place, Published { entry, .. }) in sessions.iter().enumerate() {
        let place = place as u32;
        let text = folded(&searchable(entry, tags));
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            note_word(&mut words, word, place);
        }
        let said = entry.recording_id.and_then(|id| said.get(&id.0));
        for word in said.iter().flat_map(|said| said.split(' ')) {
            note_word(&mut inside, word, place);
        }
    }
    [words, inside].map(|words| sorted(words, sessions.len()))
}

/// What the sessions can be narrowed down by.
pub(super) fn faceted(sessions: &[Published], tags: &Known) -> Facets {
    let mut facets: BTreeMap<&'static str, HashMap<String, Vec<u32>>> = BTreeMap::new();
    for (place, Published { entry, .. }) in sessions.iter().enumerate() {
        for (facet, value) in values(entry, tags) {
            note(facets.entry(facet).or_default().entry(value).or_default(), place as u32);
        }
    }
    let placed = |list| Places::new(list, sessions.len());
    let by_value = |values: HashMap<String, Vec<u32>>| values.into_iter().map(|(value, list)| (value, placed(list)));
    facets.into_iter().map(|(facet, values)| (facet, by_value(values).collect())).collect()
}

/// The order of the sessions' titles in a language.
pub(super) fn titled(sessions: &[Published], locale: Locale) -> Vec<u32> {
    let keys: Vec<String> = sessions.iter().map(|published| folded(published.entry.title.pick(locale))).collect();
    let mut order: Vec<u32> = (0..sessions.len() as u32).collect();
    order.sort_by(|a, b| keys[*a as usize].cmp(&keys[*b as usize]));
    order
}

/// The values by which an entry can be found, filter by filter.
pub(super) fn values(entry: &CatalogueEntry, tags: &Known) -> Vec<(&'static str, String)> {
    let mut values = vec![("kind", entry.kind.code().to_owned())];
    // What is for everyone is for beginners too.
    match entry.level {
        Level::All => values.extend(Level::ALL.iter().map(|level| ("level", level.code().to_owned()))),
        level => values.push(("level", level.code().to_owned())),
    }
    if entry.equipment.is_empty() {
        values.push(("equipment", "none".to_owned()));
    }
    values.extend(entry.equipment.iter().map(|needed| ("equipment", needed.clone())));
    values.extend(carried(entry, tags).into_iter().map(|tag| ("tag", tag)));
    for (facet, value) in [("language", &entry.language), ("instructor", &entry.instructor), ("centre", &entry.centre)]
    {
        values.extend(value.iter().map(|value| (facet, value.clone())));
    }
    values.extend(entry.impact.map(|impact| ("impact", impact.code().to_owned())));
    values.extend(entry.position.map(|position| ("position", position.code().to_owned())));
    if let Some(minutes) = entry.minutes() {
        values.extend(DURATIONS.iter().filter(|most| minutes <= **most).map(|most| ("duration_max", most.to_string())));
    }
    values
}

/// The tags of an entry and those that they stand under, each once.
fn carried(entry: &CatalogueEntry, tags: &Known) -> Vec<String> {
    let mut carried: Vec<String> = Vec::new();
    for word in &entry.tags {
        let line = tags.of_word(word).map(|tag| tags.line(tag.id)).unwrap_or_default();
        let words = line.iter().map(|tag| &tag.word).chain(line.is_empty().then_some(word));
        for word in words {
            if !carried.contains(word) {
                carried.push(word.clone());
            }
        }
    }
    carried
}

/// What words find an entry; a tag is found by each of its own.
fn searchable(entry: &CatalogueEntry, tags: &Known) -> String {
    let mut text = String::new();
    let texts = entry.title.0.values().chain(entry.description.0.values()).chain(&entry.tags);
    let tags = entry.tags.iter().filter_map(|word| tags.of_word(word)).flat_map(|tag| tags.line(tag.id));
    let words = tags.flat_map(|tag| tag.fields.label.0.values().chain(&tag.fields.synonyms));
    for part in texts.chain(words).chain(&entry.instructor).chain(&entry.centre) {
        text.push_str(part);
        text.push(' ');
    }
    text
}

fn note_word(words: &mut HashMap<Box<str>, Vec<u32>>, word: &str, place: u32) {
    match words.get_mut(word) {
        Some(places) => note(places, place),
        None => drop(words.insert(word.into(), vec![place])),
    }
}

fn sorted(words: HashMap<Box<str>, Vec<u32>>, size: usize) -> Words {
    let mut words: Words = words.into_iter().map(|(word, list)| (word, Places::new(list, size))).collect();
    words.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    words
}

/// Notes a place once; places come in rising order.
fn note(places: &mut Vec<u32>, place: u32) {
    if places.last() != Some(&place) {
        places.push(place);
    }
}
