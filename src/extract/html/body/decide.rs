//! Whether a line of a page belongs to the body.

use std::collections::{BTreeMap, HashSet};

use super::cuts::{Cuts, is_prose};
use super::dialogue::{MIN_CONSENT_WORDS, drop_consent};
use super::ending::{drop_about_writer, drop_broken_off, drop_elements_of_others};
use super::repeated::drop_repeated;
use crate::extract::html::block::Block;
use crate::extract::html::byline::is_byline;
use crate::extract::html::class_hints::Hints;
use crate::extract::html::page::{Around, Page};
use crate::extract::html::tag::Tag;
use crate::extract::html::title_parts::same_title;
use crate::extract::html::tree::NodeId;
use crate::extract::html::verdict::Verdict;
use crate::extract::{date_expression, furniture};
use crate::model::{PartialDate, RemovedKind};

/// One verdict for each block.
pub(super) fn decide(
    page: &Page<'_>,
    cuts: &Cuts,
    region: NodeId,
    title: &str,
    title_line: Option<usize>,
) -> Vec<Verdict> {
    let range = page.blocks.inside(&page.tree, region);
    let groups = Groups::new(page);
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
            inside(page, block, groups.density(page, block))
        })
        .collect();
    keep_headings_of_text(page, &range, &mut verdicts);
    keep_headings_by_style(page, cuts, &range, &mut verdicts);
    mark_title(page, title, title_line, &mut verdicts);
    if let Some(title_line) = title_line.filter(|line| *line < range.start) {
        keep_lead(page, cuts, title_line + 1..range.start, &mut verdicts);
    }
    drop_header_lines(page, title_line, &mut verdicts);
    keep_short_neighbours(page, cuts, &range, &mut verdicts);
    drop_lists_of_others(page, &mut verdicts);
    drop_elements_of_others(page, &range, &mut verdicts);
    drop_teasers(page, &mut verdicts);
    drop_broken_off(page, &mut verdicts);
    drop_about_writer(page, &mut verdicts);
    drop_other_articles(page, title_line, &mut verdicts);
    drop_repeated_lead(page, &range, &mut verdicts);
    drop_repeated(page, &mut verdicts);
    drop_consent(page, title_line, &mut verdicts);
    let region_lines = range.clone();
    keep_something(page, cuts, range, &mut verdicts);
    drop_loose_headings(page, &mut verdicts);
    for (block, verdict) in page.blocks.list.iter().zip(&mut verdicts) {
        if let Some(kind) = cuts.block_kind(block)
            && *verdict == Verdict::Removed(kind)
        {
            *verdict = Verdict::Removed(named(kind, block));
        }
    }
    join_consent(page, &region_lines, &mut verdicts);
    verdicts
}

/// The kind of a line in a removed element: if the element is only known to be a control, its words decide.
fn named(kind: RemovedKind, block: &Block) -> RemovedKind {
    let is_vague = matches!(kind, RemovedKind::Navigation | RemovedKind::Other)
        && block.words <= MAX_LABEL_WORDS
        && block.link_words == 0;
    let by_words = is_vague.then(|| furniture::classify_line(&block.text, block.words)).flatten();
    by_words.unwrap_or(kind)
}

/// The maximum number of words in the label of a button.
const MAX_LABEL_WORDS: usize = 8;

/// The rest of the element of a consent notice belongs to it: its heading and buttons.
fn join_consent(page: &Page<'_>, region: &std::ops::Range<usize>, verdicts: &mut [Verdict]) {
    let tree = &page.tree;
    for (index, block) in page.blocks.list.iter().enumerate() {
        let is_notice = !region.contains(&index)
            && matches!(verdicts.get(index), Some(Verdict::Removed(_)))
            && (MIN_CONSENT_WORDS..=MAX_NOTICE_WORDS).contains(&block.words)
            && furniture::asks_for_consent(&block.text);
        if !is_notice {
            continue;
        }
        let is_small = |node: &NodeId| {
            let lines = page.blocks.inside(tree, *node);
            lines.len() <= MAX_CONSENT_LINES && (lines.end <= region.start || lines.start >= region.end)
        };
        let around = tree.ancestors(block.node).take(3).take_while(is_small).last().unwrap_or(block.node);
        for verdict in verdicts.get_mut(page.blocks.inside(tree, around)).unwrap_or_default() {
            if let Verdict::Removed(kind) = verdict {
                *kind = RemovedKind::Legal;
            }
        }
    }
}

