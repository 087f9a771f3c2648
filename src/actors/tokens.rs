//! The words of a text with their surroundings: the basis for matching and recognising names.

use std::cell::Cell;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::words::{Traits, traits};
use crate::language::{Feature, Language, SPELLING, words_of_kind};
use crate::text::leading_letters;
use crate::text::script::{is_han, is_kana};
use crate::text::{is_letter, is_letter_or_digit};

/// The shape of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Starts with a lower-case letter.
    Lower,
    /// Starts with a capital and continues in lower case.
    Title,
    /// Two or more letters, all capitals: `NATO`, `U.S.`, `G20`.
    Caps,
    /// A single capital, with its full stop if it has one: `W.`
    Initial,
    /// Starts with a digit.
    Number,
    /// The `'s` of a possessive.
    Possessive,
    /// A script without capitals.
    Caseless,
}

/// The characters between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing: the word starts the text.
    Start,
    /// White space, or an apostrophe that belongs to the word before.
    Space,
    /// A hyphen without spaces.
    Hyphen,
    /// An ampersand, or nothing at all: the two words form one name.
    Joined,
    /// A comma.
    Comma,
    /// Parentheses, dashes, slashes and anything else that separates names.
    Split,
    /// An opening quotation mark, a colon or a line break: a sentence may start here.
    Opening,
    /// A full stop, question or exclamation mark: a sentence starts here.
    Stop,
}

impl Gap {
    /// Whether a name may continue over it.
    fn is_link(self) -> bool {
        matches!(self, Gap::Space | Gap::Hyphen | Gap::Joined)
    }
}

/// A word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// The first byte in the text.
    pub start: usize,
    /// The byte after the last; the full stop of an abbreviation is part of it.
    pub end: usize,
    /// The shape.
    pub shape: Shape,
    /// The characters before it.
    pub gap: Gap,
    /// Whether a full stop is part of it.
    pub has_full_stop: bool,
}

impl Token {
    /// Whether the word starts with a capital.
    pub fn is_capital(self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Caps | Shape::Initial)
    }

    /// Whether a name may continue from the word before into this one.
    pub fn is_linked(self) -> bool {
        self.gap.is_link()
    }

    /// Whether a sentence starts here, so that a capital means nothing.
    pub fn starts_sentence(self) -> bool {
        matches!(self.gap, Gap::Start | Gap::Stop | Gap::Opening)
    }
}

/// The maximum length of the folded form of a word, in bytes. No name has a word of that length.
const MAX_FOLDED_BYTES: usize = u16::MAX as usize;

/// A word as it is kept. Texts have many, so each takes 16 bytes.
#[derive(Clone, Copy, Debug)]
struct PackedToken {
    start: u32,
    end: u32,
    /// The first byte of its folded form.
    fold_start: u32,
    /// The length of its folded form, in bytes. A longer one is cut.
    fold_length: u16,
    shape: Shape,
    gap: Gap,
}

/// The words of a text, with their folded forms: lower case, without accents, apostrophes and full stops.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens {
    /// The text in lower case as far as it is ASCII, then the folded forms of words that differ from it.
    folded: String,
    list: Vec<PackedToken>,
    /// The traits of each word, looked up on first use.
    traits: Vec<Cell<Traits>>,
    /// The language of the text, if it is known.
    language: Option<Language>,
}

impl Tokens {
    /// Splits a text into words. Linear in the length of the text.
    pub fn new(text: &str, language: Option<Language>) -> Tokens {
        let mut tokens = Tokens { language, ..Tokens::default() };
        // About the right number of words; only scripts without spaces have more.
        tokens.list.reserve(text.len() / 6 + 8);
        // The folded form of an ASCII word is in the text itself; those of other words come after the text.
        tokens.folded = text.to_ascii_lowercase();
        let mut tokens = Splitter { text, position: 0, tokens }.run();
        tokens.list.shrink_to_fit();
        tokens.traits = vec![Cell::new(Traits::UNKNOWN); tokens.list.len()];
        tokens
    }

