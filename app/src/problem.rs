//! What a person or a program may be told when something could not be done (RFC 9457).

use contract::problem::FieldProblem;
use serde::{Deserialize, Serialize};

/// Why a call could not be answered. Holds codes only: texts are looked up for the reader's
/// language, and nothing of the inside of the house gets in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// A stable code, for example `not_found` or `wrong_credentials`.
    pub code: String,
    /// The fields that cannot be accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
}

impl Problem {
    /// A problem with no fields.
    pub fn new(status: u16, code: impl Into<String>) -> Self {
        Self { status, code: code.into(), fields: Vec::new() }
    }

    /// There is no such thing, or nobody may know that there is.
    pub fn not_found() -> Self {
        Self::new(404, "not_found")
    }

    /// Somebody has to be signed in.
    pub fn not_signed_in() -> Self {
        Self::new(401, "not_signed_in")
    }

    /// One field that cannot be accepted.
    pub fn field(name: &str, code: &str) -> Self {
        Self::invalid(vec![FieldProblem::new(name, code)])
    }

    /// Fields that cannot be accepted.
    pub fn invalid(fields: Vec<FieldProblem>) -> Self {
        Self { status: 422, code: "invalid".into(), fields }
    }
}

#[cfg(feature = "ssr")]
mod on_the_server {
    use super::Problem;
    use crate::texts;
    use axum::{
        body::Bytes,
        response::{IntoResponse, Response},
    };
    use contract::{Locale, problem::FieldProblem};
    use fluent_bundle::FluentValue;
    use http::{StatusCode, header::CONTENT_TYPE};
    use leptos::server_fn::{
        ContentType, Decodes, Encodes, Format, FormatType,
        error::{FromServerFnError, ServerFnErrorErr},
    };
    use serde_json::{Value, json};

    impl Problem {
        /// What happened, for a person.
        pub fn sentence(&self, locale: Locale) -> String {
            texts::text_or(locale, &key("problem", &self.code), &[], "problem-internal")
        }

        /// What is wrong with one field, for a person.
        pub fn field_sentence(field: &FieldProblem, locale: Locale) -> String {
            let facts: Vec<(&str, FluentValue<'_>)> = field
                .facts
                .iter()
                .map(|(name, value)| {
                    let number = value.parse::<i64>().map(FluentValue::from);
                    (name.as_str(), number.unwrap_or_else(|_| FluentValue::from(value.as_str())))
                })
                .collect();
            texts::text_or(locale, &key("field", &field.code), &facts, "field-invalid")
        }

        /// The `application/problem+json` document.
        pub fn body(&self, locale: Locale) -> Value {
            let title = self.status().canonical_reason().unwrap_or_default();
            let mut body = json!({
                "type": "about:blank",
                "title": title,
                "status": self.status,
                "detail": self.sentence(locale),
                "code": self.code,
                "reason": self.code,
            });
            if !self.fields.is_empty() {
                let fields = self.fields.iter().map(|field| {
                    let mut entry = json!(field);
                    entry["detail"] = Self::field_sentence(field, locale).into();
                    entry
                });
                body["fields"] = fields.collect();
            }
            body
        }

        /// The HTTP status; 500 should the number be none.
        pub fn status(&self) -> StatusCode {
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }

    /// Codes are written with underscores, message names with hyphens.
    fn key(kind: &str, code: &str) -> String {
        format!("{kind}-{}", code.replace('_', "-"))
    }

    impl From<domain::Error> for Problem {
        /// Logs what broke, once; its text goes no further.
        fn from(error: domain::Error) -> Self {
            match error {
                domain::Error::NotFound => Self::not_found(),
                domain::Error::NotSignedIn => Self::not_signed_in(),
                domain::Error::Forbidden(code) => Self::new(403, code),
                domain::Error::Invalid(fields) => Self::invalid(fields),
                domain::Error::Conflict(code) => Self::new(409, code),
                domain::Error::Busy(code) => Self::new(503, code),
                domain::Error::Away(text) => {
                    tracing::error!(%text, "away");
                    Self::new(503, "away")
                }
                domain::Error::Full(text) => {
                    tracing::error!(%text, "full");
                    Self::new(507, "full")
                }
                domain::Error::Internal(text) => {
                    tracing::error!(%text, "internal error");
                    Self::new(500, "internal")
                }
            }
        }
    }

    impl std::fmt::Display for Problem {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{} {}", self.status, self.code)
        }
    }

    impl std::error::Error for Problem {}

    impl IntoResponse for Problem {
        fn into_response(self) -> Response {
            let body = self.body(Locale::En).to_string();
            (self.status(), [(CONTENT_TYPE, ProblemJson::CONTENT_TYPE)], body).into_response()
        }
    }

    /// How a server function writes a problem.
    pub struct ProblemJson;

    impl ContentType for ProblemJson {
        const CONTENT_TYPE: &'static str = "application/problem+json";
    }

    impl FormatType for ProblemJson {
        const FORMAT_TYPE: Format = Format::Text;
    }

    impl Encodes<Problem> for ProblemJson {
        type Error = serde_json::Error;
        fn encode(problem: &Problem) -> Result<Bytes, Self::Error> {
            serde_json::to_vec(&problem.body(Locale::En)).map(Bytes::from)
        }
    }

    impl Decodes<Problem> for ProblemJson {
        type Error = serde_json::Error;
        fn decode(bytes: Bytes) -> Result<Problem, Self::Error> {
            serde_json::from_slice(&bytes)
        }
    }

    impl FromServerFnError for Problem {
        type Encoder = ProblemJson;

        fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
            match error {
                ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                    tracing::debug!(%error, "a form could not be read");
                    Self::new(400, "unreadable")
                }
                other => {
                    tracing::error!(error = %other, "a call failed");
                    Self::new(500, "internal")
                }
            }
        }
    }
}

#[cfg(feature = "ssr")]
pub use on_the_server::ProblemJson;
