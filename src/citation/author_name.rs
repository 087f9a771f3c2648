//! Authors' names, split into family name and given names where that is safe.

use super::one_line;

/// Words before a family name that belong to it.
const PARTICLES: [&str; 29] = [
    "af", "al", "av", "ben", "bin", "da", "das", "de", "del", "dela", "della", "den", "der", "di", "do", "dos", "du",
    "el", "la", "las", "le", "los", "ten", "ter", "van", "vom", "von", "zu", "zur",
];

/// What follows a family name.
const SUFFIXES: [&str; 8] = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "v"];

/// Words that no person is called, in lower case: the name is that of a desk, an agency or a group.
const NO_PERSON: [&str; 58] = [
    "afp",
    "agence",
    "agencia",
    "agencies",
    "agency",
    "agentur",
    "and",
    "associated",
    "board",
    "bureau",
    "by",
    "committee",
    "contributors",
    "correspondent",
    "correspondents",
    "desk",
    "dpa",
    "editor",
    "editorial",
    "editors",
    "et",
    "for",
    "from",
    "group",
    "magazine",
    "media",
    "network",
    "news",
    "newspaper",
    "newsroom",
    "of",
    "office",
    "post",
    "press",
    "redacción",
    "redaktion",
    "report",
    "reporter",
    "reporters",
    "reports",
    "reuters",
    "rédaction",
    "service",
    "services",
    "special",
    "staff",
    "studio",
    "team",
    "telegraph",
    "the",
    "times",
    "today",
    "tribune",
    "tv",
    "und",
    "wire",
    "with",
    "writers",
];

/// Languages in whose texts the family name comes first, or names are not divided by spaces.
const FAMILY_FIRST: [&str; 5] = ["hu", "ja", "ko", "vi", "zh"];

/// The maximum number of words of a person's name.
const MAX_WORDS: usize = 6;

/// An author's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorName {
    /// The name of a person.
    Person {
        /// The family name, with the particles before it.
        family: String,
        /// The given names.
        given: String,
        /// What follows the family name, such as `Jr.`; usually empty.
        suffix: String,
    },
    /// A name that is not divided: of a group, or one whose parts are not certain.
    Whole(String),
}

impl AuthorName {
    /// Reads a name, in a text in this language (a BCP 47 code).
    pub fn new(name: &str, language: Option<&str>) -> AuthorName {
        let name = one_line(name);
        let split = |name: &str| {
            let primary = language.and_then(|code| code.split('-').next()).unwrap_or_default();
            let is_latin = name.chars().filter(|c| c.is_alphabetic()).all(is_divided_by_spaces);
            if FAMILY_FIRST.contains(&primary) || !is_latin {
                return None;
            }
            person(name)
        };
        split(&name).unwrap_or(AuthorName::Whole(name))
    }

    /// `Family, Given, Suffix`, as reference managers read it.
    pub fn inverted(&self) -> String {
        match self {
            AuthorName::Person { family, given, suffix } if suffix.is_empty() => format!("{family}, {given}"),
            AuthorName::Person { family, given, suffix } => format!("{family}, {given}, {suffix}"),
            AuthorName::Whole(name) => name.clone(),
        }
    }

    /// `Given Family Suffix`.
    pub fn in_order(&self) -> String {
        match self {
            AuthorName::Person { family, given, suffix } if suffix.is_empty() => format!("{given} {family}"),
            AuthorName::Person { family, given, suffix } => format!("{given} {family} {suffix}"),
            AuthorName::Whole(name) => name.clone(),
        }
    }

    /// `Family, G. N., Suffix`.
    pub fn with_initials(&self) -> String {
        let AuthorName::Person { family, given, suffix } = self else { return self.in_order() };
        let initial = |part: &str| part.chars().next().map(|c| format!("{c}.")).unwrap_or_default();
        let word = |word: &str| word.split('-').map(initial).collect::<Vec<_>>().join("-");
        let given = given.split_whitespace().map(word).collect::<Vec<_>>().join(" ");
        let suffix = if suffix.is_empty() { String::new() } else { format!(", {suffix}") };
        format!("{family}, {given}{suffix}")
    }
}

/// Whether a letter is of a script in which names are written with the given names first, divided by spaces.
fn is_divided_by_spaces(c: char) -> bool {
    // Latin, Greek and Cyrillic.
    matches!(u32::from(c), 0..=0x052f | 0x1e00..=0x1fff)
}