    /// The language of the text, if it is known.
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// The words in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Token> + '_ {
        self.list.iter().map(|token| self.unpacked(token))
    }

    /// The index of the first word that starts at or after a byte.
    pub fn first_from(&self, byte: usize) -> usize {
        self.list.partition_point(|token| (token.start as usize) < byte)
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The word at an index, if any.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Token> {
        self.list.get(index).map(|token| self.unpacked(token))
    }

    #[inline]
    fn unpacked(&self, token: &PackedToken) -> Token {
        let (start, end) = (token.start as usize, token.end as usize);
        let has_full_stop = end.checked_sub(1).and_then(|last| self.folded.as_bytes().get(last)) == Some(&b'.');
        Token { start, end, shape: token.shape, gap: token.gap, has_full_stop }
    }

    /// The folded form of the word at an index; empty beyond the end.
    pub fn folded(&self, index: usize) -> &str {
        self.list.get(index).and_then(|token| self.folded.get(token.fold_range())).unwrap_or("")
    }

    /// The bytes of the folded form of the word at an index; none beyond the end.
    #[inline]
    pub fn folded_bytes(&self, index: usize) -> &[u8] {
        self.list.get(index).and_then(|token| self.folded.as_bytes().get(token.fold_range())).unwrap_or_default()
    }

    /// The traits of the word at an index; none beyond the end.
    pub fn traits(&self, index: usize) -> Traits {
        let Some(known) = self.traits.get(index) else { return Traits::default() };
        if known.get() == Traits::UNKNOWN {
            known.set(traits(self.folded(index), self.language));
        }
        known.get()
    }

    /// Whether a word has one of these traits.
    pub fn has(&self, index: usize, wanted: Traits) -> bool {
        self.traits(index).any(wanted)
    }

    /// Whether there is a word with this index that is linked to the one before it; see [`Token::is_linked`].
    pub fn is_linked(&self, index: usize) -> bool {
        self.get(index).is_some_and(Token::is_linked)
    }

    /// Parts words from those around them, so that no name goes on into them or out of them.
    pub fn set_apart(&mut self, words: &std::ops::Range<usize>) {
        for (at, gap) in [(words.start, Gap::Split), (words.end, Gap::Opening)] {
            if let Some(token) = self.list.get_mut(at).filter(|token| token.gap.is_link() || at == words.end) {
                token.gap = stronger(token.gap, gap);
            }
        }
    }

    fn push(&mut self, text: &str, start: usize, end: usize, shape: Shape, gap: Gap) {
        let fold_start = self.folded.len();
        if let Some(word) = text.get(start..end) {
            fold_into(word, &mut self.folded);
        }
        let length = self.folded.get(fold_start..).map_or(0, |folded| folded.floor_char_boundary(MAX_FOLDED_BYTES));
        self.folded.truncate(fold_start + length);
        self.push_packed(start, end, fold_start, length, shape, gap);
    }

    /// Adds a word. Texts are shorter than 4 GiB; of a longer one, the rest has no words.
    #[inline]
    fn push_packed(&mut self, start: usize, end: usize, fold_start: usize, length: usize, shape: Shape, gap: Gap) {
        if let (Ok(start), Ok(end), Ok(fold_start)) = (start.try_into(), end.try_into(), fold_start.try_into()) {
            self.list.push(PackedToken { start, end, fold_start, fold_length: length as u16, shape, gap });
        }
    }
}

impl PackedToken {
    #[inline]
    fn fold_range(&self) -> std::ops::Range<usize> {
        let start = self.fold_start as usize;
        start..start + usize::from(self.fold_length)
    }
}

/// The folded form of a word: lower case, without accents, apostrophes and full stops.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// Whether a character is certainly a letter or a digit: the frequent ones, without a search in the tables of Unicode.
fn is_surely_letter(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        // Latin, Cyrillic, Arabic, the parts of Hangul syllables, kana, Chinese.
        'À'..='Ö'
        | 'Ø'..='ö'
        | 'ø'..='ʯ'
        | 'Ѐ'..='ҁ'
        | 'ء'..='ي'
        | '\u{1100}'..='\u{11FF}'
        | 'ぁ'..='ゖ'
        | 'ァ'..='ヺ'
        | '一'..='鿿' => true,
        _ => false,
    }
}

/// Whether a character is a vowel sign or another mark of an Indic or a Thai word, without which it is another word.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{e4f}') && is_combining_mark(c)
}

fn fold_into(word: &str, folded: &mut String) {
    if word.is_ascii() {
        folded.extend(word.bytes().filter(|b| b.is_ascii_alphanumeric()).map(|b| char::from(b.to_ascii_lowercase())));
        return;
    }
    // Accents are left out; the vowel signs of Indic and Thai words are letters: `पर` is not `पेरू`.
    let is_accent = |c: char| is_combining_mark(c) && !is_vowel_sign(c);
    let letters =
        word.nfkd().filter(|c| is_surely_letter(*c) || is_vowel_sign(*c) || (is_letter_or_digit(*c) && !is_accent(*c)));
    for c in letters.flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'þ' => folded.push_str("th"),
            c if is_accent(c) => {}
            c => folded.push(c),
        }
    }
}

/// Whether the letter is Chinese or Japanese, which have no spaces between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    is_han(c) || is_kana(c)
}

