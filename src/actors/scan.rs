//! Finds the dictionary's names in a text.

use std::ops::Range;

use super::asides::asides;
use super::dictionary::{AliasKind, Dictionary, Match};
use super::tokens::{Gap, Shape, Tokens, is_unspaced};
use super::words::Traits;
use crate::language::{Feature, Language};
use crate::model::{ActorKind, Place};

/// A title or a paragraph, split into words, with the names found in it.
#[derive(Debug)]
pub(crate) struct Unit<'a> {
    /// The paragraph, or the title.
    pub paragraph: Place,
    /// The text.
    pub text: &'a str,
    /// Its words.
    pub tokens: Tokens,
    /// The dictionary's names, in order, without overlap.
    pub found: Vec<KnownName>,
    /// Words of credits, buttons and addresses, which name nobody in the text.
    asides: Vec<Range<usize>>,
}

/// A name of the dictionary in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KnownName {
    /// The first word.
    pub first: usize,
    /// The word after the last.
    pub last: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The actor, an index into the dictionary.
    pub known: usize,
    /// The relation of the name to the actor.
    pub kind: AliasKind,
}

impl<'a> Unit<'a> {
    /// Splits a text, without searching it yet.
    pub fn new(paragraph: Place, text: &'a str, language: Option<Language>) -> Unit<'a> {
        let mut tokens = Tokens::new(text, language);
        let asides = asides(text, &tokens);
        asides.iter().for_each(|aside| tokens.set_apart(aside));
        Unit { paragraph, text, tokens, found: Vec::new(), asides }
    }

    /// Whether a word belongs to a credit, a button or an address.
    pub fn is_aside(&self, word: usize) -> bool {
        self.asides.iter().any(|aside| aside.contains(&word))
    }

    /// Finds the dictionary's names, replacing those found before.
    pub fn search(&mut self, dictionary: &Dictionary) {
        let Unit { text, tokens, found, asides, .. } = self;
        let tokens = &*tokens;
        found.clear();
        let mut at = 0;
        let shouts = std::cell::LazyCell::new(|| shouts(tokens));
        while let Some(token) = tokens.get(at) {
            if let Some(aside) = asides.iter().find(|aside| aside.contains(&at)) {
                at = aside.end;
                continue;
            }
            let matched = dictionary.longest_at(tokens, at);
            if let Some(matched) = matched.filter(|matched| !is_common_word(tokens, dictionary, matched, &shouts)) {
                let end = tokens.get(matched.end.saturating_sub(1)).map_or(token.end, |last| last.end);
                found.push(KnownName {
                    first: at,
                    last: matched.end,
                    start: token.start,
                    end,
                    known: matched.known,
                    kind: matched.kind,
                });
                at = matched.end.max(at + 1);
                continue;
            }
            // Words that begin with an ASCII letter, as most do, belong to a script with spaces.
            if !text.as_bytes().get(token.start).is_some_and(u8::is_ascii) {
                let word = text.get(token.start..token.end).unwrap_or("");
                if word.starts_with(is_unspaced) {
                    find_unspaced(dictionary, word, token.start, at, found);
                }
            }
            at += 1;
        }
    }

    /// Whether a name of the dictionary covers a word.
    pub fn covers(&self, word: usize) -> bool {
        let at = self.found.partition_point(|found| found.first <= word);
        at.checked_sub(1).and_then(|at| self.found.get(at)).is_some_and(|found| word < found.last)
    }
}

/// Whether the text is entirely in capitals, so that `US` and `WHO` may be ordinary words.
fn shouts(tokens: &Tokens) -> bool {
    let words = tokens.iter().filter(|token| token.end - token.start > 1);
    let (all, caps) =
        words.fold((0usize, 0usize), |(all, caps), token| (all + 1, caps + usize::from(token.shape == Shape::Caps)));
    all > 3 && caps * 10 > all * 7
}

/// Whether a one-word name is the common word instead: `Shell companies ...`, `Independent Senator ...`.
fn is_common_word(
    tokens: &Tokens,
    dictionary: &Dictionary,
    matched: &Match,
    shouts: &impl std::ops::Deref<Target = bool>,
) -> bool {
    if matched.end != matched.first + 1 || !tokens.traits(matched.first).any(Traits::COMMON) {
        return false;
    }
    let Some(token) = tokens.get(matched.first) else { return false };
    if token.shape == Shape::Caps {
        return **shouts;
    }
    let behind = tokens.get(matched.end);
    let acts = behind.is_some_and(|next| next.shape == Shape::Possessive)
        || tokens.traits(matched.end).any(Traits::ACTING.or(Traits::AUXILIARY));
    // In a language that capitalises nouns, the capital means nothing: `Bild` is an outlet in quotation marks or as a
    // speaker.
    let is_state =
        dictionary.known(matched.known).is_some_and(|known| known.kind == ActorKind::State || known.is_place);
    let has_capital_nouns = tokens.language().is_some_and(|language| language.has(Feature::CapitalNouns));
    if has_capital_nouns && !is_state && token.shape != Shape::Caps {
        let says = |at: usize| {
            tokens.traits(at).any(Traits::VERB) && tokens.get(at).is_some_and(|token| token.shape == Shape::Lower)
        };
        let is_said = says(matched.end) || matched.first.checked_sub(1).is_some_and(says);
        let is_marked =
            token.gap == Gap::Opening || tokens.traits(matched.first.wrapping_sub(1)).any(Traits::ACCORDING);
        return !is_said && !is_marked;
    }
    if is_state && has_capital_nouns {
        return false;
    }
    let outlet = dictionary.known(matched.known).is_some_and(|known| known.is_outlet);
    let runs_on = behind.is_some_and(|next| next.is_linked() && next.is_capital());
    !acts && ((token.starts_sentence() && matched.kind == AliasKind::Name) || (outlet && runs_on))
}

fn find_unspaced(dictionary: &Dictionary, run: &str, offset: usize, at: usize, found: &mut Vec<KnownName>) {
    let mut position = 0;
    while let Some(c) = run.get(position..).and_then(|rest| rest.chars().next()) {
        let rest = run.get(position..).unwrap_or("");
        // A name in katakana is a complete run of it: `マリ` is not part of `マリア`.
        let is_part = |length: usize| {
            let is_katakana = |c: char| matches!(c, '\u{30a1}'..='\u{30fc}');
            let before = run.get(..position).and_then(|before| before.chars().next_back());
            let after = rest.get(length..).and_then(|after| after.chars().next());
            is_katakana(c) && (before.is_some_and(is_katakana) || after.is_some_and(is_katakana))
        };
        match dictionary.unspaced_at(rest).filter(|(length, _)| !is_part(*length)) {
            Some((length, known)) => {
                let start = offset + position;
                found.push(KnownName {
                    first: at,
                    last: at + 1,
                    start,
                    end: start + length,
                    known,
                    kind: AliasKind::Name,
                });
                position += length;
            }
            None => position += c.len_utf8(),
        }
    }
}
