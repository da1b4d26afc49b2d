//! Every route and every role: who is let in, from a table that has to name each route.

use crate::world::{Asker, World, send};
use contract::accounts::Role;
use reqwest::Method;
use std::collections::BTreeMap;

/// The least that one has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Least {
    Anybody,
    Member,
    Staff,
    Manager,
    Admin,
}
use Least::{Admin, Anybody, Manager, Member, Staff};

/// Each route, by method and path. A route that is not here fails the test.
const TABLE: &[(&str, &str, Least)] = &[
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
    ("GET", "/internal/live/{session}/{*rest}", Anybody),
    ("POST", "/internal/live/{session}/release", Anybody),
    ("GET", "/schedule/{file}", Anybody),
    ("GET", "/schedule/of/{file}", Anybody),
    ("GET", "/manifest.webmanifest", Anybody),
    ("GET", "/.well-known/security.txt", Anybody),
    ("GET", "/media/{grant}/{*rest}", Member),
    ("GET", "/media/studio/{session}/{*rest}", Staff),
    ("GET", "/media/poster/{session}/{file}", Anybody),
    ("GET", "/media/recording/{recording}/{file}", Staff),
    ("OPTIONS", "/uploads/", Anybody),
    ("OPTIONS", "/uploads/{recording}", Anybody),
    ("POST", "/uploads/", Staff),
    ("HEAD", "/uploads/{recording}", Staff),
    ("PATCH", "/uploads/{recording}", Staff),
    ("DELETE", "/uploads/{recording}", Staff),
    ("GET", "/api/v1/openapi.json", Anybody),
    ("POST", "/api/v1/sign-in", Anybody),
    ("POST", "/api/v1/sign-out", Anybody),
    ("POST", "/api/v1/sign-out-everywhere", Member),
    ("GET", "/api/v1/catalogue", Anybody),
    ("GET", "/api/v1/me", Member),
    ("GET", "/api/v1/me/history", Member),
    ("DELETE", "/api/v1/me/history", Member),
    ("DELETE", "/api/v1/me/history/{session_id}", Member),
    ("GET", "/api/v1/me/consents", Member),
    ("PUT", "/api/v1/me/consents", Member),
    ("GET", "/api/v1/me/reminders", Member),
    ("PUT", "/api/v1/me/reminders", Member),
    ("GET", "/api/v1/me/profile", Member),
    ("PUT", "/api/v1/sessions/{id}/reminder", Member),
    ("DELETE", "/api/v1/sessions/{id}/reminder", Member),
    ("POST", "/api/v1/sessions/{id}/watch", Member),
    ("POST", "/api/v1/watches/{id}/progress", Member),
    ("GET", "/api/v1/items", Staff),
    ("POST", "/api/v1/items", Staff),
    ("GET", "/api/v1/items.csv", Staff),
    ("GET", "/api/v1/items/{id}", Staff),
    ("PATCH", "/api/v1/items/{id}", Staff),
    ("DELETE", "/api/v1/items/{id}", Staff),
    ("POST", "/api/v1/imports", Staff),
    ("GET", "/api/v1/imports/{id}", Staff),
    ("GET", "/api/v1/imports/{id}/problems.csv", Staff),
    ("GET", "/api/v1/imports/{id}/columns", Staff),
    ("GET", "/api/v1/imports/{id}/changes", Staff),
    ("POST", "/api/v1/imports/{id}/apply", Staff),
    ("GET", "/api/v1/items.xlsx", Staff),
    ("GET", "/api/v1/items.dc.xml", Staff),
    ("POST", "/api/v1/recordings", Staff),
    ("GET", "/api/v1/recordings/{id}", Staff),
    ("POST", "/api/v1/recordings/{id}/retry", Staff),
    ("GET", "/api/v1/recordings/{id}/events", Staff),
    ("POST", "/api/v1/sessions", Staff),
    ("GET", "/api/v1/sessions/{id}", Staff),
    ("POST", "/api/v1/sessions/{id}/publish", Staff),
    ("POST", "/api/v1/sessions/{id}/unpublish", Staff),
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
    ("GET", "/api/v1/pilots", Manager),
    ("POST", "/api/v1/pilots", Manager),
    ("GET", "/api/v1/pilots/{id}", Manager),
    ("PATCH", "/api/v1/pilots/{id}", Manager),
    ("POST", "/api/v1/pilots/{id}/invitations", Manager),
    ("GET", "/api/v1/pilots/{id}/uptake", Manager),
    ("GET", "/api/v1/pilots/{id}/uptake.csv", Manager),
    ("GET", "/api/v1/feeds", Admin),
    ("POST", "/api/v1/feeds", Admin),
    ("GET", "/api/v1/feeds/{id}/deliveries", Admin),
    ("POST", "/api/v1/feeds/{id}/replay", Admin),
    ("GET", "/api/v1/members", Admin),
    ("POST", "/api/v1/members", Admin),
    // Pages, by what stands between the language and the id.
    ("GET", "/{language}", Anybody),
    ("GET", "/{language}/catalogue", Anybody),
    ("GET", "/{language}/seances/{id}", Anybody),
    ("GET", "/{language}/sessions/{id}", Anybody),
    ("GET", "/{language}/horaire", Anybody),
    ("GET", "/{language}/schedule", Anybody),
    ("GET", "/{language}/directs", Staff),
    ("GET", "/{language}/lives", Staff),
    ("GET", "/{language}/directs/{id}", Staff),
    ("GET", "/{language}/lives/{id}", Staff),
    ("GET", "/{language}/connexion", Anybody),
    ("GET", "/{language}/sign-in", Anybody),
    ("GET", "/{language}/confidentialite", Anybody),
    ("GET", "/{language}/privacy", Anybody),
    ("GET", "/{language}/mon-espace/historique", Member),
    ("GET", "/{language}/my-space/history", Member),
    ("GET", "/{language}/mon-espace/mes-donnees", Member),
    ("GET", "/{language}/my-space/my-data", Member),
    ("GET", "/{language}/inventaire", Staff),
    ("GET", "/{language}/inventory", Staff),
    ("GET", "/{language}/inventaire/nouveau", Staff),
    ("GET", "/{language}/inventory/new", Staff),
    ("GET", "/{language}/inventaire/importer", Staff),
    ("GET", "/{language}/inventory/import", Staff),
    ("GET", "/{language}/inventaire/importations/{id}", Staff),
    ("GET", "/{language}/inventory/imports/{id}", Staff),
    ("GET", "/{language}/inventaire/importations/{id}/colonnes", Staff),
    ("GET", "/{language}/inventory/imports/{id}/columns", Staff),
    ("GET", "/{language}/inventaire/{id}", Staff),
    ("GET", "/{language}/inventory/{id}", Staff),
    ("GET", "/{language}/inventaire/{id}/modifier", Staff),
    ("GET", "/{language}/inventory/{id}/edit", Staff),
    ("GET", "/{language}/pilotes", Manager),
    ("GET", "/{language}/pilots", Manager),
    ("GET", "/{language}/pilotes/nouveau", Manager),
    ("GET", "/{language}/pilots/new", Manager),
    ("GET", "/{language}/pilotes/{id}", Manager),
    ("GET", "/{language}/pilots/{id}", Manager),
    ("GET", "/{language}/pilotes/{id}/modifier", Manager),
    ("GET", "/{language}/pilots/{id}/edit", Manager),
    ("GET", "/{language}/administration/membres", Admin),
    ("GET", "/{language}/administration/members", Admin),
    ("GET", "/{language}/administration/destinations", Admin),
    ("GET", "/{language}/administration/feeds", Admin),
    ("GET", "/{language}/administration/destinations/{id}", Admin),
    ("GET", "/{language}/administration/feeds/{id}", Admin),
    // Calls.
    ("POST", "/call/accounts/sign-in", Anybody),
    ("POST", "/call/accounts/sign-out", Anybody),
    ("POST", "/call/accounts/sign-out-everywhere", Anybody),
    ("POST", "/call/accounts/appearance", Anybody),
    ("POST", "/call/lives/announce", Staff),
    ("POST", "/call/lives/key", Staff),
    ("POST", "/call/lives/change", Staff),
    ("POST", "/call/lives/on-air", Staff),
    ("POST", "/call/lives/end", Staff),
    ("GET", "/call/catalogue/lives", Anybody),
    ("POST", "/call/inventory/create", Staff),
    ("POST", "/call/inventory/change", Staff),
    ("POST", "/call/inventory/delete", Staff),
    ("POST", "/call/inventory/import", Staff),
    ("POST", "/call/inventory/map-columns", Staff),
    ("POST", "/call/inventory/apply-import", Staff),
    ("POST", "/call/digitisation/captions", Staff),
    ("POST", "/call/digitisation/save-captions", Staff),
    ("POST", "/call/digitisation/remove-captions", Staff),
    ("GET", "/call/playback/transcript", Member),
    ("GET", "/call/playback/chapters", Member),
    ("DELETE", "/api/v1/recordings/{id}", Staff),
    ("POST", "/api/v1/recordings/{id}/restore", Staff),
    ("POST", "/call/digitisation/remove", Staff),
    ("POST", "/call/digitisation/restore", Staff),
    ("GET", "/api/v1/recordings/{id}/captions", Staff),
    ("POST", "/api/v1/recordings/{id}/captions/{language}/automatic", Staff),
    ("POST", "/call/digitisation/automatic-captions", Staff),
    ("GET", "/api/v1/recordings/{id}/captions/{language}", Staff),
    ("PUT", "/api/v1/recordings/{id}/captions/{language}", Staff),
    ("DELETE", "/api/v1/recordings/{id}/captions/{language}", Staff),
    ("GET", "/media/preview/{recording}/{*rest}", Staff),
    ("GET", "/api/v1/recordings/folder", Staff),
    ("POST", "/api/v1/recordings/folder", Staff),
    ("GET", "/api/v1/recordings/room", Staff),
    ("GET", "/api/v1/recordings/{id}/companions", Staff),
    ("PUT", "/api/v1/recordings/{id}/cut", Staff),
    ("DELETE", "/api/v1/recordings/{id}/cut", Staff),
    ("POST", "/api/v1/recordings/{id}/finish", Staff),
    ("POST", "/api/v1/recordings/{id}/poster", Staff),
    ("POST", "/call/digitisation/put-back", Staff),
    ("POST", "/call/digitisation/bring-in", Staff),
    ("POST", "/call/digitisation/cut", Staff),
    ("POST", "/call/digitisation/finish", Staff),
    ("POST", "/call/digitisation/poster", Staff),
    ("POST", "/call/digitisation/publish", Staff),
    ("POST", "/call/digitisation/publish-again", Staff),
    ("POST", "/call/digitisation/unpublish", Staff),
    ("POST", "/call/digitisation/retry", Staff),
    ("POST", "/call/digitisation/cancel", Staff),
    ("GET", "/call/catalogue/search", Anybody),
    ("GET", "/call/catalogue/shelf", Anybody),
    ("GET", "/call/catalogue/entry", Anybody),
    ("GET", "/call/catalogue/related", Anybody),
    ("GET", "/call/playback/grant", Member),
    ("GET", "/call/history/list", Member),
    ("GET", "/call/history/of-sessions", Member),
    ("GET", "/call/history/to-continue", Member),
    ("POST", "/call/history/forget", Member),
    ("POST", "/call/history/forget-all", Member),
    ("GET", "/call/profile/consents", Member),
    ("POST", "/call/profile/decide", Member),
    ("GET", "/call/reminders/choices", Member),
    ("GET", "/call/reminders/is-set", Member),
    ("POST", "/call/reminders/choose", Member),
    ("POST", "/call/reminders/set", Member),
    ("POST", "/call/reminders/unset", Member),
    ("POST", "/call/pilots/create", Manager),
    ("POST", "/call/pilots/change", Manager),
    ("POST", "/call/pilots/invite", Manager),
    ("POST", "/call/administration/create-member", Admin),
    ("POST", "/call/administration/create-feed", Admin),
    ("POST", "/call/administration/replay-feed", Admin),
];

