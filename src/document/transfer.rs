//! The transfer encodings of mails (RFC 2045), decoded as far as possible.
//!
//! Mailing lists append lines to encoded texts, and programs truncate them or break their lines. Libraries for base64 stop
//! at the first wrong character, so this module decodes it itself and reports the damage.

use std::borrow::Cow;

use crate::model::{Warning, WarningCode};

/// What was decoded.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct DecodedBytes<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// What was wrong with the encoding.
    pub(super) problem: Option<TransferProblem>,
}

/// What is wrong with encoded bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TransferProblem {
    /// The number of characters that are not base64. They were skipped, or are lines of text after it.
    StrangeCharacters(usize),
    /// Base64 ends in the middle of a byte.
    CutBase64,
    /// The number of invalid codes in quoted-printable. They were kept unchanged.
    StrangeCodes(usize),
    /// An unknown encoding, by its name. The text was kept unchanged.
    UnknownEncoding(String),
}

impl TransferProblem {
    /// The warning about a part of a mail. `part` is `text`, or the name of an attachment.
    pub(super) fn warning(&self, part: &str) -> Warning {
        let (code, message) = match self {
            TransferProblem::StrangeCharacters(n) => (
                WarningCode::InvalidText,
                format!(
                    "The base64 of `{part}` is damaged ({n} characters do not belong to it); what could be read was read."
                ),
            ),
            TransferProblem::CutBase64 => {
                (WarningCode::Truncated, format!("The base64 of `{part}` breaks off; it was read up to there."))
            }
            TransferProblem::StrangeCodes(n) => (
                WarningCode::InvalidText,
                format!(
                    "The quoted-printable of `{part}` is damaged ({n} codes are invalid); these were kept unchanged."
                ),
            ),
            TransferProblem::UnknownEncoding(name) => (
                WarningCode::InvalidText,
                format!("The transfer encoding `{name}` of `{part}` is not known; its text was kept unchanged."),
            ),
        };
        Warning { code, message }
    }
}

/// Decodes a body. `encoding` is the value of its `Content-Transfer-Encoding`.
pub(super) fn decoded<'a>(encoding: &str, body: &'a [u8]) -> DecodedBytes<'a> {
    let name = encoding.split([';', '(', ' ']).next().unwrap_or_default().trim_matches(['"', '\'']);
    match name.to_ascii_lowercase().as_str() {
        "quoted-printable" => {
            let (bytes, problem) = of_quoted_printable(body);
            DecodedBytes { bytes: Cow::Owned(bytes), problem }
        }
        "base64" => {
            let (bytes, problem) = of_base64(body);
            DecodedBytes { bytes: Cow::Owned(bytes), problem }
        }
        "" | "7bit" | "8bit" | "binary" | "7-bit" | "8-bit" => {
            DecodedBytes { bytes: Cow::Borrowed(body), problem: None }
        }
        _ => {
            let problem = Some(TransferProblem::UnknownEncoding(name.chars().take(40).collect()));
            DecodedBytes { bytes: Cow::Borrowed(body), problem }
        }
    }
}

/// Decodes base64, with or without padding. Lines of plain text between or after it are kept in place.
pub(super) fn of_base64(packed: &[u8]) -> (Vec<u8>, Option<TransferProblem>) {
    let mut bytes = Vec::with_capacity(packed.len() / 4 * 3);
    let (mut held, mut n_held) = (0_u32, 0_u32);
    let (mut n_strange, mut is_cut) = (0, false);
    for line in packed.split_inclusive(|byte| *byte == b'\n') {
        let words = line.trim_ascii();
        // Plain text has spaces and other characters; broken base64 has spaces at most.
        let is_text = words.iter().any(u8::is_ascii_whitespace) && words.iter().any(|byte| !is_base64(*byte))
            || !words.is_empty() && words.iter().all(|byte| b"-_*=~#.".contains(byte)) && words.len() > 4;
        if is_text {
            is_cut |= n_held == 1;
            bytes.extend(whole_bytes(held, n_held));
            (held, n_held) = (0, 0);
            n_strange += words.len();
            if bytes.last().is_some_and(|byte| *byte != b'\n') {
                bytes.push(b'\n');
            }
            bytes.extend_from_slice(line);
            continue;
        }
        for byte in words {
            match value_of(*byte) {
                Some(value) => {
                    held = held << 6 | value;
                    n_held += 1;
                    if n_held == 4 {
                        bytes.extend(whole_bytes(held, 4));
                        (held, n_held) = (0, 0);
                    }
                }
                // Padding ends one encoded piece; another may follow.
                None if *byte == b'=' => {
                    is_cut |= n_held == 1;
                    bytes.extend(whole_bytes(held, n_held));
                    (held, n_held) = (0, 0);
                }
                None => n_strange += usize::from(!byte.is_ascii_whitespace()),
            }
        }
    }
    is_cut |= n_held == 1;
    bytes.extend(whole_bytes(held, n_held));
    let problem = match n_strange {
        0 => is_cut.then_some(TransferProblem::CutBase64),
        n => Some(TransferProblem::StrangeCharacters(n)),
    };
    (bytes, problem)
}