const APOSTROPHES: [char; 4] = ['\'', '’', 'ʼ', '‘'];

/// Whether a folded word is an abbreviation whose full stop does not end a sentence.
fn is_abbreviation(folded: &str) -> bool {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| words_of_kind(SPELLING, "abbreviation"));
    folded.len() <= MAX_ABBREVIATION && words.binary_search(&folded).is_ok()
}

/// The maximum length of an abbreviation of the table, in bytes.
const MAX_ABBREVIATION: usize = 5;

/// Words of Italian and French that lose their last letter before a vowel, in addition to those of one or two letters.
fn is_elided(word: &str) -> bool {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    WORDS.get_or_init(|| words_of_kind(SPELLING, "elided")).iter().any(|known| known.eq_ignore_ascii_case(word))
}

struct Splitter<'a> {
    text: &'a str,
    position: usize,
    tokens: Tokens,
}

impl Splitter<'_> {
    fn run(mut self) -> Tokens {
        loop {
            let gap_start = self.position;
            // Most gaps are single spaces between words, or follow a comma or a full stop.
            let behind = self.text.as_bytes().get(gap_start..).unwrap_or_default();
            let plain = match behind {
                [b' ', next, ..] => Some((1, Gap::Space, next)),
                [b',', b' ', next, ..] => Some((2, Gap::Comma, next)),
                [b'.', b' ', next, ..] => Some((2, Gap::Stop, next)),
                _ => None,
            };
            if let Some((length, gap, next)) = plain
                && next.is_ascii_alphanumeric()
                && !self.tokens.list.is_empty()
            {
                self.word(gap_start + length, gap);
                continue;
            }
            let Some(start) = self.next_word_start() else { return self.tokens };
            let gap = self.gap(gap_start, start);
            self.word(start, gap);
        }
    }

    fn rest(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or("")
    }

    fn next_word_start(&self) -> Option<usize> {
        let rest = self.rest(self.position);
        // Most gaps are ASCII, and need no decoding.
        let plain = rest.bytes().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
        rest.get(plain..)?.find(is_letter_or_digit).map(|offset| self.position + plain + offset)
    }

    fn gap(&self, from: usize, to: usize) -> Gap {
        let Some(before) = self.tokens.list.last() else { return Gap::Start };
        let between = self.text.get(from..to).unwrap_or("");
        match between.as_bytes() {
            [b' '] => return Gap::Space,
            [] | [b'&'] | [b' ', b'&', b' '] => return Gap::Joined,
            [b'-'] => return Gap::Hyphen,
            [b',', b' '] | [b','] => return Gap::Comma,
            _ if matches!(between, "\u{2010}" | "\u{2011}") => return Gap::Hyphen,
            _ => {}
        }
        let mut gap = Gap::Space;
        let mut spaced = false;
        for c in between.chars() {
            let this = match c {
                '.' | '!' | '?' | '…' | '。' | '！' | '？' => Gap::Stop,
                '\n' | '“' | '„' | '«' | '»' | '"' | '”' | ':' | '「' | '『' | '\u{2028}' | '•' | '‹' | '›' | '‚' => {
                    Gap::Opening
                }
                '\'' | '’' | '‘' if spaced => Gap::Opening,
                '\'' | '’' | '‘' => Gap::Space,
                ',' | '、' => Gap::Comma,
                c if c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{AD}' | '\u{2060}' | '\u{FEFF}') => {
                    Gap::Space
                }
                _ => Gap::Split,
            };
            spaced |= c.is_whitespace();
            gap = stronger(gap, this);
        }
        // The full stop of `U.S.` or `Inc.` is inside the word; so is a single one after an initial.
        if gap == Gap::Opening && before.shape == Shape::Possessive && between == "' " { Gap::Space } else { gap }
    }

    /// A word of ASCII letters followed by a character that certainly ends it, as most are; false for any other.
    fn plain_word(&mut self, start: usize, gap: Gap) -> bool {
        let bytes = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = leading_letters(bytes);
        let Some((word, behind)) = bytes.split_at_checked(length) else { return false };
        let Some((first, others)) = word.split_first() else { return false };
        let small = others.iter().any(u8::is_ascii_lowercase);
        let shape = match (first.is_ascii_lowercase(), others.is_empty()) {
            (true, _) => Shape::Lower,
            (false, true) => Shape::Initial,
            (false, false) if small => Shape::Title,
            (false, false) => Shape::Caps,
        };
        let is_plain = match behind.first() {
            None => true,
            // The character may belong to the word: `U.S.`, `Dr.`
            Some(b'.') => length > MAX_ABBREVIATION,
            Some(b'\'') => false,
            Some(next) => next.is_ascii() && !next.is_ascii_digit(),
        };
        if !is_plain {
            return false;
        }
        let end = start + length;
        self.tokens.push_packed(start, end, start, length.min(MAX_FOLDED_BYTES), shape, gap);
        self.position = end;
        true
    }

    fn word(&mut self, start: usize, gap: Gap) {
        if !self.plain_word(start, gap) {
            self.any_word(start, gap);
        }
    }

    fn any_word(&mut self, start: usize, gap: Gap) {
        let rest = self.rest(start);
        let mut chars = rest.char_indices().peekable();
        let Some((_, first)) = chars.next() else { return };
        let unspaced = is_unspaced(first);
        let mut end = first.len_utf8();
        let (mut small, mut capitals, mut cased) = (first.is_lowercase(), usize::from(first.is_uppercase()), 0usize);
        let mut letters = usize::from(is_letter(first));
        let mut dotted = false;
        let mut is_article = false;
        while let Some((offset, c)) = chars.next() {
            if is_combining_mark(c) || (is_letter_or_digit(c) && is_unspaced(c) == unspaced) {
                end = offset + c.len_utf8();
                letters += usize::from(is_letter(c));
                capitals += usize::from(c.is_uppercase());
                small |= c.is_lowercase();
                continue;
            }
            let next = chars.peek().map(|(_, next)| *next);
            if c == '.' && next.is_some_and(char::is_uppercase) && is_single_letter(rest, end, dotted) {
                dotted = true;
                continue;
            }
            if APOSTROPHES.contains(&c) && next.is_some_and(is_letter) && !unspaced {
                let tail = rest.get(offset + c.len_utf8()..).unwrap_or("");
                let before = rest.get(..offset).unwrap_or_default();
                let elides = || {
                    next.is_some_and(char::is_uppercase)
                        && ((offset <= 2 && !rest.starts_with(['O', 'N'])) || is_elided(before))
                };
                // `L’opposante` at the start of a sentence
                let opens =
                    || before == "L" && self.tokens.language.is_some_and(|language| language.has(Feature::Elision));
                // `Demirtaş'ın`
                let is_suffix = next.is_some_and(char::is_lowercase)
                    && self.tokens.language.is_some_and(|language| language.has(Feature::ApostropheSuffix));
                if is_possessive(tail) || is_suffix || elides() || opens() {
                    is_article = before == "L";
                    break;
                }
                end = offset + c.len_utf8();
                continue;
            }
            break;
        }
        cased += usize::from(small) + capitals;
        let end = start + end;
        let shape = match first {
            c if c.is_numeric() => {
                if capitals > 0 && !small {
                    Shape::Caps
                } else {
                    Shape::Number
                }
            }
            _ if cased == 0 => Shape::Caseless,
            c if c.is_lowercase() => Shape::Lower,
            _ if is_article => Shape::Lower,
            _ if letters == 1 => Shape::Initial,
            _ if !small => Shape::Caps,
            _ => Shape::Title,
        };
        let mut end_with_dot = end;
        if self.rest(end).starts_with('.') {
            let stays = match shape {
                Shape::Initial => true,
                Shape::Caps => dotted,
                Shape::Title | Shape::Lower => {
                    let folded = fold(self.text.get(start..end).unwrap_or(""));
                    (shape == Shape::Title || matches!(folded.as_str(), "vs")) && is_abbreviation(&folded)
                }
                _ => false,
            };
            if stays {
                end_with_dot = end + 1;
            }
        }
        self.tokens.push(self.text, start, end_with_dot, shape, gap);
        self.position = end_with_dot;
        self.possessive(end_with_dot);
    }

    /// Takes the `'s` after a word as a word of its own.
    fn possessive(&mut self, at: usize) {
        let rest = self.rest(at);
        let Some(mark) = rest.chars().next().filter(|c| APOSTROPHES.contains(c)) else { return };
        let tail = rest.get(mark.len_utf8()..).unwrap_or("");
        if is_possessive(tail) {
            let start = at + mark.len_utf8();
            self.tokens.push(self.text, start, start + 1, Shape::Possessive, Gap::Space);
            self.position = start + 1;
        } else if tail.chars().next().is_some_and(is_letter) {
            // An elided article: `l'Ukraine`.
            self.position = at + mark.len_utf8();
        }
    }
}

