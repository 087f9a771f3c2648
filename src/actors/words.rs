//! The traits of single words in names: common words, given names, titles and head nouns, by language.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::tokens::fold;
use crate::language::{
    BODIES, CITATIONS, COMMON_WORDS, Entry, GIVEN_NAMES, Language, PEOPLE, SPEECH, VERBS, entries, words_of_kind,
};

/// The traits of a word: a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u64);

impl Traits {
    /// No set: the traits of the word were not looked up yet.
    pub const UNKNOWN: Traits = Traits(1 << 63);
    /// Words that are not names by themselves.
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
    /// Words that make a name that of something that is not an actor.
    pub const THING: Traits = Traits(1 << 10);
    /// Verbs that only actors can be the subject of.
    pub const ACTING: Traits = Traits(1 << 11);
    /// Days, months, feasts.
    pub const CALENDAR: Traits = Traits(1 << 12);
    /// Names that are not actors.
    pub const NO_ACTOR: Traits = Traits(1 << 13);
    /// Lower-case words inside organisations' names.
    pub const LINK: Traits = Traits(1 << 14);
    /// Lower-case words inside people's names.
    pub const PARTICLE: Traits = Traits(1 << 15);
    /// Letters after a person's name.
    pub const HONOUR: Traits = Traits(1 << 16);
    /// Initials next to a place that make it a club.
    pub const CLUB: Traits = Traits(1 << 17);
    /// Family names that come before the given name.
    pub const FAMILY_FIRST: Traits = Traits(1 << 18);
    /// Verbs that introduce a quote.
    pub const VERB: Traits = Traits(1 << 19);
    /// Verbs that give a thing its name.
    pub const NAMING: Traits = Traits(1 << 20);
    /// `she`
    pub const PERSON_PRONOUN: Traits = Traits(1 << 21);
    /// `it`, `they`
    pub const BODY_PRONOUN: Traits = Traits(1 << 22);
    /// `I`, `we`
    pub const OTHER_PRONOUN: Traits = Traits(1 << 23);
    /// `the`, `his`, `many`
    pub const DETERMINER: Traits = Traits(1 << 24);
    /// Conjunctions.
    pub const CONJUNCTION: Traits = Traits(1 << 25);
    /// Words that begin a clause of their own: `while`.
    pub const CONTRAST: Traits = Traits(1 << 26);
    /// `who`, `which`
    pub const RELATIVE: Traits = Traits(1 << 27);
    /// Words that begin an introductory phrase before the main clause.
    pub const LEAD_IN: Traits = Traits(1 << 28);
    /// Prepositions.
    pub const PREPOSITION: Traits = Traits(1 << 29);
    /// Words that may be between a preposition and a name.
    pub const ARTICLE: Traits = Traits(1 << 30);
    /// `according`
    pub const ACCORDING: Traits = Traits(1 << 31);
    /// Kinds of things in quotation marks: `film`, `titled`.
    pub const LABEL: Traits = Traits(1 << 32);
    /// Words that are in lower case in titles of works.
    pub const SMALL: Traits = Traits(1 << 33);
    /// Words before an outlet's name that make it a source: `citing`.
    pub const SOURCE_BEFORE: Traits = Traits(1 << 34);
    /// Words between such a word and the name.
    pub const SOURCE_BETWEEN: Traits = Traits(1 << 35);
    /// Words before "to" and an outlet's name that make it a source: `told`.
    pub const SOURCE_TO: Traits = Traits(1 << 36);
    /// Verbs after an outlet's name that make it a source.
    pub const SOURCE_VERB: Traits = Traits(1 << 37);
    /// Prepositions before places: `near`.
    pub const PLACE_PREPOSITION: Traits = Traits(1 << 38);
    /// Lower-case words that are inside names but not after full ones.
    pub const AFTER_NAME: Traits = Traits(1 << 39);
    /// Titles that are given names before a surname: `Dean`.
    pub const GIVEN_TITLE: Traits = Traits(1 << 40);
    /// Words after "and" that end a company's name: `Sons`.
    pub const PARTNER: Traits = Traits(1 << 41);
    /// Chambers of a parliament.
    pub const CHAMBER: Traits = Traits(1 << 42);
    /// What a chamber forms: `committee`.
    pub const CHAMBER_BODY: Traits = Traits(1 << 43);
    /// Offices and parts of a place, before "of": `mayor`, `outskirts`.
    pub const OF_PLACE: Traits = Traits(1 << 44);
    /// Words before the name of a storm.
    pub const STORM: Traits = Traits(1 << 45);
    /// Letters before the name of a ship.
    pub const SHIP: Traits = Traits(1 << 46);
    /// Words between a head noun and what it is responsible for: `für`.
    pub const COMPLEMENT_LINK: Traits = Traits(1 << 47);
    /// Such words in English names, which texts in other languages keep.
    pub const ENGLISH_LINK: Traits = Traits(1 << 48);
    /// Articles that begin a sentence or a name, in texts of any language.
    pub const OPENING_ARTICLE: Traits = Traits(1 << 49);
    /// Articles of a complement that is not the subject: `der`.
    pub const GENITIVE_ARTICLE: Traits = Traits(1 << 50);
    /// `a`, `another`
    pub const INDEFINITE: Traits = Traits(1 << 51);
    /// Words that begin what is no longer part of the subject.
    pub const SUBJECT_END: Traits = Traits(1 << 52);
    /// `has`, `will`
    pub const AUXILIARY: Traits = Traits(1 << 53);
    /// Other words that follow a subject directly: `also`.
    pub const AFTER_SUBJECT: Traits = Traits(1 << 54);
    /// Names of picture agencies in credits.
    pub const PHOTO_AGENCY: Traits = Traits(1 << 55);
    /// Words for a picture in credits.
    pub const CREDIT: Traits = Traits(1 << 56);
    /// Names on share buttons.
    pub const PLATFORM: Traits = Traits(1 << 57);
    /// Common nouns for an outlet: `newspaper`.
    pub const OUTLET_NOUN: Traits = Traits(1 << 58);
    /// Prepositions before the person whose view a sentence gives: `pour`.
    pub const VIEW: Traits = Traits(1 << 59);
    /// The article before the name of one thing: `the`.
    pub const DEFINITE: Traits = Traits(1 << 60);
    /// Words after a word that begins an organisation's name: `of`.
    pub const OF_LINK: Traits = Traits(1 << 61);
    /// Words that join two words of an organisation's name: `and`.
    pub const JOINT: Traits = Traits(1 << 62);

