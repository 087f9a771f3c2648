//! Text that was encoded twice: its UTF-8 was taken for Latin-1 or Windows-1252 and encoded again, so that `’` reads
//! `â€™`.

use encoding_rs::WINDOWS_1252;

/// From this number of such marks on, a text was encoded twice; a single one may be quoted.
const MIN_SIGNS: usize = 2;

/// Dashes and quotation marks as they read after the second encoding begin with these characters.
const SIGNS: [&str; 2] = ["â\u{80}", "â€"];

/// The text with what was encoded twice decoded once more.
pub(super) fn undone(text: String) -> String {
    let n_signs: usize = SIGNS.iter().map(|sign| text.matches(sign).take(MIN_SIGNS).count()).sum();
    if n_signs < MIN_SIGNS {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let (decoded, length) = sequence(rest).unwrap_or((c, c.len_utf8()));
        plain.push(decoded);
        rest = rest.get(length..).unwrap_or_default();
    }
    plain
}

/// The character whose bytes in UTF-8 the first characters of a text stand for, and the length of these characters.
fn sequence(text: &str) -> Option<(char, usize)> {
    let mut bytes = Vec::with_capacity(4);
    let mut length = 0;
    for c in text.chars().take(4) {
        bytes.push(byte_of(c)?);
        length += c.len_utf8();
        let n_needed = match bytes.first()? {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        if bytes.len() == n_needed {
            return Some((std::str::from_utf8(&bytes).ok()?.chars().next()?, length));
        }
    }
    None
}

/// The byte beyond ASCII that a character stands for in Latin-1 or Windows-1252.
fn byte_of(c: char) -> Option<u8> {
    if let Ok(byte @ 0x80..=0xff) = u8::try_from(c) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, is_lossy) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match bytes.as_ref() {
        [byte @ 0x80..=0xff] if !is_lossy => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::undone;

    /// A text whose UTF-8 is taken for Latin-1.
    fn as_latin_1(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    #[test]
    fn what_was_encoded_twice_is_decoded_twice() {
        let text = "“The café – it’s naïve,” said Łukasz. Straße 🚢";
        assert_eq!(undone(as_latin_1(text)), text);
        assert_eq!(undone("The cafÃ© â€“ itâ€™s â€œopenâ€\u{9d}".to_owned()), "The café – it’s “open”");
    }

    #[test]
    fn other_texts_stay() {
        for text in ["The café – it’s naïve", "Écrivez â plutôt que Ã", "Programs print â€™ for an apostrophe.", "Ã©"]
        {
            assert_eq!(undone(text.to_owned()), text);
        }
    }
}
