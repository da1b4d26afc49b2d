//! Writing a pilot down, and changing it.

use super::{
    calls::{ChangePilot, CreatePilot},
    pick::{ItemPick, choices},
};
use crate::{
    address::Place,
    desk::{self, FormEcho, answer, env, path_to, signed_in},
    problem::Problem,
    texts::{locale, t},
    ui::{Crumbs, Field, Form, Hidden, Icon, LangArea, LangField, Notice, Page, Tone, whole},
};
use contract::{
    ItemId, LangMap, PilotId,
    inventory::ItemDetails,
    limits,
    pilots::{PilotFields, Targets},
    problem::FieldProblem,
};
use domain::pilots;
use leptos::{prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize};

/// What the form of a pilot sends: every field as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PilotForm {
    /// The name in each language.
    pub title: LangMap,
    /// What is believed.
    pub hypothesis: LangMap,
    /// The items that were ticked.
    pub item_ids: Vec<ItemId>,
    /// First day, or nothing.
    pub starts_on: String,
    /// Last day, or nothing.
    pub ends_on: String,
    /// What would count as success.
    pub targets: TargetsForm,
}

/// The targets as they were typed: whole per cents, or nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetsForm {
    /// Share that begins a session.
    pub started_percent: String,
    /// Share that completes one.
    pub completed_percent: String,
}

impl PilotForm {
    /// The fields as the domain takes them; it judges the rest.
    ///
    /// # Errors
    /// Targets that are no shares.
    pub fn fields(self) -> Result<PilotFields, Problem> {
        let mut problems = Vec::new();
        let mut percent = |name: &str, text: &str| {
            let value = text.trim().parse::<u32>().ok().filter(|percent| (1..=100).contains(percent));
            if value.is_none() && !text.trim().is_empty() {
                problems.push(FieldProblem::new(format!("targets.{name}"), "not_percent"));
            }
            value
        };
        let targets = Targets {
            started_percent: percent("started_percent", &self.targets.started_percent),
            completed_percent: percent("completed_percent", &self.targets.completed_percent),
        };
        if self.title.is_empty() {
            problems.push(FieldProblem::new("title", "title_missing"));
        }
        if !problems.is_empty() {
            return Err(Problem::invalid(problems));
        }
        Ok(PilotFields {
            title: self.title,
            hypothesis: self.hypothesis,
            item_ids: self.item_ids,
            starts_on: Some(self.starts_on),
            ends_on: Some(self.ends_on),
            targets,
        })
    }
}

/// The page on which a pilot is written down.
#[component]
pub fn NewPilotPage() -> impl IntoView {
    whole(new_pilot())
}

async fn new_pilot() -> Result<impl IntoView, Problem> {
    answer(signed_in()?.manager())?;
    // Chosen elsewhere: on the backlog.
    let chosen: Vec<ItemId> = desk::query()
        .into_iter()
        .filter(|(name, _)| name == "item_ids[]")
        .filter_map(|(_, id)| id.parse().ok())
        .take(limits::PAGE_MAX as usize)
        .collect();
    let items = choices(&env()?, &chosen).await?;
    let blank = PilotFields {
        title: LangMap::default(),
        hypothesis: LangMap::default(),
        item_ids: chosen,
        starts_on: None,
        ends_on: None,
        targets: Targets::default(),
    };
    Ok(view! {
        <Page title=t("pilot-new-title") class="page page--middle">
            <Crumbs steps=vec![(path_to(Place::Pilots), t("pilots-title"))] here=t("pilot-new-title")/>
            <header class="page__head"><h1>{t("pilot-new-title")}</h1></header>
            <Form action=CreatePilot::PATH>
                <PilotFieldset fields=blank items back=path_to(Place::Pilots)/>
            </Form>
        </Page>
    })
}

/// The page on which a pilot is changed.
#[component]
pub fn EditPilotPage() -> impl IntoView {
    whole(edit_pilot())
}

