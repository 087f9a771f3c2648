//! Snippets: the passages of an article that best show why it was found.

use std::collections::VecDeque;
use std::ops::{ControlFlow, Range};
use std::pin::Pin;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::answer::Snippet;
use super::step_counter::StepCounter;
use super::text::{Leaf, LeafKind, MAX_WORDS, QueryNode, SearchField};
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

    /// What finds these words in articles of a language.
    pub(super) fn marker(&self, stems: Option<Stems>) -> WordMarker<'_> {
        let mut marker = WordMarker {
            words: &self.words,
            phrases: &self.phrases,
            in_phrase: vec![false; self.words.len()],
            as_written: FxHashMap::default(),
            prefixes: Vec::new(),
            by_stem: FxHashMap::default(),
            stems,
            known: FxHashMap::default(),
            begun: Vec::new(),
            recent: VecDeque::new(),
        };
        for phrase in &self.phrases {
            marker.in_phrase.get_mut(phrase.clone()).unwrap_or_default().fill(true);
        }
        for (index, word) in self.words.iter().enumerate() {
            if word.prefix {
                marker.prefixes.push(index);
                continue;
            }
            marker.as_written.entry(&word.text).or_default().push(index);
            if let Some(stems) = marker.stems.as_ref().filter(|_| word.forms) {
                marker.by_stem.entry(stems.stem(&word.text)).or_default().push(index);
            }
        }
        marker
    }
}

/// The maximum number of different words of articles whose meaning a [`WordMarker`] remembers.
const MAX_KNOWN: usize = 1 << 14;

/// The length of the pieces in which a long paragraph is read, in bytes.
const PIECE: usize = 1 << 15;

/// The bytes of a text that are read in a step.
const STEP_BYTES: usize = 2;

/// Finds the words of a query in texts.
pub(super) struct WordMarker<'a> {
    words: &'a [HighlightWord],
    phrases: &'a [Range<usize>],
    /// Whether each word is marked only as part of a phrase.
    in_phrase: Vec<bool>,
    as_written: FxHashMap<&'a str, Vec<usize>>,
    prefixes: Vec<usize>,
    by_stem: FxHashMap<String, Vec<usize>>,
    stems: Option<Stems>,
    /// For words of articles, the words of the query that they are.
    known: FxHashMap<String, Rc<[usize]>>,
    /// The phrases that have begun, each with its number of words so far.
    begun: Vec<(usize, usize)>,
    /// The places of the latest tokens.
    recent: VecDeque<Range<usize>>,
}

impl WordMarker<'_> {
    /// The words of the query that a word of an article is, in ascending order.
    fn meaning(&mut self, term: &str) -> Rc<[usize]> {
        if let Some(known) = self.known.get(term) {
            return known.clone();
        }
        let mut found = self.as_written.get(term).cloned().unwrap_or_default();
        let begins = |index: &&usize| self.words.get(**index).is_some_and(|word| term.starts_with(&word.text));
        found.extend(self.prefixes.iter().filter(begins));
        if let Some(stems) =
            self.stems.as_ref().filter(|stems| self.by_stem.keys().any(|stem| stems.may_be(term, stem)))
        {
            let stem = stems.stem(term);
            if stems.may_be(term, &stem) {
                found.extend(self.by_stem.get(&stem).into_iter().flatten());
            }
        }
        sort(&mut found);
        found.dedup();
        let found: Rc<[usize]> = found.into();
        if self.known.len() >= MAX_KNOWN {
            self.known.clear();
        }
        self.known.insert(term.to_owned(), found.clone());
        found
    }

    /// Takes a token of a text.
    fn token(&mut self, term: &str, place: Range<usize>, kind: TokenKind, marks: &mut Vec<WordMark>) {
        let meaning = self.meaning(term);
        let is_wanted = |word: usize| meaning.binary_search(&word).is_ok();
        // A joined word stands beside its parts, and does not interrupt a phrase.
        if !self.phrases.is_empty() && kind != TokenKind::Joined {
            if self.recent.len() == MAX_WORDS {
                self.recent.pop_front();
            }
            self.recent.push_back(place.clone());
            let first = |phrase: &usize| self.phrases.get(*phrase).is_some_and(|phrase| is_wanted(phrase.start));
            self.begun.retain_mut(|(phrase, length)| {
                *length += 1;
                self.phrases.get(*phrase).is_some_and(|phrase| is_wanted(phrase.start + *length - 1))
            });
            if !meaning.is_empty() {
                self.begun.extend((0..self.phrases.len()).filter(first).map(|phrase| (phrase, 1)));
            }
            self.begun.retain(|(phrase, length)| {
                let Some(phrase) = self.phrases.get(*phrase).filter(|phrase| phrase.len() == *length) else {
                    return true;
                };
                let places = self.recent.range(self.recent.len().saturating_sub(*length)..);
                marks.extend(phrase.clone().zip(places).map(|(word, place)| WordMark { place: place.clone(), word }));
                false
            });
        }
        if kind == (TokenKind::Last { alone: false }) {
            return;
        }
        let single = |word: &&usize| self.in_phrase.get(**word) == Some(&false);
        marks.extend(meaning.iter().find(single).map(|word| WordMark { place, word: *word }));
    }

    /// Looks for the wanted words of a text, up to a maximum number. Returns whether it is done; if not, the slice is used
    /// up.
    fn look(&mut self, text: &str, looking: &mut TextMarks, most: usize, steps: &StepCounter) -> bool {
        let TextMarks { marks, start } = looking;
        if *start == 0 {
            self.begun.clear();
            self.recent.clear();
        }
        while marks.len() < most && *start < text.len() {
            let length = piece_length(text.get(*start..).unwrap_or_default());
            tokens_until(text.get(*start..*start + length).unwrap_or_default(), &mut |term, place, kind| {
                if marks.len() >= most {
                    return ControlFlow::Break(());
                }
                self.token(term, *start + place.start..*start + place.end, kind, marks);
                ControlFlow::Continue(())
            });
            *start += length;
            steps.take(1 + length / STEP_BYTES);
            if steps.is_spent() {
                return marks.len() >= most || *start >= text.len();
            }
        }
        true
    }

    /// The marks of a text in their order, of which the parts of a joined word are no more.
    fn settled(&self, mut marks: Vec<WordMark>) -> Vec<WordMark> {
        if !self.phrases.is_empty() || !marks.is_sorted_by_key(|mark| mark.place.start) {
            sort_by_key(&mut marks, |mark| (mark.place.start, mark.place.end));
            marks.dedup_by(|later, earlier| later.place == earlier.place);
        }
        // The parts of a joined word are marked with it.
        let mut kept: Vec<WordMark> = Vec::with_capacity(marks.len());
        for mark in marks {
            let is_inside = |one: &Range<usize>, other: &Range<usize>| one.start >= other.start && one.end <= other.end;
            while kept.last().is_some_and(|last| last.place != mark.place && is_inside(&last.place, &mark.place)) {
                kept.pop();
            }
            if kept.last().is_none_or(|last| last.place == mark.place || !is_inside(&mark.place, &last.place)) {
                kept.push(mark);
            }
        }
        kept
    }
}

