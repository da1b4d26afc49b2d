//! Rights that act: what keeps a session back, what takes it out, and who hears of it in time.

use crate::world::{World, on_both_databases};
use contract::{
    ItemId, LangMap, Locale, ReleaseId, SessionId,
    accounts::Role,
    devices::Device,
    inventory::{ItemFields, ItemStatus, Kind},
    lives::{Announcement, LiveChange},
    rights::{
        Demand, EffectReason, KindDemands, Lacking, LicenceFields, LicenceSubject, ReleaseFields, ReleaseState,
        ReleaseUse, Statement, Withdrawal,
    },
    sessions::{Audience, NewSession, SessionState},
};
use domain::{
    Error, catalogue, history, inventory,
    jobs::{self, Job},
    live,
    mail::{RightLetter, Unsent},
    playback, rights, sessions,
};
use std::sync::atomic::Ordering;

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

fn signed() -> ReleaseFields {
    ReleaseFields { signed_on: Some("2026-11-01".into()), ..ReleaseFields::of("Ana Roy") }
}

fn licensed() -> LicenceFields {
    LicenceFields { licence: Some("SOCAN 12-B".into()), ..LicenceFields::of("Boléro") }
}

impl World {
    async fn release(&self, item: ItemId, fields: ReleaseFields) -> ReleaseId {
        rights::add_release(&self.env, &self.staff().await, item, fields).await.expect("a release").id
    }

    /// What publishing a recording of an item is answered with.
    async fn publishing(&self, item: ItemId) -> Result<SessionId, &'static str> {
        let staff = self.staff().await;
        let recording = self.uploaded(item, 60).await;
        jobs::run_pending(&self.env).await.expect("jobs");
        let new = NewSession { item_id: item, recording_id: Some(recording), live: None, audience: None };
        let session = sessions::create(&self.env, &staff, &new).await.expect("a session").id;
        let published = sessions::publish(&self.env, &staff, session).await;
        let at_once = sessions::publish_recording(&self.env, &staff, item, recording, Audience::Members).await;
        match (published, at_once) {
            (Ok(_), Ok(_)) => Ok(session),
            (Err(Error::Conflict(why)), Err(Error::Conflict(same))) if why == same => {
                assert_eq!(self.state(session).await, SessionState::Draft);
                Err(why)
            }
            other => panic!("{other:?}"),
        }
    }

    async fn state(&self, session: SessionId) -> SessionState {
        sessions::get(&self.env, &self.staff().await, session).await.expect("a session").state
    }

    async fn item_of(&self, session: SessionId) -> ItemId {
        sessions::get(&self.env, &self.staff().await, session).await.expect("a session").item_id
    }

    /// What a worker does every hour, and the letters that come of it.
    async fn look(&self) -> Vec<RightLetter> {
        jobs::enqueue(&self.env, self.env.db.writer(), &Job::WatchRights).await.expect("planned");
        jobs::run_pending(&self.env).await.expect("jobs");
        self.letterbox.take_about_rights()
    }
}

fn to(letters: &[RightLetter]) -> Vec<(&str, u32)> {
    letters.iter().map(|letter| (letter.email.as_str(), letter.right.days_left)).collect()
}

on_both_databases!(what_has_no_rights_written_down_is_published_with_a_warning, |world| {
    let item = world.item("Yoga").await;
    assert!(world.publishing(item).await.is_ok());
    let known = rights::of_item(&world.env, &world.staff().await, item).await.expect("is known");
    let said: Vec<_> = known.lacks.iter().map(|lack| (lack.what, lack.blocks)).collect();
    assert_eq!(said, [(Lacking::NoRelease, false), (Lacking::NoMusic, false)]);
    let nowhere = rights::of_item(&world.env, &world.staff().await, ItemId(world.env.new_id())).await;
    assert!(matches!(nowhere, Err(Error::NotFound)));
});

