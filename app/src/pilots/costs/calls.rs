//! Calls about prices.

use crate::{
    address::Place,
    desk::{answer, env, go_to, signed_in},
    problem::Problem,
};
use contract::pilots::money::Prices;
use domain::pilots::money;
use leptos::prelude::*;

/// Writes the prices anew.
#[server(name = SetPrices, prefix = "/call", endpoint = "pilots/prices")]
pub async fn set_prices(based_on: i64, #[server(default)] prices: Prices) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    answer(money::set_prices(&env()?, &manager, based_on, prices).await)?;
    go_to(Place::Prices, "saved");
    Ok(())
}
