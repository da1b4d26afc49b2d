//! Rights that act: who is filmed and what they agreed to, which works are used and until when, and what
//! keeps a session from being published.

use crate::{
    ItemId, LangMap, LicenceId, ReleaseId, SessionId, Timestamp,
    inventory::{Kind, choice},
    limits,
    problem::FieldProblem,
    sessions::Audience,
    text::printable,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The longest note or reason, in characters.
pub const NOTE_CHARS: usize = 1_000;
/// So many days before a right ends it is spoken of: a letter at each, and the list begins at the first.
pub const THRESHOLDS: [u32; 3] = [60, 30, 7];
/// The farthest that a list of what ends may look ahead, in days.
pub const AHEAD_MOST: u32 = 730;

choice! {
    /// Where a filmed person agreed to be seen.
    ReleaseUse {
        /// Only within the organisation: nothing of it is published.
        Internal = "internal",
        /// By members who are signed in.
        Members = "members",
        /// By anybody.
        Public = "public",
    }
}

impl ReleaseUse {
    /// Whether it allows a session that these people may know of.
    pub fn covers(self, audience: Audience) -> bool {
        match audience {
            Audience::Members => self != Self::Internal,
            Audience::Public => self == Self::Public,
        }
    }
}

choice! {
    /// Whether a release can be relied on today.
    ReleaseState {
        /// Signed, not ended, not withdrawn.
        Holds = "holds",
        /// Nobody has signed it yet.
        Unsigned = "unsigned",
        /// Its last day is over.
        Ended = "ended",
        /// The person does not agree any more.
        Withdrawn = "withdrawn",
        /// The person cannot be seen any more in what is shown: nothing is needed of them.
        NotSeen = "not_seen",
    }
}

choice! {
    /// What a licence is about.
    LicenceSubject {
        /// A piece of music.
        Music = "music",
        /// Anything else that somebody made: pictures, a text, a choreography.
        Material = "material",
    }
}

choice! {
    /// Where the right to use a work comes from.
    LicenceKind {
        /// An agreement with whoever holds the rights.
        Direct = "direct",
        /// A licence of a society that collects for many, such as SOCAN.
        Society = "society",
        /// A licence for everybody, such as Creative Commons, or no rights left.
        Open = "open",
        /// The organisation made it.
        Own = "own",
        /// Something else, which the text says.
        Other = "other",
    }
}

choice! {
    /// Whether a licence can be relied on today.
    LicenceState {
        /// There is one, and it has not ended.
        Holds = "holds",
        /// The work is known; what allows its use is not.
        Missing = "missing",
        /// Its last day is over.
        Ended = "ended",
    }
}

choice! {
    /// How much the organisation insists on something.
    Demand {
        /// Not asked for.
        Off = "off",
        /// Asked for; without it one is warned and may publish.
        Warn = "warn",
        /// Without it nothing is published.
        Require = "require",
    }
}

choice! {
    /// What stands in the way of a session, or should be mended.
    Lacking {
        /// Nobody is named as filmed, and nobody said that nobody can be recognised.
        NoRelease = "release_missing",
        /// A release that is not signed.
        Unsigned = "release_unsigned",
        /// A release that has ended.
        ReleaseEnded = "release_ended",
        /// A release that was withdrawn.
        Withdrawn = "release_withdrawn",
        /// A release for fewer people than the session is for.
        TooNarrow = "release_too_narrow",
        /// No music is named, and nobody said that there is none.
        NoMusic = "music_missing",
        /// A work without anything that allows its use.
        Unlicensed = "licence_missing",
        /// A licence that has ended.
        LicenceEnded = "licence_ended",
        /// A licence that does not cover a broadcast.
        NotLive = "licence_not_live",
        /// A licence that does not cover a recording or a replay.
        NotReplay = "licence_not_replay",
        /// Nothing says by which right a text or a sound is used.
        NoStatement = "statement_missing",
    }
}

choice! {
    /// Why a session was taken out of the catalogue.
    EffectReason {
        /// A release or a licence has ended.
        Ended = "rights_ended",
        /// A filmed person does not agree any more.
        Withdrawn = "release_withdrawn",
    }
}

/// What is written on a release. Days are written `YYYY-MM-DD`, by the clocks of the centres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReleaseFields {
    /// The filmed person's name, or initials that tell them from others on the item.
    pub name: String,
    /// Whether they are a minor: somebody else signs then.
    #[serde(default)]
    pub minor: bool,
    /// Who signs for a minor.
    #[serde(default)]
    pub guardian: Option<String>,
    /// What they agreed to; members unless said otherwise.
    #[serde(default = "by_members")]
    pub allows: ReleaseUse,
    /// The day it was signed.
    #[serde(default)]
    pub signed_on: Option<String>,
    /// Its last day; without one it holds until it is withdrawn.
    #[serde(default)]
    pub expires_on: Option<String>,
    /// Whether they can be recognised in what is shown; not any more once they are cut out of it.
    #[serde(default = "yes")]
    pub seen: bool,
    /// Where the paper lies, and what else there is to know.
    #[serde(default)]
    pub note: Option<String>,
}

