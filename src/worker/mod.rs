//! What the page's worker does: documents become articles, articles become a bundle or a page in one file.
//!
//! The page itself carries no reader; it starts a worker with this module, which knows nothing of a browser, only when
//! it needs one. `src/bin/parser.rs` is the door of it for JavaScript, `worker.js` the script of the worker.

mod correcting;
mod joining;
mod packing;
mod reading;
mod report;

pub use correcting::{corrected, corrected_bundle};
pub use joining::{Joined, join};
pub use packing::{one_file, unpacked_viewer};
pub use reading::{Outcome, Reading};
pub use report::{Inferred, Report};

use crate::bundle::Writer;
use crate::compress;
use crate::model::Article;
use crate::pack::FilesByName;

/// The articles as JSON Lines, as `dateline parse` prints them.
///
/// # Errors
///
/// Where an article cannot be written as JSON.
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
/// Where a line is no article.
pub fn articles(lines: &[u8]) -> serde_json::Result<Vec<Article>> {
    lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(serde_json::from_slice).collect()
}

/// The files of a bundle of these articles.
///
/// # Errors
///
/// Where the manifest cannot be written as JSON.
pub fn bundle(
    articles: &[Article],
    title: Option<String>,
    description: Option<String>,
) -> serde_json::Result<FilesByName> {
    let mut writer = Writer::new(compress::small);
    for article in articles {
        writer.push(article);
    }
    let mut files = FilesByName::new();
    writer.finish(title, description, &mut |name, bytes| {
        files.insert(name, bytes);
        Ok::<(), serde_json::Error>(())
    })?;
    Ok(files)
}
