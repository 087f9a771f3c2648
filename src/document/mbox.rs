//! Mailboxes (mbox, in the forms mboxo and mboxrd): the mails one after the other, each behind a line `From `.

use std::io::{BufRead, Read as _};

use super::error::{Position, ReadProblem};
use super::limits::MAX_LINE_BYTES;
use super::sink::{DocumentSink, UnpackBudget};
use super::{Transport, mime};

/// Whether a text is the beginning of a mailbox: a line `From ` and then a header.
pub(super) fn is_mailbox(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines.next().is_some_and(|line| line.starts_with("From ") && line.len() < 500);
    first && lines.next().is_some_and(is_header)
}

fn is_header(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default();
    line.contains(':') && !name.is_empty() && name.len() < 80 && name.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Reads the mails of a mailbox one by one.
pub(super) fn read_mailbox(
    sink: &mut DocumentSink<'_>,
    budget: &UnpackBudget<'_>,
    reader: &mut dyn BufRead,
    depth: u32,
) {
    sink.number_documents();
    let mut mailbox = MailboxReader { reader, line: Vec::new(), ahead: Vec::new(), waits: false };
    for n in 1_u64.. {
        if sink.is_full() {
            return sink.failure(Some(Position::Record(n)), ReadProblem::TooManyDocuments);
        }
        let mut mail = Vec::new();
        match mailbox.next(&mut mail, sink.limits.document_bytes) {
            Ok(false) => return,
            Ok(true) if mail.len() as u64 > sink.limits.document_bytes => {
                sink.failed_document(Some(Position::Record(n)), sink.too_long());
            }
            Ok(true) => mime::message(sink, budget, &mail, Transport::default(), depth),
            Err(error) => return sink.failure(Some(Position::Record(n)), error),
        }
    }
}

struct MailboxReader<'r> {
    reader: &'r mut dyn BufRead,
    line: Vec<u8>,
    /// A line that was read to see what follows.
    ahead: Vec<u8>,
    /// Whether a mail begins after the last line.
    waits: bool,
}

impl MailboxReader<'_> {
    /// Reads the next mail without the line before it; at most one line beyond the limit is kept. `false` at the end.
    fn next(&mut self, mail: &mut Vec<u8>, limit: u64) -> std::io::Result<bool> {
        let mut is_begun = std::mem::take(&mut self.waits);
        let mut is_behind_blank = true;
        loop {
            self.line.clear();
            std::mem::swap(&mut self.line, &mut self.ahead);
            if self.line.is_empty() && read_line(self.reader, &mut self.line)? == 0 {
                return Ok(is_begun);
            }
            if is_behind_blank && self.line.starts_with(b"From ") && self.is_before_header()? {
                if is_begun {
                    self.waits = true;
                    return Ok(true);
                }
                is_begun = true;
                continue;
            }
            is_behind_blank = self.line.trim_ascii().is_empty();
            if is_begun && mail.len() as u64 <= limit {
                let n_signs = self.line.iter().take_while(|byte| **byte == b'>').count();
                let is_quoted = n_signs > 0 && self.line.get(n_signs..).is_some_and(|rest| rest.starts_with(b"From "));
                mail.extend_from_slice(self.line.get(usize::from(is_quoted)..).unwrap_or_default());
            }
        }
    }

    /// Whether a header follows.
    fn is_before_header(&mut self) -> std::io::Result<bool> {
        read_line(self.reader, &mut self.ahead)?;
        Ok(is_header(String::from_utf8_lossy(&self.ahead).trim_end()))
    }
}

/// Adds the next line, or a part of a long one, which is as good as a line here. Returns its length.
fn read_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> std::io::Result<usize> {
    reader.take(MAX_LINE_BYTES).read_until(b'\n', line)
}

#[cfg(test)]
mod tests {
    use crate::document::{Content, read};

    #[test]
    fn every_mail_is_a_document_and_quoted_lines_are_restored() {
        let mail = |n: u32, text: &str| {
            format!(
                "From news@quay.example Sat May  4 10:00:00 2019\nFrom: The Quay <news@quay.example>\nSubject: Head {n}\n\
                 Date: Sat, 4 May 2019 10:00:00 +0000\n\n{text}\n\n"
            )
        };
        let mailbox =
            mail(1, ">From here on.\n\n>>From there.\nFrom me to you.\n\nFrom now on: it rains.") + &mail(2, "Two.");
        let mut bodies = Vec::new();
        read("a", mailbox.as_bytes(), &mut |document| {
            let document = document.expect("a mail");
            let Content::Record(record) = document.content else { panic!("no record") };
            bodies.push((document.source, record.body.join(" | ")));
        });
        assert_eq!(
            bodies[0],
            ("a#1".to_owned(), "From here on. | >From there. From me to you. | From now on: it rains.".to_owned())
        );
        assert_eq!(bodies[1], ("a#2".to_owned(), "Two.".to_owned()));
    }
}
