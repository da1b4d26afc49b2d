//! Encoders that do what encoders do on bad days: the session lives on, or ends with a sentence, and what was sent is
//! its recording.

use crate::{
    film::{AT_44_1, Film, LARGER, MONO, Viewer, length, recorded, sends, timed},
    live::{announced, tag},
    world::{World, on_both_databases},
};
use contract::{
    SessionId,
    live_captions::NewLiveCaption,
    lives::{LiveState, LiveStatus, LiveTrouble},
};
use domain::{
    Environment,
    live::{self, Ask, Lives, Publication, Refused, Tag, TagKind, Unplayable},
};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// A session that is on air.
async fn on_air(world: &World) -> (SessionId, String, Publication) {
    let (session, key) = announced(world, 0).await;
    let publication = Publication::begin(&world.env, &key).await.expect("let in");
    (session, key, publication)
}

async fn studio(world: &World, session: SessionId) -> LiveStatus {
    live::studio(&world.env, &world.staff().await, session).await.expect("a state")
}

async fn troubles(world: &World, session: SessionId) -> Vec<LiveTrouble> {
    studio(world, session).await.ingest.expect("figures").troubles
}

/// Sends eight seconds one way and eight another, and says what a player sees, what is said of all of it then, and
/// how long what is kept is.
async fn changed(world: &World, before: &Film, after: &Film) -> (Viewer, String, [f64; 2]) {
    let (session, _, mut publication) = on_air(world).await;
    let mut viewer = Viewer::new(world, session).await;
    sends(&mut publication, before.set_up(0.0)).await;
    sends(&mut publication, before.tags(0.0, 7.0)).await;
    viewer.look(&world.env, false).await;
    sends(&mut publication, before.tags(7.0, 8.0)).await;
    sends(&mut publication, after.set_up(8.0)).await;
    for second in 8..16 {
        sends(&mut publication, after.tags(f64::from(second), f64::from(second + 1))).await;
        viewer.look(&world.env, second % 2 == 0).await;
    }
    viewer.is_even();
    let all = viewer.text(&world.env, "index.m3u8", Ask::default()).await;
    publication.leave().await;
    viewer.look(&world.env, false).await;
    assert_eq!(studio(world, session).await.state, LiveState::Interrupted, "it is waited for");
    // Another process, which knows of it only what is written down, says the same.
    let mut elsewhere = Viewer::new(world, session).await;
    let [pictures, sound] = recorded(world, session).await;
    let known = Environment { lives: Lives::default(), ..world.env.clone() };
    elsewhere.look(&known, false).await;
    elsewhere.is_even();
    assert_eq!(elsewhere.pictures.breaks(), viewer.pictures.breaks());
    assert!((elsewhere.sound.seconds() - viewer.sound.seconds()).abs() < 0.01);
    elsewhere.fetch_all(&known).await;
    (viewer, all, [length(&pictures), length(&sound)])
}

on_both_databases!(another_size_of_the_picture_begins_anew_in_every_rendition, |world| async move {
    let after = Film { record: LARGER, ..Film::default() };
    let (viewer, all, [pictures, sound]) = changed(&world, &Film::default(), &after).await;
    let set_up = Some("1.mp4".to_owned());
    assert_eq!(viewer.pictures.breaks(), [(4, set_up.clone())]);
    assert_eq!(viewer.sound.breaks(), [(4, set_up)]);
    assert!((pictures - 16.0).abs() < 0.1 && (sound - 16.0).abs() < 0.1, "{pictures} and {sound}");
    assert!(all.contains("RESOLUTION=960x720"), "{all}");
});

on_both_databases!(another_rate_of_the_sound_keeps_every_length, |world| async move {
    let after = Film { sound: AT_44_1, sound_rate: 44_100.0, ..Film::default() };
    let (viewer, _, [pictures, sound]) = changed(&world, &Film::default(), &after).await;
    assert_eq!(viewer.sound.breaks(), [(4, Some("1.mp4".to_owned()))]);
    assert!((pictures - 16.0).abs() < 0.1 && (sound - 16.0).abs() < 0.2, "{pictures} and {sound}");
});

#[tokio::test]
async fn one_channel_instead_of_two_is_heard() {
    let world = World::on_sqlite().await;
    let (viewer, _, [_, sound]) = changed(&world, &Film::default(), &Film { sound: MONO, ..Film::default() }).await;
    assert_eq!(viewer.sound.breaks().len(), 1);
    assert!((sound - 16.0).abs() < 0.2, "{sound}");
}

