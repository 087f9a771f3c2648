//! Resolves every name in an article to its actor.

use std::collections::{BTreeMap, BTreeSet};

use super::caseless;
use super::dictionary::{AliasKind, Dictionary};
use super::east_asian;
use super::homonyms;
use super::local::{Locals, WordPosition, short_names};
use super::multilingual;
use super::names::{self, Capitals, Name};
use super::office::Office;
use super::scan::{KnownName, Unit};
use super::tokens::{Gap, Shape};
use super::words::{RareWords, Traits};
use crate::language::Language;
use crate::model::{ActorKind, ArticleActor, Day, Mention};
use crate::text::id_of_name;

/// What to search for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Search {
    /// Only the dictionary's names.
    Dictionary,
    /// Names that the dictionary does not know, too.
    Everyone,
}

/// The maximum length of a lower-case word inside people's names, in bytes.
const MAX_PARTICLE: usize = 8;

/// Resolves every name to its actor: the actors in order of first mention.
pub(super) fn resolve(
    units: &[Unit],
    dictionary: &Dictionary,
    day: Option<Day>,
    language: Option<Language>,
    search: Search,
) -> Vec<ArticleActor> {
    // The use of capitals matters for names that the dictionary does not know, and for surnames.
    let matters = search == Search::Everyone
        || units.iter().flat_map(|unit| &unit.found).any(|found| found.kind == AliasKind::Short);
    let english = matters && language.map_or_else(|| names::is_english(units), |language| language.is("en"));
    let usage = (search == Search::Everyone && language.is_some_and(|language| !language.is("en")))
        .then(|| multilingual::Usage::new(units));
    let mut caseless =
        if search == Search::Everyone && caseless::covers(language) { caseless::recognise(units) } else { Vec::new() }
            .into_iter();
    let items: Vec<Vec<Item>> = units
        .iter()
        .map(|unit| {
            let capitals = names::capitals(unit, english);
            let recognised = match search {
                Search::Everyone if caseless::covers(language) => caseless.next().unwrap_or_default(),
                Search::Everyone => match &usage {
                    Some(usage) => multilingual::recognise(unit, dictionary, usage),
                    None => names::recognise(unit, dictionary, capitals),
                },
                Search::Dictionary => Vec::new(),
            };
            merge(unit, recognised, capitals)
        })
        .collect();
    let mut resolver = Resolver {
        dictionary,
        language,
        day,
        locals: Locals::new(language),
        named: BTreeSet::new(),
        named_otherwise: named_otherwise(units),
        introduced: BTreeMap::new(),
        explained: BTreeSet::new(),
        mistaken: homonyms::mistaken(units, dictionary),
        repeated: BTreeMap::new(),
        evident: BTreeSet::new(),
        personal: BTreeSet::new(),
        doubtful: Vec::new(),
        placed: BTreeMap::new(),
    };
    let mut seen = BTreeSet::new();
    for (position, (unit, items)) in units.iter().zip(&items).enumerate() {
        let is_running = names::capitals(unit, english) == Capitals::Names || usage.is_some();
        resolver.read(position, unit, items, is_running && seen.insert(unit.text));
    }
    resolver.locals.sort();
    resolver.introduce_doubtful(units, &items);
    let mut actors: Vec<ArticleActor> = Vec::new();
    let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
    let mut mentions: Vec<Vec<ResolvedMention>> = units
        .iter()
        .zip(&items)
        .enumerate()
        .map(|(position, (unit, items))| resolver.mentions(position, unit, items))
        .collect();
    if search == Search::Everyone && east_asian::is_east_asian(language) {
        resolver.add_east_asian(units, &mut mentions);
    }
    for (unit, mentions) in units.iter().zip(mentions) {
        for ResolvedMention { start, end, entity, .. } in mentions {
            let Some(entity) = resolver.locals.get(entity) else { continue };
            let Some(id) = dictionary.settle(&entity.id) else { continue };
            let merged = (id != entity.id).then(|| dictionary.find(&id).and_then(|at| dictionary.known(at))).flatten();
            let (name, kind) = merged.map_or((&entity.name, entity.kind), |known| (&known.name, known.kind));
            let at = *by_id.entry(id.clone()).or_insert_with(|| {
                actors.push(ArticleActor { id, name: name.clone(), kind, mentions: Vec::new() });
                actors.len() - 1
            });
            if let Some(actor) = actors.get_mut(at) {
                actor.mentions.push(Mention { paragraph: unit.paragraph, start, end });
            }
        }
    }
    actors
}

