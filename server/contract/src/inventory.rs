//! The inventory: what the organisation knows and teaches, before and after any media.

use crate::{
    ImportId, ItemId, LangMap, Timestamp, limits,
    particulars::{Carrier, Condition, Impact, Position, Space},
    problem::FieldProblem,
    text::printable,
    views::ItemView,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, str::FromStr};

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant),+
        }

        impl $name {
            /// Every value, in the order in which a form offers them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stored and published name.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|value| value.code() == text).ok_or(())
            }
        }
    };
}
pub(crate) use choice;

choice! {
    /// What an item is.
    Kind {
        /// A class that an instructor gives.
        Class = "class",
        /// A text to read: a leaflet, a plan, a booklet.
        Guide = "guide",
        /// A talk or a lecture.
        Talk = "talk",
        /// A recipe.
        Recipe = "recipe",
        /// Something to listen to.
        Audio = "audio",
        /// A step of a service, for example a welcome or an assessment.
        Service = "service",
    }
}

choice! {
    /// For whom an item is.
    Level {
        /// Anyone, whatever they have done before.
        All = "all",
        /// People who begin.
        Beginner = "beginner",
        /// People who have practised for some time.
        Intermediate = "intermediate",
        /// People who want more.
        Advanced = "advanced",
    }
}

choice! {
    /// How far an item has come on its way to members.
    ItemStatus {
        /// Known to exist; nobody has judged it yet. Every item begins here.
        Identified = "identified",
        /// Judged: what it is worth and how easily it can be digitised.
        Assessed = "assessed",
        /// Chosen to be digitised.
        Selected = "selected",
        /// Being recorded, scanned or edited.
        InWork = "in_work",
        /// Members can attend it; reached when a session of it is published.
        Published = "published",
        /// Looked at and not kept.
        Rejected = "rejected",
        /// Was published and is no longer.
        Withdrawn = "withdrawn",
    }
}

/// Everything that is written on an item; what a form sends and an import reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemFields {
    /// What it is.
    pub kind: Kind,
    /// Its name, in at least one language.
    pub title: LangMap,
    /// What it offers and to whom.
    #[serde(default)]
    pub description: LangMap,
    /// Free words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// For whom it is.
    #[serde(default = "any_level")]
    pub level: Level,
    /// How long it takes, in whole minutes.
    #[serde(default)]
    pub duration_minutes: Option<u32>,
    /// What one needs at hand; empty when nothing is needed.
    #[serde(default)]
    pub equipment: Vec<String>,
    /// The language that is spoken or written, as a code such as `fr`.
    #[serde(default)]
    pub language: Option<String>,
    /// Who gives it.
    #[serde(default)]
    pub instructor: Option<String>,
    /// Where it comes from.
    #[serde(default)]
    pub centre: Option<String>,
    /// How far it has come.
    #[serde(default = "identified")]
    pub status: ItemStatus,
    /// The key of the record in the list it was imported from; unique where present.
    #[serde(default)]
    pub source_key: Option<String>,
    /// What it asks of the joints.
    #[serde(default)]
    pub impact: Option<Impact>,
    /// How one takes part.
    #[serde(default)]
    pub position: Option<Position>,
    /// The room that one needs.
    #[serde(default)]
    pub space: Option<Space>,
    /// What does instead of a piece of equipment, by the piece: a bottle of water for a dumbbell.
    #[serde(default)]
    pub substitutes: BTreeMap<String, String>,
    /// The youngest it is meant for, in years.
    #[serde(default)]
    pub age_from: Option<u32>,
    /// The oldest it is meant for, in years.
    #[serde(default)]
    pub age_to: Option<u32>,
    /// Whom it is meant for, in words: seniors, newcomers.
    #[serde(default)]
    pub audience: Vec<String>,
    /// The programme it belongs to.
    #[serde(default)]
    pub programme: Option<String>,
    /// On what it exists today.
    #[serde(default)]
    pub carrier: Option<Carrier>,
    /// Where its carrier lies: a room, a shelf, a box.
    #[serde(default)]
    pub place: Option<String>,
    /// In which state its carrier is.
    #[serde(default)]
    pub condition: Option<Condition>,
    /// Who answers for it.
    #[serde(default)]
    pub owner: Option<String>,
    /// When it is to be looked at again.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub review_on: Option<Date>,
    /// What of it cannot be digitised, and why.
    #[serde(default)]
    pub not_digitisable: LangMap,
    /// What stands in the fields of the organisation's own, by their codes.
    #[serde(default)]
    pub extras: BTreeMap<String, String>,
}

fn any_level() -> Level {
    Level::All
}

