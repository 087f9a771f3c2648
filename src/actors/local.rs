//! The actors of one article, and the short names that the article itself establishes.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::cases;
use super::dictionary::Dictionary;
use super::tokens::fold;
use super::words::{Traits, traits};
use crate::language::{Feature, Language, full_given_name};
use crate::model::ActorKind;
use crate::text::id_of_name;

/// An actor of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entity {
    /// The id before the user's merges.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The kind of actor.
    pub kind: ActorKind,
    /// The dictionary's actor, if it is one.
    pub known: Option<usize>,
}

/// The maximum number of letters of a Korean or Chinese given name of one syllable.
const MAX_SYLLABLE: usize = 5;

/// The place of a short name's full name: the index of the text, then of the word.
pub(super) type WordPosition = (usize, usize);

/// The actors of one article with their short names.
#[derive(Debug, Default)]
pub(super) struct Locals {
    /// The language of the article, if it is known.
    language: Option<Language>,
    entities: Vec<Entity>,
    by_id: BTreeMap<String, usize>,
    /// First and last word of a person's name, folded, to the person.
    by_ends: BTreeMap<(String, String), usize>,
    /// People by the surname as it is written, for `M. Prado`.
    by_surname: FxHashMap<String, Vec<usize>>,
    /// People by the folded surname and the words that it may be a form of.
    by_last: FxHashMap<String, Vec<usize>>,
    /// People by what the first and the last word of the name may be forms of.
    by_forms: FxHashMap<(String, String), Vec<usize>>,
    /// Organisations by what the last word of the name may be a form of.
    by_head: FxHashMap<String, Vec<usize>>,
    /// The bearers of a short name, in reading order.
    bearers: BTreeMap<String, Vec<(WordPosition, usize)>>,
    /// The organisation whose initials an acronym is; `None` if several have them.
    by_initials: BTreeMap<String, Option<usize>>,
    /// Clubs by the folded place that is the rest of their names: `FC Liverpool`.
    clubs: BTreeMap<String, usize>,
    longest: usize,
    /// Whether a short name begins with a particle.
    has_particles: bool,
}

impl Locals {
    /// Creates the list for an article in this language.
    pub fn new(language: Option<Language>) -> Locals {
        Locals { language, ..Locals::default() }
    }

    /// The actor at an index.
    pub fn get(&self, at: usize) -> Option<&Entity> {
        self.entities.get(at)
    }

    /// Adds an actor of the dictionary.
    pub fn known(&mut self, dictionary: &Dictionary, at: usize) -> Option<usize> {
        let known = dictionary.known(at)?;
        if let Some(entity) = self.by_id.get(&known.id) {
            return Some(*entity);
        }
        Some(self.insert(Entity { id: known.id.clone(), name: known.name.clone(), kind: known.kind, known: Some(at) }))
    }

    /// The actor with a recognised name: an existing one, or a new one.
    pub fn named(&mut self, dictionary: &Dictionary, name: &str, kind: ActorKind) -> Option<usize> {
        let id = if kind == ActorKind::Person { id_of_name(&without_initials(name)) } else { id_of_name(name) };
        if id.is_empty() {
            return None;
        }
        if let Some(entity) = self.by_id.get(&id) {
            return Some(*entity);
        }
        if let Some(at) = dictionary.find(&id) {
            return self.known(dictionary, at);
        }
        if kind == ActorKind::Person
            && let Some(ends) = ends_of(name, self.language)
            && let Some(entity) = self.by_ends.get(&ends)
        {
            return Some(*entity);
        }
        if kind == ActorKind::Person
            && let Some(entity) = self.inflected(name)
        {
            self.prefer(entity, name);
            return Some(entity);
        }
        if kind == ActorKind::Person
            && let Some(entity) = self.monsieur(name)
        {
            return Some(entity);
        }
        if kind == ActorKind::Organisation
            && let Some(entity) = self.inflected_body(name)
        {
            return Some(entity);
        }
        // `des Ministeriums`: the name without the genitive ending.
        let base = name.strip_suffix('s').filter(|base| super::multilingual::is_compound_body(base));
        let base = base.or_else(|| cases::without_body_ending(name, self.language?));
        if let Some(base) = base {
            return self.named(dictionary, base, kind);
        }
        Some(self.insert(Entity { id, name: name.to_owned(), kind, known: None }))
    }

