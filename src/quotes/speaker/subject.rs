//! Finds the subject of a verb of saying: a person, an organisation or a pronoun.

use super::words::{ADVERBS, is_determiner, is_object, is_participle, is_pronoun, pronoun, stem};
use super::{MAX_PHRASE_WORDS, MAX_ROLE_WORDS, MIN_ROLE_LETTERS, Reader, SPOTS_BACK, SpeechUnit, Spot, Subject};
use crate::actors::cases::possessive_endings;
use crate::actors::tokens::{Gap, Shape, fold};
use crate::actors::words::Traits;
use crate::language::Feature;
use crate::model::ActorKind;

/// How many words before a verb the relative pronoun that is its subject may stand.
const RELATIVE_WORDS: usize = 2;

/// How many words before a relative pronoun its antecedent may stand.
const ANTECEDENT_WORDS: usize = 8;

impl Reader<'_> {
    /// The subject after the verb: `said White House spokesman Josh Earnest, who ...`
    pub(super) fn subject_after(&self, unit: &SpeechUnit, first: usize, end: usize) -> Option<Subject> {
        let mut other = None;
        // `confie-t-elle`
        let first = if unit.tokens.folded(first) == "t" && self.is_hyphen(unit, first) { first + 1 } else { first };
        // `«...», ha scritto.`
        let is_dropped = self.language.is_some_and(|language| language.has(Feature::DroppedPronoun));
        let is_noun = |word: usize| {
            is_determiner(unit, word)
                || unit.spot(word).is_some()
                || self.is_capital(unit, word)
                || unit.tokens.traits(word).any(Traits::TITLE.or(Traits::ROLE).or(Traits::ORGANISATION))
        };
        if is_dropped
            && !(first..end.min(first + 4))
                .take_while(|word| {
                    unit.tokens
                        .get(*word)
                        .is_some_and(|token| matches!(token.gap, Gap::Space | Gap::Hyphen) || *word == first)
                        // `criticou a vereadora`: the article is a preposition elsewhere.
                        && (!unit.tokens.traits(*word).any(Traits::PREPOSITION) || is_determiner(unit, *word))
                })
                .any(is_noun)
        {
            return Some(Subject::Person(None));
        }
        let mut is_governed = false;
        for word in first..end.min(first + 14) {
            let token = unit.tokens.get(word)?;
            if let Some(spot) = unit.spot(word) {
                // `meint Bergs Kollegin Maria Holt`
                let last = (word..end).take_while(|at| unit.spot(*at) == Some(spot)).last().unwrap_or(word);
                if self.is_possessive(unit, last) {
                    continue;
                }
                if self.is_person(spot.actor) {
                    return Some(Subject::Actor(spot.actor));
                }
                if !is_governed {
                    other.get_or_insert(Subject::Actor(spot.actor));
                }
                continue;
            }
            // `sier en talsperson for Hamas`: a body behind a noun and a preposition is not the subject.
            let is_foreign = self.language.is_some_and(|language| !language.is("en"));
            is_governed |= is_foreign && word > first && unit.tokens.traits(word).any(Traits::PREPOSITION);
            if is_pronoun(unit, word) && word == first {
                return Some(pronoun(unit, word));
            }
            let stops = matches!(token.gap, Gap::Comma | Gap::Split | Gap::Opening | Gap::Stop) && word > first;
            if stops && other.is_some() {
                break;
            }
            if stops
                && token.shape == Shape::Lower
                && !unit.tokens.traits(word).any(Traits::ROLE.or(Traits::TITLE))
                && !is_determiner(unit, word)
                && self.is_capital(unit, first)
            {
                break;
            }
            if token.shape == Shape::Lower && unit.tokens.traits(word).any(Traits::SUBJECT_END) {
                break;
            }
        }
        let speaks = |subject: &Subject| match subject {
            Subject::Actor(actor) => self.may_speak(unit, *actor, first, end),
            _ => true,
        };
        Some(
            other
                .filter(speaks)
                .or_else(|| self.role_in(unit, first, end.min(first + MAX_ROLE_WORDS)))
                .unwrap_or(Subject::Stranger),
        )
    }

    /// Whether a mention that ends at a word is a possessive before its noun: `Reed's`, `Maduros Festnahme`, `Redlova
    /// partnerka`.
    pub(super) fn is_possessive(&self, unit: &SpeechUnit, last: usize) -> bool {
        let Some(next) = unit.tokens.get(last + 1) else { return false };
        if next.shape == Shape::Possessive {
            return true;
        }
        let Some(language) = self.language else { return false };
        let endings = possessive_endings(language);
        if endings.is_empty() {
            return false;
        }
        let noun = if language.has(Feature::CapitalNouns) { Shape::Title } else { Shape::Lower };
        let is_noun = next.gap == Gap::Space
            && next.shape == noun
            && !unit.tokens.traits(last + 1).any(Traits::VERB.or(Traits::PREPOSITION).or(Traits::CONJUNCTION));
        let word = unit.tokens.folded(last);
        let ends = |word: &str| endings.iter().any(|ending| word.ends_with(ending.as_str()));
        let is_own = || {
            let name = unit.spot(last).and_then(|spot| self.actors.get(spot.actor)).map_or("", |actor| &actor.name);
            name.rsplit([' ', '-']).next().is_some_and(|surname| ends(&fold(surname)))
        };
        is_noun && ends(word) && !is_own()
    }

    pub(super) fn is_hyphen(&self, unit: &SpeechUnit, word: usize) -> bool {
        unit.tokens.get(word).is_some_and(|token| token.gap == Gap::Hyphen)
    }

    /// Whether a state or a place is the subject itself, and no more than a word before another noun: `the California
    /// Democrat said`.
    pub(super) fn may_speak(&self, unit: &SpeechUnit, actor: usize, first: usize, end: usize) -> bool {
        let kind = self.actors.get(actor).map(|actor| actor.kind);
        if !self.knows_kinds || !matches!(kind, Some(ActorKind::State | ActorKind::Other)) {
            return true;
        }
        let Some(last) = (first..end).rev().find(|word| unit.spot(*word).is_some_and(|spot| spot.actor == actor))
        else {
            return true;
        };
        let Some(next) = unit.tokens.get(last + 1) else { return true };
        let is_noun = unit.tokens.traits(last + 1).any(Traits::TITLE.or(Traits::ROLE));
        !(last + 1 < end && next.is_linked() && (next.is_capital() || is_noun) && unit.spot(last + 1).is_none())
    }

    /// The role of a definite noun phrase: `the governor`, `die Anwältin`, `presidenten`.
    pub(super) fn role_in(&self, unit: &SpeechUnit, first: usize, end: usize) -> Option<Subject> {
        let is_linked = |word: usize| {
            unit.tokens.get(word).is_some_and(|token| word == first || matches!(token.gap, Gap::Space | Gap::Hyphen))
        };
        let role = (first..end)
            .take_while(|word| is_linked(*word))
            .find(|word| unit.tokens.traits(*word).any(Traits::TITLE.or(Traits::ROLE)) && unit.spot(*word).is_none())?;
        let is_indefinite = (first..role).any(|word| unit.tokens.traits(word).any(Traits::INDEFINITE));
        (!is_indefinite).then_some(Subject::Role(unit.position, role))
    }

    /// Whether a state or a place directly precedes a role.
    pub(super) fn is_of_place(&self, at: usize, word: usize) -> bool {
        let spot = self.units.get(at).and_then(|unit| word.checked_sub(1).and_then(|before| unit.spot(before)));
        let kind = spot.and_then(|spot| self.actors.get(spot.actor)).map(|actor| actor.kind);
        matches!(kind, Some(ActorKind::State | ActorKind::Other))
    }

    /// The person whom the article introduces by a role before this place: `Governor Eric Reed`, `Reed, the governor`.
    pub(super) fn person_called(&self, at: usize, word: usize) -> Option<usize> {
        let role = self.units.get(at)?.tokens.folded(word).to_owned();
        let is_same = |other: &str| {
            let other_stem = stem(other);
            let own_stem = stem(&role);
            other == role
                || other_stem == own_stem && own_stem.chars().count() >= MIN_ROLE_LETTERS
                || other.len() >= 3 && other.len() <= 4 && role.starts_with(other)
                || other_stem.chars().count() >= MIN_ROLE_LETTERS && own_stem.ends_with(other_stem)
                || own_stem.chars().count() >= MIN_ROLE_LETTERS && other_stem.ends_with(own_stem)
        };
        (0..=at).rev().find_map(|position| {
            let unit = self.units.get(position)?;
            let spots = unit.spots.iter().rev().take(SPOTS_BACK).filter(|spot| self.is_person(spot.actor));
            let is_introduced = |spot: &&Spot| {
                let first = unit.word_at(spot.start);
                let last = unit.word_at(spot.end);
                // `A vereadora do Bloco de Esquerda, Beatriz Gomes`
                let follows_comma = unit.tokens.get(first).is_some_and(|token| token.gap == Gap::Comma);
                let reach = if follows_comma { MAX_PHRASE_WORDS } else { MAX_ROLE_WORDS };
                let stops = |word: &usize| unit.tokens.get(*word).is_some_and(|token| token.gap == Gap::Stop);
                let least = first.saturating_sub(reach);
                let before = (least..first).rev().find(stops).unwrap_or(least)..first;
                let behind = last..last + MAX_ROLE_WORDS;
                let is_clause = |words: std::ops::Range<usize>| {
                    !words.clone().skip(1).any(|word| unit.tokens.get(word).is_some_and(|token| token.gap == Gap::Stop))
                };
                let has = |words: std::ops::Range<usize>| words.clone().any(|word| is_same(unit.tokens.folded(word)));
                let is_apposed = unit.tokens.get(last).is_some_and(|token| token.gap == Gap::Comma);
                has(before.clone()) && is_clause(before.start..first)
                    || is_apposed && has(behind.clone()) && is_clause(behind)
            };
            spots.clone().find(is_introduced).map(|spot| spot.actor)
        })
    }

    /// The subject between two words, nearest the verb: a person first, then an organisation, then a pronoun.
    pub(super) fn subject_between(&self, unit: &SpeechUnit, first: usize, verb: usize) -> Option<Subject> {
        if let Some(actor) = self.subject_before_clause(unit, first, verb) {
            return Some(Subject::Actor(actor));
        }
        let mut body = None;
        let mut word = verb;
        let mut is_apposition = false;
        let mut nouns = false;
        while word > first {
            word -= 1;
            let Some(token) = unit.tokens.get(word) else { break };
            if unit.is_inside(token.start) {
                break;
            }
            // `Reed, who said`, `the Circle, which says`
            if word > first && word + RELATIVE_WORDS >= verb && matches!(unit.tokens.folded(word), "which" | "who") {
                let is_who = unit.tokens.folded(word) == "who";
                let fits = |spot: &&Spot| {
                    let kind = self.actors.get(spot.actor).map(|actor| actor.kind);
                    if is_who { self.is_person(spot.actor) } else { kind == Some(ActorKind::Organisation) }
                };
                let before = (word.saturating_sub(ANTECEDENT_WORDS).max(first)..word).rev();
                if let Some(spot) = before.filter_map(|at| unit.spot(at)).find(fits) {
                    return Some(Subject::Actor(spot.actor));
                }
            }
            if let Some(spot) = unit.spot(word) {
                let possessive = self.is_possessive(unit, word);
                while word > first && unit.spot(word - 1).is_some_and(|other| other == spot) {
                    word -= 1;
                }
                let object = is_object(unit, first, word, if self.is_person(spot.actor) { 0 } else { 2 });
                if self.is_person(spot.actor) && !possessive && !object {
                    return Some(Subject::Actor(spot.actor));
                }
                if !object && !possessive && !is_apposition && self.may_speak(unit, spot.actor, word, verb) {
                    body.get_or_insert(Subject::Actor(spot.actor));
                }
                continue;
            }
            let opens = word == first || token.gap == Gap::Comma;
            if is_pronoun(unit, word) && (!nouns || opens) {
                return Some(pronoun(unit, word));
            }
            nouns |= token.shape == Shape::Lower && is_determiner(unit, word);
            is_apposition |= token.gap == Gap::Comma;
        }
        if body.is_some() {
            return body;
        }
        let noun = verb.checked_sub(1).filter(|noun| *noun > first || is_determiner(unit, first));
        if let Some(noun) = noun.filter(|noun| {
            unit.tokens.traits(*noun).any(Traits::ORGANISATION) && is_determiner(unit, noun.saturating_sub(1))
        }) {
            return Some(Subject::Head(unit.position, noun));
        }
        if nouns && let Some(role) = self.role_in(unit, verb.saturating_sub(MAX_ROLE_WORDS).max(first), verb) {
            return Some(role);
        }
        // There are only nouns: `the official said`.
        if nouns || (first..verb).any(|word| self.is_capital(unit, word)) { Some(Subject::Stranger) } else { None }
    }

    /// The person before a relative clause or an apposition that a comma closes right before the verb: `Lisa Brown, who served
    /// under Barack Obama, said`.
    pub(super) fn subject_before_clause(&self, unit: &SpeechUnit, first: usize, verb: usize) -> Option<usize> {
        let is_comma = |word: usize| {
            unit.tokens.get(word).is_some_and(|token| token.gap == Gap::Comma && !unit.is_inside(token.start))
        };
        if !is_comma(verb) {
            return None;
        }
        (first + 1..verb).find_map(|word| {
            let opens = is_comma(word)
                && (unit
                    .tokens
                    .traits(word)
                    .any(Traits::RELATIVE.or(Traits::ROLE).or(Traits::TITLE).or(Traits::DETERMINER))
                    || unit.tokens.get(word).is_some_and(|token| token.shape == Shape::Number));
            let spot = unit.spot(word - 1).filter(|spot| opens && self.is_person(spot.actor))?;
            let start = unit.word_at(spot.start);
            (!is_object(unit, first, start, 0)).then_some(spot.actor)
        })
    }

    /// The subject of a verb that a conjunction joins to another verb: `Smith met Jones and called him "`, `Smith said
    /// that Jones had gone but called it "`. `start` is the start of the sentence.
    pub(super) fn subject_shared(&self, unit: &SpeechUnit, start: usize, verb: usize) -> Option<Subject> {
        let is_outside = |word: &usize| unit.tokens.get(*word).is_some_and(|token| !unit.is_inside(token.start));
        if is_participle(unit.tokens.folded(verb)) {
            return None;
        }
        // `and later called`
        let small = |word: usize| unit.tokens.get(word).is_some_and(|token| token.shape == Shape::Lower);
        let near = (start + 1..verb).rev().take(ADVERBS + 1);
        let joint =
            near.take_while(|word| small(*word)).find(|word| unit.tokens.traits(*word).any(Traits::CONJUNCTION))?;
        let is_adverb =
            |word: usize| unit.spot(word).is_none() && !is_pronoun(unit, word) && !is_determiner(unit, word);
        if !is_outside(&joint) || !(joint + 1..verb).all(|word| is_adverb(word) && is_outside(&word)) {
            return None;
        }
        let first = self.clause_start(unit, start, joint);
        let is_finite = |word: &usize| {
            let before = word.checked_sub(1).map_or("", |before| unit.tokens.folded(before));
            self.is_quote_verb(unit, *word)
                && !is_participle(unit.tokens.folded(*word))
                && before != "to"
                && !word.checked_sub(1).is_some_and(|before| is_determiner(unit, before))
        };
        if let Some(earlier) = (first + 1..joint).filter(is_outside).find(is_finite) {
            let inner = (first..earlier).rev().find(|word| !is_outside(word));
            let floor = inner.map_or(first, |word| word + 1);
            let subject = self.subject_of(unit, floor, earlier, joint);
            return subject.or_else(|| {
                let after = self.subject_after(unit, earlier + 1, joint.min(earlier + 8));
                after.filter(|subject| matches!(subject, Subject::Actor(_) | Subject::Person(_)))
            });
        }
        self.first_subject(unit, first, joint)
    }

    /// The beginning of the clause that a word is in: after an introductory phrase (`After a talk with Jones, `), or
    /// after the last `, but` that a subject follows.
    pub(super) fn clause_start(&self, unit: &SpeechUnit, start: usize, end: usize) -> usize {
        let is_comma = |word: usize| {
            unit.tokens.get(word).is_some_and(|token| token.gap == Gap::Comma && !unit.is_inside(token.start))
        };
        let names_somebody =
            |word: usize| unit.spot(word).is_some() || is_pronoun(unit, word) || is_determiner(unit, word);
        let opens = |word: &usize| {
            let word_traits = unit.tokens.traits(*word);
            is_comma(*word)
                && (unit.tokens.folded(*word) == "who"
                    || word_traits.any(Traits::CONJUNCTION.or(Traits::CONTRAST)) && names_somebody(word + 1))
        };
        if let Some(word) = (start + 1..end).rev().find(opens) {
            return if unit.tokens.folded(word) == "who" { word } else { word + 1 };
        }
        let leads_in = unit.tokens.traits(start).any(Traits::LEAD_IN) && unit.spot(start).is_none();
        let main = leads_in.then(|| (start + 1..end).find(|word| is_comma(*word))).flatten();
        main.unwrap_or(start)
    }

    /// The first subject in a clause that no preposition governs.
    pub(super) fn first_subject(&self, unit: &SpeechUnit, first: usize, end: usize) -> Option<Subject> {
        let has_noun = is_determiner(unit, first) && unit.spot(first + 1).is_none();
        let mut word = first;
        while word < end {
            let token = unit.tokens.get(word)?;
            if unit.is_inside(token.start) {
                return None;
            }
            let Some(spot) = unit.spot(word) else {
                // `Zugleich verteidigte sie die Stadt und betonte`
                let is_verb_second = self.language.is_some_and(|language| !language.is("en")) && word <= first + 2;
                if (word == first || is_verb_second) && is_pronoun(unit, word) {
                    return Some(pronoun(unit, word));
                }
                word += 1;
                continue;
            };
            let last = (word..end).take_while(|at| unit.spot(*at) == Some(spot)).last().unwrap_or(word);
            let possessive = unit.tokens.get(last + 1).is_some_and(|token| token.shape == Shape::Possessive);
            // After a noun (`The mayor met Jones`), a name is the subject only if it directly follows.
            let is_beside = !has_noun
                || token.gap == Gap::Comma
                || word.checked_sub(1).is_some_and(|at| unit.tokens.traits(at).any(Traits::ROLE.or(Traits::TITLE)));
            if !possessive && is_beside && !is_object(unit, first, word, 2) {
                // `U.S. envoy Smith`
                let is_office = |at: &usize| {
                    unit.spot(*at).is_none() && unit.tokens.traits(*at).any(Traits::ROLE.or(Traits::TITLE))
                };
                let name = last + 1 + (last + 1..end).take_while(is_office).count();
                let holder = unit.spot(name).filter(|other| name > last + 1 && self.is_person(other.actor));
                return Some(Subject::Actor(holder.unwrap_or(spot).actor));
            }
            word = last + 1;
        }
        has_noun.then_some(Subject::Stranger)
    }
}
