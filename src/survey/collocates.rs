//! Collocates: the words that are often near a word, a phrase or an actor.

use super::association::{WordCounts, log_dice};
use super::lexicon::{Lexicon, counted_numbers};
use super::sought::{Sought, TextWords, sought_places};
use crate::model::Article;
use crate::wire::record::words;

/// Words that are near the node less often say nothing.
pub const MIN_COLLOCATE_COUNT: usize = 3;

/// The maximum number of rows.
pub const MAX_COLLOCATE_ROWS: usize = 1_000;

/// The number of words that a step of the work takes.
const STEP: usize = 4_000;

words! {
    /// A measure of how strongly a collocate belongs to the node.
    #[derive(Default)]
    pub enum CollocateMeasure {
        /// The log-likelihood ratio G².
        #[default]
        LogLikelihood = "g2",
        /// Mutual information.
        MutualInformation = "mi",
        /// logDice.
        LogDice = "logdice",
    }
}

/// A word near the node.
#[derive(Clone, Debug, PartialEq)]
pub struct Collocate {
    /// The word.
    pub word: String,
    /// How often it is near the node.
    pub near: usize,
    /// How often it occurs at all, outside of the node.
    pub total: usize,
    /// In how many articles it is near the node.
    pub articles: usize,
    /// How often it would be near the node by chance.
    pub expected: f64,
    /// G²; negative if it is near the node less often than expected.
    pub log_likelihood: f64,
    /// Mutual information, in doublings.
    pub mutual_information: f64,
    /// logDice.
    pub log_dice: f64,
}

