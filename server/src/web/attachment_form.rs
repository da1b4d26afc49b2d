//! `POST /call/attachments/add`: the form of photographs and files. It holds files and so is no server function;
//! it stands behind the same border as they do.

use super::{Web, api::attachments, extract::multipart, problem::Refusal, reader::Asked, viewer::AsStaff};
use app::address::Place;
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use contract::{ItemId, problem::FieldProblem};
use domain::Error;
use http::{StatusCode, header::LOCATION};

/// How many files the form asks for. Each picture among them is made anew, which takes its time.
const FILES: usize = 2;

/// Joins what was chosen to the item and leads back to it.
pub async fn take(State(web): State<Web>, AsStaff(staff): AsStaff, request: Request) -> Result<Response, Refusal> {
    let locale = Asked::of(request.headers()).locale(Some(&staff.locale));
    let form = multipart(request).await?;
    let sent = attachments::read(form, "attachment").await?;
    let item: ItemId = sent.said("item").and_then(|item| item.parse().ok()).ok_or(Error::NotFound)?;
    if sent.files.len() > FILES {
        return Err(Refusal::fields(vec![FieldProblem::new("attachment", "too_many").with("max", FILES)]));
    }
    if sent.files.is_empty() {
        return Err(Refusal::field("attachment", "required"));
    }
    // All of them or none: sent again, none is there twice.
    let mut joined = Vec::new();
    for new in sent.files {
        match domain::attachments::attach(&web.env, &staff, item, new).await {
            Ok(attachment) => joined.push(attachment.id),
            Err(error) => {
                for id in joined {
                    // One that does not go is seen on the page; what is told is why there are not all of them.
                    if let Err(error) = domain::attachments::remove(&web.env, &staff, item, id).await {
                        tracing::warn!(%error, "an attachment of a form that failed stays");
                    }
                }
                return Err(error.into());
            }
        }
    }
    let to = Place::Item(item).with(locale, &[("done", "attached")]);
    Ok((StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response())
}
