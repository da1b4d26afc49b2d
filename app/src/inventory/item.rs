//! An item's page, which reads as a life: on the shelf, recorded, attended, tried out.

use super::{StatusBadge, Text, history::History};
use crate::{
    address::Place,
    attachments::AttachmentsPanel,
    backlog::{Judged, JudgedLine},
    desk::{self, FormEcho, answer, asked, env, path_to, signed_in},
    digitisation::{Captions, CaptionsPanel, RecordingPanel, SessionPanel, asked_for, can_be_watched, gather},
    figures,
    links::LinksPanel,
    listening::Words,
    lives::LivesOfItem,
    own_fields,
    problem::Problem,
    rights::RightsPanel,
    texts::{locale, t, t_with},
    ui::{Crumbs, Icon, Notice, Page, Tone, language_name, whole},
    words,
    work::{CommentsOfItem, NobodyCalled, Talk, WorkOfItem},
};
use contract::{
    ItemId, LangMap, PilotId,
    inventory::{ItemDetails, ItemFields},
    recordings::RecordingDetails,
    sessions::SessionState,
};
use domain::{
    Environment, Error,
    accounts::{SignedIn, Staff},
    captions, catalogue, duplicates, inventory, listening, live, pilots, rights, sessions, work,
};
use leptos::{either::Either, prelude::*};

/// The page of one item.
#[component]
pub fn ItemPage() -> impl IntoView {
    whole(item())
}

async fn item() -> Result<impl IntoView, Problem> {
    let id: ItemId = desk::id()?;
    let person = signed_in()?;
    let staff = answer(person.staff())?;
    let env = env()?;
    let item = match inventory::get(&env, &staff, id).await {
        // One that was another: its address leads there.
        Err(Error::NotFound) => {
            let kept = answer(duplicates::merged_into(&env, &staff, id).await)?;
            let kept = kept.ok_or_else(|| desk::fail(Problem::not_found()))?;
            desk::go_to(Place::Item(kept), "merged");
            answer(inventory::get(&env, &staff, kept).await)?
        }
        found => answer(found)?,
    };
    let id = item.id;
    answer(catalogue::look(&env).await)?;
    let judged = Judged::gather(&env, &staff, id).await?;
    let facts = gather(&env, &staff, id).await?;
    let recordings = facts.recordings.clone();
    let sessions = answer(sessions::of_item(&env, &staff, id).await)?;
    let lives = answer(live::list(&env, &staff, Some(id)).await)?;
    let broadcast = answer(live::of_item(&env, &staff, id).await)?;
    let work = answer(work::of_item(&env, &staff, id).await)?;
    let talk = Talk::about(&env, &staff, id).await?;
    let minutes = item.fields.duration_minutes;
    let spoken = spoken(&env, &staff, &recordings).await?;
    let heard = answer(listening::of_item(&env, &staff, id).await)?;
    let pilots = pilots_with(&env, &person, id).await?;
    let changes = answer(inventory::changes(&env, &staff, id).await)?;
    let version = item.version;
    let rights = answer(rights::of_item(&env, &staff, id).await)?;
    let links = answer(domain::links::of_item(&env, &staff, id).await)?;
    let attachments = answer(domain::attachments::of_item(&env, &staff, id).await)?;

    let now = env.clock.now();
    let title = item.fields.title.pick(locale()).to_owned();
    let watchable = recordings.iter().any(|recording| can_be_watched(recording.state));
    let published = sessions.iter().any(|session| session.state == SessionState::Published);
    let here = item.fields.source_key.clone().unwrap_or_else(|| title.clone());
    let worked = match work.as_ref().map(|work| work.finished_at.is_some()) {
        Some(true) => Stage::Done,
        Some(false) => Stage::Now,
        None => Stage::Later,
    };
    let panel = view! { <RecordingPanel facts now/> };
    let session = view! { <SessionPanel item=id sessions recordings lives=broadcast lacks=rights.lacks.clone() now/> };
    let in_order = !rights.lacks.iter().any(|lack| lack.blocks) && !rights.releases.is_empty();
    let fields = item.fields.clone();
    Ok(view! {
        <Page title class="page page--middle">
            <Crumbs steps=vec![(path_to(Place::Inventory), t("inventory-title"))] here/>
            <Head item now/>
            <WhatWasDone/>
            <NobodyCalled names=talk.not_called(staff.id)/>
            <div class="life">
                <Part stage=Stage::Done id="shelf" icon="shelf" heading=t("item-shelf")>
                    <Shelf fields/>
                    <History item=id version changes now/>
                    <JudgedLine judged/>
                    <p class="actions">
                        <a class="button button--quiet" href=format!("/api/v1/items/{id}/bag.tar") download="">
                            <Icon name="download"/>
                            {t("item-package")}
                        </a>
                    </p>
                </Part>
                <Part stage=if links.is_empty() { Stage::Later } else { Stage::Done } id="links" icon="both" heading=t("links-title")>
                    <LinksPanel item=id links/>
                </Part>
                <Part
                    stage=if attachments.is_empty() { Stage::Later } else { Stage::Done }
                    id="attachments"
                    icon="camera"
                    heading=t("attachments-title")
                >
                    <AttachmentsPanel item=id attachments now/>
                </Part>
                <Part stage=worked id="work" icon="tasks" heading=t("work-title")>
                    <WorkOfItem item=id work now/>
                </Part>
                <Part
                    stage=if watchable { Stage::Done } else { Stage::Now }
                    id="recording"
                    icon="recording"
                    heading=t("item-recording")
                >
                    {panel}
                    {spoken.map(|captions| view! { <CaptionsPanel item=id captions/> })}
                </Part>
                <Part
                    stage=if in_order { Stage::Done } else { Stage::Later }
                    id="rights"
                    icon="shield"
                    heading=t("rights-title")
                >
                    <RightsPanel rights now/>
                </Part>
                <Part
                    stage=if published { Stage::Done } else if watchable { Stage::Now } else { Stage::Later }
                    id="session"
                    icon="play"
                    heading=t("item-session")
                >
                    {session}
                </Part>
                <Part stage=Stage::Later id="live" icon="live" heading=t("lives-title")>
                    <LivesOfItem item=id lines=lives minutes now/>
                </Part>
                <Part stage=Stage::Later id="comments" icon="comment" heading=t("comments-title")>
                    <CommentsOfItem item=id talk now/>
                </Part>
                {pilots.map(|pilots| view! {
                    <Part stage=Stage::Later id="pilots" icon="pilot" heading=t("item-pilots")>
                        <Pilots pilots/>
                    </Part>
                })}
                {(!heard.is_empty()).then(|| view! {
                    <Part stage=Stage::Later id="heard" icon="talk" heading=t("heard-words")>
                        <Words words=heard/>
                    </Part>
                })}
            </div>
        </Page>
    })
}

