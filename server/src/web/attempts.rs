//! How often one may try to sign in, or ask for a letter to set a new password: per account from one address, per account from anywhere and
//! per address, slowed down but never locked, since a lock is a way to keep somebody out.

use super::problem::Refusal;
use crate::household::household;
use governor::{Quota, RateLimiter, clock::Clock, clock::DefaultClock, state::keyed::DefaultKeyedStateStore};
use http::{StatusCode, header::RETRY_AFTER};
use std::{net::IpAddr, num::NonZeroU32, time::Duration};

type Limiter<K> = RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock>;

/// Beyond this many keys, those that have recovered are let go.
const MANY: usize = 10_000;

/// The attempts of the last minutes.
pub struct Attempts {
    pairs: Limiter<(String, Option<IpAddr>)>,
    accounts: Limiter<String>,
    addresses: Limiter<IpAddr>,
}

/// There were too many; when to try again.
#[derive(Debug, Clone, Copy)]
pub struct TooMany(Duration);

impl TooMany {
    /// 429, with the time to wait.
    pub fn refuse(self) -> Refusal {
        self.after(Refusal::new(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts"))
    }

    /// The same, about letters.
    pub fn refuse_letter(self) -> Refusal {
        self.after(Refusal::new(StatusCode::TOO_MANY_REQUESTS, "too_many_letters"))
    }

    fn after(self, refusal: Refusal) -> Refusal {
        refusal.with(RETRY_AFTER, self.0.as_secs() + 1)
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
    fn default() -> Self {
        Self {
            pairs: RateLimiter::keyed(Quota::per_minute(often(5)).allow_burst(often(10))),
            accounts: RateLimiter::keyed(Quota::per_minute(often(60)).allow_burst(often(60))),
            addresses: RateLimiter::keyed(Quota::per_minute(often(60)).allow_burst(often(60))),
        }
    }
}

impl Attempts {
    /// For letters: one every five minutes for one account from one address after a first three, and one every
    /// quarter of an hour from anywhere after a first five, so that nobody's mailbox is filled by strangers; its
    /// owner is not kept out by them, since every letter opens for an hour, whoever asked for it. Sixty an hour
    /// from one address after a first twenty.
    pub fn for_letters() -> Self {
        Self {
            pairs: RateLimiter::keyed(Quota::per_hour(often(12)).allow_burst(often(3))),
            accounts: RateLimiter::keyed(Quota::per_hour(often(4)).allow_burst(often(5))),
            addresses: RateLimiter::keyed(Quota::per_hour(often(60)).allow_burst(often(20))),
        }
    }

    /// Counts one attempt.
    ///
    /// # Errors
    /// When there were too many, for either of the two.
    pub fn count(&self, account: &str, address: Option<IpAddr>) -> Result<(), TooMany> {
        if self.pairs.len() > MANY {
            self.pairs.retain_recent();
        }
        if self.accounts.len() > MANY {
            self.accounts.retain_recent();
        }
        if self.addresses.len() > MANY {
            self.addresses.retain_recent();
        }
        let address = address.map(household);
        if let Some(address) = address {
            check(&self.addresses, &address)?;
        }
        let account: String = account.trim().to_lowercase().chars().take(254).collect();
        check(&self.pairs, &(account.clone(), address))?;
        check(&self.accounts, &account)
    }
}

fn check<K: std::hash::Hash + Eq + Clone>(limiter: &Limiter<K>, key: &K) -> Result<(), TooMany> {
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
