//! The work on an item: the steps that people take from the shelf to the catalogue, who takes which, what they say.

use crate::{
    BulkId, CommentId, ItemId, LangMap, MemberId, TaskId, Timestamp, WorkId,
    inventory::{Kind, choice},
    limits,
    problem::FieldProblem,
    text::folded,
};
use serde::{Deserialize, Serialize};
use std::{collections::HashSet, str::FromStr};

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

/// Most steps of one kind of item.
pub const STEPS: usize = 20;
/// The longest time that a step may be given, in days.
pub const DAYS: u32 = 365;
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

/// One step of the way that items of a kind go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// What it is called among programs and on the board: `record`, `check`. Steps of several kinds that
    /// carry the same key share a column. Made from the name where it is left out.
    #[serde(default)]
    pub key: String,
    /// What it is called among people, in at least one language.
    pub name: LangMap,
    /// Who may do it.
    pub who: Doer,
    /// How many days after it opens it is due; nothing: whenever.
    #[serde(default)]
    pub due_days: Option<u32>,
}

/// The steps of a kind of item, in order. Work that is under way keeps the steps it was started with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Template {
    /// The kind.
    pub kind: Kind,
    /// Its steps.
    pub steps: Vec<Step>,
    /// Counts every change, from 0 for what Estrade proposes.
    pub version: i64,
}

/// The steps as a manager writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewTemplate {
    /// 1 to 20 steps, in order.
    pub steps: Vec<Step>,
}

impl NewTemplate {
    /// The same with texts tidied, and a key for each step that has none.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        let mut taken: HashSet<String> = self.steps.iter().map(|step| step.key.clone()).collect();
        for step in &mut self.steps {
            step.name = std::mem::take(&mut step.name).tidy();
            if step.key.is_empty() {
                step.key = free_key(&step.name, &taken);
                taken.insert(step.key.clone());
            }
        }
        self
    }

    /// What cannot be accepted, field by field; empty when all is well.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.steps.is_empty() {
            problems.push(FieldProblem::new("steps", "no_steps"));
        }
        if self.steps.len() > STEPS {
            problems.push(FieldProblem::new("steps", "too_many").with("max", STEPS));
        }
        let mut seen = HashSet::new();
        for (place, step) in self.steps.iter().enumerate() {
            let name = format!("steps.{place}.name");
            if step.name.is_empty() {
                problems.push(FieldProblem::new(&name, "title_missing"));
            }
            if step.name.0.values().any(|text| text.chars().count() > limits::SHORT_TEXT_CHARS) {
                problems.push(FieldProblem::new(&name, "too_long").with("max", limits::SHORT_TEXT_CHARS));
            }
            if !is_key(&step.key) || !seen.insert(&step.key) {
                problems.push(FieldProblem::new(format!("steps.{place}.key"), "not_a_key"));
            }
            if step.due_days.is_some_and(|days| days > DAYS) {
                let field = format!("steps.{place}.due_days");
                problems.push(FieldProblem::new(field, "out_of_range").with("min", 0).with("max", DAYS));
            }
        }
        problems
    }
}

fn is_key(key: &str) -> bool {
    (1..=40).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// A key that says what the name says, and that no other step has: `relire`, `relire_2`.
fn free_key(name: &LangMap, taken: &HashSet<String>) -> String {
    let words = folded(name.pick(crate::Locale::Fr));
    let plain: String = words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(36).collect();
    let base = plain.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_");
    let base = if base.is_empty() { "step".to_owned() } else { base };
    if !taken.contains(&base) {
        return base;
    }
    (2..).map(|number| format!("{base}_{number}")).find(|key| !taken.contains(key)).unwrap_or(base)
}

/// The steps that Estrade proposes for a kind, until a manager writes others.
pub fn proposed(kind: Kind) -> Vec<Step> {
    use Doer::{Manager, Staff};
    let step = |key: &str, fr: &str, en: &str, who, days| Step {
        key: key.to_owned(),
        name: LangMap::both(fr, en),
        who,
        due_days: Some(days),
    };
    let assess = step("assess", "Évaluer", "Assess", Staff, 5);
    let rights = step("clear_rights", "Obtenir les droits", "Clear the rights", Staff, 14);
    let record = step("record", "Enregistrer", "Record", Staff, 14);
    let scan = step("scan", "Numériser", "Scan", Staff, 7);
    let edit = step("edit", "Monter", "Edit", Staff, 7);
    let captions = step("caption", "Sous-titrer", "Caption", Staff, 7);
    let check = step("check", "Vérifier", "Check", Manager, 3);
    let publish = step("publish", "Publier", "Publish", Staff, 2);
    match kind {
        Kind::Guide => vec![assess, rights, scan, check, publish],
        Kind::Audio => vec![assess, rights, record, edit, check, publish],
        Kind::Service => vec![assess, record, edit, captions, check, publish],
        Kind::Class | Kind::Talk | Kind::Recipe => vec![assess, rights, record, edit, captions, check, publish],
    }
}

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
    /// At most this many, up to [`limits::PAGE_MAX`].
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(key: &str, name: &str) -> Step {
        Step { key: key.into(), name: LangMap::both(name, ""), who: Doer::Staff, due_days: None }
    }

    #[test]
    fn every_kind_has_steps_that_are_in_order() {
        for kind in Kind::ALL {
            let new = NewTemplate { steps: proposed(*kind) };
            assert_eq!(new.problems(), [], "{kind:?}");
            assert_eq!(new.clone().tidy(), new);
            assert_eq!(new.steps.last().map(|step| step.key.as_str()), Some("publish"));
        }
    }

    #[test]
    fn a_new_step_gets_a_key_of_its_own() {
        let steps = vec![step("", " Relire  l’épreuve "), step("relire_l_epreuve", "x"), step("", "日本")];
        let keys: Vec<_> = NewTemplate { steps }.tidy().steps.into_iter().map(|step| step.key).collect();
        assert_eq!(keys, ["relire_l_epreuve_2", "relire_l_epreuve", "step"]);
    }

    #[test]
    fn everything_that_is_wrong_with_steps_is_said() {
        let said = |steps: Vec<Step>| {
            let problems = NewTemplate { steps }.problems();
            problems.into_iter().map(|problem| (problem.field, problem.code)).collect::<Vec<_>>()
        };
        let one = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
        assert_eq!(said(Vec::new()), one("steps", "no_steps"));
        assert_eq!(said(vec![step("a", " ")]), one("steps.0.name", "title_missing"));
        assert_eq!(said(vec![step("a", &"é".repeat(121))]), one("steps.0.name", "too_long"));
        assert_eq!(said(vec![step("a", "A"), step("a", "B")]), one("steps.1.key", "not_a_key"));
        assert_eq!(said(vec![step("A b", "A")]), one("steps.0.key", "not_a_key"));
        assert_eq!(said(vec![Step { due_days: Some(366), ..step("a", "A") }]), one("steps.0.due_days", "out_of_range"));
        let many = (0..21).map(|number| step(&format!("s{number}"), "S")).collect();
        assert_eq!(said(many), one("steps", "too_many"));
    }
}
