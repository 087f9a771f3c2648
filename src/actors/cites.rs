//! Outlets and agencies that an article relies on.

use std::sync::OnceLock;

use super::dictionary::{AliasKind, Dictionary};
use super::scan::{KnownName, Unit};
use super::tokens::{Gap, Shape, Tokens};
use super::words::{RareWords, Traits};
use crate::language::{CITATIONS, Language, words_of_kind};
use crate::model::{Cited, OutletRef};

/// The maximum distance of a verb after the name, in words.
const REACH_WORDS: usize = 3;

/// The dictionary's actor that an outlet is, under any of its names: `Fox News (Online)`, `The Washington Times`.
pub(super) fn own_outlet(dictionary: &Dictionary, own: &OutletRef) -> Option<usize> {
    let tokens = Tokens::new(&own.name, Language::parse("en"));
    let first = usize::from(tokens.traits(0).any(Traits::DEFINITE));
    let whole = |first: usize| {
        let found = dictionary.longest_at(&tokens, first)?;
        let rest =
            (found.end..tokens.len()).all(|at| RareWords::shipped().outlet_addition.contains(&tokens.folded(at)));
        (rest && dictionary.known(found.known)?.is_outlet).then_some(found.known)
    };
    whole(0).or_else(|| whole(first)).or_else(|| dictionary.find(&own.id))
}

/// The outlets that these texts name as the source of what they say, in order, each once, without the outlet itself.
pub(super) fn cites(units: &[Unit], dictionary: &Dictionary, own: Option<usize>) -> Vec<Cited> {
    let mut cites: Vec<Cited> = Vec::new();
    for unit in units {
        for (index, found) in unit.found.iter().enumerate() {
            let Some(known) = dictionary.known(found.known).filter(|known| known.is_outlet) else { continue };
            let Some(id) = dictionary.settle(&known.id) else { continue };
            let is_own = own == Some(found.known);
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

fn is_source(unit: &Unit, found: &KnownName, last: usize) -> bool {
    let tokens = &unit.tokens;
    // `LONDON (Reuters) - `
    let dateline = found.first <= 4
        && unit.text.get(..found.start).is_some_and(|text| text.ends_with('('))
        && unit.text.get(found.end..).is_some_and(|text| text.starts_with(')'));
    if dateline {
        return true;
    }
    if is_source_in_east_asia(unit, found) {
        return true;
    }
    let mut before = found.first;
    while let Some(at) = before.checked_sub(1) {
        before = at;
        let word = tokens.folded(at);
        if tokens.get(at + 1).is_some_and(|token| token.gap == Gap::Stop) || found.first - at > 4 {
            break;
        }
        if RareWords::shipped().source_link.contains(&word) {
            let introduces = Traits::ACCORDING.or(Traits::SOURCE_TO);
            return at.checked_sub(1).is_some_and(|at| tokens.traits(at).any(introduces));
        }
        if tokens.traits(at).any(Traits::SOURCE_BEFORE) {
            return true;
        }
        let small = tokens.traits(at).any(Traits::SOURCE_BETWEEN) || unit.covers(at);
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
        let says = tokens.traits(at).any(Traits::ACTING.or(Traits::SOURCE_VERB));
        if says && token.shape == Shape::Lower {
            return true;
        }
        at += 1;
    }
    false
}

/// The number of characters after the name that are examined.
const NEAR: usize = 10;

fn is_source_in_east_asia(unit: &Unit, found: &KnownName) -> bool {
    let (Some(before), Some(behind)) = (unit.text.get(..found.start), unit.text.get(found.end..)) else { return false };
    let is_end = |c: char| matches!(c, '。' | '.' | '\n');
    let near: String = behind.chars().take(NEAR).take_while(|c| !is_end(*c)).collect();
    static NEAR_WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    static JOINED_WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    let near_words = NEAR_WORDS.get_or_init(|| words_of_kind(CITATIONS, "source-near"));
    let joined_words = JOINED_WORDS.get_or_init(|| words_of_kind(CITATIONS, "source-joined"));
    near_words.iter().any(|word| near.contains(word)) || joined_words.iter().any(|word| before.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;

    fn check(text: &str, expected: &[&str]) {
        let dictionary = Dictionary::shipped();
        let mut units = [Unit::new(Place::Title, text, None)];
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
        check("El ministerio no quiso comentar, según la agencia EFE.", &["efe"]);
        check("C’est fini, a rapporté l’agence AFP.", &["agence-france-presse"]);
        check("Пресс-секретарь отказался от комментариев, сообщает ТАСС.", &["tass"]);
        check("북한이 발사했다고 연합뉴스가 보도했다.", &["yonhap"]);
        check("据新华社报道，会议已经结束。", &["xinhua"]);
        check("朝鮮中央通信が報じた。", &["korean-central-news-agency"]);
        check("CNN is a broadcaster. Shares of the New York Times rose.", &[]);
    }

    fn outlet(name: &str) -> OutletRef {
        let (id, basis) = (crate::text::slug(name), crate::model::OutletBasis::Stated);
        OutletRef { id, name: name.to_owned(), basis, evidence: String::new() }
    }

    #[test]
    fn an_outlet_is_known_by_any_of_its_names() {
        let dictionary = Dictionary::shipped();
        let own = |name: &str| {
            let outlet = outlet(name);
            own_outlet(&dictionary, &outlet).and_then(|at| dictionary.known(at)).map(|known| known.id.clone())
        };
        assert_eq!(own("The Washington Times").as_deref(), Some("washington-times"));
        assert_eq!(own("Fox News (Online)").as_deref(), Some("fox-news"));
        assert_eq!(own("Fox Valley Gazette"), None);
    }
}
