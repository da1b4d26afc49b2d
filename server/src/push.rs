//! Notices on their way: put into words by `app`, handed over to the push service of each browser.

use crate::Failure;
use app::reminders::notice;
use contract::reminders::Lead;
use domain::{
    mail::{Letter, News},
    push::{Notice, Pusher, Subscriber, Unpushed, Urgency, Vapid, post},
    secret::SecretKey,
};

/// A notice that a session is moved or does not take place is kept for a device for a day at most, in seconds.
const A_DAY: i64 = 24 * 3600;

/// The browsers of members, by way of their push services.
pub struct Browsers {
    vapid: Vapid,
    /// Whether a push service may be on this machine. Only for tests.
    loopback: bool,
}

impl Browsers {
    /// With the key pair that follows from the organisation's key; `home` is where people reach this Estrade.
    ///
    /// # Errors
    /// When there is no such pair.
    pub fn new(secret: &SecretKey, home: &str, loopback: bool) -> Result<Self, Failure> {
        let vapid = Vapid::of(secret, home).map_err(|error| Failure::of("preparing to tell devices", error))?;
        Ok(Self { vapid, loopback })
    }
}

#[async_trait::async_trait]
impl Pusher for Browsers {
    fn public_key(&self) -> &str {
        self.vapid.public_key()
    }

    async fn push(&self, to: &Subscriber, letter: &Letter) -> Result<(), Unpushed> {
        let notice = Notice {
            body: notice(letter),
            topic: letter.id,
            seconds: worth_showing_s(letter),
            urgency: match letter.news {
                News::Soon(Lead::Day) => Urgency::Normal,
                News::Soon(Lead::Hour | Lead::Minutes) | News::Moved(_) | News::Cancelled => Urgency::High,
            },
        };
        post(&self.vapid, to, &notice, letter.written_at, self.loopback).await
    }
}

/// For how many seconds it is worth showing: a device that is switched on later is told nothing that is past.
fn worth_showing_s(letter: &Letter) -> u32 {
    let until = |moment: contract::Timestamp| moment.as_second() - letter.written_at.as_second();
    let seconds = match letter.news {
        News::Soon(lead) => lead.late_s().min(until(letter.about.starts_at)),
        News::Moved(_) => A_DAY.min(until(letter.about.starts_at)),
        News::Cancelled => A_DAY.min(until(letter.about.ends_at)),
    };
    u32::try_from(seconds).unwrap_or(0)
}
