//! What a guide is bound of: its leaves, each with a number that it keeps wherever it stands. Pure.
//!
//! The leaves that a document came with are numbered as its pages; those that were added later go on from there.
//! What a guide says is stored by leaf, what members read is counted by page: the place at which a leaf stands.

use crate::{
    Result,
    database::stored,
    recordings::{
        entity,
        keys::{MediaKey, page_key},
    },
};
use contract::RecordingId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// One leaf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Leaf {
    /// Its number, from 1, which no other leaf of the guide gets.
    pub number: u32,
    /// The picture that it was made from, where it did not come with the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<Added>,
}

/// A picture that a leaf was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Added {
    /// Under which it lies.
    pub under: Uuid,
    /// Its name where it came from.
    pub name: String,
}

/// The leaves of a guide, as its row keeps them once they have been changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Leaves {
    /// Raised with every change.
    pub edition: u32,
    /// Those that are shown: the first is page 1.
    pub shown: Vec<Leaf>,
    /// Those that were taken out, and can be put back.
    pub aside: Vec<Leaf>,
}

impl Leaves {
    /// Those of a guide that came with so many pages and was never changed.
    pub(crate) fn as_it_came(pages: u32) -> Self {
        let shown = (1..=pages).map(|number| Leaf { number, added: None }).collect();
        Self { edition: 0, shown, aside: Vec::new() }
    }

    /// Those of a recording.
    pub(crate) fn of_row(row: &entity::Model) -> Result<Self> {
        match &row.leaves {
            Some(leaves) => stored(leaves.clone()),
            None => Ok(Self::as_it_came(u32::try_from(row.pages).unwrap_or_default())),
        }
    }

    /// All of them, in no order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Leaf> {
        self.shown.iter().chain(&self.aside)
    }

    /// The leaf that stands at a page.
    pub(crate) fn at(&self, page: u32) -> Option<&Leaf> {
        self.shown.get(usize::try_from(page).ok()?.checked_sub(1)?)
    }

    /// The pages at which leaves stand, by number.
    pub(crate) fn pages(&self) -> BTreeMap<u32, u32> {
        self.shown.iter().map(|leaf| leaf.number).zip(1..).collect()
    }

    /// How many came with the document.
    pub(super) fn came(&self) -> u32 {
        self.all().filter(|leaf| leaf.added.is_none()).map(|leaf| leaf.number).max().unwrap_or_default()
    }

    /// Puts new leaves after a page, or before all of them after page 0. Returns their numbers.
    pub(super) fn put_in(&mut self, after: usize, added: Vec<Added>) -> Vec<u32> {
        let first = self.all().map(|leaf| leaf.number).max().unwrap_or_default() + 1;
        let new: Vec<Leaf> = (first..).zip(added).map(|(number, added)| Leaf { number, added: Some(added) }).collect();
        let numbers = new.iter().map(|leaf| leaf.number).collect();
        let at = after.min(self.shown.len());
        self.shown.splice(at..at, new);
        self.edition += 1;
        numbers
    }

    /// Shows the leaves of these numbers, in this order, and sets the others aside.
    ///
    /// # Errors
    /// What is wrong with the numbers, as a code.
    pub(super) fn arrange(&mut self, numbers: &[u32]) -> std::result::Result<(), &'static str> {
        if numbers.is_empty() {
            return Err("no_page_left");
        }
        let mut known: BTreeMap<u32, Leaf> = self.all().map(|leaf| (leaf.number, leaf.clone())).collect();
        let shown: Option<Vec<Leaf>> = numbers.iter().map(|number| known.remove(number)).collect();
        self.shown = shown.ok_or("not_its_pages")?;
        self.aside = known.into_values().collect();
        self.edition += 1;
        Ok(())
    }
}

/// Where the picture of a leaf lies.
pub(crate) fn picture_key(recording: RecordingId, prefix: &str, leaf: &Leaf) -> String {
    match &leaf.added {
        Some(added) => MediaKey::Page { recording, attempt: added.under, number: 1 }.key(),
        None => page_key(prefix, leaf.number),
    }
}

/// Where the picture that a leaf was made from lies, as it came.
pub(crate) fn original_key(recording: RecordingId, added: &Added) -> String {
    MediaKey::Original { recording, attempt: added.under }.key()
}

