//! Ids made from names.

use super::latin::spelled;
use super::{fold, folded};
use crate::wire::{HASH_START, hash_bytes};

/// A lower-case ASCII slug of a name: words joined by `-`, without accents; empty if no letter or digit is Latin.
///
/// `slug("Workers’ Party of Korea")` is `workers-party-of-korea`.
pub fn slug(name: &str) -> String {
    if name.is_ascii() {
        return plain_slug(name);
    }
    let mut folded = String::with_capacity(name.len());
    name.chars().filter(|c| !matches!(c, '’' | 'ʼ')).for_each(|c| fold(c, &mut folded));
    plain_slug(&folded)
}

/// The result of [`slug`] for an ASCII name. Other letters count as spaces, so no tables are needed.
pub fn plain_slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().filter(|c| *c != '\'') {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Whether an id equals the [`plain_slug`] of a name, without creating it.
pub fn is_plain_slug(id: &str, name: &str) -> bool {
    let mut rest = id.as_bytes();
    let mut is_gap = false;
    for byte in name.bytes().filter(|byte| *byte != b'\'') {
        if !byte.is_ascii_alphanumeric() {
            is_gap = true;
            continue;
        }
        if std::mem::take(&mut is_gap) && rest.len() < id.len() {
            match rest.split_first() {
                Some((b'-', behind)) => rest = behind,
                _ => return false,
            }
        }
        match rest.split_first() {
            Some((next, behind)) if *next == byte.to_ascii_lowercase() => rest = behind,
            _ => return false,
        }
    }
    rest.is_empty()
}

/// The id of a name: its slug; if it has no Latin letter, the slug of its transliterated Cyrillic and Greek letters; if
/// it has none of these either, `n` and a number derived from it. Empty if a name has neither letters nor digits.
pub fn id_of_name(name: &str) -> String {
    let id = slug(name);
    if !id.is_empty() {
        return id;
    }
    let id = slug(&spelled(name));
    if !id.is_empty() || !name.chars().any(char::is_alphanumeric) {
        return id;
    }
    let number = hash_bytes(HASH_START, folded(name.trim()).as_bytes());
    format!("n{:08x}", (number ^ (number >> 32)) as u32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{id_of_name, is_plain_slug, plain_slug, slug};

    proptest! {
        #[test]
        fn plain_slugs_are_told_without_making_them(name in "[A-Za-z0-9' .é-]{0,8}", other in "[a-z0-9-]{0,3}") {
            let id = plain_slug(&name);
            prop_assert!(is_plain_slug(&id, &name));
            prop_assert_eq!(is_plain_slug(&other, &name), other == id);
            prop_assert!(!is_plain_slug(&(id + "-"), &name));
        }
    }

    #[test]
    fn every_name_has_an_id_of_its_own() {
        assert_eq!(id_of_name("Kim Jong Un"), "kim-jong-un");
        assert_eq!(id_of_name("Українська правда"), "ukrayinska-pravda");
        let [haaretz, kcna] = [id_of_name("הארץ"), id_of_name("조선중앙통신")];
        assert_ne!(haaretz, kcna);
        for id in [&haaretz, &kcna] {
            assert_eq!(slug(id), *id);
            assert_eq!(id.len(), 9, "{id}");
        }
        assert_eq!(id_of_name(" הארץ "), haaretz);
        assert_eq!(id_of_name("— …"), "");
    }

    #[test]
    fn names_become_ids() {
        for (name, id) in [
            ("Kim Jong Un", "kim-jong-un"),
            ("Workers’ Party of Korea", "workers-party-of-korea"),
            ("Volodymyr Zelenskyy", "volodymyr-zelenskyy"),
            ("  Recep Tayyip Erdoğan ", "recep-tayyip-erdogan"),
            ("Małgorzata Straßer", "malgorzata-strasser"),
            ("AT&T", "at-t"),
            ("조선중앙통신", ""),
        ] {
            assert_eq!(slug(name), id);
        }
    }
}
