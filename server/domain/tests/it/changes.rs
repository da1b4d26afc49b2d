//! Who changed what, taking it back, and one change to many items.

use crate::world::on_both_databases;
use contract::{
    ItemId, LangMap,
    changes::{BulkChange, BulkField, ChangeSource, Chosen},
    inventory::{ItemFields, ItemOrder, ItemSearch, ItemStatus, Kind},
    particulars::{Carrier, Position},
};
use domain::{Error, inventory};

fn yoga() -> ItemFields {
    let mut fields = ItemFields::new(Kind::Class, LangMap::both("Yoga doux", "Gentle yoga"));
    fields.tags = vec!["dos".into()];
    fields.position = Some(Position::Seated);
    fields.carrier = Some(Carrier::Disc);
    fields.place = Some("Armoire 3".into());
    fields.review_on = "2027-03-01".parse().ok();
    fields.substitutes.insert("haltères".into(), "bouteilles d’eau".into());
    fields
}

on_both_databases!(all_that_is_written_on_an_item_is_read_again, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let item = inventory::create(env, staff, yoga()).await.expect("created");
    assert_eq!(inventory::get(env, staff, item.id).await.expect("read").fields, yoga());
    let search = ItemSearch { q: Some("armoire".into()), ..ItemSearch::default() };
    assert_eq!(inventory::search(env, staff, &search).await.expect("found").total, Some(1));
    let mut wrong = yoga();
    (wrong.age_from, wrong.age_to) = (Some(70), Some(60));
    let refused = inventory::create(env, staff, wrong).await;
    assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems[0].field == "age_to"), "{refused:?}");
});

on_both_databases!(a_change_is_told_and_one_field_of_it_put_back, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let item = inventory::create(env, staff, yoga()).await.expect("created");
    let mut fields = yoga();
    fields.title.set("en", "Soft yoga");
    fields.place = None;
    inventory::change(env, staff, item.id, 1, fields.clone()).await.expect("changed");
    // Saving what stands there already is no change that anybody wants to read of.
    inventory::change(env, staff, item.id, 2, fields).await.expect("saved again");

    let changes = inventory::changes(env, staff, item.id).await.expect("told");
    assert_eq!(changes.len(), 1);
    let named: Vec<_> = changes[0].fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(named, ["place", "title.en"]);
    assert_eq!((changes[0].by, changes[0].source), (Some(staff.id), ChangeSource::Edit));
    assert!(changes[0].by_name.is_some(), "a person is named");

    let late = inventory::put_back(env, staff, item.id, changes[0].id, "place", 2).await;
    assert!(matches!(late, Err(Error::Conflict("changed_meanwhile"))), "{late:?}");
    let back = inventory::put_back(env, staff, item.id, changes[0].id, "place", 3).await.expect("put back");
    assert_eq!(back.fields.place.as_deref(), Some("Armoire 3"));
    assert_eq!(back.fields.title.exact("en"), "Soft yoga", "the other field stays");
    let nothing = inventory::put_back(env, staff, item.id, changes[0].id, "tags", 4).await;
    assert!(matches!(nothing, Err(Error::NotFound)), "{nothing:?}");
    assert_eq!(inventory::changes(env, staff, item.id).await.expect("told")[0].source, ChangeSource::Undo);
});

on_both_databases!(a_key_that_another_item_has_got_is_not_put_back, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let with_key = |key: &str| ItemFields { source_key: Some(key.into()), ..yoga() };
    let item = inventory::create(env, staff, with_key("A-1")).await.expect("created");
    inventory::change(env, staff, item.id, 1, with_key("A-2")).await.expect("changed");
    inventory::create(env, staff, with_key("A-1")).await.expect("another item has the key now");
    let change = inventory::changes(env, staff, item.id).await.expect("told")[0].id;
    let refused = inventory::put_back(env, staff, item.id, change, "source_key", 2).await;
    assert!(matches!(&refused, Err(Error::Invalid(problems)) if problems[0].code == "taken"), "{refused:?}");
});