fn identified() -> ItemStatus {
    ItemStatus::Identified
}

impl ItemFields {
    /// An item of which only kind and title are known.
    pub fn new(kind: Kind, title: LangMap) -> Self {
        Self {
            kind,
            title,
            description: LangMap::default(),
            tags: Vec::new(),
            level: any_level(),
            duration_minutes: None,
            equipment: Vec::new(),
            language: None,
            instructor: None,
            centre: None,
            status: identified(),
            source_key: None,
            impact: None,
            position: None,
            space: None,
            substitutes: BTreeMap::new(),
            age_from: None,
            age_to: None,
            audience: Vec::new(),
            programme: None,
            carrier: None,
            place: None,
            condition: None,
            owner: None,
            review_on: None,
            not_digitisable: LangMap::default(),
            extras: BTreeMap::new(),
        }
    }

    /// The same fields with spaces trimmed, empty texts gone and repeated words once.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.title = self.title.tidy();
        self.description = self.description.tidy();
        self.tags = tidy_list(self.tags);
        self.equipment = tidy_list(self.equipment);
        self.language = tidy_text(self.language).map(|language| language.to_lowercase());
        self.instructor = tidy_text(self.instructor);
        self.centre = tidy_text(self.centre);
        self.source_key = tidy_text(self.source_key);
        self.audience = tidy_list(self.audience);
        self.programme = tidy_text(self.programme);
        self.place = tidy_text(self.place);
        self.owner = tidy_text(self.owner);
        self.not_digitisable = self.not_digitisable.tidy();
        self.substitutes = tidy_pairs(&self.substitutes);
        self.extras = tidy_pairs(&self.extras);
        self
    }

    /// What cannot be accepted, field by field; empty when all is well.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.title.is_empty() {
            problems.push(FieldProblem::new("title", "required"));
        }
        for (name, map, max) in [
            ("title", &self.title, limits::TITLE_CHARS),
            ("description", &self.description, limits::DESCRIPTION_CHARS),
            ("not_digitisable", &self.not_digitisable, limits::DESCRIPTION_CHARS),
        ] {
            for (language, text) in &map.0 {
                if !is_language(language) {
                    problems.push(FieldProblem::new(format!("{name}.{language}"), "unknown_language"));
                }
                if text.chars().count() > max {
                    problems.push(FieldProblem::new(format!("{name}.{language}"), "too_long").with("max", max));
                }
            }
        }
        for (name, list) in [("tags", &self.tags), ("equipment", &self.equipment), ("audience", &self.audience)] {
            if list.len() > limits::LIST_ENTRIES {
                problems.push(FieldProblem::new(name, "too_many").with("max", limits::LIST_ENTRIES));
            }
            if list.iter().any(|entry| entry.chars().count() > limits::SHORT_TEXT_CHARS) {
                problems.push(FieldProblem::new(name, "too_long").with("max", limits::SHORT_TEXT_CHARS));
            }
        }
        for (name, text) in [
            ("instructor", &self.instructor),
            ("centre", &self.centre),
            ("source_key", &self.source_key),
            ("programme", &self.programme),
            ("place", &self.place),
            ("owner", &self.owner),
        ] {
            if text.as_ref().is_some_and(|text| text.chars().count() > limits::SHORT_TEXT_CHARS) {
                problems.push(FieldProblem::new(name, "too_long").with("max", limits::SHORT_TEXT_CHARS));
            }
        }
        if self.language.as_ref().is_some_and(|language| !is_language(language)) {
            problems.push(FieldProblem::new("language", "unknown_language"));
        }
        if self.duration_minutes.is_some_and(|minutes| minutes == 0 || minutes > 24 * 60) {
            problems.push(FieldProblem::new("duration_minutes", "out_of_range").with("min", 1).with("max", 24 * 60));
        }
        for (name, age) in [("age_from", self.age_from), ("age_to", self.age_to)] {
            if age.is_some_and(|age| age > OLDEST) {
                problems.push(FieldProblem::new(name, "out_of_range").with("min", 0).with("max", OLDEST));
            }
        }
        if let (Some(from), Some(to)) = (self.age_from, self.age_to)
            && from > to
        {
            problems.push(FieldProblem::new("age_to", "before_start"));
        }
        if self.substitutes.len() > limits::LIST_ENTRIES {
            problems.push(FieldProblem::new("substitutes", "too_many").with("max", limits::LIST_ENTRIES));
        }
        if self
            .substitutes
            .iter()
            .any(|(piece, instead)| [piece, instead].iter().any(|text| text.chars().count() > limits::SHORT_TEXT_CHARS))
        {
            problems.push(FieldProblem::new("substitutes", "too_long").with("max", limits::SHORT_TEXT_CHARS));
        }
        problems
    }
}

