//! Finds the speaker of a quote in Chinese, Japanese or Korean: the topic or subject of its sentence.

use super::referent::Referent;
use super::{Attribution, Reader, SPOTS_BACK, SpeechUnit, Spot};
use crate::quotes::east_asian;
use crate::quotes::marks::Quoted;

/// How far before the particle of a topic its name may start, in bytes.
const MAX_TOPIC_BYTES: usize = 48;

/// How many words from a name to the particle of its topic.
const MAX_TOPIC_WORDS: usize = 4;

/// The most bytes of a sentence before or behind a quote in Chinese, Japanese or Korean.
const MAX_SENTENCE_BYTES: usize = 4_000;

impl Reader<'_> {
    /// The speaker of a quote in Chinese, Japanese or Korean: the first one that its sentence names.
    pub(super) fn said_in_east_asian(
        &self,
        quote: &Quoted,
        unit: &SpeechUnit,
        last_unit: &SpeechUnit,
        previous: Option<(&Quoted, Attribution)>,
    ) -> Attribution {
        // Sentences are looked at as far as they may reach, however long the paragraph is.
        let from = unit.text.floor_char_boundary(quote.start.saturating_sub(MAX_SENTENCE_BYTES));
        let before = unit.text.get(from..quote.start).unwrap_or_default();
        let behind = last_unit.text.get(quote.after..).unwrap_or_default();
        let behind = behind.get(..behind.floor_char_boundary(MAX_SENTENCE_BYTES)).unwrap_or_default();
        let mut standing = east_asian::standing(before, &quote.text, behind);
        standing.start += from;
        // Korean ends its sentences with a full stop and a space.
        let mut stops = before.rmatch_indices(". ").map(|(at, _)| from + at + 2).filter(|at| !unit.is_inside(*at));
        standing.start = stops.next().unwrap_or_default().max(standing.start);
        let opening = unit.text.get(standing.start..quote.start).unwrap_or_default();
        standing.has_pronoun |= east_asian::begins_with_pronoun(opening);
        if !standing.is_said {
            return Attribution::default();
        }
        // `그러면서 "..."`: the speaker before goes on.
        if east_asian::goes_on(opening)
            && let Some((earlier, said)) = previous
            && earlier.last_unit + 1 >= quote.unit
            && said.speaker.is_some()
        {
            return Attribution { is_said: true, speaker: said.speaker };
        }
        if standing.has_pronoun {
            let place = (quote.unit, quote.start.saturating_sub(1));
            return Attribution { is_said: true, speaker: self.antecedent(place, Referent::Person(None), previous) };
        }
        let end = behind.find(['。', '\n']).map_or(quote.after + behind.len(), |at| quote.after + at);
        let subject = self.topic(unit, standing.start..quote.start).or_else(|| self.topic(last_unit, quote.after..end));
        let speaker = match subject {
            Some(subject) => subject,
            None => previous
                .filter(|(earlier, _)| {
                    earlier.last_unit == quote.unit || earlier.last_unit + 1 == quote.unit && standing.start == 0
                })
                .and_then(|(_, said)| said.speaker),
        };
        Attribution { is_said: true, speaker }
    }

    /// Whom the last topic or subject in these bytes of a Chinese, Japanese or Korean text names: nobody known, if it is
    /// another noun. `None` if there is no such noun.
    fn topic(&self, unit: &SpeechUnit, bytes: std::ops::Range<usize>) -> Option<Option<usize>> {
        let is_outside = |at: usize| !unit.is_inside(at);
        let is_korean = self.language.is_some_and(|language| language.is("ko"));
        let is_japanese = self.language.is_some_and(|language| language.is("ja"));
        if !is_korean && !is_japanese {
            let spots = unit.spots.iter().filter(|spot| bytes.contains(&spot.start) && is_outside(spot.start));
            let is_subject = |spot: &&Spot| {
                self.is_person(spot.actor) || east_asian::marks_subject(unit.text.get(spot.end..).unwrap_or_default())
            };
            return spots.take(SPOTS_BACK).find(is_subject).map(|spot| Some(spot.actor));
        }
        let text = unit.text.get(bytes.clone())?;
        let ends = east_asian::topics(text, is_korean).into_iter().map(|at| bytes.start + at);
        let topics: Vec<usize> = ends.filter(|at| is_outside(*at)).collect();
        let named = |at: usize| {
            let reach = at.saturating_sub(MAX_TOPIC_BYTES).max(bytes.start);
            let spots =
                unit.spots.iter().filter(|spot| spot.start >= reach && spot.end <= at && is_outside(spot.start));
            // A comma parts a name from the noun that is the topic.
            let is_beside = |spot: &&Spot| {
                unit.text.get(spot.end..at).is_some_and(|between| {
                    !between.contains(['、', ',', '，', '"', '」']) && between.split(' ').count() <= MAX_TOPIC_WORDS
                })
            };
            let near: Vec<&Spot> = spots.filter(is_beside).collect();
            let person = near.iter().rev().find(|spot| self.is_person(spot.actor));
            person.or(near.last().filter(|spot| spot.end == at)).map(|spot| spot.actor)
        };
        if is_korean {
            // The theme nearest the quote, else the nearest subject; `목포를 찾은` is neither. Two names joined by a dot
            // are not one speaker.
            let is_theme = |at: &&usize| unit.text.get(**at..).is_some_and(|rest| rest.starts_with(['은', '는', '도']));
            let naming = |at: &&usize| named(**at).is_some();
            let nearest = topics.iter().rev().filter(is_theme).find(naming).or(topics.iter().rev().find(naming));
            if let Some(at) = nearest {
                let is_pair = |actor: usize| {
                    unit.spots.iter().any(|spot| {
                        spot.actor == actor
                            && spot.end <= *at
                            && *at < spot.end + MAX_TOPIC_BYTES
                            && unit.text.get(..spot.start).is_some_and(|text| text.ends_with('·'))
                    })
                };
                return Some(named(*at).filter(|actor| !is_pair(*actor)));
            }
        }
        // The first topic of the sentence, if it names somebody; else another noun is it.
        topics.first().map(|at| named(*at))
    }
}
