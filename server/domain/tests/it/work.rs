//! The work on items: every move of a step, claims at the same moment, the way back, the board and comments.

use crate::world::{World, on_both_databases};
use contract::{
    BulkId, ItemId, LangMap, TaskId,
    accounts::Role,
    changes::Chosen,
    inventory::{ItemFields, ItemSearch, ItemStatus, Kind},
    sessions::Audience,
    work::{ClaimProblem, Claims, Doer, KeptFor, NewTemplate, Step, Task, TaskSearch, TaskState, Work},
};
use domain::{Error, accounts::Staff, inventory, jobs, sessions, work};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

const DAY: u64 = 24 * 3600;

impl World {
    async fn colleague(&self, name: &str) -> Staff {
        self.person(name, Role::Staff).await.staff().expect("staff")
    }

    async fn boss(&self) -> Staff {
        self.manager().await.staff().expect("a manager is staff")
    }

    /// Classes go through three steps, the last of which is a manager's.
    async fn three_steps(&self) {
        let step = |key: &str, who, due_days| Step { key: key.into(), name: LangMap::both(key, ""), who, due_days };
        let steps = vec![
            step("film", Doer::Staff, Some(2)),
            step("edit", Doer::Staff, None),
            step("check", Doer::Manager, Some(1)),
        ];
        let new = NewTemplate { steps };
        work::change_template(&self.env, &self.manager().await, Kind::Class, 0, new).await.expect("written");
    }

    async fn started(&self, title: &str) -> (ItemId, Work) {
        let item = self.item(title).await;
        (item, work::start(&self.env, &self.staff().await, item).await.expect("started"))
    }

    async fn work_of(&self, item: ItemId) -> Work {
        work::of_item(&self.env, &self.staff().await, item).await.expect("read").expect("there is work")
    }

    async fn claims(&self, who: &Staff, task: TaskId) -> Claims {
        work::claim(&self.env, who, &[task]).await.expect("an answer")
    }

    async fn does(&self, who: &Staff, task: TaskId) -> Task {
        assert_eq!(self.claims(who, task).await.claimed, [task]);
        work::finish(&self.env, who, task).await.expect("done")
    }

    pub(super) async fn status(&self, item: ItemId) -> ItemStatus {
        inventory::get(&self.env, &self.staff().await, item).await.expect("an item").fields.status
    }
}

fn states(work: &Work) -> Vec<TaskState> {
    work.tasks.iter().map(|task| task.state).collect()
}

use TaskState::{Blocked, Claimed, Done, HandedBack, Locked, Open};

on_both_databases!(work_goes_from_step_to_step_until_all_is_done, |world| {
    world.three_steps().await;
    let (ana, boss) = (world.colleague("ana").await, world.boss().await);
    let (item, work) = world.started("Yoga").await;
    assert_eq!(world.status(item).await, ItemStatus::InWork);
    assert_eq!(states(&work), [Open, Locked, Locked]);
    let first = &work.tasks[0];
    assert_eq!(first.due_at, Some(world.env.clock.now() + std::time::Duration::from_secs(2 * DAY)));
    assert!(matches!(work::start(&world.env, &ana, item).await, Err(Error::Conflict("work_under_way"))));

    let [film, edit, check] = [0, 1, 2].map(|place: usize| work.tasks[place].id);
    let claims = world.claims(&ana, edit).await;
    assert_eq!(claims.refused[0].problem, ClaimProblem::NotOpen, "it is locked");
    assert!(matches!(work::finish(&world.env, &ana, film).await, Err(Error::Conflict("task_moved"))));
    let done = world.does(&ana, film).await;
    assert_eq!((done.state, done.claimed_by.map(|by| by.name)), (Done, Some("ana".into())));
    let work = world.work_of(item).await;
    assert_eq!(states(&work), [Done, Open, Locked]);
    assert_eq!(work.tasks[1].due_at, None, "it may take as long as it takes");

    world.does(&ana, edit).await;
    assert_eq!(world.claims(&ana, check).await.refused[0].problem, ClaimProblem::ManagersOnly);
    world.does(&boss, check).await;
    let work = world.work_of(item).await;
    assert_eq!(work.finished_at, Some(world.env.clock.now()));
    assert_eq!(world.status(item).await, ItemStatus::Selected, "nobody has published it");
    let told: Vec<_> = work.moves.iter().rev().map(|one| (one.from, one.to)).collect();
    let step = [(Locked, Open), (Open, Claimed), (Claimed, Done)];
    let in_order: Vec<_> = told.iter().copied().filter(|one| step.contains(one)).collect();
    assert_eq!((told.len(), in_order.len()), (9, 9));
    assert!(work.moves.iter().all(|one| one.by.is_some()));

    // It can be worked on again.
    let again = work::start(&world.env, &ana, item).await.expect("started again");
    assert_ne!(again.id, work.id);
    assert_eq!(states(&again), [Open, Locked, Locked]);
});

