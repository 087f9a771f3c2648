//! The language of a text.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use whatlang::{Detector, Lang};

use crate::text::is_letter;
use crate::text::leading_letters;
use crate::text::script::{is_cyrillic, is_han, is_hangul, is_kana};

/// The minimum number of letters for detecting a language.
const MIN_LETTERS: usize = 40;

/// The minimum confidence of a detection, unless the text is long.
const MIN_CONFIDENCE: f64 = 0.5;

/// From this number of letters on, the best guess is taken if its confidence is not negligible.
const LONG_TEXT_LETTERS: usize = 400;

/// The maximum number of bytes of a text that are examined: more does not change the result.
const SAMPLE_BYTES: usize = 4_000;

/// The BCP 47 code of the language of these paragraphs; `None` if they are too short, or if two languages match about
/// equally.
///
/// Detection by script and trigrams (Cavnar and Trenkle, 1994), as implemented in the crate `whatlang`. Texts in ASCII
/// are first tested for common English words, which is much faster.
pub fn of_paragraphs<'t>(paragraphs: impl IntoIterator<Item = &'t str>) -> Option<&'static str> {
    let mut sample = String::new();
    for paragraph in paragraphs {
        if sample.len() >= SAMPLE_BYTES {
            break;
        }
        sample.push_str(paragraph);
        sample.push('\n');
    }
    if let Some(told) = by_small_words(&sample) {
        return told;
    }
    let letters = sample.chars().filter(|c| is_letter(*c)).count();
    // A Chinese, Japanese or Korean character counts as two or three letters.
    let wide = sample.chars().filter(|c| is_wide(*c)).count();
    if letters + wide * 2 < MIN_LETTERS {
        return None;
    }
    let info = Detector::new().detect(&sample)?;
    let sure = info.confidence() >= MIN_CONFIDENCE || info.is_reliable();
    let probable = letters >= LONG_TEXT_LETTERS && info.confidence() >= 0.05;
    if sure || probable { Some(code(info.lang())) } else { by_cyrillic_letters(&sample) }
}

/// Letters that identify a language among the Cyrillic ones.
const CYRILLIC_LETTERS: &[(&str, &str)] = &[("be", "ў"), ("mk", "ѓќѕ"), ("sr", "ђљњћџ"), ("uk", "ґєії"), ("ru", "ёыэ")];

/// The language of a short Cyrillic text by letters that only one language has. Those of Russian and Ukrainian count if
/// the text has no letter that they lack.
fn by_cyrillic_letters(sample: &str) -> Option<&'static str> {
    let letters: Vec<char> = sample.chars().filter(|c| is_letter(*c)).flat_map(char::to_lowercase).collect();
    let cyrillic: Vec<char> = letters.iter().copied().filter(|c| is_cyrillic(*c)).collect();
    if cyrillic.len() * 2 < letters.len() {
        return None;
    }
    let has = |known: &str| cyrillic.iter().any(|c| known.contains(*c));
    let (code, _) = CYRILLIC_LETTERS.iter().find(|(_, known)| has(known))?;
    let is_of = |c: &char| match *code {
        "ru" => matches!(c, 'а'..='я' | 'ё'),
        "uk" => matches!(c, 'а'..='я' | 'ґ' | 'є' | 'і' | 'ї') && !matches!(c, 'ъ' | 'ы' | 'э'),
        _ => true,
    };
    cyrillic.iter().all(is_of).then_some(*code)
}

/// Languages of the press in Latin or Cyrillic letters that the detector mistakes for others. Sorted.
const BEYOND_DETECTION: &[&str] = &[
    "bs", "eu", "fo", "ga", "gl", "ha", "is", "kk", "ku", "ky", "lb", "mn", "mt", "rw", "so", "sq", "sw", "tg", "tt",
    "yo",
];

/// Whether to believe a page that declares this language, because the detector does not know it.
pub fn is_beyond_detection(declared: &str) -> bool {
    let primary = declared.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    BEYOND_DETECTION.binary_search(&primary.as_str()).is_ok()
}

