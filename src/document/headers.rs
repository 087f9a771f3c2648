//! Headers of HTTP responses, WARC records and MIME messages, which are written alike.

use std::io::{self, BufRead, Read as _};

use super::decode::decode_plain;
use super::limits::MAX_HEADER_BYTES;

/// Header lines by name. If a name occurs twice, the first line counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads lines of `name: value` up to an empty line or the end. Lines of another form are passed over.
    ///
    /// # Errors
    ///
    /// If the reader fails; `InvalidInput` if the headers are longer than the limit.
    pub(super) fn read(reader: &mut dyn BufRead) -> io::Result<Headers> {
        let mut headers = Headers::default();
        let mut limited = reader.take(MAX_HEADER_BYTES);
        let mut line = Vec::new();
        loop {
            line.clear();
            if limited.read_until(b'\n', &mut line)? == 0 {
                let is_cut = limited.limit() == 0;
                return if is_cut { Err(io::ErrorKind::InvalidInput.into()) } else { Ok(headers) };
            }
            let text = decode_plain(&line);
            let text = text.trim_end();
            if text.is_empty() {
                return Ok(headers);
            }
            if text.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.0.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            } else if let Some((name, value)) = text.split_once(':') {
                headers.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
    }

    /// The value of a header, whose name is given in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(held, _)| held == name).map(|(_, value)| value.as_str())
    }
}
