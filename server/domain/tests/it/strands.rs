//! A file that is sent over several connections at once.

use crate::world::on_both_databases;
use contract::{
    accounts::Role,
    recordings::{BeginRecording, RecordingState},
};
use domain::{Error, jobs, recordings};

on_both_databases!(strands_are_put_together_in_the_order_that_is_said, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let other = &world.person("luc", Role::Staff).await.staff().expect("staff");
    let item = world.item("Yoga").await;
    let strand = async |bytes: &'static str| {
        let id = recordings::begin_strand(env, staff, bytes.len() as u64).await.expect("begun");
        recordings::append_to_strand(env, staff, id, 0, bytes.into()).await.expect("kept");
        id
    };
    let (last, first) = (strand("2").await, strand("4").await);
    let open = recordings::begin_strand(env, staff, 2).await.expect("begun");
    let command = BeginRecording { size: None, ..BeginRecording::new(item, "classe.mp4", 1) };
    let join = async |who, strands: &[uuid::Uuid]| recordings::join_strands(env, who, &command, strands).await;

    assert!(matches!(join(staff, &[first, open]).await, Err(Error::Conflict("strand_unfinished"))));
    assert!(matches!(join(other, &[first, last]).await, Err(Error::Invalid(_))), "somebody else's");
    assert!(matches!(join(staff, &[first, first]).await, Err(Error::Invalid(_))), "twice the same");
    assert!(matches!(join(staff, &[]).await, Err(Error::Invalid(_))));
    assert!(matches!(recordings::strand(env, other, open).await, Err(Error::NotFound)));

    let joined = join(staff, &[first, last]).await.expect("joined");
    assert_eq!((joined.state, joined.size, joined.received), (RecordingState::Uploaded, Some(2), 2));
    assert!(matches!(join(staff, &[first, last]).await, Err(Error::Invalid(_))), "they are part of a whole now");
    jobs::run_pending(env).await.expect("jobs");
    let ready = recordings::get(env, staff, joined.id).await.expect("known");
    assert_eq!((ready.state, ready.duration_s), (RecordingState::Ready, Some(42.0)));

    recordings::append_to_strand(env, staff, open, 0, "1".into()).await.expect("kept");
    let wrong = recordings::append_to_strand(env, staff, open, 0, "1".into()).await;
    assert!(matches!(wrong, Err(Error::Conflict("offset_mismatch"))), "{wrong:?}");
    world.pass(8 * 24 * 3600);
    jobs::enqueue(env, env.db.writer(), &jobs::Job::Tidy).await.expect("planned");
    jobs::run_pending(env).await.expect("jobs");
    assert!(matches!(recordings::strand(env, staff, open).await, Err(Error::NotFound)), "nobody went on with it");
});