async fn edit_pilot() -> Result<impl IntoView, Problem> {
    let id: PilotId = desk::id()?;
    let manager = answer(signed_in()?.manager())?;
    let env = env()?;
    let pilot = answer(pilots::get(&env, &manager, id).await)?;
    let items = choices(&env, &pilot.fields.item_ids).await?;
    let name = pilot.fields.title.pick(locale()).to_owned();
    let here = path_to(Place::Pilot(id));
    let now = here.clone();
    let overtaken = use_context::<FormEcho>()
        .is_some_and(|echo| echo.action == ChangePilot::PATH && echo.problem.code == "changed_meanwhile");
    Ok(view! {
        <Page title=format!("{} · {name}", t("pilot-edit-title")) class="page page--middle">
            <Crumbs
                steps=vec![(path_to(Place::Pilots), t("pilots-title")), (here.clone(), name)]
                here=t("pilot-edit-title")
            />
            <header class="page__head"><h1>{t("pilot-edit-title")}</h1></header>
            {overtaken.then(|| view! {
                <Notice tone=Tone::Caution heading=t("pilot-meanwhile-title") text=t("pilot-meanwhile-text")>
                    <a class="button" href=now target="_blank"><Icon name="eye"/>{t("pilot-meanwhile-see")}</a>
                </Notice>
            })}
            <Form action=ChangePilot::PATH quiet=overtaken>
                <Hidden name="id" value=id.to_string()/>
                <Hidden name="based_on" value=pilot.version.to_string()/>
                <PilotFieldset fields=pilot.fields items back=here/>
            </Form>
        </Page>
    })
}

/// The fields of a pilot.
#[component]
fn PilotFieldset(
    /// What stands there.
    fields: PilotFields,
    /// The items that can be chosen.
    items: Vec<ItemDetails>,
    /// Where one came from.
    back: String,
) -> impl IntoView {
    let percent = |percent: Option<u32>| percent.map(|percent| percent.to_string()).unwrap_or_default();
    view! {
        <fieldset class="form__group">
            <legend>{t("pilot-form-ask")}</legend>
            <div class="form__pair">
                <LangField name="pilot[title]" label=t("pilot-form-title") value=fields.title maxlength=limits::TITLE_CHARS/>
            </div>
            <div class="form__pair">
                <LangArea
                    name="pilot[hypothesis]"
                    label=t("pilot-form-hypothesis")
                    hint=t("pilot-form-hypothesis-hint")
                    value=fields.hypothesis
                    rows=4
                />
            </div>
        </fieldset>
        <fieldset class="form__group">
            <legend>{t("pilot-form-when")}</legend>
            <div class="form__pair">
                <Field name="pilot[starts_on]" label=t("pilot-form-starts") kind="date" value=fields.starts_on.unwrap_or_default()/>
                <Field name="pilot[ends_on]" label=t("pilot-form-ends") kind="date" value=fields.ends_on.unwrap_or_default()/>
                <Field
                    name="pilot[targets][started_percent]"
                    label=t("pilot-form-started")
                    hint=t("pilot-form-percent-hint")
                    value=percent(fields.targets.started_percent)
                    inputmode="numeric"
                />
                <Field
                    name="pilot[targets][completed_percent]"
                    label=t("pilot-form-completed")
                    hint=t("pilot-form-percent-hint")
                    value=percent(fields.targets.completed_percent)
                    inputmode="numeric"
                />
            </div>
        </fieldset>
        <ItemPick items chosen=fields.item_ids/>
        <div class="form__foot">
            <button class="button button--main">{t("pilot-form-save")}</button>
            <a class="button button--quiet" href=back>{t("form-cancel")}</a>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_whole_and_between_one_and_a_hundred() {
        let form = |started: &str, completed: &str| PilotForm {
            title: LangMap::both("Le dos", ""),
            targets: TargetsForm { started_percent: started.into(), completed_percent: completed.into() },
            ..PilotForm::default()
        };
        let read = |form: PilotForm| {
            form.fields().map(|fields| (fields.targets.started_percent, fields.targets.completed_percent))
        };
        assert_eq!(read(form("", " 25 ")), Ok((None, Some(25))));
        for bad in ["0", "101", "un quart", "2,5"] {
            let problem = read(form(bad, "")).map_err(|problem| problem.fields[0].field.clone());
            assert_eq!(problem, Err("targets.started_percent".to_owned()), "{bad}");
        }
    }
}
