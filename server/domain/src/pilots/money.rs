//! What a pilot costs: the prices of the organisation, the lines of its budget, and what follows from the
//! bytes that are kept and sent.

use super::{
    entity::{pilot, price},
    life, sheet,
};
use crate::{
    Environment, Error, Result,
    accounts::Manager,
    database::{json, stored},
};
use contract::{
    PilotId,
    pilots::{
        Figure,
        money::{self, Inputs, ONE, PriceTable, Prices, Reckoning},
        sheet::{Basis, Sheet, Timing},
    },
    problem::FieldProblem,
};
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, sea_query::OnConflict};

/// The one row of the table.
const ROW: i32 = 1;
/// The currency where none was written down.
const CURRENCY: &str = "CAD";
/// Days of a month, on average.
const MONTH_DAYS: f64 = 30.44;
/// What is kept and sent is no line of the budget: a pilot may cost so much of its plan before it is above it.
const TOLERATED: f64 = 1.02;
/// Bytes of a gigabyte, as stores count them.
const GIGABYTE: f64 = 1e9;

/// What things cost here. Where nobody wrote it down, only the operator's price of storage is known.
///
/// # Errors
/// Only when the database fails.
pub async fn prices(env: &Environment, _: &Manager) -> Result<PriceTable> {
    table(env).await
}

async fn table(env: &Environment) -> Result<PriceTable> {
    if let Some(row) = price::Entity::find_by_id(ROW).one(env.db.writer()).await? {
        let (prices, changed_by) = (stored(row.prices)?, Some(row.changed_by));
        return Ok(PriceTable { prices, version: row.version, changed_by });
    }
    let mut prices = Prices { currency: CURRENCY.to_owned(), ..Prices::default() };
    if let Some((price, currency)) = &env.settings.storage_price {
        prices.storage_gb_month = money::written((price * ONE as f64).round() as i64);
        prices.currency.clone_from(currency);
    }
    Ok(PriceTable { prices, version: 0, changed_by: None })
}

/// Writes the prices anew. `based_on` is the version that was read before writing.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; [`Error::Conflict`] with `changed_meanwhile`.
pub async fn set_prices(env: &Environment, manager: &Manager, based_on: i64, new: Prices) -> Result<PriceTable> {
    let prices = accepted(new)?;
    let (now, by) = (env.clock.now_ms(), manager.name.clone());
    let written = if based_on == 0 {
        let first = price::ActiveModel {
            id: Set(ROW),
            prices: Set(json(&prices)?),
            version: Set(1),
            changed_by: Set(by),
            changed_at: Set(now),
        };
        let once = OnConflict::column(price::Column::Id).do_nothing().to_owned();
        price::Entity::insert(first).on_conflict(once).exec_without_returning(env.db.writer()).await?
    } else {
        price::Entity::update_many()
            .set(price::ActiveModel {
                prices: Set(json(&prices)?),
                version: Set(based_on.saturating_add(1)),
                changed_by: Set(by),
                changed_at: Set(now),
                ..Default::default()
            })
            .filter(price::Column::Id.eq(ROW))
            .filter(price::Column::Version.eq(based_on))
            .exec(env.db.writer())
            .await?
            .rows_affected
    };
    if written == 0 { Err(Error::Conflict("changed_meanwhile")) } else { table(env).await }
}

fn accepted(mut prices: Prices) -> Result<Prices> {
    let mut problems = Vec::new();
    prices.currency = prices.currency.trim().to_uppercase();
    if prices.currency.len() != 3 || !prices.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        problems.push(FieldProblem::new("currency", "not_a_currency"));
    }
    let Prices { storage_gb_month, egress_gb, staff_hour, room_hour, .. } = &mut prices;
    for (field, text) in [
        ("storage_gb_month", storage_gb_month),
        ("egress_gb", egress_gb),
        ("staff_hour", staff_hour),
        ("room_hour", room_hour),
    ] {
        if text.trim().is_empty() {
            text.clear();
            continue;
        }
        match money::amount(text) {
            Ok(amount) => *text = money::written(amount),
            Err(problem) => problems.push(FieldProblem::new(field, problem.code())),
        }
    }
    if problems.is_empty() { Ok(prices) } else { Err(Error::Invalid(problems)) }
}

/// Other figures to reckon with, to see what would become of the sum: amounts and numbers as they are typed,
/// empty where what is known shall stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// People reached.
    pub people: String,
    /// Hours watched by each.
    pub hours_each: String,
    /// Months.
    pub months: String,
    /// What a person is worth.
    pub per_person: String,
    /// What an hour is worth.
    pub per_hour: String,
}