const ID: &str = "0193a5e4-7b1c-7000-8000-000000000001";

fn pattern(path: &str) -> String {
    match path.strip_prefix("/fr").or_else(|| path.strip_prefix("/en")) {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => {
            format!("/{{language}}{}", rest.trim_end_matches('/'))
        }
        _ => path.to_owned(),
    }
}

/// An address for the pattern, with ids that name nothing.
fn example(path: &str) -> String {
    let filled = path
        .replace("{*path}", "x")
        .replace("{*rest}", "index.m3u8")
        .replace("{file}", "small.jpg")
        .replace("{grant}", "x");
    filled.split('/').map(|part| if part.starts_with('{') { ID } else { part }).collect::<Vec<_>>().join("/")
}

/// What the calls need to be understood at all.
fn fields(path: &str) -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![
        ("id", ID),
        ("recording", ID),
        ("session", ID),
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
        ("parts", "0:00 - 0:10"),
    ];
    match path {
        "/call/digitisation/save-captions" | "/call/digitisation/remove-captions" => {
            fields.retain(|(name, _)| *name != "kind");
            fields.extend([("item", ID), ("kind", "subtitles")]);
        }
        "/call/inventory/create" | "/call/inventory/change" => fields.push(("item[kind]", "class")),
        "/call/pilots/create" | "/call/pilots/change" => fields.push(("pilot[hypothesis][fr]", "x")),
        _ => fields.extend([("item", ID), ("pilot", ID)]),
    }
    fields
}

