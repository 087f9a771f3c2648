//! Truncating texts.

/// The beginning of a text, at most this many bytes, cut at a space if there is one; the whole text if it is not
/// longer.
pub fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let cut = text.get(..text.floor_char_boundary(most)).unwrap_or_default();
    cut.rfind(' ').and_then(|space| cut.get(..space)).unwrap_or(cut)
}