#[tokio::test]
async fn sound_in_another_codec_ends_with_a_sentence_and_the_session_waits() {
    let world = World::on_sqlite().await;
    let (session, key, mut publication) = on_air(&world).await;
    let film = Film::default();
    sends(&mut publication, film.set_up(0.0)).await;
    sends(&mut publication, film.tags(0.0, 6.0)).await;
    // MP3, as older programs send it.
    let refused = publication.take(&tag(TagKind::Audio, 6_000, &[&[0x2F, 1, 2, 3]])).await;
    assert_eq!(refused, Err(Unplayable::AudioCodec));
    publication.leave().await;
    let status = studio(&world, session).await;
    assert_eq!(status.state, LiveState::Interrupted);
    assert_eq!(status.ingest.expect("figures").troubles.last(), Some(&LiveTrouble::SoundRefused));
    // Set right, it goes on.
    let mut publication = Publication::begin(&world.env, &key).await.expect("let in again");
    sends(&mut publication, film.set_up(0.0)).await;
    sends(&mut publication, film.tags(0.0, 6.0)).await;
    let status = studio(&world, session).await;
    assert_eq!(status.state, LiveState::Live);
    assert!(!status.ingest.expect("figures").troubles.contains(&LiveTrouble::SoundRefused));
    publication.leave().await;
    let [pictures, sound] = recorded(&world, session).await;
    assert!((length(&pictures) - 12.0).abs() < 0.2 && (length(&sound) - 12.0).abs() < 0.2);
}

#[tokio::test]
async fn a_camera_that_is_gone_when_the_encoder_comes_back_is_named() {
    let world = World::on_sqlite().await;
    let (session, key, mut publication) = on_air(&world).await;
    let film = Film::default();
    sends(&mut publication, film.set_up(0.0)).await;
    sends(&mut publication, film.tags(0.0, 6.0)).await;
    publication.leave().await;
    let mut publication = Publication::begin(&world.env, &key).await.expect("let in again");
    sends(&mut publication, film.set_up(0.0).into_iter().skip(1)).await;
    let heard = film.tags(0.0, 4.0).into_iter().filter(|tag| tag.kind == TagKind::Audio);
    let mut refused = None;
    for tag in heard {
        refused = refused.or(publication.take(&tag).await.err());
    }
    assert_eq!(refused, Some(Unplayable::NoPicture));
    publication.leave().await;
    assert!(troubles(&world, session).await.contains(&LiveTrouble::PictureMissing));
}

/// Sends this, looks at every second, and says what was kept.
async fn kept(world: &World, film: &Film, seconds: u32, change: impl Fn(Vec<Tag>) -> Vec<Tag>) -> (Viewer, [f64; 2]) {
    let (session, _, mut publication) = on_air(world).await;
    let mut viewer = Viewer::new(world, session).await;
    sends(&mut publication, change(film.set_up(0.0).to_vec())).await;
    for second in 0..seconds {
        sends(&mut publication, change(film.tags(f64::from(second), f64::from(second + 1)))).await;
        if second > 13 {
            viewer.look(&world.env, second % 2 == 0).await;
        }
    }
    viewer.is_even();
    publication.leave().await;
    let [pictures, sound] = recorded(world, session).await;
    (viewer, [length(&pictures), length(&sound)])
}

#[tokio::test]
async fn pictures_that_come_when_they_like_stay_within_what_was_promised() {
    let world = World::on_sqlite().await;
    // A telephone in a dim room: two of three pictures are left out, now these, now those.
    let dim = |tags: Vec<Tag>| -> Vec<Tag> {
        let is_left_out = |at_ms: u32| (at_ms / 33) % 3 != at_ms / 700 % 3 && !(at_ms / 33).is_multiple_of(30);
        tags.into_iter()
            .filter(|tag| {
                tag.kind == TagKind::Audio || tag.body[1] == 0 || tag.body[0] == 0x17 || !is_left_out(tag.at_ms)
            })
            .collect()
    };
    let (viewer, [pictures, sound]) = kept(&world, &Film::default(), 30, dim).await;
    assert_eq!(viewer.pictures.breaks(), []);
    assert!((pictures - 30.0).abs() < 0.3 && (sound - 30.0).abs() < 0.1, "{pictures} and {sound}");
}

#[tokio::test]
async fn pictures_out_of_order_are_shown_in_order() {
    let world = World::on_sqlite().await;
    let (session, _, mut publication) = on_air(&world).await;
    let film = Film { reordered: true, ..Film::default() };
    let mut viewer = Viewer::new(&world, session).await;
    sends(&mut publication, film.set_up(0.0)).await;
    sends(&mut publication, film.tags(0.0, 12.0)).await;
    viewer.look(&world.env, false).await;
    viewer.is_even();
    publication.leave().await;
    let [pictures, _] = recorded(&world, session).await;
    assert_eq!(pictures.len(), 360);
    let mut shown: Vec<f64> = pictures.iter().map(|frame| frame.shown).collect();
    shown.sort_by(f64::total_cmp);
    // The last one waits for those before it, which nobody sends any more.
    shown.pop();
    for pair in shown.windows(2) {
        assert!((0.031..0.036).contains(&(pair[1] - pair[0])), "one picture after the other: {pair:?}");
    }
}