/// The dictionary's actors that these texts name by at least two different words.
fn named_otherwise(units: &[Unit]) -> BTreeSet<usize> {
    let mut words: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for unit in units {
        for found in &unit.found {
            words.entry(found.known).or_default().insert(unit.tokens.folded(found.first));
        }
    }
    words.into_iter().filter(|(_, words)| words.len() > 1).map(|(known, _)| known).collect()
}

/// A name in a text, known or recognised.
#[derive(Clone, Copy, Debug)]
enum Item {
    Known(KnownName),
    New(Name),
}

impl Item {
    fn first(&self) -> usize {
        match self {
            Item::Known(found) => found.first,
            Item::New(name) => name.first,
        }
    }

    fn last(&self) -> usize {
        match self {
            Item::Known(found) => found.last,
            Item::New(name) => name.last,
        }
    }
}

/// Both kinds of names in order; a recognised name replaces the known ones that it covers.
fn merge(unit: &Unit, recognised: Vec<Name>, capitals: Capitals) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(unit.found.len() + recognised.len());
    let mut recognised = recognised.into_iter().peekable();
    for found in &unit.found {
        while let Some(name) = recognised.next_if(|name| name.last <= found.first) {
            items.push(Item::New(name));
        }
        let covered = recognised.peek().is_some_and(|name| name.first < found.last && found.first < name.last);
        if !covered && !is_part_of_another_name(unit, found, capitals) && !names_waters(unit, found) {
            items.push(Item::Known(*found));
        }
    }
    items.extend(recognised.map(Item::New));
    items
}

/// Whether a state or a place is in the name of a sea or a strait: `Gulf of Mexico`.
fn names_waters(unit: &Unit, found: &KnownName) -> bool {
    let Some(waters) = found.first.checked_sub(2) else { return false };
    let tokens = &unit.tokens;
    tokens.traits(found.first - 1).any(Traits::LINK.or(Traits::PARTICLE).or(Traits::PREPOSITION))
        && (found.first - 1..=found.first).all(|at| tokens.get(at).is_some_and(|token| token.gap == Gap::Space))
        && RareWords::shipped().waters.contains(&tokens.folded(waters))
}

/// Whether a surname is inside a name that is not an actor: `Bandar Abbas`, `Trump Tower`.
fn is_part_of_another_name(unit: &Unit, found: &KnownName, capitals: Capitals) -> bool {
    if found.kind != AliasKind::Short || capitals == Capitals::More {
        return false;
    }
    let tokens = &unit.tokens;
    let head = Traits::PLACE.or(Traits::THING);
    let behind = tokens.get(found.last).is_some_and(|token| token.is_linked() && token.is_capital())
        && tokens.traits(found.last).any(head);
    let before = found.first.checked_sub(1).is_some_and(|before| {
        let linked = tokens.get(found.first).is_some_and(|token| token.gap == Gap::Space);
        let stranger = tokens.get(before).is_some_and(|token| token.shape == Shape::Title && !token.starts_sentence())
            && tokens.traits(before).is_unknown();
        linked && stranger && !unit.covers(before)
    });
    behind || before
}

/// A mention of an actor.
#[derive(Clone, Copy, Debug)]
struct ResolvedMention {
    /// The word after the last.
    last: usize,
    /// The first byte.
    start: usize,
    /// The byte after the last.
    end: usize,
    /// The actor, an index into the article's.
    entity: usize,
}

/// The people whose full names begin with a family name, by the place of the name.
#[derive(Debug, Default)]
struct Bearers(BTreeMap<String, BTreeMap<WordPosition, usize>>);

/// The most letters of a family name.
const MAX_FAMILY_LETTERS: usize = 4;

