//! The people of a pilot: who was asked and what they answered, and who is only compared with.

use super::InvitationProblem;
use crate::{EnrolmentKey, InvitationKey, LangMap, Timestamp, inventory::choice};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Largest file of addresses, in bytes.
pub const FILE_BYTES: usize = 1024 * 1024;
/// Characters of the code that stands for a link.
pub const CODE_CHARS: usize = 8;

choice! {
    /// What somebody answers to an invitation.
    Answer {
        /// They take part.
        Accepted = "accepted",
        /// They do not.
        Declined = "declined",
    }
}

choice! {
    /// What became of the letter with an invitation.
    LetterState {
        /// It waits to be sent.
        Due = "due",
        /// The mail server took it.
        Sent = "sent",
        /// The mail server will never take it, or it came back.
        Bounced = "bounced",
    }
}

/// Somebody who was invited, or who enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invited {
    /// Their address.
    pub email: String,
    /// When they were invited.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub invited_at: Timestamp,
    /// What became of the letter; nothing where no letter is sent from here.
    pub letter: Option<LetterState>,
    /// What they answered.
    pub answer: Option<Answer>,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub answered_at: Option<Timestamp>,
    /// Whether they came by the open enrolment.
    pub enrolled: bool,
    /// With what status the letter came back after it was sent, in the words of a mail server.
    #[serde(default)]
    pub bounce: Option<String>,
    /// Whether there is an account with this address.
    pub has_account: bool,
}

/// The people of a pilot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cohort {
    /// Who was invited or enrolled, the latest first.
    pub people: Vec<Invited>,
    /// How many are only compared with.
    pub compared: u64,
    /// Where people enrol by themselves, while that is open: an address to pass on.
    pub enrolment_url: Option<String>,
}

/// What became of a list of addresses to compare with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparisonReport {
    /// Addresses newly in the group.
    pub added: u64,
    /// Addresses that were in it before.
    pub already: u64,
    /// What could not be taken.
    pub problems: Vec<InvitationProblem>,
}

/// Whether people can enrol by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenEnrolment {
    /// Opening it anew makes a new address; the one before leads nowhere any more.
    pub open: bool,
}

/// What somebody sees who follows the link of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationView {
    /// The link's secret.
    pub key: InvitationKey,
    /// The pilot's name.
    pub title: LangMap,
    /// What is promised.
    pub promise: LangMap,
    /// Whom it is for.
    pub audience: LangMap,
    /// First and last day.
    pub starts_on: Option<String>,
    /// Last day.
    pub ends_on: Option<String>,
    /// What was answered before.
    pub answer: Option<Answer>,
    /// Whether it can still be answered.
    pub is_open: bool,
    /// Whether there is an account with the address that was invited.
    pub has_account: bool,
}

/// What somebody sees who follows the link of an open enrolment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentView {
    /// The link's secret.
    pub key: EnrolmentKey,
    /// The pilot's name.
    pub title: LangMap,
    /// What is promised.
    pub promise: LangMap,
    /// Whom it is for.
    pub audience: LangMap,
}

/// The code that can be typed instead of following a link: eight letters and figures that are not mistaken
/// for each other.
pub fn code(key: InvitationKey) -> String {
    const LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
    let letter = |byte: &u8| LETTERS.get(usize::from(*byte) % LETTERS.len()).copied().map_or('2', char::from);
    key.0.as_bytes().iter().take(CODE_CHARS).map(letter).collect()
}

/// A code as it was typed, without spaces and in capitals.
pub fn tidy_code(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_typed_as_it_is_read() {
        let key = InvitationKey(uuid::Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff));
        let code = code(key);
        assert_eq!(code.chars().count(), CODE_CHARS);
        assert!(!code.contains(['0', 'O', '1', 'I', 'L', 'U']), "{code}");
        assert_eq!(tidy_code(&format!(" {}-{} ", code[..4].to_lowercase(), &code[4..])), code);
    }
}
