//! Calls about people and destinations.

use crate::{
    address::Place,
    desk::{answer, env, go, go_to, locale, signed_in},
    once,
    problem::Problem,
};
use contract::{
    FeedId, Locale,
    accounts::{NewMember, Role},
    feed::{FeedKind, NewFeed},
    profile::Purpose,
};
use domain::{accounts, feed};
use leptos::prelude::*;

/// Makes an account. Without a password, signing in has to be done elsewhere.
#[server(prefix = "/call", endpoint = "administration/create-member")]
pub async fn create_member(
    email: String,
    name: String,
    role: Role,
    language: Locale,
    password: String,
) -> Result<(), Problem> {
    let admin = answer(signed_in()?.admin())?;
    let password = Some(password).filter(|password| !password.is_empty());
    let new = NewMember { email, name, role, locale: language, password };
    answer(accounts::create(&env()?, &admin, &new).await)?;
    go_to(Place::Members, "created");
    Ok(())
}

/// Sets up a destination, and shows its secret on the next page, once.
#[server(prefix = "/call", endpoint = "administration/create-feed")]
pub async fn create_feed(
    kind: FeedKind,
    url: String,
    purpose: Purpose,
    country: String,
    assessment: String,
) -> Result<(), Problem> {
    let admin = answer(signed_in()?.admin())?;
    let new = NewFeed { kind, url, purpose, country, assessment };
    let created = answer(feed::create(&env()?, &admin, &new).await)?;
    once::carry(Place::Feed(created.id), &created.secret);
    go_to(Place::Feed(created.id), "created");
    Ok(())
}

/// Sends again what one destination did not take.
#[server(prefix = "/call", endpoint = "administration/replay-feed")]
pub async fn replay_feed(feed: FeedId) -> Result<(), Problem> {
    let admin = answer(signed_in()?.admin())?;
    let count = answer(feed::replay(&env()?, &admin, feed).await)?.to_string();
    go(&Place::Feed(feed).with(locale(), &[("done", "replayed"), ("count", &count)]));
    Ok(())
}
