//! HTTP responses in web archives: status, headers, and a body as it was transmitted.

use std::io::{self, BufRead, Read as _};

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::headers::Headers;
use super::limits::MAX_HEADER_BYTES;
use super::zstd::{self, ZstdReader};

/// The buffer of the Brotli decoder, in bytes.
const BROTLI_BUFFER: usize = 16 << 10;

/// The content encodings that are known.
const KNOWN_ENCODINGS: &[&str] = &["br", "deflate", "gzip", "identity", "none", "utf-8", "x-gzip", "zstd"];

/// The response of a server.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HttpResponse {
    /// 200 for success; 0 if the response states no status.
    pub(super) status: u16,
    pub(super) headers: Headers,
    /// The body, decoded.
    pub(super) body: Vec<u8>,
    /// Whether a part of the body is missing.
    pub(super) is_cut: bool,
    /// The encoding of the body, if it is one that is not known.
    pub(super) unknown_encoding: Option<String>,
}

impl HttpResponse {
    /// Reads a response to its end, keeping at most `limit` bytes of it.
    ///
    /// # Errors
    ///
    /// If the reader fails.
    pub(super) fn read(reader: &mut dyn BufRead, limit: u64) -> io::Result<HttpResponse> {
        let is_answer = reader.fill_buf()?.starts_with(b"HTTP/");
        let (status, headers) = if is_answer {
            let mut line = Vec::new();
            reader.take(MAX_HEADER_BYTES).read_until(b'\n', &mut line)?;
            let line = String::from_utf8_lossy(&line);
            let status = line.split_whitespace().nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
            (status, Headers::read(reader)?)
        } else {
            // Some archives store the bare page.
            (200, Headers::default())
        };
        let mut answer = HttpResponse { status, headers, body: Vec::new(), is_cut: false, unknown_encoding: None };
        if answer.status == 200 || answer.status == 203 {
            let (body, is_cut) = up_to(reader, limit)?;
            answer.is_cut = is_cut;
            answer.body = body;
            answer.decode(limit);
        }
        Ok(answer)
    }

    /// Undoes the transfer and content encodings. A body that is not in the encoding of its header stays as it is:
    /// archives often store decoded bodies with the original header.
    fn decode(&mut self, limit: u64) {
        let lists = |value: Option<&str>, word: &str| {
            value.is_some_and(|value| value.split(',').any(|item| item.trim().eq_ignore_ascii_case(word)))
        };
        if lists(self.headers.get("transfer-encoding"), "chunked")
            && let Some(body) = joined_chunks(&self.body)
        {
            self.body = body;
        }
        let encodings = self.headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
        let encodings: Vec<&str> = encodings.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        for encoding in encodings.iter().rev().take(4) {
            let Some((body, is_cut)) = unpacked(encoding, &self.body, limit) else {
                if !KNOWN_ENCODINGS.contains(encoding) {
                    self.unknown_encoding = Some((*encoding).to_owned());
                }
                continue;
            };
            self.body = body;
            self.is_cut |= is_cut;
        }
        // Archives may store a packed body without the header that says so.
        let undeclared = if self.body.starts_with(b"\x1f\x8b\x08") {
            Some("gzip")
        } else if zstd::is_packed(&self.body) {
            Some("zstd")
        } else {
            (encodings.is_empty() && is_binary(&self.body)).then_some("br")
        };
        if let Some(encoding) = undeclared
            && let Some((body, is_cut)) = unpacked(encoding, &self.body, limit)
            && !(encoding == "br" && (is_cut || is_binary(&body)))
        {
            self.body = body;
            self.is_cut |= is_cut;
        }
    }
}

/// The bytes up to a limit, and whether there are more, or fewer than there should be.
pub(super) fn up_to(reader: &mut dyn BufRead, limit: u64) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    match reader.take(limit).read_to_end(&mut bytes) {
        Err(error) if bytes.is_empty() => Err(error),
        // A partial page is better than none; whoever continues reading gets the error again.
        Err(_) => Ok((bytes, true)),
        Ok(_) => Ok((bytes, !reader.fill_buf()?.is_empty())),
    }
}

/// The body without its chunk sizes; `None` if it is not in chunks. Bytes after a broken chunk are kept.
fn joined_chunks(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut is_first = true;
    loop {
        let size = chunk_size(rest);
        let Some((size, after)) = size else {
            if is_first {
                return None;
            }
            joined.extend_from_slice(rest);
            return Some(joined);
        };
        if size == 0 {
            return Some(joined);
        }
        let size = size.min(after.len());
        joined.extend_from_slice(after.get(..size)?);
        rest = after.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(joined);
        }
        is_first = false;
    }
}

/// The size at the beginning of a chunk, and the rest.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(1_024).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let digits = line.split(';').next()?.trim();
    let size = usize::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    Some((size, bytes.get(end + 1..)?))
}