on_both_databases!(what_does_not_hold_keeps_a_session_back_and_says_which, |world| {
    let staff = world.staff().await;
    for (fields, why) in [
        (ReleaseFields::of("Ana"), Some("release_unsigned")),
        (ReleaseFields { expires_on: Some("2026-11-20".into()), ..signed() }, Some("release_ended")),
        (ReleaseFields { allows: ReleaseUse::Internal, ..signed() }, Some("release_too_narrow")),
        (ReleaseFields { seen: false, ..ReleaseFields::of("Ana") }, None),
        (signed(), None),
    ] {
        let item = world.item("Yoga").await;
        world.release(item, fields.clone()).await;
        assert_eq!(world.publishing(item).await.err(), why, "{fields:?}");
    }
    for (fields, why) in [
        (LicenceFields { ends_on: Some("2026-11-20".into()), ..licensed() }, Some("licence_ended")),
        (LicenceFields { covers_replay: false, ..licensed() }, Some("licence_not_replay")),
        (LicenceFields { covers_live: false, ..licensed() }, None),
        (LicenceFields::of("Boléro"), None),
    ] {
        let item = world.item("Yoga").await;
        rights::add_licence(&world.env, &staff, item, fields.clone()).await.expect("a licence");
        assert_eq!(world.publishing(item).await.err(), why, "{fields:?}");
    }
});

on_both_databases!(a_public_session_needs_a_public_release, |world| {
    let (env, staff) = (&world.env, world.staff().await);
    let item = world.item("Yoga").await;
    let release = world.release(item, signed()).await;
    let session = world.publishing(item).await.expect("published");
    let recording = sessions::get(env, &staff, session).await.expect("a session").recording_id.expect("a recording");
    let public = sessions::publish_recording(env, &staff, item, recording, Audience::Public).await;
    assert!(matches!(public, Err(Error::Conflict("release_too_narrow"))), "{public:?}");
    let fields = ReleaseFields { allows: ReleaseUse::Public, ..signed() };
    rights::change_release(env, &staff, release, 1, fields.clone()).await.expect("changed");
    sessions::publish_recording(env, &staff, item, recording, Audience::Public).await.expect("published");
    let late = rights::change_release(env, &staff, release, 1, fields).await;
    assert!(matches!(late, Err(Error::Conflict("changed_meanwhile"))), "{late:?}");
});

on_both_databases!(an_organisation_that_insists_is_heeded, |world| {
    let (env, staff, manager) = (&world.env, world.staff().await, world.manager().await);
    let strict = |kind| KindDemands { kind, releases: Demand::Require, music: Demand::Require, statement: Demand::Off };
    rights::demand(env, &manager, &[strict(Kind::Class)]).await.expect("is asked");
    let item = world.item("Yoga").await;
    assert_eq!(world.publishing(item).await, Err("release_missing"));
    let said = |nobody_recognisable, no_music| Statement { nobody_recognisable, no_music, licence: None };
    rights::state(env, &staff, item, said(true, false)).await.expect("is said");
    assert_eq!(world.publishing(item).await, Err("music_missing"));
    let piece = rights::add_licence(env, &staff, item, LicenceFields::of("Boléro")).await.expect("a licence");
    assert_eq!(world.publishing(item).await, Err("licence_missing"));
    rights::change_licence(env, &staff, piece.id, piece.version, licensed()).await.expect("changed");
    assert!(world.publishing(item).await.is_ok());
    rights::remove_licence(env, &staff, piece.id).await.expect("removed");
    assert_eq!(world.publishing(item).await, Err("music_missing"));
    rights::state(env, &staff, item, said(true, true)).await.expect("is said");
    assert!(world.publishing(item).await.is_ok());

    // Other kinds are asked for what they were.
    let fields = ItemFields::new(Kind::Recipe, LangMap::both("Soupe", "Soup"));
    let recipe = inventory::create(env, &staff, fields).await.expect("an item").id;
    assert!(world.publishing(recipe).await.is_ok());
    let asked = KindDemands { statement: Demand::Require, ..KindDemands::usual(Kind::Recipe) };
    rights::demand(env, &manager, &[asked]).await.expect("is asked");
    assert_eq!(world.publishing(recipe).await, Err("statement_missing"));
    let ours = LicenceFields { subject: LicenceSubject::Material, ..licensed() };
    rights::add_licence(env, &staff, recipe, ours).await.expect("a licence");
    assert!(world.publishing(recipe).await.is_ok());
});

