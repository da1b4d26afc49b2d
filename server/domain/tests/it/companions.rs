//! What goes with a recording: described sound, other languages, signs; and the picture that stands
//! for it.

use crate::world::{World, on_both_databases};
use contract::{
    ItemId, RecordingId,
    devices::Device,
    recordings::{BeginRecording, Companion, CompanionRole, RecordingState},
    sessions::NewSession,
};
use domain::live::Ask;
use domain::{Error, catalogue, jobs, playback, recordings, sessions};

async fn beside(world: &World, item: ItemId, of: RecordingId, role: CompanionRole, language: &str) -> RecordingId {
    let (env, staff) = (&world.env, &world.staff().await);
    let companion = Some(Companion { of, role, language: Some(language.into()) });
    let begin = BeginRecording { companion, ..BeginRecording::new(item, "à côté.mp4", 2) };
    let id = recordings::begin(env, staff, &begin).await.expect("begun").id;
    recordings::append(env, staff, id, 0, "90".into()).await.expect("kept");
    jobs::run_pending(env).await.expect("jobs");
    id
}

on_both_databases!(what_goes_with_a_recording_is_offered_with_it, |world| {
    let (env, staff, ana) = (&world.env, &world.staff().await, &world.member("ana").await);
    let session = world.published_session("Yoga", 90).await;
    let entry = catalogue::entry(env, Some(ana), session).await.expect("an entry");
    let (item, main) = (entry.item_id, entry.recording_id.expect("a recording"));
    let opened = async || playback::open(env, ana, session, Device::Computer).await.expect("opened");
    let grant = opened().await.playlist_url.split('/').nth(2).expect("a grant").to_owned();
    let read = async |rest: &str| {
        let answer = playback::media::serve(env, ana, &grant, rest, Ask::default()).await?;
        Ok::<_, Error>((answer.content_type, String::from_utf8(answer.bytes.to_vec()).expect("text")))
    };
    assert_eq!(opened().await.sign_url, None);
    assert!(matches!(read("sign.m3u8").await, Err(Error::NotFound)));

    let described = beside(&world, item, main, CompanionRole::Description, "fr").await;
    let english = beside(&world, item, main, CompanionRole::Language, "en").await;
    let signed = beside(&world, item, main, CompanionRole::Sign, "fcs").await;
    let (_, list) = read("index.m3u8").await.expect("a playlist");
    assert!(list.contains("NAME=\"Français (audiodescription)\",DEFAULT=NO"), "{list}");
    assert!(list.contains("CHARACTERISTICS=\"public.accessibility.describes-video\""), "{list}");
    assert!(list.contains("NAME=\"English\",DEFAULT=NO,AUTOSELECT=YES,CHANNELS=\"2\",LANGUAGE=\"en\""), "{list}");
    let own: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(own.len(), 2, "who signs is no quality of the class: {list}");
    for line in list.lines().filter(|line| line.contains("TYPE=AUDIO")) {
        let address = line.split("URI=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an address");
        assert_eq!(read(address).await.expect("a list").0, "application/vnd.apple.mpegurl");
        assert_eq!(read(&address.replace("index.m3u8", "0.m4s")).await.expect("sound").0, "audio/mp4");
    }
    assert!(opened().await.sign_url.is_some());
    let (_, signs) = read("sign.m3u8").await.expect("a playlist");
    assert!(signs.contains("-v360/index.m3u8") && !signs.contains("AUDIO"), "{signs}");

    assert_eq!(recordings::of_item(env, staff, item).await.expect("listed").len(), 1, "none is a recording of its own");
    let listed = recordings::companions(env, staff, main).await.expect("listed");
    assert_eq!(listed.iter().map(|with| with.id).collect::<Vec<_>>(), [described, english, signed]);
    let alone = NewSession { item_id: item, recording_id: Some(described), live: None, audience: None };
    assert!(matches!(sessions::create(env, staff, &alone).await, Err(Error::Invalid(_))));

    recordings::remove(env, staff, signed).await.expect("taken away while the class is watched");
    assert_eq!(opened().await.sign_url, None);
    assert!(matches!(read("sign.m3u8").await, Err(Error::NotFound)));
    recordings::restore(env, staff, signed).await.expect("brought back");
    assert!(opened().await.sign_url.is_some());

    let other = world.item("Marche").await;
    for (item, of, language) in [(other, main, Some("fr")), (item, described, Some("fr")), (item, main, Some("??"))] {
        let companion = Some(Companion { of, role: CompanionRole::Description, language: language.map(Into::into) });
        let begin = BeginRecording { companion, ..BeginRecording::new(item, "x.mp4", 2) };
        assert!(matches!(recordings::begin(env, staff, &begin).await, Err(Error::Invalid(_))), "{language:?}");
    }
});

on_both_databases!(the_picture_of_a_moment_stands_for_a_recording, |world| {
    let (env, staff) = (&world.env, &world.staff().await);
    let id = world.uploaded(world.item("Yoga").await, 90).await;
    jobs::run_pending(env).await.expect("jobs");
    assert_eq!(recordings::get(env, staff, id).await.expect("known").state, RecordingState::Ready);
    recordings::choose_poster(env, staff, id, 50_000).await.expect("asked for");
    jobs::run_pending(env).await.expect("jobs");
    // The fake's segments last 45 seconds.
    let large = recordings::poster(env, staff, id, false).await.expect("a picture");
    assert_eq!(large, "large at 5000");
    assert_eq!(recordings::poster(env, staff, id, true).await.expect("a picture"), "small at 5000");
    let late = recordings::choose_poster(env, staff, id, 90_000).await;
    assert!(matches!(late, Err(Error::Invalid(_))), "{late:?}");
});
