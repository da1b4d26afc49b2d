//! The caption desk: one line to type, and what was written so far.

use super::{
    calls::{AnnounceCaptions, SayCaption},
    follow::CaptionFollow,
};
use crate::{
    address::Place,
    desk::{self, answer, asked, env, path_to, signed_in},
    lives::StateBadge,
    problem::Problem,
    texts::{self, t, t_with},
    ui::{Field, Form, Hidden, Icon, Notice, Page, Select, Tone, whole},
};
use contract::{
    SessionId,
    captions::language_label,
    live_captions::{LINE_CHARS, LiveCaption, LiveCaptions},
    lives::LiveState,
};
use domain::live::captions;
use leptos::{either::EitherOf3, prelude::*, server_fn::ServerFn};

/// As many of the latest lines are shown when the page is written.
const SHOWN: usize = 30;

/// The page on which somebody writes down what is said.
#[component]
pub fn CaptionDeskPage() -> impl IntoView {
    whole(page())
}

async fn page() -> Result<impl IntoView, Problem> {
    let id: SessionId = desk::id()?;
    let (env, viewer) = (env()?, signed_in()?);
    let sits = answer(captions::desk(&env, &viewer, id).await)?;
    let known = answer(captions::read(&env, &viewer, id).await)?;
    let about = answer(captions::about(&env, sits).await)?;
    let now = env.clock.now();
    let state = about.note.state_at(now);
    let language = asked("language").or(known.languages.first().cloned()).or(about.language.clone());
    let language = language.unwrap_or_else(|| texts::locale().code().to_owned());
    let title = about.title.pick(texts::locale()).to_owned();
    let note = about.note.clone();
    let form = match state {
        LiveState::Live | LiveState::Interrupted => {
            EitherOf3::A(view! { <Write session=id language=language.clone() known=known.clone()/> })
        }
        LiveState::Scheduled | LiveState::Waiting => {
            EitherOf3::B(view! { <Before session=id language=language.clone() known=known.clone()/> })
        }
        _ => EitherOf3::C(view! { <Notice text=t("desk-over")/> }),
    };
    let heading = t_with("desk-title", &[("title", title.into())]);
    Ok(view! {
        <Page title=heading.clone() class="page page--middle">
            <header class="page__head page__head--with-actions">
                <h1>{heading}</h1>
                <p><StateBadge state=note.state_at(now)/></p>
                <p class="actions">
                    <a class="button" href=path_to(Place::Session(id))><Icon name="eye"/>{t("studio-page")}</a>
                    {viewer.is_internal().then(|| view! {
                        <a class="button" href=path_to(Place::Studio(id))><Icon name="live"/>{t("desk-studio")}</a>
                    })}
                </p>
            </header>
            {(asked("done").as_deref() == Some("announced"))
                .then(|| view! { <Notice tone=Tone::Good text=t("desk-announced")/> })}
            {form}
            <section class="page__section" aria-labelledby="said">
                <h2 id="said">{t("desk-said")}</h2>
                <Said lines=known.items.clone()/>
            </section>
            <CaptionFollow session=id.to_string() state=state.code().to_owned()/>
        </Page>
    })
}

/// What was written down, the oldest first; the islands write on.
#[component]
pub fn Said(
    /// The lines that are known when the page is written.
    lines: Vec<LiveCaption>,
) -> impl IntoView {
    let from = lines.len().saturating_sub(SHOWN);
    let line = |line: LiveCaption| {
        view! { <li data-line=line.id.to_string() lang=line.language dir="auto">{line.text}</li> }
    };
    view! {
        <div class="said" role="log" aria-live="off" aria-labelledby="said" tabindex="0">
            <ol data-captions="" data-empty=t("desk-nothing-said")>{lines.into_iter().skip(from).map(line).collect_view()}</ol>
        </div>
    }
    .into_any()
}

/// The languages to choose from: those that are read already, the session's, and the house's.
fn languages(known: &LiveCaptions, language: &str) -> Vec<(String, String)> {
    let mut tags = known.languages.clone();
    for tag in [language, "fr", "en"] {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags.into_iter().map(|tag| (tag.clone(), language_label(&tag))).collect()
}

/// The line that is typed. Enter sends it.
#[component]
fn Write(session: SessionId, language: String, known: LiveCaptions) -> impl IntoView {
    let options = languages(&known, &language);
    view! {
        <div data-captions-form="" data-lost=t("chat-lost")>
            <Form action=SayCaption::PATH class="form said__form">
                <Hidden name="session" value=session.to_string()/>
                <Field
                    name="text"
                    label=t("desk-text")
                    hint=t("desk-text-hint")
                    maxlength=LINE_CHARS
                    autocomplete="off"
                    required=true
                    autofocus=true
                />
                <Select name="language" label=t("desk-language") options value=language/>
                <p class="field__error" role="alert" data-captions-error="" hidden></p>
                <p class="actions"><button class="button button--main">{t("chat-send")}</button></p>
            </Form>
        </div>
        <p class="small soft">{t("desk-how")}</p>
    }
    .into_any()
}

/// Before it begins there is nothing to write, but players can be told that there will be.
#[component]
fn Before(session: SessionId, language: String, known: LiveCaptions) -> impl IntoView {
    let options = languages(&known, &language);
    let offered = known.languages.iter().map(|tag| language_label(tag)).collect::<Vec<_>>().join(", ");
    view! {
        <Notice text=t("desk-before")/>
        {(!offered.is_empty())
            .then(|| view! { <p>{t_with("desk-offered", &[("languages", offered.clone().into())])}</p> })}
        <Form action=AnnounceCaptions::PATH>
            <Hidden name="session" value=session.to_string()/>
            <Select name="language" label=t("desk-language") options value=language hint=t("desk-announce-hint")/>
            <p class="actions"><button class="button button--main">{t("desk-announce")}</button></p>
        </Form>
    }
    .into_any()
}
