//! Recognises names that the dictionary does not know, by their spelling and their context.
//!
//! A run of capitalised words is split at titles ("Foreign Minister | Amir Khan Muttaqi"). Each piece is classified by
//! its head noun ("... Ministry", "Bank of ..."), its given name, the title before it, or the verb after it. The rules
//! follow the internal and external evidence of McDonald, "Internal and External Evidence in the Identification and
//! Semantic Categorization of Proper Names" (1993).

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

mod body;
mod single;

use super::dictionary::{AliasKind, Dictionary};
use super::scan::{KnownName, Unit};
use super::tokens::{Gap, Shape, Tokens};
use super::words::{RareWords, Traits, traits};
use crate::language::{Language, NOT_ACTORS, PEOPLE, of_kind, words_of_kind};
use crate::model::ActorKind;

/// The maximum length of an organisation's name, in words.
const MAX_ORGANISATION_WORDS: usize = 12;

/// A name that was recognised in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// The first word.
    pub first: usize,
    /// The word after the last.
    pub last: usize,
    /// The kind of actor.
    pub kind: ActorKind,
    /// Whether the name by itself is sufficient evidence.
    pub is_certain: bool,
}

/// How the text uses capitals, which determines their value as evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Capitals {
    /// Only for names: English running text.
    Names,
    /// Not only for names: headlines in title case, German, languages whose common words are not known.
    More,
}

/// How a text uses capitals.
pub(crate) fn capitals(unit: &Unit, is_english: bool) -> Capitals {
    if !is_english {
        return Capitals::More;
    }
    let long = |token: &super::tokens::Token| token.end - token.start > 3;
    let words = unit.tokens.iter().filter(long).count();
    let capital = unit.tokens.iter().filter(long).filter(|token| token.is_capital()).count();
    if words > 3 && capital * 10 > words * 7 { Capitals::More } else { Capitals::Names }
}

/// Whether most lower-case words are common English ones, as far as the text has any.
pub(crate) fn is_english(units: &[Unit]) -> bool {
    share_of_english(units).is_none_or(|percent| percent >= 60)
}

/// Whether the text has lower-case words, and most are common English ones.
pub(crate) fn is_surely_english(units: &[Unit]) -> bool {
    share_of_english(units).is_some_and(|percent| percent >= 60)
}

/// The share of common English words among the lower-case ones, in percent; `None` if there are too few.
fn share_of_english(units: &[Unit]) -> Option<usize> {
    let english = Language::parse("en");
    let (mut small, mut common) = (0usize, 0usize);
    for unit in units {
        for (at, token) in unit.tokens.iter().enumerate() {
            if token.shape == Shape::Lower {
                small += 1;
                common += usize::from(traits(unit.tokens.folded(at), english).any(Traits::COMMON));
            }
        }
    }
    (small >= 4).then(|| common * 100 / small)
}

/// The names in a text in addition to those of the dictionary, in order. If a name covers a match of the dictionary,
/// the name is kept and the match is dropped.
pub(crate) fn recognise(unit: &Unit, dictionary: &Dictionary, capitals: Capitals) -> Vec<Name> {
    let reader = EnglishNameFinder { unit, dictionary, tokens: &unit.tokens, capitals };
    let mut names = Vec::new();
    let mut at = 0;
    while at < unit.tokens.len() {
        if unit.tokens.get(at).is_none_or(|token| !token.is_capital()) || unit.is_aside(at) {
            at = reader.found_at(at).map_or(at + 1, |found| found.last.max(at + 1));
            continue;
        }
        if let Some(last) = reader.seat_tag(at) {
            names.push(Name { first: at, last, kind: ActorKind::Other, is_certain: false });
            at = last;
            continue;
        }
        let end = reader.run_end(at);
        reader.split(at, end, &mut names);
        at = end.max(at + 1);
    }
    names
}

struct EnglishNameFinder<'a> {
    unit: &'a Unit<'a>,
    dictionary: &'a Dictionary,
    tokens: &'a Tokens,
    capitals: Capitals,
}

