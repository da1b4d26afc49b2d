//! One change to many items: what to change, what it would do, and then the change itself.

use super::{Text, calls::ApplyBulk, history::Differences, starting::Starting};
use crate::{
    address::Place,
    desk::{self, answer, env, path_to, signed_in},
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Crumbs, Empty, Field, Form, Hidden, Icon, Notice, Page, Select, Tone, whole},
    words,
};
use contract::{
    ItemId,
    changes::{BulkChange, BulkField, BulkReport, Chosen},
    extra_fields::PREFIX,
    inventory::{ItemSearch, ItemStatus, Level},
    limits,
};
use domain::{Error, inventory::bulk, work};
use leptos::{prelude::*, server_fn::ServerFn};

/// The items and the change that an address or a form names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// What is carried from form to form.
    carried: Vec<(String, String)>,
    /// Whether work is to be started, and nothing set.
    starts: bool,
    /// What to set.
    field: Option<BulkField>,
    /// To what.
    value: String,
}

/// The names that say which items are meant.
const CARRIED: [&str; 8] = ["id[]", "on", "q", "kind", "status", "tag", "centre", "view"];

/// The name that says that work is to be started on them.
pub(super) const START: &str = "start";

impl Asked {
    /// What the pairs of an address or a form say.
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Self {
        let mut asked = Self::default();
        for (name, value) in pairs {
            // `id` where somebody writes the address, `id[]` as the list's boxes are called.
            let name = if name == "id" { "id[]".to_owned() } else { name };
            match name.as_str() {
                "field" => asked.field = value.parse().ok(),
                "value" => asked.value = value,
                START => asked.starts = true,
                name if CARRIED.contains(&name) || name.starts_with(PREFIX) => {
                    asked.carried.push((name.to_owned(), value));
                }
                _ => {}
            }
        }
        asked
    }

    fn get(&self, name: &str) -> Option<String> {
        self.carried.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone())
    }

    /// The items that are meant.
    pub(crate) fn chosen(&self) -> Chosen {
        let ids = self.carried.iter().filter(|(name, _)| name == "id[]");
        let items: Vec<ItemId> = ids.filter_map(|(_, value)| value.parse().ok()).collect();
        let search = ItemSearch {
            q: self.get("q"),
            kind: self.get("kind").and_then(|kind| kind.parse().ok()),
            status: self.get("status").and_then(|status| status.parse().ok()),
            tag: self.get("tag"),
            centre: self.get("centre"),
            view: self.get("view").and_then(|view| view.parse().ok()),
            extras: self.carried.iter().filter(|(name, _)| name.starts_with(PREFIX)).cloned().collect(),
            ..ItemSearch::default()
        };
        Chosen { items, all_matching: (self.get("on").as_deref() == Some("rest")).then_some(search) }
    }

    /// The change that is meant, once one is.
    pub(super) fn change(&self) -> Option<BulkChange> {
        self.field.map(|field| BulkChange { field, value: self.value.clone() })
    }

    /// All of it in one text, for one field of a form.
    pub(super) fn packed(&self) -> String {
        let pairs: Vec<(&str, &str)> =
            self.carried.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        crate::address::query(&pairs)
    }
}

/// The page on which many items are changed at once.
#[component]
pub fn BulkPage() -> impl IntoView {
    whole(page())
}

async fn page() -> Result<impl IntoView, Problem> {
    let staff = answer(signed_in()?.staff())?;
    let asked = Asked::of(desk::query());
    let chosen = asked.chosen();
    let nothing = chosen.items.is_empty() && chosen.all_matching.is_none();
    let title = t(if asked.starts { "work-start" } else { "bulk-title" });
    let content = if nothing {
        view! {
            <Empty icon="inventory" heading=t("bulk-nothing-title") text=t("bulk-nothing-text")>
                <a class="button button--main" href=path_to(Place::Inventory)>{t("bulk-back")}</a>
            </Empty>
        }
        .into_any()
    } else {
        let env = env()?;
        match asked.change() {
            _ if asked.starts => match work::look_at_start(&env, &staff, &chosen).await {
                Ok(report) => view! { <Starting asked report/> }.into_any(),
                Err(error) => view! { <Impossible error/> <Choices asked/> }.into_any(),
            },
            Some(change) => match bulk::preview(&env, &staff, &chosen, &change).await {
                Ok(report) => view! { <Preview asked change report/> }.into_any(),
                // What cannot be set is said above the choice, and nothing is lost.
                Err(error) => view! { <Impossible error/> <Choices asked/> }.into_any(),
            },
            None => view! { <Choices asked/> }.into_any(),
        }
    };
    Ok(view! {
        <Page title=title.clone() class="page page--middle">
            <Crumbs steps=vec![(path_to(Place::Inventory), t("inventory-title"))] here=title.clone()/>
            <header class="page__head"><h1>{title}</h1></header>
            {content}
        </Page>
    })
}

