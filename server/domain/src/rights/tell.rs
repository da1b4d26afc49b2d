//! Letters about rights that end soon, at most once per threshold and person.

use super::{
    ending::{self, Soon},
    rules,
};
use crate::{
    Environment, Result,
    database::code,
    jobs::JobError,
    mail::{Mailer, RightLetter, Unsent},
};
use contract::{Locale, rights::THRESHOLDS};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use std::collections::HashSet;
use uuid::Uuid;

/// Somebody who is told.
#[derive(Debug, Clone, FromQueryResult)]
struct Person {
    id: Uuid,
    name: String,
    email: String,
    locale: String,
    role: String,
}

/// A letter whose time has come.
struct Due {
    right: Uuid,
    member: Uuid,
    days: u32,
    letter: RightLetter,
}

/// Sends what is due. Where the mail server is away nothing is lost: the same is due in an hour.
pub(super) async fn tell(env: &Environment) -> Result<(), JobError> {
    let Some(mailer) = env.mailer.clone() else { return Ok(()) };
    let due = due(env).await?;
    if due.is_empty() {
        return Ok(());
    }
    if let Err(problem) = mailer.check().await {
        tracing::warn!(%problem, letters = due.len(), "letters about rights wait for the mail server");
        return Ok(());
    }
    for due in due {
        let (env, mailer) = (env.clone(), mailer.clone());
        // A task of its own: a letter that is being handed over is not given up with the job.
        match tokio::spawn(async move { send(&env, &*mailer, &due).await }).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) => break,
            Ok(Err(error)) => tracing::error!(%error, "a letter about a right could not be sent"),
            Err(error) => tracing::error!(%error, "a letter about a right was given up"),
        }
    }
    Ok(())
}

/// Hands one letter over, if nobody else has. Says whether the mail server is still there.
async fn send(env: &Environment, mailer: &dyn Mailer, due: &Due) -> Result<bool> {
    if !claim(env, due).await? {
        return Ok(true);
    }
    match mailer.send_right(&due.letter).await {
        Ok(()) => Ok(true),
        Err(Unsent::Away(problem)) => {
            tracing::warn!(%problem, "a letter about a right waits for the mail server");
            give_back(env, due).await?;
            Ok(false)
        }
        // Sent again it would be refused again, or perhaps come twice: it counts as sent.
        Err(problem) => {
            tracing::warn!(%problem, right.id = %due.right, "a letter about a right did not go out");
            Ok(true)
        }
    }
}

/// What is due and has not gone out: to who wrote the right down and still works here, else to the managers.
async fn due(env: &Environment) -> Result<Vec<Due>> {
    let soon = ending::within(env, THRESHOLDS.into_iter().max().unwrap_or_default()).await?;
    if soon.is_empty() {
        return Ok(Vec::new());
    }
    let people = people(env).await?;
    let told = told(env).await?;
    let written_at = env.clock.now();
    let mut all = Vec::new();
    for Soon { right, owner } in soon {
        let Some(days) = rules::threshold(right.days_left) else { continue };
        let Some(id) = right.release_id.map(|id| id.0).or(right.licence_id.map(|id| id.0)) else { continue };
        for person in readers(&people, owner) {
            let key = (id, person.id, i32::try_from(days).unwrap_or_default(), right.ends_on.clone());
            if told.contains(&key) {
                continue;
            }
            let locale: Locale = code(&person.locale)?;
            let letter = RightLetter {
                id: letter_id(id, person.id, days, &right.ends_on),
                name: person.name.clone(),
                email: person.email.clone(),
                locale,
                written_at,
                right: right.clone(),
            };
            all.push(Due { right: id, member: person.id, days, letter });
        }
    }
    Ok(all)
}

/// Everybody who works here.
async fn people(env: &Environment) -> Result<Vec<Person>> {
    let sql = "SELECT id, name, email, locale, role FROM member WHERE active AND role <> 'member' ORDER BY email";
    let rows = env.db.reader().query_all_raw(env.db.statement(sql, [])).await?;
    Ok(rows.iter().map(|row| Person::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// Who reads of a right: its owner; without one the managers; without any, the administrators.
fn readers(people: &[Person], owner: Option<Uuid>) -> Vec<&Person> {
    let some = |of: &dyn Fn(&&Person) -> bool| people.iter().filter(of).collect::<Vec<_>>();
    let owners = some(&|person| Some(person.id) == owner);
    let managers = some(&|person| person.role == "manager");
    [owners, managers]
        .into_iter()
        .find(|found| !found.is_empty())
        .unwrap_or_else(|| some(&|person| person.role == "admin"))
}

/// The letters that have gone out: for which right, to whom, at which threshold, for which end.
async fn told(env: &Environment) -> Result<HashSet<(Uuid, Uuid, i32, String)>> {
    let sql = "SELECT right_id, member_id, days, ends_on FROM right_letter";
    let rows = env.db.writer().query_all_raw(env.db.statement(sql, [])).await?;
    let keys = rows.iter().map(|row| {
        Ok((
            row.try_get("", "right_id")?,
            row.try_get("", "member_id")?,
            row.try_get("", "days")?,
            row.try_get("", "ends_on")?,
        ))
    });
    keys.collect()
}

/// Takes a letter for this worker: one statement decides, so that of two workers one sends it.
async fn claim(env: &Environment, due: &Due) -> Result<bool> {
    let statement = env.db.statement(
        "INSERT INTO right_letter (right_id, member_id, days, ends_on) VALUES (?, ?, ?, ?)
         ON CONFLICT (right_id, member_id, days) DO UPDATE SET ends_on = excluded.ends_on
         WHERE right_letter.ends_on <> excluded.ends_on",
        key(due),
    );
    Ok(env.db.writer().execute_raw(statement).await?.rows_affected() == 1)
}

/// Gives back a letter that has certainly not been sent.
async fn give_back(env: &Environment, due: &Due) -> Result<()> {
    let sql = "DELETE FROM right_letter WHERE right_id = ? AND member_id = ? AND days = ? AND ends_on = ?";
    env.db.writer().execute_raw(env.db.statement(sql, key(due))).await?;
    Ok(())
}

fn key(due: &Due) -> [Value; 4] {
    let days = i32::try_from(due.days).unwrap_or_default();
    [due.right.into(), due.member.into(), days.into(), due.letter.right.ends_on.clone().into()]
}

/// Follows from what it tells, so that the same news is the same letter.
fn letter_id(right: Uuid, member: Uuid, days: u32, ends_on: &str) -> Uuid {
    let name = [member.as_bytes().as_slice(), &days.to_be_bytes(), ends_on.as_bytes()].concat();
    Uuid::new_v5(&right, &name)
}
