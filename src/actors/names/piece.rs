//! What a piece of a run names, a run being split at titles: a person, an organisation, or no actor.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::{Capitals, EnglishNameFinder, Name};
use crate::actors::dictionary::AliasKind;
use crate::actors::scan::KnownName;
use crate::actors::tokens::{Gap, Shape};
use crate::actors::words::{RareWords, Traits};
use crate::language::{NOT_ACTORS, of_kind};
use crate::model::ActorKind;

/// The maximum number of capitalised words in a person's name.
const MAX_PERSON_WORDS: usize = 5;

/// The maximum number of such words if nothing but their shape makes them a person's.
const MAX_BARE_PERSON_WORDS: usize = 3;

/// The maximum number of words in the name of an organisation that only its verb shows.
const MAX_ACTING_WORDS: usize = 5;

/// A span of a run of capitalised words.
#[derive(Clone, Copy)]
struct NameSpan {
    /// The first word.
    first: usize,
    /// The word after the last.
    end: usize,
    /// Whether a title precedes it.
    titled: bool,
}

impl NameSpan {
    fn len(self) -> usize {
        self.end - self.first
    }

    fn last(self) -> usize {
        self.end - 1
    }

    fn named(self, kind: ActorKind, is_certain: bool) -> Name {
        Name { first: self.first, last: self.end, kind, is_certain }
    }
}

