//! Quotes in Chinese, Japanese and Korean: sentences name the speaker first, and the verb is next to the quotation
//! marks.

use std::sync::OnceLock;

use crate::language::{SPEECH, VERBS, words_of_kind, words_of_language};

/// What the tables know of these languages.
#[derive(Debug)]
struct EastAsianSpeech {
    /// Parts of verbs of saying that introduce a quote in Chinese.
    chinese: Vec<&'static str>,
    /// Those with a single character, which also occur in other words: they count at the end or before a punctuation
    /// mark.
    short_chinese: Vec<&'static str>,
    /// What follows a quote and `と` in Japanese if somebody says it.
    japanese: Vec<&'static str>,
    /// The beginnings of verbs of saying after a quote in Korean.
    korean: Vec<&'static str>,
    /// The endings that join a quote to its verb in Korean.
    korean_joints: Vec<&'static str>,
    /// Pronouns that begin a sentence as its subject, in Chinese and in Korean.
    chinese_pronouns: Vec<&'static str>,
    korean_pronouns: Vec<&'static str>,
    /// Particles after a topic or a subject.
    japanese_topics: Vec<&'static str>,
    korean_topics: Vec<&'static str>,
    /// Particles after a name that make it the subject.
    subject_marks: Vec<String>,
}

impl EastAsianSpeech {
    fn shipped() -> &'static EastAsianSpeech {
        static SHIPPED: OnceLock<EastAsianSpeech> = OnceLock::new();
        SHIPPED.get_or_init(|| EastAsianSpeech {
            chinese: words_of_language(VERBS, "zh", "saying"),
            short_chinese: words_of_language(VERBS, "zh", "saying-short"),
            japanese: words_of_language(VERBS, "ja", "saying"),
            korean: words_of_language(VERBS, "ko", "saying"),
            korean_joints: words_of_language(VERBS, "ko", "saying-joint"),
            chinese_pronouns: words_of_language(SPEECH, "zh", "opening-pronoun"),
            korean_pronouns: words_of_language(SPEECH, "ko", "opening-pronoun"),
            japanese_topics: words_of_language(SPEECH, "ja", "topic-particle"),
            korean_topics: words_of_language(SPEECH, "ko", "topic-particle"),
            subject_marks: ["ja", "ko"]
                .into_iter()
                .flat_map(|code| words_of_language(SPEECH, code, "subject-mark"))
                .map(|mark| mark.replace('_', " "))
                .collect(),
        })
    }
}

/// The maximum number of characters between the verb and the quotation marks.
const REACH: usize = 16;

/// The minimum number of quoted characters that are a quote without a verb.
const LONG: usize = 8;

/// The position of a quote in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// Whether somebody says it.
    pub is_said: bool,
    /// The start of the sentence around it, in bytes of its text.
    pub start: usize,
    /// Whether a pronoun begins it.
    pub has_pronoun: bool,
}

/// Whether the text is written in the scripts of these languages.
pub(super) fn is_east_asian(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters > 0 && text.chars().filter(|c| is_letter(*c)).count() * 2 >= letters
}

fn is_letter(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x11ff | 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff)
}

/// The position of a quote between the text before its opening mark and after its closing mark.
pub(super) fn standing(before: &str, quote: &str, behind: &str) -> Standing {
    let sentence_end = before.char_indices().rev().find(|(_, c)| matches!(c, '。' | '！' | '？' | '\n'));
    let start = sentence_end.map_or(0, |(at, c)| at + c.len_utf8());
    let sentence = before.get(start..).unwrap_or_default();
    let near: String = {
        let lead: Vec<char> = sentence.trim_end_matches(is_mark).chars().rev().take(REACH).collect();
        lead.into_iter().rev().collect()
    };
    let rest = behind.trim_start_matches(is_mark);
    let words = EastAsianSpeech::shipped();
    let is_said = (words.chinese.iter().any(|verb| near.contains(verb)) || has_short_verb(&near))
        && !near.contains('は')
        || is_said_behind_in_japanese(rest)
        || is_said_behind_in_korean(rest)
        || quote.chars().filter(|c| c.is_alphanumeric()).count() >= LONG;
    let clause = sentence.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace());
    Standing { is_said, start, has_pronoun: words.chinese_pronouns.iter().any(|pronoun| clause.starts_with(pronoun)) }
}

fn is_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '：' | ':' | '，' | ',' | '、' | '“' | '”' | '「' | '」' | '『' | '』' | '"' | '‘' | '’' | '《' | '》'
        )
}

