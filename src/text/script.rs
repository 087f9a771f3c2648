//! Writing systems: which script a letter belongs to.
//!
//! Ranges are blocks of the Unicode standard (`Blocks.txt`), so they also hold for letters that later versions add.

/// Whether the character is a Chinese character: a Han ideograph, a radical, a stroke, or an iteration mark such as `々`.
#[inline]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{3005}'..='\u{3007}' | '\u{2e80}'..='\u{2fdf}'
        | '\u{3190}'..='\u{319f}' | '\u{31c0}'..='\u{31ef}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the character is Japanese kana: hiragana or katakana, of full or half width.
#[inline]
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Whether the character is Bopomofo, the phonetic letters of Taiwan.
#[inline]
pub fn is_bopomofo(c: char) -> bool {
    matches!(c, '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}')
}

/// Whether the character is Korean Hangul: a syllable or a single letter of one.
#[inline]
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7ff}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}'
        | '\u{ffa0}'..='\u{ffdc}')
}

/// Whether the character belongs to Chinese, Japanese or Korean.
#[inline]
pub fn is_east_asian(c: char) -> bool {
    is_han(c) || is_kana(c) || is_hangul(c) || is_bopomofo(c)
}

/// Whether the character is punctuation of Chinese and Japanese, such as `、` and `「`.
#[inline]
pub fn is_east_asian_punctuation(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}')
}

/// Whether the character is a mark that belongs to the letter before it in scripts of South and Southeast Asia, without
/// being a letter: a sign that silences a vowel, doubles a consonant or gives a tone.
pub fn is_joining_mark(c: char) -> bool {
    matches!(c, '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{abc}' | '\u{acd}' | '\u{b3c}'
        | '\u{b4d}' | '\u{bcd}' | '\u{c3c}' | '\u{c4d}' | '\u{cbc}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}' | '\u{e3a}'
        | '\u{e47}'..='\u{e4e}' | '\u{eba}' | '\u{ec8}'..='\u{ece}' | '\u{f39}' | '\u{f84}' | '\u{1037}'..='\u{103a}'
        | '\u{17c9}'..='\u{17d3}' | '\u{3099}' | '\u{309a}')
}

/// Whether a character is a pictograph, which people search for as for a word.
pub fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
}

/// Whether the character is Thai.
#[inline]
pub fn is_thai(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}')
}

/// Whether the character is Lao.
#[inline]
pub fn is_lao(c: char) -> bool {
    matches!(c, '\u{e80}'..='\u{eff}')
}

/// Whether the character belongs to a script of Southeast Asia that is written without spaces between words: Thai, Lao,
/// Burmese or Khmer.
#[inline]
pub fn is_unspaced_south_east_asian(c: char) -> bool {
    is_thai(c) || is_lao(c) || matches!(c, '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Whether the character is Cyrillic.
#[inline]
pub fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Whether the character is Arabic, also as written for Persian and Urdu.
#[inline]
pub fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}')
}

/// Whether the character belongs to a script without capital letters whose words have spaces between them: the scripts
/// from Hebrew to Sinhala, Georgian, Ethiopic, and the presentation forms of Hebrew and Arabic.
#[inline]
pub fn is_spaced_without_case(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{dff}' | '\u{10d0}'..='\u{10ff}' | '\u{1200}'..='\u{137f}' | '\u{fb1d}'..='\u{fefc}')
}

/// Whether a word is long enough to tell something by itself, unlike "the" and "was": in scripts without an alphabet, one
/// character is enough.
pub fn is_long_word(word: &str) -> bool {
    /// The least number of letters of other words.
    const MIN_LETTERS: usize = 4;
    word.chars().count() >= MIN_LETTERS || word.chars().any(|c| c >= '\u{2E80}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A script's name and its test.
    type Script = (&'static str, fn(char) -> bool);

    #[test]
    fn letters_belong_to_one_script() {
        const SCRIPTS: [Script; 8] = [
            ("Han", is_han),
            ("kana", is_kana),
            ("Bopomofo", is_bopomofo),
            ("Hangul", is_hangul),
            ("Thai", is_thai),
            ("Lao", is_lao),
            ("Cyrillic", is_cyrillic),
            ("Arabic", is_arabic),
        ];
        for (letters, script) in [
            ("報々〇⼈豈𠀀", "Han"),
            ("あンｱㇰー", "kana"),
            ("ㄅㆠ", "Bopomofo"),
            ("한ㄱᄀ", "Hangul"),
            ("กา", "Thai"),
            ("ກາ", "Lao"),
            ("жїґ", "Cyrillic"),
            ("بگ", "Arabic"),
        ] {
            for c in letters.chars() {
                let scripts: Vec<_> = SCRIPTS.iter().filter(|(_, is_of)| is_of(c)).map(|(name, _)| *name).collect();
                assert_eq!(scripts, [script], "{c}");
            }
        }
        for c in ('\0'..='\u{24f}').chain("αԱאकაⅣ。".chars()) {
            assert!(SCRIPTS.iter().all(|(_, is_of)| !is_of(c)), "{c}");
        }
    }
}