/// The maximum number of lines in its element.
const MAX_CONSENT_LINES: usize = 16;

fn outside(page: &Page<'_>, block: &Block, is_before: bool) -> RemovedKind {
    if let Some(kind) = furniture::classify_line(&block.text, block.words) {
        return kind;
    }
    if let Some(found) = furniture::classify(&block.text).filter(|_| block.words <= MAX_NOTICE_WORDS) {
        return found.kind;
    }
    let around = page.around.get(block.node).copied().unwrap_or_default();
    let is_links = block.link_density() >= 0.5;
    if is_links && is_before {
        RemovedKind::Navigation
    } else if is_links {
        RemovedKind::Related
    } else if around.any(Around::FORM) {
        RemovedKind::Promotion
    } else if is_under_picture(page, block) {
        RemovedKind::Caption
    } else if is_before {
        RemovedKind::Header
    } else {
        RemovedKind::Other
    }
}

/// The maximum number of words in a notice that says what it is in its middle.
const MAX_NOTICE_WORDS: usize = 80;

/// The number of words, and of words in links, in every list and table.
struct Groups {
    sums: BTreeMap<NodeId, (usize, usize)>,
}

impl Groups {
    fn new(page: &Page<'_>) -> Groups {
        let mut sums = BTreeMap::new();
        for block in &page.blocks.list {
            if let Some(group) = group_of(page, block) {
                let (words, link_words) = sums.entry(group).or_insert((0, 0));
                *words += block.words;
                *link_words += block.link_words;
            }
        }
        Groups { sums }
    }

    /// The share of words in links in the list or table around a block, 0 to 1; the block's own share if there is none.
    fn density(&self, page: &Page<'_>, block: &Block) -> f32 {
        let sums = group_of(page, block).and_then(|group| self.sums.get(&group));
        sums.map_or_else(|| block.link_density(), |(words, link_words)| *link_words as f32 / (*words).max(1) as f32)
    }
}

/// The innermost list or table around a block.
fn group_of(page: &Page<'_>, block: &Block) -> Option<NodeId> {
    let around = page.around.get(block.node)?;
    if !around.any(Around::LIST_ITEM.with(Around::CELL).with(Around::DEFINITION)) {
        return None;
    }
    let is_group = |node: &NodeId| matches!(page.tree.tag(*node), Some(Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table));
    page.tree.ancestors(block.node).take(12).find(is_group)
}

fn inside(page: &Page<'_>, block: &Block, group_density: f32) -> Verdict {
    let found = furniture::classify_line(&block.text, block.words);
    if let Some(kind) = found.filter(|kind| *kind != RemovedKind::Header || !is_data_cell(page, block)) {
        return Verdict::Removed(kind);
    }
    let around = page.around.get(block.node).copied().unwrap_or_default();
    let density = block.link_density();
    let is_plain = !around.any(Around::QUOTE.with(Around::CELL).with(Around::PREFORMATTED));
    if around.any(Around::FIGURE) && is_plain {
        return Verdict::Removed(RemovedKind::Caption);
    }
    if around.any(Around::HEADING) && is_heading_of_gallery(page, block) {
        return Verdict::Removed(RemovedKind::Caption);
    }
    if around.any(Around::HEADING) {
        return if density > 0.8 { Verdict::Removed(RemovedKind::Related) } else { Verdict::Body };
    }
    if block.control {
        return Verdict::Removed(RemovedKind::Navigation);
    }
    let all_links = if around.any(Around::CELL) { group_density > 0.8 } else { group_density > 0.7 };
    // Keywords and names of sections in one line, each a link.
    if density >= 0.9 && block.words >= MIN_LINKED_WORDS && !block.ends_sentence() && !is_address(&block.text) {
        return Verdict::Removed(RemovedKind::Navigation);
    }
    if all_links && density > 0.3 && block.words < 30 && !block.ends_sentence() && !is_address(&block.text) {
        let kind = if leads_within_page(page, block) { RemovedKind::Navigation } else { RemovedKind::Related };
        return Verdict::Removed(kind);
    }
    let in_picture = || page.tree.ancestors(block.node).take(2).any(|node| page.hints[node].any(Hints::PICTURE));
    if (block.words < 60 && in_picture())
        || is_small_print_under_picture(page, block)
        || is_credited_under_picture(page, block)
    {
        return Verdict::Removed(RemovedKind::Caption);
    }
    if is_date_line(block) && !is_data_cell(page, block) {
        return Verdict::Removed(RemovedKind::Header);
    }
    let is_part = around.any(
        Around::LIST_ITEM
            .with(Around::PARAGRAPH)
            .with(Around::QUOTE)
            .with(Around::CELL)
            .with(Around::DEFINITION)
            .with(Around::PREFORMATTED),
    );
    if !is_part && is_under_picture(page, block) {
        return Verdict::Removed(RemovedKind::Caption);
    }
    if !is_part && block.words < 8 && !block.ends_sentence() {
        return Verdict::Removed(RemovedKind::Other);
    }
    Verdict::Body
}

