//! Recognises names that the dictionary does not know, by their spelling and their context.
//!
//! A run of capitalised words is split at titles ("Foreign Minister | Amir Khan Muttaqi"). Each piece is classified by
//! its head noun ("... Ministry", "Bank of ..."), its given name, the title before it, or the verb after it. The rules
//! follow the internal and external evidence of McDonald, "Internal and External Evidence in the Identification and
//! Semantic Categorization of Proper Names" (1993).

use std::sync::OnceLock;

mod body;
mod piece;
mod run;
mod single;

use super::dictionary::{AliasKind, Dictionary};
use super::scan::{KnownName, Unit};
use super::tokens::{Gap, Shape, Tokens};
use super::words::{RareWords, Traits, traits};
use crate::language::{Language, PEOPLE, words_of_kind};
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
        self.tokens.is_linked(at)
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

    /// Splits a run at titles and classifies each piece.
    fn split(&self, start: usize, end: usize, names: &mut Vec<Name>) {
        let mut first = start;
        let mut titled = self.title_before(start);
        if (start + 1..end).contains(&(end - 1))
            && self.has(end - 1, Traits::SUFFIX)
            && !self.has(start, Traits::DEFINITE.or(Traits::ARTICLE))
            && self.is_organisation(start, end)
        {
            let first = self.with_ordinal(start);
            names.push(Name { first, last: end, kind: ActorKind::Organisation, is_certain: true });
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
            let (first, last) = (self.with_ordinal(first), self.with_suffix(end));
            names.push(Name { first, last, kind: ActorKind::Organisation, is_certain: true });
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
                || (self.has(at, Traits::ROLE) && (at > piece || self.has(at, Traits::COMMON.or(Traits::NO_ACTOR)))))
                && !self.is_part_of_person(piece, at, end);
            if !title && !breaks && self.begins_person(piece, at, end) {
                // `Secretary of the Navy | Ola Reed`
                if !self.is_behind_office(piece) {
                    self.classify(piece, at, titled, names);
                }
                titled = false;
                piece = at;
            }
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

    /// Whether an office and "of" are before a word: `Director of | National Intelligence`.
    fn is_behind_office(&self, at: usize) -> bool {
        let of = (1..=2).find_map(|back| at.checked_sub(back).filter(|of| self.has(*of, Traits::OF_LINK)));
        of.and_then(|of| of.checked_sub(1)).is_some_and(|office| self.has(office, Traits::TITLE.or(Traits::ROLE)))
    }

    /// Whether a full name begins behind words that name nobody: `National Intelligence | James Clapper`.
    fn begins_person(&self, piece: usize, at: usize, end: usize) -> bool {
        let bodies = Traits::ORGANISATION.or(Traits::OF_ORGANISATION);
        let ordinary = Traits::COMMON.or(bodies).or(Traits::THING).or(Traits::PLACE).or(Traits::NO_ACTOR);
        let is_ordinary = |at: usize| self.has(at, ordinary) && !self.has(at, Traits::GIVEN);
        at > piece
            && (2..=3).contains(&(end - at))
            && self.capitals == Capitals::Names
            && self.shape(at) == Some(Shape::Title)
            && !self.is_hyphen(at)
            && self.has(at, Traits::GIVEN)
            && !self.has(at, ordinary)
            && (piece..at).all(is_ordinary)
            && (at + 1..end).all(|at| !self.has(at, ordinary.or(Traits::SUFFIX).or(Traits::TITLE)))
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
