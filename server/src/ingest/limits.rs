//! How much one address may ask of the port for encoders; all that a household has count as one.

use crate::household::household;
use parking_lot::Mutex;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

/// Connections at a time, from one address and in all.
const FROM_ONE: usize = 16;
const IN_ALL: usize = 256;
/// So many wrong keys in so long, and the right one is not looked at either.
const WRONG_MOST: usize = 10;
const WRONG_WITHIN: Duration = Duration::from_secs(60);

/// What is going on, by household.
#[derive(Debug, Default)]
pub(super) struct Limits {
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
    wrong: Mutex<HashMap<IpAddr, Vec<Instant>>>,
}

/// A connection's place; given back when it ends.
#[derive(Debug)]
pub(super) struct Place {
    address: IpAddr,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.open.lock();
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

impl Limits {
    /// A place for a connection, if there is one left.
    pub(super) fn enter(&self, address: IpAddr) -> Option<Place> {
        let address = household(address);
        let mut open = self.open.lock();
        if open.values().sum::<usize>() >= IN_ALL {
            return None;
        }
        let count = open.entry(address).or_default();
        if *count >= FROM_ONE {
            return None;
        }
        *count += 1;
        Some(Place { address, open: self.open.clone() })
    }

    /// Notes a wrong key.
    pub(super) fn was_wrong(&self, address: IpAddr) {
        let mut wrong = self.wrong.lock();
        wrong.retain(|_, tries| tries.last().is_some_and(|last| last.elapsed() < WRONG_WITHIN));
        wrong.entry(household(address)).or_default().push(Instant::now());
    }

    /// Whether too many wrong keys came from there.
    pub(super) fn is_guessing(&self, address: IpAddr) -> bool {
        let mut wrong = self.wrong.lock();
        let Some(tries) = wrong.get_mut(&household(address)) else { return false };
        tries.retain(|at| at.elapsed() < WRONG_WITHIN);
        tries.len() >= WRONG_MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_places_and_gets_them_back() {
        let limits = Limits::default();
        let here: IpAddr = [127, 0, 0, 1].into();
        let places: Vec<_> = (0..FROM_ONE).map(|_| limits.enter(here).unwrap()).collect();
        assert!(limits.enter(here).is_none());
        assert!(limits.enter([10, 0, 0, 1].into()).is_some());
        drop(places);
        assert!(limits.enter(here).is_some());
    }

    #[test]
    fn who_guesses_is_not_listened_to() {
        let limits = Limits::default();
        let there: IpAddr = [10, 0, 0, 1].into();
        for _ in 0..WRONG_MOST {
            assert!(!limits.is_guessing(there));
            limits.was_wrong(there);
        }
        assert!(limits.is_guessing(there));
        assert!(!limits.is_guessing([10, 0, 0, 2].into()));
    }

    #[test]
    fn another_address_of_the_same_household_is_no_other() {
        let limits = Limits::default();
        let of = |last: u16| IpAddr::from([0x2001, 0xdb8, 0, 1, 0, 0, 0, last]);
        let places: Vec<_> = (0..16).map(|last| limits.enter(of(last)).unwrap()).collect();
        assert!(limits.enter(of(16)).is_none());
        for last in 0..10 {
            limits.was_wrong(of(last));
        }
        assert!(limits.is_guessing(of(10)));
        let elsewhere = IpAddr::from([0x2001, 0xdb8, 0, 2, 0, 0, 0, 1]);
        assert!(limits.enter(elsewhere).is_some() && !limits.is_guessing(elsewhere));
        drop(places);
        assert!(limits.open.lock().is_empty());
    }
}