/// What a pilot costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Costs {
    /// The currency.
    pub currency: String,
    /// People reached: who began a session.
    pub people: Figure,
    /// Seconds watched.
    pub watched_s: Figure,
    /// Bytes kept.
    pub stored_bytes: u64,
    /// Bits of a second watched, as measured on what the ladder made.
    pub bitrate: u64,
    /// Months since the first day, until the last.
    pub months: f64,
    /// Money that was found.
    pub funding: f64,
    /// What the whole of it was planned to cost, from the first day to the last.
    pub planned: f64,
    /// Whether it has cost more by now.
    pub above_plan: bool,
    /// The sum.
    pub sum: Reckoning,
    /// The sum with other figures, where some were asked for.
    pub what_if: Option<Reckoning>,
}

#[derive(FromQueryResult)]
struct Bytes {
    stored: i64,
    bitrate: i64,
}

/// What a pilot costs. Figures about fewer than five people are not in it, nor is what would tell them.
///
/// # Errors
/// [`Error::Invalid`] when what is asked for cannot be read; [`Error::NotFound`].
pub async fn costs(env: &Environment, manager: &Manager, id: PilotId, other: &WhatIf) -> Result<Costs> {
    let row = pilot::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let sheet = sheet::of_row(&row)?;
    let uptake = super::uptake(env, manager, id).await?;
    let prices = table(env).await?.prices;
    let statement = env.db.statement(include_str!("bytes.sql"), [id.0.into(), id.0.into()]);
    let bytes = Bytes::find_by_statement(statement).one(env.db.reader()).await?;
    let bytes = bytes.unwrap_or(Bytes { stored: 0, bitrate: 0 });
    let (people, watched_s) = (uptake.funnel.started, uptake.watched_s);
    let today = life::today(env.clock.now());
    let months = months(row.starts_on.as_deref(), row.ends_on.as_deref(), &today);
    let sent_gb = watched_s.shown().map(|seconds| seconds as f64 * bytes.bitrate as f64 / 8.0 / GIGABYTE);
    let spent = lines(&sheet, Spent::SoFar);
    let inputs = Inputs {
        stored_gb: bytes.stored as f64 / GIGABYTE,
        sent_gb,
        storage_price: value(&prices.storage_gb_month),
        egress_price: value(&prices.egress_gb),
        months: months.so_far,
        people: people.shown(),
        hours: watched_s.shown().map(|seconds| seconds as f64 / 3600.0),
        per_person: value(&sheet.terms.per_person),
        per_hour: value(&sheet.terms.per_hour),
        class_cost: value(&sheet.terms.class_cost),
        class_people: number(&sheet.terms.class_people),
        class_hours: number(&sheet.terms.class_minutes) / 60.0,
        ..spent
    };
    let sum = money::reckon(&inputs);
    let plan = Inputs { months: months.in_all, people: people.shown(), ..lines(&sheet, Spent::Planned) };
    let planned = money::reckon(&plan).total;
    Ok(Costs {
        currency: prices.currency,
        people,
        watched_s,
        stored_bytes: u64::try_from(bytes.stored).unwrap_or_default(),
        bitrate: u64::try_from(bytes.bitrate).unwrap_or_default(),
        months: months.so_far,
        funding: sheet.funding.iter().map(|funding| value(&funding.amount)).sum(),
        planned,
        above_plan: planned > 0.0 && sum.total > planned * TOLERATED,
        sum,
        what_if: what_if(&inputs, bytes.bitrate as f64, other)?.map(|inputs| money::reckon(&inputs)),
    })
}

/// The figures that were asked for in place of those that are known.
fn what_if(known: &Inputs, bitrate: f64, other: &WhatIf) -> Result<Option<Inputs>> {
    let mut problems = Vec::new();
    let mut read = |field: &str, text: &str| {
        if text.trim().is_empty() {
            return None;
        }
        match money::amount(text) {
            Ok(amount) => Some(amount as f64 / ONE as f64),
            Err(problem) => {
                problems.push(FieldProblem::new(field, problem.code()));
                None
            }
        }
    };
    let people = read("people", &other.people);
    let hours_each = read("hours_each", &other.hours_each);
    let months = read("months", &other.months);
    let per_person = read("per_person", &other.per_person);
    let per_hour = read("per_hour", &other.per_hour);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if [people, hours_each, months, per_person, per_hour].iter().all(Option::is_none) {
        return Ok(None);
    }
    let each = known.hours.zip(known.people).filter(|(_, people)| *people > 0);
    let each = hours_each.or_else(|| each.map(|(hours, people)| hours / people as f64));
    let people = people.map(|people| people.round() as u64).or(known.people);
    let hours = people.zip(each).map(|(people, each)| people as f64 * each);
    Ok(Some(Inputs {
        people,
        hours,
        sent_gb: hours.map(|hours| hours * 3600.0 * bitrate / 8.0 / GIGABYTE),
        months: months.unwrap_or(known.months),
        per_person: per_person.unwrap_or(known.per_person),
        per_hour: per_hour.unwrap_or(known.per_hour),
        ..*known
    }))
}

