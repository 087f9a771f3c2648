//! The element that holds the article.
//!
//! Every line has a value, positive for running text, negative for links and labels; an element is worth the sum of
//! its lines (the idea of the maximum subsequence: Pasternack and Roth, "Extracting article text from the web with
//! maximum subsequence segmentation", WWW 2009), and from the best element the search goes down as long as one child
//! holds nearly all of it.

use super::cuts::{Cuts, is_prose};
use crate::extract::html::class_hints::Hints;
use crate::extract::html::page::{Around, Page};
use crate::extract::html::tag::Tag;
use crate::extract::html::tree::NodeId;

/// The minimum share of the value in a child that contains the article.
const NEARLY_ALL: f32 = 0.92;

/// The number of lines below the headline after which something else may begin.
const FAR_FROM_HEADLINE: usize = 60;

/// The element that holds the article; the page itself if none stands out.
pub(super) fn find(page: &Page<'_>, cuts: &Cuts, title_line: Option<usize>) -> NodeId {
    let tree = &page.tree;
    let mut sums = Vec::with_capacity(page.blocks.list.len() + 1);
    sums.push(0.0_f32);
    for (index, block) in page.blocks.list.iter().enumerate() {
        // Text above the headline is not part of the article.
        let above = title_line.is_some_and(|line| index < line);
        let value = if above || cuts.block_kind(block).is_some() || block.hidden { 0.0 } else { value(page, block) };
        sums.push(sums.last().copied().unwrap_or(0.0) + value);
    }
    let worth = |node: NodeId| {
        let range = page.blocks.inside(tree, node);
        sums[range.end] - sums[range.start]
    };
    let mut best = (0, worth(0));
    for node in 1..tree.len() {
        let Some(tag) = tree.tag(node) else { continue };
        if !may_hold_article(tag) || cuts.kind(node).is_some() || is_data(page, node, tag, worth) {
            continue;
        }
        let hints = page.hints.get(node).copied().unwrap_or_default();
        let factor = if hints.any(Hints::BODY) {
            1.5
        } else if tag == Tag::Article || hints.any(Hints::ARTICLE) {
            1.3
        } else if tag == Tag::Main {
            1.15
        } else {
            1.0
        };
        // An article starts near its headline.
        let start = page.blocks.inside(tree, node).start;
        let far = title_line.is_some_and(|line| start > line + FAR_FROM_HEADLINE);
        let worth = worth(node) * factor * if far { 0.7 } else { 1.0 };
        if worth > best.1 {
            best = (node, worth);
        }
    }
    descend(page, cuts, best.0, worth)
}

/// Whether an element is a table, or part of one, with text in many cells. Such a table is part of an article; a layout
/// table has the article in a single cell.
fn is_data(page: &Page<'_>, node: NodeId, tag: Tag, worth: impl Fn(NodeId) -> f32) -> bool {
    let tree = &page.tree;
    if !matches!(tag, Tag::Table | Tag::Tbody | Tag::Tr) {
        return false;
    }
    let end = tree.subtree(node).end;
    let mut most = 0.0_f32;
    let mut at = node + 1;
    while at < end {
        if matches!(tree.tag(at), Some(Tag::Td | Tag::Th)) {
            most = most.max(worth(at));
            at = tree.subtree(at).end;
        } else {
            at += 1;
        }
    }
    most * 2.0 < worth(node)
}

fn descend(page: &Page<'_>, cuts: &Cuts, from: NodeId, worth: impl Fn(NodeId) -> f32) -> NodeId {
    let tree = &page.tree;
    let mut at = from;
    loop {
        if page.hints.get(at).is_some_and(|hints| hints.any(Hints::BODY)) {
            return at;
        }
        let all = worth(at);
        let mut child = at + 1;
        let end = tree.subtree(at).end;
        let mut next = None;
        while child < end {
            let holds = tree.tag(child).is_some_and(|tag| may_be_inner(tag) && !is_data(page, child, tag, &worth))
                && cuts.kind(child).is_none();
            if holds && worth(child) >= all * NEARLY_ALL {
                next = Some(child);
                break;
            }
            child = tree.subtree(child).end;
        }
        match next {
            Some(child) => at = child,
            None => return at,
        }
    }
}

/// Whether the search may descend into the element: a list or a quote by itself is only part of an article.
fn may_be_inner(tag: Tag) -> bool {
    may_hold_article(tag)
        && !matches!(tag, Tag::Blockquote | Tag::Dl | Tag::Li | Tag::Ol | Tag::P | Tag::Pre | Tag::Span | Tag::Ul)
}

fn may_hold_article(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Article
            | Tag::Aside
            | Tag::Blockquote
            | Tag::Body
            | Tag::Center
            | Tag::Div
            | Tag::Dd
            | Tag::Dl
            | Tag::Fieldset
            | Tag::Form
            | Tag::Header
            | Tag::Li
            | Tag::Main
            | Tag::Ol
            | Tag::Other
            | Tag::Section
            | Tag::Span
            | Tag::Table
            | Tag::Tbody
            | Tag::Td
            | Tag::Tr
            | Tag::Ul
            | Tag::Pre
            | Tag::Font
            | Tag::Details
            | Tag::P
    )
}

fn value(page: &Page<'_>, block: &crate::extract::html::block::Block) -> f32 {
    let around = page.around.get(block.node).copied().unwrap_or_default();
    let words = block.words.min(200) as f32;
    let density = block.link_density();
    if density >= 0.5 {
        return -(2.0 + words * 0.5);
    }
    if is_prose(block.words, density) && (block.ends_sentence() || block.words >= 20) {
        let scale = if around.any(Around::PARAGRAPH) { 1.2 } else { 1.0 };
        return words * (1.0 - density) * scale;
    }
    if around.any(Around::HEADING) {
        return -1.0;
    }
    if around.any(Around::LIST_ITEM.with(Around::CELL).with(Around::DEFINITION).with(Around::PREFORMATTED)) {
        return if block.link_words == 0 { 0.0 } else { -2.0 };
    }
    if around.any(Around::PARAGRAPH) && block.ends_sentence() { words } else { -2.0 }
}
