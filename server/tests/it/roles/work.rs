//! Tasks, the board and the steps of each kind.

use super::Least::{self, Anybody, Manager, Staff};

pub(super) const TABLE: &[(&str, &str, Least)] = &[
    // Addresses of their own.
    ("GET", "/push/worker.js", Anybody),
    // REST.
    ("POST", "/api/v1/work/starts", Staff),
    ("POST", "/api/v1/work/starts/{id}/undo", Staff),
    ("GET", "/api/v1/tasks", Staff),
    ("POST", "/api/v1/tasks/claim", Staff),
    ("POST", "/api/v1/tasks/{id}/claim", Staff),
    ("POST", "/api/v1/tasks/{id}/release", Staff),
    ("POST", "/api/v1/tasks/{id}/finish", Staff),
    ("POST", "/api/v1/tasks/{id}/hand-back", Staff),
    ("POST", "/api/v1/tasks/{id}/block", Staff),
    ("POST", "/api/v1/tasks/{id}/unblock", Staff),
    ("GET", "/api/v1/items/{id}/work", Staff),
    ("POST", "/api/v1/items/{id}/work", Staff),
    ("GET", "/api/v1/items/{id}/comments", Staff),
    ("POST", "/api/v1/items/{id}/comments", Staff),
    ("POST", "/api/v1/items/{id}/comments/seen", Staff),
    ("GET", "/api/v1/work/templates/{kind}", Staff),
    ("PUT", "/api/v1/work/templates/{kind}", Manager),
    ("GET", "/api/v1/board", Staff),
    // Pages, by what stands between the language and the id.
    ("GET", "/{language}/mes-taches", Staff),
    ("GET", "/{language}/my-tasks", Staff),
    ("GET", "/{language}/tableau", Staff),
    ("GET", "/{language}/board", Staff),
    ("GET", "/{language}/tableau/etapes", Manager),
    ("GET", "/{language}/board/steps", Manager),
    // Calls.
    ("POST", "/call/work/start", Staff),
    ("POST", "/call/work/start-many", Staff),
    ("POST", "/call/work/take-back", Staff),
    ("POST", "/call/work/claim", Staff),
    ("POST", "/call/work/release", Staff),
    ("POST", "/call/work/finish", Staff),
    ("POST", "/call/work/hand-back", Staff),
    ("POST", "/call/work/block", Staff),
    ("POST", "/call/work/unblock", Staff),
    ("POST", "/call/work/comment", Staff),
    ("POST", "/call/work/seen", Staff),
    ("POST", "/call/work/save-steps", Manager),
];
