//! What a teacher's software needs to send: the server and the key first, then how to set it up.

use super::calls::IssueKey;
use crate::{
    texts::t,
    ui::{Form, Hidden, Icon},
};
use contract::SessionId;
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// The key, this once.
#[component]
pub(super) fn Key(
    /// Where an encoder sends to.
    server: String,
    /// What lets it in.
    key: String,
) -> impl IntoView {
    view! {
        <section class="notice notice--caution" aria-labelledby="key">
            <Icon name="lock"/>
            <h2 id="key">{t("studio-key")}</h2>
            <p>{t("studio-key-text")}</p>
            <dl class="facts">
                <dt>{t("studio-server")}</dt><dd class="secret"><code>{server}</code></dd>
                <dt>{t("studio-key-name")}</dt><dd class="secret"><code>{key}</code></dd>
            </dl>
        </section>
    }
    .into_any()
}

/// The server, and the way to a key, before anything is sent: whoever opens the studio then comes for these.
#[component]
pub(super) fn ToSend(
    /// The session.
    session: SessionId,
    /// Where an encoder sends to.
    server: String,
    /// Whether a key was given out before.
    has_key: bool,
) -> impl IntoView {
    let known = if has_key { "studio-key-given" } else { "studio-key-none" };
    view! {
        <section class="panel" aria-labelledby="to-send">
            <h2 id="to-send">{t("studio-to-send")}</h2>
            <dl class="facts">
                <dt>{t("studio-server")}</dt><dd class="secret"><code>{server}</code></dd>
                <dt>{t("studio-key-name")}</dt><dd>{t(known)}</dd>
            </dl>
            <AskForKey session has_key/>
        </section>
    }
    .into_any()
}

/// How to set up what sends, on one page.
#[component]
pub(super) fn HowTo(
    /// The session.
    session: SessionId,
    /// Where an encoder sends to; nothing where that is said at the top of the page.
    server: Option<String>,
    /// Whether a key was given out before.
    has_key: bool,
) -> impl IntoView {
    let setting = |name: &str, value: String| view! { <dt>{t(name)}</dt><dd>{value}</dd> };
    let ask = match server {
        Some(_) => Either::Left(view! { <AskForKey session has_key/> }),
        None => Either::Right(()),
    };
    view! {
        <section class="panel" aria-labelledby="how">
            <h2 id="how">{t("studio-how")}</h2>
            <ol class="prose">
                <li>{t("studio-how-key")}</li>
                <li>{t("studio-how-obs")}</li>
                <li>{t("studio-how-start")}</li>
            </ol>
            <dl class="facts">
                {server.map(|server| setting("studio-server", server))}
                {setting("studio-set-encoder", t("studio-set-encoder-value"))}
                {setting("studio-set-keyframes", t("studio-set-keyframes-value"))}
                {setting("studio-set-bitrate", t("studio-set-bitrate-value"))}
                {setting("studio-set-sound", t("studio-set-sound-value"))}
            </dl>
            {ask}
        </section>
    }
    .into_any()
}

#[component]
fn AskForKey(session: SessionId, has_key: bool) -> impl IntoView {
    view! {
        <Form action=IssueKey::PATH class="actions">
            <Hidden name="session" value=session.to_string()/>
            <button class="button">
                <Icon name="lock"/>
                {t(if has_key { "studio-new-key" } else { "studio-get-key" })}
            </button>
        </Form>
        {has_key.then(|| view! { <p class="soft small">{t("studio-new-key-text")}</p> })}
    }
    .into_any()
}