    /// The person whose name has this inflected form: `Michala Redla`.
    fn inflected(&self, name: &str) -> Option<usize> {
        let language = self.language.filter(|language| cases::inflects(*language))?;
        let words = words_of(name);
        let [first, .., last] = words.as_slice() else { return None };
        let is_form = |at: &usize| {
            self.entities.get(*at).is_some_and(|entity| {
                let others = words_of(&entity.name);
                entity.kind == ActorKind::Person
                    && others.len() == words.len()
                    && words.iter().zip(&others).all(|(a, b)| cases::are_forms(a, b, language))
            })
        };
        let firsts = forms(first, Some(language));
        let lasts = forms(last, Some(language));
        let pairs = firsts.iter().flat_map(|first| lasts.iter().map(|last| (first.clone(), last.clone())));
        pairs.filter_map(|pair| self.by_forms.get(&pair)?.iter().copied().find(is_form)).min()
    }

    /// The organisation whose name has this inflected form: `Верховного суда`.
    fn inflected_body(&self, name: &str) -> Option<usize> {
        let language = self.language.filter(|language| language.has(Feature::AdjectiveFirst))?;
        let words = words_of(name);
        let head = words.last().filter(|_| words.len() > 1)?;
        let is_form = |at: &usize| {
            self.entities.get(*at).is_some_and(|entity| {
                let others = words_of(&entity.name);
                others.len() == words.len() && words.iter().zip(&others).all(|(a, b)| cases::are_forms(a, b, language))
            })
        };
        let forms = forms(head, Some(language));
        forms.iter().filter_map(|form| self.by_head.get(form)?.iter().copied().find(is_form)).min()
    }

    /// Makes an organisation findable by the forms of its last word.
    fn index_body(&mut self, at: usize) {
        let Some(language) = self.language.filter(|language| language.has(Feature::AdjectiveFirst)) else { return };
        let Some(entity) = self.entities.get(at).filter(|entity| entity.kind == ActorKind::Organisation) else {
            return;
        };
        if let Some(head) = words_of(&entity.name).last() {
            for form in forms(head, Some(language)) {
                add(self.by_head.entry(form).or_default(), at);
            }
        }
    }

    /// Whether a folded word begins a person's name, so that it is not a surname.
    pub fn is_first_name(&self, at: usize, word: &str) -> bool {
        self.entities.get(at).is_some_and(|entity| {
            let words = words_of(&entity.name);
            words.first().is_some_and(|first| first == word) && words.last().is_none_or(|last| last != word)
        })
    }

    /// Another person with this surname who is named with a given name.
    pub fn namesake(&self, surname: &str, id: &str) -> Option<usize> {
        let bears = |at: &usize| {
            self.entities.get(*at).is_some_and(|entity| {
                entity.id != id
                    && matches!(words_of(&entity.name).as_slice(), [_, .., last] if last == surname
                        || self.language.is_some_and(|language| cases::are_forms(surname, last, language)))
            })
        };
        let forms = forms(surname, self.language);
        forms.iter().filter_map(|form| self.by_last.get(form)?.iter().copied().find(bears)).min()
    }

    /// Shows an actor under this form of its name if it is the base form, in which the tables have the given name.
    fn prefer(&mut self, at: usize, name: &str) {
        let is_plain =
            |name: &str| words_of(name).first().is_some_and(|word| traits(word, self.language).any(Traits::GIVEN));
        let Some(entity) = self.entities.get(at).filter(|entity| entity.known.is_none()) else { return };
        let is_plainer = is_plain(name) && !is_plain(&entity.name)
            || is_plain(name) == is_plain(&entity.name) && name.chars().count() < entity.name.chars().count();
        if is_plainer {
            let id = id_of_name(name);
            self.by_id.insert(id.clone(), at);
            if let Some(entity) = self.entities.get_mut(at) {
                entity.id = id;
                name.clone_into(&mut entity.name);
            }
            self.index_person(at);
        }
    }

    /// The person meant by `M. Prado` in French: the only person with that surname.
    fn monsieur(&self, name: &str) -> Option<usize> {
        let surname = name.strip_prefix("M. ").filter(|surname| !surname.contains(' '))?;
        let bears = |at: &&usize| {
            let name = self.entities.get(**at).and_then(|entity| entity.name.rsplit_once(' '));
            name.is_some_and(|(given, last)| last == surname && !given.starts_with('M'))
        };
        let mut bearers = self.by_surname.get(surname)?.iter().filter(bears);
        let only = *bearers.next()?;
        bearers.next().is_none().then_some(only)
    }

