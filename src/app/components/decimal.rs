//! Numbers in drawings.

/// A number in the coordinates of a drawing: at most two decimals, without trailing zeros.
///
/// The standard library prints numbers exactly, with tables that would be downloaded with the page; a drawing does not
/// need that.
pub fn decimal(number: f64) -> String {
    let hundredths = (number * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    match (part, part % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", part / 10),
        _ => format!("{sign}{whole}.{part:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn numbers_have_two_digits_after_the_point_at_most() {
        for (number, written) in [
            (0.0, "0"),
            (12.0, "12"),
            (0.5, "0.5"),
            (1.005, "1"),
            (33.333, "33.33"),
            (-0.25, "-0.25"),
            (-3.0, "-3"),
            (0.07, "0.07"),
        ] {
            assert_eq!(decimal(number), written);
        }
    }
}
