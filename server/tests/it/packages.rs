//! An item as a package, opened with the tools that an archive has: `tar`, and the Library of Congress's own
//! reader of bags.

use crate::{
    guides::{pdf, sent, world},
    world::{World, python},
};
use contract::accounts::Role;
use serde_json::Value;
use std::process::{Command, Output};

fn ran(command: &mut Command) -> Output {
    let output = command.output().expect("runs");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_finds_the_package_whole() {
    let world = world().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Bien s’asseoir").await.to_string();
    let document = pdf(&["Respirez"], "", "");
    let recording = sent(&world, &staff, &item, document.clone()).await;
    let answer = staff.get(&format!("/api/v1/items/{item}/bag.tar")).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/x-tar"));
    assert_eq!(answer.header("content-length"), answer.body.len().to_string());
    assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"estrade-{item}.tar\""));

    let folder = tempfile::tempdir().expect("a folder");
    let packed = folder.path().join("bag.tar");
    std::fs::write(&packed, &answer.body).expect("written");
    ran(Command::new("tar").arg("-xf").arg(&packed).arg("-C").arg(folder.path()));
    let bag = folder.path().join(format!("estrade-{item}"));
    ran(Command::new(python()).args(["-m", "bagit", "--validate"]).arg(&bag));

    let id = recording["id"].as_str().expect("an id");
    let kept = std::fs::read(bag.join(format!("data/recordings/{id}/guide.pdf"))).expect("is there");
    assert_eq!(kept, document, "the file as it was sent");
    let read = |name: &str| std::fs::read_to_string(bag.join(name)).expect("is there");
    let told: Value = serde_json::from_str(&read("data/item.json")).expect("is JSON");
    assert_eq!(told["title"]["fr"], "Bien s’asseoir");
    assert!(read("data/item.dc.xml").contains("Bien s’asseoir"));
    assert!(read("bag-info.txt").contains(&format!("External-Identifier: urn:uuid:{item}\n")));

    // What was spoilt on the way is noticed there.
    std::fs::write(bag.join("data/item.dc.xml"), "").expect("written");
    let spoilt = Command::new(python()).args(["-m", "bagit", "--validate"]).arg(&bag).output().expect("runs");
    assert!(!spoilt.status.success());
}

#[tokio::test]
async fn an_item_without_media_is_a_package_too() {
    let world = World::new().await;
    let staff = world.program(Role::Staff).await;
    let item = world.item(&staff, "Danse en ligne").await.to_string();
    let answer = staff.get(&format!("/api/v1/items/{item}/bag.tar")).await;
    assert_eq!((answer.status, answer.body.len() % 512), (200, 0));
    assert!(String::from_utf8_lossy(&answer.body).contains(&format!("estrade-{item}/data/recordings.json")));
    let nowhere = staff.get("/api/v1/items/00000000-0000-7000-8000-000000000000/bag.tar").await;
    assert_eq!((nowhere.status, nowhere.problem()), (404, "not_found".to_owned()));
    assert_eq!(
        world.program(Role::Member).await.get(&format!("/api/v1/items/{item}/bag.tar")).await.problem(),
        "staff_only"
    );
}
