//! Calls about what is worth digitising.

use crate::{
    address::Place,
    desk::{self, answer, env, fail, go, go_to, locale, signed_in},
    problem::Problem,
};
use contract::{
    DemandId, ItemId, SavedViewId,
    backlog::{Marks, ScoreItem, Weights, WeightsDetails},
    demand::{Answered, NewRequest},
    duplicates::MergeItem,
    inventory::Kind,
    problem::FieldProblem,
    views::NewSavedView,
};
use domain::{backlog, demand, duplicates, inventory::saved};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Asks for what is not in the catalogue.
#[server(name = AskForContent, prefix = "/call", endpoint = "backlog/ask")]
pub async fn ask(words: String, #[server(default)] note: String) -> Result<(), Problem> {
    let new = NewRequest { words, note };
    let asked = answer(demand::request(&env()?, &signed_in()?, &new).await)?;
    go_to(Place::AskContent, if asked.already { "already" } else { "asked" });
    Ok(())
}

/// What the member asked for and can attend now.
#[server(name = ReadAnswered, prefix = "/call", endpoint = "backlog/answered", input = GetUrl)]
pub async fn answered() -> Result<Vec<Answered>, Problem> {
    answer(demand::answered(&env()?, &signed_in()?).await)
}

/// Puts away the word that something can be attended now.
#[server(name = PutAwayAnswer, prefix = "/call", endpoint = "backlog/put-away")]
pub async fn put_away(demand: DemandId) -> Result<(), Problem> {
    answer(domain::demand::put_away(&env()?, &signed_in()?, demand).await)?;
    go_to(Place::Home, "");
    Ok(())
}

/// How an item is judged, as a form sends it: an empty mark is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MarksForm {
    value: String,
    ease: String,
    cost: String,
    value_note: String,
    ease_note: String,
    cost_note: String,
}

impl MarksForm {
    fn marks(self) -> Result<Marks, Problem> {
        let mut problems = Vec::new();
        let mut mark = |name: &str, text: &str| match text.trim() {
            "" => None,
            text => text.parse().ok().or_else(|| {
                problems.push(FieldProblem::new(name, "not_a_number"));
                None
            }),
        };
        let (value, ease, cost) = (mark("value", &self.value), mark("ease", &self.ease), mark("cost", &self.cost));
        if !problems.is_empty() {
            return Err(Problem::invalid(problems));
        }
        let Self { value_note, ease_note, cost_note, .. } = self;
        Ok(Marks { value, ease, cost, value_note, ease_note, cost_note })
    }
}

/// The name under which a form sends an item's marks. What begins with a figure would be taken for a place in
/// a list.
pub(super) fn marks_of(item: ItemId) -> String {
    format!("of-{item}")
}

/// Judges an item; its marks stand under its id, so that each form of a list has names of its own.
#[server(name = JudgeItem, prefix = "/call", endpoint = "backlog/judge")]
pub async fn judge(
    item: ItemId,
    based_on: i64,
    #[server(default)] score: BTreeMap<String, MarksForm>,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let marks = score.get(&marks_of(item)).cloned().unwrap_or_default().marks().map_err(fail)?;
    answer(backlog::score_item(&env()?, &staff, item, &ScoreItem { marks, based_on }).await)?;
    back(Place::Backlog, "judged", &format!("#item-{item}"));
    Ok(())
}

/// Chooses items to be digitised.
#[server(name = SelectItems, prefix = "/call", endpoint = "backlog/select")]
pub async fn select(#[server(default)] item_ids: Vec<ItemId>) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let moved = answer(backlog::select(&env()?, &staff, &item_ids).await)?;
    back(Place::Backlog, "selected", &figures(moved.moved.len(), moved.left.len()));
    Ok(())
}

/// Does not keep items.
#[server(name = RejectItems, prefix = "/call", endpoint = "backlog/reject")]
pub async fn reject(
    #[server(default)] item_ids: Vec<ItemId>,
    #[server(default)] reason: String,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let moved = answer(backlog::reject(&env()?, &staff, &item_ids, &reason).await)?;
    back(Place::Backlog, "rejected", &figures(moved.moved.len(), moved.left.len()));
    Ok(())
}

fn figures(moved: usize, left: usize) -> String {
    format!("&moved={moved}&left={left}")
}

/// Says how much each part of a score counts.
#[server(name = SetWeights, prefix = "/call", endpoint = "backlog/weights")]
pub async fn weights(value: u32, demand: u32, ease: u32, cost: u32, based_on: i64) -> Result<(), Problem> {
    let manager = answer(signed_in()?.manager())?;
    let new = WeightsDetails { weights: Weights { value, demand, ease, cost }, version: based_on };
    answer(backlog::set_weights(&env()?, &manager, &new).await)?;
    go_to(Place::Weights, "saved");
    Ok(())
}

