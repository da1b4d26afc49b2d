//! What a member watched is the member's own.

use crate::world::on_both_databases;
use contract::{Locale, devices::Device};
use domain::{Error, history, playback, sessions};

on_both_databases!(a_history_is_listed_and_forgotten, |world| {
    let (env, ana, ben) = (&world.env, world.member("ana").await, world.member("ben").await);
    let yoga = world.published_session("Yoga", 60).await;
    let pilates = world.published_session("Pilates", 600).await;
    world.watch(&ana, yoga, &[(0.0, 60.0)]).await;
    world.watch(&ana, pilates, &[(0.0, 100.0)]).await;
    world.watch(&ben, yoga, &[(0.0, 20.0)]).await;

    let page = history::list(env, &ana, Locale::Fr, None, 1).await.expect("a page");
    assert_eq!(page.items.iter().map(|entry| entry.title.as_str()).collect::<Vec<_>>(), ["Pilates"]);
    let rest = history::list(env, &ana, Locale::Fr, page.next.as_deref(), 10).await.expect("the rest");
    assert_eq!(
        rest.items.iter().map(|entry| (entry.title.as_str(), entry.completed)).collect::<Vec<_>>(),
        [("Yoga", true)]
    );
    assert_eq!(rest.next, None);
    let unfinished = history::to_continue(env, &ana, Locale::Fr, 5).await.expect("some");
    assert_eq!(unfinished.iter().map(|entry| entry.session_id).collect::<Vec<_>>(), [pilates]);

    history::forget(env, &ana, pilates).await.expect("forgotten");
    assert!(matches!(history::forget(env, &ana, pilates).await, Err(Error::NotFound)));
    assert_eq!(playback::open(env, &ana, pilates, Device::Computer).await.expect("opened").resume_at, 0.0);
    assert_eq!(history::forget_all(env, &ana).await.expect("forgotten"), 1);
    assert_eq!(history::list(env, &ana, Locale::Fr, None, 10).await.expect("a page").items, Vec::new());
    assert_eq!(history::list(env, &ben, Locale::Fr, None, 10).await.expect("a page").items.len(), 1, "Ben's is Ben's");
});

on_both_databases!(a_session_that_left_stays_in_the_history, |world| {
    let (env, ana) = (&world.env, world.member("ana").await);
    let yoga = world.published_session("Yoga", 600).await;
    world.watch(&ana, yoga, &[(0.0, 100.0)]).await;
    sessions::unpublish(env, &world.staff().await, yoga).await.expect("taken out");
    let page = history::list(env, &ana, Locale::Fr, None, 10).await.expect("a page");
    assert!(!page.items[0].available);
    assert_eq!(history::to_continue(env, &ana, Locale::Fr, 5).await.expect("none"), Vec::new());
});
