//! How many are there, and how the room reacts, where several processes serve one session.

use crate::{
    live::{announced, send},
    world::{World, on_both_databases},
};
use contract::{SessionId, chat::Reaction};
use domain::{
    Environment,
    accounts::SignedIn,
    chat::{self, Chats},
    live::{self, Ask, Lives, Publication},
    playback,
};

/// Another process of the same organisation, which has read nothing yet.
fn elsewhere(world: &World) -> Environment {
    Environment { lives: Lives::default(), chats: Chats::default(), ..world.env.clone() }
}

async fn watches(env: &Environment, who: &SignedIn, session: SessionId) {
    let grant = playback::grant(env, who, session);
    playback::media::serve(env, who, &grant, "index.m3u8", Ask::default()).await.expect("a playlist");
}

async fn viewers(env: &Environment, who: &SignedIn, session: SessionId) -> u32 {
    live::status(env, who, session).await.expect("a state").viewers
}

on_both_databases!(people_are_counted_once_over_all_processes, |world| async move {
    let (session, key) = announced(&world, 0).await;
    let mut publication = Publication::begin(&world.env, &key).await.expect("let in");
    send(&mut publication, 0, 5).await;
    let (ana, bea, eva) = (world.member("ana").await, world.member("bea").await, world.member("eva").await);
    let other = elsewhere(&world);
    watches(&world.env, &ana, session).await;
    watches(&world.env, &bea, session).await;
    assert_eq!(viewers(&world.env, &ana, session).await, 2);
    live::tell(&world.env).await.expect("told");
    // Her requests reach either process.
    watches(&other, &bea, session).await;
    watches(&other, &eva, session).await;
    assert_eq!(viewers(&other, &ana, session).await, 3);
    live::tell(&other).await.expect("told");
    assert_eq!(viewers(&elsewhere(&world), &ana, session).await, 3);
    // A process that says nothing any more has nobody.
    world.pass(10);
    live::tell(&other).await.expect("told");
    world.pass(6);
    assert_eq!(viewers(&elsewhere(&world), &ana, session).await, 2);
    publication.leave().await;
});

on_both_databases!(reactions_are_summed_and_stay_when_a_process_has_gone, |world| async move {
    let session = world.announced("Cardio en direct", 0).await;
    let (ana, bea) = (world.member("ana").await, world.member("bea").await);
    let other = elsewhere(&world);
    for _ in 0..3 {
        chat::react(&world.env, &ana, session, Reaction::Clap).await.expect("sent");
    }
    live::tell(&world.env).await.expect("told");
    let counts = chat::react(&other, &bea, session, Reaction::Heart).await.expect("sent");
    assert_eq!((counts.clap, counts.heart), (3, 1));
    live::tell(&other).await.expect("told");
    live::tell(&other).await.expect("told again");
    world.pass(3600);
    let seen = chat::read(&elsewhere(&world), &ana, session).await.expect("read").reactions;
    assert_eq!((seen.clap, seen.heart), (3, 1));
});
