//! What goes with a recording, as staff see it: a described sound, other languages, somebody who
//! signs.

use super::{
    calls::RemoveRecording,
    panel::{Sender, StateBadge, media_sentence},
};
use crate::{
    address::Place,
    texts::{locale, t, t_with},
    ui::{Form, Hidden, Icon, Select, language_name},
};
use contract::{
    ItemId,
    recordings::{Companion, CompanionRole, RecordingDetails, Room},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Languages that are offered; signs among them by the name of their own language.
const LANGUAGES: [&str; 6] = ["fr", "en", "es", "pt", "ar", "ht"];

/// What there is beside a recording, and how to add to it.
#[component]
pub fn CompanionsPanel(
    /// The item.
    item: ItemId,
    /// What there is.
    companions: Vec<RecordingDetails>,
    /// What is about to be sent.
    to_send: Option<Companion>,
    /// What may still be uploaded.
    room: Room,
) -> impl IntoView {
    let none = companions.is_empty();
    let roles = CompanionRole::ALL.iter().map(|role| (role.code().to_owned(), role_name(*role))).collect();
    let languages = LANGUAGES.map(|code| (code.to_owned(), language_name(code))).into();
    let open = to_send.is_some();
    let role = to_send.as_ref().map_or("description", |with| with.role.code());
    let language = to_send.as_ref().and_then(|with| with.language.clone()).unwrap_or_else(|| "fr".to_owned());
    let sender = to_send.map(|with| {
        let heading = name(&with);
        view! {
            <h4>{t_with("beside-send", &[("what", heading.into())])}</h4>
            <Sender item room companion=with id="media-beside"/>
        }
    });
    view! {
        <section class="panel" aria-labelledby="beside">
            <h3 id="beside">{t("beside-title")}</h3>
            {none.then(|| view! { <p class="soft">{t("beside-none")}</p> })}
            <ul class="captions">
                {companions.into_iter().map(|recording| view! { <Beside item recording/> }).collect_view()}
            </ul>
            <details class="definitions" open=open>
                <summary><Icon name="upload"/>{t("beside-add")}</summary>
                <form class="form" method="get" action=Place::Item(item).path(locale()) + "#beside">
                    <Select name="beside" label=t("beside-role") options=roles value=role id="beside-role"/>
                    <Select name="spoken" label=t("beside-language") options=languages value=language/>
                    <p class="actions"><button class="button">{t("beside-next")}</button></p>
                </form>
                {sender}
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn Beside(item: ItemId, recording: RecordingDetails) -> impl IntoView {
    let name = recording.companion.as_ref().map(name).unwrap_or_default();
    let problem = recording.problem_code.as_deref().map(|code| media_sentence(code, locale()));
    view! {
        <li class="captions__set">
            <span>
                <strong>{name.clone()}</strong>
                " "
                <StateBadge state=recording.state/>
                " "
                <span class="soft small">{recording.filename}</span>
                {problem.map(|problem| view! { <p class="small">{problem}</p> })}
            </span>
            <Form action=RemoveRecording::PATH class="actions">
                <Hidden name="item" value=item.to_string()/>
                <Hidden name="recording" value=recording.id.to_string()/>
                <button class="button button--quiet button--danger">
                    <Icon name="delete"/>
                    {t("captions-remove")}
                    <span class="for-ears">" "{name}</span>
                </button>
            </Form>
        </li>
    }
    .into_any()
}

fn role_name(role: CompanionRole) -> String {
    t(&format!("beside-role-{}", role.code()))
}

fn name(with: &Companion) -> String {
    let language = with.language.as_deref().map(language_name);
    let role = role_name(with.role);
    language.map_or_else(|| role.clone(), |language| format!("{role} · {language}"))
}
