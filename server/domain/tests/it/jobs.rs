//! Work that must happen, whoever dies meanwhile.

use crate::world::on_both_databases;
use contract::recordings::RecordingState;
use domain::{jobs, recordings};
use sea_orm::ConnectionTrait;

on_both_databases!(a_job_whose_worker_died_is_taken_up_again, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let id = world.uploaded(world.item("Yoga").await, 10).await;
    // A worker claimed it and was killed: the row says running, and nobody renews the lease.
    let until = domain::Clock::now_ms(&*world.clock) + 20_000;
    let dead = env.db.statement("UPDATE job SET state = 'running', lease_until = ?, attempts = 1", [until.into()]);
    env.db.writer().execute_raw(dead).await.expect("claimed");
    jobs::run_pending(env).await.expect("jobs");
    assert_eq!(recordings::get(env, staff, id).await.expect("known").state, RecordingState::Uploaded, "still leased");
    world.pass(21);
    jobs::run_pending(env).await.expect("jobs");
    assert_eq!(recordings::get(env, staff, id).await.expect("known").state, RecordingState::Ready);
});

on_both_databases!(a_job_exists_only_if_its_change_does, |world| {
    let env = &world.env;
    let tx = env.db.begin().await.expect("a transaction");
    jobs::enqueue(env, &tx, &jobs::Job::Tidy).await.expect("planned");
    tx.rollback().await.expect("undone");
    assert_eq!(jobs::count_by_state(env).await.expect("counted"), Vec::new());
});

on_both_databases!(two_workers_never_take_the_same_job, |world| {
    let env = &world.env;
    for _ in 0..20 {
        jobs::enqueue(env, env.db.writer(), &jobs::Job::Scrub).await.expect("planned");
    }
    let (first, second) = tokio::join!(jobs::run_pending(env), jobs::run_pending(env));
    first.and(second).expect("jobs");
    assert_eq!(jobs::count_by_state(env).await.expect("counted"), [("done".to_owned(), 20)]);
});
