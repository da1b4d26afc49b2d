//! Of pilots with many people the counts are kept.

use super::story::{LENGTH, Story, member};
use crate::world::on_both_databases;
use contract::pilots::Figure;
use domain::{
    history,
    jobs::{self, Job},
    pilots,
};
use sea_orm::ConnectionTrait;

on_both_databases!(counts_of_many_are_kept_and_are_what_counting_gives, |world| async move {
    let mut story = Story::begin(world, 12, 3).await;
    let manager = story.world.manager().await;
    for thousand in 0..2 {
        let many: Vec<String> = (0..1_000).map(|n| format!("x{thousand}-{n}@demo.test")).collect();
        pilots::invite(&story.world.env, &manager, story.pilot, &many).await.expect("are invited");
    }
    for person in 0..7 {
        story.watch(person, 0, LENGTH).await;
    }
    // Nobody has counted yet: whoever asks waits, and reads what is.
    let exact = story.details().await;
    assert_eq!(exact.uptake.funnel.started, Figure::Shown(7));

    let work = async || {
        jobs::enqueue(&story.world.env, story.world.env.db.writer(), &Job::CountUptake).await.expect("planned");
        jobs::run_pending(&story.world.env).await.expect("jobs");
    };
    work().await;
    assert_eq!(story.details().await, exact, "what is kept is what counting gives");
    story.world.watch(&story.people[7], story.given[0].session, &[(0.0, 60.0)]).await;
    assert_eq!(story.details().await.uptake, exact.uptake, "of a minute ago");
    story.world.pass(60);
    work().await;
    let minute_later = story.details().await;
    assert_eq!(minute_later.uptake.funnel.started, Figure::Shown(8));

    // Thrown away and built anew, it is the same.
    let statement = story.world.env.db.statement("DELETE FROM pilot_uptake", []);
    story.world.env.db.writer().execute_raw(statement).await.expect("is thrown away");
    assert_eq!(story.details().await, minute_later);
    // Where no worker counts, what is kept is shown as of when it was counted.
    work().await;
    story.world.pass(3_600);
    assert_eq!(story.details().await, minute_later);
});

on_both_databases!(what_is_kept_of_each_person_is_what_counting_everybody_gives, |world| async move {
    let mut story = Story::begin(world, 12, 3).await;
    let manager = story.world.manager().await;
    for thousand in 0..2 {
        let many: Vec<String> = (0..1_000).map(|n| format!("x{thousand}-{n}@demo.test")).collect();
        pilots::invite(&story.world.env, &manager, story.pilot, &many).await.expect("are invited");
    }
    // What is counted of those who did something since, and everything counted anew, first by whoever asks and
    // then by the job: ten minutes later each time, so that nobody is counted anew for having just watched.
    let counted = async |story: &Story| {
        let env = &story.world.env;
        let work = async || {
            jobs::enqueue(env, env.db.writer(), &Job::CountUptake).await.expect("planned");
            jobs::run_pending(env).await.expect("jobs");
        };
        work().await;
        let kept = story.details().await;
        let statement = env.db.statement("DELETE FROM pilot_uptake", []);
        env.db.writer().execute_raw(statement).await.expect("is thrown away");
        assert_eq!(story.details().await, kept, "counted whole");
        work().await;
        assert_eq!(story.details().await, kept, "kept anew");
        story.world.pass(600);
        kept.uptake.funnel
    };
    for person in 0..7 {
        story.watch(person, 0, LENGTH).await;
    }
    assert_eq!(counted(&story).await.started, Figure::Shown(7));
    for person in 7..9 {
        story.watch(person, 1, LENGTH).await;
    }
    story.watch(1, 1, LENGTH / 4).await;
    story.watch(9, 2, LENGTH * 3 / 5).await;
    assert_eq!(counted(&story).await.started, Figure::Shown(10));
    let before = story.details().await.uptake.watched_s.shown().expect("is shown");
    story.watch_in_two(3, 1, 30).await;
    counted(&story).await;
    assert_eq!(story.details().await.uptake.watched_s, Figure::Shown(before + 30), "two windows are one person");

    // Forgotten, of one session and of all.
    let (one, other) = (story.people[0].clone(), story.people[1].clone());
    history::forget_all(&story.world.env, &one).await.expect("is forgotten");
    assert_eq!(counted(&story).await.started, Figure::Shown(9));
    history::forget(&story.world.env, &other, story.given[0].session).await.expect("is forgotten");
    let funnel = counted(&story).await;
    assert_eq!((funnel.started, funnel.completed), (Figure::Shown(9), Figure::Shown(7)));

    // A recording turns out to be three times as long: what was half of it is half no longer.
    let longer = story.world.env.db.statement("UPDATE recording SET duration_ms = duration_ms * 3", []);
    story.world.env.db.writer().execute_raw(longer).await.expect("is longer");
    let half = funnel.half;
    let funnel = counted(&story).await;
    assert_eq!((half, funnel.half), (Figure::Shown(8), Figure::Shown(7)), "but for those who completed");

    // Whoever is invited later counts from then on.
    let late = member(&story.world, "tard").await;
    story.world.watch(&late, story.given[0].session, &[(0.0, 100.0)]).await;
    story.world.pass(600);
    let address = ["tard@demo.test".to_owned()];
    pilots::invite(&story.world.env, &manager, story.pilot, &address).await.expect("is invited");
    assert_eq!(counted(&story).await.started, Figure::Shown(9));
    story.world.watch(&late, story.given[0].session, &[(100.0, 120.0)]).await;
    let seen = counted(&story).await;
    assert_eq!((seen.started, seen.half), (Figure::Shown(10), Figure::Shown(7)), "most of it was seen before");
});