    /// Makes a person findable by the forms of the name. Of many people with one surname, only the first are found.
    fn index_person(&mut self, at: usize) {
        let Some(entity) = self.entities.get(at).filter(|entity| entity.kind == ActorKind::Person) else { return };
        if let Some((given, last)) = entity.name.rsplit_once(' ')
            && !given.starts_with('M')
        {
            add(self.by_surname.entry(last.to_owned()).or_default(), at);
        }
        let words = words_of(&entity.name);
        let [first, .., last] = words.as_slice() else { return };
        let lasts = forms(last, self.language);
        for form in &lasts {
            add(self.by_last.entry(form.clone()).or_default(), at);
        }
        if self.language.is_none_or(|language| !cases::inflects(language)) {
            return;
        }
        for first in forms(first, self.language) {
            for last in &lasts {
                add(self.by_forms.entry((first.clone(), last.clone())).or_default(), at);
            }
        }
    }

    fn insert(&mut self, entity: Entity) -> usize {
        let at = self.entities.len();
        if entity.kind == ActorKind::Person
            && let Some(ends) = ends_of(&entity.name, self.language)
        {
            self.by_ends.entry(ends).or_insert(at);
        }
        self.by_id.insert(entity.id.clone(), at);
        self.entities.push(entity);
        self.index_person(at);
        self.index_body(at);
        at
    }

    /// Records that an actor is named in full at a place, so that its short names mean it from here on.
    pub fn introduce(&mut self, at: usize, place: WordPosition) {
        let Some(entity) = self.entities.get(at) else { return };
        let initials = if entity.kind == ActorKind::Organisation { initials(&entity.name) } else { Vec::new() };
        let place_of_club = Some(&entity.name).filter(|_| entity.kind == ActorKind::Organisation).and_then(|name| {
            let is_club = |word: &String| traits(word, self.language).any(Traits::CLUB);
            let words = words_of(name);
            let rest: Vec<&str> = words.iter().filter(|word| !is_club(word)).map(String::as_str).collect();
            (rest.len() + 1 == words.len()).then(|| rest.join(" "))
        });
        for name in short_names(&entity.name, entity.kind, self.language) {
            self.bear(name, at, place);
        }
        if let Some(place) = place_of_club.filter(|place| !place.is_empty()) {
            self.clubs.entry(place).or_insert(at);
        }
        for initials in initials {
            let of_initials = self.by_initials.entry(initials).or_insert(Some(at));
            if *of_initials != Some(at) {
                *of_initials = None;
            }
        }
    }

    /// The club of the article that has the name of this place.
    pub fn club_of(&self, place: &str) -> Option<usize> {
        self.clubs.get(place).copied()
    }

    /// The only organisation whose initials make up an acronym.
    pub fn of_initials(&self, acronym: &str) -> Option<usize> {
        self.by_initials.get(acronym).copied().flatten()
    }

    /// Records a short name, folded, with single spaces.
    pub fn bear(&mut self, name: String, at: usize, place: WordPosition) {
        if let Some((first, _)) = name.split_once(' ') {
            self.longest = self.longest.max(name.split(' ').count());
            self.has_particles |= traits(first, self.language).any(Traits::PARTICLE);
        }
        self.longest = self.longest.max(1);
        let bearers = self.bearers.entry(name).or_default();
        if bearers.last() != Some(&(place, at)) {
            bearers.push((place, at));
        }
    }

    /// Whether a short name of several words begins with a particle.
    pub fn has_particles(&self) -> bool {
        self.has_particles
    }

    /// Sorts the bearers in reading order.
    pub fn sort(&mut self) {
        self.bearers.values_mut().for_each(|bearers| bearers.sort());
    }

    /// The number of words of the longest short name.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The bearer of a short name: the nearest one before, or else the nearest one after.
    pub fn bearer(&self, name: &str, place: WordPosition) -> Option<usize> {
        let inflected = || {
            let language = self.language?;
            cases::bases(name, language).find_map(|base| self.bearers.get(&base))
        };
        let bearers = self.bearers.get(name).or_else(inflected)?;
        let before = bearers.partition_point(|bearer| bearer.0 <= place);
        bearers.get(before.saturating_sub(1)).map(|bearer| bearer.1)
    }
}

/// The number of letters in an acronym that may mean an organisation named in the same article.
const ACRONYM_LETTERS: std::ops::RangeInclusive<usize> = 3..=6;