    /// The traits that say what a word is by itself; the others only count next to certain words.
    const OWN: Traits = Traits((1 << 34) - 1);

    /// Whether any of these traits is set.
    pub fn any(self, traits: Traits) -> bool {
        self.0 & traits.0 != 0
    }

    /// Whether the word is nothing by itself.
    pub fn is_unknown(self) -> bool {
        !self.any(Traits::OWN)
    }

    /// The union of both.
    pub const fn or(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }
}

/// The kinds in the tables. Outside English, a title may be in lower case or capitalised, so it is a role as well.
const KINDS: [(&str, Traits); 63] = [
    ("common-word", Traits::COMMON),
    ("given-name", Traits::GIVEN),
    ("title", Traits::TITLE),
    ("role", Traits::ROLE),
    ("minor-title", Traits::MINOR_TITLE),
    ("organisation", Traits::ORGANISATION),
    ("of-organisation", Traits::OF_ORGANISATION),
    ("suffix", Traits::SUFFIX),
    ("place", Traits::PLACE),
    ("before-place", Traits::BEFORE_PLACE),
    ("thing", Traits::THING),
    ("speech", Traits::ACTING),
    ("calendar", Traits::CALENDAR),
    ("no-actor", Traits::NO_ACTOR),
    ("link", Traits::LINK),
    ("particle", Traits::PARTICLE),
    ("honour", Traits::HONOUR),
    ("club", Traits::CLUB),
    ("family-name-first", Traits::FAMILY_FIRST),
    ("verb", Traits::VERB),
    ("naming", Traits::NAMING),
    ("pronoun-person", Traits::PERSON_PRONOUN),
    ("pronoun-body", Traits::BODY_PRONOUN),
    ("pronoun-other", Traits::OTHER_PRONOUN),
    ("determiner", Traits::DETERMINER),
    ("conjunction", Traits::CONJUNCTION),
    ("contrast", Traits::CONTRAST),
    ("relative", Traits::RELATIVE),
    ("lead-in", Traits::LEAD_IN),
    ("preposition", Traits::PREPOSITION),
    ("article", Traits::ARTICLE),
    ("according", Traits::ACCORDING),
    ("label", Traits::LABEL),
    ("small", Traits::SMALL),
    ("source-before", Traits::SOURCE_BEFORE),
    ("source-between", Traits::SOURCE_BETWEEN),
    ("source-to", Traits::SOURCE_TO),
    ("source-verb", Traits::SOURCE_VERB),
    ("place-preposition", Traits::PLACE_PREPOSITION),
    ("after-name", Traits::AFTER_NAME),
    ("given-title", Traits::GIVEN_TITLE),
    ("partner", Traits::PARTNER),
    ("chamber", Traits::CHAMBER),
    ("chamber-body", Traits::CHAMBER_BODY),
    ("of-place", Traits::OF_PLACE),
    ("storm", Traits::STORM),
    ("ship", Traits::SHIP),
    ("complement-link", Traits::COMPLEMENT_LINK),
    ("english-link", Traits::ENGLISH_LINK),
    ("opening-article", Traits::OPENING_ARTICLE),
    ("genitive-article", Traits::GENITIVE_ARTICLE),
    ("indefinite", Traits::INDEFINITE),
    ("subject-end", Traits::SUBJECT_END),
    ("auxiliary", Traits::AUXILIARY),
    ("after-subject", Traits::AFTER_SUBJECT),
    ("photo-agency", Traits::PHOTO_AGENCY),
    ("credit", Traits::CREDIT),
    ("platform", Traits::PLATFORM),
    ("outlet-noun", Traits::OUTLET_NOUN),
    ("view", Traits::VIEW),
    ("definite", Traits::DEFINITE),
    ("of-link", Traits::OF_LINK),
    ("joint", Traits::JOINT),
];

