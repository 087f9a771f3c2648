//! Stemming: what the forms of a word have in common, by language.
//!
//! The rules are those of the Snowball algorithms (Porter 2001), reduced to what is left of them after folding. They
//! are tables for one small interpreter: compiled, the Snowball algorithms would be the largest part of the engine.
//! `docs/results.md` lists how far each language agrees with Snowball.

use super::stem_rules::{ENGLISH, LANGUAGES, Verbs};

/// The stemmer of a language.
#[derive(Debug)]
pub struct Stems {
    prefixes: &'static str,
    vowels: &'static str,
    verbs: Verbs,
    english: bool,
    steps: Vec<StemStep>,
}

/// A step: removes the longest of its endings that matches.
#[derive(Debug)]
struct StemStep {
    from: From,
    /// The step applies only if no step in the current group has removed anything.
    instead: bool,
    /// The step applies only if the step before removed something.
    then: bool,
    rules: Vec<Rule>,
}

/// The position at which an ending may begin.
#[derive(Clone, Copy, Debug)]
enum From {
    Letters(usize),
    R1,
    R2,
    Verbs,
}

#[derive(Debug)]
struct Rule {
    ending: &'static str,
    replacement: Option<&'static str>,
    /// The letters before the ending: whether they must be among these.
    before: Option<(bool, &'static str)>,
}

impl Rule {
    fn parse(text: &'static str) -> Rule {
        let (text, before) = match (text.split_once('<'), text.split_once('!')) {
            (Some((text, letters)), _) => (text, Some((true, letters))),
            (_, Some((text, letters))) => (text, Some((false, letters))),
            _ => (text, None),
        };
        match text.split_once('>') {
            Some((ending, replacement)) => Rule { ending, replacement: Some(replacement), before },
            None => Rule { ending: text, replacement: None, before },
        }
    }

    /// The position at which the ending begins, if the word has it.
    fn start(&self, word: &[char]) -> Option<usize> {
        let mut start = word.len();
        for letter in self.ending.chars().rev() {
            start = start.checked_sub(1)?;
            if word.get(start) != Some(&letter) {
                return None;
            }
        }
        let Some((wanted, letters)) = self.before else { return Some(start) };
        let is_there = start.checked_sub(1).and_then(|at| word.get(at)).is_some_and(|letter| letters.contains(*letter));
        (is_there == wanted).then_some(start)
    }
}

impl StemStep {
    fn parse(line: &'static str) -> StemStep {
        let mut words = line.split(' ');
        let head = words.next().unwrap_or_default();
        let from = match head.trim_end_matches(['?', '&']) {
            "r1" => From::R1,
            "r2" => From::R2,
            "rv" => From::Verbs,
            number => From::Letters(number.parse().unwrap_or(3)),
        };
        StemStep {
            from,
            instead: head.ends_with('?'),
            then: head.ends_with('&'),
            rules: words.map(Rule::parse).collect(),
        }
    }

    /// Removes the longest ending that begins at `limit` or later; returns whether there was one. If `strict`, nothing
    /// is removed unless the longest matching ending of all begins there.
    fn cut(&self, word: &mut Vec<char>, limit: usize, strict: bool) -> bool {
        let mut best: Option<(usize, &Rule)> = None;
        for rule in &self.rules {
            if let Some(start) = rule.start(word).filter(|start| strict || *start >= limit)
                && best.is_none_or(|(longest, _)| start < longest)
            {
                best = Some((start, rule));
            }
        }
        let best = best.filter(|(start, _)| *start >= limit);
        if let Some((start, rule)) = best {
            word.truncate(start);
            word.extend(rule.replacement.unwrap_or_default().chars());
        }
        best.is_some()
    }
}

/// The positions at which the regions of a word begin.
#[derive(Clone, Copy)]
struct Regions {
    r1: usize,
    r2: usize,
    verbs: usize,
}

impl Regions {
    fn start(self, from: From) -> usize {
        match from {
            From::Letters(count) => count,
            From::R1 => self.r1,
            From::R2 => self.r2,
            From::Verbs => self.verbs,
        }
    }
}

impl Stems {
    /// The stemmer of a language, given as a BCP 47 code.
    pub fn for_language(language: &str) -> Option<Stems> {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        let steps = |lines: &'static str| lines.lines().map(StemStep::parse).collect();
        if primary == "en" {
            return Some(Stems {
                prefixes: "",
                vowels: "aeiouy",
                verbs: Verbs::AfterVowel,
                english: true,
                steps: steps(ENGLISH),
            });
        }
        let of = LANGUAGES.iter().find(|language| language.codes.split(' ').any(|code| code == primary))?;
        Some(Stems {
            prefixes: of.prefixes,
            vowels: of.vowels,
            verbs: of.verbs,
            english: false,
            steps: steps(of.steps),
        })
    }

