//! Outlets and agencies that an article relies on.

use super::dictionary::{AliasKind, Dictionary};
use super::scan::{Found, Unit};
use super::tokens::{Gap, Shape};
use super::words::{Traits, traits};
use crate::model::{Cited, OutletRef};

/// Words before an outlet's name that make it a source, folded and sorted.
const BEFORE: [&str; 44] = [
    "agency",
    "agentur",
    "agenzia",
    "broadcaster",
    "by",
    "channel",
    "citing",
    "con",
    "daily",
    "gegenuber",
    "gemass",
    "interview",
    "laut",
    "media",
    "medien",
    "nach",
    "nachrichtenagentur",
    "network",
    "newspaper",
    "outlet",
    "paper",
    "por",
    "program",
    "quoted",
    "quoting",
    "reported",
    "said",
    "saying",
    "secondo",
    "seen",
    "segun",
    "selon",
    "site",
    "speaking",
    "statement",
    "station",
    "tell",
    "telling",
    "tells",
    "to",
    "told",
    "via",
    "website",
    "with",
];

/// Small words that may stand between such a word and the name.
const BETWEEN: [&str; 12] = ["a", "an", "the", "news", "state", "der", "die", "dem", "la", "le", "l", "local"];

/// Verbs behind an outlet's name that make it a source, beside those of saying, folded and sorted.
const BEHIND: [&str; 20] = [
    "a",
    "aired",
    "announced",
    "berichtet",
    "berichtete",
    "broadcast",
    "carried",
    "cited",
    "cites",
    "ha",
    "informo",
    "meldet",
    "meldete",
    "obtained",
    "published",
    "quoted",
    "quotes",
    "reporting",
    "schreibt",
    "schrieb",
];

/// How far a verb may stand behind the name, in words.
const REACH_WORDS: usize = 3;

/// The outlets that these texts name as the source of what they say, in order, each once; not the outlet itself.
pub(super) fn cites(units: &[Unit], dictionary: &Dictionary, own: Option<&OutletRef>) -> Vec<Cited> {
    let mut cites: Vec<Cited> = Vec::new();
    for unit in units {
        for (index, found) in unit.found.iter().enumerate() {
            let Some(known) = dictionary.known(found.known).filter(|known| known.is_outlet) else { continue };
            let Some(id) = dictionary.settle(&known.id) else { continue };
            let is_own = own.is_some_and(|own| own.id == id || own.name == known.name);
            if is_own || found.kind != AliasKind::Name || cites.iter().any(|cited| cited.id == id) {
                continue;
            }
            let twin =
                unit.found.get(index + 1).filter(|next| next.known == found.known && next.first <= found.last + 1);
            if is_source(unit, found, twin.map_or(found.last, |twin| twin.last)) {
                let name =
                    dictionary.find(&id).and_then(|at| dictionary.known(at)).map_or(&known.name, |known| &known.name);
                cites.push(Cited { id, name: name.clone() });
            }
        }
    }
    cites
}

fn is_source(unit: &Unit, found: &Found, last: usize) -> bool {
    let tokens = &unit.tokens;
    // `LONDON (Reuters) - `
    let dateline = found.first <= 4
        && unit.text.get(..found.start).is_some_and(|text| text.ends_with('('))
        && unit.text.get(found.end..).is_some_and(|text| text.starts_with(')'));
    if dateline {
        return true;
    }
    let mut before = found.first;
    while let Some(at) = before.checked_sub(1) {
        before = at;
        let word = tokens.folded(at);
        if tokens.get(at + 1).is_some_and(|token| token.gap == Gap::Stop) || found.first - at > 4 {
            break;
        }
        let according = word == "to" && at.checked_sub(1).is_some_and(|at| tokens.folded(at) == "according");
        if according || (word != "to" && BEFORE.binary_search(&word).is_ok()) {
            return true;
        }
        if word == "to" {
            return at.checked_sub(1).is_some_and(|at| {
                matches!(
                    tokens.folded(at),
                    "speaking"
                        | "statement"
                        | "spoke"
                        | "interview"
                        | "email"
                        | "told"
                        | "confirmed"
                        | "comments"
                        | "remarks"
                        | "said"
                )
            });
        }
        let small = BETWEEN.contains(&word) || unit.covers(at);
        if !small {
            break;
        }
    }
    let mut at = last;
    while at < last + REACH_WORDS {
        let Some(token) = tokens.get(at) else { return false };
        if token.gap == Gap::Stop || token.is_capital() && at > last {
            return false;
        }
        let word = tokens.folded(at);
        let says = traits(word).any(Traits::SPEECH) || BEHIND.binary_search(&word).is_ok() && word.len() > 2;
        if says && token.shape == Shape::Lower {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TITLE_PARAGRAPH;

    fn check(text: &str, expected: &[&str]) {
        let dictionary = Dictionary::shipped();
        let mut units = [Unit::new(TITLE_PARAGRAPH, text)];
        units[0].search(&dictionary);
        let found = cites(&units, &dictionary, None);
        assert_eq!(found.iter().map(|cited| cited.id.as_str()).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn an_outlet_is_cited_where_the_text_relies_on_it() {
        check("State media KCNA reported Sunday.", &["korean-central-news-agency"]);
        check("The Korean Central News Agency (KCNA) cites Kim.", &["korean-central-news-agency"]);
        check("That was clear, according to Reuters.", &["reuters"]);
        check("She told the BBC that it was over.", &["bbc"]);
        check("It was 40, state television said, citing Yonhap.", &["yonhap"]);
        check("PARIS (AFP) - It rained.", &["agence-france-presse"]);
        check("In an interview with CNN, he wept.", &["cnn"]);
        check("Laut Spiegel ist das falsch.", &["der-spiegel"]);
        check("CNN is a broadcaster. Shares of the New York Times rose.", &[]);
    }

    #[test]
    fn word_lists_are_sorted() {
        assert!(BEFORE.is_sorted() && BEHIND.is_sorted());
    }
}
