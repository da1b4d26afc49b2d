//! The page of the organisation's own fields, and of one of them.

use super::{
    calls::{AddField, ChangeField, MoveField, RetireField},
    form::FieldFieldset,
    on_items::kind_word,
};
use crate::{
    address::Place,
    desk::{FormEcho, answer, asked, env, fail, path_to, signed_in},
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Crumbs, Empty, Form, Hidden, Icon, Notice, Page, Refused, Tone, whole},
};
use contract::{
    ExtraFieldId,
    extra_fields::{ExtraFieldDetails, FIELDS},
};
use domain::extra_fields;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The page with every field, or with the one that the address names.
#[component]
pub fn OwnFieldsPage() -> impl IntoView {
    whole(fields())
}

async fn fields() -> Result<impl IntoView, Problem> {
    let person = signed_in()?;
    answer(person.manager())?;
    let staff = answer(person.staff())?;
    let known = answer(extra_fields::list(&env()?, &staff).await)?;
    let Some(chosen) = asked("field") else { return Ok(Either::Left(view! { <Whole known/> })) };
    let id: Option<ExtraFieldId> = chosen.parse().ok();
    let field = known.into_iter().find(|field| Some(field.id) == id);
    let field = field.ok_or_else(|| fail(Problem::not_found()))?;
    Ok(Either::Right(view! { <One field/> }))
}

/// A word about what the form before this page did.
#[component]
fn Done() -> impl IntoView {
    if use_context::<FormEcho>().is_some() {
        return None;
    }
    let text = match asked("done").as_deref() {
        Some("added") => t("own-added"),
        Some("saved") => t("own-saved"),
        Some("moved") => t("own-moved"),
        Some("retired") => t("own-retired"),
        Some("back") => t("own-back"),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Good text/> })
}

/// What a form about a field that is there has to name.
fn based_on(field: &ExtraFieldDetails) -> impl IntoView + use<> {
    let (id, version) = (field.id.to_string(), field.version.to_string());
    view! {
        <Hidden name="id" value=id/>
        <Hidden name="based_on" value=version/>
    }
}

/// Every field in use, those that are retired, and the place for a new one.
#[component]
fn Whole(known: Vec<ExtraFieldDetails>) -> impl IntoView {
    let (retired, in_use): (Vec<_>, Vec<_>) = known.into_iter().partition(|field| field.fields.retired);
    let full = in_use.len() >= FIELDS;
    let table = if in_use.is_empty() {
        Either::Left(view! { <Empty icon="inventory" heading=t("own-empty-title") text=t("own-empty-text")/> })
    } else {
        Either::Right(view! { <Fields fields=in_use/> })
    };
    view! {
        <Page title=t("own-title")>
            <Crumbs steps=vec![(path_to(Place::Inventory), t("inventory-title"))] here=t("own-title")/>
            <header class="page__head">
                <h1>{t("own-title")}</h1>
                <p class="soft">{t("own-lead")}</p>
            </header>
            <Done/>
            <Refused action=MoveField::PATH/>
            <Refused action=RetireField::PATH/>
            {table}
            {(!retired.is_empty()).then(|| view! { <Retired fields=retired/> })}
            {if full {
                view! { <Notice text=t_with("own-full", &[("max", FIELDS.into())])/> }.into_any()
            } else {
                view! {
                    <Form action=AddField::PATH>
                        <fieldset class="form__group">
                            <legend>{t("own-new")}</legend>
                            <FieldFieldset fields=None/>
                            <div class="form__foot"><button class="button button--main">{t("own-add")}</button></div>
                        </fieldset>
                    </Form>
                }
                .into_any()
            }}
        </Page>
    }
    .into_any()
}

