//! Long classes, in less time than they take: sent through the whole of it as fast as it is taken in.

use crate::{
    film::{Film, Viewer, length, recorded, sends},
    lawful,
    live::announced,
    world::World,
};
use domain::live::{Ask, Publication};
use std::time::Instant;

/// A programme that is not optimised takes a fraction of it for the same.
const MINUTES: u32 = if cfg!(debug_assertions) { 12 } else { 120 };

#[tokio::test]
async fn two_hours_are_offered_kept_and_played_to_their_end() {
    let world = World::on_sqlite().await;
    let (session, key) = announced(&world, 0).await;
    let begun = Instant::now();
    let mut publication = Publication::begin(&world.env, &key).await.expect("let in");
    let mut viewer = Viewer::new(&world, session).await;
    let film = Film::default();
    sends(&mut publication, film.set_up(0.0)).await;
    let mut longest = 0;
    for minute in 0..MINUTES {
        for part in 0..6 {
            let from = f64::from(minute * 60 + part * 10);
            sends(&mut publication, film.tags(from, from + 10.0)).await;
            let short = viewer.text(&world.env, "live/v/index.m3u8", Ask { skips: true, ..Ask::default() }).await;
            longest = longest.max(short.len());
            viewer.look(&world.env, true).await;
        }
    }
    viewer.is_even();
    assert!(longest < 8_000, "what is new is told in {longest} bytes");
    assert_eq!(viewer.pictures.breaks(), []);
    // Whoever comes now is told all of it, and can wind back to the beginning.
    let all = viewer.text(&world.env, "live/v/index.m3u8", Ask::default()).await;
    let listed = lawful::read(&all).segments;
    let whole = |segment: &&lawful::Segment| segment.uri.is_some();
    let known: Vec<_> = viewer.pictures.segments.iter().filter(whole).collect();
    let listed: Vec<_> = listed.iter().filter(whole).collect();
    assert_eq!(listed.len(), known.len());
    for (one, other) in listed.iter().zip(&known) {
        assert_eq!((&one.uri, one.seconds, one.at_ms), (&other.uri, other.seconds, other.at_ms));
    }
    publication.leave().await;
    viewer.look(&world.env, false).await;
    let [pictures, sound] = recorded(&world, session).await;
    let sent = f64::from(MINUTES * 60);
    assert!((length(&pictures) - sent).abs() < 0.1, "{}", length(&pictures));
    assert!((length(&sound) - sent).abs() < 0.1, "{}", length(&sound));
    assert_eq!(pictures.len(), (sent * 30.0) as usize);
    viewer.look(&world.env, false).await;
    println!("{MINUTES} minutes in {:.1} s", begun.elapsed().as_secs_f64());
}
