//! The names that are known in advance, and the user's own.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::cases;
use super::name_tree::{MAX_FORMS, MAX_NAME_WORDS, NameTree};
use super::office::Office;
use super::tokens::{Shape, Token, Tokens, fold, is_unspaced};
use crate::language::{self, Language, Languages, entries, words_of_kind};
use crate::model::{ActorKind, Article, ArticleActor, Day};
use crate::text::script::is_hangul;
use crate::text::slug;
use rustc_hash::FxHashMap;

/// An actor that a user adds, changes, merges or removes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActorEntry {
    /// The id; made from the name if not given.
    pub id: Option<String>,
    /// The name to show.
    pub name: Option<String>,
    /// The kind of actor.
    pub kind: Option<ActorKind>,
    /// Further names.
    pub aliases: Vec<String>,
    /// The id of the actor that this one is merged into.
    pub merge_into: Option<String>,
    /// Whether the actor is removed everywhere.
    pub ignore: bool,
    /// The name to show wherever the actor is found; unlike `name`, it is not searched for.
    pub rename: Option<String>,
}

/// A known actor.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Known {
    pub id: String,
    pub name: String,
    pub kind: ActorKind,
    /// Whether it is an outlet or a news agency.
    pub is_outlet: bool,
    /// Whether it is a place below the state that has a government.
    pub is_place: bool,
}

/// The relation of an alias to its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AliasKind {
    /// A name of this actor and of no other.
    Name,
    /// A people's name or the adjective of a state.
    Demonym,
    /// A capital or a seat of government.
    Seat,
    /// A surname that means this person if the article names no other bearer.
    Short,
    /// A name that means this actor only if the article also names it in another way.
    Supported,
}

/// What may follow a word of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Nothing,
    /// A Korean particle.
    Particle,
    /// Up to four letters.
    Any,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    folded: String,
    shape: Shape,
    ending: Ending,
    /// Whether it ends in a full stop that the text must have too: `Ill.`
    is_abbreviation: bool,
}

#[derive(Clone, Debug)]
struct Alias {
    known: usize,
    kind: AliasKind,
    words: Vec<Word>,
    /// The languages of the texts that use it.
    languages: Languages,
}

/// A place at which the text has a name of the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// The first word.
    pub first: usize,
    /// The word after the last.
    pub end: usize,
    /// The actor, an index into [`Dictionary::known`].
    pub known: usize,
    /// The relation of the alias to the actor.
    pub kind: AliasKind,
}

/// The known actors with all their names.
///
/// Built once and shared: every article of a corpus is searched with the same dictionary.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    known: Vec<Known>,
    by_id: BTreeMap<String, usize>,
    aliases: Vec<Alias>,
    names: NameTree,
    /// The beginnings of names, so that most words need no search.
    starts: Starts,
    /// The beginnings of names of outlets.
    outlet_starts: Starts,
    unspaced: Vec<(String, usize)>,
    /// Their places by their first character.
    unspaced_by_first: FxHashMap<char, Vec<usize>>,
    leaders: Vec<(usize, Office, Day, usize)>,
    merged: BTreeMap<String, String>,
    ignored: BTreeSet<String>,
    /// The names and kinds that the user set, by id.
    stated: BTreeMap<String, (Option<String>, Option<ActorKind>)>,
}

const STATES: &str = include_str!("data/states.txt");
const ORGANISATIONS: &str = include_str!("data/organisations.txt");
const OUTLETS: &str = include_str!("data/outlets.txt");
const PEOPLE: &str = include_str!("data/people.txt");
const PLACES: &str = include_str!("data/places.txt");
const LEADERS: &str = include_str!("data/leaders.txt");

/// The maximum length of an ending that an alias with a `*` allows, in letters.
const ENDING_LETTERS: usize = 4;

impl Dictionary {
    /// The built-in dictionary: states, leaders, organisations, outlets.
    pub fn shipped() -> Dictionary {
        Dictionary::shared().clone()
    }

