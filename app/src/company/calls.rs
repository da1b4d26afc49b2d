//! Calls about company.

use crate::{
    address::Place,
    desk::{answer, env, go_to, signed_in},
    problem::Problem,
};
use contract::company::Company;
use domain::company;
use leptos::{prelude::*, server_fn::codec::GetUrl};

/// What the member has decided, and the centres there are.
#[server(name = ReadCompany, prefix = "/call", endpoint = "company/choice", input = GetUrl)]
pub async fn company_choice() -> Result<(Option<String>, Vec<String>), Problem> {
    let (env, member) = (env()?, signed_in()?);
    let choice = answer(company::choice(&env, &member).await)?;
    Ok((choice.centre, answer(company::centres(&env).await)?))
}

/// Takes down to whom the member is named: to others of a centre; an empty one: to nobody.
#[server(prefix = "/call", endpoint = "company/choose")]
pub async fn choose_company(#[server(default)] centre: String) -> Result<(), Problem> {
    let centre = Some(centre).filter(|centre| !centre.trim().is_empty());
    answer(company::choose(&env()?, &signed_in()?, &Company { centre }).await)?;
    go_to(Place::MyData, "company");
    Ok(())
}
