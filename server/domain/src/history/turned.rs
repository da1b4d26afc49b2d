//! What members read of a guide whose pages have changed. A page that was read stays so wherever it stands now; one
//! that was taken out is not counted any more, nor when it is put back, and one that was put in was read by nobody.
//! Whoever had completed the guide has done so.

use crate::{
    Environment, Result,
    database::{json, portions, stored},
};
use contract::{RecordingId, playback::Ranges};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, FromQueryResult, JsonValue, Value};
use std::collections::HashMap;
use uuid::Uuid;

/// A page counts as a second.
const PAGE_MS: u64 = 1000;
/// So many lines are written at once: a statement takes only so many values.
const PORTION: usize = 256;

#[derive(FromQueryResult)]
struct Line {
    member_id: Uuid,
    session_id: Uuid,
    ranges: JsonValue,
    position_ms: i64,
}

/// Writes the histories of all who read a guide anew: page `n` now stands at `to(n)`, where it stands at all.
pub(crate) async fn turn_pages(
    env: &Environment,
    tx: &DatabaseTransaction,
    recording: RecordingId,
    to: &(dyn Fn(u32) -> Option<u32> + Sync),
) -> Result<()> {
    // What is read meanwhile waits; on SQLite there is only one writer at a time.
    let held = if env.db.backend() == DbBackend::Postgres { "FOR UPDATE" } else { "" };
    let sql = format!(
        "SELECT member_id, session_id, ranges, position_ms FROM history
         WHERE session_id IN (SELECT id FROM session WHERE recording_id = ?) {held}"
    );
    let statement = env.db.statement(&sql, [recording.0.into()]);
    // Many have read the same: all of it, or the first pages.
    let mut alike: HashMap<(String, i64), Vec<(Uuid, Uuid)>> = HashMap::new();
    for row in tx.query_all_raw(statement).await? {
        let line = Line::from_query_result(&row, "")?;
        alike.entry((line.ranges.to_string(), line.position_ms)).or_default().push((line.member_id, line.session_id));
    }
    for ((ranges, position_ms), whose) in alike {
        let before: Ranges = stored(ranges.parse()?)?;
        let after = turned(&before, to);
        let position = position(position_ms, to);
        if after == before && position == position_ms {
            continue;
        }
        let written: [Value; 3] =
            [json(&after)?.into(), i64::try_from(after.covered()).unwrap_or(i64::MAX).into(), position.into()];
        for some in whose.chunks(PORTION).flat_map(|some| portions(some.to_vec())) {
            let marks = vec!["(member_id = ? AND session_id = ?)"; some.len()].join(" OR ");
            let sql = format!("UPDATE history SET ranges = ?, unique_ms = ?, position_ms = ? WHERE {marks}");
            let ids = some.into_iter().flat_map(|(member, session)| [member.into(), session.into()]);
            tx.execute_raw(env.db.statement(&sql, written.iter().cloned().chain(ids))).await?;
        }
    }
    Ok(())
}

/// The same pages where they stand now.
fn turned(ranges: &Ranges, to: &dyn Fn(u32) -> Option<u32>) -> Ranges {
    let mut turned = Ranges::default();
    for (from, until) in ranges.iter() {
        for page in from / PAGE_MS..until.div_ceil(PAGE_MS) {
            let begins = page * PAGE_MS;
            // Of a page that was read half, half.
            let (first, last) = (from.max(begins) - begins, until.min(begins + PAGE_MS) - begins);
            if let Some(now) = u32::try_from(page + 1).ok().and_then(to) {
                let now = (u64::from(now) - 1) * PAGE_MS;
                turned.add(now + first, now + last);
            }
        }
    }
    turned
}

/// Where somebody stops who stopped there: at the same page, or at the last one before it that is still there.
fn position(before_ms: i64, to: &dyn Fn(u32) -> Option<u32>) -> i64 {
    let page_ms = i64::try_from(PAGE_MS).unwrap_or(i64::MAX);
    let page = u32::try_from(before_ms / page_ms).unwrap_or_default();
    (1..=page).rev().find_map(to).map_or(0, |page| i64::from(page) * page_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pages_that_were_read_stay_so() {
        let read: Ranges = [(0, 2000), (3000, 3500)].into_iter().collect();
        // The second page was taken out, one was put in before the first, the last two changed places.
        let to = |page: u32| [Some(2), None, Some(4), Some(3)].get(page as usize - 1).copied().flatten();
        assert_eq!(turned(&read, &to).iter().collect::<Vec<_>>(), [(1000, 2500)]);
        assert_eq!([4000, 2000, 0].map(|at| position(at, &to)), [3000, 2000, 0]);
        assert_eq!(position(3000, &|_| None), 0);
    }

    proptest! {
        #[test]
        fn another_order_takes_nothing_away(
            read in prop::collection::vec((0_u64..8, 1_u64..4), 0..6),
            order in Just((1_u32..=12).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let read: Ranges = read.into_iter().map(|(page, count)| (page * PAGE_MS, (page + count) * PAGE_MS)).collect();
            let to = |page: u32| order.get(page as usize - 1).copied();
            let back = |place: u32| Some(order.iter().position(|page| *page == place)? as u32 + 1);
            let there = turned(&read, &to);
            prop_assert_eq!(there.covered(), read.covered());
            prop_assert_eq!(turned(&there, &back), read);
        }
    }
}
