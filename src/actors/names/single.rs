//! Names of a single word: they need a title, a verb, or the shape of a company's name.

use super::{Capitals, EnglishNameFinder, Name, is_camel};
use crate::actors::tokens::{Gap, Shape};
use crate::actors::words::{RareWords, Traits};
use crate::model::ActorKind;

impl EnglishNameFinder<'_> {
    /// Classifies a name of one word, and records it if it is an actor.
    pub(super) fn classify_single(&self, at: usize, titled: bool, names: &mut Vec<Name>) {
        let word = self.traits(at);
        let kind_of = |kind, is_certain| Name { first: at, last: at + 1, kind, is_certain };
        let is_honour = word.any(Traits::HONOUR) && !titled;
        if word.any(Traits::NO_ACTOR.or(Traits::CALENDAR)) || is_honour || self.covering(at).is_some() {
            return;
        }
        let is_head = word.any(Traits::PLACE.or(Traits::THING));
        if !titled && (is_head || self.is_of_office(at)) || self.is_plural_acronym(at) {
            return;
        }
        let before = at.checked_sub(1).filter(|_| self.is_linked(at));
        let is_definite = !titled
            && before.is_some_and(|at| self.has(at, Traits::DETERMINER) && self.shape(at) != Some(Shape::Initial));
        // `a socialist. Both`, `King Street`: after a mere role, or before a place, a common word is no surname.
        let is_addressed = before.is_some_and(|at| {
            self.is_capital(at)
                && self.has(at, Traits::TITLE)
                && (self.tokens.get(at).is_some_and(|token| token.has_full_stop)
                    || !word.any(Traits::PLACE.or(Traits::THING)))
        });
        let titled = titled && (is_addressed || !word.any(Traits::COMMON.or(Traits::PLACE).or(Traits::THING)));
        let opens = self.tokens.get(at).is_some_and(crate::actors::tokens::Token::starts_sentence);
        match self.shape(at) {
            Some(Shape::Title) => {
                let token = self.tokens.get(at);
                let text = token.and_then(|token| self.unit.text.get(token.start..token.end)).unwrap_or("");
                // After such a character comes a handle or a slogan of social media.
                let is_handle = token
                    .and_then(|token| self.unit.text.get(..token.start))
                    .is_some_and(|before| before.ends_with(['@', '#']));
                if is_camel(text) && is_handle {
                    return;
                }
                if is_camel(text) {
                    names.push(kind_of(ActorKind::Organisation, true));
                } else if titled
                    && !word.any(Traits::ORGANISATION.or(Traits::TITLE))
                    && !(word.any(Traits::COMMON) && self.capitals == Capitals::More)
                {
                    names.push(kind_of(ActorKind::Person, true));
                } else if is_definite {
                    // `the Alawites` are no person, but `the Ledger reported`.
                    if RareWords::shipped().outlet_verb.contains(&self.tokens.folded(at + 1))
                        && !word.any(Traits::COMMON)
                    {
                        names.push(kind_of(ActorKind::Organisation, true));
                    }
                } else if word.any(Traits::GIVEN) && !word.any(Traits::COMMON) {
                    names.push(kind_of(ActorKind::Person, self.acts(at + 1)));
                } else if self.is_attributive(at) {
                    // `Catalan independence`
                } else if !(word.any(Traits::COMMON) || opens && self.capitals == Capitals::More) {
                    // Nothing says that it is a person; people are introduced with more than one word.
                    let acts = self.acts(at + 1) && self.capitals == Capitals::Names;
                    names.push(kind_of(ActorKind::Organisation, acts));
                }
            }
            Some(Shape::Caps) if self.capitals == Capitals::Names => {
                let letters = self.tokens.folded(at).chars().filter(|c| c.is_alphabetic()).count();
                if (3..=6).contains(&letters)
                    && !word.any(Traits::HONOUR.or(Traits::COMMON))
                    && !self.is_next_to_number(at)
                {
                    let spokesman = self.is_linked(at + 1)
                        && self.shape(at + 1) == Some(Shape::Lower)
                        && self.has(at + 1, Traits::ROLE);
                    names.push(kind_of(ActorKind::Organisation, spokesman || self.acts(at + 1)));
                }
            }
            _ => {}
        }
    }

    /// Whether a number is next to a word, which then is a currency, a flight or a standard: `BGN 20`.
    fn is_next_to_number(&self, at: usize) -> bool {
        let is_number = |at: usize| self.shape(at) == Some(Shape::Number);
        self.is_linked(at + 1) && is_number(at + 1) || self.is_linked(at) && at.checked_sub(1).is_some_and(is_number)
    }

    /// Whether a common noun follows that is no verb: `Catalan independence`.
    fn is_attributive(&self, at: usize) -> bool {
        let small = Traits::VERB
            .or(Traits::ACTING)
            .or(Traits::PREPOSITION)
            .or(Traits::CONJUNCTION)
            .or(Traits::RELATIVE)
            .or(Traits::LEAD_IN)
            .or(Traits::DETERMINER)
            .or(Traits::PERSON_PRONOUN);
        let rare = RareWords::shipped();
        let next = self.tokens.folded(at + 1);
        self.tokens.get(at + 1).is_some_and(|token| token.gap == Gap::Space && token.shape == Shape::Lower)
            && self.has(at + 1, Traits::COMMON)
            && !self.has(at + 1, small)
            && next.len() > 4
            && !rare.no_noun_ending.iter().any(|ending| next.ends_with(ending))
            && !rare.no_noun.contains(&next)
    }

    /// Whether an office with "of" precedes a name: in `the mayor of Newtown asked`, a place follows, and the verb is
    /// the mayor's.
    fn is_of_office(&self, at: usize) -> bool {
        let (Some(of), Some(office)) = (at.checked_sub(1), at.checked_sub(2)) else { return false };
        self.has(of, Traits::OF_LINK) && self.is_linked(at) && self.is_linked(of) && self.has(office, Traits::OF_PLACE)
    }
}
