//! The words of rights: what a release allows, where a licence comes from, what holds and what is lacking.

use crate::{inventory::choice, sessions::Audience};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

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
