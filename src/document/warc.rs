//! WARC (ISO 28500) and its predecessor ARC: pages that a crawler fetched.
//!
//! Pages are `response` and `resource` records with HTML and a successful status, and `conversion` records with a
//! page's text. All other records are skipped. Compressed archives have one gzip member per record, so after a broken
//! member reading continues at the next one. Positions are those of the unpacked bytes. Libraries for WARC stop at the
//! first broken record; this reader does not.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use super::decode::{CharsetHints, Markup, decode};
use super::error::{LeftOut, Position, ReadProblem};
use super::format::{self, Format};
use super::headers::Headers;
use super::http::{HttpResponse, is_page_type, is_unknown_type, up_to};
use super::limits::MAX_LINE_BYTES;
use super::sink::{DocumentSink, UnpackBudget};
use super::{Content, Transport};
use crate::model::{Day, Warning, WarningCode};

/// Whether bytes are the beginning of a web archive.
pub(super) fn is_archive(head: &[u8]) -> bool {
    head.starts_with(b"WARC/") || head.starts_with(b"filedesc://")
}

/// Reads an uncompressed archive.
pub(super) fn read_plain(sink: &mut DocumentSink<'_>, reader: &mut dyn BufRead) {
    let mut counted = CountingReader { inner: reader, n_bytes: 0 };
    let mut n_left_out = 0;
    while records(sink, &mut counted, &mut n_left_out).is_err() && !counted.is_at_end() {}
    sink.left_out(None, LeftOut::DocumentsOfWebArchive, n_left_out);
}

/// Reads a packed archive; behind a broken member, reading goes on at the next one.
pub(super) fn read_packed(sink: &mut DocumentSink<'_>, budget: &UnpackBudget<'_>, reader: &mut dyn BufRead) {
    let mut packed = CountingReader { inner: reader, n_bytes: 0 };
    let (mut n_unpacked, mut n_left_out) = (0, 0);
    while matches!(find_member(&mut packed), Ok(true)) && !sink.is_full() && !budget.is_over(&sink.limits) {
        let start = packed.n_bytes;
        // A record may continue in the next member, so the members are read as one stream.
        let mut decoder = MultiGzDecoder::new(packed);
        let unpacked = budget.meter(&mut decoder, &sink.limits);
        let mut stream = CountingReader { inner: BufReader::with_capacity(32 << 10, unpacked), n_bytes: n_unpacked };
        while records(sink, &mut stream, &mut n_left_out).is_err() && !stream.is_at_end() {}
        n_unpacked = stream.n_bytes;
        packed = decoder.into_inner();
        if packed.n_bytes == start {
            packed.consume(1);
        }
    }
    sink.left_out(None, LeftOut::DocumentsOfWebArchive, n_left_out);
}

/// Skips bytes up to the next gzip member; `false` if there is none.
fn find_member(packed: &mut CountingReader<impl BufRead>) -> io::Result<bool> {
    loop {
        let buffer = packed.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        let n = match buffer.iter().position(|byte| *byte == 0x1f) {
            // The end of the buffer may cut a signature; the decoder rejects what only looks like one.
            Some(0) if matches!(buffer, [_] | [_, 0x8b] | [_, 0x8b, 8, ..]) => return Ok(true),
            Some(0) => 1,
            Some(at) => at,
            None => buffer.len(),
        };
        packed.consume(n);
    }
}

/// A reader that counts the bytes taken from it.
struct CountingReader<R> {
    inner: R,
    n_bytes: u64,
}

impl<R: BufRead> CountingReader<R> {
    fn is_at_end(&mut self) -> bool {
        !self.fill_buf().is_ok_and(|buffer| !buffer.is_empty())
    }
}

impl<R: BufRead> Read for CountingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.n_bytes += n as u64;
        Ok(n)
    }
}

impl<R: BufRead> BufRead for CountingReader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.n_bytes += n as u64;
        self.inner.consume(n);
    }
}

/// A record is broken. It has been listed, and what follows it can be read.
struct BrokenRecord;