const TABLES: [&str; 7] = [COMMON_WORDS, GIVEN_NAMES, PEOPLE, BODIES, SPEECH, VERBS, CITATIONS];

type Words = FxHashMap<Cow<'static, str>, Traits>;

/// The words of one language, or of all.
#[derive(Debug, Default)]
struct LanguageTraits {
    words: Words,
    /// Endings of compounds that are titles, and of those that are organisations.
    endings: Vec<(String, Traits)>,
}

/// The traits of a folded word in a text in this language. If the language is not known, the word may belong to any.
pub(crate) fn traits(folded: &str, language: Option<Language>) -> Traits {
    static EVERYWHERE: OnceLock<LanguageTraits> = OnceLock::new();
    static OF_LANGUAGE: [OnceLock<LanguageTraits>; Language::COUNT] = [const { OnceLock::new() }; Language::COUNT];
    static OF_ANY: OnceLock<LanguageTraits> = OnceLock::new();
    let everywhere = EVERYWHERE.get_or_init(|| LanguageTraits::read(|code| code == "any"));
    let own = match language {
        Some(language) => OF_LANGUAGE
            .get(language.index())
            .map(|cell| cell.get_or_init(|| LanguageTraits::read(|code| code == language.code()))),
        None => Some(OF_ANY.get_or_init(|| LanguageTraits::read(|code| code != "any"))),
    };
    let known = everywhere.get(folded).or(own.map_or(Traits::default(), |own| own.get(folded)));
    if known.is_unknown() { own.map_or(known, |own| known.or(own.by_ending(folded))) } else { known }
}

