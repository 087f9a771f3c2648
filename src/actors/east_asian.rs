//! Recognises names that the dictionary does not know in Chinese, Japanese and Korean, which have no capitals.
//!
//! A person is recognised by the title after the name: `小林裕明社長`, `문정복 최고위원`; in Japanese also foreign names in katakana
//! (`スモトリッチ財務相`), in Korean by a family name and a given name of two syllables. The name of an organisation ends in its
//! head noun.

mod chinese;

use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::OnceLock;

use super::tokens::fold;
use super::words::{Traits, traits};
use crate::language::{BODIES, Language, PEOPLE, entries};
use crate::text::script::{is_han, is_hangul};

/// A name in an East Asian text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EastAsianName {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Whether it names a person; otherwise an organisation.
    pub is_person: bool,
    /// Whether it is only a family name.
    pub is_short: bool,
}

/// The words of these languages, longest first.
#[derive(Debug, Default)]
struct Tables {
    titles: Vec<&'static str>,
    heads: Vec<&'static str>,
    families: Vec<&'static str>,
    before: Vec<&'static str>,
    honorifics: Vec<&'static str>,
    bare_honorifics: Vec<&'static str>,
    ages: Vec<&'static str>,
    group_endings: Vec<&'static str>,
    no_name_endings: Vec<&'static str>,
    noun_endings: Vec<&'static str>,
    particle_endings: Vec<&'static str>,
    object_particles: Vec<&'static str>,
    no_speaker_endings: Vec<&'static str>,
}

impl Tables {
    fn read(code: &'static str) -> Tables {
        let of = |table: &'static str, kind: &str| {
            let own = entries(table).filter(|entry| entry.language == code && entry.kind == kind);
            let mut words: Vec<&str> = own.flat_map(|entry| entry.text.split(' ')).collect();
            words.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
            words
        };
        Tables {
            titles: of(PEOPLE, "title-behind"),
            heads: of(BODIES, "head-behind"),
            families: of(PEOPLE, "family-name"),
            before: of(PEOPLE, "before-title"),
            honorifics: of(PEOPLE, "honorific"),
            bare_honorifics: of(PEOPLE, "bare-honorific"),
            ages: of(PEOPLE, "age"),
            group_endings: of(PEOPLE, "group-ending"),
            no_name_endings: of(PEOPLE, "no-name-ending"),
            noun_endings: of(PEOPLE, "noun-ending"),
            particle_endings: of(PEOPLE, "particle-ending"),
            object_particles: of(PEOPLE, "object-particle"),
            no_speaker_endings: of(PEOPLE, "no-speaker-ending"),
        }
    }
}

/// The full names of people: those of the whole article, and those found in a text so far. They are sorted, so that one
/// that begins with a word is found without a look at all others.
struct FullNames<'a> {
    known: &'a BTreeSet<String>,
    own: BTreeSet<&'a str>,
}

/// The most letters at the beginning of a word that are compared with full names.
const MAX_NAME_LETTERS: usize = 24;

impl FullNames<'_> {
    /// Whether a name begins with this word.
    fn has_start(&self, word: &str) -> bool {
        self.first_from(Bound::Included(word)).any(|name| name.starts_with(word))
    }

    /// Whether a name begins with this word and is longer.
    fn has_longer(&self, word: &str) -> bool {
        self.first_from(Bound::Excluded(word)).any(|name| name.starts_with(word))
    }

    /// The first names of both lists from a bound on.
    fn first_from<'s>(&'s self, bound: Bound<&'s str>) -> impl Iterator<Item = &'s str> {
        let range = (bound, Bound::Unbounded);
        let known = self.known.range::<str, _>(range).next().map(String::as_str);
        known.into_iter().chain(self.own.range::<str, _>(range).next().copied())
    }

    /// The length in bytes of the longest name that a word begins with.
    fn longest_start_of(&self, word: &str) -> Option<usize> {
        let ends = word.char_indices().skip(1).map(|(at, _)| at).chain([word.len()]).take(MAX_NAME_LETTERS);
        let is_name =
            |end: &usize| word.get(..*end).is_some_and(|name| self.known.contains(name) || self.own.contains(name));
        ends.filter(is_name).last()
    }
}

/// The names in a text in one of these languages, in order, without overlap. `known` are full names of people from
/// elsewhere in the article.
pub(super) fn recognise(text: &str, language: Language, known: &BTreeSet<String>) -> Vec<EastAsianName> {
    static JAPANESE: OnceLock<Tables> = OnceLock::new();
    static KOREAN: OnceLock<Tables> = OnceLock::new();
    match language.code() {
        "ja" => japanese(text, JAPANESE.get_or_init(|| Tables::read("ja")), known),
        "ko" => korean(text, KOREAN.get_or_init(|| Tables::read("ko")), known),
        "zh" => chinese::recognise(text, known),
        _ => Vec::new(),
    }
}

