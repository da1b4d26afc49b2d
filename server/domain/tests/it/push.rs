//! Notices on a member's devices: each at its time, at most once to each device, and as they chose.

use crate::world::{World, on_both_databases};
use contract::{
    PushDeviceId, SessionId,
    lives::LiveChange,
    push::{DEVICES, NewPushDevice, PushKeys},
    reminders::{Lead, ReminderChoices},
};
use domain::{
    Error,
    accounts::SignedIn,
    jobs::{self, Job},
    live,
    mail::{News, Unsent},
    push::{self, Unpushed},
    reminders,
};
use std::time::Duration;

const DAY: u64 = 24 * 3600;
const HOUR: u64 = 3600;
const AGENT: &str = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";

fn browser(number: u64) -> NewPushDevice {
    NewPushDevice {
        endpoint: format!("https://push.example.net/{number:02}"),
        keys: PushKeys {
            p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4".into(),
            auth: "BTBZMqHH6r4Tts7J_aSIgg".into(),
        },
        replaces: None,
    }
}

impl World {
    async fn chosen(&self, member: &SignedIn, number: u64) -> PushDeviceId {
        push::add(&self.env, member, &browser(number), Some(AGENT)).await.expect("is taken down")
    }

    /// What a worker does every minute: the number of the device and what it was told, for each notice.
    async fn told(&self) -> Vec<(String, News)> {
        jobs::enqueue(&self.env, self.env.db.writer(), &Job::Remind).await.expect("planned");
        jobs::run_pending(&self.env).await.expect("jobs");
        let number = |endpoint: String| endpoint.rsplit('/').next().unwrap_or_default().to_owned();
        self.push_service.take().into_iter().map(|(endpoint, letter)| (number(endpoint), letter.news)).collect()
    }

    async fn takes_place(&self, session: SessionId, does: bool) {
        let change = LiveChange { cancelled: Some(!does), ..LiveChange::default() };
        live::change(&self.env, &self.staff().await, session, &change).await.expect("changed");
    }
}

fn soon(number: &str, lead: Lead) -> (String, News) {
    (number.to_owned(), News::Soon(lead))
}

on_both_databases!(each_device_is_told_at_its_time_and_once, |world| {
    let ana = world.member("ana").await;
    let session = world.announced("Cardio", 2 * DAY).await;
    reminders::set(&world.env, &ana, session).await.expect("is set");
    world.chosen(&ana, 1).await;
    world.chosen(&ana, 2).await;
    assert!(world.told().await.is_empty());
    world.pass(DAY);
    for _ in 0..3 {
        jobs::enqueue(&world.env, world.env.db.writer(), &Job::Remind).await.expect("planned");
    }
    let run = || jobs::run_pending(&world.env);
    let (one, two) = tokio::join!(run(), run());
    one.and(two).expect("jobs");
    assert_eq!(world.told().await, [soon("01", Lead::Day), soon("02", Lead::Day)]);
    assert_eq!(world.letterbox.take().len(), 1, "the letter comes as well, once");
    // A device that comes later is not told what is past.
    world.pass(1);
    world.chosen(&ana, 3).await;
    world.pass(59);
    assert!(world.told().await.is_empty());
    world.pass(DAY - HOUR - 60);
    assert_eq!(world.told().await.len(), 3);
    world.pass(HOUR - 300);
    assert_eq!(world.told().await[2], soon("03", Lead::Minutes));
    world.pass(60);
    assert!(world.told().await.is_empty());
});

