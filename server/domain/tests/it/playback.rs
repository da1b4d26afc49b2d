//! Watching, and what is believed of it.

use crate::world::{World, on_both_databases};
use contract::{WatchId, devices::Device, playback::ProgressReport, sessions::Audience};
use domain::live::Ask;
use domain::{Error, playback, sessions};

fn batch(seq: u32, intervals: &[(f64, f64)], position: f64) -> ProgressReport {
    ProgressReport { seq, intervals: intervals.to_vec(), position, age_ms: 0, rate: 1.0 }
}

on_both_databases!(batches_in_any_order_and_twice_count_once, |world| {
    let (env, ana) = (&world.env, world.member("ana").await);
    let session = world.published_session("Yoga", 60).await;
    let watch = playback::open(env, &ana, session, Device::Computer).await.expect("opened").watch_id;
    world.pass(30);
    for report in [batch(1, &[(10.0, 20.0)], 20.0), batch(0, &[(0.0, 10.0)], 10.0), batch(1, &[(10.0, 20.0)], 20.0)] {
        playback::report(env, &ana, watch, &report).await.expect("kept");
    }
    let progress = playback::report(env, &ana, watch, &batch(2, &[(15.0, 25.0)], 25.0)).await.expect("kept");
    assert_eq!((progress.unique_s, progress.watched_s, progress.disputed_s), (25.0, 30.0, 0.0));
    assert!(!progress.completed);
});

on_both_databases!(seeking_to_the_end_completes_nothing_and_watching_does, |world| {
    let (env, ana) = (&world.env, world.member("ana").await);
    let session = world.published_session("Yoga", 60).await;
    let skipped = world.watch(&ana, session, &[(0.0, 1.0), (58.0, 60.0)]).await;
    assert_eq!((skipped.unique_s, skipped.completed), (3.0, false));
    let resumed = playback::open(env, &ana, session, Device::Computer).await.expect("opened");
    assert_eq!(resumed.resume_at, 0.0, "the end is no place to resume");
    let seen = world.watch(&ana, session, &[(1.0, 55.0)]).await;
    assert!(seen.completed, "{seen:?}");
});

on_both_databases!(an_hour_reported_in_ten_seconds_is_disputed, |world| {
    let (env, ana) = (&world.env, world.member("ana").await);
    let session = world.published_session("Marathon", 3600).await;
    let watch = playback::open(env, &ana, session, Device::Computer).await.expect("opened").watch_id;
    world.pass(10);
    let progress = playback::report(env, &ana, watch, &batch(0, &[(0.0, 3600.0)], 3600.0)).await.expect("kept");
    assert!(progress.unique_s <= 11.5, "{progress:?}");
    assert_eq!(progress.disputed_s, 3588.5);
    assert!(!progress.completed);
});

on_both_databases!(one_resumes_where_the_last_device_stopped, |world| {
    let (env, ana) = (&world.env, world.member("ana").await);
    let session = world.published_session("Yoga", 600).await;
    let phone = playback::open(env, &ana, session, Device::Phone).await.expect("opened").watch_id;
    world.pass(120);
    playback::report(env, &ana, phone, &batch(0, &[(0.0, 100.0)], 100.0)).await.expect("kept");
    let television = playback::open(env, &ana, session, Device::Television).await.expect("opened");
    assert_eq!(television.resume_at, 98.0);
    world.pass(120);
    playback::report(env, &ana, television.watch_id, &batch(0, &[(100.0, 200.0)], 200.0)).await.expect("kept");
    // The phone was offline; its report is about a time before the television's.
    let late = ProgressReport { age_ms: 200_000, ..batch(1, &[(0.0, 5.0)], 5.0) };
    playback::report(env, &ana, phone, &late).await.expect("kept");
    assert_eq!(playback::open(env, &ana, session, Device::Computer).await.expect("opened").resume_at, 198.0);
});

