//! The language of a text.

use whatlang::{Detector, Lang};

/// Fewer letters than this tell no language.
const MIN_LETTERS: usize = 40;

/// Below this confidence a detection counts as none, unless the text is long.
const MIN_CONFIDENCE: f64 = 0.5;

/// From so many letters on, the best guess is taken where its confidence is not negligible.
const LONG_TEXT_LETTERS: usize = 400;

/// As much of a text as is looked at, in bytes: more changes nothing.
const SAMPLE_BYTES: usize = 8_000;

/// The BCP 47 code of the language that these paragraphs are written in; `None` where they are too short to tell or
/// two languages fit about equally.
///
/// Detection by script and trigrams (Cavnar and Trenkle, 1994), as the crate `whatlang` does it.
pub fn of_paragraphs<'t>(paragraphs: impl IntoIterator<Item = &'t str>) -> Option<&'static str> {
    let mut sample = String::new();
    for paragraph in paragraphs {
        if sample.len() >= SAMPLE_BYTES {
            break;
        }
        sample.push_str(paragraph);
        sample.push('\n');
    }
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    // A Chinese, Japanese or Korean character says as much as two or three letters.
    let wide = sample.chars().filter(|c| is_wide(*c)).count();
    if letters + wide * 2 < MIN_LETTERS {
        return None;
    }
    let info = Detector::new().detect(&sample)?;
    let sure = info.confidence() >= MIN_CONFIDENCE || info.is_reliable();
    let probable = letters >= LONG_TEXT_LETTERS && info.confidence() >= 0.05;
    (sure || probable).then(|| code(info.lang()))
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
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
    fn too_little_text_tells_none() {
        for text in ["", "Oldport", "12 34 56", "OK!", "Taxi, Hotel, Radio"] {
            assert_eq!(of_paragraphs([text]), None, "{text}");
        }
    }
}