fn by_members() -> ReleaseUse {
    ReleaseUse::Members
}

fn yes() -> bool {
    true
}

impl ReleaseFields {
    /// A release of which only the name is known.
    pub fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            minor: false,
            guardian: None,
            allows: by_members(),
            signed_on: None,
            expires_on: None,
            seen: true,
            note: None,
        }
    }

    /// The same with spaces trimmed, empty texts gone and days written in full.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.name = line(&self.name);
        self.guardian = tidy(self.guardian, line).filter(|_| self.minor);
        self.signed_on = tidy(self.signed_on, day);
        self.expires_on = tidy(self.expires_on, day);
        self.note = tidy(self.note, |text| printable(text).trim().to_owned());
        self
    }

    /// What cannot be accepted today, field by field; empty when all is well.
    pub fn problems(&self, today: &str) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        needed("name", &self.name, &mut problems);
        if self.minor && self.guardian.is_none() {
            problems.push(FieldProblem::new("guardian", "guardian_missing"));
        }
        short("guardian", self.guardian.as_deref(), limits::SHORT_TEXT_CHARS, &mut problems);
        short("note", self.note.as_deref(), NOTE_CHARS, &mut problems);
        a_day("signed_on", self.signed_on.as_deref(), &mut problems);
        a_day("expires_on", self.expires_on.as_deref(), &mut problems);
        if problems.is_empty() {
            if self.signed_on.as_deref().is_some_and(|signed| signed > today) {
                problems.push(FieldProblem::new("signed_on", "in_the_future"));
            }
            if self.signed_on.is_some() && self.expires_on.is_some() && self.expires_on < self.signed_on {
                problems.push(FieldProblem::new("expires_on", "before_start"));
            }
        }
        problems
    }
}

/// What is written on a licence. Days are written `YYYY-MM-DD`, by the clocks of the centres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LicenceFields {
    /// What it is about; music unless said otherwise.
    #[serde(default = "music")]
    pub subject: LicenceSubject,
    /// The work's title.
    pub title: String,
    /// Who holds the rights.
    #[serde(default)]
    pub holder: Option<String>,
    /// What allows its use, in words: a number, an agreement, a licence. Without it the work is known and
    /// its licence is missing.
    #[serde(default)]
    pub licence: Option<String>,
    /// Where the right comes from.
    #[serde(default = "other")]
    pub kind: LicenceKind,
    /// Its last day; without one it does not end.
    #[serde(default)]
    pub ends_on: Option<String>,
    /// Whether it covers a broadcast.
    #[serde(default = "yes")]
    pub covers_live: bool,
    /// Whether it covers what can be watched afterwards.
    #[serde(default = "yes")]
    pub covers_replay: bool,
}

fn music() -> LicenceSubject {
    LicenceSubject::Music
}

fn other() -> LicenceKind {
    LicenceKind::Other
}

impl LicenceFields {
    /// A piece of music of which only the title is known.
    pub fn of(title: &str) -> Self {
        Self {
            subject: music(),
            title: title.to_owned(),
            holder: None,
            licence: None,
            kind: other(),
            ends_on: None,
            covers_live: true,
            covers_replay: true,
        }
    }

    /// The same with spaces trimmed, empty texts gone and days written in full.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.title = line(&self.title);
        self.holder = tidy(self.holder, line);
        self.licence = tidy(self.licence, |text| printable(text).trim().to_owned());
        self.ends_on = tidy(self.ends_on, day);
        self
    }

    /// What cannot be accepted, field by field; empty when all is well.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        needed("title", &self.title, &mut problems);
        short("holder", self.holder.as_deref(), limits::SHORT_TEXT_CHARS, &mut problems);
        short("licence", self.licence.as_deref(), NOTE_CHARS, &mut problems);
        a_day("ends_on", self.ends_on.as_deref(), &mut problems);
        problems
    }
}