/// Common short words that identify an ASCII text, by language; a word may belong to several languages.
const SMALL_WORDS: &[(&str, &str)] = &[
    ("af", "aan as daar dat die dit en hy in is met nie om op sal te toe van was wat"),
    ("cy", "a ac am ar bod ei eu gan gyda i mae mewn o oedd wedi y yn yng yr"),
    ("de", "als auf aus bei das dem den der des die ein eine er es ist mit nach nicht sich sie und von zu"),
    (
        "en",
        "a and are as at be but by for from has have he his in is it not of on said that the they this to was which with",
    ),
    ("eo", "al de en estas estis kaj ke kun la li mi ne pri por sed"),
    ("es", "a al como con de del el en es la las lo los no para por que se su un una y"),
    ("et", "ei et ja kes kui mis oli oma on see ta"),
    ("fi", "ei ette han hanen ja joka kuin mutta myos oli on ovat se sen"),
    ("fr", "a au aux dans de des du elle en est et il la le les par pas plus pour que qui sur un une"),
    ("hu", "a az egy es ez hogy is mint nem volt"),
    ("id", "akan atau dalam dan dari dengan di ini itu ke pada tidak untuk yang"),
    ("it", "a che con da dal del della di e gli ha i il in la le non per si sono un una"),
    ("jv", "ana ing iki ing kang karo lan ora saka sing yaiku"),
    ("la", "ad cum est et ex in non per quae qui quod sed sunt ut"),
    ("nl", "aan dat de den die door een en er het in is met naar niet op te van voor was zijn"),
    ("no", "at av de den det en er et for fra har i ikke med og om som til var"),
    ("pt", "a as com da de do dos e em no o os para por que se um uma"),
    ("ro", "a al ca care ce cu de din in la nu pe sa un"),
    ("sl", "da do in je je ki na ne pa po se so v za z"),
    ("sn", "aka asi ive kana kuti ndi nokuti uye vanhu zvakare"),
    ("sv", "att av de den det en ett i inte med och om som till var"),
    ("tk", "bilen bir bu hem ve we"),
    ("tl", "ang ay at ito ko mga na ng ni nga sa si"),
    ("tr", "bir bu da daha de gibi icin ile ve"),
    ("uz", "bilan bir bo bu ham ning uchun va"),
    ("zu", "abantu futhi kanye kodwa lapho ngoba noma uma ukuthi"),
];

/// How words of Zulu begin, by the classes of its nouns.
const ZULU: [[u8; 3]; 6] = [*b"aba", *b"ama", *b"isi", *b"izi", *b"uku", *b"umu"];

/// The maximum number of bytes and words that are searched for short words, and the minimum number of words that must
/// be there.
const SMALL_WORDS_BYTES: usize = 2_000;
const MAX_SMALL_WORDS: usize = 160;
const MIN_SMALL_WORDS: usize = 100;

/// Whether a byte is a letter, or part of a non-ASCII character.
fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || !byte.is_ascii()
}

/// The maximum length of a short word, in bytes.
const MAX_SMALL_WORD_BYTES: usize = 7;

/// A word of at most eight ASCII letters in lower case, as a number.
fn small(word: &[u8]) -> u64 {
    word.iter().fold(0, |number, byte| number << 8 | u64::from(byte | 0x20))
}

/// The language of a long ASCII text by its short words: English if they clearly are English; no language if hardly any
/// belong to a language, so that the text is in no known language. `None` if a closer look is needed.
fn by_small_words(sample: &str) -> Option<Option<&'static str>> {
    static TABLE: OnceLock<FxHashMap<u64, u32>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = FxHashMap::default();
        for (language, (_, words)) in SMALL_WORDS.iter().enumerate() {
            words.split(' ').for_each(|word| *table.entry(small(word.as_bytes())).or_insert(0) |= 1 << language);
        }
        table
    });
    let mut sample = sample.as_bytes();
    sample = sample.get(..SMALL_WORDS_BYTES).unwrap_or(sample);
    if !sample.is_ascii() {
        // Quotation marks and dashes are not letters, but a text in another script is not English.
        let others = sample.iter().filter(|byte| !byte.is_ascii()).count();
        if others * 25 > sample.len() {
            return None;
        }
    }
    let is_ascii = sample.is_ascii();
    let mut counts = [0usize; SMALL_WORDS.len()];
    let (mut n_words, mut n_zulu) = (0, 0);
    let mut rest = sample;
    while let Some(start) = rest.iter().position(|byte| is_of_word(*byte)) {
        let (_, from) = rest.split_at(start);
        let mut length = leading_letters(from);
        // A word that continues with other letters is not a short word, and is skipped.
        while from.get(length).is_some_and(|byte| is_of_word(*byte)) {
            length += 1;
        }
        let (run, behind) = from.split_at(length);
        rest = behind;
        if n_words == MAX_SMALL_WORDS {
            break;
        }
        n_words += 1;
        // Zulu joins its short words to others; the beginnings of its words identify it.
        if let [a @ (b'a' | b'i' | b'u'), b, c, ..] = run
            && ZULU.contains(&[*a, *b, *c])
        {
            n_zulu += 1;
        }
        if run.len() > MAX_SMALL_WORD_BYTES || !run.is_ascii() {
            continue;
        }
        let Some(languages) = table.get(&small(run)) else { continue };
        let mut languages = *languages;
        while languages != 0 {
            if let Some(count) = counts.get_mut(languages.trailing_zeros() as usize) {
                *count += 1;
            }
            languages &= languages - 1;
        }
    }
    if n_words < MIN_SMALL_WORDS {
        return None;
    }
    let english = SMALL_WORDS.iter().position(|(language, _)| *language == "en").unwrap_or_default();
    let of_english = counts.get(english).copied().unwrap_or_default();
    let of_others =
        counts.iter().enumerate().filter(|(at, _)| *at != english).map(|(_, n)| *n).max().unwrap_or_default();
    if of_english * 5 >= n_words && of_english * 2 >= of_others * 3 {
        return Some(Some("en"));
    }
    (is_ascii && of_english.max(of_others).max(n_zulu) * 12 < n_words).then_some(None)
}

