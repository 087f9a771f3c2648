//! Finds text in quotation marks, in all European and East Asian styles.
//!
//! Each opening mark has a set of closing marks. Straight marks open before a word and close after one; single marks
//! are distinguished from apostrophes in the same way. A mark that is never closed is searched for once per paragraph,
//! so the time is linear.

use std::sync::OnceLock;

use crate::language::{SPELLING, words_of_kind};
use crate::text::script::{is_han, is_hangul, is_kana};

/// Words in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The index of the text in which it starts.
    pub unit: usize,
    /// The first byte of the quoted words.
    pub start: usize,
    /// The byte after the last of the quoted words in that text.
    pub end: usize,
    /// The byte after the closing mark in the text that it ends in.
    pub after: usize,
    /// The text that it ends in.
    pub last_unit: usize,
    /// The words, joined over the paragraphs of the quote.
    pub text: String,
    /// Whether a dash opens it, and no mark.
    pub is_dashed: bool,
}

/// A style of quotation marks: the opening and the closing mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Style {
    open: char,
    close: &'static [char],
    /// Whether the opening and the closing mark are the same, or also apostrophes, so that the neighbouring characters
    /// must decide.
    by_neighbours: bool,
}

const STYLES: &[Style] = &[
    Style { open: '"', close: &['"', '”', '“'], by_neighbours: true },
    Style { open: '\'', close: &['\'', '’'], by_neighbours: true },
    Style { open: '«', close: &['»'], by_neighbours: false },
    Style { open: '»', close: &['«'], by_neighbours: true },
    Style { open: '‘', close: &['’', '\''], by_neighbours: true },
    Style { open: '‚', close: &['‘', '’'], by_neighbours: false },
    Style { open: '“', close: &['”', '"'], by_neighbours: false },
    Style { open: '”', close: &['”', '"'], by_neighbours: true },
    Style { open: '„', close: &['“', '”', '"'], by_neighbours: false },
    Style { open: '‹', close: &['›'], by_neighbours: false },
    Style { open: '›', close: &['‹'], by_neighbours: true },
    Style { open: '「', close: &['」'], by_neighbours: false },
    Style { open: '『', close: &['』'], by_neighbours: false },
    Style { open: '〝', close: &['〞', '〟'], by_neighbours: false },
    Style { open: '＂', close: &['＂'], by_neighbours: true },
];

/// How far after a possible closing mark a better one is searched for, in bytes.
const FALLBACK_BYTES: usize = 2000;

/// Whether a word in lower case has lost its first letters after an apostrophe: `’tis`.
fn is_clipped(word: &str) -> bool {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    WORDS.get_or_init(|| words_of_kind(SPELLING, "clipped")).binary_search(&word).is_ok()
}

/// The text in quotation marks in these texts, in order, only the outermost marks.
pub(super) fn quoted(texts: &[&str]) -> Vec<Quoted> {
    let mut found: Vec<Quoted> = Vec::new();
    // A quote that its paragraph did not close, with its opening mark.
    let mut open: Option<(usize, Style)> = None;
    for (unit, text) in texts.iter().enumerate() {
        let mut scanner = Scanner::new(text);
        if let Some((index, style)) = open.take()
            && scanner.starts_with(style.open)
        {
            // The next paragraph opens with the same mark: the quote continues.
            let (start, end, after) = scanner.take_rest_or_closed(style);
            if let Some(quote) = found.get_mut(index) {
                quote.text.push(' ');
                quote.text.push_str(text.get(start..end).unwrap_or("").trim());
                quote.after = after;
                quote.last_unit = unit;
            }
            if after == text.len() && scanner.was_unclosed {
                open = Some((index, style));
                continue;
            }
        }
        while let Some((style, at)) = scanner.next_opening() {
            let start = at + style.open.len_utf8();
            match scanner.closing(style, start) {
                Some((end, after)) => {
                    push(&mut found, unit, text, start, end, after);
                    scanner.jump(after);
                }
                None => {
                    let goes_on = texts.get(unit + 1).is_some_and(|next| next.trim_start().starts_with(style.open));
                    let doubles = !matches!(style.open, '\'' | '‘' | '»' | '›' | '”');
                    if goes_on && doubles && push(&mut found, unit, text, start, text.len(), text.len()) {
                        open = Some((found.len() - 1, style));
                        break;
                    }
                    scanner.jump(start);
                }
            }
        }
    }
    found
}

