//! Actors of a corpus that may be the same: spelled differently, shortened, or named by their initials.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::language::{BODIES, full_given_name, words_of_kind};
use crate::model::{ActorKind, Article};

/// Two actors that may be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlikeActors {
    /// The id and name of the more frequent one.
    pub kept: (String, String),
    /// The id and name of the other one.
    pub merged: (String, String),
    /// The reason, for people.
    pub reason: &'static str,
    /// The number of articles that mention the other one.
    pub n_articles: usize,
}

struct ActorCount<'a> {
    id: &'a str,
    name: &'a str,
    kind: ActorKind,
    n_articles: usize,
}

/// Pairs of actors that may be the same, most frequent first. Each actor is proposed for merging at most once.
pub fn find(articles: &[Article]) -> Vec<AlikeActors> {
    let mut known: BTreeMap<&str, ActorCount<'_>> = BTreeMap::new();
    for actor in articles.iter().flat_map(|article| &article.actors) {
        let entry = ActorCount { id: &actor.id, name: &actor.name, kind: actor.kind, n_articles: 0 };
        known.entry(&actor.id).or_insert(entry).n_articles += 1;
    }
    let mut by_key: BTreeMap<String, Vec<(&ActorCount<'_>, &'static str)>> = BTreeMap::new();
    for actor in known.values() {
        for (key, reason) in keys(actor) {
            by_key.entry(key).or_default().push((actor, reason));
        }
    }
    let mut merged: BTreeMap<&str, AlikeActors> = BTreeMap::new();
    for alike in by_key.values().filter(|alike| alike.len() > 1 && alike.len() < 5) {
        let mut alike = alike.clone();
        alike.sort_by(|(a, _), (b, _)| b.n_articles.cmp(&a.n_articles).then(a.id.cmp(b.id)));
        let Some(((kept, kept_reason), others)) = alike.split_first() else { continue };
        for (other, reason) in others {
            // If two organisations have the same initials, one of them must be named by them.
            let is_acronym = |known: &ActorCount<'_>| !known.id.contains('-');
            let may_be = match *reason {
                SURNAME => first_names_fit(kept.id, other.id),
                INITIALS => is_acronym(kept) != is_acronym(other),
                _ => initials_fit(kept.id, other.id),
            };
            if may_be && other.id != kept.id && !merged.contains_key(kept.id) {
                let pair = |known: &ActorCount<'_>| (known.id.to_owned(), known.name.to_owned());
                let reason = if *reason == INITIALS { reason } else { kept_reason };
                let found = AlikeActors { kept: pair(kept), merged: pair(other), reason, n_articles: other.n_articles };
                merged.entry(other.id).or_insert(found);
            }
        }
    }
    let mut found: Vec<AlikeActors> = merged.into_values().collect();
    found.sort_by_key(|pair| std::cmp::Reverse(pair.n_articles));
    found
}

/// Whether one first name is the beginning or the short form of the other: `J` and `John`, `Steve` and `Steven`, `Chuck`
/// and `Charles`, but not `John` and `Jane`.
fn first_names_fit(one: &str, other: &str) -> bool {
    let first = |id| str::split(id, '-').next().unwrap_or_default().to_owned();
    let (one, other) = (first(one), first(other));
    one.starts_with(&other) || other.starts_with(&one) || full_given_name(&one) == full_given_name(&other)
}

/// Whether two names have the same initials among their words; `george-w-bush` and `george-h-w-bush` do not.
fn initials_fit(one: &str, other: &str) -> bool {
    let initials = |id| str::split(id, '-').filter(|word| word.len() == 1).collect::<Vec<_>>();
    let (one, other) = (initials(one), initials(other));
    one.is_empty() || other.is_empty() || one == other
}

const SPELLING: &str = "spelled alike";
const INITIALS: &str = "its initials";
const STATE: &str = "the same body, with and without its state";
const SURNAME: &str = "the same surname and a first name that fits";

