//! Lines of a page that contain a date.

use super::candidate::{Candidate, Evidence};
use super::machine::Zone;
use super::words::{has_opening, says_modified, says_of_site, says_published};
use super::{DateSearch, NEAR_HEADLINE};
use crate::extract::date_expression::{self, DateExpression};
use crate::extract::html::block::Block;
use crate::extract::html::class_hints::Hints;
use crate::extract::html::page::Around;
use crate::extract::html::verdict::Verdict;
use crate::model::{PartialDate, RemovedKind};

/// The maximum number of lines that are searched.
const MAX_LINES: usize = 20_000;

/// The maximum number of words in a line near the headline that shows the date.
const MAX_SHOWN_WORDS: usize = 14;

/// A line about a picture with this number of words or more says more than a date.
const MIN_CAPTION_WORDS: usize = 6;

/// A line that names an issue has at most this number of words.
const MAX_ISSUE_WORDS: usize = 8;

/// So many paragraphs of running text may stand above the date.
const MAX_LEADS: usize = 1;

/// The maximum number of words in a line below a label.
const MAX_LABELLED_DATE: usize = 6;

/// The maximum number of words in a label on a line of its own.
const MAX_LABEL: usize = 3;

/// The maximum number of lines in an element of labels and dates.
const MAX_LABELLED_LINES: usize = 8;

/// The maximum number of words in a line that describes its date.
const MAX_LABELLED_WORDS: usize = 80;

/// A line with a date.
#[derive(Debug)]
pub(super) struct DatedLine {
    pub date: Candidate,
    /// How much the line looks like one with the publication date.
    pub score: i32,
    /// Whether it is near the headline and contains little else, like the date of an article.
    pub is_shown: bool,
    /// All dates of a line that is shown.
    pub all: Vec<PartialDate>,
    /// Whether it says that this is the publication date.
    pub is_publication: bool,
    /// Whether it says that this is the date of a change.
    pub is_change: bool,
    /// Whether the date consists of digits only.
    pub is_numeric: bool,
    /// Whether it stands by the headline and names a month alone, as issues of magazines do.
    pub is_issue: bool,
}

/// Which lines count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// Those that do not speak of a change.
    Unchanged,
    /// All.
    All,
}

/// The first line of the greatest score, if that is at least `least`.
pub(super) fn line_of_score(lines: &[DatedLine], least: i32, which: Lines) -> Option<Candidate> {
    let lines = lines.iter().filter(|line| which == Lines::All || !line.is_change);
    let best = lines.rev().max_by_key(|line| line.score)?;
    (best.score >= least).then(|| best.date.clone())
}

/// The line near the headline with the article's date: one that says so, or else one that does not mention a change.
pub(super) fn shown(lines: &[DatedLine]) -> Option<&DatedLine> {
    let all = || lines.iter().filter(|line| line.is_shown);
    all().find(|line| line.is_publication).or_else(|| all().find(|line| !line.is_change)).or_else(|| all().next())
}

/// The minimum score of a line away from the headline that says when the article was published.
const DECLARED_SCORE: i32 = 7;

/// A line away from the headline that gives the day of publication and little else.
pub(super) fn declared(lines: &[DatedLine]) -> Option<&DatedLine> {
    let is_declared = |line: &&DatedLine| {
        line.is_publication && line.score >= DECLARED_SCORE && matches!(line.date.value, PartialDate::Day(_))
    };
    lines.iter().find(is_declared)
}

