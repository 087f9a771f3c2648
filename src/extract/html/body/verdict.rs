//! Whether a line of a page belongs to the body.

use std::collections::HashSet;

use super::Verdict;
use super::cuts::Cuts;
use crate::extract::html::block::Block;
use crate::extract::html::boilerplate_phrases;
use crate::extract::html::class_hints::Hints;
use crate::extract::html::page::{Around, Page};
use crate::extract::html::title::same_title;
use crate::extract::html::tree::NodeId;
use crate::model::RemovedKind;

/// One verdict for each block.
pub(super) fn decide(
    page: &Page<'_>,
    cuts: &Cuts,
    region: NodeId,
    title: &str,
    title_line: Option<usize>,
) -> Vec<Verdict> {
    let range = page.blocks.of(&page.tree, region);
    let mut verdicts: Vec<Verdict> = page
        .blocks
        .list
        .iter()
        .enumerate()
        .map(|(index, block)| {
            if let Some(kind) = cuts.block_kind(block) {
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
    mark_title(page, title, title_line, &mut verdicts);
    if let Some(title_line) = title_line.filter(|line| *line < range.start) {
        keep_lead(page, cuts, title_line + 1..range.start, &mut verdicts);
    }
    drop_repetitions(page, &mut verdicts);
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
    if density > 0.7 && block.words < 30 && !block.ends_sentence() && !is_address(&block.text) {
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

/// Whether a line is an address of the web or of mail, which a text may give on a line of its own.
fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && (text.contains("://") || text.starts_with("www.") || text.contains('@'))
}

/// The line that shows the headline: a heading if there is one.
pub(super) fn title_line(page: &Page<'_>, title: &str) -> Option<usize> {
    let is_heading = |node: NodeId| page.around.get(node).is_some_and(|around| around.any(Around::HEADING));
    let lines =
        || page.blocks.list.iter().enumerate().filter(|(_, block)| !block.hidden && same_title(&block.text, title));
    let mut headings = lines().filter(|(_, block)| is_heading(block.node));
    let first_level = lines().find(|(_, block)| page.heading_level(block.node) == Some(1));
    first_level.or_else(|| headings.next()).or_else(|| lines().next()).map(|(index, _)| index)
}

/// The line that is the headline is no paragraph, and its repetitions are none.
fn mark_title(page: &Page<'_>, title: &str, line: Option<usize>, verdicts: &mut [Verdict]) {
    let Some(line) = line else { return };
    for (index, (block, verdict)) in page.blocks.list.iter().zip(verdicts.iter_mut()).enumerate() {
        if index == line {
            let exact = block.text == title;
            *verdict = if exact { Verdict::Title } else { Verdict::Removed(RemovedKind::Header) };
        } else if *verdict == Verdict::Body && same_title(&block.text, title) {
            *verdict = Verdict::Removed(RemovedKind::Duplicate);
        }
    }
}

/// A paragraph that the page shows twice is read once.
fn drop_repetitions(page: &Page<'_>, verdicts: &mut [Verdict]) {
    let mut seen = HashSet::new();
    for (block, verdict) in page.blocks.list.iter().zip(verdicts.iter_mut()) {
        if *verdict == Verdict::Body && block.words >= 8 && !seen.insert(block.text.as_str()) {
            *verdict = Verdict::Removed(RemovedKind::Duplicate);
        }
    }
}

/// Between the headline and the text stands the lead, beside dates, writers and buttons.
fn keep_lead(page: &Page<'_>, cuts: &Cuts, gap: std::ops::Range<usize>, verdicts: &mut [Verdict]) {
    for index in gap {
        let Some(block) = page.blocks.list.get(index) else { continue };
        if cuts.block_kind(block).is_some() || block.hidden || block.control || block.link_density() > 0.3 {
            continue;
        }
        if boilerplate_phrases::kind_of(&block.text, block.words).is_some() {
            continue;
        }
        let around = page.around.get(block.node).copied().unwrap_or_default();
        if around.any(Around::FORM.with(Around::FIGURE).with(Around::LIST_ITEM)) {
            continue;
        }
        let named = page.tree.ancestors(block.node).take(3).any(|node| page.hints[node].any(Hints::LEAD));
        if (block.words >= 8 && block.ends_sentence()) || block.words >= 16 || (named && block.words >= 4) {
            verdicts[index] = Verdict::Body;
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