/// Words that count only next to certain others, and so have no trait. They are the same in texts of all languages.
#[derive(Debug)]
pub(super) struct RareWords {
    /// What archives add to an outlet's name: `online`.
    pub outlet_addition: Vec<&'static str>,
    /// After "the" and an unknown name, they make it an outlet's: `reports`.
    pub outlet_verb: Vec<&'static str>,
    /// Words between `told` and the name of an outlet.
    pub source_link: Vec<&'static str>,
    /// The party of a politician before the seat: the `R` of `R-Texas`.
    pub seat_letter: Vec<&'static str>,
    /// Ends of compounds before a name: `led`.
    pub compound_tail: Vec<&'static str>,
    /// The endings of others.
    pub compound_ending: Vec<&'static str>,
    /// Words before the name of who was quoted: `said`.
    pub before_speaker: Vec<&'static str>,
    /// Names that also stand for a state, but not inside other names: `America`.
    pub continent: Vec<&'static str>,
    /// After a place, they make a university's name: `State`.
    pub place_body: Vec<&'static str>,
    /// Words that follow a subject and are no nouns, though they are common: `could`.
    pub no_noun: Vec<&'static str>,
    /// The endings of others.
    pub no_noun_ending: Vec<&'static str>,
    /// Seas, bays and straits, before a preposition and the name of a state: `gulf`.
    pub waters: Vec<&'static str>,
    /// What makes a number an ordinal: `th`.
    pub ordinal_ending: Vec<&'static str>,
    /// Prepositions before people and not before months: `with`.
    pub before_person: Vec<&'static str>,
}

impl RareWords {
    #[cfg(test)]
    const KINDS: [&'static str; 14] = [
        "outlet-addition",
        "outlet-verb",
        "source-link",
        "seat-letter",
        "compound-tail",
        "compound-ending",
        "before-speaker",
        "continent",
        "place-body",
        "no-noun",
        "no-noun-ending",
        "waters",
        "ordinal-ending",
        "before-person",
    ];

    /// The words of the tables, read on first use.
    pub fn shipped() -> &'static RareWords {
        static WORDS: OnceLock<RareWords> = OnceLock::new();
        WORDS.get_or_init(|| RareWords {
            outlet_addition: words_of_kind(CITATIONS, "outlet-addition"),
            outlet_verb: words_of_kind(CITATIONS, "outlet-verb"),
            source_link: words_of_kind(CITATIONS, "source-link"),
            seat_letter: words_of_kind(PEOPLE, "seat-letter"),
            compound_tail: words_of_kind(PEOPLE, "compound-tail"),
            compound_ending: words_of_kind(PEOPLE, "compound-ending"),
            before_speaker: words_of_kind(PEOPLE, "before-speaker"),
            continent: words_of_kind(BODIES, "continent"),
            place_body: words_of_kind(BODIES, "place-body"),
            no_noun: words_of_kind(SPEECH, "no-noun"),
            no_noun_ending: words_of_kind(SPEECH, "no-noun-ending"),
            waters: words_of_kind(BODIES, "waters"),
            ordinal_ending: words_of_kind(BODIES, "ordinal-ending"),
            before_person: words_of_kind(SPEECH, "before-person"),
        })
    }
}

/// The minimum length in bytes of the noun before the end of a compound.
const MIN_COMPOUND: usize = 4;

impl LanguageTraits {
    fn read(wanted: impl Fn(&str) -> bool) -> LanguageTraits {
        let mut lexicon = LanguageTraits::default();
        for entry in TABLES.iter().flat_map(|table| entries(table)).filter(|entry| wanted(entry.language)) {
            match entry.kind {
                "title-ending" => lexicon.add_endings(&entry, Traits::TITLE.or(Traits::ROLE)),
                "organisation-ending" => lexicon.add_endings(&entry, Traits::ORGANISATION),
                kind => {
                    let traits = KINDS.iter().find(|(name, _)| *name == kind).map(|(_, traits)| *traits);
                    let traits = traits.map(|traits| match kind {
                        "title" if entry.language != "en" => traits.or(Traits::ROLE),
                        "verb" if entry.language != "en" => traits.or(Traits::ACTING),
                        _ => traits,
                    });
                    traits.into_iter().for_each(|traits| lexicon.add(&entry, traits));
                }
            }
        }
        lexicon
    }

