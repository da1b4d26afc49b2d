//! What is worth digitising, in its order.

use crate::world::{World, on_both_databases};
use contract::{
    ItemId, LangMap,
    backlog::{BacklogSearch, Marks, ScoreItem, Weights, WeightsDetails, score},
    demand::NewRequest,
    inventory::{ItemFields, ItemStatus, Kind},
};
use domain::{Error, backlog, demand, inventory};

fn marks(value: u32, ease: u32, cost: u32) -> Marks {
    Marks { value: Some(value), ease: Some(ease), cost: Some(cost), ..Marks::default() }
}

impl World {
    async fn judged(&self, title: &str, marks: Marks) -> ItemId {
        let id = self.item(title).await;
        let score = ScoreItem { marks, based_on: 0 };
        backlog::score_item(&self.env, &self.staff().await, id, &score).await.expect("judged");
        id
    }

    /// The titles of the backlog, page by page.
    async fn ranked(&self, search: &BacklogSearch) -> Vec<String> {
        let staff = self.staff().await;
        let mut search = search.clone();
        let mut titles = Vec::new();
        loop {
            let page = backlog::list(&self.env, &staff, &search).await.expect("a page");
            titles.extend(page.items.iter().map(|entry| entry.item.fields.title.exact("fr").to_owned()));
            search.cursor = page.next;
            if search.cursor.is_none() {
                return titles;
            }
        }
    }
}

on_both_databases!(the_backlog_is_read_in_its_order_page_by_page, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    world.judged("Moyen", marks(3, 3, 3)).await;
    world.judged("Meilleur", marks(5, 5, 1)).await;
    let equal = marks(3, 3, 3);
    world.judged("Moyen aussi", equal).await;
    world.judged("À moitié jugé", Marks { cost: None, ..marks(5, 5, 1) }).await;
    let asked = world.item("Demandé").await;
    world.item("Ni jugé ni demandé").await;
    world.published_session("Déjà offert", 10).await;
    let ana = world.member("ana").await;
    let new = NewRequest { words: "demandé".into(), note: String::new() };
    let demand = demand::request(env, &ana, &new).await.expect("asked").demand_id;
    demand::link(env, staff, demand, asked).await.expect("linked");

    let order = ["Meilleur", "Moyen aussi", "Moyen", "Demandé", "Ni jugé ni demandé", "À moitié jugé"];
    for limit in [1, 2, 100] {
        let search = BacklogSearch { limit: Some(limit), ..BacklogSearch::default() };
        assert_eq!(world.ranked(&search).await, order, "{limit}");
    }
    let search = BacklogSearch { unscored: Some(true), ..BacklogSearch::default() };
    assert_eq!(world.ranked(&search).await, order[3..]);
    let search = BacklogSearch { status: Some(ItemStatus::Assessed), ..BacklogSearch::default() };
    assert_eq!(world.ranked(&search).await, order[..3], "judged in every part is assessed");
    let search = BacklogSearch { kind: Some(Kind::Guide), ..BacklogSearch::default() };
    assert!(world.ranked(&search).await.is_empty());

    let page = backlog::list(env, staff, &BacklogSearch::default()).await.expect("a page");
    assert_eq!((page.total, page.next), (6, None));
    let entry = &page.items[3];
    assert_eq!((entry.asked, entry.score), (1, None));
    assert_eq!(entry.missing, ["description", "duration_minutes", "language", "instructor", "centre"]);
    assert_eq!(page.items[0].score, score(&marks(5, 5, 1), 0, &Weights::default()));

    for wrong in ["x", "1.2", "zz.0.0193a5e47b1c70008000000000000001"] {
        let search = BacklogSearch { cursor: Some(wrong.into()), ..BacklogSearch::default() };
        let refused = backlog::list(env, staff, &search).await;
        assert!(matches!(&refused, Err(Error::Invalid(fields)) if fields[0].code == "not_a_cursor"), "{refused:?}");
    }
    let search = BacklogSearch { status: Some(ItemStatus::Published), ..BacklogSearch::default() };
    assert!(matches!(backlog::list(env, staff, &search).await, Err(Error::Invalid(_))));
});

