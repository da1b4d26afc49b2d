//! Reading a guide, finding what it says, and taking it along.

use crate::world::{World, on_both_databases};
use contract::{Locale, RecordingId, SessionId, catalogue::CatalogueSearch, devices::Device, sessions::Audience};
use domain::{
    Error, accounts::SignedIn, catalogue, guides, history, jobs, live::Ask, media::MediaProblem, playback, recordings,
    sessions,
};
use sea_orm::ConnectionTrait;

const SAID: &str =
    "Respirez par le ventre.\u{c}Les épaules s’abaissent,\nle menton rentre.\u{c}\u{c}Repos des épaules.";

/// A guide of four pages, the third without words, in the catalogue.
async fn guide(world: &World) -> (SessionId, RecordingId) {
    *world.transcoder.guide.lock() = Some((SAID.to_owned(), 3));
    let item = world.item("Bien s’asseoir").await;
    let session = world.published(item, 60, Audience::Public).await;
    *world.transcoder.guide.lock() = None;
    let staff = world.staff().await;
    let recording = recordings::of_item(&world.env, &staff, item).await.expect("one").remove(0);
    assert_eq!((recording.pages, recording.pages_left_out, recording.may_download), (4, 3, false));
    (session, recording.id)
}

async fn count(world: &World, who: Option<&SignedIn>, words: &str) -> u32 {
    let search = CatalogueSearch { q: Some(words.into()), ..CatalogueSearch::default() };
    catalogue::search(&world.env, who, &search).await.expect("an answer").total
}

on_both_databases!(a_word_inside_a_guide_finds_it, |world| {
    let ana = world.member("ana").await;
    let (session, _) = guide(&world).await;
    world.published_session("Yoga", 60).await;
    assert_eq!(count(&world, Some(&ana), "epaul").await, 1);
    assert_eq!(count(&world, Some(&ana), "asseoir MENTON").await, 1, "title and page together");
    assert_eq!(count(&world, Some(&ana), "genou").await, 0);
    assert_eq!(count(&world, None, "asseoir").await, 1, "its title is for everybody");
    assert_eq!(count(&world, None, "epaul").await, 0, "what is inside is for members");

    let found = guides::read(&world.env, &ana, session, Some(2), Some("EPAULES")).await.expect("a reading");
    assert_eq!(found.text.as_deref(), Some("Les épaules s’abaissent,\nle menton rentre."));
    let found = found.found.expect("looked for");
    assert_eq!(found.iter().map(|found| found.page).collect::<Vec<_>>(), [2, 4]);
    let marked = found[1].excerpt.iter().find(|piece| piece.is_found).expect("a mark");
    assert_eq!(marked.text, "épaules");
    let nothing = guides::read(&world.env, &ana, session, Some(3), Some("genou")).await.expect("a reading");
    assert_eq!((nothing.text, nothing.found), (None, Some(Vec::new())));
    let plain = guides::read(&world.env, &ana, session, Some(1), Some(" - ")).await.expect("a reading");
    assert_eq!(plain.found, None, "no word is no search");
});

on_both_databases!(pages_that_nobody_could_read_are_counted, |world| {
    *world.transcoder.guide.lock() = Some(("\u{c}\u{c}".to_owned(), 0));
    *world.transcoder.unread.lock() = 3;
    let item = world.item("Scanné").await;
    let session = world.published(item, 60, Audience::Public).await;
    let (ana, staff) = (world.member("ana").await, world.staff().await);
    let recording = recordings::of_item(&world.env, &staff, item).await.expect("one").remove(0);
    assert_eq!((recording.pages, recording.pages_unread), (3, 3));
    let reading = guides::read(&world.env, &ana, session, Some(2), Some("scan")).await.expect("a reading");
    assert_eq!((reading.text, reading.found), (None, Some(Vec::new())));
    assert_eq!(count(&world, Some(&ana), "scanne").await, 1, "by its title");
});

on_both_databases!(a_film_is_no_guide, |world| {
    let (ana, staff) = (world.member("ana").await, world.staff().await);
    let session = world.published_session("Yoga", 60).await;
    assert!(matches!(guides::read(&world.env, &ana, session, Some(1), None).await, Err(Error::NotFound)));
    let recording = catalogue::entry(&world.env, Some(&ana), session).await.expect("there").recording_id;
    let allowed = guides::allow_download(&world.env, &staff, recording.expect("a recording"), true).await;
    assert!(matches!(allowed, Err(Error::NotFound)));
});

