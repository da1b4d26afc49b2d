//! Views of the inventory that somebody kept: a name for an address, for oneself or for all of the staff.

use crate::{Environment, Error, Result, accounts::Staff};
use contract::{
    SavedViewId,
    problem::FieldProblem,
    text::printable,
    views::{NewSavedView, SavedView, VIEW_NAME_CHARS, VIEW_QUERY_BYTES, VIEWS_KEPT},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// The reader's own views and those that colleagues share, by name.
///
/// # Errors
/// Only when the database fails.
pub async fn list(env: &Environment, staff: &Staff) -> Result<Vec<SavedView>> {
    let statement = env.db.statement(
        "SELECT id, member_id, name, query, shared FROM saved_view WHERE member_id = ? OR shared
         ORDER BY name, id LIMIT 200",
        [staff.id.0.into()],
    );
    let rows = env.db.reader().query_all_raw(statement).await?;
    rows.iter()
        .map(|row| {
            Ok(SavedView {
                id: SavedViewId(row.try_get("", "id")?),
                name: row.try_get("", "name")?,
                query: row.try_get("", "query")?,
                shared: row.try_get("", "shared")?,
                own: row.try_get::<Uuid>("", "member_id")? == staff.id.0,
            })
        })
        .collect()
}

/// Keeps a view.
///
/// # Errors
/// [`Error::Invalid`] naming the fields; [`Error::Conflict`] with `views_full` when fifty are kept already.
pub async fn keep(env: &Environment, staff: &Staff, new: &NewSavedView) -> Result<SavedViewId> {
    let name = printable(&new.name).trim().to_owned();
    let query = new.query.trim().trim_start_matches('?').to_owned();
    let mut problems = Vec::new();
    if name.is_empty() {
        problems.push(FieldProblem::new("name", "required"));
    } else if name.chars().count() > VIEW_NAME_CHARS {
        problems.push(FieldProblem::new("name", "too_long").with("max", VIEW_NAME_CHARS));
    }
    // Only what an address can hold: it becomes part of a link.
    if query.len() > VIEW_QUERY_BYTES || !query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
        problems.push(FieldProblem::new("query", "unreadable"));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let id = env.new_id();
    let statement = env.db.statement(
        "INSERT INTO saved_view (id, member_id, name, query, shared, created_at)
         SELECT ?, id, ?, ?, ?, ? FROM member WHERE id = ?
         AND (SELECT COUNT(*) FROM saved_view WHERE saved_view.member_id = member.id) < ?",
        [
            id.into(),
            name.into(),
            query.into(),
            new.shared.into(),
            env.clock.now_ms().into(),
            staff.id.0.into(),
            i64::try_from(VIEWS_KEPT).unwrap_or(i64::MAX).into(),
        ],
    );
    match env.db.writer().execute_raw(statement).await?.rows_affected() {
        0 => Err(Error::Conflict("views_full")),
        _ => Ok(SavedViewId(id)),
    }
}

/// Takes a view of one's own away.
///
/// # Errors
/// [`Error::NotFound`] when there is none of this id, or it is a colleague's.
pub async fn remove(env: &Environment, staff: &Staff, id: SavedViewId) -> Result<()> {
    let statement =
        env.db.statement("DELETE FROM saved_view WHERE id = ? AND member_id = ?", [id.0.into(), staff.id.0.into()]);
    if env.db.writer().execute_raw(statement).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}
