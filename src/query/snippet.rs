//! Snippets: the passages of an article that best show why it was found.

use std::ops::{ControlFlow, Range};

use super::answer::Snippet;
use super::text::{Leaf, LeafKind, QueryNode, SearchField};
use crate::index::Stems;
use crate::index::token::{TokenKind, tokens_until};
use crate::wire::sort::{sort, sort_by_key};

/// The number of passages.
const MAX_FRAGMENTS: usize = 3;

/// The length of a passage in bytes; scripts other than Latin get fewer characters.
const LENGTH: usize = 180;

/// The length of a passage before its first mark, in bytes.
const LEAD: usize = 50;

/// The maximum number of marks that are considered in an article.
const MAX_MARKS: usize = 2000;

/// The maximum number of marks in a text that is shown as a whole; each is an element of the page.
const MAX_PLACES: usize = 300;

/// The words that are marked.
pub(super) struct Highlighter {
    words: Vec<HighlightWord>,
    /// The words that are marked only if they are adjacent, as indices into `words`.
    phrases: Vec<Range<usize>>,
}

struct HighlightWord {
    text: String,
    prefix: bool,
    forms: bool,
}

impl Highlighter {
    /// The words of a query that an article may contain.
    pub(super) fn new(node: &QueryNode, exact: bool) -> Highlighter {
        let mut wanted = Highlighter { words: Vec::new(), phrases: Vec::new() };
        wanted.collect(node, exact);
        wanted
    }

    /// Whether there are no words.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn collect(&mut self, node: &QueryNode, exact: bool) {
        match node {
            QueryNode::Leaf(Leaf { field: SearchField::Outlet | SearchField::Actor, .. }) | QueryNode::Not(_) => {}
            QueryNode::Leaf(leaf) => {
                let first = self.words.len();
                self.words.extend(leaf.words.iter().map(|word| HighlightWord {
                    text: word.text.clone(),
                    prefix: word.prefix,
                    forms: !exact && !word.prefix && leaf.kind == LeafKind::Word,
                }));
                if leaf.kind == LeafKind::Phrase {
                    self.phrases.push(first..self.words.len());
                }
            }
            QueryNode::Both(nodes) | QueryNode::Either(nodes) => {
                nodes.iter().for_each(|node| self.collect(node, exact))
            }
        }
    }

    fn stemmed(&self, stems: Option<&Stems>) -> Vec<Option<String>> {
        self.words.iter().map(|word| stems.filter(|_| word.forms).map(|stems| stems.stem(&word.text))).collect()
    }

    /// The wanted words of a text, up to a maximum number.
    fn marks(&self, text: &str, stemmed: &[Option<String>], stems: Option<&Stems>, most: usize) -> Vec<WordMark> {
        let mut marks: Vec<WordMark> = Vec::new();
        let single = |word: &usize| !self.phrases.iter().any(|phrase| phrase.contains(word));
        let singles: Vec<usize> = (0..self.words.len()).filter(single).collect();
        // Phrases that have begun: which one, and the places of its words so far.
        let mut begun: Vec<(&Range<usize>, Vec<Range<usize>>)> = Vec::new();
        tokens_until(text, &mut |term, place, kind| {
            if marks.len() >= most {
                return ControlFlow::Break(());
            }
            let is_wanted = |word: &usize| {
                let Some((word, stem)) = self.words.get(*word).zip(stemmed.get(*word)) else { return false };
                if word.prefix {
                    return term.starts_with(&word.text);
                }
                term == word.text
                    || stem.as_ref().is_some_and(|stem| {
                        stems.is_some_and(|stems| stems.may_be(term, stem) && stems.stem(term) == *stem)
                    })
            };
            begun.extend(self.phrases.iter().map(|phrase| (phrase, Vec::new())));
            begun.retain_mut(|(phrase, places)| {
                if !is_wanted(&(phrase.start + places.len())) {
                    return false;
                }
                places.push(place.clone());
                if places.len() < phrase.len() {
                    return true;
                }
                let words = phrase.clone().zip(places.drain(..));
                marks.extend(words.map(|(word, place)| WordMark { place, word }));
                false
            });
            if kind == (TokenKind::Last { alone: false }) {
                return ControlFlow::Continue(());
            }
            if let Some(word) = singles.iter().find(|word| is_wanted(word)) {
                marks.push(WordMark { place, word: *word });
            }
            ControlFlow::Continue(())
        });
        if !self.phrases.is_empty() {
            sort_by_key(&mut marks, |mark| (mark.place.start, mark.place.end));
            marks.dedup_by(|later, earlier| later.place == earlier.place);
        }
        marks
    }
}