on_both_databases!(many_items_change_at_once_and_are_as_they_were_when_it_is_undone, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let mut before = Vec::new();
    for number in 0..7 {
        let mut fields = yoga();
        fields.title = LangMap::both(format!("Yoga {number}"), "");
        fields.centre = (number % 2 == 0).then(|| "Cartier".to_owned());
        before.push(inventory::create(env, staff, fields).await.expect("created"));
    }
    let ids: Vec<ItemId> = before.iter().map(|item| item.id).collect();
    let search = ItemSearch { q: Some("yoga".into()), ..ItemSearch::default() };
    // All that match but the first.
    let chosen = Chosen { items: vec![ids[0]], all_matching: Some(search) };
    let change = BulkChange { field: BulkField::Centre, value: "Cartier".into() };
    let looked = inventory::bulk::preview(env, staff, &chosen, &change).await.expect("looked at");
    assert_eq!((looked.id, looked.chosen, looked.changed), (None, 6, 3), "three have that centre already");
    assert_eq!(inventory::get(env, staff, ids[1]).await.expect("read").fields.centre, None, "looking changes nothing");

    let done = inventory::bulk::apply(env, staff, &chosen, &change).await.expect("done");
    assert_eq!(done.changed, 3);
    for id in [ids[1], ids[3], ids[5]] {
        assert_eq!(inventory::get(env, staff, id).await.expect("read").fields.centre.as_deref(), Some("Cartier"));
    }
    // Somebody writes something else in one of them, and in another field of another.
    let mut fields = inventory::get(env, staff, ids[1]).await.expect("read").fields;
    fields.centre = Some("Centre-ville".into());
    inventory::change(env, staff, ids[1], 2, fields).await.expect("changed");
    let mut fields = inventory::get(env, staff, ids[3]).await.expect("read").fields;
    fields.instructor = Some("Léa".into());
    inventory::change(env, staff, ids[3], 2, fields).await.expect("changed");

    let bulk = done.id.expect("a change that is made has an id");
    let undone = inventory::bulk::undo(env, staff, bulk).await.expect("undone");
    assert_eq!((undone.restored, undone.kept), (2, vec![ids[1]]));
    let read = async |id| inventory::get(env, staff, id).await.expect("read").fields;
    assert_eq!(read(ids[1]).await.centre.as_deref(), Some("Centre-ville"), "what was written since stays");
    assert_eq!(read(ids[5]).await, before[5].fields, "to the letter");
    let mut third = before[3].fields.clone();
    third.instructor = Some("Léa".into());
    assert_eq!(read(ids[3]).await, third);
    let again = inventory::bulk::undo(env, staff, bulk).await;
    assert!(matches!(again, Err(Error::Conflict("undone_already"))), "{again:?}");
});

on_both_databases!(a_change_that_does_not_fit_changes_nothing_at_all, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let item = inventory::create(env, staff, yoga()).await.expect("created");
    let all = Chosen { items: Vec::new(), all_matching: Some(ItemSearch::default()) };
    for (field, value) in [(BulkField::Language, "français"), (BulkField::Status, "published"), (BulkField::AddTag, "")]
    {
        let change = BulkChange { field, value: value.into() };
        let refused = inventory::bulk::apply(env, staff, &all, &change).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    }
    let change = BulkChange { field: BulkField::Status, value: ItemStatus::Selected.code().into() };
    let nothing = inventory::bulk::apply(env, staff, &Chosen::default(), &change).await;
    assert!(matches!(nothing, Err(Error::Invalid(_))), "{nothing:?}");
    assert_eq!(inventory::get(env, staff, item.id).await.expect("read"), item);
    assert!(inventory::changes(env, staff, item.id).await.expect("told").is_empty());
});

on_both_databases!(each_order_is_read_page_by_page_without_loss, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let titles = ["Étirements", "abdos", "Zumba", "abdos", "Danse", "éveil"];
    let mut ids = Vec::new();
    for title in titles {
        world.pass(1);
        ids.push(world.item(title).await);
    }
    world.pass(1);
    let first = inventory::get(env, staff, ids[0]).await.expect("read");
    let fields = ItemFields { instructor: Some("Léa".into()), ..first.fields };
    inventory::change(env, staff, ids[0], 1, fields).await.expect("changed");
    let read = async |sort| {
        let mut search = ItemSearch { limit: Some(2), sort: Some(sort), ..ItemSearch::default() };
        let mut read = Vec::new();
        loop {
            let page = inventory::search(env, staff, &search).await.expect("a page");
            read.extend(page.items.iter().map(|item| item.fields.title.exact("fr").to_owned()));
            search.cursor = page.next;
            if search.cursor.is_none() {
                break read;
            }
        }
    };
    assert_eq!(read(ItemOrder::Title).await, ["abdos", "abdos", "Danse", "Étirements", "éveil", "Zumba"]);
    assert_eq!(read(ItemOrder::Changed).await, ["Étirements", "éveil", "Danse", "abdos", "Zumba", "abdos"]);
    let search = ItemSearch { sort: Some(ItemOrder::Changed), cursor: Some("abc".into()), ..ItemSearch::default() };
    assert!(matches!(inventory::search(env, staff, &search).await, Err(Error::Invalid(_))));
});
