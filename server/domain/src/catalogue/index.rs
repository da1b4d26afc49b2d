//! The published sessions in memory: a set of sessions per word and value (`places.rs`), so that
//! narrowing down is a matter of and-ing words of bits, and counting one of counting bits.
//!
//! Ten thousand sessions are 157 words of 64 bits for each value of each filter; a search with
//! all its counts takes some tens of microseconds.

mod gathered;

use super::places::{Bits, Places};
use contract::{
    Locale, SessionId,
    catalogue::{CatalogueEntry, CatalogueResults, CatalogueSearch, FacetValue},
    extra_fields::ExtraFieldDetails,
    limits,
    sessions::Audience,
    text::folded,
};
use gathered::{faceted, titled, values, worded};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use uuid::Uuid;

use crate::{Error, Result, guides::Leaves, vocabulary::Known};

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
    /// What stands at which page of a guide, where that is not as it came.
    pub leaves: Option<Leaves>,
    /// Whether members may take the document along.
    pub may_download: bool,
    /// Changes whenever other renditions are offered.
    pub media_version: i64,
    /// Whether there are small pictures to look for a moment by.
    pub has_storyboard: bool,
    /// Whether somebody signs it, in a picture beside.
    pub has_signs: bool,
}

impl Published {
    /// Which edition of a guide it is: raised whenever its pages change.
    pub(crate) fn edition(&self) -> u32 {
        self.leaves.as_ref().map_or(0, |leaves| leaves.edition)
    }
}

/// Words with where they occur, sorted.
type Words = Vec<(Box<str>, Places)>;

/// Values by filter, with where they occur.
type Facets = BTreeMap<&'static str, BTreeMap<String, Places>>;

/// The catalogue at one revision.
pub(crate) struct Index {
    pub revision: i64,
    sessions: Vec<Published>,
    places: HashMap<SessionId, usize>,
    public: Bits,
    all: Bits,
    facets: Facets,
    /// Every word of every session with where it occurs, sorted: a beginning is a range.
    words: Words,
    /// Those that are only inside guides, for those who may read them.
    inside: Words,
    by_title: [Vec<u32>; 2],
    by_duration: Vec<u32>,
    /// Those that are broadcast, by when they begin.
    lives: Vec<u32>,
    /// The vocabulary at that revision.
    tags: Known,
    /// The fields of the organisation's own at that revision.
    pub(crate) own_fields: Arc<[ExtraFieldDetails]>,
}

impl Default for Index {
    fn default() -> Self {
        Self::new(-1, Vec::new(), &HashMap::new(), Known::default())
    }
}

