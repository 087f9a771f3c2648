//! The shape of a block, independent of the meaning of its words.

use crate::text::script::{self, is_east_asian, is_east_asian_punctuation, is_lao, is_thai};
use crate::text::{is_letter, is_letter_or_digit};

/// Marks that end a sentence.
const SENTENCE_ENDS: &[char] = &['.', '!', '?', '。', '！', '？', '…', '।', '؟', '։', '။', '።'];

/// Marks that may follow the end of a sentence.
const CLOSERS: &[char] = &['"', '\'', '”', '’', '»', '«', '“', '‘', ')', ']', '」', '』', '›', '*'];

/// Whether the text ends like a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(CLOSERS).trim_end().ends_with(SENTENCE_ENDS) || is_thai_paragraph(text)
}

/// Thai and Lao have no sentence punctuation: long texts are running text.
fn is_thai_paragraph(text: &str) -> bool {
    let is_thai = |c: char| is_thai(c) || is_lao(c);
    text.trim_end_matches(CLOSERS).ends_with(is_thai)
        && text.chars().filter(|c| is_thai(*c)).nth(THAI_PARAGRAPH).is_some()
}

/// The maximum number of letters in a Thai headline.
const THAI_PARAGRAPH: usize = 90;

/// Whether the character is a letter of a script with spaces and without capitals.
pub(super) fn is_spaced_without_case(c: char) -> bool {
    script::is_spaced_without_case(c) && (is_letter(c) || unicode_normalization::char::is_combining_mark(c))
}

/// Whether most letters of a text are of such a script.
pub(super) fn is_in_spaced_script_without_case(text: &str) -> bool {
    let letters = text.chars().filter(|c| is_letter(*c)).count();
    letters > 0 && text.chars().filter(|c| is_spaced_without_case(*c)).count() * 2 > letters
}

/// Whether the text ends in dots that say that it continues elsewhere.
pub(super) fn trails_off(text: &str) -> bool {
    let text = text.trim_end_matches([']', ')', ' ']);
    text.ends_with('…') || text.ends_with("...")
}

/// The number of sentences that end in the text: sentence punctuation before a space or the end, not after a single
/// letter.
pub(super) fn sentence_ends(text: &str) -> usize {
    let mut ends = 0;
    let mut word = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if SENTENCE_ENDS.contains(&c) {
            let next = chars.peek();
            let apart = next.is_none_or(|next| next.is_whitespace() || CLOSERS.contains(next)) || !c.is_ascii();
            if apart && word > 1 {
                ends += 1;
            }
            word = 0;
        } else if is_letter_or_digit(c) {
            word += 1;
        } else {
            word = 0;
        }
    }
    ends
}

/// The share of capitalised words among those with case, from 0 to 1; `None` if there are none.
pub(super) fn capital_share(text: &str) -> Option<f32> {
    let (mut words, mut capitals) = (0_u32, 0_u32);
    for word in text.split_whitespace() {
        let Some(first) = word.chars().find(|c| is_letter_or_digit(*c)) else { continue };
        if first.is_uppercase() || first.is_lowercase() {
            words += 1;
            capitals += u32::from(first.is_uppercase());
        }
    }
    (words > 0).then(|| capitals as f32 / words as f32)
}

/// The number of characters; those of scripts without spaces count three times, because they carry more information.
pub(super) fn weight(text: &str) -> usize {
    text.chars().map(|c| if is_east_asian(c) || is_east_asian_punctuation(c) { 3 } else { 1 }).sum()
}

/// The beginning of the text, at most this many bytes.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether the text could be a headline: a line of some words that is not a sentence.
pub(super) fn is_headline_like(text: &str) -> bool {
    let weight = weight(text);
    (12..=220).contains(&weight) && (!ends_sentence(text) || text.ends_with(['?', '!']) || trails_off(text))
}

/// Whether the text could be a headline of two or three short words, as it may be alone above a text.
pub(super) fn is_short_headline(text: &str) -> bool {
    weight(text) >= 8 && weight(text) < 12 && text.split_whitespace().count() >= 2 && !ends_sentence(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_told_from_headlines() {
        assert!(ends_sentence("He said: “We will stay.”"));
        assert!(!ends_sentence("Harbour closed after barge runs aground"));
        assert!(is_headline_like("Harbour closed after barge runs aground"));
        assert!(is_headline_like("Who closed the harbour?"));
        assert!(!is_headline_like("The harbour was closed."));
        assert!(trails_off("The harbour was [...]"));
        assert!(is_short_headline("Ferry sinks"));
        assert!(!is_short_headline("Ferries"));
    }

    #[test]
    fn scripts_without_capitals_or_full_stops_are_known() {
        assert!(is_in_spaced_script_without_case("قال المحافظ إن"));
        assert!(is_in_spaced_script_without_case("बैंक ने कहा"));
        assert!(!is_in_spaced_script_without_case("港は閉鎖された"));
        assert!(ends_sentence(&"ราคาสินค้าเพิ่มขึ้น".repeat(7)));
        assert!(!ends_sentence("ราคาสินค้าเพิ่มขึ้น"));
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        assert_eq!(sentence_ends("The U.S. and J. Doe met. They talked."), 2);
        assert_eq!(sentence_ends("港は閉鎖された。船は待っている。"), 2);
    }

    #[test]
    fn capitals_are_counted_by_words() {
        assert_eq!(capital_share("Rain In Spain"), Some(1.0));
        assert_eq!(capital_share("서울"), None);
    }
}
