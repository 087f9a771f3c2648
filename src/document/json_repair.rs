//! Replaces values of a JSON text that no reader can represent, so that they do not cost the record around them.
//!
//! Half of a surrogate pair (`"\ud83d"`, from a text that was cut inside an emoji) becomes U+FFFD, and a number beyond the
//! range of 64-bit floating point (`1e999`) becomes `null`. All else stays as it is, errors included.

use std::cell::Cell;
use std::io::{self, Read};

use crate::model::{Warning, WarningCode};

/// The text with such values replaced, and how many there were.
pub(super) fn repaired(json: &[u8]) -> (Vec<u8>, u64) {
    let mut repair = Repair::default();
    let mut out = Vec::with_capacity(json.len());
    json.iter().for_each(|byte| repair.push(*byte, &mut out));
    repair.finish(&mut out);
    (out, repair.n_replaced)
}

/// The warning about a record with this many replaced values.
pub(super) fn warning(n_replaced: u64) -> Option<Warning> {
    let message = format!(
        "Values that JSON cannot hold were replaced ({n_replaced}): half characters by U+FFFD, numbers that are too large by \
         nothing."
    );
    (n_replaced > 0).then_some(Warning { code: WarningCode::InvalidField, message })
}

/// A reader of a JSON text that replaces such values on the way.
pub(super) struct RepairingReader<'a, R> {
    inner: R,
    repair: Repair,
    /// How many values were replaced so far.
    n_replaced: &'a Cell<u64>,
    input: Vec<u8>,
    output: Vec<u8>,
    /// How much of the output was handed out.
    n_read: usize,
    is_at_end: bool,
}

impl<'a, R: Read> RepairingReader<'a, R> {
    pub(super) fn new(inner: R, n_replaced: &'a Cell<u64>) -> RepairingReader<'a, R> {
        let (input, output) = (vec![0; 16 << 10], Vec::new());
        RepairingReader { inner, repair: Repair::default(), n_replaced, input, output, n_read: 0, is_at_end: false }
    }
}

impl<R: Read> Read for RepairingReader<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.n_read == self.output.len() && !self.is_at_end {
            self.output.clear();
            self.n_read = 0;
            let n = self.inner.read(&mut self.input)?;
            self.is_at_end = n == 0;
            for byte in self.input.get(..n).unwrap_or_default() {
                self.repair.push(*byte, &mut self.output);
            }
            if self.is_at_end {
                self.repair.finish(&mut self.output);
            }
            self.n_replaced.set(self.repair.n_replaced);
        }
        let rest = self.output.get(self.n_read..).unwrap_or_default();
        let n = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..n), rest.get(..n)) {
            to.copy_from_slice(from);
        }
        self.n_read += n;
        Ok(n)
    }
}

#[derive(Default)]
struct Repair {
    state: JsonState,
    /// A number or an escape that is not complete.
    pending: Vec<u8>,
    /// The first half of a surrogate pair, as written.
    high: Option<Vec<u8>>,
    n_replaced: u64,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum JsonState {
    #[default]
    Outside,
    Number,
    InString,
    /// After a backslash.
    Escape,
    /// After `\u`, with fewer than four digits.
    Unicode,
}

impl Repair {
    fn push(&mut self, byte: u8, out: &mut Vec<u8>) {
        match self.state {
            JsonState::Number if matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-') => {
                self.pending.push(byte)
            }
            JsonState::Outside | JsonState::Number => {
                self.end_number(out);
                match byte {
                    b'0'..=b'9' | b'-' => {
                        self.state = JsonState::Number;
                        self.pending.push(byte);
                    }
                    b'"' => {
                        self.state = JsonState::InString;
                        out.push(byte);
                    }
                    _ => out.push(byte),
                }
            }
            JsonState::InString if byte == b'\\' => self.state = JsonState::Escape,
            JsonState::InString => {
                self.end_pair(out);
                if byte == b'"' {
                    self.state = JsonState::Outside;
                }
                out.push(byte);
            }
            JsonState::Escape if byte == b'u' => {
                self.state = JsonState::Unicode;
                self.pending.extend_from_slice(b"\\u");
            }
            JsonState::Escape => {
                self.end_pair(out);
                self.state = JsonState::InString;
                out.extend_from_slice(&[b'\\', byte]);
            }
            JsonState::Unicode => {
                self.pending.push(byte);
                if !byte.is_ascii_hexdigit() || self.pending.len() == 6 {
                    self.state = JsonState::InString;
                    self.end_unicode(out);
                }
            }
        }
    }

