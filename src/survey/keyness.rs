//! Words that differ: which words two sides use more often than each other.

use super::association::{WordCounts, deviation_of_proportions};
use super::lexicon::{Lexicon, counted_numbers};
use super::running_words::running_words;
use crate::model::Article;
use crate::wire::bytes::{ByteReader, put_number};

/// Words that occur less often on both sides together say nothing.
pub const MIN_KEYNESS_COUNT: usize = 5;

/// The maximum number of words of each side in the result.
pub const MAX_KEYNESS_ROWS: usize = 1_000;

/// The number of words that a step of the work takes.
const STEP: usize = 4_000;

/// The number of rows that a step of the work makes.
const STEP_ROWS: usize = 20;

/// A word that one side uses more often than the other.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyWord {
    /// The word.
    pub word: String,
    /// How often each side has it.
    pub counts: [usize; 2],
    /// In how many articles of each side it is.
    pub articles: [usize; 2],
    /// The log-likelihood ratio G²; negative if the second side has the word more often than expected.
    pub log_likelihood: f64,
    /// The binary logarithm of the ratio of the relative frequencies.
    pub log_ratio: f64,
    /// The deviation of proportions over the articles of each side; `None` where the word does not occur.
    pub dispersion: [Option<f64>; 2],
}

/// Counts the words of two sides.
#[derive(Debug, Default)]
pub struct Keyness {
    lexicon: Lexicon,
    sides: [SideWords; 2],
    numbers: Vec<u32>,
    next: usize,
    /// G² of the words that are frequent enough.
    scores: Vec<(f64, u32)>,
    is_ranked: bool,
    rows: Vec<KeyWord>,
}

#[derive(Debug, Default)]
struct SideWords {
    /// The number of words of each article.
    lengths: Vec<u32>,
    length: usize,
    words: Vec<SideWord>,
}

/// A word on one side. A common word is in most of its articles, so the list takes two bytes for each.
#[derive(Clone, Debug, Default)]
struct SideWord {
    count: u32,
    articles: u32,
    last: u32,
    /// For each article that has the word, the distance from the one before it and the count.
    parts: Vec<u8>,
}

impl SideWord {
    /// The number of the article and the count, for each article that has the word.
    fn parts(&self) -> impl Iterator<Item = (u32, u32)> + Clone + '_ {
        let mut reader = ByteReader::new(&self.parts);
        let mut article = 0;
        std::iter::from_fn(move || {
            article += reader.number32().ok()?;
            Some((article, reader.number32().ok()?))
        })
    }
}

impl Keyness {
    /// Reads an article of a side, 0 or 1.
    pub fn take(&mut self, side: usize, article: &Article) {
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.clear();
        for (_, text) in article.texts() {
            running_words(text, &mut |word, place| {
                numbers.push(self.lexicon.number(word, text.get(place).unwrap_or_default()));
            });
        }
        if let Some(side) = self.sides.get_mut(side) {
            let this = side.lengths.len() as u32;
            side.lengths.push(numbers.len() as u32);
            side.length += numbers.len();
            side.words.resize_with(self.lexicon.len(), SideWord::default);
            counted_numbers(&mut numbers, &mut |number, count| {
                if let Some(word) = side.words.get_mut(number as usize) {
                    put_number(&mut word.parts, u64::from(this - word.last));
                    put_number(&mut word.parts, u64::from(count));
                    word.last = this;
                    word.count += count;
                    word.articles += 1;
                }
            });
        }
        self.numbers = numbers;
    }

    /// The number of articles of a side.
    pub fn n_articles(&self, side: usize) -> usize {
        self.sides.get(side).map_or(0, |side| side.lengths.len())
    }

    /// The number of words of a side.
    pub fn n_words(&self, side: usize) -> usize {
        self.sides.get(side).map_or(0, |side| side.length)
    }

    fn counts(&self, number: u32) -> [usize; 2] {
        let count = |side: &SideWords| side.words.get(number as usize).map_or(0, |word| word.count as usize);
        let [first, second] = &self.sides;
        [count(first), count(second)]
    }

    fn table(&self, [first, second]: [usize; 2]) -> WordCounts {
        WordCounts::new(first, second, self.n_words(0), self.n_words(1))
    }

