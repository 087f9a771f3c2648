//! The gender of pronouns and given names: `she` cannot refer to Peter Brandt.
//!
//! Only what is nearly certain counts. A name that both women and men have, or that is in no table, implies no gender.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::actors::tokens::fold;
use crate::actors::words::{Traits, traits};
use crate::language::{Language, PEOPLE, SPEECH, words_of_kind, words_of_language};

/// The gender that a pronoun or a given name implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

/// The gender that a folded pronoun implies, if any; without a language, in the first language that has the pronoun.
pub(super) fn gender_of_pronoun(folded: &str, language: Option<Language>) -> Option<Gender> {
    static PRONOUNS: OnceLock<Vec<(Language, String, Gender)>> = OnceLock::new();
    let pronouns = PRONOUNS.get_or_init(|| {
        let mut pronouns = Vec::new();
        for (kind, gender) in [("pronoun-female", Gender::Female), ("pronoun-male", Gender::Male)] {
            for language in Language::all() {
                let words = words_of_language(SPEECH, language.code(), kind);
                pronouns.extend(words.into_iter().map(|word| (language, fold(word), gender)));
            }
        }
        pronouns
    });
    let found = pronouns.iter().find(|(of, word, _)| word == folded && language.is_none_or(|language| *of == language));
    found.map(|(.., gender)| *gender)
}

/// The gender of most people with the given name at the beginning of a full name.
pub(super) fn gender_of_name(name: &str) -> Option<Gender> {
    static NAMES: OnceLock<[FxHashSet<String>; 3]> = OnceLock::new();
    let kinds = ["female-name", "male-name", "open-name"];
    let [female, male, open] =
        NAMES.get_or_init(|| kinds.map(|kind| words_of_kind(PEOPLE, kind).into_iter().map(fold).collect()));
    let (given, _) = name.split_once(' ')?;
    given.split('-').map(fold).find_map(|given| {
        if open.contains(&given) {
            return None;
        }
        if female.contains(&given) {
            return Some(Gender::Female);
        }
        if male.contains(&given) {
            return Some(Gender::Male);
        }
        let is_known = traits(&given, None).any(Traits::GIVEN);
        (is_known && given.ends_with(['a', 'а', 'я'])).then_some(Gender::Female)
    })
}
