//! Recognises names that the dictionary does not know in languages other than English.
//!
//! Not all common words of these languages are known, so a capital by itself is weak evidence. A person needs a given
//! name, a title, an age, a verb of saying or an apposition next to the name. An organisation needs a head noun of its
//! language, or an acronym. Words that the article also writes in lower case are common words. The kinds of evidence
//! are those of [`super::names`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

mod body;

use super::dictionary::{AliasKind, Dictionary};
use super::names::Name;
use super::scan::{KnownName, Unit};
use super::tokens::{Gap, Shape, Tokens};
use super::words::{Traits, traits};
use crate::language::{BODIES, Feature, PEOPLE, words_of_kind};
use crate::model::ActorKind;

/// The maximum length of a person's name, in capitalised words.
const MAX_PERSON_WORDS: usize = 5;

/// The maximum length of a Vietnamese person's name, in words.
const MAX_VIETNAMESE_WORDS: usize = 4;

/// Vietnamese middle names of women and of men, folded.
const VIETNAMESE_MIDDLE: [&str; 2] = ["thi", "van"];

/// The minimum number of letters of each part of a compound, minus one.
const MIN_COMPOUND_PART: usize = 3;

/// The minimum number of letters of an English head noun in a text in another language.
const MIN_ENGLISH_HEAD: usize = 6;

/// The maximum length of an organisation's name, in words.
const MAX_BODY_WORDS: usize = 9;

/// The number of letters of an acronym that may be an organisation.
const ACRONYM_LETTERS: std::ops::RangeInclusive<usize> = 2..=6;

/// The maximum number of words between a title and a comma before a name: `der Vorsitzende der Bürgerliste, Holger
/// Diestelkamp`.
const MAX_APPOSITION_WORDS: usize = 6;

/// Words that say that a capitalised word is not a name.
const SMALL_WORDS: Traits = Traits::DETERMINER
    .or(Traits::PREPOSITION)
    .or(Traits::CONJUNCTION)
    .or(Traits::PERSON_PRONOUN)
    .or(Traits::BODY_PRONOUN)
    .or(Traits::OTHER_PRONOUN)
    .or(Traits::LEAD_IN)
    .or(Traits::RELATIVE)
    .or(Traits::ACCORDING)
    .or(Traits::VERB);

/// How an article writes its words.
#[derive(Debug, Default)]
pub(super) struct Usage {
    /// Words that occur in lower case.
    small: BTreeSet<String>,
    /// How often a word occurs with a capital inside a sentence.
    capital: BTreeMap<String, usize>,
    /// Acronyms that the article explains in parentheses after a name.
    explained: BTreeSet<String>,
    /// Whether the language capitalises common nouns.
    has_capital_nouns: bool,
}

impl Usage {
    /// Counts the words of an article.
    pub fn new(units: &[Unit]) -> Usage {
        let language = units.first().and_then(|unit| unit.tokens.language());
        let mut usage = Usage {
            has_capital_nouns: language.is_some_and(|language| language.has(Feature::CapitalNouns)),
            ..Usage::default()
        };
        for unit in units {
            for (at, token) in unit.tokens.iter().enumerate() {
                let folded = unit.tokens.folded(at);
                match token.shape {
                    // `-sik` of `Kim Sang-sik` is no word of its own.
                    Shape::Lower if token.gap == Gap::Hyphen && at > 0 && is_capital(unit, at - 1) => {}
                    Shape::Lower => {
                        usage.small.insert(folded.to_owned());
                    }
                    Shape::Title | Shape::Caps if !token.starts_sentence() => {
                        *usage.capital.entry(folded.to_owned()).or_default() += 1;
                        let is_bracketed = token.shape == Shape::Caps
                            && unit.text.get(..token.start).is_some_and(|text| text.ends_with('('))
                            && unit.text.get(token.end..).is_some_and(|text| text.starts_with(')'));
                        if is_bracketed {
                            usage.explained.insert(folded.to_owned());
                        }
                    }
                    _ => {}
                }
            }
        }
        usage
    }

    fn capitals(&self, folded: &str) -> usize {
        self.capital.get(folded).copied().unwrap_or_default()
    }
}

