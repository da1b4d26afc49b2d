//! Finding something to attend.

use crate::world::{World, on_both_databases};
use contract::{
    LangMap, SessionId,
    catalogue::{CatalogueEntry, CatalogueSearch},
    inventory::{ItemFields, Kind, Level},
    sessions::Audience,
};
use domain::{Error, catalogue, inventory, sessions};
use sea_orm::ConnectionTrait;

async fn class(
    world: &World,
    title: &str,
    minutes: u32,
    level: Level,
    equipment: &[&str],
    audience: Audience,
) -> SessionId {
    world.pass(1);
    let mut fields = ItemFields::new(Kind::Class, LangMap::both(title, title));
    fields.duration_minutes = Some(minutes);
    fields.level = level;
    fields.equipment = equipment.iter().map(|needed| (*needed).to_owned()).collect();
    let item = inventory::create(&world.env, &world.staff().await, fields).await.expect("an item").id;
    world.published(item, 60, audience).await
}

async fn titles(world: &World, search: CatalogueSearch) -> Vec<String> {
    let ana = world.member("ana").await;
    let found = catalogue::search(&world.env, Some(&ana), &search).await.expect("found");
    found.items.into_iter().map(|entry| entry.title.exact("fr").to_owned()).collect()
}

async fn three_classes(world: &World) {
    class(world, "Étirements doux", 10, Level::Beginner, &[], Audience::Public).await;
    class(world, "Yoga étiré", 30, Level::All, &["tapis"], Audience::Members).await;
    class(world, "Boxe", 45, Level::Advanced, &["gants"], Audience::Members).await;
}

on_both_databases!(words_and_filters_narrow_it_down, |world| {
    three_classes(&world).await;
    let search = |change: fn(&mut CatalogueSearch)| {
        let mut search = CatalogueSearch::default();
        change(&mut search);
        search
    };
    assert_eq!(titles(&world, search(|_| {})).await, ["Boxe", "Yoga étiré", "Étirements doux"]);
    assert_eq!(titles(&world, search(|s| s.q = Some("ETIRE".into()))).await, ["Yoga étiré", "Étirements doux"]);
    assert_eq!(titles(&world, search(|s| s.q = Some("doux etir".into()))).await, ["Étirements doux"]);
    assert_eq!(titles(&world, search(|s| s.duration_max = Some(30))).await, ["Yoga étiré", "Étirements doux"]);
    assert_eq!(titles(&world, search(|s| s.level = Some("beginner".into()))).await, ["Yoga étiré", "Étirements doux"]);
    assert_eq!(titles(&world, search(|s| s.equipment = Some("none".into()))).await, ["Étirements doux"]);
    assert_eq!(
        titles(&world, search(|s| s.sort = Some("title".into()))).await,
        ["Boxe", "Étirements doux", "Yoga étiré"]
    );
    assert_eq!(titles(&world, search(|s| s.kind = Some("nothing".into()))).await, Vec::<String>::new());
});

on_both_databases!(counts_say_what_each_filter_would_leave, |world| {
    three_classes(&world).await;
    let ana = world.member("ana").await;
    let search = CatalogueSearch { level: Some("advanced".into()), ..CatalogueSearch::default() };
    let found = catalogue::search(&world.env, Some(&ana), &search).await.expect("found");
    assert_eq!(found.total, 2, "what is for everyone is for the advanced too");
    let count = |facet: &str, value: &str| {
        found.facets[facet].iter().find(|found| found.value == value).map_or(0, |found| found.count)
    };
    assert_eq!(count("equipment", "gants"), 1);
    assert_eq!(count("equipment", "none"), 0, "narrowed by the level");
    assert_eq!(count("level", "beginner"), 2, "as if the level were chosen anew");
    assert_eq!(count("duration_max", "30"), 1);
});

on_both_databases!(what_is_for_members_does_not_exist_for_others, |world| {
    three_classes(&world).await;
    let found = catalogue::search(&world.env, None, &CatalogueSearch::default()).await.expect("found");
    assert_eq!(found.total, 1);
    assert!(!found.facets["equipment"].iter().any(|value| value.value == "gants"), "not even in a count");
    let ana = world.member("ana").await;
    let all = catalogue::search(&world.env, Some(&ana), &CatalogueSearch::default()).await.expect("found");
    let hidden = all.items.iter().find(|entry| entry.audience == Audience::Members).expect("one").session_id;
    assert!(matches!(catalogue::entry(&world.env, None, hidden).await, Err(Error::NotFound)));
    catalogue::entry(&world.env, Some(&ana), hidden).await.expect("known to members");
});

on_both_databases!(pages_follow_one_another, |world| {
    three_classes(&world).await;
    let ana = world.member("ana").await;
    let mut search = CatalogueSearch { limit: Some(2), sort: Some("duration".into()), ..CatalogueSearch::default() };
    let first = catalogue::search(&world.env, Some(&ana), &search).await.expect("a page");
    search.cursor = first.next.clone();
    let second = catalogue::search(&world.env, Some(&ana), &search).await.expect("a page");
    let all: Vec<_> = first.items.iter().chain(&second.items).filter_map(CatalogueEntry::minutes).collect();
    assert_eq!((all, second.next), (vec![10, 30, 45], None));
    search.cursor = Some("nonsense".into());
    assert!(matches!(catalogue::search(&world.env, Some(&ana), &search).await, Err(Error::Invalid(_))));
});

on_both_databases!(another_process_sees_a_change_within_a_second, |world| {
    let session = world.published_session("Yoga", 60).await;
    let elsewhere = domain::Environment { catalogue: catalogue::Catalogue::default(), ..world.env.clone() };
    let ana = world.member("ana").await;
    catalogue::entry(&elsewhere, Some(&ana), session).await.expect("known");
    sessions::unpublish(&world.env, &world.staff().await, session).await.expect("taken out");
    world.pass(2);
    assert!(matches!(catalogue::entry(&elsewhere, Some(&ana), session).await, Err(Error::NotFound)));
});

on_both_databases!(browsing_asks_the_database_for_nothing_but_the_revision, |world| {
    let session = world.published_session("Yoga", 60).await;
    // One query each way, whatever the size: browsing asks the database for the revision alone.
    let ana = world.member("ana").await;
    world.pass(2);
    catalogue::entry(&world.env, Some(&ana), session).await.expect("known");
    world.env.db.writer().execute_unprepared("DELETE FROM session").await.expect("gone behind our back");
    catalogue::entry(&world.env, Some(&ana), session).await.expect("answered from memory");
});

on_both_databases!(everybody_sees_a_change_that_was_made_here, |world| {
    let (env, ana) = (&world.env, &world.member("ana").await);
    let known = world.published_session("Yoga", 60).await;
    catalogue::entry(env, Some(ana), known).await.expect("read once");
    let new = world.published_session("Boxe", 60).await;
    // The second comes while the first has the catalogue read anew.
    let both = tokio::join!(catalogue::entry(env, Some(ana), new), catalogue::entry(env, Some(ana), new));
    both.0.expect("the first sees it");
    both.1.expect("so does the second");
});
