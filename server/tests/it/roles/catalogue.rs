//! What anybody finds: the front doors, the catalogue, the schedule, and what is watched.

use super::Least::{self, Anybody, Member};

pub(super) const TABLE: &[(&str, &str, Least)] = &[
    // Addresses of their own.
    ("GET", "/", Anybody),
    ("GET", "/livez", Anybody),
    ("GET", "/readyz", Anybody),
    ("GET", "/metrics", Anybody),
    ("GET", "/assets/{*path}", Anybody),
    ("GET", "/robots.txt", Anybody),
    ("GET", "/sitemap.xml", Anybody),
    ("GET", "/feed.xml", Anybody),
    ("GET", "/oembed", Anybody),
    ("GET", "/schedule.ics", Anybody),
    ("GET", "/schedule/{file}", Anybody),
    ("GET", "/schedule/of/{file}", Anybody),
    ("GET", "/manifest.webmanifest", Anybody),
    ("GET", "/.well-known/security.txt", Anybody),
    ("GET", "/media/{grant}/{*rest}", Member),
    ("GET", "/media/poster/{session}/{file}", Anybody),
    // REST.
    ("GET", "/api/v1/openapi.json", Anybody),
    ("GET", "/api/v1/catalogue", Anybody),
    ("POST", "/api/v1/sessions/{id}/watch", Member),
    ("POST", "/api/v1/watches/{id}/progress", Member),
    // Pages, by what stands between the language and the id.
    ("GET", "/{language}", Anybody),
    ("GET", "/{language}/catalogue", Anybody),
    ("GET", "/{language}/seances/{id}", Anybody),
    ("GET", "/{language}/sessions/{id}", Anybody),
    ("GET", "/{language}/seances/{id}/telephone", Member),
    ("GET", "/{language}/sessions/{id}/phone", Member),
    ("GET", "/{language}/horaire", Anybody),
    ("GET", "/{language}/schedule", Anybody),
    // Calls.
    ("GET", "/call/playback/transcript", Member),
    ("GET", "/call/playback/chapters", Member),
    ("GET", "/call/catalogue/search", Anybody),
    ("GET", "/call/catalogue/shelf", Anybody),
    ("GET", "/call/catalogue/entry", Anybody),
    ("GET", "/call/catalogue/related", Anybody),
    ("GET", "/call/playback/grant", Member),
];
