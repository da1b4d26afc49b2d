//! What members agree to.

use crate::world::{World, on_both_databases};
use contract::profile::Purpose;
use domain::profile;
use sea_orm::ConnectionTrait;
use std::time::Duration;

const FEED: Purpose = Purpose::UnifiedProfile;

async fn rows(world: &World, table: &str) -> i64 {
    let statement = world.env.db.statement(&format!("SELECT count(*) AS count FROM {table}"), []);
    let row = world.env.db.reader().query_one_raw(statement).await.expect("can be read").expect("is a row");
    row.try_get("", "count").expect("is a number")
}

on_both_databases!(everything_is_off_until_the_member_turns_it_on, |world| async move {
    let ana = world.member("ana").await;
    let before = profile::consents(&world.env, &ana).await.expect("can be read");
    let purposes: Vec<_> = before.purposes.iter().map(|state| state.purpose).collect();
    assert_eq!(purposes, Purpose::ALL);
    assert!(before.purposes.iter().all(|state| !state.granted && state.since.is_none()));
    assert!(!profile::agreed(world.env.db.reader(), ana.id, FEED).await.expect("can be read"));

    // A form sends every switch; those that stay off are no decision.
    let all_off: Vec<_> = Purpose::ALL.iter().map(|&purpose| (purpose, false)).collect();
    assert_eq!(profile::decide(&world.env, &ana, &all_off, "page").await.expect("is decided"), before);
    assert_eq!((rows(&world, "consent").await, rows(&world, "consent_receipt").await), (0, 0));
});

on_both_databases!(every_change_leaves_a_receipt_and_nothing_else_does, |world| async move {
    let ana = world.member("ana").await;
    let bea = world.member("bea").await;
    let decide =
        async |granted: bool| profile::decide(&world.env, &ana, &[(FEED, granted)], "page").await.expect("is decided");
    let agreed = async || profile::agreed(world.env.db.reader(), ana.id, FEED).await.expect("can be read");

    let granted = decide(true).await;
    let since = granted.purposes[0].since;
    assert!(granted.purposes[0].granted && since == Some(world.env.clock.now()));
    assert_eq!(granted.purposes[0].version, FEED.version());
    assert!(agreed().await);

    world.clock.advance(Duration::from_secs(60));
    assert_eq!(decide(true).await.purposes[0].since, since, "agreeing again changes nothing");
    assert_eq!(rows(&world, "consent_receipt").await, 1);

    let withdrawn = decide(false).await;
    assert!(!withdrawn.purposes[0].granted && withdrawn.purposes[0].since == Some(world.env.clock.now()));
    assert!(!agreed().await);
    decide(false).await;
    decide(true).await;
    assert!(agreed().await);
    assert_eq!((rows(&world, "consent").await, rows(&world, "consent_receipt").await), (1, 3));
    assert!(!profile::agreed(world.env.db.reader(), bea.id, FEED).await.expect("can be read"), "it is ana's alone");
});

on_both_databases!(what_was_agreed_to_under_an_earlier_text_no_longer_counts, |world| async move {
    let ana = world.member("ana").await;
    profile::decide(&world.env, &ana, &[(FEED, true)], "page").await.expect("is decided");
    let statement = world.env.db.statement("UPDATE consent SET version = version - 1", []);
    world.env.db.writer().execute_raw(statement).await.expect("can be written");

    assert!(!profile::agreed(world.env.db.reader(), ana.id, FEED).await.expect("can be read"));
    assert!(!profile::consents(&world.env, &ana).await.expect("can be read").purposes[0].granted);
    let anew = profile::decide(&world.env, &ana, &[(FEED, true)], "page").await.expect("is decided");
    assert!(anew.purposes[0].granted);
    assert_eq!(rows(&world, "consent_receipt").await, 2);
});