    fn shared() -> &'static Dictionary {
        static SHIPPED: OnceLock<Dictionary> = OnceLock::new();
        SHIPPED.get_or_init(Dictionary::parse_shipped)
    }

    /// A dictionary without actors.
    pub fn empty() -> Dictionary {
        Dictionary::default()
    }

    fn parse_shipped() -> Dictionary {
        let mut dictionary = Dictionary::empty();
        let own_names = languages_by_state();
        let english = Language::parse("en").map_or(Languages::ALL, Languages::only);
        for columns in rows(STATES) {
            let name = columns.first().copied().unwrap_or_default();
            // If a language has its own name for the state, the English one means something else in it.
            let elsewhere = own_names.get(name).copied().unwrap_or(Languages::ALL);
            let known = dictionary.insert(&columns, ActorKind::State, false, false, elsewhere);
            for (column, kind, latin) in [
                (1, AliasKind::Name, elsewhere),
                (2, AliasKind::Demonym, english),
                (3, AliasKind::Seat, Languages::ALL),
            ] {
                dictionary.alias_all(known, &columns, column, kind, latin);
            }
        }
        for (table, is_outlet) in [(ORGANISATIONS, false), (OUTLETS, true)] {
            for columns in rows(table) {
                let known = dictionary.insert(&columns, ActorKind::Organisation, is_outlet, false, Languages::ALL);
                dictionary.alias_all(known, &columns, 1, AliasKind::Name, Languages::ALL);
                dictionary.alias_all(known, &columns, 2, AliasKind::Seat, Languages::ALL);
            }
        }
        for columns in rows(PEOPLE) {
            let known = dictionary.insert(&columns, ActorKind::Person, false, false, Languages::ALL);
            dictionary.alias_all(known, &columns, 1, AliasKind::Name, Languages::ALL);
            dictionary.alias_all(known, &columns, 2, AliasKind::Short, Languages::ALL);
        }
        for columns in rows(PLACES) {
            let known = dictionary.insert(&columns, ActorKind::Other, false, true, Languages::ALL);
            dictionary.alias_all(known, &columns, 1, AliasKind::Name, Languages::ALL);
        }
        dictionary.read_languages();
        for columns in rows(LEADERS) {
            let office = Office::from_name(columns.get(1).unwrap_or(&""));
            let find = |column: usize| columns.get(column).and_then(|name| dictionary.find(&slug(name)));
            if let (Some(state), Some(since), Some(person)) =
                (find(0), columns.get(2).and_then(|day| day.parse().ok()), find(3))
            {
                dictionary.leaders.push((state, office, since, person));
            }
        }
        dictionary.index();
        dictionary
    }

    /// The dictionary with a user's entries, which override the built-in ones.
    pub fn extended(mut self, entries: &[ActorEntry]) -> Dictionary {
        // The aliases by their words, to find those that an alias of the user's displaces.
        let mut by_words: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        if entries.iter().any(|entry| entry.name.is_some() || !entry.aliases.is_empty()) {
            for (at, alias) in self.aliases.iter().enumerate() {
                by_words.entry(key_of_words(&alias.words)).or_default().push(at);
            }
        }
        let mut displaced: BTreeSet<usize> = BTreeSet::new();
        for entry in entries {
            let name = entry.name.clone().or_else(|| entry.aliases.first().cloned());
            let Some(id) = entry.id.clone().or_else(|| name.as_deref().map(slug)).filter(|id| !id.is_empty()) else {
                continue;
            };
            if entry.ignore {
                self.ignored.insert(id.clone());
            }
            if let Some(into) = &entry.merge_into {
                self.merged.insert(id.clone(), into.clone());
            }
            let (stated_name, stated_kind) = self.stated.entry(id.clone()).or_default();
            *stated_name = entry.rename.clone().or_else(|| entry.name.clone()).or(stated_name.take());
            *stated_kind = entry.kind.or(*stated_kind);
            // An entry without a name to search for changes actors only where they are found.
            if entry.name.is_none() && entry.aliases.is_empty() {
                continue;
            }
            let at = match self.find(&id) {
                Some(at) => at,
                None => {
                    let name = name.unwrap_or_else(|| id.clone());
                    let kind = entry.kind.unwrap_or_default();
                    self.by_id.insert(id.clone(), self.known.len());
                    self.known.push(Known { id, name, kind, is_outlet: false, is_place: false });
                    self.known.len() - 1
                }
            };
            if let Some(known) = self.known.get_mut(at) {
                known.name = entry.name.clone().unwrap_or_else(|| known.name.clone());
                known.kind = entry.kind.unwrap_or(known.kind);
            }
            for alias in entry.name.iter().chain(&entry.aliases) {
                let same = by_words.entry(key_of_words(&words_of(alias))).or_default();
                let is_other = |old: &&usize| self.aliases.get(**old).is_some_and(|old| old.known != at);
                displaced.extend(same.iter().filter(is_other));
                same.retain(|old| !displaced.contains(old));
                let next = self.aliases.len();
                self.alias(at, alias, AliasKind::Name, Languages::ALL);
                if self.aliases.len() > next {
                    same.push(next);
                }
            }
        }
        let mut at = 0..;
        self.aliases.retain(|_| at.next().is_none_or(|at| !displaced.contains(&at)));
        self.index();
        self
    }

    /// Adds the names of states in each language.
    fn read_languages(&mut self) {
        for entry in entries(language::STATES) {
            let kind = match entry.kind {
                "state" => AliasKind::Name,
                "demonym" => AliasKind::Demonym,
                _ => AliasKind::Seat,
            };
            let Some((state, names)) = entry.text.split_once(" = ") else { continue };
            let Some(known) = self.find(&slug(state)) else { continue };
            self.alias_all(known, &["", names], 1, kind, Languages::of_section(entry.language));
        }
    }

    /// A dictionary of only these actors, with the names that this one has for them.
    pub(crate) fn only(&self, stated: &[ArticleActor]) -> Dictionary {
        let mut dictionary =
            Dictionary { merged: self.merged.clone(), ignored: self.ignored.clone(), ..Dictionary::default() };
        // Actors of this dictionary to those of the new one.
        let mut known_here: FxHashMap<usize, usize> = FxHashMap::default();
        for actor in stated {
            let at = dictionary.known.len();
            // A record may state the same actor many times.
            let Entry::Vacant(place) = dictionary.by_id.entry(actor.id.clone()) else { continue };
            place.insert(at);
            let (id, name, kind) = (actor.id.clone(), actor.name.clone(), actor.kind);
            dictionary.known.push(Known { id, name, kind, is_outlet: false, is_place: false });
            dictionary.alias(at, &actor.name, AliasKind::Name, Languages::ALL);
            if let Some(same) = self.find(&actor.id) {
                known_here.insert(same, at);
            }
        }
        let here = |known: &usize| known_here.get(known).copied();
        let aliases =
            self.aliases.iter().filter_map(|alias| Some(Alias { known: here(&alias.known)?, ..alias.clone() }));
        let unspaced = self.unspaced.iter().filter_map(|(alias, known)| Some((alias.clone(), here(known)?)));
        if !known_here.is_empty() {
            dictionary.aliases.extend(aliases);
            dictionary.unspaced.extend(unspaced);
        }
        dictionary.index();
        dictionary
    }

    fn insert(
        &mut self,
        columns: &[&str],
        kind: ActorKind,
        is_outlet: bool,
        is_place: bool,
        languages: Languages,
    ) -> usize {
        let name = columns.first().copied().unwrap_or_default();
        let mut id = slug(name);
        if self.by_id.contains_key(&id) {
            id.push_str(if is_place { "-place" } else { "-2" });
        }
        let at = self.known.len();
        self.by_id.insert(id.clone(), at);
        self.known.push(Known { id, name: name.to_owned(), kind, is_outlet, is_place });
        self.alias(at, name, AliasKind::Name, languages);
        at
    }

    /// Adds the names of a column. Names in non-Latin scripts belong to their own languages anyway.
    fn alias_all(&mut self, known: usize, columns: &[&str], column: usize, kind: AliasKind, latin: Languages) {
        let Some(aliases) = columns.get(column) else { return };
        for alias in aliases.split(';').map(str::trim).filter(|alias| !alias.is_empty()) {
            let is_latin = alias.chars().find(|c| c.is_alphabetic()).is_none_or(|c| c < '\u{370}');
            let languages = if is_latin { latin } else { Languages::ALL };
            match alias.strip_suffix('?') {
                Some(alias) => self.alias(known, alias, AliasKind::Supported, languages),
                None => self.alias(known, alias, kind, languages),
            }
        }
    }

    fn alias(&mut self, known: usize, alias: &str, kind: AliasKind, languages: Languages) {
        if alias.chars().any(is_unspaced) {
            self.unspaced.push((alias.to_owned(), known));
            return;
        }
        let words = words_of(alias);
        if !words.is_empty() {
            self.aliases.push(Alias { known, kind, words, languages });
        }
    }

    fn index(&mut self) {
        self.names = NameTree::default();
        self.starts = Starts::for_names(self.aliases.len());
        let is_outlet = |alias: &&Alias| self.known.get(alias.known).is_some_and(|known| known.is_outlet);
        let outlets = || self.aliases.iter().filter(is_outlet);
        self.outlet_starts = Starts::for_names(outlets().count());
        outlets().filter_map(|alias| alias.words.first()).for_each(|first| self.outlet_starts.add(first));
        for (at, alias) in self.aliases.iter().enumerate() {
            let Some(first) = alias.words.first() else { continue };
            self.starts.add(first);
            let words = alias.words.iter().map(|word| (word.folded.as_str(), word.ending != Ending::Nothing));
            // Of names that fit the same texts, the first counts.
            let is_same = |other: usize| {
                let other = self.aliases.get(other);
                other.is_some_and(|other| other.languages == alias.languages && other.words == alias.words)
            };
            self.names.add(at, words, is_same);
        }
        self.unspaced.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        self.unspaced.dedup_by(|a, b| a.0 == b.0);
        self.unspaced_by_first.clear();
        for (at, (alias, _)) in self.unspaced.iter().enumerate() {
            let Some(first) = alias.chars().next() else { continue };
            self.unspaced_by_first.entry(first).or_default().push(at);
        }
        self.leaders.sort();
    }

    /// Whether a folded word by itself is not the name of a built-in actor.
    pub(crate) fn is_free(word: &str) -> bool {
        !Dictionary::shared().names.has_name(word)
    }

    /// The known actors.
    pub(crate) fn known(&self, at: usize) -> Option<&Known> {
        self.known.get(at)
    }

    /// The index of an id among the known actors.
    pub(crate) fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The id after merging; `None` if the user removed the actor.
    pub(crate) fn settle(&self, id: &str) -> Option<String> {
        let mut id = id;
        // A chain of merges is followed only a few steps, so that a circle ends.
        for _ in 0..8 {
            if self.ignored.contains(id) {
                return None;
            }
            match self.merged.get(id) {
                Some(into) => id = into,
                None => break,
            }
        }
        (!self.ignored.contains(id)).then(|| id.to_owned())
    }

    /// Applies the user's entries to an article whose actors were found or stated: merges, removals, names and kinds.
    /// Returns whether any actor changed.
    pub fn revise(&self, article: &mut Article) -> bool {
        let is_touched = |actor: &ArticleActor| self.settle(&actor.id).as_ref() != Some(&actor.id);
        let mut is_changed = article.actors.iter().any(is_touched);
        if is_changed {
            let mut revised: Vec<ArticleActor> = Vec::new();
            let mut places: FxHashMap<String, usize> = FxHashMap::default();
            for mut actor in std::mem::take(&mut article.actors) {
                let Some(id) = self.settle(&actor.id) else { continue };
                match places.get(&id).and_then(|at| revised.get_mut(*at)) {
                    Some(held) if id == actor.id => {
                        actor.mentions.append(&mut held.mentions);
                        *held = actor;
                    }
                    Some(held) => held.mentions.append(&mut actor.mentions),
                    None => {
                        places.insert(id.clone(), revised.len());
                        revised.push(ArticleActor { id, ..actor });
                    }
                }
            }
            for actor in &mut revised {
                actor.mentions.sort_unstable();
            }
            revised.sort_by_key(|actor| actor.mentions.first().map_or((1, None), |mention| (0, Some(*mention))));
            article.actors = revised;
            for quote in &mut article.quotes {
                quote.speaker = quote.speaker.take().and_then(|id| self.settle(&id));
            }
        }
        for actor in &mut article.actors {
            if let Some((name, kind)) = self.stated.get(&actor.id) {
                if let Some(name) = name.as_ref().filter(|name| **name != actor.name) {
                    actor.name.clone_from(name);
                    is_changed = true;
                }
                if let Some(kind) = kind.filter(|kind| *kind != actor.kind) {
                    actor.kind = kind;
                    is_changed = true;
                }
            }
        }
        is_changed
    }

    /// The holder of a state's office on a day; without a day, the last one in the table.
    pub(crate) fn office_holder(&self, state: usize, office: Office, day: Option<Day>) -> Option<usize> {
        let holder = |office: Office| {
            let held = |row: &&(usize, Office, Day, usize)| {
                row.0 == state && row.1 == office && day.is_none_or(|day| row.2 <= day)
            };
            self.leaders.iter().filter(held).max_by_key(|row| row.2).map(|row| row.3)
        };
        match office {
            Office::Leader => [Office::Leader, Office::President, Office::Premier].into_iter().find_map(holder),
            office => holder(office),
        }
    }

    /// The longest name that starts at a word. Most words start none, which is decided without a search.
    #[inline]
    pub(crate) fn longest_at(&self, tokens: &Tokens, at: usize) -> Option<Match> {
        let token = tokens.get(at)?;
        let may_start = self.starts.bits(tokens.folded_bytes(at), token.shape);
        if may_start == 0 { None } else { self.longest_from(tokens, at, may_start) }
    }

    /// Whether a text may name a known outlet. A quick check: if it says no, there is none.
    pub(crate) fn may_name_outlet(&self, tokens: &Tokens) -> bool {
        let may_start = |(at, token): (usize, Token)| {
            token.shape == Shape::Caseless
                || (self.outlet_starts.bits(tokens.folded_bytes(at), token.shape) != 0
                    && self
                        .longest_at(tokens, at)
                        .is_some_and(|found| self.known.get(found.known).is_some_and(|known| known.is_outlet)))
        };
        tokens.iter().enumerate().any(may_start)
    }

    fn longest_from(&self, tokens: &Tokens, at: usize, may_start: u8) -> Option<Match> {
        let inflecting = tokens.language().filter(|language| cases::inflects(*language));
        let fits_here = |index: &&usize| {
            let alias = self.aliases.get(**index);
            alias.is_some_and(|alias| {
                alias.languages.contains(tokens.language()) && fits(&alias.words, tokens, at, inflecting)
            })
        };
        let mut best: Option<Match> = None;
        let (mut nodes, mut next) = (vec![NameTree::ROOT], Vec::new());
        for depth in 0..MAX_NAME_WORDS.min(tokens.len() - at) {
            let (is_whole, is_open) = match depth {
                0 => (may_start & Starts::WHOLE != 0, may_start & Starts::OPEN != 0),
                _ => (true, self.names.has_open_words),
            };
            next.clear();
            for node in &nodes {
                self.names.step(*node, tokens.folded(at + depth), inflecting, (is_whole, is_open), &mut next);
            }
            if next.is_empty() {
                break;
            }
            // A longer name is better; of names of one length, the first.
            let ending = next.iter().flat_map(|node| self.names.ends(*node)).find(fits_here);
            if let Some(alias) = ending.and_then(|index| self.aliases.get(*index)) {
                best = Some(Match { first: at, end: at + depth + 1, known: alias.known, kind: alias.kind });
            }
            next.truncate(MAX_FORMS);
            std::mem::swap(&mut nodes, &mut next);
        }
        best
    }

    /// The names in scripts without spaces that start at a byte, longest first.
    pub(crate) fn unspaced_at(&self, rest: &str) -> Option<(usize, usize)> {
        let first = self.unspaced_by_first.get(&rest.chars().next()?)?;
        first
            .iter()
            .filter_map(|at| self.unspaced.get(*at))
            .find(|(alias, _)| rest.starts_with(alias.as_str()))
            .map(|(alias, known)| (alias.len(), *known))
    }
}

