//! Taking stock.

use crate::world::{World, on_both_databases};
use contract::{
    LangMap,
    inventory::{ItemFields, ItemSearch, Kind},
};
use domain::{Error, inventory};

fn yoga() -> ItemFields {
    let mut fields = ItemFields::new(Kind::Class, LangMap::both("Étirements à l’aube", "Stretching at dawn"));
    fields.tags = vec!["Souffle".into(), "matin".into(), "matin".into()];
    fields.source_key = Some("A-1".into());
    fields
}

on_both_databases!(an_item_is_written_found_and_changed, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let item = inventory::create(env, staff, yoga()).await.expect("created");
    assert_eq!(item.fields.tags, ["Souffle", "matin"], "a repeated tag is written once");

    for q in ["etirements", "AUBE", "dawn stretch", "a-1"] {
        let search = ItemSearch { q: Some(q.into()), ..ItemSearch::default() };
        let found = inventory::search(env, staff, &search).await.expect("found");
        assert_eq!(found.items, std::slice::from_ref(&item), "{q}");
    }
    let search = ItemSearch { tag: Some("souffle".into()), ..ItemSearch::default() };
    assert_eq!(inventory::search(env, staff, &search).await.expect("found").total, Some(1));
    let search = ItemSearch { tag: Some("souf".into()), ..ItemSearch::default() };
    assert_eq!(inventory::search(env, staff, &search).await.expect("found").total, Some(0), "a tag is found whole");

    let mut fields = yoga();
    fields.instructor = Some("Léa".into());
    let changed = inventory::change(env, staff, item.id, 1, fields.clone()).await.expect("changed");
    assert_eq!((changed.version, changed.fields.instructor.as_deref()), (2, Some("Léa")));
    let late = inventory::change(env, staff, item.id, 1, fields).await;
    assert!(matches!(late, Err(Error::Conflict("changed_meanwhile"))), "{late:?}");
});

on_both_databases!(what_cannot_be_accepted_is_named_field_by_field, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let mut fields = ItemFields::new(Kind::Talk, LangMap::default());
    fields.duration_minutes = Some(0);
    fields.language = Some("français".into());
    let Err(Error::Invalid(problems)) = inventory::create(env, staff, fields).await else { panic!("accepted") };
    let named: Vec<_> = problems.iter().map(|problem| (problem.field.as_str(), problem.code.as_str())).collect();
    assert_eq!(named, [("title", "required"), ("language", "unknown_language"), ("duration_minutes", "out_of_range")]);

    inventory::create(env, staff, yoga()).await.expect("created");
    let again = inventory::create(env, staff, yoga()).await;
    assert!(matches!(&again, Err(Error::Invalid(problems)) if problems[0].code == "taken"), "{again:?}");
});

on_both_databases!(a_long_list_is_read_page_by_page, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    for number in 0..7 {
        world.pass(1);
        world.item(&format!("Item {number}")).await;
    }
    let mut titles = Vec::new();
    let mut search = ItemSearch { limit: Some(3), ..ItemSearch::default() };
    loop {
        let page = inventory::search(env, staff, &search).await.expect("a page");
        titles.extend(page.items.iter().map(|item| item.fields.title.exact("fr").to_owned()));
        search.cursor = page.next;
        if search.cursor.is_none() {
            break;
        }
    }
    let newest_first: Vec<_> = (0..7).rev().map(|number| format!("Item {number}")).collect();
    assert_eq!(titles, newest_first);
});

on_both_databases!(an_item_with_a_recording_is_not_removed, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let item = world.item("Yoga").await;
    world.uploaded(item, 10).await;
    let refused = inventory::delete(env, staff, item, 1).await;
    assert!(matches!(refused, Err(Error::Conflict("has_recordings"))), "{refused:?}");
    let bare = world.item("Pilates").await;
    inventory::delete(env, staff, bare, 1).await.expect("removed");
    assert!(matches!(inventory::get(env, staff, bare).await, Err(Error::NotFound)));
});

on_both_databases!(an_export_opens_harmlessly_in_a_spreadsheet, |world| {
    let (env, staff): (_, &domain::accounts::Staff) = (&world.env, &world.staff().await);
    let mut fields = yoga();
    fields.instructor = Some("=HYPERLINK(\"x\")".into());
    inventory::create(env, staff, fields).await.expect("created");
    let csv = String::from_utf8(inventory::export_csv(env, staff).await.expect("exported")).expect("UTF-8");
    assert!(csv.starts_with("\u{feff}source_key,kind,title_fr"));
    assert!(csv.contains("\"'=HYPERLINK"), "{csv}");
    let _: &World = &world;
});
