//! Live sessions as the domain knows them, sent tag by tag: announced, rehearsed, interrupted, taken up
//! after a crash, kept while the store is away, and made a recording of.

use crate::world::{World, on_both_databases};
use bytes::Bytes;
use contract::{
    SessionId,
    devices::Device,
    lives::{Announcement, LiveChange, LiveState},
};
use domain::{
    Error, jobs,
    live::{self, Ask, Publication, Refused, Tag, TagKind},
    playback,
};
use std::time::Duration;

/// How x264 describes a picture of 640x360, and AAC-LC of two channels at 48 kHz.
pub const RECORD: &[u8] = &[
    1, 0x64, 0x00, 0x1E, 0xFF, 0xE1, 0, 26, 0x67, 0x64, 0x00, 0x1E, 0xAC, 0xD9, 0x40, 0xA0, 0x2F, 0xF9, 0x70, 0x11,
    0x00, 0x00, 0x03, 0x00, 0x01, 0x00, 0x00, 0x03, 0x00, 0x3C, 0x0F, 0x16, 0x2D, 0x96, 1, 0, 6, 0x68, 0xEB, 0xE3,
    0xCB, 0x22, 0xC0,
];
pub const SOUND: &[u8] = &[0x11, 0x90];

pub fn tag(kind: TagKind, at_ms: u32, body: &[&[u8]]) -> Tag {
    Tag { kind, at_ms, body: Bytes::from(body.concat()) }
}

/// Sends so many seconds of pictures and sound, as an encoder does that starts its clock at `from_ms`.
pub async fn send(publication: &mut Publication, from_ms: u32, seconds: u32) {
    let take = async |publication: &mut Publication, tag: Tag| publication.take(&tag).await.expect("taken");
    take(publication, tag(TagKind::Video, from_ms, &[&[0x17, 0, 0, 0, 0], RECORD])).await;
    take(publication, tag(TagKind::Audio, from_ms, &[&[0xAF, 0], SOUND])).await;
    let (mut picture, mut sound) = (0_u32, 0_u32);
    while picture < seconds * 30 {
        let (shown, heard) = (picture * 1000 / 30, sound * 1024 / 48);
        if shown <= heard {
            let first = if picture % 60 == 0 { 0x17 } else { 0x27 };
            take(publication, tag(TagKind::Video, from_ms + shown, &[&[first, 1, 0, 0, 0], &[7; 400]])).await;
            picture += 1;
        } else {
            take(publication, tag(TagKind::Audio, from_ms + heard, &[&[0xAF, 1], &[8; 60]])).await;
            sound += 1;
        }
    }
}

fn announcement(world: &World, minutes_from_now: i64, weeks: u32) -> Announcement {
    let zone = jiff::tz::TimeZone::get(contract::lives::ZONE).expect("a zone");
    let at = (world.env.clock.now() + jiff::SignedDuration::from_mins(minutes_from_now)).to_zoned(zone);
    let (date, time) = (at.strftime("%Y-%m-%d").to_string(), at.strftime("%H:%M").to_string());
    Announcement { date, time, minutes: 45, weeks, public: true, replay: true }
}

pub async fn announced(world: &World, minutes_from_now: i64) -> (SessionId, String) {
    let staff = world.staff().await;
    let item = world.item("Cardio en direct").await;
    let what = announcement(world, minutes_from_now, 1);
    let session = live::announce_sessions(&world.env, &staff, item, &what).await.expect("announced")[0];
    let key = live::issue_key(&world.env, &staff, session).await.expect("a key").key;
    (session, key)
}

async fn state(world: &World, session: SessionId) -> LiveState {
    live::studio(&world.env, &world.staff().await, session).await.expect("a state").state
}

/// What a member is given for an address of the session's media.
pub async fn media(world: &World, session: SessionId, rest: &str) -> Result<String, Error> {
    let ana = world.member("ana").await;
    let grant = playback::grant(&world.env, &ana, session);
    let answer = playback::media::serve(&world.env, &ana, &grant, rest, Ask::default()).await?;
    Ok(String::from_utf8_lossy(&answer.bytes).into_owned())
}

