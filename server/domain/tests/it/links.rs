//! Links between items, from both of their ends.

use crate::world::{World, on_both_databases};
use contract::{
    ItemId,
    duplicates::MergeItem,
    links::{ItemLink, LinkKind, NewItemLink},
};
use domain::{Error, duplicates, inventory, links};

impl World {
    async fn linked(&self, item: ItemId, kind: LinkKind, other: &str) -> Result<ItemLink, Error> {
        links::link(&self.env, &self.staff().await, item, &NewItemLink { kind, other: other.to_owned() }).await
    }

    /// What an item shows of its links: the kind, from which end, and the other's title.
    async fn links_of(&self, item: ItemId) -> Vec<(LinkKind, bool, String)> {
        let links = links::of_item(&self.env, &self.staff().await, item).await.expect("links");
        links.into_iter().map(|link| (link.kind, link.backwards, link.title.exact("fr").to_owned())).collect()
    }
}

/// The code of what is wrong with the other item.
fn wrong(outcome: Result<ItemLink, Error>) -> String {
    match outcome {
        Err(Error::Invalid(problems)) if problems[0].field == "other" => problems[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

on_both_databases!(a_link_is_seen_from_both_ends, |world| {
    let (series, first) = (world.item("Série").await, world.item("Premier").await);
    let address = format!("http://localhost/fr/inventaire/{series}?done=saved#links");
    let link = world.linked(first, LinkKind::PartOf, &address).await.expect("linked");
    assert_eq!((link.kind, link.backwards, link.item_id), (LinkKind::PartOf, false, series));
    assert_eq!(world.links_of(first).await, [(LinkKind::PartOf, false, "Série".to_owned())]);
    assert_eq!(world.links_of(series).await, [(LinkKind::PartOf, true, "Premier".to_owned())]);
    let staff = world.staff().await;
    let stranger = world.item("Autre").await;
    assert!(matches!(links::unlink(&world.env, &staff, stranger, link.id).await, Err(Error::NotFound)));
    links::unlink(&world.env, &staff, series, link.id).await.expect("from the other end");
    assert!(world.links_of(first).await.is_empty());
});

on_both_databases!(nothing_is_anything_to_itself_twice_or_in_a_circle, |world| {
    let (one, two, three) = (world.item("Un").await, world.item("Deux").await, world.item("Trois").await);
    let id = |item: ItemId| item.to_string();
    assert_eq!(wrong(world.linked(one, LinkKind::PartOf, &id(one)).await), "same_item");
    assert_eq!(wrong(world.linked(one, LinkKind::PartOf, "aucune").await), "unknown_item");
    world.linked(one, LinkKind::PartOf, &id(two)).await.expect("linked");
    assert_eq!(wrong(world.linked(one, LinkKind::PartOf, &id(two)).await), "linked_already");
    world.linked(two, LinkKind::PartOf, &id(three)).await.expect("linked");
    assert_eq!(wrong(world.linked(three, LinkKind::PartOf, &id(one)).await), "link_in_circle");
    world.linked(three, LinkKind::DerivedFrom, &id(one)).await.expect("another kind is another matter");
    let nowhere = ItemId(world.env.new_id());
    assert!(matches!(world.linked(nowhere, LinkKind::PartOf, &id(one)).await, Err(Error::NotFound)));
});

on_both_databases!(an_item_that_is_merged_takes_its_links_along, |world| {
    let staff = world.staff().await;
    let (keep, gone) = (world.item("Gardé").await, world.item("Double").await);
    let (series, part) = (world.item("Série").await, world.item("Partie").await);
    for (item, other) in [(keep, series), (gone, series), (part, gone), (gone, keep)] {
        world.linked(item, LinkKind::PartOf, &other.to_string()).await.expect("linked");
    }
    let version = async |id| inventory::get(&world.env, &staff, id).await.expect("is there").version;
    let merge = MergeItem { other_id: gone, version: version(keep).await, other_version: version(gone).await };
    duplicates::merge(&world.env, &staff, keep, &merge).await.expect("merged");
    let expected = [(LinkKind::PartOf, false, "Série".to_owned()), (LinkKind::PartOf, true, "Partie".to_owned())];
    assert_eq!(world.links_of(keep).await, expected, "each once, and none to itself");

    // What leads to another over a third cannot become one with it.
    let third = world.item("Tiers").await;
    world.linked(series, LinkKind::PartOf, &third.to_string()).await.expect("linked");
    let merge = MergeItem { other_id: third, version: version(keep).await, other_version: version(third).await };
    let refused = duplicates::merge(&world.env, &staff, keep, &merge).await;
    assert!(matches!(refused, Err(Error::Conflict("links_in_circle"))), "{refused:?}");
    assert_eq!(world.links_of(keep).await, expected, "nothing was moved");
});
