//! Company is who of one's own centre watches a live session at the same time. Only members who have agreed
//! to it are named, by their first names, only to others of their centre who have agreed as well, and only
//! while they are there. Nobody has agreed until they say so.

use crate::{
    Environment, Error, Result,
    accounts::SignedIn,
    live::{self, presence},
};
use contract::{MemberId, SessionId, company::Company, problem::FieldProblem};
use sea_orm::ConnectionTrait;
use std::{collections::HashMap, sync::Arc};

/// So many names are shown: the rest are in the number of people.
const NAMED: usize = 30;

/// Who has agreed: their centres, and the names by which they are called.
pub(crate) type Agreed = HashMap<MemberId, (String, String)>;

/// What a member has decided.
///
/// # Errors
/// Only when the database fails.
pub async fn choice(env: &Environment, member: &SignedIn) -> Result<Company> {
    let statement = env.db.statement("SELECT centre FROM company WHERE member_id = ?", [member.id.0.into()]);
    let row = env.db.writer().query_one_raw(statement).await?;
    Ok(Company { centre: row.map(|row| row.try_get("", "centre")).transpose()? })
}

/// Takes down what a member has decided: to be named to others of a centre, or to nobody.
///
/// # Errors
/// [`Error::Invalid`] when there is no such centre.
pub async fn choose(env: &Environment, member: &SignedIn, company: &Company) -> Result<()> {
    let Some(centre) = company.centre.as_deref().map(str::trim).filter(|centre| !centre.is_empty()) else {
        let statement = env.db.statement("DELETE FROM company WHERE member_id = ?", [member.id.0.into()]);
        env.db.writer().execute_raw(statement).await?;
        env.lives.agreed().invalidate(&()).await;
        return Ok(());
    };
    if !centres(env).await?.iter().any(|known| known == centre) {
        return Err(Error::Invalid(vec![FieldProblem::new("centre", "unknown")]));
    }
    let statement = env.db.statement(
        "INSERT INTO company (member_id, centre, agreed_at) VALUES (?, ?, ?)
         ON CONFLICT (member_id) DO UPDATE SET centre = excluded.centre, agreed_at = excluded.agreed_at",
        [member.id.0.into(), centre.to_owned().into(), env.clock.now_ms().into()],
    );
    env.db.writer().execute_raw(statement).await?;
    env.lives.agreed().invalidate(&()).await;
    Ok(())
}

/// The centres that give something.
///
/// # Errors
/// Only when the database fails.
pub async fn centres(env: &Environment) -> Result<Vec<String>> {
    let statement = env
        .db
        .statement("SELECT DISTINCT centre FROM item WHERE centre IS NOT NULL AND centre <> '' ORDER BY centre", []);
    let rows = env.db.reader().query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| row.try_get("", "centre")).collect::<Result<_, _>>()?)
}

/// The first names of those of the viewer's centre who watch a session now, where all have agreed.
///
/// # Errors
/// Only when the database fails.
pub async fn names(env: &Environment, viewer: &SignedIn, session: SessionId) -> Result<Vec<String>> {
    let read = async { load(env).await.map(Arc::new) };
    let agreed = env.lives.agreed().try_get_with((), read).await.map_err(|error| Error::shared(&error))?;
    let Some((centre, _)) = agreed.get(&viewer.id) else { return Ok(Vec::new()) };
    let there = presence::people(env, session).await;
    let mut names: Vec<String> = agreed
        .iter()
        .filter(|(member, (of, _))| **member != viewer.id && of == centre && there.has(env, **member))
        .map(|(_, (_, name))| name.clone())
        .collect();
    names.sort();
    names.truncate(NAMED);
    Ok(names)
}

async fn load(env: &Environment) -> Result<Agreed> {
    let statement = env.db.statement(
        "SELECT member.id, member.name, company.centre FROM company JOIN member ON member.id = company.member_id
         WHERE member.active = ?",
        [true.into()],
    );
    let rows = env.db.reader().query_all_raw(statement).await?;
    let agreed = rows.iter().map(|row| {
        let name: String = row.try_get("", "name")?;
        Ok((MemberId(row.try_get("", "id")?), (row.try_get("", "centre")?, first(&name))))
    });
    agreed.collect()
}

/// The first name. Where somebody's address stands as their name, not where it leads.
fn first(name: &str) -> String {
    let word = name.split_whitespace().next().unwrap_or_default();
    word.split('@').next().unwrap_or_default().to_owned()
}

/// As [`live::status`], with who of the viewer's centre is there.
///
/// # Errors
/// As [`live::status`].
pub async fn status(env: &Environment, viewer: &SignedIn, session: SessionId) -> Result<contract::lives::LiveStatus> {
    let mut status = live::status(env, viewer, session).await?;
    status.company = names(env, viewer, session).await?;
    Ok(status)
}