fn person(name: &str) -> Option<AuthorName> {
    if name.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '/' | '&' | '|' | '(' | ';' | ':')) {
        return None;
    }
    let is_suffix = |word: &str| SUFFIXES.contains(&word.to_lowercase().as_str());
    let parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let (words, mut suffix): (Vec<&str>, &str) = match parts.as_slice() {
        [name] => (name.split_whitespace().collect(), ""),
        [name, suffix] if is_suffix(suffix) => (name.split_whitespace().collect(), *suffix),
        // The name is inverted already.
        [family, given] if is_person(family) && is_person(given) => {
            let (family, given) = ((*family).to_owned(), (*given).to_owned());
            return Some(AuthorName::Person { family, given, suffix: String::new() });
        }
        _ => return None,
    };
    let mut words = words;
    if suffix.is_empty() && words.len() > 2 && words.last().is_some_and(|word| is_suffix(word)) {
        suffix = words.pop().unwrap_or_default();
    }
    if !(2..=MAX_WORDS).contains(&words.len()) || !is_person(&words.join(" ")) {
        return None;
    }
    let is_particle = |word: &&&str| PARTICLES.contains(&word.to_lowercase().as_str());
    // The first word is always a given name, and the last one always belongs to the family name.
    let last = words.len() - 1;
    let n_particles = words.get(1..last).unwrap_or_default().iter().rev().take_while(is_particle).count();
    let (given, family) = words.split_at(last - n_particles);
    Some(AuthorName::Person { family: family.join(" "), given: given.join(" "), suffix: suffix.to_owned() })
}

fn is_person(name: &str) -> bool {
    let is_name = |word: &str| {
        let lower = word.to_lowercase();
        !NO_PERSON.contains(&lower.trim_end_matches('.')) && word.chars().any(char::is_alphabetic)
    };
    // A name begins with a capital; words in lower case are descriptions, except for particles.
    let begins_high = name.split_whitespace().any(|word| word.chars().next().is_some_and(char::is_uppercase));
    begins_high && name.split_whitespace().all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inverted(name: &str) -> String {
        AuthorName::new(name, Some("en")).inverted()
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(PARTICLES.is_sorted() && NO_PERSON.is_sorted() && FAMILY_FIRST.is_sorted());
    }

    #[test]
    fn family_names_come_first_with_their_particles() {
        for (name, expected) in [
            ("Alan Silverleib", "Silverleib, Alan"),
            ("Mary Ann Evans", "Evans, Mary Ann"),
            ("Ludwig van der Rohe", "van der Rohe, Ludwig"),
            ("Vanessa Van Dyke", "Van Dyke, Vanessa"),
            ("Martin King Jr.", "King, Martin, Jr."),
            ("Martin King, Jr.", "King, Martin, Jr."),
            ("Silverleib, Alan", "Silverleib, Alan"),
            ("Ana-María de la Cruz", "de la Cruz, Ana-María"),
            ("Юлия Иванова", "Иванова, Юлия"),
        ] {
            assert_eq!(inverted(name), expected);
        }
    }

    #[test]
    fn what_may_be_no_person_is_not_divided() {
        for name in [
            "Reuters",
            "Associated Press",
            "CNN Staff",
            "War and Peace Desk",
            "Editorial Board",
            "김정은",
            "田中 太郎",
            "A. Writer and B. Writer",
            "jane@example.org",
            "Ann Lee, Bob Ray, Cy Young",
            "our correspondent in Kyiv",
        ] {
            assert_eq!(AuthorName::new(name, Some("en")), AuthorName::Whole(name.to_owned()));
        }
        assert_eq!(AuthorName::new("Orbán Viktor", Some("hu")), AuthorName::Whole("Orbán Viktor".to_owned()));
    }

    #[test]
    fn initials_keep_hyphens_and_suffixes() {
        let initials = |name: &str| AuthorName::new(name, None).with_initials();
        assert_eq!(initials("Jean-Paul Henri Sartre"), "Sartre, J.-P. H.");
        assert_eq!(initials("Martin L. King Jr."), "King, M. L., Jr.");
        assert_eq!(initials("Reuters"), "Reuters");
    }
}
