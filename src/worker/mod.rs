//! What the page's worker does: documents become articles, articles become a bundle or a page in one file.
//!
//! The page itself has no code to read documents. When it needs to, it starts a worker with this module, which does not
//! depend on a browser. `src/bin/parser.rs` exports it to JavaScript; `worker.js` is the worker's script.
//!
//! The readers of PDF and Markdown are a module of their own (`src/bin/readers.rs`). The worker fetches it when a file needs
//! it. From then on, the first module passes the parts that need it on, and gets their documents.

mod correcting;
mod job;
mod joining;
mod packing;
mod passing;
mod report;

pub use correcting::{CorrectionError, corrected_bundle};
pub use job::{JobResult, ParseJob};
pub use joining::{Joined, join};
pub use packing::{one_file, unpacked_viewer};
pub use passing::{answer, received, request};

use crate::bundle::Writer;
use crate::compress;
use crate::document::Limits;
use crate::model::Article;
use crate::pack::FilesByName;
use crate::parser::{SidecarGroup, of_all};
use crate::story::{StoryBuilder, StoryOutline};

/// The limits in a page, which has less memory than the command.
const LIMITS: Limits = Limits {
    document_bytes: 64 << 20,
    unpacked_bytes: 1 << 30,
    entries: 200_000,
    depth: 4,
    run_bytes: 4 << 30,
    memory_bytes: 2 << 30,
};

/// The articles as JSON Lines, as `dateline parse` prints them.
///
/// # Errors
///
/// If an article cannot be written as JSON.
pub fn lines(articles: &[Article]) -> serde_json::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for article in articles {
        serde_json::to_writer(&mut lines, article)?;
        lines.push(b'\n');
    }
    Ok(lines)
}

/// The articles of JSON Lines that [`lines`] wrote.
///
/// # Errors
///
/// If a line is not an article.
pub fn articles(lines: &[u8]) -> serde_json::Result<Vec<Article>> {
    lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(serde_json::from_slice).collect()
}

/// What an archive was told about its whole corpus, as [`Heading::statements`] has it.
///
/// # Errors
///
/// If it cannot be parsed.
pub fn statements(json: Option<&str>) -> serde_json::Result<Vec<SidecarGroup>> {
    json.map_or_else(|| Ok(Vec::new()), serde_json::from_str)
}

/// The files of a bundle of these articles, about whose whole corpus these groups state facts.
///
/// # Errors
///
/// If the manifest cannot be written as JSON.
pub fn bundle(
    mut articles: Vec<Article>,
    groups: &[SidecarGroup],
    title: Option<String>,
    description: Option<String>,
) -> serde_json::Result<FilesByName> {
    let mut writer = Writer::new(compress::small);
    let mut stories = StoryBuilder::default();
    for article in &mut articles {
        // Those of an archive that was open tell other stories among new ones.
        article.story = None;
        stories.add(StoryOutline::new(article));
        writer.push(article);
    }
    writer.set_stories(stories.stories(&of_all(groups).story));
    if !groups.is_empty() {
        writer.set_statements(serde_json::to_vec(groups)?);
    }
    let mut files = FilesByName::new();
    writer.finish(title, description, &mut |name, bytes| {
        files.insert(name, bytes);
        Ok::<(), serde_json::Error>(())
    })?;
    Ok(files)
}
