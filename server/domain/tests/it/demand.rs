//! What members ask for, and look for without finding it.

use crate::world::{World, on_both_databases};
use contract::{
    DemandId,
    demand::{Demand, DemandList, DemandState, NewRequest},
    inventory::{ItemStatus, Kind},
    sessions::Audience,
};
use domain::{
    Error,
    accounts::SignedIn,
    demand, inventory,
    jobs::{self, Job},
};

const DAY: u64 = 24 * 3600;

impl World {
    async fn asks(&self, member: &SignedIn, words: &str, note: &str) -> DemandId {
        let new = NewRequest { words: words.into(), note: note.into() };
        demand::request(&self.env, member, &new).await.expect("asked").demand_id
    }

    async fn demands(&self, state: DemandState) -> DemandList {
        demand::list(&self.env, &self.staff().await, state).await.expect("listed")
    }

    async fn open(&self) -> Vec<Demand> {
        self.demands(DemandState::Open).await.items
    }

    /// Somebody looks for something, finds nothing and goes away.
    async fn looks_for(&self, member: &SignedIn, words: &str) {
        demand::searched(&self.env, member, words).await.expect("noted");
        self.pass(60);
    }

    async fn tidied(&self) {
        jobs::enqueue(&self.env, self.env.db.writer(), &Job::Tidy).await.expect("planned");
        jobs::run_pending(&self.env).await.expect("jobs");
    }
}

on_both_databases!(a_request_counts_once_a_month, |world| {
    let (ana, bea) = (world.member("ana").await, world.member("bea").await);
    let yoga = world.asks(&ana, "Yoga sur  chaise", "Pour ma mère").await;
    let again = NewRequest { words: "yoga SUR chaise !".into(), note: String::new() };
    let again = demand::request(&world.env, &ana, &again).await.expect("asked");
    assert_eq!((again.demand_id, again.already), (yoga, true));
    world.asks(&bea, "yoga-sur-chaise", "").await;
    let open = world.open().await;
    assert_eq!(open.len(), 1);
    let demand = &open[0];
    assert_eq!((demand.words.as_str(), demand.members, demand.last_30_days), ("Yoga sur chaise", 2, 2));
    assert_eq!(demand.notes, ["Pour ma mère"]);
    world.pass(40 * DAY);
    world.asks(&ana, "yoga sur chaise", "").await;
    let demand = &world.open().await[0];
    assert_eq!((demand.members, demand.last_30_days, demand.last_90_days), (2, 1, 3));

    for (words, note, field) in [
        ("", String::new(), "words"),
        ("ab", String::new(), "words"),
        (&"x".repeat(81), String::new(), "words"),
        ("samba", "x".repeat(501), "note"),
    ] {
        let new = NewRequest { words: words.into(), note };
        let refused = demand::request(&world.env, &ana, &new).await;
        assert!(matches!(&refused, Err(Error::Invalid(fields)) if fields[0].field == field), "{refused:?}");
    }
    for number in 0..29 {
        world.asks(&ana, &format!("autre chose {number}"), "").await;
    }
    let more = NewRequest { words: "encore".into(), note: String::new() };
    assert!(matches!(demand::request(&world.env, &ana, &more).await, Err(Error::Conflict("asked_enough"))));
    world.asks(&ana, "Yoga sur chaise", "").await;
});

on_both_databases!(words_are_shown_once_enough_people_looked_for_them, |world| {
    for number in 0..4 {
        let member = world.member(&format!("membre{number}")).await;
        world.looks_for(&member, "capoeira").await;
        world.looks_for(&member, "capoeira").await;
    }
    let staff = world.person("staff", contract::accounts::Role::Staff).await;
    world.looks_for(&staff, "capoeira").await;
    let listed = world.demands(DemandState::Open).await;
    assert!(listed.items.is_empty(), "{listed:?}");
    assert_eq!((listed.hidden_texts, listed.hidden_searches), (1, 4), "one a person, and none of staff");
    let fifth = world.member("membre4").await;
    world.looks_for(&fifth, "Capoeira").await;
    let listed = world.demands(DemandState::Open).await;
    assert_eq!((listed.items[0].words.as_str(), listed.items[0].last_90_days), ("capoeira", 5));
    assert_eq!((listed.items[0].members, listed.hidden_texts), (0, 0));
});