/// The order in which the leaves stand for which somebody has asked for new places, by number. What is asked for
/// is granted first, from the front; the others keep their order around it. Those in `out` stand nowhere, those
/// in `back` at the end.
#[must_use]
pub fn order(shown: &[u32], places: &BTreeMap<u32, u32>, out: &BTreeSet<u32>, back: &BTreeSet<u32>) -> Vec<u32> {
    let stays = |number: &&u32| !out.contains(number);
    let asked = |place: u32, number: &u32| places.get(number).copied().filter(|asked| *asked != place);
    let mut moved: Vec<(u32, u32)> = (1..)
        .zip(shown)
        .filter(|(_, number)| stays(number))
        .filter_map(|(place, number)| Some((asked(place, number)?, *number)))
        .collect();
    moved.sort_by_key(|(place, _)| *place);
    let still: Vec<u32> = (1..)
        .zip(shown)
        .filter(|(place, number)| stays(number) && asked(*place, number).is_none())
        .map(|(_, number)| *number)
        .collect();
    let (mut moved, mut still) = (moved.into_iter().peekable(), still.into_iter());
    let mut order = Vec::with_capacity(shown.len());
    for place in 1.. {
        let next = match moved.next_if(|(asked, _)| *asked <= place) {
            Some((_, number)) => Some(number),
            None => still.next().or_else(|| moved.next().map(|(_, number)| number)),
        };
        let Some(next) = next else { break };
        order.push(next);
    }
    order.extend(back.iter().filter(|number| !shown.contains(number)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ordered(places: &[(u32, u32)], out: &[u32], back: &[u32]) -> Vec<u32> {
        let all = places.iter().copied().collect();
        order(&[1, 2, 3, 4, 5], &all, &out.iter().copied().collect(), &back.iter().copied().collect())
    }

    #[test]
    fn a_page_goes_where_it_is_asked_to() {
        assert_eq!(ordered(&[], &[], &[]), [1, 2, 3, 4, 5]);
        assert_eq!(ordered(&[(5, 2)], &[], &[]), [1, 5, 2, 3, 4], "forward");
        assert_eq!(ordered(&[(2, 4)], &[], &[]), [1, 3, 4, 2, 5], "backward");
        assert_eq!(ordered(&[(1, 2), (2, 1)], &[], &[]), [2, 1, 3, 4, 5], "two change places");
        assert_eq!(ordered(&[(1, 99)], &[], &[]), [2, 3, 4, 5, 1], "the end is far enough");
        assert_eq!(ordered(&[(3, 0), (5, 0)], &[], &[]), [3, 5, 1, 2, 4]);
        assert_eq!(ordered(&[(5, 1)], &[2, 4], &[]), [5, 1, 3]);
        assert_eq!(ordered(&[], &[1], &[9, 2]), [2, 3, 4, 5, 9]);
    }

    proptest! {
        #[test]
        fn no_page_is_lost_and_none_is_there_twice(
            places in prop::collection::btree_map(0_u32..12, 0_u32..14, 0..10),
            out in prop::collection::btree_set(1_u32..8, 0..4),
            back in prop::collection::btree_set(1_u32..12, 0..4),
        ) {
            let shown: Vec<u32> = (1..=7).collect();
            let mut found = order(&shown, &places, &out, &back);
            found.sort_unstable();
            let mut wanted: Vec<u32> = shown.iter().copied().filter(|number| !out.contains(number)).collect();
            wanted.extend(back.iter().filter(|number| !shown.contains(number)));
            wanted.sort_unstable();
            prop_assert_eq!(found, wanted);
        }
    }

    #[test]
    fn numbers_are_never_given_twice() {
        let added = |name: &str| Added { under: Uuid::nil(), name: name.to_owned() };
        let mut leaves = Leaves::as_it_came(2);
        assert_eq!(leaves.put_in(1, vec![added("a"), added("b")]), [3, 4]);
        let shown = |leaves: &Leaves| leaves.shown.iter().map(|leaf| leaf.number).collect::<Vec<_>>();
        assert_eq!(shown(&leaves), [1, 3, 4, 2]);
        leaves.arrange(&[4, 1]).unwrap();
        assert_eq!((leaves.aside.len(), leaves.came(), leaves.edition), (2, 2, 2));
        assert_eq!(leaves.put_in(99, vec![added("c")]), [5]);
        assert_eq!((shown(&leaves), leaves.pages()[&5]), (vec![4, 1, 5], 3));
        for wrong in [&[1, 1][..], &[7], &[]] {
            assert!(leaves.clone().arrange(wrong).is_err(), "{wrong:?}");
        }
        assert_eq!((leaves.at(0), leaves.at(4)), (None, None));
    }
}
