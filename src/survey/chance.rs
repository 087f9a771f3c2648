//! How far counts exceed what chance would give.

/// An observed count beside the one that chance would give.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Association {
    /// The count that chance would give: the two features would be independent.
    pub expected: f64,
    /// The logarithm to base 2 of how many times as frequent the one feature is with the other as without it (A. Hardie,
    /// *Log Ratio: an informal introduction*, 2014). A count of 0 counts as 0.5.
    pub log_ratio: f64,
    /// The log-likelihood ratio (see [`log_likelihood`]); negative if the observed count is less than expected.
    pub log_likelihood: f64,
}

/// How strongly two features of articles are associated, by the number of articles with `both`, with the first, with the
/// second, and of all.
pub fn association(both: usize, first: usize, second: usize, total: usize) -> Association {
    let (first, second) = (first.min(total), second.min(total));
    let both = both.min(first).min(second);
    let expected = if total == 0 { 0.0 } else { first as f64 * second as f64 / total as f64 };
    let with = ratio(both, first);
    let without = ratio(second - both, total - first);
    let log_ratio = if with > 0.0 && without > 0.0 { (with / without).log2() } else { 0.0 };
    let size = log_likelihood(&[(both, first), (second - both, total - first)]);
    let log_likelihood = if (both as f64) < expected { -size } else { size };
    Association { expected, log_ratio, log_likelihood }
}

/// A share, with 0.5 for a count of 0; 0 if the whole is 0.
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64).max(0.5) / whole as f64 }
}

/// The log-likelihood ratio G² of the hypothesis that all samples have the same share (T. Dunning, *Accurate methods for the
/// statistics of surprise and coincidence*, 1993), over all cells of the table. A sample is the number of articles that have
/// a feature, and the number of all. 0 if all shares are equal; with *n* samples it has *n* − 1 degrees of freedom.
pub fn log_likelihood(samples: &[(usize, usize)]) -> f64 {
    let cells: Vec<(f64, f64)> =
        samples.iter().map(|(part, whole)| (*part as f64, whole.saturating_sub(*part) as f64)).collect();
    log_likelihood_of_cells(&cells)
}

/// The same, from the cells of the table: for each sample, how many have the feature and how many do not. Corrections can
/// make these numbers fractions.
pub(super) fn log_likelihood_of_cells(samples: &[(f64, f64)]) -> f64 {
    let with: f64 = samples.iter().map(|(with, _)| with).sum();
    let without: f64 = samples.iter().map(|(_, without)| without).sum();
    let cell = |observed: f64, column: f64, row: f64| {
        if observed > 0.0 { observed * (observed * (with + without) / (column * row)).ln() } else { 0.0 }
    };
    let cells = samples.iter().map(|(in_with, in_without)| {
        let row = in_with + in_without;
        cell(*in_with, with, row) + cell(*in_without, without, row)
    });
    // Sums of logarithms can miss 0 by a little.
    (2.0 * cells.sum::<f64>()).max(0.0)
}

/// The log-likelihood that a difference between this number of samples exceeds by chance in less than one of a hundred
/// cases: the quantile of the chi-squared distribution.
pub fn critical_log_likelihood(samples: usize) -> f64 {
    match samples {
        0..=2 => 6.63,
        3 => 9.21,
        _ => 11.34,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_close(value: f64, expected: f64) -> bool {
        (value - expected).abs() < 1e-6
    }

    #[test]
    fn log_likelihood_is_the_sum_over_all_four_cells() {
        // 2 (30 ln (30/20) + 70 ln (70/80) + 10 ln (10/20) + 90 ln (90/80)).
        let worked = 2.0 * (30.0 * 1.5_f64.ln() + 70.0 * 0.875_f64.ln() + 10.0 * 0.5_f64.ln() + 90.0 * 1.125_f64.ln());
        assert!(is_close(log_likelihood(&[(30, 100), (10, 100)]), worked));
        assert!(is_close(worked, 12.971_514_3), "{worked}");
        assert!(is_close(log_likelihood(&[(10, 100), (20, 200)]), 0.0));
        assert_eq!(log_likelihood(&[(0, 0), (0, 0)]), 0.0);
    }

    #[test]
    fn what_is_named_nearly_everywhere_is_associated_with_nothing() {
        let everywhere = association(87, 100, 870, 1_000);
        assert!(everywhere.log_likelihood.abs() < 0.01 && everywhere.log_ratio.abs() < 0.01, "{everywhere:?}");
        let close = association(9, 100, 10, 1_000);
        assert!(close.log_likelihood > 30.0 && close.log_ratio > 6.0, "{close:?}");
        assert!(is_close(close.expected, 1.0));
        let apart = association(0, 100, 200, 1_000);
        assert!(apart.log_likelihood < -40.0 && apart.log_ratio < -5.0, "{apart:?}");
    }

    #[test]
    fn impossible_counts_do_no_harm() {
        for association in [association(5, 3, 2, 1), association(0, 0, 0, 0), association(1, 1, 1, 1)] {
            assert!(association.log_likelihood.is_finite() && association.log_ratio.is_finite(), "{association:?}");
        }
    }
}
