//! What members say: whether they would recommend, how easy it was, and what struck them. Pure.

use crate::{SessionId, inventory::choice, limits};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How often one is asked whether one would recommend, in days.
pub const NPS_DAYS: i64 = 90;
/// How often one is asked how easy it was, in days.
pub const CES_DAYS: i64 = 30;
/// How often one may leave a word, in minutes.
pub const COMMENT_MINUTES: i64 = 1;
/// For how long one may put off being asked whether one would recommend, in days.
pub const LATER_DAYS: i64 = 14;
/// Of so many members, one is asked in any ninety days whether they would recommend.
pub const NPS_ONE_OF: u64 = 3;
/// Longest word, in characters.
pub const TEXT_CHARS: usize = 1_000;

/// A day, in milliseconds.
pub const DAY_MS: i64 = 24 * 3_600_000;

choice! {
    /// What is asked, or said unasked.
    SayKind {
        /// Net promoter score: would you recommend it, from 0 to 10.
        Nps = "nps",
        /// Customer effort score: it was easy, from 1 to 7.
        Ces = "ces",
        /// Something that hurt.
        Pain = "pain",
        /// Something that delighted.
        Delight = "delight",
        /// Something that one could do.
        Idea = "idea",
    }
}

impl SayKind {
    /// The scores that it takes; nothing for a word.
    pub fn scores(self) -> Option<std::ops::RangeInclusive<i32>> {
        match self {
            Self::Nps => Some(0..=10),
            Self::Ces => Some(1..=7),
            Self::Pain | Self::Delight | Self::Idea => None,
        }
    }

    /// The turn that it takes: all words share one.
    pub fn turn(self) -> &'static str {
        match self {
            Self::Nps => "nps",
            Self::Ces => "ces",
            Self::Pain | Self::Delight | Self::Idea => "word",
        }
    }

    /// How long until the next turn, in milliseconds.
    pub fn rest_ms(self) -> i64 {
        match self {
            Self::Nps => NPS_DAYS * DAY_MS,
            Self::Ces => CES_DAYS * DAY_MS,
            Self::Pain | Self::Delight | Self::Idea => COMMENT_MINUTES * 60_000,
        }
    }
}

/// What a member says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Say {
    /// What it is.
    pub kind: SayKind,
    /// The session that it is about.
    #[serde(default)]
    pub session_id: Option<SessionId>,
    /// The score, where one is asked for.
    #[serde(default)]
    pub score: Option<i32>,
    /// Words.
    #[serde(default)]
    pub text: String,
}

/// What became of what a member said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// It was taken down.
    Taken,
    /// The member has said so lately: nothing was taken down.
    Already,
}

/// A word that members left, without saying who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Word {
    /// What it is.
    pub kind: SayKind,
    /// The words; they may be none: the kind says enough.
    pub text: String,
    /// The day on which it was left: the moment would tell who.
    pub day: String,
}

/// A score with how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Score {
    /// How many answered.
    pub answers: u64,
    /// The score: from -100 to 100 for [`SayKind::Nps`], the mean from 1 to 7 for [`SayKind::Ces`].
    pub score: f64,
    /// Half the width of the interval that holds the true score nineteen times in twenty.
    pub margin: f64,
}

/// What the people of a pilot say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Listening {
    /// Whether they would recommend it; nothing where fewer than five answered.
    pub nps: Option<Score>,
    /// How easy it was; nothing where fewer than five answered.
    pub ces: Option<Score>,
    /// What they left in words, the latest first; nothing where fewer than five left any.
    pub words: Option<Vec<Word>>,
}

/// 1.96 standard errors hold the true value nineteen times in twenty.
const SURE: f64 = 1.96;

/// The net promoter score: the share of nines and tens less the share of nought to six, times a hundred.
///
/// Each answer counts +1, 0 or -1, so that the variance of one is `p + d - (p - d)^2`, with `p` the share
/// of promoters and `d` that of detractors; the margin is 1.96 times the root of that over the number of
/// answers, times a hundred. Nothing under five answers.
pub fn nps(scores: &[i32]) -> Option<Score> {
    let answers = enough(scores)?;
    let share = |count: usize| count as f64 / scores.len() as f64;
    let promoters = share(scores.iter().filter(|score| **score >= 9).count());
    let detractors = share(scores.iter().filter(|score| **score <= 6).count());
    let score = promoters - detractors;
    let variance = promoters + detractors - score * score;
    Some(Score { answers, score: score * 100.0, margin: margin(variance, scores.len()) * 100.0 })
}

/// The customer effort score: the mean, with the margin of a mean (its sample's variance over the number
/// of answers). Nothing under five answers.
pub fn ces(scores: &[i32]) -> Option<Score> {
    let answers = enough(scores)?;
    let count = scores.len() as f64;
    let mean = scores.iter().map(|score| f64::from(*score)).sum::<f64>() / count;
    let spread = scores.iter().map(|score| (f64::from(*score) - mean).powi(2)).sum::<f64>() / (count - 1.0);
    Some(Score { answers, score: mean, margin: margin(spread, scores.len()) })
}

fn enough(scores: &[i32]) -> Option<u64> {
    u64::try_from(scores.len()).ok().filter(|count| *count >= limits::SUPPRESSED_BELOW)
}

fn margin(variance: f64, count: usize) -> f64 {
    SURE * (variance.max(0.0) / count as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_comes_with_how_sure_it_is() {
        let told = |score: Option<Score>| {
            score
                .map(|found| (found.answers, (found.score * 10.0).round() / 10.0, (found.margin * 10.0).round() / 10.0))
        };
        assert_eq!(told(nps(&[10, 9, 9, 3])), None, "four people");
        // 3 of 5 promote, 1 detracts: 40; variance 0.8 - 0.16 = 0.64; 1.96 * 0.8 / sqrt 5 = 0.701.
        assert_eq!(told(nps(&[10, 9, 9, 8, 3])), Some((5, 40.0, 70.1)));
        assert_eq!(told(nps(&[10; 20])), Some((20, 100.0, 0.0)));
        assert_eq!(told(nps(&[0; 5])), Some((5, -100.0, 0.0)));
        assert_eq!(told(ces(&[7, 6, 5, 6])), None);
        // Mean 6, variance 0.5: 1.96 * sqrt 0.1 = 0.62.
        assert_eq!(told(ces(&[7, 6, 5, 6, 6])), Some((5, 6.0, 0.6)));
    }
}
