//! The engine's functions for the words of a query, as a table: the page downloads their code when the first words are
//! searched.

use std::fmt;
use std::ops::Range;

use super::answer::Card;
use super::engine::{Engine, Step};
use super::request::Query;
use super::run::{Found, run};
use super::snippet::{self, Wanted, snippets};
use super::spelling::suggestion;
use super::text::parse;
use crate::bundle::TITLE_BYTES;
use crate::index::{Columns, FacetKind, Stems};
use crate::model::{Article, TITLE_PARAGRAPH};
use crate::text::beginning;

/// The places of words in an article: the paragraph, from 0, with -1 for the title, and the range in bytes.
type Places = Vec<(i32, Range<usize>)>;

/// The functions for words.
pub struct Wording {
    /// Finds the articles that match the words of a query; `None` if its text has none.
    pub(super) find: fn(&Engine, &Query) -> Step<Option<Found>>,
    /// The words that snippets show and highlights mark; `None` if there are none.
    pub(super) wanted: fn(&Query) -> Step<Option<Wanted>>,
    /// Adds snippets and marks to the card of the article with this rank.
    pub(super) mark: fn(&Engine, &mut Card, u32, &Wanted) -> Step<()>,
    /// The places of the words in an article, in reading order.
    pub(super) places: fn(&Engine, &Article, &Query) -> Step<Places>,
}

impl fmt::Debug for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wording")
    }
}

/// The functions for words.
pub static WORDING: Wording = Wording { find, wanted, mark, places };

fn find(engine: &Engine, query: &Query) -> Step<Option<Found>> {
    let Some(text) = engine.matches(query)? else { return Ok(None) };
    let mut found = run(engine.columns()?, query, Some(&text.matches));
    if found.total == 0 && !text.unknown.is_empty() {
        found.suggestion = suggestion(&query.text, &text.unknown, &*engine.spelling()?);
    }
    Ok(Some(found))
}

fn wanted(query: &Query) -> Step<Option<Wanted>> {
    let node = parse(&query.text, query.typing)?;
    Ok(node.map(|node| Wanted::of(&node, query.exact)).filter(|wanted| !wanted.is_empty()))
}

fn mark(engine: &Engine, card: &mut Card, rank: u32, wanted: &Wanted) -> Step<()> {
    let opening = engine.opening_at(rank)?;
    let stems = stems(engine, opening.language.as_deref())?;
    let fragments = snippets(&opening.body, wanted, stems.as_ref());
    let title = beginning(&card.title, TITLE_BYTES);
    let marks = snippet::places(std::iter::once(((), title)), wanted, stems.as_ref());
    card.title_marks = in_utf16(title, marks.into_iter().map(|((), place)| place));
    if !fragments.is_empty() {
        card.snippets = fragments;
    }
    Ok(())
}

fn places(engine: &Engine, article: &Article, query: &Query) -> Step<Places> {
    let Some(node) = parse(&query.text, query.typing)? else { return Ok(Vec::new()) };
    let wanted = Wanted::of(&node, query.exact);
    let stems = stems(engine, article.language.as_deref())?;
    let body = article.body.iter().enumerate().map(|(at, text)| (at as i32, text.as_str()));
    let title = beginning(&article.title.value, TITLE_BYTES);
    let texts = std::iter::once((TITLE_PARAGRAPH, title)).chain(body);
    Ok(snippet::places(texts, &wanted, stems.as_ref()))
}

/// The stemmer for an article's language.
fn stems(engine: &Engine, language: Option<&str>) -> Step<Option<Stems>> {
    let columns = engine.columns()?;
    Ok(Stems::of(language.unwrap_or(first_language(columns))))
}

/// The language of most articles, which is used for articles of unknown language.
fn first_language(columns: &Columns) -> &str {
    let languages = columns.facet(FacetKind::Language);
    let first = (0..languages.values.len() as u32).rev().max_by_key(|value| languages.ranks(*value).len());
    first.map_or("en", |value| languages.values.name(value))
}

/// Converts places in bytes to places in UTF-16 units; meant for short texts.
fn in_utf16(text: &str, places: impl Iterator<Item = Range<usize>>) -> Vec<(u32, u32)> {
    let units = |to: usize| text.get(..to).map_or(0, |part| part.encode_utf16().count()) as u32;
    places.map(|place| (units(place.start), units(place.end))).collect()
}
