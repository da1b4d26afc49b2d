//! One session's chat as the database has it, and as each of its readers sees it.

use crate::{Environment, Error, Result, accounts::SignedIn, clock::moment, database::code, live};
use contract::{
    ChatLineId, MemberId, SessionId,
    accounts::Role,
    chat::{Chat, ChatLine, ChatLineForStaff, ChatMode, ChatSetting, ChatState, LINES_SHOWN, ReactionCounts},
    lives::{CLOSES_AFTER_S, LiveState, OPENS_BEFORE_S},
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::{collections::HashSet, sync::Arc};
use uuid::Uuid;

/// How a session's chat is kept, and whether it is time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub setting: ChatSetting,
    state: LiveState,
    starts_at: i64,
    ends_at: i64,
}

impl Standing {
    /// From an hour before a session begins until it is over; one that nobody gave is over when its key
    /// opens nothing any more.
    pub fn is_open(self, now: i64) -> bool {
        match self.state {
            LiveState::Scheduled => now >= self.starts_at - OPENS_BEFORE_S * 1000 && !self.is_over(now),
            state => matches!(state, LiveState::Live | LiveState::Interrupted),
        }
    }

    fn is_over(self, now: i64) -> bool {
        match self.state {
            LiveState::Scheduled => now > self.ends_at + CLOSES_AFTER_S * 1000,
            state => matches!(state, LiveState::Ended | LiveState::Cancelled),
        }
    }

    /// Whether anything can be written or sent.
    pub fn takes_lines(self, now: i64) -> bool {
        self.is_open(now) && self.setting.mode != ChatMode::Off
    }
}

#[derive(FromQueryResult)]
struct StandingRow {
    state: String,
    starts_at: i64,
    ends_at: i64,
    mode: Option<String>,
    slow_s: Option<i32>,
}

/// How a session's chat stands now.
pub(super) async fn standing(env: &Environment, session: SessionId) -> Result<Standing> {
    let statement = env.db.statement(
        "SELECT live.state, live.starts_at, live.ends_at, chat_setting.mode, chat_setting.slow_s
         FROM live LEFT JOIN chat_setting ON chat_setting.session_id = live.session_id WHERE live.session_id = ?",
        [session.0.into()],
    );
    let row = env.db.reader().query_one_raw(statement).await?.ok_or(Error::NotFound)?;
    let row = StandingRow::from_query_result(&row, "")?;
    let known = ChatSetting::default();
    let setting = ChatSetting {
        mode: row.mode.as_deref().map_or(Ok(known.mode), code)?,
        slow_s: row.slow_s.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or(known.slow_s),
    };
    Ok(Standing { setting, state: code(&row.state)?, starts_at: row.starts_at, ends_at: row.ends_at })
}

/// A line and who wrote it.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct Line {
    pub id: Uuid,
    pub member_id: Uuid,
    pub text: String,
    pub is_question: bool,
    pub hidden_at: Option<i64>,
    pub created_at: i64,
    pub name: String,
    pub role: String,
}

impl Line {
    /// As somebody sees it.
    pub fn seen_by(&self, viewer: &SignedIn, blocked: bool) -> ChatLine {
        let is_staff = self.role != Role::Member.code();
        let for_staff = viewer.is_internal().then(|| ChatLineForStaff {
            member_id: MemberId(self.member_id),
            hidden: self.hidden_at.is_some(),
            blocked,
        });
        let name = match (viewer.is_internal(), is_staff) {
            (true, _) => Some(self.name.clone()),
            (false, true) => None,
            (false, false) => Some(short(&self.name)),
        };
        ChatLine {
            id: ChatLineId(self.id),
            at: moment(self.created_at),
            name,
            text: self.text.clone(),
            is_staff,
            is_question: self.is_question,
            for_staff,
        }
    }
}

/// A first name and an initial. Where somebody's address stands as their name, not where it leads.
fn short(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.split('@').next()).unwrap_or_default();
    match words.next_back().and_then(|word| word.chars().next()) {
        Some(initial) => format!("{first}\u{a0}{initial}."),
        None => first.to_owned(),
    }
}

/// What all readers of a chat see a part of.
#[derive(Debug)]
pub(super) struct Room {
    session: SessionId,
    pub standing: Standing,
    /// The latest, the oldest first.
    lines: Vec<Line>,
    blocked: HashSet<Uuid>,
    /// What the room sent through other processes.
    pub elsewhere: ReactionCounts,
}

