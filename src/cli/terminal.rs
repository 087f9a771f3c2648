//! Text from documents, made safe to print.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a terminal would act on this character, or a reader be misled by it: control characters (a line feed could
/// forge a line of Dateline's), marks that change the direction of text, and characters without a width.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// One line of text in which unsafe characters are written as `\u{1b}` or `\n`.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// Several lines of text, each made printable.
pub(super) fn printable_lines(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

/// A text as a string of TOML on one line, in which unsafe characters are escaped.
pub(super) fn toml_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // A string takes what is written to it.
            c if is_unsafe(c) && c <= '\u{ffff}' => drop(write!(quoted, "\\u{:04X}", u32::from(c))),
            c if is_unsafe(c) => drop(write!(quoted, "\\U{:08X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_a_terminal_that_it_would_act_on() {
        let hostile = "a\u{1b}]0;x\u{7}\u{9b}2J\r\ndateline: all read\u{202e}\u{200b}\u{feff}b";
        let shown = printable(hostile);
        assert!(!shown.contains(is_unsafe), "{shown}");
        assert_eq!(printable("a\u{1b}[31m\nb"), "a\\u{1b}[31m\\nb");
        assert_eq!(printable("Ελλάδα עברית فارسی‌ها 中国 é"), "Ελλάδα עברית فارسی‌ها 中国 é");
        assert_eq!(printable_lines("a\u{7}\nb"), "a\\u{7}\nb");
    }

    #[test]
    fn a_toml_string_is_read_as_it_was() {
        for text in ["", "a \"b\" \\c", "x\u{1b}\n\t\r\u{7f}\u{85}\u{202e}", "\u{e0041}é中"] {
            let line = toml_string(text);
            assert!(!line.contains(is_unsafe), "{line}");
            let read: toml::Table = toml::from_str(&format!("a = {line}")).unwrap();
            assert_eq!(read["a"].as_str(), Some(text));
        }
    }
}
