//! The steps of each kind of item, as managers write them.

use super::calls::SaveSteps;
use crate::{
    address::Place,
    desk::{FormEcho, answer, asked, env, path_to, signed_in},
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Check, Crumbs, Field, Form, Hidden, LangField, Notice, Page, Select, Tone, whole},
    words,
};
use contract::{
    LangMap,
    inventory::Kind,
    limits,
    problem::FieldProblem,
    work::{DAYS, Doer, NewTemplate, Step},
};
use domain::work;
use leptos::{prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize};

/// What the form sends of one step: every field as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// Its key; empty for a new one.
    pub key: String,
    /// Its name in each language.
    pub name: LangMap,
    /// Its place among the others.
    pub place: String,
    /// The code of a [`Doer`].
    pub who: String,
    /// Whole days, or nothing.
    pub due_days: String,
    /// Whether it is to go.
    pub remove: bool,
}

/// The steps as the domain takes them, in their order, and where each stood in the form. A new step that
/// nobody named is none.
///
/// # Errors
/// Everything that is wrong with the numbers at once.
pub(super) fn written(forms: Vec<StepForm>) -> Result<(NewTemplate, Vec<usize>), Problem> {
    let mut problems = Vec::new();
    let mut steps: Vec<(u32, usize, Step)> = Vec::new();
    for (index, form) in forms.into_iter().enumerate() {
        if form.remove || (form.key.is_empty() && form.name.is_empty()) {
            continue;
        }
        let mut number = |name: &str, text: &str, most: u32| {
            let text = text.trim();
            let number = text.parse::<u32>().ok().filter(|number| *number <= most);
            if number.is_none() && !text.is_empty() {
                let field = format!("steps.{index}.{name}");
                problems.push(FieldProblem::new(field, "out_of_range").with("min", 0).with("max", most));
            }
            number
        };
        let place = number("place", &form.place, 99).unwrap_or(99);
        let due_days = number("due_days", &form.due_days, DAYS);
        let who = form.who.parse().unwrap_or(Doer::Staff);
        steps.push((place, index, Step { key: form.key, name: form.name, who, due_days }));
    }
    if !problems.is_empty() {
        return Err(Problem::invalid(problems));
    }
    steps.sort_by_key(|(place, index, _)| (*place, *index));
    let places = steps.iter().map(|(_, index, _)| *index).collect();
    Ok((NewTemplate { steps: steps.into_iter().map(|(.., step)| step).collect() }, places))
}

/// The same problem with each field named as it stood in the form.
pub(super) fn placed(mut problem: Problem, places: &[usize]) -> Problem {
    for field in &mut problem.fields {
        let mut parts: Vec<String> = field.field.split('.').map(str::to_owned).collect();
        if let Some(part) = parts.get_mut(1)
            && let Some(place) = part.parse::<usize>().ok().and_then(|index| places.get(index))
        {
            *part = place.to_string();
        }
        field.field = parts.join(".");
    }
    problem
}

/// The page with the steps of one kind.
#[component]
pub fn StepsPage() -> impl IntoView {
    whole(steps())
}

async fn steps() -> Result<impl IntoView, Problem> {
    let manager = answer(signed_in()?.manager())?;
    let staff = answer(manager.staff())?;
    let kind = asked("kind").and_then(|kind| kind.parse().ok()).unwrap_or(Kind::Class);
    let template = answer(work::template(&env()?, &staff, kind).await)?;
    let saved = asked("done").as_deref() == Some("saved") && use_context::<FormEcho>().is_none();
    let next = template.steps.len();
    let lines = template.steps.into_iter().map(Some).chain([None]).enumerate();
    Ok(view! {
        <Page title=t("steps-title") class="page page--middle">
            <Crumbs steps=vec![(path_to(Place::Board), t("board-title"))] here=t("steps-title")/>
            <header class="page__head">
                <h1>{t("steps-title")}</h1>
                <p class="soft">{t("steps-lead")}</p>
            </header>
            <Kinds kind/>
            {saved.then(|| view! { <Notice tone=Tone::Good text=t("steps-saved")/> })}
            <Form action=SaveSteps::PATH>
                <Hidden name="kind" value=kind.code()/>
                <Hidden name="based_on" value=template.version.to_string()/>
                {lines.map(|(index, step)| view! { <StepFields index step is_new=index == next/> }).collect_view()}
                <div class="form__foot"><button class="button button--main">{t("steps-save")}</button></div>
            </Form>
        </Page>
    })
}

