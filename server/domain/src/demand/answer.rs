//! What becomes of a demand, and telling those who asked.

use crate::{
    Environment, Error, Result,
    accounts::{SignedIn, Staff},
    backlog::reason_of,
    database::stored,
    inventory,
};
use contract::{
    DemandId, ItemId, LangMap, SessionId,
    demand::{Answered, SHOWN_FROM_SEARCHES},
    inventory::{ItemDetails, ItemFields, Kind},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};

/// So many answers are told at a time.
const TOLD: usize = 5;

/// Says which item answers a demand.
///
/// # Errors
/// [`Error::Invalid`] when there is no such item; [`Error::Conflict`] with `demand_decided` when somebody
/// has answered or dismissed it; [`Error::NotFound`].
pub async fn link(env: &Environment, staff: &Staff, id: DemandId, item: ItemId) -> Result<()> {
    let tx = env.db.begin().await?;
    if inventory::entity::Entity::find_by_id(item.0).one(&tx).await?.is_none() {
        return Err(Error::field("item_id", "unknown_item"));
    }
    decide(env, &tx, staff, id, "linked", Some(item), None).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes down an item that answers a demand, with its words for a title.
///
/// # Errors
/// [`Error::Conflict`] with `demand_decided`; [`Error::NotFound`].
pub async fn make_item(env: &Environment, staff: &Staff, id: DemandId, kind: Kind) -> Result<ItemDetails> {
    let tx = env.db.begin().await?;
    // What is not shown to staff does not become a title either.
    let statement = env.db.statement(
        "SELECT words FROM demand WHERE id = ? AND (
             EXISTS (SELECT 1 FROM demand_request WHERE demand_request.demand_id = demand.id)
             OR (SELECT COALESCE(SUM(searches), 0) FROM demand_search WHERE demand_search.demand_id = demand.id) >= ?)",
        [id.0.into(), i64::try_from(SHOWN_FROM_SEARCHES).unwrap_or(i64::MAX).into()],
    );
    let row = tx.query_one_raw(statement).await?.ok_or(Error::NotFound)?;
    let mut title = LangMap::default();
    title.set(staff.locale.code(), capitalised(&row.try_get::<String>("", "words")?));
    let item = inventory::create_on(env, &tx, staff, ItemFields::new(kind, title)).await?;
    decide(env, &tx, staff, id, "linked", Some(item.id), None).await?;
    tx.commit().await?;
    Ok(item)
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Says that a demand is not answered, and why.
///
/// # Errors
/// [`Error::Invalid`] when no reason is given; [`Error::Conflict`] with `demand_decided`; [`Error::NotFound`].
pub async fn dismiss(env: &Environment, staff: &Staff, id: DemandId, reason: &str) -> Result<()> {
    let reason = reason_of(reason)?;
    let tx = env.db.begin().await?;
    decide(env, &tx, staff, id, "dismissed", None, Some(reason)).await?;
    tx.commit().await?;
    Ok(())
}

async fn decide(
    env: &Environment,
    tx: &DatabaseTransaction,
    staff: &Staff,
    id: DemandId,
    state: &str,
    item: Option<ItemId>,
    reason: Option<String>,
) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE demand SET state = ?, item_id = ?, reason = ?, decided_by = ?, decided_at = ?
         WHERE id = ? AND state = 'open'",
        [
            state.into(),
            item.map(|item| item.0).into(),
            reason.into(),
            staff.id.0.into(),
            env.clock.now_ms().into(),
            id.0.into(),
        ],
    );
    if tx.execute_raw(statement).await?.rows_affected() > 0 {
        return Ok(());
    }
    let statement = env.db.statement("SELECT id FROM demand WHERE id = ?", [id.0.into()]);
    Err(if tx.query_one_raw(statement).await?.is_some() { Error::Conflict("demand_decided") } else { Error::NotFound })
}

/// Opens a demand again that was answered or dismissed.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or it is open.
pub async fn reopen(env: &Environment, _: &Staff, id: DemandId) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE demand SET state = 'open', item_id = NULL, reason = NULL, decided_by = NULL, decided_at = NULL
         WHERE id = ? AND state <> 'open'",
        [id.0.into()],
    );
    if env.db.writer().execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// What the member asked for and can attend now, until they put it away.
///
/// # Errors
/// Only when the database fails.
pub async fn answered(env: &Environment, member: &SignedIn) -> Result<Vec<Answered>> {
    let statement = env.db.statement(
        "SELECT demand.id AS demand_id, demand.words, session.id AS session_id, item.title
         FROM demand_request
         JOIN demand ON demand.id = demand_request.demand_id AND demand.state = 'linked'
         JOIN session ON session.item_id = demand.item_id AND session.state = 'published'
         JOIN item ON item.id = demand.item_id
         WHERE demand_request.member_id = ? AND demand_request.seen_at IS NULL
         ORDER BY session.published_at DESC, session.id DESC",
        [member.id.0.into()],
    );
    let mut told: Vec<Answered> = Vec::new();
    for row in env.db.reader().query_all_raw(statement).await? {
        let demand_id = DemandId(row.try_get("", "demand_id")?);
        if told.iter().any(|answered| answered.demand_id == demand_id) {
            continue;
        }
        told.push(Answered {
            demand_id,
            words: row.try_get("", "words")?,
            session_id: SessionId(row.try_get("", "session_id")?),
            title: stored(row.try_get("", "title")?)?,
        });
        if told.len() == TOLD {
            break;
        }
    }
    Ok(told)
}

/// The member has read that what they asked for can be attended.
///
/// # Errors
/// Only when the database fails.
pub async fn put_away(env: &Environment, member: &SignedIn, id: DemandId) -> Result<()> {
    let statement = env.db.statement(
        "UPDATE demand_request SET seen_at = ? WHERE demand_id = ? AND member_id = ? AND seen_at IS NULL",
        [env.clock.now_ms().into(), id.0.into(), member.id.0.into()],
    );
    env.db.writer().execute_raw(statement).await?;
    Ok(())
}
