//! The published sessions in memory: a bit per session and value, so that narrowing down is a
//! matter of and-ing words, and counting one of counting bits.
//!
//! Ten thousand sessions are 157 words of 64 bits for each value of each filter; a search with
//! all its counts takes some tens of microseconds.

use contract::{
    Locale, SessionId,
    catalogue::{CatalogueEntry, CatalogueResults, CatalogueSearch, FacetValue},
    inventory::Level,
    limits,
    sessions::Audience,
    text::folded,
};
use std::collections::{BTreeMap, HashMap};

use crate::{Error, Result};

/// What can be taken at most, offered as a filter, in minutes.
const DURATIONS: [u32; 4] = [10, 20, 30, 45];
/// Most values that one filter offers.
const FACET_VALUES: usize = 40;

/// A published session, with what only the server needs of it.
pub(crate) struct Published {
    pub entry: CatalogueEntry,
    pub duration_ms: u64,
    pub poster_key: Option<String>,
    pub poster_small_key: Option<String>,
    pub original_key: Option<String>,
    pub page_prefix: Option<String>,
}

/// The catalogue at one revision.
pub(crate) struct Index {
    pub revision: i64,
    sessions: Vec<Published>,
    places: HashMap<SessionId, usize>,
    public: Bits,
    all: Bits,
    facets: BTreeMap<&'static str, BTreeMap<String, Bits>>,
    /// Every word of every session with where it occurs, sorted: a beginning is a range.
    words: Vec<(String, Bits)>,
    by_title: [Vec<u32>; 2],
    by_duration: Vec<u32>,
}

impl Default for Index {
    fn default() -> Self {
        Self::new(-1, Vec::new())
    }
}

impl Index {
    /// Indexes sessions that come the newest first.
    pub(crate) fn new(revision: i64, sessions: Vec<Published>) -> Self {
        let size = sessions.len();
        let mut public = Bits::none(size);
        let mut facets: BTreeMap<&'static str, BTreeMap<String, Bits>> = BTreeMap::new();
        let mut words: BTreeMap<String, Bits> = BTreeMap::new();
        for (place, Published { entry, .. }) in sessions.iter().enumerate() {
            if entry.audience == Audience::Public {
                public.set(place);
            }
            for (facet, value) in values(entry) {
                let bits = facets.entry(facet).or_default().entry(value).or_insert_with(|| Bits::none(size));
                bits.set(place);
            }
            for word in folded(&searchable(entry)).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
            {
                words.entry(word.to_owned()).or_insert_with(|| Bits::none(size)).set(place);
            }
        }
        let title = |locale: Locale| {
            let keys: Vec<String> =
                sessions.iter().map(|published| folded(published.entry.title.pick(locale))).collect();
            let mut order: Vec<u32> = (0..size as u32).collect();
            order.sort_by(|a, b| keys[*a as usize].cmp(&keys[*b as usize]));
            order
        };
        let by_title = [title(Locale::Fr), title(Locale::En)];
        let mut by_duration: Vec<u32> = (0..size as u32).collect();
        by_duration.sort_by_key(|place| sessions[*place as usize].entry.minutes().unwrap_or(u32::MAX));
        Self {
            revision,
            places: sessions.iter().enumerate().map(|(place, published)| (published.entry.session_id, place)).collect(),
            public,
            all: Bits::all(size),
            facets,
            words: words.into_iter().collect(),
            by_title,
            by_duration,
            sessions,
        }
    }

    /// A session, if someone who is or is not signed in may know of it.
    pub(crate) fn visible(&self, signed_in: bool, id: SessionId) -> Option<&Published> {
        let place = *self.places.get(&id)?;
        (signed_in || self.public.has(place)).then(|| &self.sessions[place])
    }

    /// The sessions that match, and the counts.
    pub(crate) fn search(
        &self,
        signed_in: bool,
        locale: Option<Locale>,
        search: &CatalogueSearch,
    ) -> Result<CatalogueResults> {
        let mut base = if signed_in { self.all.clone() } else { self.public.clone() };
        if let Some(q) = &search.q {
            let text = folded(q);
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                base.and(&self.beginning_with(word));
            }
        }
        let wanted = wanted(search);
        let chosen: Vec<(&str, Bits)> = wanted.iter().map(|(facet, value)| (*facet, self.with(facet, value))).collect();
        let mut matching = base.clone();
        for (_, bits) in &chosen {
            matching.and(bits);
        }
        let facets = self.facets.iter().map(|(facet, values)| (*facet, self.counts(facet, values, &base, &chosen)));
        let facets = facets.map(|(facet, counts)| (facet.to_owned(), counts)).collect();

