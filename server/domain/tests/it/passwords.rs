//! The letter with which a forgotten password is set anew.

use crate::world::{PASSWORD, World, on_both_databases};
use contract::{
    Locale,
    accounts::{Credentials, NewMember, Role},
};
use domain::{
    Error,
    accounts::{
        self, Admin, new_password,
        sign_in::{self, StoredSignIn},
    },
    jobs,
};
use sea_orm::ConnectionTrait;
use std::sync::atomic::Ordering;

const ADDRESS: &str = "ana@demo.test";

/// The tokens of the letters that arrive.
async fn tokens(world: &World) -> Vec<String> {
    jobs::run_pending(&world.env).await.expect("jobs");
    world.letterbox.take_passwords().into_iter().map(|letter| letter.token).collect()
}

async fn asked(world: &World, email: &str) -> Vec<String> {
    new_password::ask(&world.env, email).await.expect("is asked for");
    tokens(world).await
}

async fn signs_in(world: &World, password: &str) -> bool {
    let credentials = Credentials { email: ADDRESS.into(), password: password.into() };
    accounts::check_credentials(&world.env, &credentials).await.is_ok()
}

fn is_over<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::Conflict("password_link_over")))
}

on_both_databases!(of_all_links_one_sets_a_password_once, |world| async move {
    world.member("ana").await;
    let first = asked(&world, ADDRESS).await.remove(0);
    world.pass(1);
    let second = asked(&world, ADDRESS).await.remove(0);
    assert_ne!(first, second);
    let short = new_password::set(&world.env, &first, "court").await;
    assert!(matches!(&short, Err(Error::Invalid(problems)) if problems[0].code == "too_short"), "{short:?}");
    assert_eq!(new_password::opened(&world.env, &first).await.expect("still opens"), ADDRESS);
    let (one, other) = tokio::join!(
        new_password::set(&world.env, &first, "un tout autre"),
        new_password::set(&world.env, &first, "encore un autre"),
    );
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    assert!(is_over(&one) || is_over(&other));
    let set = if one.is_ok() { "un tout autre" } else { "encore un autre" };
    assert!(signs_in(&world, set).await && !signs_in(&world, PASSWORD).await);
    for token in [&first, &second] {
        assert!(
            is_over(&new_password::set(&world.env, token, "un troisième").await),
            "both are signed over the old one"
        );
    }
});

on_both_databases!(nobody_is_written_to_who_cannot_sign_in_here, |world| async move {
    world.member("ana").await;
    let token = asked(&world, ADDRESS).await.remove(0);
    let elsewhere = NewMember {
        email: "bea@demo.test".into(),
        name: "bea".into(),
        role: Role::Member,
        locale: Locale::Fr,
        password: None,
    };
    accounts::create(&world.env, &Admin::operator(), &elsewhere).await.expect("an account");
    let statement =
        world.env.db.statement("UPDATE member SET active = ? WHERE email = ?", [false.into(), ADDRESS.into()]);
    world.env.db.writer().execute_raw(statement).await.expect("closed");
    for email in ["bea@demo.test", ADDRESS, "nobody@demo.test"] {
        assert_eq!(asked(&world, email).await, [""; 0], "{email}");
    }
    assert!(is_over(&new_password::set(&world.env, &token, "un tout autre").await), "the account is closed");
    assert!(matches!(new_password::ask(&world.env, "ana").await, Err(Error::Invalid(_))));
});

on_both_databases!(a_letter_waits_for_the_mail_server_but_no_longer_than_an_hour, |world| async move {
    world.member("ana").await;
    world.letterbox.is_away.store(true, Ordering::SeqCst);
    assert_eq!(asked(&world, ADDRESS).await, [""; 0]);
    world.pass(1800);
    world.letterbox.is_away.store(false, Ordering::SeqCst);
    let token = tokens(&world).await.remove(0);
    // It is good for an hour from when it was written.
    world.pass(3599);
    assert!(new_password::opened(&world.env, &token).await.is_ok());
    world.pass(1);
    assert!(is_over(&new_password::opened(&world.env, &token).await));

    world.letterbox.is_away.store(true, Ordering::SeqCst);
    assert_eq!(asked(&world, ADDRESS).await, [""; 0]);
    world.pass(3600);
    world.letterbox.is_away.store(false, Ordering::SeqCst);
    assert_eq!(tokens(&world).await, [""; 0], "who waited that long has asked again");
});

on_both_databases!(the_operator_gives_a_password_and_ends_what_the_old_one_opened, |world| async move {
    let ana = world.member("ana").await;
    let token = asked(&world, ADDRESS).await.remove(0);
    let far = i64::MAX;
    let stored = StoredSignIn { id: "x".into(), member: Some(ana.id), record: "{}".into(), expires_at: far };
    sign_in::create(&world.env, stored).await.expect("signed in");
    let operator = Admin::operator();
    new_password::give(&world.env, &operator, ADDRESS, "un tout autre").await.expect("given");
    assert!(signs_in(&world, "un tout autre").await && !signs_in(&world, PASSWORD).await);
    assert!(sign_in::load(&world.env, "x").await.expect("a database").is_none(), "signed out");
    assert!(is_over(&new_password::opened(&world.env, &token).await));
    let nobody = new_password::give(&world.env, &operator, "nobody@demo.test", "un tout autre").await;
    assert!(matches!(nobody, Err(Error::NotFound)), "{nobody:?}");
});
