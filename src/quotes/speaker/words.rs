//! What single words next to a quote are: pronouns, determiners, adverbs, names and labels.

use super::super::marks::Quoted;
use super::gender::gender_of_pronoun;
use super::{MAX_TERM_WORDS, MAX_TITLE_WORDS, SpeechUnit, Subject};
use crate::actors::tokens::{Shape, fold};
use crate::actors::words::{Traits, traits};
use crate::language::Language;

/// A folded role without the ending of its form.
pub(super) fn stem(role: &str) -> &str {
    let length = role.chars().count();
    let kept = length.saturating_sub(if length > 7 { 2 } else { 1 });
    role.char_indices().nth(kept).and_then(|(at, _)| role.get(..at)).unwrap_or(role)
}

/// Whether a word is joined to the quotation mark before it, so that the quoted text is part of a name: `«Idol»-dager`.
pub(super) fn is_glued(unit: &SpeechUnit, after: usize) -> bool {
    unit.text.get(after..).is_some_and(|rest| rest.starts_with(|c: char| c == '-' || c.is_alphanumeric()))
}

/// Whether a preposition precedes the name: `the anniversary of the Korean People's Army`.
pub(super) fn is_object(unit: &SpeechUnit, first: usize, word: usize, adjectives: usize) -> bool {
    let is_preposition = |at: usize| unit.tokens.traits(at).any(Traits::PREPOSITION);
    let is_article = |at: usize| unit.tokens.traits(at).any(Traits::ARTICLE);
    // Adjectives may follow the article: `of the ruling Workers' Party`.
    let Some(mut at) = word.checked_sub(1).filter(|at| *at >= first) else { return false };
    if is_preposition(at) {
        return true;
    }
    // `Leiterin der Schule Tristach`
    let is_genitive = unit.tokens.traits(at).any(Traits::GENITIVE_ARTICLE)
        && at > first
        && unit.tokens.get(at - 1).is_some_and(|token| token.shape == Shape::Title);
    if is_genitive && unit.tokens.language().is_some() {
        return true;
    }
    for _ in 0..adjectives {
        let is_small = unit.tokens.get(at).is_some_and(|token| token.shape == Shape::Lower);
        if is_article(at) || !is_small || at <= first {
            break;
        }
        at -= 1;
    }
    is_article(at) && at > first && is_preposition(at - 1)
}

/// The maximum number of adverbs between a conjunction and its verb.
pub(super) const ADVERBS: usize = 2;

pub(super) fn is_participle(folded: &str) -> bool {
    folded.ends_with("ing")
}

pub(super) fn is_pronoun(unit: &SpeechUnit, word: usize) -> bool {
    // Spanish distinguishes `él` from the article `el`.
    let is_article =
        |token: crate::actors::tokens::Token| unit.text.get(token.start..token.end).is_some_and(str::is_ascii);
    if unit.tokens.folded(word) == "el" && unit.tokens.get(word).is_some_and(is_article) {
        return false;
    }
    let pronouns = Traits::PERSON_PRONOUN.or(Traits::BODY_PRONOUN).or(Traits::OTHER_PRONOUN);
    // `det norske håpet`: an article, if the next word is not a verb.
    let is_article = unit.tokens.traits(word).any(Traits::DETERMINER)
        && unit.tokens.get(word + 1).is_some_and(|next| next.is_linked() && next.shape == Shape::Lower)
        && !unit.tokens.traits(word + 1).any(Traits::VERB.or(Traits::PREPOSITION));
    if is_article {
        return false;
    }
    unit.tokens.traits(word).any(pronouns) && unit.spot(word).is_none()
}

/// The referent of the pronoun at a word.
pub(super) fn pronoun(unit: &SpeechUnit, word: usize) -> Subject {
    let folded = unit.tokens.folded(word);
    let word = unit.tokens.traits(word);
    if word.any(Traits::PERSON_PRONOUN) {
        Subject::Person(gender_of_pronoun(folded, unit.tokens.language()))
    } else if word.any(Traits::BODY_PRONOUN) {
        Subject::Body
    } else {
        Subject::Stranger
    }
}

pub(super) fn is_determiner(unit: &SpeechUnit, word: usize) -> bool {
    unit.tokens.traits(word).any(Traits::DETERMINER)
}

/// Whether the quoted words are a name or a title: every content word is capitalised.
pub(super) fn is_name(text: &str, language: Option<Language>) -> bool {
    let mut words = 0;
    for word in text.split_whitespace() {
        let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else { continue };
        words += 1;
        let is_small = || traits(&fold(word), language).any(Traits::SMALL);
        if !(first.is_uppercase() || first.is_numeric() || (words > 1 && is_small())) {
            return false;
        }
    }
    words > 0 && words <= MAX_TITLE_WORDS
}

/// Whether quoted words only name a thing: `the so-called "axis"`, `the film "..."`.
pub(super) fn is_label(unit: &SpeechUnit, quote: &Quoted) -> bool {
    let Some(before) = unit.word_at(quote.start).checked_sub(1) else { return false };
    let few = quote.text.split_whitespace().count();
    let named = unit.tokens.traits(before).any(Traits::LABEL);
    let so_called = unit.tokens.folded(before) == "called"
        && before.checked_sub(1).is_some_and(|word| unit.tokens.folded(word) == "so");
    (named && few <= MAX_TITLE_WORDS) || (so_called && few <= MAX_TERM_WORDS)
}