/// The folded initials of an organisation's name: once those of its capitalised words, once those of all its words.
fn initials(name: &str) -> Vec<String> {
    let words = || name.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty());
    let is_capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let joined =
        |words: &mut dyn Iterator<Item = &str>| fold(&words.filter_map(|word| word.chars().next()).collect::<String>());
    let mut initials = vec![joined(&mut words().filter(is_capital)), joined(&mut words())];
    initials.dedup();
    initials.retain(|initials| ACRONYM_LETTERS.contains(&initials.chars().count()));
    initials
}

/// Whether these folded letters are the initials of a name.
pub(super) fn has_initials(name: &str, letters: &str) -> bool {
    initials(name).iter().any(|initials| initials == letters)
}

/// The most people that are compared with a name.
const MAX_NAMESAKES: usize = 16;

fn add(places: &mut Vec<usize>, at: usize) {
    if places.len() < MAX_NAMESAKES && !places.contains(&at) {
        places.push(at);
    }
}

/// A folded word and the words that it may be a form of. Two words are forms of one word if these have one in common.
fn forms(word: &str, language: Option<Language>) -> Vec<String> {
    let bases = language.map(|language| cases::bases(word, language));
    std::iter::once(word.to_owned()).chain(bases.into_iter().flatten()).collect()
}

/// A person's name without initials between first name and surname: newsrooms differ in writing them.
fn without_initials(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let [first, middle @ .., last] = words.as_slice() else { return name.to_owned() };
    let is_initial = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() == 1;
    if is_initial(first) || last.ends_with('.') {
        return name.to_owned();
    }
    let middle = middle.iter().copied().filter(|word| !is_initial(word));
    std::iter::once(*first).chain(middle).chain(std::iter::once(*last)).collect::<Vec<_>>().join(" ")
}

fn words_of(name: &str) -> Vec<String> {
    name.split([' ', '-', '\u{a0}']).map(fold).filter(|word| !word.is_empty()).collect()
}

/// The words of a person's name without what follows it.
fn bare_words(name: &str, language: Option<Language>) -> Vec<String> {
    let mut words = words_of(name);
    while words.len() > 1 && words.last().is_some_and(|word| traits(word, language).any(Traits::HONOUR)) {
        words.pop();
    }
    words
}

fn ends_of(name: &str, language: Option<Language>) -> Option<(String, String)> {
    let words = bare_words(name, language);
    match words.as_slice() {
        // `Ken Clarke` is `Kenneth Clarke`.
        [first, .., last] if first.chars().count() > 1 => {
            let is_english = language.is_none_or(|language| language.is("en"));
            let first = if is_english { full_given_name(first).to_owned() } else { first.clone() };
            Some((first, last.clone()))
        }
        _ => None,
    }
}

/// The short names that a full name establishes, folded.
pub(super) fn short_names(name: &str, kind: ActorKind, language: Option<Language>) -> Vec<String> {
    match kind {
        ActorKind::Person => short_names_of_person(name, language),
        ActorKind::Organisation => short_names_of_organisation(name, language),
        ActorKind::State | ActorKind::Other => Vec::new(),
    }
}

