//! A class of four hours, cut and offered as fast as that goes: what players are told stays lawful, and what stays
//! in memory does not grow by more than a line and a row for every segment.

use super::{
    broadcast::{Broadcast, Offered, Segment},
    cutter::{Cutter, Promise, Track},
    format::{Format, VIDEO_TIMESCALE},
    lawful::{self, Rules},
};
use bytes::Bytes;
use contract::SessionId;

const SECONDS: u64 = 4 * 3600;
const RATE: u64 = 30;
const SOUND_RATE: u64 = 48_000;
const FRAME: u64 = 1024;
/// What one segment of one rendition may cost for as long as the session lasts, in bytes: its line of the playlist
/// and its row. Two seconds each, two renditions: a megabyte and a half an hour.
const KEPT_OF_EACH: usize = 400;
/// Whoever asks for what is new is told so much at most, in bytes.
const NEWS: usize = 6_000;

fn format(track: Track) -> Format {
    let timescale = if track == Track::Sound { SOUND_RATE as u32 } else { VIDEO_TIMESCALE };
    let silence = (track == Track::Sound).then(|| Bytes::from_static(&[0]));
    Format {
        codecs: String::new(),
        size: None,
        frame_rate: None,
        timescale,
        frame_ticks: FRAME as u32,
        silence,
        init: Bytes::new(),
    }
}

/// What the memory holds of the media of one rendition, and of everything else, in bytes.
fn held(broadcast: &Broadcast, track: Track) -> (usize, usize) {
    let offered = broadcast.offered.read();
    let rendition = offered.renditions.iter().find(|rendition| rendition.track == track).unwrap();
    let of = |segment: &Segment| match &segment.bytes {
        Some(bytes) => bytes.len(),
        None => segment.parts.iter().map(|part| part.bytes.len()).sum(),
    };
    let parts: usize = rendition.segments.iter().map(|segment| segment.parts.capacity()).sum();
    let rows = rendition.segments.len() * size_of::<Segment>() + parts * 64;
    (rendition.segments.iter().map(of).sum(), rows + rendition.history.len())
}

#[test]
fn four_hours_stay_lawful_and_small() {
    let promise = Promise::fitting(2_000, 1000 / RATE);
    let (picture, sound) = (format(Track::Picture), format(Track::Sound));
    let broadcast = Broadcast::new(SessionId(uuid::Uuid::nil()), Offered::default());
    broadcast.begin(promise, 1, [Some(&picture), Some(&sound), None]);
    let mut cutter = Cutter::new(promise, 0, Some(&picture), Some(&sound));
    let tracks = [Track::Picture, Track::Sound];
    let mut rules = [Rules::new("pictures"), Rules::new("sound")];
    let clock = |media_ms| 1_795_262_400_000 + i64::try_from(media_ms).unwrap();
    let text = |track, short| String::from_utf8(broadcast.playlist(track, short).unwrap().plain.to_vec()).unwrap();
    let (mut shown, mut heard, mut cuts) = (0, 0, Vec::new());
    let mut next_look = 1_000;
    let (mut early, mut late) = (0, 0);
    while shown < SECONDS * RATE {
        let (shown_at, heard_at) = (shown * 1000 / RATE, heard * FRAME * 1000 / SOUND_RATE);
        if shown_at <= heard_at {
            cutter.picture(shown_at, 0, shown % (2 * RATE) == 0, Bytes::from_static(&[1; 16]), &mut cuts);
            shown += 1;
        } else {
            cutter.sound(heard_at, Bytes::from_static(&[2; 16]), &mut cuts);
            heard += 1;
        }
        let is_news = !cuts.is_empty();
        broadcast.apply(&cuts, clock);
        cuts.clear();
        // For a minute of every hour, whoever waits for every part; else, who looks every ten seconds.
        if !is_news || (shown_at < next_look && shown_at % 3_600_000 > 60_000) {
            continue;
        }
        next_look = shown_at + 10_000;
        for (track, rules) in tracks.into_iter().zip(&mut rules) {
            let is_known = !rules.segments.is_empty();
            let news = text(track, is_known);
            assert!(news.len() < NEWS, "{} bytes of news: {news}", news.len());
            rules.read(&news);
        }
        if shown_at % 3_600_000 < 1_000 {
            // What was told bit by bit is what is told at once.
            for (track, rules) in tracks.into_iter().zip(&rules) {
                let same = |(one, other): (&lawful::Segment, &lawful::Segment)| {
                    (&one.uri, one.seconds, one.at_ms) == (&other.uri, other.seconds, other.at_ms)
                };
                let all = lawful::read(&text(track, false));
                assert_eq!(all.segments.len(), rules.segments.len());
                assert!(all.segments.iter().zip(&rules.segments).all(same));
            }
        }
        let most = if shown_at < 60_000 { &mut early } else { &mut late };
        *most = held(&broadcast, Track::Picture).0.max(*most);
    }
    cutter.finish(&mut cuts);
    broadcast.apply(&cuts, clock);
    assert!(late <= early, "{late} bytes of the media stay in memory late, {early} early");
    for (track, rules) in tracks.into_iter().zip(&mut rules) {
        rules.read(&text(track, true));
        let (_, rest) = held(&broadcast, track);
        let each = rest / rules.segments.len();
        assert!(each < KEPT_OF_EACH, "{each} bytes of each segment");
    }
    broadcast.end();
    for (track, rules) in tracks.into_iter().zip(&mut rules) {
        let last = rules.read(&text(track, false));
        assert!(last.is_over && last.segments.len() == rules.segments.len());
        assert!((rules.seconds() - SECONDS as f64).abs() < 0.1, "{}", rules.seconds());
        assert_eq!(rules.breaks(), []);
    }
}
