//! How strongly a word belongs to a part of a text: measures of association and of dispersion.

use super::chance::log_likelihood_of_cells;

/// The four counts of a word in two parts of a text.
///
/// | | the word | other words |
/// | --- | --- | --- |
/// | the first part | `inside` | `inside_others` |
/// | the second part | `outside` | `outside_others` |
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WordCounts {
    /// How often the word occurs in the first part.
    pub inside: f64,
    /// How often it occurs in the second part.
    pub outside: f64,
    /// The other words of the first part.
    pub inside_others: f64,
    /// The other words of the second part.
    pub outside_others: f64,
}

impl WordCounts {
    /// The counts of a word that occurs this often in two parts of these lengths, in words.
    pub fn new(inside: usize, outside: usize, inside_length: usize, outside_length: usize) -> WordCounts {
        WordCounts {
            inside: inside as f64,
            outside: outside as f64,
            inside_others: inside_length.saturating_sub(inside) as f64,
            outside_others: outside_length.saturating_sub(outside) as f64,
        }
    }

    fn total(&self) -> f64 {
        self.inside + self.outside + self.inside_others + self.outside_others
    }

    /// How often the word would be in the first part if both parts were alike.
    pub fn expected(&self) -> f64 {
        let total = self.total();
        if total > 0.0 { (self.inside + self.outside) * (self.inside + self.inside_others) / total } else { 0.0 }
    }

    /// The log-likelihood ratio G² (Dunning 1993), negative if the word is rarer in the first part than expected.
    pub fn log_likelihood(&self) -> f64 {
        self.signed(self.unsigned_log_likelihood())
    }

    /// G² as `textstat_keyness(measure = "lr")` of the R package quanteda.textstats computes it by default: with Yates'
    /// correction where the expected counts are small and the parts differ as much as they can.
    pub fn keyness(&self) -> f64 {
        let WordCounts { inside: a, outside: b, inside_others: c, outside_others: d } = *self;
        let total = self.total();
        let (word, others, first, second) = (a + b, c + d, a + c, b + d);
        let is_small = [word * first, word * second, first * others, others * second].iter().any(|n| n / total < 5.0);
        let product = a * d - b * c;
        if !is_small || product.abs() < total / 2.0 {
            return self.log_likelihood();
        }
        let delta = if product > 0.0 { 0.5 } else { -0.5 };
        let corrected =
            WordCounts { inside: a - delta, outside: b + delta, inside_others: c + delta, outside_others: d - delta };
        self.signed(corrected.unsigned_log_likelihood())
    }

    fn signed(&self, value: f64) -> f64 {
        if self.inside > self.expected() { value } else { -value }
    }

    fn unsigned_log_likelihood(&self) -> f64 {
        let WordCounts { inside: a, outside: b, inside_others: c, outside_others: d } = *self;
        log_likelihood_of_cells(&[(a, c), (b, d)])
    }

    /// The binary logarithm of the ratio of the word's relative frequencies (Hardie 2014): 1 means twice as frequent in
    /// the first part, -1 half as frequent. A count of 0 is taken as 0.5.
    pub fn log_ratio(&self) -> f64 {
        let share = |count: f64, others: f64| count.max(0.5) / (count + others).max(1.0);
        (share(self.inside, self.inside_others) / share(self.outside, self.outside_others)).log2()
    }

    /// Pointwise mutual information (Church and Hanks 1990), with the binary logarithm: how many times as often as
    /// expected the word is in the first part. Negative infinity if it is not there.
    pub fn mutual_information(&self) -> f64 {
        (self.inside / self.expected()).log2()
    }
}

/// logDice (Rychlý 2008) of two words that occur this often, and this often together: at most 14; one more means twice as
/// often together.
pub fn log_dice(together: usize, first: usize, second: usize) -> f64 {
    14.0 + (2.0 * together as f64 / (first + second) as f64).log2()
}

