//! Calls about the fields of the organisation's own.

use super::FieldForm;
use crate::{
    address::Place,
    desk::{self, answer, env, fail, go, go_to, signed_in},
    problem::Problem,
};
use contract::{ExtraFieldId, extra_fields::ExtraFieldFields};
use domain::extra_fields;
use leptos::prelude::*;

/// Makes a new field.
#[server(name = AddField, prefix = "/call", endpoint = "fields/add")]
pub async fn add(field: FieldForm) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    let fields = field.fields(None).map_err(fail)?;
    answer(extra_fields::create(&env()?, &manager, fields).await)?;
    go_to(Place::OwnFields, "added");
    Ok(())
}

/// Changes the name and the values of a field that was read at a version, and shows it.
#[server(name = ChangeField, prefix = "/call", endpoint = "fields/change")]
pub async fn change(id: ExtraFieldId, based_on: i64, field: FieldForm) -> Result<(), Problem> {
    let before = known(id).await?;
    let fields = field.fields(Some(before)).map_err(fail)?;
    write(id, based_on, fields).await?;
    go(&Place::OwnFields.with(desk::locale(), &[("field", &id.to_string()), ("done", "saved")]));
    Ok(())
}

/// Puts a field in another place among the others.
#[server(name = MoveField, prefix = "/call", endpoint = "fields/move")]
pub async fn put(id: ExtraFieldId, based_on: i64, place: u32) -> Result<(), Problem> {
    let before = known(id).await?;
    write(id, based_on, ExtraFieldFields { position: place, ..before }).await?;
    go_to(Place::OwnFields, "moved");
    Ok(())
}

/// Offers a field no more, or again.
#[server(name = RetireField, prefix = "/call", endpoint = "fields/retire")]
pub async fn retire(id: ExtraFieldId, based_on: i64, #[server(default)] retired: bool) -> Result<(), Problem> {
    let before = known(id).await?;
    write(id, based_on, ExtraFieldFields { retired, ..before }).await?;
    go_to(Place::OwnFields, if retired { "retired" } else { "back" });
    Ok(())
}

async fn known(id: ExtraFieldId) -> Result<ExtraFieldFields, Problem> {
    let person = signed_in()?;
    answer(person.manager())?;
    let staff = answer(person.staff())?;
    Ok(answer(extra_fields::get(&env()?, &staff, id).await)?.fields)
}

async fn write(id: ExtraFieldId, based_on: i64, fields: ExtraFieldFields) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    answer(extra_fields::change(&env()?, &manager, id, based_on, fields).await).map(drop)
}
