//! What is watched most is encoded in AV1 at night, and in no way in anybody's way.

use crate::world::{World, on_both_databases};
use contract::{SessionId, devices::Device};
use domain::{Environment, accounts::SignedIn, jobs, live::Ask, media::MediaProblem, playback};
use std::sync::Arc;

/// The same world, with a night. There is no organisation, so that its hours are those of UTC, and the
/// clock begins at noon.
fn with_a_night(world: &World) -> Environment {
    let mut settings = (*world.env.settings).clone();
    settings.av1_night = Some("01:00-05:00".parse().expect("hours"));
    Environment { settings: Arc::new(settings), ..world.env.clone() }
}

async fn popular(world: &World, title: &str) -> SessionId {
    let session = world.published_session(title, 42).await;
    for name in ["ana", "bo", "cleo", "dan", "eve"] {
        let member = world.member(name).await;
        world.watch(&member, session, &[(0.0, 20.0)]).await;
    }
    session
}

async fn offered(env: &Environment, member: &SignedIn, session: SessionId) -> Vec<String> {
    let playlist = playback::open(env, member, session, Device::Computer).await.expect("opened").playlist_url;
    let grant = playlist.split('/').nth(2).expect("a grant");
    let answer = playback::media::serve(env, member, grant, "index.m3u8", Ask::default()).await.expect("a playlist");
    let text = String::from_utf8(answer.bytes.to_vec()).expect("text");
    text.lines().filter_map(|line| line.strip_suffix("/index.m3u8")).map(str::to_owned).collect()
}

on_both_databases!(what_is_watched_most_is_encoded_anew_at_night, |world| {
    let env = &with_a_night(&world);
    let ana = &world.member("ana").await;
    let yoga = popular(&world, "Yoga").await;
    let rare = world.published_session("Danse", 42).await;
    world.watch(ana, rare, &[(0.0, 20.0)]).await;
    let mut hours = Vec::new();
    for hour in 12..36 {
        if jobs::plan_night(env).await.expect("planned") {
            hours.push(hour % 24);
        }
        assert!(!jobs::plan_night(&world.env).await.expect("planned"), "it is off unless somebody says otherwise");
        world.pass(3600);
    }
    assert_eq!(hours, [1, 2, 3, 4]);
    // What was planned is not begun once it is day.
    jobs::run_pending(env).await.expect("jobs");
    let by_day = offered(env, ana, yoga).await;
    assert_eq!(by_day.len(), 2, "{by_day:?}");

    world.pass(14 * 3600);
    assert!(jobs::plan_night(env).await.expect("planned"));
    jobs::run_pending(env).await.expect("jobs");
    let with_av1 = offered(env, ana, yoga).await;
    assert_eq!(with_av1[..2], by_day, "what every player plays comes first");
    assert!(with_av1.len() == 4 && with_av1[2..].iter().all(|name| name.starts_with("av1-")), "{with_av1:?}");
    assert_eq!(offered(env, ana, rare).await, by_day, "few have watched that one");
    assert!(!jobs::plan_night(env).await.expect("planned"), "nothing is left to do");
});

on_both_databases!(the_night_gives_way_and_its_failures_change_nothing, |world| {
    let env = &with_a_night(&world);
    let ana = &world.member("ana").await;
    let yoga = popular(&world, "Yoga").await;
    let before = offered(env, ana, yoga).await;
    world.pass(13 * 3600 + 600);
    assert!(jobs::plan_night(env).await.expect("planned"));
    let waiting = world.uploaded(world.item("Pilates").await, 10).await;
    assert!(!jobs::plan_night(env).await.expect("planned"), "somebody waits for {waiting}");
    jobs::run_pending(env).await.expect("jobs");
    assert_eq!(offered(env, ana, yoga).await.len(), before.len() + 2, "it was made once nobody waited");

    let danse = popular(&world, "Danse").await;
    *world.transcoder.problem.lock() = Some(MediaProblem::Stalled);
    for _ in 0..3 {
        jobs::plan_night(env).await.expect("planned");
        jobs::run_pending(env).await.expect("jobs");
        world.pass(60);
    }
    assert_eq!(offered(env, ana, danse).await, before, "it is offered as it was");
    *world.transcoder.problem.lock() = None;
    assert!(!jobs::plan_night(env).await.expect("planned"), "it is not tried for ever");
});
