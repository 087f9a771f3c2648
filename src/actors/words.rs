//! What single words say of a name: tables of common words, given names, titles, and heads of names.

use std::sync::OnceLock;

use super::hash::QuickMap;

/// What is known of a word: a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u32);

impl Traits {
    /// Words that are written small.
    pub const COMMON: Traits = Traits(1);
    /// Given names.
    pub const GIVEN: Traits = Traits(1 << 1);
    /// Words before a person's name.
    pub const TITLE: Traits = Traits(1 << 2);
    /// Words that say what a person is.
    pub const ROLE: Traits = Traits(1 << 3);
    /// Words that may stand inside a title.
    pub const MINOR_TITLE: Traits = Traits(1 << 4);
    /// Words that make a name an organisation's.
    pub const ORGANISATION: Traits = Traits(1 << 5);
    /// Words that begin an organisation's name before "of".
    pub const OF_ORGANISATION: Traits = Traits(1 << 6);
    /// Words that end a company's name.
    pub const SUFFIX: Traits = Traits(1 << 7);
    /// Words that make a name a place's.
    pub const PLACE: Traits = Traits(1 << 8);
    /// Words that begin a place's name.
    pub const BEFORE_PLACE: Traits = Traits(1 << 9);
    /// Words that make a name that of something that does not act.
    pub const THING: Traits = Traits(1 << 10);
    /// Verbs of saying and acting.
    pub const SPEECH: Traits = Traits(1 << 11);
    /// Days, months, feasts.
    pub const CALENDAR: Traits = Traits(1 << 12);
    /// Names that are no actors.
    pub const NO_ACTOR: Traits = Traits(1 << 13);
    /// Small words inside organisations' names.
    pub const LINK: Traits = Traits(1 << 14);
    /// Small words inside people's names.
    pub const PARTICLE: Traits = Traits(1 << 15);
    /// Letters behind a person's name.
    pub const HONOUR: Traits = Traits(1 << 16);

    /// Whether any of these traits is there.
    pub fn any(self, traits: Traits) -> bool {
        self.0 & traits.0 != 0
    }

    /// Both sets together.
    pub const fn or(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }
}

const SECTIONS: [(&str, Traits); 15] = [
    ("title", Traits::TITLE),
    ("role", Traits::ROLE),
    ("minor-title", Traits::MINOR_TITLE),
    ("organisation", Traits::ORGANISATION),
    ("of-organisation", Traits::OF_ORGANISATION),
    ("suffix", Traits::SUFFIX),
    ("place", Traits::PLACE),
    ("before-place", Traits::BEFORE_PLACE),
    ("thing", Traits::THING),
    ("speech", Traits::SPEECH),
    ("calendar", Traits::CALENDAR),
    ("no-actor", Traits::NO_ACTOR),
    ("lowercase-link", Traits::LINK),
    ("particle", Traits::PARTICLE),
    ("honour", Traits::HONOUR),
];

/// What is known of a folded word.
pub(crate) fn traits(folded: &str) -> Traits {
    static TABLE: OnceLock<QuickMap<&'static str, Traits>> = OnceLock::new();
    let known = TABLE.get_or_init(table).get(folded).copied();
    known.unwrap_or_else(|| if is_compound_title(folded) { Traits::TITLE } else { Traits::default() })
}

/// What German and its neighbours put behind another noun to say what somebody is ("Gewerkschaftschef"). Sorted.
#[rustfmt::skip]
const COMPOUND_TITLES: &[&str] = &[
    "abgeordnete", "abgeordneter", "anwalt", "anwaltin", "beauftragte", "beauftragter", "berater", "beraterin",
    "botschafter", "botschafterin", "burgermeister", "burgermeisterin", "chef", "chefin", "direktor", "direktorin",
    "experte", "expertin", "forscher", "forscherin", "kandidat", "kandidatin", "kanzler", "kanzlerin", "kommissar",
    "kommissarin", "korrespondent", "korrespondentin", "leder", "leiter", "leiterin", "manager", "managerin", "minister",
    "ministerin", "politiker", "politikerin", "prasident", "prasidentin", "sekretar", "sekretarin", "sprecher",
    "sprecherin", "talsmand", "talsperson", "trainer", "trainerin", "voorzitter", "vorsitzende", "vorsitzenden",
    "vorsitzender", "vorstand", "woordvoerder",
];

/// The noun before such a word has at least so many letters.
const MIN_COMPOUND: usize = 4;

fn is_compound_title(folded: &str) -> bool {
    // Most words are shorter.
    folded.len() >= 8
        && COMPOUND_TITLES
            .iter()
            .any(|title| folded.strip_suffix(title).is_some_and(|before| before.len() >= MIN_COMPOUND))
}

fn table() -> QuickMap<&'static str, Traits> {
    let mut table: QuickMap<&'static str, Traits> = QuickMap::default();
    let mut add = |word: &'static str, traits: Traits| {
        let known = table.entry(word).or_default();
        *known = known.or(traits);
    };
    for (text, traits) in
        [(include_str!("data/lexicon.txt"), Traits::COMMON), (include_str!("data/given_names.txt"), Traits::GIVEN)]
    {
        text.lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .for_each(|word| add(word, traits));
    }
    let mut current = Traits::default();
    for line in include_str!("data/words.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(header) = line.strip_prefix('[') {
            let name = header.split(']').next().unwrap_or_default();
            current =
                SECTIONS.iter().find(|(section, _)| *section == name).map_or(Traits::default(), |(_, traits)| *traits);
        } else {
            line.split_whitespace().for_each(|word| add(word, current));
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_titles() {
        assert!(COMPOUND_TITLES.is_sorted());
        assert!(traits("gewerkschaftschef").any(Traits::TITLE) && traits("verkehrsministerin").any(Traits::TITLE));
        assert!(!traits("mischief").any(Traits::TITLE) && !traits("baumeister").any(Traits::TITLE));
    }

    #[test]
    fn every_section_is_known_and_sorted() {
        let text = include_str!("data/words.txt");
        let headers: Vec<_> = text.lines().filter_map(|line| line.strip_prefix('[')?.split(']').next()).collect();
        let known: Vec<_> = SECTIONS.iter().map(|(name, _)| *name).collect();
        assert_eq!(headers, known);
        for section in text.split('[').skip(1) {
            let words: Vec<_> = section.lines().skip(1).flat_map(str::split_whitespace).collect();
            assert!(words.is_sorted() && !words.is_empty(), "{}", section.lines().next().unwrap_or_default());
        }
    }

    #[test]
    fn word_lists_are_folded() {
        for text in [include_str!("data/lexicon.txt"), include_str!("data/given_names.txt")] {
            let words: Vec<_> = text.lines().skip(1).flat_map(str::split_whitespace).collect();
            assert!(words.is_sorted());
            assert!(words.iter().all(|word| super::super::tokens::fold(word) == **word));
        }
    }
}
