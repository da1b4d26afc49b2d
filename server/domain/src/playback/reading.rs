//! Reading counts as watching does: page `n` of a guide is its second `[n - 1, n)`, so that the same
//! rules say how much of it was seen and when that is enough.

use super::{entity::watch, open, report};
use crate::{Environment, Result, accounts::SignedIn};
use contract::{
    SessionId, WatchId,
    devices::Device,
    playback::{Progress, ProgressReport},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// How long a member is believed to sit over the same guide: an evening.
const SITTING_MS: i64 = 12 * 3_600_000;

/// Notes that a member has a page in front of them, from 1. The same page again in one sitting
/// changes nothing.
///
/// # Errors
/// As [`open`] and [`report()`]: [`Error::NotFound`](crate::Error::NotFound) when the session is not in
/// the catalogue.
pub async fn read_page(
    env: &Environment,
    member: &SignedIn,
    session: SessionId,
    page: u32,
    device: Device,
) -> Result<Progress> {
    let sitting = watch::Entity::find()
        .filter(watch::Column::MemberId.eq(member.id.0))
        .filter(watch::Column::SessionId.eq(session.0))
        .filter(watch::Column::LastAt.gte(env.clock.now_ms() - SITTING_MS))
        .order_by_desc(watch::Column::StartedAt)
        .one(env.db.reader())
        .await?;
    let watch = match sitting {
        Some(row) => WatchId(row.id),
        None => open(env, member, session, device).await?.watch_id,
    };
    let end = f64::from(page);
    let turned = ProgressReport {
        // A page is noted once in a sitting, whichever way one turns.
        seq: page,
        intervals: vec![((end - 1.0).max(0.0), end)],
        position: end,
        age_ms: 0,
        rate: 1.0,
    };
    report(env, member, watch, &turned).await
}