async fn document(world: &World, who: &SignedIn, session: SessionId) -> Result<usize, Error> {
    let grant = playback::grant(&world.env, who, session);
    let answer = playback::media::serve(&world.env, who, &grant, "document.pdf", Ask::default()).await?;
    Ok(answer.bytes.len())
}

on_both_databases!(members_take_the_document_along_only_where_that_is_allowed, |world| {
    let (env, ana, staff) = (&world.env, world.member("ana").await, world.staff().await);
    let (session, recording) = guide(&world).await;
    assert!(matches!(document(&world, &ana, session).await, Err(Error::NotFound)), "not at first");
    assert!(!guides::read(env, &ana, session, None, None).await.expect("a reading").may_download);
    document(&world, &staff, session).await.expect("staff may always");
    assert!(guides::read(env, &staff, session, None, None).await.expect("a reading").may_download);

    assert!(guides::allow_download(env, &staff, recording, true).await.expect("allowed").may_download);
    document(&world, &ana, session).await.expect("now they may");
    assert!(guides::read(env, &ana, session, None, None).await.expect("a reading").may_download);
    guides::allow_download(env, &staff, recording, false).await.expect("forbidden");
    assert!(matches!(document(&world, &ana, session).await, Err(Error::NotFound)), "at once");
});

on_both_databases!(reading_is_remembered_page_by_page, |world| {
    let (env, ana) = (&world.env, world.member("ana").await);
    let (session, _) = guide(&world).await;
    for page in [1, 3, 3] {
        let progress = playback::read_page(env, &ana, session, page, Device::Tablet).await.expect("noted");
        assert!(!progress.completed);
    }
    let line = history::list(env, &ana, Locale::Fr, None, 10).await.expect("a history").items.remove(0);
    assert_eq!((line.pages, line.unique_s, line.duration_s, line.position), (4, 2.0, 4.0, 3.0));
    assert_eq!(history::to_continue(env, &ana, Locale::Fr, 5).await.expect("none"), Vec::new());
    world.pass(13 * 3600);
    assert!(
        !playback::read_page(env, &ana, session, 2, Device::Tablet).await.expect("noted").completed,
        "three of four"
    );
    assert!(
        playback::read_page(env, &ana, session, 4, Device::Tablet).await.expect("noted").completed,
        "on another day"
    );
});

on_both_databases!(what_a_guide_says_goes_with_it, |world| {
    let staff = world.staff().await;
    let (session, recording) = guide(&world).await;
    sessions::unpublish(&world.env, &staff, session).await.expect("taken out");
    let rows = async |table: &str| {
        let statement = world.env.db.statement(format!("SELECT recording_id FROM {table}").as_str(), []);
        world.env.db.writer().query_all_raw(statement).await.expect("rows").len()
    };
    assert_eq!((rows("guide_page").await, rows("guide_words").await), (3, 1));
    recordings::remove(&world.env, &staff, recording).await.expect("removed");
    assert_eq!(rows("guide_page").await, 3, "it can still be brought back");
    world.pass(8 * 24 * 3600);
    jobs::enqueue(&world.env, world.env.db.writer(), &jobs::Job::Tidy).await.expect("planned");
    jobs::run_pending(&world.env).await.expect("jobs");
    assert_eq!((rows("guide_page").await, rows("guide_words").await), (0, 0));
});

/// Has the jobs that are due done, those of the hour among them.
async fn tidied(world: &World) {
    jobs::enqueue(&world.env, world.env.db.writer(), &jobs::Job::Tidy).await.expect("planned");
    jobs::run_pending(&world.env).await.expect("jobs");
}

/// How many readings of guides were ever asked for.
async fn readings(world: &World) -> usize {
    let statement = world.env.db.statement("SELECT id FROM job WHERE kind = 'read_guide'", []);
    world.env.db.writer().query_all_raw(statement).await.expect("rows").len()
}

/// Makes a guide one of before there was anything to read them with.
async fn of_old(world: &World) {
    for sql in ["UPDATE recording SET read_at = NULL", "DELETE FROM guide_page", "DELETE FROM guide_words"] {
        world.env.db.writer().execute_unprepared(sql).await.expect("made old");
    }
}