on_both_databases!(an_item_that_members_attend_stays_published, |world| {
    world.three_steps().await;
    let boss = world.boss().await;
    let (item, work) = world.started("Yoga").await;
    world.published(item, 10, contract::sessions::Audience::Members).await;
    for task in work.tasks {
        world.does(&boss, task.id).await;
    }
    assert_eq!(world.status(item).await, ItemStatus::Published);
    work::start(&world.env, &boss, item).await.expect("started again");
    assert_eq!(world.status(item).await, ItemStatus::Published, "it is still in the catalogue");
});

on_both_databases!(who_publishes_has_done_the_step_of_publishing, |world| {
    let (ana, bea, boss) = (world.colleague("ana").await, world.colleague("bea").await, world.boss().await);
    let step = |key: &str, who| Step { key: key.into(), name: LangMap::both(key, ""), who, due_days: None };
    let told = |work: &Work| work.moves.first().map(|one| (one.from, one.to, one.by.clone().map(|by| by.name)));
    let class = async |version: i64, steps: Vec<Step>| {
        let manager = world.manager().await;
        work::change_template(&world.env, &manager, Kind::Class, version, NewTemplate { steps })
            .await
            .expect("written");
    };
    let publish = async |who: &Staff, item: ItemId| {
        let recording = world.uploaded(item, 60).await;
        jobs::run_pending(&world.env).await.expect("jobs");
        let session = sessions::publish_recording(&world.env, who, item, recording, Audience::Members).await;
        session.expect("published").id
    };
    class(0, vec![step("film", Doer::Staff), step("publish", Doer::Staff)]).await;

    let (early, work) = world.started("Cardio").await;
    publish(&bea, early).await;
    assert_eq!(states(&world.work_of(early).await), [Open, Locked], "it has not come that far");
    world.does(&ana, work.tasks[0].id).await;
    assert_eq!(states(&world.work_of(early).await), [Done, Open], "it was published before");

    // Nobody has it, somebody else does, or it is blocked: whoever publishes did it.
    for stands in [Open, Claimed, Blocked] {
        let (item, work) = world.started("Yoga").await;
        let [film, last] = [0, 1].map(|place: usize| work.tasks[place].id);
        world.does(&ana, film).await;
        if stands != Open {
            world.claims(&ana, last).await;
        }
        if stands == Blocked {
            work::block(&world.env, &ana, last, "Il manque un titre.").await.expect("blocked");
        }
        publish(&bea, item).await;
        let work = world.work_of(item).await;
        assert_eq!(states(&work), [Done, Done]);
        assert_eq!(told(&work), Some((stands, Done, Some("bea".into()))));
        let task = &work.tasks[1];
        let by = task.claimed_by.as_ref().map(|by| by.name.as_str());
        assert_eq!((by, task.blocked_for.as_deref()), (Some("bea"), None));
        assert_eq!(work.finished_at, Some(world.env.clock.now()));
        assert_eq!(world.status(item).await, ItemStatus::Published);
        assert!(matches!(work::finish(&world.env, &ana, last).await, Err(Error::Conflict("task_moved"))));
    }

    // It need not be the last, and a session that comes back does it as well.
    class(1, vec![step("publish", Doer::Staff), step("tell", Doer::Staff)]).await;
    let item = world.item("Danse").await;
    let session = publish(&bea, item).await;
    sessions::unpublish(&world.env, &bea, session).await.expect("taken out");
    work::start(&world.env, &ana, item).await.expect("started");
    sessions::publish(&world.env, &bea, session).await.expect("published");
    let work = world.work_of(item).await;
    assert_eq!((states(&work), work.finished_at), (vec![Done, Open], None));

    class(2, vec![step("publish", Doer::Manager)]).await;
    let (item, _) = world.started("Judo").await;
    let session = publish(&ana, item).await;
    assert_eq!(states(&world.work_of(item).await), [Open], "only managers do it");
    sessions::publish(&world.env, &boss, session).await.expect("published");
    assert_eq!(states(&world.work_of(item).await), [Done]);
});

