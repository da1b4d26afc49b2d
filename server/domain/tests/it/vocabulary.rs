//! The vocabulary of tags: what people write leads to one word, and no item loses a tag.

use crate::{
    imports::import,
    world::{World, on_both_databases},
};
use contract::{
    ItemId, LangMap, Locale, TagId,
    catalogue::CatalogueSearch,
    changes::{BulkChange, BulkField, ChangeSource, Chosen},
    inventory::{ItemFields, ItemSearch, Kind},
    sessions::Audience,
    vocabulary::{TagDetails, TagFields, Vocabulary},
};
use domain::{Error, Result, catalogue, inventory, vocabulary};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn fields(fr: &str, en: &str, parent: Option<TagId>, synonyms: &[&str]) -> TagFields {
    let synonyms = synonyms.iter().map(|synonym| (*synonym).to_owned()).collect();
    TagFields { label: LangMap::both(fr, en), parent, synonyms }
}

impl World {
    async fn tag(&self, fr: &str, en: &str, parent: Option<TagId>, synonyms: &[&str]) -> TagDetails {
        vocabulary::create(&self.env, &self.staff().await, fields(fr, en, parent, synonyms)).await.expect("a tag")
    }

    async fn tagged(&self, title: &str, tags: &[&str]) -> ItemId {
        let mut fields = ItemFields::new(Kind::Class, LangMap::both(title, ""));
        fields.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        inventory::create(&self.env, &self.staff().await, fields).await.expect("an item").id
    }

    async fn tags_of(&self, item: ItemId) -> Vec<String> {
        inventory::get(&self.env, &self.staff().await, item).await.expect("an item").fields.tags
    }

    /// The items that staff find under a tag.
    async fn under(&self, tag: &str) -> BTreeSet<ItemId> {
        let search = ItemSearch { tag: Some(tag.into()), limit: Some(100), ..ItemSearch::default() };
        let found = inventory::search(&self.env, &self.staff().await, &search).await.expect("found");
        found.items.into_iter().map(|item| item.id).collect()
    }

    async fn vocabulary(&self) -> Vocabulary {
        vocabulary::list(&self.env, &self.staff().await, Locale::Fr).await.expect("the vocabulary")
    }

    async fn change_tag(&self, id: TagId, fields: TagFields) -> Result<TagDetails> {
        let staff = self.staff().await;
        let version = vocabulary::get(&self.env, &staff, id).await.expect("a tag").version;
        vocabulary::change(&self.env, &staff, id, version, fields).await
    }

    async fn merge_tags(&self, id: TagId, into: TagId) -> Result<TagDetails> {
        let staff = self.staff().await;
        let version = vocabulary::get(&self.env, &staff, id).await.expect("a tag").version;
        vocabulary::merge(&self.env, &staff, id, version, into).await
    }
}

/// The field, code and facts of what was refused.
fn refused<T: std::fmt::Debug>(outcome: Result<T>) -> (String, String, Option<String>) {
    match outcome {
        Err(Error::Invalid(problems)) => {
            let problem = problems.into_iter().next().expect("a problem");
            (problem.field, problem.code, problem.facts.get("tag").cloned())
        }
        other => panic!("not refused: {other:?}"),
    }
}