/// The kinds, each a page of its own.
#[component]
fn Kinds(kind: Kind) -> impl IntoView {
    let chip = move |other: &Kind| {
        let href = Place::Steps.with(locale(), &[("kind", other.code())]);
        let current = (*other == kind).then_some("page");
        view! { <li><a class="chip" href=href aria-current=current>{words::kind(*other)}</a></li> }
    };
    view! {
        <nav aria-label=t("facet-kind")>
            <ul class="chips">{Kind::ALL.iter().map(chip).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// One step, or the place for a new one.
#[component]
fn StepFields(index: usize, step: Option<Step>, is_new: bool) -> impl IntoView {
    let name = |field: &str| format!("steps[{index}][{field}]");
    let step = step.unwrap_or(Step { key: String::new(), name: LangMap::default(), who: Doer::Staff, due_days: None });
    let legend = if is_new { t("steps-new") } else { t_with("steps-number", &[("number", (index + 1).into())]) };
    let doers = vec![
        (Doer::Staff.code().to_owned(), t("steps-who-staff")),
        (Doer::Manager.code().to_owned(), t("steps-who-manager")),
    ];
    view! {
        <fieldset class="form__group">
            <legend>{legend}</legend>
            <Hidden name=name("key") value=step.key/>
            <div class="form__pair">
                <LangField name=name("name") label=t("steps-name") value=step.name maxlength=limits::SHORT_TEXT_CHARS/>
            </div>
            <div class="form__three">
                <Field name=name("place") label=t("steps-place") value=(index + 1).to_string() inputmode="numeric"/>
                <Select name=name("who") label=t("steps-who") options=doers value=step.who.code()/>
                <Field
                    name=name("due_days")
                    label=t("steps-days")
                    value=step.due_days.map(|days| days.to_string()).unwrap_or_default()
                    inputmode="numeric"
                    optional=true
                />
            </div>
            {(!is_new).then(|| view! { <Check name=name("remove") label=t("steps-remove")/> })}
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(key: &str, fr: &str, place: &str) -> StepForm {
        StepForm { key: key.into(), name: LangMap::both(fr, ""), place: place.into(), ..StepForm::default() }
    }

    #[test]
    fn steps_stand_where_their_numbers_say() {
        let forms = vec![
            form("a", "A", "2"),
            StepForm { remove: true, ..form("b", "B", "1") },
            StepForm { who: "manager".into(), due_days: " 3 ".into(), ..form("", "C", "1") },
            form("", " ", "9"),
        ];
        let (new, places) = written(forms).unwrap();
        assert_eq!(new.steps.iter().map(|step| step.name.exact("fr")).collect::<Vec<_>>(), ["C", "A"]);
        assert_eq!((new.steps[0].who, new.steps[0].due_days, new.steps[1].who), (Doer::Manager, Some(3), Doer::Staff));
        let problem = placed(Problem::field("steps.1.name", "title_missing"), &places);
        assert_eq!(problem.fields[0].field, "steps.0.name");
        assert_eq!(placed(Problem::field("steps", "no_steps"), &places).fields[0].field, "steps");
    }

    #[test]
    fn what_is_no_number_is_said_where_it_stands() {
        let forms = vec![form("a", "A", "1"), StepForm { due_days: "bientôt".into(), ..form("b", "B", "x") }];
        let problem = written(forms).unwrap_err();
        let fields: Vec<_> = problem.fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(fields, ["steps.1.place", "steps.1.due_days"]);
    }
}
