//! What is to be digitised, and what members ask for.

use super::Least::{self, Manager, Member, Staff};

pub(super) const TABLE: &[(&str, &str, Least)] = &[
    // REST.
    ("GET", "/api/v1/backlog", Staff),
    ("GET", "/api/v1/backlog/weights", Staff),
    ("PUT", "/api/v1/backlog/weights", Manager),
    ("POST", "/api/v1/backlog/select", Staff),
    ("POST", "/api/v1/backlog/reject", Staff),
    ("GET", "/api/v1/items/{id}/score", Staff),
    ("PUT", "/api/v1/items/{id}/score", Staff),
    ("POST", "/api/v1/requests", Member),
    ("GET", "/api/v1/me/requests/answered", Member),
    ("GET", "/api/v1/demand", Staff),
    ("POST", "/api/v1/demand/{id}/link", Staff),
    ("POST", "/api/v1/demand/{id}/item", Staff),
    ("POST", "/api/v1/demand/{id}/dismiss", Staff),
    ("POST", "/api/v1/demand/{id}/reopen", Staff),
    // Pages, by what stands between the language and the id.
    ("GET", "/{language}/demander", Member),
    ("GET", "/{language}/ask", Member),
    ("GET", "/{language}/a-numeriser", Staff),
    ("GET", "/{language}/backlog", Staff),
    ("GET", "/{language}/a-numeriser/demandes", Staff),
    ("GET", "/{language}/backlog/demand", Staff),
    ("GET", "/{language}/a-numeriser/ponderation", Staff),
    ("GET", "/{language}/backlog/weights", Staff),
    // Calls.
    ("POST", "/call/backlog/ask", Member),
    ("GET", "/call/backlog/answered", Member),
    ("POST", "/call/backlog/put-away", Member),
    ("POST", "/call/backlog/judge", Staff),
    ("POST", "/call/backlog/select", Staff),
    ("POST", "/call/backlog/reject", Staff),
    ("POST", "/call/backlog/weights", Manager),
    ("POST", "/call/backlog/link", Staff),
    ("POST", "/call/backlog/make-item", Staff),
    ("POST", "/call/backlog/dismiss", Staff),
    ("POST", "/call/backlog/reopen", Staff),
];