fn tidy(text: Option<String>, how: impl Fn(&str) -> String) -> Option<String> {
    text.map(|text| how(&text)).filter(|text| !text.is_empty())
}

fn line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A day in full where it is one; otherwise as it was written, so that it can be shown again.
fn day(text: &str) -> String {
    let text = line(text);
    text.parse::<Date>().map_or(text, |day| day.to_string())
}

fn needed(field: &str, text: &str, problems: &mut Vec<FieldProblem>) {
    if text.is_empty() {
        problems.push(FieldProblem::new(field, "required"));
    }
    short(field, Some(text), limits::TITLE_CHARS, problems);
}

fn short(field: &str, text: Option<&str>, most: usize, problems: &mut Vec<FieldProblem>) {
    if text.is_some_and(|text| text.chars().count() > most) {
        problems.push(FieldProblem::new(field, "too_long").with("max", most));
    }
}

fn a_day(field: &str, text: Option<&str>, problems: &mut Vec<FieldProblem>) {
    let is_one = |text: &str| {
        text.parse::<Date>().is_ok_and(|day| (1900..=2200).contains(&day.year()) && day.to_string() == text)
    };
    if text.is_some_and(|text| !is_one(text)) {
        problems.push(FieldProblem::new(field, "not_a_date"));
    }
}

/// What is said of an item as a whole, by somebody of staff who answers for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statement {
    /// Nobody who is filmed can be recognised.
    #[serde(default)]
    pub nobody_recognisable: bool,
    /// There is no music in it.
    #[serde(default)]
    pub no_music: bool,
    /// By which right the item itself is used: a text, a recipe, a sound.
    #[serde(default)]
    pub licence: Option<String>,
}

impl Statement {
    /// The same without spaces around, and nothing where nothing is said.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.licence = tidy(self.licence, |text| printable(text).trim().to_owned());
        self
    }

    /// What cannot be accepted, field by field.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        short("licence", self.licence.as_deref(), NOTE_CHARS, &mut problems);
        problems
    }
}

/// What the organisation asks of the items of one kind before they are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindDemands {
    /// The kind.
    pub kind: Kind,
    /// The release of everybody who is filmed, or the word that nobody can be recognised.
    pub releases: Demand,
    /// The licence of every piece of music, or the word that there is none.
    pub music: Demand,
    /// A word on the right by which the item itself is used.
    pub statement: Demand,
}

impl KindDemands {
    /// What is asked until the organisation says otherwise: to be warned, never to be stopped.
    pub fn usual(kind: Kind) -> Self {
        let (filmed, written) = match kind {
            Kind::Class | Kind::Talk => (Demand::Warn, Demand::Off),
            Kind::Guide | Kind::Recipe | Kind::Audio => (Demand::Off, Demand::Warn),
            Kind::Service => (Demand::Off, Demand::Off),
        };
        Self { kind, releases: filmed, music: filmed, statement: written }
    }
}

/// A release as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Release {
    /// The release.
    pub id: ReleaseId,
    /// What the person is filmed in.
    pub item_id: ItemId,
    /// What is written on it.
    #[serde(flatten)]
    pub fields: ReleaseFields,
    /// Whether it can be relied on today.
    pub state: ReleaseState,
    /// The day the person withdrew it.
    pub withdrawn_on: Option<String>,
    /// Why, in their words or in those of who took it down.
    pub withdrawn_reason: Option<String>,
    /// Counts every change.
    pub version: i64,
}

/// A licence as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Licence {
    /// The licence.
    pub id: LicenceId,
    /// What the work is used in.
    pub item_id: ItemId,
    /// What is written on it.
    #[serde(flatten)]
    pub fields: LicenceFields,
    /// Whether it can be relied on today.
    pub state: LicenceState,
    /// Counts every change.
    pub version: i64,
}

/// One thing that stands in the way, or should be mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lack {
    /// What it is.
    pub what: Lacking,
    /// Whether nothing is published while it lasts; otherwise it is a warning.
    pub blocks: bool,
    /// The release that it is about.
    pub release_id: Option<ReleaseId>,
    /// The licence that it is about.
    pub licence_id: Option<LicenceId>,
    /// The name of the person or of the work.
    pub name: Option<String>,
}