on_both_databases!(whatever_word_is_written_becomes_the_one_that_items_carry, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    world.tag("Étirements", "Stretching", None, &["Souplesse"]).await;
    let item = world.tagged("Un", &["stretching", "SOUPLESSE", "etirements", "libre"]).await;
    assert_eq!(world.tags_of(item).await, ["Étirements", "libre"], "each once, and a free word as it is");

    let mut fields = inventory::get(env, staff, item).await.expect("read").fields;
    fields.tags = vec!["libre".into(), "souplesse".into()];
    inventory::change(env, staff, item, 1, fields).await.expect("changed");
    assert_eq!(world.tags_of(item).await, ["libre", "Étirements"]);

    let other = world.tagged("Deux", &[]).await;
    let chosen = Chosen { items: vec![item, other], all_matching: None };
    let add = BulkChange { field: BulkField::AddTag, value: "Stretching".into() };
    let added = inventory::bulk::apply(env, staff, &chosen, &add).await.expect("added");
    assert_eq!((added.changed, world.tags_of(other).await), (1, vec!["Étirements".to_owned()]));
    let take = BulkChange { field: BulkField::RemoveTag, value: "souplesse".into() };
    let taken = inventory::bulk::apply(env, staff, &chosen, &take).await.expect("taken away");
    assert_eq!((taken.changed, world.tags_of(item).await), (2, vec!["libre".to_owned()]));
});

on_both_databases!(an_import_writes_the_word_and_finds_nothing_to_change_the_next_time, |world| {
    world.tag("Souffle", "Breathing", None, &["respiration"]).await;
    let table = "source_key;kind;title_fr;tags\nA;class;Yoga;breathing\nB;class;Boxe;Respiration|force\n";
    let first = import(&world, table.as_bytes(), false).await;
    assert_eq!((first.created, first.problem_count), (2, 0), "{first:?}");
    let found = inventory::search(&world.env, &world.staff().await, &ItemSearch::default()).await.expect("found");
    let tags: BTreeMap<_, _> = found.items.into_iter().map(|item| (item.fields.source_key, item.fields.tags)).collect();
    assert_eq!(tags[&Some("A".into())], ["Souffle"]);
    assert_eq!(tags[&Some("B".into())], ["Souffle", "force"]);
    let again = import(&world, table.as_bytes(), false).await;
    assert_eq!((again.changed, again.unchanged), (0, 2));
});

on_both_databases!(an_item_with_a_tag_s_word_carries_the_tag_once_there_is_one, |world| {
    let item = world.tagged("Un", &["stretching", "dos"]).await;
    world.tagged("Deux", &["Dos"]).await;
    let free: Vec<_> = world.vocabulary().await.free.into_iter().map(|word| (word.word, word.uses)).collect();
    assert_eq!(free.len(), 2, "{free:?}");
    assert_eq!((free[0].0.to_lowercase(), free[0].1), ("dos".to_owned(), 2), "in whatever way it is written");
    world.tag("Étirements", "Stretching", None, &[]).await;
    assert_eq!(world.tags_of(item).await, ["Étirements", "dos"]);
    let now: Vocabulary = world.vocabulary().await;
    assert_eq!((now.tags[0].uses, now.free.len()), (1, 1));
});

on_both_databases!(a_new_name_and_a_merge_keep_every_link_and_are_told, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let back = world.tag("Dos", "Back", None, &["colonne"]).await;
    let spine = world.tag("Rachis", "Spine", None, &[]).await;
    let child = world.tag("Lombaires", "", Some(spine.id), &[]).await;
    let (one, both) = (world.tagged("Un", &["colonne"]).await, world.tagged("Deux", &["spine", "back"]).await);

    let renamed = world.change_tag(back.id, fields("Mal de dos", "Back", None, &["colonne"])).await.expect("renamed");
    assert_eq!((renamed.word.as_str(), renamed.version), ("Mal de dos", 2));
    assert_eq!(renamed.fields.synonyms, ["colonne", "Dos"], "the name that it had goes on leading to it");
    assert_eq!(world.tags_of(one).await, ["Mal de dos"]);
    assert_eq!(world.under("dos").await, BTreeSet::from([one, both]));
    let told = &inventory::changes(env, staff, one).await.expect("told")[0];
    assert_eq!((told.source, told.by), (ChangeSource::Vocabulary, Some(staff.id)));
    assert_eq!((&told.fields[0].before, &told.fields[0].after), (&json!(["Dos"]), &json!(["Mal de dos"])));

    let kept = world.merge_tags(spine.id, back.id).await.expect("merged");
    assert_eq!(kept.id, back.id);
    assert_eq!(world.tags_of(both).await, ["Mal de dos"]);
    let told = &inventory::changes(env, staff, both).await.expect("told")[0];
    assert_eq!(
        (&told.fields[0].before, &told.fields[0].after),
        (&json!(["Rachis", "Mal de dos"]), &json!(["Mal de dos"]))
    );
    assert_eq!(vocabulary::get(env, staff, child.id).await.expect("a tag").fields.parent, Some(back.id));
    assert!(matches!(vocabulary::get(env, staff, spine.id).await, Err(Error::NotFound)));
    let later = world.tagged("Trois", &["SPINE"]).await;
    assert_eq!(world.tags_of(later).await, ["Mal de dos"], "its names are synonyms now");

    // What stood there before can be put back, by the word that it has today.
    let change = inventory::changes(env, staff, both).await.expect("told")[0].id;
    let put = inventory::put_back(env, staff, both, change, "tags", 3).await.expect("put back");
    assert_eq!(put.fields.tags, ["Mal de dos"]);
});

