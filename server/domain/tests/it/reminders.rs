//! Letters before live sessions: each at its time, at most once, and none where the mail server is away.

use crate::world::{World, on_both_databases};
use contract::{
    SessionId,
    lives::LiveChange,
    reminders::{Lead, ReminderChoices},
};
use domain::{
    Error,
    accounts::{SignedIn, calendar},
    catalogue,
    jobs::{self, Job},
    live,
    mail::{Letter, News, Unsent},
    reminders, sessions,
};
use std::{sync::atomic::Ordering, time::Duration};

const DAY: u64 = 24 * 3600;
const HOUR: u64 = 3600;

impl World {
    /// What a worker does every minute, and the letters that come of it.
    async fn minute(&self) -> Vec<Letter> {
        jobs::enqueue(&self.env, self.env.db.writer(), &Job::Remind).await.expect("planned");
        jobs::run_pending(&self.env).await.expect("jobs");
        self.letterbox.take()
    }

    async fn reminded(&self, member: &SignedIn, session: SessionId) {
        reminders::set(&self.env, member, session).await.expect("is set");
    }

    async fn change(&self, session: SessionId, change: LiveChange) {
        live::change(&self.env, &self.staff().await, session, &change).await.expect("changed");
    }

    async fn cancel(&self, session: SessionId, cancelled: bool) {
        self.change(session, LiveChange { cancelled: Some(cancelled), ..LiveChange::default() }).await;
    }
}

fn news(letters: &[Letter]) -> Vec<News> {
    letters.iter().map(|letter| letter.news).collect()
}

on_both_databases!(each_letter_comes_at_its_time_and_once, |world| {
    let (ana, bea) = (world.member("ana").await, world.member("bea").await);
    let session = world.announced("Cardio", 2 * DAY).await;
    world.reminded(&ana, session).await;
    world.reminded(&ana, session).await;
    assert!(reminders::is_set(&world.env, &ana, session).await.expect("is known"));
    assert!(!reminders::is_set(&world.env, &bea, session).await.expect("is known"));
    assert!(world.minute().await.is_empty());

    world.pass(DAY);
    let letters = world.minute().await;
    assert_eq!(news(&letters), [News::Soon(Lead::Day)]);
    let letter = &letters[0];
    assert_eq!((letter.name.as_str(), letter.email.as_str()), ("ana", "ana@demo.test"));
    assert_eq!((letter.about.session, letter.about.title.exact("fr")), (session, "Cardio"));
    assert_eq!(letter.about.starts_at, world.env.clock.now() + Duration::from_secs(DAY));
    world.pass(60);
    assert!(world.minute().await.is_empty());

    world.pass(DAY - HOUR - 60);
    assert_eq!(news(&world.minute().await), [News::Soon(Lead::Hour)]);
    world.pass(HOUR - 300);
    assert_eq!(news(&world.minute().await), [News::Soon(Lead::Minutes)]);
    world.pass(60);
    assert!(world.minute().await.is_empty());
});

on_both_databases!(several_workers_send_a_letter_once, |world| {
    let session = world.announced("Cardio", DAY + 60).await;
    for number in 0..9 {
        let member = world.member(&format!("membre{number}")).await;
        world.reminded(&member, session).await;
    }
    world.pass(60);
    for _ in 0..4 {
        jobs::enqueue(&world.env, world.env.db.writer(), &Job::Remind).await.expect("planned");
    }
    let run = || jobs::run_pending(&world.env);
    let (one, two, three) = tokio::join!(run(), run(), run());
    one.and(two).and(three).expect("jobs");
    let letters = world.letterbox.take();
    let addresses: Vec<String> = (0..9).map(|number| format!("membre{number}@demo.test")).collect();
    assert_eq!(letters.iter().map(|letter| letter.email.clone()).collect::<Vec<_>>(), addresses);
});

on_both_databases!(what_comes_too_late_does_not_come, |world| {
    let ana = world.member("ana").await;
    let session = world.announced("Cardio", 2 * DAY).await;
    world.reminded(&ana, session).await;
    world.pass(DAY + 2 * HOUR + 1);
    assert!(world.minute().await.is_empty());
    world.pass(DAY - 3 * HOUR + 20 * 60);
    assert!(world.minute().await.is_empty());
    world.pass(40 * 60 - 60);
    assert!(world.minute().await.is_empty(), "it begins in a minute");
});

