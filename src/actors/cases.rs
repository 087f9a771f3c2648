//! Inflected forms of names: `Michala Redla` is a form of `Michal Redl`.

use std::sync::OnceLock;

use super::tokens::fold;
use super::words::{Traits, traits};
use crate::language::{BODIES, Entry, Language, PEOPLE, entries, words_of_language};

/// The minimum number of letters that remain when an ending is removed.
const MIN_STEM: usize = 3;

/// The endings that a language adds to names, folded, longest first; none in most languages.
fn endings(language: Language) -> &'static [(String, String)] {
    static TABLE: [OnceLock<Vec<(String, String)>>; Language::COUNT] = [const { OnceLock::new() }; Language::COUNT];
    let read = || {
        let own = entries(PEOPLE).filter(|entry| entry.kind == "case-ending" && entry.language == language.code());
        let mut endings: Vec<(String, String)> = own
            .flat_map(|entry| entry.text.split(' '))
            .map(|ending| {
                let (form, base) = ending.split_once('>').unwrap_or((ending, ""));
                (fold(form), fold(base))
            })
            .collect();
        endings.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        endings
    };
    TABLE.get(language.index()).map_or(&[], |cell| cell.get_or_init(read))
}

/// The endings by which a name is the possessor of the noun behind it, folded: `Maduros Festnahme`, `Redlova partnerka`.
pub(crate) fn possessive_endings(language: Language) -> &'static [String] {
    static TABLE: [OnceLock<Vec<String>>; Language::COUNT] = [const { OnceLock::new() }; Language::COUNT];
    let read = || words_of_language(PEOPLE, language.code(), "possessive-ending").into_iter().map(fold).collect();
    TABLE.get(language.index()).map_or(&[], |cell| cell.get_or_init(read))
}

/// The name of an organisation without the ending that a language adds to its head noun: `Orman Müdürlüğü` of `Orman
/// Müdürlüğüne`.
pub(super) fn without_body_ending(name: &str, language: Language) -> Option<&str> {
    static ENDINGS: OnceLock<Vec<Entry>> = OnceLock::new();
    let all = ENDINGS.get_or_init(|| entries(BODIES).filter(|entry| entry.kind == "body-ending").collect());
    let own = || all.iter().filter(|entry| language.is(entry.language)).flat_map(|entry| entry.text.split(' '));
    let bases = own().filter_map(|ending| name.strip_suffix(ending));
    let is_head = |base: &&str| {
        let last = base.rsplit(' ').next().unwrap_or_default();
        traits(&fold(last), Some(language)).any(Traits::ORGANISATION)
    };
    let mut bases = bases.filter(is_head);
    bases.next()
}

/// Whether a language inflects names.
pub(super) fn inflects(language: Language) -> bool {
    !endings(language).is_empty()
}

/// The ways to read a folded word as a form of another one: what stays of it, and the ending that the other one has
/// instead.
fn readings(folded: &str, language: Language) -> impl Iterator<Item = (&str, &'static str)> {
    endings(language).iter().filter_map(move |(form, base)| {
        let stem = folded.strip_suffix(form.as_str())?;
        (stem.chars().count() >= MIN_STEM).then_some((stem, base.as_str()))
    })
}

/// The words that a folded word may be a form of, besides itself.
pub(super) fn bases(folded: &str, language: Language) -> impl Iterator<Item = String> {
    readings(folded, language).map(|(stem, base)| format!("{stem}{base}"))
}

/// Whether a folded word may be a form of another one, without being the same.
pub(super) fn is_form_of(folded: &str, word: &str, language: Language) -> bool {
    readings(folded, language).any(|(stem, base)| word.strip_prefix(stem) == Some(base))
}

/// Whether two folded words may be forms of the same word.
pub(super) fn are_forms(a: &str, b: &str, language: Language) -> bool {
    if a == b || is_form_of(a, b, language) || is_form_of(b, a, language) {
        return true;
    }
    let letters = |(stem, base): (&'_ str, &'static str)| stem.len() + base.len();
    readings(a, language).any(|of_a| {
        readings(b, language).any(|of_b| {
            letters(of_a) == letters(of_b)
                && of_a.0.bytes().chain(of_a.1.bytes()).eq(of_b.0.bytes().chain(of_b.1.bytes()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_names() {
        for (language, form, name) in [
            ("cs", "Hudcova", "Hudec"),
            ("cs", "Hudcovi", "Hudec"),
            ("cs", "Novotné", "Novotná"),
            ("cs", "Karla", "Karel"),
            ("pl", "Nowaka", "Nowak"),
            ("pl", "Zalewskiego", "Zalewski"),
            ("ru", "Лунина", "Лунин"),
            ("ru", "Анваром", "Анвар"),
            ("ru", "Белинского", "Белинский"),
            ("de", "Lettows", "Lettow"),
            ("sv", "Lindqvists", "Lindqvist"),
        ] {
            let language = Language::parse(language).unwrap();
            assert!(are_forms(&fold(form), &fold(name), language), "{form} {name}");
        }
        assert!(!are_forms("hudec", "novak", Language::parse("cs").unwrap()));
        assert_eq!(bases("smith", Language::parse("en").unwrap()).next(), None);
    }
}