fn short_names_of_person(name: &str, language: Option<Language>) -> Vec<String> {
    let words = bare_words(name, language);
    let mut names = Vec::new();
    let [first, .., last] = words.as_slice() else { return names };
    // `D'Ambrisi`, of which the text's words are two.
    if let Some((elided, rest)) = name.rsplit(' ').next().and_then(|surname| surname.split_once(['\'', '’']))
        && elided.len() == 1
    {
        names.push(format!("{} {}", fold(elided), fold(rest)));
    }
    // `Szemerédi` of `Szemerédi Zoltán`; `Thắng` and `Duy Mạnh` are what Vietnamese texts use.
    if let Some(language) = language.filter(|language| language.has(Feature::FamilyFirst)) {
        let is_own = traits(first, Some(language)).any(Traits::FAMILY_FIRST);
        if language.is("vi") && is_own {
            names.push(last.clone());
            names.extend(
                words.len().checked_sub(2).filter(|at| *at > 0).and_then(|at| Some(words.get(at..)?.join(" "))),
            );
            return names;
        }
        if traits(last, Some(language)).any(Traits::GIVEN) && !is_own && words.len() == 2 {
            names.push(first.clone());
            return names;
        }
    }
    // `Lee Reed`: a family name that is a given name elsewhere, before a surname.
    let is_given_first = words.iter().filter(|word| word.chars().count() > 1).count() == 2
        && traits(first, language).any(Traits::GIVEN)
        && !name.contains('-')
        && last.chars().count() > MAX_SYLLABLE
        && language.is_none_or(|language| language.is("en"));
    if !is_given_first
        && traits(first, language).any(Traits::FAMILY_FIRST)
        && !(traits(first, language).any(Traits::GIVEN)
            && traits(last, language).any(Traits::GIVEN)
            && words.len() == 2)
    {
        names.push(first.clone());
        return names;
    }
    names.push(last.clone());
    let particle = words.iter().rposition(|word| !traits(word, language).any(Traits::PARTICLE)).map_or(0, |last| last);
    let tail = words
        .get(..particle)
        .unwrap_or(&[])
        .iter()
        .rposition(|word| !traits(word, language).any(Traits::PARTICLE))
        .map_or(0, |before| before + 1);
    if tail + 1 < words.len() && tail > 0 {
        names.push(words.get(tail..).unwrap_or(&[]).join(" "));
    }
    if traits(first, language).any(Traits::GIVEN) {
        names.push(first.clone());
    }
    // `Díaz Ayuso` of `Isabel Díaz Ayuso`
    if let [_, second, .., _] = words.as_slice()
        && second.chars().count() > 1
        && let Some(surnames) = words.get(1..)
        && !traits(second, language).any(Traits::PARTICLE)
    {
        names.push(surnames.join(" "));
    }
    // `Reed Jr.` of `Ola Reed Jr.`
    let all = words_of(name);
    if let [suffix] = all.get(words.len()..).unwrap_or_default() {
        names.push(format!("{last} {suffix}"));
        names.push(format!("{first} {suffix}"));
    }
    names
}

fn short_names_of_organisation(name: &str, language: Option<Language>) -> Vec<String> {
    let words = words_of(name);
    let mut names = Vec::new();
    let [first, .., last] = words.as_slice() else { return names };
    let mut bare = words.clone();
    while bare.len() > 1 && bare.last().is_some_and(|word| traits(word, language).any(Traits::SUFFIX)) {
        bare.pop();
    }
    if bare.len() < words.len() {
        names.push(bare.join(" "));
    }
    // Outside English, the head noun by itself may name the organisation: `Parlamento` for `Parlamento de Grecia`.
    if language.is_some_and(|language| !language.is("en")) {
        let heads = words.iter().filter(|word| traits(word, language).any(Traits::ORGANISATION));
        names.extend(heads.cloned());
    }
    let distinct = |word: &str| {
        !traits(word, language).any(
            Traits::COMMON
                .or(Traits::GIVEN)
                .or(Traits::ORGANISATION)
                .or(Traits::BEFORE_PLACE)
                .or(Traits::NO_ACTOR)
                .or(Traits::PLACE)
                .or(Traits::TITLE),
        ) && word.chars().count() > 2
    };
    if distinct(first) && Dictionary::is_free(first) {
        names.push(first.clone());
    }
    if distinct(last) && Dictionary::is_free(last) && !traits(last, language).any(Traits::SUFFIX) {
        names.push(last.clone());
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_between_names_make_no_other_person() {
        assert_eq!(without_initials("John A. Boehner"), "John Boehner");
        assert_eq!(without_initials("J. Christopher Stevens"), "J. Christopher Stevens");
        assert_eq!(without_initials("Ursula von der Leyen"), "Ursula von der Leyen");
    }

    #[test]
    fn full_names_establish_short_ones() {
        let person = |name: &str| short_names(name, ActorKind::Person, None);
        assert_eq!(person("Kim Jong Un"), ["kim"]);
        assert_eq!(person("Vitali Klitschko"), ["klitschko", "vitali"]);
        assert_eq!(person("Ursula von der Leyen"), ["leyen", "von der leyen", "ursula"]);
        assert_eq!(person("Martin Luther King Jr."), ["king", "martin", "luther king", "king jr", "martin jr"]);
        assert_eq!(person("Isabel Díaz Ayuso"), ["ayuso", "isabel", "diaz ayuso"]);
        let organisation = |name: &str| short_names(name, ActorKind::Organisation, None);
        assert_eq!(organisation("Imax Corp."), ["imax", "imax"]);
        assert_eq!(organisation("Western Sydney Wanderers"), ["wanderers"]);
    }
}
