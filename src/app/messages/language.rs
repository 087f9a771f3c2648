//! The languages of the page.

/// A language that the page can be shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// German.
    German,
    /// English, which needs no file.
    English,
    /// Spanish.
    Spanish,
    /// French.
    French,
    /// Slovak.
    Slovak,
    /// Russian.
    Russian,
    /// Ukrainian.
    Ukrainian,
    /// Korean.
    Korean,
}

impl Language {
    /// Every language, sorted by its own name.
    pub const ALL: [Language; 8] = [
        Language::German,
        Language::English,
        Language::Spanish,
        Language::French,
        Language::Slovak,
        Language::Russian,
        Language::Ukrainian,
        Language::Korean,
    ];

    /// Its BCP 47 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::German => "de",
            Language::English => "en",
            Language::Spanish => "es",
            Language::French => "fr",
            Language::Slovak => "sk",
            Language::Russian => "ru",
            Language::Ukrainian => "uk",
            Language::Korean => "ko",
        }
    }

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::German => "Deutsch",
            Language::English => "English",
            Language::Spanish => "Español",
            Language::French => "Français",
            Language::Slovak => "Slovenčina",
            Language::Russian => "Русский",
            Language::Ukrainian => "Українська",
            Language::Korean => "한국어",
        }
    }

    /// Its writing direction, as HTML names it.
    pub fn direction(self) -> &'static str {
        match self {
            Language::German
            | Language::English
            | Language::Spanish
            | Language::French
            | Language::Slovak
            | Language::Russian
            | Language::Ukrainian
            | Language::Korean => "ltr",
        }
    }

    /// The first of a reader's languages that the page has, in the browser's order of preference; English if it has none.
    pub fn first_known<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Language {
        let primary = |tag: &'a str| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        let known = |tag: &'a str| Language::ALL.into_iter().find(|language| language.code() == primary(tag));
        wanted.into_iter().find_map(known).unwrap_or(Language::English)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_of_a_reader_is_taken() {
        for (wanted, taken) in [
            (vec!["de-AT", "en"], Language::German),
            (vec!["ja", "KO-kr"], Language::Korean),
            (vec!["en-GB", "fr"], Language::English),
            (vec!["ja"], Language::English),
            (vec![], Language::English),
        ] {
            assert_eq!(Language::first_known(wanted.iter().copied()), taken, "{wanted:?}");
        }
    }
}
