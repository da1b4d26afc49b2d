//! Taking in what a player reports.

use super::{
    entity::{batch, watch},
    rules::{self, MOST_INTERVALS},
};
use crate::{
    Environment, Error, Result,
    accounts::SignedIn,
    database::{json, stored},
    feed::{self, Completed},
    history::entity as history,
};
use contract::{
    ItemId, LangMap, SessionId, WatchId,
    playback::{Progress, ProgressReport, Ranges, completes},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    FromQueryResult, JsonValue, QueryFilter, QuerySelect, sea_query::OnConflict,
};

/// A report that is older than this is not believed to be about now: a device that was offline.
const OLDEST_MS: i64 = 7 * 24 * 3_600_000;

/// Takes in one batch. The same batch again changes nothing, and the order of batches does not
/// matter; once this returns, the batch is kept.
///
/// # Errors
/// [`Error::Invalid`] when an interval is no interval; [`Error::NotFound`] when the watch is not
/// this member's.
pub async fn report(env: &Environment, member: &SignedIn, id: WatchId, report: &ProgressReport) -> Result<Progress> {
    if report.intervals.len() > MOST_INTERVALS || !report.position.is_finite() || report.position < 0.0 {
        return Err(Error::field("intervals", "not_a_viewing"));
    }
    let seq = i32::try_from(report.seq).map_err(|_| Error::field("seq", "out_of_range"))?;
    let tx = env.db.begin().await?;
    let opened = watch::Entity::find_by_id(id.0)
        .filter(watch::Column::MemberId.eq(member.id.0))
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or(Error::NotFound)?;
    let session = session_facts(env, &tx, opened.session_id).await?;
    let now = env.clock.now_ms();
    let mut row = history_row(&tx, &opened, now).await?;

    let fresh = batch::Entity::insert(batch::ActiveModel {
        watch_id: Set(id.0),
        seq: Set(seq),
        intervals: Set(json(&report.intervals)?),
        received_at: Set(now),
    })
    .on_conflict(OnConflict::new().do_nothing().to_owned())
    .exec_without_returning(&tx)
    .await?;
    if fresh == 0 {
        return Ok(progress(&row));
    }

    let open_for = u64::try_from(now - opened.started_at).unwrap_or_default();
    let already = u64::try_from(opened.credited_ms).unwrap_or_default();
    let credit = rules::weigh(&report.intervals, session.there_is_ms(now), open_for, report.rate, already)
        .ok_or_else(|| Error::field("intervals", "not_a_viewing"))?;
    let mut ranges: Ranges = stored(row.ranges.clone())?;
    ranges.union(&credit.ranges);
    row.ranges = json(&ranges)?;
    row.unique_ms = i64::try_from(ranges.covered()).unwrap_or(i64::MAX);
    row.watched_ms += i64::try_from(credit.credited_ms).unwrap_or_default();
    row.disputed_ms = row.disputed_ms.saturating_add(i64::try_from(credit.disputed_ms).unwrap_or_default());
    // The device that was used last says where to resume, by when it was used, not by when its
    // report arrived.
    let used_at = now - i64::try_from(report.age_ms).unwrap_or(i64::MAX).min(OLDEST_MS);
    if used_at >= row.last_at {
        row.last_at = used_at;
        row.position_ms =
            ((report.position * 1000.0) as i64).min(i64::try_from(session.there_is_ms(now)).unwrap_or(i64::MAX));
    }
    if row.completed_at.is_none() && completes(ranges.covered(), session.duration_ms()) {
        row.completed_at = Some(now);
        let completed = Completed {
            session: SessionId(opened.session_id),
            item: ItemId(session.item_id),
            title: stored::<LangMap>(session.title.clone())?,
            unique_ms: ranges.covered(),
            duration_ms: session.duration_ms(),
            at_ms: now,
        };
        feed::completed(env, &tx, member.id, &completed).await?;
    }
    let answer = progress(&row);
    keep(&tx, row).await?;
    let credited = opened.credited_ms + i64::try_from(credit.credited_ms).unwrap_or_default();
    let mut opened: watch::ActiveModel = opened.into();
    opened.credited_ms = Set(credited);
    opened.last_at = Set(now);
    opened.update(&tx).await?;
    tx.commit().await?;
    env.bell.ring();
    Ok(answer)
}

#[derive(FromQueryResult)]
struct SessionFacts {
    item_id: uuid::Uuid,
    title: JsonValue,
    duration_ms: Option<i64>,
    /// Since when it is broadcast, or was.
    started_at: Option<i64>,
}

/// How much later than the first picture a broadcast is noted to have begun, at the most.
const GATHERED_MS: i64 = 15_000;

impl SessionFacts {
    /// How much of it there can be by now: all of a recording, and of a broadcast what was sent.
    fn there_is_ms(&self, now: i64) -> u64 {
        let so_far = self.started_at.map(|started| now - started + GATHERED_MS);
        self.duration_ms.or(so_far).and_then(|ms| u64::try_from(ms).ok()).unwrap_or_default()
    }

    fn duration_ms(&self) -> u64 {
        self.duration_ms.and_then(|ms| u64::try_from(ms).ok()).unwrap_or_default()
    }
}

async fn session_facts(env: &Environment, tx: &DatabaseTransaction, session: uuid::Uuid) -> Result<SessionFacts> {
    let statement = env.db.statement(
        "SELECT session.item_id, item.title,
                CAST(CASE WHEN recording.pages > 0 THEN recording.pages * 1000 ELSE recording.duration_ms END AS BIGINT)
                    AS duration_ms,
                live.started_at
         FROM session JOIN item ON item.id = session.item_id LEFT JOIN recording ON recording.id = session.recording_id
         LEFT JOIN live ON live.session_id = session.id
         WHERE session.id = ?",
        [session.into()],
    );
    let row = tx.query_one_raw(statement).await?.ok_or(Error::NotFound)?;
    Ok(SessionFacts::from_query_result(&row, "")?)
}

/// The member's line for the session, made if there is none, and held until the transaction ends.
async fn history_row(tx: &DatabaseTransaction, opened: &watch::Model, now: i64) -> Result<history::Model> {
    history::Entity::insert(history::ActiveModel {
        member_id: Set(opened.member_id),
        session_id: Set(opened.session_id),
        ranges: Set(json(&Ranges::default())?),
        unique_ms: Set(0),
        watched_ms: Set(0),
        disputed_ms: Set(0),
        position_ms: Set(0),
        internal: Set(opened.internal),
        started_at: Set(now),
        last_at: Set(opened.started_at.min(now) - OLDEST_MS),
        completed_at: Set(None),
    })
    .on_conflict(OnConflict::new().do_nothing().to_owned())
    .exec_without_returning(tx)
    .await?;
    history::Entity::find_by_id((opened.member_id, opened.session_id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

async fn keep(tx: &DatabaseTransaction, row: history::Model) -> Result<()> {
    let row: history::ActiveModel = row.into();
    row.reset_all().update(tx).await?;
    Ok(())
}

fn progress(row: &history::Model) -> Progress {
    Progress {
        unique_s: row.unique_ms as f64 / 1000.0,
        watched_s: row.watched_ms as f64 / 1000.0,
        disputed_s: row.disputed_ms as f64 / 1000.0,
        completed: row.completed_at.is_some(),
    }
}