/// The places of wanted words in texts that are shown together: the index of the text and the range in bytes, in order.
pub(super) fn places<'a, T: Copy>(
    texts: impl Iterator<Item = (T, &'a str)>,
    wanted: &Highlighter,
    stems: Option<&Stems>,
) -> Vec<(T, Range<usize>)> {
    let stemmed = wanted.stemmed(stems);
    let mut places: Vec<(T, Range<usize>)> = Vec::new();
    for (of, text) in texts {
        let marks = wanted.marks(text, &stemmed, stems, MAX_PLACES - places.len());
        let mut here: Vec<Range<usize>> = marks.into_iter().map(|mark| mark.place).collect();
        here.dedup();
        places.extend(here.into_iter().map(|place| (of, place)));
        if places.len() >= MAX_PLACES {
            break;
        }
    }
    places.truncate(MAX_PLACES);
    places
}

struct WordMark {
    place: Range<usize>,
    word: usize,
}

/// The best passages of these paragraphs, in their order; none if they contain no wanted word.
pub(super) fn snippets(body: &[String], wanted: &Highlighter, stems: Option<&Stems>) -> Vec<Snippet> {
    let stemmed = wanted.stemmed(stems);
    let mut found: Vec<(usize, Vec<WordMark>)> = Vec::new();
    let mut total = 0;
    for (paragraph, text) in body.iter().enumerate() {
        if total >= MAX_MARKS {
            break;
        }
        let marks = wanted.marks(text, &stemmed, stems, MAX_MARKS - total);
        total += marks.len();
        if !marks.is_empty() {
            found.push((paragraph, marks));
        }
    }

    // A passage may begin at any mark; the best has most different words, then most words, then comes first.
    let mut fragments: Vec<(usize, usize, usize, usize, Range<usize>)> = Vec::new();
    for (paragraph, marks) in &found {
        for (index, mark) in marks.iter().enumerate() {
            let end = mark.place.start + LENGTH - LEAD;
            let inside = marks.get(index..).unwrap_or_default().iter().take_while(|other| other.place.end <= end);
            let mut words: Vec<usize> = inside.map(|mark| mark.word).collect();
            let count = words.len().max(1);
            sort(&mut words);
            words.dedup();
            fragments.push((words.len(), count, *paragraph, mark.place.start, index..index + count));
        }
    }
    sort_by_key(&mut fragments, |(words, count, paragraph, start, _)| {
        (std::cmp::Reverse(*words), std::cmp::Reverse(*count), *paragraph, *start)
    });
    let mut chosen: Vec<(usize, usize, Range<usize>)> = Vec::new();
    for (_, _, paragraph, start, marks) in fragments {
        let apart = |(other, at, _): &(usize, usize, Range<usize>)| *other != paragraph || at.abs_diff(start) > LENGTH;
        if chosen.len() < MAX_FRAGMENTS && chosen.iter().all(apart) {
            chosen.push((paragraph, start, marks));
        }
    }
    sort_by_key(&mut chosen, |(paragraph, start, _)| (*paragraph, *start));
    chosen
        .into_iter()
        .filter_map(|(paragraph, start, _)| {
            let text = body.get(paragraph)?;
            let (_, marks) = found.iter().find(|(of, _)| *of == paragraph)?;
            Some(fragment(text, start, marks))
        })
        .collect()
}

fn fragment(text: &str, mark: usize, marks: &[WordMark]) -> Snippet {
    let start = word_boundary(text, mark.saturating_sub(LEAD), mark);
    let end = match text.len() - start {
        rest if rest <= LENGTH => text.len(),
        _ => end_boundary(text, start + LENGTH, mark),
    };
    let first = marks.iter().find(|other| other.place.start == mark).map_or(mark, |mark| mark.place.end);
    let end = end.max(first);
    let cut = text.get(start..end).unwrap_or_default();
    let inner = cut.trim();
    let start = start + (cut.len() - cut.trim_start().len());
    let end = start + inner.len();
    let before = if start > 0 { "…" } else { "" };
    let after = if end < text.trim_end().len() { "…" } else { "" };
    let units = |to: usize| text.get(start..to).map_or(0, |part| part.encode_utf16().count()) as u32;
    let shift = before.encode_utf16().count() as u32;
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.place.start >= start && mark.place.end <= end) {
        let (from, to) = (units(mark.place.start) + shift, units(mark.place.end) + shift);
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    Snippet { text: format!("{before}{inner}{after}"), marks: joined }
}

/// The start of a word at or after `from` and before `mark`; the next character if no word starts there.
fn word_boundary(text: &str, from: usize, mark: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let from = (from..=mark).find(|at| text.is_char_boundary(*at)).unwrap_or(mark);
    let space = text.get(from..mark).and_then(|part| part.find(char::is_whitespace));
    space.map_or(from, |space| from + space)
}

/// The end of a word at or before `to` and after `mark`.
fn end_boundary(text: &str, to: usize, mark: usize) -> usize {
    let to = (mark..=to.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let space = text.get(mark..to).and_then(|part| part.rfind(char::is_whitespace));
    space.filter(|space| *space > 0).map_or(to, |space| mark + space)
}
