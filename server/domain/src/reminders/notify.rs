//! Telling devices what is due, each of them at most once.

use super::due::{self, Channel, Due, Target, code_of};
use crate::{
    Environment, Result,
    jobs::JobError,
    mail::{News, Unsent},
    push::{self, Pusher, Unpushed},
};
use futures::{StreamExt, stream};
use parking_lot::Mutex;
use sea_orm::{ConnectionTrait, Value};
use std::{collections::HashSet, sync::Arc};
use url::Url;

/// How many devices are told at a time.
const AT_A_TIME: usize = 8;

/// Whoever was told of another beginning is told again.
const AGAIN: &str = "UPDATE SET starts_at = excluded.starts_at WHERE push_notice.starts_at <> excluded.starts_at";

/// The push services that did not answer this time: whoever is away for one device is so for the next.
type Away = Mutex<HashSet<String>>;

/// Tells everything that is due to the devices that it is for. What a push service does not take now is due
/// again in a minute, as long as it still says something worth knowing.
pub(super) async fn send_notices(env: &Environment) -> Result<(), JobError> {
    let Some(pusher) = env.pusher.clone() else { return Ok(()) };
    let away = Arc::new(Away::default());
    let due = due::find(env, Channel::Push).await?;
    let sending = stream::iter(due).for_each_concurrent(AT_A_TIME, |due| {
        let (env, pusher, away) = (env.clone(), pusher.clone(), away.clone());
        // A task of its own, as for letters.
        let sent = tokio::spawn(async move {
            if let Some(target) = &due.target
                && let Err(error) = send(&env, &*pusher, &due, target, &away).await
            {
                tracing::error!(%error, session.id = %due.session, "a device could not be told");
            }
        });
        async move { drop(sent.await) }
    });
    sending.await;
    Ok(())
}

async fn send(env: &Environment, pusher: &dyn Pusher, due: &Due, target: &Target, away: &Away) -> Result<()> {
    let service = service_of(&target.to.endpoint);
    let is_away = away.lock().contains(&service);
    if is_away || !due.has_time(env.clock.now()) || !claim(env, due, target).await? {
        return Ok(());
    }
    match pusher.push(&target.to, &due.letter).await {
        Ok(()) => {}
        Err(Unpushed::Gone) => push::forget_gone(env, target.id).await?,
        Err(Unpushed::Unsent(Unsent::Away(problem))) => {
            tracing::warn!(%problem, "a notice waits for the push service");
            away.lock().insert(service);
            give_back(env, due, target).await?;
        }
        // Sent again it would be refused again, or perhaps come twice: it counts as sent.
        Err(problem) => {
            tracing::warn!(%problem, session.id = %due.session, "a notice did not go out");
            if matches!(problem, Unpushed::Unsent(Unsent::Unclear(_))) {
                away.lock().insert(service);
            }
        }
    }
    Ok(())
}

fn service_of(endpoint: &str) -> String {
    Url::parse(endpoint).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}

/// Takes a notice for this worker: the device must not have been told for this beginning, the session must
/// still stand as the notice says, and the member must still want to know.
async fn claim(env: &Environment, due: &Due, target: &Target) -> Result<bool> {
    let (states, again) = match due.letter.news {
        News::Soon(_) => ("('scheduled', 'live', 'interrupted')", AGAIN),
        News::Moved(_) => ("('scheduled')", AGAIN),
        News::Cancelled => ("('cancelled')", "NOTHING"),
    };
    let news = code_of(due.letter.news);
    let sql = format!(
        "INSERT INTO push_notice (device_id, session_id, news, starts_at)
         SELECT device.id, reminder.session_id, '{news}', live.starts_at
         FROM reminder
         JOIN push_device AS device ON device.member_id = reminder.member_id
         JOIN live ON live.session_id = reminder.session_id
         WHERE device.id = ? AND reminder.session_id = ? AND live.starts_at = ? AND live.state IN {states}
         ON CONFLICT (device_id, session_id, news) DO {again}"
    );
    let values: [Value; 3] = [target.id.0.into(), due.session.into(), due.starts_at.into()];
    Ok(env.db.writer().execute_raw(env.db.statement(&sql, values)).await?.rows_affected() == 1)
}

/// Gives back a notice that was certainly not brought: the device knows what it knew before.
async fn give_back(env: &Environment, due: &Due, target: &Target) -> Result<()> {
    let news = code_of(due.letter.news);
    let which: [Value; 4] = [target.id.0.into(), due.session.into(), news.into(), due.starts_at.into()];
    let told = "device_id = ? AND session_id = ? AND news = ? AND starts_at = ?";
    let (sql, values) = match due.sent_for {
        Some(before) if matches!(due.letter.news, News::Moved(_)) => {
            let set = std::iter::once(Value::from(before)).chain(which).collect::<Vec<_>>();
            (format!("UPDATE push_notice SET starts_at = ? WHERE {told}"), set)
        }
        _ => (format!("DELETE FROM push_notice WHERE {told}"), which.to_vec()),
    };
    env.db.writer().execute_raw(env.db.statement(&sql, values)).await?;
    Ok(())
}
