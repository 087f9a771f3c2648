//! Extraction from plain text: the visible words of a page, including its furniture.
//!
//! The text is divided into [blocks](block). The [segment] model decides which run of them is the article. The blocks
//! above it are searched for a [headline] and a [header]. All other blocks go to `removed` with a [kind](kinds). Each
//! word of the source ends up in exactly one of title, body and `removed`.

mod block;
mod header;
mod headline;
mod kinds;
mod section;
mod segment;
mod shape;

use std::borrow::Cow;

use super::{day_order, language};
use crate::model::{Article, DateBasis, PublicationDate, Removed, RemovedKind, Title, TitleBasis};
use crate::model::{Warning, WarningCode};

/// A headline for a text without one: from its first sentence, or else from its address.
pub(super) fn derived_title(body: &[String], url: Option<&str>) -> Title {
    headline::derived(body, &[], url)
}

/// A headline from the words of an address.
pub(super) fn title_of_address(url: &str) -> Option<String> {
    headline::from_address(url)
}

/// The verdict on a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// It is the headline.
    Title,
    /// It is a paragraph of the article.
    Body,
    /// It is removed from the body.
    Removed(RemovedKind),
}

/// Extracts the article of a plain text; `url` is the address it was fetched from, if known.
pub(super) fn article(text: &str, url: Option<&str>) -> Article {
    let mut blocks = block::blocks(text);
    let opening = header::take_opening(&mut blocks);
    let mut in_body = segment::body(&blocks);
    header::leave_out(&blocks, &mut in_body);
    let title = headline::find(&blocks, &mut in_body, url);
    let roles = kinds::roles(&blocks, &in_body, title);

    let mut body = Vec::new();
    let mut removed: Vec<Removed> = Vec::new();
    if let Some(opening) = &opening {
        removed.push(Removed { text: opening.words.clone(), kind: RemovedKind::Header });
    }
    let mut stated_title = None;
    for (block, role) in blocks.iter().zip(&roles) {
        match role {
            Role::Title => stated_title = Some(block.to_string()),
            Role::Body => body.push(block.to_string()),
            Role::Removed(kind) => removed.push(Removed { text: block.to_string(), kind: *kind }),
        }
    }

    let language = language::of_paragraphs(body.iter().map(String::as_str));
    let above = above_body(&blocks, &roles);
    let mut found = header::read(&above, language);
    if let Some(opening) = opening {
        found.date = opening.date.or(found.date);
        found.section = opening.section.or(found.section);
    }
    let title = match stated_title {
        Some(value) => Title { value, basis: TitleBasis::Stated },
        None => headline::derived(&body, &removed, url),
    };
    let mut date = found.date.map(|(value, words)| PublicationDate::new(value, DateBasis::Stated, words));
    let mut warnings = Vec::new();
    warnings.extend(date.as_mut().and_then(|date| day_order::mark_ambiguous(date, language, |_| true)));
    if body.is_empty() {
        warnings.push(Warning {
            code: WarningCode::EmptyBody,
            message: "no block of the text reads like an article's paragraph".to_owned(),
        });
    }
    Article {
        id: String::new(),
        source: String::new(),
        url: None,
        title,
        date,
        collected: None,
        outlet: None,
        authors: found.authors,
        section: found.section,
        language: language.map(str::to_owned),
        tags: Vec::new(),
        groups: Vec::new(),
        story: None,
        body,
        removed,
        actors: Vec::new(),
        cites: Vec::new(),
        quotes: Vec::new(),
        warnings,
    }
}

/// The header blocks near the headline, which are removed from the body before its first paragraph.
fn above_body<'b>(blocks: &'b [Cow<'_, str>], roles: &[Role]) -> Vec<&'b str> {
    blocks
        .iter()
        .zip(roles)
        .filter(|(_, role)| matches!(role, Role::Removed(RemovedKind::Header)))
        .map(|(block, _)| block.as_ref())
        .collect()
}
