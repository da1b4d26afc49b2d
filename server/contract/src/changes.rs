//! Who changed what on an item, and one change to many items at once.

use crate::{
    ItemId, LangMap, MemberId, Timestamp,
    inventory::{ItemFields, ItemSearch, ItemStatus, Level, choice},
    problem::FieldProblem,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::str::FromStr;

/// One field before and after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// The field; of a text in several languages the language too: `title.fr`.
    pub field: String,
    /// What stood there; `null` where nothing did.
    pub before: Value,
    /// What stands there since; `null` where nothing does.
    pub after: Value,
}

/// What differs between two states of an item, in the order of its fields.
pub fn differences(before: &ItemFields, after: &ItemFields) -> Vec<FieldChange> {
    let (before, after) = (object(before), object(after));
    let mut found = Vec::new();
    for (field, old) in &before {
        let new = after.get(field).unwrap_or(&Value::Null);
        if let (Value::Object(old), Value::Object(new)) = (old, new) {
            let languages: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            for language in languages {
                let side = |map: &Map<String, Value>| map.get(language).cloned().unwrap_or(Value::Null);
                note(&mut found, format!("{field}.{language}"), side(old), side(new));
            }
        } else {
            note(&mut found, field.clone(), old.clone(), new.clone());
        }
    }
    found
}

fn note(found: &mut Vec<FieldChange>, field: String, before: Value, after: Value) {
    if before != after {
        found.push(FieldChange { field, before, after });
    }
}

/// The fields with one of them set, as [`FieldChange`] names and writes it.
///
/// # Errors
/// The field when it is none, or when the value is nothing that it can hold.
pub fn with_field(fields: &ItemFields, field: &str, value: &Value) -> Result<ItemFields, FieldProblem> {
    let mut object = object(fields);
    let wrong = || FieldProblem::new(field, "wrong_type");
    let (name, language) = match field.split_once('.') {
        Some((name, language)) => (name, Some(language)),
        None => (field, None),
    };
    let place = object.get_mut(name).ok_or_else(|| FieldProblem::new(field, "unknown_field"))?;
    match (language, place) {
        (None, place) => *place = value.clone(),
        (Some(language), Value::Object(map)) if value.is_null() => drop(map.remove(language)),
        (Some(language), Value::Object(map)) => drop(map.insert(language.to_owned(), value.clone())),
        (Some(_), _) => return Err(wrong()),
    }
    serde_json::from_value(Value::Object(object)).map_err(|_| wrong())
}

/// What stands in one field, as [`FieldChange`] names and writes it.
pub fn field(fields: &ItemFields, field: &str) -> Value {
    let object = object(fields);
    let found = match field.split_once('.') {
        Some((name, language)) => object.get(name).and_then(|map| map.get(language)),
        None => object.get(field),
    };
    found.cloned().unwrap_or(Value::Null)
}

fn object(fields: &ItemFields) -> Map<String, Value> {
    match serde_json::to_value(fields) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

choice! {
    /// By which way an item was changed.
    ChangeSource {
        /// In its form, or by the API.
        Edit = "edit",
        /// By a table that was imported.
        Import = "import",
        /// With many others at once.
        Bulk = "bulk",
        /// Because a tag that it carries has another name, or became one with another.
        Vocabulary = "vocabulary",
        /// By taking an earlier change back.
        Undo = "undo",
        /// Because a session of it was published or taken out, or work on it moved on.
        Course = "course",
    }
}

/// One change of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemChange {
    /// The change.
    pub id: crate::ChangeId,
    /// The version of the item that it made.
    pub version: i64,
    /// Who; nobody where it followed from something else.
    pub by: Option<MemberId>,
    /// Their name, where they still have an account.
    pub by_name: Option<String>,
    /// By which way.
    pub source: ChangeSource,
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// What.
    pub fields: Vec<FieldChange>,
}

choice! {
    /// What one change to many items sets.
    BulkField {
        /// How far they have come.
        Status = "status",
        /// A tag, added to those they have.
        AddTag = "add_tag",
        /// A tag, taken from those they have.
        RemoveTag = "remove_tag",
        /// For whom they are.
        Level = "level",
        /// The language that is spoken or written.
        Language = "language",
        /// Where they come from.
        Centre = "centre",
        /// Who gives them.
        Instructor = "instructor",
        /// The programme they belong to.
        Programme = "programme",
        /// Who answers for them.
        Owner = "owner",
    }
}

/// One change to many items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkChange {
    /// What is set.
    pub field: BulkField,
    /// To what; an empty text takes a centre, instructor, programme, owner or language away.
    #[serde(default)]
    pub value: String,
}

