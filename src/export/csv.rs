//! Comma-separated values (RFC 4180), safe to open in a spreadsheet.

/// What a table begins with: spreadsheets take a file for UTF-8 only if it has a byte order mark.
pub const CSV_START: &str = "\u{feff}";

/// A row with its line ending. What a spreadsheet would run as a formula gets an apostrophe in front: at the beginning of a
/// cell, and after characters in it at which some spreadsheets begin another cell, such as semicolons.
pub fn csv_line<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| csv_cell(cell.as_ref())).collect();
    cells.join(",") + "\r\n"
}

fn csv_cell(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len() + 2);
    for (n, part) in text.split_inclusive([';', '\n', '\r', '\t']).enumerate() {
        let is_control = n == 0 && part.trim_start_matches(is_passed_over).starts_with(['\t', '\r']);
        if is_control || is_formula(part) {
            guarded.push('\'');
        }
        guarded.push_str(part);
    }
    // Spreadsheets that split at semicolons keep a quoted cell together if nothing precedes its quotation mark.
    if guarded.contains([',', ';', '"', '\n', '\r', '\t']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

/// Whether a spreadsheet would run a text. A number is not a formula.
fn is_formula(text: &str) -> bool {
    let text = text.trim_start_matches(is_passed_over);
    let starts_formula = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    starts_formula && !is_number(text.trim_end_matches([';', '\n', '\r', '\t']))
}

/// Whether a text is a number as people write it: `-2.5`. Reading it as `f64` would take 10 kB of tables in the page.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a character before a formula does not keep a spreadsheet from running it.
fn is_passed_over(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::csv_line;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        let cells = ["=1+1", "+cmd", "-2.5", "+7", "-2.5.1", "-", "@x", "\ttab", " =x", "a=b", "－x", "say \"a\", b"];
        assert_eq!(
            csv_line(&cells),
            "'=1+1,'+cmd,-2.5,+7,'-2.5.1,'-,'@x,\"'\ttab\",' =x,a=b,'－x,\"say \"\"a\"\", b\"\r\n"
        );
    }

    #[test]
    fn cells_are_safe_where_semicolons_or_line_feeds_begin_another() {
        let cells = ["a;=1+1", "a; @x;-3;b", "a\n=b", "\u{200b}=x"];
        let line = csv_line(&cells);
        assert_eq!(line, "\"a;'=1+1\",\"a;' @x;-3;b\",\"a\n'=b\",'\u{200b}=x\r\n");
        for cell in line.split([';', ',', '\n']) {
            assert!(!cell.trim_matches(['"', ' ']).starts_with(['=', '@']), "{cell}");
        }
    }
}
