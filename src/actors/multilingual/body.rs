//! Organisations in languages other than English: head nouns with their complements, clubs, acronyms.

use std::sync::OnceLock;

use super::{ACRONYM_LETTERS, MAX_BODY_WORDS, MIN_ENGLISH_HEAD, NameFinder, SMALL_WORDS, is_compound_body};
use crate::actors::cases::{bases, without_body_ending};
use crate::actors::dictionary::AliasKind;
use crate::actors::names::{Name, is_camel};
use crate::actors::tokens::Shape;
use crate::actors::words::{Traits, traits};
use crate::language::{BODIES, Entry, Feature, Language, entries, words_of_kind, words_of_language};
use crate::model::ActorKind;

/// The minimum number of letters in an adjective that begins an organisation's name.
const MIN_ADJECTIVE: usize = 5;

/// The maximum number of adjectives between the first one and the head noun.
const MAX_ADJECTIVES: usize = 2;

/// The endings of adjectives before a head noun.
fn leading_endings(language: Language) -> &'static [&'static str] {
    static TABLE: [OnceLock<Vec<&str>>; Language::COUNT] = [const { OnceLock::new() }; Language::COUNT];
    let read = || words_of_language(BODIES, language.code(), "leading-ending");
    TABLE.get(language.index()).map_or(&[], |cell| cell.get_or_init(read))
}

/// Whether a folded acronym is a country's in results of sports: `(GER)`.
fn is_sports_code(folded: &str) -> bool {
    static CODES: OnceLock<Vec<&str>> = OnceLock::new();
    CODES.get_or_init(|| words_of_kind(BODIES, "sports-code")).binary_search(&folded).is_ok()
}

