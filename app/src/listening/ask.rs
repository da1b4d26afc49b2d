//! The small forms with which members are asked, and may say something by themselves. They work without
//! scripts, and nobody has to answer.

use super::calls::{AskLater, SaySomething};
use crate::{
    desk::asked,
    texts::t,
    ui::{Form, Hidden, Icon, Notice, Refused, TextArea, Tone, came_back},
};
use contract::{SessionId, listening::SayKind};
use leptos::{prelude::*, server_fn::ServerFn};

/// What became of what was said last.
#[component]
fn Done() -> impl IntoView {
    let (tone, key) = match asked("done").as_deref() {
        Some("said") => (Tone::Good, "listen-thanks"),
        Some("said-before") => (Tone::Plain, "listen-already"),
        Some("later") => (Tone::Good, "listen-later-noted"),
        _ => return None,
    };
    Some(view! { <Notice tone text=t(key)/> })
}

/// A question, where one is due; on the first page without a session.
#[component]
pub fn Question(
    /// What is asked.
    due: Option<SayKind>,
    /// The session that it is about.
    #[prop(optional_no_strip)]
    session: Option<SessionId>,
) -> impl IntoView {
    let form = due.and_then(|kind| {
        let scores = kind.scores()?;
        let (question, least, most) = match kind {
            SayKind::Nps => ("listen-nps", "listen-nps-least", "listen-nps-most"),
            _ => ("listen-ces", "listen-ces-least", "listen-ces-most"),
        };
        let choice = |score: i32| {
            view! {
                <label class="score">
                    <input type="radio" name="score" value=score.to_string() required=true/>
                    <span>{score.to_string()}</span>
                </label>
            }
        };
        Some(view! {
            <Form action=SaySomething::PATH class="panel ask" quiet=true>
                <Hidden name="kind" value=kind.code()/>
                {session.map(|session| view! { <Hidden name="session" value=session.to_string()/> })}
                <fieldset class="ask__scores">
                    <legend>{t(question)}</legend>
                    <div class="scores">{scores.map(choice).collect_view()}</div>
                    <p class="small soft ask__ends"><span>{t(least)}</span><span>{t(most)}</span></p>
                </fieldset>
                <TextArea name="text" label=t("listen-why") rows=2 optional=true/>
                <p class="actions">
                    <button class="button">{t("listen-do")}</button>
                    {(kind == SayKind::Nps).then(|| view! {
                        <button class="button button--quiet" formaction=AskLater::PATH formnovalidate=true>
                            {t("listen-later")}
                        </button>
                    })}
                </p>
                <p class="small soft">{t("listen-privacy")}</p>
            </Form>
        })
    });
    view! {
        <Done/>
        <Refused action=SaySomething::PATH/>
        {form}
    }
    .into_any()
}

/// After a session that was begun: the question that is due, and the one-tap word.
#[component]
pub fn AskAfter(
    /// The session.
    session: SessionId,
    /// What is asked.
    due: Option<SayKind>,
    /// Whether a word may be left.
    may_speak: bool,
) -> impl IntoView {
    let button = |(kind, icon, key): (SayKind, &'static str, &str)| {
        view! { <button class="button" name="kind" value=kind.code()><Icon name=icon/>{t(key)}</button> }
    };
    let buttons = [
        (SayKind::Delight, "heart", "listen-delight"),
        (SayKind::Pain, "caution", "listen-pain"),
        (SayKind::Idea, "question", "listen-idea"),
    ];
    let word = may_speak.then(|| {
        view! {
            <details class="definitions" open=came_back(SaySomething::PATH)>
                <summary><Icon name="next" class="icon--turns"/>{t("listen-word")}</summary>
                <Form action=SaySomething::PATH quiet=true>
                    <Hidden name="session" value=session.to_string()/>
                    <p class="small soft">{t("listen-word-text")}</p>
                    <div class="field">
                        <label for="word">{t("listen-word-label")}</label>
                        <textarea class="textarea" id="word" name="text" rows="2"></textarea>
                    </div>
                    <p class="actions">{buttons.map(button).collect_view()}</p>
                </Form>
            </details>
        }
    });
    view! {
        <Question due session=Some(session)/>
        {word}
    }
    .into_any()
}
