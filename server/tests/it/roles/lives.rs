//! Live sessions: announcing, chat, captions.

use super::Least::{self, Anybody, Member, Staff};

pub(super) const TABLE: &[(&str, &str, Least)] = &[
    // Addresses of their own.
    ("GET", "/internal/live/{session}/{*rest}", Anybody),
    ("POST", "/internal/live/{session}/release", Anybody),
    ("GET", "/media/studio/{session}/{*rest}", Staff),
    // REST.
    ("GET", "/api/v1/lives", Staff),
    ("POST", "/api/v1/lives", Staff),
    ("GET", "/api/v1/lives/{session_id}", Member),
    ("PATCH", "/api/v1/lives/{session_id}", Staff),
    ("POST", "/api/v1/lives/{session_id}/key", Staff),
    ("POST", "/api/v1/lives/{session_id}/end", Staff),
    ("POST", "/api/v1/lives/{session_id}/on-air", Staff),
    ("GET", "/api/v1/lives/{session_id}/chat", Member),
    ("POST", "/api/v1/lives/{session_id}/chat", Member),
    ("PUT", "/api/v1/lives/{session_id}/chat", Staff),
    ("GET", "/api/v1/lives/{session_id}/chat/events", Member),
    ("POST", "/api/v1/lives/{session_id}/chat/{line}/hide", Staff),
    ("POST", "/api/v1/lives/{session_id}/chat/{line}/show", Staff),
    ("POST", "/api/v1/lives/{session_id}/chat/block", Staff),
    ("POST", "/api/v1/lives/{session_id}/chat/unblock", Staff),
    ("POST", "/api/v1/lives/{session_id}/reactions", Member),
    ("GET", "/api/v1/lives/{session_id}/captions", Member),
    ("POST", "/api/v1/lives/{session_id}/captions", Member),
    ("PUT", "/api/v1/lives/{session_id}/captions/{language}", Member),
    ("GET", "/api/v1/lives/{session_id}/captioners", Staff),
    ("POST", "/api/v1/lives/{session_id}/captioners", Staff),
    ("DELETE", "/api/v1/lives/{session_id}/captioners/{member_id}", Staff),
    // Pages, by what stands between the language and the id.
    ("GET", "/{language}/directs/{id}/sous-titres", Member),
    ("GET", "/{language}/lives/{id}/captions", Member),
    ("GET", "/{language}/directs", Staff),
    ("GET", "/{language}/lives", Staff),
    ("GET", "/{language}/directs/{id}", Staff),
    ("GET", "/{language}/lives/{id}", Staff),
    // Calls.
    ("POST", "/call/lives/say", Member),
    ("POST", "/call/lives/announce-captions", Member),
    ("POST", "/call/lives/give-captions", Staff),
    ("POST", "/call/lives/take-captions", Staff),
    ("POST", "/call/lives/announce", Staff),
    ("POST", "/call/lives/key", Staff),
    ("POST", "/call/lives/change", Staff),
    ("POST", "/call/lives/move", Staff),
    ("POST", "/call/lives/on-air", Staff),
    ("POST", "/call/lives/end", Staff),
    ("GET", "/call/catalogue/lives", Anybody),
];
