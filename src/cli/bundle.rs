//! The files of a bundle, one after the other.

use std::collections::BTreeMap;

use super::error::CommandError;
use super::input::article_problems;
use crate::bundle::{Packer, RankedWriter, encode_article};
use crate::corpus::Sidecar;
use crate::index::ranked;
use crate::ingest::Ingested;
use crate::story::{StoryBuilder, StoryOutline};

/// Passes each file of a corpus's bundle to `put`. Returns what went wrong with single articles, one sentence each.
pub(super) fn each_file(
    ingested: &Ingested,
    pack: Packer,
    without_text: bool,
    put: &mut dyn FnMut(String, Vec<u8>) -> Result<(), CommandError>,
) -> Result<Vec<String>, CommandError> {
    let articles = &ingested.articles;
    let mut writer = RankedWriter::new(pack, articles.len());
    if without_text {
        writer = writer.without_text();
    }
    let mut stories = StoryBuilder::default();
    let mut problems = BTreeMap::new();
    let order = ranked(articles.dates_and_ids());
    articles.each(
        order.iter().map(|article| *article as usize),
        |article| {
            let mut bytes = Vec::new();
            encode_article(&article, &mut bytes);
            (bytes, StoryOutline::new(&article), article)
        },
        |at, (bytes, outline, article)| {
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
    writer.finish(title.clone(), description.clone(), put)?;
    Ok(problems.into_values().flatten().collect())
}
