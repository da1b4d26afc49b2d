//! Releases, licences, and what is asked for before publishing.

use super::Least::{self, Manager, Staff};

pub(super) const TABLE: &[(&str, &str, Least)] = &[
    // REST.
    ("GET", "/api/v1/items/{id}/rights", Staff),
    ("PUT", "/api/v1/items/{id}/rights", Staff),
    ("GET", "/api/v1/items/{id}/releases", Staff),
    ("POST", "/api/v1/items/{id}/releases", Staff),
    ("GET", "/api/v1/releases/{id}", Staff),
    ("PATCH", "/api/v1/releases/{id}", Staff),
    ("POST", "/api/v1/releases/{id}/withdraw", Staff),
    ("GET", "/api/v1/items/{id}/licences", Staff),
    ("POST", "/api/v1/items/{id}/licences", Staff),
    ("GET", "/api/v1/licences/{id}", Staff),
    ("PATCH", "/api/v1/licences/{id}", Staff),
    ("DELETE", "/api/v1/licences/{id}", Staff),
    ("GET", "/api/v1/rights/expiring", Staff),
    ("GET", "/api/v1/rights/effects", Staff),
    ("GET", "/api/v1/rights/demands", Staff),
    ("PUT", "/api/v1/rights/demands", Manager),
    // Pages, by what stands between the language and the id.
    ("GET", "/{language}/droits", Staff),
    ("GET", "/{language}/rights", Staff),
    ("GET", "/{language}/droits/exigences", Manager),
    ("GET", "/{language}/rights/requirements", Manager),
    ("GET", "/{language}/autorisations/{id}", Staff),
    ("GET", "/{language}/releases/{id}", Staff),
    ("GET", "/{language}/licences/{id}", Staff),
    // Calls.
    ("POST", "/call/rights/add-release", Staff),
    ("POST", "/call/rights/change-release", Staff),
    ("POST", "/call/rights/withdraw-release", Staff),
    ("POST", "/call/rights/add-licence", Staff),
    ("POST", "/call/rights/change-licence", Staff),
    ("POST", "/call/rights/remove-licence", Staff),
    ("POST", "/call/rights/state", Staff),
    ("POST", "/call/rights/demand", Manager),
];
