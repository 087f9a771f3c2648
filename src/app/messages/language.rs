//! The languages of the page.

/// A language that the page can be shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterfaceLanguage {
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

impl InterfaceLanguage {
    /// Every language, sorted by its own name.
    pub const ALL: [InterfaceLanguage; 8] = [
        InterfaceLanguage::German,
        InterfaceLanguage::English,
        InterfaceLanguage::Spanish,
        InterfaceLanguage::French,
        InterfaceLanguage::Slovak,
        InterfaceLanguage::Russian,
        InterfaceLanguage::Ukrainian,
        InterfaceLanguage::Korean,
    ];

    /// Its BCP 47 code.
    pub fn code(self) -> &'static str {
        match self {
            InterfaceLanguage::German => "de",
            InterfaceLanguage::English => "en",
            InterfaceLanguage::Spanish => "es",
            InterfaceLanguage::French => "fr",
            InterfaceLanguage::Slovak => "sk",
            InterfaceLanguage::Russian => "ru",
            InterfaceLanguage::Ukrainian => "uk",
            InterfaceLanguage::Korean => "ko",
        }
    }

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            InterfaceLanguage::German => "Deutsch",
            InterfaceLanguage::English => "English",
            InterfaceLanguage::Spanish => "Español",
            InterfaceLanguage::French => "Français",
            InterfaceLanguage::Slovak => "Slovenčina",
            InterfaceLanguage::Russian => "Русский",
            InterfaceLanguage::Ukrainian => "Українська",
            InterfaceLanguage::Korean => "한국어",
        }
    }

    /// Its writing direction, as HTML names it.
    pub fn direction(self) -> &'static str {
        match self {
            InterfaceLanguage::German
            | InterfaceLanguage::English
            | InterfaceLanguage::Spanish
            | InterfaceLanguage::French
            | InterfaceLanguage::Slovak
            | InterfaceLanguage::Russian
            | InterfaceLanguage::Ukrainian
            | InterfaceLanguage::Korean => "ltr",
        }
    }

    /// The first of a reader's languages that the page has, in the browser's order of preference; English if it has none.
    pub fn first_known<'a>(wanted: impl IntoIterator<Item = &'a str>) -> InterfaceLanguage {
        let primary = |tag: &'a str| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        let known = |tag: &'a str| InterfaceLanguage::ALL.into_iter().find(|language| language.code() == primary(tag));
        wanted.into_iter().find_map(known).unwrap_or(InterfaceLanguage::English)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_of_a_reader_is_taken() {
        for (wanted, taken) in [
            (vec!["de-AT", "en"], InterfaceLanguage::German),
            (vec!["ja", "KO-kr"], InterfaceLanguage::Korean),
            (vec!["en-GB", "fr"], InterfaceLanguage::English),
            (vec!["ja"], InterfaceLanguage::English),
            (vec![], InterfaceLanguage::English),
        ] {
            assert_eq!(InterfaceLanguage::first_known(wanted.iter().copied()), taken, "{wanted:?}");
        }
    }
}
