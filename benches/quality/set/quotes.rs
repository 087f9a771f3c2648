//! News of seven US outlets in which every attribution is marked (PolNeAR).
//!
//! A direct quote is a run of quoted words without other words in between. It is found if one predicted quote shares
//! at least 80% of the words (intersection over union). Predicted fragments inside indirect attributions
//! (`he praised their "courage"`) are neither right nor wrong, because the set does not mark them separately; the
//! score that counts them as wrong is in the last column.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use dateline::actors::Dictionary;
use serde::Deserialize;

use super::text::{Annotated, AnnotatedSet, rows};
use crate::measure::Score;
use crate::options::Options;
use crate::report::Report;

#[derive(Deserialize)]
struct Row {
    title: Option<String>,
    date: Option<String>,
    text: String,
    attributions: Vec<Attribution>,
}

#[derive(Deserialize)]
struct Attribution {
    source: Vec<Item>,
    content: Vec<Item>,
    direct: bool,
}

#[derive(Deserialize)]
struct Item {
    spans: Vec<(usize, usize)>,
    text: String,
}

/// The minimum share of words that a predicted quote and a true one have in common.
const MIN_OVERLAP: f64 = 0.8;

/// Scores quotes and their speakers.
pub fn run(data: &Path, options: &Options, report: &mut Report) {
    let file = data.join("quotes/polnear_train.jsonl.gz");
    let set = AnnotatedSet { name: "polnear", file, bars: Some((0.92, 0.85)) };
    score(&set, &Dictionary::shipped(), options, report);
}

/// Scores the quotes of one set and their speakers.
pub fn score(set: &AnnotatedSet, dictionary: &Dictionary, options: &Options, report: &mut Report) {
    let &AnnotatedSet { name: set, ref file, bars } = set;
    let rows: Vec<Row> = rows(file);
    let (mut right, mut wrong, mut missed, mut inside) = (0, 0, 0, 0);
    let (mut n_named, mut n_said) = (0, 0);
    let mut n_listed = 0;
    for row in &rows {
        let annotated = Annotated::of(row.title.as_deref().unwrap_or(""), row.date.as_deref(), &row.text, dictionary);
        let chars: Vec<char> = row.text.chars().collect();
        let words = words(&chars);
        let found: Vec<(Range<usize>, Option<&str>)> = annotated
            .article
            .quotes
            .iter()
            .filter_map(|quote| {
                let (start, end) = annotated.span(quote.paragraph, quote.start, quote.end)?;
                Some((within(&words, start, end), quote.speaker.as_deref()))
            })
            .collect();
        let mut used = BTreeSet::new();
        for attribution in row.attributions.iter().filter(|attribution| attribution.direct) {
            let source: Vec<&str> = attribution.source.iter().map(|item| item.text.as_str()).collect();
            let source = source.join(" ");
            for block in blocks(attribution, &chars, &words) {
                let Some(at) = found.iter().position(|(quote, _)| overlap(quote, &block) >= MIN_OVERLAP) else {
                    missed += 1;
                    continue;
                };
                right += 1;
                used.insert(at);
                if !is_named(&source) {
                    continue;
                }
                n_named += 1;
                let speaker = found.get(at).and_then(|(_, speaker)| *speaker);
                let name = annotated.article.actors.iter().find(|actor| Some(actor.id.as_str()) == speaker);
                if name.is_some_and(|actor| is_same(&actor.name, &source)) {
                    n_said += 1;
                } else if n_listed < options.errors {
                    n_listed += 1;
                    eprintln!("quotes: {source} is taken for {}", speaker.unwrap_or("nobody"));
                }
            }
        }
        let indirect: Vec<Range<usize>> = row
            .attributions
            .iter()
            .filter(|attribution| !attribution.direct)
            .flat_map(|attribution| &attribution.content)
            .flat_map(|item| &item.spans)
            .map(|(start, end)| within(&words, *start, *end))
            .collect();
        for (at, (quote, _)) in found.iter().enumerate() {
            if !used.contains(&at) {
                let is_inside = indirect.iter().any(|span| span.start < quote.end && quote.start < span.end);
                *(if is_inside { &mut inside } else { &mut wrong }) += 1;
            }
        }
    }
    let score = Score::from_counts(right, wrong, missed);
    let strict = Score::from_counts(right, wrong + inside, missed);
    let detail =
        format!("{}; {inside} fragments of indirect ones counted as wrong: {:.3}", score.detail(), strict.f1());
    report.add(set, "direct quotes F1", right + missed, detail, score.f1(), bars.map(|bars| bars.0));
    let share = f64::from(n_said) / f64::from(n_named).max(1.0);
    let detail = format!("{n_said} right");
    report.add(set, "speaker right, named", n_named as usize, detail, share, bars.map(|bars| bars.1));
}

/// The words of a text as spans of code points.
fn words(chars: &[char]) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        if !(c.is_alphanumeric() || *c == '_') {
            continue;
        }
        match words.last_mut() {
            Some(last) if last.1 == at => last.1 = at + 1,
            _ => words.push((at, at + 1)),
        }
    }
    words
}

/// The words that start in a span.
fn within(words: &[(usize, usize)], start: usize, end: usize) -> Range<usize> {
    words.partition_point(|word| word.0 < start)..words.partition_point(|word| word.0 < end)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> f64 {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// The runs of quoted words of an attribution. Spans without words in between are one run.
fn blocks(attribution: &Attribution, chars: &[char], words: &[(usize, usize)]) -> Vec<Range<usize>> {
    let mut spans: Vec<(usize, usize)> =
        attribution.content.iter().flat_map(|item| item.spans.iter().copied()).collect();
    spans.sort_unstable();
    let mut blocks: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
        match blocks.last_mut() {
            Some(last) if within(words, last.1, start).is_empty() => last.1 = end,
            _ => blocks.push((start, end)),
        }
    }
    let is_quoted = |(start, end): &(usize, usize)| {
        chars.get(*start..*end).is_some_and(|text| text.iter().any(|c| matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'')))
    };
    let ranges = blocks.iter().filter(|block| is_quoted(block)).map(|(start, end)| within(words, *start, *end));
    ranges.filter(|range| !range.is_empty()).collect()
}

/// Whether a source is a name, not a pronoun or a common noun: it has a capital besides the first word's.
fn is_named(source: &str) -> bool {
    let pronoun = ["The", "He", "She", "They", "It", "A", "An", "We", "I", "His", "Her"];
    let mut words = source.split_whitespace().enumerate().filter(|(at, word)| *at > 0 || !pronoun.contains(word));
    words.any(|(_, word)| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
    })
}

/// Whether an actor's name shares its last word, or another long word, with the source.
fn is_same(name: &str, source: &str) -> bool {
    let split = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (name, source) = (split(name), split(source));
    name.last().is_some_and(|last| source.contains(last))
        || name.iter().any(|word| word.len() > 3 && source.contains(word))
}
