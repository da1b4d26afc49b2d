//! A profile is what is known of a member, and what each purpose may do with it.
//!
//! Every use beyond the service itself is a [`Purpose`], off until the member turns it on and
//! tied to the version of the text they read: a changed meaning has to be agreed to anew.

mod entity;

use crate::{Environment, Result, accounts::SignedIn, clock::moment, feed};
use contract::{
    MemberId,
    profile::{ConsentState, Consents, Purpose},
};
use entity::{consent, receipt};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use std::collections::{BTreeMap, HashMap};

/// Every purpose, in the order in which a page offers them, and where it stands for the member.
///
/// # Errors
/// Only when the database fails.
pub async fn consents(env: &Environment, member: &SignedIn) -> Result<Consents> {
    let rows = consent::Entity::find().filter(consent::Column::MemberId.eq(member.id.0)).all(env.db.reader()).await?;
    let decided: HashMap<&str, &consent::Model> = rows.iter().map(|row| (row.purpose.as_str(), row)).collect();
    let purposes = Purpose::ALL
        .iter()
        .map(|&purpose| {
            let row = decided.get(purpose.code());
            ConsentState {
                purpose,
                granted: row.is_some_and(|row| counts(row, purpose)),
                version: row.map_or(0, |row| u32::try_from(row.version).unwrap_or_default()),
                since: row.map(|row| moment(row.since)),
            }
        })
        .collect();
    Ok(Consents { purposes })
}

/// Writes down what the member decided, with a receipt for each decision that changes something;
/// what already stands so is left alone. Where a purpose occurs twice the last one counts.
///
/// `source` says through which door it came, for example `page` or `api`.
///
/// # Errors
/// Only when the database fails; then nothing is decided.
pub async fn decide(
    env: &Environment,
    member: &SignedIn,
    decisions: &[(Purpose, bool)],
    source: &str,
) -> Result<Consents> {
    let decisions: BTreeMap<Purpose, bool> = decisions.iter().copied().collect();
    let now = env.clock.now_ms();
    let transaction = env.db.begin().await?;
    for (purpose, granted) in decisions {
        let changed = if granted {
            grant(&transaction, member.id, purpose, now).await?
        } else {
            withdraw(&transaction, member.id, purpose, now).await?
        };
        if !changed {
            continue;
        }
        receipt::ActiveModel {
            id: Set(env.new_id()),
            member_id: Set(member.id.0),
            purpose: Set(purpose.code().to_owned()),
            granted: Set(granted),
            version: Set(version(purpose)),
            source: Set(source.to_owned()),
            decided_at: Set(now),
        }
        .insert(&transaction)
        .await?;
        if !granted {
            feed::withdrawn(env, &transaction, member.id, purpose).await?;
        }
    }
    transaction.commit().await?;
    consents(env, member).await
}

/// Whether the member agrees to the purpose, as its text stands now.
///
/// # Errors
/// Only when the database fails.
pub async fn agreed<C: ConnectionTrait>(connection: &C, member: MemberId, purpose: Purpose) -> Result<bool> {
    let row = consent::Entity::find_by_id((member.0, purpose.code().to_owned())).one(connection).await?;
    Ok(row.is_some_and(|row| counts(&row, purpose)))
}

/// Whether a row is an agreement to the text of today.
fn counts(row: &consent::Model, purpose: Purpose) -> bool {
    row.granted && row.version == version(purpose)
}

fn version(purpose: Purpose) -> i32 {
    i32::try_from(purpose.version()).unwrap_or(i32::MAX)
}

/// Returns whether that changed anything. The row itself is compared in the statement, so that
/// two requests at once write one receipt.
async fn grant(transaction: &DatabaseTransaction, member: MemberId, purpose: Purpose, now: i64) -> Result<bool> {
    let row = consent::ActiveModel {
        member_id: Set(member.0),
        purpose: Set(purpose.code().to_owned()),
        granted: Set(true),
        version: Set(version(purpose)),
        since: Set(now),
    };
    let stood = |column| Expr::col((consent::Entity, column));
    let unless_it_stands = OnConflict::columns([consent::Column::MemberId, consent::Column::Purpose])
        .update_columns([consent::Column::Granted, consent::Column::Version, consent::Column::Since])
        .action_and_where(
            stood(consent::Column::Granted).eq(false).or(stood(consent::Column::Version).ne(version(purpose))),
        )
        .to_owned();
    let rows = consent::Entity::insert(row).on_conflict(unless_it_stands).exec_without_returning(transaction).await?;
    Ok(rows > 0)
}

/// Returns whether that changed anything: a purpose that was never agreed to is off already.
async fn withdraw(transaction: &DatabaseTransaction, member: MemberId, purpose: Purpose, now: i64) -> Result<bool> {
    let done = consent::Entity::update_many()
        .col_expr(consent::Column::Granted, Expr::value(false))
        .col_expr(consent::Column::Version, Expr::value(version(purpose)))
        .col_expr(consent::Column::Since, Expr::value(now))
        .filter(consent::Column::MemberId.eq(member.0))
        .filter(consent::Column::Purpose.eq(purpose.code()))
        .filter(consent::Column::Granted.eq(true))
        .exec(transaction)
        .await?;
    Ok(done.rows_affected > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_agreed_to_under_another_text_does_not_count() {
        let purpose = Purpose::UnifiedProfile;
        let row = |granted, version| consent::Model {
            member_id: uuid::Uuid::nil(),
            purpose: purpose.code().to_owned(),
            granted,
            version,
            since: 0,
        };
        assert!(counts(&row(true, version(purpose)), purpose));
        assert!(!counts(&row(true, version(purpose) - 1), purpose));
        assert!(!counts(&row(false, version(purpose)), purpose));
    }
}
