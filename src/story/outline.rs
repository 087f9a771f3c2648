//! What is kept of an article to compare it with others.

use rustc_hash::FxHashMap;

use super::agency;
use crate::corpus::duplicates;
use crate::index::token::{TokenKind, tokens};
use crate::model::{Article, DateBasis, PartialDate, TitleBasis};
use crate::wire::{HASH_START, hash_bytes};

/// The length of an article's text that is compared, in bytes: the event comes first.
const TEXT_BYTES: usize = 6_000;

/// How often a word of the title counts.
const TITLE_COUNT: u8 = 2;

/// The most runs of words that are kept of an article; of a longer text, every second, fourth … one.
const MAX_RUNS: usize = 600;

/// An article as stories see it.
#[derive(Clone, Debug)]
pub struct StoryOutline {
    pub(super) id: String,
    pub(super) source: String,
    pub(super) outlet: Option<String>,
    pub(super) date: Option<PartialDate>,
    /// Whether the date is stated and not inferred.
    pub(super) states_date: bool,
    pub(super) title: String,
    /// Whether the document has a headline.
    pub(super) has_headline: bool,
    pub(super) language: Option<String>,
    /// The folded words, one after the other.
    pub(super) text: String,
    /// The words as they are written, one after the other.
    pub(super) written: String,
    pub(super) words: Vec<OutlineWord>,
    /// The ids and names of the actors.
    pub(super) actors: Vec<(String, String)>,
    /// The agencies that the article names as its source, by number.
    pub(super) agencies: Vec<u8>,
    pub(super) runs: WordRuns,
}

/// A word, or a name of two words, of an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct OutlineWord {
    /// The hash of the folded form.
    pub(super) hash: u64,
    /// Its end in `StoryOutline::text`; it begins where the one before it ends.
    pub(super) end: u32,
    /// Its end in `StoryOutline::written`.
    pub(super) written_end: u32,
    pub(super) count: u8,
    pub(super) use_: WordUse,
}

/// How a text uses a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WordUse {
    /// Whether it is written as a name is, or is part of the name of an actor.
    pub(super) is_name: bool,
    /// Whether the title has it.
    pub(super) in_title: bool,
    /// Whether it is two words.
    pub(super) is_pair: bool,
}

/// The runs of five words of a text: hashes in ascending order, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WordRuns {
    /// The hashes of which the lowest `level` bits are 0.
    pub(super) hashes: Vec<u32>,
    /// 0 if all runs are kept, 1 if every second is, 2 if every fourth is …
    pub(super) level: u32,
}

impl WordRuns {
    /// About how many runs the text has.
    pub(super) fn len(&self) -> usize {
        self.hashes.len() << self.level
    }

    fn new(article: &Article) -> WordRuns {
        // The low bits of a run's hash are as good as the high ones.
        let mut hashes: Vec<u32> = Vec::new();
        duplicates::each_shingle(article, |hash| hashes.push(hash as u32));
        hashes.sort_unstable();
        hashes.dedup();
        let mut runs = WordRuns { hashes, level: 0 };
        while runs.hashes.len() > MAX_RUNS {
            runs.level += 1;
            let level = runs.level;
            runs.hashes.retain(|hash| hash.trailing_zeros() >= level);
        }
        runs
    }
}

impl StoryOutline {
    /// The outline of a complete article, with its actors.
    pub fn new(article: &Article) -> StoryOutline {
        let mut words = WordList::default();
        let mut taken = 0;
        let texts = std::iter::once(&article.title.value).chain(&article.body);
        let mut spans = actor_spans(article).into_iter().peekable();
        for (block, text) in texts.enumerate() {
            if block > 0 && taken > TEXT_BYTES {
                break;
            }
            taken += text.len();
            let mut of_block = Vec::new();
            while let Some(span) = spans.next_if(|span| span.0 <= block) {
                of_block.push((span.1, span.2));
            }
            words.add(text, block == 0, &of_block);
        }
        let list = words.finish();
        StoryOutline {
            id: article.id.clone(),
            source: article.source.clone(),
            outlet: article.outlet.as_ref().map(|outlet| outlet.name.clone()),
            date: article.date.as_ref().map(|date| date.value),
            states_date: article.date.as_ref().is_some_and(|date| date.basis != DateBasis::Inferred),
            title: article.title.value.clone(),
            has_headline: article.title.basis != TitleBasis::Derived,
            language: article.language.clone(),
            text: list.0,
            written: list.1,
            words: list.2,
            actors: article.actors.iter().map(|actor| (actor.id.clone(), actor.name.clone())).collect(),
            agencies: agency::agencies(article),
            runs: WordRuns::new(article),
        }
    }
}

