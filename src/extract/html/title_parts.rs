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
