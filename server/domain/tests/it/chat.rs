//! The chat beside a live session: who reads what, who may write when, and how long it stays.

use crate::world::{World, on_both_databases};
use contract::{
    SessionId,
    chat::{Chat, ChatLine, ChatMode, ChatSetting, NewChatLine, Reaction},
    lives::LiveWindow,
    sessions::NewSession,
};
use domain::{
    Environment, Error, Settings,
    accounts::SignedIn,
    chat::{self, Chats},
    jobs, live, sessions,
};
use std::{sync::Arc, time::Duration};

const HOUR: i64 = 3600;

/// A session that begins so many seconds from now, and that members can find.
async fn announced(world: &World, in_s: i64) -> SessionId {
    let staff = world.staff().await;
    let starts_at = world.env.clock.now() + jiff::SignedDuration::from_secs(in_s);
    let window = LiveWindow { starts_at, ends_at: starts_at + Duration::from_secs(3600), replay: true };
    let item_id = world.item("Cardio en direct").await;
    let new = NewSession { item_id, recording_id: None, live: Some(window), audience: None };
    let session = sessions::create(&world.env, &staff, &new).await.expect("a session").id;
    sessions::publish(&world.env, &staff, session).await.expect("published");
    session
}

async fn says(env: &Environment, who: &SignedIn, session: SessionId, text: &str) -> Result<ChatLine, Error> {
    chat::say(env, who, session, &NewChatLine { text: text.into(), question: false }).await
}

async fn read(env: &Environment, who: &SignedIn, session: SessionId) -> Chat {
    chat::read(env, who, session).await.expect("can be read")
}

