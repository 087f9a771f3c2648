//! Languages and sets of them.

/// The codes of the languages with tables of their own, sorted; `und` stands for all others.
const CODES: &[&str] = &[
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko",
    "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "sw", "tr", "uk", "und", "vi", "zh",
];

/// A language, as far as the tables distinguish it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language(u8);

impl Language {
    /// All languages with tables of their own.
    pub fn all() -> impl Iterator<Item = Language> {
        (0u8..).zip(CODES).map(|(at, _)| Language(at))
    }

    /// The language of a BCP 47 tag, by its primary code. Languages without a table are treated as one; `None` for an
    /// empty tag.
    pub fn parse(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let code = match primary.as_str() {
            "nb" | "nn" => "no",
            "bs" => "hr",
            code => code,
        };
        if code.is_empty() {
            return None;
        }
        let at = CODES.binary_search(&code).or_else(|_| CODES.binary_search(&"und"));
        at.ok().and_then(|at| u8::try_from(at).ok()).map(Language)
    }

    /// The primary code.
    pub fn code(self) -> &'static str {
        CODES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// Whether this is the language of a code.
    pub fn is(self, code: &str) -> bool {
        self.code() == code
    }

    /// A small number for tables, below [`Language::COUNT`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The number of languages.
    pub const COUNT: usize = CODES.len();
}

/// A set of languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Languages(u64);

impl Languages {
    /// All languages, including those without tables.
    pub const ALL: Languages = Languages(u64::MAX);

    /// No language.
    pub const NONE: Languages = Languages(0);

    /// One language.
    pub fn only(language: Language) -> Languages {
        Languages(1 << language.0)
    }

    /// The languages of a section's heading: all for `any`.
    pub fn of_section(code: &str) -> Languages {
        if code == "any" { Languages::ALL } else { Language::parse(code).map_or(Languages::NONE, Languages::only) }
    }

    /// Whether a text in this language may use what belongs to the set. A text whose language is not known may use all.
    pub fn contains(self, language: Option<Language>) -> bool {
        language.is_none_or(|language| self.0 & 1 << language.0 != 0)
    }

    /// The union of both sets.
    #[must_use]
    pub fn or(self, other: Languages) -> Languages {
        Languages(self.0 | other.0)
    }

    /// The set without one language.
    #[must_use]
    pub fn without(self, language: Language) -> Languages {
        Languages(self.0 & !(1 << language.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_fit_a_set() {
        assert!(CODES.is_sorted() && CODES.len() < 64);
    }

    #[test]
    fn tags_are_read_by_their_primary_code() {
        assert_eq!(Language::parse("de-AT").map(Language::code), Some("de"));
        assert_eq!(Language::parse("nb").map(Language::code), Some("no"));
        assert_eq!(Language::parse("xx").map(Language::code), Some("und"));
        assert_eq!(Language::parse(""), None);
    }

    #[test]
    fn a_set_holds_its_language_and_texts_of_unknown_language() {
        let german = Language::parse("de").unwrap();
        let set = Languages::only(german);
        assert!(set.contains(Some(german)) && set.contains(None) && !set.contains(Language::parse("en")));
        assert!(!Languages::ALL.without(german).contains(Some(german)));
    }
}