on_both_databases!(notices_come_with_or_without_letters_as_the_member_chose, |world| {
    let ana = world.member("ana").await;
    let session = world.announced("Cardio", 2 * DAY).await;
    let choices = ReminderChoices {
        mail: false,
        minutes: false,
        // The clock stands at seven in the morning, by the clocks of the centres.
        quiet_from: "06:00".parse().ok(),
        quiet_until: "08:00".parse().ok(),
        ..ReminderChoices::default()
    };
    reminders::choose(&world.env, &ana, &choices).await.expect("chosen");
    let nowhere = reminders::set(&world.env, &ana, session).await;
    assert!(matches!(nowhere, Err(Error::Conflict("no_channel"))));
    world.chosen(&ana, 1).await;
    reminders::set(&world.env, &ana, session).await.expect("is set");
    world.pass(DAY);
    assert!(world.told().await.is_empty(), "it is quiet");
    world.pass(HOUR);
    assert_eq!(world.told().await, [soon("01", Lead::Day)]);
    world.pass(DAY - 2 * HOUR);
    assert!(world.told().await.is_empty(), "it begins in the quiet hours");
    assert!(world.letterbox.take().is_empty());
});

on_both_databases!(a_push_service_may_be_away_and_nothing_is_lost_or_doubled, |world| {
    let ana = world.member("ana").await;
    let session = world.announced("Cardio", 2 * DAY).await;
    reminders::set(&world.env, &ana, session).await.expect("is set");
    world.chosen(&ana, 1).await;
    world.pass(DAY);
    *world.push_service.refusal.lock() = Some(Unsent::Away("http_503".into()).into());
    assert!(world.told().await.is_empty());
    *world.push_service.refusal.lock() = None;
    world.pass(60);
    assert_eq!(world.told().await, [soon("01", Lead::Day)]);
    world.pass(DAY - HOUR - 60);
    // It may have been brought: it is not sent again.
    *world.push_service.refusal.lock() = Some(Unsent::Unclear("timeout".into()).into());
    assert!(world.told().await.is_empty());
    *world.push_service.refusal.lock() = None;
    assert!(world.told().await.is_empty());
});

on_both_databases!(a_browser_that_is_gone_is_forgotten, |world| {
    let ana = world.member("ana").await;
    let session = world.announced("Cardio", 2 * DAY).await;
    reminders::set(&world.env, &ana, session).await.expect("is set");
    world.chosen(&ana, 1).await;
    assert_eq!(push::list(&world.env, &ana).await.expect("a list")[0].name, "Firefox · Android");
    world.pass(DAY);
    *world.push_service.refusal.lock() = Some(Unpushed::Gone);
    assert!(world.told().await.is_empty());
    assert!(push::list(&world.env, &ana).await.expect("a list").is_empty());
});

on_both_databases!(a_session_that_does_not_take_place_is_told_on_devices, |world| {
    let ana = world.member("ana").await;
    let session = world.announced("Cardio", 9 * DAY).await;
    reminders::set(&world.env, &ana, session).await.expect("is set");
    world.chosen(&ana, 1).await;
    for _ in 0..2 {
        world.takes_place(session, false).await;
        assert_eq!(world.told().await, [("01".to_owned(), News::Cancelled)]);
        assert!(world.told().await.is_empty());
        world.takes_place(session, true).await;
        assert!(world.told().await.is_empty());
    }
});

on_both_databases!(a_device_is_one_members_and_their_own_to_forget, |world| {
    let (ana, bea) = (world.member("ana").await, world.member("bea").await);
    let first = world.chosen(&ana, 1).await;
    assert_eq!(world.chosen(&ana, 1).await, first, "asked twice it is one device");
    push::forget(&world.env, &bea, first).await.expect("nothing happens");
    assert_eq!(push::list(&world.env, &ana).await.expect("a list").len(), 1);
    // Whoever uses the browser now is reminded there, and nobody else.
    world.chosen(&bea, 1).await;
    assert!(push::list(&world.env, &ana).await.expect("a list").is_empty());
    for number in 2..=DEVICES + 1 {
        world.pass(1);
        world.chosen(&bea, number).await;
    }
    let devices = push::list(&world.env, &bea).await.expect("a list");
    assert_eq!(u64::try_from(devices.len()).expect("few"), DEVICES);
    push::forget(&world.env, &bea, devices[0].id).await.expect("forgotten");
    assert_eq!(push::list(&world.env, &bea).await.expect("a list"), devices[1..]);
});

