//! Texts cut to a length.

/// The beginning of a text, at most so many bytes of it, cut at a space where there is one; all of a text that is no longer.
pub fn beginning(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let cut = text.get(..text.floor_char_boundary(most)).unwrap_or_default();
    cut.rfind(' ').and_then(|space| cut.get(..space)).unwrap_or(cut)
}