on_both_databases!(a_tag_finds_what_stands_under_it, |world| {
    let (env, ana) = (&world.env, &world.member("ana").await);
    let body = world.tag("Corps", "Body", None, &[]).await;
    let back = world.tag("Dos", "Back", Some(body.id), &[]).await;
    let low = world.tag("Lombaires", "Lower back", Some(back.id), &["reins"]).await;
    let (deep, middle) = (world.tagged("Un", &["reins"]).await, world.tagged("Deux", &["dos"]).await);
    let other = world.tagged("Trois", &["libre"]).await;
    for item in [deep, middle, other] {
        world.published(item, 60, Audience::Members).await;
    }
    assert_eq!(world.under("body").await, BTreeSet::from([deep, middle]));
    assert_eq!(world.under("Back").await, BTreeSet::from([deep, middle]));
    assert_eq!(world.under("lombaires").await, BTreeSet::from([deep]));
    assert_eq!(world.under("LIBRE").await, BTreeSet::from([other]), "a free word as ever");

    let search = async |tag: &str| {
        let search = CatalogueSearch { tag: Some(tag.into()), ..CatalogueSearch::default() };
        let found = catalogue::search(env, Some(ana), &search).await.expect("found");
        let items: BTreeSet<ItemId> = found.items.iter().map(|entry| entry.item_id).collect();
        (items, found.facets["tag"].clone())
    };
    let (items, facets) = search("Corps").await;
    assert_eq!(items, BTreeSet::from([deep, middle]));
    let count = |value: &str| facets.iter().find(|facet| facet.value == value).map(|facet| facet.count);
    assert_eq!(
        (count("Corps"), count("Lombaires"), count("libre")),
        (Some(2), Some(1), Some(1)),
        "as each would leave"
    );
    assert_eq!(search("Lower back").await.0, BTreeSet::from([deep]));
    assert_eq!(env.catalogue.tag_label("Lombaires", Locale::En), "Lower back");
    assert_eq!(env.catalogue.tag_label("libre", Locale::En), "libre");
    let by_word = CatalogueSearch { q: Some("reins".into()), ..CatalogueSearch::default() };
    let found = catalogue::search(env, Some(ana), &by_word).await.expect("found");
    assert_eq!(found.items.first().map(|entry| entry.item_id), Some(deep), "a synonym finds it as well");

    // Everybody sees a tag that moves.
    world.change_tag(back.id, fields("Dos", "Back", None, &[])).await.expect("moved");
    assert_eq!(search("Corps").await.0, BTreeSet::new());
    let tree: Vec<_> =
        world.vocabulary().await.tags.into_iter().map(|tag| (tag.tag.word, tag.depth, tag.below)).collect();
    let expected = [("Corps", 0, 0), ("Dos", 0, 2), ("Lombaires", 1, 1)];
    assert_eq!(tree, expected.map(|(word, depth, below)| (word.to_owned(), depth, below)));
    assert_eq!(low.fields.parent, Some(back.id));
});

