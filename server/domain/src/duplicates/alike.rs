//! Which items look alike: pure, and without comparing each with each.
//!
//! Items are put in blocks by kind and by the beginning of each word of their titles; only those that share a
//! block are compared. A block of many (`yoga`) says nothing and is passed over: who is alike shares a rarer
//! word as well, or the whole title, which is a block of its own.

use contract::{duplicates::Likeness, text::folded};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// A block of more items than this is passed over, so that the work grows with the inventory and not with
/// its square.
const BLOCK: usize = 40;
/// Minutes by which two of one may differ.
const MINUTES: u32 = 2;
/// The share of three-letter pieces that near titles have in common.
const PIECES: f64 = 0.6;
/// The share of words that near titles have in common.
const WORDS: f64 = 0.75;

/// Two items, the older first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub one: Uuid,
    pub other: Uuid,
    pub likeness: Likeness,
}

/// What is compared of an item.
#[derive(Debug)]
pub(super) struct Candidate {
    id: Uuid,
    kind: String,
    titles: Vec<Title>,
    instructor: Option<String>,
    minutes: Option<u32>,
}

#[derive(Debug)]
struct Title {
    text: String,
    words: BTreeSet<String>,
    /// Parts of a series differ in these alone.
    numbers: BTreeSet<String>,
    pieces: HashSet<[char; 3]>,
}

impl Title {
    fn new(title: &str) -> Self {
        let folded = folded(title);
        let all: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let text = all.join(" ");
        let (numbers, words): (Vec<&str>, Vec<&str>) =
            all.into_iter().partition(|word| word.contains(|c: char| c.is_ascii_digit()));
        let letters: Vec<char> = format!(" {text} ").chars().collect();
        Self {
            text,
            words: words.into_iter().map(str::to_owned).collect(),
            numbers: numbers.into_iter().map(str::to_owned).collect(),
            pieces: letters.windows(3).filter_map(|piece| piece.try_into().ok()).collect(),
        }
    }
}

impl Candidate {
    pub fn new<'t>(
        id: Uuid,
        kind: String,
        titles: impl Iterator<Item = &'t String>,
        instructor: Option<String>,
        minutes: Option<i32>,
    ) -> Self {
        let titles = titles.map(|title| Title::new(title)).filter(|title| !title.text.is_empty()).collect();
        Self { id, kind, titles, instructor, minutes: minutes.and_then(|minutes| u32::try_from(minutes).ok()) }
    }

    /// Whether what is known of both does not speak against it.
    fn agrees(&self, other: &Self) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let near = match (self.minutes, other.minutes) {
            (Some(one), Some(other)) => one.abs_diff(other) <= MINUTES,
            _ => true,
        };
        same(&self.instructor, &other.instructor) && near
    }

    fn likeness(&self, other: &Self) -> Option<Likeness> {
        let pairs = || self.titles.iter().flat_map(|one| other.titles.iter().map(move |other| (one, other)));
        if pairs().any(|(one, other)| one.text == other.text) {
            return Some(Likeness::SameTitle);
        }
        (self.agrees(other) && pairs().any(|(one, other)| is_near(one, other))).then_some(Likeness::NearTitle)
    }
}

fn is_near(one: &Title, other: &Title) -> bool {
    one.numbers == other.numbers
        && (share(one.pieces.intersection(&other.pieces).count(), one.pieces.len(), other.pieces.len()) >= PIECES
            || share(one.words.intersection(&other.words).count(), one.words.len(), other.words.len()) >= WORDS)
}

/// What two sets have in common, as a share of what either holds (Jaccard).
fn share(both: usize, one: usize, other: usize) -> f64 {
    let either = one + other - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// The pairs that look alike: those of the same title first, of these those that agree in the rest, and the
/// oldest first.
pub(super) fn pairs(candidates: &[Candidate]) -> Vec<Pair> {
    let mut blocks: HashMap<(&str, String), Vec<usize>> = HashMap::new();
    for (place, candidate) in candidates.iter().enumerate() {
        let mut keys = BTreeSet::new();
        for title in &candidate.titles {
            keys.insert(format!("={}", title.text));
            keys.extend(title.words.iter().map(|word| word.chars().take(4).collect::<String>()));
        }
        for key in keys {
            blocks.entry((candidate.kind.as_str(), key)).or_default().push(place);
        }
    }
    let mut compared = HashSet::new();
    let mut found = Vec::new();
    for block in blocks.values().filter(|block| block.len() <= BLOCK) {
        for (index, one) in block.iter().enumerate() {
            for other in &block[index + 1..] {
                if compared.insert((*one, *other)) {
                    let (one, other) = (&candidates[*one], &candidates[*other]);
                    if let Some(likeness) = one.likeness(other) {
                        found.push((likeness, !one.agrees(other), one.id.min(other.id), one.id.max(other.id)));
                    }
                }
            }
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(likeness, _, one, other)| Pair { one, other, likeness }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(number: u128, title: &str, instructor: &str, minutes: i32) -> Candidate {
        let titles = [title.to_owned()];
        let instructor = (!instructor.is_empty()).then(|| instructor.to_owned());
        Candidate::new(Uuid::from_u128(number), "class".into(), titles.iter(), instructor, Some(minutes))
    }

    fn likeness(one: Candidate, other: Candidate) -> Option<Likeness> {
        pairs(&[one, other]).pop().map(|pair| pair.likeness)
    }

    #[test]
    fn two_of_one_are_found_and_two_alike_are_not() {
        let base = || candidate(1, "Étirements du matin", "ana", 20);
        for (title, instructor, minutes, expected) in [
            ("etirements  du MATIN", "ana", 20, Some(Likeness::SameTitle)),
            ("Étirements du matin", "béa", 45, Some(Likeness::SameTitle)),
            ("Étirement du matin", "ana", 21, Some(Likeness::NearTitle)),
            ("Matin : étirements du", "", 20, Some(Likeness::NearTitle)),
            ("Étirement du matin", "béa", 20, None),
            ("Étirement du matin", "ana", 25, None),
            ("Étirements du soir pour le dos", "ana", 20, None),
            ("Renforcement", "ana", 20, None),
        ] {
            assert_eq!(likeness(base(), candidate(2, title, instructor, minutes)), expected, "{title} {minutes}");
        }
        let part = |number, title| candidate(number, title, "ana", 20);
        assert_eq!(likeness(part(1, "Dos en forme, partie 1"), part(2, "Dos en forme, partie 2")), None);
        let other_kind = Candidate { kind: "guide".into(), ..base() };
        assert_eq!(likeness(base(), other_kind), None);
    }

    #[test]
    fn a_large_inventory_is_compared_in_good_time() {
        let many: Vec<_> = (0..20_000).map(|n| candidate(n, &format!("Yoga {}", n % 9_999), "", 20)).collect();
        let found = pairs(&many);
        assert!(found.len() >= 9_999, "{}", found.len());
        assert!(found.iter().all(|pair| pair.likeness == Likeness::SameTitle));
    }
}
