//! What is the member's own.

use crate::web::{
    Web,
    extract::{Body, Id, Query},
    problem::Refusal,
    reader::Asked,
    viewer::Member,
};
use app::desk::agent_of;
use axum::{Json, extract::State};
use contract::{
    Page, PushDeviceId, SessionId,
    accounts::Viewer,
    playback::HistoryEntry,
    profile::{Consents, Purpose},
    push::{NewPushDevice, PushDevice},
    reminders::ReminderChoices,
};
use domain::{history, profile, push, reminders as reminding};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Its routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(viewer))
        .routes(routes!(list, forget_all))
        .routes(routes!(forget))
        .routes(routes!(consents, decide))
        .routes(routes!(reminders, choose_reminders))
        .routes(routes!(devices, add_device))
        .routes(routes!(forget_device))
        .routes(routes!(profile_of))
}

/// Which part of a list is wanted.
#[derive(Deserialize, IntoParams)]
struct Part {
    /// At most this many.
    #[serde(default)]
    limit: Option<u32>,
    /// Where to go on, as an earlier page said.
    #[serde(default)]
    cursor: Option<String>,
}

/// Who is asking.
#[utoipa::path(get, path = "/me", tag = "me", responses((status = 200, body = Viewer)))]
async fn viewer(Member(viewer): Member) -> Json<Viewer> {
    Json(Viewer::clone(&viewer))
}

/// What one has watched, the latest first.
#[utoipa::path(get, path = "/me/history", tag = "me", params(Part), responses((status = 200, body = Page<HistoryEntry>)))]
async fn list(
    State(web): State<Web>,
    Member(viewer): Member,
    headers: HeaderMap,
    Query(part): Query<Part>,
) -> Result<Json<Page<HistoryEntry>>, Refusal> {
    let (limit, locale) = (part.limit.unwrap_or(20), Asked::of(&headers).locale(Some(&viewer.locale)));
    Ok(Json(history::list(&web.env, &viewer, locale, part.cursor.as_deref(), limit).await?))
}

/// How much was forgotten.
#[derive(Serialize, ToSchema)]
struct Forgotten {
    /// Sessions.
    forgotten: u64,
}

/// Forget everything that one has watched.
#[utoipa::path(delete, path = "/me/history", tag = "me", responses((status = 200, body = Forgotten)))]
async fn forget_all(State(web): State<Web>, Member(viewer): Member) -> Result<Json<Forgotten>, Refusal> {
    Ok(Json(Forgotten { forgotten: history::forget_all(&web.env, &viewer).await? }))
}

/// Forget that one has watched a session.
#[utoipa::path(delete, path = "/me/history/{session_id}", tag = "me", params(("session_id" = SessionId, Path)),
    responses((status = 204)))]
async fn forget(
    State(web): State<Web>,
    Member(viewer): Member,
    Id(session): Id<SessionId>,
) -> Result<StatusCode, Refusal> {
    history::forget(&web.env, &viewer, session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What one agrees to.
#[utoipa::path(get, path = "/me/consents", tag = "me", responses((status = 200, body = Consents)))]
async fn consents(State(web): State<Web>, Member(viewer): Member) -> Result<Json<Consents>, Refusal> {
    Ok(Json(profile::consents(&web.env, &viewer).await?))
}

/// A decision about some purposes. Those that are not named stay as they are.
#[derive(Deserialize, ToSchema)]
struct Decision {
    /// The purposes.
    purposes: Vec<Choice>,
}

/// A decision about one purpose.
#[derive(Deserialize, ToSchema)]
struct Choice {
    /// What for.
    purpose: Purpose,
    /// Whether one agrees.
    granted: bool,
}

/// Decide what one agrees to.
#[utoipa::path(put, path = "/me/consents", tag = "me", request_body = Decision, responses((status = 200, body = Consents)))]
async fn decide(
    State(web): State<Web>,
    Member(viewer): Member,
    Body(decision): Body<Decision>,
) -> Result<Json<Consents>, Refusal> {
    let choices: Vec<_> = decision.purposes.iter().map(|choice| (choice.purpose, choice.granted)).collect();
    Ok(Json(profile::decide(&web.env, &viewer, &choices, "api").await?))
}

/// Which reminders one gets before the sessions that one asked to be reminded of.
#[utoipa::path(get, path = "/me/reminders", tag = "me", responses((status = 200, body = ReminderChoices)))]
async fn reminders(State(web): State<Web>, Member(viewer): Member) -> Result<Json<ReminderChoices>, Refusal> {
    Ok(Json(reminding::choices(&web.env, &viewer).await?))
}

/// Choose which reminders one gets.
#[utoipa::path(put, path = "/me/reminders", tag = "me", request_body = ReminderChoices,
    responses((status = 200, body = ReminderChoices)))]
