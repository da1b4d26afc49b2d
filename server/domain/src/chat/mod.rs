//! A chat is what is written beside a live session while it lasts, and how the room reacts.
//!
//! Lines are rows, so that every process of several shows all of them; each process keeps what it read
//! for half a second (`chats.rs`), however many people follow. Reactions are counted in memory and never
//! by whom. Members are shown by first name and initial; staff see everything, and who wrote it.
//! Nothing of it stays longer than the organisation wants (`tidy.rs`).

mod chats;
mod kept;
mod reactions;
mod room;
mod tidy;
mod words;

pub use chats::Chats;
pub use kept::{block, hide, set, show, unblock};
pub(crate) use tidy::tidy;
pub use words::Words;

use crate::{Environment, Error, Result, accounts::SignedIn};
use contract::{
    ChatLineId, SessionId,
    chat::{Chat, ChatLine, ChatMode, LINE_CHARS, NewChatLine, Reaction, ReactionCounts},
    problem::FieldProblem,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// A session's chat as somebody sees it now: the latest lines, what they may do, what the room sent.
/// Members see no hidden lines but their own.
///
/// # Errors
/// [`Error::NotFound`] when it is not a live session, or not one that the viewer may attend.
pub async fn read(env: &Environment, viewer: &SignedIn, session: SessionId) -> Result<Chat> {
    enter(env, viewer, session).await?;
    Ok(room::room(env, session).await?.seen_by(env, viewer))
}

/// Writes a line.
///
/// # Errors
/// [`Error::Conflict`] with `chat_off` when nothing is taken now, `chat_slow` when too little time has
/// passed since the last line, `chat_words` when it holds a word that is not wanted here;
/// [`Error::Forbidden`] with `chat_blocked`; [`Error::Invalid`] when the text is none; and as [`read`].
pub async fn say(env: &Environment, viewer: &SignedIn, session: SessionId, new: &NewChatLine) -> Result<ChatLine> {
    enter(env, viewer, session).await?;
    let text = checked(&new.text)?;
    let standing = room::standing(env, session).await?;
    if !standing.takes_lines(env.clock.now_ms()) {
        return Err(Error::Conflict("chat_off"));
    }
    if env.settings.chat_words.are_in(&text) {
        return Err(Error::Conflict("chat_words"));
    }
    let only_questions = standing.setting.mode == ChatMode::Questions && !viewer.is_internal();
    let line = room::Line {
        id: env.new_id(),
        member_id: viewer.id.0,
        text,
        is_question: new.question || only_questions,
        hidden_at: None,
        created_at: env.clock.now_ms(),
        name: viewer.name.clone(),
        role: viewer.role.code().to_owned(),
    };
    let tx = env.db.begin().await?;
    if !viewer.is_internal() {
        take_turn(env, &tx, viewer, session, standing.setting.slow_s).await?;
    }
    let statement = env.db.statement(
        "INSERT INTO chat_line (id, session_id, member_id, text, is_question, created_at) VALUES (?, ?, ?, ?, ?, ?)",
        [
            line.id.into(),
            session.0.into(),
            line.member_id.into(),
            line.text.clone().into(),
            line.is_question.into(),
            line.created_at.into(),
        ],
    );
    tx.execute_raw(statement).await?;
    tx.commit().await?;
    env.chats.tell(session).await;
    Ok(line.seen_by(viewer, false))
}

/// Sends a reaction; what comes back is what the room has sent so far.
///
/// # Errors
/// [`Error::Conflict`] with `chat_off`, or `reactions_slow` when it is the sixth within ten seconds;
/// [`Error::Forbidden`] with `chat_blocked`; and as [`read`].
pub async fn react(
    env: &Environment,
    viewer: &SignedIn,
    session: SessionId,
    reaction: Reaction,
) -> Result<ReactionCounts> {
    enter(env, viewer, session).await?;
    let room = room::room(env, session).await?;
    let now = env.clock.now_ms();
    if !room.standing.takes_lines(now) {
        return Err(Error::Conflict("chat_off"));
    }
    if room.is_blocked(viewer) {
        return Err(Error::Forbidden("chat_blocked"));
    }
    let here = env.chats.react(session, viewer.id, reaction, now).ok_or(Error::Conflict("reactions_slow"))?;
    Ok(here.plus(room.elsewhere))
}

/// The lines that came after one.
pub fn since(chat: Chat, after: Option<ChatLineId>) -> Chat {
    let lines = chat.lines.into_iter().filter(|line| after.is_none_or(|after| line.id > after)).collect();
    Chat { lines, ..chat }
}

/// Members attend what is in the catalogue; staff also what is not yet, or no more.
async fn enter(env: &Environment, viewer: &SignedIn, session: SessionId) -> Result<()> {
    if !viewer.is_internal() {
        env.catalogue.index(env).await?.visible(true, session).ok_or(Error::NotFound)?;
    }
    Ok(())
}

/// Notes that a member writes now, where they may: one statement decides, so that of two lines at once
/// one is too soon.
async fn take_turn(
    env: &Environment,
    tx: &DatabaseTransaction,
    viewer: &SignedIn,
    session: SessionId,
    slow_s: u32,
) -> Result<()> {
    let now = env.clock.now_ms();
    let statement = env.db.statement(
        "INSERT INTO chat_member (session_id, member_id, said_at) VALUES (?, ?, ?)
         ON CONFLICT (session_id, member_id) DO UPDATE SET said_at = excluded.said_at
         WHERE chat_member.blocked_at IS NULL AND chat_member.said_at <= ?",
        [session.0.into(), viewer.id.0.into(), now.into(), (now - i64::from(slow_s) * 1000).into()],
    );
    if tx.execute_raw(statement).await?.rows_affected() > 0 {
        return Ok(());
    }
    let statement = env.db.statement(
        "SELECT 1 AS one FROM chat_member WHERE session_id = ? AND member_id = ? AND blocked_at IS NOT NULL",
        [session.0.into(), viewer.id.0.into()],
    );
    match tx.query_one_raw(statement).await? {
        Some(_) => Err(Error::Forbidden("chat_blocked")),
        None => Err(Error::Conflict("chat_slow")),
    }
}

/// The text as it is kept: one line, without what cannot be written.
fn checked(text: &str) -> Result<String> {
    let text: String = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    let text = text.trim();
    let problem = if text.chars().any(char::is_control) {
        FieldProblem::new("text", "unreadable")
    } else if text.chars().all(|c| c.is_whitespace() || words::is_invisible(c)) {
        FieldProblem::new("text", "required")
    } else if text.chars().count() > LINE_CHARS {
        FieldProblem::new("text", "too_long").with("max", LINE_CHARS)
    } else {
        return Ok(text.to_owned());
    };
    Err(Error::Invalid(vec![problem]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_something_that_can_be_read() {
        assert_eq!(checked(" Bonjour\nà tous ").unwrap(), "Bonjour à tous");
        assert_eq!(checked(&"é".repeat(300)).unwrap().chars().count(), 300);
        for (text, code) in [
            ("", "required"),
            (" \n ", "required"),
            ("\u{200b}\u{feff}", "required"),
            ("a\u{0}b", "unreadable"),
            ("a\u{1b}[31m", "unreadable"),
            (&"é".repeat(301), "too_long"),
        ] {
            match checked(text) {
                Err(Error::Invalid(problems)) => assert_eq!(problems[0].code, code, "{text:?}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
