//! The query language: the meaning of the text in the search box.
//!
//! ```text
//! query   = either
//! either  = both { "OR" both }
//! both    = part { [ "AND" ] part }
//! part    = [ "-" | "NOT" ] [ field ":" ] ( "(" either ")" | '"' words '"' [ "~" number ] | word [ "*" ] )
//! field   = "title" | "body" | "outlet" | "actor"
//! ```
//!
//! Adjacent words must all match, and bind more tightly than `OR`. A phrase is found as written; with `~n` its words
//! may be in any order with at most `n` other words between them. Characters that are not part of a word are ignored. Words
//! that a hyphen joins are found as a phrase, or written as one word.

use std::ops::Range;

use super::error::{Problem, QueryError};
use crate::index::token::{TokenKind, tokens};

/// The maximum depth of nested parentheses.
const MAX_DEPTH: usize = 32;

/// The maximum number of words in a query.
pub(super) const MAX_WORDS: usize = 256;

/// The maximum length of a query's text, in characters.
pub(super) const MAX_TEXT: usize = 20_000;

/// The parsed text of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum QueryNode {
    Leaf(Leaf),
    Both(Vec<QueryNode>),
    Either(Vec<QueryNode>),
    Not(Box<QueryNode>),
}

/// Words to find together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    pub(super) field: SearchField,
    pub(super) words: Vec<QueryWord>,
    pub(super) kind: LeafKind,
}

/// How the words of a leaf belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeafKind {
    /// One word, in all its forms.
    Word,
    /// Adjacent, as written.
    Phrase,
    /// In any order, with at most this many other words between them.
    Near(u32),
}

/// A word to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QueryWord {
    /// The word, folded.
    pub(super) text: String,
    /// Whether it is a prefix.
    pub(super) prefix: bool,
    /// Its position in the query, in bytes.
    pub(super) place: Range<usize>,
}

/// The fields to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SearchField {
    Any,
    Title,
    Body,
    Outlet,
    Actor,
}

const FIELDS: [(&str, SearchField); 4] = [
    ("actor", SearchField::Actor),
    ("body", SearchField::Body),
    ("outlet", SearchField::Outlet),
    ("title", SearchField::Title),
];

/// Parses a query's text; `None` if it has no words. With `typing`, the last word may be incomplete. A single letter is
/// ignored, because it would match the words of a whole chunk of the lexicon.
pub(super) fn parse(text: &str, typing: bool) -> Result<Option<QueryNode>, QueryError> {
    if text.chars().nth(MAX_TEXT).is_some() {
        return Err(QueryError::Malformed { problem: Problem::TooLong, position: MAX_TEXT + 1 });
    }
    let text = if typing { without_begun_letter(text) } else { text };
    let mut parser = QueryParser { text, signs: scan(text)?, at: 0, words: 0 };
    let node = parser.either(SearchField::Any, 0)?;
    if let Some(sign) = parser.signs.get(parser.at) {
        return Err(parser.malformed(sign.place.start, Problem::BracketNotOpened));
    }
    let mut node = node;
    let typed = typing && text.ends_with(char::is_alphanumeric);
    if let Some(word) = node.as_mut().filter(|_| typed).and_then(last_word) {
        word.prefix |= word.place.end == text.len();
    }
    Ok(node)
}

/// A text without its last word, if that has a single letter so far.
fn without_begun_letter(text: &str) -> &str {
    let before = text.trim_end_matches(|c: char| !c.is_whitespace());
    let last = text.get(before.len()..).unwrap_or_default();
    let mut begun = last.chars().count() == 1;
    tokens(last, &mut |_, _, kind| begun &= kind == TokenKind::Word);
    let joined = before.split_whitespace().next_back().is_some_and(|word| matches!(word, "OR" | "AND" | "NOT"));
    let is_letter = last.chars().all(char::is_alphabetic);
    if begun && is_letter && !joined { before } else { text }
}

fn last_word(node: &mut QueryNode) -> Option<&mut QueryWord> {
    match node {
        QueryNode::Leaf(leaf) => leaf.words.last_mut(),
        QueryNode::Both(nodes) | QueryNode::Either(nodes) => nodes.last_mut().and_then(last_word),
        QueryNode::Not(_) => None,
    }
}