async fn status(asker: &Asker, method: &Method, path: &str) -> u16 {
    let mut request = asker.request(method.clone(), &example(path)).header("tus-resumable", "1.0.0");
    if path.starts_with("/call/") && !["/call/inventory/import", "/call/digitisation/captions"].contains(&path) {
        let fields = fields(path);
        request = if *method == Method::GET { request.query(&fields) } else { request.form(&fields) };
    }
    send(request).await.status
}

#[tokio::test]
async fn every_route_lets_in_whom_it_should_and_nobody_else() {
    let world = World::new().await;
    let mut askers = vec![(Anybody, world.browser())];
    for (least, role) in [(Member, Role::Member), (Staff, Role::Staff), (Manager, Role::Manager), (Admin, Role::Admin)]
    {
        askers.push((least, world.program(role).await));
    }
    let table: BTreeMap<(String, String), Least> =
        TABLE.iter().map(|(method, path, least)| (((*method).to_owned(), (*path).to_owned()), *least)).collect();
    let routes = server::web::routes();
    assert!(routes.len() > 60, "the router lists its routes");
    let mut wrong = Vec::new();
    for (method, path) in routes {
        let key = (method.to_string(), pattern(&path));
        let Some(least) = table.get(&key) else {
            wrong.push(format!("{method} {path}: not in the table"));
            continue;
        };
        for (who, asker) in &askers {
            let status = status(asker, &method, &path).await;
            let refused = matches!(status, 401 | 403) && !path.ends_with("/sign-in");
            let expected = who < least;
            if refused != expected || status >= 500 {
                wrong.push(format!("{method} {path}: {who:?} got {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
