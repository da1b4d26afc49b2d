//! Some of a recording is cut away, and put back.

use crate::world::on_both_databases;
use contract::{captions::CaptionKind, devices::Device};
use domain::live::Ask;
use domain::{Error, captions, catalogue, jobs, playback, recordings};
use futures::TryStreamExt;
use object_store::ObjectStore;

const SAID: &str = "WEBVTT\n\n00:01.000 --> 00:03.000\nAvant\n\n00:31.000 --> 00:33.000\nDedans\n";

on_both_databases!(what_is_cut_away_is_not_shown_and_can_be_put_back, |world| {
    let (env, staff, ana) = (&world.env, &world.staff().await, &world.member("ana").await);
    let session = world.published_session("Yoga", 90).await;
    let id = catalogue::entry(env, Some(ana), session).await.expect("an entry").recording_id.expect("a recording");
    captions::put(env, staff, id, "fr", CaptionKind::Subtitles, SAID).await.expect("taken in");
    let opened = async || playback::open(env, ana, session, Device::Computer).await.expect("opened");
    let grant = opened().await.playlist_url.split('/').nth(2).expect("a grant").to_owned();
    let read = async |rest: &str| {
        let answer = playback::media::serve(env, ana, &grant, rest, Ask::default()).await?;
        Ok::<_, Error>(String::from_utf8(answer.bytes.to_vec()).expect("text"))
    };
    let text = async || captions::text(env, staff, id, "fr", CaptionKind::Subtitles).await.expect("a text");

    for (parts, code) in [(vec![], "no_parts"), (vec![(0, 90_000)], "all_of_it"), (vec![(0, 99_000)], "after_the_end")]
    {
        match recordings::cut(env, staff, id, parts).await {
            Err(Error::Invalid(problems)) => assert_eq!(problems[0].code, code),
            other => panic!("{code}: {other:?}"),
        }
    }
    let nothing = recordings::put_back(env, staff, id).await;
    assert!(matches!(nothing, Err(Error::Conflict("not_cut"))), "{nothing:?}");

    recordings::cut(env, staff, id, vec![(30_000, 50_000), (60_000, 70_000)]).await.expect("planned");
    assert!((opened().await.duration_s - 90.0).abs() < 0.01, "what there is is shown until the cut is ready");
    jobs::run_pending(env).await.expect("jobs");
    assert!((opened().await.duration_s - 30.0).abs() < 0.01);
    let list = read("index.m3u8").await.expect("a playlist");
    let variant = list.lines().find(|line| line.starts_with("v360-")).expect("a rendition").to_owned();
    assert!(!list.contains("\nv360/"), "{list}");
    read(&variant.replace("index.m3u8", "0.m4s")).await.expect("what is kept");
    assert!(matches!(read("v360/0.m4s").await, Err(Error::NotFound)), "what was cut away is nobody's but staff's");
    let whole = playback::media::preview(env, staff, id, "whole.m3u8").await.expect("all of it");
    assert!(String::from_utf8_lossy(&whole.bytes).contains("\nv360/index.m3u8"));
    assert!(text().await.contains("00:00:01.000 --> 00:00:03.000\nDedans") && !text().await.contains("Avant"));

    // What is corrected meanwhile is corrected at its place in the whole.
    let corrected = "WEBVTT\n\n00:01.500 --> 00:03.000\nCorrigé\n";
    captions::put(env, staff, id, "fr", CaptionKind::Subtitles, corrected).await.expect("corrected");
    // A second cut is of all of it too.
    recordings::cut(env, staff, id, vec![(0, 40_000)]).await.expect("planned");
    jobs::run_pending(env).await.expect("jobs");
    assert!((opened().await.duration_s - 40.0).abs() < 0.01);
    assert!(text().await.contains("Avant") && text().await.contains("00:00:31.500 --> 00:00:33.000\nCorrigé"));
    let first_cut = variant.replace("index.m3u8", "0.m4s");
    assert!(matches!(read(&first_cut).await, Err(Error::NotFound)), "it may hold what is cut away now");

    // One that waits is called off by what is asked for after it.
    recordings::cut(env, staff, id, vec![(0, 20_000)]).await.expect("planned");
    recordings::put_back(env, staff, id).await.expect("put back");
    jobs::run_pending(env).await.expect("jobs");
    assert!((opened().await.duration_s - 90.0).abs() < 0.01);
    assert!(read("index.m3u8").await.expect("a playlist").contains("\nv360/index.m3u8"));
    read("v360/0.m4s").await.expect("all of it");
    world.pass(25 * 3600);
    jobs::enqueue(env, env.db.writer(), &jobs::Job::Tidy).await.expect("planned");
    jobs::run_pending(env).await.expect("jobs");
    let preview = async |rest: &str| playback::media::preview(env, staff, id, rest).await;
    preview("v360/1.m4s").await.expect("the wholes stay");
    let stored: Vec<String> =
        env.store.list(None).map_ok(|object| object.location.to_string()).try_collect().await.expect("listed");
    let first_cut = first_cut.replace("/0.m4s", ".mp4");
    assert!(!stored.iter().any(|key| key.ends_with(&first_cut)), "the cuts go: {stored:?}");
});
