//! Rights are what lets an item be shown: the **release** of everybody who is filmed, the **licence** of every
//! work that is used, and a word of staff where there is neither.
//!
//! They act. Nothing is published against them (`gate.rs`), a session stops in the transaction that withdraws
//! a release (`withdraw.rs`), and what has ended takes its sessions out on the day after (`ending.rs`), of
//! which people hear in time (`tell.rs`). What the organisation asks for beyond what is written down, it
//! chooses by kind (`demands.rs`); until it does, one is warned and may publish.
//!
//! Days are by the clocks of the centres, and a right holds to the end of its last day.

mod demands;
mod effects;
mod ending;
mod entity;
mod gate;
mod licences;
mod releases;
mod rules;
mod tell;
mod withdraw;

pub use demands::{demand, demands};
pub use effects::effects;
pub use ending::ending;
pub use gate::advised;
pub(crate) use gate::{Showing, allow};
pub use licences::{add_licence, change_licence, licence, remove_licence};
pub use releases::{add_release, change_release, release};
pub use withdraw::{affected, withdraw};

use crate::{Environment, Error, Result, accounts::Staff, inventory, jobs::JobError};
use contract::{
    ItemId, Timestamp, lives,
    rights::{ItemRights, Statement},
    sessions::Audience,
};
use entity::statement;
use jiff::tz::TimeZone;
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use std::sync::LazyLock;

/// The clocks of the centres, by which days are meant.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get(lives::ZONE).unwrap_or(TimeZone::UTC));

/// The day of a moment, as it is written.
fn day_of(moment: Timestamp) -> String {
    moment.to_zoned(ZONE.clone()).date().to_string()
}

fn today(env: &Environment) -> String {
    day_of(env.clock.now())
}

/// The rights of an item, and what is missing for members to watch a recording of it.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn of_item(env: &Environment, _: &Staff, item: ItemId) -> Result<ItemRights> {
    let known = gate::known(env, env.db.reader(), item).await?;
    let lacks = known.lacks(Showing { audience: Audience::Members, live: false, replay: true });
    Ok(ItemRights {
        item_id: item,
        lacks,
        demands: known.demands,
        statement: known.statement,
        releases: known.releases,
        licences: known.licences,
        effects: effects::of_item(env, item).await?,
    })
}

/// Takes down what somebody of staff says of an item as a whole, instead of what was said before.
///
/// # Errors
/// [`Error::Invalid`] when it is too long; [`Error::NotFound`].
pub async fn state(env: &Environment, staff: &Staff, item: ItemId, said: Statement) -> Result<ItemRights> {
    let said = said.tidy();
    let problems = said.problems();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    inventory::get(env, staff, item).await?;
    let row = statement::ActiveModel {
        item_id: Set(item.0),
        nobody_recognisable: Set(said.nobody_recognisable),
        no_music: Set(said.no_music),
        licence: Set(said.licence),
        stated_by: Set(staff.id.0),
        stated_at: Set(env.clock.now_ms()),
    };
    let anew = OnConflict::column(statement::Column::ItemId)
        .update_columns([
            statement::Column::NobodyRecognisable,
            statement::Column::NoMusic,
            statement::Column::Licence,
            statement::Column::StatedBy,
            statement::Column::StatedAt,
        ])
        .to_owned();
    statement::Entity::insert(row).on_conflict(anew).exec_without_returning(env.db.writer()).await?;
    of_item(env, staff, item).await
}

/// What is looked at every hour and at every start: takes out what has ended, then tells of what will.
pub(crate) async fn watch(env: &Environment) -> Result<(), JobError> {
    ending::take_out(env).await?;
    tell::tell(env).await
}
