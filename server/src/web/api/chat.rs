//! The chat of a live session: read, followed, written to, and kept by staff.

use crate::web::{
    Web,
    extract::{Body, Id, Query},
    problem::Refusal,
    viewer::{AsStaff, Member, Shown},
};
use axum::{
    Json,
    extract::{Path, State},
    response::sse::{Event, KeepAlive, Sse},
};
use contract::{
    ChatLineId, LiveCaptionId, MemberId, SessionId,
    chat::{Chat, ChatLine, ChatSetting, ChatState, NewChatLine, Reaction, ReactionCounts},
    live_captions::LiveCaptions,
};
use domain::{accounts::SignedIn, chat, live::captions};
use futures::Stream;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    time::Duration,
};
use tokio::time::Instant;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(get, say, set))
        .routes(routes!(events))
        .routes(routes!(react))
        .routes(routes!(hide))
        .routes(routes!(show))
        .routes(routes!(block))
        .routes(routes!(unblock))
}

/// Where to go on reading.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct After {
    /// Only the lines after this one.
    after: Option<ChatLineId>,
}

/// Read the latest lines, what may be written now, and how the room reacts.
#[utoipa::path(get, path = "/lives/{session_id}/chat", tag = "lives",
    params(("session_id" = SessionId, Path), After), responses((status = 200, body = Chat)))]
async fn get(
    State(web): State<Web>,
    Member(viewer): Member,
    Id(id): Id<SessionId>,
    Query(After { after }): Query<After>,
) -> Result<Json<Chat>, Refusal> {
    Ok(Json(chat::since(chat::read(&web.env, &viewer, id).await?, after)))
}

/// Write a line.
#[utoipa::path(post, path = "/lives/{session_id}/chat", tag = "lives", params(("session_id" = SessionId, Path)),
    request_body = NewChatLine,
    responses((status = 201, body = ChatLine), (status = 403, description = "`chat_blocked`"),
        (status = 409, description = "`chat_off`, `chat_slow` or `chat_words`")))]
async fn say(
    State(web): State<Web>,
    Member(viewer): Member,
    Id(id): Id<SessionId>,
    Body(new): Body<NewChatLine>,
) -> Result<(StatusCode, Json<ChatLine>), Refusal> {
    Ok((StatusCode::CREATED, Json(chat::say(&web.env, &viewer, id, &new).await?)))
}

/// Set what members may write, and how often.
#[utoipa::path(put, path = "/lives/{session_id}/chat", tag = "lives", params(("session_id" = SessionId, Path)),
    request_body = ChatSetting, responses((status = 200, body = ChatSetting)))]
async fn set(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
    Body(setting): Body<ChatSetting>,
) -> Result<Json<ChatSetting>, Refusal> {
    Ok(Json(chat::set(&web.env, &staff, id, setting).await?))
}

/// A reaction.
#[derive(Deserialize, ToSchema)]
struct Sent {
    reaction: Reaction,
}

/// Send a reaction.
#[utoipa::path(post, path = "/lives/{session_id}/reactions", tag = "lives", params(("session_id" = SessionId, Path)),
    request_body = Sent,
    responses((status = 200, body = ReactionCounts), (status = 403, description = "`chat_blocked`"),
        (status = 409, description = "`chat_off` or `reactions_slow`")))]
async fn react(
    State(web): State<Web>,
    Member(viewer): Member,
    Id(id): Id<SessionId>,
    Body(sent): Body<Sent>,
) -> Result<Json<ReactionCounts>, Refusal> {
    Ok(Json(chat::react(&web.env, &viewer, id, sent.reaction).await?))
}

/// A session and a line of its chat. What is no id names nothing.
fn line(session: &str, line: &str) -> Result<(SessionId, ChatLineId), Refusal> {
    match (session.parse(), line.parse()) {
        (Ok(session), Ok(line)) => Ok((session, line)),
        _ => Err(domain::Error::NotFound.into()),
    }
}

/// Hide a line from all but its writer and staff.
#[utoipa::path(post, path = "/lives/{session_id}/chat/{line}/hide", tag = "lives",
    params(("session_id" = SessionId, Path), ("line" = ChatLineId, Path)), responses((status = 204)))]
