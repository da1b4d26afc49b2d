//! Two items that are one.

use crate::world::{World, on_both_databases};
use contract::{
    ItemId, LangMap,
    backlog::{Marks, ScoreItem},
    demand::NewRequest,
    duplicates::{Likeness, MergeItem},
    inventory::{ItemDetails, ItemFields, ItemStatus, Kind},
    pilots::{PilotFields, Targets},
    sessions::Audience,
};
use domain::{
    Error, accounts::Staff, backlog, demand, duplicates, history, inventory, jobs, pilots, recordings, sessions,
};
use sea_orm::{ConnectionTrait, DbBackend};
use std::collections::BTreeSet;

impl World {
    async fn likely(&self) -> Vec<(ItemId, ItemId, Likeness)> {
        let pairs = duplicates::list(&self.env, &self.staff().await).await.expect("listed");
        pairs.into_iter().map(|pair| (pair.one.id, pair.other.id, pair.likeness)).collect()
    }

    async fn read(&self, id: ItemId) -> ItemDetails {
        inventory::get(&self.env, &self.staff().await, id).await.expect("an item")
    }

    async fn merged(&self, keep: ItemId, other: ItemId) -> domain::Result<ItemDetails> {
        let staff: Staff = self.staff().await;
        let version = self.read(keep).await.version;
        let other_version = self.read(other).await.version;
        duplicates::merge(&self.env, &staff, keep, &MergeItem { other_id: other, version, other_version }).await
    }
}

fn pilot(items: Vec<ItemId>) -> PilotFields {
    PilotFields {
        title: LangMap::both("Pilote", ""),
        hypothesis: LangMap::both("Vrai", ""),
        item_ids: items,
        starts_on: None,
        ends_on: None,
        targets: Targets::default(),
    }
}

on_both_databases!(likely_pairs_are_listed_until_somebody_says_otherwise, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let first = world.item("Étirements du matin").await;
    let near = world.item("Étirement du matin").await;
    let (film, copy) = (world.item("Samba").await, world.item("Rumba").await);
    world.uploaded(film, 12).await;
    world.uploaded(copy, 12).await;
    world.item("Tout autre chose").await;
    jobs::run_pending(env).await.expect("jobs");
    assert_eq!(world.likely().await, [(film, copy, Likeness::SameFile), (first, near, Likeness::NearTitle)]);
    duplicates::not_the_same(env, staff, near, first).await.expect("said");
    duplicates::not_the_same(env, staff, near, first).await.expect("said again");
    assert_eq!(world.likely().await, [(film, copy, Likeness::SameFile)]);
    assert!(matches!(duplicates::not_the_same(env, staff, near, near).await, Err(Error::Invalid(_))));
    let nowhere = ItemId(env.new_id());
    assert!(matches!(duplicates::not_the_same(env, staff, near, nowhere).await, Err(Error::NotFound)));
});

