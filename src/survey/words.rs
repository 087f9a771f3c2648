//! The words of a quote, prepared for comparison.

use crate::text::fold;

/// The words, folded and without punctuation. Scripts without spaces between words give their characters.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        let alone = is_alone(c);
        let inside = c.is_alphanumeric() && !alone;
        if inside {
            fold(c, &mut word);
        } else if !matches!(c, '\'' | '’' | '\u{AD}') {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if alone {
                words.push(c.to_string());
            }
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether a character can be a word by itself because its script uses no spaces: Han, Kana, Thai and related scripts.
fn is_alone(c: char) -> bool {
    matches!(u32::from(c), 0x0E01..=0x0E30 | 0x0E80..=0x0EFF | 0x1780..=0x17FF | 0x3041..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn case_and_marks_do_not_count() {
        assert_eq!(words("We won’t — “go” back!"), ["we", "wont", "go", "back"]);
        assert_eq!(words("我们赢了 2025年"), ["我", "们", "赢", "了", "2025", "年"]);
        assert_eq!(words("… !"), Vec::<String>::new());
    }
}