on_both_databases!(a_step_is_released_blocked_and_unblocked_by_who_has_it, |world| {
    world.three_steps().await;
    let (ana, bea, boss) = (world.colleague("ana").await, world.colleague("bea").await, world.boss().await);
    let (item, work) = world.started("Yoga").await;
    let film = work.tasks[0].id;
    world.claims(&ana, film).await;
    assert_eq!(world.claims(&ana, film).await.claimed, [film], "pressing twice is no problem");
    for refused in [
        work::release(&world.env, &bea, film).await,
        work::finish(&world.env, &bea, film).await,
        work::block(&world.env, &bea, film, "x").await,
        work::finish(&world.env, &boss, film).await,
    ] {
        assert!(matches!(refused, Err(Error::Conflict("task_not_yours"))));
    }
    for (why, code) in [(" \n", "required"), ("a\u{0}", "unreadable"), (&"é".repeat(501) as &str, "too_long")] {
        let refused = work::block(&world.env, &ana, film, why).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].code == code), "{why:?}");
    }
    let blocked = work::block(&world.env, &ana, film, "La salle est prise.").await.expect("blocked");
    assert_eq!((blocked.state, blocked.blocked_for.as_deref()), (Blocked, Some("La salle est prise.")));
    assert!(matches!(work::finish(&world.env, &ana, film).await, Err(Error::Conflict("task_moved"))));
    assert_eq!(world.claims(&bea, film).await.refused[0].by.as_ref().map(|by| by.name.as_str()), Some("ana"));
    assert!(matches!(work::unblock(&world.env, &bea, film).await, Err(Error::Conflict("task_not_yours"))));
    let going_on = work::unblock(&world.env, &ana, film).await.expect("unblocked");
    assert_eq!((going_on.state, going_on.blocked_for), (Claimed, None));

    // A manager frees what somebody who is away has.
    work::block(&world.env, &ana, film, "Absente").await.expect("blocked");
    let free = work::release(&world.env, &boss, film).await.expect("released");
    assert_eq!((free.state, free.claimed_by, free.blocked_for), (Open, None, None));
    assert!(matches!(work::release(&world.env, &ana, film).await, Err(Error::Conflict("task_moved"))));
    let nothing = TaskId(world.env.new_id());
    assert!(matches!(work::release(&world.env, &ana, nothing).await, Err(Error::NotFound)));
    assert_eq!(world.claims(&ana, nothing).await.refused[0].problem, ClaimProblem::Unknown);
    let last = &world.work_of(item).await.moves[0];
    assert_eq!((last.from, last.to, last.by.as_ref().map(|by| by.name.as_str())), (Blocked, Open, Some("manager")));
});

on_both_databases!(of_two_who_claim_at_once_one_has_it_and_the_other_is_told_who, |world| {
    world.three_steps().await;
    let (ana, bea) = (world.colleague("ana").await, world.colleague("bea").await);
    let mut tasks = Vec::new();
    for number in 0..12 {
        tasks.push(world.started(&format!("Cours {number}")).await.1.tasks[0].id);
    }
    let backwards: Vec<TaskId> = tasks.iter().rev().copied().collect();
    let (hers, others) = tokio::join!(work::claim(&world.env, &ana, &tasks), work::claim(&world.env, &bea, &backwards));
    let (hers, others) = (hers.expect("an answer"), others.expect("an answer"));
    assert_eq!(hers.claimed.len() + others.claimed.len(), 12, "each is claimed by one");
    for (claims, holder) in [(&hers, "bea"), (&others, "ana")] {
        for refused in &claims.refused {
            assert_eq!(refused.problem, ClaimProblem::Taken);
            assert_eq!(refused.by.as_ref().map(|by| by.name.as_str()), Some(holder));
        }
    }
    let (one, two) =
        tokio::join!(work::start(&world.env, &ana, world.item("Ensemble").await), work::claim(&world.env, &bea, &[]));
    one.expect("started");
    assert!(matches!(two, Err(Error::Invalid(fields)) if fields[0].code == "none_chosen"));
});