/// Reads records up to the end of the stream or to a broken one. Counts the documents that are no pages.
fn records(
    sink: &mut DocumentSink<'_>,
    reader: &mut CountingReader<impl BufRead>,
    n_left_out: &mut u64,
) -> Result<(), BrokenRecord> {
    let mut is_lost = false;
    loop {
        let at = reader.n_bytes;
        let fail = |sink: &mut DocumentSink<'_>, problem: ReadProblem| {
            sink.failure(Some(Position::Byte(at)), problem);
            BrokenRecord
        };
        let mut line = Vec::new();
        let read = reader.take(MAX_LINE_BYTES).read_until(b'\n', &mut line);
        if let Err(error) = read {
            return Err(fail(sink, error.into()));
        }
        if line.is_empty() {
            return Ok(());
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let is_start = line.starts_with(b"WARC/");
        let arc = if is_start { None } else { ArcLine::parse(&line) };
        if !is_start && arc.is_none() {
            if !is_lost {
                is_lost = true;
                fail(sink, ReadProblem::BrokenRecord);
            }
            continue;
        }
        is_lost = false;
        if sink.is_full() {
            fail(sink, ReadProblem::TooManyRecords);
            return Ok(());
        }
        let read = match arc {
            Some(arc) => arc_record(sink, &arc, reader, at, n_left_out),
            None => warc_record(sink, reader, at, n_left_out),
        };
        if let Err(problem) = read {
            return Err(fail(sink, problem));
        }
    }
}

/// A record that is truncated, or has broken headers.
fn warc_record(
    sink: &mut DocumentSink<'_>,
    reader: &mut CountingReader<impl BufRead>,
    at: u64,
    n_left_out: &mut u64,
) -> Result<(), ReadProblem> {
    let headers = Headers::read(reader)?;
    let Some(length) = headers.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
        return Err(ReadProblem::RecordWithoutLength);
    };
    let kind = headers.get("warc-type").unwrap_or_default().to_ascii_lowercase();
    let url = headers.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).trim().to_owned());
    let collected = headers.get("warc-date").and_then(|date| date.get(..10)).and_then(|day| day.parse::<Day>().ok());
    let declared = headers.get("content-type").map(str::to_owned);
    let mut warnings = Vec::new();
    if let Some(reason) = headers.get("warc-truncated") {
        warnings.push(cut(&format!("the crawler cut it ({reason})")));
    }
    let mut block = RecordBody { inner: reader, left: length };
    let transport = Transport { url, collected, content_type: None };
    match kind.as_str() {
        "response" if declared.as_deref().is_none_or(|declared| declared.contains("application/http")) => {
            let answer = HttpResponse::read(&mut block, sink.limits.document_bytes)?;
            *n_left_out += u64::from(!page_of_answer(sink, answer, transport, warnings, at));
            block.finish()?;
        }
        "resource" | "response" if declared.is_some() && is_page_type(declared.as_deref()) => {
            let (body, is_cut) = up_to(&mut block, sink.limits.document_bytes)?;
            warnings.extend(is_cut.then(|| cut("it is too long or broken")));
            let is_page = page(sink, &body, Transport { content_type: declared, ..transport }, warnings);
            *n_left_out += u64::from(!is_page);
            block.finish()?;
        }
        "conversion" if declared.as_deref().is_some_and(|declared| declared.starts_with("text/plain")) => {
            let (body, is_cut) = up_to(&mut block, sink.limits.document_bytes)?;
            warnings.extend(is_cut.then(|| cut("it is too long or broken")));
            let hints = CharsetHints { content_type: declared.as_deref(), url: transport.url.as_deref() };
            let decoded = decode(&body, Markup::Plain, hints);
            warnings.extend(decoded.warnings());
            if !decoded.text.trim().is_empty() {
                sink.document(Content::Text(decoded.text), transport, warnings);
            }
            block.finish()?;
        }
        "resource" if is_document_type(declared.as_deref()) => {
            *n_left_out += 1;
            block.finish()?;
        }
        _ => block.finish()?,
    }
    Ok(())
}

/// The first line of an ARC record.
struct ArcLine {
    url: String,
    collected: Option<Day>,
    content_type: String,
    length: u64,
}

impl ArcLine {
    /// `address host-address fourteen-digit-time content-type ... length`; the address may contain spaces.
    fn parse(line: &[u8]) -> Option<ArcLine> {
        let text = std::str::from_utf8(line).ok()?;
        let words: Vec<&str> = text.split_whitespace().collect();
        let length = words.last()?.parse().ok()?;
        let is_time = |word: &&str| (8..=14).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        let at = words.iter().position(is_time).filter(|at| *at >= 2)?;
        let url = words.get(..at - 1)?.join(" ");
        let time = words.get(at)?;
        let number = |from: usize, to: usize| time.get(from..to)?.parse::<u16>().ok();
        let collected = number(0, 4).zip(number(4, 6)).zip(number(6, 8));
        let collected = collected.and_then(|((year, month), day)| {
            Day::new(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
        });
        let content_type = words.get(at + 1).copied().unwrap_or_default().to_owned();
        (url.contains(':') && at + 1 < words.len()).then_some(ArcLine { url, collected, content_type, length })
    }
}

fn arc_record(
    sink: &mut DocumentSink<'_>,
    line: &ArcLine,
    reader: &mut CountingReader<impl BufRead>,
    at: u64,
    n_left_out: &mut u64,
) -> Result<(), ReadProblem> {
    let mut block = RecordBody { inner: reader, left: line.length };
    if line.url.starts_with("http")
        && (is_page_type(Some(&line.content_type)) || is_unknown_type(Some(&line.content_type)))
    {
        let answer = HttpResponse::read(&mut block, sink.limits.document_bytes)?;
        let transport = Transport { url: Some(line.url.clone()), collected: line.collected, content_type: None };
        *n_left_out += u64::from(!page_of_answer(sink, answer, transport, Vec::new(), at));
    } else if line.url.starts_with("http") && is_document_type(Some(&line.content_type)) {
        *n_left_out += 1;
    }
    block.finish()?;
    Ok(())
}

/// The block of a record: exactly this many bytes.
struct RecordBody<'a, R> {
    inner: &'a mut R,
    left: u64,
}

