use super::*;
use proptest::prelude::*;

fn picture_format() -> Format {
    Format {
        codecs: String::new(),
        size: Some((640, 360)),
        frame_rate: None,
        timescale: VIDEO_TIMESCALE,
        frame_ticks: 0,
        silence: None,
        init: Bytes::new(),
    }
}

fn sound_format(timescale: u32) -> Format {
    let silence = Some(Bytes::from_static(&[0]));
    Format { size: None, timescale, frame_ticks: 1024, silence, ..picture_format() }
}

const PROMISE: Promise = Promise { target_ms: 2_000, part_ms: PART_MS };

/// What a rendition became: its segments, each with the lengths of its parts in seconds.
#[derive(Debug, Default)]
struct Made {
    segments: Vec<(u32, u64, Vec<f64>)>,
    keys: Vec<bool>,
    closed: usize,
}

fn made(cuts: &[Cut], track: Track, timescale: f64) -> Made {
    let mut made = Made::default();
    for cut in cuts {
        match cut {
            Cut::Opened { track: of, number, begins, .. } if *of == track => {
                made.segments.push((*number, *begins, vec![]));
            }
            Cut::Part { track: of, ticks, is_key, .. } if *of == track => {
                let parts = &mut made.segments.last_mut().unwrap().2;
                if parts.is_empty() {
                    made.keys.push(*is_key);
                }
                parts.push(*ticks as f64 / timescale);
            }
            Cut::Closed { track: of } if *of == track => made.closed += 1,
            _ => {}
        }
    }
    made
}

/// Sends `seconds` of pictures and sound, and says what became of them.
fn sent(rate: f64, key_every: usize, seconds: f64, sound_rate: u32) -> (Made, Made) {
    promised(PROMISE, rate, key_every, seconds, sound_rate)
}

/// The same under another promise.
fn promised(promise: Promise, rate: f64, key_every: usize, seconds: f64, sound_rate: u32) -> (Made, Made) {
    let mut cutter = Cutter::new(promise, 0, Some(&picture_format()), Some(&sound_format(sound_rate)));
    let mut cuts = Vec::new();
    let (mut frame, mut tick) = (0_usize, 0_usize);
    loop {
        let picture_at = frame as f64 / rate;
        let sound_at = tick as f64 * 1024.0 / f64::from(sound_rate);
        if picture_at.min(sound_at) >= seconds {
            break;
        }
        // As it comes in RTMP: whole milliseconds.
        if picture_at <= sound_at {
            cutter.picture(
                (picture_at * 1000.0).round() as u64,
                0,
                frame % key_every == 0,
                Bytes::from_static(&[1]),
                &mut cuts,
            );
            frame += 1;
        } else {
            cutter.sound((sound_at * 1000.0).round() as u64, Bytes::from_static(&[2]), &mut cuts);
            tick += 1;
        }
    }
    cutter.finish(&mut cuts);
    (made(&cuts, Track::Picture, f64::from(VIDEO_TIMESCALE)), made(&cuts, Track::Sound, f64::from(sound_rate)))
}

#[test]
fn parts_fill_what_is_allowed_and_never_exceed_it() {
    for rate in [3.0, 4.0, 5.0, 7.0, 8.0, 10.0, 12.5, 15.0, 24.0, 25.0, 30_000.0 / 1001.0, 30.0, 50.0, 60.0] {
        for sound_rate in [44_100, 48_000] {
            let promise = Promise::fitting(2_000, (1000.0 / rate) as u64);
            let (pictures, sound) = promised(promise, rate, (rate * 2.0_f64).round() as usize, 20.0, sound_rate);
            kept(promise, &pictures);
            kept(promise, &sound);
        }
    }
}

/// Every part keeps the promise of its playlist: none is longer, and only the last of a segment much shorter.
fn kept(promise: Promise, made: &Made) {
    let target = f64::from(promise.part_ms) / 1000.0;
    for (_, _, parts) in &made.segments {
        let (last, full) = parts.split_last().unwrap();
        assert!(*last <= target + 0.000_01, "the last of {parts:?}, promised {target}");
        for part in full {
            assert!((0.85 * target..=target + 0.000_01).contains(part), "{part} of {parts:?}, promised {target}");
        }
    }
}

/// Sends pictures at these times, in milliseconds, each shown `shift` later.
fn pictures(times: &[u64], shift: i32) -> (Made, Vec<Cut>) {
    let mut cutter = Cutter::new(PROMISE, 0, Some(&picture_format()), None);
    let mut cuts = Vec::new();
    for (index, at) in times.iter().enumerate() {
        cutter.picture(*at, shift, index % 60 == 0, Bytes::from_static(&[1]), &mut cuts);
    }
    cutter.finish(&mut cuts);
    (made(&cuts, Track::Picture, f64::from(VIDEO_TIMESCALE)), cuts)
}

#[test]
fn pictures_that_an_encoder_left_out_make_no_part_too_short_or_too_long() {
    for left_out in 1..28_u64 {
        for begins in 40..52 {
            let times: Vec<u64> =
                (0..200).filter(|at| !(begins..begins + left_out).contains(at)).map(|at| at * 1000 / 30).collect();
            let (made, _) = pictures(&times, 0);
            kept(PROMISE, &made);
            let length: f64 = made.segments.iter().flat_map(|(_, _, parts)| parts).sum();
            assert!((6.6..6.7).contains(&length), "no time is lost: {length}");
        }
    }
}

