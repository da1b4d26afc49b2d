//! The work on an item: the steps that people take from the shelf to the catalogue, who takes which, what they say.

mod template;

use crate::{
    BulkId, CommentId, ItemId, LangMap, MemberId, TaskId, Timestamp, WorkId,
    inventory::{Kind, choice},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
pub use template::{DAYS, NewTemplate, STEPS, Step, Template, proposed};

choice! {
    /// Where a step of the work on an item stands. Of one work at most one step is neither locked nor done.
    TaskState {
        /// An earlier step is not done. Every step but the first begins here, and those after a step
        /// that was handed back come here again.
        Locked = "locked",
        /// Whoever may do it can claim it. Reached when the step before is done, or when who had it lets it go.
        Open = "open",
        /// Open once more, because a later step sent it back with a reason. The reason is shown until the
        /// step is done again.
        HandedBack = "handed_back",
        /// Somebody does it. Reached by claiming it, or when what blocked it is out of the way.
        Claimed = "claimed",
        /// Whoever has it cannot go on, and says why. It stays theirs.
        Blocked = "blocked",
        /// Done; the next step is open, or all of the work is finished.
        Done = "done",
    }
}

choice! {
    /// Who may do a step.
    Doer {
        /// Everyone who works for the organisation.
        Staff = "staff",
        /// Managers and administrators.
        Manager = "manager",
    }
}

choice! {
    /// Why a step could not be claimed.
    ClaimProblem {
        /// Somebody else has it.
        Taken = "taken",
        /// It is locked, or done.
        NotOpen = "not_open",
        /// Only managers do it.
        ManagersOnly = "managers_only",
        /// There is no such step.
        Unknown = "unknown",
    }
}

/// The longest reason for blocking a step or handing it back, in characters.
pub const REASON_CHARS: usize = 500;
/// The longest comment, in characters.
pub const COMMENT_CHARS: usize = 2_000;
/// How many comments of an item are shown: the latest.
pub const COMMENTS_SHOWN: usize = 100;
/// Most steps that are claimed at once.
pub const CLAIMS: usize = 100;
/// How many cards a column of the board shows: those that have waited longest.
pub const CARDS: usize = 20;

/// Somebody who works for the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Colleague {
    /// Their account.
    pub id: MemberId,
    /// Their name.
    pub name: String,
}

/// One step of the work on one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The work that it is a step of.
    pub work_id: WorkId,
    /// The item.
    pub item_id: ItemId,
    /// The item's title.
    pub title: LangMap,
    /// What the item is.
    pub kind: Kind,
    /// Where the item comes from.
    pub centre: Option<String>,
    /// Which step of its work it is, from 0.
    pub position: u32,
    /// The step's key.
    pub step: String,
    /// The step's name, as it was when the work was started.
    pub name: LangMap,
    /// Who may do it.
    pub who: Doer,
    /// Where it stands.
    pub state: TaskState,
    /// Who has it, or who did it.
    pub claimed_by: Option<Colleague>,
    /// Since when it stands there.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub since: Timestamp,
    /// Since when it could be done; nothing while it is locked.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub opened_at: Option<Timestamp>,
    /// When it should be done.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub due_at: Option<Timestamp>,
    /// Whether it should have been done by now and is not.
    pub overdue: bool,
    /// Why a later step sent it back, until it is done again.
    pub handed_back_for: Option<String>,
    /// Why it cannot go on, while it is blocked.
    pub blocked_for: Option<String>,
}

/// Which steps to list. Without a state: those that are neither locked nor done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
pub struct TaskSearch {
    /// Only those that the asker has.
    #[serde(default)]
    pub mine: bool,
    /// Only those that the asker could claim now.
    #[serde(default)]
    pub claimable: bool,
    /// Only this step, by its key.
    #[serde(default)]
    pub step: Option<String>,
    /// Only this state.
    #[serde(default)]
    pub state: Option<TaskState>,
    /// Only items of this kind.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Only items of this centre.
    #[serde(default)]
    pub centre: Option<String>,
    /// At most this many, up to [`crate::limits::PAGE_MAX`].
    #[serde(default)]
    pub limit: Option<u32>,
    /// Where to go on, as an earlier page said.
    #[serde(default)]
    pub cursor: Option<String>,
}

/// One change of a step's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaskMove {
    /// Which step.
    pub task_id: TaskId,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// Who did it; nobody where the account is gone.
    pub by: Option<Colleague>,
    /// Where it stood.
    pub from: TaskState,
    /// Where it stands after.
    pub to: TaskState,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