    /// The stem of a folded word.
    pub fn stem(&self, word: &str) -> String {
        let cut = self.prefixes().filter_map(|prefix| word.strip_prefix(prefix)).min_by_key(|rest| rest.len());
        let mut letters: Vec<char> = cut.filter(|rest| rest.chars().nth(2).is_some()).unwrap_or(word).chars().collect();
        if self.english {
            self.english(word, &mut letters);
        } else {
            let regions = self.regions(&letters);
            self.cut(&mut letters, regions);
        }
        letters.into_iter().collect()
    }

    fn prefixes(&self) -> impl Iterator<Item = &'static str> {
        self.prefixes.split(' ').filter(|prefix| !prefix.is_empty())
    }

    /// How the words with this stem begin.
    pub fn starts(&self, stem: &str) -> Vec<String> {
        let start = common_start(stem);
        let prefixed = self.prefixes().map(|prefix| format!("{prefix}{start}"));
        prefixed.chain([start.to_owned()]).collect()
    }

    /// Whether a word can have this stem; a quick check.
    pub fn may_be(&self, word: &str, stem: &str) -> bool {
        !self.prefixes.is_empty() || word.chars().zip(stem.chars()).take(2).all(|(a, b)| a == b)
    }

    fn cut(&self, word: &mut Vec<char>, regions: Regions) {
        let (mut row, mut last) = (false, false);
        for step in &self.steps {
            if (step.instead && row) || (step.then && !last) {
                last = false;
                continue;
            }
            last = step.cut(word, regions.start(step.from), self.english);
            row = if step.instead || step.then { row || last } else { last };
        }
    }

    fn is_vowel(&self, word: &[char], at: usize) -> bool {
        // In English, y is a consonant at the start of a word and after a vowel.
        let consonant = |letter: char| {
            self.english && letter == 'y' && at.checked_sub(1).is_none_or(|before| self.is_vowel(word, before))
        };
        word.get(at).is_some_and(|letter| self.vowels.contains(*letter) && !consonant(*letter))
    }

    /// The position after the first letter from `from` on that is a vowel (or is not one); the length if there is none.
    fn after(&self, word: &[char], from: usize, vowel: bool) -> usize {
        (from..word.len()).find(|at| self.is_vowel(word, *at) == vowel).map_or(word.len(), |at| at + 1)
    }

    fn regions(&self, word: &[char]) -> Regions {
        let next = |from| self.after(word, self.after(word, from, true), false);
        let first = next(0);
        let [a, b] = [0, 1].map(|at| self.is_vowel(word, at));
        let verbs = match self.verbs {
            Verbs::AfterVowel => self.after(word, 0, true),
            Verbs::Romance if !b => self.after(word, 2, true),
            Verbs::Romance if a => self.after(word, 2, false),
            Verbs::Romance => 3,
            Verbs::French if a && b => 3,
            Verbs::French => self.after(word, 1, true),
        };
        Regions { r1: if self.english { first } else { first.max(3) }, r2: next(first), verbs }
    }

