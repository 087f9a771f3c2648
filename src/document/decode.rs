//! Decoding: which character set a document is in.
//!
//! In order:
//!
//! 1. a byte order mark;
//! 2. UTF-8, if the bytes are valid UTF-8 and not all ASCII, because text in another character set hardly ever is;
//! 3. the declaration of the transport, and then of the document itself, if the bytes agree with it;
//! 4. detection by letter frequencies (chardetng, Firefox's detector), with the country of the address as a hint.
//!
//! UTF-8 that was encoded twice is decoded twice (`double_encoding`).
//!
//! A declared UTF-8 that is invalid is therefore overruled, unless nearly all of it is valid.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::double_encoding;
use super::limits::MAX_DECLARATION_BYTES;
use crate::model::{Warning, WarningCode};

/// The ways in which a document can declare its own character set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// Plain text cannot.
    Plain,
    /// `<meta charset>`, or the XML declaration in XHTML.
    Html,
    /// The XML declaration.
    Xml,
}

/// External information about a document's character set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CharsetHints<'a> {
    /// The transport's content type, with or without a `charset`.
    pub(super) content_type: Option<&'a str>,
    /// The address, for the country in its host name.
    pub(super) url: Option<&'a str>,
}

/// A decoded text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DecodedText {
    pub(super) text: String,
    /// The character set it was decoded from.
    pub(super) encoding: &'static Encoding,
    /// Whether invalid bytes were replaced.
    pub(super) replaced: bool,
}

impl DecodedText {
    /// The warning about replaced bytes.
    pub(super) fn warnings(&self) -> Vec<Warning> {
        let message = || format!("Bytes that are no text in {} were replaced by U+FFFD.", self.encoding.name());
        self.replaced.then(|| Warning { code: WarningCode::InvalidText, message: message() }).into_iter().collect()
    }
}

/// The name of a character set that a content type states, if there is no such character set.
pub(super) fn unknown_charset(content_type: &str) -> Option<&str> {
    let lower = content_type.to_ascii_lowercase();
    let at = lower.find("charset=")? + "charset=".len();
    let name = content_type.get(at..)?.split(';').next()?.trim().trim_matches(['"', '\'']);
    (!name.is_empty() && Encoding::for_label(name.as_bytes()).is_none()).then_some(name)
}

/// A text is still UTF-8 if at most one sequence in this many is invalid.
const VALID_FOR_INVALID: usize = 4;

/// Decodes a document.
pub(super) fn decode(bytes: &[u8], markup: Markup, hints: CharsetHints<'_>) -> DecodedText {
    if let Some((encoding, mark_length)) = Encoding::for_bom(bytes) {
        return decode_as(bytes.get(mark_length..).unwrap_or_default(), encoding);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return decode_as(bytes, encoding);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && (!text.is_ascii() || !bytes.contains(&0x1b))
    {
        let text = double_encoding::undone(without_zeros(text.to_owned()));
        return DecodedText { text, encoding: UTF_8, replaced: false };
    }
    let declared = [hints.content_type.and_then(charset_of_content_type), declaration(bytes, markup)];
    let mut n_valid = 0;
    let mut n_invalid = 0;
    for chunk in bytes.utf8_chunks() {
        n_valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_invalid += usize::from(!chunk.invalid().is_empty());
    }
    for encoding in declared.into_iter().flatten().filter(|encoding| *encoding != UTF_8) {
        if n_valid > n_invalid.saturating_mul(VALID_FOR_INVALID) {
            break;
        }
        let decoded = decode_as(bytes, encoding);
        let n_replaced = decoded.text.matches('\u{fffd}').count();
        let n_foreign = decoded.text.chars().filter(|c| !c.is_ascii()).count();
        if n_replaced.saturating_mul(50) <= n_foreign {
            return decoded;
        }
    }
    if n_valid > n_invalid.saturating_mul(VALID_FOR_INVALID) {
        return decode_as(bytes, UTF_8);
    }
    decode_as(bytes, detect(bytes, hints.url))
}

/// Decodes text in a record or a table, which cannot declare its character set.
pub(super) fn decode_plain(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(decode(bytes, Markup::Plain, CharsetHints::default()).text),
    }
}

/// The character set of a long text, judged by its beginning, so that the rest can be decoded as it is read.
///
/// `head` may end inside a character.
pub(super) fn encoding_of_head(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    if let Some(encoding) = utf_16_without_mark(head) {
        return encoding;
    }
    match std::str::from_utf8(head) {
        Ok(_) => UTF_8,
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => decode(head, Markup::Plain, CharsetHints::default()).encoding,
    }
}

/// The beginning of a document with correct markup and punctuation; its letters may be wrong.
///
/// `head` may end inside a character.
pub(super) fn sketch(head: &[u8]) -> Cow<'_, str> {
    if let Some(encoding) = Encoding::for_bom(head).map(|(encoding, _)| encoding).or_else(|| utf_16_without_mark(head))
    {
        return encoding.decode(head).0;
    }
    match std::str::from_utf8(head) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(head),
        Err(_) => encoding_rs::mem::decode_latin1(head),
    }
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> DecodedText {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    DecodedText { text: without_zeros(text.into_owned()), encoding, replaced }
}

fn without_zeros(mut text: String) -> String {
    if text.contains('\0') {
        text.retain(|c| c != '\0');
    }
    text
}

fn detect(bytes: &[u8], url: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let country = url.and_then(country_of_url);
    detector.guess(country.as_deref().map(str::as_bytes), Utf8Detection::Deny)
}

