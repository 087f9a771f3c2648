//! The articles of an open archive, for the worker.

use crate::app::browser;
use crate::query::{Archive, Query, QueryError};

/// How long articles are collected without a pause, in milliseconds.
const WITHOUT_PAUSE_MS: f64 = 20.0;

/// The articles that match a query, as JSON Lines, and their number.
///
/// # Errors
///
/// If the archive cannot answer.
pub async fn article_lines(
    archive: &Archive,
    query: &Query,
    on_progress: impl Fn(usize, usize),
) -> Result<(Vec<u8>, usize), QueryError> {
    let every = Query { offset: None, limit: Some(usize::MAX), facet_limit: Some(0), ..query.clone() };
    let hits = archive.query(&every).await?.hits;
    let mut lines = Vec::new();
    let mut since = browser::passed_ms();
    for done in 0..hits.len() {
        let article = archive.article_of(&hits, done).await?;
        if serde_json::to_writer(&mut lines, &article).is_ok() {
            lines.push(b'\n');
        }
        if browser::passed_ms() - since > WITHOUT_PAUSE_MS {
            on_progress(done, hits.len());
            browser::pause().await;
            since = browser::passed_ms();
        }
    }
    Ok((lines, hits.len()))
}
