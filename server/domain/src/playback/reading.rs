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

/// Notes that a member has a page in front of them, from 1. The same page again within a minute changes
/// nothing.
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
    let (watch, minutes) = match sitting {
        Some(row) => (WatchId(row.id), (env.clock.now_ms() - row.started_at) / 60_000),
        None => (open(env, member, session, device).await?.watch_id, 0),
    };
    let end = f64::from(page);
    let turned = ProgressReport {
        // Once a minute, whichever way one turns: a page that was only leafed over counts when it is read.
        seq: page.saturating_mul(1_000).saturating_add(u32::try_from(minutes.clamp(0, 999)).unwrap_or_default()),
        intervals: vec![((end - 1.0).max(0.0), end)],
        position: end,
        age_ms: 0,
        rate: 1.0,
    };
    report(env, member, watch, &turned).await
}
