//! The rights of an item, on its page.

use super::{
    calls::{AddLicence, AddRelease, StateRights},
    day,
    fields::{LicenceFieldset, ReleaseFieldset},
    word,
};
use crate::{
    address::Place,
    desk::path_to,
    figures,
    texts::{locale, t, t_with},
    ui::{Badge, Check, Form, Hidden, Icon, TextArea, Tone, came_back},
};
use contract::{
    ItemId, Timestamp,
    rights::{
        ItemRights, Licence, LicenceFields, LicenceState, Release, ReleaseFields, ReleaseState, RightEffect, Statement,
    },
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// Who is filmed, which works are used, and what is said of the item as a whole.
#[component]
pub fn RightsPanel(
    /// What is known.
    rights: ItemRights,
    /// The present moment.
    now: Timestamp,
) -> impl IntoView {
    let ItemRights { item_id: item, statement, releases, licences, effects, .. } = rights;
    view! {
        <TakenOut effects now/>
        <h3>{t("rights-people")}</h3>
        {if releases.is_empty() {
            Either::Left(view! { <p class="soft">{t("rights-people-none")}</p> })
        } else {
            Either::Right(view! {
                <ul class="rights">{releases.into_iter().map(|release| view! { <ReleaseLine release/> }).collect_view()}</ul>
            })
        }}
        <details class="panel" id="add-release" open=came_back(AddRelease::PATH)>
            <summary>{t("rights-add-person")}</summary>
            <Form action=AddRelease::PATH>
                <Hidden name="item" value=item.to_string()/>
                <ReleaseFieldset fields=ReleaseFields::of("")/>
                <p class="actions">
                    <button class="button button--main"><Icon name="plus"/>{t("rights-add-person")}</button>
                </p>
            </Form>
        </details>
        <h3>{t("rights-works")}</h3>
        {if licences.is_empty() {
            Either::Left(view! { <p class="soft">{t("rights-works-none")}</p> })
        } else {
            Either::Right(view! {
                <ul class="rights">{licences.into_iter().map(|licence| view! { <LicenceLine licence/> }).collect_view()}</ul>
            })
        }}
        <details class="panel" id="add-licence" open=came_back(AddLicence::PATH)>
            <summary>{t("rights-add-work")}</summary>
            <Form action=AddLicence::PATH>
                <Hidden name="item" value=item.to_string()/>
                <LicenceFieldset fields=LicenceFields::of("")/>
                <p class="actions">
                    <button class="button button--main"><Icon name="plus"/>{t("rights-add-work")}</button>
                </p>
            </Form>
        </details>
        <Said item statement/>
    }
    .into_any()
}

/// The sessions of the item that were taken out for want of rights.
#[component]
fn TakenOut(effects: Vec<RightEffect>, now: Timestamp) -> impl IntoView {
    let line = move |effect: RightEffect| {
        let when = figures::when(locale(), effect.at, now);
        let facts = [("when", when.into()), ("name", effect.name.into())];
        view! { <li>{t_with(&format!("effect-{}", effect.reason.code().replace('_', "-")), &facts)}</li> }
    };
    (!effects.is_empty()).then(|| {
        view! {
            <details class="definitions">
                <summary><Icon name="next" class="icon--turns"/>{t("rights-taken-out")}</summary>
                <ul>{effects.into_iter().map(line).collect_view()}</ul>
            </details>
        }
    })
}

/// One filmed person.
#[component]
fn ReleaseLine(release: Release) -> impl IntoView {
    let Release { id, fields, state, withdrawn_on, .. } = release;
    let ends = fields.expires_on.as_deref().map(|last| t_with("right-until", &[("day", day(last).into())]));
    let withdrawn = withdrawn_on.map(|on| t_with("release-withdrawn-since", &[("day", day(&on).into())]));
    let minor = fields.minor.then(|| match fields.guardian {
        Some(name) => t_with("release-minor-with", &[("name", name.into())]),
        None => t("release-minor"),
    });
    let facts = [Some(word(&format!("release-use-{}", fields.allows.code()))), minor, ends, withdrawn];
    view! {
        <li>
            <span>
                <a href=path_to(Place::Release(id))>{fields.name}</a>
                <span class="table__sub soft small">{facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</span>
            </span>
            <ReleaseBadge state/>
        </li>
    }
    .into_any()
}

/// One work that is used.
#[component]
fn LicenceLine(licence: Licence) -> impl IntoView {
    let Licence { id, fields, state, .. } = licence;
    let ends = fields.ends_on.as_deref().map(|last| t_with("right-until", &[("day", day(last).into())]));
    let reach = match (fields.covers_live, fields.covers_replay) {
        (true, true) => None,
        (true, false) => Some(t("licence-live-only")),
        (false, true) => Some(t("licence-replay-only")),
        (false, false) => Some(t("licence-nothing")),
    };
    let facts = [Some(word(&format!("licence-subject-{}", fields.subject.code()))), fields.holder, ends, reach];
    view! {
        <li>
            <span>
                <a href=path_to(Place::Licence(id))>{fields.title}</a>
                <span class="table__sub soft small">{facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</span>
            </span>
            <LicenceBadge state/>
        </li>
    }
    .into_any()
}

/// Whether a release can be relied on, in a word.
#[component]
pub(super) fn ReleaseBadge(state: ReleaseState) -> impl IntoView {
    let (tone, icon) = match state {
        ReleaseState::Holds => (Tone::Good, "good"),
        ReleaseState::Unsigned => (Tone::Caution, "edit"),
        ReleaseState::Ended => (Tone::Wrong, "clock"),
        ReleaseState::Withdrawn => (Tone::Wrong, "gone"),
        ReleaseState::NotSeen => (Tone::Plain, "eye-off"),
    };
    view! { <Badge tone icon label=word(&format!("release-state-{}", state.code()))/> }
}

/// Whether a licence can be relied on, in a word.
#[component]
pub(super) fn LicenceBadge(state: LicenceState) -> impl IntoView {
    let (tone, icon) = match state {
        LicenceState::Holds => (Tone::Good, "good"),
        LicenceState::Missing => (Tone::Caution, "question"),
        LicenceState::Ended => (Tone::Wrong, "clock"),
    };
    view! { <Badge tone icon label=word(&format!("licence-state-{}", state.code()))/> }
}

/// What somebody of staff says of the item as a whole.
#[component]
fn Said(item: ItemId, statement: Statement) -> impl IntoView {
    view! {
        <h3 id="statement">{t("rights-statement")}</h3>
        <Form action=StateRights::PATH>
            <Hidden name="item" value=item.to_string()/>
            <Check name="nobody_recognisable" label=t("statement-nobody") checked=statement.nobody_recognisable/>
            <Check name="no_music" label=t("statement-no-music") checked=statement.no_music/>
            <TextArea
                name="licence"
                label=t("statement-licence")
                hint=t("statement-licence-hint")
                value=statement.licence.unwrap_or_default()
                rows=2
            />
            <p class="actions"><button class="button">{t("statement-save")}</button></p>
        </Form>
    }
    .into_any()
}
