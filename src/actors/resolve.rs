//! Gives every name in an article to its actor.

use std::collections::{BTreeMap, BTreeSet};

use super::dictionary::{AliasKind, Dictionary, Known, Office};
use super::scan::{Found, Unit};
use super::tokens::Shape;
use crate::model::{ActorKind, ArticleActor, Day, Mention};

/// Family names that stand before the given name, folded and sorted.
const FAMILY_NAMES_FIRST: [&str; 71] = [
    "ahn", "an", "bae", "bak", "ban", "cai", "chang", "chen", "cheng", "cho", "choe", "choi", "chung", "deng", "ding",
    "dong", "feng", "fu", "gao", "geng", "guo", "han", "he", "hong", "hu", "hua", "huang", "hun", "hwang", "jang",
    "jeong", "jiang", "jo", "jon", "jong", "jung", "kang", "kim", "kwon", "lai", "lee", "li", "liang", "lin", "liu",
    "lu", "ma", "mao", "moon", "nguyen", "no", "pak", "park", "pham", "qian", "qin", "rhee", "ri", "roh", "ryu",
    "shin", "so", "suh", "sun", "tran", "tsai", "wang", "wen", "xi", "yang", "yoon",
];

/// Gives every name to its actor: the actors in order of first mention.
pub(super) fn resolve(units: &[Unit], dictionary: &Dictionary, day: Option<Day>) -> Vec<ArticleActor> {
    let context = Context::new(units, dictionary, day);
    let mut actors: Vec<ArticleActor> = Vec::new();
    let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
    for (position, unit) in units.iter().enumerate() {
        for (found, known) in context.settled(position, unit) {
            let Some(id) = dictionary.settle(&known.id) else { continue };
            let known = dictionary.find(&id).and_then(|at| dictionary.known(at)).unwrap_or(known);
            let at = *by_id.entry(id.clone()).or_insert_with(|| {
                actors.push(ArticleActor { id, name: known.name.clone(), kind: known.kind, mentions: Vec::new() });
                actors.len() - 1
            });
            if let Some(actor) = actors.get_mut(at) {
                actor.mentions.push(Mention { paragraph: unit.paragraph, start: found.start, end: found.end });
            }
        }
    }
    actors
}

struct Context<'a> {
    dictionary: &'a Dictionary,
    day: Option<Day>,
    /// Who bears a short name, and where: (unit, word, actor), in reading order.
    bearers: BTreeMap<String, Vec<(usize, usize, usize)>>,
    /// Actors that the article names by a name of their own.
    named: BTreeSet<usize>,
    /// Who the article says leads a state.
    introduced: BTreeMap<(usize, Office), usize>,
}