/// The number of letters in a Japanese name.
const JAPANESE_NAME: std::ops::RangeInclusive<usize> = 3..=6;

/// The number of letters in a Japanese family name.
const JAPANESE_FAMILY: std::ops::RangeInclusive<usize> = 1..=3;

/// A run of letters of one script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Han,
    Katakana,
    Other,
}

fn script_of(c: char) -> Script {
    match c {
        '々' => Script::Han,
        'ー' | '・' | '＝' | '\u{30a0}'..='\u{30ff}' => Script::Katakana,
        c if is_han(c) => Script::Han,
        _ => Script::Other,
    }
}

fn japanese(text: &str, tables: &Tables, known: &BTreeSet<String>) -> Vec<EastAsianName> {
    let mut names: Vec<EastAsianName> = Vec::new();
    let mut full = FullNames { known, own: BTreeSet::new() };
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let script = script_of(c);
        if script == Script::Other {
            at += c.len_utf8();
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let length = rest.find(|c| script_of(c) != script).unwrap_or(rest.len());
        let (run, rest) = rest.split_at(length);
        let end = at + length;
        let found = match script {
            Script::Katakana => foreign_name(run, rest, at, tables),
            _ => japanese_name(run, rest, at, tables, &full),
        };
        if let Some(name) = found {
            if name.is_person && !name.is_short {
                full.own.extend(text.get(name.start..name.end));
            }
            names.push(name);
        }
        at = end;
    }
    names
}

/// `スモトリッチ財務相`: katakana before a title.
fn foreign_name(run: &str, rest: &str, start: usize, tables: &Tables) -> Option<EastAsianName> {
    let name = EastAsianName { start, end: start + run.len(), is_person: true, is_short: false };
    let letters = run.chars().count();
    if traits(&fold(run), Language::parse("ja")).any(Traits::COMMON) {
        return None;
    }
    let title_run: String = rest.chars().take_while(|c| is_han(*c)).take(8).collect();
    let is_title = tables.titles.iter().any(|title| title_run.ends_with(title) && title_run.len() >= title.len());
    let is_age = is_age(rest, tables);
    if letters >= 3 && (is_title || is_age) {
        return Some(name);
    }
    // `イオンフィナンシャルサービス`, `イオン銀行`
    let head =
        tables.heads.iter().find(|head| run.ends_with(**head) && run.len() > head.len() || rest.starts_with(**head))?;
    let end = if run.ends_with(*head) { start + run.len() } else { start + run.len() + head.len() };
    (letters >= 2).then_some(EastAsianName { end, is_person: false, ..name })
}

/// `（57）`, `さん（56）`
fn is_age(rest: &str, tables: &Tables) -> bool {
    let Some(inner) = rest.strip_prefix(['（', '(']) else { return false };
    let digits: String = inner.chars().take_while(|c| c.is_numeric()).collect();
    (1..=3).contains(&digits.chars().count())
        && inner
            .get(digits.len()..)
            .is_some_and(|rest| rest.starts_with(['）', ')']) || starts_with_any(rest, &tables.ages))
}

/// `小林裕明社長（57）`, `前田豊さん`, `金融庁`: Chinese characters that contain a name and a title, or end in a head noun.
fn japanese_name(run: &str, rest: &str, start: usize, tables: &Tables, full: &FullNames<'_>) -> Option<EastAsianName> {
    let person = |from: usize, length: usize, is_short| EastAsianName {
        start: start + from,
        end: start + from + length,
        is_person: true,
        is_short,
    };
    let title = tables.titles.iter().find(|title| run.ends_with(**title) && run.len() > title.len());
    let honorific = starts_with_any(rest, &tables.honorifics) && title.is_none();
    let bare = match title {
        Some(title) => run.get(..run.len() - title.len()).unwrap_or_default(),
        None if honorific || is_age(rest, tables) => run,
        None => return japanese_body(run, start, tables),
    };
    // The characters before the name in the same run: `同日付で` has no role, `女優小林裕明さん` has one.
    let skipped = tables
        .before
        .iter()
        .find(|word| bare.starts_with(**word) && bare.len() > word.len())
        .map_or(0, |word| word.len());
    let name = bare.get(skipped..).unwrap_or_default();
    let letters = name.chars().count();
    if JAPANESE_FAMILY.contains(&letters) && full.has_longer(name) {
        return Some(person(skipped, name.len(), true));
    }
    let has_family = tables.families.iter().any(|family| name.starts_with(family) && name.len() > family.len());
    let is_body = tables.heads.iter().any(|head| name.ends_with(head));
    let is_marked = is_age(rest, tables) || honorific;
    if JAPANESE_NAME.contains(&letters) && !is_body && (has_family || is_marked && letters <= 5) {
        return Some(person(skipped, name.len(), false));
    }
    japanese_body(run, start, tables)
}