on_both_databases!(of_two_who_start_at_once_one_does, |world| {
    let (ana, bea) = (world.colleague("ana").await, world.colleague("bea").await);
    let item = world.item("Yoga").await;
    let (one, two) = tokio::join!(work::start(&world.env, &ana, item), work::start(&world.env, &bea, item));
    assert!(one.is_ok() != two.is_ok());
    let late = if one.is_ok() { two } else { one };
    assert!(matches!(late, Err(Error::Conflict("work_under_way"))));
    let found = work::search(&world.env, &ana, &TaskSearch::default()).await.expect("listed");
    assert_eq!(found.total, Some(1));
});

on_both_databases!(what_is_handed_back_is_open_again_with_its_reason, |world| {
    world.three_steps().await;
    let (ana, boss) = (world.colleague("ana").await, world.boss().await);
    let (item, work) = world.started("Yoga").await;
    let [film, edit, check] = [0, 1, 2].map(|place: usize| work.tasks[place].id);
    world.does(&ana, film).await;
    world.does(&ana, edit).await;
    world.claims(&boss, check).await;
    let hand_back = |to, why: &'static str| work::hand_back(&world.env, &boss, check, to, why);
    assert!(matches!(hand_back(film, " ").await, Err(Error::Invalid(fields)) if fields[0].field == "reason"));
    for wrong in [check, TaskId(world.env.new_id()), world.started("Autre").await.1.tasks[0].id] {
        assert!(matches!(hand_back(wrong, "x").await, Err(Error::Conflict("not_an_earlier_step"))));
    }
    assert_eq!(states(&world.work_of(item).await), [Done, Done, Claimed], "nothing is half handed back");
    world.pass(DAY);
    let back = hand_back(film, "Le son est coupé.").await.expect("handed back");
    assert_eq!((back.id, back.state, back.claimed_by), (film, HandedBack, None));
    assert_eq!(back.handed_back_for.as_deref(), Some("Le son est coupé."));
    assert_eq!(
        back.due_at,
        Some(world.env.clock.now() + std::time::Duration::from_secs(2 * DAY)),
        "its time begins anew"
    );
    let work = world.work_of(item).await;
    assert_eq!(states(&work), [HandedBack, Locked, Locked]);
    assert_eq!(work.moves[0].reason.as_deref(), Some("Le son est coupé."));

    // Let go, it still says why; done, it does not.
    world.claims(&ana, film).await;
    let free = work::release(&world.env, &ana, film).await.expect("released");
    assert_eq!((free.state, free.handed_back_for.is_some()), (HandedBack, true));
    let done = world.does(&ana, film).await;
    assert_eq!(done.handed_back_for, None);
    assert_eq!(states(&world.work_of(item).await), [Done, Open, Locked]);
    world.does(&ana, edit).await;
    world.does(&boss, check).await;
    assert!(world.work_of(item).await.finished_at.is_some());
});

on_both_databases!(changed_steps_hold_for_work_that_starts_later, |world| {
    world.three_steps().await;
    let (manager, staff) = (world.manager().await, world.staff().await);
    let (item, before) = world.started("Avant").await;
    let mut template = work::template(&world.env, &staff, Kind::Class).await.expect("read");
    assert_eq!(template.version, 1);
    template.steps.remove(0);
    template.steps[0].name = LangMap::both("Couper", "Cut");
    let added =
        Step { key: String::new(), name: LangMap::both("Relire", "Proofread"), who: Doer::Staff, due_days: None };
    template.steps.push(added);
    let change = |based_on, steps: Vec<Step>| {
        work::change_template(&world.env, &manager, Kind::Class, based_on, NewTemplate { steps })
    };
    let changed = change(1, template.steps.clone()).await.expect("changed");
    assert_eq!(changed.steps.iter().map(|step| step.key.as_str()).collect::<Vec<_>>(), ["edit", "check", "relire"]);
    for late in [0, 1] {
        let refused = change(late, template.steps.clone()).await;
        assert!(matches!(refused, Err(Error::Conflict("changed_meanwhile"))), "{late}");
    }
    assert!(matches!(change(2, Vec::new()).await, Err(Error::Invalid(fields)) if fields[0].code == "no_steps"));
    assert_eq!(world.work_of(item).await, before);
    let (_, after) = world.started("Après").await;
    assert_eq!(after.tasks.iter().map(|task| task.name.exact("fr")).collect::<Vec<_>>(), ["Couper", "check", "Relire"]);
    let guide = work::template(&world.env, &staff, Kind::Guide).await.expect("read");
    assert_eq!((guide.version, guide.steps), (0, contract::work::proposed(Kind::Guide)), "other kinds stay");
});