fn texts(chat: &Chat) -> Vec<&str> {
    chat.lines.iter().map(|line| line.text.as_str()).collect()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(answer: Result<T, Error>, why: &str) {
    match answer {
        Err(Error::Conflict(code) | Error::Forbidden(code)) => assert_eq!(code, why),
        other => panic!("{other:?} rather than {why}"),
    }
}

/// The same organisation with other settings, in a process of its own.
fn elsewhere(world: &World, change: impl FnOnce(&mut Settings)) -> Environment {
    let mut settings = (*world.env.settings).clone();
    change(&mut settings);
    Environment { settings: Arc::new(settings), chats: Chats::default(), ..world.env.clone() }
}

on_both_databases!(everybody_reads_what_is_said_and_staff_read_who_said_it, |world| async move {
    let session = announced(&world, 0).await;
    let (staff, ana, bea) = (world.staff().await, world.member("ana").await, world.member("bea").await);
    let said = says(&world.env, &ana, session, " Bonjour\nà tous ").await.expect("said");
    assert_eq!((said.text.as_str(), said.name.as_deref(), said.is_question), ("Bonjour à tous", Some("ana"), false));
    assert_eq!(said.for_staff, None);
    says(&world.env, &staff, session, "Bienvenue").await.expect("said");

    let chat = read(&world.env, &bea, session).await;
    assert_eq!(chat.state.setting, ChatSetting::default());
    assert!(chat.state.is_open && !chat.state.is_blocked);
    assert_eq!(texts(&chat), ["Bonjour à tous", "Bienvenue"]);
    assert_eq!((chat.lines[1].name.as_deref(), chat.lines[1].is_staff), (None, true));
    assert_eq!(texts(&chat::since(chat.clone(), Some(said.id))), ["Bienvenue"]);

    // Another process has the same lines, and staff see whose they are.
    let seen = read(&elsewhere(&world, |_| {}), &staff, session).await;
    let of = seen.lines[0].for_staff.clone().expect("staff");
    assert_eq!((of.member_id, of.hidden, of.blocked), (ana.id, false, false));
    assert_eq!(seen.lines[1].name.as_deref(), Some("staff"));

    let recorded = world.published_session("Yoga", 60).await;
    assert!(matches!(chat::read(&world.env, &ana, recorded).await, Err(Error::NotFound)));
    sessions::unpublish(&world.env, &staff, session).await.expect("taken out");
    assert!(matches!(chat::read(&world.env, &ana, session).await, Err(Error::NotFound)));
    assert!(matches!(says(&world.env, &ana, session, "Encore").await, Err(Error::NotFound)));
    assert_eq!(read(&world.env, &staff, session).await.lines.len(), 2);
});

on_both_databases!(a_member_waits_between_two_lines, |world| async move {
    let session = announced(&world, 0).await;
    let (staff, ana) = (world.staff().await, world.member("ana").await);
    // Two at once, through two processes: one is too soon.
    let other = elsewhere(&world, |_| {});
    let (first, second) = tokio::join!(says(&world.env, &ana, session, "1"), says(&other, &ana, session, "2"));
    assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
    refused(if first.is_ok() { second } else { first }, "chat_slow");
    world.pass(4);
    refused(says(&world.env, &ana, session, "3").await, "chat_slow");
    world.pass(1);
    says(&world.env, &ana, session, "4").await.expect("in time");
    for text in ["a", "b"] {
        says(&world.env, &staff, session, text).await.expect("staff do not wait");
    }
    let setting = ChatSetting { mode: ChatMode::Open, slow_s: 0 };
    chat::set(&world.env, &staff, session, setting).await.expect("set");
    for text in ["c", "d"] {
        says(&world.env, &ana, session, text).await.expect("nobody waits");
    }
    let setting = ChatSetting { mode: ChatMode::Open, slow_s: 301 };
    assert!(matches!(chat::set(&world.env, &staff, session, setting).await, Err(Error::Invalid(_))));
});

on_both_databases!(what_is_taken_is_what_staff_say, |world| async move {
    let session = announced(&world, 0).await;
    let (staff, ana) = (world.staff().await, world.member("ana").await);
    let set = async |mode| {
        chat::set(&world.env, &staff, session, ChatSetting { mode, slow_s: 0 }).await.expect("set");
    };
    set(ChatMode::Questions).await;
    assert!(says(&world.env, &ana, session, "Le pied gauche").await.expect("said").is_question);
    assert!(!says(&world.env, &staff, session, "Le droit").await.expect("said").is_question);
    set(ChatMode::Off).await;
    refused(says(&world.env, &ana, session, "Merci").await, "chat_off");
    refused(says(&world.env, &staff, session, "Merci").await, "chat_off");
    refused(chat::react(&world.env, &ana, session, Reaction::Heart).await, "chat_off");
    assert_eq!(read(&world.env, &ana, session).await.lines.len(), 2, "what was said stays to be read");
    set(ChatMode::Open).await;
    refused(says(&world.env, &ana, session, "Ah, ZÛT!").await, "chat_words");
    refused(says(&world.env, &ana, session, "nom d'un chien").await, "chat_words");
    says(&world.env, &ana, session, "Zutique").await.expect("another word");
    for text in ["", "\u{0}", &"x".repeat(301)] {
        assert!(matches!(says(&world.env, &ana, session, text).await, Err(Error::Invalid(_))), "{text:?}");
    }
});

on_both_databases!(staff_hide_lines_and_block_people, |world| async move {
    let session = announced(&world, 0).await;
    let (staff, ana, bea) = (world.staff().await, world.member("ana").await, world.member("bea").await);
    let line = says(&world.env, &ana, session, "Vendu: montre").await.expect("said").id;
    chat::hide(&world.env, &staff, session, line).await.expect("hidden");
    assert!(read(&world.env, &bea, session).await.lines.is_empty());
    assert_eq!(read(&world.env, &ana, session).await.lines.len(), 1, "its writer does not notice");
    let seen = read(&world.env, &staff, session).await;
    assert!(seen.lines[0].for_staff.as_ref().is_some_and(|of| of.hidden));
    chat::show(&world.env, &staff, session, line).await.expect("shown");
    assert_eq!(read(&world.env, &bea, session).await.lines.len(), 1);
    let other = announced(&world, 0).await;
    assert!(matches!(chat::hide(&world.env, &staff, other, line).await, Err(Error::NotFound)));

    // Also somebody who has not written yet.
    for who in [&ana, &bea] {
        chat::block(&world.env, &staff, session, who.id).await.expect("blocked");
        world.pass(60);
        refused(says(&world.env, who, session, "Encore").await, "chat_blocked");
        refused(chat::react(&world.env, who, session, Reaction::Fire).await, "chat_blocked");
        assert!(read(&world.env, who, session).await.state.is_blocked);
        says(&world.env, who, other, "Ici, oui").await.expect("blocked in one session only");
        chat::unblock(&world.env, &staff, session, who.id).await.expect("unblocked");
        says(&world.env, who, session, "Merci").await.expect("said");
    }
    let nobody = contract::MemberId(world.env.new_id());
    assert!(matches!(chat::block(&world.env, &staff, session, nobody).await, Err(Error::NotFound)));
});

on_both_databases!(a_chat_is_open_from_an_hour_before_until_the_end, |world| async move {
    let session = announced(&world, HOUR + 1).await;
    let (staff, ana) = (world.staff().await, world.member("ana").await);
    refused(says(&world.env, &ana, session, "Tôt").await, "chat_off");
    assert!(!read(&world.env, &ana, session).await.state.is_open);
    world.pass(1);
    says(&world.env, &ana, session, "À l'heure").await.expect("said");
    assert!(read(&world.env, &ana, session).await.state.is_open);
    live::end(&world.env, &staff, session).await.expect("ended");
    refused(says(&world.env, &staff, session, "Tard").await, "chat_off");
});

on_both_databases!(five_reactions_in_ten_seconds_are_enough, |world| async move {
    let session = announced(&world, 0).await;
    let (ana, bea) = (world.member("ana").await, world.member("bea").await);
    for _ in 0..5 {
        chat::react(&world.env, &ana, session, Reaction::Clap).await.expect("sent");
    }
    refused(chat::react(&world.env, &ana, session, Reaction::Heart).await, "reactions_slow");
    let counts = chat::react(&world.env, &bea, session, Reaction::Heart).await.expect("sent");
    assert_eq!((counts.clap, counts.heart), (5, 1));
    world.pass(10);
    chat::react(&world.env, &ana, session, Reaction::Clap).await.expect("sent");
    assert_eq!(read(&world.env, &bea, session).await.reactions.clap, 6);
});

on_both_databases!(nothing_stays_longer_than_it_may, |world| async move {
    let tidy = async |env: &Environment| {
        jobs::enqueue(env, env.db.writer(), &jobs::Job::Tidy).await.expect("planned");
        jobs::run_pending(env).await.expect("tidied");
    };
    let (staff, ana) = (world.staff().await, world.member("ana").await);
    // What another process reads, and has not read before.
    let lines =
        async |change: fn(&mut Settings), session| read(&elsewhere(&world, change), &staff, session).await.lines.len();
    let session = announced(&world, 0).await;
    says(&world.env, &ana, session, "Bonjour").await.expect("said");
    chat::block(&world.env, &staff, session, ana.id).await.expect("blocked");
    world.pass(7 * 24 * 3600);
    tidy(&world.env).await;
    assert_eq!(lines(|_| {}, session).await, 1, "seven days to the second");
    world.pass(1);
    tidy(&world.env).await;
    assert_eq!(lines(|_| {}, session).await, 0);

    // Where nothing is to stay, it is gone with the session, and unseen before it is tidied up.
    let at_once = elsewhere(&world, |settings| settings.chat_days = 0);
    let session = announced(&world, 0).await;
    says(&at_once, &ana, session, "Bonjour").await.expect("not blocked here");
    tidy(&at_once).await;
    assert_eq!(lines(|settings| settings.chat_days = 0, session).await, 1, "it goes on");
    live::end(&world.env, &staff, session).await.expect("ended");
    assert_eq!(lines(|settings| settings.chat_days = 0, session).await, 0);
    assert_eq!(lines(|_| {}, session).await, 1, "still there");
    tidy(&at_once).await;
    assert_eq!(lines(|_| {}, session).await, 0);
});
