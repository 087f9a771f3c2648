//! The engine's functions for the words of a query, as a table: the page downloads their code when the first words are
//! searched.

use std::ops::Range;

use super::answer::Card;
use super::engine::{Engine, QueryResult, TextFunctions, WordPlaces, damaged};
use super::error::QueryError;
use super::request::Query;
use super::run::NumericAnswer;
use super::snippet::{self, Highlighter, snippets};
use super::spelling::suggestion;
use super::step_counter::{InSteps, StepCounter};
use super::text::parse;
use crate::bundle::{MANIFEST_NAME, TITLE_BYTES, Writer, store};
use crate::index::{FacetKind, Rank, Stems};
use crate::model::{Article, Place};
use crate::text::beginning;

/// The functions for words.
pub static TEXT_FUNCTIONS: TextFunctions = TextFunctions { find, wanted, mark, places };

impl Engine {
    /// Opens the archive with this manifest.
    ///
    /// # Errors
    ///
    /// If the manifest is damaged or of another format.
    pub fn open(manifest: &[u8]) -> Result<Engine, QueryError> {
        let engine = Engine::open_without_text_functions(manifest)?;
        engine.supply_text_functions(&TEXT_FUNCTIONS);
        Ok(engine)
    }

    /// Builds an archive of articles in memory; it never needs a file.
    ///
    /// # Errors
    ///
    /// If the manifest cannot be serialised.
    pub fn from_articles<'a>(articles: impl Iterator<Item = &'a Article>) -> Result<Engine, QueryError> {
        let mut writer = Writer::new(store);
        articles.for_each(|article| writer.push(article));
        let mut files = Vec::new();
        let mut keep = |name: String, bytes: Vec<u8>| {
            files.push((name, bytes));
            Ok::<(), serde_json::Error>(())
        };
        writer.finish(None, None, &mut keep).map_err(|error| damaged(MANIFEST_NAME, error))?;
        let manifest = files.iter().find(|(name, _)| name == MANIFEST_NAME).map_or(&[][..], |(_, bytes)| bytes);
        let engine = Engine::open(manifest)?;
        files.into_iter().for_each(|(name, bytes)| engine.supply(&name, bytes));
        Ok(engine)
    }
}

fn find<'a>(engine: &'a Engine, query: &'a Query, steps: &'a StepCounter) -> InSteps<'a, Option<NumericAnswer>> {
    Box::pin(async move {
        let Some(text) = engine.matches(query, steps).await? else { return Ok(None) };
        let mut found = engine.run(query, Some(&text.matches))?;
        if found.total == 0 && !text.unknown.is_empty() {
            found.suggestion = suggestion(&query.text, &text.unknown, &*engine.spelling()?, steps).await;
        }
        Ok(Some(found))
    })
}

fn wanted(query: &Query) -> QueryResult<Option<Highlighter>> {
    let node = parse(&query.text, query.typing)?;
    Ok(node.map(|node| Highlighter::new(&node, query.exact)).filter(|wanted| !wanted.is_empty()))
}

fn mark<'a>(
    engine: &'a Engine,
    card: &'a mut Card,
    rank: Rank,
    wanted: &'a Highlighter,
    steps: &'a StepCounter,
) -> InSteps<'a, ()> {
    Box::pin(async move {
        let opening = engine.opening_at(rank)?;
        let mut marker = wanted.marker(stems(engine, opening.language.as_deref())?);
        let fragments = snippets(&opening.body, &mut marker, steps).await;
        let title = beginning(&card.title, TITLE_BYTES);
        let marks = snippet::places(vec![title], &mut marker, steps).await;
        card.title_marks = in_utf16(title, marks.into_iter().map(|(_, place)| place));
        if !fragments.is_empty() {
            card.snippets = fragments;
        }
        Ok(())
    })
}

fn places<'a>(
    engine: &'a Engine,
    article: &'a Article,
    query: &'a Query,
    steps: &'a StepCounter,
) -> InSteps<'a, WordPlaces> {
    Box::pin(async move {
        let Some(node) = parse(&query.text, query.typing)? else { return Ok(Vec::new()) };
        let wanted = Highlighter::new(&node, query.exact);
        let mut marker = wanted.marker(stems(engine, article.language.as_deref())?);
        let (places, texts): (Vec<Place>, Vec<&str>) = article
            .texts()
            .map(|(place, text)| match place {
                Place::Title => (place, beginning(text, TITLE_BYTES)),
                Place::Paragraph(_) => (place, text),
            })
            .unzip();
        let found = snippet::places(texts, &mut marker, steps).await;
        Ok(found.into_iter().filter_map(|(index, range)| Some((*places.get(index)?, range))).collect())
    })
}

/// The stemmer for an article's language.
fn stems(engine: &Engine, language: Option<&str>) -> QueryResult<Option<Stems>> {
    let languages = engine.columns()?.values(FacetKind::Language);
    // The language of most articles is taken for those of unknown language.
    let first = || languages.top().next().map_or("en", |(value, _)| languages.name(value));
    Ok(Stems::for_language(language.unwrap_or_else(first)))
}

/// Converts places in bytes to places in UTF-16 units; meant for short texts.
fn in_utf16(text: &str, places: impl Iterator<Item = Range<usize>>) -> Vec<(u32, u32)> {
    let units = |to: usize| text.get(..to).map_or(0, |part| part.encode_utf16().count()) as u32;
    places.map(|place| (units(place.start), units(place.end))).collect()
}
