//! What is written on an item beside its name: how one takes part, and where it lies.

use crate::inventory::choice;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// What a class asks of the joints.
    Impact {
        /// Both feet stay on the ground, or there is no standing at all.
        Low = "low",
        /// Some steps and turns, no jumps.
        Moderate = "moderate",
        /// With jumps.
        High = "high",
    }
}

choice! {
    /// How one takes part.
    Position {
        /// On a chair throughout.
        Seated = "seated",
        /// On one's feet.
        Standing = "standing",
        /// Lying down or on all fours.
        Floor = "floor",
        /// In turn.
        Mixed = "mixed",
    }
}

choice! {
    /// The room that one needs.
    Space {
        /// The place of a chair.
        Chair = "chair",
        /// The place of a mat.
        Mat = "mat",
        /// A few steps in each direction.
        Room = "room",
        /// The open air.
        Outdoors = "outdoors",
    }
}

choice! {
    /// On what an item exists today.
    Carrier {
        /// On nothing: somebody teaches it in a room.
        InPerson = "in_person",
        /// On paper.
        Paper = "paper",
        /// On a DVD or CD.
        Disc = "disc",
        /// On a video or sound tape.
        Tape = "tape",
        /// As photographs or slides.
        Photos = "photos",
        /// As a file.
        File = "file",
        /// On something else.
        Other = "other",
    }
}

choice! {
    /// In which state its carrier is.
    Condition {
        /// As new.
        Good = "good",
        /// Used, and complete.
        Worn = "worn",
        /// It must be handled with care, and soon.
        Fragile = "fragile",
        /// Something of it is lost.
        Damaged = "damaged",
    }
}