/// A line of links has at least this number of words.
const MIN_LINKED_WORDS: usize = 12;

/// Whether the link that makes up a line leads to a place on the same page: a table of contents.
fn leads_within_page(page: &Page<'_>, block: &Block) -> bool {
    let tree = &page.tree;
    let link = tree.ancestors(block.first).take(4);
    let mut link = link.filter(|node| tree.tag(*node) == Some(Tag::A));
    let address = link.find_map(|node| tree.attribute(node, "href"));
    address.is_some_and(|address| address.len() > 1 && address.starts_with('#'))
}

/// Whether a heading belongs to pictures: an element named for pictures contains it and pictures, but no running text.
fn is_heading_of_gallery(page: &Page<'_>, block: &Block) -> bool {
    let tree = &page.tree;
    let is_gallery = |node: &NodeId| page.hints[*node].any(Hints::PICTURE);
    let Some(gallery) = tree.ancestors(block.node).take(4).find(is_gallery) else { return false };
    let is_text = |block: &Block| {
        page.around.get(block.node).is_some_and(|around| around.any(Around::PARAGRAPH))
            && is_prose(block.words, block.link_density())
    };
    let lines = page.blocks.inside(tree, gallery);
    !page.blocks.list.get(lines).unwrap_or_default().iter().any(is_text)
}

/// Between headline and text, a short line with a date is a byline.
fn drop_header_lines(page: &Page<'_>, title_line: Option<usize>, verdicts: &mut [Verdict]) {
    let Some(title_line) = title_line else { return };
    for (block, verdict) in page.blocks.list.iter().zip(verdicts).skip(title_line + 1) {
        if *verdict != Verdict::Body {
            continue;
        }
        if block.words > MAX_HEADER_WORDS || (block.ends_sentence() && !ends_in_abbreviation(&block.text)) {
            return;
        }
        let is_plain = page.heading_level(block.node).is_none()
            && page.around.get(block.node).is_some_and(|around| !around.any(Around::LIST_ITEM))
            && !is_data_cell(page, block)
            || group_of(page, block)
                .is_some_and(|group| page.blocks.inside(&page.tree, group).len() > MAX_LAYOUT_BLOCKS);
        let is_day = |value: &PartialDate| matches!(value, PartialDate::Day(_));
        let has_day = || date_expression::find(&block.text, None).iter().any(|found| is_day(&found.value));
        // An issue, by its month: "Coastal Quarterly, January 2020".
        let is_issue = || block.words <= MAX_ISSUE_WORDS && !date_expression::find(&block.text, None).is_empty();
        if is_plain && (is_byline(&block.text) || has_day() || is_issue()) {
            *verdict = Verdict::Removed(RemovedKind::Header);
        }
    }
}

/// A line that names an issue has at most this number of words.
const MAX_ISSUE_WORDS: usize = 6;

/// The maximum number of words in a line of writers and dates.
const MAX_HEADER_WORDS: usize = 24;

/// From this number of lines on, a table around a headline is the layout of the page.
const MAX_LAYOUT_BLOCKS: usize = 8;

/// Whether the full stop at the end belongs to an abbreviation of one or two letters, such as for an hour or a year.
fn ends_in_abbreviation(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.ends_with('.') && last.chars().count() <= 3 && last.chars().any(char::is_alphabetic)
}

