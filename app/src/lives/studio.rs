//! The studio: where one live session is sent from and looked after.

use super::{
    calls::{End, OnAir},
    captions::CaptionTask,
    changes::Changes,
    list::StateBadge,
    sender::{HowTo, Key, ToSend},
    watch::StudioWatch,
};
use crate::{
    address::Place,
    chat::LiveChat,
    desk::{self, answer, asked, asset, env, path_to, signed_in},
    figures, once,
    problem::Problem,
    texts::{self, t, t_with},
    ui::{Crumbs, Form, Hidden, Icon, Notice, Page, Tone, whole},
};
use contract::{
    Locale, SessionId, Timestamp,
    lives::{Ingest, LiveLine, LiveState, LiveStatus, LiveTrouble},
};
use domain::live;
use leptos::{nonce::use_nonce, prelude::*, server_fn::ServerFn};

/// The page of one live session, for those who give it.
#[component]
pub fn StudioPage() -> impl IntoView {
    whole(studio())
}

async fn studio() -> Result<impl IntoView, Problem> {
    let id: SessionId = desk::id()?;
    let staff = answer(signed_in()?.staff())?;
    let env = env()?;
    let status = answer(live::studio(&env, &staff, id).await)?;
    let line = answer(live::line_of(&env, &staff, id).await)?;
    let captioners = answer(live::captions::captioners(&env, &staff, id).await)?;
    let key = once::take(Place::Studio(id));
    let now = env.clock.now();
    let server = env.settings.rtmp_url.clone();
    let locale = texts::locale();
    let title = line.title.pick(locale).to_owned();
    let ingest = status.ingest.clone().unwrap_or_default();
    let is_over = matches!(status.state, LiveState::Ended | LiveState::Replay);
    let has_key = status.has_key == Some(true);
    // Until something has been sent, one comes for where to send it; a key that was just given says that as well.
    let is_untouched = status.started_at.is_none() && !ingest.connected && ingest.frames == 0;
    let is_first = is_untouched && key.is_none() && !is_over && status.state != LiveState::Cancelled;
    let below = (!is_first).then(|| server.clone());
    let state = if ingest.is_rehearsal { "rehearsal".to_owned() } else { status.state.code().to_owned() };
    let point = if locale == Locale::Fr { "," } else { "." }.to_owned();
    Ok(view! {
        <Page title=title.clone() class="page page--middle">
            <Crumbs steps=vec![(path_to(Place::Lives), t("lives-title"))] here=title.clone()/>
            <Head title line=line.clone() status=status.clone() now/>
            <WhatWasDone/>
            {key.map(|key| view! { <Key server=server.clone() key/> })}
            {is_first.then(|| view! { <ToSend session=id server=server.clone() has_key/> })}
            {(!is_over).then(|| view! { <Incoming session=id ingest=ingest.clone()/> })}
            {(!is_over).then(|| view! { <Acts session=id status=status.clone() rehearsal=ingest.is_rehearsal/> })}
            {(status.state != LiveState::Cancelled)
                .then(|| view! { <LiveChat session=id note=line.note.clone()/> })}
            {(!is_over).then(|| view! { <CaptionTask session=id captioners/> })}
            {(!is_over).then(|| view! { <HowTo session=id server=below has_key/> })}
            {is_over.then(|| view! { <Over session=id line=line.clone() status=status.clone()/> })}
            <Changes session=id line status/>
            {(!is_over).then(|| view! { <StudioWatch session=id.to_string() state point/> })}
        </Page>
    })
}

#[component]
fn Head(title: String, line: LiveLine, status: LiveStatus, now: Timestamp) -> impl IntoView {
    let locale = texts::locale();
    let hours = t_with(
        "schedule-from-to",
        &[
            ("from", figures::hour(locale, status.starts_at).into()),
            ("to", figures::hour(locale, status.ends_at).into()),
        ],
    );
    let day = figures::day(locale, status.starts_at);
    view! {
        <header class="page__head page__head--with-actions">
            <h1>{title}</h1>
            <p>
                <StateBadge state=line.note.state_at(now)/>
                " "
                <span class="soft">{day}", "{hours}</span>
            </p>
            <p class="actions">
                <a class="button" href=path_to(Place::Session(line.session_id))><Icon name="eye"/>{t("studio-page")}</a>
                <a class="button" href=path_to(Place::Item(line.item_id))><Icon name="inventory"/>{t("studio-item")}</a>
            </p>
        </header>
    }
    .into_any()
}

#[component]
fn WhatWasDone() -> impl IntoView {
    let text = match asked("done").as_deref() {
        Some("announced") => "studio-announced",
        Some("changed") => "studio-changed",
        Some("moved") => "studio-moved",
        Some("captioner") => "desk-given",
        Some("on-air") => "studio-now-on-air",
        Some("ended") => "studio-just-ended",
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Good text=t(text)/> })
}

