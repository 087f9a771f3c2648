//! Tokens: the words of a text in the form in which they are looked up.
//!
//! A token is a run of letters and digits, folded: lower case, without accents. Scripts without spaces (Chinese,
//! Japanese, Thai and related scripts), and Korean, in which particles are attached to words, give every two adjacent
//! characters as a token, and the last character of a run by itself. So any part of such a text can be found.
//!
//! Initials with full stops are one word: `U.S.` is `us`, as `US` is. Words that a hyphen joins, and the groups of digits
//! of a number, give a further token without the mark between them: `F-16` is `f`, `16` and `f16`. It has the place of the
//! last of its parts, so that phrases find the parts as well. A pictograph is a word by itself.

use std::ops::{ControlFlow, Range};

use super::short_word::ShortWord;
use crate::text::script::{is_east_asian, is_joining_mark, is_pictograph, is_unspaced_south_east_asian};
use crate::text::{fold, is_dropped_mark};

/// The maximum length of a token, in bytes; longer ones are cut.
pub(super) const MAX_TOKEN: usize = 64;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word.
    Word,
    /// The two words or more before it, without the marks between them; it takes no place of its own.
    Joined,
    /// Two adjacent characters of a script without spaces.
    Pair,
    /// The last character of a run in a script without spaces; `alone` if it is the whole run.
    Last {
        /// Whether the run has no other character.
        alone: bool,
    },
}

/// Passes each token of a text to `emit`: folded, with its range in bytes.
pub fn tokens(text: &str, emit: &mut impl FnMut(&str, Range<usize>, TokenKind)) {
    walk(text, &mut Whole(emit));
}

/// Passes each token of a text to `emit`, like [`tokens`], until `emit` says that it wants no more.
pub fn tokens_until(text: &str, emit: &mut impl FnMut(&str, Range<usize>, TokenKind) -> ControlFlow<()>) {
    walk(text, &mut Until { emit, is_done: false });
}

/// Passes each token of a text to `emit`, in order, without its range.
pub(super) fn terms(text: &str, emit: &mut impl FnMut(Term<'_>)) {
    walk(text, &mut Terms(emit));
}

/// A token in the form that the builder of an archive takes.
pub(super) enum Term<'a> {
    /// A short word of ASCII letters and digits, as most are.
    Short(ShortWord),
    /// Any other token that takes a place.
    Text(&'a str),
    /// A token of kind [`TokenKind::Joined`].
    Joined(&'a str),
}

/// A receiver of tokens.
trait Sink {
    /// Takes the word at the start of a text, if it can be taken in one step, and returns its length; otherwise 0.
    fn short(&mut self, text: &[u8]) -> usize;

    /// Takes a token.
    fn token(&mut self, term: &str, place: Range<usize>, kind: TokenKind);

    /// Whether no more tokens are wanted.
    #[inline]
    fn is_done(&self) -> bool {
        false
    }
}

struct Whole<'f, F>(&'f mut F);

impl<F: FnMut(&str, Range<usize>, TokenKind)> Sink for Whole<'_, F> {
    fn short(&mut self, _: &[u8]) -> usize {
        0
    }

    fn token(&mut self, term: &str, place: Range<usize>, kind: TokenKind) {
        self.0(term, place, kind);
    }
}

struct Until<'f, F> {
    emit: &'f mut F,
    is_done: bool,
}

impl<F: FnMut(&str, Range<usize>, TokenKind) -> ControlFlow<()>> Sink for Until<'_, F> {
    fn short(&mut self, _: &[u8]) -> usize {
        0
    }

    fn token(&mut self, term: &str, place: Range<usize>, kind: TokenKind) {
        self.is_done = self.is_done || (self.emit)(term, place, kind).is_break();
    }

    fn is_done(&self) -> bool {
        self.is_done
    }
}

struct Terms<'f, F>(&'f mut F);

