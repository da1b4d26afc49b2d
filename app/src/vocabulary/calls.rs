//! Calls about the vocabulary.

use super::TagForm;
use crate::{
    address::Place,
    desk::{self, answer, env, fail, go, go_to, signed_in},
    problem::Problem,
};
use contract::{LangMap, TagId, vocabulary::TagFields};
use domain::vocabulary;
use leptos::prelude::*;

/// Writes a new tag down.
#[server(name = AddTag, prefix = "/call", endpoint = "vocabulary/add")]
pub async fn add(tag: TagForm) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let fields = tag.fields().map_err(fail)?;
    answer(vocabulary::create(&env()?, &staff, fields).await)?;
    go_to(Place::Vocabulary, "added");
    Ok(())
}

/// Changes a tag that was read at a version, and shows it.
#[server(name = ChangeTag, prefix = "/call", endpoint = "vocabulary/change")]
pub async fn change(id: TagId, based_on: i64, tag: TagForm) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let fields = tag.fields().map_err(fail)?;
    answer(vocabulary::change(&env()?, &staff, id, based_on, fields).await)?;
    go(&Place::Vocabulary.with(desk::locale(), &[("tag", &id.to_string()), ("done", "saved")]));
    Ok(())
}

/// Makes a word that items carry a tag, with a name in the language of the page.
#[server(name = AdoptWord, prefix = "/call", endpoint = "vocabulary/adopt")]
pub async fn adopt(word: String) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let mut label = LangMap::default();
    label.set(desk::locale().code(), word);
    answer(vocabulary::create(&env()?, &staff, TagFields { label, ..TagFields::default() }).await)?;
    go_to(Place::Vocabulary, "adopted");
    Ok(())
}

/// Makes one tag of two.
#[server(name = MergeTags, prefix = "/call", endpoint = "vocabulary/merge")]
pub async fn merge(id: TagId, based_on: i64, #[server(default)] into: String) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let into = into.parse().map_err(|_| fail(Problem::field("into", "required")))?;
    answer(vocabulary::merge(&env()?, &staff, id, based_on, into).await)?;
    go_to(Place::Vocabulary, "merged");
    Ok(())
}

/// Takes a tag out of the vocabulary.
#[server(name = DeleteTag, prefix = "/call", endpoint = "vocabulary/delete")]
pub async fn delete(id: TagId, based_on: i64) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(vocabulary::delete(&env()?, &staff, id, based_on).await)?;
    go_to(Place::Vocabulary, "deleted");
    Ok(())
}
