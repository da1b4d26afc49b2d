//! Sending what is due, each letter at most once.

use super::{
    due::{self, Channel, Due},
    notify,
};
use crate::{
    Environment, Result,
    jobs::JobError,
    mail::{Mailer, News, Unsent},
};
use contract::reminders::Lead;
use futures::{StreamExt, stream};
use sea_orm::{ConnectionTrait, Value};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// How many letters are handed over at a time.
const AT_A_TIME: usize = 4;

/// Sends everything that is due, by mail and to devices. Neither waits for the other.
pub(crate) async fn send_due(env: &Environment) -> Result<(), JobError> {
    let (letters, notices) = tokio::join!(send_letters(env), notify::send_notices(env));
    letters.and(notices)
}

/// Sends the letters that are due. Where the mail server is away nothing is lost: the same is due in a minute,
/// as long as it still says something worth knowing.
async fn send_letters(env: &Environment) -> Result<(), JobError> {
    let Some(mailer) = env.mailer.clone() else { return Ok(()) };
    let due = due::find(env, Channel::Mail).await?;
    if due.is_empty() {
        return Ok(());
    }
    if let Err(problem) = mailer.check().await {
        tracing::warn!(%problem, letters = due.len(), "letters wait for the mail server");
        return Ok(());
    }
    let away = Arc::new(AtomicBool::new(false));
    let sending = stream::iter(due).for_each_concurrent(AT_A_TIME, |due| {
        let (env, mailer, away) = (env.clone(), mailer.clone(), away.clone());
        // A task of its own: a letter that is being handed over is not given up with the job.
        let sent = tokio::spawn(async move {
            if !away.load(Ordering::Acquire)
                && let Err(error) = send(&env, &*mailer, &due, &away).await
            {
                tracing::error!(%error, session.id = %due.session, "a reminder could not be sent");
            }
        });
        async move { drop(sent.await) }
    });
    sending.await;
    Ok(())
}

async fn send(env: &Environment, mailer: &dyn Mailer, due: &Due, away: &AtomicBool) -> Result<()> {
    if !due.has_time(env.clock.now()) || !claim(env, due).await? {
        return Ok(());
    }
    match mailer.send(&due.letter).await {
        Ok(()) => {}
        Err(Unsent::Away(problem)) => {
            tracing::warn!(%problem, "a letter waits for the mail server");
            away.store(true, Ordering::Release);
            give_back(env, due).await?;
        }
        // Sent again it would be refused again, or perhaps come twice: it counts as sent.
        Err(problem) => tracing::warn!(%problem, session.id = %due.session, "a letter did not go out"),
    }
    Ok(())
}

/// The column that says for which beginning the letter was sent.
fn column(news: News) -> &'static str {
    match news {
        News::Soon(Lead::Day) => "day_for",
        News::Soon(Lead::Hour) => "hour_for",
        News::Soon(Lead::Minutes) => "minutes_for",
        News::Moved(_) => "moved_for",
        News::Cancelled => "cancelled_for",
    }
}

/// Takes a letter for this worker: it must not have been taken for this beginning, the session must still
/// stand as the letter says, and the member must still want to know.
async fn claim(env: &Environment, due: &Due) -> Result<bool> {
    let column = column(due.letter.news);
    let (states, open) = match due.letter.news {
        News::Soon(_) => {
            ("('scheduled', 'live', 'interrupted')", format!("reminder.{column} IS DISTINCT FROM live.starts_at"))
        }
        News::Moved(_) => {
            ("('scheduled')", "COALESCE(reminder.moved_for, reminder.asked_for) <> live.starts_at".to_owned())
        }
        News::Cancelled => ("('cancelled')", format!("reminder.{column} IS NULL")),
    };
    let sql = format!(
        "UPDATE reminder SET {column} = ?
         WHERE session_id = ? AND member_id = ? AND EXISTS (
             SELECT 1 FROM live
             WHERE live.session_id = reminder.session_id AND live.starts_at = ? AND live.state IN {states}
                 AND {open}
         )"
    );
    let values: [Value; 4] = [due.starts_at.into(), due.session.into(), due.member.into(), due.starts_at.into()];
    Ok(env.db.writer().execute_raw(env.db.statement(&sql, values)).await?.rows_affected() == 1)
}

/// Gives back a letter that has certainly not been sent.
async fn give_back(env: &Environment, due: &Due) -> Result<()> {
    let column = column(due.letter.news);
    let sql = format!("UPDATE reminder SET {column} = ? WHERE session_id = ? AND member_id = ? AND {column} = ?");
    let values: [Value; 4] = [due.sent_for.into(), due.session.into(), due.member.into(), due.starts_at.into()];
    env.db.writer().execute_raw(env.db.statement(&sql, values)).await?;
    Ok(())
}
