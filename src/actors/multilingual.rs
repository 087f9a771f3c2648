//! Recognises names that the dictionary does not know in languages other than English.
//!
//! Not all common words of these languages are known, so a capital by itself is weak evidence. A person needs a given
//! name, a title, an age, a verb of saying or an apposition next to the name. An organisation needs a head noun of its
//! language, or an acronym. Words that the article also writes in lower case are common words. The kinds of evidence
//! are those of [`super::names`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::dictionary::{AliasKind, Dictionary};
use super::names::Name;
use super::scan::{KnownName, Unit};
use super::tokens::{Gap, Shape, Tokens};
use super::words::{Traits, traits};
use crate::language::{BODIES, Entry, Feature, Language, entries, words_of_kind};
use crate::model::ActorKind;

/// The maximum length of a person's name, in capitalised words.
const MAX_PERSON_WORDS: usize = 5;

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
        self.covering(at).is_some_and(|found| found.last - found.first > 1 || found.kind == AliasKind::Demonym)
    }

    fn has(&self, at: usize, wanted: Traits) -> bool {
        self.tokens.traits(at).any(wanted)
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
        self.tokens.get(at).is_some_and(super::tokens::Token::is_linked)
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
                let is_first = self.group_end(start) == end && self.is_given(start);
                let is_joint = (end..after).any(|at| {
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
            let skipped = before.checked_sub(1).filter(|_| {
                self.covering(before).is_some_and(|found| found.kind == AliasKind::Demonym) && self.is_linked(before)
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
        // `Мэр Заречья Аркадий Лунин`: a place stands between the title and the name.
        if titled && !self.is_given(first) && !self.has(first, Traits::FAMILY_FIRST) {
            let is_inner = |at: &usize| self.is_given(*at) && !self.is_hyphen(*at) && !self.is_hyphen(*at + 1);
            first = (first + 1..end.saturating_sub(1)).find(is_inner).unwrap_or(first);
        }
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
        let family = self.has(first, Traits::FAMILY_FIRST) && self.is_hyphen(last) && last == first + 2;
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

    /// An organisation whose name starts at a word.
    fn body(&self, at: usize) -> Option<Name> {
        if self.is_taken(at) || self.shouts {
            return None;
        }
        self.camel(at).or_else(|| self.headed_body(at)).or_else(|| self.club(at)).or_else(|| self.acronym(at))
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
        let before_is_free = (at..head_end - 1).all(|word| {
            let is_free =
                !self.is_common(word) || self.is_hyphen(word + 1) || word > at && !self.usage.has_capital_nouns;
            is_free && !self.has(word, Traits::TITLE) && !self.has(word, Traits::GIVEN)
        });
        let mut last = head_end;
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
        if before_is_free && head_end > at + 1 && !(is_opening && head_end == at + 2 && self.is_common(at)) {
            return organisation(self.behind_head(head_end - 1, last).max(last));
        }
        None
    }

    /// Whether a word is the head noun of an organisation's name in the language of the text or in English: `University
    /// of Florida`.
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
            self.tokens.language().is_some_and(|language| super::cases::without_body_ending(text, language).is_some())
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
        (alone && !is_handle && super::names::is_camel(text)).then_some(Name {
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
