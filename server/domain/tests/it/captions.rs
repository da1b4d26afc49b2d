//! What is said in a recording, to be read.

use crate::world::on_both_databases;
use contract::{Locale, captions::CaptionKind, devices::Device};
use domain::live::Ask;
use domain::{Error, captions, playback};

const FRENCH: &str = "WEBVTT\n\n00:01.000 --> 00:03.000\nBonjour à tous\n\n01:05.000 --> 01:08.000\nRespirez";
const ENGLISH: &str = "1\n00:00:01,000 --> 00:00:03,000\nHello\n";

on_both_databases!(captions_are_taken_in_offered_and_taken_away, |world| {
    let (env, staff, ana) = (&world.env, &world.staff().await, &world.member("ana").await);
    let session = world.published_session("Yoga", 90).await;
    let entry = domain::catalogue::entry(env, Some(ana), session).await.expect("an entry");
    let recording = entry.recording_id.expect("a recording");
    let playlist = playback::open(env, ana, session, Device::Computer).await.expect("opened").playlist_url;
    let grant = playlist.split('/').nth(2).expect("a grant").to_owned();
    let read = async |rest: &str| {
        let answer = playback::media::serve(env, ana, &grant, rest, Ask::default()).await?;
        Ok::<_, Error>(String::from_utf8(answer.bytes.to_vec()).expect("text"))
    };
    assert!(!read("index.m3u8").await.expect("a playlist").contains("SUBTITLES"));
    assert_eq!(captions::transcript(env, ana, session, Locale::Fr).await.expect("none"), None);

    let put = async |language: &str, kind, text: &str| captions::put(env, staff, recording, language, kind, text).await;
    let track = put("fr", CaptionKind::Subtitles, FRENCH).await.expect("taken in");
    assert_eq!((track.language.as_str(), track.cues), ("fr", 2));
    put("en", CaptionKind::Captions, ENGLISH).await.expect("taken in");
    for (language, text, code) in [
        ("fr", "du texte", "no_cues"),
        ("français", FRENCH, "not_a_language"),
        ("fr", "WEBVTT\n\n00:03.000 --> 00:01.000\nA", "ends_before_it_begins"),
    ] {
        match put(language, CaptionKind::Subtitles, text).await {
            Err(Error::Invalid(problems)) => assert_eq!(problems[0].code, code),
            other => panic!("{code}: {other:?}"),
        }
    }

    let offered = read("index.m3u8").await.expect("a playlist");
    assert!(offered.contains("NAME=\"Français\",LANGUAGE=\"fr\"") && offered.contains("URI=\"t-fr/index.m3u8\""));
    assert!(offered.contains("describes-music-and-sound\",URI=\"t-en-sdh/index.m3u8\""), "{offered}");
    assert!(read("t-fr/index.m3u8").await.expect("a list").contains("1.vtt"));
    assert!(read("t-fr/0.vtt").await.expect("a segment").contains("Bonjour à tous"));
    assert!(!read("t-fr/1.vtt").await.expect("a segment").contains("Bonjour"));
    for unknown in ["t-fr/2.vtt", "t-de/index.m3u8", "t-fr/../0.vtt", "t-fr/-1.vtt"] {
        assert!(matches!(read(unknown).await, Err(Error::NotFound)), "{unknown}");
    }
    let said = captions::transcript(env, ana, session, Locale::En).await.expect("read").expect("something");
    assert_eq!((said.0.as_str(), said.1[0].text.as_str()), ("en", "Hello"));

    put("fr", CaptionKind::Chapters, "WEBVTT\n\n00:00.000 --> 00:30.000\nAccueil").await.expect("parts");
    assert!(read("chapters-fr.vtt").await.expect("parts").contains("Accueil"));
    assert!(!read("index.m3u8").await.expect("a playlist").contains("chapters"), "parts are not read aloud");
    let parts = captions::chapters(env, ana, session, Locale::En).await.expect("read").expect("some");
    assert_eq!((parts.0.as_str(), parts.1.len()), ("fr", 1));

    // A correction takes the place of what there was, also for who watches already.
    put("fr", CaptionKind::Subtitles, &FRENCH.replace("Respirez", "Inspirez")).await.expect("corrected");
    assert!(read("t-fr/1.vtt").await.expect("a segment").contains("Inspirez"));
    captions::remove(env, staff, recording, "fr", CaptionKind::Subtitles).await.expect("taken away");
    assert!(matches!(
        captions::remove(env, staff, recording, "fr", CaptionKind::Subtitles).await,
        Err(Error::NotFound)
    ));
    assert!(!read("index.m3u8").await.expect("a playlist").contains("t-fr/"));
});

on_both_databases!(a_program_writes_down_what_is_said, |world| {
    use std::os::unix::fs::PermissionsExt;
    let staff = &world.staff().await;
    let session = world.published_session("Yoga", 90).await;
    let ana = world.member("ana").await;
    let entry = domain::catalogue::entry(&world.env, Some(&ana), session).await.expect("an entry");
    let recording = entry.recording_id.expect("a recording");
    let none = captions::ask_for_automatic(&world.env, staff, recording, "fr").await;
    assert!(matches!(none, Err(Error::Conflict("no_captions_program"))), "{none:?}");

    // A program of the operator's: it is told the language, hears a file, and writes another.
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("listen");
    let script = "#!/bin/sh\ntest -s \"$2\" || exit 1\nprintf '1\\n00:00:01,000 --> 00:00:02,000\\nen %s\\n' \"$1\" > \"$3.srt\"\n";
    std::fs::write(&program, script).expect("written");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("runs");
    let mut env = world.env.clone();
    let mut settings = (*env.settings).clone();
    let words = [program.to_str().expect("a path"), "{language}", "{input}", "{output_without_ending}"];
    settings.captions_command = words.map(str::to_owned).to_vec();
    env.settings = std::sync::Arc::new(settings);
    captions::ask_for_automatic(&env, staff, recording, "fr").await.expect("asked for");
    domain::jobs::run_pending(&env).await.expect("jobs");
    let text = captions::text(&env, staff, recording, "fr", CaptionKind::Subtitles).await.expect("written");
    assert!(text.contains("00:00:01.000 --> 00:00:02.000\nen fr"), "{text}");

    // What somebody has corrected stays.
    captions::put(&env, staff, recording, "fr", CaptionKind::Subtitles, FRENCH).await.expect("corrected");
    captions::ask_for_automatic(&env, staff, recording, "fr").await.expect("asked for");
    domain::jobs::run_pending(&env).await.expect("jobs");
    let text = captions::text(&env, staff, recording, "fr", CaptionKind::Subtitles).await.expect("kept");
    assert!(text.contains("Respirez"), "{text}");
});