/// The fields in use, in their order.
#[component]
fn Fields(fields: Vec<ExtraFieldDetails>) -> impl IntoView {
    let places: Vec<u32> = fields.iter().map(|field| field.fields.position).collect();
    let count = fields.len();
    let line = |(index, field): (usize, ExtraFieldDetails)| {
        let above = index.checked_sub(1).and_then(|index| places.get(index)).copied();
        let below = places.get(index + 1).copied();
        view! { <Line field above below/> }
    };
    view! {
        <div class="table-box">
            <table class="table table--cards">
                <caption>{t_with("own-count", &[("count", count.into())])}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("own-field")}</th>
                        <th scope="col">{t("own-kind")}</th>
                        <th scope="col">{t("own-code")}</th>
                        <th scope="col">{t("own-order")}</th>
                    </tr>
                </thead>
                <tbody>{fields.into_iter().enumerate().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// One field, with the ways to move it before the one above and after the one below.
#[component]
fn Line(field: ExtraFieldDetails, above: Option<u32>, below: Option<u32>) -> impl IntoView {
    let name = field.fields.label.pick(locale()).to_owned();
    let form = Place::OwnFields.with(locale(), &[("field", &field.id.to_string())]);
    let other = field.fields.label.exact(locale().other().code()).to_owned();
    let other = (!other.is_empty() && other != name).then_some(other);
    let move_to = |place: Option<u32>, word: &'static str| {
        let (name, base) = (name.clone(), based_on(&field));
        place.map(|place| {
            view! {
                <Form action=MoveField::PATH class="" quiet=true>
                    {base}
                    <Hidden name="place" value=place.to_string()/>
                    <button class="button button--quiet button--small">
                        {t(word)}
                        <span class="for-ears">" "{name}</span>
                    </button>
                </Form>
            }
        })
    };
    view! {
        <tr>
            <th scope="row">
                <a href=form>{name.clone()}</a>
                {other.map(|other| view! { <span class="table__sub" lang=locale().other().tag()>{other}</span> })}
            </th>
            <td data-label=t("own-kind")>{kind_word(field.fields.kind)}</td>
            <td data-label=t("own-code")><code>{field.code.clone()}</code></td>
            <td data-label=t("own-order")>
                <div class="actions">{move_to(above, "own-up")} {move_to(below, "own-down")}</div>
            </td>
        </tr>
    }
    .into_any()
}

/// The fields that are no longer offered.
#[component]
fn Retired(fields: Vec<ExtraFieldDetails>) -> impl IntoView {
    let line = |field: ExtraFieldDetails| {
        let form = Place::OwnFields.with(locale(), &[("field", &field.id.to_string())]);
        let name = field.fields.label.pick(locale()).to_owned();
        view! { <li><a href=form>{name}</a> " " <code>{field.code}</code></li> }
    };
    view! {
        <section class="panel" aria-labelledby="retired">
            <h2 id="retired">{t("own-retired-title")}</h2>
            <p class="soft">{t("own-retired-text")}</p>
            <ul>{fields.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// One field: its form, and retiring it or bringing it back.
#[component]
fn One(field: ExtraFieldDetails) -> impl IntoView {
    let name = field.fields.label.pick(locale()).to_owned();
    let retired = field.fields.retired;
    let steps = vec![(path_to(Place::Inventory), t("inventory-title")), (path_to(Place::OwnFields), t("own-title"))];
    let facts = [("kind", kind_word(field.fields.kind).into()), ("code", field.code.clone().into())];
    let (to_change, to_retire, fields) = (based_on(&field), based_on(&field), field.fields);
    let (heading, text, word) = if retired {
        ("own-bring-title", "own-bring-text", "own-bring")
    } else {
        ("own-retire-title", "own-retire-text", "own-retire")
    };
    view! {
        <Page title=name.clone() class="page page--middle">
            <Crumbs steps here=name.clone()/>
            <header class="page__head">
                <h1>{name}</h1>
                <p class="soft">{t_with("own-facts", &facts)}</p>
            </header>
            <Done/>
            <Form action=ChangeField::PATH>
                <fieldset class="form__group">
                    <legend>{t("own-form")}</legend>
                    {to_change}
                    <FieldFieldset fields=Some(fields)/>
                    <div class="form__foot"><button class="button button--main">{t("own-save")}</button></div>
                </fieldset>
            </Form>
            <section class="panel" aria-labelledby="retiring">
                <h2 id="retiring">{t(heading)}</h2>
                <p>{t(text)}</p>
                <Form action=RetireField::PATH>
                    {to_retire}
                    <Hidden name="retired" value=if retired { "false" } else { "true" }/>
                    <p class="actions"><button class="button"><Icon name=if retired { "previous" } else { "shelf" }/>{t(word)}</button></p>
                </Form>
            </section>
        </Page>
    }
    .into_any()
}
