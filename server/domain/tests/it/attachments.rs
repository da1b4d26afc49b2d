//! What is joined to an item, and what becomes of it.

use crate::world::{World, on_both_databases};
use contract::{
    ItemId,
    attachments::{ATTACHMENTS_MOST, Attachment},
    duplicates::MergeItem,
};
use domain::{
    Environment, Error, Settings,
    attachments::{self, NewAttachment},
    duplicates, inventory, jobs,
    media::MediaProblem,
};
use futures::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt, path::Path};
use std::sync::Arc;

/// What a picture begins with.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nfrom a telephone";

fn file(name: &str, bytes: &'static [u8]) -> NewAttachment {
    NewAttachment { name: name.to_owned(), content_type: "application/pdf".to_owned(), bytes: bytes.into() }
}

impl World {
    async fn attached(&self, item: ItemId, new: NewAttachment) -> Result<Attachment, Error> {
        attachments::attach(&self.env, &self.staff().await, item, new).await
    }

    async fn names_of(&self, item: ItemId) -> Vec<String> {
        let found = attachments::of_item(&self.env, &self.staff().await, item).await.expect("attachments");
        found.into_iter().map(|attachment| attachment.name).collect()
    }

    /// How many objects of attachments the store holds.
    async fn stored(&self) -> usize {
        let prefix = Path::from("attachments");
        self.env.store.list(Some(&prefix)).try_collect::<Vec<_>>().await.expect("listed").len()
    }
}

fn wrong(outcome: Result<Attachment, Error>) -> String {
    match outcome {
        Err(Error::Invalid(problems)) if problems[0].field == "attachment" => problems[0].code.clone(),
        other => panic!("{other:?}"),
    }
}

on_both_databases!(a_picture_is_made_anew_and_any_other_file_kept_as_it_is, |world| {
    let (item, staff) = (world.item("Yoga").await, world.staff().await);
    let photo = world.attached(item, file("Boîtier.png", PNG)).await.expect("attached");
    assert_eq!((photo.name.as_str(), photo.content_type.as_str(), photo.picture), ("Boîtier.jpg", "image/jpeg", true));
    let paper = world.attached(item, file("../notice.pdf", b"%PDF-1.7 by hand")).await.expect("attached");
    assert_eq!(
        (paper.name.as_str(), paper.content_type.as_str(), paper.picture),
        ("notice.pdf", "application/pdf", false)
    );
    assert_eq!(paper.by.as_ref().map(|by| by.id), Some(staff.id));

    let read = async |id, small| attachments::contents(&world.env, &staff, item, id, small).await;
    assert_eq!(read(photo.id, false).await.expect("read").bytes, format!("large of {}", PNG.len()));
    assert_eq!(read(photo.id, true).await.expect("read").bytes, format!("small of {}", PNG.len()));
    let kept = read(paper.id, false).await.expect("read");
    assert_eq!((&kept.bytes[..], kept.picture, paper.size), (&b"%PDF-1.7 by hand"[..], false, 16));
    assert!(matches!(read(paper.id, true).await, Err(Error::NotFound)), "it has no small picture");
    assert_eq!(world.names_of(item).await, ["Boîtier.jpg", "notice.pdf"]);

    let other = world.item("Pilates").await;
    let elsewhere = attachments::remove(&world.env, &staff, other, photo.id).await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
    attachments::remove(&world.env, &staff, item, photo.id).await.expect("removed");
    assert_eq!((world.names_of(item).await, world.stored().await), (vec!["notice.pdf".to_owned()], 1));
});

