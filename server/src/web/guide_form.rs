//! `POST /call/digitisation/add-pages`: the form with pictures for a guide. It holds files and so is no server
//! function; it stands behind the same border as they do.

use super::{
    Web,
    api::guides::{Added, added},
    problem::Refusal,
    reader::Asked,
    viewer::AsStaff,
};
use app::address::Place;
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use domain::{Error, guides};
use http::{StatusCode, header::LOCATION};

/// Puts the pictures in and leads back to the item.
pub async fn take(State(web): State<Web>, AsStaff(staff): AsStaff, request: Request) -> Result<Response, Refusal> {
    let locale = Asked::of(request.headers()).locale(Some(&staff.locale));
    let Added { of, after, pictures } = added(request).await?;
    let (Some(item), Some(recording)) = of else { return Err(Error::NotFound.into()) };
    guides::add_pages(&web.env, &staff, recording, after, pictures).await?;
    let to = Place::Item(item).with(locale, &[("done", "pages-added")]);
    Ok((StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response())
}
