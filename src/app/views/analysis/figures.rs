//! Figures of the statistics, on the page and in files.

use crate::app::components;
use crate::app::messages::intl_number;

/// A figure with at most two digits after the point, as the page writes it.
pub fn figure(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    let written = intl_number(rounded.abs()).unwrap_or_else(|| components::decimal(rounded.abs()));
    if rounded < 0.0 { format!("−{written}") } else { written }
}

/// A figure with six digits after the point, for files: enough to compare it with those of other programs.
pub fn exact(number: f64) -> String {
    let millionths = (number * 1e6).round() as i64;
    let sign = if millionths < 0 { "-" } else { "" };
    format!("{sign}{}.{:06}", millionths.unsigned_abs() / 1_000_000, millionths.unsigned_abs() % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::{exact, figure};

    #[test]
    fn figures_are_rounded_on_the_page_and_exact_in_files() {
        assert_eq!([figure(2.0), figure(-0.256), figure(0.001), figure(-0.001)], ["2", "−0.26", "0", "0"]);
        let exact: Vec<String> = [0.0, -0.5, 12.345_678_9, 1234.0].into_iter().map(exact).collect();
        assert_eq!(exact, ["0.000000", "-0.500000", "12.345679", "1234.000000"]);
    }
}
