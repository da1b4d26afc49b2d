//! From one store to another while it is read.

use futures::TryStreamExt;
use object_store::{Error, ObjectStore, ObjectStoreExt, memory::InMemory, path::Path};
use server::stores::{Moving, move_all};
use std::sync::Arc;

#[tokio::test]
async fn what_is_moved_can_be_read_all_the_while() {
    let (old, new): (Arc<dyn ObjectStore>, Arc<dyn ObjectStore>) =
        (Arc::new(InMemory::new()), Arc::new(InMemory::new()));
    let paths: Vec<Path> = (0..20).map(|number| Path::from(format!("recordings/{number:02}/v720.mp4"))).collect();
    for path in &paths {
        old.put(path, format!("bytes of {path}").into()).await.expect("put");
    }
    let both = Moving::new(new.clone(), old.clone());
    let read = async |path: &Path| both.get(path).await.expect("there").bytes().await.expect("read");
    let fresh = Path::from("recordings/99/original");
    both.put(&fresh, "fresh".into()).await.expect("put");
    assert!(matches!(old.head(&fresh).await, Err(Error::NotFound { .. })), "what is new goes to the new store");
    both.delete(&paths[3]).await.expect("deleted");

    let listed = async || {
        let listed: Vec<_> = both.list(None).map_ok(|object| object.location).try_collect().await.expect("listed");
        listed
    };
    assert_eq!(listed().await.len(), 20);
    // Read while it is moved.
    let reading = async {
        for path in paths.iter().cycle().take(400).filter(|path| **path != paths[3]) {
            assert_eq!(read(path).await, format!("bytes of {path}"));
            assert_eq!(both.get_range(path, 0..5).await.expect("there"), "bytes");
            tokio::task::yield_now().await;
        }
    };
    let (moved, ()) = tokio::join!(move_all(&new, &old, |_, _| {}), reading);
    assert_eq!(moved.expect("moved").0, 19);
    let left: Vec<_> = old.list(None).try_collect().await.expect("listed");
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(listed().await.len(), 20);
    assert!(matches!(both.get(&paths[3]).await, Err(Error::NotFound { .. })), "what was deleted does not come back");
    assert_eq!(move_all(&new, &old, |_, _| {}).await.expect("nothing left"), (0, 0));
}