on_both_databases!(what_points_at_the_other_points_at_the_one_that_is_kept, |world| {
    let (env, staff, manager) = (&world.env, &world.staff().await, &world.manager().await);
    let ana = world.member("ana").await;
    let (keep, other) = (world.item("Yoga doux").await, world.item("Yoga doux").await);
    let mut fields = ItemFields::new(Kind::Class, LangMap::both("Yoga doux", "Gentle yoga"));
    fields.source_key = Some("A-1".into());
    fields.description = LangMap::both("Sans se presser", "");
    inventory::change(env, staff, other, 1, fields).await.expect("changed");
    let mine = world.published(keep, 100, Audience::Members).await;
    let theirs = world.published(other, 100, Audience::Members).await;
    world.watch(&ana, theirs, &[(0.0, 30.0)]).await;
    let both = pilots::create(env, manager, pilot(vec![other, keep])).await.expect("a pilot").id;
    let one = pilots::create(env, manager, pilot(vec![other])).await.expect("a pilot").id;
    let new = NewRequest { words: "yoga doux".into(), note: String::new() };
    let asked = demand::request(env, &ana, &new).await.expect("asked").demand_id;
    demand::link(env, staff, asked, other).await.expect("linked");
    let judged = Marks { value: Some(4), value_note: "Demandé souvent".into(), ..Marks::default() };
    backlog::score_item(env, staff, other, &ScoreItem { marks: judged, based_on: 0 }).await.expect("judged");

    let merged = world.merged(keep, other).await.expect("merged");
    assert_eq!(merged.fields.title, LangMap::both("Yoga doux", "Yoga doux"), "what stood there stays");
    assert_eq!(merged.fields.description.exact("fr"), "Sans se presser");
    assert_eq!((merged.fields.source_key.as_deref(), merged.fields.status), (Some("A-1"), ItemStatus::Published));
    assert!(matches!(inventory::get(env, staff, other).await, Err(Error::NotFound)));
    assert_eq!(duplicates::merged_into(env, staff, other).await.expect("known"), Some(keep));
    assert_eq!(duplicates::merged_into(env, staff, keep).await.expect("known"), None);

    assert_eq!(recordings::of_item(env, staff, keep).await.expect("listed").len(), 2);
    let of_keep = sessions::of_item(env, staff, keep).await.expect("listed");
    assert_eq!(of_keep.iter().map(|session| session.id).collect::<BTreeSet<_>>(), [mine, theirs].into());
    assert_eq!(
        history::list(env, &ana, contract::Locale::Fr, None, 10).await.expect("listed").items.len(),
        1,
        "what ana watched is hers"
    );
    for (pilot, items) in [(both, vec![keep]), (one, vec![keep])] {
        assert_eq!(pilots::get(env, manager, pilot).await.expect("a pilot").fields.item_ids, items);
    }
    let entry = backlog::entry(env, staff, keep).await.expect("an item");
    assert_eq!((entry.asked, entry.marks.value_note.as_str()), (1, "Demandé souvent"));
    let shown = domain::catalogue::entry(env, Some(&ana), theirs).await.expect("in the catalogue");
    assert_eq!(shown.item_id, keep);
});

on_both_databases!(a_merge_is_based_on_what_was_read_and_ids_lead_on, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let (a, b, c) = (world.item("Un").await, world.item("Un").await, world.item("Un").await);
    for (version, other_version) in [(2, 1), (1, 2)] {
        let stale = MergeItem { other_id: b, version, other_version };
        let refused = duplicates::merge(env, staff, a, &stale).await;
        assert!(matches!(refused, Err(Error::Conflict("changed_meanwhile"))), "{refused:?}");
    }
    assert_eq!(world.read(b).await.version, 1, "nothing is done by halves");
    let itself = MergeItem { other_id: a, version: 1, other_version: 1 };
    assert!(matches!(duplicates::merge(env, staff, a, &itself).await, Err(Error::Invalid(_))));
    world.merged(b, c).await.expect("merged");
    world.merged(a, b).await.expect("merged");
    for gone in [b, c] {
        assert_eq!(duplicates::merged_into(env, staff, gone).await.expect("known"), Some(a));
    }
});

on_both_databases!(every_column_that_holds_an_item_is_known_to_merging, |world| {
    let db = &world.env.db;
    let sql = match db.backend() {
        DbBackend::Postgres => {
            "SELECT table_name AS held_by, column_name AS named FROM information_schema.columns
             WHERE table_schema = 'public'"
        }
        _ => {
            "SELECT m.name AS held_by, c.name AS named FROM sqlite_master AS m, pragma_table_info(m.name) AS c
             WHERE m.type = 'table'"
        }
    };
    let rows = db.reader().query_all_raw(db.statement(sql, [])).await.expect("columns");
    let mut found = BTreeSet::new();
    for row in rows {
        let (table, column): (String, String) =
            (row.try_get("", "held_by").expect("a name"), row.try_get("", "named").expect("a name"));
        let of_pair = ["item_distinct", "item_link"].contains(&table.as_str())
            && ["one_id", "other_id"].contains(&column.as_str());
        if column == "item_id" || of_pair {
            found.insert((table, column));
        }
    }
    let known: BTreeSet<_> =
        duplicates::LINKS.iter().map(|(table, column)| ((*table).to_owned(), (*column).to_owned())).collect();
    assert_eq!(found, known);
});