/// The work on an item: its steps and all that happened to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Work {
    /// Its id.
    pub id: WorkId,
    /// When it was started.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub started_at: Timestamp,
    /// When its last step was done.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub finished_at: Option<Timestamp>,
    /// Its steps, in order.
    pub tasks: Vec<Task>,
    /// What happened, the latest first; at most 200.
    pub moves: Vec<TaskMove>,
}

/// What starting the work on many items would do, or did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartReport {
    /// The start, once it is made: by it the work can be taken back. Nothing where work was started on none.
    pub id: Option<BulkId>,
    /// How many items were chosen.
    pub chosen: u64,
    /// On how many of them work is started.
    pub started: u64,
    /// On how many of those an earlier work is finished, so that all steps are done once more.
    pub again: u64,
    /// On how many work is under way already, and goes on as it is.
    pub under_way: u64,
    /// The first items on which work is started, to see.
    pub examples: Vec<StartExample>,
    /// The first on which it is under way: the step at which each stands, and who has it.
    pub left: Vec<Task>,
}

/// One item on which work is started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartExample {
    /// The item.
    pub id: ItemId,
    /// Its name.
    pub title: LangMap,
}

choice! {
    /// Why work that was started with others is not taken back with them.
    KeptFor {
        /// Somebody claimed a step of it, or did one.
        Step = "step",
        /// Somebody wrote about the item since.
        Comment = "comment",
    }
}

/// Work that somebody has touched since it was started with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptWork {
    /// The item.
    pub id: ItemId,
    /// Its name.
    pub title: LangMap,
    /// Why it stays.
    pub why: KeptFor,
}

/// What taking back work that was started on many items did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartUndone {
    /// On how many items no work is under way any more; they stand where they stood before it.
    pub taken_back: u64,
    /// The work that somebody has touched since: it goes on.
    pub kept: Vec<KeptWork>,
}

/// A step that could not be claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimRefused {
    /// Which.
    pub task_id: TaskId,
    /// The item's title; empty where there is no such step.
    pub title: LangMap,
    /// Why.
    pub problem: ClaimProblem,
    /// Who has it.
    pub by: Option<Colleague>,
}

/// What came of claiming steps. Each is claimed whole or not at all; those that others were quicker to
/// claim do not keep one from the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Claims {
    /// Those that the asker has now.
    pub claimed: Vec<TaskId>,
    /// The others.
    pub refused: Vec<ClaimRefused>,
}

/// A column of the board: all that stands at one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Column {
    /// The step's key.
    pub step: String,
    /// Its name.
    pub name: LangMap,
    /// How many items stand there: open, handed back, claimed or blocked.
    pub count: u64,
    /// How many of them are overdue.
    pub overdue: u64,
    /// How long the oldest has stood there, in seconds.
    pub oldest_s: Option<u64>,
    /// How long half of them have stood there at least, in seconds.
    pub median_s: Option<u64>,
    /// The first of them, the oldest first; at most 20.
    pub cards: Vec<Task>,
}

/// All work that is under way, a column per step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Board {
    /// The columns, in the order of the steps.
    pub columns: Vec<Column>,
    /// The key of the step at which items stand longest (by the median), where anything stands anywhere.
    pub bottleneck: Option<String>,
}

impl Board {
    /// The column at which items stand longest: the longest median, and of two the one with more items.
    pub fn narrowest(columns: &[Column]) -> Option<&Column> {
        columns.iter().filter(|column| column.count > 0).max_by_key(|column| (column.median_s, column.count))
    }
}

/// What somebody writes about an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewComment {
    /// 1 to 2000 characters. `@` and the name of a colleague mentions them.
    pub text: String,
}

/// A comment on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The item.
    pub item_id: ItemId,
    /// The item's title.
    pub title: LangMap,
    /// When it was written.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// Who wrote it; nobody where the account is gone.
    pub by: Option<Colleague>,
    /// What was written.
    pub text: String,
    /// Whether it mentions the reader, who has not said that they have seen it.
    pub unread: bool,
    /// The names it calls that lead to nobody, told to who has just written it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_called: Vec<NotCalled>,
}

/// A name in a comment that leads to no colleague.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotCalled {
    /// The name, as it was written behind the `@`.
    pub name: String,
    /// Whether several have it, so that it could be any of them; else nobody has.
    pub several: bool,
}