/// What comes in: the picture, its figures, and what is wrong with it.
#[component]
fn Incoming(session: SessionId, ingest: Ingest) -> impl IntoView {
    const TROUBLES: [LiveTrouble; 13] = [
        LiveTrouble::TwoEncoders,
        LiveTrouble::PictureRefused,
        LiveTrouble::SoundRefused,
        LiveTrouble::Unreadable,
        LiveTrouble::PictureMissing,
        LiveTrouble::SoundMissing,
        LiveTrouble::SoundSilent,
        LiveTrouble::SoundClipping,
        LiveTrouble::SoundQuiet,
        LiveTrouble::KeyframesFar,
        LiveTrouble::Behind,
        LiveTrouble::ClockBackwards,
        LiveTrouble::StoreAway,
    ];
    let troubles = ingest.troubles.clone();
    let trouble = move |trouble: LiveTrouble| {
        view! {
            <div class="notice notice--caution" data-trouble=trouble.code() hidden=!troubles.contains(&trouble)>
                <Icon name="caution"/>
                <p>{t(&format!("studio-trouble-{}", trouble.code().replace('_', "-")))}</p>
            </div>
        }
    };
    let address = format!("/media/studio/{session}/index.m3u8");
    let figure = |name: &'static str, label: &str, unit: &str| {
        let unit = (!unit.is_empty()).then(|| format!("\u{a0}{}", t(unit)));
        view! {
            <div><dt>{t(label)}</dt><dd><span data-ingest=name>"–"</span>{unit}</dd></div>
        }
    };
    view! {
        <section class="studio" aria-labelledby="incoming">
            <h2 id="incoming">{t("studio-incoming")}</h2>
            <p data-away="" hidden=ingest.connected>{t("studio-nothing-comes")}</p>
            {ingest.is_rehearsal.then(|| view! { <Notice text=t("studio-rehearsal")/> })}
            <div class="studio__film" data-connected="" hidden=!ingest.connected>
                <media-controller class="player player--preview" lang=texts::locale().code() data-player="">
                    <hls-video
                        slot="media"
                        // It is asked for once there is something: until then the island waits with its address.
                        src=ingest.is_watchable.then(|| address.clone())
                        data-src=address.clone()
                        preload="auto"
                        autoplay=""
                        muted=""
                        playsinline=""
                        crossorigin=""
                    ></hls-video>
                    <media-control-bar class="player__bar">
                        <media-play-button></media-play-button>
                        <media-live-button></media-live-button>
                        <media-mute-button></media-mute-button>
                        <media-fullscreen-button></media-fullscreen-button>
                    </media-control-bar>
                </media-controller>
                <script type="module" nonce=use_nonce() src=asset("player.js")></script>
            </div>
            <div role="status">{TROUBLES.map(trouble)}</div>
            <dl class="facts facts--across" data-connected="" hidden=!ingest.connected>
                {figure("viewers", "studio-viewers", "")}
                <Level ingest=ingest.clone()/>
                {figure("bitrate", "studio-bitrate", "studio-mbit")}
                {figure("size", "studio-size", "")}
                {figure("smaller", "studio-smaller", "")}
                {figure("frame_rate", "studio-frame-rate", "studio-per-second")}
                {figure("keyframe_s", "studio-keyframes", "live-unit-second")}
                {figure("dropped", "studio-dropped", "")}
                {figure("reconnects", "studio-reconnects", "")}
                {figure("spooled", "studio-spooled", "")}
            </dl>
        </section>
    }
    .into_any()
}

/// How loud it is: a bar, the figure and a word.
#[component]
fn Level(ingest: Ingest) -> impl IntoView {
    let known = ingest.audio_level_db;
    let words = [
        ("good", "studio-level-good"),
        ("sound_quiet", "studio-level-quiet"),
        ("sound_clipping", "studio-level-clipping"),
        ("sound_silent", "studio-level-silent"),
    ];
    let now =
        ingest.troubles.iter().map(|trouble| trouble.code()).find(|code| words.iter().any(|(word, _)| word == code));
    let now = now.unwrap_or("good");
    let figure = known.map_or_else(|| "–".to_owned(), |level| figures::number(texts::locale(), f64::from(level)));
    let word = move |(code, text): (&'static str, &str)| {
        view! { <span data-level-word=code hidden=known.is_none() || code != now>{t(text)}</span> }
    };
    view! {
        <div class="studio__level">
            <dt id="level">{t("studio-level")}</dt>
            <dd>
                <meter min="-60" max="0" low="-38" high="-6" optimum="-18" value=known.unwrap_or(-60.0) aria-labelledby="level" data-level=""></meter>
                " "
                <span data-ingest="audio_level_db">{figure}</span>
                "\u{a0}dB "
                {words.map(word)}
            </dd>
        </div>
    }
    .into_any()
}

/// What can be done now.
#[component]
fn Acts(session: SessionId, status: LiveStatus, rehearsal: bool) -> impl IntoView {
    let begun = status.started_at.is_some();
    let button = move |action: &'static str, class: &'static str, icon: &'static str, label: &'static str| {
        view! {
            <Form action=action class="actions">
                <Hidden name="session" value=session.to_string()/>
                <button class=class><Icon name=icon/>{t(label)}</button>
            </Form>
        }
    };
    view! {
        <div class="actions studio__acts">
            {rehearsal.then(|| button(OnAir::PATH, "button button--main", "live", "studio-on-air"))}
            {begun.then(|| button(End::PATH, "button button--danger", "stop", "studio-end"))}
        </div>
    }
    .into_any()
}

/// It is over.
#[component]
fn Over(session: SessionId, line: LiveLine, status: LiveStatus) -> impl IntoView {
    let text = match (status.state, line.is_published) {
        (LiveState::Replay, true) => "studio-over-replay",
        (LiveState::Replay, false) => "studio-over-hidden",
        _ => "studio-over-making",
    };
    view! {
        <Notice text=t(text)>
            <a class="button" href=path_to(Place::Item(line.item_id))>{t("studio-to-recording")}</a>
            <a class="button" href=path_to(Place::Session(session))>{t("studio-page")}</a>
        </Notice>
    }
    .into_any()
}