fn is_base64(byte: u8) -> bool {
    value_of(byte).is_some() || byte == b'=' || byte.is_ascii_whitespace()
}

/// The value of a character in the standard or in the URL-safe alphabet.
fn value_of(byte: u8) -> Option<u32> {
    match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

/// The whole bytes in this many characters of six bits.
fn whole_bytes(held: u32, n_held: u32) -> impl Iterator<Item = u8> {
    let bits = held << (6 * (4 - n_held.min(4)));
    let n_bytes = (n_held * 6 / 8) as usize;
    bits.to_be_bytes().into_iter().skip(1).take(n_bytes)
}

/// Decodes quoted-printable: `=C3` for bytes, `=` at the end of soft lines, also if a program added spaces after it.
pub(super) fn of_quoted_printable(bytes: &[u8]) -> (Vec<u8>, Option<TransferProblem>) {
    let digit =
        |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|n| u8::try_from(n).ok());
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut n_strange = 0;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'=' {
            plain.push(*byte);
            continue;
        }
        if let (Some(high), Some(low)) = (digit(after.first()), digit(after.get(1))) {
            plain.push(high << 4 | low);
            rest = after.get(2..).unwrap_or_default();
            continue;
        }
        let n_blanks = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let line_end = after.get(n_blanks..).unwrap_or_default();
        let next = line_end.strip_prefix(b"\r\n").or_else(|| line_end.strip_prefix(b"\n"));
        match next.or_else(|| line_end.is_empty().then_some(line_end)) {
            Some(next) => rest = next,
            None => {
                n_strange += 1;
                plain.push(b'=');
            }
        }
    }
    (plain, (n_strange > 0).then_some(TransferProblem::StrangeCodes(n_strange)))
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(packed: &str, expected: &str, problem: Option<TransferProblem>) {
        let (bytes, found) = of_base64(packed.as_bytes());
        assert_eq!((String::from_utf8_lossy(&bytes).as_ref(), found), (expected, problem));
    }

    #[test]
    fn base64_is_read_as_far_as_it_goes() {
        check("VHdvIGJv\r\nYXRzIHNhbmsu", "Two boats sank.", None);
        check("VHdvIGJvYXRzIHNhbms", "Two boats sank", None);
        check("VHdvIGJvYXRzIHNhbms=VHdv", "Two boats sankTwo", None);
        check("VHdv!IGJv\u{0}YXRzIHNhbmsu", "Two boats sank.", Some(TransferProblem::StrangeCharacters(2)));
        check("VHdvIGJvYXRzIHNhb", "Two boats sa", Some(TransferProblem::CutBase64));
        check("VHdv IGJv\nYXRz", "Two boats", None);
        let list = "VHdv\n-----------\nTo leave the list, write to quay@list.example.\n";
        let text = "Two\n-----------\nTo leave the list, write to quay@list.example.\n";
        check(list, text, Some(TransferProblem::StrangeCharacters(57)));
        check("", "", None);
    }

    #[test]
    fn quoted_printable_is_read_as_far_as_it_goes() {
        let read = |text: &str| {
            let (bytes, problem) = of_quoted_printable(text.as_bytes());
            (String::from_utf8_lossy(&bytes).into_owned(), problem)
        };
        assert_eq!(read("caf=C3=a9 = \r\nhere=\nand="), ("café hereand".to_owned(), None));
        let problem = Some(TransferProblem::StrangeCodes(2));
        assert_eq!(read("a=b, =XY=\n."), ("a=b, =XY.".to_owned(), problem));
    }

    #[test]
    fn an_unknown_encoding_is_told() {
        assert_eq!(decoded("BASE64 (RFC 2045)", b"VHdv").bytes.as_ref(), b"Two");
        let uu = decoded("x-uuencode", b"begin");
        assert_eq!(uu.problem, Some(TransferProblem::UnknownEncoding("x-uuencode".to_owned())));
        assert_eq!(uu.bytes.as_ref(), b"begin");
    }

    proptest! {
        #[test]
        fn base64_of_other_programs_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..200), width in 1..80_usize) {
            let packed = STANDARD.encode(&bytes);
            let lines: Vec<&[u8]> = packed.as_bytes().chunks(width).collect();
            prop_assert_eq!(of_base64(&lines.join(&b"\r\n"[..])), (bytes, None));
        }

        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            of_base64(&bytes);
            of_quoted_printable(&bytes);
        }
    }
}
