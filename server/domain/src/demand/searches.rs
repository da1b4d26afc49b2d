//! Searches that found nothing, counted by their words and their day.
//!
//! The catalogue answers as one types, so that `capo` is looked for on the way to `capoeira`: what a member
//! looks for is held in memory until they have looked for something else or for nothing for a while, and only
//! the longest of it is counted. Who it was is never written down. What is still held when a process ends is
//! not counted.

use super::{DAY_MS, day};
use crate::{Environment, Result, accounts::SignedIn};
use contract::{
    MemberId,
    demand::{NEW_TEXTS_A_DAY, same_words},
    text::printable,
};
use parking_lot::Mutex;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    mem,
};

/// After so long without another key, a search is what it was meant to be.
const SETTLES_MS: i64 = 10_000;
/// So many members may be typing at a time; the searches of others are not counted.
const TYPING: usize = 10_000;
/// So many searches of a day are known to have been counted; beyond it a repetition counts anew.
const COUNTED: usize = 200_000;

/// What is being looked for in this process.
#[derive(Default)]
pub(crate) struct Unfound(Mutex<Held>);

#[derive(Default)]
struct Held {
    typing: HashMap<MemberId, Typed>,
    /// What was left for something else, to be counted at once.
    left: Vec<(MemberId, Typed)>,
    /// Who has looked for what today, as sums that nobody can read: somebody who looks ten times for the
    /// same counts once.
    counted: HashSet<u64>,
    counted_on: i32,
}

struct Typed {
    folded: String,
    words: String,
    at: i64,
}

impl Unfound {
    /// Notes what a member looks for.
    fn typed(&self, member: MemberId, folded: String, words: String, now: i64) {
        let held = &mut *self.0.lock();
        if let Some(before) = held.typing.get_mut(&member)
            && before.folded.starts_with(&folded)
        {
            // Taken back key by key: what counts is what it had grown to.
            before.at = now;
            return;
        }
        if let Some(before) = held.typing.remove(&member)
            && !folded.starts_with(&before.folded)
        {
            held.left.push((member, before));
        }
        if held.typing.len() + held.left.len() < TYPING {
            held.typing.insert(member, Typed { folded, words, at: now });
        }
    }

    /// What nobody types any more, to be counted.
    fn settled(&self, now: i64) -> Vec<Typed> {
        let held = &mut *self.0.lock();
        let today = day(now);
        if mem::replace(&mut held.counted_on, today) != today {
            held.counted.clear();
        }
        let mut settled = mem::take(&mut held.left);
        settled.extend(held.typing.extract_if(|_, typed| typed.at < now - SETTLES_MS));
        let counted = &mut held.counted;
        let mut is_new = |member: MemberId, folded: &str| {
            let sum = sum(&(member, folded));
            !counted.contains(&sum) && (counted.len() >= COUNTED || counted.insert(sum))
        };
        settled.into_iter().filter(|(member, typed)| is_new(*member, &typed.folded)).map(|(_, typed)| typed).collect()
    }
}

fn sum(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Notes that a member looked for something and nothing was found. What staff look for does not count.
///
/// # Errors
/// Only when the database fails.
pub async fn searched(env: &Environment, viewer: &SignedIn, words: &str) -> Result<()> {
    if viewer.is_internal() {
        return Ok(());
    }
    let words = printable(words).trim().to_owned();
    if let Some(folded) = same_words(&words) {
        env.catalogue.unfound().typed(viewer.id, folded, words, env.clock.now_ms());
    }
    settle(env).await
}

/// Counts what nobody types any more.
pub(super) async fn settle(env: &Environment) -> Result<()> {
    let now = env.clock.now_ms();
    let settled = env.catalogue.unfound().settled(now);
    if settled.is_empty() {
        return Ok(());
    }
    let tx = env.db.begin().await?;
    for typed in settled {
        count(env, &tx, &typed, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn count(env: &Environment, tx: &DatabaseTransaction, typed: &Typed, now: i64) -> Result<()> {
    let statement =
        env.db.statement("UPDATE demand SET last_at = ? WHERE folded = ?", [now.into(), typed.folded.clone().into()]);
    if tx.execute_raw(statement).await?.rows_affected() == 0 {
        let today = i64::from(day(now)) * DAY_MS;
        let statement = env.db.statement("SELECT COUNT(*) AS texts FROM demand WHERE created_at >= ?", [today.into()]);
        let row = tx.query_one_raw(statement).await?;
        let texts: i64 = row.map(|row| row.try_get("", "texts")).transpose()?.unwrap_or_default();
        if texts.unsigned_abs() >= NEW_TEXTS_A_DAY {
            return Ok(());
        }
        let statement = env.db.statement(
            "INSERT INTO demand (id, folded, words, state, created_at, last_at) VALUES (?, ?, ?, 'open', ?, ?)
             ON CONFLICT (folded) DO NOTHING",
            [env.new_id().into(), typed.folded.clone().into(), typed.words.clone().into(), now.into(), now.into()],
        );
        tx.execute_raw(statement).await?;
    }
    let statement = env.db.statement(
        "INSERT INTO demand_search (demand_id, day, searches) SELECT id, ?, 1 FROM demand WHERE folded = ?
         ON CONFLICT (demand_id, day) DO UPDATE SET searches = demand_search.searches + 1",
        [day(now).into(), typed.folded.clone().into()],
    );
    tx.execute_raw(statement).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ANA: MemberId = MemberId(Uuid::from_u128(1));
    const BEA: MemberId = MemberId(Uuid::from_u128(2));

    fn typed(unfound: &Unfound, member: MemberId, words: &str, at: i64) {
        unfound.typed(member, words.to_owned(), words.to_owned(), at);
    }

    fn settled(unfound: &Unfound, at: i64) -> Vec<String> {
        let mut words: Vec<_> = unfound.settled(at).into_iter().map(|typed| typed.words).collect();
        words.sort();
        words
    }

    #[test]
    fn only_what_was_meant_counts() {
        let unfound = Unfound::default();
        for (at, words) in [(0, "capo"), (200, "capoei"), (400, "capoeira"), (900, "capoei"), (1_100, "capo")] {
            typed(&unfound, ANA, words, at);
        }
        typed(&unfound, BEA, "capoeira", 0);
        assert!(settled(&unfound, 9_000).is_empty());
        assert_eq!(settled(&unfound, 11_000), ["capoeira"], "Ana may still go on");
        assert_eq!(settled(&unfound, 20_000), ["capoeira"]);
    }

    #[test]
    fn one_thing_after_another_counts_both_and_a_repetition_once() {
        let unfound = Unfound::default();
        typed(&unfound, ANA, "capoeira", 0);
        typed(&unfound, ANA, "samba", 500);
        assert_eq!(settled(&unfound, 600), ["capoeira"]);
        assert_eq!(settled(&unfound, 20_000), ["samba"]);
        typed(&unfound, ANA, "samba", 30_000);
        assert!(settled(&unfound, 60_000).is_empty());
        typed(&unfound, ANA, "samba", 2 * DAY_MS);
        assert_eq!(settled(&unfound, 2 * DAY_MS + 11_000), ["samba"], "another day");
    }
}