#[tokio::test]
async fn a_clock_that_steps_back_a_little_costs_no_more_than_that() {
    let world = World::on_sqlite().await;
    // A fifth of a second back, every other second; in all it runs on.
    let uneven = |tags| timed(tags, |at_ms| at_ms - if (at_ms / 1000) % 2 == 1 { 200 } else { 0 });
    let (viewer, [pictures, sound]) = kept(&world, &Film::default(), 20, uneven).await;
    assert_eq!(viewer.pictures.breaks(), []);
    assert!((pictures - 20.0).abs() < 0.5 && (sound - 20.0).abs() < 0.5, "{pictures} and {sound}");
}

#[tokio::test]
async fn a_clock_that_is_set_by_hours_begins_anew_and_one_that_runs_over_goes_on() {
    let world = World::on_sqlite().await;
    for step_ms in [3 * 3_600_000_i64, -3 * 3_600_000, 30 * 24 * 3_600_000] {
        let set = |tags| {
            timed(tags, |at_ms| (i64::from(at_ms) + 20_000_000 + if at_ms >= 15_500 { step_ms } else { 0 }) as u32)
        };
        let (viewer, [pictures, sound]) = kept(&world, &Film::default(), 24, set).await;
        assert_eq!(viewer.pictures.breaks().len(), 1, "{step_ms}");
        assert_eq!(viewer.sound.breaks().len(), 1, "{step_ms}");
        // Half a second passes until one can begin again with a key picture.
        assert!((pictures - 24.0).abs() < 0.6 && (sound - 24.0).abs() < 0.6, "{step_ms}: {pictures} and {sound}");
    }
    let over = |tags| timed(tags, |at_ms| at_ms.wrapping_add(u32::MAX - 17_000));
    let (viewer, [pictures, _]) = kept(&world, &Film::default(), 24, over).await;
    assert_eq!(viewer.pictures.breaks(), []);
    assert!((pictures - 24.0).abs() < 0.1, "{pictures}");
}

#[tokio::test]
async fn key_pictures_far_apart_are_cut_between_and_said_to_be() {
    let world = World::on_sqlite().await;
    let (session, _, mut publication) = on_air(&world).await;
    let film = Film { key_s: 12.0, ..Film::default() };
    let mut viewer = Viewer::new(&world, session).await;
    sends(&mut publication, film.set_up(0.0)).await;
    for second in 0..50 {
        sends(&mut publication, film.tags(f64::from(second), f64::from(second + 1))).await;
        if second > 7 {
            viewer.look(&world.env, second % 2 == 0).await;
        }
    }
    viewer.is_even();
    assert_eq!(viewer.pictures.breaks(), []);
    let all = viewer.text(&world.env, "index.m3u8", Ask::default()).await;
    assert!(!all.contains("INDEPENDENT-SEGMENTS"), "one cannot begin with every segment: {all}");
    assert!(troubles(&world, session).await.contains(&LiveTrouble::KeyframesFar));
    publication.leave().await;
    let [pictures, sound] = recorded(&world, session).await;
    assert!((length(&pictures) - 50.0).abs() < 0.1 && (length(&sound) - 50.0).abs() < 0.1);

    let (session, _, mut publication) = on_air(&world).await;
    let usual = Film::default();
    sends(&mut publication, usual.set_up(0.0)).await;
    sends(&mut publication, usual.tags(0.0, 6.0)).await;
    let viewer = Viewer::new(&world, session).await;
    let all = viewer.text(&world.env, "index.m3u8", Ask::default()).await;
    assert!(all.contains("#EXT-X-INDEPENDENT-SEGMENTS\n"), "{all}");
    assert!(!troubles(&world, session).await.contains(&LiveTrouble::KeyframesFar));
    // An encoder may set them further apart later: whoever comes then is told so.
    sends(&mut publication, Film { key_s: 3600.0, ..usual }.tags(6.0, 12.0)).await;
    let all = viewer.text(&world.env, "index.m3u8", Ask::default()).await;
    assert!(!all.contains("INDEPENDENT-SEGMENTS"), "{all}");
    publication.leave().await;
}