on_both_databases!(tasks_are_listed_by_when_they_are_due, |world| {
    world.three_steps().await;
    let (ana, boss) = (world.colleague("ana").await, world.boss().await);
    let mut items = Vec::new();
    for number in 0..5 {
        items.push(world.started(&format!("Cours {number}")).await.1.tasks[0].id);
        world.pass(3600);
    }
    let find = async |who: &Staff, search: TaskSearch| work::search(&world.env, who, &search).await.expect("listed");
    let mut walked = Vec::new();
    let mut search = TaskSearch { limit: Some(2), ..TaskSearch::default() };
    loop {
        let page = find(&ana, search.clone()).await;
        assert_eq!(page.total, Some(5));
        walked.extend(page.items.iter().map(|task| task.id));
        search.cursor = page.next;
        if search.cursor.is_none() {
            break;
        }
    }
    assert_eq!(walked, items, "every one once, what is due first first");
    search.cursor = Some("hier".into());
    let refused = work::search(&world.env, &ana, &search).await;
    assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].code == "not_a_cursor"));

    world.claims(&ana, items[1]).await;
    world.claims(&ana, items[0]).await;
    world.pass(3 * DAY);
    let mine = work::mine(&world.env, &ana).await.expect("read");
    assert_eq!(mine.iter().map(|mine| mine.task.id).collect::<Vec<_>>(), [items[0], items[1]]);
    assert!(mine[0].task.overdue && mine[0].earlier.is_empty());
    assert_eq!(work::count_mine(&world.env, &ana).await.expect("counted"), 2);
    assert_eq!(find(&ana, TaskSearch { mine: true, ..TaskSearch::default() }).await.total, Some(2));
    assert_eq!(find(&ana, TaskSearch { claimable: true, ..TaskSearch::default() }).await.total, Some(3));
    for (search, found) in [
        (TaskSearch { step: Some("film".into()), ..TaskSearch::default() }, 5),
        (TaskSearch { step: Some("edit".into()), ..TaskSearch::default() }, 0),
        (TaskSearch { kind: Some(Kind::Guide), ..TaskSearch::default() }, 0),
        (TaskSearch { centre: Some("Rosemont".into()), ..TaskSearch::default() }, 0),
        (TaskSearch { state: Some(Locked), ..TaskSearch::default() }, 10),
    ] {
        assert_eq!(find(&ana, search.clone()).await.total, Some(found), "{search:?}");
    }
    // What is a manager's is offered to managers.
    for task in world.work_of(mine[0].task.item_id).await.tasks.iter().take(2) {
        world.does(&ana, task.id).await;
    }
    let check = TaskSearch { claimable: true, step: Some("check".into()), ..TaskSearch::default() };
    assert_eq!(find(&ana, check.clone()).await.total, Some(0));
    assert_eq!(find(&boss, check).await.total, Some(1));
});

