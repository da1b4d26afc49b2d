//! Three short guided classes, drawn frame by frame.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::canvas::{Canvas, HEIGHT, WIDTH};
use super::lettering::Lettering;
use super::scene;
use super::script;
use super::sound;
use crate::media::MediaProblem;

/// Pictures per second: what film uses, and enough for slow movement.
const RATE: u32 = 24;

/// A class that the server can draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DemoClass {
    /// Breathing in for four seconds and out for six, with a circle.
    Breathing,
    /// Four stretches with a figure, a ring that fills and numbers.
    Stretching,
    /// Walking in place, slowly and briskly by turns.
    Walking,
}

impl DemoClass {
    /// Every class, in the order that a programme would offer them.
    pub const ALL: [Self; 3] = [Self::Breathing, Self::Stretching, Self::Walking];

    /// A stable word for file names and seeds.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Breathing => "breathing",
            Self::Stretching => "stretching",
            Self::Walking => "walking",
        }
    }

    /// The French title, Québec usage.
    #[must_use]
    pub fn title_fr(self) -> &'static str {
        match self {
            Self::Breathing => "Respiration guidée",
            Self::Stretching => "Étirements du matin",
            Self::Walking => "Marche par intervalles",
        }
    }

    /// The English title.
    #[must_use]
    pub fn title_en(self) -> &'static str {
        match self {
            Self::Breathing => "Paced breathing",
            Self::Stretching => "Morning stretches",
            Self::Walking => "Interval walking",
        }
    }

    /// What a member reads before attending, in French.
    #[must_use]
    pub fn description_fr(self) -> &'static str {
        match self {
            Self::Breathing => {
                "Trois respirations lentes, assis ou debout. Un cercle vous donne le rythme\u{a0}: \
                quatre secondes pour inspirer, six pour expirer."
            }
            Self::Stretching => {
                "Quatre étirements tout en douceur, sans matériel. L’anneau se remplit pendant \
                que vous tenez la position."
            }
            Self::Walking => {
                "De la marche sur place, un pas tranquille puis un pas rapide. Suivez le personnage, \
                à votre mesure."
            }
        }
    }

    /// What a member reads before attending, in English.
    #[must_use]
    pub fn description_en(self) -> &'static str {
        match self {
            Self::Breathing => {
                "Three slow breaths, sitting or standing. A circle sets the pace: four seconds in, \
                six seconds out."
            }
            Self::Stretching => {
                "Four gentle stretches, no equipment needed. The ring fills while you hold the \
                position."
            }
            Self::Walking => {
                "Walking on the spot, an easy pace and then a brisk one. Follow the figure, as far as \
                suits you."
            }
        }
    }

    /// How long the class lasts, in seconds.
    #[must_use]
    pub fn seconds(self) -> u32 {
        40
    }
}

/// Writes a class to `out` as an MP4 (1280 x 720, 24 pictures a second, H.264 and AAC).
///
/// `font` is a WOFF2, OpenType or TrueType file with the Latin letters; `scratch` an existing
/// directory of ours for the words and the sound. Everything that ffmpeg reads here is our own, so
/// it runs without a cage.
///
/// # Errors
/// [`MediaProblem::EngineMissing`] without ffmpeg, [`MediaProblem::Engine`] with its log.
pub async fn make_class(
    class: DemoClass,
    ffmpeg: &Path,
    font: &Path,
    out: &Path,
    scratch: &Path,
) -> Result<(), MediaProblem> {
    let [ffmpeg, font, out, scratch] = [ffmpeg, font, out, scratch].map(Path::to_path_buf);
    tokio::task::spawn_blocking(move || draw(class, &ffmpeg, &font, &out, &scratch))
        .await
        .map_err(|error| MediaProblem::Engine(error.to_string()))?
}

fn draw(class: DemoClass, ffmpeg: &Path, font: &Path, out: &Path, scratch: &Path) -> Result<(), MediaProblem> {
    let failed = |error: std::io::Error| MediaProblem::io("drawing a class", &error);
    let lettering = Lettering::draw(&script::words(class), ffmpeg, font, scratch)?;
    let wave = scratch.join("sound.wav");
    let seconds = class.seconds();
    let sound = sound::wave(seconds as f32, &script::bells(class), |time| script::swell(class, time));
    std::fs::write(&wave, sound).map_err(failed)?;
    let mut child =
        encoder(ffmpeg, &wave, out).spawn().map_err(|_| MediaProblem::EngineMissing("ffmpeg".to_owned()))?;
    let mut canvas = Canvas::new()?;
    scene::backdrop(&mut canvas);
    canvas.keep_backdrop();
    let mut frame = Vec::new();
    if let Some(mut pipe) = child.stdin.take() {
        for number in 0..seconds * RATE {
            canvas.clear();
            scene::draw(class, &mut canvas, &lettering, number as f32 / RATE as f32);
            canvas.write_yuv(&mut frame);
            // If ffmpeg left, its log says why; that is worth more than "broken pipe".
            if pipe.write_all(&frame).is_err() {
                break;
            }
        }
    }
    let output = child.wait_with_output().map_err(failed)?;
    if output.status.success() { Ok(()) } else { Err(MediaProblem::from_log(&String::from_utf8_lossy(&output.stderr))) }
}

fn encoder(ffmpeg: &Path, wave: &PathBuf, out: &Path) -> Command {
    let mut command = Command::new(ffmpeg);
    command
        .args(["-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size"])
        .arg(format!("{WIDTH}x{HEIGHT}"))
        .args(["-framerate", &RATE.to_string(), "-i", "pipe:0", "-i"])
        .arg(wave)
        .args(["-c:v", "libx264", "-preset", "superfast", "-tune", "animation", "-crf", "19"])
        .args(["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"])
        .args(["-color_range", "tv", "-c:a", "aac", "-b:a", "128k", "-ac", "2"])
        .args(["-shortest", "-movflags", "+faststart", "-f", "mp4"])
        .arg(out)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}
