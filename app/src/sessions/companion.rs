//! The second screen: a live session is on the television, and this page in one's hand has everything but
//! the picture. Reactions are large, what is said can be read, and the chat is the same.

use super::about::Description;
use crate::{
    address::Place,
    catalogue,
    chat::LiveChat,
    desk::{self, answer, env, path_to, signed_in},
    lives::{Following, Said, StateBadge},
    problem::Problem,
    texts::{self, t, t_with},
    ui::{Icon, Notice, Page, Qr, whole},
};
use contract::{
    SessionId,
    lives::{LiveNote, LiveState},
};
use domain::live::captions;
use leptos::{either::Either, prelude::*};

/// The page for the telephone.
#[component]
pub fn CompanionPage() -> impl IntoView {
    whole(page())
}

async fn page() -> Result<impl IntoView, Problem> {
    let id: SessionId = desk::id()?;
    let (env, viewer) = (env()?, signed_in()?);
    let entry = catalogue::calls::entry(id).await?;
    let note = entry.live.clone().ok_or_else(|| desk::fail(Problem::not_found()))?;
    let said = answer(captions::read(&env, &viewer, id).await)?;
    let now = env.clock.now();
    let state = note.state_at(now);
    let goes_on = !matches!(state, LiveState::Ended | LiveState::Replay | LiveState::Cancelled);
    let title = entry.title.pick(texts::locale()).to_owned();
    let described = !entry.description.is_empty();
    Ok(view! {
        <Page title=t_with("companion-page", &[("title", title.clone().into())]) class="page companion">
            <header class="page__head">
                <h1>{title}</h1>
                <p><StateBadge state/></p>
            </header>
            {if goes_on {
                Either::Left(view! {
                    <Following session=id note=note.clone() now/>
                    <noscript><p>{t("session-no-script")}</p></noscript>
                    <section class="page__section" aria-labelledby="said">
                        <h2 id="said">{t("companion-said")}</h2>
                        <Said lines=said.items/>
                    </section>
                    <LiveChat session=id note/>
                })
            } else {
                Either::Right(view! {
                    <Notice text=t("companion-over")>
                        <a class="button" href=path_to(Place::Session(id))>{t("studio-page")}</a>
                    </Notice>
                })
            }}
            {described.then(|| view! {
                <section class="page__section prose" aria-labelledby="about">
                    <h2 id="about">{t("session-about")}</h2>
                    <Description text=entry.description/>
                </section>
            })}
        </Page>
    })
}

/// The way from the television to the telephone: a code to photograph, and the address itself.
#[component]
pub(super) fn ToCompanion(
    /// The session.
    session: SessionId,
    /// When it is, and where it stands.
    note: LiveNote,
) -> impl IntoView {
    let path = path_to(Place::Companion(session));
    let address = desk::env().map_or_else(|_| path.clone(), |env| format!("{}{path}", env.settings.public_url));
    let over = matches!(note.state, LiveState::Ended | LiveState::Replay | LiveState::Cancelled);
    (!over).then(|| {
        view! {
            <details class="panel companion__way">
                <summary>{t("companion-way")}</summary>
                <div class="companion__code">
                    <Qr of=address.clone() label=t("companion-code") class="companion__qr"/>
                    <div>
                        <p>{t("companion-text")}</p>
                        <p class="actions">
                            <a class="button" href=path><Icon name="device"/>{t("companion-open")}</a>
                        </p>
                        <p class="small soft companion__address">{address}</p>
                    </div>
                </div>
            </details>
        }
    })
}