impl NameFinder<'_> {
    /// An organisation whose name starts at a word.
    pub(super) fn body(&self, at: usize) -> Option<Name> {
        if self.shouts {
            return None;
        }
        if self.is_taken(at) {
            return self.national_body(at);
        }
        self.camel(at)
            .or_else(|| self.adjective_body(at))
            .or_else(|| self.headed_body(at))
            .or_else(|| self.club(at))
            .or_else(|| self.acronym(at))
    }

    /// `Deutsche Krankenhausgesellschaft`, `Český rozhlas`: the adjective of a state that begins an organisation's name.
    /// Adjectives of states have no capital in other places.
    fn national_body(&self, at: usize) -> Option<Name> {
        let found = self.covering(at)?;
        let is_adjective = found.kind == AliasKind::Demonym && found.first == at && found.last == at + 1;
        if !is_adjective || !self.is_linked(at + 1) || self.is_hyphen(at + 1) || self.tokens.language()?.is("en") {
            return None;
        }
        let headed = self.headed_body(at).filter(|name| {
            let is_plain = name.last == at + 2 && self.opens(at) && self.is_common(at + 1);
            name.last > at + 1 && !is_plain
        });
        headed.or_else(|| self.adjective_body(at))
    }

    /// Whether a word ends like an adjective before a head noun, with an ending of at least this many letters.
    pub(super) fn is_leading_adjective(&self, at: usize, min_ending: usize) -> bool {
        let Some(language) = self.tokens.language() else { return false };
        let token = self.tokens.get(at);
        let word =
            token.and_then(|token| self.unit.text.get(token.start..token.end)).unwrap_or_default().to_lowercase();
        word.chars().count() >= MIN_ADJECTIVE
            && !self.has(at, SMALL_WORDS)
            && leading_endings(language)
                .iter()
                .any(|ending| ending.chars().count() >= min_ending && word.ends_with(ending))
    }

    /// `Верховный суд`, `Nejvyšší kontrolní úřad`: a capital adjective before a head noun in lower case.
    fn adjective_body(&self, at: usize) -> Option<Name> {
        let language = self.tokens.language().filter(|language| language.has(Feature::AdjectiveFirst))?;
        if self.shape(at) != Some(Shape::Title) || !self.is_small(at + 1) || self.has(at, Traits::TITLE) {
            return None;
        }
        let is_adjective = |at: usize| self.is_leading_adjective(at, 1);
        let is_head = |at: usize| {
            let folded = self.tokens.folded(at);
            self.is_small(at)
                && self.is_linked(at)
                && !self.has(at, Traits::TITLE)
                && (self.has(at, Traits::ORGANISATION)
                    || bases(folded, language).any(|base| traits(&base, Some(language)).any(Traits::ORGANISATION)))
        };
        let head = (at + 1..at + 2 + MAX_ADJECTIVES).find(|word| is_head(*word))?;
        let is_name =
            (at..head).all(|word| is_adjective(word) && (word == at || self.is_small(word) && self.is_linked(word)));
        // At the start of a sentence, a capital says nothing, but another place in the text does.
        let is_proper = !self.opens(at) || self.usage.capitals(self.tokens.folded(at)) > 0;
        (is_name && is_proper).then_some(Name {
            first: at,
            last: head + 1,
            kind: ActorKind::Organisation,
            is_certain: true,
        })
    }

    /// `Universität Zürich`, `Ministerio de Hacienda`, `Okresní soud`, `Ulaştırma Bakanlığı`: a head noun with its
    /// complements.
    fn headed_body(&self, at: usize) -> Option<Name> {
        let organisation = |last| Some(Name { first: at, last, kind: ActorKind::Organisation, is_certain: true });
        // Capitalised words up to the last head noun of the run.
        let mut end = at;
        let mut head_end = None;
        while end < at + MAX_BODY_WORDS && (end == at || self.is_linked(end)) && !(end > at && self.opens(end)) {
            // `Ulaştırma ve Altyapı Bakanlığı`
            if end > at
                && head_end.is_none()
                && self.is_small(end)
                && self.has(end, Traits::LINK)
                && self.has(end, Traits::CONJUNCTION)
                && self.is_capital(end + 1)
            {
                end += 2;
                if self.is_head(end - 1) {
                    head_end = Some(end);
                }
                continue;
            }
            if !self.is_capital(end) {
                break;
            }
            if self.is_head(end) {
                head_end = Some(end + 1);
            }
            end += 1;
        }
        let head_end = head_end?;
        let is_opening = self.opens(at);
        let head_first = self.is_head(at);
        // `Deutsche Bank`: the word before the head noun must not be a common noun.
        let is_national = self.covering(at).is_some_and(|found| found.kind == AliasKind::Demonym);
        let before_is_free = (at + usize::from(is_national)..head_end - 1).all(|word| {
            let is_free =
                !self.is_common(word) || self.is_hyphen(word + 1) || word > at && !self.usage.has_capital_nouns;
            is_free && !self.has(word, Traits::TITLE) && !self.has(word, Traits::GIVEN)
        });
        let mut last = head_end;
        if head_first && head_end == at + 1 && self.is_between_title_and_name(at) {
            return organisation(head_end);
        }
        if head_first {
            last = self.behind_head(at, head_end);
            if last > head_end || head_end > at + 1 && before_is_free {
                return organisation(last.max(head_end));
            }
            // A head noun by itself, capitalised inside a sentence: `el Parlamento`, `Sněmovna`.
            let is_proper = !self.usage.has_capital_nouns
                && !is_opening
                && head_end == at + 1
                && self.shape(at) == Some(Shape::Title)
                && !self.usage.small.contains(self.tokens.folded(at))
                && self.has(at, Traits::ORGANISATION);
            return if is_proper { organisation(head_end) } else { self.compound_body(at) };
        }
        if before_is_free
            && head_end > at + 1
            && !(is_opening && head_end == at + 2 && self.is_common(at) && !is_national)
        {
            return organisation(self.behind_head(head_end - 1, last).max(last));
        }
        None
    }

    /// `Ketua KPK Ola Reed`: whether an acronym stands between a person's title and name.
    fn is_between_title_and_name(&self, at: usize) -> bool {
        let is_name = |at: usize| self.shape(at) == Some(Shape::Title) && self.is_linked(at) && !self.is_common(at);
        self.shape(at) == Some(Shape::Caps)
            && self.is_linked(at)
            && at.checked_sub(1).is_some_and(|before| self.has(before, Traits::TITLE))
            && (at + 1..at + 3).all(is_name)
    }

    /// Whether a word is a head noun of organisations, in the language of the text or in English: `University of Florida`.
    fn is_head(&self, at: usize) -> bool {
        let heads = Traits::ORGANISATION.or(Traits::OF_ORGANISATION).or(Traits::SUFFIX);
        let own = self.has(at, heads) && (!self.has(at, Traits::TITLE) || self.has(at, Traits::OF_ORGANISATION));
        let folded = self.tokens.folded(at);
        let english = || {
            let english = traits(folded, Language::parse("en"));
            folded.len() >= MIN_ENGLISH_HEAD
                && self.shape(at) == Some(Shape::Title)
                && english.any(Traits::ORGANISATION)
                && !english.any(Traits::TITLE)
                && !self.is_common(at)
        };
        let inflected = || {
            let token = self.tokens.get(at).filter(|token| token.shape == Shape::Title);
            let text = token.and_then(|token| self.unit.text.get(token.start..token.end)).unwrap_or_default();
            self.tokens.language().is_some_and(|language| without_body_ending(text, language).is_some())
        };
        own || inflected() || english()
    }

    /// `US-Justizministerium`, `Staatsanwaltschaft`: a compound that names an organisation by itself.
    fn compound_body(&self, at: usize) -> Option<Name> {
        let folded = self.tokens.folded(at);
        let is_compound = self.usage.has_capital_nouns && folded.len() > 12 && is_compound_body(folded);
        is_compound.then_some(Name { first: at, last: at + 1, kind: ActorKind::Organisation, is_certain: true })
    }

    /// The end of the complements after a head noun: `de Hacienda`, `für Verfassungsschutz`, `européenne`, `Zürich`.
    fn behind_head(&self, head: usize, end: usize) -> usize {
        let mut end = end;
        // Capitalised words directly after the head noun: `Landgericht Köln`.
        while end < head + MAX_BODY_WORDS
            && self.is_linked(end)
            && self.is_capital(end)
            && !self.opens(end)
            && !self.has(end, Traits::TITLE)
            && (!self.usage.has_capital_nouns || !self.is_common(end))
            && !(self.is_given(end) && self.is_capital(end + 1) && self.is_linked(end + 1))
        {
            end += 1;
        }
        // Adjectives: `Rassemblement national`, `Guardia civil`.
        while end == head + 1
            && !self.usage.has_capital_nouns
            && !self.opens(head)
            && self.is_linked(end)
            && self.is_adjective(end)
        {
            end += 1;
        }
        // Links: `de la`, `für`, `of`.
        while end < head + MAX_BODY_WORDS && self.is_linked(end) && self.is_small(end) {
            let is_link = |at: usize| {
                self.is_small(at)
                    && self.is_linked(at)
                    && if self.usage.has_capital_nouns {
                        self.has(at, Traits::COMPLEMENT_LINK.or(Traits::ENGLISH_LINK))
                    } else {
                        self.has(at, Traits::LINK.or(Traits::ENGLISH_LINK))
                            || self.has(at, Traits::PREPOSITION) && self.tokens.folded(at).starts_with('d')
                    }
            };
            let mut after = end;
            while after < end + 3 && is_link(after) {
                after += 1;
            }
            let opens_body = self.is_capital(after)
                && self.is_linked(after)
                && !self.has(after, Traits::TITLE)
                && !self.is_taken(after);
            let is_and = after == end + 1 && self.has(end, Traits::CONJUNCTION);
            if after > end
                && opens_body
                && (self.has(head, Traits::OF_ORGANISATION) || self.has(end, Traits::ENGLISH_LINK))
                && (!self.is_given(after) || is_and)
            {
                end = after + 1;
                while self.is_linked(end)
                    && self.is_capital(end)
                    && end < head + MAX_BODY_WORDS
                    && !self.has(end, Traits::TITLE)
                {
                    end += 1;
                }
                continue;
            }
            break;
        }
        end
    }

    /// Whether a lower-case word looks like an adjective that belongs to the name of an organisation in a Romance
    /// language.
    fn is_adjective(&self, at: usize) -> bool {
        static ENDINGS: OnceLock<Vec<Entry>> = OnceLock::new();
        let folded = self.tokens.folded(at);
        let Some(language) = self.tokens.language().filter(|_| self.is_small(at) && folded.len() > 5) else {
            return false;
        };
        let endings =
            ENDINGS.get_or_init(|| entries(BODIES).filter(|entry| entry.kind == "adjective-ending").collect());
        let own = endings.iter().filter(|entry| language.is(entry.language));
        own.flat_map(|entry| entry.text.split(' ')).any(|ending| folded.ends_with(ending))
    }

    /// `ThSV Eisenach`, `FC Bayern`, `THW Kiel`: the initials of a club next to a place.
    fn club(&self, at: usize) -> Option<Name> {
        let is_beside = |word: usize| {
            self.is_linked(word)
                && !self.is_hyphen(word)
                && self.is_capital(word)
                && !self.has(word, SMALL_WORDS)
                && !self.opens(word)
        };
        let is_club = self.has(at, Traits::CLUB)
            && matches!(self.shape(at), Some(Shape::Caps | Shape::Title))
            && self.tokens.get(at).is_some_and(|token| token.end - token.start <= 4);
        let capitals = |word: usize| {
            let token = self.tokens.get(word);
            token
                .and_then(|token| self.unit.text.get(token.start..token.end))
                .is_some_and(|text| text.chars().filter(|c| c.is_uppercase()).count() >= 2)
        };
        let is_known = self
            .covering(at + 1)
            .and_then(|found| self.dictionary.known(found.known))
            .is_some_and(|known| known.kind == ActorKind::Organisation);
        if is_club && capitals(at) && is_beside(at + 1) && !is_known {
            let more = is_beside(at + 2) && self.shape(at + 2) == Some(Shape::Title) && !self.is_common(at + 2);
            let last = if more { at + 3 } else { at + 2 };
            return Some(Name { first: at, last, kind: ActorKind::Organisation, is_certain: true });
        }
        None
    }

    /// `PeakMetrics`: a capital inside a word.
    fn camel(&self, at: usize) -> Option<Name> {
        let token = self.tokens.get(at).filter(|token| token.shape == Shape::Title)?;
        let text = self.unit.text.get(token.start..token.end)?;
        let is_handle = self.unit.text.get(..token.start).is_some_and(|before| before.ends_with(['@', '#']));
        let alone = !self.is_hyphen(at) && !self.is_hyphen(at + 1) && self.covering(at).is_none();
        (alone && !is_handle && is_camel(text)).then_some(Name {
            first: at,
            last: at + 1,
            kind: ActorKind::Organisation,
            is_certain: true,
        })
    }

    /// `CGT`, `ODS`, `SVP`: an acronym that the article uses as a name.
    fn acronym(&self, at: usize) -> Option<Name> {
        let token = self.tokens.get(at)?;
        let folded = self.tokens.folded(at);
        let text = self.unit.text.get(token.start..token.end)?;
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let plain =
            token.shape == Shape::Caps && text.chars().all(char::is_alphabetic) && ACRONYM_LETTERS.contains(&letters);
        let excluded = Traits::NO_ACTOR
            .or(Traits::HONOUR)
            .or(Traits::TITLE)
            .or(Traits::CALENDAR)
            .or(Traits::COMMON)
            .or(Traits::GIVEN);
        let is_roman = text.chars().all(|c| "IVXLCDM".contains(c));
        let joins_before = self.is_linked(at) && at.checked_sub(1).is_some_and(|before| self.is_capital(before));
        let joins_after = self.is_linked(at + 1) && self.is_capital(at + 1);
        let alone = !joins_before && !joins_after;
        if !plain
            || !alone
            || is_roman
            || self.has(at, excluded)
            || is_sports_code(folded)
            || self.covering(at).is_some()
            || self.usage.small.contains(folded)
        {
            return None;
        }
        let before = at.checked_sub(1);
        let is_headed = before.is_some_and(|before| self.has(before, Traits::DETERMINER.or(Traits::PREPOSITION)))
            && self.is_linked(at);
        let times = self.usage.capitals(folded);
        let is_bracketed = self.usage.explained.contains(folded)
            && self.unit.text.get(..token.start).is_some_and(|text| text.ends_with('('))
            && before.is_some_and(|before| self.is_capital(before));
        let is_certain =
            is_bracketed || letters >= 3 && (times >= 2 && is_headed || times >= 3 || self.is_said_by(at, at + 1));
        let is_known =
            is_certain || letters >= 3 && is_headed && before.is_some_and(|at| self.has(at, Traits::DETERMINER));
        is_known.then_some(Name { first: at, last: at + 1, kind: ActorKind::Organisation, is_certain: true })
    }
}