/// What two names of one actor have in common.
fn keys(actor: &ActorCount<'_>) -> Vec<(String, &'static str)> {
    let words: Vec<&str> = actor.id.split('-').filter(|word| !word.is_empty()).collect();
    let mut keys = Vec::new();
    if words.len() > 1 || actor.id.len() > 6 {
        keys.push((format!("{} {}", actor.kind.as_str(), sounds(&words.concat())), SPELLING));
    }
    if actor.kind == ActorKind::Organisation && words.len() > 1 {
        // `U.S. Supreme Court`, `Supreme Court of the United States`
        let bare = actor.id.strip_prefix("us-").or_else(|| actor.id.strip_prefix("united-states-"));
        let bare = bare.or_else(|| actor.id.strip_suffix("-of-the-united-states")).unwrap_or(actor.id);
        keys.push((format!("state {bare}"), STATE));
    }
    if actor.kind == ActorKind::Person {
        // A first name is often an initial in one text: `J. Smith`.
        if let [first, .., last] = words.as_slice()
            && let Some(initial) = first.chars().next()
            && (first.len() == 1 || last.len() > 5)
        {
            keys.push((format!("person {initial} {}", sounds(last)), SURNAME));
            let full = full_given_name(first);
            if let Some(initial) = full.chars().next().filter(|_| full != *first) {
                keys.push((format!("person {initial} {}", sounds(last)), SURNAME));
            }
        }
    } else {
        let is_acronym = words.len() == 1
            && (3..=6).contains(&actor.name.chars().count())
            && actor.name.chars().all(char::is_uppercase);
        let big: Vec<&&str> = words.iter().filter(|word| small_words().binary_search(word).is_err()).collect();
        if is_acronym {
            keys.push((format!("initials {}", actor.id), INITIALS));
        } else if big.len() > 2 {
            let initials: String = big.iter().filter_map(|word| word.chars().next()).collect();
            keys.push((format!("initials {initials}"), INITIALS));
        }
    }
    keys
}

/// Words that initials skip, sorted.
fn small_words() -> &'static [&'static str] {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    WORDS.get_or_init(|| words_of_kind(BODIES, "no-initial"))
}

/// A name by its sound, to match transliterations: without doubled letters, `y` as `i`, `k` as `c` and `q`.
fn sounds(name: &str) -> String {
    let mut sounds = String::new();
    for c in name.chars() {
        let c = match c {
            'y' | 'j' => 'i',
            'c' | 'q' => 'k',
            'w' => 'v',
            'z' => 's',
            c => c,
        };
        if !sounds.ends_with(c) && c != 'h' {
            sounds.push(c);
        }
    }
    sounds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::tests::article;
    use crate::model::ArticleActor;
    use crate::text::slug;

    fn mentioning(names: &[(&str, ActorKind)]) -> Article {
        let actor = |(name, kind): &(&str, ActorKind)| ArticleActor {
            id: slug(name),
            name: (*name).to_owned(),
            kind: *kind,
            mentions: Vec::new(),
        };
        Article { actors: names.iter().map(actor).collect(), ..article("a", "A", &[]) }
    }

    #[track_caller]
    fn check(kind: ActorKind, names: &[&str], expected: &[(&str, &str)]) {
        let first = names.first().map(|name| (*name, kind)).into_iter().collect::<Vec<_>>();
        let all: Vec<_> = names.iter().map(|name| (*name, kind)).collect();
        let found = find(&[mentioning(&all), mentioning(&first)]);
        let pairs: Vec<_> = found.iter().map(|pair| (pair.kept.1.as_str(), pair.merged.1.as_str())).collect();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn spellings_of_one_name_are_alike() {
        check(
            ActorKind::Person,
            &["Volodymyr Zelenskyy", "Volodymyr Zelensky"],
            &[("Volodymyr Zelenskyy", "Volodymyr Zelensky")],
        );
        check(ActorKind::Person, &["Anna Weber", "Otto Weber"], &[]);
        check(ActorKind::Person, &["Aaron Cooper", "Anderson Cooper"], &[]);
        check(ActorKind::Person, &["George H.W. Bush", "George W. Bush"], &[]);
        check(ActorKind::Person, &["Steven Morgan", "S. Morgan"], &[("Steven Morgan", "S. Morgan")]);
    }

    #[test]
    fn short_forms_of_given_names_are_alike() {
        check(ActorKind::Person, &["Chuck Grasmere", "Charles Grasmere"], &[("Chuck Grasmere", "Charles Grasmere")]);
        check(ActorKind::Person, &["Dick Durnford", "Robert Durnford"], &[]);
    }

    #[test]
    fn initials_stand_for_a_body() {
        let courts = ["Supreme Court", "Supreme Court of the United States"];
        check(ActorKind::Organisation, &courts, &[("Supreme Court", "Supreme Court of the United States")]);
        let names = ["International Atomic Energy Agency", "IAEA"];
        check(ActorKind::Organisation, &["U.S. Central Command", "U.S. Chamber of Commerce"], &[]);
        check(ActorKind::Organisation, &names, &[("International Atomic Energy Agency", "IAEA")]);
    }
}
