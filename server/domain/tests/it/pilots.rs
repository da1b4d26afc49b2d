//! Pilots: written, changed, filled with people, and what came of them.

use crate::world::{World, on_both_databases};
use contract::{
    ItemId, LangMap, Locale, PilotId, SessionId,
    accounts::{NewMember, Role},
    pilots::{Figure, PilotFields, PilotState, Targets, Uptake},
};
use domain::{
    Error,
    accounts::{self, Admin, SignedIn},
    pilots, sessions,
};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);

fn fields(item_ids: Vec<ItemId>) -> PilotFields {
    PilotFields {
        title: LangMap::both("Yoga au bureau", "Yoga at the office"),
        hypothesis: LangMap::both("Dix minutes suffisent.", "Ten minutes are enough."),
        item_ids,
        starts_on: Some("2026-11-21".into()),
        ends_on: Some("2026-12-21".into()),
        targets: Targets { started_percent: Some(40), completed_percent: None },
    }
}

async fn item_of(world: &World, session: SessionId) -> ItemId {
    sessions::get(&world.env, &world.staff().await, session).await.expect("is there").item_id
}

/// A pilot of one session of a minute, to which these people and addresses are invited.
async fn running(world: &World, session: SessionId, people: &[SignedIn], others: &[String]) -> PilotId {
    let manager = world.manager().await;
    let item = item_of(world, session).await;
    let id = pilots::create(&world.env, &manager, fields(vec![item])).await.expect("is made").id;
    let known = accounts::list(&world.env, &Admin::operator()).await.expect("can be listed");
    let mut emails: Vec<String> = known
        .into_iter()
        .filter(|known| people.iter().any(|person| person.id == known.id))
        .map(|known| known.email)
        .collect();
    emails.extend_from_slice(others);
    // Signing in at the very moment of the invitation would count.
    world.pass(1);
    pilots::invite(&world.env, &manager, id, &emails).await.expect("can be invited");
    id
}

/// Members who have not signed in, since hashing passwords takes its time.
async fn members(world: &World, count: usize) -> Vec<SignedIn> {
    let mut members = Vec::new();
    for n in 0..count {
        let new = NewMember {
            email: format!("m{n}@demo.test"),
            name: format!("m{n}"),
            role: Role::Member,
            locale: Locale::Fr,
            password: None,
        };
        let id = accounts::create(&world.env, &Admin::operator(), &new).await.expect("is made");
        members.push(accounts::find(&world.env, id).await.expect("can be found").expect("is there"));
    }
    members
}

async fn uptake(world: &World, id: PilotId) -> Uptake {
    pilots::uptake(&world.env, &world.manager().await, id).await.expect("can be read")
}

fn steps(uptake: &Uptake) -> [Option<u64>; 8] {
    let funnel = &uptake.funnel;
    [
        funnel.invited,
        funnel.accepted,
        funnel.signed_in,
        funnel.started,
        funnel.half,
        funnel.completed,
        funnel.returned_30d,
        funnel.returned_7d,
    ]
    .map(Figure::shown)
}

on_both_databases!(a_pilot_is_written_and_changed, |world| async move {
    let manager = world.manager().await;
    let first = world.published_session("Yoga", 60).await;
    let second = world.published_session("Pilates", 60).await;
    let (first, second) = (item_of(&world, first).await, item_of(&world, second).await);

    let made = pilots::create(&world.env, &manager, fields(vec![second, first])).await.expect("is made");
    assert_eq!((made.state, made.version), (PilotState::Idea, 1));
    assert_eq!(made.fields, fields(vec![second, first]), "in the order in which it was written");

    let changed = pilots::change(&world.env, &manager, made.id, 1, fields(vec![first])).await.expect("is changed");
    assert_eq!((changed.version, changed.fields.item_ids), (2, vec![first]));
    let late = pilots::change(&world.env, &manager, made.id, 1, fields(vec![])).await;
    assert!(matches!(late, Err(Error::Conflict("changed_meanwhile"))), "{late:?}");

    let unknown = pilots::change(&world.env, &manager, made.id, 2, fields(vec![ItemId(world.env.new_id())])).await;
    assert!(matches!(&unknown, Err(Error::Invalid(problems)) if problems[0].code == "unknown_item"), "{unknown:?}");
    let kept = pilots::get(&world.env, &manager, made.id).await.expect("is there");
    assert_eq!((kept.version, kept.fields.item_ids), (2, vec![first]), "a refused change changes nothing");

    let listed = pilots::list(&world.env, &manager).await.expect("can be listed");
    assert_eq!((listed.len(), listed[0].id, listed[0].items), (1, made.id, 1));
    let nowhere = PilotId(world.env.new_id());
    assert!(matches!(pilots::get(&world.env, &manager, nowhere).await, Err(Error::NotFound)));
    assert!(matches!(pilots::change(&world.env, &manager, nowhere, 1, fields(vec![])).await, Err(Error::NotFound)));
    assert!(matches!(pilots::uptake(&world.env, &manager, nowhere).await, Err(Error::NotFound)));
});

