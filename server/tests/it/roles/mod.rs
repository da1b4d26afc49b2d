//! Every route and every role: who is let in, from tables that have to name each route.

mod administration;
mod backlog;
mod calls;
mod catalogue;
mod digitisation;
mod inventory;
mod lives;
mod me;
mod pilots;
mod rights;
mod work;

use crate::world::{Asker, World, send};
use calls::{WITH_FILES, fields};
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

/// Each route, by method and path. A route that is in none of them fails the test.
const TABLES: [&[(&str, &str, Least)]; 10] = [
    administration::TABLE,
    backlog::TABLE,
    catalogue::TABLE,
    digitisation::TABLE,
    inventory::TABLE,
    lives::TABLE,
    me::TABLE,
    pilots::TABLE,
    rights::TABLE,
    work::TABLE,
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

async fn status(asker: &Asker, method: &Method, path: &str) -> u16 {
    let mut request = asker.request(method.clone(), &example(path)).header("tus-resumable", "1.0.0");
    if path.starts_with("/call/") && !WITH_FILES.contains(&path) {
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
    let table: BTreeMap<(String, String), Least> = TABLES
        .concat()
        .iter()
        .map(|(method, path, least)| (((*method).to_owned(), (*path).to_owned()), *least))
        .collect();
    let routes = server::web::routes();
    assert!(routes.len() > 60, "the router lists its routes");
    let mut wrong = Vec::new();
    for (method, path) in routes {
        let key = (method.to_string(), pattern(&path));
        let Some(least) = table.get(&key) else {
            wrong.push(format!("{method} {path}: in no table"));
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
