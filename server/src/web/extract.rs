//! What a request carries, read with a problem that names the field when it cannot be.

use super::problem::Refusal;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Multipart, Request, rejection::BytesRejection},
    response::IntoResponse,
};
use contract::problem::FieldProblem;
use http::{StatusCode, header::CONTENT_TYPE, request::Parts};
use serde::de::DeserializeOwned;

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

/// The query of an address.
#[derive(Debug)]
pub struct Query<T>(pub T);

/// An id in a path. One that is none names nothing: 404.
#[derive(Debug)]
pub struct Id<T>(pub T);

/// `If-Match` with the version that a change is based on.
#[derive(Debug, Clone, Copy)]
pub struct BasedOn(pub Option<i64>);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refusal;
    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        if !is_json(&request) {
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|error| unread(&error))?;
        json(&bytes).map(Self)
    }
}

fn is_json(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || kind == "application/merge-patch+json"
}

/// A form with files.
///
/// # Errors
/// 415 when it is none.
pub async fn multipart(request: Request) -> Result<Multipart, Refusal> {
    let form = Multipart::from_request(request, &()).await;
    form.map_err(|_| Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"))
}

fn unread(rejection: &BytesRejection) -> Refusal {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        status => Refusal::new(status, "unreadable"),
    }
}

/// JSON text read into what is expected, always an object.
///
/// # Errors
/// 400 when it is no JSON, 422 naming the field when it is not what is expected.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    // By way of a value, since only then a wrong type is told from broken JSON everywhere.
    let read: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "unreadable"))?;
    if read.is_object() { value(read) } else { Err(Refusal::field(".", "wrong_type")) }
}

/// A JSON value read into what is expected.
///
/// # Errors
/// 422 naming the field.
pub fn value<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, Refusal> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| misfit(&error.path().to_string(), &error.inner().to_string()))
}

/// Says in our words what serde says in its own.
fn misfit(path: &str, message: &str) -> Refusal {
    let named = |prefix: &str| message.strip_prefix(prefix)?.split('`').next();
    let (field, code) = match (named("missing field `"), message) {
        (Some(field), _) => (field, "required"),
        (None, text) if text.starts_with("unknown variant") => ("", "unknown_choice"),
        _ => ("", "wrong_type"),
    };
    let parts: Vec<&str> = [path, field].into_iter().filter(|part| !part.is_empty() && *part != ".").collect();
    let mut field = parts.join(".");
    if field.is_empty() {
        field = ".".into();
    }
    Refusal::fields(vec![FieldProblem::new(field, code)])
}

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let query = parts.uri.query().unwrap_or_default();
        // A field left empty in a form asks for nothing.
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let tidy = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let reader = serde_urlencoded::Deserializer::new(url::form_urlencoded::parse(tidy.as_bytes()));
        serde_path_to_error::deserialize(reader)
            .map(Self)
            .map_err(|error| misfit(&error.path().to_string(), &error.inner().to_string()))
    }
}

impl<T, S> FromRequestParts<S> for Id<T>
where
    T: std::str::FromStr,
    S: Send + Sync,
{
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let path = axum::extract::Path::<String>::from_request_parts(parts, state).await;
        let id = path.map_err(|error| Refusal::new(error.into_response().status(), "not_found"))?.0;
        id.parse().map(Self).map_err(|_| domain::Error::NotFound.into())
    }
}

impl<S: Sync> FromRequestParts<S> for BasedOn {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let Some(header) = parts.headers.get(http::header::IF_MATCH) else { return Ok(Self(None)) };
        // A weak tag never matches here (RFC 9110, 13.1.1), nor does one that we did not give.
        let version =
            header.to_str().ok().and_then(|text| text.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok());
        version.map(|version| Self(Some(version))).ok_or_else(changed_meanwhile)
    }
}

impl BasedOn {
    /// The version; without one, 428: a change that does not say what it is based on may undo
    /// somebody else's.
    ///
    /// # Errors
    /// 428.
    pub fn required(self) -> Result<i64, Refusal> {
        self.0.ok_or_else(|| Refusal::new(StatusCode::PRECONDITION_REQUIRED, "version_required"))
    }
}

/// What a change that came too late is answered with.
pub fn changed_meanwhile() -> Refusal {
    Refusal::new(StatusCode::PRECONDITION_FAILED, "changed_meanwhile")
}

/// A domain error, where `changed_meanwhile` means that `If-Match` did not.
pub fn unless_changed(error: domain::Error) -> Refusal {
    match error {
        domain::Error::Conflict("changed_meanwhile") => changed_meanwhile(),
        other => other.into(),
    }
}

/// The version as an entity tag.
pub fn tag(version: i64) -> [(http::HeaderName, String); 1] {
    [(http::header::ETAG, format!("\"{version}\""))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::inventory::ItemFields;

    #[test]
    fn a_body_that_does_not_fit_names_its_field() {
        for (body, status, field, code) in [
            ("{", 400, "", ""),
            ("{} x", 400, "", ""),
            ("[1]", 422, ".", "wrong_type"),
            (r#"{"kind":1,"title":{}}"#, 422, "kind", "wrong_type"),
            (r#"{"kind":"class"}"#, 422, "title", "required"),
            (r#"{"kind":"dance","title":{}}"#, 422, "kind", "unknown_choice"),
            (r#"{"kind":"class","title":{"fr":3}}"#, 422, "title.fr", "wrong_type"),
            (r#"{"kind":"class","title":{},"duration_minutes":-1}"#, 422, "duration_minutes", "wrong_type"),
        ] {
            let refusal = json::<ItemFields>(body.as_bytes()).map(|_| ()).unwrap_err();
            let problem = refusal.problem();
            assert_eq!(problem.status, status, "{body}");
            if status == 422 {
                assert_eq!(
                    (problem.fields[0].field.as_str(), problem.fields[0].code.as_str()),
                    (field, code),
                    "{body}"
                );
            }
        }
    }

    #[test]
    fn depth_is_refused_before_it_costs() {
        let deep = "[".repeat(10_000);
        assert_eq!(json::<serde_json::Value>(deep.as_bytes()).unwrap_err().problem().status, 400);
    }
}
