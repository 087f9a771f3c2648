//! Whole numbers with their thousands grouped.

use super::locale::intl_number;

/// `12,500`.
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    if digits.len() <= 3 {
        return digits;
    }
    if let Some(written) = intl_number(count as f64) {
        return written;
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234_567), "1,234,567");
    }
}
