//! The workers.

use super::{
    Job, JobError,
    queue::{self, Claimed, HEARTBEAT, Lane},
};
use crate::{
    Environment, Result,
    accounts::{new_password, sign_in},
    attachments, captions, chat, demand, demo, feed, guides,
    inventory::imports,
    live, pilots, recordings, reminders, rights,
};
use futures::FutureExt;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How often a worker looks for jobs that another process has written.
const LOOK: Duration = Duration::from_secs(1);
/// How often there is something to tidy up.
const TIDY: Duration = Duration::from_secs(3600);
/// How often it is looked whether a large pilot is to be counted anew.
const COUNT: Duration = Duration::from_secs(30);
/// How often it is looked whether somebody is to be reminded of something.
const REMIND: Duration = Duration::from_secs(60);

/// How often it is looked whether there is work for the night.
const LOOK_AT_NIGHT: Duration = Duration::from_secs(60);

/// Works until `shutdown`, on as many jobs at a time as the settings say. Jobs that are under way
/// then are given back, and the next start takes them up.
pub async fn run(env: Environment, shutdown: CancellationToken) {
    let mut workers = JoinSet::new();
    for _ in 0..env.settings.workers.max(1) {
        workers.spawn(work(env.clone(), Lane::All, shutdown.clone()));
    }
    workers.spawn(work(env.clone(), Lane::Short, shutdown.clone()));
    if env.mailer.is_some() || env.pusher.is_some() {
        workers.spawn(plan_reminders(env.clone(), shutdown.clone()));
    }
    workers.spawn(plan_counting(env.clone(), shutdown.clone()));
    if env.settings.av1_night.is_some() {
        workers.spawn(plan_nights(env.clone(), shutdown.clone()));
    }
    workers.spawn(async move {
        loop {
            if let Err(error) = queue::enqueue(&env, env.db.writer(), &Job::Tidy).await {
                tracing::warn!(%error, "could not plan the tidying up");
            }
            if let Err(error) = queue::enqueue_once(&env, &Job::WatchRights).await {
                tracing::warn!(%error, "could not plan to look at the rights");
            }
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = tokio::time::sleep(TIDY) => {}
            }
        }
    });
    workers.join_all().await;
}

/// Has reminders sent whenever some are due. Every process that works looks by itself; one job is enough.
async fn plan_reminders(env: Environment, shutdown: CancellationToken) {
    loop {
        let planned = async {
            if reminders::are_any(&env).await? {
                queue::enqueue_once(&env, &Job::Remind).await?;
                env.bell.ring();
            }
            Ok::<(), crate::Error>(())
        };
        if let Err(error) = planned.await {
            tracing::warn!(%error, "could not plan the reminders");
        }
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = tokio::time::sleep(REMIND) => {}
        }
    }
}

/// Has what came of large pilots counted anew every minute.
async fn plan_counting(env: Environment, shutdown: CancellationToken) {
    loop {
        let planned = async {
            if pilots::any_to_count(&env).await? {
                queue::enqueue_once(&env, &Job::CountUptake).await?;
                env.bell.ring();
            }
            Ok::<(), crate::Error>(())
        };
        if let Err(error) = planned.await {
            tracing::warn!(%error, "could not plan the counting");
        }
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = tokio::time::sleep(COUNT) => {}
        }
    }
}

/// Has what is watched most encoded in AV1 besides, one after the other, as long as it is night.
async fn plan_nights(env: Environment, shutdown: CancellationToken) {
    loop {
        if let Err(error) = plan_night(&env).await {
            tracing::warn!(%error, "could not plan the night's work");
        }
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = tokio::time::sleep(LOOK_AT_NIGHT) => {}
        }
    }
}

/// Plans what is to be made now, in the hours for what nobody waits for; false where there is nothing.
///
/// # Errors
/// Only when the database fails.
pub async fn plan_night(env: &Environment) -> Result<bool> {
    let Some(recording) = recordings::night::next(env).await? else { return Ok(false) };
    queue::enqueue_once(env, &Job::EncodeAv1 { recording }).await?;
    env.bell.ring();
    Ok(true)
}

async fn work(env: Environment, lane: Lane, shutdown: CancellationToken) {
    loop {
        if shutdown.is_cancelled() {
            break;
        }
        match work_once(&env, lane, &shutdown).await {
            Ok(true) => {}
            Ok(false) => tokio::select! {
                () = shutdown.cancelled() => break,
                () = env.bell.heard() => {}
                () = tokio::time::sleep(LOOK) => {}
            },
            Err(error) => {
                tracing::error!(%error, "a worker could not reach its queue");
                tokio::time::sleep(LOOK).await;
            }
        }
    }
}

/// Does what is due now, to the end, one after the other. For tests and for commands.
///
/// # Errors
/// When the queue cannot be read.
pub async fn run_pending(env: &Environment) -> Result<()> {
    while work_once(env, Lane::All, &CancellationToken::new()).await? {}
    Ok(())
}

