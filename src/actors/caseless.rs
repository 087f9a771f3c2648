//! Recognises names in Arabic and Hindi texts, which separate words and have no capitals.
//!
//! A person needs a given name or a family name from the tables, and next to it a title, a verb of saying or, in Hindi,
//! the particle that marks who acts. An organisation needs a head noun. In Arabic, the words with an article after it belong
//! to its name; in Hindi, the words before it.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::names::Name;
use super::scan::Unit;
use super::tokens::{Shape, Tokens};
use super::words::Traits;
use crate::language::{BODIES, Language, PEOPLE, words_of_kind, words_of_language};
use crate::model::ActorKind;

/// The maximum number of words from a title to the name.
const TITLE_REACH: usize = 5;

/// The maximum number of words in the name of an organisation.
const MAX_BODY_WORDS: usize = 6;

/// The maximum number of words before the head noun in the Hindi name of an organisation.
const MAX_WORDS_BEFORE: usize = 3;

/// The article of Arabic nouns.
const ARTICLE: &str = "ال";

/// The ending of feminine adjectives in Arabic.
const FEMININE_ADJECTIVE: &str = "ية";

/// Whether these rules cover a language.
pub(super) fn covers(language: Option<Language>) -> bool {
    language.is_some_and(|language| language.is("ar") || language.is("hi"))
}

/// The names in the texts of an article, for each text in order, without overlap.
pub(super) fn recognise(units: &[Unit]) -> Vec<Vec<Name>> {
    let mut names: Vec<Vec<Name>> = units.iter().map(full_names).collect();
    let mut surnames: BTreeSet<String> = BTreeSet::new();
    for (unit, names) in units.iter().zip(&names) {
        let people = names.iter().filter(|name| name.kind == ActorKind::Person && name.last > name.first + 1);
        surnames.extend(people.map(|name| unit.tokens.folded(name.last - 1).to_owned()));
    }
    for (unit, names) in units.iter().zip(&mut names) {
        let is_free = |at: usize| names.iter().all(|name| at < name.first || name.last <= at) && !unit.covers(at);
        let short = (0..unit.tokens.len()).filter(|at| surnames.contains(unit.tokens.folded(*at)) && is_free(*at));
        let short = short.map(|first| Name { first, last: first + 1, kind: ActorKind::Person, is_certain: false });
        let short: Vec<Name> = short.collect();
        names.extend(short);
        names.sort_by_key(|name| name.first);
    }
    names
}

fn full_names(unit: &Unit) -> Vec<Name> {
    let reader = CaselessReader { unit, tokens: &unit.tokens };
    let is_arabic = unit.tokens.language().is_some_and(|language| language.is("ar"));
    let mut names: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < unit.tokens.len() {
        // The Hindi name of an organisation ends at its head noun, so it begins before `at`.
        let from = names.last().map_or(0, |name| name.last);
        let found = if is_arabic {
            reader.arabic_person(at).or_else(|| reader.arabic_body(at))
        } else {
            reader.hindi_person(at, from).or_else(|| reader.hindi_body(at, from))
        };
        at = found.map_or(at + 1, |name| name.last.max(at + 1));
        names.extend(found);
    }
    names
}

struct CaselessReader<'a> {
    unit: &'a Unit<'a>,
    tokens: &'a Tokens,
}