impl<R: BufRead> RecordBody<'_, R> {
    /// Skips the rest.
    fn finish(&mut self) -> io::Result<()> {
        io::copy(self, &mut io::sink()).map(|_| ())
    }
}

impl<R: BufRead> Read for RecordBody<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = {
            let available = self.fill_buf()?;
            let n = available.len().min(buffer.len());
            if let (Some(to), Some(from)) = (buffer.get_mut(..n), available.get(..n)) {
                to.copy_from_slice(from);
            }
            n
        };
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for RecordBody<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Ok(&[]);
        }
        let available = self.inner.fill_buf()?;
        if available.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let n = usize::try_from(self.left).unwrap_or(usize::MAX).min(available.len());
        Ok(available.get(..n).unwrap_or_default())
    }

    fn consume(&mut self, n: usize) {
        self.left = self.left.saturating_sub(n as u64);
        self.inner.consume(n);
    }
}

/// Passes on the page of an answer. Returns `false` for a document of another kind.
fn page_of_answer(
    sink: &mut DocumentSink<'_>,
    answer: HttpResponse,
    transport: Transport,
    mut warnings: Vec<Warning>,
    at: u64,
) -> bool {
    let content_type = answer.headers.get("content-type").filter(|content_type| !is_unknown_type(Some(content_type)));
    if !is_page_type(content_type) {
        return answer.body.is_empty() || !is_document_type(content_type);
    }
    if let Some(encoding) = answer.unknown_encoding.filter(|_| !answer.body.is_empty()) {
        let is_text = matches!(format::detect("", &answer.body), Format::Html);
        if !is_text {
            sink.failed_document(Some(Position::Byte(at)), ReadProblem::UnsupportedPacking(encoding));
            return true;
        }
    }
    warnings.extend(answer.is_cut.then(|| cut("it is too long or broken")));
    let content_type = content_type.map(str::to_owned);
    page(sink, &answer.body, Transport { content_type, ..transport }, warnings)
}

/// Whether a content type is that of a document that people read, but not of a page.
fn is_document_type(content_type: Option<&str>) -> bool {
    const KINDS: &[&str] = &[
        "application/epub",
        "application/msword",
        "application/pdf",
        "application/rtf",
        "application/vnd.ms-excel",
        "application/vnd.oasis.opendocument",
        "application/vnd.openxmlformats",
        "text/plain",
        "text/rtf",
    ];
    let lower = content_type.unwrap_or_default().trim().to_ascii_lowercase();
    KINDS.iter().any(|kind| lower.starts_with(kind))
}

/// Passes on a page, unless the bytes are of another kind than the record says. Returns `false` in that case.
fn page(sink: &mut DocumentSink<'_>, body: &[u8], transport: Transport, mut warnings: Vec<Warning>) -> bool {
    let head = body.get(..body.len().min(4 << 10)).unwrap_or_default();
    let is_stated = transport.content_type.is_some();
    let is_page = match format::detect("", head) {
        Format::Html => true,
        Format::Binary(_) | Format::Empty | Format::Gzip | Format::Zip => false,
        _ => is_stated,
    };
    if !is_page {
        return body.is_empty() || !is_stated;
    }
    let hints = CharsetHints { content_type: transport.content_type.as_deref(), url: transport.url.as_deref() };
    let decoded = decode(body, Markup::Html, hints);
    warnings.extend(decoded.warnings());
    sink.document(Content::Html(decoded.text), transport, warnings);
    true
}

fn cut(why: &str) -> Warning {
    Warning { code: WarningCode::Truncated, message: format!("The page is not whole: {why}.") }
}
