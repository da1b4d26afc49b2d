//! Who of one's own centre is there: named where all have agreed, and only while they are there.

use crate::{
    live::{announced, send},
    world::{World, on_both_databases},
};
use contract::{
    LangMap, SessionId,
    company::Company,
    inventory::{ItemFields, Kind},
};
use domain::{
    Error,
    accounts::SignedIn,
    company, inventory,
    live::{self, Ask, Lives, Publication},
    playback,
};

async fn agrees(world: &World, who: &SignedIn, centre: &str) {
    company::choose(&world.env, who, &Company { centre: Some(centre.into()) }).await.expect("taken down");
}

async fn watches(world: &World, who: &SignedIn, session: SessionId) {
    let grant = playback::grant(&world.env, who, session);
    playback::media::serve(&world.env, who, &grant, "index.m3u8", Ask::default()).await.expect("a playlist");
}

on_both_databases!(only_those_who_agreed_are_named_and_only_while_they_are_there, |world| async move {
    let staff = world.staff().await;
    for centre in ["Centre-Nord", "Centre-Sud"] {
        let mut fields = ItemFields::new(Kind::Class, LangMap::both(centre, centre));
        fields.centre = Some(centre.into());
        inventory::create(&world.env, &staff, fields).await.expect("an item");
    }
    let (session, key) = announced(&world, 0).await;
    let mut publication = Publication::begin(&world.env, &key).await.expect("let in");
    send(&mut publication, 0, 5).await;
    let ana = world.member("Ana").await;
    let (bea, eva, noe) = (world.member("Béa").await, world.member("Eva").await, world.member("Noé").await);
    assert_eq!(company::choice(&world.env, &ana).await.expect("a choice"), Company::default(), "off until one agrees");
    for who in [&ana, &bea, &eva, &noe] {
        watches(&world, who, session).await;
    }
    let names = async |who: &SignedIn| company::names(&world.env, who, session).await.expect("names");
    assert!(names(&ana).await.is_empty());
    agrees(&world, &ana, "Centre-Nord").await;
    agrees(&world, &bea, " Centre-Nord ").await;
    agrees(&world, &eva, "Centre-Sud").await;
    assert_eq!(names(&ana).await, ["Béa"]);
    assert_eq!(names(&bea).await, ["Ana"]);
    assert!(names(&eva).await.is_empty() && names(&noe).await.is_empty());
    assert_eq!(company::status(&world.env, &ana, session).await.expect("a state").company, ["Béa"]);

    // Seen through another process, while the first says so.
    live::tell(&world.env).await.expect("told");
    let elsewhere = domain::Environment { lives: Lives::default(), ..world.env.clone() };
    assert_eq!(company::names(&elsewhere, &ana, session).await.expect("names"), ["Béa"]);
    world.pass(16);
    let later = domain::Environment { lives: Lives::default(), ..world.env.clone() };
    assert!(company::names(&later, &ana, session).await.expect("names").is_empty(), "gone when they leave");

    company::choose(&world.env, &bea, &Company::default()).await.expect("taken back");
    assert!(names(&ana).await.is_empty());
    let nowhere = Company { centre: Some("Ailleurs".into()) };
    assert!(matches!(company::choose(&world.env, &bea, &nowhere).await, Err(Error::Invalid(_))));
    publication.leave().await;
});