impl<'a> Context<'a> {
    fn new(units: &[Unit], dictionary: &'a Dictionary, day: Option<Day>) -> Context<'a> {
        let mut context =
            Context { dictionary, day, bearers: BTreeMap::new(), named: BTreeSet::new(), introduced: BTreeMap::new() };
        for (position, unit) in units.iter().enumerate() {
            for (index, found) in unit.found.iter().enumerate() {
                if found.kind != AliasKind::Name {
                    continue;
                }
                context.named.insert(found.known);
                let Some(known) = dictionary.known(found.known) else { continue };
                if known.kind != ActorKind::Person {
                    continue;
                }
                for name in short_names(known) {
                    context.bearers.entry(name).or_default().push((position, found.first, found.known));
                }
                if let Some(previous) = index.checked_sub(1).and_then(|index| unit.found.get(index))
                    && let Some((office, end)) = context.office_after(unit, previous)
                    && end == found.first
                {
                    context.introduced.insert((previous.known, office), found.known);
                }
            }
        }
        context
    }

    /// The names of a unit with their actors, titles included, without overlap.
    fn settled(&self, position: usize, unit: &Unit) -> Vec<(Found, &'a Known)> {
        let mut settled = Vec::new();
        let mut at = 0;
        let mut next = 0;
        while at < unit.tokens.len() {
            if let Some(found) = unit.found.get(next).filter(|found| found.first <= at) {
                next += 1;
                let leader = self.leader(unit, found);
                let resolved = leader.or_else(|| self.actor(position, found).map(|known| (*found, known)));
                if let Some((found, known)) = resolved {
                    at = found.last.max(at + 1);
                    if let Some(known) = self.dictionary.known(known) {
                        settled.push((found, known));
                    }
                    while unit.found.get(next).is_some_and(|found| found.first < at && found.first + 1 < found.last) {
                        next += 1;
                    }
                }
                continue;
            }
            if let Some(known) = self.short_at(position, unit, at)
                && let Some(token) = unit.tokens.get(at)
                && let Some(actor) = self.dictionary.known(known)
            {
                let kind = AliasKind::Short;
                settled
                    .push((Found { first: at, last: at + 1, start: token.start, end: token.end, known, kind }, actor));
            }
            at += 1;
        }
        settled
    }

    fn actor(&self, position: usize, found: &Found) -> Option<usize> {
        match found.kind {
            AliasKind::Name | AliasKind::Demonym | AliasKind::Seat => Some(found.known),
            AliasKind::Supported => self.named.contains(&found.known).then_some(found.known),
            AliasKind::Short => {
                let known = self.dictionary.known(found.known)?;
                let bearer = short_names(known).iter().find_map(|name| self.bearer(name, position, found.first));
                Some(bearer.unwrap_or(found.known))
            }
        }
    }

    fn short_at(&self, position: usize, unit: &Unit, at: usize) -> Option<usize> {
        let token = unit.tokens.get(at)?;
        if !matches!(token.shape, Shape::Title | Shape::Caps) {
            return None;
        }
        self.bearer(unit.tokens.folded(at), position, at)
    }

    /// Who bears a short name: the nearest before, else the nearest after.
    fn bearer(&self, name: &str, position: usize, word: usize) -> Option<usize> {
        let bearers = self.bearers.get(name)?;
        let before = bearers.partition_point(|bearer| (bearer.0, bearer.1) <= (position, word));
        bearers.get(before.saturating_sub(1)).map(|bearer| bearer.2)
    }

    /// The office that follows a state's name, and the word after it: `North Korean leader`.
    fn office_after(&self, unit: &Unit, found: &Found) -> Option<(Office, usize)> {
        let is_state = self.dictionary.known(found.known).is_some_and(|known| known.kind == ActorKind::State);
        if !is_state {
            return None;
        }
        let tokens = &unit.tokens;
        let mut at = found.last;
        if tokens.get(at).is_some_and(|token| token.shape == Shape::Possessive) {
            at += 1;
        }
        if tokens.folded(at) == "supreme" {
            at += 1;
        }
        if tokens.get(at).is_none_or(|token| !token.is_linked()) {
            return None;
        }
        let linked_next = tokens.get(at + 1).is_some_and(|token| token.is_linked());
        match (tokens.folded(at), tokens.folded(at + 1)) {
            ("prime" | "first", "minister") if linked_next => Some((Office::Premier, at + 2)),
            ("leader" | "ruler" | "dictator" | "strongman", _) => Some((Office::Leader, at + 1)),
            ("premier" | "chancellor" | "pm", _) => Some((Office::Premier, at + 1)),
            ("president", _) => Some((Office::President, at + 1)),
            _ => None,
        }
    }

    /// The holder of an office that the text names instead of the person: `the North Korean leader`.
    fn leader(&self, unit: &Unit, found: &Found) -> Option<(Found, usize)> {
        let (office, end) = self.office_after(unit, found)?;
        let before = found.first.checked_sub(1).map_or("", |at| unit.tokens.folded(at));
        let possessive = unit.tokens.get(found.last).is_some_and(|token| token.shape == Shape::Possessive);
        if before != "the" && !possessive {
            return None;
        }
        // A name that follows is the person's own.
        if unit.tokens.get(end).is_some_and(|token| token.is_linked() && token.is_capital()) {
            return None;
        }
        let introduced = self.introduced.get(&(found.known, office)).or_else(|| {
            let any = self.introduced.range((found.known, Office::Leader)..=(found.known, Office::President)).next();
            any.filter(|_| office == Office::Leader).map(|(_, person)| person)
        });
        let person = introduced.copied().or_else(|| self.dictionary.office_holder(found.known, office, self.day))?;
        let last = unit.tokens.get(end.checked_sub(1)?)?;
        Some((Found { last: end, end: last.end, ..*found }, person))
    }
}

/// The short names of a person: the family name, with its particle, and the given name.
fn short_names(known: &Known) -> Vec<String> {
    let words: Vec<String> =
        known.name.split([' ', '-']).map(super::tokens::fold).filter(|word| !word.is_empty()).collect();
    let suffix = |word: &String| matches!(word.as_str(), "jr" | "sr" | "ii" | "iii" | "iv");
    let end = words.iter().rposition(|word| !suffix(word)).map_or(0, |last| last + 1);
    let mut names = Vec::new();
    match (words.first(), words.get(..end).and_then(|words| words.last())) {
        (Some(first), _) if FAMILY_NAMES_FIRST.binary_search(&first.as_str()).is_ok() => names.push(first.clone()),
        (_, Some(last)) => names.push(last.clone()),
        _ => {}
    }
    names
}

#[cfg(test)]
mod tests {
    use super::FAMILY_NAMES_FIRST;

    #[test]
    fn family_names_are_sorted() {
        assert!(FAMILY_NAMES_FIRST.is_sorted());
    }
}