on_both_databases!(what_few_looked_for_is_forgotten, |world| {
    let ana = world.member("ana").await;
    world.looks_for(&ana, "Jean Tremblay").await;
    let asked = world.asks(&ana, "danse en ligne", "").await;
    let dismissed = world.asks(&ana, "plongée", "").await;
    demand::dismiss(&world.env, &world.staff().await, dismissed, "Pas de piscine").await.expect("dismissed");
    assert_eq!(world.demands(DemandState::Open).await.hidden_texts, 1);
    world.pass(29 * DAY);
    world.tidied().await;
    assert_eq!(world.demands(DemandState::Open).await.hidden_texts, 1);
    assert_eq!(world.demands(DemandState::Dismissed).await.items.len(), 1);
    world.pass(2 * DAY);
    world.tidied().await;
    let listed = world.demands(DemandState::Open).await;
    assert_eq!(listed.hidden_texts, 0);
    assert_eq!(listed.items.iter().map(|demand| demand.id).collect::<Vec<_>>(), [asked], "a request waits");
    assert!(world.demands(DemandState::Dismissed).await.items.is_empty());
});

on_both_databases!(whoever_asked_is_told_when_it_can_be_attended, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let (ana, bea) = (world.member("ana").await, world.member("bea").await);
    let id = world.asks(&ana, "danse en ligne", "").await;
    let item = world.item("Danse en ligne pour tous").await;
    let nowhere = contract::ItemId(env.new_id());
    let refused = demand::link(env, staff, id, nowhere).await;
    assert!(matches!(&refused, Err(Error::Invalid(fields)) if fields[0].code == "unknown_item"), "{refused:?}");
    demand::link(env, staff, id, item).await.expect("linked");
    assert!(matches!(demand::link(env, staff, id, item).await, Err(Error::Conflict("demand_decided"))));
    assert!(demand::answered(env, &ana).await.expect("told").is_empty(), "there is nothing to attend yet");
    let session = world.published(item, 10, Audience::Members).await;
    let told = demand::answered(env, &ana).await.expect("told");
    assert_eq!((told.len(), told[0].session_id, told[0].words.as_str()), (1, session, "danse en ligne"));
    assert!(demand::answered(env, &bea).await.expect("told").is_empty(), "bea asked for nothing");
    demand::put_away(env, &bea, id).await.expect("nothing happens");
    assert_eq!(demand::answered(env, &ana).await.expect("told").len(), 1);
    demand::put_away(env, &ana, id).await.expect("put away");
    assert!(demand::answered(env, &ana).await.expect("told").is_empty());
});

on_both_databases!(an_item_is_made_of_a_demand, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let ana = world.member("ana").await;
    let id = world.asks(&ana, "étirements au bureau", "").await;
    let item = demand::make_item(env, staff, id, Kind::Class).await.expect("made");
    assert_eq!(item.fields.title.exact("fr"), "Étirements au bureau");
    assert_eq!(item.fields.status, ItemStatus::Identified);
    let linked = world.demands(DemandState::Linked).await.items;
    assert_eq!((linked[0].item_id, linked[0].id), (Some(item.id), id));
    let twice = demand::make_item(env, staff, id, Kind::Class).await;
    assert!(matches!(twice, Err(Error::Conflict("demand_decided"))), "{twice:?}");
    let all = inventory::search(env, staff, &contract::inventory::ItemSearch::default()).await.expect("found");
    assert_eq!(all.total, Some(1), "and no second item");
    demand::reopen(env, staff, id).await.expect("open again");
    assert_eq!(world.open().await.len(), 1);
    assert!(matches!(demand::reopen(env, staff, id).await, Err(Error::NotFound)));
    let wordless = demand::dismiss(env, staff, id, " ").await;
    assert!(matches!(wordless, Err(Error::Invalid(_))), "{wordless:?}");
    demand::dismiss(env, staff, id, "Déjà au programme").await.expect("dismissed");
    assert_eq!(world.demands(DemandState::Dismissed).await.items[0].reason.as_deref(), Some("Déjà au programme"));
});
