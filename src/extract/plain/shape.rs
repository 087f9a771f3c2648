//! What a block looks like, whatever its words mean.

/// Marks that end a sentence.
const SENTENCE_ENDS: &[char] = &['.', '!', '?', '。', '！', '？', '…', '।', '؟', '։', '။', '።'];

/// Marks that may follow the end of a sentence.
const CLOSERS: &[char] = &['"', '\'', '”', '’', '»', '«', '“', '‘', ')', ']', '」', '』', '›', '*'];

/// Whether the text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(CLOSERS).trim_end().ends_with(SENTENCE_ENDS)
}

/// Whether the text ends in dots that say that it goes on elsewhere.
pub(super) fn trails_off(text: &str) -> bool {
    let text = text.trim_end_matches([']', ')', ' ']);
    text.ends_with('…') || text.ends_with("...")
}

/// The number of characters, those of scripts without spaces counted three times, as they say that much more.
pub(super) fn weight(text: &str) -> usize {
    text.chars().map(|c| if matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}') { 3 } else { 1 }).sum()
}

/// The beginning of the text, at most so many bytes of it.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether the text could be a headline: a line of some words that is no sentence.
pub(super) fn is_headline_like(text: &str) -> bool {
    let weight = weight(text);
    (12..=220).contains(&weight) && (!ends_sentence(text) || text.ends_with(['?', '!']) || trails_off(text))
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
    }
}