/// Deviation of proportions (Gries 2008): 0 if a word is spread over the parts of a text as their lengths are, nearly 1 if
/// it is in one small part only. `parts` are the parts that have the word: its count in them and their lengths;
/// `length` is the length of the whole text. `None` if the word does not occur.
pub fn deviation_of_proportions(parts: impl Iterator<Item = (u32, u32)> + Clone, length: usize) -> Option<f64> {
    let total: f64 = parts.clone().map(|(count, _)| f64::from(count)).sum();
    if total == 0.0 || length == 0 {
        return None;
    }
    // Half of the sum of |v - s| is 1 minus the sum of the smaller of both, since each adds up to 1.
    let shared: f64 =
        parts.map(|(count, words)| (f64::from(count) / total).min(f64::from(words) / length as f64)).sum();
    Some((1.0 - shared).max(0.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The formula as quanteda.textstats writes it down, with the small number that it adds before each logarithm.
    fn quanteda(a: f64, b: f64, first: f64, second: f64) -> f64 {
        const EPSILON: f64 = 0.000_000_001;
        let (c, d) = (first - a, second - b);
        let n = a + b + c + d;
        let expected = (a + b) * (a + c) / n;
        let is_small = (a + b) * (a + c) / n < 5.0
            || (a + b) * (b + d) / n < 5.0
            || (a + c) * (c + d) / n < 5.0
            || (c + d) * (b + d) / n < 5.0;
        let delta = if (a * d - b * c).abs() >= n / 2.0 && is_small { 0.5 } else { 0.0 };
        let delta = if a * d - b * c > 0.0 { delta } else { -delta };
        let (aa, bb, cc, dd) = (a - delta, b + delta, c + delta, d - delta);
        let g2 = 2.0
            * (aa * (aa / ((aa + bb) * (aa + cc) / n) + EPSILON).ln()
                + bb * (bb / ((aa + bb) * (bb + dd) / n) + EPSILON).ln()
                + cc * (cc / ((aa + cc) * (cc + dd) / n) + EPSILON).ln()
                + dd * (dd / ((bb + dd) * (cc + dd) / n) + EPSILON).ln());
        g2 * if a > expected { 1.0 } else { -1.0 }
    }

    #[test]
    fn keyness_is_that_of_quanteda() {
        // Two small texts of 60 and 40 words.
        for (a, b) in [(9, 1), (0, 4), (3, 2), (1, 0), (6, 4), (30, 1), (0, 1), (2, 9)] {
            let counts = WordCounts::new(a, b, 60, 40);
            let expected = quanteda(a as f64, b as f64, 60.0, 40.0);
            assert!((counts.keyness() - expected).abs() < 1e-6, "{a}, {b}: {} and {expected}", counts.keyness());
        }
        // Worked out by hand: 9 of 60 against 1 of 40, with 90 other words; the expected counts are 6, 4, 54 and 36. The
        // second is below 5, but |9·39 − 1·51| = 300 is at least 50, so half an occurrence is moved.
        let by_hand = 2.0
            * (8.5 * (8.5_f64 / 6.0).ln()
                + 1.5 * (1.5_f64 / 4.0).ln()
                + 51.5 * (51.5_f64 / 54.0).ln()
                + 38.5 * (38.5_f64 / 36.0).ln());
        assert!((WordCounts::new(9, 1, 60, 40).keyness() - by_hand).abs() < 1e-9);
    }

    #[test]
    fn plain_log_likelihood_has_no_correction() {
        // Rayson and Garside's example of a word that occurs as often as expected, and Dunning's sign.
        assert!(WordCounts::new(6, 4, 60, 40).log_likelihood().abs() < 1e-9);
        let by_hand = 2.0
            * (9.0 * (9.0_f64 / 6.0).ln()
                + (1.0_f64 / 4.0).ln()
                + 51.0 * (51.0_f64 / 54.0).ln()
                + 39.0 * (39.0_f64 / 36.0).ln());
        assert!((WordCounts::new(9, 1, 60, 40).log_likelihood() - by_hand).abs() < 1e-9);
        assert!((WordCounts::new(1, 9, 40, 60).log_likelihood() + by_hand).abs() < 1e-9);
        assert_eq!(WordCounts::default().log_likelihood(), 0.0);
    }

    #[test]
    fn ratios_are_told_in_doublings() {
        assert!((WordCounts::new(8, 2, 100, 100).log_ratio() - 2.0).abs() < 1e-12);
        assert!((WordCounts::new(2, 8, 100, 100).log_ratio() + 2.0).abs() < 1e-12);
        assert!((WordCounts::new(4, 0, 100, 200).log_ratio() - 4.0).abs() < 1e-12, "0 counts as one half");
        assert!((WordCounts::new(8, 2, 50, 50).mutual_information() - (8.0_f64 / 5.0).log2()).abs() < 1e-12);
        assert!((log_dice(10, 10, 10) - 14.0).abs() < 1e-12);
        assert!((log_dice(5, 10, 10) - 13.0).abs() < 1e-12);
    }

    #[test]
    fn dispersion_is_that_of_gries() {
        let dp = |parts: &[(u32, u32)], length| deviation_of_proportions(parts.iter().copied(), length);
        // Five parts of 10 words, the word twice in each: as even as can be.
        assert!(dp(&[(2, 10); 5], 50).unwrap().abs() < 1e-12);
        // All occurrences in one of five equal parts.
        assert!((dp(&[(10, 10)], 50).unwrap() - 0.8).abs() < 1e-12);
        // Shares of the parts .2, .3, .5; of the word .5, .5, 0: half of .3 + .2 + .5.
        assert!((dp(&[(2, 20), (2, 30)], 100).unwrap() - 0.5).abs() < 1e-12);
        assert_eq!(dp(&[], 100), None);
    }

    proptest! {
        #[test]
        fn keyness_is_that_of_quanteda_for_any_counts(a in 0usize..60, b in 0usize..60, more in (1usize..400, 1usize..400)) {
            prop_assume!(a + b > 0);
            let counts = WordCounts::new(a, b, a + more.0, b + more.1);
            let expected = quanteda(a as f64, b as f64, (a + more.0) as f64, (b + more.1) as f64);
            prop_assert!((counts.keyness() - expected).abs() < 2e-6, "{} and {}", counts.keyness(), expected);
        }

        #[test]
        fn dispersion_is_half_the_sum_of_the_differences(parts in prop::collection::vec((0u32..9, 9u32..40), 1..12)) {
            let length: u32 = parts.iter().map(|(_, words)| words).sum();
            let total: u32 = parts.iter().map(|(count, _)| count).sum();
            prop_assume!(total > 0);
            let written: f64 = parts.iter().map(|(count, words)| {
                (f64::from(*count) / f64::from(total) - f64::from(*words) / f64::from(length)).abs() / 2.0
            }).sum();
            let having = parts.iter().copied().filter(|(count, _)| *count > 0);
            prop_assert!((deviation_of_proportions(having, length as usize).unwrap() - written).abs() < 1e-9);
        }

        #[test]
        fn the_two_parts_are_mirror_images(a in 0usize..60, b in 0usize..60, more in (1usize..400, 1usize..400)) {
            let (first, second) = (a + more.0, b + more.1);
            let there = WordCounts::new(a, b, first, second).log_likelihood();
            let back = WordCounts::new(b, a, second, first).log_likelihood();
            prop_assert!((there.abs() - back.abs()).abs() < 1e-6);
        }
    }
}