    /// Does a part of the work of comparing the sides, after all articles were read; returns whether more is left.
    pub fn step(&mut self) -> bool {
        let all = self.lexicon.len();
        if self.next < all {
            let end = (self.next + STEP).min(all);
            for number in self.next as u32..end as u32 {
                let counts = self.counts(number);
                if counts.iter().sum::<usize>() >= MIN_KEYNESS_COUNT {
                    self.scores.push((self.table(counts).keyness(), number));
                }
            }
            self.next = end;
            return true;
        }
        if !self.is_ranked {
            self.scores.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let more = self.scores.partition_point(|(score, _)| *score > 0.0);
            let less = self.scores.partition_point(|(score, _)| *score >= 0.0);
            let from = less.max(self.scores.len().saturating_sub(MAX_KEYNESS_ROWS));
            let rare = self.scores.split_off(from);
            self.scores.truncate(more.min(MAX_KEYNESS_ROWS));
            self.scores.extend(rare);
            self.is_ranked = true;
            return true;
        }
        let begun = self.rows.len();
        for (score, number) in self.scores.iter().skip(begun).take(STEP_ROWS) {
            let counts = self.counts(*number);
            let of = |side: &SideWords| {
                let word = side.words.get(*number as usize).cloned().unwrap_or_default();
                let part = |(article, count): (u32, u32)| {
                    (count, side.lengths.get(article as usize).copied().unwrap_or_default())
                };
                (word.articles as usize, deviation_of_proportions(word.parts().map(part), side.length))
            };
            let [first, second] = &self.sides;
            let (first, second) = (of(first), of(second));
            self.rows.push(KeyWord {
                word: self.lexicon.written(*number).to_owned(),
                counts,
                articles: [first.0, second.0],
                log_likelihood: *score,
                log_ratio: self.table(counts).log_ratio(),
                dispersion: [first.1, second.1],
            });
        }
        self.rows.len() < self.scores.len()
    }

    /// The words, once no step is left: those that the first side has more often, by G² from the largest; then those of
    /// the second side, whose last is the most distinctive. At most [`MAX_KEYNESS_ROWS`] of each.
    pub fn rows(&self) -> &[KeyWord] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        Article { body: vec![text.to_owned()], ..Article::default() }
    }

    fn compared(first: &[&str], second: &[&str]) -> Keyness {
        let mut keyness = Keyness::default();
        first.iter().for_each(|text| keyness.take(0, &article(text)));
        second.iter().for_each(|text| keyness.take(1, &article(text)));
        while keyness.step() {}
        keyness
    }

    #[test]
    fn words_are_compared_with_their_counts() {
        // First side: 12 words, "port" 6 times in two of three articles; second: 10 words, "rail" 5 times.
        let keyness = compared(
            &["Port port port port closes", "The port", "A ferry, port sails now"],
            &["Rail rail rail strike", "the rail rail", "a train stops"],
        );
        assert_eq!((keyness.n_articles(0), keyness.n_words(0), keyness.n_words(1)), (3, 12, 10));
        let rows = keyness.rows();
        let told: Vec<_> = rows.iter().map(|row| (row.word.as_str(), row.counts, row.articles)).collect();
        assert_eq!(told, [("port", [6, 0], [3, 0]), ("rail", [0, 5], [0, 2])]);
        // Worked out by hand for "port": 6 of 12 against 0 of 10. The table is 6, 0, 6, 10; one expected count is
        // 6·10/22 = 2.7, and 6·10 − 0·6 = 60 is at least 11, so half an occurrence is moved: 5.5, 0.5, 6.5, 9.5.
        let e = |row: f64, column: f64| row * column / 22.0;
        let by_hand = 2.0
            * (5.5 * (5.5 / e(6.0, 12.0)).ln()
                + 0.5 * (0.5 / e(6.0, 10.0)).ln()
                + 6.5 * (6.5 / e(16.0, 12.0)).ln()
                + 9.5 * (9.5 / e(16.0, 10.0)).ln());
        assert!((rows[0].log_likelihood - by_hand).abs() < 1e-9);
        assert!(rows[1].log_likelihood < 0.0);
        assert!((rows[0].log_ratio - ((6.0 / 12.0) / (0.5 / 10.0_f64)).log2()).abs() < 1e-9);
        // Shares of the articles 5/12, 2/12, 5/12; of the word 4/6, 1/6, 1/6: half of 3/12 + 0 + 3/12.
        assert!((rows[0].dispersion[0].unwrap() - 0.25).abs() < 1e-9);
        assert_eq!(rows[0].dispersion[1], None);
    }

    #[test]
    fn what_both_sides_have_equally_often_is_no_difference_and_rare_words_are_left_out() {
        let keyness = compared(&["a a a a b"], &["a a a a c"]);
        assert_eq!(keyness.rows(), []);
        assert_eq!(compared(&[], &[]).rows(), []);
    }

    #[test]
    fn each_side_gives_a_limited_number_of_words() {
        let side = |name: &str| (0..1_500).map(|n| format!("{name}{n} ").repeat(5)).collect::<String>();
        let (first, second) = (side("x"), side("y"));
        let keyness = compared(&[&first], &[&second]);
        let more = keyness.rows().iter().filter(|row| row.log_likelihood > 0.0).count();
        assert_eq!((more, keyness.rows().len()), (MAX_KEYNESS_ROWS, 2 * MAX_KEYNESS_ROWS));
    }
}