    fn finish(&mut self, out: &mut Vec<u8>) {
        self.end_number(out);
        if let Some(high) = self.high.take() {
            out.extend_from_slice(&high);
        }
        if self.state == JsonState::Escape {
            out.push(b'\\');
        }
        out.append(&mut self.pending);
    }

    fn end_number(&mut self, out: &mut Vec<u8>) {
        if self.state != JsonState::Number {
            return;
        }
        self.state = JsonState::Outside;
        let number = std::str::from_utf8(&self.pending).ok().and_then(|text| text.parse::<f64>().ok());
        if number.is_some_and(f64::is_infinite) {
            self.n_replaced += 1;
            out.extend_from_slice(b"null");
            self.pending.clear();
        } else {
            out.append(&mut self.pending);
        }
    }

    /// Ends an escape of four digits, or one that has a wrong digit.
    fn end_unicode(&mut self, out: &mut Vec<u8>) {
        let escape = std::mem::take(&mut self.pending);
        let digits = escape.get(2..).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            Some(0xd800..=0xdbff) => {
                self.end_pair(out);
                self.high = Some(escape);
            }
            Some(0xdc00..=0xdfff) => match self.high.take() {
                Some(high) => {
                    out.extend_from_slice(&high);
                    out.extend_from_slice(&escape);
                }
                None => self.replace(out),
            },
            _ => {
                self.end_pair(out);
                out.extend_from_slice(&escape);
            }
        }
    }

    /// Replaces the first half of a pair that has no second one.
    fn end_pair(&mut self, out: &mut Vec<u8>) {
        if self.high.take().is_some() {
            self.replace(out);
        }
    }

    fn replace(&mut self, out: &mut Vec<u8>) {
        self.n_replaced += 1;
        out.extend_from_slice(b"\\ufffd");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: &str, n: u64) {
        assert_eq!(repaired(json.as_bytes()), (expected.as_bytes().to_vec(), n), "{json}");
        // The same, however the bytes arrive.
        for at in 0..json.len() {
            let (n_replaced, mut text) = (Cell::new(0), String::new());
            let (before, after) = json.as_bytes().split_at(at);
            RepairingReader::new(before.chain(after), &n_replaced).read_to_string(&mut text).unwrap();
            assert_eq!((text.as_str(), n_replaced.get()), (expected, n));
        }
    }

    #[test]
    fn half_characters_and_numbers_without_end_are_replaced() {
        check(r#"{"a":"x\ud83d"}"#, r#"{"a":"x\ufffd"}"#, 1);
        check(
            r#"{"a":"\ud83d\ude00 \ude00\ud83d\ud83d\ude00\ud83d\n"}"#,
            r#"{"a":"\ud83d\ude00 \ufffd\ufffd\ud83d\ude00\ufffd\n"}"#,
            3,
        );
        check(r#"[1e999,-1E+400,1e308,12,-0.5]"#, r#"[null,null,1e308,12,-0.5]"#, 2);
        check(r#"["1e999","\\ud83d","\"\ud83d\""]"#, r#"["1e999","\\ud83d","\"\ufffd\""]"#, 1);
        check("1e999", "null", 1);
    }

    #[test]
    fn what_is_not_json_stays_so() {
        for text in ["", "\"\\u12", "\"\\uzzzz\"", "{\"a\":tru", "\"\\", "--1", "nonsense \\ud83d"] {
            let (out, n) = repaired(text.as_bytes());
            assert!(serde_json::from_slice::<serde_json::Value>(&out).is_err() && n == 0, "{text}");
        }
    }
}
