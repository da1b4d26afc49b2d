//! What is said in a live session: who may write it down, where players find it, and where it is kept.

use crate::{
    live::{announced, count, media, send, stored},
    world::{World, on_both_databases},
};
use contract::{
    SessionId,
    captions::CaptionKind,
    live_captions::{LiveCaption, NewLiveCaption},
};
use domain::{
    Environment, Error,
    accounts::SignedIn,
    captions as kept_captions, jobs,
    live::{self, Lives, Publication, captions},
};

/// What another process of the same organisation knows.
fn elsewhere(world: &World) -> Environment {
    Environment { lives: Lives::default(), ..world.env.clone() }
}

async fn says(env: &Environment, who: &SignedIn, session: SessionId, text: &str) -> Result<LiveCaption, Error> {
    let desk = captions::desk(env, who, session).await?;
    captions::say(env, desk, &NewLiveCaption { language: "fr".into(), text: text.into() }).await
}

/// A session of which so many seconds have been sent.
async fn live_for(world: &World, seconds: u32) -> (SessionId, Publication) {
    let (session, key) = announced(world, 0).await;
    let mut publication = Publication::begin(&world.env, &key).await.expect("let in");
    send(&mut publication, 0, seconds).await;
    world.pass(u64::from(seconds));
    (session, publication)
}

on_both_databases!(a_line_is_shown_at_once_and_kept_where_it_was_said, |world| async move {
    let (session, publication) = live_for(&world, 9).await;
    let (staff, ana) = (world.staff().await, world.member("ana").await);
    let all = media(&world, session, "index.m3u8").await.expect("a playlist");
    assert!(!all.contains("SUBTITLES"), "nothing is offered that nobody writes: {all}");
    assert!(matches!(media(&world, session, "live/t-fr/index.m3u8").await, Err(Error::NotFound)));

    let line = says(&world.env, &staff, session, " Pliez\nles <genoux> ").await.expect("written");
    assert_eq!((line.text.as_str(), line.from_encoder), ("Pliez les <genoux>", false));
    assert!((5_000..6_500).contains(&line.said_ms), "said before it was typed, at {}", line.said_ms);
    let all = media(&world, session, "index.m3u8").await.expect("a playlist");
    assert!(all.contains("TYPE=SUBTITLES,GROUP-ID=\"t\",NAME=\"Français (CC)\",LANGUAGE=\"fr\""), "{all}");
    assert!(all.contains("URI=\"live/t-fr/index.m3u8\"") && all.matches(",SUBTITLES=\"t\"").count() == 2, "{all}");

    // Cut where the picture is cut.
    let (list, picture) = (
        media(&world, session, "live/t-fr/index.m3u8").await.expect("a playlist"),
        media(&world, session, "live/v/index.m3u8").await.expect("a playlist"),
    );
    assert_eq!(count(&list, "#EXTINF:2.00000"), count(&picture, "#EXTINF:2.00000"), "{list}");
    assert!(list.contains("\n3.vtt\n") && !list.contains("ENDLIST"), "{list}");
    let first = media(&world, session, "live/t-fr/0.vtt").await.expect("a segment");
    assert_eq!(first, "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n");
    assert!(matches!(media(&world, session, "live/t-fr/4.vtt").await, Err(Error::NotFound)), "it is not whole");
    assert!(matches!(media(&world, session, "live/t-en/0.vtt").await, Err(Error::NotFound)));

    // The end of what was sent lies in the segment that ends next.
    let mut publication = publication;
    send(&mut publication, 9_000, 4).await;
    let segment = media(&world, session, "live/t-fr/4.vtt").await.expect("a segment");
    assert!(segment.starts_with("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:720000,LOCAL:00:00:08.000\n"), "{segment}");
    assert!(segment.contains("--> ") && segment.contains("Pliez les &lt;genoux&gt;\n"), "{segment}");

    let seen = captions::read(&world.env, &ana, session).await.expect("read");
    assert_eq!((seen.languages.as_slice(), seen.items.len()), (&["fr".to_owned()][..], 1));
    assert!(captions::since(seen, Some(line.id)).items.is_empty());

    publication.leave().await;
    live::end(&world.env, &staff, session).await.expect("ended");
    assert!(matches!(says(&world.env, &staff, session, "Merci").await, Err(Error::Conflict("live_over"))));
    let list = media(&world, session, "live/t-fr/index.m3u8").await.expect("a playlist");
    assert!(list.ends_with("#EXT-X-ENDLIST\n"), "{list}");
    stored(&world, session).await;
    jobs::run_pending(&world.env).await.expect("jobs");
    let recording = domain::catalogue::entry(&world.env, Some(&ana), session).await.expect("an entry").recording_id;
    let recording = recording.expect("a recording");
    let kept = kept_captions::text(&world.env, &staff, recording, "fr", CaptionKind::Captions).await.expect("kept");
    assert!(kept.contains("Pliez les &lt;genoux&gt;") && kept.contains("\n00:00:05."), "{kept}");
});