/// The beginnings of a dictionary's names: for the first bytes of a word, whether it may start a name. Some words pass
/// that start none, because several beginnings share a slot; words that start one always pass.
#[derive(Clone, Debug, Default)]
struct Starts {
    places: Box<[u8]>,
    /// The union of all slots.
    any: u8,
}

impl Starts {
    /// A name that starts with exactly such a word.
    const WHOLE: u8 = 1;
    /// A name that starts with a word that may have an ending.
    const OPEN: u8 = 2;

    /// Allocates room for this many names. Those of one article need little, and each article has its own.
    fn for_names(names: usize) -> Starts {
        Starts { places: vec![0; (names * 8).next_power_of_two().clamp(1 << 6, 1 << 14)].into(), any: 0 }
    }

    fn add(&mut self, first: &Word) {
        let bit = if first.ending != Ending::Nothing { Starts::OPEN } else { Starts::WHOLE };
        // Names in capitals start in no other way; the others may be written in any way.
        let is_capital = matches!(first.shape, Shape::Caps | Shape::Title | Shape::Initial);
        let bits = if is_capital { bit } else { bit | bit << 2 };
        self.any |= bits;
        if let Some(known) = self.places.get_mut(Starts::place(first.folded.as_bytes(), self.places.len())) {
            *known |= bits;
        }
    }

