//! What is sent with a call.

use super::ID;

/// What the calls need to be understood at all.
pub(super) fn fields(path: &str) -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![
        ("id", ID),
        ("recording", ID),
        ("task", ID),
        ("session", ID),
        ("member", ID),
        ("feed", ID),
        ("based_on", "1"),
        ("email", "a@b.ca"),
        ("emails", "a@b.ca"),
        ("password", ""),
        ("name", "x"),
        ("role", "member"),
        ("language", "fr"),
        ("theme", "dark"),
        ("kind", "webhook"),
        ("url", "https://example.org/"),
        ("purpose", "unified_profile"),
        ("country", "CA"),
        ("assessment", "x"),
        ("granted", "true"),
        ("sure", "true"),
        ("at_ms", "0"),
        ("allowed", "true"),
        ("parts", "0:00 - 0:10"),
        ("edition", "0"),
        ("from", "idea"),
        ("to", "preparation"),
        ("decision", "stop"),
        ("key", ID),
        ("given", "accepted"),
        ("prices[currency]", "CAD"),
    ];
    match path {
        "/call/digitisation/save-captions" | "/call/digitisation/remove-captions" => {
            fields.retain(|(name, _)| *name != "kind");
            fields.extend([("item", ID), ("kind", "subtitles")]);
        }
        "/call/backlog/weights" => {
            fields.extend([("value", "2"), ("demand", "1"), ("ease", "1"), ("cost", "1")]);
        }
        "/call/inventory/create" | "/call/inventory/change" => fields.push(("item[kind]", "class")),
        "/call/pilots/create" | "/call/pilots/change" => fields.push(("pilot[hypothesis][fr]", "x")),
        "/call/backlog/judge" => fields.push(("item", ID)),
        path if path.starts_with("/call/backlog/") => {
            fields.extend([("demand", ID), ("words", "yoga sur chaise"), ("item_kind", "class")]);
        }
        "/call/inventory/bulk" => fields.extend([("items", "?id=1"), ("field", "centre")]),
        "/call/inventory/put-back" => fields.extend([("item", ID), ("change", ID), ("field", "centre")]),
        "/call/work/start-many" => fields.push(("items", "?id=1")),
        "/call/listening/say" => {
            fields.retain(|(name, _)| *name != "kind");
            fields.push(("kind", "nps"));
        }
        path if path.starts_with("/call/vocabulary/") => {
            fields.extend([("word", "dos"), ("into", ID), ("tag[label][fr]", "Dos")]);
        }
        "/call/reminders/add-device" => {
            fields.extend([("endpoint", "https://push.example.org/1"), ("p256dh", "x"), ("auth", "x")]);
        }
        "/call/reminders/forget-device" => fields.push(("device", ID)),
        "/call/attachments/remove" => fields.extend([("item", ID), ("attachment", ID)]),
        path if path.starts_with("/call/fields/") => {
            fields.extend([("place", "0"), ("field[label][fr]", "Fonds"), ("field[kind]", "text")]);
        }
        "/call/links/add" | "/call/links/remove" => {
            fields.extend([("item", ID), ("link", ID), ("link_kind", "part_of")]);
        }
        "/call/pilots/sheet" => fields.extend([("pilot", ID), ("sheet[centre]", "x")]),
        _ => fields.extend([
            ("item", ID),
            ("pilot", ID),
            ("view", ID),
            ("one", ID),
            ("other", ID),
            ("keep", ID),
            ("version", "1"),
            ("other_version", "1"),
        ]),
    }
    fields
}

/// Forms with files, which are sent in another way.
pub(super) const WITH_FILES: [&str; 5] = [
    "/call/inventory/import",
    "/call/digitisation/captions",
    "/call/digitisation/add-pages",
    "/call/pilots/invite-file",
    "/call/attachments/add",
];