on_both_databases!(what_would_make_no_tree_or_no_vocabulary_is_refused, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let one = world.tag("Un", "One", None, &["premier"]).await;
    let two = world.tag("Deux", "", Some(one.id), &[]).await;
    let three = world.tag("Trois", "", Some(two.id), &[]).await;
    for parent in [one.id, two.id, three.id] {
        let circle = world.change_tag(one.id, fields("Un", "One", Some(parent), &[])).await;
        assert_eq!(refused(circle), ("parent".into(), "tag_cycle".into(), None));
    }
    let four = world.tag("Quatre", "", Some(three.id), &[]).await;
    let deep = vocabulary::create(env, staff, fields("Cinq", "", Some(four.id), &[])).await;
    assert_eq!(refused(deep).1, "tag_too_deep");
    let root = world.tag("Racine", "", None, &[]).await;
    let pushed = world.change_tag(one.id, fields("Un", "One", Some(root.id), &[])).await;
    assert_eq!(refused(pushed).1, "tag_too_deep", "what stands under it counts");
    let nowhere = vocabulary::create(env, staff, fields("Six", "", Some(TagId(env.new_id())), &[])).await;
    assert_eq!(refused(nowhere), ("parent".into(), "unknown_tag".into(), None));

    let taken = vocabulary::create(env, staff, fields("Nouveau", "ONE", None, &[])).await;
    assert_eq!(refused(taken), ("label.en".into(), "tag_taken".into(), Some("Un".into())));
    let taken = world.change_tag(two.id, fields("Deux", "", Some(one.id), &["Premier"])).await;
    assert_eq!(refused(taken), ("synonyms".into(), "tag_taken".into(), Some("Un".into())));
    let itself = world.merge_tags(two.id, two.id).await;
    assert_eq!(refused(itself), ("into".into(), "same_tag".into(), None));

    let held = vocabulary::delete(env, staff, one.id, one.version).await;
    assert!(matches!(held, Err(Error::Conflict("tag_has_children"))), "{held:?}");
    // Two people at once: the second is told.
    world.change_tag(four.id, fields("Quatre", "Four", Some(three.id), &[])).await.expect("changed");
    let late = vocabulary::change(env, staff, four.id, four.version, fields("4", "", None, &[])).await;
    assert!(matches!(late, Err(Error::Conflict("changed_meanwhile"))), "{late:?}");
    let late = vocabulary::delete(env, staff, four.id, four.version).await;
    assert!(matches!(late, Err(Error::Conflict("changed_meanwhile"))), "{late:?}");

    let item = world.tagged("Fiche", &["four"]).await;
    vocabulary::delete(env, staff, four.id, four.version + 1).await.expect("taken out");
    assert_eq!(world.tags_of(item).await, ["Quatre"], "items keep the plain word");
    assert_eq!(world.vocabulary().await.free[0].word, "Quatre");
});

on_both_databases!(a_tag_may_become_one_with_what_stands_under_it, |world| {
    let top = world.tag("Haut", "", None, &[]).await;
    let middle = world.tag("Milieu", "", Some(top.id), &[]).await;
    let low = world.tag("Bas", "", Some(middle.id), &[]).await;
    let beside = world.tag("Côté", "", Some(top.id), &[]).await;
    let item = world.tagged("Fiche", &["haut"]).await;
    world.merge_tags(top.id, low.id).await.expect("merged");
    assert_eq!(world.tags_of(item).await, ["Bas"]);
    let tree: Vec<(TagId, u32)> =
        world.vocabulary().await.tags.into_iter().map(|tag| (tag.tag.id, tag.depth)).collect();
    assert_eq!(tree, [(low.id, 0), (beside.id, 1), (middle.id, 1)]);
});

