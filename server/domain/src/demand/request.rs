//! A member asks for something.

use crate::{Environment, Error, Result, accounts::SignedIn};
use contract::{
    DemandId,
    demand::{NOTE_CHARS, NewRequest, Requested, WORDS_CHARS, same_words},
    problem::FieldProblem,
    text::printable,
};
use sea_orm::ConnectionTrait;

/// So many things may one member ask for in a month.
const A_MONTH: i64 = 30;

/// Takes down what a member asks for. Asked again in the same month, it counts once.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; [`Error::Conflict`] with `asked_enough` when the member has asked for
/// thirty other things this month.
pub async fn request(env: &Environment, member: &SignedIn, new: &NewRequest) -> Result<Requested> {
    let words = printable(&new.words).split_whitespace().collect::<Vec<_>>().join(" ");
    let note = printable(&new.note).trim().to_owned();
    let (folded, problems) = judged(&words, &note);
    let (Some(folded), true) = (folded, problems.is_empty()) else { return Err(Error::Invalid(problems)) };
    let now = env.clock.now_ms();
    let month = env.clock.now().strftime("%Y-%m").to_string();
    let tx = env.db.begin().await?;
    let statement = env.db.statement(
        "INSERT INTO demand (id, folded, words, state, created_at, last_at) VALUES (?, ?, ?, 'open', ?, ?)
         ON CONFLICT (folded) DO UPDATE SET last_at = excluded.last_at",
        [env.new_id().into(), folded.clone().into(), words.into(), now.into(), now.into()],
    );
    tx.execute_raw(statement).await?;
    let statement = env.db.statement("SELECT id FROM demand WHERE folded = ?", [folded.into()]);
    let row = tx.query_one_raw(statement).await?.ok_or(Error::NotFound)?;
    let demand_id = DemandId(row.try_get("", "id")?);
    let statement = env.db.statement(
        "SELECT COUNT(*) AS asked FROM demand_request WHERE member_id = ? AND month = ? AND demand_id <> ?",
        [member.id.0.into(), month.clone().into(), demand_id.0.into()],
    );
    let asked: i64 = tx.query_one_raw(statement).await?.ok_or(Error::NotFound)?.try_get("", "asked")?;
    if asked >= A_MONTH {
        return Err(Error::Conflict("asked_enough"));
    }
    let statement = env.db.statement(
        "INSERT INTO demand_request (demand_id, member_id, month, note, created_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (demand_id, member_id, month) DO NOTHING",
        [demand_id.0.into(), member.id.0.into(), month.into(), note.into(), now.into()],
    );
    let already = tx.execute_raw(statement).await?.rows_affected() == 0;
    tx.commit().await?;
    Ok(Requested { demand_id, already })
}

/// The words to compare by, and what cannot be accepted.
fn judged(words: &str, note: &str) -> (Option<String>, Vec<FieldProblem>) {
    let mut problems = Vec::new();
    let folded = same_words(words);
    if words.is_empty() {
        problems.push(FieldProblem::new("words", "required"));
    } else if words.chars().count() > WORDS_CHARS {
        problems.push(FieldProblem::new("words", "too_long").with("max", WORDS_CHARS));
    } else if folded.is_none() {
        problems.push(FieldProblem::new("words", "too_short").with("min", 3));
    }
    if note.chars().count() > NOTE_CHARS {
        problems.push(FieldProblem::new("note", "too_long").with("max", NOTE_CHARS));
    }
    (folded, problems)
}
