//! Comma-separated values (RFC 4180), safe to open in a spreadsheet.

/// A row with its line ending. Cells that a spreadsheet would run as a formula get an apostrophe in front.
pub fn csv_line<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| csv_cell(cell.as_ref())).collect();
    cells.join(",") + "\r\n"
}

fn csv_cell(text: &str) -> String {
    let first = text.trim_start_matches([' ', '\n', '\u{FEFF}']).chars().next();
    let runs = matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'));
    // A number is not a formula.
    let guard = if runs && text.parse::<f64>().is_err() { "'" } else { "" };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::csv_line;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        let cells = ["=1+1", "+cmd", "-2.5", "@x", "\ttab", " =x", "a=b", "－x", "say \"a\", b"];
        assert_eq!(csv_line(&cells), "'=1+1,'+cmd,-2.5,'@x,'\ttab,' =x,a=b,'－x,\"say \"\"a\"\", b\"\r\n");
    }
}
