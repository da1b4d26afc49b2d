//! What is said beside a live session while it lasts, and how the room reacts.

use crate::{ChatLineId, MemberId, Timestamp, inventory::choice};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// What members may write.
    ChatMode {
        /// Nothing; what was written stays to be read.
        Off = "off",
        /// Questions to whoever gives the session.
        Questions = "questions",
        /// Anything.
        Open = "open",
    }
}

choice! {
    /// What one can tell the room with one press.
    Reaction {
        /// I like it.
        Heart = "heart",
        /// Well done.
        Clap = "clap",
        /// This is great.
        Fire = "fire",
        /// Hello, or goodbye.
        Wave = "wave",
        /// I have a question.
        Hand = "hand",
    }
}

/// The longest line, in characters.
pub const LINE_CHARS: usize = 300;
/// How many lines are shown at a time: the latest.
pub const LINES_SHOWN: usize = 200;
/// The longest pause that slow mode asks for between two lines of a member, in seconds.
pub const SLOWEST_S: u32 = 300;
/// How many reactions a member may send within so many seconds.
pub const REACTIONS_WITHIN: (usize, i64) = (5, 10);

/// How a session's chat is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChatSetting {
    /// What members may write.
    pub mode: ChatMode,
    /// How long a member waits between two lines, in seconds.
    pub slow_s: u32,
}

impl Default for ChatSetting {
    /// What holds until staff say otherwise.
    fn default() -> Self {
        Self { mode: ChatMode::Open, slow_s: 5 }
    }
}

/// What somebody may do in a chat now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChatState {
    /// How it is kept.
    #[serde(flatten)]
    pub setting: ChatSetting,
    /// Whether it is time: from an hour before the session until it is over.
    pub is_open: bool,
    /// Whether the reader may not write any more.
    pub is_blocked: bool,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChatLine {
    /// Its id; lines stand in the order of their ids.
    pub id: ChatLineId,
    /// When it was written.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// Who wrote it: first name and initial, for staff the whole name. Members do not learn who of the
    /// staff it was.
    pub name: Option<String>,
    /// What was written.
    pub text: String,
    /// Whether somebody of the organisation wrote it.
    pub is_staff: bool,
    /// Whether it is a question.
    pub is_question: bool,
    /// What only staff see of it.
    #[serde(default, flatten, skip_serializing_if = "Option::is_none")]
    pub for_staff: Option<ChatLineForStaff>,
}

/// What only staff see of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChatLineForStaff {
    /// Who wrote it.
    pub member_id: MemberId,
    /// Whether only its writer and staff see it.
    pub hidden: bool,
    /// Whether its writer may not write any more.
    pub blocked: bool,
}

/// How often each reaction was sent to a session.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReactionCounts {
    /// I like it.
    pub heart: u64,
    /// Well done.
    pub clap: u64,
    /// This is great.
    pub fire: u64,
    /// Hello, or goodbye.
    pub wave: u64,
    /// I have a question.
    pub hand: u64,
}

impl ReactionCounts {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            heart: self.heart.saturating_add(other.heart),
            clap: self.clap.saturating_add(other.clap),
            fire: self.fire.saturating_add(other.fire),
            wave: self.wave.saturating_add(other.wave),
            hand: self.hand.saturating_add(other.hand),
        }
    }

    /// Counts one more.
    pub fn add(&mut self, reaction: Reaction) {
        *match reaction {
            Reaction::Heart => &mut self.heart,
            Reaction::Clap => &mut self.clap,
            Reaction::Fire => &mut self.fire,
            Reaction::Wave => &mut self.wave,
            Reaction::Hand => &mut self.hand,
        } += 1;
    }
}

/// A chat as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Chat {
    /// What the reader may do.
    #[serde(flatten)]
    pub state: ChatState,
    /// The latest lines, the oldest first.
    pub lines: Vec<ChatLine>,
    /// What the room sent.
    pub reactions: ReactionCounts,
}

/// What somebody writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewChatLine {
    /// 1 to 300 characters.
    pub text: String,
    /// Whether it is a question; where only questions are taken, every line is one.
    #[serde(default)]
    pub question: bool,
}
