//! What is said about an item, on its page.

use super::calls::{SeenComments, WriteComment};
use crate::{
    desk::{FormEcho, answer, asked},
    figures,
    problem::Problem,
    texts::{locale, t, t_with},
    ui::{Badge, Form, Hidden, Icon, Notice, TextArea, Tone, to_call},
};
use contract::{
    ItemId, MemberId, Timestamp,
    work::{Colleague, Comment, NotCalled},
};
use domain::{Environment, accounts::Staff, work};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// What is said about an item, and who can be called.
pub struct Talk {
    comments: Vec<Comment>,
    colleagues: Vec<Colleague>,
}

impl Talk {
    /// What is said about an item now.
    ///
    /// # Errors
    /// 404 where there is no such item.
    pub async fn about(env: &Environment, staff: &Staff, item: ItemId) -> Result<Self, Problem> {
        Ok(Self {
            comments: answer(work::comments(env, staff, item).await)?,
            colleagues: answer(work::who_can_be_mentioned(env, staff).await)?,
        })
    }

    /// The names that lead to nobody in what somebody has just written here; none where they come from elsewhere.
    pub fn not_called(&self, writer: MemberId) -> Vec<NotCalled> {
        if asked("done").as_deref() != Some("commented") || use_context::<FormEcho>().is_some() {
            return Vec::new();
        }
        let own = |comment: &&Comment| comment.by.as_ref().is_some_and(|by| by.id == writer);
        let latest = self.comments.iter().rfind(own);
        latest.map(|comment| work::not_called(&comment.text, &self.colleagues)).unwrap_or_default()
    }
}

/// Whom the comment that was just posted does not reach.
#[component]
pub fn NobodyCalled(
    /// The names.
    names: Vec<NotCalled>,
) -> impl IntoView {
    let line = |NotCalled { name, several }: NotCalled| {
        let key = if several { "comment-several-called" } else { "comment-nobody-called" };
        view! { <Notice tone=Tone::Caution text=t_with(key, &[("name", format!("@{name}").into())])/> }
    };
    names.into_iter().map(line).collect_view()
}

/// The comments on an item, and the form for another.
#[component]
pub fn CommentsOfItem(
    /// The item.
    item: ItemId,
    /// What is said.
    talk: Talk,
    /// The current moment.
    now: Timestamp,
) -> impl IntoView {
    let Talk { comments, colleagues } = talk;
    let unread = comments.iter().any(|comment| comment.unread);
    let list = if comments.is_empty() {
        Either::Left(view! { <p class="soft">{t("comments-none")}</p> })
    } else {
        let line = move |comment: Comment| view! { <Line comment now/> };
        Either::Right(view! { <ol class="comments">{comments.into_iter().map(line).collect_view()}</ol> })
    };
    let names = colleagues.into_iter().map(|colleague| format!("@{}", colleague.name)).collect::<Vec<_>>().join(", ");
    view! {
        {list}
        {unread.then(|| view! {
            <form class="actions" method="post" action=to_call(SeenComments::PATH)>
                <Hidden name="item" value=item.to_string()/>
                <button class="button"><Icon name="check"/>{t("comment-seen")}</button>
            </form>
        })}
        <Form action=WriteComment::PATH>
            <Hidden name="item" value=item.to_string()/>
            <TextArea name="text" label=t("comment-write") hint=t("comment-hint") rows=3 required=true/>
            <details class="task__more">
                <summary>{t("comment-whom")}</summary>
                <p class="small">{names}</p>
            </details>
            <p class="actions"><button class="button">{t("comment-do")}</button></p>
        </Form>
    }
    .into_any()
}

#[component]
fn Line(comment: Comment, now: Timestamp) -> impl IntoView {
    let who = comment.by.map_or_else(|| t("comment-nobody"), |by| by.name);
    let when = figures::when(locale(), comment.at, now);
    view! {
        <li class="comment">
            <p class="soft small">
                {t_with("comment-by", &[("name", who.into()), ("when", when.into())])}
                {comment.unread.then(|| view! { " "<Badge tone=Tone::Accent icon="mail" label=t("comment-unread")/> })}
            </p>
            <p class="comment__text">{comment.text}</p>
        </li>
    }
    .into_any()
}
