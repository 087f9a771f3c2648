//! Chinese names: a family name and one or two more characters, after a title or before a verb of saying.
//!
//! `市长赵庆文表示`: the title before the name and the verb after it are the evidence. Foreign names are spelled with
//! characters that are used for their sound: `总理默茨`. An organisation's name ends in its head noun and begins after
//! a punctuation mark or a word that joins it to the sentence.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::EastAsianName;
use crate::language::{BODIES, PEOPLE, VERBS, words_of_language};
use crate::text::script::is_han;

/// The number of characters of a foreign name.
const FOREIGN_NAME: std::ops::RangeInclusive<usize> = 2..=7;

/// The maximum number of characters of a Chinese name. The longest ones begin with a family name of two characters.
const MAX_CHINESE_NAME: usize = 4;

/// The maximum number of characters of an organisation's name.
const MAX_BODY: usize = 16;

/// The words of the tables.
#[derive(Debug)]
struct ChineseWords {
    /// Titles before a name, longest first.
    titles: Vec<&'static str>,
    /// Verbs of saying.
    verbs: Vec<&'static str>,
    families: Vec<&'static str>,
    heads: Vec<&'static str>,
    /// Characters that cannot be in a name: the name ends before them.
    ends: BTreeSet<char>,
    /// Characters of `ends` that can also end a name, if another one of `ends` follows.
    inner: BTreeSet<char>,
    /// Characters that spell foreign names.
    sounds: BTreeSet<char>,
    /// Words that begin like a name but are not one.
    no_names: Vec<&'static str>,
}

impl ChineseWords {
    fn shipped() -> &'static ChineseWords {
        static WORDS: OnceLock<ChineseWords> = OnceLock::new();
        WORDS.get_or_init(|| {
            let of = |table: &'static str, kind: &str| {
                let mut words = words_of_language(table, "zh", kind);
                words.sort_by_key(|word| (std::cmp::Reverse(word.len()), *word));
                words
            };
            let letters =
                |kind: &str| words_of_language(PEOPLE, "zh", kind).iter().flat_map(|word| word.chars()).collect();
            let mut verbs = of(VERBS, "saying");
            verbs.extend(of(VERBS, "saying-short"));
            ChineseWords {
                titles: of(PEOPLE, "title"),
                verbs,
                families: of(PEOPLE, "family-name"),
                heads: of(BODIES, "head-behind"),
                ends: letters("name-end"),
                inner: letters("name-inner"),
                sounds: letters("sound"),
                no_names: of(PEOPLE, "no-name"),
            }
        })
    }

    /// Whether a name may end before this text: at a mark, a verb of saying or a word that cannot be in a name.
    fn ends_name(&self, rest: &str) -> bool {
        let Some(next) = rest.chars().next() else { return true };
        !(is_han(next) || next == '·') || self.ends.contains(&next) || self.says(rest)
    }

    fn says(&self, rest: &str) -> bool {
        self.verbs.iter().any(|verb| rest.starts_with(verb))
    }

    /// The bytes of the name at the start of a text; `titled` if a title is before it.
    fn name(&self, rest: &str, titled: bool) -> Option<usize> {
        if self.no_names.iter().any(|word| rest.starts_with(word)) {
            return None;
        }
        let reach = if titled { *FOREIGN_NAME.end() } else { MAX_CHINESE_NAME };
        let mut ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).enumerate().take(reach + 12).skip(2);
        let is_inner = |end: usize| {
            // `何咏前在`: the character belongs to the name, because the next one ends it too.
            let behind = rest.get(end..).unwrap_or_default();
            let mut characters = behind.chars();
            characters.next().is_some_and(|c| self.inner.contains(&c)) && self.ends_name(characters.as_str())
        };
        let is_end = |(letters, end): &(usize, usize)| {
            self.ends_name(rest.get(*end..).unwrap_or_default()) && !(*letters == 2 && is_inner(*end))
        };
        let (letters, end) = ends.find(is_end)?;
        let name = rest.get(..end)?;
        let mut families = self.families.iter().filter(|family| name.starts_with(**family));
        let is_chinese = match letters {
            ..MAX_CHINESE_NAME => families.next().is_some(),
            MAX_CHINESE_NAME => families.any(|family| family.chars().count() == 2),
            _ => false,
        };
        let is_foreign = (FOREIGN_NAME.contains(&letters) || name.contains('·'))
            && name.chars().all(|c| self.sounds.contains(&c) || c == '·');
        let plain = name.chars().all(is_han);
        if is_chinese && plain && (titled || self.says(rest.get(end..).unwrap_or_default())) {
            return Some(end);
        }
        (is_foreign && (titled || name.contains('·'))).then_some(end)
    }
}

