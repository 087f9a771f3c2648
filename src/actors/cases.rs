//! Inflected forms of names: `Michala Redla` is a form of `Michal Redl`.

use std::sync::OnceLock;

use super::tokens::fold;
use crate::language::{Language, PEOPLE, entries};

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

/// Whether a language inflects names.
pub(super) fn inflects(language: Language) -> bool {
    !endings(language).is_empty()
}

/// The words that a folded word may be a form of, besides itself.
pub(super) fn bases(folded: &str, language: Language) -> Vec<String> {
    let mut bases = Vec::new();
    for (form, base) in endings(language) {
        if let Some(stem) = folded.strip_suffix(form.as_str())
            && stem.chars().count() >= MIN_STEM
        {
            bases.push(format!("{stem}{base}"));
        }
    }
    bases
}

/// Whether two folded words may be forms of the same word.
pub(super) fn are_forms(a: &str, b: &str, language: Language) -> bool {
    a == b || bases(a, language).iter().any(|base| base == b) || bases(b, language).iter().any(|base| base == a) || {
        let others = bases(b, language);
        bases(a, language).iter().any(|base| others.contains(base))
    }
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
        assert!(bases("smith", Language::parse("en").unwrap()).is_empty());
    }
}
