//! Sets of sessions by their place in the index, kept in whichever of two shapes is smaller.

/// A set with room for every session: a bit each.
#[derive(Clone)]
pub(super) struct Bits(Vec<u64>);

/// The sessions that share a word or a value. Most words occur in a handful of sessions, for
/// which a list is a hundred times smaller than a bit per session.
pub(super) enum Places {
    /// In rising order.
    Few(Vec<u32>),
    Many(Bits),
}

impl Bits {
    pub(super) fn none(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    pub(super) fn all(size: usize) -> Self {
        let mut bits = Self::none(size);
        (0..size).for_each(|place| bits.set(place));
        bits
    }

    pub(super) fn set(&mut self, place: usize) {
        self.0[place / 64] |= 1 << (place % 64);
    }

    pub(super) fn has(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|word| word & (1 << (place % 64)) != 0)
    }

    pub(super) fn and(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    pub(super) fn add(&mut self, places: &Places) {
        match places {
            Places::Few(list) => list.iter().for_each(|place| self.set(*place as usize)),
            Places::Many(other) => self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other),
        }
    }

    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// How many of `places` are in this set.
    pub(super) fn count_of(&self, places: &Places) -> u32 {
        match places {
            Places::Few(list) => list.iter().map(|place| u32::from(self.has(*place as usize))).sum(),
            Places::Many(other) => self.0.iter().zip(&other.0).map(|(word, other)| (word & other).count_ones()).sum(),
        }
    }
}

impl Places {
    /// From a list in rising order, of a catalogue of `size` sessions.
    pub(super) fn new(list: Vec<u32>, size: usize) -> Self {
        // A list takes four bytes a session, bits an eighth of one for each there is.
        if list.len() * 32 <= size {
            let mut list = list;
            list.shrink_to_fit();
            return Self::Few(list);
        }
        let mut bits = Bits::none(size);
        list.iter().for_each(|place| bits.set(*place as usize));
        Self::Many(bits)
    }

    /// The first `most` of them.
    pub(super) fn first(&self, most: usize) -> Vec<usize> {
        match self {
            Self::Few(list) => list.iter().take(most).map(|place| *place as usize).collect(),
            Self::Many(bits) => {
                let words = bits.0.iter().enumerate();
                let places = words.flat_map(|(index, word)| {
                    (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| index * 64 + bit)
                });
                places.take(most).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bits, Places};

    #[test]
    fn both_shapes_answer_alike() {
        let size = 1000;
        for step in [1, 7, 31, 33, 500] {
            let list: Vec<u32> = (0..size as u32).step_by(step).collect();
            let places = Places::new(list.clone(), size);
            assert_eq!(matches!(places, Places::Few(_)), step > 31, "{step}");
            let mut set = Bits::none(size);
            set.add(&places);
            assert_eq!(set.count() as usize, list.len());
            let even = (0..size).filter(|place| place % 2 == 0);
            let mut evens = Bits::none(size);
            even.for_each(|place| evens.set(place));
            assert_eq!(evens.count_of(&places) as usize, list.iter().filter(|place| *place % 2 == 0).count());
            assert_eq!(places.first(3), list.iter().take(3).map(|place| *place as usize).collect::<Vec<_>>());
        }
    }
}
