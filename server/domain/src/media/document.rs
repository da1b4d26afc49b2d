//! What has pages: a PDF, pictures of pages, or what an office program makes pages of.

use std::path::Path;

use super::pages::{Drawn, cover, pages, words};
use super::{Cage, Digitised, MediaProblem, Probe, Said, SourceKind, leaves, office};

/// Whether this server can make pages of such a file at all: nobody shall wait to hear that it cannot.
pub(super) fn check(kind: SourceKind) -> Result<(), MediaProblem> {
    if kind == SourceKind::Office { office::program().map(drop) } else { Ok(()) }
}

/// The pages of a source and what they say.
pub(super) async fn document(
    cage: &Cage,
    kind: SourceKind,
    source: &Path,
    workdir: &Path,
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<Digitised, MediaProblem> {
    let (drawn, small) = match kind {
        SourceKind::Picture => leaves::leaves(cage, source, workdir, progress).await?,
        SourceKind::Office => {
            let converted = office::pdf(cage, source, workdir).await?;
            of_pdf(cage, &converted, workdir, progress).await?
        }
        _ => of_pdf(cage, source, workdir, progress).await?,
    };
    let Drawn { pages, left_out, unread, text } = drawn;
    Ok(Digitised {
        probe: Probe { kind, duration_ms: 0, video: None, audio: None },
        renditions: Vec::new(),
        poster: pages.first().map(|page| page.path.clone()),
        poster_small: Some(small),
        pages,
        pages_left_out: left_out,
        pages_unread: unread,
        text,
        storyboard: None,
    })
}

/// What the pages of a source say, without pictures of them.
pub(super) async fn said(
    cage: &Cage,
    kind: SourceKind,
    source: &Path,
    workdir: &Path,
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<Said, MediaProblem> {
    match kind {
        SourceKind::Picture => {
            // What is read is drawn first, and what is shown costs little besides.
            let (Drawn { pages, unread, text, .. }, _) = leaves::leaves(cage, source, workdir, progress).await?;
            let mut said: Vec<String> = text.unwrap_or_default().split('\u{c}').map(str::to_owned).collect();
            said.resize(pages.len(), String::new());
            Ok(Said { pages: said, unread })
        }
        SourceKind::Office => words(cage, &office::pdf(cage, source, workdir).await?, workdir, progress).await,
        _ => words(cage, source, workdir, progress).await,
    }
}

async fn of_pdf(
    cage: &Cage,
    source: &Path,
    workdir: &Path,
    progress: &(dyn Fn(f32) + Send + Sync),
) -> Result<(Drawn, std::path::PathBuf), MediaProblem> {
    Ok((pages(cage, source, workdir, progress).await?, cover(cage, source, workdir).await?))
}