on_both_databases!(a_broadcast_needs_rights_for_itself_and_for_its_replay, |world| {
    let (env, staff) = (&world.env, world.staff().await);
    let announcement = |replay| Announcement {
        date: "2026-11-25".into(),
        time: "18:30".into(),
        minutes: 45,
        weeks: 2,
        public: false,
        replay,
    };
    let item = world.item("Cardio").await;
    let only_live = LicenceFields { covers_replay: false, ..licensed() };
    let piece = rights::add_licence(env, &staff, item, only_live).await.expect("a licence");
    let refused = live::announce_sessions(env, &staff, item, &announcement(true)).await;
    assert!(matches!(refused, Err(Error::Conflict("licence_not_replay"))), "{refused:?}");
    assert!(live::list(env, &staff, Some(item)).await.expect("a list").is_empty(), "none of them is announced");
    let made = live::announce_sessions(env, &staff, item, &announcement(false)).await.expect("announced");
    let keep = LiveChange { replay: Some(true), ..LiveChange::default() };
    let refused = live::change(env, &staff, made[0], &keep).await;
    assert!(matches!(refused, Err(Error::Conflict("licence_not_replay"))), "{refused:?}");
    let only_replay = LicenceFields { covers_live: false, ..licensed() };
    rights::change_licence(env, &staff, piece.id, 1, only_replay).await.expect("changed");
    let refused = live::announce_sessions(env, &staff, item, &announcement(false)).await;
    assert!(matches!(refused, Err(Error::Conflict("licence_not_live"))), "{refused:?}");
});

on_both_databases!(a_withdrawal_stops_every_session_of_the_item_at_once, |world| {
    let (env, staff, ana) = (&world.env, world.staff().await, world.member("ana").await);
    let item = world.item("Yoga").await;
    let release = world.release(item, signed()).await;
    let one = world.published(item, 60, Audience::Members).await;
    let two = world.published(item, 60, Audience::Members).await;
    let other = world.published_session("Boxe", 60).await;
    let announcement = Announcement {
        date: "2026-11-25".into(),
        time: "18:30".into(),
        minutes: 45,
        weeks: 1,
        public: false,
        replay: true,
    };
    let live = live::announce_sessions(env, &staff, item, &announcement).await.expect("announced")[0];
    world.watch(&ana, one, &[(0.0, 20.0)]).await;

    let expected = rights::affected(env, &staff, release).await.expect("a list");
    let ids: Vec<_> = expected.iter().map(|session| session.session_id).collect();
    assert_eq!(ids, [one, two, live]);
    let withdrawal = Withdrawal { reason: Some("  Ne veut plus.  ".into()) };
    let done = rights::withdraw(env, &staff, release, &withdrawal).await.expect("withdrawn");
    assert_eq!(done.sessions, expected);
    assert_eq!(
        (done.release.state, done.release.withdrawn_on.as_deref()),
        (ReleaseState::Withdrawn, Some("2026-11-21"))
    );
    assert_eq!(done.release.withdrawn_reason.as_deref(), Some("Ne veut plus."));
    for session in [one, two, live] {
        assert_eq!(world.state(session).await, SessionState::Unpublished);
        assert!(matches!(playback::open(env, &ana, session, Device::Computer).await, Err(Error::NotFound)));
        assert!(matches!(catalogue::entry(env, Some(&ana), session).await, Err(Error::NotFound)));
    }
    playback::open(env, &ana, other, Device::Computer).await.expect("it goes on");
    assert_eq!(inventory::get(env, &staff, item).await.expect("an item").fields.status, ItemStatus::Withdrawn);
    let kept = history::list(env, &ana, Locale::Fr, None, 10).await.expect("a history");
    assert!(kept.items.iter().any(|entry| entry.session_id == one), "it stays in the history");

    let known = rights::of_item(env, &staff, item).await.expect("is known");
    assert_eq!(known.effects.len(), 3);
    assert!(
        known
            .effects
            .iter()
            .all(|effect| effect.reason == EffectReason::Withdrawn && effect.release_id == Some(release))
    );
    let again = rights::withdraw(env, &staff, release, &Withdrawal::default()).await;
    assert!(matches!(again, Err(Error::Conflict("release_withdrawn_before"))), "{again:?}");
    let refused = sessions::publish(env, &staff, one).await;
    assert!(matches!(refused, Err(Error::Conflict("release_withdrawn"))), "{refused:?}");

    // Cut out of the recording, the person needs no release.
    let cut_out = ReleaseFields { seen: false, ..signed() };
    rights::change_release(env, &staff, release, done.release.version, cut_out).await.expect("changed");
    sessions::publish(env, &staff, one).await.expect("published");
    playback::open(env, &ana, one, Device::Computer).await.expect("it plays");
});