async fn choose_reminders(
    State(web): State<Web>,
    Member(viewer): Member,
    Body(choices): Body<ReminderChoices>,
) -> Result<Json<ReminderChoices>, Refusal> {
    reminding::choose(&web.env, &viewer, &choices).await?;
    Ok(Json(choices))
}

/// The devices on which one is reminded, and the key that another one asks its push service for.
#[derive(Serialize, ToSchema)]
struct Devices {
    /// The devices, the newest first.
    items: Vec<PushDevice>,
    /// What browsers call the `applicationServerKey`; absent where devices are told nothing here.
    public_key: Option<String>,
}

/// The devices on which one is reminded.
#[utoipa::path(get, path = "/me/push-devices", tag = "me", responses((status = 200, body = Devices)))]
async fn devices(State(web): State<Web>, Member(viewer): Member) -> Result<Json<Devices>, Refusal> {
    Ok(Json(Devices { items: push::list(&web.env, &viewer).await?, public_key: push::public_key(&web.env) }))
}

/// What was added.
#[derive(Serialize, ToSchema)]
struct Added {
    /// The device.
    id: PushDeviceId,
}

/// Be reminded on one more device, by what its browser says of its `PushSubscription`.
#[utoipa::path(post, path = "/me/push-devices", tag = "me", request_body = NewPushDevice,
    responses((status = 201, body = Added)))]
async fn add_device(
    State(web): State<Web>,
    Member(viewer): Member,
    headers: HeaderMap,
    Body(new): Body<NewPushDevice>,
) -> Result<(StatusCode, Json<Added>), Refusal> {
    let id = push::add(&web.env, &viewer, &new, agent_of(&headers)).await?;
    Ok((StatusCode::CREATED, Json(Added { id })))
}

/// Not to be reminded on a device any more.
#[utoipa::path(delete, path = "/me/push-devices/{id}", tag = "me", params(("id" = PushDeviceId, Path)),
    responses((status = 204)))]
async fn forget_device(
    State(web): State<Web>,
    Member(viewer): Member,
    Id(id): Id<PushDeviceId>,
) -> Result<StatusCode, Refusal> {
    push::forget(&web.env, &viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is known of the member, assembled.
#[derive(Serialize, ToSchema)]
struct Profile {
    /// The account.
    viewer: Viewer,
    /// What it agrees to.
    consents: Consents,
    /// What was watched lately.
    history: Page<HistoryEntry>,
    /// Which reminders it wants.
    reminders: ReminderChoices,
    /// On which devices.
    push_devices: Vec<PushDevice>,
}

/// What is known of oneself.
#[utoipa::path(get, path = "/me/profile", tag = "me", responses((status = 200, body = Profile)))]
async fn profile_of(
    State(web): State<Web>,
    Member(viewer): Member,
    headers: HeaderMap,
) -> Result<Json<Profile>, Refusal> {
    let locale = Asked::of(&headers).locale(Some(&viewer.locale));
    Ok(Json(Profile {
        consents: profile::consents(&web.env, &viewer).await?,
        history: history::list(&web.env, &viewer, locale, None, 20).await?,
        reminders: reminding::choices(&web.env, &viewer).await?,
        push_devices: push::list(&web.env, &viewer).await?,
        viewer: Viewer::clone(&viewer),
    }))
}
