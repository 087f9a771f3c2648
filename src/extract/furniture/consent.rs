//! Consent notices: recognised, in many languages, by the combination of topics they mention.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::language::{CONSENT, entries};

/// The topics in the table: what is stored, what is requested, what it is about, who uses it.
const MATTERS: [&str; 4] = ["stored", "asked", "about", "whom"];

/// The minimum number of topics in a notice; storage or consent must be among them.
const MIN_MATTERS: usize = 2;

/// The words of all topics, with the index in [`MATTERS`] of each.
static WORDS: LazyLock<(AhoCorasick, Vec<usize>)> = LazyLock::new(|| {
    let words: Vec<(&str, usize)> = entries(CONSENT)
        .filter_map(|entry| Some((entry.text, MATTERS.iter().position(|matter| *matter == entry.kind)?)))
        .collect();
    let matcher = AhoCorasick::new(words.iter().map(|(word, _)| word)).expect("the table's words make a matcher");
    (matcher, words.into_iter().map(|(_, matter)| matter).collect())
});

/// Whether a text names what pages store ("cookie"), which is cheaper to tell than whether it asks for consent.
pub fn names_what_is_stored(text: &str) -> bool {
    static STORED: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let words = entries(CONSENT).filter(|entry| entry.kind == MATTERS[0]).map(|entry| entry.text);
        let kind = Some(AhoCorasickKind::DFA);
        let builder = AhoCorasick::builder().kind(kind).ascii_case_insensitive(true).build(words);
        builder.expect("the table's words make a matcher")
    });
    STORED.is_match(text)
}

/// Whether a text asks for consent to what a page stores, or informs about it.
pub fn asks_for_consent(text: &str) -> bool {
    let (matcher, matters) = &*WORDS;
    let mut has = [false; MATTERS.len()];
    for found in matcher.find_overlapping_iter(&text.to_lowercase()) {
        has[matters[found.pattern()]] = true;
    }
    let [stored, asked, about, _] = has;
    has.into_iter().filter(|has| *has).count() >= MIN_MATTERS && (stored || asked && about)
}

#[cfg(test)]
mod tests {
    use super::asks_for_consent;

    #[test]
    fn notices_are_told_from_news() {
        for notice in [
            "Wir benötigen Ihre Zustimmung, bevor Sie diese Seite besuchen. Wir verwenden Cookies und andere Technologien.",
            "oldport.example vous demande de consentir à l’utilisation de vos données personnelles pour ces finalités :",
            "This website uses cookies to give you the best experience.",
            "Potřebujeme váš souhlas se zpracováním osobních údajů a souborů cookie.",
            "Bu sitede çerezler ve kişisel veriler kullanılır.",
            "当サイトではクッキーを使用し、個人情報を扱います。",
        ] {
            assert!(asks_for_consent(notice), "{notice}");
        }
        for news in [
            "The best cookies with chocolate chips",
            "Parliament gave its consent to the treaty with the partners of the union.",
            "A new law on personal data worries advertisers",
            "Der Minister verweigerte seine Zustimmung.",
        ] {
            assert!(!asks_for_consent(news), "{news}");
        }
    }
}
