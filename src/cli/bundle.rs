//! The files of a bundle, one after the other.

use std::collections::BTreeMap;

use super::error::CommandError;
use super::input::article_problems;
use crate::bundle::{Packer, RankedWriter, encode_article};
use crate::corpus::Sidecar;
use crate::index::ranked;
use crate::ingest::Ingested;
use crate::story::{StoryBuilder, StoryOutline};
use crate::wire::bytes::put_number;

/// What is known of a bundle beside its files.
pub(super) struct BundleRest {
    /// What went wrong with single articles, one sentence each.
    pub(super) problems: Vec<String>,
    /// What the documents said by themselves; see [`StoredOrigins`](crate::ingest::StoredOrigins).
    pub(super) origins: Vec<u8>,
}

/// Passes each file of a corpus's bundle to `put`.
pub(super) fn each_file(
    ingested: &Ingested,
    pack: Packer,
    without_text: bool,
    put: &mut dyn FnMut(String, Vec<u8>) -> Result<(), CommandError>,
) -> Result<BundleRest, CommandError> {
    let articles = &ingested.articles;
    let mut writer = RankedWriter::new(pack, articles.len());
    if without_text {
        writer = writer.without_text();
    }
    let mut stories = StoryBuilder::default();
    let mut problems = BTreeMap::new();
    let order = ranked(articles.dates_and_ids());
    let mut origins = Vec::new();
    articles.each_with_origin(
        order.iter().map(|article| *article as usize),
        |article, origin| {
            let mut bytes = Vec::new();
            encode_article(&article, &mut bytes);
            let mut of_origin = Vec::new();
            origin.encode(&article, &mut of_origin);
            (bytes, of_origin, StoryOutline::new(&article), article)
        },
        |at, (bytes, origin, outline, article)| {
            put_number(&mut origins, origin.len() as u64);
            origins.extend_from_slice(&origin);
            stories.add(outline);
            let of_article = article_problems(&article);
            if !of_article.is_empty() {
                problems.insert(at, of_article);
            }
            writer.push(&article, &bytes, put)
        },
    )?;
    let Sidecar { title, description, story, .. } = &ingested.sidecar;
    writer.set_stories(stories.stories(story));
    if !ingested.groups.is_empty() {
        writer.set_statements(serde_json::to_vec(&ingested.groups)?);
    }
    writer.finish(title.clone(), description.clone(), put)?;
    Ok(BundleRest { problems: problems.into_values().flatten().collect(), origins })
}
