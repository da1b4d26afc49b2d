//! What is stored: its sums, its room, and what is wrong with it.

use crate::world::{World, on_both_databases};
use contract::recordings::{BeginRecording, RecordingState, Room};
use domain::{Environment, Error, Settings, jobs, recordings};
use object_store::{ObjectStoreExt, path::Path};
use sea_orm::ConnectionTrait;
use std::sync::Arc;

fn with_settings(world: &World, change: impl FnOnce(&mut Settings)) -> Environment {
    let mut settings = (*world.env.settings).clone();
    change(&mut settings);
    Environment { settings: Arc::new(settings), ..world.env.clone() }
}

async fn key_of(env: &Environment, ending: &str) -> Path {
    let sql = format!("SELECT object_key FROM stored_object WHERE object_key LIKE '%{ending}'");
    let row = env.db.reader().query_one_raw(env.db.statement(&sql, [])).await.expect("asked").expect("an object");
    Path::from(row.try_get::<String>("", "object_key").expect("a key"))
}

on_both_databases!(what_the_store_loses_or_changes_is_found_out, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let id = world.uploaded(world.item("Yoga").await, 90).await;
    jobs::run_pending(env).await.expect("jobs");
    let [objects, bytes, faults] = recordings::totals(env).await.expect("counted");
    assert!(objects >= 6 && faults == 0, "{objects} objects, {faults} faults");
    assert_eq!(u64::try_from(bytes).expect("bytes"), recordings::stored_bytes(env, staff, id).await.expect("counted"));

    env.store.put(&key_of(env, "v360.mp4").await, "rotten".into()).await.expect("changed");
    env.store.delete(&key_of(env, "poster.jpg").await).await.expect("lost");
    let scrub = async || {
        jobs::enqueue(env, env.db.writer(), &jobs::Job::Scrub).await.expect("planned");
        jobs::run_pending(env).await.expect("jobs");
        recordings::faults(env, staff, id).await.expect("counted")
    };
    assert_eq!(scrub().await, 0, "what was written lately is not read again");
    world.pass(31 * 24 * 3600);
    assert_eq!(scrub().await, 2);
    assert_eq!(recordings::totals(env).await.expect("counted"), [objects, bytes, 2]);
});

on_both_databases!(a_quota_is_told_and_kept, |world| {
    let env = &with_settings(&world, |settings| {
        settings.recording_bytes = 1_000;
        settings.quota_bytes = Some(1_500);
    });
    let staff = &world.staff().await;
    let item = world.item("Yoga").await;
    let room = async || recordings::room(env, staff).await.expect("told");
    assert_eq!(room().await, Room { file_bytes: 1_000, left_bytes: Some(1_500) });
    let begin = async |size| recordings::begin(env, staff, &BeginRecording::new(item, "a.mp4", size)).await;
    let code = |refused: Result<_, Error>| match refused {
        Err(Error::Invalid(problems)) => problems[0].code.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(code(begin(1_001).await.map(drop)), "file_too_large");
    let first = begin(900).await.expect("begun").id;
    assert_eq!(room().await, Room { file_bytes: 600, left_bytes: Some(600) }, "what is announced is taken");
    assert_eq!(code(begin(700).await.map(drop)), "quota_exceeded");
    recordings::cancel_upload(env, staff, first).await.expect("given up");
    assert_eq!(room().await.left_bytes, Some(1_500));

    let open = BeginRecording { size: None, ..BeginRecording::new(item, "caméra.webm", 1) };
    let live = recordings::begin(env, staff, &open).await.expect("begun").id;
    recordings::append(env, staff, live, 0, vec![b'1'; 800].into()).await.expect("kept");
    let more = recordings::append(env, staff, live, 800, vec![b'1'; 300].into()).await;
    assert_eq!(code(more.map(drop)), "file_too_large");
    assert_eq!(room().await.left_bytes, Some(700), "what has come is taken");
});

on_both_databases!(a_file_without_a_size_is_ended_with_what_has_come, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let open = BeginRecording { size: None, ..BeginRecording::new(world.item("Yoga").await, "caméra.webm", 1) };
    let id = recordings::begin(env, staff, &open).await.expect("begun").id;
    assert_eq!(recordings::get(env, staff, id).await.expect("known").size, None);
    let nothing = recordings::finish(env, staff, id).await;
    assert!(matches!(nothing, Err(Error::Conflict("nothing_arrived"))), "{nothing:?}");
    recordings::append(env, staff, id, 0, "4".into()).await.expect("kept");
    recordings::append(env, staff, id, 1, "2".into()).await.expect("kept");
    assert_eq!(recordings::finish(env, staff, id).await.expect("ended").state, RecordingState::Uploaded);
    let twice = recordings::finish(env, staff, id).await;
    assert!(matches!(twice, Err(Error::Conflict("upload_over"))), "{twice:?}");
    jobs::run_pending(env).await.expect("jobs");
    let ready = recordings::get(env, staff, id).await.expect("known");
    assert_eq!((ready.state, ready.duration_s, ready.size), (RecordingState::Ready, Some(42.0), Some(2)));
});

on_both_databases!(files_of_the_servers_folder_are_brought_in, |world| {
    let folder = tempfile::tempdir().expect("a folder");
    let outside = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(outside.path(), "66").expect("written");
    std::fs::write(folder.path().join("classe.mp4"), "90").expect("written");
    std::fs::write(folder.path().join(".caché"), "90").expect("written");
    std::fs::create_dir(folder.path().join("dossier")).expect("made");
    std::os::unix::fs::symlink(outside.path(), folder.path().join("lien.mp4")).expect("linked");
    let env = &with_settings(&world, |settings| settings.import_dir = Some(folder.path().to_owned()));
    let staff = &world.staff().await;
    let item = world.item("Yoga").await;
    let names: Vec<_> =
        recordings::folder_files(env, staff).await.expect("listed").into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["classe.mp4"]);
    for wrong in ["lien.mp4", "../classe.mp4", "dossier", "rien.mp4", ""] {
        let refused = recordings::bring_in(env, staff, item, wrong).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{wrong}: {refused:?}");
    }
    let id = recordings::bring_in(env, staff, item, "classe.mp4").await.expect("begun").id;
    jobs::run_pending(env).await.expect("jobs");
    let ready = recordings::get(env, staff, id).await.expect("known");
    assert_eq!(
        (ready.state, ready.duration_s, ready.filename.as_str()),
        (RecordingState::Ready, Some(90.0), "classe.mp4")
    );
    assert!(folder.path().join("classe.mp4").exists(), "the file stays where it is");
});