fn push(found: &mut Vec<Quoted>, unit: usize, text: &str, start: usize, end: usize, after: usize) -> bool {
    let Some(inner) = text.get(start..end) else { return false };
    let trimmed = inner.trim();
    if !trimmed.chars().any(char::is_alphanumeric) {
        return false;
    }
    let lead = inner.len() - inner.trim_start().len();
    let start = start + lead;
    let end = start + trimmed.len();
    found.push(Quoted { unit, start, end, after, last_unit: unit, text: trimmed.to_owned(), is_dashed: false });
    true
}

struct Scanner<'a> {
    text: &'a str,
    position: usize,
    /// Opening marks without a closing mark in the rest of the text.
    hopeless: Vec<char>,
    was_unclosed: bool,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Scanner<'a> {
        Scanner { text, position: 0, hopeless: Vec::new(), was_unclosed: false }
    }

    fn rest(&self, from: usize) -> &'a str {
        self.text.get(from..).unwrap_or("")
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|text| text.chars().next_back())
    }

    fn starts_with(&self, mark: char) -> bool {
        self.text.trim_start().starts_with(mark)
    }

    fn jump(&mut self, to: usize) {
        self.position = self.position.max(to);
    }

    /// The continuation after the paragraph's opening mark: up to its closing mark or to the end.
    fn take_rest_or_closed(&mut self, style: Style) -> (usize, usize, usize) {
        let start = self.text.len() - self.text.trim_start().len() + style.open.len_utf8();
        let (end, after) = match self.closing(style, start) {
            Some(closed) => closed,
            None => {
                self.was_unclosed = true;
                (self.text.len(), self.text.len())
            }
        };
        self.position = after;
        (start, end, after)
    }

    fn next_opening(&mut self) -> Option<(Style, usize)> {
        // Most texts have no quotation mark at all; bytes are checked in blocks.
        let may_open = |byte: &u8| !byte.is_ascii() | (*byte == b'"') | (*byte == b'\'');
        let has_mark = |block: &[u8]| block.iter().fold(false, |any, byte| any | may_open(byte));
        if !self.rest(self.position).as_bytes().chunks(64).any(has_mark) {
            return None;
        }
        for (offset, c) in self.rest(self.position).char_indices() {
            let at = self.position + offset;
            if c.is_ascii() && !matches!(c, '"' | '\'') {
                continue;
            }
            let Some(style) = STYLES.iter().find(|style| style.open == c) else { continue };
            if !self.hopeless.contains(&c) && self.opens(*style, at) {
                return Some((*style, at));
            }
        }
        None
    }

    fn opens(&self, style: Style, at: usize) -> bool {
        let before = self.before(at);
        let mut ahead = self.rest(at + style.open.len_utf8()).chars();
        let next = ahead.next();
        let Some(next_char) = next.filter(|c| !c.is_whitespace() || matches!(style.open, '«' | '»')) else {
            return false;
        };
        if !style.by_neighbours {
            return true;
        }
        let free = before.is_none_or(|c| c.is_whitespace() || is_unspaced(c) || "([{<—–-/:,;“„\"«‘‚…|•*".contains(c));
        if !free {
            return false;
        }
        match style.open {
            '\'' | '‘' => {
                let word: String =
                    self.rest(at + style.open.len_utf8()).chars().take_while(|c| c.is_alphanumeric()).take(8).collect();
                let clipped = next_char.is_numeric() && word.ends_with('s') && word.len() <= 5
                    || style.open == '\'' && is_clipped(&word.to_lowercase());
                !clipped && (next_char.is_alphanumeric() || "“\"„[(…¿¡$£€#@.".contains(next_char))
            }
            '»' | '”' | '›' => next_char.is_alphanumeric() || "[(…¿¡".contains(next_char),
            _ => true,
        }
    }

    /// The end of the quoted words, and the byte after the closing mark.
    fn closing(&mut self, style: Style, start: usize) -> Option<(usize, usize)> {
        let single = matches!(style.open, '\'' | '‘');
        let mut depth = 0usize;
        let mut fallback: Option<(usize, usize)> = None;
        let mut previous = style.open;
        let mut before_last = style.open;
        let mut chars = self.rest(start).char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let at = start + offset;
            if fallback.is_some_and(|(_, after)| at > after + FALLBACK_BYTES) {
                return fallback;
            }
            let after = at + c.len_utf8();
            let next = chars.peek().map(|(_, next)| *next);
            let last = std::mem::replace(&mut previous, c);
            let earlier = std::mem::replace(&mut before_last, last);
            if !style.by_neighbours && c == style.open {
                depth += 1;
                continue;
            }
            if !style.close.contains(&c) {
                continue;
            }
            // `'Well done,' "`: a space may separate the marks of a quote inside a quote.
            let behind_mark = c == '"' && matches!(earlier, '\'' | '’') && next.is_none_or(char::is_whitespace);
            let behind_word = !last.is_whitespace() || behind_mark || matches!(style.open, '«' | '»');
            let before_gap = next.is_none_or(|next| !next.is_alphanumeric() || is_unspaced(next));
            if style.by_neighbours && !(behind_word && (before_gap || !single)) {
                continue;
            }
            if c == '“' && style.open == '"' && !before_gap {
                continue;
            }
            if depth > 0 {
                depth -= 1;
                fallback.get_or_insert((at, after));
                continue;
            }
            // `the workers' party`: a mark after an s may be an apostrophe; a later mark after punctuation decides.
            if single && matches!(last, 's' | 'S' | 'z') && next.is_some_and(char::is_whitespace) {
                fallback.get_or_insert((at, after));
                if self.closes_later(style, after) {
                    continue;
                }
                return fallback;
            }
            return Some((at, after));
        }
        if fallback.is_none() {
            self.hopeless.push(style.open);
        }
        fallback
    }

    /// Whether a single closing mark after punctuation comes before the next opening one, close enough to belong to
    /// this quote.
    fn closes_later(&self, style: Style, from: usize) -> bool {
        const WINDOW_LETTERS: usize = 400;
        let mut last = ' ';
        for c in self.rest(from).chars().take(WINDOW_LETTERS) {
            if c == style.open && last.is_whitespace() {
                return false;
            }
            if style.close.contains(&c) && matches!(last, '.' | ',' | '!' | '?' | '…') {
                return true;
            }
            last = c;
        }
        false
    }
}