/// The rights of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemRights {
    /// The item.
    pub item_id: ItemId,
    /// What is asked of items of its kind.
    pub demands: KindDemands,
    /// What is said of it as a whole.
    pub statement: Statement,
    /// Who is filmed, in the order in which they were written down.
    pub releases: Vec<Release>,
    /// Which works are used, in the order in which they were written down.
    pub licences: Vec<Licence>,
    /// What is missing for members to watch a recording of it.
    pub lacks: Vec<Lack>,
    /// Which of its sessions were taken out for want of rights, the latest first.
    pub effects: Vec<RightEffect>,
}

/// A session that stops when a release is withdrawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AffectedSession {
    /// The session.
    pub session_id: SessionId,
    /// Its name.
    pub title: LangMap,
    /// Who may know of it until then.
    pub audience: Audience,
    /// When it begins, where it is broadcast.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub starts_at: Option<Timestamp>,
    /// Whether it is on at this moment.
    pub is_on: bool,
}

/// What somebody says who withdraws a release.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Withdrawal {
    /// Why. Nobody has to say.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What the withdrawal of a release did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawnRelease {
    /// The release as it is now.
    pub release: Release,
    /// The sessions that were taken out with it.
    pub sessions: Vec<AffectedSession>,
}

/// A session that was taken out for want of rights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RightEffect {
    /// The session.
    pub session_id: SessionId,
    /// Its item.
    pub item_id: ItemId,
    /// Its name.
    pub title: LangMap,
    /// Why it was taken out.
    pub reason: EffectReason,
    /// The release that it was for.
    pub release_id: Option<ReleaseId>,
    /// The licence that it was for.
    pub licence_id: Option<LicenceId>,
    /// The name of the person or of the work.
    pub name: String,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

/// A release or a licence that ends soon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndingRight {
    /// The release, where it is one.
    pub release_id: Option<ReleaseId>,
    /// The licence, where it is one.
    pub licence_id: Option<LicenceId>,
    /// What it is needed for.
    pub item_id: ItemId,
    /// The item's name.
    pub title: LangMap,
    /// The name of the person or of the work.
    pub name: String,
    /// Its last day.
    pub ends_on: String,
    /// How many days are left after today; 0 on its last day.
    pub days_left: u32,
    /// Who looks after it: who wrote it down.
    pub owner: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(problems: &[FieldProblem]) -> Vec<(&str, &str)> {
        problems.iter().map(|problem| (problem.field.as_str(), problem.code.as_str())).collect()
    }

    #[test]
    fn a_release_says_what_is_wrong_with_it() {
        let today = "2026-11-21";
        let whole =
            ReleaseFields { signed_on: Some(" 2026-11-21 ".into()), ..ReleaseFields::of("  Ana \n Roy ") }.tidy();
        assert_eq!((whole.name.as_str(), whole.signed_on.as_deref()), ("Ana Roy", Some(today)));
        assert!(whole.problems(today).is_empty());
        let minor = ReleaseFields { minor: true, guardian: Some(" ".into()), ..whole.clone() }.tidy();
        assert_eq!(codes(&minor.problems(today)), [("guardian", "guardian_missing")]);
        let tomorrow = ReleaseFields { signed_on: Some("2026-11-22".into()), ..whole.clone() };
        assert_eq!(codes(&tomorrow.problems(today)), [("signed_on", "in_the_future")]);
        let backwards = ReleaseFields { expires_on: Some("2026-11-20".into()), ..whole.clone() };
        assert_eq!(codes(&backwards.problems(today)), [("expires_on", "before_start")]);
        for odd in ["demain", "2026-13-01", "2026-02-30", "12026-01-01", "0001-01-01"] {
            let odd = ReleaseFields { expires_on: Some(odd.into()), ..whole.clone() }.tidy();
            assert_eq!(codes(&odd.problems(today)), [("expires_on", "not_a_date")]);
        }
        assert_eq!(codes(&ReleaseFields::of(" ").tidy().problems(today)), [("name", "required")]);
    }

    #[test]
    fn a_guardian_is_kept_for_a_minor_only() {
        let adult = ReleaseFields { guardian: Some("Luc".into()), ..ReleaseFields::of("Ana") }.tidy();
        assert_eq!(adult.guardian, None);
    }

    #[test]
    fn a_fresh_organisation_is_warned_and_never_stopped() {
        for kind in Kind::ALL {
            let usual = KindDemands::usual(*kind);
            assert!([usual.releases, usual.music, usual.statement].iter().all(|demand| *demand != Demand::Require));
        }
    }
}
