//! Finding items by what their fields of the organisation's own hold.

use super::known;
use crate::Result;
use contract::{
    extra_fields::{ExtraFieldDetails, ExtraKind, TEXT_CHARS},
    text::folded,
};
use sea_orm::{
    Condition, ConnectionTrait,
    sea_query::{Expr, ExprTrait},
};
use std::collections::BTreeMap;

/// What picks out the items that hold all of this, by the fields' codes. Nothing holds what is no field, or
/// what a field cannot hold: somebody who changes all that they found would else change what they did not see.
pub(crate) async fn holding<C: ConnectionTrait>(connection: &C, asked: &BTreeMap<String, String>) -> Result<Condition> {
    let known = known(connection).await?;
    let mut all = Condition::all();
    for (code, text) in asked.iter().filter(|(_, text)| !text.trim().is_empty()) {
        let field = known.iter().find(|field| field.code == *code);
        match field.and_then(|field| of_field(field, text)) {
            Some(condition) => all = all.add(condition),
            None => return Ok(nothing()),
        }
    }
    Ok(all)
}

fn nothing() -> Condition {
    Condition::all().add(Expr::cust("1 = 0"))
}

/// What picks out the items whose field holds this: of a text all of these words, else exactly it.
fn of_field(field: &ExtraFieldDetails, text: &str) -> Option<Condition> {
    // The code is one that we made, of letters, digits and low lines. Both databases read it by `->>`.
    let at = |map: &str| Expr::cust(format!("(item.particulars -> '{map}' ->> '{}')", field.code));
    if field.fields.kind != ExtraKind::Text {
        let wanted = field.fields.accepted(text).ok()?;
        return Some(Condition::all().add(at("extras").eq(wanted)));
    }
    // A text that is longer than any that is held would only ask the database for too much.
    let said = Some(folded(text)).filter(|said| said.chars().count() <= TEXT_CHARS)?;
    // What stands for any sign in a pattern stands for itself here, and is looked past.
    let words: Vec<String> = said.split_whitespace().map(|word| word.replace(['%', '_', '\\'], "")).collect();
    let words = words.iter().filter(|word| !word.is_empty()).map(|word| at("folded").like(format!("%{word}%")));
    let asked: Vec<_> = words.collect();
    (!asked.is_empty()).then(|| asked.into_iter().fold(Condition::all(), Condition::add))
}
