//! Transliterates Cyrillic and Greek letters to Latin ones, so that every name gets an id.

use super::fold::lower;

/// The text with Cyrillic and Greek letters transliterated; others stay.
pub(super) fn spelled(text: &str) -> String {
    text.chars().map(lower).fold(String::with_capacity(text.len()), |mut out, c| {
        match LETTERS.binary_search_by_key(&c, |(letter, _)| *letter) {
            Ok(at) => out.push_str(LETTERS.get(at).map_or("", |(_, latin)| latin)),
            Err(_) => out.push(c),
        }
        out
    })
}

/// Lower-case letters with their Latin spelling, by code point.
const LETTERS: [(char, &str); 77] = [
    ('ά', "a"),
    ('έ', "e"),
    ('ή', "i"),
    ('ί', "i"),
    ('α', "a"),
    ('β', "v"),
    ('γ', "g"),
    ('δ', "d"),
    ('ε', "e"),
    ('ζ', "z"),
    ('η', "i"),
    ('θ', "th"),
    ('ι', "i"),
    ('κ', "k"),
    ('λ', "l"),
    ('μ', "m"),
    ('ν', "n"),
    ('ξ', "x"),
    ('ο', "o"),
    ('π', "p"),
    ('ρ', "r"),
    ('ς', "s"),
    ('σ', "s"),
    ('τ', "t"),
    ('υ', "y"),
    ('φ', "f"),
    ('χ', "ch"),
    ('ψ', "ps"),
    ('ω', "o"),
    ('ό', "o"),
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    ('ё', "e"),
    ('ђ', "dj"),
    ('ѓ', "g"),
    ('є', "ye"),
    ('ѕ', "dz"),
    ('і', "i"),
    ('ї', "yi"),
    ('ј', "j"),
    ('љ', "lj"),
    ('њ', "nj"),
    ('ћ', "c"),
    ('ќ', "k"),
    ('ў', "u"),
    ('џ', "dz"),
    ('ґ', "g"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_sorted_and_spelled() {
        assert!(LETTERS.is_sorted_by_key(|(letter, _)| *letter));
        assert_eq!(spelled("Мария Иванова"), "mariya ivanova");
        assert_eq!(spelled("Νίκος"), "nikos");
    }
}