fn stronger(a: Gap, b: Gap) -> Gap {
    let rank = |gap| match gap {
        Gap::Start | Gap::Joined | Gap::Hyphen => 0,
        Gap::Space => 1,
        Gap::Comma => 2,
        Gap::Split => 3,
        Gap::Opening => 4,
        Gap::Stop => 5,
    };
    if rank(b) > rank(a) { b } else { a }
}

fn is_single_letter(rest: &str, end: usize, dotted: bool) -> bool {
    let word = rest.get(..end).unwrap_or("");
    let mut chars = word.chars().rev();
    let last_is_capital = chars.next().is_some_and(char::is_uppercase);
    last_is_capital && (word.chars().count() == 1 || (dotted && chars.next() == Some('.')))
}

fn is_possessive(tail: &str) -> bool {
    let mut chars = tail.chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(is_letter_or_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let tokens = Tokens::new(text, None);
        let found: Vec<_> = tokens.iter().enumerate().map(|(i, t)| (&text[t.start..t.end], tokens.folded(i))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_split_and_folded() {
        check(
            "The U.S. and Kim Jong-un.",
            &[("The", "the"), ("U.S.", "us"), ("and", "and"), ("Kim", "kim"), ("Jong", "jong"), ("un", "un")],
        );
        check("Ukraine’s O’Rourke", &[("Ukraine", "ukraine"), ("s", "s"), ("O’Rourke", "orourke")]);
        check(
            "George W. Bush, Jr. said",
            &[("George", "george"), ("W.", "w"), ("Bush", "bush"), ("Jr.", "jr"), ("said", "said")],
        );
        // The vowel signs of an Indic word belong to it: `पर` is not `पेरू`.
        check("पेरू पर ไทย", &[("पेरू", "पेरू"), ("पर", "पर"), ("ไทย", "ไทย")]);
        check("l'Élysée", &[("l", "l"), ("Élysée", "elysee")]);
        check("AT&T J.K. Rowling", &[("AT", "at"), ("T", "t"), ("J.K.", "jk"), ("Rowling", "rowling")]);
        check("Пхеньян: 북한은", &[("Пхеньян", "пхеньян"), ("북한은", &fold("북한은"))]);
    }

    #[test]
    fn characters_that_are_surely_letters_are_letters() {
        let wrong = |c: &char| is_surely_letter(*c) && (!c.is_alphanumeric() || is_combining_mark(*c));
        assert_eq!(('\0'..=char::MAX).filter(wrong).collect::<String>(), "");
    }

    #[test]
    fn abbreviations_are_no_longer_than_the_longest() {
        let words = words_of_kind(SPELLING, "abbreviation");
        assert_eq!(words.iter().map(|word| word.len()).max(), Some(MAX_ABBREVIATION));
    }

    #[test]
    fn the_gap_before_a_word_is_known() {
        let gaps = |text: &str| Tokens::new(text, None).iter().map(|t| t.gap).collect::<Vec<_>>();
        assert_eq!(
            gaps("One two-three, four. Five “six” workers' party"),
            [Gap::Start, Gap::Space, Gap::Hyphen, Gap::Comma, Gap::Stop, Gap::Opening, Gap::Opening, Gap::Space]
        );
    }

    /// The words, without the fast path for ASCII.
    fn by_the_long_way(text: &str) -> Tokens {
        let tokens = Tokens { folded: text.to_ascii_lowercase(), ..Tokens::default() };
        let mut splitter = Splitter { text, position: 0, tokens };
        while let Some(start) = splitter.next_word_start() {
            let gap = splitter.gap(splitter.position, start);
            splitter.any_word(start, gap);
        }
        splitter.tokens
    }

    proptest::proptest! {
        #[test]
        fn prop_plain_words_are_split_like_any_others(
            text in "([A-Z]?[a-z]{0,7}|[A-Z]{1,4}|Dr|vs|Calif|U\\.S\\.|W\\.|[.,;:!?()'’“ -]|, |\\. | |é|\u{301}|東|[0-9]{1,3}|\n){0,40}",
        ) {
            let shown = |tokens: &Tokens| {
                let show = |(at, token): (usize, Token)| {
                    (token.start, token.end, token.shape, token.gap, token.has_full_stop, tokens.folded(at).to_owned())
                };
                tokens.iter().enumerate().map(show).collect::<Vec<_>>()
            };
            proptest::prop_assert_eq!(shown(&Tokens::new(&text, None)), shown(&by_the_long_way(&text)));
        }

        #[test]
        fn prop_words_lie_on_boundaries_in_order(text in ".{0,200}") {
            let tokens = Tokens::new(&text, None);
            let mut last = 0;
            for token in tokens.iter() {
                proptest::prop_assert!(token.start >= last && token.start < token.end);
                proptest::prop_assert!(text.get(token.start..token.end).is_some());
                last = token.end;
            }
        }
    }
}