async fn work_once(env: &Environment, lane: Lane, shutdown: &CancellationToken) -> Result<bool> {
    let Some(claimed) = queue::claim(env, lane).await? else { return Ok(false) };
    // Others may be due as well: wake a second worker while this one is busy.
    env.bell.ring();
    let outcome = tokio::select! {
        outcome = tried(env, &claimed) => outcome,
        () = shutdown.cancelled() => {
            // Nothing went wrong with it: the next start takes it up at once.
            queue::give_back(env, &claimed).await?;
            return Ok(true);
        }
        () = lost(env, &claimed) => {
            tracing::warn!(job.id = %claimed.id, job.kind = claimed.job.kind(), "another worker has taken over");
            return Ok(true);
        }
    };
    if let Err(error) = &outcome {
        tracing::warn!(job.id = %claimed.id, job.kind = claimed.job.kind(), attempt = claimed.attempts, %error, "job did not succeed");
    }
    // Told before the job ends: a process that is killed in between tells it again. Only who still
    // holds the lease may.
    if let Err(error) = &outcome
        && queue::again_in(&claimed, &outcome).is_none()
        && queue::renew(env, &claimed).await?
    {
        give_up(env, &claimed.job, error).await?;
    }
    queue::settle(env, &claimed, &outcome).await?;
    Ok(true)
}

/// Performs a job, unless it has ended every process that tried: a file that kills its reader must
/// not do so for ever.
async fn tried(env: &Environment, claimed: &Claimed) -> Result<(), JobError> {
    if claimed.attempts > claimed.job.attempts() {
        return Err(JobError::Fail("media:engine".to_owned()));
    }
    // A worker that panics would take the others with it.
    match std::panic::AssertUnwindSafe(perform(env, claimed)).catch_unwind().await {
        Ok(outcome) => outcome,
        Err(_) => Err(JobError::Retry("media:engine".to_owned())),
    }
}

/// Says that a job will not be done, where somebody waits for it.
async fn give_up(env: &Environment, job: &Job, error: &JobError) -> Result<()> {
    match job {
        Job::Digitise { recording, .. } | Job::MakeDemo { recording, .. } => {
            recordings::give_up(env, *recording, error).await
        }
        Job::Cut { recording, .. } => recordings::give_up_cut(env, *recording, error).await,
        Job::ReadGuide { recording, .. } => guides::give_up(env, *recording, error).await,
        Job::Deliver { delivery } => feed::give_up(env, *delivery).await,
        Job::ReadImport { import } => imports::give_up(env, *import).await,
        // Captions that could not be written are missed on the item's page, and asked for again.
        // A file that could not be brought in stays unfinished there, as an upload would.
        Job::Listen { .. }
        // What cannot be had in AV1 is offered as before.
        | Job::EncodeAv1 { .. }
        | Job::FinishLive { .. }
        | Job::BringIn { .. }
        | Job::TakePoster { .. }
        | Job::CountUptake
        // Whoever waits for it asks again.
        | Job::NewPassword { .. }
        // Letters that were not sent stay due, and are seen so beside the pilot.
        | Job::Invite { .. }
        | Job::Remind
        | Job::WatchRights
        | Job::Scrub
        | Job::Tidy => Ok(()),
    }
}

/// Returns when the lease is lost, for instance after the machine slept.
async fn lost(env: &Environment, claimed: &Claimed) {
    loop {
        tokio::time::sleep(HEARTBEAT).await;
        match queue::renew(env, claimed).await {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => tracing::warn!(%error, "could not renew a lease"),
        }
    }
}

async fn perform(env: &Environment, claimed: &Claimed) -> Result<(), JobError> {
    match &claimed.job {
        Job::Digitise { recording, publish } => recordings::digitise(env, *recording, *publish, claimed.lease).await,
        Job::MakeDemo { class, recording, publish } => {
            demo::make(env, *class, *recording).await?;
            recordings::digitise(env, *recording, Some(*publish), claimed.lease).await
        }
        Job::Listen { recording, language, asked_by } => {
            captions::listen(env, *recording, language, *asked_by, claimed.lease).await
        }
        Job::ReadGuide { recording, leaves } => guides::read_pages(env, *recording, leaves, claimed.lease).await,
        Job::BringIn { recording, name, asked_by } => recordings::fetch(env, *recording, name, *asked_by).await,
        Job::Cut { recording, kept, number } => {
            recordings::make_cut(env, *recording, kept, *number, claimed.lease).await
        }
        Job::EncodeAv1 { recording } => recordings::night::encode_av1(env, *recording, claimed.lease).await,
        Job::FinishLive { session } => live::finish::finish(env, *session, claimed.lease).await,
        Job::TakePoster { recording, at_ms } => recordings::take_poster(env, *recording, *at_ms, claimed.lease).await,
        Job::ReadImport { import } => imports::read(env, *import, claimed.lease).await,
        Job::Deliver { delivery } => feed::deliver(env, *delivery).await,
        Job::CountUptake => Ok(pilots::count_due(env).await?),
        Job::Invite { pilot } => pilots::letters::send_invitations(env, *pilot).await,
        Job::NewPassword { member, asked_at } => new_password::send(env, *member, *asked_at).await,
        Job::Remind => reminders::send_due(env).await,
        Job::WatchRights => rights::watch(env).await,
        Job::Scrub => Ok(recordings::scrub(env).await?),
        Job::Tidy => {
            sign_in::remove_expired(env).await?;
            recordings::remove_abandoned(env).await?;
            recordings::remove_abandoned_strands(env).await?;
            recordings::remove_retired(env).await?;
            recordings::clear_scratch(env).await?;
            recordings::remove_for_good(env).await?;
            recordings::sweep(env).await?;
            guides::read_unread(env).await?;
            attachments::sweep(env).await?;
            live::finish::tidy(env).await?;
            reminders::forget_over(env).await?;
            chat::tidy(env).await?;
            demand::tidy(env).await?;
            imports::tidy(env).await?;
            queue::enqueue_once(env, &Job::Scrub).await?;
            queue::remove_done(env).await?;
            Ok(())
        }
    }
}