impl DateSearch<'_> {
    /// The lines with a date, in the page's order.
    pub(super) fn lines(&self) -> Vec<DatedLine> {
        let verdict = |index: usize| self.verdicts.get(index);
        let first_text =
            self.verdicts.iter().position(|verdict| *verdict == Verdict::Body).unwrap_or(self.article.start);
        let near = self.article.start.saturating_sub(NEAR_HEADLINE)..first_text + 3;
        let zone = self.zone();
        let mut lines = Vec::new();
        for (index, block) in self.page.blocks.list.iter().enumerate().take(MAX_LINES) {
            if block.hidden || block.text.len() > 4_000 || !has_two_numbers(&block.text) {
                continue;
            }
            let found = date_expression::find(&block.text, self.language);
            let possible = || found.iter().filter(|found| self.possible(found.value));
            if possible().next().is_none() {
                continue;
            }
            let lower = block.text.to_lowercase();
            // `Site last updated`: nothing that a page says of its article.
            if says_of_site(&lower) {
                continue;
            }
            let before = |found: &DateExpression| words_before(&block.text, found).to_lowercase();
            let is_short = block.words <= 8;
            // "Vom" and similar words indicate a publication date at the beginning of a line.
            let opens = |text: &str| has_opening(text.get(..40).unwrap_or(text));
            let publishes = |text: &str| says_published(text) || (opens(text) && (is_short || opens(&lower)));
            let changes = |found: &&DateExpression| says_modified(&before(found));
            let stated = possible().find(|found| publishes(&before(found)));
            let unchanged = || possible().find(|found| !changes(found));
            let label = self.label_above(index);
            let says = |is: fn(&str) -> bool| label.as_deref().is_some_and(is);
            let stated = stated.or_else(|| possible().next().filter(|_| says(says_published)));
            let Some(found) = stated.or_else(unchanged).or_else(|| possible().next()) else { continue };
            let is_day = matches!(found.value, PartialDate::Day(_));
            let fills_line = found.span.len() * 2 >= block.text.len();
            let opens_line = !block.text[..found.span.start].contains(char::is_alphanumeric);
            // The day on which a picture was taken: a date within the words of its caption.
            let is_of_picture = verdict(index) == Some(&Verdict::Removed(RemovedKind::Caption))
                && block.words >= MIN_CAPTION_WORDS
                && !opens_line
                && !fills_line
                && stated.is_none()
                && !changes(&found)
                && !self.is_named(block);
            if is_of_picture {
                continue;
            }
            let mut score = 0;
            if block.words <= MAX_LABELLED_WORDS {
                score += if publishes(&lower) || says(says_published) { 4 } else { 0 };
                score += if says_modified(&lower) || says(says_modified) { 1 } else { 0 };
            }
            score += if block.words <= 12 { 2 } else { 0 };
            score += if fills_line { 2 } else { 0 };
            // Above the headline, pages show today's date.
            let by_headline = if index > self.article.start { 3 } else { 1 };
            let is_sentence = verdict(index) == Some(&Verdict::Body) && block.ends_sentence() && !opens_line;
            score += if near.contains(&index) && block.words <= 40 && !is_sentence { by_headline } else { 0 };
            score += if opens_line && (first_text..first_text + 4).contains(&index) { 3 } else { 0 };
            score -= if self.is_foreign(index) { 4 } else { 0 };
            score -= if is_day { 0 } else { 5 };
            let is_body = verdict(index) == Some(&Verdict::Body);
            let is_shown = is_day
                && (zone.contains(&index) || (index >= zone.start && index < zone.end + 2 && self.is_named(block)))
                && block.words <= MAX_SHOWN_WORDS
                && !self.is_foreign(index)
                && (!is_body || (fills_line && !self.is_in(block, Around::HEADING.with(Around::LIST_ITEM))))
                && (!block.ends_sentence() || fills_line)
                && (stated.is_some() || !has_other_label(&block.text[..found.span.start]));
            // `We updated our test on 3 May.`
            let tells_change = || is_sentence && says_modified(&block.text[..found.span.start].to_lowercase());
            let is_change = stated.is_none() && (changes(&found) || says(says_modified) || tells_change());
            let words: String = block.text.chars().take(120).collect();
            lines.push(DatedLine {
                date: Candidate {
                    value: found.value,
                    zone: Zone::parse(&words),
                    evidence: Evidence::Line(words),
                    is_of_change: is_change,
                },
                score,
                is_shown,
                all: if is_shown { possible().map(|found| found.value).collect() } else { Vec::new() },
                is_publication: stated.is_some(),
                is_change,
                is_issue: matches!(found.value, PartialDate::Month(_))
                    && zone.contains(&index)
                    && block.words <= MAX_ISSUE_WORDS
                    && !block.ends_sentence()
                    && !self.is_foreign(index),
                is_numeric: !block.text[found.span.clone()].contains(char::is_alphabetic),
            });
        }
        lines
    }

    /// The label on the line above a line that is hardly more than a date: "Published", in lower case.
    fn label_above(&self, index: usize) -> Option<String> {
        let list = &self.page.blocks.list;
        let line = list.get(index).filter(|block| block.words <= MAX_LABELLED_DATE)?;
        let above = list.get(..index)?.iter().rev().find(|block| !block.hidden)?;
        let is_label =
            above.words <= MAX_LABEL && above.link_words == 0 && !above.text.contains(|c: char| c.is_numeric());
        // Both are in one small element.
        let around = self.page.tree.ancestors(line.node).take(3).any(|node| {
            let lines = self.page.blocks.inside(&self.page.tree, node);
            lines.len() <= MAX_LABELLED_LINES && lines.contains(&(index - 1))
        });
        (is_label && around).then(|| above.text.to_lowercase())
    }

    fn is_in(&self, block: &Block, around: Around) -> bool {
        self.page.around.get(block.node).is_some_and(|found| found.any(around))
    }

    /// Whether the element of a line is named as one for dates and authors.
    fn is_named(&self, block: &Block) -> bool {
        let names = Hints::DATE.with(Hints::HEADER).with(Hints::BYLINE);
        let near = self.page.tree.ancestors(block.node).take(3);
        near.into_iter().any(|node| self.page.hints.get(node).is_some_and(|hints| hints.any(names)))
    }

    /// The lines near the headline: those below it down to the running text, and those above it in an element that it
    /// shares with them and that begins there.
    pub(super) fn zone(&self) -> std::ops::Range<usize> {
        let blocks = &self.page.blocks;
        let headline = self.headline.unwrap_or(self.article.start);
        let Some(block) = blocks.list.get(headline) else { return 0..0 };
        let above = headline.saturating_sub(NEAR_HEADLINE);
        let starts = self.page.tree.ancestors(block.node).map(|node| blocks.inside(&self.page.tree, node).start);
        let first = starts.take_while(|start| *start >= above).last().unwrap_or(headline);
        let is_text = |block: &Block| block.words >= 20 && block.link_density() < 0.4;
        let texts = blocks
            .list
            .iter()
            .enumerate()
            .skip(headline + 1)
            .filter(|(index, block)| self.verdicts.get(*index) == Some(&Verdict::Body) && is_text(block));
        let last = texts.map(|(index, _)| index).nth(MAX_LEADS).unwrap_or(self.article.end);
        first..last.min(headline + MAX_ZONE)
    }
}

/// The maximum number of lines between the headline and the text.
const MAX_ZONE: usize = 40;

/// Whether a text has digits in two places, or a year; every date has.
fn has_two_numbers(text: &str) -> bool {
    let mut runs = 0;
    let mut in_run = false;
    for byte in text.bytes() {
        // Digits of other scripts count as well, with the letters next to them.
        let digit = byte.is_ascii_digit() || byte >= 0x80;
        runs += usize::from(digit && !in_run);
        in_run = digit;
        if runs > 1 {
            return true;
        }
    }
    runs > 0 && text.bytes().filter(|byte| byte.is_ascii_digit() || *byte >= 0x80).count() >= 4
}

/// Whether the words before a date say that it is the date of something else: `Release: 3 May 2020`.
fn has_other_label(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(':') && before.contains(char::is_alphabetic) && !says_modified(&before.to_lowercase())
}

/// The thirty characters before a date.
fn words_before<'t>(text: &'t str, found: &DateExpression) -> &'t str {
    let before = &text[..found.span.start];
    let start = before.char_indices().rev().nth(30).map_or(0, |(at, _)| at);
    &before[start..]
}