        let order: &mut dyn Iterator<Item = usize> = &mut match search.sort.as_deref() {
            Some("title") => {
                let by_title = &self.by_title[usize::from(locale == Some(Locale::En))];
                Box::new(by_title.iter().map(|place| *place as usize)) as Box<dyn Iterator<Item = usize>>
            }
            Some("duration") => Box::new(self.by_duration.iter().map(|place| *place as usize)),
            _ => Box::new(0..self.sessions.len()),
        };
        let mut order = order.filter(|place| matching.has(*place)).peekable();
        if let Some(cursor) = search.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
            let last: SessionId = cursor.parse().map_err(|_| Error::field("cursor", "not_a_cursor"))?;
            // A session that has left meanwhile cannot be found again: begin anew rather than lie.
            if let Some(place) = self.places.get(&last).copied().filter(|place| matching.has(*place)) {
                order.by_ref().find(|here| *here == place);
            }
        }
        let limit = search.limit.unwrap_or(24).clamp(1, limits::PAGE_MAX) as usize;
        let items: Vec<CatalogueEntry> =
            order.by_ref().take(limit).map(|place| self.sessions[place].entry.clone()).collect();
        let next = order.peek().and(items.last()).map(|entry| entry.session_id.to_string());
        Ok(CatalogueResults { items, facets, total: matching.count(), next })
    }

    /// Those with the most tags, and then the instructor, in common.
    pub(crate) fn related(&self, signed_in: bool, entry: &CatalogueEntry, limit: usize) -> Vec<CatalogueEntry> {
        let mut score: HashMap<usize, u32> = HashMap::new();
        for (facet, value) in values(entry) {
            let weight = match facet {
                "tag" => 3,
                "instructor" => 2,
                "kind" => 1,
                _ => continue,
            };
            if let Some(bits) = self.facets.get(facet).and_then(|values| values.get(&value)) {
                for place in bits.iter().take(500) {
                    *score.entry(place).or_default() += weight;
                }
            }
        }
        let mut found: Vec<(u32, usize)> = score
            .into_iter()
            .filter(|(place, _)| signed_in || self.public.has(*place))
            .filter(|(place, _)| self.sessions[*place].entry.session_id != entry.session_id)
            .map(|(place, score)| (score, place))
            .collect();
        found.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
        found.into_iter().take(limit).map(|(_, place)| self.sessions[place].entry.clone()).collect()
    }

    fn with(&self, facet: &str, value: &str) -> Bits {
        let mut bits = Bits::none(self.sessions.len());
        let values = self.facets.get(facet);
        if facet == "duration_max" {
            let most: u32 = value.parse().unwrap_or(u32::MAX);
            for (place, published) in self.sessions.iter().enumerate() {
                if published.entry.minutes().is_some_and(|minutes| minutes <= most) {
                    bits.set(place);
                }
            }
        } else if let Some(found) = values.and_then(|values| values.get(value)) {
            bits.or(found);
        }
        bits
    }

    fn beginning_with(&self, word: &str) -> Bits {
        let mut bits = Bits::none(self.sessions.len());
        let first = self.words.partition_point(|(known, _)| known.as_str() < word);
        for (_, found) in self.words[first..].iter().take_while(|(known, _)| known.starts_with(word)) {
            bits.or(found);
        }
        bits
    }

    /// How many would remain for each value, were this filter alone set anew.
    fn counts(
        &self,
        facet: &str,
        values: &BTreeMap<String, Bits>,
        base: &Bits,
        chosen: &[(&str, Bits)],
    ) -> Vec<FacetValue> {
        let mut rest = base.clone();
        for (other, bits) in chosen {
            if *other != facet {
                rest.and(bits);
            }
        }
        let mut counts: Vec<FacetValue> = values
            .iter()
            .map(|(value, bits)| FacetValue { value: value.clone(), count: rest.count_common(bits) })
            .filter(|value| value.count > 0)
            .collect();
        if facet != "duration_max" {
            counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
            counts.truncate(FACET_VALUES);
        } else {
            counts.sort_by_key(|value| value.value.parse::<u32>().unwrap_or(u32::MAX));
        }
        counts
    }
}

/// The values by which an entry can be found, filter by filter.
fn values(entry: &CatalogueEntry) -> Vec<(&'static str, String)> {
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
    values.extend(entry.tags.iter().map(|tag| ("tag", tag.clone())));
    for (facet, value) in [("language", &entry.language), ("instructor", &entry.instructor), ("centre", &entry.centre)]
    {
        values.extend(value.iter().map(|value| (facet, value.clone())));
    }
    if let Some(minutes) = entry.minutes() {
        values.extend(DURATIONS.iter().filter(|most| minutes <= **most).map(|most| ("duration_max", most.to_string())));
    }
    values
}

fn wanted(search: &CatalogueSearch) -> Vec<(&'static str, String)> {
    let mut wanted = Vec::new();
    for (facet, value) in [
        ("kind", &search.kind),
        ("level", &search.level),
        ("equipment", &search.equipment),
        ("language", &search.language),
        ("instructor", &search.instructor),
        ("centre", &search.centre),
        ("tag", &search.tag),
    ] {
        wanted.extend(value.iter().filter(|value| !value.is_empty()).map(|value| (facet, value.clone())));
    }
    wanted.extend(search.duration_max.map(|most| ("duration_max", most.to_string())));
    wanted
}

fn searchable(entry: &CatalogueEntry) -> String {
    let mut text = String::new();
    let texts = entry.title.0.values().chain(entry.description.0.values()).chain(&entry.tags);
    for part in texts.chain(&entry.instructor).chain(&entry.centre) {
        text.push_str(part);
        text.push(' ');
    }
    text
}

/// A set of sessions, by their place.
#[derive(Clone)]
struct Bits(Vec<u64>);

impl Bits {
    fn none(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    fn all(size: usize) -> Self {
        let mut bits = Self::none(size);
        (0..size).for_each(|place| bits.set(place));
        bits
    }

    fn set(&mut self, place: usize) {
        self.0[place / 64] |= 1 << (place % 64);
    }

    fn has(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|word| word & (1 << (place % 64)) != 0)
    }

    fn and(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    fn or(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    fn count_common(&self, other: &Self) -> u32 {
        self.0.iter().zip(&other.0).map(|(word, other)| (word & other).count_ones()).sum()
    }

    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| index * 64 + bit)
        })
    }
}
