//! The object store that several replicas share: a real S3 server.

use crate::world::{World, told};
use contract::{devices::Device, recordings::RecordingState};
use domain::live::Ask;
use domain::{
    Environment, jobs,
    playback::{self, StoreSigner},
    recordings,
};
use object_store::{aws::AmazonS3Builder, prefix::PrefixStore};
use std::sync::Arc;

#[tokio::test]
async fn a_class_goes_through_a_real_s3_server() {
    let Some(endpoint) = told("ESTRADE_TEST_S3_ENDPOINT") else {
        assert!(told("CI").is_none(), "CI must run the tests on S3");
        println!("not run: ESTRADE_TEST_S3_ENDPOINT names no server");
        return;
    };
    let named = |name: &str| told(name).unwrap_or_else(|| panic!("{name} goes with the endpoint"));
    let s3 = AmazonS3Builder::new()
        .with_endpoint(endpoint)
        .with_allow_http(true)
        .with_region("us-east-1")
        .with_bucket_name(named("ESTRADE_TEST_S3_BUCKET"))
        .with_access_key_id(named("ESTRADE_TEST_S3_KEY"))
        .with_secret_access_key(named("ESTRADE_TEST_S3_SECRET"))
        .build()
        .expect("an S3 store");
    let mut world = World::on_sqlite().await;
    let prefix = format!("test/{}", uuid::Uuid::now_v7());
    let signer = StoreSigner::new(Arc::new(s3.clone()), prefix.as_str().into()).await.expect("a signer");
    world.env = Environment { store: Arc::new(PrefixStore::new(s3, prefix)), ..world.env };

    let session = world.published_session("Yoga", 60).await;
    let (env, ana, staff) = (&world.env, world.member("ana").await, world.staff().await);
    let opened = playback::open(env, &ana, session, Device::Computer).await.expect("opened");
    let grant = opened.playlist_url.split('/').nth(2).expect("a grant");
    let segment = playback::media::serve(env, &ana, grant, "v360/1.m4s", Ask::default()).await.expect("a segment");
    assert_eq!(segment.bytes, "segment1");

    let item = world.item("Interrompue").await;
    let id = world.uploaded(item, 30).await;
    jobs::run_pending(env).await.expect("jobs");
    assert_eq!(recordings::get(env, &staff, id).await.expect("known").state, RecordingState::Ready);

    // Players may be sent to the bucket itself, by addresses that it has signed.
    let direct = &Environment { signer: Some(signer), ..world.env.clone() };
    let list =
        playback::media::serve(direct, &ana, grant, "v360/index.m3u8", Ask::default()).await.expect("a playlist");
    let list = String::from_utf8(list.bytes.to_vec()).expect("text");
    let address = list.lines().find(|line| !line.starts_with('#')).expect("an address");
    assert!(list.contains("#EXT-X-BYTERANGE:8@12\n"), "{list}");
    let get = |address: &str| world.env.http.get(address).header("range", "bytes=12-19").send();
    let answer = get(address).await.expect("an answer");
    assert_eq!((answer.status().as_u16(), answer.text().await.expect("bytes").as_str()), (206, "segment1"));
    let unsigned = get(address.split('?').next().expect("an address")).await.expect("an answer");
    assert_eq!(unsigned.status().as_u16(), 403, "without a signature it is closed");
}