/// The unpacked bytes, and whether they end too early; `None` if the bytes are not compressed in this way.
fn unpacked(encoding: &str, bytes: &[u8], limit: u64) -> Option<(Vec<u8>, bool)> {
    let is_zlib = matches!(bytes, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0);
    match encoding {
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => read_packed(MultiGzDecoder::new(bytes), limit),
        "deflate" if is_zlib => read_packed(ZlibDecoder::new(bytes), limit),
        "deflate" => read_packed(DeflateDecoder::new(bytes), limit),
        "zstd" if zstd::is_packed(bytes) => read_packed(ZstdReader::new(bytes), limit),
        "br" => read_packed(Decompressor::new(bytes, BROTLI_BUFFER), limit),
        _ => None,
    }
}

fn read_packed(mut reader: impl io::Read, limit: u64) -> Option<(Vec<u8>, bool)> {
    let mut unpacked = Vec::new();
    let mut buffer = [0_u8; 16 << 10];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Some((unpacked, false)),
            Ok(n) => unpacked.extend_from_slice(buffer.get(..n)?),
            Err(_) if unpacked.is_empty() => return None,
            Err(_) => return Some((unpacked, true)),
        }
        if unpacked.len() as u64 > limit {
            unpacked.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            return Some((unpacked, true));
        }
    }
}

/// Whether the beginning of a body has control characters that no text contains.
fn is_binary(body: &[u8]) -> bool {
    let head = body.get(..body.len().min(1 << 10)).unwrap_or_default();
    let n = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    n * 50 > head.len()
}

/// Whether a content type says nothing about the content.
pub(super) fn is_unknown_type(content_type: Option<&str>) -> bool {
    let name = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(
        name.as_str(),
        "application/octet-stream" | "application/unknown" | "binary/octet-stream" | "unknown/unknown"
    )
}

/// Whether a content type means a web page. A response without one may be a page, too.
pub(super) fn is_page_type(content_type: Option<&str>) -> bool {
    let name = content_type.unwrap_or("text/html").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(name.as_str(), "" | "application/vnd.wap.xhtml+xml" | "application/xhtml+xml" | "text/html")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn body(text: &[u8]) -> Vec<u8> {
        HttpResponse::read(&mut &text[..], 1_000).expect("memory can be read and written").body
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).expect("memory can be read and written");
        encoder.finish().expect("memory can be read and written")
    }

    #[test]
    fn chunks_are_joined() {
        let start = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".as_slice();
        for (chunks, joined) in [
            (b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n".as_slice(), b"abcde".as_slice()),
            (b"3\r\nabc\r\nff\r\nde", b"abcde"),
            (b"not chunked", b"not chunked"),
            (b"3\r\nabc\r\n<p>zz", b"abc<p>zz"),
            (b"0\r\n\r\n", b""),
            (b"ffffffffffffffff\r\nabc", b"abc"),
        ] {
            assert_eq!(body(&[start, chunks].concat()), joined, "{}", String::from_utf8_lossy(chunks));
        }
    }

    #[test]
    fn content_is_unpacked_where_it_is_packed() {
        let start = b"HTTP/1.1 200 OK\ncontent-encoding: gzip\n\n".as_slice();
        assert_eq!(body(&[start, &gzip(b"words")].concat()), b"words");
        assert_eq!(body(&[start, b"words"].concat()), b"words");
        assert_eq!(body(&[b"HTTP/1.1 200 OK\n\n", gzip(b"words").as_slice()].concat()), b"words");
        let answer = HttpResponse::read(&mut [start, &gzip(&[b'a'; 5_000])].concat().as_slice(), 1_000)
            .expect("memory can be read and written");
        assert!(answer.is_cut);
        assert_eq!(answer.body.len(), 1_000);
    }

    #[test]
    fn a_body_in_an_unknown_encoding_is_told() {
        let answer = |head: &str| {
            let bytes = [format!("HTTP/1.1 200 OK\n{head}\n\n").as_bytes(), &[1, 2, 3, 4, 5]].concat();
            HttpResponse::read(&mut bytes.as_slice(), 1_000).expect("memory can be read").unknown_encoding
        };
        assert_eq!(answer("content-encoding: dcb").as_deref(), Some("dcb"));
        assert_eq!(answer("content-encoding: gzip"), None);
    }

    #[test]
    fn a_failed_answer_has_no_body() {
        let answer = HttpResponse::read(&mut &b"HTTP/1.1 404 Not Found\r\nA: b\r\n c\r\n\r\nwords"[..], 1_000)
            .expect("memory can be read and written");
        assert_eq!((answer.status, answer.body.len(), answer.headers.get("a")), (404, 0, Some("b c")));
        assert_eq!(body(b"<p>bare"), b"<p>bare");
    }
}