pub fn count(list: &str, what: &str) -> usize {
    list.lines().filter(|line| line.starts_with(what)).count()
}

/// Waits until what was sent lies in the store.
pub async fn stored(world: &World, session: SessionId) {
    let staff = world.staff().await;
    for _ in 0..200 {
        let spooled = std::fs::read_dir(world.env.settings.spool.join(session.to_string())).map_or(0, Iterator::count);
        if spooled == 0 {
            return;
        }
        let _ = live::studio(&world.env, &staff, session).await;
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("something still waits on the disk");
}

on_both_databases!(a_session_is_announced_sent_and_becomes_a_recording, |world| async move {
    let (session, key) = announced(&world, 0).await;
    let ana = world.member("ana").await;
    assert!(matches!(
        playback::open(&world.env, &ana, session, Device::Computer).await,
        Err(Error::Conflict("not_begun"))
    ));
    let mut publication = Publication::begin(&world.env, &key).await.expect("let in");
    send(&mut publication, 90_000, 9).await;
    assert_eq!(state(&world, session).await, LiveState::Live);
    let opened = playback::open(&world.env, &ana, session, Device::Computer).await.expect("opened");
    assert!(opened.live);
    let list = media(&world, session, "live/v/index.m3u8").await.expect("a playlist");
    assert_eq!(count(&list, "#EXTINF:2.00000"), 4, "{list}");
    assert_eq!(live::status(&world.env, &ana, session).await.expect("a state").viewers, 1);

    publication.leave().await;
    assert_eq!(state(&world, session).await, LiveState::Interrupted);
    // Sixty seconds later it goes on where it was.
    let mut publication = Publication::begin(&world.env, &key).await.expect("let in again");
    send(&mut publication, 0, 5).await;
    let list = media(&world, session, "live/a/index.m3u8").await.expect("a playlist");
    assert_eq!(count(&list, "#EXT-X-DISCONTINUITY"), 2, "its sequence, and the place: {list}");
    publication.leave().await;

    let staff = world.staff().await;
    assert_eq!(live::end(&world.env, &staff, session).await.expect("ended").state, LiveState::Ended);
    assert!(matches!(live::end(&world.env, &staff, session).await, Err(Error::Conflict("live_over"))));
    assert!(matches!(Publication::begin(&world.env, &key).await, Err(Refused::UnknownKey)));
    let list = media(&world, session, "live/v/index.m3u8").await.expect("a playlist");
    assert!(list.ends_with("#EXT-X-ENDLIST\n"), "{list}");
    stored(&world, session).await;
    jobs::run_pending(&world.env).await.expect("jobs");
    assert_eq!(state(&world, session).await, LiveState::Replay);
    assert!(!playback::open(&world.env, &ana, session, Device::Computer).await.expect("opened").live);
    // Whoever was watching goes on with the addresses that they had.
    assert!(media(&world, session, "live/v/1-0.m4s").await.is_ok());
});

on_both_databases!(a_crash_costs_the_part_under_way_and_nothing_else, |world| async move {
    let (session, key) = announced(&world, 0).await;
    let mut publication = Publication::begin(&world.env, &key).await.expect("let in");
    send(&mut publication, 0, 9).await;
    let before = media(&world, session, "live/v/index.m3u8").await.expect("a playlist");
    // The process is gone: nothing is ended, nothing is said.
    std::mem::forget(publication);
    let mut after = world;
    after.env.lives = live::Lives::default();
    let mut publication = Publication::begin(&after.env, &key).await.expect("let in again");
    send(&mut publication, 0, 5).await;
    let list = media(&after, session, "live/v/index.m3u8").await.expect("a playlist");
    let listed = |list: &str| list.lines().filter(|line| line.starts_with("1-")).count();
    // What was a part of an open segment then is a short segment now.
    assert_eq!(listed(&list), listed(&before) + 1, "{list}");
    assert_eq!(count(&list, "#EXT-X-DISCONTINUITY\n".trim()), 2, "{list}");
    let last = list.lines().rfind(|line| line.starts_with("1-")).expect("a segment");
    assert!(media(&after, session, &format!("live/v/{last}")).await.is_ok());
    publication.leave().await;
});

on_both_databases!(what_is_early_is_a_rehearsal_that_only_staff_see, |world| async move {
    let (session, key) = announced(&world, 45).await;
    let staff = world.staff().await;
    let watchable = async || live::studio(&world.env, &staff, session).await.expect("a state").ingest.expect("figures");
    let preview = async || live::preview(&world.env, &staff, session, "index.m3u8", Ask::default()).await.is_ok();
    assert_eq!((watchable().await.is_watchable, preview().await), (false, false));
    let mut publication = Publication::begin(&world.env, &key).await.expect("let in");
    let ingest = watchable().await;
    assert_eq!((ingest.connected, ingest.is_watchable, preview().await), (true, false, false), "nothing has come yet");
    send(&mut publication, 0, 5).await;
    assert_eq!((watchable().await.is_watchable, preview().await), (true, true));
    let status = live::studio(&world.env, &staff, session).await.expect("a state");
    assert_eq!((status.state, status.ingest.expect("figures").is_rehearsal), (LiveState::Scheduled, true));
    assert!(matches!(media(&world, session, "live/v/index.m3u8").await, Err(Error::NotFound)));
    assert!(live::preview(&world.env, &staff, session, "live/v/index.m3u8", Ask::default()).await.is_ok());

    live::go_on_air(&world.env, &staff, session).await.expect("on air");
    send(&mut publication, 5_000, 5).await;
    assert_eq!(state(&world, session).await, LiveState::Live);
    let list = media(&world, session, "live/v/index.m3u8").await.expect("a playlist");
    assert_eq!(count(&list, "#EXTINF"), 2, "nothing of the rehearsal: {list}");
    assert!(list.contains("1-0.m4s"), "{list}");
    publication.leave().await;
});

on_both_databases!(a_key_opens_its_session_at_its_time, |world| async move {
    let staff = world.staff().await;
    let (session, first) = announced(&world, 3 * 60).await;
    let second = live::issue_key(&world.env, &staff, session).await.expect("a key").key;
    let refused = async |key: &str| Publication::begin(&world.env, key).await.err();
    assert_eq!(refused(&first).await, Some(Refused::UnknownKey));
    assert_eq!(refused(&second).await, Some(Refused::TooEarly));
    assert_eq!(refused("").await, Some(Refused::UnknownKey));
    let cancel = LiveChange { cancelled: Some(true), ..LiveChange::default() };
    live::change(&world.env, &staff, session, &cancel).await.expect("cancelled");
    assert_eq!(refused(&second).await, Some(Refused::Cancelled));
    let again = LiveChange { cancelled: Some(false), substitute: Some("Léa".into()), ..LiveChange::default() };
    let status = live::change(&world.env, &staff, session, &again).await.expect("reinstated");
    assert_eq!((status.state, status.substitute.as_deref()), (LiveState::Scheduled, Some("Léa")));
    world.pass(12 * 3600);
    assert_eq!(refused(&second).await, Some(Refused::Over));
});

on_both_databases!(classes_repeat_and_are_listed_in_the_order_of_time, |world| async move {
    let staff = world.staff().await;
    let item = world.item("Yoga").await;
    let what = announcement(&world, 24 * 60, 3);
    let made = live::announce_sessions(&world.env, &staff, item, &what).await.expect("announced");
    let lines = live::list(&world.env, &staff, Some(item)).await.expect("a list");
    assert_eq!(lines.iter().map(|line| line.session_id).collect::<Vec<_>>(), made);
    assert!(lines.iter().all(|line| line.is_published && line.note.state == LiveState::Scheduled));
    let shown = domain::catalogue::lives(&world.env, None).await.expect("a list");
    assert_eq!(shown.len(), 3, "anybody may know of them");

    // Long afterwards they fill no list any more, and are still known to have been broadcast.
    world.pass(90 * 24 * 3600);
    assert_eq!(live::list(&world.env, &staff, Some(item)).await.expect("a list"), []);
    let known = live::of_item(&world.env, &staff, item).await.expect("a list");
    assert_eq!(known.iter().rev().map(|line| line.session_id).collect::<Vec<_>>(), made);
    assert_eq!(live::line_of(&world.env, &staff, made[0]).await.expect("its studio").session_id, made[0]);
});