fn japanese_body(run: &str, start: usize, tables: &Tables) -> Option<EastAsianName> {
    let head = tables.heads.iter().find(|head| run.ends_with(**head))?;
    let letters = run.chars().count();
    let is_whole = run.len() > head.len() || letters >= 3;
    ((3..=14).contains(&letters) && is_whole).then_some(EastAsianName {
        start,
        end: start + run.len(),
        is_person: false,
        is_short: false,
    })
}

/// Korean words with at most one space between them: `문정복 최고위원`, `이 후보`.
fn korean(text: &str, tables: &Tables, known: &BTreeSet<String>) -> Vec<EastAsianName> {
    let mut names: Vec<EastAsianName> = Vec::new();
    let mut full = FullNames { known, own: BTreeSet::new() };
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_hangul(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.extend(text.get(from..at).map(|word| (from, word)));
                start = None;
            }
            _ => {}
        }
    }
    // Full names first, so that a family name by itself has its bearer.
    for index in 0..words.len() {
        if let Some((_, length)) = korean_full(&words, index, text, tables)
            && let Some((_, word)) = words.get(index)
        {
            full.own.extend(word.get(..length));
        }
    }
    for (index, (from, word)) in words.iter().enumerate() {
        if let Some(length) =
            full.longest_start_of(word).filter(|length| is_korean_end(word.get(*length..).unwrap_or_default(), tables))
        {
            names.push(EastAsianName { start: *from, end: from + length, is_person: true, is_short: false });
            continue;
        }
        let next = words.get(index + 1).filter(|(next, _)| text.get(from + word.len()..*next) == Some(" "));
        let after = words.get(index + 2);
        let has_title = next.is_some_and(|(_, next)| {
            is_korean_title(next, tables)
                || tables.before.contains(next) && after.is_some_and(|(_, after)| is_korean_title(after, tables))
        });
        if word.chars().count() == 1 && has_title && full.has_start(word) {
            names.push(EastAsianName { start: *from, end: from + word.len(), is_person: true, is_short: true });
            continue;
        }
        let head = tables.heads.iter().find(|head| {
            word.find(**head).is_some_and(|at| at > 0 && is_particle(word.get(at + head.len()..).unwrap_or_default()))
        });
        if let Some(head) = head
            && let Some(at) = word.find(*head)
        {
            names.push(EastAsianName { start: *from, end: from + at + head.len(), is_person: false, is_short: false });
        }
    }
    names
}

/// The bytes of a full name at the start of a word, with the word's index, if a title or a role is next to it.
fn korean_full(words: &[(usize, &str)], index: usize, text: &str, tables: &Tables) -> Option<(usize, usize)> {
    let (_, word) = words.get(index)?;
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let is_linked = |at: usize, next: usize, gap: &str| {
        let (from, word) = words.get(at)?;
        (text.get(from + word.len()..words.get(next)?.0)? == gap).then_some(())
    };
    let has_family = tables.families.iter().any(|family| word.starts_with(family));
    let is_common = |noun: &str| traits(&fold(noun), Language::parse("ko")).any(Traits::COMMON);
    let name = letters.get(3).map_or(*word, |(at, _)| word.get(..*at).unwrap_or_default());
    // `민주당`, `지난달`
    if letters.len() < 3
        || !has_family
        || tables.no_name_endings.iter().any(|ending| name.ends_with(ending))
        || is_common(name)
    {
        return None;
    }
    // Nouns with a particle look like names: `선거에`, `주장은`.
    let third = letters.get(2).map_or("", |(at, c)| word.get(*at..at + c.len_utf8()).unwrap_or_default());
    let is_doubtful = tables.noun_endings.contains(&third);
    let length = letters.get(3).map_or(word.len(), |(at, _)| *at);
    let tail = word.get(length..).unwrap_or_default();
    // `문정복 최고위원`, `장동혁 국민의힘 대표`, `한동훈 전 대표`
    let titled = |skip: usize| {
        let next = index + 1 + skip;
        (index..next).all(|at| is_linked(at, at + 1, " ").is_some())
            && words
                .get(next)
                .is_some_and(|(_, next)| is_korean_title(next, tables) || skip == 0 && is_local_title(next, tables))
    };
    // `염경엽 LG 감독`
    let is_foreign_between = words.get(index + 1).is_some_and(|(next, title)| {
        let between = words.get(index).and_then(|(from, word)| text.get(from + word.len()..*next)).unwrap_or_default();
        let inner = between.strip_prefix(' ').and_then(|inner| inner.strip_suffix(' ')).unwrap_or_default();
        !inner.is_empty() && inner.chars().all(|c| c.is_ascii_alphanumeric()) && is_korean_title(title, tables)
    });
    let is_particle_word = |at: usize| words.get(at).is_some_and(|(_, word)| word.chars().count() == 1);
    let is_noun = tables.particle_endings.contains(&third);
    let has_title = tail.is_empty()
        && (titled(0) && !is_noun || !is_doubtful && (titled(1) || is_particle_word(index + 1) && titled(2)));
    // `이성윤·박규환 최고위원`
    let joined = tail.is_empty()
        && is_linked(index, index + 1, "·").is_some()
        && words.get(index + 1).is_some_and(|(_, next)| next.chars().count() == 3)
        && words.get(index + 2).is_some_and(|(_, title)| is_korean_title(title, tables));
    let is_role_before = !is_doubtful
        && index.checked_sub(1).is_some_and(|before| {
            words.get(before).is_some_and(|(_, before)| tables.titles.iter().any(|title| before == title))
                && is_linked(before, index, " ").is_some()
        })
        && is_particle(tail)
        && !starts_with_any(tail, &tables.object_particles);
    let is_polite = |honorific: &&str| tail.strip_prefix(*honorific).is_some_and(is_particle);
    let is_named = tables.bare_honorifics.contains(&tail) || tables.honorifics.iter().any(is_polite);
    // `정수빈(34) 씨`
    let behind = words.get(index).and_then(|(from, word)| text.get(from + word.len()..)).unwrap_or_default();
    let is_aged = tail.is_empty() && is_age(behind, tables);
    let has_title = has_title || tail.is_empty() && is_foreign_between && !is_doubtful;
    // `김도윤은 "..."`: the theme directly before a quote.
    let speaks = ["은", "는"].contains(&tail)
        && !is_doubtful
        && !tables.no_speaker_endings.contains(&third)
        && behind.strip_prefix(' ').is_some_and(|rest| rest.starts_with(['"', '“']));
    (has_title || joined || speaks || is_role_before || is_named || is_aged).then_some((index, length))
}

