//! A job is a piece of work that must happen although nobody waits for it: a row, written in the
//! same transaction as the change that needs it.
//!
//! A worker claims a job by taking a **lease** on it, which it renews while it works. No lock is
//! held meanwhile, since a transcode lasts minutes. A worker that dies stops renewing; its jobs
//! are then claimed by another, or by the same machine's next start. Jobs are therefore
//! idempotent: what they make lies under the lease's own prefix until one compare-and-set
//! publishes it.

mod entity;
mod queue;
mod runner;

pub use queue::{count_by_state, enqueue};
pub(crate) use queue::{failed, leases, long_work_waits};
pub use runner::{plan_night, run, run_pending};

use contract::{DeliveryId, ImportId, MemberId, PilotId, RecordingId, SessionId, kept::KeptParts};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::{Notify, broadcast};

/// What there is to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Make everything that a session needs from an uploaded file.
    Digitise {
        /// The recording whose file is there.
        recording: RecordingId,
        /// A session to publish as soon as it can be watched.
        publish: Option<SessionId>,
    },
    /// Draw one of the demo's classes, then digitise it as if it had been uploaded.
    MakeDemo {
        /// Which class.
        class: crate::demo::DemoClass,
        /// The recording that it becomes.
        recording: RecordingId,
        /// The session to publish with it.
        publish: SessionId,
    },
    /// Bring in a file of the server's own folder.
    BringIn {
        /// The recording that it becomes.
        recording: RecordingId,
        /// Its name in the folder.
        name: String,
        /// Who asked for it.
        asked_by: MemberId,
    },
    /// Write down what is said in a recording.
    Listen {
        /// The recording.
        recording: RecordingId,
        /// The language that is spoken.
        language: String,
        /// Who asked for it.
        asked_by: MemberId,
    },
    /// Read what the pages of a guide say, in the place of what was read before.
    ReadGuide {
        /// Its recording.
        recording: RecordingId,
        /// The numbers of those to read; none named means all.
        #[serde(default)]
        leaves: Vec<u32>,
    },
    /// Make a recording's pictures in AV1 besides, at night.
    EncodeAv1 {
        /// The recording.
        recording: RecordingId,
    },
    /// Make the recording of a live session that is over.
    FinishLive {
        /// The session.
        session: SessionId,
    },
    /// Show only some parts of a recording.
    Cut {
        /// The recording.
        recording: RecordingId,
        /// The parts.
        kept: KeptParts,
        /// The how manieth cut of it this is: an older one is not made any more.
        number: i32,
    },
    /// Take the picture that stands for a recording.
    TakePoster {
        /// The recording.
        recording: RecordingId,
        /// The moment, in milliseconds.
        at_ms: u64,
    },
    /// Read an imported table into the inventory.
    ReadImport {
        /// The import.
        import: ImportId,
    },
    /// Send one event to one destination.
    Deliver {
        /// The outbox row.
        delivery: DeliveryId,
    },
    /// Count anew what came of the pilots with many people.
    CountUptake,
    /// Send the invitations to a pilot that are due.
    Invite {
        /// The pilot.
        pilot: PilotId,
    },
    /// Send the letter with which somebody sets a new password.
    NewPassword {
        /// Whose; nobody where none has the address that was typed.
        member: Option<MemberId>,
        /// When it was asked for, in milliseconds since 1970 UTC.
        asked_at: i64,
    },
    /// Send the reminders that are due.
    Remind,
    /// Take out what lacks a right that has ended, and tell of what ends soon.
    WatchRights,
    /// Read what is stored again and compare it with its sums.
    Scrub,
    /// Remove what has ended: expired sign-ins, abandoned uploads, finished jobs.
    Tidy,
}

impl Job {
    /// The name under which it is stored and counted.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Digitise { .. } => "digitise",
            Self::MakeDemo { .. } => "make_demo",
            Self::BringIn { .. } => "bring_in",
            Self::Listen { .. } => "listen",
            Self::ReadGuide { .. } => "read_guide",
            Self::EncodeAv1 { .. } => "encode_av1",
            Self::FinishLive { .. } => "finish_live",
            Self::Cut { .. } => "cut",
            Self::TakePoster { .. } => "take_poster",
            Self::ReadImport { .. } => "read_import",
            Self::Deliver { .. } => "deliver",
            Self::CountUptake => "count_uptake",
            Self::Invite { .. } => "invite",
            Self::NewPassword { .. } => "new_password",
            Self::Remind => "remind",
            Self::WatchRights => "watch_rights",
            Self::Scrub => "scrub",
            Self::Tidy => "tidy",
        }
    }

    /// Lower goes first: someone waits for an import, nobody for tidying up.
    fn priority(&self) -> i32 {
        match self {
            Self::ReadImport { .. } | Self::TakePoster { .. } | Self::NewPassword { .. } => 10,
            Self::Remind | Self::WatchRights | Self::Invite { .. } => 15,
            Self::CountUptake => 18,
            Self::Deliver { .. } => 20,
            Self::FinishLive { .. } | Self::BringIn { .. } => 25,
            Self::Digitise { .. } | Self::Cut { .. } => 30,
            Self::MakeDemo { .. } => 40,
            Self::Listen { .. } => 50,
            Self::ReadGuide { .. } => 60,
            Self::Tidy => 90,
            Self::Scrub => 95,
            Self::EncodeAv1 { .. } => 99,
        }
    }

    /// How often it is tried before it is given up. An event for a destination that is down is
    /// tried for about two days.
    fn attempts(&self) -> i32 {
        match self {
            Self::Deliver { .. } => 14,
            _ => 3,
        }
    }
}

/// How a job ended without success.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum JobError {
    /// The world was in the way; worth another try.
    #[error("{0}")]
    Retry(String),
    /// As [`JobError::Retry`], but who was asked wants so much time to pass first.
    #[error("{0}")]
    RetryAfter(String, std::time::Duration),
    /// What the work needs does not answer now, or has no room: it waits as long as that takes, and
    /// loses none of its tries.
    #[error("{0}")]
    Wait(String),
    /// It can never succeed.
    #[error("{0}")]
    Fail(String),
}

impl From<crate::Error> for JobError {
    fn from(error: crate::Error) -> Self {
        match error {
            crate::Error::Away(_) | crate::Error::Full(_) => Self::Wait(error.to_string()),
            crate::Error::Internal(_) | crate::Error::Busy(_) => Self::Retry(error.to_string()),
            other => Self::Fail(other.to_string()),
        }
    }
}

/// Rings when there may be work, and tells who listens which recording has news.
#[derive(Debug, Clone)]
pub struct Bell {
    work: Arc<Notify>,
    news: broadcast::Sender<RecordingId>,
}

impl Default for Bell {
    fn default() -> Self {
        Self { work: Arc::default(), news: broadcast::Sender::new(256) }
    }
}

impl Bell {
    /// Says that a job was committed. A ring that nobody hears is not lost: workers also look by
    /// themselves, since another process may have written the row.
    pub fn ring(&self) {
        // Everybody who waits, since not every worker takes every job; and whoever is about to wait.
        self.work.notify_waiters();
        self.work.notify_one();
    }

    /// Says that a recording's row has changed.
    pub fn tell(&self, recording: RecordingId) {
        let _ = self.news.send(recording);
    }

    /// The recordings that change from now on, in this process.
    pub fn news(&self) -> broadcast::Receiver<RecordingId> {
        self.news.subscribe()
    }

    pub(crate) async fn heard(&self) {
        self.work.notified().await;
    }
}