/// The captions of the recording that can be watched, and the set that is being corrected.
async fn spoken(
    env: &Environment,
    staff: &Staff,
    recordings: &[RecordingDetails],
) -> Result<Option<Captions>, Problem> {
    let watched = recordings.iter().find(|recording| can_be_watched(recording.state) && recording.pages == 0);
    let Some(recording) = watched else { return Ok(None) };
    let tracks = answer(captions::list(env, staff, recording.id).await)?;
    let open = match asked_for(&tracks) {
        Some(track) => {
            let text = captions::text(env, staff, recording.id, &track.language, track.kind).await;
            Some((track, answer(text)?))
        }
        None => None,
    };
    let automatic = !env.settings.captions_command.is_empty();
    Ok(Some(Captions { recording: recording.id, tracks, open, automatic }))
}

/// The pilots that an item belongs to; nothing for those who may not know of pilots.
async fn pilots_with(
    env: &Environment,
    person: &SignedIn,
    item: ItemId,
) -> Result<Option<Vec<(PilotId, LangMap)>>, Problem> {
    let Ok(manager) = person.manager() else { return Ok(None) };
    let mut found = Vec::new();
    for pilot in answer(pilots::list(env, &manager).await)? {
        let details = answer(pilots::get(env, &manager, pilot.id).await)?;
        if details.fields.item_ids.contains(&item) {
            found.push((pilot.id, pilot.title));
        }
    }
    Ok(Some(found))
}

/// The title, how far the item has come, and when it last changed.
#[component]
fn Head(item: ItemDetails, now: contract::Timestamp) -> impl IntoView {
    let when = figures::when(locale(), item.updated_at, now);
    view! {
        <header class="page__head page__head--with-actions">
            <h1><Text of=item.fields.title/></h1>
            <p>
                <StatusBadge status=item.fields.status/>
                " "
                <span class="soft small">{t_with("item-changed", &[("when", when.into())])}</span>
            </p>
            <p class="actions">
                <a class="button" href=path_to(Place::EditItem(item.id))>
                    <Icon name="edit"/>
                    {t("item-edit")}
                </a>
                <a class="button button--quiet" href=format!("{}?item={}", path_to(Place::Labels), item.id)>
                    <Icon name="shelf"/>
                    {t("labels-one")}
                </a>
            </p>
        </header>
    }
    .into_any()
}

