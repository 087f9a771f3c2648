//! Whether a line of a page belongs to the body.

use super::Verdict;
use super::cuts::Cuts;
use crate::extract::html::block::Block;
use crate::extract::html::boilerplate_phrases;
use crate::extract::html::page::{Around, Page};
use crate::extract::html::title::same_title;
use crate::extract::html::tree::NodeId;
use crate::model::RemovedKind;

/// One verdict for each block.
pub(super) fn decide(page: &Page<'_>, cuts: &Cuts, region: NodeId, title: &str) -> Vec<Verdict> {
    let range = page.blocks.of(&page.tree, region);
    let mut verdicts: Vec<Verdict> = page
        .blocks
        .list
        .iter()
        .enumerate()
        .map(|(index, block)| {
            if let Some(kind) = cuts.kind(block.node) {
                return Verdict::Removed(kind);
            }
            if block.hidden {
                return Verdict::Removed(RemovedKind::Other);
            }
            if !range.contains(&index) {
                return Verdict::Removed(outside(page, block, index < range.start));
            }
            inside(page, block)
        })
        .collect();
    mark_title(page, title, &mut verdicts);
    drop_loose_headings(page, &mut verdicts);
    verdicts
}

fn outside(page: &Page<'_>, block: &Block, is_before: bool) -> RemovedKind {
    if let Some(kind) = boilerplate_phrases::kind_of(&block.text, block.words) {
        return kind;
    }
    let around = page.around.get(block.node).copied().unwrap_or_default();
    match () {
        () if block.link_density() >= 0.5 && is_before => RemovedKind::Navigation,
        () if block.link_density() >= 0.5 => RemovedKind::Related,
        () if around.any(Around::FORM) => RemovedKind::Promotion,
        () if is_before => RemovedKind::Header,
        () => RemovedKind::Other,
    }
}

fn inside(page: &Page<'_>, block: &Block) -> Verdict {
    if let Some(kind) = boilerplate_phrases::kind_of(&block.text, block.words) {
        return Verdict::Removed(kind);
    }
    let around = page.around.get(block.node).copied().unwrap_or_default();
    let density = block.link_density();
    if around.any(Around::HEADING) {
        return if density > 0.8 { Verdict::Removed(RemovedKind::Related) } else { Verdict::Body };
    }
    if block.control {
        return Verdict::Removed(RemovedKind::Navigation);
    }
    if density > 0.7 && block.words < 30 && !block.ends_sentence() {
        return Verdict::Removed(RemovedKind::Related);
    }
    if around.any(Around::FIGURE) && !around.any(Around::QUOTE.with(Around::CELL).with(Around::PREFORMATTED)) {
        return Verdict::Removed(RemovedKind::Caption);
    }
    let is_part = around.any(
        Around::LIST_ITEM
            .with(Around::PARAGRAPH)
            .with(Around::QUOTE)
            .with(Around::CELL)
            .with(Around::DEFINITION)
            .with(Around::PREFORMATTED),
    );
    if !is_part && block.words < 8 && !block.ends_sentence() {
        return Verdict::Removed(RemovedKind::Other);
    }
    Verdict::Body
}

/// The line that is the headline is no paragraph.
fn mark_title(page: &Page<'_>, title: &str, verdicts: &mut [Verdict]) {
    let first = page.blocks.list.iter().position(|block| {
        page.around.get(block.node).is_some_and(|around| around.any(Around::HEADING)) && same_title(&block.text, title)
    });
    let first = first.or_else(|| page.blocks.list.iter().position(|block| same_title(&block.text, title)));
    if let Some(first) = first {
        let exact = page.blocks.list[first].text == title;
        verdicts[first] = if exact { Verdict::Title } else { Verdict::Removed(RemovedKind::Header) };
        for (block, verdict) in page.blocks.list.iter().zip(verdicts.iter_mut()).skip(first + 1) {
            if *verdict == Verdict::Body && same_title(&block.text, title) {
                *verdict = Verdict::Removed(RemovedKind::Duplicate);
            }
        }
    }
}

/// A heading with no text of its section after it heads nothing.
fn drop_loose_headings(page: &Page<'_>, verdicts: &mut [Verdict]) {
    let mut text_follows: Option<()> = None;
    for (block, verdict) in page.blocks.list.iter().zip(verdicts.iter_mut()).rev() {
        if *verdict != Verdict::Body {
            continue;
        }
        if page.heading_level(block.node).is_some() {
            if text_follows.is_none() {
                *verdict = Verdict::Removed(RemovedKind::Related);
            }
        } else {
            text_follows = Some(());
        }
    }
}