/// The last label of the host name, if it is a lower-case ASCII word.
fn country_of_url(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let label = host.rsplit('.').next()?.to_ascii_lowercase();
    (!label.is_empty() && label.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(label)
}

/// UTF-16 without a byte order mark shows in the zero bytes that ASCII characters leave on one side.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(512))?;
    if head.len() < 4 {
        return None;
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd * 10 >= half * 4 => Some(UTF_16LE),
        (even, 0) if even * 10 >= half * 4 => Some(UTF_16BE),
        _ => None,
    }
}

/// The character set that a content type names.
pub(super) fn charset_of_content_type(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let after = lower.split_once("charset")?.1.trim_start().strip_prefix('=')?;
    let label = after.trim_start().trim_start_matches(['"', '\'']);
    let label = label.split(['"', '\'', ';', ' ', ',']).next()?;
    encoding_of_label(label)
}

fn encoding_of_label(label: &str) -> Option<&'static Encoding> {
    match label.trim().to_ascii_lowercase().as_str() {
        "iso8859-1" | "latin-1" | "iso-latin-1" | "ansi" | "cp-1252" | "x-user-defined" => Some(WINDOWS_1252),
        "utf8mb4" | "utf-8mb4" | "unicode-1-1-utf-8" => Some(UTF_8),
        "iso2022jp" | "jis" => Some(ISO_2022_JP),
        label => Encoding::for_label(label.as_bytes()),
    }
}

/// The declaration near the document's beginning.
fn declaration(bytes: &[u8], markup: Markup) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(MAX_DECLARATION_BYTES))?.to_ascii_lowercase();
    let xml = || label_after(tag(&head, b"<?xml")?, b"encoding");
    let label = match markup {
        Markup::Plain => None,
        Markup::Xml => xml(),
        Markup::Html => metas(&head).find_map(|meta| label_after(meta, b"charset")).or_else(xml),
    };
    let encoding = encoding_of_label(&label?)?;
    // A declaration that could be read byte by byte is not in UTF-16, whatever it says.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// The first tag that begins like this, up to its `>`.
fn tag<'a>(head: &'a [u8], start: &[u8]) -> Option<&'a [u8]> {
    let at = find(head, start)?;
    let tag = head.get(at..)?;
    let end = tag.iter().position(|byte| *byte == b'>').unwrap_or(tag.len());
    tag.get(..end)
}

/// The `<meta>` tags, in order.
fn metas(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = head;
    std::iter::from_fn(move || {
        let at = find(rest, b"<meta")?;
        rest = rest.get(at + 5..)?;
        let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
        rest.get(..end)
    })
}

/// The value after `name =` in a tag, without its quotation marks.
fn label_after(tag: &[u8], name: &[u8]) -> Option<String> {
    let after = tag.get(find(tag, name)? + name.len()..)?.trim_ascii_start();
    let value = after.strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|byte| b"\"';>/ \t\r\n".contains(byte)).unwrap_or(value.len());
    std::str::from_utf8(value.get(..end)?).ok().map(str::to_owned)
}

/// The position of the first occurrence.
pub(super) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], markup: Markup, content_type: Option<&str>, expected: &str) {
        let decoded = decode(bytes, markup, CharsetHints { content_type, url: None });
        assert_eq!(decoded.text, expected, "as {}", decoded.encoding.name());
    }

    #[test]
    fn a_byte_order_mark_wins_over_what_is_declared() {
        check(b"\xef\xbb\xbfgr\xc3\xbcn", Markup::Html, Some("text/html; charset=koi8-r"), "grün");
        check(b"\xff\xfeg\0r\0\xfc\0n\0", Markup::Plain, None, "grün");
        check(b"\xfe\xff\0g\0r\0\xfc\0n", Markup::Plain, None, "grün");
    }

    #[test]
    fn utf_16_shows_without_a_mark() {
        check(b"g\0r\0\xfc\0n\0", Markup::Plain, None, "grün");
        check(b"\0g\0r\0\xfc\0n", Markup::Plain, None, "grün");
    }

    #[test]
    fn a_header_and_a_meta_tag_are_believed_where_the_bytes_bear_them_out() {
        check(b"\xcc\xee\xf1\xea\xe2\xe0", Markup::Html, Some("text/html; charset=\"windows-1251\""), "Москва");
        let page = b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>\xcc\xee\xf1\xea\xe2\xe0";
        assert!(decode(page, Markup::Html, CharsetHints::default()).text.ends_with("Москва"));
        let page = b"<?xml version='1.0' encoding='windows-1251'?><a>\xcc\xee\xf1\xea\xe2\xe0</a>";
        assert!(decode(page, Markup::Xml, CharsetHints::default()).text.contains("Москва"));
    }

    #[test]
    fn utf_8_wins_over_a_wrong_declaration() {
        check("Müller".as_bytes(), Markup::Html, Some("text/html; charset=iso-8859-1"), "Müller");
    }

    #[test]
    fn a_declared_utf_8_that_is_not_valid_is_overruled() {
        let text = "В Рязани наградили лучших журналистов области за год";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        check(&bytes, Markup::Html, Some("text/html; charset=utf-8"), text);
    }

    #[test]
    fn a_single_broken_byte_leaves_a_text_utf_8() {
        let decoded =
            decode(b"gr\xc3\xbcn \xc3\xbcber \xc3\xa4 \xc3\xb6 \xc3\xbc \xff", Markup::Plain, CharsetHints::default());
        assert_eq!(decoded.encoding, UTF_8);
        assert_eq!(decoded.text, "grün über ä ö ü \u{fffd}");
        assert_eq!(decoded.warnings().len(), 1);
    }

    #[test]
    fn the_country_is_the_last_label_of_the_host() {
        assert_eq!(country_of_url("https://www.mk.RU:80/a"), Some("ru".to_owned()));
        assert_eq!(country_of_url("https://127.0.0.1/"), None);
        assert_eq!(country_of_url("mk.ru"), None);
    }
}
