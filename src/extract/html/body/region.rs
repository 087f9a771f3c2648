//! The element that holds the article.
//!
//! Every line has a value, positive for running text, negative for links and labels; an element is worth the sum of
//! its lines (the idea of the maximum subsequence: Pasternack and Roth, "Extracting article text from the web with
//! maximum subsequence segmentation", WWW 2009), and from the best element the search goes down as long as one child
//! holds nearly all of it.

use super::cuts::{Cuts, is_prose, is_sentence};
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
    widen(page, cuts, descend(page, cuts, best.0, worth), title_line)
}

/// An element around the article is this number of levels away at most.
const MAX_LEVELS: usize = 16;

/// More text around the article than this, in words, may be a part of it.
const MIN_MORE_WORDS: usize = 60;

/// A text of fewer words may be the introduction of one that is outside the element marked as the article.
const SHORT_TEXT: usize = 150;

/// The element that holds all parts of an article which is divided into sections side by side: a list article has each
/// entry in an element of its own, and many systems have an element for every few paragraphs.
///
/// An element around the one found holds more of the article if it adds whole sentences in proportion to what is there,
/// with few links and few other words, and no headlines that lead elsewhere.
fn widen(page: &Page<'_>, cuts: &Cuts, found: NodeId, title_line: Option<usize>) -> NodeId {
    let tree = &page.tree;
    let from = title_line.map_or(0, |line| line + 1);
    let mut best = found;
    let mut left_article = false;
    let mut own = Text::default();
    for index in page.blocks.inside(tree, found) {
        own.add(page, cuts, index);
    }
    for node in tree.ancestors(found).skip(1).take(MAX_LEVELS) {
        let inner = page.blocks.inside(tree, best);
        let outer = page.blocks.inside(tree, node);
        let mut more = Text::default();
        for index in (outer.start.max(from)..inner.start).chain(inner.end..outer.end) {
            more.add(page, cuts, index);
        }
        // Outside the element that is marked as the article there are mostly other articles.
        let is_marked = |node: NodeId| {
            tree.tag(node) == Some(Tag::Article) || page.hints.get(node).is_some_and(|hints| hints.any(Hints::BODY))
        };
        left_article |= best != node && tree.ancestors(found).take_while(|inner| *inner != node).any(is_marked);
        let is_enough =
            if left_article { more.text >= own.text * 2 && own.text < SHORT_TEXT } else { more.text * 4 >= own.text };
        let is_more = more.sentences >= 2
            && more.text >= MIN_MORE_WORDS
            && is_enough
            && more.links * 4 <= more.text
            && more.other <= more.text
            && more.linked_headings <= 1;
        if is_more {
            best = node;
            own.text += more.text;
        }
    }
    best
}

/// What some blocks hold.
#[derive(Default)]
struct Text {
    /// Blocks that are whole sentences.
    sentences: usize,
    /// Their words.
    text: usize,
    /// Words in links.
    links: usize,
    /// All other words.
    other: usize,
    /// Headings that are links.
    linked_headings: usize,
}

impl Text {
    fn add(&mut self, page: &Page<'_>, cuts: &Cuts, index: usize) {
        let Some(block) = page.blocks.list.get(index) else { return };
        if block.hidden || cuts.block_kind(block).is_some() {
            return;
        }
        self.links += block.link_words;
        // A teaser breaks off.
        let breaks_off = block.text.ends_with('…') || block.text.ends_with("...") || block.text.ends_with(']');
        if is_sentence(block) && !breaks_off {
            self.sentences += 1;
            self.text += block.words;
        } else {
            self.other += block.words - block.link_words.min(block.words);
            let around = page.around.get(block.node).copied().unwrap_or_default();
            self.linked_headings += usize::from(around.any(Around::HEADING) && block.link_density() > 0.8);
        }
    }
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

#[cfg(test)]
mod tests {
    use crate::extract::html::samples::{article_of, paragraphs, sentences};

    #[test]
    fn parts_side_by_side_are_one_article() {
        let parts: String =
            [0..3, 3..5, 5..8].map(|range| format!("<section><div>{}</div></section>", paragraphs(range))).concat();
        assert_eq!(article_of(&format!("<div>{parts}</div>")).body, sentences(0..8));
    }

    #[test]
    fn teasers_beside_the_article_are_not_a_part_of_it() {
        let teaser =
            |sentence: &str| format!("<div><h3><a href=/x>Another story</a></h3><p>{}…</p></div>", &sentence[..60]);
        let teasers: String = sentences(6..10).iter().map(|sentence| teaser(sentence)).collect();
        let body = format!("<div><article>{}</article><div>{teasers}</div></div>", paragraphs(0..6));
        assert_eq!(article_of(&body).body, sentences(0..6));
    }
}