on_both_databases!(two_at_once_make_no_circle_and_share_no_word, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let (one, two) = (world.tag("Un", "", None, &[]).await, world.tag("Deux", "", None, &[]).await);
    let (down, up) = tokio::join!(
        vocabulary::change(env, staff, one.id, 1, fields("Un", "", Some(two.id), &[])),
        vocabulary::change(env, staff, two.id, 1, fields("Deux", "", Some(one.id), &[])),
    );
    assert_eq!([down.is_ok(), up.is_ok()].iter().filter(|done| **done).count(), 1, "{down:?} {up:?}");
    let (first, second) = tokio::join!(
        vocabulary::create(env, staff, fields("Trois", "", None, &["commun"])),
        vocabulary::create(env, staff, fields("Quatre", "", None, &["Commun"])),
    );
    let failed = if first.is_ok() { second } else { first };
    assert_eq!(refused(failed).1, "tag_taken");
});

on_both_databases!(no_item_loses_a_tag_whatever_becomes_of_the_vocabulary, |world| {
    let mut chance = TestRunner::deterministic();
    let mut any = move |below: usize| (0..below).new_tree(&mut chance).expect("a number").current();
    // What each tag became, by the tag that it was.
    let mut became: BTreeMap<TagId, TagId> = BTreeMap::new();
    let mut words = Vec::new();
    for number in 0..8 {
        let (fr, en, other) = (format!("étiquette {number}"), format!("tag {number}"), format!("mot {number}"));
        let tag = world.tag(&fr, &en, None, &[&other]).await;
        became.insert(tag.id, tag.id);
        words.push((tag.id, [fr, en, other]));
    }
    let mut carried: Vec<(ItemId, BTreeSet<TagId>)> = Vec::new();
    for number in 0..12 {
        let (mut ids, mut tags) = (BTreeSet::new(), vec!["libre".to_owned()]);
        for _ in 0..any(5) {
            let (id, known) = &words[any(8)];
            ids.insert(*id);
            tags.push(known[any(3)].to_uppercase());
        }
        let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
        carried.push((world.tagged(&format!("Fiche {number}"), &tags).await, ids));
    }
    for step in 0..24 {
        let now: Vec<TagId> = became.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let (one, other) = (now[any(now.len())], now[any(now.len())]);
        let known = vocabulary::get(&world.env, &world.staff().await, one).await.expect("a tag").fields;
        match any(4) {
            0 if one != other && now.len() > 3 => {
                // Refused where the tree would be too deep; then nothing has changed.
                if world.merge_tags(one, other).await.is_ok() {
                    became.values_mut().filter(|tag| **tag == one).for_each(|tag| *tag = other);
                }
            }
            1 => drop(world.change_tag(one, TagFields { parent: Some(other), ..known }).await),
            2 => {
                let label = LangMap::both("", known.label.exact("en"));
                world.change_tag(one, TagFields { label, ..known }).await.expect("without a French name");
            }
            _ => {
                let label = LangMap::both(format!("nouveau {step}"), format!("new {step}"));
                world.change_tag(one, TagFields { label, ..known }).await.expect("renamed");
            }
        }
        let vocabulary = world.vocabulary().await;
        let by_word: BTreeMap<String, TagId> =
            vocabulary.tags.iter().map(|tag| (tag.tag.word.clone(), tag.tag.id)).collect();
        for (item, ids) in &carried {
            let expected: BTreeSet<TagId> = ids.iter().map(|id| became[id]).collect();
            let tags = world.tags_of(*item).await;
            let found: BTreeSet<TagId> = tags.iter().filter_map(|tag| by_word.get(tag).copied()).collect();
            assert_eq!(found, expected, "{tags:?} after step {step}");
            assert_eq!(tags.len(), expected.len() + 1, "each once, and the free word: {tags:?}");
        }
        let lost = vocabulary.free.iter().filter(|word| word.word != "libre").count();
        assert_eq!(lost, 0, "{:?}", vocabulary.free);
    }
});