/// Whether the text looks like a language code: two or three letters, perhaps with a region.
pub fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn tidy_text(text: Option<String>) -> Option<String> {
    text.map(|text| printable(&text).trim().to_owned()).filter(|text| !text.is_empty())
}

/// The greatest age that a form takes, in years.
const OLDEST: u32 = 120;

fn tidy_pairs(pairs: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let tidy = |text: &str| tidy_text(Some(text.to_owned()));
    pairs.iter().filter_map(|(piece, instead)| Some((tidy(piece)?, tidy(instead)?))).collect()
}

fn tidy_list(list: Vec<String>) -> Vec<String> {
    let mut seen = Vec::with_capacity(list.len());
    for entry in list {
        let entry = printable(&entry);
        let entry = entry.trim();
        if !entry.is_empty() && !seen.iter().any(|known: &String| known == entry) {
            seen.push(entry.to_owned());
        }
    }
    seen
}

/// A whole item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemDetails {
    /// The item.
    pub id: ItemId,
    /// What is written on it.
    #[serde(flatten)]
    pub fields: ItemFields,
    /// Counts every change; a change must name the version it is based on.
    pub version: i64,
    /// When it was first written down.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
    /// When it last changed.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub updated_at: Timestamp,
}

choice! {
    /// In which order items are listed.
    ItemOrder {
        /// The latest written down first.
        New = "new",
        /// The latest changed first.
        Changed = "changed",
        /// By name, in French where there is one.
        Title = "title",
    }
}

/// What to look for in the inventory.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
pub struct ItemSearch {
    /// Words that all must occur, in any language, without regard to case or accents.
    #[serde(default)]
    pub q: Option<String>,
    /// Only this kind.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Only items with this tag.
    #[serde(default)]
    pub tag: Option<String>,
    /// Only this status.
    #[serde(default)]
    pub status: Option<ItemStatus>,
    /// Only from this centre.
    #[serde(default)]
    pub centre: Option<String>,
    /// `new` (default: the latest written down first), `changed` or `title`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub sort: Option<ItemOrder>,
    /// Only what this view shows.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub view: Option<ItemView>,
    /// Only items whose fields of the organisation's own hold this, each by its code: `x_couleur=rouge`. A text
    /// holds the words that are asked for, everything else is the same.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extras: BTreeMap<String, String>,
    /// At most this many, up to [`limits::PAGE_MAX`].
    #[serde(default)]
    pub limit: Option<u32>,
    /// Where to go on, as an earlier page said.
    #[serde(default)]
    pub cursor: Option<String>,
}

choice! {
    /// How far an import has come.
    ImportState {
        /// The file is kept; nobody has read it yet.
        Received = "received",
        /// A worker is reading it.
        Reading = "reading",
        /// Read to the end; the report is complete.
        Done = "done",
        /// Not readable at all; the report says why.
        Failed = "failed",
    }
}

/// One thing in an imported file that could not be taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportProblem {
    /// The line in the file, the header being line 1; 0 for the file as a whole.
    pub line: u64,
    /// The column's name in the file, empty for the whole line.
    pub column: String,
    /// A stable code, for example `required` or `unknown_kind`.
    pub code: String,
    /// What stood there, cut short.
    #[serde(default)]
    pub found: String,
    /// The sentence for a person, in the reader's language.
    #[serde(default)]
    pub problem: String,
}

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// The import.
    pub id: ImportId,
    /// The name of the file as it was sent.
    pub filename: String,
    /// Whether nothing was to be written.
    pub check_only: bool,
    /// How far it has come.
    pub state: ImportState,
    /// Rows read.
    pub read: u64,
    /// Items that were new.
    pub created: u64,
    /// Items that changed.
    pub changed: u64,
    /// Items that were already so.
    pub unchanged: u64,
    /// What could not be taken, by line; at most [`limits::IMPORT_PROBLEMS`].
    pub problems: Vec<ImportProblem>,
    /// How many problems there were in all.
    pub problem_count: u64,
    /// Rows there are to read; 0 as long as that is not known.
    #[serde(default)]
    pub rows: u64,
    /// The file's columns that are not read, by their names.
    #[serde(default)]
    pub unread: Vec<String>,
    /// Whether its columns are read as was said of an earlier file with the same columns.
    #[serde(default)]
    pub remembered: bool,
    /// The check that this import writes the outcome of.
    #[serde(default)]
    pub applies: Option<ImportId>,
    /// The import that writes what this check found.
    #[serde(default)]
    pub applied_by: Option<ImportId>,
}