/// The length of the first piece of a text: about [`PIECE`] bytes, up to a space or punctuation mark.
fn piece_length(text: &str) -> usize {
    if text.len() <= PIECE {
        return text.len();
    }
    let most = (0..=PIECE).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let piece = text.get(..most).unwrap_or_default();
    let end = piece.rfind(char::is_whitespace).or_else(|| piece.rfind(['。', '、', '，', '！', '？']));
    end.filter(|end| *end > 0).unwrap_or(most)
}

/// The search for the wanted words of a text.
#[derive(Default)]
struct TextMarks {
    marks: Vec<WordMark>,
    /// The first byte that was not looked at.
    start: usize,
}

/// The wanted words of texts, with the index of each text that has any.
type MarkedTexts = Vec<(usize, Vec<WordMark>)>;

/// Looks for the wanted words of texts. No text is looked at after this many words.
///
/// The future is boxed, so that its state machine is compiled once.
fn marks_of<'a>(
    texts: Vec<&'a str>,
    wanted: &'a mut WordMarker<'_>,
    most: usize,
    steps: &'a StepCounter,
) -> Pin<Box<dyn Future<Output = MarkedTexts> + 'a>> {
    Box::pin(async move {
        let mut found = Vec::new();
        let mut total = 0;
        for (index, text) in texts.into_iter().enumerate() {
            if total >= most {
                break;
            }
            let mut looking = TextMarks::default();
            while !wanted.look(text, &mut looking, most - total, steps) {
                steps.rest().await;
            }
            let marks = wanted.settled(looking.marks);
            total += marks.chunk_by(|one, next| one.place == next.place).count();
            if !marks.is_empty() {
                found.push((index, marks));
            }
        }
        found
    })
}

/// The places of wanted words in texts that are shown together: the index of the text and the range in bytes, in order.
pub(super) async fn places(
    texts: Vec<&str>,
    wanted: &mut WordMarker<'_>,
    steps: &StepCounter,
) -> Vec<(usize, Range<usize>)> {
    let mut places: Vec<(usize, Range<usize>)> = Vec::new();
    for (index, marks) in marks_of(texts, wanted, MAX_PLACES, steps).await {
        places.extend(marks.into_iter().map(|mark| (index, mark.place)));
    }
    places.dedup();
    places.truncate(MAX_PLACES);
    places
}

struct WordMark {
    place: Range<usize>,
    word: usize,
}

/// The best passages of these paragraphs, in their order; none if they contain no wanted word.
pub(super) async fn snippets(body: &[String], wanted: &mut WordMarker<'_>, steps: &StepCounter) -> Vec<Snippet> {
    let found = marks_of(body.iter().map(String::as_str).collect(), wanted, MAX_MARKS, steps).await;

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