fn is_said_behind_in_japanese(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix('と') else { return false };
    let near: String = rest.chars().take(REACH).take_while(|c| !matches!(c, '。' | '「' | '『')).collect();
    EastAsianSpeech::shipped().japanese.iter().any(|verb| near.contains(verb))
}

/// Whether a verb of one character is at the end or before a punctuation mark.
fn has_short_verb(near: &str) -> bool {
    let verbs = &EastAsianSpeech::shipped().short_chinese;
    near.char_indices().any(|(at, _)| is_short_verb(verbs, near.get(at..).unwrap_or_default()))
}

/// Whether a text begins with a verb of one character that ends it or is before a punctuation mark.
fn is_short_verb(verbs: &[&str], text: &str) -> bool {
    let rest = verbs.iter().find_map(|verb| text.strip_prefix(verb));
    rest.is_some_and(|rest| rest.chars().next().is_none_or(is_mark))
}

/// Whether a sentence of a Korean text begins with a pronoun that is its subject.
pub(super) fn begins_with_pronoun(sentence: &str) -> bool {
    let rest = |pronoun: &&str| sentence.trim_start().strip_prefix(*pronoun);
    EastAsianSpeech::shipped().korean_pronouns.iter().filter_map(rest).any(|rest| rest.starts_with(' '))
}

fn is_said_behind_in_korean(rest: &str) -> bool {
    let words = EastAsianSpeech::shipped();
    let Some(rest) = words.korean_joints.iter().find_map(|joint| rest.strip_prefix(joint)) else { return false };
    let near: String = rest.chars().take(REACH).take_while(|c| *c != '.').collect();
    near.trim().is_empty() || words.korean.iter().any(|verb| near.contains(verb))
}

/// The ends of the nouns that particles make a topic or a subject, before the particle, in bytes, in order.
pub(super) fn topics(text: &str, is_korean: bool) -> Vec<usize> {
    let words = EastAsianSpeech::shipped();
    let mut ends = Vec::new();
    if !is_korean {
        for (at, _) in text.char_indices() {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let is_noun = before.is_some_and(|c| {
                is_letter(c) && !('\u{3040}'..='\u{309f}').contains(&c) || matches!(c, '）' | ')' | 'ん')
            });
            let is_topic = || {
                let rest = text.get(at..).unwrap_or_default();
                words.japanese_topics.iter().any(|particle| rest.starts_with(particle))
            };
            if is_noun && is_topic() {
                ends.push(at);
            }
        }
        return ends;
    }
    let mut start = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end_matches([' ', ',']);
        if let Some(noun) = words.korean_topics.iter().find_map(|particle| bare.strip_suffix(particle))
            && noun.chars().count() >= 1
            && noun.chars().all(is_letter)
        {
            ends.push(start + noun.len());
        }
        start += word.len();
    }
    ends
}

/// Whether a sentence opens with a word by which the speaker before goes on: `그러면서`.
pub(super) fn goes_on(sentence: &str) -> bool {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| words_of_kind(SPEECH, "continuation"));
    let sentence = sentence.trim_start();
    words.iter().any(|word| sentence.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
}

/// Whether the text after a name makes it the subject: a particle, or a verb of saying.
pub(super) fn marks_subject(behind: &str) -> bool {
    let words = EastAsianSpeech::shipped();
    let behind = behind.trim_start();
    words.subject_marks.iter().any(|mark| behind.starts_with(mark.as_str())) || {
        let near: String = behind.chars().take(4).collect();
        is_short_verb(&words.short_chinese, &near) || words.chinese.iter().any(|verb| near.contains(verb))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_told_from_names_in_marks() {
        for (before, quote, behind, expected) in [
            ("岸田首相は14日、東京で", "急ぐ", "と述べた。", true),
            ("作家は", "海辺", "という小説を出した。", false),
            ("新しい船", "さくら", "が港に着いた。", false),
            ("市长表示：", "好", "。", true),
            ("他还说，有关国家应当", "停止", "。", true),
            ("街道上的", "和平", "号。", false),
            ("他登上", "和平号", "轮船。", false),
            ("대통령은 ", "모두의 승리", "라고 말했다.", true),
            ("새 배 ", "평화", "호가 들어왔다.", false),
        ] {
            assert_eq!(standing(before, quote, behind).is_said, expected, "{before}{quote}{behind}");
        }
    }

    #[test]
    fn languages_are_told_by_their_letters() {
        assert!(is_east_asian("港湾の整備を急ぐ") && is_east_asian("모두의 승리"));
        assert!(!is_east_asian("Harbour") && !is_east_asian("2024"));
    }
}
