//! Repairs texts that are UTF-8 but were decoded as Latin-1.

/// The text before its UTF-8 was decoded as Latin-1 and its white space collapsed; other texts stay as they are.
///
/// The byte A0 is a space in Latin-1, and therefore a plain space by now. After a letter of two bytes (`à`), the space
/// between words was collapsed with it, and is restored.
pub fn mended(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(first) = chars.get(at) {
        match letter(chars.get(at..).unwrap_or_default()) {
            Some((letter, length, ends_in_space)) => {
                out.push(letter);
                if ends_in_space && length == 2 {
                    out.push(' ');
                }
                at += length;
            }
            None => {
                out.push(*first);
                at += 1;
            }
        }
    }
    out
}

/// The letter encoded at the beginning, the number of its bytes, and whether the last one was a space.
fn letter(chars: &[char]) -> Option<(char, usize, bool)> {
    let lead = u8::try_from(u32::from(*chars.first()?)).ok()?;
    let length = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = vec![lead];
    for c in chars.get(1..length)? {
        bytes.push(if *c == ' ' { 0xa0 } else { u8::try_from(u32::from(*c)).ok()? });
    }
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    // An accented letter before a space, in a text that is correct.
    let is_plain = length > 2 && chars.get(1..length)?.iter().all(|c| *c == ' ');
    (!is_plain).then_some((letter, length, chars.get(length - 1) == Some(&' ')))
}
