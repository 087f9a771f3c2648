//! Names of organisations: by their head noun, by "of", or as the team of a place.

use super::{Capitals, EnglishNameFinder, MAX_ORGANISATION_WORDS};
use crate::actors::dictionary::AliasKind;
use crate::actors::tokens::{Gap, Shape};
use crate::actors::words::{RareWords, Traits};

impl EnglishNameFinder<'_> {
    /// Whether an "and" is inside the name of one organisation: `House Energy and Commerce Committee`, if the words
    /// before it name a chamber and not an organisation.
    pub(super) fn joins_one_body(&self, start: usize, and: usize) -> bool {
        let start = if self.has(start, Traits::DEFINITE) { start + 1 } else { start };
        let chamber = self.has(start, Traits::CHAMBER);
        let own_head =
            (start + 1..and).any(|at| self.has(at, Traits::ORGANISATION.or(Traits::GIVEN).or(Traits::TITLE)));
        if !chamber || own_head || and != start + 2 || self.capitals == Capitals::More {
            return false;
        }
        let behind = (and + 1..and + 5).take_while(|at| self.is_capital(*at) && self.is_linked(*at));
        behind.last().is_some_and(|last| self.has(last, Traits::CHAMBER_BODY))
    }

    /// Whether these words are the name of an organisation.
    pub(super) fn is_organisation(&self, first: usize, end: usize) -> bool {
        if self.is_silent(first, end) {
            return false;
        }
        if end < first + 2 {
            return end == first + 1 && self.with_suffix(end) > end;
        }
        if end - first > MAX_ORGANISATION_WORDS {
            return false;
        }
        let last = end - 1;
        let covered = self.covering(last).is_some_and(|found| found.first > first);
        if self.found_at(first).is_some_and(|found| found.last >= end) {
            return false;
        }
        let head = self.has(last, Traits::ORGANISATION.or(Traits::SUFFIX)) && !self.has(last, Traits::TITLE);
        let roles = Traits::TITLE.or(Traits::ROLE);
        let titled = (first..last)
            .any(|at| self.has(at, roles) && self.covering(at).is_none() && self.has(at + 1, Traits::GIVEN));
        let of = self.has(first, Traits::OF_ORGANISATION) && self.has(first + 1, Traits::OF_LINK);
        let inner_of =
            (first + 1..last).any(|at| self.has(at, Traits::OF_LINK) && self.has(at - 1, Traits::OF_ORGANISATION));
        let broken = self.capitals == Capitals::More
            && (first..last).any(|at| self.has(at, Traits::ACTING) && self.has(at, Traits::COMMON));
        let team = self.covering(last).is_none() && self.is_team(first, end);
        let other = self.covering(last).is_some_and(|found| found.first > first && found.last - found.first > 1);
        ((head && !covered) || ((of || inner_of) && !other) || team || self.with_suffix(end) > end)
            && !titled
            && !broken
    }

    /// `Ohio State`, `Houston Texans`: a place followed by the name of a team or a university.
    pub(super) fn is_team(&self, first: usize, end: usize) -> bool {
        let Some(found) =
            self.found_at(first).or_else(|| self.found_at(first + 1).filter(|_| self.has(first, Traits::BEFORE_PLACE)))
        else {
            return false;
        };
        let place =
            self.dictionary.known(found.known).is_some_and(|known| known.is_place) || found.kind == AliasKind::Seat;
        if !place || found.last >= end || self.capitals == Capitals::More {
            return false;
        }
        let word = self.tokens.folded(end - 1);
        let rest = end - found.last;
        let title = (found.last..end).all(|at| self.shape(at) == Some(Shape::Title));
        // `Austin Gibbs`
        let is_definite = first.checked_sub(1).is_some_and(|before| self.has(before, Traits::DETERMINER));
        let is_person = rest == 1 && self.has(first, Traits::GIVEN) && !is_definite;
        title
            && !is_person
            && rest <= 2
            && ((rest == 1 && RareWords::shipped().place_body.contains(&word))
                || (word.len() > 4
                    && word.ends_with('s')
                    && !word.ends_with("ss")
                    && !self.has(end - 1, Traits::PLACE.or(Traits::THING).or(Traits::ROLE).or(Traits::TITLE))))
    }

    /// The first word, including an ordinal number before it: `20th Armoured Brigade`.
    pub(super) fn with_ordinal(&self, first: usize) -> usize {
        let is_ordinal = |at: &usize| {
            let word = self.tokens.folded(*at);
            let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            self.shape(*at) == Some(Shape::Number)
                && number.len() < word.len()
                && RareWords::shipped().ordinal_ending.contains(&word.get(number.len()..).unwrap_or_default())
        };
        first.checked_sub(1).filter(|_| self.is_linked(first)).filter(is_ordinal).unwrap_or(first)
    }

    /// The end, including a company's suffix after a comma: `Harrison Medical, Inc.`
    pub(super) fn with_suffix(&self, end: usize) -> usize {
        let suffixed = self.tokens.get(end).is_some_and(|token| token.gap == Gap::Comma && token.is_capital())
            && self.has(end, Traits::SUFFIX);
        if suffixed { end + 1 } else { end }
    }
}
