//! How often a stranger may try: to sign in or to have a new password, per account from one address, per account
//! from anywhere and per address, slowed down but never locked, since a lock is a way to keep somebody out; and to
//! have letters sent.

use super::problem::Refusal;
use crate::household::household;
use contract::EnrolmentKey;
use domain::recent::Recent;
use governor::{Quota, RateLimiter, clock::Clock, clock::DefaultClock, state::keyed::DefaultKeyedStateStore};
use http::{StatusCode, header::RETRY_AFTER};
use parking_lot::Mutex;
use std::{
    hash::{BuildHasher, Hash, RandomState},
    net::IpAddr,
    num::NonZeroU32,
    time::{Duration, Instant},
};

type Limiter<K> = RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock>;

/// Beyond this many keys, those that have recovered are let go.
const MANY: usize = 10_000;
/// How often at most that is done: with many of them at once, looking would be most of the work of an attempt.
const TIDIED: Duration = Duration::from_secs(10);
/// For how long, and of how many, it is known from where somebody signs in.
const AT_HOME: Duration = Duration::from_secs(30 * 24 * 60 * 60);
const HOMES: usize = 100_000;

/// The attempts of the last minutes.
pub struct Attempts {
    /// Accounts by what they hash to: strangers may write what they like.
    hashed: RandomState,
    pairs: Limiter<(u64, Option<IpAddr>)>,
    accounts: Limiter<u64>,
    addresses: Limiter<IpAddr>,
    /// From where who signed in.
    homes: Recent<(u64, IpAddr), ()>,
    /// Who asked for letters, and on behalf of which enrolment.
    askers: Limiter<IpAddr>,
    enrolments: Limiter<EnrolmentKey>,
    tidied: Mutex<Option<Instant>>,
}

/// There were too many; when to try again.
#[derive(Debug, Clone, Copy)]
pub struct TooMany(Duration);

impl TooMany {
    /// 429, with the time to wait.
    pub fn refuse(self, code: &str) -> Refusal {
        Refusal::new(StatusCode::TOO_MANY_REQUESTS, code).with(RETRY_AFTER, self.0.as_secs() + 1)
    }
}

const fn often(count: u32) -> NonZeroU32 {
    match NonZeroU32::new(count) {
        Some(count) => count,
        None => NonZeroU32::MIN,
    }
}

impl Default for Attempts {
    /// Five a minute for one account from one address after a first ten; sixty for one account from
    /// anywhere, so that a stranger who tries does not keep its owner out; as many from one
    /// address, behind which a whole centre may sit.
    ///
    /// Twenty letters an hour from one address after a first forty, which is a full class that
    /// photographs the same code; five hundred an hour for one enrolment.
    fn default() -> Self {
        Self {
            hashed: RandomState::new(),
            pairs: RateLimiter::keyed(Quota::per_minute(often(5)).allow_burst(often(10))),
            accounts: RateLimiter::keyed(Quota::per_minute(often(60)).allow_burst(often(60))),
            addresses: RateLimiter::keyed(Quota::per_minute(often(60)).allow_burst(often(60))),
            homes: Recent::new(HOMES, AT_HOME),
            askers: RateLimiter::keyed(Quota::per_hour(often(20)).allow_burst(often(40))),
            enrolments: RateLimiter::keyed(Quota::per_hour(often(500)).allow_burst(often(500))),
            tidied: Mutex::default(),
        }
    }
}

impl Attempts {
    /// For letters about a new password: one every five minutes for one account from one address after a first
    /// three, and one every quarter of an hour from anywhere after a first five, so that nobody's mailbox is filled
    /// by strangers; its owner is not kept out by them, since every letter opens for an hour, whoever asked for it.
    /// Sixty an hour from one address after a first twenty.
    pub fn for_letters() -> Self {
        Self {
            pairs: RateLimiter::keyed(Quota::per_hour(often(12)).allow_burst(often(3))),
            accounts: RateLimiter::keyed(Quota::per_hour(often(4)).allow_burst(often(5))),
            addresses: RateLimiter::keyed(Quota::per_hour(often(60)).allow_burst(often(20))),
            ..Self::default()
        }
    }

    /// Counts one attempt.
    ///
    /// # Errors
    /// When there were too many, for either of the two.
    pub fn count(&self, account: &str, address: Option<IpAddr>) -> Result<(), TooMany> {
        self.tidy();
        let address = address.map(household);
        if let Some(address) = address {
            check(&self.addresses, &address)?;
        }
        let account = self.hash(account);
        check(&self.pairs, &(account, address))?;
        // Whoever tries from many places at once does not keep the owner out of their own.
        let at_home = address.is_some_and(|address| self.homes.get(&(account, address)).is_some());
        if at_home { Ok(()) } else { check(&self.accounts, &account) }
    }

    /// The attempt was right.
    pub fn right(&self, account: &str, address: Option<IpAddr>) {
        if let Some(address) = address.map(household) {
            self.homes.insert((self.hash(account), address), ());
        }
    }