impl<F: FnMut(Term<'_>)> Sink for Terms<'_, F> {
    #[inline]
    fn short(&mut self, text: &[u8]) -> usize {
        match ShortWord::at_start(text) {
            // The word before a mark may be joined to the one after it.
            Some((word, length)) if length > 0 && !is_joint(text, length) => {
                self.0(Term::Short(word));
                length
            }
            _ => 0,
        }
    }

    fn token(&mut self, term: &str, _: Range<usize>, kind: TokenKind) {
        self.0(if kind == TokenKind::Joined { Term::Joined(term) } else { Term::Text(term) });
    }
}

#[inline]
fn walk(text: &str, sink: &mut impl Sink) {
    let mut term = String::new();
    let mut word: Option<Range<usize>> = None;
    let mut run: Vec<(char, Range<usize>)> = Vec::new();
    let mut chain = Chain::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        if sink.is_done() {
            return;
        }
        if word.is_none() && run.is_empty() {
            if let Some(length) = initials(rest, &mut term) {
                sink.token(&term, at..at + length, TokenKind::Word);
                term.clear();
                chain.clear();
                at += length;
                continue;
            }
            let taken = if chain.parts == 0 { sink.short(rest.as_bytes()) } else { 0 };
            if taken > 0 {
                // At least one ASCII character follows that is not part of a word.
                let behind = rest.as_bytes().get(taken + 1..).unwrap_or_default();
                let more = behind.iter().take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).count();
                at += taken + 1 + more;
                continue;
            }
        }
        // Most words are ASCII, and need no look at each character.
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if plain > 0 {
            end_run(&mut run, sink);
            let from = term.len();
            term.push_str(rest.get(..plain.min(MAX_TOKEN.saturating_sub(from))).unwrap_or_default());
            if let Some(added) = term.get_mut(from..) {
                added.make_ascii_lowercase();
            }
            word = Some(word.map_or(at, |word| word.start)..at + plain);
            at += plain;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        let (start, end) = (at, at + c.len_utf8());
        at = end;
        if c.is_ascii() {
            // Not part of a word.
        } else if is_pictograph(c) {
            end_word(&mut term, &mut word, sink);
            end_run(&mut run, sink);
            chain.end(sink);
            sink.token(c.encode_utf8(&mut [0; 4]), start..end, TokenKind::Word);
            continue;
        } else if is_dropped_mark(c) && (word.is_some() || !run.is_empty()) {
            if let Some(word) = &mut word {
                word.end = end;
            }
            continue;
        } else if c.is_alphanumeric() || is_joining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}') {
            if is_dense(c) {
                end_word(&mut term, &mut word, sink);
                run.push((c, start..end));
            } else {
                end_run(&mut run, sink);
                if term.len() < MAX_TOKEN {
                    fold(c, &mut term);
                }
                word = Some(word.map_or(start, |word| word.start)..end);
            }
            continue;
        }
        let joint = joint(c, rest.get(c.len_utf8()..).unwrap_or_default());
        chain.take(&term, &word, joint);
        end_word(&mut term, &mut word, sink);
        end_run(&mut run, sink);
        if chain.joint == Joint::None {
            chain.end(sink);
        }
    }
    chain.take(&term, &word, Joint::None);
    end_word(&mut term, &mut word, sink);
    end_run(&mut run, sink);
    chain.end(sink);
}

/// How a mark joins the words around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Joint {
    /// It does not.
    #[default]
    None,
    /// As the hyphen of a compound.
    Hyphen,
    /// As the mark between groups of three digits.
    Digits,
}

/// How a mark joins the word before it to what follows.
fn joint(mark: char, after: &str) -> Joint {
    match mark {
        '-' | '\u{2010}' | '\u{2011}' if after.starts_with(|c: char| c.is_alphanumeric() && !is_dense(c)) => {
            Joint::Hyphen
        }
        ',' | '.' | '\u{a0}' | '\u{202f}' | '\'' | '’' => {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 3 { Joint::Digits } else { Joint::None }
        }
        _ => Joint::None,
    }
}

/// Whether the mark after the ASCII word at the start of a text may join it to the next.
#[inline]
fn is_joint(text: &[u8], word: usize) -> bool {
    match (text.get(word), text.get(word + 1)) {
        (Some(b'-'), Some(next)) => next.is_ascii_alphanumeric() || !next.is_ascii(),
        (Some(b',' | b'.' | b'\''), Some(next)) => next.is_ascii_digit(),
        _ => false,
    }
}

/// The most words that marks join to one.
const MAX_PARTS: usize = 8;

/// Words that marks join.
#[derive(Default)]
struct Chain {
    text: String,
    place: Range<usize>,
    parts: usize,
    /// The mark after the last part.
    joint: Joint,
}

impl Chain {
    /// Takes the word before a mark.
    fn take(&mut self, term: &str, word: &Option<Range<usize>>, after: Joint) {
        let Some(place) = word.as_ref().filter(|_| !term.is_empty()) else {
            self.joint = Joint::None;
            return;
        };
        let is_number = term.bytes().all(|byte| byte.is_ascii_digit());
        let after = if after == Joint::Digits && !(is_number && term.len() <= 3) { Joint::None } else { after };
        if self.parts == 0 {
            if after != Joint::None {
                (self.place, self.parts, self.joint) = (place.clone(), 1, after);
                self.text.clear();
                self.text.push_str(term);
            }
            return;
        }
        self.text.push_str(term);
        self.place.end = place.end;
        self.parts += 1;
        self.joint = if after == self.joint { after } else { Joint::None };
    }

    /// Passes the words on as one, if there are several.
    fn end(&mut self, sink: &mut impl Sink) {
        if (2..=MAX_PARTS).contains(&self.parts) && self.text.len() <= MAX_TOKEN {
            sink.token(&self.text, self.place.clone(), TokenKind::Joined);
        }
        self.clear();
    }