fn is_wide(c: char) -> bool {
    is_han(c) || is_kana(c) || is_hangul(c)
}

/// The shortest code that BCP 47 has for the language.
fn code(language: Lang) -> &'static str {
    match language {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Cym => "cy",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
    }
}

#[cfg(test)]
mod tests {
    use super::of_paragraphs;

    #[test]
    fn languages_that_detection_does_not_know_are_sorted_and_believed() {
        assert!(super::BEYOND_DETECTION.is_sorted());
        assert!(super::is_beyond_detection("sq-AL") && !super::is_beyond_detection("en"));
    }

    #[test]
    fn short_paragraphs_tell_their_language() {
        for (text, expected) in [
            ("The council of Oldport voted on Friday to close the harbour until the barge has been towed away.", "en"),
            ("Der Stadtrat von Altenhafen hat am Freitag beschlossen, den Hafen bis auf Weiteres zu sperren.", "de"),
            ("Le conseil municipal a décidé vendredi de fermer le port jusqu’à ce que la barge soit remorquée.", "fr"),
            ("El ayuntamiento decidió el viernes cerrar el puerto hasta que se haya remolcado la barcaza.", "es"),
            ("Городской совет в пятницу решил закрыть порт, пока баржа не будет отбуксирована.", "ru"),
            ("Міська рада у п’ятницю вирішила закрити порт, доки баржу не буде відбуксировано.", "uk"),
            (
                "Mestská rada sa v piatok rozhodla uzavrieť prístav, kým nebude čln odtiahnutý, povedala hovorkyňa úradu, ktorá tiež uviedla, že nikto nebol zranený.",
                "sk",
            ),
            ("시의회는 금요일에 바지선이 예인될 때까지 항구를 폐쇄하기로 결정했다.", "ko"),
            ("市議会は金曜日、はしけが曳航されるまで港を閉鎖することを決めた。", "ja"),
        ] {
            assert_eq!(of_paragraphs([text]), Some(expected), "{text}");
        }
    }

    #[test]
    fn small_words_tell_english_and_what_is_no_language() {
        let english = "The council of Oldport said on Friday that it would close the harbour, and that the barge has to be \
                       towed away by the company which owns it. ";
        assert_eq!(super::by_small_words(&english.repeat(6)), Some(Some("en")));
        let none = "Wat kouk lou plonvin weacaim bil thail vox kaik thox bonflot sux veatne dan leap. ";
        assert_eq!(super::by_small_words(&none.repeat(9)), Some(None));
        let german = "Der Stadtrat von Altenhafen hat am Freitag beschlossen, den Hafen bis auf Weiteres zu sperren. ";
        assert_eq!(super::by_small_words(&german.repeat(9)), None);
        assert_eq!(super::by_small_words(english), None);
        let small_words = || super::SMALL_WORDS.iter().flat_map(|(_, words)| words.split(' '));
        assert_eq!(small_words().map(str::len).max(), Some(super::MAX_SMALL_WORD_BYTES));
        assert!(super::SMALL_WORDS.is_sorted_by_key(|(language, _)| *language) && super::SMALL_WORDS.len() < 32);
    }

    #[test]
    fn short_texts_in_cyrillic_are_told_by_their_letters() {
        for (text, code) in [
            ("Докеры закончили забастовку во вторник. «Мы победили», — сказал глава профсоюза Пётр Брандт.", "ru"),
            ("Докери завершили страйк у вівторок. «Ми перемогли», — сказав голова їхньої профспілки.", "uk"),
            ("Докери завершили страйк у вівторок, сказав голова профспілки.", "uk"),
            ("Лучки радници су у уторак прекинули штрајк. „Победили смо“, рекао је вођа синдиката Његош.", "sr"),
        ] {
            assert_eq!(of_paragraphs([text]), Some(code), "{text}");
            assert_eq!(super::by_cyrillic_letters(text), Some(code), "{text}");
        }
        assert_eq!(super::by_cyrillic_letters("Жұмысшылар сейсенбі күні ереуілін аяқтады, деді басшы Сәуле."), None);
        assert_eq!(super::by_cyrillic_letters("The dock workers have ended their strike."), None);
    }

    #[test]
    fn too_little_text_tells_none() {
        for text in ["", "Oldport", "12 34 56", "OK!", "Taxi, Hotel, Radio"] {
            assert_eq!(of_paragraphs([text]), None, "{text}");
        }
    }
}