impl Room {
    pub fn is_blocked(&self, viewer: &SignedIn) -> bool {
        !viewer.is_internal() && self.blocked.contains(&viewer.id.0)
    }

    pub fn seen_by(&self, env: &Environment, viewer: &SignedIn) -> Chat {
        let now = env.clock.now_ms();
        let state = ChatState {
            setting: self.standing.setting,
            is_open: self.standing.is_open(now),
            is_blocked: self.is_blocked(viewer),
        };
        // What is to be gone when the session is over is gone at once, not when it is tidied up.
        let is_gone = env.settings.chat_days == 0 && self.standing.is_over(now);
        let sees = |line: &&Line| {
            !is_gone && (line.hidden_at.is_none() || viewer.is_internal() || line.member_id == viewer.id.0)
        };
        let lines = self.lines.iter().filter(sees);
        let lines = lines.map(|line| line.seen_by(viewer, self.blocked.contains(&line.member_id))).collect();
        Chat { state, lines, reactions: env.chats.reactions(self.session).plus(self.elsewhere) }
    }
}

/// A session's chat as it was read a moment ago; everybody who asks meanwhile waits for one reading.
pub(super) async fn room(env: &Environment, session: SessionId) -> Result<Arc<Room>> {
    let read = async { load(env, session).await.map(Arc::new) };
    env.chats.rooms().try_get_with(session, read).await.map_err(|error| match &*error {
        Error::NotFound => Error::NotFound,
        Error::Away(text) => Error::Away(text.clone()),
        other => Error::internal("reading a chat", other),
    })
}

async fn load(env: &Environment, session: SessionId) -> Result<Room> {
    let standing = standing(env, session).await?;
    let sql = format!(
        "SELECT chat_line.id, chat_line.member_id, chat_line.text, chat_line.is_question, chat_line.hidden_at,
                chat_line.created_at, member.name, member.role
         FROM chat_line JOIN member ON member.id = chat_line.member_id
         WHERE chat_line.session_id = ? ORDER BY chat_line.id DESC LIMIT {LINES_SHOWN}"
    );
    let rows = env.db.reader().query_all_raw(env.db.statement(&sql, [session.0.into()])).await?;
    let lines = rows.iter().rev().map(|row| Line::from_query_result(row, "")).collect::<Result<_, _>>()?;
    let statement = env.db.statement(
        "SELECT member_id FROM chat_member WHERE session_id = ? AND blocked_at IS NOT NULL",
        [session.0.into()],
    );
    let rows = env.db.reader().query_all_raw(statement).await?;
    let blocked = rows.iter().map(|row| row.try_get("", "member_id")).collect::<Result<_, _>>()?;
    let elsewhere = live::presence::others(env, session).await.reactions;
    Ok(Room { session, standing, lines, blocked, elsewhere })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_shown_by_first_name_and_initial() {
        for (name, shown) in [
            ("Ana Tremblay", "Ana\u{a0}T."),
            ("Jean-Pierre de la Tour", "Jean-Pierre\u{a0}T."),
            ("Élise Œuvrard", "Élise\u{a0}Œ."),
            ("ana", "ana"),
            ("ana@example.org", "ana"),
            ("", ""),
        ] {
            assert_eq!(short(name), shown);
        }
    }

    #[test]
    fn a_chat_is_open_from_an_hour_before_until_it_is_over() {
        const HOUR: i64 = 3_600_000;
        let at = |state, now| {
            let setting = ChatSetting::default();
            Standing { setting, state, starts_at: 10 * HOUR, ends_at: 11 * HOUR }.takes_lines(now)
        };
        assert!(!at(LiveState::Scheduled, 9 * HOUR - 1));
        assert!(at(LiveState::Scheduled, 9 * HOUR));
        assert!(at(LiveState::Scheduled, 15 * HOUR), "a class runs late");
        assert!(!at(LiveState::Scheduled, 15 * HOUR + 1));
        assert!(at(LiveState::Live, 20 * HOUR) && at(LiveState::Interrupted, 10 * HOUR));
        assert!(!at(LiveState::Ended, 10 * HOUR) && !at(LiveState::Cancelled, 10 * HOUR));
        let off = ChatSetting { mode: ChatMode::Off, slow_s: 0 };
        assert!(!Standing { setting: off, state: LiveState::Live, starts_at: 0, ends_at: 1 }.takes_lines(0));
    }
}
