//! What staff change about a class that is announced for weeks: one time, or also those that follow.

use crate::world::{World, on_both_databases};
use contract::{
    ItemId, SessionId,
    lives::{Announcement, Appointment, LiveChange, LiveState, LiveStatus, ZONE},
};
use domain::{
    Error,
    live::{self, Publication},
};
use jiff::{ToSpan, tz::TimeZone};

const DAY: u64 = 24 * 3600;

impl World {
    /// The day after so many by the clocks of the centres, as staff write it.
    fn day(&self, days: i64) -> String {
        let zone = TimeZone::get(ZONE).expect("a zone");
        let date = self.env.clock.now().to_zoned(zone).date().checked_add(days.days());
        date.expect("a day").to_string()
    }

    /// A class at half past six for four weeks, from tomorrow on.
    async fn four_weeks(&self) -> (ItemId, Vec<SessionId>) {
        let item = self.item("Yoga").await;
        let (date, time) = (self.day(1), "18:30".to_owned());
        let what = Announcement { date, time, minutes: 45, weeks: 4, public: true, replay: true };
        (item, live::announce_sessions(&self.env, &self.staff().await, item, &what).await.expect("announced"))
    }

    async fn amend(&self, session: SessionId, change: &LiveChange) -> Result<LiveStatus, Error> {
        live::change(&self.env, &self.staff().await, session, change).await
    }

    /// When each of them is, as the clocks of the centres say, how long, and where it stands.
    async fn plan(&self, item: ItemId) -> Vec<(String, i64, LiveState)> {
        let zone = TimeZone::get(ZONE).expect("a zone");
        let lines = live::list(&self.env, &self.staff().await, Some(item)).await.expect("a list");
        let line = |note: &contract::lives::LiveNote| {
            let at = note.starts_at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
            (at, (note.ends_at.as_second() - note.starts_at.as_second()) / 60, note.state)
        };
        lines.iter().map(|one| line(&one.note)).collect()
    }

    async fn follow(&self, session: SessionId) -> Option<u32> {
        live::studio(&self.env, &self.staff().await, session).await.expect("a state").following
    }
}

fn with_those_that_follow(change: LiveChange) -> LiveChange {
    LiveChange { following: true, ..change }
}

on_both_databases!(a_class_goes_to_another_evening_with_those_that_follow, |world| async move {
    let (item, made) = world.four_weeks().await;
    assert_eq!(world.follow(made[0]).await, Some(3));
    assert_eq!(world.follow(made[3]).await, Some(0));
    let what = Appointment { date: world.day(9), time: "19:15".into(), minutes: 60 };
    let (starts_at, ends_at) = live::window_of(&world.env, &what).expect("a time");
    let moved = LiveChange { starts_at: Some(starts_at), ends_at: Some(ends_at), ..LiveChange::default() };
    world.amend(made[1], &with_those_that_follow(moved)).await.expect("moved");
    let expected = [(1, "18:30", 45), (9, "19:15", 60), (16, "19:15", 60), (23, "19:15", 60)];
    let expected =
        expected.map(|(day, hour, minutes)| (format!("{} {hour}", world.day(day)), minutes, LiveState::Scheduled));
    assert_eq!(world.plan(item).await, expected);
    // Calendars know each of them again by how often it was changed.
    let changes = live::changes(&world.env).await.expect("counts");
    assert_eq!(made.iter().map(|id| changes.get(id).copied()).collect::<Vec<_>>(), [None, Some(1), Some(1), Some(1)]);
});

on_both_databases!(one_evening_changes_alone_unless_staff_say_more, |world| async move {
    use LiveState::{Cancelled, Scheduled};
    let (item, made) = world.four_weeks().await;
    let states = async || world.plan(item).await.into_iter().map(|(_, _, state)| state).collect::<Vec<_>>();
    let cancel = LiveChange { cancelled: Some(true), ..LiveChange::default() };
    world.amend(made[1], &cancel).await.expect("cancelled");
    assert_eq!(states().await, [Scheduled, Cancelled, Scheduled, Scheduled]);
    world.amend(made[2], &with_those_that_follow(cancel)).await.expect("cancelled");
    assert_eq!(states().await, [Scheduled, Cancelled, Cancelled, Cancelled]);
    let again = LiveChange { cancelled: Some(false), ..LiveChange::default() };
    world.amend(made[2], &with_those_that_follow(again)).await.expect("reinstated");
    assert_eq!(states().await, [Scheduled, Cancelled, Scheduled, Scheduled]);

    let instead = LiveChange { substitute: Some("Léa".into()), ..LiveChange::default() };
    world.amend(made[2], &with_those_that_follow(instead)).await.expect("changed");
    let lines = live::list(&world.env, &world.staff().await, Some(item)).await.expect("a list");
    let given: Vec<Option<&str>> = lines.iter().map(|line| line.note.substitute.as_deref()).collect();
    assert_eq!(given, [None, None, Some("Léa"), Some("Léa")]);
    let hours: Vec<_> = world.plan(item).await.into_iter().map(|(at, minutes, _)| (at, minutes)).collect();
    assert_eq!(hours, [1, 8, 15, 22].map(|day| (format!("{} 18:30", world.day(day)), 45)), "nothing else changed");
});

on_both_databases!(what_has_begun_stays_as_it_is, |world| async move {
    let (_, made) = world.four_weeks().await;
    world.pass(10 * DAY);
    assert_eq!(world.follow(made[0]).await, Some(2), "the second is over");
    let refused = |what: Appointment| match live::window_of(&world.env, &what) {
        Err(Error::Invalid(fields)) => fields[0].field.clone(),
        other => panic!("{other:?}"),
    };
    let at = |date: String, time: &str, minutes| Appointment { date, time: time.into(), minutes };
    assert_eq!(refused(at(world.day(-1), "18:30", 45)), "date");
    assert_eq!(refused(at("demain".into(), "18:30", 45)), "date");
    assert_eq!(refused(at(world.day(1), "25:00", 45)), "time");
    assert_eq!(refused(at(world.day(1), "18:30", 0)), "minutes");

    let staff = world.staff().await;
    let (session, key) = crate::live::announced(&world, 0).await;
    let mut publication = Publication::begin(&world.env, &key).await.expect("let in");
    crate::live::send(&mut publication, 0, 5).await;
    let (starts_at, ends_at) = live::window_of(&world.env, &at(world.day(1), "18:30", 45)).expect("a time");
    let moved = LiveChange { starts_at: Some(starts_at), ends_at: Some(ends_at), ..LiveChange::default() };
    assert!(matches!(world.amend(session, &moved).await, Err(Error::Conflict("live_begun"))));
    publication.leave().await;
    live::end(&world.env, &staff, session).await.expect("ended");
    assert!(matches!(world.amend(session, &moved).await, Err(Error::Conflict("live_over"))));
});
