//! Folding: texts that differ only in case, accents or width become equal.

use std::sync::OnceLock;

use super::fold_table::FOLDS;
use super::lower_table::CAPITALS;
use crate::wire::sort::sort_by_key;

/// Appends a character in lower case, without accents and vowel points, and in its basic form: `É` as `e`, `ß` as `ss`,
/// `Ａ` as `a`. Appends nothing for a mark that people omit when they type.
///
/// Covers Latin, Greek, Cyrillic, Armenian and Arabic letters; other characters stay as they are. The tables are
/// deliberately small, because they are downloaded with the page.
pub fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    let c = lower(c);
    if is_dropped_mark(c) {
        return;
    }
    match plain(c) {
        Some(plain) => out.push_str(plain),
        None => out.push(c),
    }
}

/// A text with every character folded: to compare and sort names, and to find words in them.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold(c, &mut out));
    out
}

/// The lower-case form of a capital; any other character unchanged.
pub(super) fn lower(c: char) -> char {
    static SMALL: OnceLock<Vec<(u32, u32)>> = OnceLock::new();
    let small = SMALL.get_or_init(|| {
        let mut pairs = Vec::new();
        for line in CAPITALS.lines() {
            let mut numbers = line.split(' ');
            let first = numbers.next().and_then(|first| u32::from_str_radix(first, 16).ok()).unwrap_or_default();
            let [count, step, distance] =
                [0; 3].map(|_| numbers.next().and_then(|n| n.parse::<i32>().ok()).unwrap_or_default());
            let capitals = (0..count).map(|place| first.wrapping_add_signed(place * step));
            pairs.extend(capitals.map(|capital| (capital, capital.wrapping_add_signed(distance))));
        }
        sort_by_key(&mut pairs, |(capital, _)| *capital);
        pairs
    });
    let at = small.binary_search_by_key(&u32::from(c), |(capital, _)| *capital);
    at.ok().and_then(|at| char::from_u32(small.get(at)?.1)).unwrap_or(c)
}

/// Whether a character is one that people omit when they type: an accent, a vowel point, or an invisible character that
/// says where a word may be broken.
pub fn is_dropped_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}'
        | '\u{5c4}'..='\u{5c5}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{ad}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// The lines of the table: basic letters, and the letters that fold to them.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    FOLDS.lines().filter_map(|line| line.split_once(' '))
}

/// The basic letters that a letter folds to, if it has any.
fn plain(c: char) -> Option<&'static str> {
    static BY_LETTER: OnceLock<Vec<(char, &'static str)>> = OnceLock::new();
    let by_letter = BY_LETTER.get_or_init(|| {
        let mut pairs = Vec::new();
        for (plain, letters) in lines() {
            pairs.extend(letters.chars().map(|letter| (letter, plain)));
        }
        sort_by_key(&mut pairs, |(letter, _)| *letter);
        pairs
    });
    let at = by_letter.binary_search_by_key(&c, |(letter, _)| *letter).ok()?;
    by_letter.get(at).map(|(_, plain)| *plain)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_normalization::char::is_combining_mark;

    use super::*;

    #[test]
    fn case_accents_and_width_do_not_matter() {
        for (text, plain) in [
            ("Zelenskyy", "zelenskyy"),
            ("Erdoğan, İstanbul", "erdogan, istanbul"),
            ("STRASSE Straße", "strasse strasse"),
            ("Æsir œuvre Łódź Đà Nẵng", "aesir oeuvre lodz da nang"),
            ("Ἀθῆναι Σίσυφος", "αθηναι σισυφοσ"),
            ("Київ ёлка Йод", "киів елка йод"),
            ("ＡＢＣ１２３ ﬁn", "abc123 fin"),
            ("e\u{301}te\u{301}", "ete"),
            ("조선 北京 ภาษา", "조선 北京 ภาษา"),
            ("مُحَمَّد", "محمد"),
            ("Förder\u{ad}programm Spar\u{2060}zwang Haus\u{200b}halt", "forderprogramm sparzwang haushalt"),
        ] {
            assert_eq!(folded(text), plain);
        }
    }

    #[test]
    fn small_letters_are_those_of_unicode() {
        for c in '\u{80}'..=char::MAX {
            assert_eq!(Some(lower(c)), c.to_lowercase().next(), "{c}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_names_each_letter_once() {
        assert!(lines().is_sorted_by_key(|(plain, _)| plain));
        assert_eq!(lines().count(), FOLDS.lines().count());
        let mut letters: Vec<char> = lines().flat_map(|(_, letters)| letters.chars()).collect();
        letters.sort_unstable();
        assert!(letters.windows(2).all(|pair| pair[0] != pair[1]));
        for letter in letters {
            assert_eq!(letter.to_lowercase().next(), Some(letter), "{letter} is never looked up");
        }
    }

    #[test]
    fn latin_letters_fold_as_unicode_decomposes_them() {
        for c in ('\u{a0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}').filter(|c| c.is_alphabetic()) {
            let base: String = c.nfkd().filter(|c| !is_combining_mark(*c)).collect();
            if base.chars().all(|c| c.is_ascii_alphabetic()) {
                assert_eq!(folded(&c.to_string()), base.to_lowercase(), "{c}");
            }
        }
    }
}