async fn hide(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path((session, id)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let (session, id) = line(&session, &id)?;
    chat::hide(&web.env, &staff, session, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Show a line again.
#[utoipa::path(post, path = "/lives/{session_id}/chat/{line}/show", tag = "lives",
    params(("session_id" = SessionId, Path), ("line" = ChatLineId, Path)), responses((status = 204)))]
async fn show(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path((session, id)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let (session, id) = line(&session, &id)?;
    chat::show(&web.env, &staff, session, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who may not write, or may again.
#[derive(Deserialize, ToSchema)]
struct Whom {
    member_id: MemberId,
}

/// Take nothing more from a member in this chat.
#[utoipa::path(post, path = "/lives/{session_id}/chat/block", tag = "lives",
    params(("session_id" = SessionId, Path)), request_body = Whom, responses((status = 204)))]
async fn block(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
    Body(whom): Body<Whom>,
) -> Result<StatusCode, Refusal> {
    chat::block(&web.env, &staff, id, whom.member_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take lines from a member again.
#[utoipa::path(post, path = "/lives/{session_id}/chat/unblock", tag = "lives",
    params(("session_id" = SessionId, Path)), request_body = Whom, responses((status = 204)))]
async fn unblock(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<SessionId>,
    Body(whom): Body<Whom>,
) -> Result<StatusCode, Refusal> {
    chat::unblock(&web.env, &staff, id, whom.member_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Follow a chat until the session leaves the catalogue or its reader signs out.
#[utoipa::path(get, path = "/lives/{session_id}/chat/events", tag = "lives", params(("session_id" = SessionId, Path)),
    responses((status = 200, content_type = "text/event-stream", body = String, description =
        "Events: `mode` (what may be written), `lines` (an array: new ones, and those that changed), `hidden` (an array of ids that are not shown any more), `reactions` (counts) and `captions` (an array: new lines of what is said)")))]
async fn events(
    State(web): State<Web>,
    Member(viewer): Member,
    shown: Shown,
    Id(id): Id<SessionId>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refusal> {
    // One that the reader may not follow is a 404, not a stream that ends.
    chat::read(&web.env, &viewer, id).await?;
    Ok(Sse::new(news(web, viewer, shown, id)).keep_alive(KeepAlive::default()))
}

/// How often one looks by oneself: another process may have written, and reactions ring no bell.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How often it is asked whether the reader is still who they were.
const ASK_AGAIN: Duration = Duration::from_secs(3);

fn news(web: Web, mut viewer: SignedIn, shown: Shown, id: SessionId) -> impl Stream<Item = Result<Event, Infallible>> {
    async_stream::stream! {
        let mut bell = web.env.chats.news();
        let mut told = Told::default();
        let mut asked = Instant::now();
        loop {
            if asked.elapsed() >= ASK_AGAIN {
                asked = Instant::now();
                match shown.whose(&web).await {
                    Ok(Some(now)) => viewer = now,
                    Err(refusal) if refusal.problem().status >= 500 => {}
                    _ => break,
                }
            }
            match chat::read(&web.env, &viewer, id).await {
                Ok(chat) => {
                    for event in told.news(chat) {
                        yield Ok(event);
                    }
                    // Where these cannot be read, the chat goes on.
                    if let Ok(said) = captions::read(&web.env, &viewer, id).await
                        && let Some(event) = told.captions(&said)
                    {
                        yield Ok(event);
                    }
                }
                Err(domain::Error::NotFound) => break,
                // The database is away for a moment: whoever follows goes on following.
                Err(error) => tracing::warn!(session.id = %id, %error, "a chat could not be read"),
            }
            let rung = async {
                loop {
                    match bell.recv().await {
                        Ok(rung) if rung != id => {}
                        // Ours, or so many that ours may have been among them.
                        _ => break,
                    }
                }
            };
            tokio::select! {
                () = rung => {}
                () = tokio::time::sleep(LOOK_AGAIN) => {}
                () = web.stop.cancelled() => break,
            }
        }
    }
}

/// What one reader has been told.
#[derive(Default)]
struct Told {
    state: Option<ChatState>,
    reactions: Option<ReactionCounts>,
    lines: Option<BTreeMap<ChatLineId, ChatLine>>,
    captions: BTreeSet<LiveCaptionId>,
}

impl Told {
    /// What was said that is new to the reader; other processes may write lines with earlier ids.
    fn captions(&mut self, said: &LiveCaptions) -> Option<Event> {
        let new: Vec<_> = said.items.iter().filter(|line| !self.captions.contains(&line.id)).collect();
        let event = (!new.is_empty()).then(|| event("captions", &new));
        self.captions = said.items.iter().map(|line| line.id).collect();
        event.flatten()
    }

    /// What is new to the reader. The first time there always are lines, be they none.
    fn news(&mut self, chat: Chat) -> Vec<Event> {
        let mut events = Vec::new();
        if self.state.replace(chat.state) != Some(chat.state) {
            events.extend(event("mode", &chat.state));
        }
        let is_first = self.lines.is_none();
        let known = self.lines.take().unwrap_or_default();
        let new: Vec<&ChatLine> = chat.lines.iter().filter(|line| known.get(&line.id) != Some(*line)).collect();
        if is_first || !new.is_empty() {
            events.extend(event("lines", &new));
        }
        let lines: BTreeMap<_, _> = chat.lines.into_iter().map(|line| (line.id, line)).collect();
        let gone: Vec<&ChatLineId> = known.keys().filter(|id| !lines.contains_key(id)).collect();
        if !gone.is_empty() {
            events.extend(event("hidden", &gone));
        }
        self.lines = Some(lines);
        if self.reactions.replace(chat.reactions) != Some(chat.reactions) {
            events.extend(event("reactions", &chat.reactions));
        }
        events
    }
}

fn event(name: &str, what: &impl Serialize) -> Option<Event> {
    Event::default().event(name).json_data(what).ok()
}