/// The places at which actors are named: the block (0 is the title), the first byte, and the byte after the last.
fn actor_spans(article: &Article) -> Vec<(usize, usize, usize)> {
    let mentions = article.actors.iter().flat_map(|actor| &actor.mentions);
    let mut spans: Vec<_> = mentions.map(|place| (place.paragraph.index(), place.start, place.end)).collect();
    spans.sort_unstable();
    spans
}

/// The words of an article while they are collected.
#[derive(Default)]
struct WordList<'t> {
    /// The folded words, one after the other.
    text: String,
    words: Vec<FoundWord<'t>>,
    /// The words by the hash of their folded form.
    places: FxHashMap<u64, u32>,
}

/// A word while the words of its article are collected.
struct FoundWord<'t> {
    hash: u64,
    /// The end of its folded form in the text of all.
    end: u32,
    /// The form to show.
    written: &'t str,
    count: u8,
    use_: WordUse,
}

impl<'t> WordList<'t> {
    /// Adds the words of a text. `names` are the ranges of bytes at which it names actors, ascending.
    fn add(&mut self, text: &'t str, in_title: bool, names: &[(usize, usize)]) {
        // The word before: its number, its hash, and its range.
        let mut before: Option<(u32, u64, usize, usize)> = None;
        let mut names = names.iter().peekable();
        tokens(text, &mut |word, place, kind| {
            match kind {
                // The first character of a pair is found with the next pair.
                TokenKind::Last { alone: false } => return,
                TokenKind::Word if word.len() < 2 && !word.starts_with(|c: char| c.is_ascii_digit()) => {
                    before = None;
                    return;
                }
                _ => {}
            }
            let written = text.get(place.clone()).unwrap_or_default();
            let has_capital = written.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
            while names.next_if(|(_, end)| *end <= place.start).is_some() {}
            let in_name = names.peek().is_some_and(|(start, _)| *start < place.end);
            let is_name = in_name || (has_capital && !in_title && !begins_sentence(text, place.start));
            let use_ = WordUse { is_name, in_title, is_pair: false };
            let hash = hash_bytes(HASH_START, word.as_bytes());
            let number = self.count(hash, written, use_, |text, _| text.push_str(word));
            if kind != TokenKind::Word {
                before = None;
                return;
            }
            if let Some((first, first_hash, start, end)) = before
                && has_capital
                && place.start == end + 1
            {
                let pair = WordUse { is_name: true, in_title, is_pair: true };
                let written = text.get(start..place.end).unwrap_or_default();
                let push = |text: &mut String, words: &[FoundWord<'t>]| {
                    let range = |at: u32| {
                        let start = (at as usize).checked_sub(1).map_or(0, |before| words[before].end as usize);
                        start..words[at as usize].end as usize
                    };
                    text.extend_from_within(range(first));
                    text.push(' ');
                    text.extend_from_within(range(number));
                };
                self.count(first_hash.rotate_left(29) ^ hash, written, pair, push);
            }
            before = has_capital.then_some((number, hash, place.start, place.end));
        });
    }