on_both_databases!(publishing_and_withdrawing_at_once_leave_nothing_to_see, |world| {
    let (env, staff) = (&world.env, world.staff().await);
    for _ in 0..6 {
        let item = world.item("Yoga").await;
        let session = world.published(item, 60, Audience::Members).await;
        sessions::unpublish(env, &staff, session).await.expect("taken out");
        let release = world.release(item, signed()).await;
        let none = Withdrawal::default();
        let (published, withdrawn) =
            tokio::join!(sessions::publish(env, &staff, session), rights::withdraw(env, &staff, release, &none));
        withdrawn.expect("withdrawn");
        assert!(matches!(published, Ok(_) | Err(Error::Conflict("release_withdrawn"))), "{published:?}");
        assert_eq!(world.state(session).await, SessionState::Unpublished);
    }
});

// It is seven in the morning of 21 November 2026 in Toronto.
on_both_databases!(a_right_ends_with_its_last_day_where_the_centres_are, |world| {
    let (env, staff, ana) = (&world.env, world.staff().await, world.member("ana").await);
    let session = world.published_session("Yoga", 60).await;
    let item = world.item_of(session).await;
    let other = world.published_session("Boxe", 60).await;
    world.release(item, ReleaseFields { expires_on: Some("2026-11-22".into()), ..signed() }).await;
    let piece = LicenceFields { ends_on: Some("2026-12-01".into()), ..licensed() };
    rights::add_licence(env, &staff, world.item_of(other).await, piece).await.expect("a licence");
    // 22 November, a minute before midnight in Toronto; the next day in Greenwich.
    world.pass(DAY + 17 * HOUR - 60);
    world.look().await;
    assert_eq!(world.state(session).await, SessionState::Published);
    playback::open(env, &ana, session, Device::Computer).await.expect("it plays");
    world.pass(60);
    world.look().await;
    assert_eq!(world.state(session).await, SessionState::Unpublished);
    assert_eq!(world.state(other).await, SessionState::Published);
    assert!(matches!(playback::open(env, &ana, session, Device::Computer).await, Err(Error::NotFound)));
    let listed = rights::effects(env, &staff).await.expect("a list");
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (listed[0].session_id, listed[0].reason, listed[0].name.as_str()),
        (session, EffectReason::Ended, "Ana Roy")
    );
    world.look().await;
    assert_eq!(rights::effects(env, &staff).await.expect("a list").len(), 1, "it is taken out once");
    assert!(matches!(sessions::publish(env, &staff, session).await, Err(Error::Conflict("release_ended"))));
});

on_both_databases!(what_is_written_down_as_ended_takes_its_sessions_out_without_waiting, |world| {
    let (env, staff) = (&world.env, world.staff().await);
    let session = world.published_session("Yoga", 60).await;
    let ended = LicenceFields { ends_on: Some("2026-11-20".into()), ..licensed() };
    rights::add_licence(env, &staff, world.item_of(session).await, ended).await.expect("a licence");
    jobs::run_pending(env).await.expect("jobs");
    assert_eq!(world.state(session).await, SessionState::Unpublished);
});

on_both_databases!(one_letter_comes_at_each_threshold, |world| {
    let (env, staff) = (&world.env, world.staff().await);
    let item = world.item("Yoga").await;
    // Sixty-two days from now.
    let last = ReleaseFields { expires_on: Some("2027-01-22".into()), ..signed() };
    let release = world.release(item, last.clone()).await;
    let none = |letters: Vec<RightLetter>| assert!(letters.is_empty(), "{letters:?}");
    none(world.look().await);
    world.pass(2 * DAY);
    let letters = world.look().await;
    assert_eq!(to(&letters), [("staff@demo.test", 60)]);
    assert_eq!((letters[0].right.name.as_str(), letters[0].right.release_id), ("Ana Roy", Some(release)));
    assert_eq!(letters[0].right.owner.as_deref(), Some("staff"));
    none(world.look().await);
    world.pass(29 * DAY);
    none(world.look().await);
    world.pass(DAY);
    assert_eq!(to(&world.look().await), [("staff@demo.test", 30)]);
    // It is prolonged, and so told of anew.
    let longer = ReleaseFields { expires_on: Some("2027-02-21".into()), ..last };
    rights::change_release(env, &staff, release, 1, longer).await.expect("changed");
    assert_eq!(to(&world.look().await), [("staff@demo.test", 60)]);
    // Nobody looked for weeks: only the last threshold is worth a letter.
    world.pass(55 * DAY);
    assert_eq!(to(&world.look().await), [("staff@demo.test", 5)]);
    none(world.look().await);
});

