//! Stems: what the forms of a word have in common, by language (the Snowball algorithms, Porter 2001).

use rust_stemmers::{Algorithm, Stemmer};

/// The stemmer of a language, where there is one.
pub struct Stems(Stemmer);

impl Stems {
    /// The stemmer of a language, given as a BCP 47 code.
    pub fn of(language: &str) -> Option<Stems> {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        Some(Stems(Stemmer::create(match primary {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "tr" => Algorithm::Turkish,
            _ => return None,
        })))
    }

    /// The stem of a folded word.
    pub fn stem(&self, word: &str) -> String {
        self.0.stem(word).into_owned()
    }
}

/// The start that all words of a stem share: a suffix may change the letter before it, as in `city` and `cities`.
pub fn common_start(stem: &str) -> &str {
    match stem.char_indices().next_back() {
        Some((last, _)) if stem.chars().count() > 3 => stem.get(..last).unwrap_or(stem),
        _ => stem,
    }
}