#[test]
fn a_long_silence_of_the_pictures_moves_none_that_come_after_it() {
    let times: Vec<u64> = (0..200).map(|at| at * 1000 / 30 + if at > 90 { 4_000 } else { 0 }).collect();
    let (made, _) = pictures(&times, 0);
    let begins: Vec<u64> = made.segments.iter().map(|(_, begins, _)| begins / 90).collect();
    assert_eq!(begins, [0, 2_000, 7_033, 8_000, 10_000]);
}

#[test]
fn segments_begin_with_key_pictures_and_are_the_same_stretch_in_every_rendition() {
    let (pictures, sound) = sent(30.0, 60, 21.0, 48_000);
    assert!(pictures.keys.iter().all(|is_key| *is_key));
    assert_eq!(pictures.segments.len(), 11);
    assert_eq!(sound.segments.len(), pictures.segments.len());
    assert_eq!((pictures.closed, sound.closed), (11, 11));
    for ((number, begins, parts), (of_sound, sound_begins, _)) in pictures.segments.iter().zip(&sound.segments) {
        assert_eq!(number, of_sound);
        let apart = *begins as f64 / 90_000.0 - *sound_begins as f64 / 48_000.0;
        assert!(apart.abs() < 0.05, "{apart}");
        assert!(parts.iter().sum::<f64>() < 2.5);
    }
}

#[test]
fn a_session_without_key_pictures_for_long_keeps_its_promise_of_length() {
    let (pictures, _) = sent(30.0, 360, 24.0, 48_000);
    assert!(pictures.segments.iter().all(|(_, _, parts)| parts.iter().sum::<f64>() < 2.5));
}

#[test]
fn sound_that_stays_away_is_silence() {
    let mut cutter = Cutter::new(PROMISE, 0, Some(&picture_format()), Some(&sound_format(48_000)));
    let mut cuts = Vec::new();
    cutter.sound(0, Bytes::from_static(&[2]), &mut cuts);
    for frame in 0..300_u64 {
        cutter.picture(frame * 1000 / 30, 0, frame % 60 == 0, Bytes::from_static(&[1]), &mut cuts);
    }
    cutter.finish(&mut cuts);
    let (pictures, sound) = (made(&cuts, Track::Picture, 90_000.0), made(&cuts, Track::Sound, 48_000.0));
    assert_eq!(pictures.segments.len(), sound.segments.len());
    let heard: f64 = sound.segments.iter().flat_map(|(_, _, parts)| parts).sum();
    assert!(heard > 8.5, "{heard}");
    assert!(cutter.repaired > 300);
}

#[test]
fn pictures_that_stand_in_one_place_or_run_back_are_put_in_order() {
    let mut cutter = Cutter::new(PROMISE, 0, Some(&picture_format()), None);
    let mut cuts = Vec::new();
    for (index, at) in [0, 33, 33, 20, 66, 100, 133].into_iter().enumerate() {
        cutter.picture(at, 0, index == 0, Bytes::from_static(&[1]), &mut cuts);
    }
    cutter.finish(&mut cuts);
    assert_eq!(cutter.crowded, 2);
    let pictures = made(&cuts, Track::Picture, 90_000.0);
    let length: f64 = pictures.segments.iter().flat_map(|(_, _, parts)| parts).sum();
    assert!((0.13..0.2).contains(&length), "{length}");
}

#[test]
fn slides_that_change_every_second_get_longer_parts() {
    assert_eq!(Promise::fitting(2_000, 33), PROMISE);
    assert_eq!(Promise::fitting(2_000, 1_000).part_ms, 1_000);
    assert_eq!(Promise::fitting(4_000, 33).target_ms, 4_000);
    assert_eq!(Promise::fitting(12_000, 33).target_ms, 6_000);
}

proptest! {
    #[test]
    fn whatever_the_times_are_renditions_stay_even_and_time_runs_forward(
        steps in prop::collection::vec((any::<bool>(), 0_u64..400, any::<bool>()), 1..300),
    ) {
        let mut cutter = Cutter::new(PROMISE, 3, Some(&picture_format()), Some(&sound_format(44_100)));
        let mut cuts = Vec::new();
        let mut at = 0;
        cutter.picture(0, 0, true, Bytes::from_static(&[1]), &mut cuts);
        for (is_picture, step, is_key) in steps {
            at += step / 4;
            if is_picture {
                cutter.picture(at, 0, is_key, Bytes::from_static(&[1]), &mut cuts);
            } else {
                cutter.sound(at, Bytes::from_static(&[2]), &mut cuts);
            }
        }
        let next = cutter.finish(&mut cuts);
        let (pictures, sound) = (made(&cuts, Track::Picture, 90_000.0), made(&cuts, Track::Sound, 44_100.0));
        prop_assert_eq!(pictures.segments.len(), pictures.closed);
        prop_assert_eq!(pictures.segments.len(), sound.segments.len());
        prop_assert_eq!(next as usize, 3 + pictures.segments.len());
        for made in [&pictures, &sound] {
            let begins: Vec<u64> = made.segments.iter().map(|(_, begins, _)| *begins).collect();
            prop_assert!(begins.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(made.segments.iter().enumerate().all(|(index, (number, ..))| *number as usize == index + 3));
        }
    }
}