on_both_databases!(staff_have_a_guide_read_again, |world| {
    let (env, ana, staff) = (&world.env, world.member("ana").await, world.staff().await);
    let (session, recording) = guide(&world).await;
    let before = recordings::get(env, &staff, recording).await.expect("known").read_at.expect("it was read");
    world.pass(60);
    *world.transcoder.said.lock() = "Expirez.\u{c}\u{c}Genoux souples.\u{c}".to_owned();
    let asked = guides::read_again(env, &staff, recording).await.expect("asked for");
    assert_eq!((asked.reading, asked.read_at), (Some(0.0), Some(before)));
    assert_eq!(count(&world, Some(&ana), "epaul").await, 1, "what was read before stays meanwhile");
    guides::read_again(env, &staff, recording).await.expect("asked for");
    jobs::run_pending(env).await.expect("jobs");
    assert_eq!(readings(&world).await, 1, "asked twice, it is read once");
    let now = recordings::get(env, &staff, recording).await.expect("known");
    assert!(now.reading.is_none() && now.read_at > Some(before), "{now:?}");
    assert_eq!((count(&world, Some(&ana), "epaul").await, count(&world, Some(&ana), "genou").await), (0, 1));
    let third = guides::read(env, &ana, session, Some(3), None).await.expect("a reading");
    assert_eq!(third.text.as_deref(), Some("Genoux souples."));
    let second = guides::read(env, &ana, session, Some(2), None).await.expect("a reading");
    assert_eq!(second.text, None);
});

on_both_databases!(a_guide_that_cannot_be_read_keeps_what_was_read_before, |world| {
    let (env, ana, staff) = (&world.env, world.member("ana").await, world.staff().await);
    let (_, recording) = guide(&world).await;
    guides::read_again(env, &staff, recording).await.expect("asked for");
    *world.transcoder.problem.lock() = Some(MediaProblem::Truncated);
    jobs::run_pending(env).await.expect("jobs");
    let now = recordings::get(env, &staff, recording).await.expect("known");
    assert_eq!((now.reading, now.problem_code.as_deref()), (None, Some("truncated")));
    assert_eq!(count(&world, Some(&ana), "epaul").await, 1);
    *world.transcoder.problem.lock() = None;
    *world.transcoder.said.lock() = "Genoux".to_owned();
    guides::read_again(env, &staff, recording).await.expect("asked for again");
    jobs::run_pending(env).await.expect("jobs");
    let now = recordings::get(env, &staff, recording).await.expect("known");
    assert_eq!((now.reading, now.problem_code), (None, None));
    let film = world.published_session("Yoga", 60).await;
    let film = catalogue::entry(env, Some(&ana), film).await.expect("there").recording_id.expect("a recording");
    assert!(matches!(guides::read_again(env, &staff, film).await, Err(Error::NotFound)), "a film is no guide");
});

on_both_databases!(guides_of_old_are_read_once_by_themselves, |world| {
    let (env, ana, staff) = (&world.env, world.member("ana").await, world.staff().await);
    let (_, recording) = guide(&world).await;
    tidied(&world).await;
    assert_eq!(readings(&world).await, 0, "it was read when it came");
    of_old(&world).await;
    *world.transcoder.said.lock() = "Genoux souples.".to_owned();
    tidied(&world).await;
    assert_eq!((readings(&world).await, count(&world, Some(&ana), "genou").await), (1, 1));

    of_old(&world).await;
    *world.transcoder.said.lock() = String::new();
    tidied(&world).await;
    assert_eq!(readings(&world).await, 2);
    tidied(&world).await;
    assert_eq!(readings(&world).await, 2, "in which nothing was found");
    of_old(&world).await;
    *world.transcoder.problem.lock() = Some(MediaProblem::Password);
    tidied(&world).await;
    tidied(&world).await;
    assert_eq!(readings(&world).await, 3, "which could not be read");
    let now = recordings::get(env, &staff, recording).await.expect("known");
    assert_eq!((now.reading, now.problem_code.as_deref()), (None, Some("password")));
});

on_both_databases!(a_guide_that_is_taken_away_is_not_read, |world| {
    let (env, staff) = (&world.env, world.staff().await);
    let (session, recording) = guide(&world).await;
    of_old(&world).await;
    sessions::unpublish(env, &staff, session).await.expect("taken out");
    guides::read_again(env, &staff, recording).await.expect("asked for");
    recordings::remove(env, &staff, recording).await.expect("removed");
    *world.transcoder.said.lock() = "Genoux".to_owned();
    tidied(&world).await;
    let back = recordings::restore(env, &staff, recording).await.expect("back");
    assert_eq!((back.reading, back.read_at), (None, None));
    tidied(&world).await;
    assert!(recordings::get(env, &staff, recording).await.expect("known").read_at.is_some(), "but once it is back");
});
