//! What the rows say of a session's media, read into memory.

use super::{
    broadcast::{Broadcast, Offered, Rendition, Segment},
    cutter::{Promise, Track},
    entity::{self, segment, track},
    format::Format,
    spool,
};
use crate::{Environment, Error, Result};
use contract::{SessionId, lives::LiveState};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::sync::Arc;

/// A session as it lies in the store.
pub(super) async fn broadcast(env: &Environment, session: SessionId) -> Result<Arc<Broadcast>> {
    let row = entity::Entity::find_by_id(session.0).one(env.db.writer()).await?.ok_or(Error::NotFound)?;
    let number = |value: i32| u32::try_from(value).unwrap_or_default();
    let promise = row
        .target_ms
        .zip(row.part_ms)
        .map(|(target, part)| Promise { target_ms: number(target), part_ms: number(part) });
    let mut renditions = Vec::new();
    for track in Track::ALL {
        let formats = formats(env, session, track).await?;
        if formats.is_empty() {
            continue;
        }
        let mut rendition = Rendition::new(track);
        rendition.formats = formats;
        rendition.epoch = row.epoch;
        for row in segments(env, session, track).await? {
            let wanted = u32::try_from(rendition.segments.len()).unwrap_or(u32::MAX);
            // What was lost keeps its number: the other rendition has it.
            for lost in wanted..number(row.number) {
                let gap = gap(&rendition, lost, &row);
                rendition.segments.push(gap);
            }
            rendition.segments.push(Segment {
                number: number(row.number),
                epoch: row.epoch,
                format: number(row.track),
                begins: u64::try_from(row.begins).unwrap_or_default(),
                ticks: u64::try_from(row.ticks).unwrap_or_default(),
                at_ms: row.at,
                is_new: row.discontinuity,
                is_closed: true,
                is_gap: false,
                size: u64::try_from(row.size).unwrap_or_default(),
                parts: Vec::new(),
                bytes: None,
                key: Some(row.object_key),
            });
        }
        renditions.push(rendition);
    }
    let is_over = row.state == LiveState::Ended.code();
    let expected = usize::try_from(row.segments.unwrap_or_default()).unwrap_or_default();
    // What was made beside it may have gaps for good.
    let sent = || renditions.iter().filter(|rendition| rendition.track != Track::Smaller);
    let is_whole = is_over && sent().all(|rendition| rendition.segments.len() >= expected);
    even(&mut renditions);
    Ok(Broadcast::new(session, Offered { promise, renditions, is_over, is_whole, ..Offered::default() }))
}

/// A stretch of which nothing is left.
fn gap(rendition: &Rendition, number: u32, next: &segment::Model) -> Segment {
    let mut gap = Segment {
        number,
        epoch: next.epoch,
        format: u32::try_from(next.track).unwrap_or_default(),
        begins: 0,
        ticks: 0,
        at_ms: next.at,
        is_new: next.discontinuity,
        is_closed: true,
        is_gap: true,
        size: 0,
        parts: Vec::new(),
        bytes: None,
        key: None,
    };
    let timescale = rendition.timescale_of(&gap);
    let end = |before: &Segment| (before.begins + before.ticks) * timescale / rendition.timescale_of(before);
    gap.begins = rendition.segments.last().map_or(0, end);
    gap.ticks = u64::try_from(next.begins).unwrap_or_default().saturating_sub(gap.begins).max(timescale / 10);
    gap
}

/// Every rendition has the same segments: one that a crash left without its last gets a gap there.
fn even(renditions: &mut [Rendition]) {
    let most = renditions.iter().map(|rendition| rendition.segments.len()).max().unwrap_or_default();
    let longest = renditions.iter().position(|rendition| rendition.segments.len() == most);
    let Some(model) = longest.map(|index| {
        let model = &renditions[index];
        model.segments.iter().map(|segment| (segment.clone(), model.timescale_of(segment))).collect::<Vec<_>>()
    }) else {
        return;
    };
    for rendition in renditions {
        while rendition.segments.len() < most {
            let (like, theirs) = &model[rendition.segments.len()];
            let format = rendition.segments.last().map_or(0, |segment| segment.format);
            let (is_gap, size, parts) = (true, 0, Vec::new());
            let mut lost = Segment { format, is_gap, size, parts, key: None, bytes: None, ..like.clone() };
            let timescale = rendition.timescale_of(&lost);
            lost.begins = like.begins * timescale / theirs;
            lost.ticks = like.ticks * timescale / theirs;
            rendition.segments.push(lost);
        }
    }
}

pub(super) async fn segments(env: &Environment, session: SessionId, track: Track) -> Result<Vec<segment::Model>> {
    let rows = segment::Entity::find()
        .filter(segment::Column::SessionId.eq(session.0))
        .filter(segment::Column::Name.eq(track.name()))
        .order_by_asc(segment::Column::Number);
    Ok(rows.all(env.db.writer()).await?)
}

pub(super) async fn formats(env: &Environment, session: SessionId, name: Track) -> Result<Vec<Format>> {
    let rows = track::Entity::find()
        .filter(track::Column::SessionId.eq(session.0))
        .filter(track::Column::Name.eq(name.name()))
        .order_by_asc(track::Column::Number);
    let number = |value: i32| u32::try_from(value).unwrap_or_default();
    let format = |row: track::Model| {
        let silent = name == Track::Sound;
        Format {
            silence: silent.then(|| super::format::silence_of(&row.init)).flatten(),
            codecs: row.codecs,
            size: row.width.zip(row.height).map(|(width, height)| (number(width), number(height))),
            frame_rate: row.frame_rate,
            timescale: number(row.timescale),
            frame_ticks: if silent { 1024 } else { 0 },
            init: row.init.into(),
        }
    };
    Ok(rows.all(env.db.writer()).await?.into_iter().map(format).collect())
}

/// Brings what lies on this disk to the store, and forgets what was read before it.
pub(super) async fn settle(env: &Environment, session: SessionId) -> Result<()> {
    spool::recover(env, session).await?;
    spool::clear(env, session);
    env.lives.read().invalidate(&session).await;
    Ok(())
}