impl BulkChange {
    /// An item's fields after this change.
    ///
    /// # Errors
    /// The value, where it is none that the field can hold.
    pub fn on(&self, fields: &ItemFields) -> Result<ItemFields, FieldProblem> {
        let value = self.value.trim();
        let text = || Some(value.to_owned());
        let choice = || FieldProblem::new("value", "unknown_choice");
        let required = || FieldProblem::new("value", "required");
        let mut changed = fields.clone();
        match self.field {
            BulkField::Status => {
                let status: ItemStatus = value.parse().map_err(|()| choice())?;
                // Being published or withdrawn follows from the sessions.
                if matches!(status, ItemStatus::Published | ItemStatus::Withdrawn) {
                    return Err(choice());
                }
                if !matches!(fields.status, ItemStatus::Published | ItemStatus::Withdrawn) {
                    changed.status = status;
                }
            }
            BulkField::Level => changed.level = Level::from_str(value).map_err(|()| choice())?,
            BulkField::AddTag if value.is_empty() => return Err(required()),
            BulkField::AddTag => changed.tags.push(value.to_owned()),
            BulkField::RemoveTag if value.is_empty() => return Err(required()),
            BulkField::RemoveTag => changed.tags.retain(|tag| tag != value),
            BulkField::Language => changed.language = text(),
            BulkField::Centre => changed.centre = text(),
            BulkField::Instructor => changed.instructor = text(),
            BulkField::Programme => changed.programme = text(),
            BulkField::Owner => changed.owner = text(),
        }
        let changed = changed.tidy();
        match changed.problems().into_iter().find(|problem| !fields.problems().contains(problem)) {
            Some(problem) => Err(FieldProblem { field: "value".into(), ..problem }),
            None => Ok(changed),
        }
    }
}

/// The items that a change is for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Chosen {
    /// These.
    #[serde(default)]
    pub items: Vec<ItemId>,
    /// Or all that match this, but for those named.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub all_matching: Option<ItemSearch>,
}

/// What one change to many items would do, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkReport {
    /// The change, once it is made; by it the change can be taken back.
    pub id: Option<crate::BulkId>,
    /// How many items were chosen.
    pub chosen: u64,
    /// How many of them change.
    pub changed: u64,
    /// The first of those, to see.
    pub examples: Vec<BulkExample>,
}

/// One item that a change to many touches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkExample {
    /// The item.
    pub id: ItemId,
    /// Its name.
    pub title: LangMap,
    /// What changes on it.
    pub fields: Vec<FieldChange>,
}

/// What taking back one change to many items did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkUndone {
    /// How many items are as they were before.
    pub restored: u64,
    /// Those on which somebody has written something else in the same field since: left as they are.
    pub kept: Vec<ItemId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Kind;
    use serde_json::json;

    fn yoga() -> ItemFields {
        let mut fields = ItemFields::new(Kind::Class, LangMap::both("Yoga doux", "Gentle yoga"));
        fields.tags = vec!["dos".into()];
        fields.centre = Some("Centre-ville".into());
        fields
    }

    #[test]
    fn what_differs_is_named_down_to_the_language() {
        let mut after = yoga();
        after.title.set("en", "Soft yoga");
        after.tags.push("matin".into());
        after.centre = None;
        let found = differences(&yoga(), &after);
        let named: Vec<_> = found.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(named, ["centre", "tags", "title.en"]);
        assert_eq!((&found[0].before, &found[0].after), (&json!("Centre-ville"), &Value::Null));
        assert!(differences(&after, &after).is_empty());
    }

    #[test]
    fn setting_what_differs_leads_from_one_to_the_other_and_back() {
        let mut after = yoga();
        after.title = LangMap::both("", "Soft yoga");
        after.tags.clear();
        after.duration_minutes = Some(20);
        let (mut there, mut back) = (yoga(), after.clone());
        for change in differences(&yoga(), &after) {
            assert_eq!(field(&back, &change.field), change.after);
            there = with_field(&there, &change.field, &change.after).unwrap();
            back = with_field(&back, &change.field, &change.before).unwrap();
        }
        assert_eq!((there, back), (after, yoga()));
    }

    #[test]
    fn a_field_that_is_none_or_cannot_hold_it_is_refused() {
        for (field, value) in [("colour", json!("red")), ("level", json!("expert")), ("tags.fr", json!("dos"))] {
            assert_eq!(with_field(&yoga(), field, &value).unwrap_err().field, field);
        }
    }

    #[test]
    fn one_change_fits_each_item_or_is_refused() {
        let on = |field, value: &str| BulkChange { field, value: value.into() }.on(&yoga());
        assert_eq!(on(BulkField::AddTag, " matin ").unwrap().tags, ["dos", "matin"]);
        assert_eq!(on(BulkField::AddTag, "dos").unwrap().tags, ["dos"], "a tag is there once");
        assert!(on(BulkField::RemoveTag, "dos").unwrap().tags.is_empty());
        assert_eq!(on(BulkField::Centre, "").unwrap().centre, None);
        assert_eq!(on(BulkField::Status, "selected").unwrap().status, ItemStatus::Selected);
        for (field, value) in [
            (BulkField::Status, "published"),
            (BulkField::Level, "expert"),
            (BulkField::AddTag, "  "),
            (BulkField::Language, "français"),
        ] {
            assert_eq!(on(field, value).unwrap_err().field, "value");
        }
        let published = ItemFields { status: ItemStatus::Published, ..yoga() };
        let change = BulkChange { field: BulkField::Status, value: "rejected".into() };
        assert_eq!(change.on(&published).unwrap(), published, "what members attend is not rejected by the way");
    }
}