    /// Counts a word, by the hash of its folded form, which `push` appends to the text if it is new. Returns its number.
    fn count(
        &mut self,
        hash: u64,
        written: &'t str,
        use_: WordUse,
        push: impl FnOnce(&mut String, &[FoundWord<'t>]),
    ) -> u32 {
        let count = if use_.in_title { TITLE_COUNT } else { 1 };
        let next = self.words.len() as u32;
        let number = *self.places.entry(hash).or_insert(next);
        if let Some(known) = self.words.get_mut(number as usize) {
            known.count = known.count.saturating_add(count);
            known.use_.is_name |= use_.is_name;
            known.use_.in_title |= use_.in_title;
            if known.written != written && form_order(written) < form_order(known.written) {
                known.written = written;
            }
        } else {
            push(&mut self.text, &self.words);
            self.words.push(FoundWord { hash, end: self.text.len() as u32, written, count, use_ });
        }
        number
    }

    /// The folded words and the words as written, each one after the other, and the list of them.
    fn finish(self) -> (String, String, Vec<OutlineWord>) {
        let mut forms = String::with_capacity(self.text.len());
        let mut words = Vec::with_capacity(self.words.len());
        for word in self.words {
            forms.push_str(word.written);
            words.push(OutlineWord {
                hash: word.hash,
                end: word.end,
                written_end: forms.len() as u32,
                count: word.count,
                use_: word.use_,
            });
        }
        (self.text, forms, words)
    }
}

/// Sorts the forms of a word: the one to show comes first. Short ones are nearest to the word's basic form, and capitals
/// may be those of a headline.
pub(super) fn form_order(written: &str) -> (usize, usize, &str) {
    (written.chars().count(), written.chars().filter(|c| c.is_uppercase()).count(), written)
}

/// Whether a word at this byte is the first of a sentence or of a quotation, where every word has a capital letter.
fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    before
        .chars()
        .next_back()
        .is_none_or(|c| matches!(c, '.' | '!' | '?' | ':' | '"' | '“' | '”' | '„' | '«' | '»' | '`' | '‘'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Title;

    fn words(outline: &StoryOutline) -> Vec<(&str, u8, bool)> {
        let mut start = 0;
        let mut found = Vec::new();
        for word in &outline.words {
            let end = word.end as usize;
            found.push((&outline.text[start..end], word.count, word.use_.is_name));
            start = end;
        }
        found.sort_unstable();
        found
    }

    #[test]
    fn words_are_counted_and_names_are_known() {
        let title = Title { value: "Ferry sinks".to_owned(), basis: TitleBasis::Stated };
        let body = vec!["The ferry left New Oldport in May.".to_owned()];
        let outline = StoryOutline::new(&Article { title, body, ..Article::default() });
        assert_eq!(
            words(&outline),
            [
                ("ferry", 3, false),
                ("in", 1, false),
                ("left", 1, false),
                ("may", 1, true),
                ("new", 1, true),
                ("new oldport", 1, true),
                ("oldport", 1, true),
                ("sinks", 2, false),
                ("the", 1, false),
            ]
        );
        assert!(outline.written.contains("New Oldport"));
    }

    #[test]
    fn the_form_to_show_is_short_and_has_few_capitals() {
        let best = |forms: &[&'static str]| forms.iter().copied().min_by_key(|form| form_order(form));
        assert_eq!(best(&["OLDPORT", "Oldport", "Oldports"]), Some("Oldport"));
        assert_eq!(best(&["Fires", "Fire", "fire"]), Some("fire"));
    }

    #[test]
    fn korean_is_compared_by_pairs_of_characters() {
        let body = vec!["서울에서".to_owned()];
        let outline = StoryOutline::new(&Article { body, ..Article::default() });
        assert_eq!(words(&outline).iter().map(|word| word.0).collect::<Vec<_>>(), ["서울", "에서", "울에"]);
    }

    #[test]
    fn a_long_text_keeps_a_sample_of_its_runs() {
        let text: String = (0..5_000).map(|n| format!("w{n} ")).collect();
        let outline = StoryOutline::new(&Article { body: vec![text], ..Article::default() });
        assert!(outline.runs.level > 2 && (200..=MAX_RUNS).contains(&outline.runs.hashes.len()));
        assert!(outline.runs.hashes.is_sorted());
    }
}