on_both_databases!(nobody_reports_for_another_or_nonsense, |world| {
    let (env, ana, ben) = (&world.env, world.member("ana").await, world.member("ben").await);
    let session = world.published_session("Yoga", 60).await;
    let watch = playback::open(env, &ana, session, Device::Computer).await.expect("opened").watch_id;
    assert!(matches!(playback::report(env, &ben, watch, &batch(0, &[(0.0, 1.0)], 1.0)).await, Err(Error::NotFound)));
    let unknown = WatchId(uuid::Uuid::nil());
    assert!(matches!(playback::report(env, &ana, unknown, &batch(0, &[], 0.0)).await, Err(Error::NotFound)));
    for intervals in [[(5.0, 1.0)], [(-3.0, 1.0)]] {
        let refused = playback::report(env, &ana, watch, &batch(0, &intervals, 1.0)).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{intervals:?}");
    }
    let honest = playback::report(env, &ana, watch, &batch(0, &[(0.0, 1.0)], 1.0)).await.expect("kept");
    assert_eq!(honest.unique_s, 1.0, "a refused batch leaves its number free");
});

async fn get(
    world: &World,
    who: &domain::accounts::SignedIn,
    url: &str,
) -> Result<playback::media::MediaAnswer, Error> {
    let (grant, rest) = url.strip_prefix("/media/").expect("a media address").split_once('/').expect("a grant");
    playback::media::serve(&world.env, who, grant, rest, Ask::default()).await
}

on_both_databases!(media_open_only_for_whom_they_were_granted, |world| {
    let (env, ana, ben) = (&world.env, world.member("ana").await, world.member("ben").await);
    let staff = world.staff().await;
    let session = world.published_session("Yoga", 60).await;
    let url = playback::open(env, &ana, session, Device::Computer).await.expect("opened").playlist_url;
    let playlist = get(&world, &ana, &url).await.expect("a playlist");
    assert!(String::from_utf8_lossy(&playlist.bytes).contains("v360/index.m3u8"));
    let folder = url.trim_end_matches("index.m3u8");
    for (file, bytes) in [("v360/init.mp4", "init"), ("v360/0.m4s", "segment0"), ("v360/1.m4s", "segment1")] {
        let answer = get(&world, &ana, &format!("{folder}{file}")).await.expect(file);
        assert_eq!(answer.bytes, bytes);
        assert!(answer.immutable);
    }
    for wrong in [
        "v360/2.m4s",
        "v360/-1.m4s",
        "v360/0.m4s/..",
        "v720/0.m4s",
        "../original",
        "pages/1.jpg",
        "document.pdf",
        "v360/%2e%2e",
    ] {
        assert!(matches!(get(&world, &ana, &format!("{folder}{wrong}")).await, Err(Error::NotFound)), "{wrong}");
    }
    assert!(matches!(get(&world, &ben, &url).await, Err(Error::NotFound)), "another member's grant");
    let forged = url.replace('A', "B");
    assert!(matches!(get(&world, &ana, &forged.replace("/media/", "/media/A")).await, Err(Error::NotFound)));

    sessions::unpublish(env, &staff, session).await.expect("taken out");
    assert!(matches!(get(&world, &ana, &url).await, Err(Error::NotFound)), "at once");
    assert!(matches!(playback::open(env, &ana, session, Device::Computer).await, Err(Error::NotFound)));
    sessions::publish(env, &staff, session).await.expect("back");
    get(&world, &ana, &url).await.expect("as before");
    world.pass(14 * 3600);
    assert!(matches!(get(&world, &ana, &url).await, Err(Error::NotFound)), "an evening is over");
});

on_both_databases!(the_poster_is_for_whoever_may_know_of_the_session, |world| {
    let (env, ana) = (&world.env, world.member("ana").await);
    let hidden = world.published_session("Yoga", 60).await;
    let open = world.published(world.item("Portes ouvertes").await, 60, Audience::Public).await;
    assert!(matches!(playback::poster(env, None, hidden, true).await, Err(Error::NotFound)));
    assert_eq!(playback::poster(env, None, open, true).await.expect("a picture"), "poster-small.jpg");
    assert_eq!(playback::poster(env, Some(&ana), hidden, false).await.expect("a picture"), "poster.jpg");
});