    /// What a word of this shape may start.
    #[inline]
    fn bits(&self, folded: &[u8], shape: Shape) -> u8 {
        let is_capital = matches!(shape, Shape::Caps | Shape::Title | Shape::Initial);
        if !is_capital && self.any >> 2 == 0 {
            return 0;
        }
        let bits = self.places.get(Starts::place(folded, self.places.len())).copied().unwrap_or_default();
        if is_capital { bits & 3 } else { bits >> 2 }
    }

    /// By the first three bytes, because names with endings are at least that long.
    #[inline]
    fn place(folded: &[u8], places: usize) -> usize {
        let byte = |at: usize| folded.get(at).map_or(0, |byte| usize::from(*byte));
        // The number of slots is a power of two; the upper bits of the product vary most.
        let hash = (byte(0) ^ byte(1) << 5 ^ byte(2) << 10).wrapping_mul(0x9e5) % (1 << 14);
        (hash * places) >> 14
    }
}

/// For each state, the languages that have no name of their own for it.
fn languages_by_state() -> BTreeMap<&'static str, Languages> {
    let mut states: BTreeMap<&str, Languages> = BTreeMap::new();
    for entry in entries(language::STATES).filter(|entry| entry.kind == "state") {
        let Some((state, _)) = entry.text.split_once(" = ") else { continue };
        let languages = states.entry(state).or_insert(Languages::ALL);
        *languages = Language::parse(entry.language).map_or(*languages, |language| languages.without(language));
    }
    states
}