fn is_capital(unit: &Unit, at: usize) -> bool {
    unit.tokens.get(at).is_some_and(super::tokens::Token::is_capital)
}

/// The names in a text in addition to those of the dictionary, in order.
pub(super) fn recognise(unit: &Unit, dictionary: &Dictionary, usage: &Usage) -> Vec<Name> {
    let shouts = shouts(&unit.tokens);
    let reader = NameFinder { unit, dictionary, tokens: &unit.tokens, usage, shouts };
    let mut names: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < unit.tokens.len() {
        let start = reader.prefix_start(at);
        if start.is_none() && !reader.is_capital(at) || unit.is_aside(at) {
            at += 1;
            continue;
        }
        if let Some(name) = reader.body(at) {
            at = name.last.max(at + 1);
            names.push(name);
            continue;
        }
        if let Some(last) = reader.vietnamese_end(at) {
            names.push(Name { first: at, last, kind: ActorKind::Person, is_certain: true });
            at = last;
            continue;
        }
        let end = reader.run_end(at);
        if reader.is_breaking(at, at, end) {
            at = reader.group_end(at).min(end).max(at + 1);
            continue;
        }
        let is_end = |last: usize| {
            reader.is_breaking(last, at, end)
                || reader.begins_word(last, at) && reader.body(last).is_some()
                || reader.begins_another(last, at, end)
        };
        let last = (at + 1..end).find(|last| is_end(*last)).unwrap_or(end);
        reader.person(at, last, reader.is_titled(at), &mut names);
        at = last;
    }
    names
}

/// Whether a folded compound names an organisation by itself: `Justizministerium`.
pub(super) fn is_compound_body(folded: &str) -> bool {
    static ENDINGS: OnceLock<Vec<&str>> = OnceLock::new();
    let endings = ENDINGS.get_or_init(|| words_of_kind(BODIES, "compound-body"));
    endings.iter().any(|ending| folded.ends_with(ending))
}

/// Whether a folded word is a surname that often follows a particle: `da Silva`.
fn is_surname_behind(folded: &str) -> bool {
    static SURNAMES: OnceLock<Vec<&str>> = OnceLock::new();
    let surnames = SURNAMES.get_or_init(|| words_of_kind(PEOPLE, "surname-behind"));
    surnames.binary_search(&folded).is_ok()
}

/// Whether most words of a text are capitalised.
fn shouts(tokens: &Tokens) -> bool {
    let words = tokens.iter().filter(|token| token.end - token.start > 3);
    let (all, caps) = words
        .fold((0usize, 0usize), |(all, caps), token| (all + 1, caps + usize::from(matches!(token.shape, Shape::Caps))));
    all > 1 && caps * 2 > all
}

struct NameFinder<'a> {
    unit: &'a Unit<'a>,
    dictionary: &'a Dictionary,
    tokens: &'a Tokens,
    usage: &'a Usage,
    /// Whether the text is entirely in capitals.
    shouts: bool,
}