impl CaselessReader<'_> {
    /// Whether a word may be part of a name: no title, verb, small word or name of the dictionary.
    fn is_plain(&self, at: usize) -> bool {
        let excluded = Traits::TITLE
            .or(Traits::VERB)
            .or(Traits::ORGANISATION)
            .or(Traits::PREPOSITION)
            .or(Traits::CONJUNCTION)
            .or(Traits::CALENDAR)
            .or(Traits::COMMON)
            .or(Traits::PERSON_PRONOUN);
        self.tokens.get(at).is_some_and(|token| token.shape == Shape::Caseless && token.end > token.start + 3)
            && !self.tokens.has(at, excluded)
            && !is_small(self.tokens.folded(at))
            && !self.unit.covers(at)
    }

    fn is_given(&self, at: usize) -> bool {
        self.tokens.has(at, Traits::GIVEN) && self.is_plain(at)
    }

    fn is_definite(&self, at: usize) -> bool {
        self.tokens.folded(at).starts_with(ARTICLE)
    }

    fn person(first: usize, last: usize) -> Name {
        Name { first, last, kind: ActorKind::Person, is_certain: true }
    }

    /// `الوزير فراس الهواري`, `قال طارق العوضي`
    fn arabic_person(&self, at: usize) -> Option<Name> {
        if !self.is_given(at) {
            return None;
        }
        let mut end = at + 1;
        // `عبد الحميد`: two words of one given name.
        let joins = |word: usize| self.tokens.folded(word) == "عبد";
        let mut was_given = true;
        while self.tokens.is_linked(end) && end < at + 6 && was_given {
            let is_part = self.is_given(end)
                || joins(end - 1)
                || self.tokens.has(end, Traits::PARTICLE)
                || self.is_plain(end) && !self.is_conjoined(end);
            if !is_part {
                break;
            }
            was_given = self.is_given(end) || joins(end - 1) || self.tokens.has(end, Traits::PARTICLE);
            end += 1;
        }
        if joins(end - 1) || end < at + 2 || end == at + 2 && joins(at) {
            return None;
        }
        let before = at.checked_sub(1)?;
        let is_said =
            self.tokens.is_linked(at) && self.tokens.has(before, Traits::VERB) || self.tokens.has(end, Traits::VERB);
        let mut back = at;
        let mut is_titled = false;
        while at - back < TITLE_REACH && self.tokens.is_linked(back) && back > 0 {
            back -= 1;
            if self.tokens.has(back, Traits::TITLE) {
                is_titled = true;
                break;
            }
            if self.tokens.has(back, Traits::VERB.or(Traits::PREPOSITION)) {
                break;
            }
        }
        (is_said || is_titled).then_some(Self::person(at, end))
    }

    /// Whether a word begins with "and" before an article: `والوزير`.
    fn is_conjoined(&self, at: usize) -> bool {
        let folded = self.tokens.folded(at);
        folded.strip_prefix('و').is_some_and(|rest| rest.starts_with(ARTICLE))
            || ["بال", "كال", "فال", "لل"].iter().any(|prefix| folded.starts_with(prefix))
    }

    /// `منظمة الصحة العالمية`: a head noun and the words with an article behind it.
    fn arabic_body(&self, at: usize) -> Option<Name> {
        if !self.tokens.has(at, Traits::ORGANISATION) {
            return None;
        }
        let mut end = at + 1;
        let is_next = |end: usize| self.tokens.is_linked(end) && end < at + MAX_BODY_WORDS;
        // `حزب جبهة ...`, `وكالة أنباء ...`
        if is_next(end)
            && !self.is_definite(end)
            && (self.tokens.has(end, Traits::ORGANISATION) || self.is_plain(end) && self.is_definite(end + 1))
        {
            end += 1;
        }
        let complement = end;
        // Two words, and a third if it is an adjective that follows an adjective: `وزارة الشؤون الخارجية القطرية`.
        let is_adjective = |at: usize| self.tokens.folded(at).ends_with(FEMININE_ADJECTIVE);
        while is_next(end)
            && (self.is_definite(end) || end > complement && self.is_joined_complement(end))
            && (end < complement + 2 || is_adjective(end) && is_adjective(end - 1))
            && !self.tokens.has(end, Traits::TITLE.or(Traits::CALENDAR).or(Traits::VERB))
            && !is_small(self.tokens.folded(end))
        {
            end += 1;
        }
        (end > complement).then_some(Name { first: at, last: end, kind: ActorKind::Organisation, is_certain: true })
    }

    /// `والتعليم` of `وزارة التربية والتعليم`
    fn is_joined_complement(&self, at: usize) -> bool {
        self.tokens.folded(at).strip_prefix('و').is_some_and(|rest| rest.starts_with(ARTICLE))
            && self.tokens.is_linked(at)
            && self.tokens.folded(at.wrapping_sub(1)).starts_with(ARTICLE)
            && at.checked_sub(2).is_some_and(|head| ministries().contains(&self.tokens.folded(head)))
    }

    /// `नेता राकेश तिवारी`, `राकेश तिवारी ने`
    fn hindi_person(&self, at: usize, from: usize) -> Option<Name> {
        if at < from || !self.is_plain(at) {
            return None;
        }
        let mut end = at + 1;
        while end < at + 3 && self.tokens.is_linked(end) && self.is_plain(end) {
            end += 1;
            if is_clan_name(self.tokens.folded(end - 1)) && !is_clan_name(self.tokens.folded(end)) {
                break;
            }
        }
        if end < at + 2 {
            return None;
        }
        let is_titled =
            at.checked_sub(1).is_some_and(|before| self.tokens.has(before, Traits::TITLE)) && self.tokens.is_linked(at);
        let acts = self.tokens.is_linked(end) && agent_marks().contains(&self.tokens.folded(end));
        let is_given = self.is_given(at);
        let has_clan = (at + 1..end).any(|at| is_clan_name(self.tokens.folded(at)));
        // `कोच एंड्रयू मैकडॉनल्ड ने`: neither name is known.
        let is_certain =
            is_given && has_clan || is_titled && acts && end == at + 2 || (is_given || has_clan) && (is_titled || acts);
        is_certain.then_some(Self::person(at, end))
    }

    /// `भारतीय क्रिकेट बोर्ड`: the words before a head noun.
    fn hindi_body(&self, head: usize, from: usize) -> Option<Name> {
        if !self.tokens.has(head, Traits::ORGANISATION) {
            return None;
        }
        let mut first = head;
        while first > from && head - first < MAX_WORDS_BEFORE && self.tokens.is_linked(first) {
            let folded = self.tokens.folded(first - 1);
            let is_word = self.tokens.get(first - 1).is_some_and(|token| token.shape == Shape::Caseless);
            let excluded = Traits::TITLE.or(Traits::VERB).or(Traits::COMMON).or(Traits::ORGANISATION);
            if !is_word || is_small(folded) || self.tokens.has(first - 1, excluded) {
                break;
            }
            first -= 1;
        }
        (first < head).then_some(Name { first, last: head + 1, kind: ActorKind::Organisation, is_certain: true })
    }
}

/// Whether a folded word joins words of a sentence and is in no name.
fn is_small(folded: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    WORDS.get_or_init(|| folded_words(&["ar", "hi"], "name-joint")).contains(folded)
}

/// Whether a folded word is a family name in India.
fn is_clan_name(folded: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    WORDS.get_or_init(|| folded_words(&["hi"], "clan-name")).contains(folded)
}

/// The particles that mark who acts.
fn agent_marks() -> &'static [&'static str] {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    WORDS.get_or_init(|| words_of_kind(PEOPLE, "agent-mark"))
}

/// Head nouns that are responsible for more than one thing.
fn ministries() -> &'static [&'static str] {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    WORDS.get_or_init(|| words_of_language(BODIES, "ar", "of-organisation"))
}

fn folded_words(languages: &[&str], kind: &str) -> BTreeSet<String> {
    let words = languages.iter().flat_map(|code| words_of_language(PEOPLE, code, kind));
    words.map(super::tokens::fold).collect()
}