on_both_databases!(the_board_says_where_items_stand_longest, |world| {
    world.three_steps().await;
    let ana = world.colleague("ana").await;
    let board = work::board(&world.env, &ana).await.expect("read");
    assert_eq!((board.bottleneck, board.columns.iter().map(|column| column.count).sum::<u64>()), (None, 0));
    // Four at the first step, of 4, 3, 2 and 1 days; one at the second, of 12 hours.
    let mut first = Vec::new();
    for number in 0..5 {
        first.push(world.started(&format!("Cours {number}")).await.1.tasks[0].id);
        world.pass(if number == 4 { DAY / 2 } else { DAY });
    }
    world.does(&ana, first[4]).await;
    world.pass(DAY / 2);
    let board = work::board(&world.env, &ana).await.expect("read");
    let column = |key: &str| board.columns.iter().find(|column| column.step == key).expect("a column");
    let film = column("film");
    let day = |days: f64| Some((days * DAY as f64) as u64);
    assert_eq!((film.count, film.oldest_s, film.median_s), (4, day(5.0), day(3.5)));
    assert_eq!(film.overdue, 3, "each has two days");
    assert_eq!(film.cards.iter().map(|task| task.id).collect::<Vec<_>>(), first[..4], "the oldest first");
    let edit = column("edit");
    assert_eq!((edit.count, edit.oldest_s, edit.median_s), (1, day(0.5), day(0.5)));
    assert_eq!(board.bottleneck.as_deref(), Some("film"));
    let places = |key: &str| board.columns.iter().position(|column| column.step == key);
    assert!(places("film") < places("edit") && places("edit") < places("check"), "in the order of the steps");
});

on_both_databases!(five_thousand_items_cost_the_board_two_queries, |world| {
    let staff = world.staff().await;
    let mut csv = String::from("source_key,kind,title_fr\n");
    for number in 0..5_000 {
        csv.push_str(&format!("C-{number},class,Cours {number}\n"));
    }
    crate::imports::import(&world, csv.as_bytes(), false).await;
    let all = Chosen {
        items: Vec::new(),
        all_matching: Some(ItemSearch { q: Some("cours".into()), ..ItemSearch::default() }),
    };
    let started = work::start_many(&world.env, &staff, &all).await.expect("started");
    assert_eq!((started.started, started.under_way), (5_000, 0));
    let again = work::start_many(&world.env, &staff, &all).await.expect("asked again");
    assert_eq!((again.id, again.started, again.under_way), (None, 0, 5_000));

    let asked = Arc::new(AtomicU64::new(0));
    let mut env = world.env.clone();
    let counter = Arc::clone(&asked);
    env.db.listen(move || {
        counter.fetch_add(1, Ordering::SeqCst);
    });
    let board = work::board(&env, &staff).await.expect("read");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    let assess = &board.columns[0];
    assert_eq!((assess.count, assess.cards.len()), (5_000, 20));

    let undone = work::take_back(&world.env, &staff, started.id.expect("it was started")).await.expect("taken back");
    assert_eq!((undone.taken_back, undone.kept.len()), (5_000, 0));
    let board = work::board(&world.env, &staff).await.expect("read");
    assert!(board.columns.iter().all(|column| column.count == 0), "nothing is under way any more");
});