on_both_databases!(the_mail_server_may_be_away_and_nothing_is_lost_or_doubled, |world| {
    let (ana, bea) = (world.member("ana").await, world.member("bea").await);
    let session = world.announced("Cardio", 2 * DAY).await;
    world.reminded(&ana, session).await;
    world.reminded(&bea, session).await;
    world.pass(DAY);
    world.letterbox.is_away.store(true, Ordering::SeqCst);
    assert!(world.minute().await.is_empty());
    world.letterbox.is_away.store(false, Ordering::SeqCst);
    // It is there, and takes nothing now.
    *world.letterbox.refusal.lock() = Some(Unsent::Away("451".into()));
    world.pass(60);
    assert!(world.minute().await.is_empty());
    *world.letterbox.refusal.lock() = None;
    world.pass(60);
    assert_eq!(news(&world.minute().await), [News::Soon(Lead::Day); 2]);
    world.pass(60);
    assert!(world.minute().await.is_empty());
});

on_both_databases!(what_was_refused_or_may_have_been_sent_is_not_sent_again, |world| {
    let ana = world.member("ana").await;
    for unsent in [Unsent::Refused("550".into()), Unsent::Unclear("broken off".into())] {
        let session = world.announced("Cardio", 2 * DAY).await;
        world.reminded(&ana, session).await;
        world.pass(DAY);
        *world.letterbox.refusal.lock() = Some(unsent);
        assert!(world.minute().await.is_empty());
        *world.letterbox.refusal.lock() = None;
        assert!(world.minute().await.is_empty());
        reminders::unset(&world.env, &ana, session).await.expect("unset");
    }
});

on_both_databases!(quiet_hours_and_choices_are_kept, |world| {
    let ana = world.member("ana").await;
    assert_eq!(reminders::choices(&world.env, &ana).await.expect("known"), ReminderChoices::default());
    // The clock stands at seven in the morning, by the clocks of the centres.
    let choices = ReminderChoices {
        minutes: false,
        quiet_from: "06:00".parse().ok(),
        quiet_until: "08:00".parse().ok(),
        ..ReminderChoices::default()
    };
    reminders::choose(&world.env, &ana, &choices).await.expect("chosen");
    reminders::choose(&world.env, &ana, &choices).await.expect("chosen again");
    assert_eq!(reminders::choices(&world.env, &ana).await.expect("known"), choices);
    let session = world.announced("Cardio", 2 * DAY).await;
    world.reminded(&ana, session).await;
    world.pass(DAY);
    assert!(world.minute().await.is_empty(), "it is quiet");
    world.pass(HOUR);
    assert_eq!(news(&world.minute().await), [News::Soon(Lead::Day)]);
    world.pass(DAY - 2 * HOUR);
    assert!(world.minute().await.is_empty(), "it begins in the quiet hours");

    let half = ReminderChoices { quiet_until: None, ..choices };
    let refused = reminders::choose(&world.env, &ana, &half).await;
    assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == "quiet_until"));
});

on_both_databases!(a_session_that_moved_is_reminded_of_anew, |world| {
    let ana = world.member("ana").await;
    let session = world.announced("Cardio", 2 * DAY).await;
    world.reminded(&ana, session).await;
    world.pass(DAY);
    assert_eq!(world.minute().await.len(), 1);
    let before = world.env.clock.now() + Duration::from_secs(DAY);
    let starts_at = world.env.clock.now() + Duration::from_secs(3 * DAY);
    let moved = LiveChange {
        starts_at: Some(starts_at),
        ends_at: Some(starts_at + Duration::from_secs(HOUR)),
        ..LiveChange::default()
    };
    world.change(session, moved).await;
    let letters = world.minute().await;
    assert_eq!(news(&letters), [News::Moved(before)]);
    assert_eq!(letters[0].about.starts_at, starts_at);
    assert!(world.minute().await.is_empty(), "once");
    world.pass(DAY - HOUR);
    assert!(world.minute().await.is_empty(), "an hour before the old time");
    world.pass(DAY + HOUR);
    let letters = world.minute().await;
    assert_eq!(news(&letters), [News::Soon(Lead::Day)]);
    assert_eq!(letters[0].about.starts_at, starts_at);
});