fn is_unspaced(c: char) -> bool {
    is_han(c) || is_kana(c) || is_hangul(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], expected: &[&str]) {
        let found = quoted(texts);
        assert_eq!(found.iter().map(|quote| quote.text.as_str()).collect::<Vec<_>>(), expected, "{texts:?}");
        for quote in &found {
            let inner = &texts[quote.unit][quote.start..quote.end];
            assert!(quote.text.starts_with(inner));
        }
    }

    #[test]
    fn every_kind_of_mark_is_read() {
        for text in [
            "He said “one two” and left.",
            "Er sagte „one two“ und ging.",
            "Er sagte »one two« und ging.",
            "Il a dit « one two » et partit.",
            "Han sade ”one two” och gick.",
            "He said \"one two\" and left.",
            "He said 'one two' and left.",
            "He said ‘one two’ and left.",
            "Er sagte ‚one two‘ und ging.",
            "Er sagte ‹one two› und ging.",
            "彼は「one two」と述べた。",
            "他说『one two』。",
            "그는 \"one two\"라고 말했다.",
        ] {
            check(&[text], &["one two"]);
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check(&["The workers' party and the dogs' owners didn't agree in the '90s; rock 'n' roll isn't dead."], &[]);
        check(&["'It's the workers' party that won,' she said."], &["It's the workers' party that won,"]);
        check(&["It’s the state’s ‘axis’ of power"], &["axis"]);
    }

    #[test]
    fn nested_marks_belong_to_the_outer_quote() {
        check(&["“He told me ‘never again’ and left,” she said."], &["He told me ‘never again’ and left,"]);
        check(&["\"He told me 'never again' twice\""], &["He told me 'never again' twice"]);
    }

    #[test]
    fn a_quote_goes_on_in_the_next_paragraph_where_its_mark_is_repeated() {
        check(&["“First part.", "“Second part,” she said. “Third.”"], &["First part. Second part,", "Third."]);
        check(&["“Never closed and nothing follows.", "Plain."], &[]);
    }

    proptest::proptest! {
        #[test]
        fn prop_quotes_lie_on_boundaries(text in "[a-z“”„«»‘’'\" .,한「」]{0,80}", other in ".{0,40}") {
            for quote in quoted(&[&text, &other]) {
                let texts = [&text, &other];
                proptest::prop_assert!(texts[quote.unit].get(quote.start..quote.end).is_some_and(|inner| !inner.is_empty()));
                proptest::prop_assert!(texts[quote.last_unit].get(quote.after..).is_some());
            }
        }
    }
}
