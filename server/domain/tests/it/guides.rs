//! Reading a guide, finding what it says, and taking it along.

use crate::world::{World, on_both_databases};
use contract::{
    Locale, RecordingId, SessionId, catalogue::CatalogueSearch, devices::Device, recordings::GuidePages,
    sessions::Audience,
};
use domain::{
    Error,
    accounts::SignedIn,
    attachments::NewAttachment,
    catalogue, guides, history, jobs,
    live::Ask,
    media::MediaProblem,
    playback::{self, media::MediaAnswer},
    recordings, sessions,
};
use futures::StreamExt;
use object_store::ObjectStore;
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

async fn media(world: &World, who: &SignedIn, session: SessionId, rest: &str) -> Result<MediaAnswer, Error> {
    let grant = playback::grant(&world.env, who, session);
    playback::media::serve(&world.env, who, &grant, rest, Ask::default()).await
}

async fn document(world: &World, who: &SignedIn, session: SessionId) -> Result<usize, Error> {
    Ok(media(world, who, session, "document.pdf").await?.bytes.len())
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

/// A picture that somebody brings; what it says is what it is read as.
fn picture(name: &str, said: &str) -> NewAttachment {
    NewAttachment { name: name.into(), content_type: "image/jpeg".into(), bytes: said.to_owned().into() }
}

fn numbers(pages: &GuidePages) -> Vec<u32> {
    pages.shown.iter().map(|page| page.leaf).collect()
}

/// The codes that something was refused with.
fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<(String, String)> {
    match outcome {
        Err(Error::Invalid(fields)) => fields.into_iter().map(|field| (field.field, field.code)).collect(),
        Err(Error::Conflict(code)) => vec![(String::new(), code.to_owned())],
        other => panic!("{other:?}"),
    }
}

on_both_databases!(pictures_are_put_into_a_guide_as_pages, |world| {
    let (env, ana, staff) = (&world.env, world.member("ana").await, world.staff().await);
    let (session, recording) = guide(&world).await;
    let first = media(&world, &ana, session, "pages/1.jpg").await.expect("a picture");
    let (before, poster) = (first.bytes, playback::poster(env, Some(&ana), session, true).await.expect("a poster"));

    let two = vec![picture("a.jpg", "Genoux souples."), picture("../b.jpg", "Coudes levés.")];
    let pages = guides::add_pages(env, &staff, recording, Some(1), two).await.expect("put in");
    assert_eq!((pages.edition, numbers(&pages)), (1, vec![1, 5, 6, 2, 3, 4]));
    assert_eq!(pages.shown[2].name.as_deref(), Some("b.jpg"));
    assert_eq!(count(&world, Some(&ana), "genou").await, 0, "not read yet");
    jobs::run_pending(env).await.expect("jobs");
    assert_eq!(count(&world, Some(&ana), "genou coude menton").await, 1, "old and new");
    let reading = guides::read(env, &ana, session, Some(2), Some("epaules")).await.expect("a reading");
    assert_eq!((reading.edition, reading.text.as_deref()), (1, Some("Genoux souples.")));
    let found: Vec<u32> = reading.found.expect("looked for").iter().map(|found| found.page).collect();
    assert_eq!(found, [4, 6], "where they stand now");
    let details = recordings::get(env, &staff, recording).await.expect("known");
    assert_eq!((details.pages, details.reading), (6, None));

    let new = media(&world, &ana, session, "pages/2-1.jpg").await.expect("a picture");
    assert!(new.immutable && new.bytes.starts_with(b"large of 15"), "{new:?}");
    let old = media(&world, &ana, session, "pages/2.jpg").await.expect("a picture");
    assert!(!old.immutable && old.bytes == new.bytes, "an address from before is not kept for ever");
    assert_eq!(media(&world, &ana, session, "pages/1-1.jpg").await.expect("a picture").bytes, before);
    for none in ["pages/7-1.jpg", "pages/0-1.jpg", "pages/1-x.jpg"] {
        assert!(matches!(media(&world, &ana, session, none).await, Err(Error::NotFound)), "{none}");
    }
    assert_eq!(playback::poster(env, Some(&ana), session, true).await.expect("a poster"), poster);
    guides::add_pages(env, &staff, recording, Some(0), vec![picture("c.jpg", "Couverture")]).await.expect("put in");
    let poster = playback::poster(env, Some(&ana), session, true).await.expect("a poster");
    assert!(poster.starts_with(b"small of"), "the first page stands for it");

    guides::allow_download(env, &staff, recording, true).await.expect("allowed");
    let bound = media(&world, &ana, session, "document-2.pdf").await.expect("a document");
    assert!(bound.immutable && bound.content_type == "application/pdf" && bound.bytes.starts_with(b"%PDF"));
    assert!(!media(&world, &ana, session, "document.pdf").await.expect("a document").immutable);
});

on_both_databases!(pages_change_their_order_are_taken_out_and_put_back, |world| {
    let (env, ana, staff) = (&world.env, world.member("ana").await, world.staff().await);
    let (session, recording) = guide(&world).await;
    let text = async |page: u32| guides::read(env, &ana, session, Some(page), None).await.expect("a reading").text;
    let pages = guides::arrange(env, &staff, recording, 0, &[4, 1]).await.expect("arranged");
    assert_eq!((numbers(&pages), pages.aside.len(), pages.edition), (vec![4, 1], 2, 1));
    assert_eq!(text(1).await.as_deref(), Some("Repos des épaules."));
    assert_eq!(text(2).await.as_deref(), Some("Respirez par le ventre."));
    assert_eq!((count(&world, Some(&ana), "menton").await, count(&world, Some(&ana), "repos").await), (0, 1));
    let entry = catalogue::entry(env, Some(&ana), session).await.expect("there");
    assert_eq!(entry.pages, 2, "at once");
    guides::leaf_picture(env, &staff, recording, 2).await.expect("what was taken out is still there");

    let stale = guides::arrange(env, &staff, recording, 0, &[1, 4]).await;
    assert_eq!(refused(stale), [(String::new(), "pages_changed".to_owned())], "who comes second");
    let wrong: [(&[u32], &str); 3] = [(&[], "no_page_left"), (&[1, 1], "not_its_pages"), (&[1, 9], "not_its_pages")];
    for (wrong, code) in wrong {
        let outcome = guides::arrange(env, &staff, recording, 1, wrong).await;
        assert_eq!(refused(outcome), [("pages".to_owned(), code.to_owned())]);
    }
    let pages = guides::arrange(env, &staff, recording, 1, &[4, 1, 2]).await.expect("put back");
    assert_eq!((numbers(&pages), pages.aside.len()), (vec![4, 1, 2], 1));
    assert_eq!(count(&world, Some(&ana), "menton").await, 1, "found again, and nothing was read anew");
    assert_eq!(readings(&world).await, 0);
    let film = world.published_session("Yoga", 60).await;
    let film = catalogue::entry(env, Some(&ana), film).await.expect("there").recording_id.expect("a recording");
    assert!(matches!(guides::arrange(env, &staff, film, 0, &[1]).await, Err(Error::NotFound)));
});

on_both_databases!(what_was_read_of_a_page_stays_so_wherever_it_stands, |world| {
    let (env, ana, ben) = (&world.env, world.member("ana").await, world.member("ben").await);
    let (session, recording) = guide(&world).await;
    let staff = world.staff().await;
    let read = async |who: &SignedIn, page: u32| {
        playback::read_page(env, who, session, page, Device::Tablet).await.expect("noted").completed
    };
    let line = async |who: &SignedIn| {
        let line = history::list(env, who, Locale::Fr, None, 10).await.expect("a history").items.remove(0);
        (line.pages, line.unique_s, line.position, line.completed)
    };
    for page in [1, 3] {
        read(&ana, page).await;
    }
    for page in 1..=4 {
        read(&ben, page).await;
    }
    assert_eq!((line(&ana).await, line(&ben).await), ((4, 2.0, 3.0, false), (4, 4.0, 4.0, true)));

    let added = guides::add_pages(env, &staff, recording, Some(0), vec![picture("a.jpg", "Avant")]).await;
    let edition = added.expect("put in").edition;
    assert_eq!(line(&ana).await, (5, 2.0, 4.0, false), "she stopped at the same page");
    assert_eq!(line(&ben).await, (5, 4.0, 5.0, true), "who had completed it has done so");
    // The page that she read last goes, and the first one that she read goes last.
    guides::arrange(env, &staff, recording, edition, &[5, 2, 4, 1]).await.expect("arranged");
    assert_eq!(line(&ana).await, (4, 1.0, 2.0, false), "what was before it is where she stopped");
    assert_eq!(line(&ben).await, (4, 3.0, 3.0, true));
    world.pass(13 * 3600);
    read(&ana, 4).await;
    assert_eq!(line(&ana).await.1, 1.0, "she has read it, where it stands now");
    for page in [1, 2] {
        assert!(!read(&ana, page).await);
    }
    world.pass(60);
    assert!(read(&ana, 3).await, "four of four");
});

on_both_databases!(what_cannot_be_a_page_is_refused_and_leaves_nothing, |world| {
    let (env, staff) = (&world.env, world.staff().await);
    let (_, recording) = guide(&world).await;
    let objects = async || env.store.list(None).collect::<Vec<_>>().await.len();
    let before = objects().await;
    let add = async |after: u32, pictures: Vec<NewAttachment>| {
        refused(guides::add_pages(env, &staff, recording, Some(after), pictures).await).remove(0)
    };
    let at = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    assert_eq!(add(0, Vec::new()).await, at("picture", "required"));
    assert_eq!(add(5, vec![picture("a.jpg", "A")]).await, at("after", "not_its_pages"));
    assert_eq!(add(0, vec![picture("a.jpg", "A"), picture("b.jpg", "")]).await, at("picture", "empty_file"));
    let many = (0..197).map(|_| picture("a.jpg", "A")).collect();
    assert_eq!(add(0, many).await, at("picture", "guide_full"));
    *world.transcoder.problem.lock() = Some(MediaProblem::NotMedia);
    assert_eq!(add(0, vec![picture("a.txt", "A")]).await, at("picture", "unreadable_picture"));
    assert_eq!(objects().await, before);
    assert_eq!(guides::pages(env, &staff, recording).await.expect("pages").edition, 0);
});

on_both_databases!(what_was_added_to_a_guide_is_swept_up_with_it_and_not_before, |world| {
    let (env, staff) = (&world.env, world.staff().await);
    let (session, recording) = guide(&world).await;
    let pages = guides::add_pages(env, &staff, recording, None, vec![picture("a.jpg", "Genoux")]).await;
    guides::arrange(env, &staff, recording, pages.expect("put in").edition, &[1, 2]).await.expect("taken out");
    jobs::run_pending(env).await.expect("jobs");
    let objects = async || env.store.list(None).collect::<Vec<_>>().await.len();
    let before = objects().await;
    // The store has a clock of its own.
    let put = env.store.list(None).map(|object| object.expect("listed").last_modified.timestamp_millis());
    let put_at = put.collect::<Vec<_>>().await.into_iter().max().expect("objects");
    world.pass(u64::try_from(put_at - env.clock.now_ms()).unwrap_or_default() / 1000 + 3 * 24 * 3600);
    tidied(&world).await;
    assert_eq!(objects().await, before, "also what was taken out stays");
    guides::leaf_picture(env, &staff, recording, 5).await.expect("a picture");
    sessions::unpublish(env, &staff, session).await.expect("taken out");
    recordings::remove(env, &staff, recording).await.expect("removed");
    world.pass(8 * 24 * 3600);
    tidied(&world).await;
    assert_eq!(objects().await, 0);
});
