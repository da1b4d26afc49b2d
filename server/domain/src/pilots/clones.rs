//! Trying elsewhere what was tried in one centre.

use super::{entity::pilot, life, set_items, sheet};
use crate::{Environment, Error, Result, accounts::Manager, database::json};
use contract::{
    LangMap, PilotId, limits,
    pilots::{PilotDetails, PilotState, life::ClonePilot},
    text::printable,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

/// Writes down the same pilot for another centre: its question, items and sheet, without its dates, people,
/// and figures, which are each centre's own. Where the business model after the first one is known, it is
/// the one before this one.
///
/// # Errors
/// [`Error::Invalid`] without a centre; [`Error::NotFound`].
pub async fn spread(env: &Environment, manager: &Manager, id: PilotId, command: &ClonePilot) -> Result<PilotDetails> {
    let centre = printable(&command.centre).trim().to_owned();
    if centre.is_empty() {
        return Err(Error::field("centre", "required"));
    }
    if centre.chars().count() > limits::SHORT_TEXT_CHARS {
        let problem = contract::problem::FieldProblem::new("centre", "too_long").with("max", limits::SHORT_TEXT_CHARS);
        return Err(Error::Invalid(vec![problem]));
    }
    let transaction = env.db.begin().await?;
    let row = life::hold(env, &transaction, id).await?;
    let mut sheet = sheet::of_row(&row)?;
    let first = super::details(&transaction, row).await?;
    sheet.centre.clone_from(&centre);
    for goal in &mut sheet.goals {
        goal.baseline.clear();
    }
    for line in &mut sheet.budget {
        line.actual.clear();
    }
    let after = std::mem::take(&mut sheet.after);
    if after.blocks().iter().any(|(_, text)| !text.is_empty()) {
        sheet.before = after;
    }
    let clone = PilotId(env.new_id());
    pilot::ActiveModel {
        id: Set(clone.0),
        title: Set(json(&titled(&first.fields.title, &centre))?),
        hypothesis: Set(json(&first.fields.hypothesis)?.to_string()),
        state: Set(PilotState::Idea.code().to_owned()),
        starts_on: Set(None),
        ends_on: Set(None),
        targets: Set(json(&first.fields.targets)?),
        version: Set(1),
        created_by: Set(manager.id.0),
        created_at: Set(env.clock.now_ms()),
        sheet: Set(Some(json(&sheet)?)),
        cloned_from: Set(Some(id.0)),
        enrol_key: Set(None),
    }
    .insert(&transaction)
    .await?;
    set_items(&transaction, clone, &first.fields.item_ids).await?;
    transaction.commit().await?;
    super::get(env, manager, clone).await
}

/// `Bouger au bureau (Cartierville)`, cut where it would be too long.
fn titled(title: &LangMap, centre: &str) -> LangMap {
    let mut titled = LangMap::default();
    for (language, text) in &title.0 {
        let room = limits::TITLE_CHARS.saturating_sub(centre.chars().count() + 3);
        let text: String = text.chars().take(room).collect();
        titled.set(language, format!("{} ({centre})", text.trim_end()));
    }
    titled
}
