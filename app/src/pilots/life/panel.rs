//! Where a pilot stands, what the next step needs, and the forms that take it.

use super::calls::{SpreadPilot, TakeDecision, TakeStep};
use crate::{
    address::Place,
    desk::{asked, path_to},
    figures,
    inventory::Text,
    texts::{locale, t, t_with},
    ui::{Check, Field, Form, Hidden, Icon, Notice, Refused, TextArea, Tone, came_back},
};
use contract::{
    PilotId, limits,
    pilots::{
        PilotState,
        life::{Decision, Need, PilotLife, PossibleMove, Spread, Step},
    },
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The life of a pilot.
#[component]
pub fn LifePanel(life: PilotLife) -> impl IntoView {
    let (id, from) = (life.id, life.state);
    let moves = life.moves.into_iter().map(|step| view! { <Move id from step/> }).collect_view();
    view! {
        <section class="page__section" aria-labelledby="life">
            <h2 id="life">{t("pilot-life")}</h2>
            <Way state=from/>
            {life.decision.map(|step| view! { <Decided step/> })}
            <Refused action=TakeStep::PATH/>
            <div class="panels">{moves}</div>
            {life.may_be_decided.then(|| view! { <Decide id/> })}
            <Elsewhere id cloned_from=life.cloned_from clones=life.clones/>
            <Steps steps=life.steps/>
        </section>
    }
    .into_any()
}

/// What the form before this page did.
#[component]
pub fn Done() -> impl IntoView {
    let key = match asked("done").as_deref() {
        Some("moved") => "pilot-just-moved",
        Some("decided") => "pilot-just-decided",
        Some("cloned") => "pilot-just-cloned",
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Good text=t(key)/> })
}

fn state_word(state: PilotState) -> String {
    t(&format!("pilot-state-{}", state.code()))
}

fn decision_word(decision: Decision) -> String {
    t(&format!("pilot-decision-{}", decision.code()))
}

/// The states in order, with where the pilot stands.
#[component]
fn Way(state: PilotState) -> impl IntoView {
    let stop = |stop: PilotState| {
        let current = (stop == state).then_some("step");
        let class = if stop < state { "way__stop way__stop--behind" } else { "way__stop" };
        view! { <li class=class aria-current=current>{state_word(stop)}</li> }
    };
    view! { <ol class="way" aria-label=t("pilot-way")>{PilotState::ALL.iter().copied().map(stop).collect_view()}</ol> }
        .into_any()
}

/// One step: what it needs, or its button.
#[component]
fn Move(id: PilotId, from: PilotState, step: PossibleMove) -> impl IntoView {
    let to = step.to;
    let words = t(&format!("pilot-go-{}", to.code()));
    let back = to < from && from != PilotState::Decided;
    let content = if step.missing.is_empty() {
        let class = if back { "button button--quiet" } else { "button button--main" };
        view! {
            <Form action=TakeStep::PATH class="" quiet=true>
                <Hidden name="pilot" value=id.to_string()/>
                <Hidden name="from" value=from.code()/>
                <Hidden name="to" value=to.code()/>
                <button class=class>{words}</button>
            </Form>
        }
        .into_any()
    } else {
        let need = |need: Need| view! { <li>{t(&format!("pilot-need-{}", need.code().replace('_', "-")))}</li> };
        view! {
            <h3>{words}</h3>
            <p>{t("pilot-missing")}</p>
            <ul class="needs">{step.missing.into_iter().map(need).collect_view()}</ul>
            <p class="actions">
                <a class="button" href=path_to(Place::EditPilot(id))><Icon name="edit"/>{t("pilot-complete")}</a>
            </p>
        }
        .into_any()
    };
    view! { <div class="panel">{content}</div> }.into_any()
}

/// The decision that holds.
#[component]
fn Decided(step: Step) -> impl IntoView {
    let when = figures::date(locale(), step.at);
    let by = t_with("pilot-step-by", &[("who", step.by.into()), ("date", when.into())]);
    let heading = step.decision.map(decision_word).unwrap_or_default();
    view! {
        <div class="panel">
            <h3>{heading}</h3>
            <p class="said">{step.reason}</p>
            <p class="soft small">{by}</p>
        </div>
    }
    .into_any()
}

/// The form that decides.
#[component]
fn Decide(id: PilotId) -> impl IntoView {
    let choice = |decision: Decision| {
        let label = t(&format!("pilot-decide-{}", decision.code()));
        view! { <Check name="decision" value=decision.code() label radio=true required=true/> }
    };
    view! {
        <Form action=TakeDecision::PATH>
            <fieldset class="form__group" id="decide">
                <legend>{t("pilot-decide")}</legend>
                <Hidden name="pilot" value=id.to_string()/>
                <div>{Decision::ALL.iter().copied().map(choice).collect_view()}</div>
                <TextArea name="reason" label=t("pilot-decide-reason") hint=t("pilot-decide-reason-hint") rows=3 required=true/>
                <p class="actions">
                    <button class="button button--main"><Icon name="check"/>{t("pilot-decide-do")}</button>
                </p>
            </fieldset>
        </Form>
    }
    .into_any()
}

/// Where else it is tried, and the form that tries it elsewhere.
#[component]
fn Elsewhere(id: PilotId, cloned_from: Option<PilotId>, clones: Vec<Spread>) -> impl IntoView {
    let first = cloned_from.map(|first| {
        view! { <p><a href=path_to(Place::Pilot(first))>{t("pilot-cloned-from")}</a></p> }
    });
    let line = |clone: Spread| view! { <li><a href=path_to(Place::Pilot(clone.id))><Text of=clone.title/></a></li> };
    let list = (!clones.is_empty()).then(|| {
        view! {
            <p>{t("pilot-clones")}</p>
            <ul>{clones.into_iter().map(line).collect_view()}</ul>
        }
    });
    view! {
        {first}
        {list}
        <details class="definitions" open=came_back(SpreadPilot::PATH)>
            <summary><Icon name="next" class="icon--turns"/>{t("pilot-clone")}</summary>
            <Form action=SpreadPilot::PATH>
                <Hidden name="pilot" value=id.to_string()/>
                <Field
                    name="centre"
                    label=t("pilot-clone-centre")
                    hint=t("pilot-clone-hint")
                    required=true
                    maxlength=limits::SHORT_TEXT_CHARS
                />
                <p class="actions">
                    <button class="button"><Icon name="plus"/>{t("pilot-clone-do")}</button>
                </p>
            </Form>
        </details>
    }
    .into_any()
}

/// Every step, the latest first.
#[component]
fn Steps(steps: Vec<Step>) -> impl IntoView {
    if steps.is_empty() {
        return None;
    }
    let line = |step: Step| {
        let what = match step.decision {
            Some(decision) => decision_word(decision),
            None => state_word(step.to),
        };
        let when = figures::date(locale(), step.at);
        let by = t_with("pilot-step-by", &[("who", step.by.into()), ("date", when.into())]);
        let reason = (!step.reason.is_empty()).then(|| view! { <p class="said">{step.reason}</p> });
        view! { <li><strong>{what}</strong> " " <span class="soft small">{by}</span> {reason}</li> }
    };
    Some(view! {
        <details class="definitions">
            <summary><Icon name="next" class="icon--turns"/>{t("pilot-steps")}</summary>
            <ul class="log">{steps.into_iter().map(line).collect_view()}</ul>
        </details>
    })
}