    /// The stem of an English word (Porter 2001).
    fn english(&self, text: &str, word: &mut Vec<char>) {
        if word.len() <= 2 {
            return;
        }
        if let Some((_, stem)) = EXCEPTIONS.iter().find(|(form, _)| *form == text) {
            *word = stem.chars().collect();
            return;
        }
        let mut regions = self.regions(word);
        if let Some(start) = ["gener", "commun", "arsen"].iter().find(|start| text.starts_with(**start)) {
            regions.r1 = start.len();
            regions.r2 = self.after(word, self.after(word, regions.r1, true), false);
        }
        self.plural(word);
        if ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"]
            .iter()
            .any(|same| is(word, same))
        {
            return;
        }
        self.participle(word, regions);
        // A final y is written i in other forms.
        if word.len() > 2 && word.last() == Some(&'y') && !self.is_vowel(word, word.len() - 2) {
            word.pop();
            word.push('i');
        }
        self.cut(word, regions);
        match word.last() {
            Some('e') => {
                let start = word.len() - 1;
                let short = word.get(..start).is_some_and(|before| self.ends_short(before));
                if start >= regions.r2 || (start >= regions.r1 && !short) {
                    word.pop();
                }
            }
            Some('l') if word.len() > regions.r2 && ends(word, "ll") => {
                word.pop();
            }
            _ => {}
        }
    }

    fn plural(&self, word: &mut Vec<char>) {
        if ends(word, "sses") {
            word.truncate(word.len() - 2);
        } else if ends(word, "ies") || ends(word, "ied") {
            word.truncate(word.len() - if word.len() > 4 { 2 } else { 1 });
        } else if ends(word, "s") && !ends(word, "us") && !ends(word, "ss") {
            // Not if the only vowel is the letter before.
            if (0..word.len().saturating_sub(2)).any(|at| self.is_vowel(word, at)) {
                word.pop();
            }
        }
    }

    fn participle(&self, word: &mut Vec<char>, regions: Regions) {
        if let Some(ending) = ["eedly", "eed"].into_iter().find(|ending| ends(word, ending)) {
            let start = word.len() - ending.len();
            if start >= regions.r1 {
                word.truncate(start + 2);
            }
            return;
        }
        let Some(ending) = ["ingly", "edly", "ing", "ed"].into_iter().find(|ending| ends(word, ending)) else { return };
        let start = word.len() - ending.len();
        if !(0..start).any(|at| self.is_vowel(word, at)) {
            return;
        }
        word.truncate(start);
        let doubled = word.len() > 1 && word.last() == word.get(word.len() - 2);
        if ["at", "bl", "iz"].iter().any(|end| ends(word, end)) {
            word.push('e');
        } else if doubled && word.last().is_some_and(|letter| "bdfgmnprt".contains(*letter)) {
            word.pop();
        } else if word.len() == regions.r1 && self.ends_short(word) {
            word.push('e');
        }
    }

    /// Whether a word ends in a short syllable: a vowel between consonants, the last of which is not w, x or y; or just
    /// a vowel and a consonant.
    fn ends_short(&self, word: &[char]) -> bool {
        let [third, second, last] = [3, 2, 1].map(|back| word.len().checked_sub(back));
        let (Some(second), Some(last)) = (second, last) else { return false };
        if !self.is_vowel(word, second) || self.is_vowel(word, last) {
            return false;
        }
        match third {
            None => true,
            Some(third) => !self.is_vowel(word, third) && !word.get(last).is_some_and(|c| "wxy".contains(*c)),
        }
    }
}

/// English words with irregular stems. Those that are their own stem are not forms of other words.
const EXCEPTIONS: [(&str, &str); 18] = [
    ("andes", "andes"),
    ("atlas", "atlas"),
    ("bias", "bias"),
    ("cosmos", "cosmos"),
    ("dying", "die"),
    ("early", "earli"),
    ("gently", "gentl"),
    ("howe", "howe"),
    ("idly", "idl"),
    ("lying", "lie"),
    ("news", "news"),
    ("only", "onli"),
    ("singly", "singl"),
    ("skies", "sky"),
    ("skis", "ski"),
    ("sky", "sky"),
    ("tying", "tie"),
    ("ugly", "ugli"),
];

fn ends(word: &[char], ending: &str) -> bool {
    let mut letters = word.iter().rev();
    ending.chars().rev().all(|letter| letters.next() == Some(&letter))
}

fn is(word: &[char], other: &str) -> bool {
    word.len() == other.len() && ends(word, other)
}