on_both_databases!(managers_hear_of_what_nobody_looks_after_and_each_of_them_once, |world| {
    let item = world.item("Yoga").await;
    world.manager().await;
    world.person("gestion", Role::Manager).await;
    world.member("ana").await;
    world.release(item, ReleaseFields { expires_on: Some("2026-11-25".into()), ..signed() }).await;
    // Who wrote it down does not work here any more.
    let gone = world.env.db.statement("UPDATE member SET active = ? WHERE email = 'staff@demo.test'", [false.into()]);
    sea_orm::ConnectionTrait::execute_raw(world.env.db.writer(), gone).await.expect("gone");
    // The mail server is away, then takes nothing, then is there.
    world.letterbox.is_away.store(true, Ordering::SeqCst);
    assert!(world.look().await.is_empty());
    world.letterbox.is_away.store(false, Ordering::SeqCst);
    *world.letterbox.refusal.lock() = Some(Unsent::Away("451".into()));
    assert!(world.look().await.is_empty());
    *world.letterbox.refusal.lock() = None;
    for _ in 0..3 {
        jobs::enqueue(&world.env, world.env.db.writer(), &Job::WatchRights).await.expect("planned");
    }
    let run = || jobs::run_pending(&world.env);
    let (one, two, three) = tokio::join!(run(), run(), run());
    one.and(two).and(three).expect("jobs");
    let mut letters = world.letterbox.take_about_rights();
    letters.sort_by(|one, other| one.email.cmp(&other.email));
    assert_eq!(to(&letters), [("gestion@demo.test", 4), ("manager@demo.test", 4)]);
    assert_eq!(letters[0].right.owner, None);
    assert!(world.look().await.is_empty());
});

on_both_databases!(the_list_of_what_ends_looks_as_far_as_one_asks, |world| {
    let (env, staff) = (&world.env, world.staff().await);
    let item = world.item("Yoga").await;
    for (name, last) in [("A", "2026-11-20"), ("B", "2026-11-21"), ("C", "2027-01-20"), ("D", "2027-01-21")] {
        world
            .release(
                item,
                ReleaseFields { expires_on: Some(last.into()), ..ReleaseFields { name: name.into(), ..signed() } },
            )
            .await;
    }
    let piece = LicenceFields { ends_on: Some("2026-12-01".into()), ..licensed() };
    rights::add_licence(env, &staff, item, piece).await.expect("a licence");
    let names = async |days| {
        let all = rights::ending(env, &staff, days).await.expect("a list");
        all.into_iter().map(|right| (right.name, right.days_left)).collect::<Vec<_>>()
    };
    assert_eq!(names(60).await, [("B".to_owned(), 0), ("Boléro".to_owned(), 10), ("C".to_owned(), 60)]);
    assert_eq!(names(0).await, [("B".to_owned(), 0)]);
    assert_eq!(names(61).await.len(), 4);
    assert!(matches!(rights::ending(env, &staff, 731).await, Err(Error::Invalid(_))));
});

on_both_databases!(what_cannot_be_written_down_is_told_by_its_field, |world| {
    let (env, staff) = (&world.env, world.staff().await);
    let item = world.item("Yoga").await;
    let refused = async |fields: ReleaseFields| match rights::add_release(env, &staff, item, fields).await {
        Err(Error::Invalid(problems)) => (problems[0].field.clone(), problems[0].code.clone()),
        other => panic!("{other:?}"),
    };
    let at = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    assert_eq!(refused(ReleaseFields::of("\u{0}\n")).await, at("name", "required"));
    assert_eq!(refused(ReleaseFields { minor: true, ..signed() }).await, at("guardian", "guardian_missing"));
    // Tomorrow in Toronto.
    let tomorrow = ReleaseFields { signed_on: Some("2026-11-22".into()), ..signed() };
    assert_eq!(refused(tomorrow).await, at("signed_on", "in_the_future"));
    let odd = ReleaseFields { expires_on: Some("bientôt".into()), ..signed() };
    assert_eq!(refused(odd).await, at("expires_on", "not_a_date"));
    let nowhere = rights::add_release(env, &staff, ItemId(env.new_id()), signed()).await;
    assert!(matches!(nowhere, Err(Error::NotFound)));
    assert!(rights::of_item(env, &staff, item).await.expect("is known").releases.is_empty());
});
