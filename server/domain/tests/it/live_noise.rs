//! An encoder whose tags are not what they were: whatever comes, it is taken, or refused by name.

use crate::{
    live::{RECORD, SOUND, announced, tag},
    noise::Noise,
    world::World,
};
use bytes::Bytes;
use domain::live::{Publication, Tag, TagKind};

/// How many encoders come, and how many tags each sends.
const ENCODERS: u64 = 60;
const TAGS: u32 = 90;

/// The tags of three seconds.
fn tags() -> Vec<Tag> {
    let mut tags =
        vec![tag(TagKind::Video, 0, &[&[0x17, 0, 0, 0, 0], RECORD]), tag(TagKind::Audio, 0, &[&[0xAF, 0], SOUND])];
    for number in 0..TAGS {
        let first = if number % 30 == 0 { 0x17 } else { 0x27 };
        // One picture, with the length before it that H.264 has there.
        tags.push(tag(TagKind::Video, number * 33, &[&[first, 1, 0, 0, 0], &[0, 0, 0, 60, 0x65], &[7; 59]]));
        tags.push(tag(TagKind::Audio, number * 33, &[&[0xAF, 1], &[8; 60]]));
    }
    tags
}

#[tokio::test]
async fn whatever_an_encoder_sends_is_taken_or_refused() {
    let world = World::on_sqlite().await;
    let (_, key) = announced(&world, 0).await;
    let (mut taken, mut refused) = (0, 0);
    for seed in 0..ENCODERS {
        let mut noise = Noise::new(seed);
        let mut publication = Publication::begin(&world.env, &key).await.expect("let in");
        let mut tags = tags();
        // One tag in ten or so: one that is refused is the last.
        for tag in &mut tags {
            if noise.below(10) == 0 {
                let mut body = tag.body.to_vec();
                noise.change(&mut body);
                tag.body = Bytes::from(body);
            }
            if noise.below(40) == 0 {
                tag.at_ms = tag.at_ms.wrapping_add((noise.next() >> 32) as u32);
            }
        }
        println!("seed {seed}");
        for tag in &tags {
            match publication.take(tag).await {
                Ok(()) => taken += 1,
                Err(_) => {
                    refused += 1;
                    break;
                }
            }
        }
        publication.leave().await;
    }
    assert!(taken > 500 && refused > 5, "{taken} were taken, {refused} encoders were refused");
}
