//! Calls about rights.

use super::{LicenceForm, ReleaseForm};
use crate::{
    address::Place,
    desk::{answer, env, fail, go_to, signed_in},
    problem::Problem,
};
use contract::{
    ItemId, LicenceId, ReleaseId,
    inventory::Kind,
    rights::{Demand, KindDemands, Statement, Withdrawal},
};
use domain::rights;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Writes down a person who is filmed.
#[server(prefix = "/call", endpoint = "rights/add-release")]
pub async fn add_release(item: ItemId, #[server(default)] release: ReleaseForm) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let fields = release.fields().map_err(fail)?;
    answer(rights::add_release(&env()?, &staff, item, fields).await)?;
    go_to(Place::Item(item), "released");
    Ok(())
}

/// Changes a release that was read at a version.
#[server(prefix = "/call", endpoint = "rights/change-release")]
pub async fn change_release(
    id: ReleaseId,
    based_on: i64,
    #[server(default)] release: ReleaseForm,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let fields = release.fields().map_err(fail)?;
    answer(rights::change_release(&env()?, &staff, id, based_on, fields).await)?;
    go_to(Place::Release(id), "saved");
    Ok(())
}

/// Withdraws a release, and shows which sessions were stopped.
#[server(prefix = "/call", endpoint = "rights/withdraw-release")]
pub async fn withdraw_release(
    id: ReleaseId,
    #[server(default)] reason: String,
    #[server(default)] sure: bool,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    if !sure {
        return Err(fail(Problem::field("sure", "not_sure")));
    }
    answer(rights::withdraw(&env()?, &staff, id, &Withdrawal { reason: Some(reason) }).await)?;
    go_to(Place::Release(id), "withdrawn");
    Ok(())
}

/// Writes down a work that is used.
#[server(prefix = "/call", endpoint = "rights/add-licence")]
pub async fn add_licence(item: ItemId, #[server(default)] licence: LicenceForm) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let fields = licence.fields().map_err(fail)?;
    answer(rights::add_licence(&env()?, &staff, item, fields).await)?;
    go_to(Place::Item(item), "licensed");
    Ok(())
}

/// Changes a licence that was read at a version.
#[server(prefix = "/call", endpoint = "rights/change-licence")]
pub async fn change_licence(
    id: LicenceId,
    based_on: i64,
    #[server(default)] licence: LicenceForm,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let fields = licence.fields().map_err(fail)?;
    answer(rights::change_licence(&env()?, &staff, id, based_on, fields).await)?;
    go_to(Place::Licence(id), "saved");
    Ok(())
}

/// Takes away a work that the item does not use, and shows the item.
#[server(prefix = "/call", endpoint = "rights/remove-licence")]
pub async fn remove_licence(item: ItemId, id: LicenceId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(rights::remove_licence(&env()?, &staff, id).await)?;
    go_to(Place::Item(item), "unlicensed");
    Ok(())
}

/// Says something of an item as a whole. A box that is not ticked is not sent.
#[server(name = StateRights, prefix = "/call", endpoint = "rights/state")]
pub async fn state(
    item: ItemId,
    #[server(default)] nobody_recognisable: bool,
    #[server(default)] no_music: bool,
    #[server(default)] licence: String,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let said = Statement { nobody_recognisable, no_music, licence: Some(licence) };
    answer(rights::state(&env()?, &staff, item, said).await)?;
    go_to(Place::Item(item), "stated");
    Ok(())
}

/// Asks for this before anything is published: for each kind, `releases`, `music` and `statement`.
#[server(name = AskFor, prefix = "/call", endpoint = "rights/demand")]
pub async fn demand(#[server(default)] demands: BTreeMap<String, BTreeMap<String, String>>) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    let env = env()?;
    let now = answer(rights::demands(&env, &answer(manager.staff())?).await)?;
    let asked: Option<Vec<KindDemands>> = now.into_iter().map(|now| anew(now, &demands)).collect();
    let asked = asked.ok_or_else(|| fail(Problem::field("demands", "unknown_choice")))?;
    answer(rights::demand(&env, &manager, &asked).await)?;
    go_to(Place::RightDemands, "saved");
    Ok(())
}

/// What is asked of a kind with what was chosen over it; nothing where a choice is none.
fn anew(now: KindDemands, sent: &BTreeMap<String, BTreeMap<String, String>>) -> Option<KindDemands> {
    let chosen = |kind: Kind, what: &str, now: Demand| match sent.get(kind.code()).and_then(|sent| sent.get(what)) {
        Some(code) => code.parse().ok(),
        None => Some(now),
    };
    Some(KindDemands {
        kind: now.kind,
        releases: chosen(now.kind, "releases", now.releases)?,
        music: chosen(now.kind, "music", now.music)?,
        statement: chosen(now.kind, "statement", now.statement)?,
    })
}