on_both_databases!(a_session_that_does_not_take_place_is_told_once, |world| {
    let (ana, bea) = (world.member("ana").await, world.member("bea").await);
    let session = world.announced("Cardio", 9 * DAY).await;
    world.reminded(&ana, session).await;
    world.cancel(session, true).await;
    assert!(matches!(reminders::set(&world.env, &bea, session).await, Err(Error::Conflict("nothing_to_remind"))));
    let letters = world.minute().await;
    assert_eq!(news(&letters), [News::Cancelled]);
    assert!(world.minute().await.is_empty());
    // Taking place after all, it is reminded of; cancelled once more, that is told once more.
    world.cancel(session, false).await;
    assert!(world.minute().await.is_empty());
    world.pass(8 * DAY);
    assert_eq!(news(&world.minute().await), [News::Soon(Lead::Day)]);
    world.cancel(session, true).await;
    assert_eq!(news(&world.minute().await), [News::Cancelled]);
    world.pass(DAY);
    assert!(world.minute().await.is_empty());
});

on_both_databases!(only_what_can_be_attended_is_reminded_of, |world| {
    let (ana, staff) = (world.member("ana").await, world.staff().await);
    let recorded = world.published_session("Yoga", 10).await;
    assert!(matches!(reminders::set(&world.env, &ana, recorded).await, Err(Error::NotFound)));
    let session = world.announced("Cardio", 2 * DAY).await;
    world.reminded(&ana, session).await;
    sessions::unpublish(&world.env, &staff, session).await.expect("out");
    world.pass(DAY);
    assert!(world.minute().await.is_empty());
    assert!(matches!(reminders::set(&world.env, &ana, session).await, Err(Error::NotFound)));
    sessions::publish(&world.env, &staff, session).await.expect("in again");
    assert_eq!(world.minute().await.len(), 1);
    reminders::unset(&world.env, &ana, session).await.expect("unset");
    world.pass(DAY - HOUR);
    assert!(world.minute().await.is_empty(), "ana does not want it any more");
    world.pass(HOUR);
    assert!(matches!(reminders::set(&world.env, &ana, session).await, Err(Error::Conflict("nothing_to_remind"))));
});

on_both_databases!(the_calendar_lists_what_is_broadcast_by_when_it_begins, |world| {
    let ana = world.member("ana").await;
    world.published_session("Yoga", 10).await;
    let later = world.announced("Plus tard", 3 * DAY).await;
    let sooner = world.announced("Plus tôt", DAY).await;
    let listed = catalogue::lives(&world.env, Some(&ana)).await.expect("listed");
    assert_eq!(listed.iter().map(|entry| entry.session_id).collect::<Vec<_>>(), [sooner, later]);
    assert!(catalogue::lives(&world.env, None).await.expect("listed").is_empty(), "they are for members");
    assert!(live::changes(&world.env).await.expect("counted").is_empty());
    world.cancel(later, true).await;
    world.cancel(later, false).await;
    assert_eq!(live::changes(&world.env).await.expect("counted"), [(later, 2)].into());
});

on_both_databases!(a_calendar_secret_opens_its_owners_calendar_alone, |world| {
    let (ana, bea) = (world.member("ana").await, world.member("bea").await);
    let of = async |whose| calendar::secret(&world.env, whose).await.expect("a secret");
    let secret = of(&ana).await;
    assert_eq!(secret, of(&ana).await);
    assert_eq!(calendar::whose(&world.env, &secret).await.expect("ana"), ana);
    assert_ne!(of(&bea).await, secret);
    let forged = format!("{}{}", &of(&bea).await[..21], &secret[21..]);
    for wrong in ["", "x", &secret[1..], &forged, &format!("{secret}A")] {
        assert!(matches!(calendar::whose(&world.env, wrong).await, Err(Error::NotFound)), "{wrong}");
    }
    // A new address, and the one before opens nothing any more; nobody else's changes.
    let hers = of(&bea).await;
    for _ in 0..2 {
        let before = of(&ana).await;
        calendar::renew(&world.env, &ana).await.expect("renewed");
        assert!(matches!(calendar::whose(&world.env, &before).await, Err(Error::NotFound)));
        assert_eq!(calendar::whose(&world.env, &of(&ana).await).await.expect("ana"), ana);
    }
    assert!(matches!(calendar::whose(&world.env, &secret).await, Err(Error::NotFound)));
    assert_eq!(of(&bea).await, hers);
});