/// Says which item answers a demand; its number or the address of its page.
#[server(name = LinkDemand, prefix = "/call", endpoint = "backlog/link")]
pub async fn link(demand: DemandId, #[server(default)] item_id: String) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let item = item_of(&item_id).ok_or_else(|| fail(Problem::field("item_id", "unknown_item")))?;
    answer(domain::demand::link(&env()?, &staff, demand, item).await)?;
    back(Place::Demand, "linked", "");
    Ok(())
}

/// An item's number, alone or at the end of an address.
fn item_of(text: &str) -> Option<ItemId> {
    let path = text.trim().split(['?', '#']).next()?;
    path.trim_end_matches('/').rsplit('/').next()?.parse().ok()
}

/// Writes down an item that answers a demand, and shows it.
#[server(name = MakeItemOfDemand, prefix = "/call", endpoint = "backlog/make-item")]
pub async fn make_item(demand: DemandId, item_kind: Kind) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let item = answer(domain::demand::make_item(&env()?, &staff, demand, item_kind).await)?;
    go_to(Place::Item(item.id), "saved");
    Ok(())
}

/// Says that a demand is not answered.
#[server(name = DismissDemand, prefix = "/call", endpoint = "backlog/dismiss")]
pub async fn dismiss(demand: DemandId, #[server(default)] reason: String) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(domain::demand::dismiss(&env()?, &staff, demand, &reason).await)?;
    back(Place::Demand, "dismissed", "");
    Ok(())
}

/// Opens a demand again.
#[server(name = ReopenDemand, prefix = "/call", endpoint = "backlog/reopen")]
pub async fn reopen(demand: DemandId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(domain::demand::reopen(&env()?, &staff, demand).await)?;
    back(Place::Demand, "reopened", "");
    Ok(())
}

/// Keeps a view of the inventory.
#[server(name = KeepView, prefix = "/call", endpoint = "inventory/keep-view")]
pub async fn keep_view(
    #[server(default)] view_name: String,
    #[server(default)] query: String,
    #[server(default)] shared: bool,
) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let new = NewSavedView { name: view_name, query, shared };
    answer(saved::keep(&env()?, &staff, &new).await).map_err(|mut problem| {
        // The form has its own name for the field, beside those of the filters.
        problem
            .fields
            .iter_mut()
            .filter(|field| field.field == "name")
            .for_each(|field| field.field = "view_name".into());
        problem
    })?;
    back(Place::Inventory, "view-kept", "");
    Ok(())
}

/// Takes a view away.
#[server(name = RemoveView, prefix = "/call", endpoint = "inventory/remove-view")]
pub async fn remove_view(view: SavedViewId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(saved::remove(&env()?, &staff, view).await)?;
    back(Place::Inventory, "view-removed", "");
    Ok(())
}

/// Says that two items are not the same.
#[server(name = NotTheSame, prefix = "/call", endpoint = "inventory/not-the-same")]
pub async fn not_the_same(one: ItemId, other: ItemId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(duplicates::not_the_same(&env()?, &staff, one, other).await)?;
    back(Place::Duplicates, "distinct", "");
    Ok(())
}

/// Makes one item of two, and shows it.
#[server(name = MergeItems, prefix = "/call", endpoint = "inventory/merge")]
pub async fn merge(keep: ItemId, other: ItemId, version: i64, other_version: i64) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    let merge = MergeItem { other_id: other, version, other_version };
    answer(duplicates::merge(&env()?, &staff, keep, &merge).await)?;
    go_to(Place::Item(keep), "merged");
    Ok(())
}

/// Sends the browser back to the list as it was narrowed, with a word about what was done and what follows it.
fn back(place: Place, done: &str, more: &str) {
    let path = place.path(locale());
    let referrer = desk::referrer().unwrap_or_default();
    let query = match referrer.split_once('?') {
        Some((from, query)) if from == path => query,
        _ => "",
    };
    let is_state =
        |pair: &&str| !["done=", "moved=", "left="].iter().any(|name| pair.starts_with(name)) && !pair.is_empty();
    let mut kept: Vec<&str> = query.split('&').filter(is_state).collect();
    let done = format!("done={done}");
    kept.push(&done);
    go(&format!("{path}?{}{more}", kept.join("&")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_named_by_its_number_or_its_address() {
        let id = "0193a5e4-7b1c-7000-8000-000000000001";
        for text in [id, &format!(" {id} "), &format!("https://estrade.example/fr/inventaire/{id}?done=saved")] {
            assert_eq!(item_of(text).map(|item| item.to_string()).as_deref(), Some(id), "{text}");
        }
        for text in ["", "yoga", "https://estrade.example/fr/inventaire"] {
            assert_eq!(item_of(text), None, "{text}");
        }
    }

    #[test]
    fn an_empty_mark_is_none_and_a_word_is_no_mark() {
        let form = |value: &str| MarksForm { value: value.into(), ..MarksForm::default() };
        assert_eq!(form("").marks().map(|marks| marks.value), Ok(None));
        assert_eq!(form(" 4 ").marks().map(|marks| marks.value), Ok(Some(4)));
        assert_eq!(form("quatre").marks().map_err(|problem| problem.fields[0].field.clone()), Err("value".into()));
    }
}