on_both_databases!(who_was_asked_to_writes_and_nobody_else, |world| async move {
    let (session, publication) = live_for(&world, 5).await;
    let (staff, ana, bea) = (world.staff().await, world.member("ana").await, world.member("bea").await);
    let refused = says(&world.env, &ana, session, "Bonjour").await;
    assert!(matches!(refused, Err(Error::Forbidden("not_captioner"))), "{refused:?}");
    captions::give_task(&world.env, &staff, session, " ANA@demo.test ").await.expect("given");
    captions::give_task(&world.env, &staff, session, "ana@demo.test").await.expect("given again");
    let captioners = captions::captioners(&world.env, &staff, session).await.expect("a list");
    assert_eq!(captioners.iter().map(|captioner| captioner.member_id).collect::<Vec<_>>(), [ana.id]);
    says(&world.env, &ana, session, "Bonjour").await.expect("written");
    assert!(says(&world.env, &bea, session, "Bonjour").await.is_err());
    for wrong in ["nobody@example.org", "", "not an address"] {
        let given = captions::give_task(&world.env, &staff, session, wrong).await;
        assert!(matches!(given, Err(Error::Invalid(_))), "{wrong}: {given:?}");
    }
    // In this session only.
    let (other, _key) = announced(&world, 0).await;
    assert!(matches!(says(&world.env, &ana, other, "Bonjour").await, Err(Error::Forbidden("not_captioner"))));
    assert!(matches!(says(&world.env, &staff, other, "Bonjour").await, Err(Error::Conflict("captions_not_now"))));
    captions::take_task(&world.env, &staff, session, ana.id).await.expect("taken back");
    assert!(says(&world.env, &ana, session, "Encore").await.is_err());
    let nothing = SessionId(world.env.new_id());
    assert!(matches!(says(&world.env, &staff, nothing, "Bonjour").await, Err(Error::NotFound)));
    publication.leave().await;
});

on_both_databases!(what_cannot_be_read_is_not_taken, |world| async move {
    let (session, publication) = live_for(&world, 5).await;
    let staff = world.staff().await;
    for text in ["", " \n ", "a\u{0}b", &"é".repeat(161)] {
        assert!(matches!(says(&world.env, &staff, session, text).await, Err(Error::Invalid(_))), "{text:?}");
    }
    let desk = captions::desk(&world.env, &staff, session).await.expect("a desk");
    for language in ["", "Français", "f", "fr\"\n#EXT"] {
        let announced = captions::announce(&world.env, desk, language).await;
        assert!(matches!(announced, Err(Error::Invalid(_))), "{language:?}");
    }
    for language in ["aa", "ab", "ac", "ad", "ae", "af", "ag", "ah"] {
        captions::announce(&world.env, desk, language).await.expect("announced");
        captions::announce(&world.env, desk, language).await.expect("announced again");
    }
    assert!(matches!(captions::announce(&world.env, desk, "fr").await, Err(Error::Invalid(_))), "a ninth");
    assert!(says(&world.env, &staff, session, "Bonjour").await.is_err());
    assert_eq!(captions::read(&world.env, &staff, session).await.expect("read").items, []);
    publication.leave().await;
});

on_both_databases!(every_process_has_every_line, |world| async move {
    let (session, mut publication) = live_for(&world, 9).await;
    let staff = world.staff().await;
    stored_but_for_the_last(&world, session).await;
    // Written through a process that nothing is sent to.
    let other = elsewhere(&world);
    let line = says(&other, &staff, session, "Soufflez").await.expect("written");
    assert!((4_000..7_500).contains(&line.said_ms), "{}", line.said_ms);
    send(&mut publication, 9_000, 4).await;
    let read = captions::read(&elsewhere(&world), &staff, session).await.expect("read");
    assert_eq!(read.items, [line]);
    publication.leave().await;
});

/// Waits until three segments of picture lie in the store.
async fn stored_but_for_the_last(world: &World, session: SessionId) {
    use sea_orm::ConnectionTrait;
    for _ in 0..200 {
        let statement = world.env.db.statement(
            "SELECT COUNT(*) AS count FROM live_segment WHERE session_id = ? AND name = 'v'",
            [session.0.into()],
        );
        let row = world.env.db.writer().query_one_raw(statement).await.expect("a row").expect("a row");
        if row.try_get::<i64>("", "count").expect("a number") >= 3 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("nothing came to the store");
}