#[tokio::test]
async fn an_encoder_that_stalls_for_four_seconds_every_minute_is_one_session() {
    const MINUTES: u32 = 10;
    let world = World::on_sqlite().await;
    let (session, _, mut publication) = on_air(&world).await;
    let film = Film { rate: 15.0, ..Film::default() };
    let mut viewer = Viewer::new(&world, session).await;
    sends(&mut publication, film.set_up(0.0)).await;
    for minute in 0..MINUTES {
        let from = f64::from(minute * 60);
        sends(&mut publication, film.tags(from, from + 28.0)).await;
        viewer.look(&world.env, false).await;
        sends(&mut publication, film.tags(from + 28.0, from + 56.0)).await;
        viewer.look(&world.env, false).await;
    }
    viewer.is_even();
    assert_eq!(viewer.pictures.breaks().len(), 9, "once for every stall");
    assert!(!troubles(&world, session).await.contains(&LiveTrouble::ClockBackwards));
    publication.leave().await;
    let [pictures, sound] = recorded(&world, session).await;
    let sent = f64::from(MINUTES * 56);
    assert!((length(&pictures) - sent).abs() < 1.0 && (length(&sound) - sent).abs() < 1.0);
}

on_both_databases!(a_second_encoder_with_the_right_key_is_let_in_and_the_teacher_is_told, |world| async move {
    let (session, key, mut first) = on_air(&world).await;
    let film = Film::default();
    sends(&mut first, film.set_up(0.0)).await;
    sends(&mut first, film.tags(0.0, 5.0)).await;
    assert!(!troubles(&world, session).await.contains(&LiveTrouble::TwoEncoders));
    // The first one is let go, and the second takes its turn.
    let stopped = first.stopped();
    let leaving = tokio::spawn(async move {
        stopped.cancelled().await;
        first.leave().await;
    });
    let mut second = Publication::begin(&world.env, &key).await.expect("let in");
    leaving.await.expect("let go");
    sends(&mut second, film.set_up(0.0)).await;
    sends(&mut second, film.tags(0.0, 5.0)).await;
    let status = studio(&world, session).await;
    assert_eq!(status.state, LiveState::Live);
    assert!(status.ingest.expect("figures").troubles.contains(&LiveTrouble::TwoEncoders));

    // A new key: who has the old one is let go, and not let in again.
    let stopped = second.stopped();
    let new = live::issue_key(&world.env, &world.staff().await, session).await.expect("a key").key;
    assert!(stopped.is_cancelled());
    second.leave().await;
    assert_eq!(Publication::begin(&world.env, &key).await.err(), Some(Refused::UnknownKey));
    let mut teacher = Publication::begin(&world.env, &new).await.expect("let in");
    sends(&mut teacher, film.set_up(0.0)).await;
    sends(&mut teacher, film.tags(0.0, 5.0)).await;
    assert!(!troubles(&world, session).await.contains(&LiveTrouble::TwoEncoders), "it is settled");
    teacher.leave().await;
    // Whoever comes back after a while away is no second one.
    let back = Publication::begin(&world.env, &new).await.expect("let in");
    assert!(!troubles(&world, session).await.contains(&LiveTrouble::TwoEncoders));
    back.leave().await;
    let [pictures, sound] = recorded(&world, session).await;
    assert!((length(&pictures) - 15.0).abs() < 0.3 && (length(&sound) - 15.0).abs() < 0.3);
});

on_both_databases!(a_clock_of_this_machine_that_is_set_moves_nothing, |world| async move {
    for forth in [false, true] {
        let set = || if forth { world.clock.advance(HOUR) } else { world.clock.set_back(HOUR) };
        let (session, key, mut publication) = on_air(&world).await;
        let film = Film::default();
        let mut viewer = Viewer::new(&world, session).await;
        sends(&mut publication, film.set_up(0.0)).await;
        sends(&mut publication, film.tags(0.0, 7.0)).await;
        viewer.look(&world.env, false).await;
        set();
        sends(&mut publication, film.tags(7.0, 15.0)).await;
        viewer.look(&world.env, true).await;
        assert_eq!(viewer.pictures.breaks(), [], "what is sent goes on");
        assert_eq!(studio(&world, session).await.state, LiveState::Live);
        // What is typed now is read now.
        let staff = world.staff().await;
        let desk = live::captions::desk(&world.env, &staff, session).await.expect("a desk");
        let line = NewLiveCaption { language: "fr".into(), text: "Soufflez".into() };
        let said = live::captions::say(&world.env, desk, &line).await.expect("written").said_ms;
        assert!((8_000..15_000).contains(&said), "{said}");
        // The encoder comes back under the clock as it is now.
        publication.leave().await;
        let mut publication = Publication::begin(&world.env, &key).await.expect("let in again");
        sends(&mut publication, film.set_up(0.0)).await;
        sends(&mut publication, film.tags(0.0, 5.0)).await;
        viewer.look(&world.env, true).await;
        viewer.is_even();
        assert_eq!(viewer.pictures.breaks().len(), 1);
        publication.leave().await;
        let [pictures, sound] = recorded(&world, session).await;
        assert!((length(&pictures) - 20.0).abs() < 0.2 && (length(&sound) - 20.0).abs() < 0.2);
        if forth {
            world.clock.set_back(HOUR);
        } else {
            world.clock.advance(HOUR);
        }
    }
});
