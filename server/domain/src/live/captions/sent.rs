//! Captions that an encoder sends along in its pictures: line-21 bytes in supplemental enhancement
//! information (ITU-T H.264, D.1.6; ATSC A/53 part 4, 6.2.3), decoded to the same lines as typed ones. The
//! bytes stay in the pictures as well.

use super::{
    cea608::{Decoder, Said},
    lines::{self, Line},
};
use crate::{Environment, Result};
use bytes::Bytes;
use contract::{
    SessionId,
    captions::is_language,
    live_captions::{LINE_CHARS, reading_ms},
};
use h264_reader::nal::{
    Nal, RefNal,
    sei::{HeaderType, SeiReader},
};
use sea_orm::ConnectionTrait;
use std::{collections::BTreeMap, time::Duration};
use tokio::sync::mpsc;

/// How many lines may wait for a database that is away; later ones are lost, and the picture is not.
const WAITING: usize = 500;
/// The language of a session whose item names none.
const LANGUAGE: &str = "fr";

/// What one encoder sends along.
pub(in crate::live) struct Sent {
    decoder: Decoder,
    /// How many bytes say how long a unit is.
    length_bytes: usize,
    /// What came with pictures that are shown after the one that came last.
    ahead: BTreeMap<u64, Vec<[u8; 2]>>,
    out: mpsc::Sender<(Said, u64)>,
}

impl Sent {
    /// Writes what comes for as long as this lives.
    pub fn begin(env: &Environment, session: SessionId) -> Self {
        let (out, lines) = mpsc::channel(WAITING);
        tokio::spawn(write_all(env.clone(), session, lines));
        Self { decoder: Decoder::default(), length_bytes: 4, ahead: BTreeMap::new(), out }
    }

    /// How pictures are wrapped from here on (ISO/IEC 14496-15, 5.3.3.1).
    pub fn set_up(&mut self, record: &[u8]) {
        self.length_bytes = record.get(4).map_or(4, |byte| usize::from(byte & 0x03) + 1);
    }

    /// The session's clock goes on elsewhere.
    pub fn anew(&mut self) {
        self.ahead.clear();
        self.decoder = Decoder::default();
    }

    /// Reads what came with a picture; `counts` says whether members see it, or will.
    pub fn picture(&mut self, at_ms: u64, shift_ms: i32, data: &Bytes, counts: bool) {
        let pairs = pairs(data, self.length_bytes);
        if !pairs.is_empty() {
            let shown_ms = at_ms.saturating_add_signed(i64::from(shift_ms));
            self.ahead.entry(shown_ms).or_default().extend(pairs);
        }
        // Pictures are sent in the order of decoding, and captions are read in that of showing.
        let mut said = Vec::new();
        while let Some(next) = self.ahead.first_entry().filter(|next| *next.key() <= at_ms) {
            let (shown_ms, pairs) = next.remove_entry();
            for pair in pairs {
                self.decoder.take(shown_ms, pair, &mut said);
            }
        }
        self.decoder.wait(at_ms, &mut said);
        for said in said.into_iter().filter(|_| counts) {
            if self.out.try_send((said, at_ms)).is_err() {
                tracing::warn!("captions that an encoder sent could not be kept");
            }
        }
    }
}

/// The line-21 pairs of the first field in a picture.
fn pairs(data: &[u8], length_bytes: usize) -> Vec<[u8; 2]> {
    /// Supplemental enhancement information.
    const SEI: u8 = 6;
    let mut found = Vec::new();
    let mut rest = data;
    while let Some((length, after)) = rest.split_at_checked(length_bytes) {
        let length = length.iter().fold(0, |length, byte| (length << 8) | usize::from(*byte));
        let Some((unit, after)) = after.split_at_checked(length) else { break };
        rest = after;
        if unit.first().is_some_and(|first| first & 0x1F == SEI) {
            let mut scratch = Vec::new();
            let mut messages = SeiReader::from_rbsp_bytes(RefNal::new(unit, &[], true).rbsp_bytes(), &mut scratch);
            while let Ok(Some(message)) = messages.next() {
                if message.payload_type == HeaderType::UserDataRegisteredItuTT35 {
                    found.extend(of_message(message.payload));
                }
            }
        }
    }
    found
}