    /// Counts one letter that somebody asks for who need not be known. What becomes of it is not looked at:
    /// else counting would tell what the answer does not.
    ///
    /// # Errors
    /// When there were too many.
    pub fn count_letter(&self, enrolment: EnrolmentKey, address: Option<IpAddr>) -> Result<(), TooMany> {
        self.tidy();
        if let Some(address) = address.map(household) {
            check(&self.askers, &address)?;
        }
        check(&self.enrolments, &enrolment)
    }

    fn hash(&self, account: &str) -> u64 {
        // No address is longer; what is longer is not read to its end.
        let account: String = account.trim().chars().take(254).collect();
        self.hashed.hash_one(account.to_lowercase())
    }

    fn tidy(&self) {
        let lengths =
            [self.pairs.len(), self.accounts.len(), self.addresses.len(), self.askers.len(), self.enrolments.len()];
        if lengths.iter().all(|length| *length <= MANY) {
            return;
        }
        let mut tidied = self.tidied.lock();
        if tidied.is_some_and(|tidied| tidied.elapsed() < TIDIED) {
            return;
        }
        *tidied = Some(Instant::now());
        self.pairs.retain_recent();
        self.accounts.retain_recent();
        self.addresses.retain_recent();
        self.askers.retain_recent();
        self.enrolments.retain_recent();
    }
}

fn check<K: Hash + Eq + Clone>(limiter: &Limiter<K>, key: &K) -> Result<(), TooMany> {
    limiter.check_key(key).map_err(|not_until| TooMany(not_until.wait_time_from(DefaultClock::default().now())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv6Addr;

    #[test]
    fn ten_attempts_are_free_and_the_eleventh_waits() {
        let attempts = Attempts::default();
        for _ in 0..10 {
            assert!(attempts.count("Ana@example.org", None).is_ok());
        }
        let TooMany(wait) = attempts.count(" ana@EXAMPLE.org ", None).unwrap_err();
        assert!(wait <= Duration::from_secs(12), "{wait:?}");
        assert!(attempts.count("bea@example.org", None).is_ok());
    }

    #[test]
    fn who_tries_from_elsewhere_does_not_keep_the_owner_out() {
        let attempts = Attempts::default();
        let address = |last: u8| Some(IpAddr::from([192, 0, 2, last]));
        while attempts.count("ana@example.org", address(1)).is_ok() {}
        assert!(attempts.count("ana@example.org", address(2)).is_ok());
    }

    #[test]
    fn who_tries_from_everywhere_does_not_keep_the_owner_out_of_their_home() {
        let attempts = Attempts::default();
        let address = |last: u8| Some(IpAddr::from([192, 0, 2, last]));
        assert!(attempts.count("ana@example.org", address(0)).is_ok());
        attempts.right("Ana@example.org", address(0));
        for last in 1..=255 {
            while attempts.count("ana@example.org", address(last)).is_ok() {}
        }
        assert!(attempts.count("ana@example.org", address(0)).is_ok());
        let elsewhere = |last: u8| attempts.count("ana@example.org", Some(IpAddr::from([192, 0, 3, last])));
        assert!((0..10).any(|last| elsewhere(last).is_err()));
    }

    #[test]
    fn letters_are_few_for_one_account_wherever_they_are_asked_for_from() {
        let letters = Attempts::for_letters();
        let address = |last: u8| Some(IpAddr::from([192, 0, 2, last]));
        let asked = |account: &str, last| letters.count(account, address(last)).is_ok();
        assert_eq!([1, 1, 1, 1].map(|last| asked("ana@example.org", last)), [true, true, true, false]);
        assert_eq!([2, 3, 4].map(|last| asked(" ANA@example.org", last)), [true, true, false]);
        assert!(asked("bea@example.org", 1));
        let others = (0..30).filter(|n| asked(&format!("{n}@example.org"), 9)).count();
        assert_eq!(others, 20, "and from one address for all accounts together");
    }

    #[test]
    fn letters_are_counted_for_who_asks_and_for_what_is_asked() {
        let attempts = Attempts::default();
        let enrolment = |last: u128| EnrolmentKey(uuid::Uuid::from_u128(last));
        let address = |last: u16| Some(IpAddr::from([192, 0, last.to_be_bytes()[0], last.to_be_bytes()[1]]));
        for _ in 0..40 {
            assert!(attempts.count_letter(enrolment(1), address(0)).is_ok());
        }
        assert!(attempts.count_letter(enrolment(2), address(0)).is_err(), "of another enrolment neither");
        for last in 1..=460 {
            assert!(attempts.count_letter(enrolment(1), address(last)).is_ok(), "{last}");
        }
        assert!(attempts.count_letter(enrolment(1), address(461)).is_err(), "from nowhere");
        assert!(attempts.count_letter(enrolment(2), address(462)).is_ok());
    }

    #[test]
    fn an_address_may_try_sixty_accounts() {
        let attempts = Attempts::default();
        let address = |last: u16| Some(IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, last)));
        for n in 0..60 {
            assert!(attempts.count(&format!("{n}@example.org"), address(n)).is_ok());
        }
        assert!(attempts.count("61@example.org", address(61)).is_err());
        assert!(attempts.count("61@example.org", Some(IpAddr::from([192, 0, 2, 1]))).is_ok());
    }
}