    fn add(&mut self, entry: &Entry<'static>, traits: Traits) {
        for word in entry.text.split(' ') {
            let is_folded = word.bytes().all(|byte| byte.is_ascii_lowercase());
            let folded = if is_folded { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) };
            let known = self.words.entry(folded).or_default();
            *known = known.or(traits);
        }
    }

    fn add_endings(&mut self, entry: &Entry<'static>, traits: Traits) {
        self.endings.extend(entry.text.split(' ').map(|word| (fold(word), traits)));
    }

    fn get(&self, folded: &str) -> Traits {
        self.words.get(folded).copied().unwrap_or_default()
    }

    /// The traits given by the end of a compound: `Gewerkschaftschef`.
    fn by_ending(&self, folded: &str) -> Traits {
        let is_end = |ending: &str| folded.strip_suffix(ending).is_some_and(|before| before.len() >= MIN_COMPOUND);
        let fitting = self.endings.iter().filter(|(ending, _)| is_end(ending));
        fitting.fold(Traits::default(), |traits, (_, more)| traits.or(*more))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str, language: &str) -> Traits {
        traits(&fold(word), Language::parse(language))
    }

    #[test]
    fn compounds_are_titles_in_their_language() {
        assert!(of("Gewerkschaftschef", "de").any(Traits::TITLE) && of("Verkehrsministerin", "de").any(Traits::TITLE));
        assert!(!of("mischief", "en").any(Traits::TITLE) && !of("Gewerkschaftschef", "en").any(Traits::TITLE));
        assert!(of("utenriksdepartementet", "no").any(Traits::ORGANISATION));
    }

    #[test]
    fn words_say_something_in_their_own_language_alone() {
        assert!(of("Regierung", "de").any(Traits::COMMON) && !of("Regierung", "en").any(Traits::COMMON));
        assert!(of("ministro", "es").any(Traits::ROLE) && of("government", "en").any(Traits::COMMON));
        assert!(of("Olga", "xx").any(Traits::GIVEN) && traits("regierung", None).any(Traits::COMMON));
    }

    #[test]
    fn every_kind_is_known() {
        let other = [
            "title-ending",
            "organisation-ending",
            "case-ending",
            "possessive-ending",
            "nickname",
            "continuation",
            "title-behind",
            "before-title",
            "family-name",
            "head-behind",
            "name-prefix",
            "name-particle",
            "adjective-ending",
            "leading-ending",
            "sports-code",
            "clan-name",
            "no-speaker-ending",
            "name-end",
            "name-inner",
            "sound",
            "no-name",
            "name-joint",
            "agent-mark",
            "compound-body",
            "body-ending",
            "opening-pronoun",
            "topic-particle",
            "subject-mark",
            "saying",
            "saying-short",
            "saying-joint",
            "source-near",
            "source-joined",
            "age",
            "bare-honorific",
            "group-ending",
            "honorific",
            "no-initial",
            "no-name-ending",
            "noun-ending",
            "object-particle",
            "particle-ending",
            "surname-behind",
            "female-name",
            "male-name",
            "open-name",
            "pronoun-female",
            "pronoun-male",
        ];
        let rare = |kind: &str| RareWords::KINDS.contains(&kind);
        for entry in TABLES.iter().flat_map(|table| entries(table)) {
            let is_known =
                KINDS.iter().any(|(kind, _)| *kind == entry.kind) || other.contains(&entry.kind) || rare(entry.kind);
            assert!(is_known, "[{} {}]", entry.language, entry.kind);
        }
    }

    #[test]
    fn sections_are_sorted() {
        let mut sections: Vec<(&str, &str, Vec<&str>)> = Vec::new();
        for entry in TABLES.iter().flat_map(|table| entries(table)) {
            match sections.last_mut().filter(|last| (last.0, last.1) == (entry.language, entry.kind)) {
                Some(last) => last.2.extend(entry.text.split(' ')),
                None => sections.push((entry.language, entry.kind, entry.text.split(' ').collect())),
            }
        }
        for (language, kind, words) in sections {
            assert!(words.is_sorted(), "[{language} {kind}]");
        }
    }
}
