//! The normal form in which blocks and phrases are compared.

/// Lower case, plain quotation marks, single spaces, no spaces at the ends.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for c in word.chars() {
            match c {
                '’' | '‘' | 'ʼ' | '`' | '´' => folded.push('\''),
                '“' | '”' | '„' => folded.push('"'),
                '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' => {}
                'İ' => folded.push('i'),
                c => folded.extend(c.to_lowercase()),
            }
        }
    }
    folded
}

/// The text without numbers, bullets and punctuation at its ends: "(12) Comments »" is "comments".
pub(super) fn bare(folded: &str) -> &str {
    let bare = folded.trim_matches(|c: char| !c.is_alphabetic());
    if bare.is_empty() { folded } else { bare }
}

/// Whether the character only begins a list item.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '·' | '-' | '–' | '—' | '*' | '>' | '›' | '»' | '|' | '■' | '●' | '→' | ' ')
}