impl NameFinder<'_> {
    fn covering(&self, at: usize) -> Option<&KnownName> {
        let index = self.unit.found.partition_point(|found| found.first <= at);
        self.unit.found.get(index.checked_sub(1)?).filter(|found| at < found.last)
    }

    /// Whether a name of the dictionary that is more than a surname or a place covers a word.
    fn is_taken(&self, at: usize) -> bool {
        self.covering(at).is_some_and(|found| {
            found.last - found.first > 1 || found.kind == AliasKind::Demonym && !self.is_behind_given(at)
        })
    }

    /// Whether a given name directly precedes a word: `Kari Nordmann` is not a people.
    fn is_behind_given(&self, at: usize) -> bool {
        self.is_capital(at)
            && self.is_linked(at)
            && !self.is_hyphen(at)
            && at.checked_sub(1).is_some_and(|before| {
                self.shape(before) == Some(Shape::Title)
                    && self.has(before, Traits::GIVEN)
                    && !self.is_common(before)
                    && !self.has(before, Traits::TITLE)
            })
    }

    fn has(&self, at: usize, wanted: Traits) -> bool {
        self.tokens.has(at, wanted)
    }

    fn shape(&self, at: usize) -> Option<Shape> {
        self.tokens.get(at).map(|token| token.shape)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(super::tokens::Token::is_capital)
    }

    fn is_small(&self, at: usize) -> bool {
        self.shape(at) == Some(Shape::Lower)
    }

    fn is_linked(&self, at: usize) -> bool {
        self.tokens.is_linked(at)
    }

    fn opens(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(super::tokens::Token::starts_sentence)
    }

    fn is_hyphen(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.gap == Gap::Hyphen)
    }

    fn is_given(&self, at: usize) -> bool {
        let folded = self.tokens.folded(at);
        folded.len() > 2
            && self.is_capital(at)
            && (self.has(at, Traits::GIVEN)
                || self.tokens.language().is_some_and(|language| {
                    super::cases::bases(folded, language).any(|base| traits(&base, Some(language)).any(Traits::GIVEN))
                }))
    }

    /// `al-Sharaa`, `ad-Din`: a lower-case prefix with a hyphen before a capital.
    fn prefix_start(&self, at: usize) -> Option<usize> {
        let is_prefix =
            self.is_small(at) && self.has(at, Traits::PARTICLE) && self.is_hyphen(at + 1) && self.is_capital(at + 1);
        is_prefix.then_some(at)
    }

    /// Whether a word is common: in the tables, in lower case elsewhere in the article, or a calendar word.
    fn is_common(&self, at: usize) -> bool {
        let word = self.tokens.traits(at);
        if self.usage.has_capital_nouns && !word.any(Traits::GIVEN) && self.is_compound(at) {
            return true;
        }
        word.any(Traits::COMMON.or(SMALL_WORDS).or(Traits::CALENDAR))
            || (!self.usage.has_capital_nouns
                && self.usage.small.contains(self.tokens.folded(at))
                && !word.any(Traits::GIVEN))
    }

    /// Whether a word ends in a common noun: `Verschwörungserzählungen`.
    fn is_compound(&self, at: usize) -> bool {
        let folded = self.tokens.folded(at);
        let mut tails =
            folded.char_indices().skip(MIN_COMPOUND_PART).map(|(at, _)| folded.get(at..).unwrap_or_default());
        tails.any(|tail| tail.len() > MIN_COMPOUND_PART && traits(tail, self.tokens.language()).any(Traits::COMMON))
    }

    /// `Nguyễn Văn Thắng`: the end of a name that begins with a Vietnamese family name.
    fn vietnamese_end(&self, at: usize) -> Option<usize> {
        self.tokens.language().filter(|language| language.is("vi"))?;
        let is_word = |at: usize| self.shape(at) == Some(Shape::Title) && !self.is_hyphen(at);
        let is_behind_body = self.is_linked(at)
            && at.checked_sub(1).is_some_and(|before| self.has(before, Traits::ORGANISATION.or(Traits::PLACE)));
        // `Cao Thị Hồng`: the middle name tells what the family name does not.
        let has_middle = VIETNAMESE_MIDDLE.contains(&self.tokens.folded(at + 1));
        let is_family = self.has(at, Traits::FAMILY_FIRST) || has_middle && !self.has(at, SMALL_WORDS);
        if !is_word(at) || !is_family || self.is_taken(at) || is_behind_body {
            return None;
        }
        let is_next = |at: &usize| is_word(*at) && self.is_linked(*at) && !self.is_taken(*at) && !self.opens(*at);
        let last = (at + 1..).find(|at| !is_next(at))?;
        // `Kim Sang-sik`
        ((at + 2..=at + MAX_VIETNAMESE_WORDS).contains(&last) && !self.is_hyphen(last)).then_some(last)
    }

    /// The word after the last of those that are joined to a word by hyphens.
    fn group_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while self.is_hyphen(end) {
            end += 1;
        }
        end
    }

    /// Whether a word of a run begins a word of its own: it does not follow a hyphen, or only a prefix before one.
    fn begins_word(&self, at: usize, first: usize) -> bool {
        self.is_capital(at) && (at == first || !self.is_hyphen(at) || self.is_small(at - 1))
    }

    /// The word after the last of a run of capitalised words, particles and hyphens.
    fn run_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        if self.prefix_start(start).is_some() {
            end += 1;
        }
        loop {
            if self.is_linked(end) && !self.opens(end) {
                // `Min-jung`, `Marie-claire`
                let is_second_part =
                    self.is_hyphen(end) && self.is_small(end) && self.is_capital(end - 1) && !self.is_common(end);
                if self.is_capital(end) && !self.is_taken(end) && !self.is_taken(end - 1) || is_second_part {
                    end += 1;
                    continue;
                }
                let mut after = end;
                while after < end + 3
                    && self.is_small(after)
                    && self.has(after, Traits::PARTICLE)
                    && self.is_linked(after)
                {
                    after += 1;
                }
                // After a given name by itself, articles and prepositions belong to the name: `Ursula von der Leyen`.
                let is_alone = self.group_end(start) == end;
                // `badmeester Kees van der Velden`, though the given name is not known.
                let is_double = after == end + 2 && self.shape(after) == Some(Shape::Title);
                let is_first = is_alone && (self.is_given(start) || is_double && self.is_titled(start));
                // `Ola Reed da Silva`
                let is_surname = after > end && is_surname_behind(self.tokens.folded(after));
                let is_joint = !is_surname
                    && (end..after).any(|at| {
                        self.has(at, Traits::CONJUNCTION)
                            || !is_first && self.has(at, Traits::DETERMINER.or(Traits::PREPOSITION))
                    });
                if after > end && self.is_capital(after) && self.is_linked(after) && !is_joint && !self.is_taken(after)
                {
                    end = after + 1;
                    continue;
                }
            }
            return end;
        }
    }

    /// Whether a title precedes a word: directly before it, or before a comma a few words earlier.
    fn is_titled(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let roles = Traits::TITLE.or(Traits::ROLE);
        if self.is_linked(at) && !self.is_hyphen(at) {
            // `el presidente ruso Vladímir Putin`
            // `Ketua KPK Ola Reed`
            let skipped = before.checked_sub(1).filter(|_| {
                let is_demonym = self.covering(before).is_some_and(|found| found.kind == AliasKind::Demonym);
                (is_demonym || self.shape(before) == Some(Shape::Caps)) && self.is_linked(before)
            });
            return self.has(before, roles) || skipped.is_some_and(|at| self.has(at, roles));
        }
        let is_comma = self.tokens.get(at).is_some_and(|token| token.gap == Gap::Comma);
        let mut back = before;
        for _ in 0..MAX_APPOSITION_WORDS {
            if !is_comma {
                return false;
            }
            if self.has(back, roles) && self.covering(back).is_none() {
                return true;
            }
            if !self.is_linked(back) {
                return false;
            }
            let Some(next) = back.checked_sub(1) else { return false };
            back = next;
        }
        false
    }

    /// Whether an age or an apposition with a role follows a name: `(57)`, `, 18,`, `, directeur de ...`.
    fn is_described(&self, end: usize) -> bool {
        let Some(token) = self.tokens.get(end) else { return false };
        let before = end.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.end);
        let gap = self.unit.text.get(before..token.start).unwrap_or_default();
        let word = self.unit.text.get(token.start..token.end).unwrap_or_default();
        let is_age = token.shape == Shape::Number && word.len() <= 2;
        if is_age
            && (gap.trim_start().starts_with('(')
                && self.unit.text.get(token.end..).is_some_and(|rest| rest.starts_with(')'))
                || token.gap == Gap::Comma)
        {
            return true;
        }
        let roles = Traits::TITLE.or(Traits::ROLE);
        token.gap == Gap::Comma
            && (token.shape == Shape::Lower || self.usage.has_capital_nouns)
            && (end..end + 4).any(|at| self.has(at, roles) && (at == end || self.is_linked(at)))
    }

    /// Whether a verb of saying is directly before or after a name.
    fn is_said_by(&self, first: usize, end: usize) -> bool {
        let before = first
            .checked_sub(1)
            .is_some_and(|at| self.is_small(at) && self.has(at, Traits::VERB) && self.is_linked(first));
        before || (self.is_small(end) && self.is_linked(end) && self.has(end, Traits::VERB))
    }

    /// Whether a word separates names: a title, a common word, a name that the dictionary knows.
    fn is_breaking(&self, at: usize, first: usize, end: usize) -> bool {
        if self.is_taken(at) {
            return true;
        }
        if self.is_hyphen(at) && at > first || self.is_small(at) {
            return false;
        }
        // `Anna Koch`: after a given name, a word that is common or a title elsewhere is a surname.
        let is_surname =
            at > first && self.is_given(first) && !self.is_common(first) && (at + 1 == end || self.is_capital(at));
        let last = self.group_end(at).min(end) - 1;
        let title = self.has(last, Traits::TITLE) && !self.is_given(at);
        let is_named = self.is_given(at) && self.is_capital(last + 1) && self.is_linked(last + 1);
        let common = (self.is_common(last) || last == at && self.is_common(at)) && !is_named;
        (title || common) && !is_surname
    }

    /// Whether a second full name begins directly behind the first: `Trainer Ola Reed | Bo Lindt wegen ...`.
    fn begins_another(&self, at: usize, first: usize, end: usize) -> bool {
        let is_name = |at: usize| self.shape(at) == Some(Shape::Title) && !self.is_hyphen(at);
        at >= first + 2
            && end == at + 2
            && (first..end).all(is_name)
            && self.is_given(first)
            && self.is_given(at)
            && !self.is_given(at - 1)
            && !self.is_given(at + 1)
            && self.tokens.language().is_some_and(|language| !language.has(Feature::DoubleSurname))
    }

    fn person(&self, first: usize, end: usize, titled: bool, names: &mut Vec<Name>) {
        let mut end = end;
        while end > first && (self.is_small(end - 1) && !self.is_hyphen(end - 1) || self.has(end - 1, Traits::HONOUR)) {
            end -= 1;
        }
        let mut first = first;
        while first < end && self.is_small(first) && self.prefix_start(first).is_none() {
            first += 1;
        }
        // `η εκπρόσωπος του ΣΥΡΙΖΑ Βούλα Κεχαγιά`: the party before the name.
        let is_acronym = self.shape(first) == Some(Shape::Caps)
            && self.tokens.get(first).is_some_and(|token| token.end - token.start > 2)
            && !self.has(first, Traits::SHIP)
            && !self.is_given(first);
        if is_acronym && end >= first + 3 && self.is_given(first + 1) && !self.is_hyphen(first + 1) {
            first += 1;
        }
        // `президент Польши Анджей Дуда`: the state of an office.
        let is_state = self.covering(first).is_some_and(|found| {
            found.last == first + 1
                && found.kind == AliasKind::Name
                && self.dictionary.known(found.known).is_some_and(|known| known.kind == ActorKind::State)
        });
        if titled && is_state && end >= first + 3 && !self.is_given(first) && !self.is_hyphen(first + 1) {
            first += 1;
        }
        let is_family_first = self.tokens.language().is_some_and(|language| language.has(Feature::FamilyFirst));
        // `Tegnap Szemerédi Zoltán`: a word that begins the sentence.
        if is_family_first && end == first + 3 && self.opens(first) && self.is_given(end - 1) && !self.is_given(first) {
            first += 1;
        }
        // `Мэр Заречья Аркадий Лунин`: a place stands between the title and the name.
        if titled && !self.is_given(first) && !self.has(first, Traits::FAMILY_FIRST) {
            let is_inner = |at: &usize| self.is_given(*at) && !self.is_hyphen(*at) && !self.is_hyphen(*at + 1);
            first = (first + 1..end.saturating_sub(1)).find(is_inner).unwrap_or(first);
        }
        // `Rødts Ola Reed`, `Moderaternas Ola Reed`: the party of a person, in the genitive.
        let is_of_party = !titled
            && end == first + 3
            && self.tokens.folded(first).ends_with('s')
            && self.tokens.language().is_some_and(|language| language.has(Feature::PartyGenitive))
            && !self.is_given(first)
            && self.is_given(first + 1)
            && (first + 1..end).all(|at| self.shape(at) == Some(Shape::Title) && !self.is_hyphen(at));
        first += usize::from(is_of_party);
        let words = (first..end).filter(|at| self.begins_word(*at, first)).count();
        if words == 0 || words > MAX_PERSON_WORDS || self.shouts {
            return;
        }
        let last = end - 1;
        let heads = Traits::ORGANISATION.or(Traits::PLACE).or(Traits::THING).or(Traits::NO_ACTOR).or(Traits::CALENDAR);
        let push = |names: &mut Vec<Name>, kind, is_certain| names.push(Name { first, last: end, kind, is_certain });
        if words == 1 {
            let known = self.covering(first).is_some();
            let is_name = self.shape(first) == Some(Shape::Title)
                && !self.is_common(first)
                && !self.has(first, heads.or(Traits::TITLE));
            if known || first + 1 != end || !is_name {
                return;
            }
            let before = first.checked_sub(1).filter(|_| self.is_linked(first));
            // `hejtman Pardubického kraje`, `předseda Ligové fotbalové asociace`
            let is_adjective = self.is_small(end)
                && self.is_linked(end)
                && self.tokens.language().is_some_and(|language| language.has(Feature::AdjectiveFirst))
                && (self.is_leading_adjective(first, 3)
                    || self.is_leading_adjective(first, 1) && self.is_leading_adjective(end, 1));
            let titled = titled && !is_adjective;
            let is_titled = titled && before.is_some_and(|at| self.has(at, Traits::TITLE));
            let is_verified = self.has(first, Traits::GIVEN)
                && (self.is_described(end)
                    || self.is_said_by(first, end) && self.usage.capitals(self.tokens.folded(first)) >= 2);
            if is_titled || is_verified {
                push(names, ActorKind::Person, true);
            }
            return;
        }
        let is_shaped = (first..end).all(|at| match self.shape(at) {
            Some(Shape::Title | Shape::Initial) => true,
            Some(Shape::Lower) => self.has(at, Traits::PARTICLE) || self.is_hyphen(at),
            Some(Shape::Caps) => self.tokens.get(at).is_some_and(|token| token.end - token.start <= 2) && at == first,
            Some(Shape::Caseless | Shape::Number | Shape::Possessive) | None => false,
        });
        let given = self.is_given(first) && (!self.is_common(first) || self.has(first, Traits::GIVEN));
        // `Park Won-gon`
        let family = self.has(first, Traits::FAMILY_FIRST) && self.is_hyphen(last) && last == first + 2
            || is_family_first && words >= 2 && self.is_given(last) && !self.is_common(first);
        let is_head = !family && self.has(last, heads) && !given
            || !family && self.has(first, heads) && !self.has(first, Traits::GIVEN);
        let bodies = Traits::ORGANISATION.or(Traits::OF_ORGANISATION);
        let is_body = !family && (self.has(first, bodies) || self.has(last, bodies)) && !self.has(first, Traits::GIVEN);
        if !is_shaped || is_body || is_head && !titled || self.shape(last) == Some(Shape::Initial) {
            return;
        }
        if (first..end).any(|at| self.covering(at).is_some_and(|found| found.first < first || found.last > end)) {
            return;
        }
        let surname = self.tokens.folded(last);
        let is_repeated = self.usage.capitals(surname) >= 2 && !self.usage.has_capital_nouns && !self.opens(first);
        let is_rare = (first..end).all(|at| self.is_small(at) || !self.is_common(at));
        let initial = self.shape(first) == Some(Shape::Initial);
        let is_place_title = self.covering(first).is_some_and(|found| found.kind != AliasKind::Short);
        if is_place_title && !given && !titled {
            return;
        }
        let evidence = given
            || family
            || titled
            || initial
            || is_rare && (self.is_described(end) || self.is_said_by(first, end) || is_repeated)
            || is_rare
                && self.usage.has_capital_nouns
                && words <= 3
                && !self.opens(first)
                && self.has_rare_letters(first, end);
        if evidence {
            push(names, ActorKind::Person, true);
        }
    }

    /// Whether the name contains a particle, so that it is not a pair of nouns: `Khaldun Zein ad-Din`.
    fn has_rare_letters(&self, first: usize, end: usize) -> bool {
        (first + 1..end).any(|at| {
            self.is_small(at)
                && self.has(at, Traits::PARTICLE)
                && !self.has(at, Traits::DETERMINER.or(Traits::PREPOSITION))
        })
    }
}