    fn clear(&mut self) {
        (self.parts, self.joint) = (0, Joint::None);
        self.text.clear();
    }
}

/// Appends the initials at the start of a text, folded and without their full stops, and returns their length in the
/// text: `U.S.`, `J.K.`, `e.g.`. At least two single letters, each before a full stop but for the last.
#[inline]
fn initials(text: &str, term: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    // Most texts do not begin with a letter and a full stop.
    if bytes.first()?.is_ascii() && bytes.get(1) != Some(&b'.') {
        return None;
    }
    let is_letter = |c: char| c.is_alphabetic() && !is_dense(c);
    let (mut at, mut n, mut length) = (0, 0, 0);
    while let Some(c) = text.get(at..)?.chars().next().filter(|c| is_letter(*c)) {
        let after = text.get(at + c.len_utf8()..)?;
        let has_stop = after.starts_with('.');
        if !has_stop && (n == 0 || after.starts_with(|c: char| c.is_alphanumeric() || is_dropped_mark(c))) {
            break;
        }
        n += 1;
        at += c.len_utf8();
        length = at;
        if !has_stop {
            break;
        }
        at += 1;
    }
    if n < 2 {
        return None;
    }
    text.get(..length)?.chars().filter(|c| *c != '.').take(MAX_TOKEN / 4).for_each(|c| fold(c, term));
    Some(length)
}

/// The tokens of a text as strings.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, &mut |term, _, _| words.push(term.to_owned()));
    words
}

/// The tokens of a text that take a place, as strings.
pub fn placed_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, &mut |term, _, kind| words.extend((kind != TokenKind::Joined).then(|| term.to_owned())));
    words
}

fn end_word(term: &mut String, word: &mut Option<Range<usize>>, sink: &mut impl Sink) {
    if let Some(place) = word.take() {
        if !term.is_empty() {
            sink.token(term, place, TokenKind::Word);
        }
        term.clear();
    }
}

fn end_run(run: &mut Vec<(char, Range<usize>)>, sink: &mut impl Sink) {
    if run.is_empty() {
        return;
    }
    let mut buffer = String::new();
    for pair in run.windows(2) {
        if let [(a, from), (b, to)] = pair {
            buffer.clear();
            fold(*a, &mut buffer);
            fold(*b, &mut buffer);
            sink.token(&buffer, from.start..to.end, TokenKind::Pair);
        }
    }
    if let Some((last, place)) = run.last() {
        buffer.clear();
        fold(*last, &mut buffer);
        sink.token(&buffer, place.clone(), TokenKind::Last { alone: run.len() == 1 });
        run.clear();
    }
}

/// Whether words of the letter's script are indexed by pairs of letters: spaces don't separate them, or, in Korean, endings
/// are attached to them.
fn is_dense(c: char) -> bool {
    is_east_asian(c) || is_unspaced_south_east_asian(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_folded() {
        for (text, expected) in [
            ("The U.S. said: don't!", "the us said don t"),
            ("J.K. of the U.N.O., e.g. С.Ш.А. node.js a. b", "jk of the uno eg сша node js a b"),
            ("An F-16, COVID-19 and a time-lapse", "an f 16 f16 covid 19 covid19 and a time lapse timelapse"),
            ("1,200,000 or 1.200.000, 3.5, 1,20", "1 200 000 1200000 or 1 200 000 1200000 3 5 1 20"),
            ("a - b, x-, mother-in-law.", "a b x mother in law motherinlaw"),
            ("Ferry 🚢 sails", "ferry 🚢 sails"),
            ("Spar\u{2060}zwang Haus\u{200b}halt", "sparzwang haushalt"),
            ("Čaněk, Ærø & Straße", "canek aero strasse"),
            ("cafe\u{301} CAFÉ", "cafe cafe"),
            ("ёлка й", "елка й"),
            ("हिन्दी", "हिन्दी"),
            ("东京都", "东京 京都 都"),
            ("서울에서 a", "서울 울에 에서 서 a"),
            ("ガス", "ガス ス"),
            ("ＡＢＣ１", "abc1"),
            ("", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn terms_are_the_tokens(text in "([a-zA-Z0-9]{1,30}|[ .,'-]|[éÄß\u{301}東京서\u{e01}]){0,40}") {
            let mut found = Vec::new();
            terms(&text, &mut |term| found.push(match term {
                Term::Short(word) => word.text(),
                Term::Text(term) | Term::Joined(term) => term.to_owned(),
            }));
            prop_assert_eq!(found, words(&text));
        }
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "Ärger in 東京都.";
        let mut found = Vec::new();
        tokens(text, &mut |_, place, _| found.push(&text[place]));
        assert_eq!(found, ["Ärger", "in", "東京", "京都", "都"]);
    }
}