impl Bearers {
    fn add(&mut self, full: &str, place: WordPosition, entity: usize) {
        let ends = full.char_indices().skip(1).map(|(at, _)| at).take(MAX_FAMILY_LETTERS);
        for family in ends.filter_map(|end| full.get(..end)) {
            self.0.entry(family.to_owned()).or_default().insert(place, entity);
        }
    }

    /// The bearer of a family name: the nearest one before a place, or else the first one.
    fn nearest(&self, family: &str, place: WordPosition) -> Option<usize> {
        let bearers = self.0.get(family)?;
        bearers.range(..=place).next_back().or_else(|| bearers.first_key_value()).map(|(_, entity)| *entity)
    }
}

struct Resolver<'a> {
    dictionary: &'a Dictionary,
    language: Option<Language>,
    day: Option<Day>,
    locals: Locals,
    /// The dictionary's actors that the article names by a name of their own.
    named: BTreeSet<usize>,
    /// The dictionary's actors that the article names by more than one word or in other forms.
    named_otherwise: BTreeSet<usize>,
    /// The people who lead a state according to the article.
    introduced: BTreeMap<(usize, Office), usize>,
    /// Acronyms that the article explains as something other than an actor: `artificial pancreas (AP)`.
    explained: BTreeSet<String>,
    /// Actors of the dictionary whose name means a different actor in this article.
    mistaken: BTreeMap<usize, usize>,
    /// How often a single name occurs in texts that capitalise only names. The same text counts once.
    repeated: BTreeMap<String, usize>,
    /// How often such a name follows a word that leads to places.
    placed: BTreeMap<String, usize>,
    /// Single names that have evidence of their own somewhere in the article: a title, a verb of saying.
    evident: BTreeSet<String>,
    /// Single names that belong to a person somewhere in the article.
    personal: BTreeSet<String>,
    /// Names that may be nicknames, by the indices of text and item.
    doubtful: Vec<(usize, usize)>,
}

