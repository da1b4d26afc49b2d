//! From whatever people write in a field to what items hold.

use super::known;
use crate::Result;
use contract::{extra_fields::TEXT_CHARS, inventory::ItemFields, problem::FieldProblem};
use sea_orm::ConnectionTrait;

/// The same fields with those of the organisation's own in one form, and what is wrong with them. What is held
/// of a retired field may be written again: it stands there, and stays.
pub(crate) async fn settled<C: ConnectionTrait>(
    connection: &C,
    mut fields: ItemFields,
) -> Result<(ItemFields, Vec<FieldProblem>)> {
    if fields.extras.is_empty() {
        return Ok((fields, Vec::new()));
    }
    let known = known(connection).await?;
    let mut problems = Vec::new();
    for (code, text) in &mut fields.extras {
        let wrong = |problem: &str| FieldProblem::new(format!("extras.{code}"), problem);
        match known.iter().find(|field| field.code == *code).map(|field| field.fields.accepted(text)) {
            Some(Ok(settled)) => *text = settled,
            Some(Err("too_long")) => problems.push(wrong("too_long").with("max", TEXT_CHARS)),
            Some(Err(problem)) => problems.push(wrong(problem)),
            None => problems.push(wrong("unknown_field")),
        }
    }
    Ok((fields, problems))
}
