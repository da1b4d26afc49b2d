//! What is watched most, in AV1 besides: fewer bytes for those whose player takes them, made at night.
//!
//! It happens only in the hours that the operator gives for it, and while nobody waits for other work; a
//! stretch that is being made then is brought to its end, and kept. Where it fails, a recording stays as it
//! is, and is not tried again.

use super::{
    digitise::{Scratch, bring, outcome},
    entity::rendition,
    pieces::Pieces,
    publish, there,
};
use crate::{
    Environment, Error, Result,
    clock::DAY_MS,
    jobs::{self, Job, JobError},
    media::{Kept, MediaProblem, RenditionFile},
    pilots,
};
use contract::{RecordingId, recordings::RecordingState};
use jiff::civil::Time;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::{
    path::{Path, PathBuf},
    str::FromStr,
};
use uuid::Uuid;

/// How far back watches count.
const LOOKED_AT_MS: i64 = 28 * DAY_MS;
/// How many recordings there are that are worth it: the most watched ones.
const POPULAR: u32 = 20;
/// How often one of them was watched at least.
const WATCHES: u32 = 5;

/// The hours in which nobody minds work that nobody waits for, by the organisation's clocks; they may go
/// over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NightHours {
    from: Time,
    until: Time,
}

impl FromStr for NightHours {
    type Err = &'static str;

    /// Reads `01:00-05:00`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let time = |text: &str| Time::strptime("%H:%M", text.trim()).ok();
        let hours = text.split_once('-').and_then(|(from, until)| Some((time(from)?, time(until)?)));
        let (from, until) = hours.filter(|(from, until)| from != until).ok_or("expected hours, like 01:00-05:00")?;
        Ok(Self { from, until })
    }
}

impl NightHours {
    fn hold(self, time: Time) -> bool {
        if self.from < self.until {
            self.from <= time && time < self.until
        } else {
            self.from <= time || time < self.until
        }
    }
}

/// Whether it is the time for it, and nobody waits for anything else.
async fn is_time(env: &Environment) -> Result<bool> {
    let Some(hours) = env.settings.av1_night else { return Ok(false) };
    let zone = pilots::time_zone(env).await?;
    Ok(hours.hold(env.clock.now().to_zoned(zone).time()) && !jobs::long_work_waits(env).await?)
}

/// What is to be made next, if it is the time: the most watched recording that has no AV1 yet.
pub(crate) async fn next(env: &Environment) -> Result<Option<RecordingId>> {
    if !is_time(env).await? {
        return Ok(None);
    }
    let statement = env.db.statement(
        &format!(
            "SELECT p.id FROM (
                 SELECT r.id, count(*) AS watches FROM watch w
                 JOIN session s ON s.id = w.session_id JOIN recording r ON r.id = s.recording_id
                 WHERE w.started_at >= ? AND w.credited_ms > 0 AND NOT w.internal AND s.state = 'published'
                   AND r.state = 'ready' AND r.deleted_at IS NULL AND r.cut IS NULL
                   AND EXISTS (SELECT 1 FROM rendition v WHERE v.recording_id = r.id AND v.kind = 'video')
                 GROUP BY r.id HAVING count(*) >= {WATCHES} ORDER BY count(*) DESC, r.id LIMIT {POPULAR}
             ) p
             WHERE NOT EXISTS (SELECT 1 FROM rendition v WHERE v.recording_id = p.id AND v.codecs LIKE 'av01.%')
             ORDER BY p.watches DESC, p.id"
        ),
        [(env.clock.now_ms() - LOOKED_AT_MS).into()],
    );
    let failed = jobs::failed(env, "encode_av1").await?;
    for row in env.db.reader().query_all_raw(statement).await? {
        let recording = RecordingId(row.try_get::<Uuid>("", "id")?);
        if !failed.contains(&Job::EncodeAv1 { recording }) {
            return Ok(Some(recording));
        }
    }
    Ok(None)
}

/// Makes a recording's pictures in AV1 besides, unless it is not the time for it any more.
pub(crate) async fn encode_av1(env: &Environment, id: RecordingId, attempt: Uuid) -> Result<(), JobError> {
    if !is_time(env).await? {
        return Ok(());
    }
    let Some(row) = there(id).one(env.db.writer()).await.map_err(Error::from)? else { return Ok(()) };
    let is_whole = row.state == RecordingState::Ready.code() && row.cut.is_none();
    let Some(original) = row.original_key.clone().filter(|_| is_whole) else { return Ok(()) };
    let wholes = pictures(env, id).await?;
    if wholes.iter().any(|made| made.codecs.starts_with("av01.")) {
        return Ok(());
    }
    let scratch = Scratch::new(&env.settings.scratch, attempt)?;
    let source = scratch.path().join("source");
    bring(env, vec![original], &source).await?;
    let workdir = scratch.path().join("work");
    tokio::fs::create_dir(&workdir).await.map_err(Error::from)?;
    let kept = AtNight { env, pieces: Pieces { env, recording: id } };
    match env.transcoder.in_av1(&source, &workdir, &wholes, &kept).await {
        Ok(made) => publish::besides(env, &row, &made, attempt).await?,
        // Somebody waits, or the night is over.
        Err(MediaProblem::Cancelled) => return Ok(()),
        Err(problem) => return Err(outcome(id, &problem)),
    }
    kept.pieces.forget().await;
    Ok(())
}

/// The pictures that a recording is offered in, largest first.
async fn pictures(env: &Environment, id: RecordingId) -> Result<Vec<RenditionFile>> {
    let rows = rendition::Entity::find()
        .filter(rendition::Column::RecordingId.eq(id.0))
        .filter(rendition::Column::Kind.eq("video"))
        .filter(rendition::Column::RetiredAt.is_null())
        .order_by_desc(rendition::Column::Height)
        .all(env.db.reader())
        .await?;
    // Described, not read: their files stay where they are.
    rows.into_iter().map(|row| publish::made(row, PathBuf::new())).collect()
}

/// Keeps what is made, and gives way.
struct AtNight<'e> {
    env: &'e Environment,
    pieces: Pieces<'e>,
}

#[async_trait::async_trait]
impl Kept for AtNight<'_> {
    async fn fetch(&self, name: &str, to: &Path) -> bool {
        self.pieces.fetch(name, to).await
    }

    async fn keep(&self, name: &str, from: &Path) {
        self.pieces.keep(name, from).await;
    }

    async fn goes_on(&self) -> bool {
        is_time(self.env).await.unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::NightHours;
    use jiff::civil::time;

    #[test]
    fn hours_go_over_midnight() {
        let hours: NightHours = "23:30-05:00".parse().unwrap();
        let holds = |hour, minute| hours.hold(time(hour, minute, 0, 0));
        assert!(holds(23, 30) && holds(0, 0) && holds(4, 59));
        assert!(!holds(5, 0) && !holds(23, 29) && !holds(12, 0));
        let hours: NightHours = "01:00 - 05:00".parse().unwrap();
        assert!(hours.hold(time(1, 0, 0, 0)) && !hours.hold(time(0, 59, 0, 0)));
        for wrong in ["", "01:00", "1-5", "25:00-05:00", "01:00-01:00", "01:00-05:00-07:00"] {
            assert!(wrong.parse::<NightHours>().is_err(), "{wrong}");
        }
    }
}
