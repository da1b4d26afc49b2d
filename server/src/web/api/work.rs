//! The work on items: its steps, who takes them, the board, comments, and the steps of each kind.

use crate::web::{
    Web,
    extract::{self, BasedOn, Body, Id, Query},
    problem::Refusal,
    viewer::{AsManager, AsStaff},
};
use app::problem::Problem;
use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use contract::{
    BulkId, ItemId, Page, TaskId, changes,
    inventory::Kind,
    work::{
        Board, Claims, Comment, NewComment, NewTemplate, StartReport, StartUndone, Task, TaskSearch, Template, Work,
    },
};
use domain::work;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Their routes.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(tasks))
        .routes(routes!(claim_many))
        .routes(routes!(claim))
        .routes(routes!(release))
        .routes(routes!(finish))
        .routes(routes!(hand_back))
        .routes(routes!(block))
        .routes(routes!(unblock))
        .routes(routes!(of_item, start))
        .routes(routes!(start_many))
        .routes(routes!(take_back))
        .routes(routes!(comments, comment))
        .routes(routes!(seen))
        .routes(routes!(template, change_template))
        .routes(routes!(board))
}

/// List steps of work: what is due first, the overdue before all.
#[utoipa::path(get, path = "/tasks", tag = "work", params(TaskSearch), responses((status = 200, body = Page<Task>)))]
async fn tasks(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Query(search): Query<TaskSearch>,
) -> Result<Json<Page<Task>>, Refusal> {
    Ok(Json(work::search(&web.env, &staff, &search).await?))
}

/// Which steps.
#[derive(Deserialize, ToSchema)]
struct ChosenTasks {
    task_ids: Vec<TaskId>,
}

/// Claim up to a hundred steps. Those that somebody else has are reported, and the others claimed.
#[utoipa::path(post, path = "/tasks/claim", tag = "work", request_body = ChosenTasks,
    responses((status = 200, body = Claims)))]
async fn claim_many(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(chosen): Body<ChosenTasks>,
) -> Result<Json<Claims>, Refusal> {
    Ok(Json(work::claim(&web.env, &staff, &chosen.task_ids).await?))
}

/// Claim a step.
#[utoipa::path(post, path = "/tasks/{id}/claim", tag = "work", params(("id" = TaskId, Path)),
    responses((status = 200, body = Task), (status = 403, description = "`manager_only`"),
        (status = 409, description = "`task_taken`, and in `fields` by whom; or `task_not_open`")))]
async fn claim(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<TaskId>) -> Result<Json<Task>, Refusal> {
    let claims = work::claim(&web.env, &staff, &[id]).await?;
    match claims.refused.into_iter().next() {
        Some(refused) => Err(Problem::from(refused).into()),
        None => Ok(Json(work::get(&web.env, &staff, id).await?)),
    }
}

/// Let a step go, so that others can claim it.
#[utoipa::path(post, path = "/tasks/{id}/release", tag = "work", params(("id" = TaskId, Path)),
    responses((status = 200, body = Task), (status = 409, description = "`task_not_yours` or `task_moved`")))]
async fn release(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<TaskId>) -> Result<Json<Task>, Refusal> {
    Ok(Json(work::release(&web.env, &staff, id).await?))
}

/// Do a step; the next one opens.
#[utoipa::path(post, path = "/tasks/{id}/finish", tag = "work", params(("id" = TaskId, Path)),
    responses((status = 200, body = Task), (status = 409, description = "`task_not_yours` or `task_moved`")))]
async fn finish(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<TaskId>) -> Result<Json<Task>, Refusal> {
    Ok(Json(work::finish(&web.env, &staff, id).await?))
}

/// Where the item goes back to, and why.
#[derive(Deserialize, ToSchema)]
struct Back {
    /// An earlier step of the same work.
    to: TaskId,
    /// 1 to 500 characters.
    reason: String,
}

/// Hand an item back to an earlier step. The answer is that step.
#[utoipa::path(post, path = "/tasks/{id}/hand-back", tag = "work", params(("id" = TaskId, Path)), request_body = Back,
    responses((status = 200, body = Task),
        (status = 409, description = "`not_an_earlier_step`, `task_not_yours` or `task_moved`")))]
async fn hand_back(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<TaskId>,
    Body(back): Body<Back>,
) -> Result<Json<Task>, Refusal> {
    Ok(Json(work::hand_back(&web.env, &staff, id, back.to, &back.reason).await?))
}

/// Why.
#[derive(Deserialize, ToSchema)]
struct Why {
    /// 1 to 500 characters.
    reason: String,
}

/// Say that a step cannot go on. It stays with who has it.
#[utoipa::path(post, path = "/tasks/{id}/block", tag = "work", params(("id" = TaskId, Path)), request_body = Why,
    responses((status = 200, body = Task), (status = 409, description = "`task_not_yours` or `task_moved`")))]
async fn block(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<TaskId>,
    Body(why): Body<Why>,
) -> Result<Json<Task>, Refusal> {
    Ok(Json(work::block(&web.env, &staff, id, &why.reason).await?))
}

/// Go on with a step.
#[utoipa::path(post, path = "/tasks/{id}/unblock", tag = "work", params(("id" = TaskId, Path)),
    responses((status = 200, body = Task), (status = 409, description = "`task_not_yours` or `task_moved`")))]
async fn unblock(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<TaskId>) -> Result<Json<Task>, Refusal> {
    Ok(Json(work::unblock(&web.env, &staff, id).await?))
}

