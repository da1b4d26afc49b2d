//! One item of the backlog: what its place follows from, and the form that judges it.

use super::judge::Judge;
use crate::{
    address::Place,
    desk::{FormEcho, path_to},
    figures,
    inventory::{StatusBadge, Text},
    texts::{locale, t, t_with},
    words,
};
use contract::backlog::{BacklogEntry, Weights, demand_points, worth};
use leptos::prelude::*;

/// The lines of one item.
#[component]
pub(super) fn Entry(entry: BacklogEntry, weights: Weights) -> impl IntoView {
    let id = entry.item.id.to_string();
    let fields = entry.item.fields.clone();
    let title = fields.title.pick(locale()).to_owned();
    let ticked = use_context::<FormEcho>()
        .is_some_and(|echo| echo.values.iter().any(|(name, value)| name == "item_ids[]" && *value == id));
    let mark = |mark: Option<u32>| mark.map_or_else(|| "–".to_owned(), |mark| mark.to_string());
    let score = entry.score.map_or_else(|| t("backlog-no-score"), |score| figures::number(locale(), score));
    let about = about(&entry);
    let row = format!("item-{id}");
    let sum = explained(&entry, &weights);
    view! {
        <tr id=row>
            <td>
                <label class="check">
                    <input type="checkbox" name="item_ids[]" value=id form="chosen" checked=ticked/>
                    <span class="for-ears">{t_with("backlog-choose-one", &[("title", title.into())])}</span>
                </label>
            </td>
            <th scope="row">
                <a href=path_to(Place::Item(entry.item.id))>
                    <Text of=fields.title/>
                    <span class="table__sub">{about}</span>
                </a>
            </th>
            <td class="table__figure" data-label=t("backlog-score")><strong>{score}</strong></td>
            <td class="table__figure" data-label=t("backlog-value")>{mark(entry.marks.value)}</td>
            <td class="table__figure" data-label=t("backlog-ease")>{mark(entry.marks.ease)}</td>
            <td class="table__figure" data-label=t("backlog-cost")>{mark(entry.marks.cost)}</td>
            <td class="table__figure" data-label=t("backlog-demand")>{figures::number(locale(), entry.asked as f64)}</td>
            <td data-label=t("inventory-status")><StatusBadge status=fields.status/></td>
        </tr>
        <tr class="judge">
            <td></td>
            <td colspan="7"><Judge entry sum/></td>
        </tr>
    }
    .into_any()
}

/// What the item is, and what is not written down of it.
fn about(entry: &BacklogEntry) -> String {
    let mut parts = vec![words::kind(entry.item.fields.kind)];
    parts.extend(entry.item.fields.centre.clone());
    if !entry.missing.is_empty() {
        let names: Vec<String> = entry.missing.iter().map(|field| field_name(field)).collect();
        parts.push(t_with("backlog-missing", &[("fields", names.join(", ").into())]));
    }
    parts.join(" · ")
}

fn field_name(field: &str) -> String {
    match field {
        "description" => t("backlog-field-description"),
        "duration_minutes" => t("item-duration"),
        "language" => t("facet-language"),
        "instructor" => t("item-instructor"),
        _ => t("item-centre"),
    }
    .to_lowercase()
}

/// The sum that makes the score, with the item's own figures; nothing before every part is judged.
pub(super) fn explained(entry: &BacklogEntry, weights: &Weights) -> Option<String> {
    let (value, ease, cost) = (entry.marks.value?, entry.marks.ease?, entry.marks.cost?);
    let number = |value: f64| figures::number(locale(), value);
    let points = demand_points(entry.asked);
    let all = weights.value + weights.demand;
    let first = if all == 0 {
        "1".to_owned()
    } else {
        format!("({} × {value} + {} × {points}) ÷ {all}", weights.value, weights.demand)
    };
    let times = format!(" × {ease}").repeat(weights.ease as usize);
    let over = format!(" ÷ {cost}").repeat(weights.cost as usize);
    let facts = [
        ("sum", format!("{first}{times}{over}").into()),
        ("score", number(entry.score?).into()),
        ("value", value.into()),
        ("points", points.into()),
        ("asked", (entry.asked as f64).into()),
        ("worth", number(worth(value, entry.asked, weights)).into()),
        ("ease", ease.into()),
        ("cost", cost.into()),
    ];
    Some(t_with("backlog-explained", &facts))
}
