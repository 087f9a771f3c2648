//! How a language writes, as far as it decides how a text is read.

use std::sync::OnceLock;

use super::{FEATURES, Language, Languages, entries};

/// A habit of writing that only some languages have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// Common nouns begin with a capital.
    CapitalNouns,
    /// A dash opens speech.
    DialogueDash,
    /// Every paragraph behind a dash is speech, and headlines may be.
    DialogueParagraph,
    /// A sentence may leave out the pronoun that is its subject.
    DroppedPronoun,
    /// The article loses its last letter before a vowel.
    Elision,
    /// An apostrophe parts a name from the endings of its case.
    ApostropheSuffix,
    /// A person's party precedes the name in the genitive.
    PartyGenitive,
    /// People have two surnames, and given names may be surnames.
    DoubleSurname,
    /// The family name comes before the given name.
    FamilyFirst,
    /// In the name of an organisation, only the adjective before the head noun has a capital.
    AdjectiveFirst,
}

impl Feature {
    const ALL: [Feature; 10] = [
        Feature::CapitalNouns,
        Feature::DialogueDash,
        Feature::DialogueParagraph,
        Feature::DroppedPronoun,
        Feature::Elision,
        Feature::ApostropheSuffix,
        Feature::PartyGenitive,
        Feature::DoubleSurname,
        Feature::FamilyFirst,
        Feature::AdjectiveFirst,
    ];

    /// Its name in the table.
    fn as_str(self) -> &'static str {
        match self {
            Feature::CapitalNouns => "capital-nouns",
            Feature::DialogueDash => "dialogue-dash",
            Feature::DialogueParagraph => "dialogue-paragraph",
            Feature::DroppedPronoun => "dropped-pronoun",
            Feature::Elision => "elision",
            Feature::ApostropheSuffix => "apostrophe-suffix",
            Feature::PartyGenitive => "party-genitive",
            Feature::DoubleSurname => "double-surname",
            Feature::FamilyFirst => "family-first",
            Feature::AdjectiveFirst => "adjective-first",
        }
    }

    /// The languages that have it.
    fn languages(self) -> Languages {
        static LANGUAGES: OnceLock<[Languages; Feature::ALL.len()]> = OnceLock::new();
        let read = |feature: Feature| {
            let mut languages = Languages::NONE;
            for entry in entries(FEATURES).filter(|entry| entry.text.split(' ').any(|name| name == feature.as_str())) {
                languages = languages.or(Languages::of_section(entry.language));
            }
            languages
        };
        let languages = LANGUAGES.get_or_init(|| Feature::ALL.map(read));
        languages.get(self as usize).copied().unwrap_or(Languages::NONE)
    }
}

impl Language {
    /// Whether the language has a habit of writing.
    pub fn has(self, feature: Feature) -> bool {
        feature.languages().contains(Some(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_of_the_table_is_known() {
        for entry in entries(FEATURES) {
            for name in entry.text.split(' ') {
                assert!(Feature::ALL.iter().any(|feature| feature.as_str() == name), "{entry:?}");
            }
        }
        for (place, feature) in Feature::ALL.into_iter().enumerate() {
            assert_eq!(feature as usize, place);
            assert_ne!(feature.languages(), Languages::NONE, "{feature:?}");
        }
    }

    #[test]
    fn a_language_has_its_features() {
        let language = |code| Language::parse(code).unwrap();
        assert!(language("de").has(Feature::CapitalNouns) && !language("en").has(Feature::CapitalNouns));
        assert!(language("fr").has(Feature::Elision) && language("es").has(Feature::DoubleSurname));
        assert!(language("it").has(Feature::DroppedPronoun) && !language("und").has(Feature::DialogueDash));
    }
}