impl EnglishNameFinder<'_> {
    fn found_at(&self, at: usize) -> Option<&KnownName> {
        let index = self.unit.found.partition_point(|found| found.first < at);
        self.unit.found.get(index).filter(|found| found.first == at)
    }

    fn covering(&self, at: usize) -> Option<&KnownName> {
        let index = self.unit.found.partition_point(|found| found.first <= at);
        self.unit.found.get(index.checked_sub(1)?).filter(|found| at < found.last)
    }

    fn traits(&self, at: usize) -> Traits {
        self.tokens.traits(at)
    }

    fn has(&self, at: usize, wanted: Traits) -> bool {
        self.traits(at).any(wanted)
    }

    fn shape(&self, at: usize) -> Option<Shape> {
        self.tokens.get(at).map(|token| token.shape)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(super::tokens::Token::is_capital)
    }

    fn is_linked(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(super::tokens::Token::is_linked)
    }

    fn is_hyphen(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.gap == Gap::Hyphen)
    }

    /// Whether a word is the second part of a given name, in lower case after a hyphen: `Min-jung`, `Marie-claire`; not
    /// `Ohio-based`. `start` is the first word of the name.
    fn is_second_part(&self, at: usize, start: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= start) else { return false };
        let is_lower = self.is_hyphen(at) && self.shape(at) == Some(Shape::Lower);
        if !is_lower || self.shape(before) != Some(Shape::Title) || self.has(at, Traits::COMMON.or(Traits::ACTING)) {
            return false;
        }
        let is_behind_family = before > start
            && !self.is_hyphen(before)
            && (self.has(before - 1, Traits::FAMILY_FIRST)
                || self.shape(before - 1) == Some(Shape::Title)
                    && self.covering(before).is_none()
                    && !self.has(before - 1, Traits::COMMON)
                    && !self.has(before, Traits::COMMON));
        let is_before_surname = self.has(before, Traits::GIVEN) && self.is_capital(at + 1) && self.is_linked(at + 1);
        is_behind_family || is_before_surname || before > start && self.has(at, Traits::GIVEN)
    }

    /// Whether a word is the plural of an acronym: `MPs`, `SEALs`.
    fn is_plural_acronym(&self, at: usize) -> bool {
        let text = self.tokens.get(at).and_then(|token| self.unit.text.get(token.start..token.end)).unwrap_or_default();
        text.strip_suffix('s').is_some_and(|stem| stem.len() > 1 && stem.bytes().all(|byte| byte.is_ascii_uppercase()))
    }

    /// Whether a word stands in names only as a particle: `In`, `About`, `Was`.
    fn is_function_word(&self, at: usize) -> bool {
        let small = Traits::PREPOSITION
            .or(Traits::CONJUNCTION)
            .or(Traits::DETERMINER)
            .or(Traits::PERSON_PRONOUN)
            .or(Traits::OTHER_PRONOUN)
            .or(Traits::LEAD_IN)
            .or(Traits::RELATIVE);
        self.shape(at) == Some(Shape::Title)
            && self.has(at, small)
            && !self.has(at, Traits::PARTICLE.or(Traits::GIVEN).or(Traits::FAMILY_FIRST))
    }

    /// Whether a capitalised word is the verb of a headline: `Reed Sues City`.
    fn is_headline_verb(&self, at: usize, piece: usize) -> bool {
        at > piece
            && self.shape(at) == Some(Shape::Title)
            && self.has(at, Traits::VERB.or(Traits::ACTING))
            && !self.has(at, Traits::GIVEN)
            && self.tokens.folded(at).ends_with('s')
            && self.covering(at).is_none()
    }

    /// The word after a party and a state that follow a politician's name: `(R-Texas)`, `, D-N.Y.,`.
    fn seat_tag(&self, at: usize) -> Option<usize> {
        let is_party = RareWords::shipped().seat_letter.contains(&self.tokens.folded(at))
            && self.shape(at) == Some(Shape::Initial);
        self.tokens.get(at + 1).filter(|token| token.gap == Gap::Hyphen && token.is_capital())?;
        let party = self.tokens.get(at)?;
        let opens = self.unit.text.get(..party.start)?.ends_with(['(', '[']) || party.gap == Gap::Comma;
        let last = self.found_at(at + 1).map_or(at + 2, |found| found.last);
        (is_party && opens).then_some(last)
    }

    /// The word after the last of the run of capitalised words that starts here.
    fn run_end(&self, start: usize) -> usize {
        let mut end = start;
        let mut has_of = false;
        let mut of_head = false;
        loop {
            if let Some(found) = self.found_at(end)
                && found.last > end
            {
                end = found.last;
            } else {
                end += 1;
            }
            of_head |= self.has(end - 1, Traits::OF_ORGANISATION);
            if !self.is_linked(end) {
                return end;
            }
            // `in the U.S. Last year`: the full stop of an abbreviation may end the sentence too.
            if self.may_end_sentence(end - 1) && self.is_capital(end) && self.opens_sentence(end) {
                return end;
            }
            // `Russia-Ukraine` is two names.
            let hyphen = self.tokens.get(end).is_some_and(|token| token.gap == Gap::Hyphen);
            if hyphen && self.covering(end - 1).is_some() && self.found_at(end).is_some() {
                return end;
            }
            if self.is_capital(end) || self.is_second_part(end, start) {
                continue;
            }
            let lower = self.shape(end) == Some(Shape::Lower);
            let joint = lower && self.has(end, Traits::JOINT);
            if lower && of_head && self.has(end, Traits::OF_LINK) {
                let after = if self.has(end + 1, Traits::DEFINITE) { end + 2 } else { end + 1 };
                if self.is_capital(after) && (end + 1..=after).all(|at| self.is_linked(at)) {
                    has_of = true;
                    end = after;
                    continue;
                }
            }
            if joint
                && has_of
                && self.is_capital(end + 1)
                && self.is_linked(end + 1)
                && self.covering(end + 1).is_none()
                && !self.has(end + 1, Traits::GIVEN.or(Traits::TITLE))
            {
                end += 1;
                continue;
            }
            if joint && self.joins_one_body(start, end) {
                end += 1;
                continue;
            }
            if joint && self.is_linked(end + 1) && self.is_capital(end + 1) && self.has(end + 1, Traits::PARTNER) {
                end += 1;
                continue;
            }
            let generic = |at: usize| {
                self.is_capital(at)
                    && self.has(at, Traits::COMMON)
                    && self.covering(at).is_none()
                    && !self.has(at, Traits::GIVEN.or(Traits::TITLE).or(Traits::CALENDAR))
            };
            if joint
                && end > start + 1
                && generic(end - 1)
                && generic(end + 1)
                && self.is_linked(end + 1)
                && self.capitals == Capitals::Names
            {
                end += 1;
                continue;
            }
            let mut after = end;
            while after < end + 3
                && self.shape(after) == Some(Shape::Lower)
                && self.has(after, Traits::PARTICLE)
                && self.is_linked(after)
            {
                after += 1;
            }
            // `Petra Holub und ...`, `Petra Holub der Zeitung`: after a full name, these are not part of it.
            let ends_name = after == end + 1 && end >= start + 2 && self.has(end, Traits::AFTER_NAME);
            if after > end && self.is_capital(after) && self.is_linked(after) && !ends_name {
                end = after;
                continue;
            }
            return end;
        }
    }

    /// Whether the word is an abbreviation whose full stop may end a sentence: `U.S.`, `Inc.`, `Calif.`
    fn may_end_sentence(&self, at: usize) -> bool {
        let abbreviated = self.tokens.get(at).is_some_and(|token| token.has_full_stop && token.shape != Shape::Initial);
        abbreviated && (self.covering(at).is_some() || self.has(at, Traits::SUFFIX))
    }

    /// Whether a capitalised word is common and does not begin a name.
    fn opens_sentence(&self, at: usize) -> bool {
        let names =
            Traits::ORGANISATION.or(Traits::OF_ORGANISATION).or(Traits::PLACE).or(Traits::TITLE).or(Traits::ROLE);
        self.has(at, Traits::COMMON) && !self.has(at, names.or(Traits::GIVEN)) && self.found_at(at).is_none()
    }

    /// Splits a run at titles and classifies each piece.
    fn split(&self, start: usize, end: usize, names: &mut Vec<Name>) {
        let mut first = start;
        let mut titled = self.title_before(start);
        if (start + 1..end).contains(&(end - 1))
            && self.has(end - 1, Traits::SUFFIX)
            && !self.has(start, Traits::DEFINITE.or(Traits::ARTICLE))
            && self.is_organisation(start, end)
        {
            names.push(Name { first: start, last: end, kind: ActorKind::Organisation, is_certain: true });
            return;
        }
        // At the start of a sentence, the capital of a common word means nothing.
        while first < end && self.opens_without_name(first) && self.found_at(first).is_none() {
            first += 1;
        }
        if first > start {
            titled |= self.has(first - 1, Traits::TITLE.or(Traits::ROLE));
        }
        if self.is_organisation(first, end) {
            names.push(Name { first, last: self.with_suffix(end), kind: ActorKind::Organisation, is_certain: true });
            return;
        }
        let mut piece = first;
        let mut at = first;
        while at < end {
            if let Some(found) = self.found_at(at) {
                let given = at > piece
                    && at + 1 == found.last
                    && at == piece + 1
                    && self.has(piece, Traits::GIVEN)
                    && found.last == end;
                // `CNN Charlotte`: an acronym of the dictionary is a name of its own.
                let is_acronym = found.last == found.first + 1
                    && self.dictionary.known(found.known).is_some_and(|known| known.kind == ActorKind::Organisation)
                    && at == piece
                    && self.shape(at) == Some(Shape::Caps)
                    && found.kind == AliasKind::Name;
                let splits = (!given && (found.kind == AliasKind::Demonym || found.last - found.first > 1))
                    || is_acronym
                    || self.capitals == Capitals::More;
                if splits {
                    self.classify(piece, at, titled, names);
                    titled = false;
                    piece = found.last;
                    at = found.last;
                    continue;
                }
                at = found.last;
                continue;
            }
            let is_surname = at > piece && self.has(at - 1, Traits::GIVEN) && !self.has(at - 1, Traits::COMMON);
            let breaks = self.capitals == Capitals::More
                && self.has(at, Traits::COMMON)
                && !self.has(at, Traits::GIVEN)
                && !is_surname;
            let breaks = breaks || self.is_headline_verb(at, piece);
            let title = (self.has(at, Traits::TITLE)
                || (self.has(at, Traits::ROLE) && at > piece)
                || (self.has(at, Traits::ROLE) && self.has(at, Traits::COMMON)))
                && !self.is_part_of_person(piece, at, end);
            if title || breaks {
                if title {
                    // The words before a title are part of it: `Georgia House Minority | Leader`.
                    if at == piece || !self.has(at.saturating_sub(1), Traits::MINOR_TITLE.or(Traits::TITLE)) {
                        self.classify(piece, at, titled, names);
                    }
                } else {
                    self.classify(piece, at, titled, names);
                }
                titled = title;
                piece = at + 1;
            }
            at += 1;
        }
        self.classify(piece, end, titled, names);
    }

    /// Whether a word that is a title elsewhere is a surname or a given name here: `Steve King`, `Barbara Boxer`, `Dean Heller`.
    fn is_part_of_person(&self, piece: usize, at: usize, end: usize) -> bool {
        let is_surname = at + 1 == end
            && at > piece
            && at - piece <= 2
            && self.has(piece, Traits::GIVEN)
            && !self.has(piece, Traits::TITLE.or(Traits::COMMON))
            && (at == piece + 1 || self.shape(at - 1) == Some(Shape::Initial))
            && self.shape(at) == Some(Shape::Title)
            && self.capitals == Capitals::Names;
        let is_given = at == piece
            && at + 2 == end
            && self.has(at, Traits::GIVEN_TITLE)
            && self.shape(at + 1) == Some(Shape::Title)
            && !self.has(at + 1, Traits::GIVEN.or(Traits::COMMON))
            && at.checked_sub(1).is_none_or(|before| !self.has(before, Traits::DEFINITE));
        is_surname || is_given
    }

    /// Whether a word at the start of a sentence is common, so that its capital belongs to the sentence.
    fn opens_without_name(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let word = self.traits(at);
        if word.any(Traits::OPENING_ARTICLE) {
            return true;
        }
        if !token.starts_sentence() {
            return false;
        }
        if self.shape(at) == Some(Shape::Initial) && word.any(Traits::OTHER_PRONOUN) {
            return true;
        }
        word.any(Traits::COMMON.or(Traits::CALENDAR))
            && !(word.any(Traits::GIVEN) && self.is_capital(at + 1) && self.is_linked(at + 1))
    }

    fn title_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let linked = self.is_linked(at);
        let comma = self.tokens.get(at).is_some_and(|token| token.gap == Gap::Comma);
        (linked && self.has(before, Traits::ROLE))
            || (comma && self.has(before, Traits::ROLE) && self.shape(before) == Some(Shape::Title))
    }

    /// Classifies a piece between titles, and records it if it is an actor.
    fn classify(&self, first: usize, end: usize, titled: bool, names: &mut Vec<Name>) {
        let mut first = first;
        let mut end = end;
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
        if first >= end
            || self
                .found_at(first)
                .is_some_and(|found| found.last >= end && !(titled && found.kind == AliasKind::Short))
        {
            return;
        }
        let length = end - first;
        let last = end - 1;
        // `Hurricane Harvey`, `Superstorm Sandy`.
        let is_storm = length > 1 && self.has(first, Traits::STORM);
        if is_storm || self.is_silent(first, end) {
            names.push(Name { first, last: end, kind: ActorKind::Other, is_certain: false });
            return;
        }
        // `Kim Min-jung`
        if length > 1 && self.is_second_part(last, first) {
            names.push(Name { first, last: end, kind: ActorKind::Person, is_certain: true });
            return;
        }
        // `Trump-Kim`, `Dodd-Frank`: two surnames, each a name of its own or no actor.
        let joined = length == 2 && self.tokens.get(last).is_some_and(|token| token.gap == Gap::Hyphen);
        if joined && !titled && !self.has(first, Traits::GIVEN.or(Traits::ORGANISATION)) {
            return;
        }
        let first_traits = self.traits(first);
        let last_traits = self.traits(last);
        if self.is_organisation(first, end) {
            names.push(Name { first, last: self.with_suffix(end), kind: ActorKind::Organisation, is_certain: true });
            return;
        }
        let place_behind = self.shape(end) == Some(Shape::Lower)
            && self.is_linked(end)
            && self.has(end, Traits::PLACE)
            && !self.has(end, Traits::TITLE.or(Traits::ROLE));
        let is_english = self.tokens.language().is_some_and(|language| language.is("en"));
        let is_person_of_place = !is_english && length == 2 && first_traits.any(Traits::GIVEN);
        let is_place = (last_traits.any(Traits::PLACE) && length > 1 && !is_person_of_place)
            || (first_traits.any(Traits::BEFORE_PLACE) && !first_traits.any(Traits::GIVEN) && length > 1 && !titled)
            || (place_behind && !titled)
            || self.is_place_before_state(end);
        let is_thing = last_traits.any(Traits::THING.or(Traits::CALENDAR))
            && !(titled && length <= 2)
            && !(first_traits.any(Traits::GIVEN) && length == 2 && !last_traits.any(Traits::CALENDAR));
        if is_place
            || is_thing
            // `Charlie Black`
            || (first..end).any(|at| {
                let is_surname = at == last && length == 2 && first_traits.any(Traits::GIVEN) && !first_traits.any(Traits::COMMON);
                self.has(at, Traits::NO_ACTOR) && !is_surname
            })
            || self.has(first, Traits::SHIP)
        {
            if length > 1 && self.capitals == Capitals::Names {
                self.silence(first, end, names);
            }
            return;
        }
        let push = |names: &mut Vec<Name>, kind, is_certain| names.push(Name { first, last: end, kind, is_certain });
        if length == 1 {
            self.classify_single(first, titled, names);
            return;
        }
        // `GOP Senate`, `Iowa Republicans`, `Clinton Email`: words that mean something by themselves are no person's name.
        let is_known = |at: usize| self.covering(at).is_some_and(|found| !(titled && found.kind == AliasKind::Short));
        let ends_known = self.covering(last).is_some_and(|found| found.kind != AliasKind::Short);
        // `Mountainous Nepal`
        let ends_state = self.covering(last).is_some_and(|found| {
            found.kind == AliasKind::Name
                && self.dictionary.known(found.known).is_some_and(|known| known.kind == ActorKind::State)
        });
        let ends_common = last_traits.any(Traits::COMMON) && !last_traits.any(Traits::GIVEN);
        if !titled && is_known(first) && !first_traits.any(Traits::GIVEN) && (ends_known || ends_common && length == 2)
            || !titled && ends_state && length == 2 && !first_traits.any(Traits::GIVEN)
        {
            return;
        }
        if (first..end).any(|at| self.is_plural_acronym(at) || self.is_function_word(at)) {
            return;
        }
        // `Q&A`
        let is_joined = (first + 1..end).any(|at| {
            self.tokens.get(at).is_some_and(|token| {
                token.gap == Gap::Joined
                    && self.unit.text.get(..token.start).is_some_and(|text| text.trim_end().ends_with('&'))
            })
        });
        // `said Will Doyle, a professor`
        let is_said =
            first.checked_sub(1).is_some_and(|before| rare.before_speaker.contains(&self.tokens.folded(before)))
                && self.is_linked(first)
                && self.tokens.get(end).is_none_or(|token| matches!(token.gap, Gap::Comma | Gap::Stop))
                && (2..=3).contains(&length)
                && (first_traits.any(Traits::GIVEN) || !last_traits.any(Traits::COMMON.or(Traits::ROLE)));
        let person_shapes = !is_joined
            && (first..end).all(|at| match self.shape(at) {
                Some(Shape::Title | Shape::Initial) => true,
                Some(Shape::Caps) => at == first || self.capitals == Capitals::More,
                Some(Shape::Lower) => self.has(at, Traits::PARTICLE) || self.is_second_part(at, first),
                _ => false,
            });
        let words = (first..end).filter(|at| self.is_capital(*at)).count();
        let initial = matches!(self.shape(first), Some(Shape::Initial))
            || (self.shape(first) == Some(Shape::Caps) && self.tokens.folded(first).len() == 2);
        let common = (first..end).filter(|at| self.has(*at, Traits::COMMON) && !self.has(*at, Traits::GIVEN)).count();
        if person_shapes && words <= 5 {
            let given = first_traits.any(Traits::GIVEN);
            let plausible = common == 0 || (given && !first_traits.any(Traits::COMMON)) || titled || initial || is_said;
            if (given || titled || initial || is_said) && plausible && self.shape(last) != Some(Shape::Initial) {
                push(names, ActorKind::Person, true);
                return;
            }
            if common == 0 && self.capitals == Capitals::Names && words <= 3 {
                let named = self.shape(last) == Some(Shape::Title);
                if named {
                    push(names, ActorKind::Person, true);
                    return;
                }
            }
        }
        let acts = self.acts(end);
        if acts && self.capitals == Capitals::Names && length <= 5 && common < words {
            push(names, ActorKind::Organisation, true);
        }
    }

    /// Whether a piece is a well-known name of something that is not an actor.
    fn is_silent(&self, first: usize, end: usize) -> bool {
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
        if !(first..end).any(|at| self.covering(at).is_some_and(acts)) {
            names.push(Name { first, last: end, kind: ActorKind::Other, is_certain: false });
        }
    }

    /// Whether a verb follows that only actors can be the subject of.
    fn acts(&self, at: usize) -> bool {
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

/// A capital inside a word, as companies write their names: `JustGiving`; not `McCain`, `DeSantis`.
pub(super) fn is_camel(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    let inner = chars.windows(2).position(|pair| matches!(pair, [a, b] if a.is_lowercase() && b.is_uppercase()));
    inner.is_some_and(|at| at >= 2)
        && !has_name_prefix(word)
        && chars.iter().all(|c| c.is_alphanumeric())
        && !is_run_together(&chars)
}

/// Whether a word begins like names with a capital inside: `MacDonald`.
fn has_name_prefix(word: &str) -> bool {
    static PREFIXES: OnceLock<Vec<&str>> = OnceLock::new();
    let word = word.to_lowercase();
    PREFIXES.get_or_init(|| words_of_kind(PEOPLE, "name-prefix")).iter().any(|prefix| word.starts_with(prefix))
}

/// Whether a word is a name with an attached acronym, or ends in a letter of a broken encoding: `SmithCNN`, `ObamaÃ`.
fn is_run_together(chars: &[char]) -> bool {
    let tail = chars.iter().rev().take_while(|c| c.is_uppercase()).count();
    tail >= 3 || (tail > 0 && chars.last().is_some_and(|c| !c.is_ascii()))
}