/// Why what was asked for cannot be.
#[component]
fn Impossible(error: Error) -> impl IntoView {
    let problem = desk::fail(error.into());
    let first = problem.fields.first();
    let text = first.map_or_else(|| problem.sentence(locale()), |field| Problem::field_sentence(field, locale()));
    view! { <Notice tone=Tone::Wrong text/> }
}

/// The word for what is set.
fn field_word(field: BulkField) -> String {
    t(match field {
        BulkField::Status => "inventory-status",
        BulkField::AddTag => "bulk-add-tag",
        BulkField::RemoveTag => "bulk-remove-tag",
        BulkField::Level => "facet-level",
        BulkField::Language => "facet-language",
        BulkField::Centre => "item-centre",
        BulkField::Instructor => "item-instructor",
        BulkField::Programme => "item-programme",
        BulkField::Owner => "item-owner",
    })
}

/// What can be set, a small form for each.
#[component]
fn Choices(asked: Asked) -> impl IntoView {
    let others = asked.carried.clone();
    let form = move |field: BulkField| {
        let carried = asked.carried.clone();
        let name = field_word(field);
        let id = format!("value-{}", field.code());
        let input = match field {
            BulkField::Status => {
                let offered = ItemStatus::ALL
                    .iter()
                    .filter(|status| !matches!(status, ItemStatus::Published | ItemStatus::Withdrawn));
                let options = offered.map(|status| (status.code().to_owned(), words::status(*status))).collect();
                view! { <Select name="value" label=name.clone() options value="" id/> }.into_any()
            }
            BulkField::Level => {
                let options = Level::ALL.iter().map(|level| (level.code().to_owned(), words::level(*level))).collect();
                view! { <Select name="value" label=name.clone() options value="" id/> }.into_any()
            }
            _ => view! { <Field name="value" label=name.clone() maxlength=limits::SHORT_TEXT_CHARS id/> }.into_any(),
        };
        view! {
            <form class="bulk__one" action=path_to(Place::Bulk)>
                {carried.into_iter().map(|(name, value)| view! { <Hidden name value/> }).collect_view()}
                <Hidden name="field" value=field.code()/>
                {input}
                <button class="button">{t("bulk-look")}<span class="for-ears">" "{name}</span></button>
            </form>
        }
    };
    view! {
        <p>{t("bulk-choose")}</p>
        <div class="bulk">{BulkField::ALL.iter().map(|field| form(*field)).collect_view()}</div>
        <h2>{t("work-title")}</h2>
        <form action=path_to(Place::Bulk)>
            {others.into_iter().map(|(name, value)| view! { <Hidden name value/> }).collect_view()}
            <p>{t("start-many-lead")}</p>
            <button class="button" name=START value="1">{t("bulk-look")}<span class="for-ears">" "{t("work-start")}</span></button>
        </form>
    }
    .into_any()
}

/// What a change would do, and the button that does it.
#[component]
fn Preview(asked: Asked, change: BulkChange, report: BulkReport) -> impl IntoView {
    let facts = [("changed", report.changed.into()), ("chosen", report.chosen.into())];
    let back = format!("{}{}", path_to(Place::Bulk), asked.packed());
    let packed = asked.packed();
    let more = report.changed.saturating_sub(report.examples.len() as u64);
    let example = |example: contract::changes::BulkExample| {
        view! {
            <li>
                <a href=path_to(Place::Item(example.id))><Text of=example.title/></a>
                <Differences fields=example.fields/>
            </li>
        }
    };
    let does_something = report.changed > 0;
    view! {
        <h2>{t_with("bulk-will", &facts)}</h2>
        <ul class="changes">{report.examples.into_iter().map(example).collect_view()}</ul>
        {(more > 0).then(|| view! { <p class="soft">{t_with("bulk-more", &[("count", more.into())])}</p> })}
        <Form action=ApplyBulk::PATH>
            <Hidden name="items" value=packed/>
            <Hidden name="field" value=change.field.code()/>
            <Hidden name="value" value=change.value/>
            <div class="form__foot">
                {does_something.then(|| view! {
                    <button class="button button--main"><Icon name="check"/>{t_with("bulk-do", &facts)}</button>
                })}
                <a class="button button--quiet" href=back>{t("bulk-other")}</a>
            </div>
        </Form>
    }
    .into_any()
}