/// The lines of a table, in columns.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('|').map(str::trim).collect())
}

fn words_of(alias: &str) -> Vec<Word> {
    let tokens = Tokens::new(alias, None);
    let word = |(at, token): (usize, Token)| {
        let is_korean = alias.get(token.start..token.end).is_some_and(|word| word.ends_with(is_hangul));
        let ending = match alias.get(token.end..) {
            Some(rest) if rest.starts_with('*') => Ending::Any,
            _ if is_korean => Ending::Particle,
            _ => Ending::Nothing,
        };
        let is_abbreviation =
            token.shape == Shape::Title && alias.get(..token.end).is_some_and(|word| word.ends_with('.'));
        Word { folded: tokens.folded(at).to_owned(), shape: token.shape, ending, is_abbreviation }
    };
    tokens.iter().enumerate().map(word).collect()
}

/// Whether the text after a name, in its folded form, is a particle.
pub(super) fn is_korean_particle(folded: &str) -> bool {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    let particles =
        FOLDED.get_or_init(|| words_of_kind(language::PEOPLE, "name-particle").into_iter().map(fold).collect());
    particles.iter().any(|particle| particle == folded)
}

/// The words of an alias with their shapes, as a key.
fn key_of_words(words: &[Word]) -> String {
    words.iter().map(|word| format!("{}\u{1f}{}\u{1e}", word.folded, word.shape as u8)).collect()
}

