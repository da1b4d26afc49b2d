//! Captions as players fetch them: a rendition of WebVTT beside picture and sound, cut where these are cut,
//! so that a segment is there for every segment of them.

use super::lines;
use crate::{
    Environment, Error, Result,
    live::{
        broadcast::Broadcast,
        serve::{Ask, playlist, until_there},
    },
    playback::media::MediaAnswer,
};
use contract::{
    SessionId,
    captions::{self, Cue},
};

/// The languages that players are offered. A database that is away takes nobody the picture.
pub(in crate::live) async fn languages(env: &Environment, session: SessionId) -> Vec<String> {
    match lines::of(env, session).await {
        Ok(kept) => kept.languages.clone(),
        Err(error) => {
            tracing::warn!(session.id = %session, %error, "captions could not be looked up");
            Vec::new()
        }
    }
}

/// Answers for `index.m3u8` and `12.vtt` below `live/t-fr/`.
pub(in crate::live) async fn serve(
    env: &Environment,
    broadcast: &Broadcast,
    language: &str,
    file: &str,
    ask: Ask,
) -> Result<MediaAnswer> {
    if !languages(env, broadcast.id).await.iter().any(|offered| offered == language) {
        return Err(Error::NotFound);
    }
    if file == "index.m3u8" {
        let track = broadcast.first_track().ok_or(Error::NotFound)?;
        // Captions have no parts: whoever asks for one is told with the segment.
        until_there(broadcast, track, Ask { part: None, ..ask }).await?;
        return broadcast.captions_playlist(ask.skips).map(playlist).ok_or(Error::NotFound);
    }
    let number = file.strip_suffix(".vtt").and_then(|number| number.parse::<u32>().ok()).ok_or(Error::NotFound)?;
    let (from_ms, to_ms) = broadcast.stretch(number).ok_or(Error::NotFound)?;
    let lines = lines::between(env, broadcast.id, language, (from_ms, to_ms)).await?;
    let cues: Vec<Cue> = lines.iter().map(lines::Line::cue).collect();
    let bytes = segment(&cues, from_ms).into();
    Ok(MediaAnswer { bytes, content_type: "text/vtt; charset=utf-8", immutable: false, gzipped: None })
}

/// One segment. It says which moment of the media its own beginning is (RFC 8216, 3.5): some players would
/// else count captions from the last time that the encoder came.
fn segment(cues: &[Cue], from_ms: u64) -> String {
    let begins = captions::write(&[Cue { from_ms, to_ms: from_ms, text: String::new() }]);
    let local = begins.lines().nth(2).and_then(|line| line.split(' ').next()).unwrap_or("00:00:00.000").to_owned();
    let written = captions::write(cues);
    let rest = written.strip_prefix("WEBVTT\n").unwrap_or_default();
    format!("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:{},LOCAL:{local}\n{rest}", from_ms * 90)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_says_which_moment_it_begins_at() {
        let cue = Cue { from_ms: 3_601_500, to_ms: 3_604_500, text: "Pliez".into() };
        assert_eq!(
            segment(&[cue], 3_601_000),
            "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:324090000,LOCAL:01:00:01.000\n\n01:00:01.500 --> 01:00:04.500\nPliez\n"
        );
        assert_eq!(segment(&[], 0), "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n");
    }
}