on_both_databases!(only_browsers_that_can_be_told_are_taken_down, |world| {
    let ana = world.member("ana").await;
    let mut odd = [browser(1), browser(1), browser(1)];
    odd[0].endpoint = "https://169.254.169.254/latest".into();
    odd[1].endpoint = "http://push.example.net/01".into();
    odd[2].keys.auth = "short".into();
    for (new, code) in odd.iter().zip(["refused_address", "not_https", "not_a_browser"]) {
        let refused = push::add(&world.env, &ana, new, None).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].code == code), "{code}");
    }
    let mut env = world.env.clone();
    env.pusher = None;
    assert!(matches!(push::add(&env, &ana, &browser(1), None).await, Err(Error::Conflict("no_push"))));
});

on_both_databases!(a_browser_that_gets_another_address_stays_the_device_that_it_was, |world| {
    let (ana, bea) = (world.member("ana").await, world.member("bea").await);
    let session = world.announced("Cardio", 2 * DAY).await;
    reminders::set(&world.env, &ana, session).await.expect("is set");
    let device = world.chosen(&ana, 1).await;
    let other = world.chosen(&bea, 2).await;
    world.pass(DAY);
    assert_eq!(world.told().await, [soon("01", Lead::Day)]);

    let renewed = |number, before| NewPushDevice { replaces: Some(browser(before).endpoint), ..browser(number) };
    let add = async |new: &NewPushDevice| push::add(&world.env, &ana, new, Some(AGENT)).await.expect("is taken down");
    assert_eq!(add(&renewed(3, 1)).await, device);
    assert!(world.told().await.is_empty(), "it knows that already");
    // Somebody else's does not become hers because she names it.
    assert!(![device, other].contains(&add(&renewed(4, 2)).await));
    assert_eq!(push::list(&world.env, &bea).await.expect("a list").len(), 1);
    // The page was faster than the worker: two become one.
    assert_eq!(push::list(&world.env, &ana).await.expect("a list").len(), 2);
    assert_ne!(add(&renewed(4, 3)).await, device);
    assert_eq!(push::list(&world.env, &ana).await.expect("a list").len(), 1);
    world.pass(DAY - HOUR);
    assert_eq!(world.told().await, [soon("04", Lead::Hour)]);
});

on_both_databases!(a_device_is_told_once_that_a_session_was_moved, |world| {
    let ana = world.member("ana").await;
    let session = world.announced("Cardio", 9 * DAY).await;
    reminders::set(&world.env, &ana, session).await.expect("is set");
    world.chosen(&ana, 1).await;
    let first = world.env.clock.now() + Duration::from_secs(9 * DAY);
    let goes_to = async |days: u64| {
        let starts_at = world.env.clock.now() + Duration::from_secs(days * DAY);
        let ends_at = starts_at + Duration::from_secs(HOUR);
        let change = LiveChange { starts_at: Some(starts_at), ends_at: Some(ends_at), ..LiveChange::default() };
        live::change(&world.env, &world.staff().await, session, &change).await.expect("moved");
        starts_at
    };
    // What is put back before anybody was told is not worth telling.
    goes_to(7).await;
    goes_to(9).await;
    assert!(world.told().await.is_empty());
    let second = goes_to(8).await;
    *world.push_service.refusal.lock() = Some(Unpushed::Unsent(Unsent::Away("away".into())));
    assert!(world.told().await.is_empty());
    *world.push_service.refusal.lock() = None;
    assert_eq!(world.told().await, [("01".to_owned(), News::Moved(first))]);
    assert_eq!(world.letterbox.take().len(), 1, "and by mail, once");
    assert!(world.told().await.is_empty());

    // A device that is chosen afterwards knows the new time.
    world.chosen(&ana, 2).await;
    assert!(world.told().await.is_empty());
    goes_to(9).await;
    let again = ["01", "02"].map(|number| (number.to_owned(), News::Moved(second)));
    assert_eq!(world.told().await, again);
    assert!(world.told().await.is_empty());
});