impl Index {
    /// Indexes sessions that come the newest first, and what guides say inside, by recording: folded words
    /// parted by spaces.
    pub(crate) fn new(revision: i64, sessions: Vec<Published>, said: &HashMap<Uuid, String>, tags: Known) -> Self {
        let size = sessions.len();
        let mut public = Bits::none(size);
        sessions
            .iter()
            .enumerate()
            .filter(|(_, published)| published.entry.audience == Audience::Public)
            .for_each(|(place, _)| public.set(place));
        // Taking the words apart is half of the work: the other half is done beside it.
        let ([words, inside], facets, by_title) = std::thread::scope(|scope| {
            let words = scope.spawn(|| worded(&sessions, said, &tags));
            let facets = faceted(&sessions, &tags);
            let by_title = [Locale::Fr, Locale::En].map(|locale| titled(&sessions, locale));
            (words.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), facets, by_title)
        });
        let mut by_duration: Vec<u32> = (0..size as u32).collect();
        by_duration.sort_by_key(|place| sessions[*place as usize].entry.minutes().unwrap_or(u32::MAX));
        let begins = |place: u32| sessions[place as usize].entry.live.as_ref().map(|note| note.starts_at);
        let mut lives: Vec<u32> = (0..size as u32).filter(|place| begins(*place).is_some()).collect();
        lives.sort_by_key(|place| begins(*place));
        Self {
            revision,
            lives,
            places: sessions.iter().enumerate().map(|(place, published)| (published.entry.session_id, place)).collect(),
            public,
            all: Bits::all(size),
            facets,
            words,
            inside,
            by_title,
            by_duration,
            sessions,
            tags,
            own_fields: Arc::default(),
        }
    }

    /// A session, if someone who is or is not signed in may know of it.
    pub(crate) fn visible(&self, signed_in: bool, id: SessionId) -> Option<&Published> {
        let place = *self.places.get(&id)?;
        (signed_in || self.public.has(place)).then(|| &self.sessions[place])
    }

    /// Those that are broadcast, by when they begin.
    pub(crate) fn lives(&self, signed_in: bool) -> impl Iterator<Item = &CatalogueEntry> {
        let known = self.lives.iter().map(|place| *place as usize);
        known.filter(move |place| signed_in || self.public.has(*place)).map(|place| &self.sessions[place].entry)
    }

    /// The sessions that match, and the counts.
    pub(crate) fn search(
        &self,
        signed_in: bool,
        locale: Option<Locale>,
        search: &CatalogueSearch,
    ) -> Result<CatalogueResults> {
        let (base, chosen) = self.asked(signed_in, search);
        let matching = narrowed(&base, &chosen, |_| true);
        let facets = self.facets.iter().map(|(facet, values)| {
            let rest = narrowed(&base, &chosen, |other| other != *facet);
            ((*facet).to_owned(), counts(facet, values, &rest))
        });
        let facets = facets.collect();
        let (items, next) = self.page(&matching, locale, search)?;
        Ok(CatalogueResults { items, facets, total: matching.count(), next })
    }

    /// The first page of the sessions that match, without the counts.
    pub(crate) fn shelf(
        &self,
        signed_in: bool,
        locale: Option<Locale>,
        search: &CatalogueSearch,
    ) -> Result<Vec<CatalogueEntry>> {
        let (base, chosen) = self.asked(signed_in, search);
        Ok(self.page(&narrowed(&base, &chosen, |_| true), locale, search)?.0)
    }

    /// What has the words that are looked for, and what each chosen filter leaves.
    fn asked(&self, signed_in: bool, search: &CatalogueSearch) -> (Bits, Vec<(&'static str, Bits)>) {
        let mut base = if signed_in { self.all.clone() } else { self.public.clone() };
        if let Some(q) = &search.q {
            let text = folded(q);
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                base.and(&self.beginning_with(signed_in, word));
            }
        }
        let chosen = wanted(search).into_iter().map(|(facet, value)| (facet, self.with(facet, &value))).collect();
        (base, chosen)
    }

    fn page(
        &self,
        matching: &Bits,
        locale: Option<Locale>,
        search: &CatalogueSearch,
    ) -> Result<(Vec<CatalogueEntry>, Option<String>)> {
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
        Ok((items, next))
    }

    /// Those with the most tags, and then the instructor, in common.
    pub(crate) fn related(&self, signed_in: bool, entry: &CatalogueEntry, limit: usize) -> Vec<CatalogueEntry> {
        let mut score: HashMap<usize, u32> = HashMap::new();
        for (facet, value) in values(entry, &self.tags) {
            let weight = match facet {
                "tag" => 3,
                "instructor" => 2,
                "kind" => 1,
                _ => continue,
            };
            if let Some(places) = self.facets.get(facet).and_then(|values| values.get(&value)) {
                for place in places.first(500) {
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

    /// How a reader of this language calls a tag.
    pub(crate) fn tag_label(&self, word: &str, locale: Locale) -> String {
        self.tags.label(word, locale)
    }

    /// How a reader of this language calls every tag.
    pub(crate) fn tag_labels(&self, locale: Locale) -> Vec<String> {
        self.tags.labels(locale)
    }

    fn with(&self, facet: &str, value: &str) -> Bits {
        let value = if facet == "tag" { self.tags.canonical(value) } else { value };
        let mut bits = Bits::none(self.sessions.len());
        if let Some(found) = self.facets.get(facet).and_then(|values| values.get(value)) {
            bits.add(found);
        } else if facet == "duration_max" {
            // A length that is not one of those offered; few ask for one.
            let most: u32 = value.parse().unwrap_or(u32::MAX);
            let short = self.sessions.iter().enumerate();
            short
                .filter(|(_, published)| published.entry.minutes().is_some_and(|minutes| minutes <= most))
                .for_each(|(place, _)| bits.set(place));
        }
        bits
    }

    /// Those with a word that begins so; who is not signed in learns nothing of what is inside.
    fn beginning_with(&self, signed_in: bool, word: &str) -> Bits {
        let mut bits = Bits::none(self.sessions.len());
        for words in std::iter::once(&self.words).chain(signed_in.then_some(&self.inside)) {
            let first = words.partition_point(|(known, _)| &**known < word);
            for (_, found) in words[first..].iter().take_while(|(known, _)| known.starts_with(word)) {
                bits.add(found);
            }
        }
        bits
    }
}

/// What is left of `base` by those of the chosen filters that count.
fn narrowed(base: &Bits, chosen: &[(&str, Bits)], counts: impl Fn(&str) -> bool) -> Bits {
    let mut rest = base.clone();
    chosen.iter().filter(|(facet, _)| counts(facet)).for_each(|(_, bits)| rest.and(bits));
    rest
}

/// How many of `rest` there are for each value.
fn counts(facet: &str, values: &BTreeMap<String, Places>, rest: &Bits) -> Vec<FacetValue> {
    let counted = values.iter().map(|(value, places)| (rest.count_of(places), value));
    let mut counted: Vec<(u32, &String)> = counted.filter(|(count, _)| *count > 0).collect();
    if facet == "duration_max" {
        counted.sort_by_key(|(_, value)| value.parse::<u32>().unwrap_or(u32::MAX));
    } else {
        counted.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.cmp(other)));
        counted.truncate(FACET_VALUES);
    }
    counted.into_iter().map(|(count, value)| FacetValue { value: value.clone(), count }).collect()
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
        ("impact", &search.impact),
        ("position", &search.position),
        ("tag", &search.tag),
    ] {
        wanted.extend(value.iter().filter(|value| !value.is_empty()).map(|value| (facet, value.clone())));
    }
    wanted.extend(search.duration_max.map(|most| ("duration_max", most.to_string())));
    wanted
}
