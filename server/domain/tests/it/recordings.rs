//! From a file in pieces to something that can be watched.

use crate::world::{World, on_both_databases};
use bytes::Bytes;
use contract::{
    RecordingId,
    devices::Device,
    recordings::{BeginRecording, RecordingState},
    sessions::NewSession,
};
use domain::live::Ask;
use domain::{Error, jobs, media::MediaProblem, playback, recordings, sessions};
use futures::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt};

async fn begun(world: &World, size: u64) -> RecordingId {
    let item = world.item("Yoga").await;
    let begin = BeginRecording::new(item, "../../é\r\n.mp4", size);
    recordings::begin(&world.env, &world.staff().await, &begin).await.expect("begun").id
}

async fn objects(world: &World) -> Vec<String> {
    let listed: Vec<_> = world.env.store.list(None).try_collect().await.expect("listed");
    listed.into_iter().map(|object| object.location.to_string()).collect()
}

on_both_databases!(pieces_are_kept_in_order_and_become_a_recording, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let id = begun(&world, 2).await;
    assert_eq!(recordings::append(env, staff, id, 0, Bytes::from_static(b"4")).await.expect("kept"), 1);
    let twice = recordings::append(env, staff, id, 0, Bytes::from_static(b"4")).await;
    assert!(matches!(twice, Err(Error::Conflict("offset_mismatch"))), "{twice:?}");
    let gap = recordings::append(env, staff, id, 5, Bytes::from_static(b"4")).await;
    assert!(matches!(gap, Err(Error::Conflict("offset_mismatch"))), "{gap:?}");
    let long = recordings::append(env, staff, id, 1, Bytes::from_static(b"22")).await;
    assert!(matches!(long, Err(Error::Invalid(_))), "{long:?}");
    recordings::append(env, staff, id, 1, Bytes::from_static(b"2")).await.expect("kept");
    let over = recordings::append(env, staff, id, 2, Bytes::from_static(b"2")).await;
    assert!(matches!(over, Err(Error::Conflict("upload_over"))), "{over:?}");

    assert_eq!(recordings::get(env, staff, id).await.expect("known").state, RecordingState::Uploaded);
    jobs::run_pending(env).await.expect("jobs");
    let ready = recordings::get(env, staff, id).await.expect("known");
    assert_eq!((ready.state, ready.duration_s), (RecordingState::Ready, Some(42.0)));
    assert_eq!(
        ready.renditions.iter().map(|rendition| rendition.height).collect::<Vec<_>>(),
        [Some(360), Some(360), Some(360)]
    );
    assert!(!ready.filename.contains(['\r', '\n']), "{:?}", ready.filename);
    let kept = objects(&world).await;
    assert!(!kept.iter().any(|key| key.contains("/upload/")), "the pieces are gone: {kept:?}");
    assert!(kept.iter().any(|key| key.ends_with("/original")), "{kept:?}");
});

on_both_databases!(pieces_that_came_at_once_are_kept_together, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let id = begun(&world, 4).await;
    let piece = async |offset, bytes: &'static str| {
        recordings::store_piece(env, staff, id, offset, bytes.into()).await.expect("stored")
    };
    let (second, first) = (piece(1, "2").await, piece(0, "4").await);
    assert_eq!(recordings::get(env, staff, id).await.expect("known").received, 0, "stored is not kept");
    assert_eq!(recordings::note_pieces(env, staff, id, vec![first, second]).await.expect("kept"), 2);
    let apart = vec![piece(2, "x").await, piece(4, "x").await];
    let long = vec![piece(2, "x").await, piece(3, "xx").await];
    let early = vec![piece(1, "x").await];
    for (pieces, refused) in [(apart, "apart"), (long, "too long"), (early, "there already")] {
        let noted = recordings::note_pieces(env, staff, id, pieces).await;
        assert!(matches!(noted, Err(Error::Conflict("offset_mismatch") | Error::Invalid(_))), "{refused}: {noted:?}");
    }
    assert_eq!(objects(&world).await.len(), 2, "what is refused does not stay");
    let last = vec![piece(2, "0").await, piece(3, "0").await];
    assert_eq!(recordings::note_pieces(env, staff, id, last).await.expect("kept"), 4);
    assert_eq!(recordings::get(env, staff, id).await.expect("known").state, RecordingState::Uploaded);
});

on_both_databases!(an_upload_that_is_given_up_leaves_nothing, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let id = begun(&world, 10).await;
    recordings::append(env, staff, id, 0, Bytes::from_static(b"12345")).await.expect("kept");
    recordings::cancel_upload(env, staff, id).await.expect("cancelled");
    assert!(matches!(recordings::get(env, staff, id).await, Err(Error::NotFound)));
    assert_eq!(objects(&world).await, Vec::<String>::new());
    let nothing = BeginRecording::new(world.item("Rien").await, "vide", 0);
    assert!(matches!(recordings::begin(env, staff, &nothing).await, Err(Error::Invalid(_))));
});