on_both_databases!(work_on_many_is_looked_at_started_and_taken_back, |world| {
    let (ana, bea, boss) = (world.colleague("ana").await, world.colleague("bea").await, world.boss().await);
    let env = &world.env;
    world.three_steps().await;
    let (under_way, before) = world.started("Cours 0").await;
    world.claims(&bea, before.tasks[0].id).await;
    let (done, work) = world.started("Cours 1").await;
    for task in &work.tasks {
        world.does(&boss, task.id).await;
    }
    let mut items = vec![under_way, done];
    for number in 2..8 {
        items.push(world.item(&format!("Cours {number}")).await);
    }
    work::comment(env, &ana, items[6], "Avant.").await.expect("written");
    world.pass(DAY);
    let search = ItemSearch { q: Some("cours".into()), ..ItemSearch::default() };
    // All that match but the last.
    let all = Chosen { items: vec![items[7]], all_matching: Some(search) };
    let looked = work::look_at_start(env, &ana, &all).await.expect("looked at");
    assert_eq!((looked.id, looked.chosen, looked.started, looked.again, looked.under_way), (None, 7, 6, 1, 1));
    assert_eq!(looked.examples.iter().map(|item| item.id).collect::<Vec<_>>(), items[1..7]);
    let left: Vec<_> = looked.left.iter().map(|task| (task.item_id, task.step.as_str())).collect();
    assert_eq!(left, [(under_way, "film")], "it is said where that work stands");
    assert_eq!(looked.left[0].claimed_by.as_ref().map(|by| by.name.as_str()), Some("bea"), "and who has it");
    assert_eq!(work::of_item(env, &ana, items[2]).await.expect("read"), None, "looking starts nothing");

    let was = world.status(items[2]).await;
    let started = work::start_many(env, &ana, &all).await.expect("started");
    assert_eq!((started.started, started.under_way), (6, 1));
    assert_eq!(world.status(items[2]).await, ItemStatus::InWork);
    assert_eq!(work::of_item(env, &ana, items[7]).await.expect("read"), None, "not on the one that was left out");
    let twice = work::start_many(env, &ana, &all).await.expect("asked again");
    assert_eq!((twice.id, twice.started, twice.under_way), (None, 0, 7));

    // One is claimed, one was and is let go, one is spoken of; of one somebody has decided something.
    world.pass(1);
    let first = async |place: usize| world.work_of(items[place]).await.tasks[0].id;
    world.claims(&bea, first(2).await).await;
    let let_go = first(3).await;
    world.claims(&bea, let_go).await;
    work::release(env, &bea, let_go).await.expect("let go");
    work::comment(env, &bea, items[4], "À voir.").await.expect("written");
    let item = inventory::get(env, &ana, items[5]).await.expect("read");
    let fields = ItemFields { status: ItemStatus::Rejected, ..item.fields };
    inventory::change(env, &ana, items[5], item.version, fields).await.expect("changed");

    let start = started.id.expect("it has an id");
    let undone = work::take_back(env, &ana, start).await.expect("taken back");
    let kept: Vec<_> = undone.kept.iter().map(|work| (work.id, work.why)).collect();
    let expected = [(items[2], KeptFor::Step), (items[3], KeptFor::Step), (items[4], KeptFor::Comment)];
    assert_eq!((undone.taken_back, kept), (3, expected.to_vec()));
    assert_eq!(work::kept(env, &ana, start, 2).await.expect("listed"), undone.kept[..2]);
    for item in [items[5], items[6]] {
        assert_eq!(work::of_item(env, &ana, item).await.expect("read"), None);
    }
    assert_eq!(world.status(items[6]).await, was, "it stands where it stood");
    assert_eq!(world.status(items[5]).await, ItemStatus::Rejected, "what was decided since stays");
    assert_eq!(world.status(items[2]).await, ItemStatus::InWork);
    let earlier = world.work_of(done).await;
    assert_eq!((earlier.id, states(&earlier)), (work.id, vec![Done; 3]), "the work before is there as it was");
    assert_eq!(states(&world.work_of(under_way).await), [Claimed, Locked, Locked], "what was under way goes on");

    assert!(matches!(work::take_back(env, &ana, start).await, Err(Error::Conflict("undone_already"))));
    let nothing = BulkId(env.new_id());
    assert!(matches!(work::take_back(env, &ana, nothing).await, Err(Error::NotFound)));
    let none = work::start_many(env, &ana, &Chosen::default()).await;
    assert!(matches!(none, Err(Error::Invalid(fields)) if fields[0].code == "nothing_chosen"));
    // What was taken back can be started again.
    assert_eq!(work::start_many(env, &ana, &all).await.expect("started").started, 3);
});

on_both_databases!(of_two_who_start_or_take_back_at_once_each_item_has_one, |world| {
    let (ana, bea) = (world.colleague("ana").await, world.colleague("bea").await);
    let env = &world.env;
    let mut items = Vec::new();
    for number in 0..150 {
        items.push(world.item(&format!("Cours {number}")).await);
    }
    let all = Chosen { items: items.clone(), all_matching: None };
    let (one, two) = tokio::join!(work::start_many(env, &ana, &all), work::start_many(env, &bea, &all));
    let (one, two) = (one.expect("started"), two.expect("started"));
    assert_eq!(one.started + two.started, 150);
    assert_eq!((one.started + one.under_way, two.started + two.under_way), (150, 150));
    let start = one.id.or(two.id).expect("one of them started something");
    let task = [world.work_of(items[0]).await.tasks[0].id];
    let claims = work::claim(env, &bea, &task);
    let (undone, again, claims) =
        tokio::join!(work::take_back(env, &ana, start), work::take_back(env, &bea, start), claims);
    let undone = match (undone, again) {
        (Ok(undone), Err(Error::Conflict("undone_already"))) | (Err(Error::Conflict("undone_already")), Ok(undone)) => {
            undone
        }
        other => panic!("one of them takes it back: {other:?}"),
    };
    let claimed = claims.expect("an answer").claimed == task;
    let goes_on = work::of_item(env, &ana, items[0]).await.expect("read").is_some();
    assert_eq!(goes_on, claimed, "a step that somebody has is never taken from them");
    assert_eq!(undone.taken_back + undone.kept.len() as u64, one.started.max(two.started));
});

