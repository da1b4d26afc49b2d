//! Between an item and its row.

use super::{entity, particulars};
use crate::{
    Result,
    clock::moment,
    database::{code, json, portions, stored},
};
use contract::{
    ItemId, Locale,
    extra_fields::{NO, YES},
    inventory::{ItemDetails, ItemFields},
    text::folded,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ActiveValue::Set, DatabaseTransaction, EntityTrait, IntoActiveModel, Iterable,
    sea_query::OnConflict,
};

pub(crate) fn details(row: entity::Model) -> Result<ItemDetails> {
    let mut fields = ItemFields::new(code(&row.kind)?, stored(row.title)?);
    fields.description = stored(row.description)?;
    fields.tags = stored(row.tags)?;
    fields.level = code(&row.level)?;
    fields.duration_minutes = row.duration_minutes.and_then(|minutes| u32::try_from(minutes).ok());
    fields.equipment = stored(row.equipment)?;
    fields.language = row.language;
    fields.instructor = row.instructor;
    fields.centre = row.centre;
    fields.status = code(&row.status)?;
    fields.source_key = row.source_key;
    particulars::read(row.particulars, &mut fields)?;
    Ok(ItemDetails {
        id: ItemId(row.id),
        fields,
        version: row.version,
        created_at: moment(row.created_at),
        updated_at: moment(row.updated_at),
    })
}

/// The row for these fields; identity, version and moments are the caller's to set.
pub(crate) fn row(fields: &ItemFields) -> Result<entity::ActiveModel> {
    Ok(entity::ActiveModel {
        kind: Set(fields.kind.code().to_owned()),
        title: Set(json(&fields.title)?),
        description: Set(json(&fields.description)?),
        tags: Set(json(&fields.tags)?),
        level: Set(fields.level.code().to_owned()),
        duration_minutes: Set(fields.duration_minutes.and_then(|minutes| i32::try_from(minutes).ok())),
        equipment: Set(json(&fields.equipment)?),
        language: Set(fields.language.clone()),
        instructor: Set(fields.instructor.clone()),
        centre: Set(fields.centre.clone()),
        status: Set(fields.status.code().to_owned()),
        source_key: Set(fields.source_key.clone()),
        search_text: Set(search_text(fields)),
        tag_text: Set(tag_text(&fields.tags)),
        particulars: Set(particulars::column(fields)?),
        title_key: Set(Some(title_key(fields))),
        ..Default::default()
    })
}

/// Longest key to sort by, in characters: what comes after decides nothing that anybody sees.
const TITLE_KEY_CHARS: usize = 80;

/// The whole row as it is to be, what the fields do not know of included.
pub(crate) fn over(known: entity::Model, now: i64, fields: &ItemFields) -> Result<entity::ActiveModel> {
    let version = known.version + 1;
    let change = row(fields)?;
    let mut whole = known.into_active_model();
    for column in entity::Column::iter() {
        if let ActiveValue::Set(value) = change.get(column) {
            whole.set(column, value);
        }
    }
    whole.version = Set(version);
    whole.updated_at = Set(now);
    Ok(whole)
}

/// Writes whole rows over those that are there and held by the transaction.
pub(crate) async fn overwrite(tx: &DatabaseTransaction, changed: Vec<entity::ActiveModel>) -> Result<()> {
    let columns =
        entity::Column::iter().filter(|column| !matches!(column, entity::Column::Id | entity::Column::CreatedAt));
    let anew = OnConflict::column(entity::Column::Id).update_columns(columns).to_owned();
    for some in portions(changed) {
        entity::Entity::insert_many(some).on_conflict(anew.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn title_key(fields: &ItemFields) -> String {
    folded(fields.title.pick(Locale::Fr)).chars().take(TITLE_KEY_CHARS).collect()
}

fn search_text(fields: &ItemFields) -> String {
    let mut words = Vec::new();
    words.extend(fields.title.0.values().map(String::as_str));
    words.extend(fields.description.0.values().map(String::as_str));
    words.extend(fields.tags.iter().map(String::as_str));
    words.extend(fields.audience.iter().map(String::as_str));
    // That something is so or not is no word to look for.
    words.extend(fields.extras.values().map(String::as_str).filter(|text| ![YES, NO].contains(text)));
    let texts =
        [&fields.instructor, &fields.centre, &fields.source_key, &fields.programme, &fields.place, &fields.owner];
    words.extend(texts.into_iter().flatten().map(String::as_str));
    folded(&words.join(" "))
}

fn tag_text(tags: &[String]) -> String {
    tags.iter().fold(String::from("|"), |text, tag| format!("{text}{}|", folded(tag)))
}