on_both_databases!(an_upload_that_rests_for_a_week_is_removed, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let id = begun(&world, 10).await;
    world.pass(6 * 24 * 3600);
    recordings::append(env, staff, id, 0, Bytes::from_static(b"12345")).await.expect("kept");
    world.pass(6 * 24 * 3600);
    jobs::enqueue(env, env.db.writer(), &jobs::Job::Tidy).await.expect("planned");
    jobs::run_pending(env).await.expect("jobs");
    recordings::get(env, staff, id).await.expect("someone still works on it");
    world.pass(2 * 24 * 3600);
    jobs::enqueue(env, env.db.writer(), &jobs::Job::Tidy).await.expect("planned");
    jobs::run_pending(env).await.expect("jobs");
    assert!(matches!(recordings::get(env, staff, id).await, Err(Error::NotFound)));
});

on_both_databases!(a_file_that_is_no_video_says_so_and_can_be_tried_again, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    *world.transcoder.problem.lock() = Some(MediaProblem::Playlist);
    let id = world.uploaded(world.item("Yoga").await, 10).await;
    jobs::run_pending(env).await.expect("jobs");
    let failed = recordings::get(env, staff, id).await.expect("known");
    assert_eq!((failed.state, failed.problem_code.as_deref()), (RecordingState::Failed, Some("playlist")));
    let new = NewSession { item_id: failed.item_id, recording_id: Some(id), live: None, audience: None };
    let session = sessions::create(env, staff, &new).await.expect("a draft").id;
    let refused = sessions::publish(env, staff, session).await;
    assert!(matches!(refused, Err(Error::Conflict("recording_not_ready"))), "{refused:?}");

    *world.transcoder.problem.lock() = None;
    recordings::retry(env, staff, id).await.expect("planned");
    jobs::run_pending(env).await.expect("jobs");
    assert_eq!(recordings::get(env, staff, id).await.expect("known").state, RecordingState::Ready);
    sessions::publish(env, staff, session).await.expect("published");
});

on_both_databases!(a_passing_fault_is_tried_three_times, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    *world.transcoder.problem.lock() = Some(MediaProblem::Stalled);
    let id = world.uploaded(world.item("Yoga").await, 10).await;
    for _ in 0..2 {
        jobs::run_pending(env).await.expect("jobs");
        assert_eq!(recordings::get(env, staff, id).await.expect("known").state, RecordingState::Processing);
        world.pass(60);
    }
    jobs::run_pending(env).await.expect("jobs");
    let failed = recordings::get(env, staff, id).await.expect("known");
    assert_eq!((failed.state, failed.problem_code.as_deref()), (RecordingState::Failed, Some("stalled")));
});

on_both_databases!(it_is_watched_before_all_is_made_and_nobody_is_cut_off, |world| {
    let (env, staff, ana) = (&world.env, &world.staff().await, &world.member("ana").await);
    *world.transcoder.early.lock() = Some(Some(MediaProblem::Stalled));
    let id = world.uploaded(world.item("Yoga").await, 10).await;
    jobs::run_pending(env).await.expect("jobs");
    let early = recordings::get(env, staff, id).await.expect("known");
    assert_eq!((early.state, early.duration_s), (RecordingState::Playable, Some(10.0)));
    assert_eq!(early.renditions.len(), 2);
    let new = NewSession { item_id: early.item_id, recording_id: Some(id), live: None, audience: None };
    let session = sessions::create(env, staff, &new).await.expect("a draft").id;
    sessions::publish(env, staff, session).await.expect("something can be watched");
    let playlist = playback::open(env, ana, session, Device::Computer).await.expect("opened").playlist_url;
    let grant = playlist.split('/').nth(2).expect("a grant").to_owned();
    let offered = async || {
        let answer = playback::media::serve(env, ana, &grant, "index.m3u8", Ask::default()).await.expect("a playlist");
        String::from_utf8(answer.bytes.to_vec()).expect("text")
    };
    assert!(offered().await.contains("q/index.m3u8"), "{}", offered().await);

    // The rest is made at the second try, and takes the place of what was there only meanwhile.
    *world.transcoder.early.lock() = Some(None);
    world.pass(60);
    jobs::run_pending(env).await.expect("jobs");
    let ready = recordings::get(env, staff, id).await.expect("known");
    assert_eq!(ready.state, RecordingState::Ready);
    let names = |details: &contract::recordings::RecordingDetails| {
        let mut names: Vec<_> = details.renditions.iter().map(|made| made.name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&ready), ["a128", "v240", "v360"]);
    assert!(!offered().await.contains("q/index.m3u8"), "{}", offered().await);
    playback::media::serve(env, ana, &grant, "q/0.m4s", Ask::default()).await.expect("who plays it goes on");
    assert!(objects(&world).await.iter().any(|key| key.ends_with("/q.mp4")));

    world.pass(25 * 3600);
    jobs::enqueue(env, env.db.writer(), &jobs::Job::Tidy).await.expect("planned");
    jobs::run_pending(env).await.expect("jobs");
    assert!(!objects(&world).await.iter().any(|key| key.ends_with("/q.mp4")), "it has gone");
    assert!(objects(&world).await.iter().any(|key| key.ends_with("/v360.mp4")), "what stays has not");
});