#[derive(Clone, Debug, PartialEq)]
struct QueryToken {
    kind: SignKind,
    place: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
enum SignKind {
    Open,
    Close,
    Or,
    And,
    Not,
    Field(SearchField),
    /// The position of the words, and how near they must be.
    Quoted(Range<usize>, Option<u32>),
    /// The position of the word, and whether a star follows.
    Plain(bool),
}

/// The error of a text with this problem at this byte.
pub(super) fn malformed(text: &str, at: usize, problem: Problem) -> QueryError {
    let position = text.get(..at).unwrap_or_default().chars().count() + 1;
    QueryError::Malformed { problem, position }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// The tokens of a query's text.
fn scan(text: &str) -> Result<Vec<QueryToken>, QueryError> {
    let mut signs = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let mut end = at + c.len_utf8();
        let kind = match c {
            '(' => Some(SignKind::Open),
            ')' => Some(SignKind::Close),
            '-' if rest.starts_with(|next: char| !next.is_whitespace() && next != '-') => Some(SignKind::Not),
            _ if is_quote(c) => {
                let length = rest.find(is_quote).ok_or_else(|| malformed(text, at, Problem::QuoteNotClosed))?;
                let words = end..end + length;
                end = words.end + text.get(words.end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                let mut near = None;
                if let Some(after) = text.get(end..).and_then(|rest| rest.strip_prefix('~')) {
                    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
                    if digits == 0 {
                        return Err(malformed(text, end, Problem::NumberMissing));
                    }
                    near = Some(after.get(..digits).and_then(|digits| digits.parse().ok()).unwrap_or(u32::MAX));
                    end += 1 + digits;
                }
                Some(SignKind::Quoted(words, near))
            }
            _ if c.is_whitespace() => None,
            _ => {
                let rest = text.get(at..).unwrap_or_default();
                let field = FIELDS.iter().find(|(name, _)| rest.strip_prefix(name).is_some_and(|r| r.starts_with(':')));
                if let Some((name, field)) = field {
                    end = at + name.len() + 1;
                    Some(SignKind::Field(*field))
                } else {
                    let stop = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c);
                    end = at + rest.find(stop).unwrap_or(rest.len());
                    match text.get(at..end).unwrap_or_default() {
                        "OR" => Some(SignKind::Or),
                        "AND" => Some(SignKind::And),
                        "NOT" => Some(SignKind::Not),
                        word => Some(SignKind::Plain(word.ends_with('*'))),
                    }
                }
            }
        };
        signs.extend(kind.map(|kind| QueryToken { kind, place: at..end }));
        at = end;
    }
    Ok(signs)
}

struct QueryParser<'a> {
    text: &'a str,
    signs: Vec<QueryToken>,
    at: usize,
    words: usize,
}