on_both_databases!(a_comment_calls_colleagues_until_they_have_seen_it, |world| {
    let (ana, bea) = (world.colleague("ana").await, world.colleague("bea").await);
    world.member("mia").await;
    let item = world.item("Yoga").await;
    let written = work::comment(&world.env, &ana, item, " @bea et @mia, voyez.\r\n@ana aussi ").await.expect("written");
    assert_eq!(written.text, "@bea et @mia, voyez.\n@ana aussi");
    let nobody: Vec<_> = written.not_called.iter().map(|name| (name.name.as_str(), name.several)).collect();
    assert_eq!(nobody, [("mia", false)], "a member is no colleague");
    let unread = work::unread(&world.env, &bea).await.expect("read");
    assert_eq!((unread.len(), unread[0].item_id, unread[0].title.exact("fr")), (1, item, "Yoga"));
    assert_eq!(unread[0].by.as_ref().map(|by| by.name.as_str()), Some("ana"));
    assert!(work::unread(&world.env, &ana).await.expect("read").is_empty(), "nobody calls themselves");
    let unread_of = async |who: &Staff| {
        let comments = work::comments(&world.env, who, item).await.expect("read");
        comments.iter().map(|comment| comment.unread).collect::<Vec<_>>()
    };
    assert_eq!((unread_of(&ana).await, unread_of(&bea).await), (vec![false], vec![true]));
    work::mark_seen(&world.env, &bea, item).await.expect("seen");
    assert!(work::unread(&world.env, &bea).await.expect("read").is_empty());
    work::comment(&world.env, &bea, item, "Vu.").await.expect("written");
    let texts: Vec<_> =
        work::comments(&world.env, &bea, item).await.expect("read").into_iter().map(|comment| comment.text).collect();
    assert_eq!(texts, ["@bea et @mia, voyez.\n@ana aussi", "Vu."]);
    let names: Vec<_> =
        work::who_can_be_mentioned(&world.env, &ana).await.expect("read").into_iter().map(|who| who.name).collect();
    assert!(names.contains(&"bea".to_owned()) && !names.contains(&"mia".to_owned()));
    for (text, code) in [("", "required"), ("a\u{1b}", "unreadable"), (&"é".repeat(2001) as &str, "too_long")] {
        let refused = work::comment(&world.env, &ana, item, text).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].code == code));
    }
    let nothing = ItemId(world.env.new_id());
    assert!(matches!(work::comment(&world.env, &ana, nothing, "x").await, Err(Error::NotFound)));
    assert!(matches!(work::comments(&world.env, &ana, nothing).await, Err(Error::NotFound)));
});

on_both_databases!(an_item_that_goes_takes_its_work_along, |world| {
    let staff = world.staff().await;
    let (item, work) = world.started("Yoga").await;
    work::comment(&world.env, &staff, item, "x").await.expect("written");
    let version = inventory::get(&world.env, &staff, item).await.expect("an item").version;
    inventory::delete(&world.env, &staff, item, version).await.expect("deleted");
    assert!(matches!(work::get(&world.env, &staff, work.tasks[0].id).await, Err(Error::NotFound)));
    let gone = [ItemId(world.env.new_id())];
    let started = work::start_many(&world.env, &staff, &Chosen { items: gone.to_vec(), all_matching: None })
        .await
        .expect("an answer");
    assert_eq!((started.started, started.under_way), (0, 0));
    let [nothing] = gone;
    assert!(matches!(work::start(&world.env, &staff, nothing).await, Err(Error::NotFound)));
});
