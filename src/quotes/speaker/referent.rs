//! What a pronoun refers to: the person or the organisation that the sentences before it were about.

use super::gender::{Gender, gender_of_name};
use super::{Attribution, PARAGRAPHS_BACK, Quoted, Reader, SENTENCES_BACK, words};
use crate::model::ActorKind;

/// What a pronoun may refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Referent {
    /// A person, of the gender that the pronoun implies.
    Person(Option<Gender>),
    /// A state or an organisation.
    Body,
}

impl Reader<'_> {
    /// The subject of the last sentence that begins between a quote and a place of its paragraph, and names a fitting
    /// one: `"...," said Reed. Holt left early. "...," she said.`
    fn subject_since(&self, earlier: &Quoted, place: (usize, usize), fits: &dyn Fn(usize) -> bool) -> Option<usize> {
        let unit = self.units.get(place.0)?;
        let mut end = unit.word_at(place.1);
        for _ in 0..SENTENCES_BACK {
            let start = self.sentence_start(unit, end);
            if start >= end || unit.tokens.get(start).is_none_or(|token| token.start < earlier.after) {
                return None;
            }
            let mut named = (start..end).filter(|word| self.outside_spot(unit, *word).is_some());
            let subject = named
                .next()
                .filter(|word| !words::is_object(unit, start, *word, 0))
                .and_then(|word| self.outside_spot(unit, word))
                .filter(|actor| fits(*actor));
            if subject.is_some() {
                return subject;
            }
            end = start;
        }
        None
    }

    /// The referent of a pronoun: the person (or organisation) that the previous sentences were about.
    pub(super) fn antecedent(
        &self,
        place: (usize, usize),
        referent: Referent,
        previous: Option<(&Quoted, Attribution)>,
    ) -> Option<usize> {
        let fits = |actor: usize| {
            self.actors.get(actor).is_some_and(|actor| match referent {
                Referent::Body => !matches!(actor.kind, ActorKind::Person | ActorKind::Other),
                Referent::Person(gender) => {
                    let differs = |gender: Gender| gender_of_name(&actor.name).is_some_and(|own| own != gender);
                    actor.kind == ActorKind::Person && !gender.is_some_and(differs)
                }
            })
        };
        // The speaker of the paragraph's previous quote continues.
        if let Some((earlier, said)) = previous
            && earlier.last_unit == place.0
            && let Some(speaker) = said.speaker.filter(|speaker| fits(*speaker))
        {
            return self.subject_since(earlier, place, &fits).or(Some(speaker));
        }
        for back in 0..PARAGRAPHS_BACK {
            let Some(at) = place.0.checked_sub(back) else { break };
            let Some(unit) = self.units.get(at) else { break };
            let limit = if back == 0 { unit.word_at(place.1) } else { unit.tokens.len() };
            let mut end = limit;
            for _ in 0..SENTENCES_BACK {
                if end == 0 {
                    break;
                }
                let start = self.sentence_start(unit, end);
                // `Asked about Reed, Holt said`: whom a preposition governs comes last.
                let mut named = (start..end)
                    .filter_map(|word| Some((word, self.outside_spot(unit, word).filter(|actor| fits(*actor))?)));
                let first = named.next();
                let is_free = |(word, _): &(usize, usize)| !words::is_object(unit, start, *word, 0);
                let subject = first.filter(is_free).or_else(|| named.find(is_free)).or(first).map(|(_, actor)| actor);
                if subject.is_some() {
                    return subject;
                }
                if start >= end {
                    break;
                }
                end = start;
            }
        }
        previous.and_then(|(_, said)| said.speaker).filter(|speaker| fits(*speaker))
    }
}