impl EnglishNameFinder<'_> {
    /// Classifies a piece between titles, and records it if it is an actor.
    pub(super) fn classify(&self, first: usize, end: usize, titled: bool, names: &mut Vec<Name>) {
        let Some(piece) = self.trimmed(NameSpan { first, end, titled }) else { return };
        let NameSpan { first, end, .. } = piece;
        // `Hurricane Harvey`, `Superstorm Sandy`.
        let is_storm = piece.len() > 1 && self.has(first, Traits::STORM);
        if is_storm || self.is_silent(first, end) || self.is_nickname(piece) {
            names.push(piece.named(ActorKind::Other, false));
            return;
        }
        // `Kim Min-jung`
        if piece.len() > 1 && self.is_second_part(piece.last(), first) {
            names.push(piece.named(ActorKind::Person, true));
            return;
        }
        // `Trump-Kim`, `Dodd-Frank`: two surnames, each a name of its own or no actor.
        let are_two = piece.len() == 2 && self.is_hyphen(piece.last());
        if are_two && !titled && !self.has(first, Traits::GIVEN.or(Traits::ORGANISATION)) {
            return;
        }
        if self.is_organisation(first, end) {
            let (first, last) = (self.with_ordinal(first), self.with_suffix(end));
            names.push(Name { first, last, ..piece.named(ActorKind::Organisation, true) });
        } else if self.is_place(piece) || self.is_thing(piece) {
            if piece.len() > 1 && self.capitals == Capitals::Names {
                self.silence(first, end, names);
            }
        } else if piece.len() == 1 {
            self.classify_single(first, titled, names);
        } else if self.means_more(piece) {
            // Words that mean something by themselves.
        } else if self.is_person(piece) {
            names.push(piece.named(ActorKind::Person, true));
        } else if self.is_acting_body(piece) {
            names.push(piece.named(ActorKind::Organisation, true));
        }
    }

    /// Whether a piece in quotation marks is a nickname: `“Moscow Mick”`.
    fn is_nickname(&self, piece: NameSpan) -> bool {
        let NameSpan { first, end, titled } = piece;
        let (Some(start), Some(last)) = (self.tokens.get(first), self.tokens.get(piece.last())) else { return false };
        let text = self.unit.text;
        let is_quoted = text.get(..start.start).is_some_and(|before| before.ends_with(['“', '"', '‘', '\'', '„', '«']))
            && text.get(last.end..).is_some_and(|behind| {
                behind.trim_start_matches([',', '.']).starts_with(['”', '"', '’', '\'', '“', '»'])
            });
        is_quoted
            && !titled
            && end == first + 2
            && self.shape(first) == Some(Shape::Title)
            && !self.has(first, Traits::GIVEN.or(Traits::TITLE))
            && self.has(piece.last(), Traits::GIVEN)
    }

    /// A piece without the words around it that belong to no name; `None` if nothing is left, or a name of the dictionary.
    fn trimmed(&self, piece: NameSpan) -> Option<NameSpan> {
        let NameSpan { mut first, mut end, titled } = piece;
        while end > first && self.shape(end - 1) == Some(Shape::Lower) && !self.is_second_part(end - 1, first) {
            end -= 1;
        }
        // `Clinton-Linked Teneo`
        let rare = RareWords::shipped();
        let is_participle = |at: &usize| {
            let word = self.tokens.folded(*at);
            self.is_hyphen(*at)
                && self.is_capital(*at)
                && (rare.compound_ending.iter().any(|ending| word.ends_with(ending))
                    || rare.compound_tail.contains(&word))
        };
        if let Some(compound) = (first + 1..end).rev().find(is_participle) {
            first = compound + 1;
        }
        while end > first + 1 && self.has(end - 1, Traits::HONOUR) && self.shape(end - 1) != Some(Shape::Title) {
            end -= 1;
        }
        while first < end
            && (self.shape(first) == Some(Shape::Lower)
                || self.has(first, Traits::CALENDAR)
                    && (self.has(first, Traits::COMMON) || !self.has(first, Traits::GIVEN)))
        {
            first += 1;
        }
        let is_whole = |found: &KnownName| found.last >= end && !(titled && found.kind == AliasKind::Short);
        (first < end && !self.found_at(first).is_some_and(is_whole)).then_some(NameSpan { first, end, titled })
    }

    /// Whether a piece names a place.
    fn is_place(&self, piece: NameSpan) -> bool {
        let NameSpan { first, end, titled } = piece;
        let has_place_behind = self.shape(end) == Some(Shape::Lower)
            && self.is_linked(end)
            && self.has(end, Traits::PLACE)
            && !self.has(end, Traits::TITLE.or(Traits::ROLE));
        let is_english = self.tokens.language().is_some_and(|language| language.is("en"));
        let is_person = !is_english && piece.len() == 2 && self.has(first, Traits::GIVEN);
        let begins_place = self.has(first, Traits::BEFORE_PLACE) && !self.has(first, Traits::GIVEN);
        (self.has(piece.last(), Traits::PLACE) && piece.len() > 1 && !is_person)
            || (begins_place && piece.len() > 1 && !titled)
            || (has_place_behind && !titled)
            || self.is_place_before_state(end)
    }

    /// Whether a piece names a thing, a day, a ship, or something else that is not an actor.
    fn is_thing(&self, piece: NameSpan) -> bool {
        let NameSpan { first, end, titled } = piece;
        let (first_traits, last_traits) = (self.traits(first), self.traits(piece.last()));
        let is_date = self.is_linked(end) && self.shape(end) == Some(Shape::Number);
        let is_full_name =
            first_traits.any(Traits::GIVEN) && piece.len() == 2 && !is_date && !first_traits.any(Traits::CALENDAR);
        let is_thing =
            last_traits.any(Traits::THING.or(Traits::CALENDAR)) && !(titled && piece.len() <= 2) && !is_full_name;
        // `Charlie Black`
        let is_full = piece.len() == 2 && first_traits.any(Traits::GIVEN) && !first_traits.any(Traits::COMMON);
        let is_no_actor = |at: usize| self.has(at, Traits::NO_ACTOR) && !(is_full && at == piece.last());
        is_thing || (first..end).any(is_no_actor) || self.has(first, Traits::SHIP)
    }

    /// Whether words of a piece mean something by themselves, so that it is no person's name: `GOP Senate`,
    /// `Iowa Republicans`, `Clinton Email`.
    fn means_more(&self, piece: NameSpan) -> bool {
        let NameSpan { first, end, titled } = piece;
        let last = self.covering(piece.last());
        let starts_known = self.covering(first).is_some_and(|found| !(titled && found.kind == AliasKind::Short));
        let ends_known = last.is_some_and(|found| found.kind != AliasKind::Short);
        // `Mountainous Nepal`
        let ends_state = last.is_some_and(|found| {
            found.kind == AliasKind::Name
                && self.dictionary.known(found.known).is_some_and(|known| known.kind == ActorKind::State)
        });
        let ends_common = self.has(piece.last(), Traits::COMMON) && !self.has(piece.last(), Traits::GIVEN);
        let is_two = piece.len() == 2;
        let are_known = starts_known && (ends_known || ends_common && is_two) || ends_state && is_two;
        let has_other = |at: usize| self.is_plural_acronym(at) || self.is_function_word(at);
        !titled && !self.has(first, Traits::GIVEN) && are_known || (first..end).any(has_other)
    }

    /// Whether a piece of several words is a person's name, by its shape and by what is in it or before it.
    fn is_person(&self, piece: NameSpan) -> bool {
        let NameSpan { first, titled, .. } = piece;
        let n_capitals = self.n_capitals(piece);
        if !self.has_shape_of_person(piece) || n_capitals > MAX_PERSON_WORDS {
            return false;
        }
        let has_common = self.n_common(piece) > 0;
        let is_given = self.has(first, Traits::GIVEN);
        let is_initial = self.shape(first) == Some(Shape::Initial)
            || self.shape(first) == Some(Shape::Caps) && self.tokens.folded(first).len() == 2;
        let is_marked = titled || is_initial || self.is_quoted_speaker(piece);
        let is_plausible = !has_common || is_given && !self.has(first, Traits::COMMON) || is_marked;
        let last_shape = self.shape(piece.last());
        let by_words = (is_given || is_marked) && is_plausible && last_shape != Some(Shape::Initial);
        let by_shape = !has_common && self.capitals == Capitals::Names && n_capitals <= MAX_BARE_PERSON_WORDS;
        by_words || by_shape && last_shape == Some(Shape::Title)
    }

    /// Whether the words of a piece are written as the words of a person's name.
    fn has_shape_of_person(&self, piece: NameSpan) -> bool {
        let NameSpan { first, end, .. } = piece;
        // `Q&A`
        let is_joined = (first + 1..end).any(|at| {
            self.tokens.get(at).is_some_and(|token| {
                token.gap == Gap::Joined
                    && self.unit.text.get(..token.start).is_some_and(|text| text.trim_end().ends_with('&'))
            })
        });
        !is_joined
            && (first..end).all(|at| match self.shape(at) {
                Some(Shape::Title | Shape::Initial) => true,
                Some(Shape::Caps) => at == first || self.capitals == Capitals::More,
                Some(Shape::Lower) => self.has(at, Traits::PARTICLE) || self.is_second_part(at, first),
                _ => false,
            })
    }

    /// `said Will Doyle, a professor`
    fn is_quoted_speaker(&self, piece: NameSpan) -> bool {
        let NameSpan { first, end, .. } = piece;
        let is_said = |before: usize| RareWords::shipped().before_speaker.contains(&self.tokens.folded(before));
        first.checked_sub(1).is_some_and(is_said)
            && self.is_linked(first)
            && self.tokens.get(end).is_none_or(|token| matches!(token.gap, Gap::Comma | Gap::Stop))
            && (2..=3).contains(&piece.len())
            && (self.has(first, Traits::GIVEN) || !self.has(piece.last(), Traits::COMMON.or(Traits::ROLE)))
    }

    /// Whether a piece is an organisation's name because of the verb after it.
    fn is_acting_body(&self, piece: NameSpan) -> bool {
        self.acts(piece.end)
            && self.capitals == Capitals::Names
            && piece.len() <= MAX_ACTING_WORDS
            && self.n_common(piece) < self.n_capitals(piece)
    }

    fn n_capitals(&self, piece: NameSpan) -> usize {
        (piece.first..piece.end).filter(|at| self.is_capital(*at)).count()
    }

    fn n_common(&self, piece: NameSpan) -> usize {
        let is_common = |at: &usize| self.has(*at, Traits::COMMON) && !self.has(*at, Traits::GIVEN);
        (piece.first..piece.end).filter(is_common).count()
    }

    /// Whether a piece is a well-known name of something that is not an actor.
    pub(super) fn is_silent(&self, first: usize, end: usize) -> bool {
        if !(2..=3).contains(&(end - first)) {
            return false;
        }
        static NAMES: OnceLock<FxHashSet<&str>> = OnceLock::new();
        let names = NAMES.get_or_init(|| of_kind(NOT_ACTORS, "not-actor").collect());
        let words: Vec<&str> = (first..end).map(|at| self.tokens.folded(at)).collect();
        names.contains(words.join(" ").as_str())
    }

    /// A place in the name of an event or of another place is not an actor: `London Marathon`, `Southern California`.
    fn silence(&self, first: usize, end: usize, names: &mut Vec<Name>) {
        let acts = |found: &KnownName| {
            let place = self.dictionary.known(found.known).is_some_and(|known| known.is_place);
            let continent = RareWords::shipped().continent.contains(&self.tokens.folded(found.first));
            let single = found.last == found.first + 1;
            !(single && (place || continent || matches!(found.kind, AliasKind::Seat | AliasKind::Short)))
        };
        if self.has(first, Traits::SHIP) || !(first..end).any(|at| self.covering(at).is_some_and(acts)) {
            names.push(Name { first, last: end, kind: ActorKind::Other, is_certain: false });
        }
    }

    /// Whether a verb follows that only actors can be the subject of.
    pub(super) fn acts(&self, at: usize) -> bool {
        self.is_linked(at) && self.shape(at) == Some(Shape::Lower) && self.has(at, Traits::ACTING)
    }

    /// Whether a state or a place follows after a comma: `Springfield, Illinois`.
    fn is_place_before_state(&self, end: usize) -> bool {
        let comma = self.tokens.get(end).is_some_and(|token| token.gap == Gap::Comma);
        comma
            && self.found_at(end).is_some_and(|found| {
                let place = self
                    .dictionary
                    .known(found.known)
                    .is_some_and(|known| known.is_place || known.kind == ActorKind::State);
                place
                    && matches!(found.kind, AliasKind::Name)
                    && self.tokens.get(found.last).is_none_or(|next| !next.is_linked() || !next.is_capital())
            })
    }
}