/// The names in a Chinese text, in order, without overlap. `known` are full names from elsewhere in the article.
pub(super) fn recognise(text: &str, known: &BTreeSet<String>) -> Vec<EastAsianName> {
    let words = ChineseWords::shipped();
    let mut names: Vec<EastAsianName> = Vec::new();
    let mut own: BTreeSet<&str> = BTreeSet::new();
    // The first byte of the run of characters that may be an organisation's name.
    let mut run = 0;
    let mut at = 0;
    let mut may_begin = true;
    let longest = known.iter().map(|name| name.chars().count()).max().unwrap_or_default().max(*FOREIGN_NAME.end());
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        if !is_han(c) {
            at += c.len_utf8();
            run = at;
            may_begin = true;
            continue;
        }
        let starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).skip(2).take(longest);
        let is_known = |end: &usize| rest.get(..*end).is_some_and(|name| known.contains(name) || own.contains(name));
        let found = starts.filter(is_known).last().or_else(|| may_begin.then(|| words.name(rest, false)).flatten());
        if let Some(length) = found {
            names.push(EastAsianName { start: at, end: at + length, is_person: true, is_short: false });
            own.extend(rest.get(..length));
            at += length;
            run = at;
            may_begin = false;
            continue;
        }
        if let Some(title) = words.titles.iter().find(|title| rest.starts_with(**title))
            && let Some(length) = rest.get(title.len()..).and_then(|rest| words.name(rest, true))
        {
            let start = at + title.len();
            names.push(EastAsianName { start, end: start + length, is_person: true, is_short: false });
            own.extend(text.get(start..start + length));
            at = start + length;
            run = at;
            may_begin = false;
            continue;
        }
        if let Some(head) = words.heads.iter().find(|head| rest.starts_with(**head))
            && let end = at + head.len()
            && let Some(name) = text.get(run..end)
            && name.len() > head.len() + 3
            && name.chars().count() <= MAX_BODY
        {
            names.push(EastAsianName { start: run, end, is_person: false, is_short: false });
            at = end;
            run = at;
            may_begin = true;
            continue;
        }
        may_begin = false;
        // An organisation's name begins after a verb or a joining word.
        let verb = words.verbs.iter().find(|verb| verb.chars().count() > 1 && rest.starts_with(**verb));
        at += verb.map_or(c.len_utf8(), |verb| verb.len());
        if verb.is_some() || words.ends.contains(&c) {
            run = at;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let shown: Vec<&str> =
            recognise(text, &BTreeSet::new()).iter().map(|name| &text[name.start..name.end]).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn names_stand_between_titles_and_verbs() {
        check("海湾市市长周庆国表示，桥梁将重建。周庆国说，工程明年开始。", &["周庆国", "周庆国"]);
        check("发言人何咏前在会上说。", &["何咏前"]);
        check("消防队员何磊说，“火势很大”。", &["何磊"]);
        check("总理默伦则警告，谈判将失败。", &["默伦"]);
        check("發言人周二表示，會議照常。總統高度重視此事。", &[]);
    }

    #[test]
    fn organisations_end_in_their_head_nouns() {
        check("记者从海湾省应急管理厅获悉，涉事企业为海丰化工有限公司。", &["海湾省应急管理厅", "海丰化工有限公司"]);
    }
}
