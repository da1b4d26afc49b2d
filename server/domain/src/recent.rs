//! What was looked up in the last moments, for what is asked so often that a cache which keeps count of
//! its readers would be most of the work. It stands before one, and is never the only place.

use parking_lot::RwLock;
use std::{
    borrow::Borrow,
    collections::HashMap,
    hash::Hash,
    time::{Duration, Instant},
};

/// A few values, each believed for a moment after it was put here.
#[derive(Debug)]
pub struct Recent<K, V> {
    held: RwLock<HashMap<K, (Instant, V)>>,
    most: usize,
    believed: Duration,
}

impl<K: Eq + Hash, V: Clone> Recent<K, V> {
    /// Room for `most` values, each believed for this long.
    pub fn new(most: usize, believed: Duration) -> Self {
        Self { held: RwLock::default(), most, believed }
    }

    /// What was put here under this key, where that is not too long ago.
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let held = self.held.read();
        let (since, value) = held.get(key)?;
        (since.elapsed() < self.believed).then(|| value.clone())
    }

    /// Puts a value here. Where there is no room, whatever is too old goes, and if that is not enough, everything.
    pub fn insert(&self, key: K, value: V) {
        let mut held = self.held.write();
        if held.len() >= self.most {
            held.retain(|_, (since, _)| since.elapsed() < self.believed);
            if held.len() >= self.most {
                held.clear();
            }
        }
        held.insert(key, (Instant::now(), value));
    }
}

#[cfg(test)]
mod tests {
    use super::Recent;
    use std::time::Duration;

    #[test]
    fn there_are_never_more_than_there_is_room_for() {
        let recent = Recent::new(2, Duration::from_secs(60));
        for number in 0..5 {
            recent.insert(number, number * 10);
            assert_eq!(recent.get(&number), Some(number * 10));
            assert!((0..5).filter(|known| recent.get(known).is_some()).count() <= 2);
        }
    }

    #[test]
    fn what_is_too_old_is_not_believed() {
        let recent = Recent::new(2, Duration::ZERO);
        recent.insert("a".to_owned(), 1);
        assert_eq!(recent.get("a"), None);
    }
}