impl QueryParser<'_> {
    fn malformed(&self, at: usize, problem: Problem) -> QueryError {
        malformed(self.text, at, problem)
    }

    fn peek(&self) -> Option<&SignKind> {
        self.signs.get(self.at).map(|sign| &sign.kind)
    }

    /// The byte after the last character that was read.
    fn end(&self) -> usize {
        self.at.checked_sub(1).and_then(|before| self.signs.get(before)).map_or(0, |sign| sign.place.end)
    }

    fn either(&mut self, field: SearchField, depth: usize) -> Result<Option<QueryNode>, QueryError> {
        let mut nodes = Vec::new();
        if self.peek() == Some(&SignKind::Or) {
            let at = self.signs.get(self.at).map_or(0, |sign| sign.place.start);
            return Err(self.malformed(at, Problem::WordMissingBeforeOr));
        }
        nodes.extend(self.both(field, depth)?);
        while self.peek() == Some(&SignKind::Or) {
            self.at += 1;
            if matches!(self.peek(), None | Some(SignKind::Close | SignKind::Or | SignKind::And)) {
                return Err(self.malformed(self.end(), Problem::WordMissingAfterOr));
            }
            nodes.extend(self.both(field, depth)?);
        }
        Ok(joined(nodes, QueryNode::Either))
    }

    fn both(&mut self, field: SearchField, depth: usize) -> Result<Option<QueryNode>, QueryError> {
        let mut nodes = Vec::new();
        loop {
            match self.peek() {
                None | Some(SignKind::Close | SignKind::Or) => return Ok(joined(nodes, QueryNode::Both)),
                Some(SignKind::And) => {
                    let at = self.signs.get(self.at).map_or(0, |sign| sign.place.start);
                    self.at += 1;
                    if nodes.is_empty() {
                        return Err(self.malformed(at, Problem::WordMissingBeforeAnd));
                    }
                    if matches!(self.peek(), None | Some(SignKind::Close | SignKind::Or | SignKind::And)) {
                        return Err(self.malformed(self.end(), Problem::WordMissingAfterAnd));
                    }
                }
                Some(_) => nodes.extend(self.part(field, depth)?),
            }
        }
    }

    fn part(&mut self, field: SearchField, depth: usize) -> Result<Option<QueryNode>, QueryError> {
        let (mut field, mut not) = (field, false);
        loop {
            let Some(sign) = self.signs.get(self.at).cloned() else {
                return Err(self.malformed(self.end(), Problem::WordMissingAtEnd));
            };
            self.at += 1;
            let node = match sign.kind {
                SignKind::Not => {
                    not = !not;
                    continue;
                }
                SignKind::Field(named) => {
                    field = named;
                    let next = self.signs.get(self.at);
                    let follows = next.is_some_and(|next| {
                        next.place.start == sign.place.end
                            && matches!(next.kind, SignKind::Open | SignKind::Quoted(..) | SignKind::Plain(_))
                    });
                    if !follows {
                        return Err(self.malformed(sign.place.end, Problem::WordMissingAfterField));
                    }
                    continue;
                }
                SignKind::Open if depth >= MAX_DEPTH => {
                    return Err(self.malformed(sign.place.start, Problem::TooDeep));
                }
                SignKind::Open => {
                    let inner = self.either(field, depth + 1)?;
                    if self.peek() != Some(&SignKind::Close) {
                        return Err(self.malformed(sign.place.start, Problem::BracketNotClosed));
                    }
                    self.at += 1;
                    inner
                }
                SignKind::Quoted(place, near) => {
                    self.leaf(field, place, near.map_or(LeafKind::Phrase, LeafKind::Near), false)?
                }
                SignKind::Plain(star) => self.leaf(field, sign.place, LeafKind::Word, star)?,
                SignKind::Close | SignKind::Or | SignKind::And => {
                    return Err(self.malformed(sign.place.start, Problem::WordMissing));
                }
            };
            return Ok(node.map(|node| if not { QueryNode::Not(Box::new(node)) } else { node }));
        }
    }

    fn leaf(
        &mut self,
        field: SearchField,
        place: Range<usize>,
        kind: LeafKind,
        star: bool,
    ) -> Result<Option<QueryNode>, QueryError> {
        let mut words = Vec::new();
        let mut joined = Vec::new();
        let base = place.start;
        let text = self.text.get(place.clone()).unwrap_or_default();
        tokens(text, &mut |term, at, kind| {
            let place = base + at.start..base + at.end;
            if kind == TokenKind::Joined {
                joined.push(QueryWord { text: term.to_owned(), prefix: false, place });
                return;
            }
            // The last character of a run is part of the pair before it; by itself, it is the beginning of pairs.
            if kind != (TokenKind::Last { alone: false }) {
                let prefix = kind == TokenKind::Last { alone: true };
                words.push(QueryWord { text: term.to_owned(), prefix, place });
            }
        });
        if let Some(last) = words.last_mut().filter(|_| star) {
            last.prefix = true;
        }
        self.words += words.len();
        if self.words > MAX_WORDS {
            return Err(self.malformed(base, Problem::TooManyWords));
        }
        let is_plain = kind == LeafKind::Word && !star;
        let kind = if kind == LeafKind::Word && words.len() > 1 { LeafKind::Phrase } else { kind };
        let kind = if words.len() == 1 && kind != LeafKind::Word && !star { LeafKind::Phrase } else { kind };
        if words.is_empty() {
            return Ok(None);
        }
        // A word with hyphens may also be written without them.
        let whole = words.first().zip(words.last()).map(|(first, last)| first.place.start..last.place.end);
        let as_one = joined.into_iter().find(|word| is_plain && Some(&word.place) == whole.as_ref());
        let leaf = QueryNode::Leaf(Leaf { field, words, kind });
        Ok(Some(match as_one {
            None => leaf,
            Some(word) => {
                let one = QueryNode::Leaf(Leaf { field, words: vec![word], kind: LeafKind::Word });
                QueryNode::Either(vec![leaf, one])
            }
        }))
    }
}

