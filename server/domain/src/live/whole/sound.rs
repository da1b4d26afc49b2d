//! One sound of a session whose encoder changed its rate, its channels or how it encodes: each run of segments that
//! are set up alike is encoded once more, all of them alike.

use super::Kept;
use crate::{
    Environment, Error,
    jobs::JobError,
    live::{
        entity::segment,
        format::{self, Format},
        fragment::{self, Sample},
    },
    media::MediaProblem,
    recordings::digitise::outcome,
};
use bytes::Bytes;
use contract::RecordingId;
use std::path::Path;
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
};

/// AAC-LC, 48 kHz, two channels (ISO/IEC 14496-3): what everything becomes.
const CONFIG: &[u8] = &[0x11, 0x90];
/// The head of a frame (ISO/IEC 13818-7, 6.2), where it has no checksum.
const HEAD: usize = 7;

/// Sound that is set up alike from the first to the last segment.
pub(super) struct Even {
    pub format: Format,
    runs: Vec<Run>,
    /// Where the next frame may stand at the earliest, in ticks.
    from: u64,
    number: u32,
}

/// What became of some segments that follow each other.
struct Run {
    /// The last of them.
    last: i32,
    /// Nothing where what was sent could not be read: the pictures and the other sound are whole without it.
    frames: Option<BufReader<File>>,
    /// Where the first frame stands, in ticks of what comes out.
    begins: Option<u64>,
}

impl Even {
    /// Encodes all runs.
    pub async fn make(env: &Environment, recording: RecordingId, kept: &Kept, folder: &Path) -> Result<Self, JobError> {
        let format = format::audio(&Bytes::from_static(CONFIG)).map_err(|error| JobError::Fail(error.to_string()))?;
        let alike = |one: &segment::Model, other: &segment::Model| {
            kept.format(one).map(|format| &format.init) == kept.format(other).map(|format| &format.init)
        };
        let mut runs = Vec::new();
        for (number, segments) in kept.segments.chunk_by(alike).enumerate() {
            let (Some(first), Some(last)) = (segments.first(), segments.last()) else { continue };
            let workdir = folder.join(format!("sound-{number}"));
            tokio::fs::create_dir(&workdir).await.map_err(Error::from)?;
            let came = workdir.join("came.mp4");
            let mut file = File::create(&came).await.map_err(Error::from)?;
            let init = kept.format(first).map(|format| format.init.clone()).unwrap_or_default();
            file.write_all(&init).await.map_err(Error::from)?;
            for segment in segments {
                file.write_all(&super::bytes(env, segment).await?).await.map_err(Error::from)?;
            }
            file.flush().await.map_err(Error::from)?;
            let frames = match env.transcoder.one_rate(&came, &workdir).await {
                Ok(made) => Some(BufReader::new(File::open(&made).await.map_err(Error::from)?)),
                Err(problem) if is_of_sound(&problem) => {
                    let code = problem.code();
                    tracing::error!(recording.id = %recording, code, "some of the sound of a live is left out");
                    None
                }
                Err(problem) => return Err(outcome(recording, &problem)),
            };
            let mut run = Run { last: last.number, frames, begins: None };
            // The encoder's own, before what it was given.
            run.frame().await?;
            runs.push(run);
        }
        runs.reverse();
        Ok(Self { format, runs, from: 0, number: 0 })
    }

    /// What is heard up to the end of a segment, as a fragment; nothing where there is no frame left.
    pub async fn until_end_of(&mut self, kept: &Kept, segment: &segment::Model) -> Result<Bytes, JobError> {
        let scaled = |ticks: i64| {
            let timescale = kept.format(segment).map_or(1, |format| u64::from(format.timescale.max(1)));
            ticks.unsigned_abs() * u64::from(self.format.timescale) / timescale
        };
        let (begins, ends) = (scaled(segment.begins), scaled(segment.begins + segment.ticks));
        while self.runs.last().is_some_and(|run| run.last < segment.number) {
            self.runs.pop();
        }
        let Some(run) = self.runs.last_mut() else { return Ok(Bytes::new()) };
        let mut at = if run.begins.is_none() { begins.max(self.from) } else { self.from };
        run.begins.get_or_insert(at);
        let ticks = self.format.frame_ticks;
        let mut samples = Vec::new();
        while at + u64::from(ticks) <= ends {
            let Some(data) = run.frame().await? else { break };
            samples.push(Sample { at, ticks, shift: 0, is_key: true, data });
            at += u64::from(ticks);
        }
        self.from = at;
        if samples.is_empty() {
            return Ok(Bytes::new());
        }
        self.number += 1;
        fragment::written(format::AUDIO_TRACK, self.number, &samples).map_err(|error| JobError::Fail(error.to_string()))
    }
}

/// Whether it would be the same the next time: the engine could make nothing of it, and was not struck by anybody.
fn is_of_sound(problem: &MediaProblem) -> bool {
    match problem {
        MediaProblem::Engine(log) => !log.starts_with("ended by signal"),
        other => !other.is_retryable(),
    }
}

impl Run {
    /// The next frame, without its head.
    async fn frame(&mut self) -> Result<Option<Bytes>, JobError> {
        let Some(frames) = &mut self.frames else { return Ok(None) };
        let mut head = [0; HEAD];
        match frames.read_exact(&mut head).await {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(Error::from(error).into()),
        }
        let length = usize::from(head[3] & 0x03) << 11 | usize::from(head[4]) << 3 | usize::from(head[5]) >> 5;
        let mut data = vec![0; length.saturating_sub(HEAD)];
        frames.read_exact(&mut data).await.map_err(Error::from)?;
        Ok(Some(data.into()))
    }
}