on_both_databases!(what_can_be_watched_stays_so_when_the_rest_fails, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    *world.transcoder.early.lock() = Some(Some(MediaProblem::UnsupportedCodec));
    let id = world.uploaded(world.item("Yoga").await, 10).await;
    jobs::run_pending(env).await.expect("jobs");
    let lesser = recordings::get(env, staff, id).await.expect("known");
    let problem = lesser.problem_code.as_deref();
    assert_eq!((lesser.state, problem), (RecordingState::Playable, Some("unsupported_codec")));
    *world.transcoder.early.lock() = Some(None);
    recordings::retry(env, staff, id).await.expect("planned");
    jobs::run_pending(env).await.expect("jobs");
    let ready = recordings::get(env, staff, id).await.expect("known");
    assert_eq!((ready.state, ready.problem_code), (RecordingState::Ready, None));
});

on_both_databases!(what_was_taken_away_can_be_brought_back_for_a_week, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let item = world.item("Yoga").await;
    let id = world.uploaded(item, 10).await;
    jobs::run_pending(env).await.expect("jobs");
    let new = NewSession { item_id: item, recording_id: Some(id), live: None, audience: None };
    let session = sessions::create(env, staff, &new).await.expect("a session").id;
    sessions::publish(env, staff, session).await.expect("published");
    let refused = recordings::remove(env, staff, id).await;
    assert!(matches!(refused, Err(Error::Conflict("is_published"))), "{refused:?}");
    sessions::unpublish(env, staff, session).await.expect("taken out");
    assert!(recordings::stored_bytes(env, staff, id).await.expect("counted") > 0);

    recordings::remove(env, staff, id).await.expect("taken away");
    assert!(matches!(recordings::get(env, staff, id).await, Err(Error::NotFound)));
    assert!(recordings::of_item(env, staff, item).await.expect("listed").is_empty());
    let again = sessions::publish(env, staff, session).await;
    assert!(matches!(again, Err(Error::Conflict("recording_not_ready"))), "{again:?}");
    world.pass(6 * 24 * 3600);
    assert_eq!(recordings::removed(env, staff, item).await.expect("listed"), [(id, "classe.mp4".to_owned())]);
    assert_eq!(recordings::restore(env, staff, id).await.expect("back").state, RecordingState::Ready);
    sessions::publish(env, staff, session).await.expect("published again");
    sessions::unpublish(env, staff, session).await.expect("taken out");

    recordings::remove(env, staff, id).await.expect("taken away");
    world.pass(8 * 24 * 3600);
    assert!(matches!(recordings::restore(env, staff, id).await, Err(Error::NotFound)));
    jobs::enqueue(env, env.db.writer(), &jobs::Job::Tidy).await.expect("planned");
    jobs::run_pending(env).await.expect("jobs");
    assert_eq!(objects(&world).await, Vec::<String>::new());
});

on_both_databases!(what_no_row_points_at_is_swept_up_and_nothing_else, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let id = world.uploaded(world.item("Yoga").await, 10).await;
    jobs::run_pending(env).await.expect("jobs");
    let before = objects(&world).await;
    let left = object_store::path::Path::from(format!("recordings/{id}/0193a5e4-7b1c-7000-8000-000000000001/v720.mp4"));
    let nobodys = object_store::path::Path::from("recordings/0193a5e4-7b1c-7000-8000-000000000002/original");
    for waste in [&left, &nobodys] {
        env.store.put(waste, Bytes::from_static(b"left").into()).await.expect("put");
    }
    let tidy = async || {
        jobs::enqueue(env, env.db.writer(), &jobs::Job::Tidy).await.expect("planned");
        jobs::run_pending(env).await.expect("jobs");
        objects(&world).await
    };
    // The store has a clock of its own.
    let put_at = env.store.head(&left).await.expect("there").last_modified.timestamp_millis();
    let behind = u64::try_from(put_at - env.clock.now_ms()).unwrap_or_default() / 1000;
    world.pass(behind);
    assert_eq!(tidy().await.len(), before.len() + 2, "what is young may be about to get its row");
    world.pass(3 * 24 * 3600);
    let mut expected = before.clone();
    expected.push(nobodys.to_string());
    expected.sort();
    let mut kept = tidy().await;
    kept.sort();
    assert_eq!(kept, expected, "what another database may know stays");
    assert_eq!(recordings::get(env, staff, id).await.expect("known").state, RecordingState::Ready);
});
