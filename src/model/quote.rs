//! Direct quotes.

use super::place::{Place, TextSpan};
use crate::wire::bytes::{ByteReader, Damage, TOO_LARGE, put_number};
use crate::wire::record::{Binary, WRONG, record};

record! {
    json;
    /// Words that an article gives in quotation marks.
    ///
    /// `start..end` are UTF-8 byte offsets of the quoted words, without their marks, on character boundaries.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Quote {
        /// The quoted words, without their marks.
        pub text: String,
        /// The paragraph in which the quote starts, or the title.
        pub paragraph: Place,
        /// The first byte.
        pub start: usize,
        /// The byte after the last; for a quote of several paragraphs, the end of the part in the first of them.
        pub end: usize,
        /// The id of the actor who says it, if the text names one.
        pub speaker: Option<String>,
    }
}

/// Writes and reads the quotes of an article, whose words the title and the body hold already.
///
/// # Bytes
///
/// ```text
/// quotes  = count, count x quote
/// quote   = span, 0 | 1 text, 0 | 1 speaker
/// ```
///
/// The text is left out if the span has just these words, and all words left out so far are no longer than title and body
/// together: damaged bytes cannot repeat a long paragraph without end.
pub(super) struct QuoteCodec<'a> {
    title: &'a str,
    body: &'a [String],
    /// How many bytes of words may still be left out.
    room: usize,
}

impl<'a> QuoteCodec<'a> {
    pub(super) fn new(title: &'a str, body: &'a [String]) -> QuoteCodec<'a> {
        let room = body.iter().map(String::len).sum::<usize>() + title.len();
        QuoteCodec { title, body, room }
    }

    pub(super) fn encode(mut self, quotes: &[Quote], out: &mut Vec<u8>) {
        put_number(out, quotes.len() as u64);
        for Quote { text, paragraph, start, end, speaker } in quotes {
            let span = TextSpan { paragraph: *paragraph, start: *start, end: *end };
            span.encode(out);
            let is_implied = self.words(span) == Some(text) && self.take(span).is_ok();
            out.push(u8::from(!is_implied));
            if !is_implied {
                text.encode(out);
            }
            speaker.encode(out);
        }
    }

    pub(super) fn decode(mut self, from: &mut ByteReader<'_>) -> Result<Vec<Quote>, Damage> {
        let mut quotes = Vec::new();
        for _ in 0..from.count(1)? {
            let span = TextSpan::decode(from)?;
            let text = match Option::decode(from)? {
                Some(text) => text,
                None => self.take(span)?.to_owned(),
            };
            let TextSpan { paragraph, start, end } = span;
            quotes.push(Quote { text, paragraph, start, end, speaker: Option::decode(from)? });
        }
        Ok(quotes)
    }

    fn words(&self, span: TextSpan) -> Option<&'a str> {
        span.paragraph.text(self.title, self.body)?.get(span.start..span.end)
    }

    /// Takes the words of a span out of the room.
    fn take(&mut self, span: TextSpan) -> Result<&'a str, Damage> {
        let words = self.words(span).ok_or(WRONG)?;
        self.room = self.room.checked_sub(words.len()).ok_or(TOO_LARGE)?;
        Ok(words)
    }
}