/// A word about what the form before this page did.
#[component]
fn WhatWasDone() -> impl IntoView {
    // The address still tells of the form before, where this one came back.
    if use_context::<FormEcho>().is_some() {
        return None;
    }
    let text = match asked("done").as_deref() {
        Some("saved") => "item-saved",
        Some("merged") => "item-merged",
        Some("announced") => "item-announced",
        Some("published") => "item-just-published",
        Some("unpublished") => "item-just-unpublished",
        Some("released") => "release-added",
        Some("licensed") => "licence-added",
        Some("unlicensed") => "licence-removed",
        Some("stated") => "statement-saved",
        Some("retried") => "recording-retried",
        Some("cancelled") => "recording-cancelled",
        Some("removed") => "recording-removed",
        Some("restored") => "recording-restored",
        Some("finished") => "recording-finished",
        Some("bringing") => "folder-begun",
        Some("cut") => "cut-begun",
        Some("put-back") => "cut-undone",
        Some("poster") => "poster-taken",
        Some("may-download") => "guide-allowed",
        Some("may-not-download") => "guide-forbidden",
        Some("pages-added") => "guide-pages-added",
        Some("pages-arranged") => "guide-pages-arranged",
        Some("reading") => "guide-reading-begun",
        Some("listening") => "captions-listening",
        Some("put-back-field") => "changes-put-back",
        Some("linked") => "links-linked",
        Some("unlinked") => "links-unlinked",
        Some("attached") => "attachments-attached",
        Some("unattached") => "attachments-removed",
        Some("captioned") => "captions-saved",
        Some("uncaptioned") => "captions-removed",
        Some("work-started") => "work-started",
        Some("commented") => "item-commented",
        Some("claimed") => "task-claimed",
        Some("task-released") => "task-released",
        Some("finished-step") => "task-finished",
        Some("handed-back") => "task-handed-back",
        Some("blocked") => "task-is-blocked",
        Some("unblocked") => "task-unblocked",
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Good text=t(text)/> })
}

/// Where a part of the life stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Behind the item.
    Done,
    /// What there is to do.
    Now,
    /// Still to come.
    Later,
}

/// One part of the life.
#[component]
fn Part(stage: Stage, id: &'static str, icon: &'static str, heading: String, children: Children) -> impl IntoView {
    let class = match stage {
        Stage::Done => "life__part life__part--done",
        Stage::Now => "life__part life__part--now",
        Stage::Later => "life__part",
    };
    view! {
        <section class=class aria-labelledby=id>
            <span class="life__mark"><Icon name=icon/></span>
            <h2 id=id>{heading}</h2>
            {children()}
        </section>
    }
    .into_any()
}

/// What is known of the item itself.
#[component]
fn Shelf(fields: ItemFields) -> impl IntoView {
    let minutes = fields.duration_minutes.map(|minutes| figures::duration(locale(), f64::from(minutes) * 60.0));
    let list = |list: &[String]| (!list.is_empty()).then(|| list.join(", "));
    let ages = match (fields.age_from, fields.age_to) {
        (Some(from), Some(to)) => Some(t_with("item-ages-between", &[("from", from.into()), ("to", to.into())])),
        (Some(from), None) => Some(t_with("item-ages-from", &[("from", from.into())])),
        (None, Some(to)) => Some(t_with("item-ages-to", &[("to", to.into())])),
        (None, None) => None,
    };
    let instead: Vec<String> =
        fields.substitutes.iter().map(|(piece, instead)| format!("{piece} → {instead}")).collect();
    let facts = [
        (t("facet-kind"), Some(words::kind(fields.kind))),
        (t("item-key"), fields.source_key.clone()),
        (t("facet-level"), Some(words::level(fields.level))),
        (t("item-duration"), minutes),
        (t("facet-language"), fields.language.as_deref().map(language_name)),
        (t("facet-position"), fields.position.map(words::position)),
        (t("facet-impact"), fields.impact.map(words::impact)),
        (t("item-space"), fields.space.map(words::space)),
        (t("facet-equipment"), list(&fields.equipment)),
        (t("item-substitutes"), list(&instead)),
        (t("item-ages"), ages),
        (t("item-audience"), list(&fields.audience)),
        (t("item-programme"), fields.programme.clone()),
        (t("item-instructor"), fields.instructor.clone()),
        (t("item-centre"), fields.centre.clone()),
        (t("item-tags"), (!fields.tags.is_empty()).then(|| words::tags(&fields.tags))),
        (t("item-carrier"), fields.carrier.map(words::carrier)),
        (t("item-place"), fields.place.clone()),
        (t("item-condition"), fields.condition.map(words::condition)),
        (t("item-owner"), fields.owner.clone()),
        (t("item-review"), fields.review_on.map(|day| figures::civil(locale(), day))),
    ];
    let own = own_fields::facts(&fields.extras);
    let facts = facts.into_iter().filter_map(|(name, value)| Some((name, value?))).chain(own);
    let description = if fields.description.is_empty() {
        Either::Left(view! { <p class="soft">{t("item-no-description")}</p> })
    } else {
        Either::Right(view! { <p><Text of=fields.description/></p> })
    };
    view! {
        {description}
        <dl class="facts">
            {facts.map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect_view()}
            {(!fields.not_digitisable.is_empty()).then(|| view! {
                <dt>{t("item-not-digitisable")}</dt>
                <dd><Text of=fields.not_digitisable/></dd>
            })}
        </dl>
    }
    .into_any()
}

/// The pilots that the item belongs to.
#[component]
fn Pilots(pilots: Vec<(PilotId, LangMap)>) -> impl IntoView {
    if pilots.is_empty() {
        return Either::Left(view! { <p class="soft">{t("item-no-pilot")}</p> });
    }
    let chip = |(id, title): (PilotId, LangMap)| {
        view! { <li><a class="chip" href=path_to(Place::Pilot(id))><Text of=title/><Icon name="next"/></a></li> }
    };
    Either::Right(view! { <ul class="chips">{pilots.into_iter().map(chip).collect_view()}</ul> })
}
