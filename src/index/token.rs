//! Tokens: the words of a text in the form in which they are looked up.
//!
//! A token is a run of letters and digits, folded: lower case, without accents. Scripts without spaces (Chinese,
//! Japanese, Thai and related scripts), and Korean, in which particles are attached to words, give every two adjacent
//! characters as a token, and the last character of a run by itself. So any part of such a text can be found.

use std::ops::{ControlFlow, Range};

use super::short_word::ShortWord;
use crate::text::script::{is_east_asian, is_unspaced_south_east_asian};
use crate::text::{fold, is_dropped_mark};

/// The maximum length of a token, in bytes; longer ones are cut.
pub(super) const MAX_TOKEN: usize = 64;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word.
    Word,
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
    /// Any other token.
    Text(&'a str),
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
            Some((word, length)) if length > 0 => {
                self.0(Term::Short(word));
                length
            }
            _ => 0,
        }
    }

    fn token(&mut self, term: &str, _: Range<usize>, _: TokenKind) {
        self.0(Term::Text(term));
    }
}

#[inline]
fn walk(text: &str, sink: &mut impl Sink) {
    let mut term = String::new();
    let mut word: Option<Range<usize>> = None;
    let mut run: Vec<(char, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        if sink.is_done() {
            return;
        }
        if word.is_none() && run.is_empty() {
            let taken = sink.short(rest.as_bytes());
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
        end_word(&mut term, &mut word, sink);
        end_run(&mut run, sink);
    }
    end_word(&mut term, &mut word, sink);
    end_run(&mut run, sink);
}

/// The tokens of a text as strings.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, &mut |term, _, _| words.push(term.to_owned()));
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

/// Marks that belong to the letter before them in scripts of South and Southeast Asia, without being letters: signs
/// that silence a vowel, double a consonant or give a tone.
fn is_joining_mark(c: char) -> bool {
    matches!(c, '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{abc}' | '\u{acd}' | '\u{b3c}'
        | '\u{b4d}' | '\u{bcd}' | '\u{c3c}' | '\u{c4d}' | '\u{cbc}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}' | '\u{e3a}'
        | '\u{e47}'..='\u{e4e}' | '\u{eba}' | '\u{ec8}'..='\u{ece}' | '\u{f39}' | '\u{f84}' | '\u{1037}'..='\u{103a}'
        | '\u{17c9}'..='\u{17d3}' | '\u{3099}' | '\u{309a}')
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
            ("The U.S. said: don't!", "the u s said don t"),
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
                Term::Text(term) => term.to_owned(),
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
