//! Which of its faces a session shows.

use super::{
    about::About,
    companion::ToCompanion,
    guide::{Guide, InHand},
    reader::Wish,
    stage::Stage,
    transcript::{Chapters, Transcript},
};
use crate::{
    address::Place,
    catalogue::{self, Row, Watched},
    chat::LiveChat,
    desk::{self, path_to, viewer},
    history,
    listening::AskAfter,
    playback,
    reminders::{self, RemindMe},
    texts::{self, t},
    ui::{Icon, Page, whole},
};
use contract::{SessionId, lives::LiveState};
use leptos::{either::Either, prelude::*};

/// One session: to play, or to read where it is a guide.
#[component]
pub fn SessionPage() -> impl IntoView {
    whole(async {
        let id = desk::id()?;
        let entry = catalogue::calls::entry(id).await?;
        let related = catalogue::calls::related(id).await?;
        let mut watched = Watched::default();
        let mut in_hand = None;
        if let Some(member) = viewer() {
            let shown = related.iter().map(|entry| entry.session_id).chain([id]).collect();
            watched = history::calls::of_sessions(shown).await?;
            if entry.pages > 0 {
                let at = watched.get(&id).cloned();
                let wish = Wish::of_address(entry.pages);
                // Whoever comes back has not turned to the first page: their place stays where it was.
                let is_first_visit = at.is_none();
                let env = desk::env()?;
                let read = domain::guides::read(&env, &member, id, wish.page, wish.find.as_deref()).await;
                let reading = desk::answer(read)?;
                // Whoever reads is not kept from it because that could not be noted.
                if let Some(page) = wish.page.filter(|_| wish.is_named || is_first_visit)
                    && let Err(error) = domain::playback::read_page(&env, &member, id, page, desk::device()).await
                {
                    tracing::warn!(%error, session.id = %id, "a page that was read could not be noted");
                }
                in_hand = Some(InHand { grant: playback::calls::grant(id).await?, wish, reading, at });
            }
        }
        let title = entry.title.pick(texts::locale()).to_owned();
        let related =
            view! { <Row id="related" heading=t("session-related") entries=related watched=watched.clone()/> };
        Ok(if entry.pages > 0 {
            Either::Left(view! {
                <Page title>
                    <Guide entry in_hand/>
                    {related}
                </Page>
            })
        } else {
            let at = watched.get(&id).cloned();
            let (parts, said) = match viewer() {
                Some(_) => (playback::calls::chapters(id).await?, playback::calls::transcript(id).await?),
                None => (None, None),
            };
            // Until there is a recording, people are there together.
            let live = entry.live.clone().filter(|note| {
                viewer().is_some() && entry.recording_id.is_none() && note.state != LiveState::Cancelled
            });
            let env = desk::env()?;
            let now = env.clock.now();
            let captions = match (viewer(), &live) {
                (Some(viewer), Some(_)) => domain::live::captions::desk(&env, &viewer, id).await.is_ok(),
                _ => false,
            };
            let awaited = entry.live.as_ref().is_some_and(|note| note.state_at(now) == LiveState::Scheduled);
            let way = live.clone();
            let set = awaited && viewer().is_some() && reminders::calls::is_set(id).await?;
            let offered = match viewer() {
                Some(member) if awaited => desk::answer(domain::reminders::are_offered(&desk::env()?, &member).await)?,
                _ => false,
            };
            let due = match viewer() {
                Some(member) => desk::answer(domain::listening::due(&desk::env()?, &member, Some(id)).await)?,
                None => None,
            };
            let may_speak = match viewer() {
                Some(member) => desk::answer(domain::listening::may_speak(&desk::env()?, &member, id).await)?,
                None => false,
            };
            let stage = view! { <Stage entry=entry.clone() at/> };
            let stage = match live {
                Some(note) => Either::Left(view! { <div class="hall">{stage}<LiveChat session=id note/></div> }),
                None => Either::Right(stage),
            };
            Either::Right(view! {
                <Page title class="">
                    {stage}
                    <div class="page">
                        {awaited.then(|| view! { <RemindMe session=id set offered/> })}
                        {captions.then(|| view! { <ToCaptionDesk session=id/> })}
                        {parts.map(|(language, cues)| view! { <Chapters language cues/> })}
                        <AskAfter session=id due may_speak/>
                        <About entry/>
                        {way.map(|note| view! { <ToCompanion session=id note/> })}
                        {said.map(|(language, cues)| view! { <Transcript language cues/> })}
                        {related}
                    </div>
                </Page>
            })
        })
    })
}

/// The way to the caption desk, for those whose task it is.
#[component]
fn ToCaptionDesk(session: SessionId) -> impl IntoView {
    view! {
        <p class="actions">
            <a class="button" href=path_to(Place::CaptionDesk(session))><Icon name="edit"/>{t("desk-to-desk")}</a>
        </p>
    }
    .into_any()
}