/// Read the work on an item that was started last, and what happened to it.
#[utoipa::path(get, path = "/items/{id}/work", tag = "work", params(("id" = ItemId, Path)),
    responses((status = 200, body = Work), (status = 404, description = "No work was ever started on it")))]
async fn of_item(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<ItemId>) -> Result<Json<Work>, Refusal> {
    let found = work::of_item(&web.env, &staff, id).await?;
    Ok(Json(found.ok_or(domain::Error::NotFound)?))
}

/// Start the work on an item, with the steps of its kind.
#[utoipa::path(post, path = "/items/{id}/work", tag = "work", params(("id" = ItemId, Path)),
    responses((status = 201, body = Work), (status = 409, description = "`work_under_way`")))]
async fn start(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
) -> Result<(StatusCode, Json<Work>), Refusal> {
    Ok((StatusCode::CREATED, Json(work::start(&web.env, &staff, id).await?)))
}

/// On which items work is started.
#[derive(Deserialize, ToSchema)]
struct Start {
    /// Which items.
    #[serde(flatten)]
    chosen: changes::Chosen,
    /// Only say what it would do.
    #[serde(default)]
    check_only: bool,
}

/// Start the work on many items, or look at what it would do. Where it is under way, it goes on as it is.
#[utoipa::path(post, path = "/work/starts", tag = "work", request_body = Start,
    responses((status = 200, body = StartReport)))]
async fn start_many(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Body(start): Body<Start>,
) -> Result<Json<StartReport>, Refusal> {
    let report = if start.check_only {
        work::look_at_start(&web.env, &staff, &start.chosen).await?
    } else {
        work::start_many(&web.env, &staff, &start.chosen).await?
    };
    Ok(Json(report))
}

/// Take back work that was started on many items, where nobody has touched it since.
#[utoipa::path(post, path = "/work/starts/{id}/undo", tag = "work", params(("id" = BulkId, Path)),
    responses((status = 200, body = StartUndone), (status = 409, description = "Taken back already")))]
async fn take_back(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<BulkId>,
) -> Result<Json<StartUndone>, Refusal> {
    Ok(Json(work::take_back(&web.env, &staff, id).await?))
}

/// Read the latest comments on an item, the oldest of them first.
#[utoipa::path(get, path = "/items/{id}/comments", tag = "work", params(("id" = ItemId, Path)),
    responses((status = 200, body = Page<Comment>)))]
async fn comments(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
) -> Result<Json<Page<Comment>>, Refusal> {
    Ok(Json(Page::whole(work::comments(&web.env, &staff, id).await?)))
}

/// Write a comment on an item.
#[utoipa::path(post, path = "/items/{id}/comments", tag = "work", params(("id" = ItemId, Path)),
    request_body = NewComment, responses((status = 201, body = Comment)))]
async fn comment(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Id(id): Id<ItemId>,
    Body(new): Body<NewComment>,
) -> Result<(StatusCode, Json<Comment>), Refusal> {
    Ok((StatusCode::CREATED, Json(work::comment(&web.env, &staff, id, &new.text).await?)))
}

/// Note that the comments on an item that mention you are seen.
#[utoipa::path(post, path = "/items/{id}/comments/seen", tag = "work", params(("id" = ItemId, Path)),
    responses((status = 204)))]
async fn seen(State(web): State<Web>, AsStaff(staff): AsStaff, Id(id): Id<ItemId>) -> Result<StatusCode, Refusal> {
    work::mark_seen(&web.env, &staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is no kind has no steps.
fn kind(text: &str) -> Result<Kind, Refusal> {
    text.parse().map_err(|()| domain::Error::NotFound.into())
}

/// Read the steps of a kind of item.
#[utoipa::path(get, path = "/work/templates/{kind}", tag = "work", params(("kind" = Kind, Path)),
    responses((status = 200, body = Template, headers(("ETag", description = "The steps' version")))))]
async fn template(
    State(web): State<Web>,
    AsStaff(staff): AsStaff,
    Path(of): Path<String>,
) -> Result<Response, Refusal> {
    let template = work::template(&web.env, &staff, kind(&of)?).await?;
    Ok((extract::tag(template.version), Json(template)).into_response())
}

/// Write the steps of a kind anew, for work that is started from now on. Needs `If-Match`.
#[utoipa::path(put, path = "/work/templates/{kind}", tag = "work",
    params(("kind" = Kind, Path), ("If-Match" = String, Header, description = "The ETag that the change is based on")),
    request_body = NewTemplate,
    responses((status = 200, body = Template, headers(("ETag", description = "The steps' version"))), (status = 412, description = "Somebody else was faster"), (status = 428, description = "If-Match is missing")))]
async fn change_template(
    State(web): State<Web>,
    AsManager(manager): AsManager,
    Path(of): Path<String>,
    based_on: BasedOn,
    Body(new): Body<NewTemplate>,
) -> Result<Response, Refusal> {
    let (kind, based_on) = (kind(&of)?, based_on.required()?);
    let changed = work::change_template(&web.env, &manager, kind, based_on, new).await;
    let template = changed.map_err(extract::unless_changed)?;
    Ok((extract::tag(template.version), Json(template)).into_response())
}

/// Read the board: what stands at each step, for how long, and where it stands longest.
#[utoipa::path(get, path = "/board", tag = "work", responses((status = 200, body = Board)))]
async fn board(State(web): State<Web>, AsStaff(staff): AsStaff) -> Result<Json<Board>, Refusal> {
    Ok(Json(work::board(&web.env, &staff).await?))
}
