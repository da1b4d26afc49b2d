//! The chat as the server writes it: everything that the island fills, shows or hides, with its words.

use super::follow::ChatFollow;
use crate::{
    desk::{self, viewer},
    texts::{t, t_with},
    ui::Icon,
};
use contract::{
    SessionId,
    chat::{ChatMode, LINE_CHARS, Reaction, SLOWEST_S},
    lives::{LiveNote, LiveState, OPENS_BEFORE_S},
};
use leptos::prelude::*;

/// The chat of a live session; for staff with what they keep it by.
#[component]
pub fn LiveChat(
    /// The session.
    session: SessionId,
    /// When it is, and where it stands.
    note: LiveNote,
) -> impl IntoView {
    let env = desk::env().ok();
    let is_staff = viewer().is_some_and(|viewer| viewer.is_internal());
    let now = env.as_ref().map_or(note.starts_at, |env| env.clock.now());
    let soon = note.starts_at.as_second() - now.as_second() <= OPENS_BEFORE_S;
    let is_open = soon && !matches!(note.state, LiveState::Ended | LiveState::Replay | LiveState::Cancelled);
    let days = env.map_or(0, |env| env.settings.chat_days);
    view! {
        <section class="chat" aria-labelledby="chat" data-chat="" data-staff=is_staff.then_some("") hidden=!is_open && !is_staff>
            <header class="chat__head">
                <h2 id="chat">{t("chat-title")}</h2>
                {is_staff.then(|| view! { <Keeping/> })}
            </header>
            <div class="chat__lines" role="log" aria-live="off" aria-labelledby="chat" tabindex="0">
                <ol data-chat-lines="" data-empty=t("chat-empty")></ol>
            </div>
            <template><Line is_staff/></template>
            <div class="chat__foot">
                <Notices/>
                <Reactions/>
                <Write/>
                <p class="small soft">{t_with("chat-privacy", &[("days", days.into())])}</p>
            </div>
        </section>
        <ChatFollow session=session.to_string()/>
    }
    .into_any()
}

/// What members may write, and how often.
#[component]
fn Keeping() -> impl IntoView {
    let mode = |mode: ChatMode, word: &str| view! { <option value=mode.code()>{t(word)}</option> };
    view! {
        <div class="chat__keeping">
            <div class="field">
                <label for="chat-mode">{t("chat-mode")}</label>
                <select class="select" id="chat-mode" data-chat-keep="mode">
                    {mode(ChatMode::Open, "chat-mode-open")}
                    {mode(ChatMode::Questions, "chat-mode-questions")}
                    {mode(ChatMode::Off, "chat-mode-off")}
                </select>
            </div>
            <div class="field">
                <label for="chat-pause">{t("chat-pause")}</label>
                <input class="input" id="chat-pause" r#type="number" min="0" max=SLOWEST_S data-chat-keep="slow_s"/>
            </div>
        </div>
    }
    .into_any()
}

/// The mould of a line.
#[component]
fn Line(is_staff: bool) -> impl IntoView {
    view! {
        <li class="chat__line">
            <p class="chat__who">
                <strong data-name=""></strong>
                <span class="badge badge--accent" data-is="is_staff" hidden><Icon name="shield"/>{t("chat-staff")}</span>
                <span class="badge badge--good" data-is="is_question" hidden><Icon name="question"/>{t("chat-is-question")}</span>
                <span class="badge badge--caution" data-is="hidden" hidden><Icon name="eye-off"/>{t("chat-is-hidden")}</span>
                <time class="soft small" data-between=t("chat-hour")></time>
            </p>
            <p class="chat__text" dir="auto" data-text=""></p>
            {is_staff.then(|| view! {
                <p class="chat__acts">
                    <button
                        class="button button--quiet button--word"
                        r#type="button"
                        data-act="hide"
                        data-hide=t("chat-hide")
                        data-show=t("chat-show")
                    ></button>
                    <button
                        class="button button--quiet button--word"
                        r#type="button"
                        data-act="block"
                        data-block=t("chat-block")
                        data-unblock=t("chat-unblock")
                    ></button>
                </p>
            })}
        </li>
    }
    .into_any()
}

/// What is to be known before one writes.
#[component]
fn Notices() -> impl IntoView {
    let notice = |code: &'static str, text: &str| {
        view! {
            <p class="chat__notice" data-chat-notice=code hidden><Icon name="info"/><span>{t(text)}</span></p>
        }
    };
    view! {
        <div role="status">
            {notice("off", "chat-notice-off")}
            {notice("questions", "chat-notice-questions")}
            {notice("blocked", "chat-notice-blocked")}
        </div>
    }
    .into_any()
}

/// One press each.
#[component]
fn Reactions() -> impl IntoView {
    let button = |reaction: Reaction| {
        let (icon, word) = match reaction {
            Reaction::Heart => ("heart", "chat-heart"),
            Reaction::Clap => ("bravo", "chat-clap"),
            Reaction::Fire => ("flame", "chat-fire"),
            Reaction::Wave => ("hand", "chat-wave"),
            Reaction::Hand => ("question", "chat-hand"),
        };
        view! {
            <button class="chat__reaction" r#type="button" data-reaction=reaction.code()>
                <Icon name=icon/>
                <span class="chat__count" data-count="">"0"</span>
                " "
                <span class="chat__word">{t(word)}</span>
            </button>
        }
    };
    view! {
        <div class="chat__reactions" role="group" aria-label=t("chat-reactions") data-chat-writes="">
            {Reaction::ALL.iter().copied().map(button).collect_view()}
        </div>
    }
    .into_any()
}

/// The line that one writes. What was typed stays until it has been taken.
#[component]
fn Write() -> impl IntoView {
    view! {
        <p class="field__error" role="alert" id="chat-error" data-chat-error=t("chat-lost") hidden></p>
        <form class="chat__write" data-chat-form="" data-chat-writes="">
            <div class="field">
                <label for="chat-text">{t("chat-text")}</label>
                <div class="chat__send">
                    <input
                        class="input"
                        id="chat-text"
                        name="text"
                        maxlength=LINE_CHARS
                        autocomplete="off"
                        required
                        aria-describedby="chat-error chat-slow"
                    />
                    // Until the island is there a line would end up in the address.
                    <button class="button button--main" disabled>{t("chat-send")}</button>
                </div>
                <p class="field__hint" id="chat-slow" data-chat-slow=t_with("chat-slow", &[("seconds", "{seconds}".into())]) hidden></p>
            </div>
            <label class="check" data-chat-question="">
                <input r#type="checkbox" name="question"/>
                {t("chat-question")}
            </label>
        </form>
    }
    .into_any()
}