on_both_databases!(the_first_invitation_makes_a_pilot_run, |world| async move {
    let manager = world.manager().await;
    let session = world.published_session("Yoga", 60).await;
    let item = item_of(&world, session).await;
    let id = pilots::create(&world.env, &manager, fields(vec![item])).await.expect("is made").id;
    let invite = async |list: &str| pilots::invite(&world.env, &manager, id, &[list.to_owned()]).await;

    assert!(matches!(invite(" \n").await, Err(Error::Invalid(_))));
    let nobody = invite("nobody at all").await.expect("is read");
    assert_eq!((nobody.invited, nobody.problems.len()), (0, 1));
    assert_eq!(pilots::get(&world.env, &manager, id).await.expect("is there").state, PilotState::Idea);

    let report = invite("Ana <ANA@demo.test>, bea@demo.test; ana@demo.test\ncarl(at)demo.test").await.expect("is read");
    assert_eq!((report.invited, report.already), (2, 0));
    assert_eq!(report.problems[0].entry, "carl(at)demo.test");
    let pilot = pilots::get(&world.env, &manager, id).await.expect("is there");
    assert_eq!((pilot.state, pilot.version), (PilotState::Running, 1));

    let again = invite("bea@demo.test, dan@demo.test").await.expect("is read");
    assert_eq!((again.invited, again.already), (1, 1));
    assert_eq!(uptake(&world, id).await.funnel.invited, Figure::Shown(3));

    let many: Vec<String> = (0..1_200).map(|n| format!("p{n}@demo.test")).collect();
    let many = pilots::invite(&world.env, &manager, id, &many).await.expect("is read");
    assert_eq!((many.invited, many.already), (1_200, 0));
    let bare = pilots::create(&world.env, &manager, fields(vec![])).await.expect("is made").id;
    pilots::invite(&world.env, &manager, bare, &["ana@demo.test".into()]).await.expect("is read");
    let state = pilots::get(&world.env, &manager, bare).await.expect("is there").state;
    assert_eq!(state, PilotState::Preparation, "it has nothing to attend yet");
    let too_many = vec!["x".to_owned(); 2_001];
    assert!(matches!(pilots::invite(&world.env, &manager, id, &too_many).await, Err(Error::Invalid(_))));
});

on_both_databases!(uptake_counts_what_members_did_since_they_were_invited, |world| async move {
    let session = world.published_session("Yoga", 60).await;
    let elsewhere = world.published_session("Pilates", 60).await;
    let staff = world.staff().await;
    let mut people = members(&world, 10).await;
    people.push((*staff).clone());
    // Seen before the invitation, and so no doing of the pilot.
    world.watch(&people[9], session, &[(0.0, 60.0)]).await;
    world.clock.advance(DAY);
    let strangers = ["x@demo.test".to_owned(), "late@demo.test".to_owned()];
    let id = running(&world, session, &people, &strangers).await;
    assert_eq!(steps(&uptake(&world, id).await), [13, 0, 0, 0, 0, 0, 0, 0].map(Some));

    // Joins after the invitation, and only looks around.
    world.member("late").await;
    world.watch(&staff, session, &[(0.0, 60.0)]).await;
    for other in &people[8..10] {
        world.watch(other, elsewhere, &[(0.0, 60.0)]).await;
    }
    for (person, seconds) in people[..8].iter().zip([60.0, 60.0, 60.0, 60.0, 60.0, 60.0, 31.0, 12.0]) {
        world.watch(person, session, &[(0.0, seconds)]).await;
    }
    let first_day = uptake(&world, id).await;
    assert_eq!(steps(&first_day), [13, 9, 9, 8, 7, 6, 0, 0].map(Some));
    assert_eq!(first_day.watched_s, Figure::Shown(6 * 60 + 31 + 12));
    assert!(first_day.suppressed.is_empty());

    world.clock.advance(DAY * 10);
    for person in &people[..6] {
        world.watch(person, session, &[(0.0, 11.0)]).await;
    }
    assert_eq!(steps(&uptake(&world, id).await), [13, 9, 9, 8, 7, 6, 6, 0].map(Some));
});

on_both_databases!(figures_about_few_people_are_hidden, |world| async move {
    let session = world.published_session("Yoga", 60).await;
    let people = members(&world, 9).await;
    let id = running(&world, session, &people, &[]).await;
    let small = running(&world, session, &people[..4], &[]).await;
    let nobody_came = uptake(&world, small).await;
    for person in &people[..7] {
        world.watch(person, session, &[(0.0, 12.0)]).await;
    }
    for person in &people[..2] {
        world.watch(person, session, &[(12.0, 60.0)]).await;
    }

    let uptake_of_nine = uptake(&world, id).await;
    assert_eq!(steps(&uptake_of_nine), [Some(9), Some(7), Some(7), Some(7), None, None, Some(0), Some(0)]);
    assert_eq!(uptake_of_nine.suppressed, ["half", "completed"]);

    let uptake_of_four = uptake(&world, small).await;
    assert_eq!(steps(&uptake_of_four), [Some(4), None, None, None, None, None, None, None]);
    assert_eq!(uptake_of_four, nobody_came, "whatever four people did looks the same");
    assert_eq!(uptake_of_four.watched_s, Figure::TooFew);
});
