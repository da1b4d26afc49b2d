//! The people of a pilot, and those that they are compared with. A person is in one group only.

use super::{
    addresses, enrolment,
    entity::{comparison, invitation, pilot},
    invitations::{ROWS, accept, named},
    life,
};
use crate::{
    Environment, Error, Result,
    accounts::{Manager, entity as member},
    clock::moment,
    database::code,
};
use contract::{
    EnrolmentKey, ItemId, MemberId, PilotId,
    pilots::{
        PilotState,
        cohort::{Cohort, ComparisonReport, Invited},
    },
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, sea_query::OnConflict,
};
use std::collections::HashSet;

/// Who was invited and what they answered, and how many are only compared with.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn cohort(env: &Environment, _: &Manager, id: PilotId) -> Result<Cohort> {
    let row = pilot::Entity::find_by_id(id.0).one(env.db.reader()).await?.ok_or(Error::NotFound)?;
    let rows = invitation::Entity::find()
        .filter(invitation::Column::PilotId.eq(id.0))
        .order_by_desc(invitation::Column::Id)
        .all(env.db.reader())
        .await?;
    let invited = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::Email)
        .filter(invitation::Column::PilotId.eq(id.0))
        .into_query();
    let known: Vec<String> = member::Entity::find()
        .select_only()
        .column(member::Column::Email)
        .filter(member::Column::Email.in_subquery(invited))
        .into_tuple()
        .all(env.db.reader())
        .await?;
    let known: HashSet<String> = known.into_iter().collect();
    let people = rows.into_iter().map(|row| {
        Ok(Invited {
            has_account: known.contains(&row.email),
            email: row.email,
            invited_at: moment(row.invited_at),
            letter: row.letter.as_deref().map(code).transpose()?,
            answer: row.answer.as_deref().map(code).transpose()?,
            answered_at: row.answered_at.map(moment),
            enrolled: row.enrolled,
            bounce: row.bounce,
        })
    });
    Ok(Cohort {
        people: people.collect::<Result<_>>()?,
        compared: comparison::Entity::find()
            .filter(comparison::Column::PilotId.eq(id.0))
            .count(env.db.reader())
            .await?,
        enrolment_url: row.enrol_key.map(|key| enrolment::url(env, EnrolmentKey(key))),
    })
}

/// Whether a member is only compared with, in a pilot that is about this item and not decided yet. Nothing that
/// such a member watches of it is told to anybody, whatever they agreed to: a group that is profiled is none to
/// compare with.
pub(crate) async fn is_compared(
    env: &Environment,
    transaction: &DatabaseTransaction,
    id: MemberId,
    item: ItemId,
) -> Result<bool> {
    let statement = env.db.statement(
        "SELECT 1 FROM member
            JOIN pilot_comparison ON pilot_comparison.email = member.email
            JOIN pilot_item ON pilot_item.pilot_id = pilot_comparison.pilot_id
            JOIN pilot ON pilot.id = pilot_comparison.pilot_id
         WHERE member.id = ? AND pilot_item.item_id = ? AND pilot.state <> ? LIMIT 1",
        [id.0.into(), item.0.into(), PilotState::Decided.code().into()],
    );
    Ok(transaction.query_one_raw(statement).await?.is_some())
}

/// Puts people into the group that the cohort is compared with: they are never invited, and nothing they do
/// is looked at one by one. Whoever is invited already is refused by name.
///
/// # Errors
/// [`Error::Invalid`] when the list is empty or too long; [`Error::NotFound`].
pub async fn compare(env: &Environment, _: &Manager, id: PilotId, texts: &[String]) -> Result<ComparisonReport> {
    let addresses = addresses::read(texts);
    accept(&addresses, "compared")?;
    let mut problems = addresses.problems;
    let now = env.clock.now_ms();
    let transaction = env.db.begin().await?;
    life::hold(env, &transaction, id).await?;
    let invited: Vec<String> = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::Email)
        .filter(invitation::Column::PilotId.eq(id.0))
        .into_tuple()
        .all(&transaction)
        .await?;
    let invited: HashSet<String> = invited.into_iter().collect();
    let (apart, good): (Vec<String>, Vec<String>) =
        addresses.good.into_iter().partition(|address| invited.contains(address));
    problems.extend(apart.into_iter().map(|entry| named(entry, "is_invited")));
    let mut added = 0;
    for addresses in good.chunks(ROWS) {
        let rows = addresses.iter().map(|address| comparison::ActiveModel {
            pilot_id: Set(id.0),
            email: Set(address.clone()),
            added_at: Set(now),
        });
        let once =
            OnConflict::columns([comparison::Column::PilotId, comparison::Column::Email]).do_nothing().to_owned();
        added += comparison::Entity::insert_many(rows).on_conflict(once).exec_without_returning(&transaction).await?;
    }
    transaction.commit().await?;
    let good = u64::try_from(good.len()).unwrap_or_default();
    Ok(ComparisonReport { added, already: good.saturating_sub(added), problems })
}