fn value(text: &str) -> f64 {
    money::amount(text).map_or(0.0, |amount| amount as f64 / ONE as f64)
}

fn number(text: &str) -> f64 {
    text.parse::<u32>().map_or(0.0, f64::from)
}

/// Which column of the budget.
#[derive(Clone, Copy, PartialEq)]
enum Spent {
    Planned,
    /// What it came to, else what was planned.
    SoFar,
}

fn lines(sheet: &Sheet, spent: Spent) -> Inputs {
    let mut inputs = Inputs::default();
    for line in &sheet.budget {
        let text = if spent == Spent::SoFar && !line.actual.is_empty() { &line.actual } else { &line.planned };
        let sum = match (line.timing, line.basis) {
            (Timing::Once, Basis::Fixed) => &mut inputs.setup,
            (Timing::Once, Basis::PerPerson) => &mut inputs.setup_per_person,
            (Timing::Monthly, Basis::Fixed) => &mut inputs.monthly,
            (Timing::Monthly, Basis::PerPerson) => &mut inputs.monthly_per_person,
        };
        *sum += value(text);
    }
    inputs
}

struct Months {
    so_far: f64,
    in_all: f64,
}

/// From the first day until today, the last day at most; and until the last day.
fn months(starts_on: Option<&str>, ends_on: Option<&str>, today: &str) -> Months {
    let day = |text: Option<&str>| text.and_then(|text| text.parse::<Date>().ok());
    let (Some(first), Some(today)) = (day(starts_on), day(Some(today))) else {
        return Months { so_far: 0.0, in_all: 0.0 };
    };
    let last = day(ends_on);
    let until = |end: Date| {
        let days = first.until((jiff::Unit::Day, end)).map_or(0, |span| span.get_days());
        f64::from(days.max(0)) / MONTH_DAYS
    };
    Months { so_far: until(last.map_or(today, |last| last.min(today))), in_all: until(last.unwrap_or(today)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::pilots::sheet::BudgetLine;

    #[test]
    fn months_run_from_the_first_day_to_today_or_the_last() {
        let told = |starts, ends, today| {
            let months = months(starts, ends, today);
            [months.so_far, months.in_all].map(|months| (months * MONTH_DAYS).round())
        };
        assert_eq!(told(Some("2026-11-01"), Some("2026-12-01"), "2026-11-11"), [10.0, 30.0]);
        assert_eq!(told(Some("2026-11-01"), Some("2026-12-01"), "2027-11-11"), [30.0, 30.0]);
        assert_eq!(told(Some("2026-11-01"), None, "2026-11-11"), [10.0, 10.0]);
        assert_eq!(told(Some("2026-11-20"), None, "2026-11-11"), [0.0, 0.0]);
        assert_eq!(told(None, None, "2026-11-11"), [0.0, 0.0]);
    }

    #[test]
    fn what_it_came_to_counts_before_what_was_planned() {
        let line = |timing, basis, planned: &str, actual: &str| BudgetLine {
            label: "x".into(),
            timing,
            basis,
            planned: planned.into(),
            actual: actual.into(),
        };
        let budget = vec![
            line(Timing::Once, Basis::Fixed, "100.00", "150.00"),
            line(Timing::Once, Basis::Fixed, "20.00", ""),
            line(Timing::Monthly, Basis::PerPerson, "2.00", "0.00"),
        ];
        let sheet = Sheet { budget, ..Sheet::default() };
        let (planned, so_far) = (lines(&sheet, Spent::Planned), lines(&sheet, Spent::SoFar));
        assert_eq!((planned.setup, planned.monthly_per_person), (120.0, 2.0));
        assert_eq!((so_far.setup, so_far.monthly_per_person), (170.0, 0.0));
    }
}
