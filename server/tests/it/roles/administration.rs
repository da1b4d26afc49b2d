//! What administrators see to: members and feeds.

use super::Least::{self, Admin};

pub(super) const TABLE: &[(&str, &str, Least)] = &[
    // REST.
    ("GET", "/api/v1/feeds", Admin),
    ("POST", "/api/v1/feeds", Admin),
    ("GET", "/api/v1/feeds/{id}/deliveries", Admin),
    ("POST", "/api/v1/feeds/{id}/replay", Admin),
    ("GET", "/api/v1/members", Admin),
    ("POST", "/api/v1/members", Admin),
    // Pages, by what stands between the language and the id.
    ("GET", "/{language}/administration/membres", Admin),
    ("GET", "/{language}/administration/members", Admin),
    ("GET", "/{language}/administration/destinations", Admin),
    ("GET", "/{language}/administration/feeds", Admin),
    ("GET", "/{language}/administration/destinations/{id}", Admin),
    ("GET", "/{language}/administration/feeds/{id}", Admin),
    // Calls.
    ("POST", "/call/administration/create-member", Admin),
    ("POST", "/call/administration/create-feed", Admin),
    ("POST", "/call/administration/replay-feed", Admin),
];
