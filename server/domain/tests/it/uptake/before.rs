//! What was seen before the invitation belongs to no step and to no part of the curve, and what runs at once
//! counts once.

use super::story::{Story, member, pilot_of};
use crate::world::on_both_databases;
use contract::{
    devices::Device,
    pilots::Figure,
    playback::ProgressReport,
    uptake::{Cell, PARTS},
};
use domain::{pilots, playback};

on_both_databases!(what_was_seen_before_the_invitation_counts_nowhere, |world| async move {
    let mut story = Story::begin(world, 14, 0).await;
    let session = story.given[0].session;
    for person in &story.people[..12] {
        story.world.watch(person, session, &[(0.0, 33.0)]).await;
    }
    let first = story.details().await;
    assert_eq!((first.uptake.funnel.half, first.uptake.watched_s), (Figure::Shown(12), Figure::Shown(12 * 33)));

    // The same people and sessions, in another pilot.
    let manager = story.world.manager().await;
    story.pilot = pilot_of(&story.world, &story.given).await;
    story.world.pass(600);
    let emails: Vec<String> = (0..14).map(|person| format!("m{person}@demo.test")).collect();
    pilots::invite(&story.world.env, &manager, story.pilot, &emails).await.expect("are invited");
    story.world.pass(600);
    assert_eq!(story.details().await.uptake.funnel.started, Figure::Shown(0));

    // Everybody goes on where they were, and some begin again.
    for person in &story.people[..7] {
        story.world.watch(person, session, &[(33.0, 48.0)]).await;
    }
    let details = story.details().await;
    let funnel = &details.uptake.funnel;
    assert_eq!((funnel.started, funnel.half, funnel.completed), (Figure::Shown(7), Figure::Shown(0), Figure::Shown(0)));
    let middle = |part: usize| 60.0 * (2 * part + 1) as f64 / (2 * PARTS) as f64;
    let expected: Vec<Cell> =
        (0..PARTS).map(|part| Cell::Shown(if (33.0..48.0).contains(&middle(part)) { 7 } else { 0 })).collect();
    assert_eq!(details.drop_off[0].seen, expected);
    for person in &story.people[..6] {
        story.world.watch(person, session, &[(0.0, 10.0), (40.0, 46.0), (8.0, 18.0)]).await;
    }
    let funnel = story.details().await.uptake.funnel;
    assert_eq!((funnel.started, funnel.half), (Figure::Shown(7), Figure::Shown(6)));

    // Whoever has completed it has come halfway, however little of it was new.
    for person in &story.people[7..12] {
        story.world.watch(person, session, &[(33.0, 60.0)]).await;
    }
    let funnel = story.details().await.uptake.funnel;
    let expected = (Figure::Shown(12), Figure::Shown(11), Figure::Shown(5));
    assert_eq!((funnel.started, funnel.half, funnel.completed), expected);
});

on_both_databases!(what_is_not_believed_is_not_seen, |world| async move {
    let mut story = Story::begin(world, 12, 0).await;
    let session = story.given[0].session;
    for person in &story.people {
        story.world.watch(person, session, &[(0.0, 50.0)]).await;
    }
    story.pilot = pilot_of(&story.world, &story.given).await;
    let emails: Vec<String> = (0..12).map(|person| format!("m{person}@demo.test")).collect();
    pilots::invite(&story.world.env, &story.world.manager().await, story.pilot, &emails).await.expect("are invited");
    story.world.pass(60);
    let env = &story.world.env;
    for person in &story.people {
        let watch = playback::open(env, person, session, Device::Phone).await.expect("opened").watch_id;
        story.world.pass(12);
        // All of it in twelve seconds: as much is believed as can have been, and the first of it.
        for seq in 0..2 {
            let report = ProgressReport { seq, intervals: vec![(0.0, 60.0)], position: 60.0, age_ms: 0, rate: 1.0 };
            playback::report(env, person, watch, &report).await.expect("reported");
        }
    }
    let details = story.details().await;
    let funnel = &details.uptake.funnel;
    assert_eq!(
        (funnel.started, funnel.half, funnel.completed),
        (Figure::Shown(12), Figure::Shown(0), Figure::Shown(0))
    );
    let seen: Vec<u64> = details.drop_off[0].seen.iter().filter_map(|cell| cell.shown()).collect();
    assert_eq!(seen, (0..PARTS).map(|part| if part < 4 { 12 } else { 0 }).collect::<Vec<_>>());
});

on_both_databases!(time_is_counted_once_whatever_runs_at_once, |world| async move {
    let mut story = Story::begin(world, 8, 0).await;
    for person in 0..6 {
        story.watch_in_two(person, 0, 40).await;
    }
    assert_eq!(story.details().await.uptake.watched_s, Figure::Shown(6 * 40));
    // Two sessions at once, the second begun later: each was started, in less time than both play.
    let env = &story.world.env;
    for person in &story.people[..6] {
        let mut windows = Vec::new();
        for given in &story.given[1..] {
            windows.push(playback::open(env, person, given.session, Device::Computer).await.expect("opened").watch_id);
            story.world.pass(20);
        }
        for (window, seconds) in windows.into_iter().zip([40.0, 20.0]) {
            let intervals = vec![(0.0, seconds)];
            let report = ProgressReport { seq: 0, intervals, position: seconds, age_ms: 0, rate: 1.0 };
            playback::report(env, person, window, &report).await.expect("reported");
        }
    }
    let details = story.details().await;
    assert_eq!(details.uptake.watched_s, Figure::Shown(6 * 80));
    assert_eq!(details.drop_off.len(), 3);
    // One window is left while another plays, and taken up again.
    let person = member(&story.world, "m0-bis").await;
    pilots::invite(env, &story.world.manager().await, story.pilot, &["m0-bis@demo.test".into()])
        .await
        .expect("invited");
    let tell = async |window, seq, from, to| {
        let report = ProgressReport { seq, intervals: vec![(from, to)], position: to, age_ms: 0, rate: 1.0 };
        playback::report(env, &person, window, &report).await.expect("reported");
    };
    let open =
        async |device| playback::open(env, &person, story.given[0].session, device).await.expect("opened").watch_id;
    let one = open(Device::Computer).await;
    story.world.pass(15);
    tell(one, 0, 0.0, 15.0).await;
    let other = open(Device::Phone).await;
    story.world.pass(20);
    tell(other, 0, 15.0, 35.0).await;
    story.world.pass(25);
    tell(one, 1, 35.0, 60.0).await;
    assert_eq!(story.details().await.uptake.watched_s, Figure::Shown(6 * 80 + 60));
});
