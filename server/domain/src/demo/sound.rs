//! The sound of a class: a low, slow chord and a bell at each change.

use std::f32::consts::TAU;

/// Samples per second.
pub(super) const RATE: u32 = 48_000;

/// A bell: when (seconds) and how high (hertz).
pub(super) type Bell = (f32, f32);

/// Partials of a small struck bowl: ratio to the pitch, loudness, seconds until it has faded to a third.
const PARTIALS: [(f32, f32, f32); 4] = [(1.0, 1.0, 1.6), (2.0, 0.28, 0.9), (2.76, 0.20, 0.6), (5.4, 0.06, 0.25)];
/// Notes of the chord under everything, in hertz: an open fifth and its octave on D.
const CHORD: [(f32, f32); 3] = [(146.83, 0.5), (220.0, 0.35), (293.66, 0.2)];

/// A WAVE file (16 bits, one channel) of `seconds`, with `bells`, and a chord whose loudness
/// (0 to 1) follows `swell`.
pub(super) fn wave(seconds: f32, bells: &[Bell], swell: impl Fn(f32) -> f32) -> Vec<u8> {
    let count = (seconds * RATE as f32) as usize;
    let mut samples = vec![0.0_f32; count];
    for (number, sample) in samples.iter_mut().enumerate() {
        let time = number as f32 / RATE as f32;
        let edge = (time / 2.0).min((seconds - time) / 2.0).clamp(0.0, 1.0);
        // Each note drifts a little on its own, or three sines sound like a machine.
        let chord: f32 = CHORD
            .iter()
            .enumerate()
            .map(|(note, (pitch, loud))| {
                let drift = 0.75 + 0.25 * (TAU * time * (0.11 + 0.05 * note as f32)).sin();
                (TAU * pitch * time).sin() * loud * drift
            })
            .sum();
        *sample = chord * 0.10 * edge * (0.35 + 0.65 * swell(time));
    }
    for &(start, pitch) in bells {
        let first = (start * RATE as f32) as usize;
        for (number, sample) in samples.iter_mut().skip(first).take(RATE as usize * 6).enumerate() {
            let time = number as f32 / RATE as f32;
            let strike = (time / 0.004).min(1.0);
            let ring: f32 = PARTIALS
                .iter()
                .map(|(ratio, loud, fade)| (TAU * pitch * ratio * time).sin() * loud * (-time / fade).exp())
                .sum();
            *sample += ring * strike * 0.22;
        }
    }
    file(&samples)
}

/// RIFF/WAVE with the 16-byte PCM header.
fn file(samples: &[f32]) -> Vec<u8> {
    let length = u32::try_from(samples.len() * 2).unwrap_or(u32::MAX);
    let mut bytes = Vec::with_capacity(44 + samples.len() * 2);
    bytes.extend_from_slice(b"RIFF");
    bytes.extend_from_slice(&length.saturating_add(36).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend_from_slice(&RATE.to_le_bytes());
    bytes.extend_from_slice(&(RATE * 2).to_le_bytes());
    bytes.extend_from_slice(b"\x02\0\x10\0data");
    bytes.extend_from_slice(&length.to_le_bytes());
    for sample in samples {
        bytes.extend_from_slice(&((sample.clamp(-1.0, 1.0) * 32_000.0) as i16).to_le_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use crate::media::{SourceKind, sniff};

    #[test]
    fn it_is_a_wave_that_never_clips() {
        let bells = [(0.0, 523.25), (0.1, 659.25), (0.2, 783.99)];
        let wave = super::wave(2.0, &bells, |_| 1.0);
        assert_eq!(sniff(&wave), Ok(SourceKind::Wav));
        assert_eq!(wave.len(), 44 + 2 * 96_000);
        let loudest = wave[44..].chunks_exact(2).map(|s| i16::from_le_bytes([s[0], s[1]]).unsigned_abs()).max();
        assert!(loudest.unwrap() < 32_000 && loudest.unwrap() > 3000, "{loudest:?}");
    }
}
