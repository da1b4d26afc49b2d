//! A person, in a few rounded strokes.

use super::canvas::{ACCENT, Canvas, INK};

/// Angles in radians from straight down, positive towards the right of the picture; each limb is
/// its upper part, then the lower part measured the same way.
#[derive(Clone, Copy)]
pub(super) struct Pose {
    lean: f32,
    arms: [(f32, f32); 2],
    legs: [(f32, f32); 2],
    /// Pixels that the hips are lifted by.
    bob: f32,
    /// Seen from the side: shoulders and hips are one point.
    side: bool,
}

const TORSO: f32 = 104.0;
const UPPER_ARM: f32 = 56.0;
const FOREARM: f32 = 54.0;
const THIGH: f32 = 68.0;
const SHIN: f32 = 66.0;
const HEAD: f32 = 31.0;

impl Pose {
    pub(super) fn standing() -> Self {
        Self {
            lean: 0.0,
            arms: [(-0.22, -0.12), (0.22, 0.12)],
            legs: [(-0.10, -0.06), (0.10, 0.06)],
            bob: 0.0,
            side: false,
        }
    }

    /// The stretch of that number, from 0.
    pub(super) fn stretch(index: usize) -> Self {
        let standing = Self::standing();
        match index {
            0 => Self { arms: [(-2.78, -3.04), (2.78, 3.04)], ..standing },
            1 => Self { lean: -0.38, arms: [(-0.32, -0.10), (2.62, 3.55)], ..standing },
            2 => Self { lean: 0.38, arms: [(-2.62, -3.55), (0.32, 0.10)], ..standing },
            _ => Self { arms: [(-1.62, -1.86), (1.62, 1.86)], legs: [(-0.22, -0.12), (0.22, 0.12)], ..standing },
        }
    }

    /// Walking towards the right; `turn` counts whole cycles of two steps.
    pub(super) fn walk(turn: f32, stride: f32) -> Self {
        let angle = std::f32::consts::TAU * turn;
        let leg = |angle: f32| {
            let thigh = 0.50 * stride * angle.sin();
            // The knee bends while the foot travels forward, and never the other way.
            let bend = (0.16 + 0.85 * angle.cos().max(0.0)) * stride;
            (thigh, thigh - bend)
        };
        let arm = |angle: f32| {
            let upper = 0.55 * stride * angle.sin();
            (upper, upper + 0.25 + 0.55 * stride)
        };
        let opposite = angle + std::f32::consts::PI;
        Self {
            lean: 0.05 + 0.06 * stride,
            arms: [arm(opposite), arm(angle)],
            legs: [leg(angle), leg(opposite)],
            bob: 5.0 * stride * (2.0 * angle).cos().abs(),
            side: true,
        }
    }

    /// Part of the way to another pose.
    pub(super) fn towards(&self, other: &Self, part: f32) -> Self {
        let mix = |from: f32, to: f32| from + (to - from) * part;
        let limb = |from: (f32, f32), to: (f32, f32)| (mix(from.0, to.0), mix(from.1, to.1));
        Self {
            lean: mix(self.lean, other.lean),
            arms: [limb(self.arms[0], other.arms[0]), limb(self.arms[1], other.arms[1])],
            legs: [limb(self.legs[0], other.legs[0]), limb(self.legs[1], other.legs[1])],
            bob: mix(self.bob, other.bob),
            side: other.side,
        }
    }

    /// Nobody holds a stretch like a statue.
    pub(super) fn swayed(mut self, sway: f32) -> Self {
        self.lean += sway * 0.4;
        for (side, arm) in [-1.0, 1.0].into_iter().zip(&mut self.arms) {
            arm.0 += side * sway;
            arm.1 += side * sway;
        }
        self
    }
}

/// Draws a person whose hips are at `hips` when standing.
pub(super) fn figure(canvas: &mut Canvas, hips: (f32, f32), scale: f32, pose: &Pose) {
    let down = |(x, y): (f32, f32), angle: f32, length: f32| {
        (x + angle.sin() * length * scale, y + angle.cos() * length * scale)
    };
    let hips = (hips.0, hips.1 - pose.bob * scale);
    let neck = down(hips, std::f32::consts::PI - pose.lean, TORSO);
    let head = down(neck, std::f32::consts::PI - pose.lean, HEAD + 17.0);
    let (shoulder, hip) = if pose.side { (0.0, 0.0) } else { (31.0, 15.0) };
    let across = |(x, y): (f32, f32), by: f32| (x + by * scale * pose.lean.cos(), y + by * scale * pose.lean.sin());
    let shoulders = [across(neck, -shoulder), across(neck, shoulder)];
    let hip_joints = [(hips.0 - hip * scale, hips.1), (hips.0 + hip * scale, hips.1)];
    let limb = |from: (f32, f32), (upper, lower): (f32, f32), lengths: (f32, f32)| {
        let joint = down(from, upper, lengths.0);
        [from, joint, down(joint, lower, lengths.1)]
    };
    let arms = [0, 1].map(|side| limb(shoulders[side], pose.arms[side], (UPPER_ARM, FOREARM)));
    let legs = [0, 1].map(|side| limb(hip_joints[side], pose.legs[side], (THIGH, SHIN)));
    // The far side first, a little lighter, so that the near side reads in front of it.
    let far = if pose.side { 0.55 } else { 1.0 };
    canvas.line(&arms[0], 21.0 * scale, ACCENT, far);
    canvas.line(&legs[0], 25.0 * scale, INK, if pose.side { 0.75 } else { 1.0 });
    canvas.line(&legs[1], 25.0 * scale, INK, 1.0);
    if pose.side {
        canvas.line(&[hips, neck], 46.0 * scale, ACCENT, 1.0);
    } else {
        canvas.line(&[hip_joints[0], shoulders[0], shoulders[1], hip_joints[1]], 26.0 * scale, ACCENT, 1.0);
        canvas.line(&[hips, neck], 50.0 * scale, ACCENT, 1.0);
    }
    canvas.line(&arms[1], 21.0 * scale, if pose.side { INK } else { ACCENT }, 1.0);
    for arm in if pose.side { &arms[1..] } else { &arms[..] } {
        canvas.disc(arm[2], 12.0 * scale, INK, 1.0);
    }
    canvas.disc(head, HEAD * scale, INK, 1.0);
}