impl Resolver<'_> {
    /// Records the full names of a text. `counts` says whether its single names count as repetitions.
    fn read(&mut self, position: usize, unit: &Unit, items: &[Item], counts: bool) {
        self.read_explained(unit);
        for (index, item) in items.iter().enumerate() {
            let entity = match item {
                Item::Known(found) if found.kind == AliasKind::Name => {
                    self.named.insert(found.known);
                    self.locals.known(self.dictionary, found.known)
                }
                Item::Known(_) => None,
                Item::New(name) if name.last == name.first + 1 => {
                    let folded = unit.tokens.folded(name.first);
                    *self.repeated.entry(folded.to_owned()).or_default() += usize::from(counts);
                    if name.is_certain {
                        self.evident.insert(folded.to_owned());
                    }
                    if name.kind == ActorKind::Person {
                        self.personal.insert(folded.to_owned());
                    }
                    let before = name.first.checked_sub(1).map(|before| unit.tokens.traits(before));
                    if before.is_some_and(|before| before.any(Traits::PLACE_PREPOSITION)) {
                        *self.placed.entry(folded.to_owned()).or_default() += usize::from(counts);
                    }
                    None
                }
                Item::New(name) if may_be_nickname(unit, name) => {
                    self.doubtful.push((position, index));
                    None
                }
                Item::New(name) if name.is_certain && self.misread(unit, name).is_none() => {
                    self.locals.named(self.dictionary, &text_of(unit, name.first, name.last), name.kind)
                }
                Item::New(_) => None,
            };
            let Some(entity) = entity else { continue };
            let place = (position, item.first());
            self.locals.introduce(entity, place);
            self.read_acronym(unit, item.last(), entity, place);
            let is_person = self.locals.get(entity).is_some_and(|entity| entity.kind == ActorKind::Person);
            if is_person
                && let Some(Item::Known(previous)) = index.checked_sub(1).and_then(|index| items.get(index))
                && let Some((office, end)) = self.office_after(unit, previous)
                && end == item.first()
            {
                self.introduced.insert((previous.known, office), entity);
            }
        }
    }

    /// Records the names that look like nicknames and are none, as nobody in the article has that given name.
    fn introduce_doubtful(&mut self, units: &[Unit], items: &[Vec<Item>]) {
        let doubtful = std::mem::take(&mut self.doubtful);
        let named = |&(position, index): &(usize, usize)| match items.get(position)?.get(index)? {
            Item::New(name) if name.is_certain => Some((position, units.get(position)?, *name)),
            _ => None,
        };
        let is_name = |(position, unit, name): &(usize, &Unit, Name)| self.nicknamed(*position, unit, name).is_none();
        let names: Vec<_> = doubtful.iter().filter_map(named).filter(is_name).collect();
        for (position, unit, name) in names {
            let entity = self.locals.named(self.dictionary, &text_of(unit, name.first, name.last), name.kind);
            entity.into_iter().for_each(|entity| self.locals.introduce(entity, (position, name.first)));
        }
        self.locals.sort();
    }

    /// The person of the article whose given name ends a nickname: Mick Wallace for `Moscow Mick`.
    fn nicknamed(&self, position: usize, unit: &Unit, name: &Name) -> Option<usize> {
        let given = unit.tokens.folded(name.last - 1);
        let bearer = self.locals.bearer(given, (position, name.first)).filter(|_| may_be_nickname(unit, name))?;
        self.locals.is_first_name(bearer, given).then_some(bearer)
    }

    /// `Korean Central News Agency (KCNA)`: an acronym in parentheses means the name before it.
    fn read_acronym(&mut self, unit: &Unit, at: usize, entity: usize, place: WordPosition) {
        let Some(token) = unit.tokens.get(at) else { return };
        let before = at.checked_sub(1).and_then(|at| unit.tokens.get(at)).map_or(0, |token| token.end);
        let bracket = unit.text.get(before..token.start).is_some_and(|gap| gap.trim_start().starts_with('('));
        let closed = unit.text.get(token.end..).is_some_and(|rest| rest.starts_with(')'));
        // `Sabine Holt (CSU)`: after a person, it is the party.
        let is_of_person = self.locals.get(entity).is_some_and(|entity| {
            entity.kind == ActorKind::Person && !super::local::has_initials(&entity.name, unit.tokens.folded(at))
        });
        if bracket && closed && token.shape == Shape::Caps && !is_of_person {
            self.locals.bear(unit.tokens.folded(at).to_owned(), entity, place);
        }
    }

    /// `artificial pancreas (AP)`: an acronym in parentheses that abbreviates the lower-case words before it is not an
    /// actor.
    fn read_explained(&mut self, unit: &Unit) {
        for (at, token) in unit.tokens.iter().enumerate() {
            if token.shape != Shape::Caps {
                continue;
            }
            let open = unit.text.get(..token.start).is_some_and(|text| text.ends_with('('));
            let closed = unit.text.get(token.end..).is_some_and(|text| text.starts_with(')'));
            let letters = unit.tokens.folded(at);
            let length = letters.chars().count();
            if !open || !closed || length < 2 || at < length {
                continue;
            }
            let spelled = letters.chars().zip(at - length..at).all(|(letter, word)| {
                unit.tokens.folded(word).starts_with(letter)
                    && unit.tokens.get(word).is_some_and(|token| token.shape == Shape::Lower)
            });
            if spelled {
                self.explained.insert(letters.to_owned());
            }
        }
    }

    /// The mentions of a text in order, without overlap.
    fn mentions(&mut self, position: usize, unit: &Unit, items: &[Item]) -> Vec<ResolvedMention> {
        let mut mentions = Vec::new();
        let mut at = 0;
        let mut next = 0;
        while at < unit.tokens.len() {
            while items.get(next).is_some_and(|item| item.first() < at && item.last() <= at) {
                next += 1;
            }
            if let Some(item) = items.get(next).filter(|item| item.first() <= at) {
                next += 1;
                let explained = item.last() == item.first() + 1
                    && !self.explained.is_empty()
                    && self.explained.contains(unit.tokens.folded(item.first()));
                let resolved = match item {
                    _ if explained => None,
                    Item::Known(found) => {
                        let (last, start, end) = (found.last, found.start, found.end);
                        let leader = self.leader(unit, found);
                        leader.or_else(|| {
                            self.actor(position, unit, found).map(|entity| ResolvedMention { last, start, end, entity })
                        })
                    }
                    Item::New(name) => self.new_name(position, unit, name),
                };
                match resolved {
                    Some(found) => {
                        let last = found.last;
                        mentions.push(found);
                        // Several names of a script without spaces can be in one word.
                        let shared = items.get(next).is_some_and(|other| other.first() == item.first());
                        at = if shared { item.first() } else { last.max(item.last()).max(at) };
                    }
                    None => at = at.max(item.first()),
                }
                if resolved.is_some() || items.get(next).is_some_and(|item| item.first() <= at) {
                    continue;
                }
            }
            match self.short_at(position, unit, at).or_else(|| self.acronym_at(unit, at)) {
                Some((last, entity)) if items.get(next).is_none_or(|item| item.first() >= last) => {
                    mentions.extend(span_of(unit, at, last).map(|(start, end)| ResolvedMention {
                        last,
                        start,
                        end,
                        entity,
                    }));
                    at = last;
                }
                _ => at += 1,
            }
        }
        mentions.dedup_by(|later, earlier| later.start < earlier.end);
        mentions
    }

    /// Adds the names of Japanese and Korean texts that the dictionary does not know.
    fn add_east_asian(&mut self, units: &[Unit], mentions: &mut [Vec<ResolvedMention>]) {
        let Some(language) = self.language else { return };
        let is_person =
            |locals: &Locals, entity: usize| locals.get(entity).is_some_and(|entity| entity.kind == ActorKind::Person);
        // Full names with their places: those of the dictionary, and those marked by a title.
        let mut bearers = Bearers::default();
        let mut known: BTreeSet<String> = BTreeSet::new();
        for (position, (unit, mentions)) in units.iter().zip(mentions.iter()).enumerate() {
            for mention in mentions.iter().filter(|mention| is_person(&self.locals, mention.entity)) {
                let Some(surface) = unit.text.get(mention.start..mention.end) else { continue };
                bearers.add(surface, (position, mention.start), mention.entity);
                known.insert(surface.to_owned());
            }
        }
        let mut full = known.clone();
        for unit in units {
            let names = east_asian::recognise(unit.text, language, &known);
            let people = names.iter().filter(|name| name.is_person && !name.is_short);
            full.extend(people.filter_map(|name| unit.text.get(name.start..name.end)).map(str::to_owned));
        }
        for (position, unit) in units.iter().enumerate() {
            let Some(mentions) = mentions.get_mut(position) else { continue };
            // By their first bytes; none overlaps with another.
            let mut own: BTreeMap<usize, ResolvedMention> =
                mentions.iter().map(|mention| (mention.start, *mention)).collect();
            for name in east_asian::recognise(unit.text, language, &full) {
                let overlapping: Vec<ResolvedMention> = own
                    .range(..name.end)
                    .rev()
                    .map(|(_, other)| *other)
                    .take_while(|other| name.start < other.end)
                    .collect();
                let covers = !name.is_person
                    && overlapping.iter().all(|other| name.start <= other.start && other.end < name.end);
                let is_free = overlapping.is_empty();
                let Some(surface) = unit.text.get(name.start..name.end).filter(|_| is_free || covers) else { continue };
                let place = (position, name.start);
                let kind = if name.is_person { ActorKind::Person } else { ActorKind::Organisation };
                let entity = if name.is_short {
                    bearers.nearest(surface, place)
                } else {
                    self.locals.named(self.dictionary, surface, kind)
                };
                let Some(entity) = entity else { continue };
                if name.is_person && !name.is_short {
                    bearers.add(surface, place, entity);
                }
                for other in overlapping {
                    own.remove(&other.start);
                }
                own.insert(name.start, ResolvedMention { last: 0, start: name.start, end: name.end, entity });
            }
            *mentions = own.into_values().collect();
        }
    }

    fn actor(&mut self, position: usize, unit: &Unit, found: &KnownName) -> Option<usize> {
        if let Some(person) = self.own_bearer(position, unit, found) {
            return Some(person);
        }
        if let Some(club) = self.club_at(unit, found) {
            return Some(club);
        }
        match found.kind {
            AliasKind::Name | AliasKind::Demonym | AliasKind::Seat => {
                let known = self.mistaken.get(&found.known).copied().unwrap_or(found.known);
                self.locals.known(self.dictionary, known)
            }
            AliasKind::Supported if self.named.contains(&found.known) => {
                self.locals.known(self.dictionary, found.known)
            }
            AliasKind::Supported => None,
            AliasKind::Short => {
                let known = self.dictionary.known(found.known)?;
                let place = (position, found.first);
                let bearer = short_names(&known.name, known.kind, self.language)
                    .iter()
                    .find_map(|name| self.locals.bearer(name, place));
                bearer.or_else(|| self.locals.known(self.dictionary, found.known))
            }
        }
    }

    /// The person whom the article itself names in full, if a one-word name of the dictionary is that person's surname:
    /// the minister Anne Spiegel is not the magazine.
    fn own_bearer(&self, position: usize, unit: &Unit, found: &KnownName) -> Option<usize> {
        let known = self.dictionary.known(found.known)?;
        if found.last != found.first + 1 || known.kind == ActorKind::Person || found.kind == AliasKind::Short {
            return None;
        }
        let word = unit.tokens.folded(found.first);
        let bearer = self.locals.bearer(word, (position, found.first))?;
        let person = self.locals.get(bearer).filter(|person| person.kind == ActorKind::Person)?;
        let is_surname = person.name.contains(' ')
            && !self.locals.is_first_name(bearer, word)
            && unit.tokens.get(found.first).is_some_and(super::tokens::Token::is_capital);
        let titled = found.first.checked_sub(1).is_some_and(|at| {
            unit.tokens.traits(at).any(Traits::TITLE)
                && unit.tokens.get(found.first).is_some_and(|token| token.is_linked())
        });
        // A state or a place may be named next to a person with its name.
        let is_place = known.kind == ActorKind::State || known.is_place || found.kind != AliasKind::Name;
        let is_otherwise_named = is_place && self.named_otherwise.contains(&found.known);
        (is_surname && (titled || !is_otherwise_named)).then_some(bearer)
    }

    /// The club that the name of its place means: `Liverpool` in an article on the FC Liverpool, but not `in Liverpool`.
    fn club_at(&self, unit: &Unit, found: &KnownName) -> Option<usize> {
        if found.last != found.first + 1 || !self.dictionary.known(found.known)?.is_place {
            return None;
        }
        let is_place =
            found.first.checked_sub(1).is_some_and(|at| unit.tokens.traits(at).any(Traits::PLACE_PREPOSITION));
        self.locals.club_of(unit.tokens.folded(found.first)).filter(|_| !is_place)
    }

    fn new_name(&mut self, position: usize, unit: &Unit, name: &Name) -> Option<ResolvedMention> {
        let (start, end) = span_of(unit, name.first, name.last)?;
        if name.kind == ActorKind::Other {
            return None;
        }
        if name.last == name.first + 1 {
            let folded = unit.tokens.folded(name.first);
            let is_acronym = unit.tokens.get(name.first).is_some_and(|token| token.shape == Shape::Caps);
            let bearer = self.locals.bearer(folded, (position, name.first));
            if let Some(entity) = bearer.or_else(|| self.locals.of_initials(folded).filter(|_| is_acronym)) {
                return Some(ResolvedMention { last: name.last, start, end, entity });
            }
            let times = self.repeated.get(folded).copied().unwrap_or_default();
            let is_place = self.placed.get(folded).is_some_and(|placed| *placed * 2 >= times);
            let is_evident = name.kind == ActorKind::Person || is_acronym || self.evident.contains(folded);
            if !name.is_certain && (times < 3 || is_place || !is_evident) {
                return None;
            }
            if self.personal.contains(folded) {
                let entity =
                    self.locals.named(self.dictionary, &text_of(unit, name.first, name.last), ActorKind::Person)?;
                return Some(ResolvedMention { last: name.last, start, end, entity });
            }
        }
        if let Some(entity) = self.nicknamed(position, unit, name) {
            return Some(ResolvedMention { last: name.last, start, end, entity });
        }
        if let Some(entity) = self.misread(unit, name) {
            let start = unit.tokens.get(name.last - 1)?.start;
            return Some(ResolvedMention { last: name.last, start, end, entity });
        }
        if name.kind == ActorKind::Person && name.last > name.first + 1 {
            let words: Vec<&str> = (name.first..name.last).map(|at| unit.tokens.folded(at)).collect();
            if let Some(entity) = self.locals.bearer(&words.join(" "), (position, name.first)) {
                return Some(ResolvedMention { last: name.last, start, end, entity });
            }
        }
        let entity = self.locals.named(self.dictionary, &text_of(unit, name.first, name.last), name.kind)?;
        Some(ResolvedMention { last: name.last, start, end, entity })
    }

    /// The person whose surname ends a two-word name at the start of a sentence, if the other word is a different given
    /// name that is also a common first word: `Tedy Redl` for `Redl`.
    fn misread(&self, unit: &Unit, name: &Name) -> Option<usize> {
        let language = self.language.filter(|language| !language.is("en"))?;
        let opens = unit.tokens.get(name.first).is_some_and(super::tokens::Token::starts_sentence);
        if !opens || name.last != name.first + 2 || name.kind != ActorKind::Person || language.is("und") {
            return None;
        }
        let id = id_of_name(&text_of(unit, name.first, name.last));
        self.locals.namesake(unit.tokens.folded(name.first + 1), &id)
    }

    /// The longest short name that starts at a word, with the word after it.
    fn short_at(&self, position: usize, unit: &Unit, at: usize) -> Option<(usize, usize)> {
        let token = unit.tokens.get(at)?;
        let capital = matches!(token.shape, Shape::Title | Shape::Caps);
        // Most words are in lower case and longer than any particle, and need no lookup.
        if !capital && (token.end - token.start > MAX_PARTICLE || !self.locals.has_particles()) || unit.is_aside(at) {
            return None;
        }
        let word = unit.tokens.traits(at);
        if !capital && !word.any(Traits::PARTICLE) {
            return None;
        }
        let mut key = String::new();
        let mut best = None;
        for last in at..unit.tokens.len().min(at + self.locals.longest()) {
            if last > at {
                if unit.tokens.get(last).is_none_or(|token| !token.is_linked()) {
                    break;
                }
                key.push(' ');
            }
            key.push_str(unit.tokens.folded(last));
            let is_common = last == at && word.any(Traits::COMMON) && token.starts_sentence();
            // `in May`, `with May`
            let is_month = last == at && word.any(Traits::CALENDAR) && !self.is_behind_person_word(unit, at);
            if (capital || last > at)
                && let Some(entity) = self.locals.bearer(&key, (position, at))
                && (!is_common && !is_month || self.is_subject(unit, last + 1))
            {
                best = Some((last + 1, entity));
            }
        }
        let (last, entity) = best?;
        let stranger = |at: usize| {
            unit.tokens.get(at).is_some_and(|token| token.is_capital())
                && !unit.tokens.traits(at).any(Traits::TITLE.or(Traits::ROLE).or(Traits::COMMON))
        };
        let joined_before = token.is_linked()
            && at > 0
            && stranger(at - 1)
            && unit.tokens.get(at - 1).is_some_and(|token| !token.starts_sentence());
        let head_behind = unit.tokens.get(last).is_some_and(|token| token.is_linked() && token.is_capital())
            && unit.tokens.traits(last).any(Traits::PLACE.or(Traits::THING));
        (!joined_before && !head_behind).then_some((last, entity))
    }

    /// The organisation of the article whose initials a word in capitals is, with the word after it.
    fn acronym_at(&self, unit: &Unit, at: usize) -> Option<(usize, usize)> {
        let token = unit.tokens.get(at).filter(|token| token.shape == Shape::Caps)?;
        let folded = unit.tokens.folded(at);
        let is_free = token.gap != Gap::Hyphen && !unit.is_aside(at) && !self.explained.contains(folded);
        self.locals.of_initials(folded).filter(|_| is_free).map(|entity| (at + 1, entity))
    }

    /// Whether the word before a name leads to people: a title, a verb of saying, `with`.
    fn is_behind_person_word(&self, unit: &Unit, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        unit.tokens.traits(before).any(Traits::TITLE.or(Traits::VERB))
            || RareWords::shipped().before_person.contains(&unit.tokens.folded(before))
    }

    fn is_subject(&self, unit: &Unit, at: usize) -> bool {
        // `MAY MEETS STROUD`
        let is_verb_of_headline = || {
            unit.paragraph.paragraph().is_none()
                && unit.tokens.folded(at).ends_with('s')
                && unit.tokens.traits(at).any(Traits::COMMON)
                && unit.tokens.get(at).is_some_and(super::tokens::Token::is_linked)
        };
        is_verb_of_headline()
            || unit.tokens.get(at).is_some_and(|token| token.shape == Shape::Possessive)
            || unit.tokens.traits(at).any(Traits::ACTING.or(Traits::AUXILIARY).or(Traits::AFTER_SUBJECT))
    }

    /// The office that follows a state's name, and the word after it: `North Korean leader`.
    fn office_after(&self, unit: &Unit, found: &KnownName) -> Option<(Office, usize)> {
        let is_state = self.dictionary.known(found.known).is_some_and(|known| known.kind == ActorKind::State);
        if !is_state {
            return None;
        }
        let tokens = &unit.tokens;
        let mut at = found.last;
        if tokens.get(at).is_some_and(|token| token.shape == Shape::Possessive) {
            at += 1;
        }
        Office::at(tokens, at)
    }

    /// The holder of an office that the text names instead of the person: `the North Korean leader`.
    fn leader(&mut self, unit: &Unit, found: &KnownName) -> Option<ResolvedMention> {
        let (office, last) = self.office_after(unit, found)?;
        let is_definite = found.first.checked_sub(1).is_some_and(|at| unit.tokens.traits(at).any(Traits::DEFINITE));
        let possessive = unit.tokens.get(found.last).is_some_and(|token| token.shape == Shape::Possessive);
        if !is_definite && !possessive {
            return None;
        }
        // If a name follows, it is the person's own.
        if unit
            .tokens
            .get(last)
            .is_some_and(|token| (token.is_linked() || token.gap == Gap::Comma) && token.is_capital())
        {
            return None;
        }
        let any = self.introduced.range((found.known, Office::Leader)..=(found.known, Office::President)).next();
        let exact = self.introduced.get(&(found.known, office));
        let introduced = exact.or(any.filter(|_| office == Office::Leader).map(|(_, person)| person)).copied();
        let person = introduced.or_else(|| {
            let holder = self.dictionary.office_holder(found.known, office, self.day)?;
            self.locals.known(self.dictionary, holder)
        })?;
        let end = unit.tokens.get(last.checked_sub(1)?)?.end;
        Some(ResolvedMention { last, start: found.start, end, entity: person })
    }
}

/// Whether a name is a place and a given name, like nicknames: `Moscow Mick`.
fn may_be_nickname(unit: &Unit, name: &Name) -> bool {
    name.kind == ActorKind::Person
        && name.last == name.first + 2
        && unit.covers(name.first)
        && !unit.tokens.traits(name.first).any(Traits::GIVEN)
        && unit.tokens.traits(name.last - 1).any(Traits::GIVEN)
}

fn span_of(unit: &Unit, first: usize, last: usize) -> Option<(usize, usize)> {
    let start = unit.tokens.get(first)?.start;
    let end = unit.tokens.get(last.checked_sub(1)?)?.end;
    (start < end).then_some((start, end))
}

/// The words as written, with single spaces.
fn text_of(unit: &Unit, first: usize, last: usize) -> String {
    let text = span_of(unit, first, last).and_then(|(start, end)| unit.text.get(start..end)).unwrap_or("");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