/// `부산시장`: a title behind the two syllables of a place.
fn is_local_title(word: &str, tables: &Tables) -> bool {
    let place = word.char_indices().nth(LOCAL_LETTERS).map_or(word.len(), |(at, _)| at);
    let title = word.get(place..).unwrap_or_default();
    tables
        .titles
        .iter()
        .any(|known| known.chars().count() >= LOCAL_LETTERS && title.strip_prefix(*known).is_some_and(is_particle))
}

/// The number of syllables of most Korean places, and the fewest of a title behind one.
const LOCAL_LETTERS: usize = 2;

fn is_korean_title(word: &str, tables: &Tables) -> bool {
    tables.titles.iter().any(|title| word.strip_prefix(*title).is_some_and(is_particle))
}

fn is_korean_end(tail: &str, tables: &Tables) -> bool {
    is_particle(tail)
        || starts_with_any(tail, &tables.honorifics)
        || tables.group_endings.contains(&tail)
        || tables.titles.iter().any(|title| tail.starts_with(*title))
}

fn starts_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// Whether a noun is followed by a particle or nothing.
fn is_particle(tail: &str) -> bool {
    tail.is_empty() || super::dictionary::is_korean_particle(&super::tokens::fold(tail))
}

/// Whether a text has enough letters of the scripts that these rules cover.
pub(super) fn is_east_asian(language: Option<Language>) -> bool {
    language.is_some_and(|language| ["ja", "ko", "zh"].contains(&language.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: &str, expected: &[&str]) {
        let found = recognise(text, Language::parse(language).unwrap(), &BTreeSet::new());
        let shown: Vec<&str> = found.iter().map(|name| &text[name.start..name.end]).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn japanese_names_stand_before_titles_and_ages() {
        check("港町では松本健太社長（52）が辞任した。", "ja", &["松本健太"]);
        check("住民の山田花子さんは語った。山田さんは笑った。", "ja", &["山田花子", "山田"]);
        check("ブルノビッチ財務相は反対した。", "ja", &["ブルノビッチ"]);
    }

    #[test]
    fn korean_names_stand_before_titles_of_places_and_ages() {
        check("윤서진 강릉시장은 도서관을 열었다. 윤 시장은 웃었다.", "ko", &["윤서진", "윤"]);
        check("이용자 박도현(34) 씨는 매일 온다.", "ko", &["박도현"]);
    }

    #[test]
    fn korean_names_stand_before_titles() {
        check("윤서진 의원은 반대했다. 윤 의원은 웃었다.", "ko", &["윤서진", "윤"]);
        check("윤서진·박도현 최고위원은 떠났다.", "ko", &["윤서진", "박도현"]);
        check("바다가 넓다.", "ko", &[]);
        check("윤서진씨의 말이다. 박도현 신임 대표가 왔다.", "ko", &["윤서진", "박도현"]);
    }
}