on_both_databases!(a_judgement_is_based_on_the_last_one, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let id = world.item("Yoga").await;
    let first = ScoreItem { marks: Marks { ease_note: " deux caméras ".into(), ..marks(4, 4, 2) }, based_on: 0 };
    let entry = backlog::score_item(env, staff, id, &first).await.expect("judged");
    assert_eq!((entry.marks_version, entry.marks.ease_note.as_str()), (1, "deux caméras"));
    assert_eq!(entry.item.fields.status, ItemStatus::Assessed);
    for stale in [0, 2] {
        let late = ScoreItem { marks: marks(1, 1, 1), based_on: stale };
        let refused = backlog::score_item(env, staff, id, &late).await;
        assert!(matches!(refused, Err(Error::Conflict("changed_meanwhile"))), "{stale}: {refused:?}");
    }
    let again = ScoreItem { marks: marks(5, 4, 2), based_on: 1 };
    let entry = backlog::score_item(env, staff, id, &again).await.expect("judged again");
    assert_eq!((entry.marks.value, entry.marks_version), (Some(5), 2));

    let wrong = ScoreItem { marks: marks(6, 0, 3), based_on: 2 };
    let Err(Error::Invalid(problems)) = backlog::score_item(env, staff, id, &wrong).await else { panic!("accepted") };
    assert_eq!(problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["value", "ease"]);
    let nowhere = ItemId(env.new_id());
    assert!(matches!(backlog::score_item(env, staff, nowhere, &first).await, Err(Error::NotFound)));
});

on_both_databases!(managers_say_what_counts, |world| {
    let (env, staff, manager) = (&world.env, &world.staff().await, &world.manager().await);
    let (dear, cheap) = ("Cher et utile", "Peu utile et gratuit");
    world.judged(dear, marks(5, 3, 5)).await;
    world.judged(cheap, marks(2, 3, 1)).await;
    let everything = BacklogSearch::default();
    assert_eq!(world.ranked(&everything).await, [cheap, dear]);
    let before = backlog::weights(env, staff).await.expect("known");
    assert_eq!(before, WeightsDetails { weights: Weights::default(), version: 0 });
    let new = WeightsDetails { weights: Weights { cost: 0, ..Weights::default() }, version: 0 };
    let set = backlog::set_weights(env, manager, &new).await.expect("set");
    assert_eq!(set.version, 1);
    assert_eq!(world.ranked(&everything).await, [dear, cheap], "what it costs does not count");
    let refused = backlog::set_weights(env, manager, &new).await;
    assert!(matches!(refused, Err(Error::Conflict("changed_meanwhile"))), "{refused:?}");
    let wrong = WeightsDetails { weights: Weights { ease: 4, ..Weights::default() }, version: 1 };
    assert!(matches!(backlog::set_weights(env, manager, &wrong).await, Err(Error::Invalid(_))));
    assert_eq!(backlog::weights(env, staff).await.expect("known"), set);
});

on_both_databases!(several_are_selected_or_rejected_at_once, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let (one, two) = (world.item("Un").await, world.item("Deux").await);
    let offered = world.item("Offert").await;
    world.published(offered, 10, contract::sessions::Audience::Members).await;
    let moved = backlog::select(env, staff, &[one, offered, one]).await.expect("selected");
    assert_eq!((moved.moved, moved.left), (vec![one], vec![offered]));
    assert_eq!(world.status(one).await, ItemStatus::Selected);
    assert_eq!(world.status(offered).await, ItemStatus::Published, "what members can attend stays");

    for (items, reason, field) in
        [(vec![], "x", "item_ids"), (vec![two], "  ", "reason"), (vec![two; 101], "x", "item_ids")]
    {
        let refused = backlog::reject(env, staff, &items, reason).await;
        assert!(matches!(&refused, Err(Error::Invalid(fields)) if fields[0].field == field), "{refused:?}");
    }
    assert_eq!(backlog::rejection(env, staff, two).await.expect("known"), None);
    let moved = backlog::reject(env, staff, &[one, two, offered], "Droits perdus").await.expect("rejected");
    assert_eq!((moved.moved, moved.left), (vec![one, two], vec![offered]));
    let rejection = backlog::rejection(env, staff, two).await.expect("known").expect("a reason");
    assert_eq!(rejection.reason, "Droits perdus");
    assert!(world.ranked(&BacklogSearch::default()).await.is_empty());
});

on_both_databases!(centres_of_the_backlog_are_offered, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    for (title, centre) in [("Un", "Hochelaga"), ("Deux", "Centre-ville"), ("Trois", "Hochelaga")] {
        let mut fields = ItemFields::new(Kind::Class, LangMap::both(title, ""));
        fields.centre = Some(centre.into());
        inventory::create(env, staff, fields).await.expect("created");
    }
    assert_eq!(backlog::centres(env, staff).await.expect("listed"), ["Centre-ville", "Hochelaga"]);
    let search = BacklogSearch { centre: Some("Hochelaga".into()), ..BacklogSearch::default() };
    assert_eq!(world.ranked(&search).await, ["Trois", "Un"]);
});
