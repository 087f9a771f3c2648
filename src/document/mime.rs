//! MIME messages: mails, and pages that a browser saved with their pictures (MHTML, RFC 2557).
//!
//! Written by hand because saved pages and clippings often break the rules that libraries for mail insist on.

use std::borrow::Cow;
use std::collections::VecDeque;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

use super::decode::find;
use super::error::ReadProblem;
use super::headers::Headers;
use super::limits::{MAX_BOUNDARY_BYTES, MAX_MULTIPARTS, MAX_PARTS};
use super::sink::DocumentSink;
use super::{Transport, html, text};
use crate::model::Day;

/// Passes on the page in a message: its first HTML part, or else its first text.
pub(super) fn document(sink: &mut DocumentSink<'_>, bytes: &[u8], transport: Transport) {
    let Some(message) = MimePart::parse(bytes) else {
        return sink.failed_document(None, ReadProblem::MessageWithoutPage);
    };
    let collected = message.headers.get("date").and_then(day_of_mail);
    let saved_from = message.headers.get("snapshot-content-location").map(str::to_owned);
    let mut parts = VecDeque::from([message]);
    let mut plain = None;
    let mut n_multiparts = 0;
    while let Some(part) = parts.pop_front() {
        let kind = part.content_type().to_ascii_lowercase();
        if kind.starts_with("multipart/") {
            n_multiparts += 1;
            if n_multiparts > MAX_MULTIPARTS {
                break;
            }
            let inner: Vec<MimePart<'_>> = part.inner();
            inner.into_iter().rev().for_each(|part| parts.push_front(part));
        } else if kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml") {
            let location = part.headers.get("content-location").filter(|location| location.starts_with("http"));
            let transport = Transport {
                url: transport.url.or(saved_from).or_else(|| location.map(str::to_owned)),
                collected: transport.collected.or(collected),
                content_type: Some(part.content_type().to_owned()),
            };
            return html::document(sink, &part.decoded(), transport);
        } else if plain.is_none() && (kind.starts_with("text/plain") || kind.is_empty()) {
            plain = Some(part);
        }
    }
    match plain {
        Some(part) => {
            let content_type = Some(part.content_type().to_owned());
            text::document(sink, &part.decoded(), Transport { collected, content_type, ..transport });
        }
        None => sink.failed_document(None, ReadProblem::MessageWithoutPage),
    }
}

/// A message or a part of one.
struct MimePart<'a> {
    headers: Headers,
    body: &'a [u8],
}

impl<'a> MimePart<'a> {
    fn parse(bytes: &'a [u8]) -> Option<MimePart<'a>> {
        let mut rest = bytes;
        let headers = Headers::read(&mut rest).ok()?;
        Some(MimePart { headers, body: rest })
    }

    fn content_type(&self) -> &str {
        self.headers.get("content-type").unwrap_or_default()
    }

    /// The parts of a multipart message, each after a line `--boundary`.
    fn inner(&self) -> Vec<MimePart<'a>> {
        let Some(boundary) = parameter(self.content_type(), "boundary") else { return Vec::new() };
        let mark = format!("--{boundary}").into_bytes();
        let mut parts = Vec::new();
        let mut rest = self.body;
        let mut is_in_part = false;
        while parts.len() < MAX_PARTS {
            let at = mark_at(rest, &mark);
            if is_in_part {
                let part = rest.get(..at.unwrap_or(rest.len())).unwrap_or_default();
                parts.extend(MimePart::parse(part));
            }
            let Some(after) = at.and_then(|at| rest.get(at + mark.len()..)) else { break };
            if after.starts_with(b"--") {
                break;
            }
            let line_end = after.iter().position(|byte| *byte == b'\n').map_or(after.len(), |end| end + 1);
            rest = after.get(line_end..).unwrap_or_default();
            is_in_part = true;
        }
        parts
    }

    /// The body with its transfer encoding undone.
    fn decoded(&self) -> Cow<'a, [u8]> {
        match self.headers.get("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "quoted-printable" => Cow::Owned(of_quoted_printable(self.body)),
            "base64" => {
                let packed: Vec<u8> = self.body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
                let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
                let engine = GeneralPurpose::new(&alphabet::STANDARD, config);
                engine.decode(packed).map_or(Cow::Borrowed(self.body), Cow::Owned)
            }
            _ => Cow::Borrowed(self.body),
        }
    }
}