/// Whether a line in small print is directly below a picture, with nothing but line breaks in between, and is all that
/// its element contains: a caption on pages without elements for captions.
fn is_small_print_under_picture(page: &Page<'_>, block: &Block) -> bool {
    let tree = &page.tree;
    let is_small = |node: &NodeId| {
        let range = tree.subtree(*node);
        let is_small = match tree.tag(*node) {
            Some(Tag::Small | Tag::Em | Tag::I) => true,
            Some(Tag::Font) => {
                tree.attribute(*node, "size").is_some_and(|size| matches!(size.trim(), "1" | "2" | "-1" | "-2" | "-3"))
            }
            _ => false,
        };
        is_small && range.end > block.last && range.len() <= MAX_PICTURE_NODES
    };
    let Some(small) = tree.ancestors(block.first).take(4).find(is_small) else { return false };
    let mut before = small;
    while before > 0 && small - before < MAX_BREAKS {
        before -= 1;
        match tree.tag(before) {
            _ if tree.is_picture(before) => {
                return block.words <= MAX_CAPTION_WORDS && page.blocks.inside(tree, small).len() <= 1;
            }
            Some(Tag::Br | Tag::Center | Tag::P | Tag::Div | Tag::A) => {}
            None if tree.text(before).is_some_and(|text| text.trim().is_empty()) => {}
            _ => return false,
        }
    }
    false
}

/// Whether a line directly below a picture credits it.
fn is_credited_under_picture(page: &Page<'_>, block: &Block) -> bool {
    let is_credit = || furniture::classify(&block.text).is_some_and(|found| found.kind == RemovedKind::Caption);
    if block.words > MAX_CAPTION_WORDS || block.first < 2 || !is_credit() {
        return false;
    }
    let tree = &page.tree;
    let near = (block.first.saturating_sub(MAX_BREAKS)..block.first).rev();
    let mut near =
        near.skip_while(|node| tree.text(*node).map_or(!tree.is_picture(*node), |text| text.trim().is_empty()));
    near.next().is_some_and(|node| tree.is_picture(node))
}

/// The maximum number of nodes between a picture and its caption.
const MAX_BREAKS: usize = 6;

/// Whether a line and a picture are all that their element contains.
fn is_under_picture(page: &Page<'_>, block: &Block) -> bool {
    if block.words > MAX_CAPTION_WORDS {
        return false;
    }
    for around in page.tree.ancestors(block.node).take(4) {
        let range = page.tree.subtree(around);
        if range.len() > MAX_PICTURE_NODES || page.blocks.inside(&page.tree, around).len() > 2 {
            return false;
        }
        if (range.start..block.first).any(|node| page.tree.is_picture(node)) {
            return true;
        }
    }
    false
}

/// The maximum number of words in a caption.
const MAX_CAPTION_WORDS: usize = 60;

/// The maximum number of nodes in an element for a picture and its caption.
const MAX_PICTURE_NODES: usize = 40;

/// Whether a line is a cell of a data table: one of several in a row, in several rows.
fn is_data_cell(page: &Page<'_>, block: &Block) -> bool {
    let tree = &page.tree;
    if !page.around.get(block.node).is_some_and(|around| around.any(Around::CELL)) {
        return false;
    }
    let nearest = |tag: Tag| tree.ancestors(block.node).take(8).find(|node| tree.tag(*node) == Some(tag));
    let count = |node: NodeId, tags: [Tag; 2]| {
        let range = tree.subtree(node);
        let inner = range.take(MAX_TABLE_NODES).filter(|inner| tree.tag(*inner).is_some_and(|tag| tags.contains(&tag)));
        inner.take(3).count()
    };
    let (Some(row), Some(table)) = (nearest(Tag::Tr), nearest(Tag::Table)) else { return false };
    row > table && count(row, [Tag::Td, Tag::Th]) >= 2 && count(table, [Tag::Tr, Tag::Tr]) >= 3
}

/// The maximum number of nodes of a table that are examined.
const MAX_TABLE_NODES: usize = 400;

/// Whether a line is hardly more than a date.
fn is_date_line(block: &Block) -> bool {
    if block.words > 10 || !block.text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let dates: usize = date_expression::find(&block.text, None).iter().map(|found| found.span.len()).sum();
    dates * 2 >= block.text.len()
}