/// Whether the words of a name are in a text at a place. `inflecting` is the language of the text if it inflects names.
fn fits(words: &[Word], tokens: &Tokens, at: usize, inflecting: Option<Language>) -> bool {
    words.iter().enumerate().all(|(offset, word)| {
        let index = at + offset;
        let Some(token) = tokens.get(index) else { return false };
        let folded = tokens.folded(index);
        let behind = folded.strip_prefix(word.folded.as_str());
        let same = behind.is_some_and(|behind| match word.ending {
            Ending::Nothing => behind.is_empty(),
            Ending::Particle => behind.is_empty() || is_korean_particle(behind),
            Ending::Any => behind.chars().count() <= ENDING_LETTERS || is_korean_particle(behind),
        });
        let is_form = || {
            let language = inflecting.filter(|_| word.ending == Ending::Nothing && word.shape == Shape::Title);
            language.is_some_and(|language| cases::is_form_of(folded, &word.folded, language))
        };
        let same = same || is_form();
        let written = match word.shape {
            Shape::Caps => matches!(token.shape, Shape::Caps),
            Shape::Title => {
                matches!(token.shape, Shape::Title | Shape::Caps)
                    || (offset > 0 && token.gap == super::tokens::Gap::Hyphen)
            }
            Shape::Initial => token.shape == Shape::Initial,
            _ => true,
        };
        let abbreviated = !word.is_abbreviation || (token.shape == Shape::Title && token.has_full_stop);
        same && written
            && abbreviated
            && (offset == 0
                || token.is_linked()
                || (token.gap == super::tokens::Gap::Comma && words.len() > 1 && word.shape == Shape::Caps))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_ids_are_slugs() {
        for (name, table) in [
            ("states", STATES),
            ("organisations", ORGANISATIONS),
            ("outlets", OUTLETS),
            ("people", PEOPLE),
            ("places", PLACES),
        ] {
            let names: Vec<_> = rows(table).map(|columns| columns[0]).collect();
            let mut sorted = names.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(names, sorted, "{name}");
            assert!(names.iter().all(|name| !slug(name).is_empty()), "{name}");
        }
        let lines: Vec<_> = rows(LEADERS).collect();
        assert!(lines.iter().all(|columns| columns.len() == 4));
    }

    #[test]
    fn no_name_means_two_actors_in_one_language() {
        let dictionary = Dictionary::shipped();
        for language in Language::all().map(Some) {
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            let mut twice = Vec::new();
            for alias in dictionary.aliases.iter().filter(|alias| alias.languages.contains(language)) {
                let shape = |word: &Word| (word.shape == Shape::Caps, word.shape == Shape::Lower);
                let key: Vec<_> = alias.words.iter().map(|w| format!("{}{:?}", w.folded, shape(w))).collect();
                if let Some(other) = seen.insert(key.join(" "), alias.known)
                    && other != alias.known
                {
                    twice.push((
                        key.join(" "),
                        dictionary.known[other].id.clone(),
                        dictionary.known[alias.known].id.clone(),
                    ));
                }
            }
            assert_eq!(twice, [], "{language:?}");
        }
    }

    #[test]
    fn every_state_that_a_language_names_is_known() {
        let dictionary = Dictionary::shipped();
        for entry in entries(language::STATES) {
            let state = entry.text.split_once(" = ").map(|(state, _)| state);
            assert!(state.is_some_and(|state| dictionary.find(&slug(state)).is_some()), "{entry:?}");
        }
    }

    #[test]
    fn a_word_names_a_state_in_its_own_language_alone() {
        let dictionary = Dictionary::shipped();
        let names = |word: &str, language: &str| {
            let tokens = Tokens::new(word, Language::parse(language));
            dictionary
                .longest_at(&tokens, 0)
                .and_then(|found| dictionary.known(found.known))
                .map(|known| known.id.clone())
        };
        assert_eq!(names("Island", "en"), None);
        assert_eq!(names("Island", "de").as_deref(), Some("iceland"));
        assert_eq!(names("Iceland", "en").as_deref(), Some("iceland"));
        assert_eq!(names("isländische", "de").as_deref(), Some("iceland"));
        assert_eq!(names("Finn", "de"), None);
    }

    #[test]
    fn every_leader_is_known() {
        assert_eq!(Dictionary::shipped().leaders.len(), rows(LEADERS).count());
    }

    #[test]
    fn offices_are_held_by_date() {
        let dictionary = Dictionary::shipped();
        let state = |id| dictionary.find(id).unwrap();
        let holder = |id, office, day: Option<&str>| {
            let holder = dictionary.office_holder(state(id), office, day.map(|day| day.parse().unwrap()));
            holder.map(|at| dictionary.known[at].id.as_str())
        };
        assert_eq!(holder("north-korea", Office::Leader, Some("2025-01-01")), Some("kim-jong-un"));
        assert_eq!(holder("north-korea", Office::Leader, Some("2005-01-01")), Some("kim-jong-il"));
        assert_eq!(holder("united-states", Office::President, Some("2010-01-01")), Some("barack-obama"));
        assert_eq!(holder("united-kingdom", Office::Leader, None), Some("keir-starmer"));
        assert_eq!(holder("north-korea", Office::President, None), None);
    }
}