/// The beginning that all words with a stem share, apart from prefixes: a suffix may change the letter before it, as in
/// `city` and `cities`.
fn common_start(stem: &str) -> &str {
    match stem.char_indices().next_back() {
        Some((last, _)) if stem.chars().count() > 3 => stem.get(..last).unwrap_or(stem),
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_stemmers::{Algorithm, Stemmer};

    use super::*;

    #[test]
    fn english_is_that_of_snowball() {
        let (ours, snowball) = (Stems::for_language("en").unwrap(), Stemmer::create(Algorithm::English));
        let words = "talks talking talked cities city countries dying generously communication arsenal hopping hoping \
            fluently agreed feed bed skies news nationalization relational operator sensibility happily analogies \
            proceedings succeeds yellowing employee employed boys boy say saying bias ugly rolling controlled added \
            communities university experiences generates illegally cheese abilities vietnamization owed sees";
        for word in words.split_whitespace() {
            assert_eq!(ours.stem(word), snowball.stem(word), "{word}");
        }
    }

    #[test]
    fn forms_of_a_word_have_one_stem_and_one_start() {
        for (language, forms) in [
            ("ar", "كتاب الكتاب كتابه"),
            ("da", "regering regeringen regeringens regeringer"),
            ("de", "angriff angriffe angriffen angriffs"),
            ("de", "verhandlung verhandlungen"),
            ("es", "operacion operaciones"),
            ("es", "presidente presidentes"),
            ("es", "anuncia anunciaron anunciado anunciar anunciando"),
            ("fi", "talo talossa talot talon"),
            ("fr", "annonce annoncee annoncees annoncer annoncaient"),
            ("fr", "national nationale nationaux nationales"),
            ("hu", "kormany kormanyok kormanyt"),
            ("it", "elezione elezioni"),
            ("it", "governo governi"),
            ("nl", "regering regeringen"),
            ("nl", "mogelijkheid mogelijkheden"),
            ("no", "regjering regjeringen regjeringens"),
            ("pt", "eleicao eleicoes"),
            ("pt", "anunciou anunciado anunciar anunciaram"),
            ("ro", "guvern guvernul guvernului"),
            ("ru", "президент президента президентом президенты"),
            ("ru", "новый новая новые новых"),
            ("sv", "regering regeringen regeringens regeringar"),
            ("tr", "baskan baskanlar baskanlari"),
        ] {
            let stems = Stems::for_language(language).unwrap();
            let mut forms = forms.split(' ');
            let stem = stems.stem(forms.next().unwrap());
            for form in forms {
                assert_eq!(stems.stem(form), stem, "{language}: {form}");
                assert!(stems.starts(&stem).iter().any(|start| form.starts_with(start)), "{language}: {form}");
                assert!(stems.may_be(form, &stem), "{language}: {form}");
            }
        }
    }

    #[test]
    fn different_words_have_different_stems() {
        for (language, a, b) in [
            ("de", "regen", "regierung"),
            ("en", "general", "generous"),
            ("es", "guerra", "gueto"),
            ("fr", "port", "portugal"),
            ("ru", "война", "воин"),
        ] {
            let stems = Stems::for_language(language).unwrap();
            assert_ne!(stems.stem(a), stems.stem(b), "{language}");
        }
        assert!(Stems::for_language("xx").is_none() && Stems::for_language("").is_none());
    }

    proptest! {
        #[test]
        fn any_word_has_a_stem(word in "\\w{0,12}", language in 0..LANGUAGES.len()) {
            let stems = Stems::for_language(LANGUAGES[language].codes.split(' ').next().unwrap()).unwrap();
            let stem = stems.stem(&word);
            prop_assert!(stem.chars().count() <= word.chars().count());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn english_is_that_of_snowball_for_any_letters(
            start in "[a-z]{0,5}",
            ends in prop::collection::vec(prop::sample::select(vec![
                "s", "es", "ies", "ied", "ed", "ing", "ly", "li", "eed", "at", "bl", "iz", "tional", "ation", "izer",
                "ness", "ful", "ative", "al", "able", "ement", "ent", "ion", "e", "ll", "y", "ogi", "iti", "us", "ss",
                "bb", "yy", "ical", "alize", "ous", "ism", "er",
            ]), 0..4),
        ) {
            let word = format!("{start}{}", ends.concat());
            let (ours, snowball) = (Stems::for_language("en").unwrap(), Stemmer::create(Algorithm::English));
            prop_assert_eq!(ours.stem(&word), snowball.stem(&word), "{}", word);
        }
    }
}