/// Whether a line is a web or mail address, which a text may put on a line of its own.
fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && (text.contains("://") || text.starts_with("www.") || text.contains('@'))
}

/// The line that shows the headline: a heading if there is one.
pub(in crate::extract::html) fn title_line(page: &Page<'_>, title: &str) -> Option<usize> {
    let is_heading = |node: NodeId| page.around.get(node).is_some_and(|around| around.any(Around::HEADING));
    let lines =
        || page.blocks.list.iter().enumerate().filter(|(_, block)| !block.hidden && same_title(&block.text, title));
    let mut headings = lines().filter(|(_, block)| is_heading(block.node));
    let first_level = lines().find(|(_, block)| page.heading_level(block.node) == Some(1));
    first_level.or_else(|| headings.next()).or_else(|| lines().next()).map(|(index, _)| index)
}

/// The headline is not a paragraph, and neither are its repetitions.
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

/// A line that breaks off below a heading that is a link is the teaser of another article.
fn drop_teasers(page: &Page<'_>, verdicts: &mut [Verdict]) {
    let is_link = |block: &Block| page.heading_level(block.node).is_some() && block.link_density() > 0.8;
    for (at, pair) in page.blocks.list.windows(2).enumerate() {
        let [heading, line] = pair else { continue };
        let breaks_off = || ["…", "...", "[…]", "[...]"].iter().any(|end| line.text.ends_with(end));
        if verdicts.get(at + 1) == Some(&Verdict::Body) && is_link(heading) && breaks_off() {
            verdicts[at + 1] = Verdict::Removed(RemovedKind::Related);
        }
    }
}

/// The maximum depth of an article's headline inside it.
const MAX_DEPTH: usize = 32;

/// Pages with endless scrolling show further articles below the first, each with a headline of the first level.
fn drop_other_articles(page: &Page<'_>, title_line: Option<usize>, verdicts: &mut [Verdict]) {
    let tree = &page.tree;
    let list = &page.blocks.list;
    let article_of = |index: usize| {
        let block = list.get(index).filter(|block| page.heading_level(block.node) == Some(1))?;
        tree.ancestors(block.node).take(MAX_DEPTH).find(|node| tree.tag(*node) == Some(Tag::Article))
    };
    let Some(own) = title_line.and_then(article_of) else { return };
    let is_prose_of_body = |index: &usize| {
        verdicts.get(*index) == Some(&Verdict::Body)
            && list.get(*index).is_some_and(|block| is_prose(block.words, block.link_density()))
    };
    let own_lines = page.blocks.inside(tree, own);
    if own_lines.clone().filter(is_prose_of_body).count() < 2 {
        return;
    }
    let mut index = own_lines.end;
    while index < list.len() {
        let Some(other) = article_of(index).filter(|other| *other >= tree.subtree(own).end) else {
            index += 1;
            continue;
        };
        let lines = page.blocks.inside(tree, other);
        for verdict in verdicts.get_mut(lines.clone()).unwrap_or_default() {
            if *verdict == Verdict::Body {
                *verdict = Verdict::Removed(RemovedKind::Related);
            }
        }
        index = lines.end.max(index + 1);
    }
}