/// `cc_data` of ATSC A/53: triples of which those marked valid and of field 1 are ours.
fn of_message(payload: &[u8]) -> Vec<[u8; 2]> {
    /// The United States, ATSC, its identifier, and captions.
    const OURS: [u8; 8] = [0xB5, 0x00, 0x31, b'G', b'A', b'9', b'4', 0x03];
    const FIELD_1: u8 = 0x04;
    let Some([flags, _, triples @ ..]) = payload.strip_prefix(&OURS) else { return Vec::new() };
    if flags & 0x40 == 0 {
        return Vec::new();
    }
    let triples = triples.chunks_exact(3).take(usize::from(flags & 0x1F));
    triples.filter(|triple| triple[0] & 0x07 == FIELD_1).map(|triple| [triple[1], triple[2]]).collect()
}

/// Writes lines as they come, one after the other; where the database is away, as soon as it is there.
async fn write_all(env: Environment, session: SessionId, mut lines: mpsc::Receiver<(Said, u64)>) {
    let mut language = None;
    while let Some((said, shown_ms)) = lines.recv().await {
        let text: String = said.text.chars().take(LINE_CHARS).collect();
        let mut line = Line {
            id: env.new_id(),
            language: String::new(),
            said_ms: said.at_ms,
            shown_ms,
            for_ms: reading_ms(&text),
            text,
            member: None,
            created_at: env.clock.now_ms(),
        };
        for pause_s in [1, 2, 4, 8, 15, 30, 60, 0] {
            match write(&env, session, &mut language, &mut line).await {
                Ok(()) => break,
                Err(error) => tracing::warn!(session.id = %session, %error, "captions wait for the database"),
            }
            tokio::time::sleep(Duration::from_secs(pause_s)).await;
        }
    }
}

async fn write(env: &Environment, session: SessionId, known: &mut Option<String>, line: &mut Line) -> Result<()> {
    let language = match known {
        Some(language) => language,
        None => known.insert(language_of(env, session).await?),
    };
    line.language.clone_from(language);
    let tx = env.db.begin().await?;
    lines::offer(env, &tx, session, &line.language).await?;
    lines::write(env, &tx, session, line).await?;
    tx.commit().await?;
    env.lives.captions().invalidate(&session).await;
    Ok(())
}

/// The language in which a session is given.
async fn language_of(env: &Environment, session: SessionId) -> Result<String> {
    let statement = env.db.statement(
        "SELECT item.language FROM session JOIN item ON item.id = session.item_id WHERE session.id = ?",
        [session.0.into()],
    );
    let row = env.db.reader().query_one_raw(statement).await?;
    let language: Option<String> = row.map(|row| row.try_get("", "language")).transpose()?.flatten();
    Ok(language.filter(|language| is_language(language)).unwrap_or_else(|| LANGUAGE.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture whose first unit carries these triples.
    fn picture(triples: &[[u8; 3]]) -> Vec<u8> {
        let mut payload = vec![0xB5, 0x00, 0x31, b'G', b'A', b'9', b'4', 0x03, 0x40 | triples.len() as u8, 0xFF];
        payload.extend(triples.iter().flatten());
        payload.push(0xFF);
        let mut unit = vec![0x06, 0x04, payload.len() as u8];
        unit.extend(payload);
        unit.push(0x80);
        let mut data = (unit.len() as u32).to_be_bytes().to_vec();
        data.extend(unit);
        data.extend([0, 0, 0, 2, 0x65, 0x88]);
        data
    }

    #[test]
    fn pairs_of_the_first_field_are_found_in_a_picture() {
        let data = picture(&[[0xFC, 0x94, 0x20], [0xFD, 1, 2], [0xFF, 3, 4], [0xF8, 5, 6], [0xFC, 0xC1, 0xC2]]);
        assert_eq!(pairs(&data, 4), [[0x94, 0x20], [0xC1, 0xC2]]);
        for cut in 0..data.len() {
            let _ = pairs(&data[..cut], 4);
        }
        assert!(pairs(&[0, 0, 0, 3, 0x06, 0x05, 0x80], 4).is_empty());
    }
}