/// The position of a boundary at the beginning of a line.
fn mark_at(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = bytes.get(from..)?;
        let at = from + find(rest, mark)?;
        if at == 0 || bytes.get(at - 1) == Some(&b'\n') {
            return Some(at);
        }
        from = at + 1;
    }
}

/// A parameter of a content type: `boundary` in `multipart/related; boundary="x"`.
fn parameter(content_type: &str, name: &str) -> Option<String> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut named = parameters.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    let value = named.next()?.1.trim().trim_matches('"').to_owned();
    (!value.is_empty() && value.len() <= MAX_BOUNDARY_BYTES).then_some(value)
}

/// Decodes quoted-printable: `=C3` for bytes, `=` at the end of soft lines.
fn of_quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let digit =
        |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|n| u8::try_from(n).ok());
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'=' {
            plain.push(*byte);
        } else if let Some(next) = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")) {
            rest = next;
        } else if let (Some(high), Some(low)) = (digit(after.first()), digit(after.get(1))) {
            plain.push(high << 4 | low);
            rest = after.get(2..).unwrap_or_default();
        } else {
            plain.push(b'=');
        }
    }
    plain
}

/// The day in the date of a mail: `Thu, 1 Jan 2004 19:48:21 +0000`.
fn day_of_mail(date: &str) -> Option<Day> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: Vec<&str> = date.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| MONTHS.contains(word))?;
    let month = MONTHS.iter().zip(1..).find(|(name, _)| Some(name) == words.get(at).as_ref())?.1;
    let day = words.get(at.checked_sub(1)?)?.parse().ok()?;
    Day::new(words.get(at + 1)?.parse().ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Content, Document, read};

    fn page(message: &str) -> Option<Document> {
        let mut found = None;
        read("page.mhtml", message.replace('\n', "\r\n").as_bytes(), &mut |document| found = document.ok());
        found
    }

    #[test]
    fn markup_near_the_beginning_makes_no_bare_page_of_a_message() {
        let message = "From: <Saved by a browser>\nSubject: Rain\nMIME-Version: 1.0\nContent-Type: multipart/related; \
            boundary=\"b\"\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n\
            <!DOCTYPE html><html lang=3D\"fr\"><p>Les caf=C3=A9s sont ferm=C3=A9s.</p></html>\n--b--\n";
        for name in ["rain.mhtml", "rain.mht", "rain"] {
            let mut found = None;
            read(name, message.as_bytes(), &mut |document| found = document.ok());
            let Some(Content::Html(page)) = found.map(|document| document.content) else { panic!("{name}: no page") };
            assert!(page.contains("<html lang=\"fr\"><p>Les cafés sont fermés."), "{name}: {page}");
        }
    }

    #[test]
    fn the_page_of_a_saved_page_is_read() {
        let document = page(
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://post.example/a\nDate: Sun, 3 May 2020 10:00:00 -0000\n\
             MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"--b\"\n\n\n----b\n\
             Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBO\n----b\n\
             Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\
             Content-Location: https://post.example/frame\n\n<p>Gr=C3=BC=\nn = green</p>\n----b--\n",
        );
        let document = document.expect("there is a page");
        assert_eq!(document.content, Content::Html("<p>Grün = green</p>\r\n".to_owned()));
        assert_eq!(document.transport.url.as_deref(), Some("https://post.example/a"));
        assert_eq!(document.transport.collected, Day::new(2020, 5, 3));
    }

    #[test]
    fn a_mail_is_read_by_its_best_part() {
        let mail = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; \
                    boundary=b\n\n--b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: text/html\n\
                    Content-Transfer-Encoding: base64\n\nPHA+cGFn\nZTwvcD4=\n--b--\n--a--\n";
        assert_eq!(page(mail).map(|document| document.content), Some(Content::Html("<p>page</p>".to_owned())));
        let mail = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nwords\n";
        assert_eq!(page(mail).map(|document| document.content), Some(Content::Text("words\r\n".to_owned())));
        assert_eq!(page("MIME-Version: 1.0\nContent-Type: image/png\n\nx"), None);
    }
}