on_both_databases!(what_cannot_be_kept_is_refused_and_leaves_nothing, |world| {
    let item = world.item("Yoga").await;
    assert_eq!(wrong(world.attached(item, file("vide.pdf", b"")).await), "empty_file");
    let large = NewAttachment { bytes: vec![0; 20_000_001].into(), ..file("film.bin", b"") };
    assert_eq!(wrong(world.attached(item, large).await), "file_too_large");
    *world.transcoder.problem.lock() = Some(MediaProblem::NotMedia);
    assert_eq!(wrong(world.attached(item, file("photo.png", PNG)).await), "unreadable_picture");
    *world.transcoder.problem.lock() = None;
    let nowhere = ItemId(world.env.new_id());
    assert!(matches!(world.attached(nowhere, file("a.pdf", b"a")).await, Err(Error::NotFound)));
    assert_eq!(world.stored().await, 0);

    for _ in 0..ATTACHMENTS_MOST {
        world.attached(item, file("a.pdf", b"a")).await.expect("attached");
    }
    assert_eq!(wrong(world.attached(item, file("b.pdf", b"b")).await), "attachments_full");
    assert_eq!((world.names_of(item).await.len(), world.stored().await), (ATTACHMENTS_MOST, ATTACHMENTS_MOST));
});

on_both_databases!(attachments_take_of_the_room_that_there_is, |world| {
    let item = world.item("Yoga").await;
    world.attached(item, file("a.pdf", b"123456")).await.expect("attached");
    let settings = Settings { quota_bytes: Some(10), ..(*world.env.settings).clone() };
    let env = Environment { settings: Arc::new(settings), ..world.env.clone() };
    let refused = attachments::attach(&env, &world.staff().await, item, file("b.pdf", b"12345")).await;
    assert_eq!(wrong(refused), "quota_exceeded");
});

on_both_databases!(attachments_go_with_their_item, |world| {
    let staff = world.staff().await;
    let (keep, gone) = (world.item("Gardé").await, world.item("Double").await);
    world.attached(keep, file("un.pdf", b"1")).await.expect("attached");
    let second = world.attached(gone, file("deux.pdf", b"2")).await.expect("attached");
    let version = async |id| inventory::get(&world.env, &staff, id).await.expect("is there").version;
    let merge = MergeItem { other_id: gone, version: version(keep).await, other_version: version(gone).await };
    duplicates::merge(&world.env, &staff, keep, &merge).await.expect("merged");
    assert_eq!(world.names_of(keep).await, ["un.pdf", "deux.pdf"]);
    let kept = attachments::contents(&world.env, &staff, keep, second.id, false).await.expect("read");
    assert_eq!(kept.bytes, "2");

    inventory::delete(&world.env, &staff, keep, version(keep).await).await.expect("removed");
    assert_eq!(world.stored().await, 0);
});

on_both_databases!(what_never_became_an_attachment_is_swept_up, |world| {
    let item = world.item("Yoga").await;
    world.attached(item, file("a.pdf", b"1")).await.expect("attached");
    let stray = Path::from(format!("attachments/{item}/{}/file", world.env.new_id()));
    let unknown = Path::from(format!("attachments/{0}/{0}/file", world.env.new_id()));
    for key in [&stray, &unknown] {
        world.env.store.put(key, "stray".into()).await.expect("put");
    }
    let tidied = async || {
        jobs::enqueue(&world.env, world.env.db.writer(), &jobs::Job::Tidy).await.expect("planned");
        jobs::run_pending(&world.env).await.expect("jobs");
        world.stored().await
    };
    let making = world.env.settings.scratch.join(format!("photograph-{}", world.env.new_id()));
    std::fs::create_dir_all(&making).expect("a folder");
    let stood = async |key: &Path| world.env.store.head(key).await.is_ok();
    // The store has a clock of its own.
    let put_at = world.env.store.head(&stray).await.expect("there").last_modified.timestamp_millis();
    world.pass(u64::try_from(put_at - world.env.clock.now_ms()).unwrap_or_default() / 1000);
    assert_eq!(tidied().await, 3, "what is young may be about to get its row");
    assert!(making.is_dir(), "a picture may be made in it");
    world.pass(3 * 24 * 3600);
    assert_eq!(tidied().await, 2);
    assert!(!making.exists(), "whoever made a picture in it is gone");
    assert!(!stood(&stray).await && stood(&unknown).await, "what another database may know stays");
});
