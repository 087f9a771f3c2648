//! Divides a stated title at the separators between a headline and the names around it.

/// The separators between a headline and the names around it.
pub(super) const SEPARATORS: &[&str] =
    &[" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " < ", " > ", " ‹ ", " « ", " : "];

/// The parts of a title between its separators.
pub(super) fn parts(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for separator in SEPARATORS {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts
}

/// Whether two lines are one headline in other marks and letters.
pub(super) fn same_title(line: &str, title: &str) -> bool {
    line.len() <= title.len() * 2 + 40 && !title.is_empty() && words(line) == words(title)
}

/// The words of a line in lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