fn joined(mut nodes: Vec<QueryNode>, join: fn(Vec<QueryNode>) -> QueryNode) -> Option<QueryNode> {
    if nodes.len() > 1 { Some(join(nodes)) } else { nodes.pop() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(node: &QueryNode) -> String {
        let list = |nodes: &[QueryNode]| nodes.iter().map(shown).collect::<Vec<_>>().join(" ");
        match node {
            QueryNode::Leaf(leaf) => {
                let field = FIELDS.iter().find(|(_, field)| *field == leaf.field).map_or("", |(name, _)| *name);
                let star = |word: &QueryWord| format!("{}{}", word.text, if word.prefix { "*" } else { "" });
                let words = leaf.words.iter().map(star).collect::<Vec<_>>().join("_");
                let how = match leaf.kind {
                    LeafKind::Word => String::new(),
                    LeafKind::Phrase => "!".to_owned(),
                    LeafKind::Near(distance) => format!("~{distance}"),
                };
                format!("{field}{words}{how}")
            }
            QueryNode::Both(nodes) => format!("[{}]", list(nodes)),
            QueryNode::Either(nodes) => format!("<{}>", list(nodes)),
            QueryNode::Not(node) => format!("-{}", shown(node)),
        }
    }

    #[test]
    fn queries_are_understood() {
        for (text, expected) in [
            ("Peace talks", "[peace talks]"),
            ("\"peace talks\"", "peace_talks!"),
            ("“peace talks”", "peace_talks!"),
            ("\"peace\"", "peace!"),
            ("peac*", "peac*"),
            ("peace -war", "[peace -war]"),
            ("a b OR c d", "<[a b] [c d]>"),
            ("a AND (b OR c)", "[a <b c>]"),
            ("title:peace", "titlepeace"),
            ("title:(a OR b) outlet:bno", "[<titlea titleb> outletbno]"),
            ("\"a b\"~5", "a_b~5"),
            ("covid-19", "<covid_19! covid19>"),
            ("-title:\"a b\"", "-titlea_b!"),
            ("10:30 - & x", "[10_30! x]"),
            ("东京都", "东京_京都!"),
            ("东", "东*"),
            ("!!", "nothing"),
            ("", "nothing"),
        ] {
            let node = parse(text, false).unwrap();
            assert_eq!(node.as_ref().map_or("nothing".to_owned(), shown), expected, "{text}");
        }
        assert_eq!(shown(&parse("peace ta", true).unwrap().unwrap()), "[peace ta*]");
        assert_eq!(shown(&parse("peace t", true).unwrap().unwrap()), "peace");
        assert_eq!(parse("t", true).unwrap(), None);
        assert_eq!(shown(&parse("peace OR t", true).unwrap().unwrap()), "<peace t*>");
        assert_eq!(shown(&parse("peace 7", true).unwrap().unwrap()), "[peace 7*]");
        assert_eq!(shown(&parse("东", true).unwrap().unwrap()), "东*");
        assert_eq!(shown(&parse("peace ", true).unwrap().unwrap()), "peace");
    }

    #[test]
    fn errors_name_the_problem_and_point_at_the_character() {
        for (text, problem, position) in [
            ("é \"b c", Problem::QuoteNotClosed, 3),
            ("(a", Problem::BracketNotClosed, 1),
            ("a)", Problem::BracketNotOpened, 2),
            ("a OR", Problem::WordMissingAfterOr, 5),
            ("OR a", Problem::WordMissingBeforeOr, 1),
            ("a -(AND b)", Problem::WordMissingBeforeAnd, 5),
            ("title: a", Problem::WordMissingAfterField, 7),
            ("a AND", Problem::WordMissingAfterAnd, 6),
            ("a NOT", Problem::WordMissingAtEnd, 6),
            ("a NOT OR b", Problem::WordMissing, 7),
            ("\"a b\"~x", Problem::NumberMissing, 6),
            ("a OR OR b", Problem::WordMissingAfterOr, 5),
            (&"(".repeat(10_000), Problem::TooDeep, MAX_DEPTH + 1),
            (&"a ".repeat(10_000), Problem::TooManyWords, 2 * MAX_WORDS + 1),
            (&"a OR ".repeat(4_000), Problem::TooManyWords, 5 * MAX_WORDS + 1),
            (&"é!".repeat(MAX_TEXT), Problem::TooLong, MAX_TEXT + 1),
        ] {
            assert_eq!(parse(text, false), Err(QueryError::Malformed { problem, position }), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_parser(text in "([a-z東é\"()*~:0-9 -]|OR|title:|AND ){0,30}", typing: bool) {
            let _ = parse(&text, typing);
        }
    }
}