/// A lead that the text repeats as its first paragraph is kept once.
fn drop_repeated_lead(page: &Page<'_>, region: &std::ops::Range<usize>, verdicts: &mut [Verdict]) {
    let mut leads = HashSet::new();
    for (index, (block, verdict)) in page.blocks.list.iter().zip(verdicts.iter_mut()).enumerate() {
        if *verdict != Verdict::Body || block.words < 8 {
            continue;
        }
        if index < region.start {
            leads.insert(block.text.as_str());
        }
        let is_repeated = index >= region.start && leads.contains(block.text.as_str());
        if is_repeated {
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
        if furniture::classify_line(&block.text, block.words).is_some() {
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

/// Names of sections can also be headings of parts of a text ("History", "Economy"). They are if they are above running
/// text and contain no link except one for editing.
fn keep_headings_of_text(page: &Page<'_>, region: &std::ops::Range<usize>, verdicts: &mut [Verdict]) {
    for index in region.clone() {
        let Some(block) = page.blocks.list.get(index) else { return };
        let is_heading = verdicts.get(index) == Some(&Verdict::Removed(RemovedKind::Navigation))
            && page.heading_level(block.node).is_some()
            && leads_nowhere(block)
            && !block.hidden
            && !block.control;
        if is_heading && heads_text(page, index, region.end, verdicts) {
            verdicts[index] = Verdict::Body;
        }
    }
}

/// Whether a heading is not a link, though one of its words may be: "[edit]".
fn leads_nowhere(block: &Block) -> bool {
    block.link_words == 0 || (block.link_words == 1 && block.words > 2)
}

/// The maximum number of captions and notes between a heading and its text.
const MAX_BELOW_HEADING: usize = 6;

/// Whether running text follows a heading, with only captions and one note in between ("Main article: ...").
fn heads_text(page: &Page<'_>, heading: usize, end: usize, verdicts: &[Verdict]) -> bool {
    let mut has_note = false;
    for index in heading + 1..end.min(heading + 1 + MAX_BELOW_HEADING) {
        let (Some(block), Some(verdict)) = (page.blocks.list.get(index), verdicts.get(index)) else { return false };
        let around = page.around.get(block.node).copied().unwrap_or_default();
        match verdict {
            Verdict::Body => return around.any(Around::PARAGRAPH) && is_prose(block.words, block.link_density()),
            _ if around.any(Around::HEADING.with(Around::LIST_ITEM)) => return false,
            Verdict::Removed(RemovedKind::Caption) => {}
            Verdict::Removed(RemovedKind::Navigation | RemovedKind::Related) if !has_note => has_note = true,
            _ => return false,
        }
    }
    false
}

/// The minimum number of headings of one style that precede text on a page.
const MIN_STYLED_HEADINGS: usize = 3;

/// Short lines in elements of one name, each directly above running text or a list, are headings ("Step 1").
fn keep_headings_by_style(page: &Page<'_>, cuts: &Cuts, region: &std::ops::Range<usize>, verdicts: &mut [Verdict]) {
    let mut by_style: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut no_headings = HashSet::new();
    for index in region.clone() {
        let (Some(block), Some(verdict)) = (page.blocks.list.get(index), verdicts.get(index)) else { return };
        let Some(style) = style_of(page, block) else { continue };
        let is_short = *verdict == Verdict::Removed(RemovedKind::Other)
            && !block.hidden
            && block.link_words == 0
            && block.text.contains(char::is_alphabetic)
            && cuts.block_kind(block).is_none();
        let next = page.blocks.list.get(index + 1).zip(verdicts.get(index + 1));
        let heads = next.is_some_and(|(next, verdict)| {
            let is_part = Around::PARAGRAPH.with(Around::LIST_ITEM);
            *verdict == Verdict::Body && page.around.get(next.node).is_some_and(|around| around.any(is_part))
        });
        if is_short && heads {
            by_style.entry(style).or_default().push(index);
        } else {
            no_headings.insert(style);
        }
    }
    by_style.retain(|style, lines| !no_headings.contains(style) && lines.len() >= MIN_STYLED_HEADINGS);
    for index in by_style.into_values().flatten() {
        if let Some(verdict) = verdicts.get_mut(index) {
            *verdict = Verdict::Body;
        }
    }
}

/// The class of the innermost element around a line that has one.
fn style_of(page: &Page<'_>, block: &Block) -> Option<String> {
    let tree = &page.tree;
    let near = || tree.ancestors(block.first).take(3);
    // Tabs and buttons are marked as such.
    let is_control =
        |role: &str| matches!(role, "button" | "link" | "menuitem" | "option" | "radio" | "switch" | "tab");
    if near().any(|node| tree.attribute(node, "role").is_some_and(|role| is_control(role.trim()))) {
        return None;
    }
    near().find_map(|node| {
        let class = tree.attribute(node, "class").filter(|class| !class.trim().is_empty())?;
        (tree.subtree(node).end > block.last).then(|| class.into_owned())
    })
}

/// The lines after the heading of a list of other articles belong to the list, up to the next running text or the
/// heading of something else.
fn drop_lists_of_others(page: &Page<'_>, verdicts: &mut [Verdict]) {
    // The list that a line is in, by the level of its heading, if any.
    let mut list: Option<Option<u8>> = None;
    for (index, block) in page.blocks.list.iter().enumerate() {
        // A heading without a link directly above running text belongs to the article.
        let next = page.blocks.list.get(index + 1).zip(verdicts.get(index + 1));
        let heads_text = block.link_words == 0
            && next
                .is_some_and(|(next, verdict)| *verdict == Verdict::Body && is_prose(next.words, next.link_density()));
        let Some(verdict) = verdicts.get(index) else { return };
        let level = page.heading_level(block.node);
        let is_heading = *verdict == Verdict::Removed(RemovedKind::Related)
            && block.words <= 8
            && (block.link_words == 0 || level.is_some() && leads_nowhere(block));
        if is_heading {
            list = Some(level);
        } else if *verdict == Verdict::Body
            && let Some(above) = list
        {
            let is_heading_beside = level.zip(above).is_some_and(|(level, above)| level <= above);
            let is_entry = if is_heading_beside && leads_nowhere(block) && heads_notes(page, index, verdicts) {
                false
            } else {
                block.link_density() >= 0.3 || (level.is_some() && !heads_text)
            };
            if is_entry {
                verdicts[index] = Verdict::Removed(RemovedKind::Related);
            } else {
                list = None;
            }
        }
    }
}

/// The minimum number of words in a list of notes.
const MIN_NOTE_WORDS: usize = 30;

/// Whether the lines below a heading, up to the next, are more than links: notes and sources.
fn heads_notes(page: &Page<'_>, heading: usize, verdicts: &[Verdict]) -> bool {
    let below = page.blocks.list.iter().zip(verdicts).skip(heading + 1);
    let below = below.take_while(|(block, _)| page.heading_level(block.node).is_none());
    let (mut words, mut link_words) = (0, 0);
    for (block, _) in below.filter(|(_, verdict)| **verdict == Verdict::Body) {
        words += block.words;
        link_words += block.link_words;
    }
    words >= MIN_NOTE_WORDS && link_words * 10 <= words * 6
}

/// Lines in the same element as paragraphs, separated from them only by line breaks, are paragraphs too.
fn keep_short_neighbours(page: &Page<'_>, cuts: &Cuts, region: &std::ops::Range<usize>, verdicts: &mut [Verdict]) {
    let mut prose_in: BTreeMap<NodeId, usize> = BTreeMap::new();
    for (block, verdict) in page.blocks.list.iter().zip(verdicts.iter()) {
        if *verdict == Verdict::Body && block.words >= 10 {
            *prose_in.entry(block.node).or_default() += 1;
        }
    }
    for index in region.clone() {
        let (Some(block), Some(verdict)) = (page.blocks.list.get(index), verdicts.get_mut(index)) else { continue };
        let has_neighbours = prose_in.get(&block.node).is_some_and(|count| *count >= 2);
        let was_short =
            *verdict == Verdict::Removed(RemovedKind::Other) && !block.hidden && cuts.block_kind(block).is_none();
        if was_short && has_neighbours && furniture::classify_line(&block.text, block.words).is_none() {
            *verdict = Verdict::Body;
        }
    }
}

/// A page on which nothing looks like text still contains something.
fn keep_something(page: &Page<'_>, cuts: &Cuts, region: std::ops::Range<usize>, verdicts: &mut [Verdict]) {
    if verdicts.contains(&Verdict::Body) {
        return;
    }
    for index in region {
        let (Some(block), Some(verdict)) = (page.blocks.list.get(index), verdicts.get_mut(index)) else { continue };
        if *verdict != Verdict::Title && cuts.block_kind(block).is_none() && !block.hidden && block.link_density() < 0.5
        {
            *verdict = Verdict::Body;
        }
    }
}

/// A heading without text in its section is removed.
fn drop_loose_headings(page: &Page<'_>, verdicts: &mut [Verdict]) {
    let has_text = page.blocks.list.iter().zip(verdicts.iter());
    if !has_text
        .into_iter()
        .any(|(block, verdict)| *verdict == Verdict::Body && page.heading_level(block.node).is_none())
    {
        return;
    }
    let mut text_follows = false;
    for (block, verdict) in page.blocks.list.iter().zip(verdicts.iter_mut()).rev() {
        if *verdict != Verdict::Body {
            continue;
        }
        if page.heading_level(block.node).is_some() {
            if !text_follows {
                *verdict = Verdict::Removed(RemovedKind::Related);
            }
        } else {
            text_follows = true;
        }
    }
}
