//! Recording in the browser: a camera, a screen, or both. The server writes the tags and the words;
//! `style/assets/record/` gives them their behaviour.

use crate::{
    desk::asset,
    texts::{FluentValue, t, t_with},
    ui::Icon,
};
use contract::ItemId;
use leptos::{nonce::use_nonce, prelude::*};

/// What can be recorded: the button's action, its icon, its word and what it means.
const SOURCES: [(&str, &str, &str, &str); 3] = [
    ("camera", "camera", "record-camera", "record-camera-hint"),
    ("screen", "device", "record-screen", "record-screen-hint"),
    ("both", "both", "record-both", "record-both-hint"),
];

/// What the script says, by the name that it knows; and the facts that it fills in.
const WORDS: [(&str, &str, &[&str]); 24] = [
    ("asking", "record-asking", &[]),
    ("ready", "record-ready", &[]),
    ("no-voice", "record-no-voice", &[]),
    ("announcing", "record-announcing", &[]),
    ("countdown", "record-countdown", &["seconds"]),
    ("recording", "record-recording", &[]),
    ("paused", "record-paused", &[]),
    ("full", "record-full", &[]),
    ("sending", "record-sending", &[]),
    ("done", "record-done", &[]),
    ("dropped", "record-dropped", &[]),
    ("ended", "record-ended", &[]),
    ("waiting", "record-waiting", &["size"]),
    ("line", "record-line", &[]),
    ("filename", "record-filename", &["date", "hour", "minute"]),
    ("unsupported", "record-unsupported", &[]),
    ("refused", "record-refused", &[]),
    ("missing", "record-missing", &[]),
    ("taken", "record-taken", &[]),
    ("failed", "record-failed", &[]),
    ("not-begun", "record-not-begun", &[]),
    ("offline", "record-offline", &[]),
    ("broken", "record-broken", &[]),
    ("stopped", "record-stopped", &[]),
];

/// A way to record what an item shows, here and now.
#[component]
pub fn Recorder(
    /// The item.
    item: ItemId,
) -> impl IntoView {
    view! {
        <details class="definitions">
            <summary><Icon name="camera"/>{t("record-title")}</summary>
            <session-recorder class="recorder" data-item=item.to_string() data-words=words()>
                <p class="soft">{t("record-lead")}</p>
                <noscript><p class="soft small">{t("record-no-script")}</p></noscript>
                <ul class="recorder__sources" data-when="idle" hidden>
                    {SOURCES.into_iter().map(source).collect_view()}
                </ul>
                <div class="notice notice--wrong" role="alert" data-part="trouble" hidden>
                    <Icon name="wrong"/>
                    <p data-part="problem"></p>
                </div>
                <Room/>
                <p class="recorder__said" role="status" tabindex="-1" data-part="said"></p>
                <p class="small figures" data-part="waiting"></p>
                <p class="small" role="status" data-part="line"></p>
                <Controls/>
                <div class="notice notice--caution" role="group" aria-labelledby="record-sure" data-part="sure" hidden>
                    <Icon name="caution"/>
                    <p id="record-sure">{t("record-sure")}</p>
                    <p class="actions">
                        <button class="button" type="button" data-do="discard-no">{t("record-sure-no")}</button>
                        <button class="button button--danger" type="button" data-do="discard-yes">
                            <Icon name="delete"/>
                            {t("record-sure-yes")}
                        </button>
                    </p>
                </div>
            </session-recorder>
            <script r#type="module" src=asset("record.js") nonce=use_nonce()></script>
        </details>
    }
    .into_any()
}

fn source((action, icon, word, hint): (&'static str, &'static str, &'static str, &'static str)) -> impl IntoView {
    let id = format!("record-{action}");
    view! {
        <li>
            <button class="button" type="button" data-do=action aria-describedby=id.clone()>
                <Icon name=icon/>
                {t(word)}
            </button>
            <span class="soft small" id=id>{t(hint)}</span>
        </li>
    }
}

/// What is recorded, as it looks and sounds.
#[component]
fn Room() -> impl IntoView {
    view! {
        <div class="recorder__room" data-when="ready announcing counting recording paused" hidden>
            <div class="recorder__picture">
                <video muted autoplay playsinline data-part="picture" aria-label=t("record-picture")></video>
                <span class="recorder__countdown" data-when="counting" data-part="countdown" aria-hidden="true" hidden>
                </span>
            </div>
            <p class="recorder__line">
                <span class="badge badge--live" data-when="recording" hidden>
                    <Icon name="live"/>
                    {t("record-now")}
                </span>
                <span class="badge badge--caution" data-when="paused" hidden><Icon name="pause"/>{t("record-still")}</span>
                <span class="recorder__time" role="timer" aria-label=t("record-time") data-part="time">"0:00"</span>
                <label class="recorder__meter" data-part="meter">
                    <Icon name="talk"/>
                    <span class="for-ears">{t("record-level")}</span>
                    <meter min="0" max="1" value="0" data-part="level"></meter>
                </label>
            </p>
            <p class="small" role="status" data-part="silence" hidden>{t("record-silence")}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Controls() -> impl IntoView {
    view! {
        <p class="actions">
            <Control action="start" when="ready" icon="live" word="record-start" class="button button--main"/>
            <Control action="back" when="ready" icon="previous" word="record-back" class="button button--quiet"/>
            <Control action="cancel" when="counting" icon="close" word="record-cancel" class="button"/>
            <Control action="pause" when="recording" icon="pause" word="record-pause" class="button"/>
            <Control action="resume" when="paused" icon="live" word="record-resume" class="button"/>
            <Control action="keep" when="recording paused" icon="stop" word="record-keep" class="button button--main"/>
            <Control
                action="discard"
                when="recording paused sending"
                icon="delete"
                word="record-discard"
                class="button button--quiet button--danger"
            />
            <Control action="reload" when="stopped" icon="restart" word="record-reload" class="button"/>
        </p>
    }
    .into_any()
}

#[component]
fn Control(
    /// What the script does.
    action: &'static str,
    /// The states that it is there in.
    when: &'static str,
    /// Its icon.
    icon: &'static str,
    /// Its word.
    word: &'static str,
    /// How it looks.
    class: &'static str,
) -> impl IntoView {
    view! {
        <button class=class type="button" data-do=action data-when=when hidden>
            <Icon name=icon/>
            {t(word)}
        </button>
    }
    .into_any()
}

/// The words of the script; `{size}` and the like stand for what it fills in.
fn words() -> String {
    let word = |(name, key, facts): (&str, &str, &[&'static str])| {
        let facts: Vec<(&str, FluentValue<'_>)> =
            facts.iter().map(|fact| (*fact, format!("{{{fact}}}").into())).collect();
        (name.to_owned(), serde_json::Value::from(t_with(key, &facts)))
    };
    serde_json::Value::Object(WORDS.into_iter().map(word).collect()).to_string()
}