impl Collocate {
    /// The value of a measure.
    pub fn value(&self, measure: CollocateMeasure) -> f64 {
        match measure {
            CollocateMeasure::LogLikelihood => self.log_likelihood,
            CollocateMeasure::MutualInformation => self.mutual_information,
            CollocateMeasure::LogDice => self.log_dice,
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct NearCounts {
    near: u32,
    total: u32,
    articles: u32,
}

/// Counts the words near the node, and all words.
///
/// A word is near if at most `span` words of the same paragraph lie between its place and the node's nearest end, itself
/// included. A word near two nodes counts once. The words of nodes are neither near nor counted otherwise.
#[derive(Debug, Default)]
pub struct Collocates {
    sought: Vec<Sought>,
    span: usize,
    lexicon: Lexicon,
    counts: Vec<NearCounts>,
    /// The number of places of the node.
    pub n_nodes: usize,
    /// The number of articles that have the node.
    pub n_articles: usize,
    /// The number of words near it.
    pub n_near: usize,
    /// The number of words, without those of the nodes.
    pub n_words: usize,
    words: TextWords,
    next: usize,
    rows: Vec<Collocate>,
}

impl Collocates {
    /// Looks at this many words before and after any of these.
    pub fn new(sought: Vec<Sought>, span: usize) -> Collocates {
        Collocates { sought, span, ..Collocates::default() }
    }

    /// Reads an article.
    pub fn take(&mut self, article: &Article) {
        let (mut near, mut far) = (Vec::new(), Vec::new());
        let mut words = std::mem::take(&mut self.words);
        let before = self.n_nodes;
        for (place, text) in article.texts() {
            words.read(text);
            let nodes = sought_places(article, place, &words, &self.sought);
            self.n_nodes += nodes.len();
            let mut coming = nodes.iter().peekable();
            let mut last_end = None::<usize>;
            for at in 0..words.len() {
                while coming.peek().is_some_and(|node| node.end <= at) {
                    last_end = coming.next().map(|node| node.end);
                }
                if coming.peek().is_some_and(|node| node.start <= at) {
                    continue;
                }
                let written = words.place(at).and_then(|place| text.get(place.clone())).unwrap_or_default();
                let number = self.lexicon.number(words.word(at), written);
                let is_before = coming.peek().is_some_and(|node| node.start - at <= self.span);
                let is_after = last_end.is_some_and(|end| at - end < self.span);
                if is_before || is_after { &mut near } else { &mut far }.push(number);
            }
        }
        self.words = words;
        self.n_articles += usize::from(self.n_nodes > before);
        self.n_near += near.len();
        self.n_words += near.len() + far.len();
        self.counts.resize_with(self.lexicon.len(), NearCounts::default);
        counted_numbers(&mut near, &mut |number, count| {
            if let Some(counts) = self.counts.get_mut(number as usize) {
                counts.near += count;
                counts.total += count;
                counts.articles += 1;
            }
        });
        for number in far {
            if let Some(counts) = self.counts.get_mut(number as usize) {
                counts.total += 1;
            }
        }
    }

    /// Does a part of the work, after all articles were read; returns whether more is left.
    pub fn step(&mut self) -> bool {
        let end = (self.next + STEP).min(self.counts.len());
        for number in self.next..end {
            let counts = self.counts.get(number).copied().unwrap_or_default();
            let (near, total) = (counts.near as usize, counts.total as usize);
            if near < MIN_COLLOCATE_COUNT {
                continue;
            }
            let table = WordCounts::new(near, total - near, self.n_near, self.n_words - self.n_near);
            self.rows.push(Collocate {
                word: self.lexicon.written(number as u32).to_owned(),
                near,
                total,
                articles: counts.articles as usize,
                expected: table.expected(),
                log_likelihood: table.log_likelihood(),
                mutual_information: table.mutual_information(),
                log_dice: log_dice(near, self.n_nodes, total),
            });
        }
        self.next = end;
        end < self.counts.len()
    }

    /// The words that are near the node more often than chance would have it, once no step is left; the strongest first,
    /// at most [`MAX_COLLOCATE_ROWS`].
    pub fn rows(&self, measure: CollocateMeasure) -> Vec<Collocate> {
        let mut scores: Vec<(f64, usize)> = Vec::new();
        for (at, row) in self.rows.iter().enumerate().filter(|(_, row)| row.near as f64 > row.expected) {
            scores.push((row.value(measure), at));
        }
        scores.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scores.iter().take(MAX_COLLOCATE_ROWS).filter_map(|(_, at)| self.rows.get(*at).cloned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sought: &str, span: usize, bodies: &[&[&str]]) -> Collocates {
        let mut collocates = Collocates::new(Sought::parse(sought).into_iter().collect(), span);
        for body in bodies {
            let body = body.iter().map(|text| (*text).to_owned()).collect();
            collocates.take(&Article { body, ..Article::default() });
        }
        while collocates.step() {}
        collocates
    }

    #[test]
    fn words_near_the_node_are_counted_once_and_within_their_paragraph() {
        let collocates = read(
            "ferry",
            2,
            &[&["the old ferry sails; the ferry sails far away", "old ferry"], &["old boats sail", "a ferry sails"]],
        );
        assert_eq!((collocates.n_nodes, collocates.n_articles), (4, 2));
        // Near: the, old | sails, the | sails, far | old | a, sails; "sails the" between two ferries count once.
        assert_eq!((collocates.n_near, collocates.n_words), (9, 13));
        let counts = |word: &str| {
            let number =
                (0..collocates.lexicon.len() as u32).find(|number| collocates.lexicon.written(*number) == word);
            let counts = collocates.counts[number.unwrap() as usize];
            (counts.near, counts.total, counts.articles)
        };
        assert_eq!(counts("sails"), (3, 3, 2));
        assert_eq!(counts("old"), (2, 3, 1));
        assert_eq!(counts("away"), (0, 1, 0));
    }

    #[test]
    fn the_measures_are_those_of_the_table() {
        let collocates = read(
            "ferry",
            2,
            &[&["the old ferry sails; the ferry sails far away", "old ferry"], &["old boats sail", "a ferry sails"]],
        );
        let rows = collocates.rows(CollocateMeasure::LogLikelihood);
        assert_eq!(rows.iter().map(|row| row.word.as_str()).collect::<Vec<_>>(), ["sails"]);
        let sails = &rows[0];
        // 3 of the 9 words near the node, 0 of the 4 others: the expected counts are 27/13, 12/13, 90/13 and 40/10.
        let by_hand = 2.0
            * (3.0 * (3.0_f64 * 13.0 / 27.0).ln()
                + 6.0 * (6.0_f64 * 13.0 / 90.0).ln()
                + 4.0 * (4.0_f64 * 13.0 / 40.0).ln());
        assert!((sails.log_likelihood - by_hand).abs() < 1e-9);
        assert!((sails.expected - 27.0 / 13.0).abs() < 1e-12);
        assert!((sails.mutual_information - (13.0_f64 / 9.0).log2()).abs() < 1e-12);
        // 14 + log2(2·3 / (4 + 3)).
        assert!((sails.log_dice - (14.0 + (6.0_f64 / 7.0).log2())).abs() < 1e-12);
    }

    #[test]
    fn a_phrase_is_one_node_whose_words_are_no_collocates() {
        let collocates =
            read("old ferry", 1, &[&["the old ferry sails"], &["the old ferry sinks"], &["The old ferry"]]);
        assert_eq!((collocates.n_nodes, collocates.n_near, collocates.n_words), (3, 5, 5));
        assert_eq!(collocates.lexicon.len(), 3, "the, sails, sinks");
        assert_eq!(collocates.rows(CollocateMeasure::LogDice), [], "as often as chance has it: all words are near");
    }
}
