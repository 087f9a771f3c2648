//! Quotes in Chinese, Japanese and Korean: sentences name the speaker first, and the verb is next to the quotation
//! marks.

/// Verbs of saying that introduce a quote in Chinese.
const CHINESE: &[&str] = &[
    "主张", "主張", "介绍", "介紹", "写道", "寫道", "呼吁", "呼籲", "告訴", "告诉", "回应", "回應", "回答", "坦言",
    "声明", "聲明", "宣布", "宣佈", "强调", "強調", "批評", "批评", "承認", "承认", "指出", "指責", "指责", "提到",
    "补充", "補充", "表明", "表示", "解釋", "解释", "認為", "认为", "警告", "证实", "證實", "透露", "重申",
];

/// Those with a single character, which also occur in other words: they count at the end or before a punctuation mark.
const SHORT_CHINESE: &[char] = &['说', '説', '說', '问', '問', '称', '稱', '道', '答', '喊'];

/// What follows a quote and `と` in Japanese if somebody says it.
const JAPANESE: &[&str] = &[
    "コメント",
    "ツイート",
    "主張",
    "伝え",
    "反論",
    "反発",
    "呼びかけ",
    "呼び掛け",
    "批判",
    "投稿",
    "指摘",
    "明かし",
    "明らか",
    "明言",
    "強調",
    "応じ",
    "断言",
    "発表",
    "発言",
    "答え",
    "話し",
    "話す",
    "語っ",
    "語り",
    "語る",
    "説明",
    "訴え",
    "警告",
    "述べ",
    "述懐",
    "報じ",
    "表明",
    "言い",
    "言う",
    "言っ",
    "評価",
    "釈明",
    "非難",
    "書い",
];

/// The beginnings of verbs of saying after a quote in Korean.
const KOREAN: &[&str] = &[
    "강조", "경고", "답했", "답변", "덧붙", "말했", "말하", "말한", "밝혔", "밝히", "반박", "발표", "보도", "비판",
    "설명", "썼다", "언급", "요구", "외쳤", "요청", "전했", "주장", "지적", "촉구", "토로", "평가", "호소", "했다",
    "한다",
];

/// The endings that join a quote to its verb in Korean.
const KOREAN_JOINTS: &[&str] = &["이라고", "이라며", "이라면서", "라고", "라며", "라면서", "라는", "고", "며", "면서"];

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
    let is_said = (CHINESE.iter().any(|verb| near.contains(verb)) || has_short_verb(&near)) && !near.contains('は')
        || is_said_behind_in_japanese(rest)
        || is_said_behind_in_korean(rest)
        || quote.chars().filter(|c| c.is_alphanumeric()).count() >= LONG;
    let clause = sentence.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace());
    Standing { is_said, start, has_pronoun: clause.starts_with(['他', '她']) }
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
    JAPANESE.iter().any(|verb| near.contains(verb))
}

/// Whether a verb of one character is at the end or before a punctuation mark.
fn has_short_verb(near: &str) -> bool {
    let followers = near.chars().skip(1).map(Some).chain([None]);
    near.chars().zip(followers).any(|(c, next)| SHORT_CHINESE.contains(&c) && next.is_none_or(is_mark))
}

fn is_said_behind_in_korean(rest: &str) -> bool {
    let Some(rest) = KOREAN_JOINTS.iter().find_map(|joint| rest.strip_prefix(joint)) else { return false };
    let near: String = rest.chars().take(REACH).take_while(|c| *c != '.').collect();
    near.trim().is_empty() || KOREAN.iter().any(|verb| near.contains(verb))
}

/// The ends of the nouns that particles make a topic or a subject, before the particle, in bytes, in order.
pub(super) fn topics(text: &str, is_korean: bool) -> Vec<usize> {
    let mut ends = Vec::new();
    if !is_korean {
        for (at, c) in text.char_indices() {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let is_noun = before.is_some_and(|c| {
                is_letter(c) && !('\u{3040}'..='\u{309f}').contains(&c) || matches!(c, '）' | ')' | 'ん')
            });
            if matches!(c, 'は' | 'が') && is_noun {
                ends.push(at);
            }
        }
        return ends;
    }
    let mut start = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end_matches([' ', ',']);
        if let Some(noun) = bare.strip_suffix(['은', '는', '도', '이', '가'])
            && noun.chars().count() >= 1
            && noun.chars().all(is_letter)
        {
            ends.push(start + noun.len());
        }
        start += word.len();
    }
    ends
}

/// Whether the text after a name makes it the subject: a particle, or a verb of saying.
pub(super) fn marks_subject(behind: &str) -> bool {
    let behind = behind.trim_start();
    let particles = ["は", "が", "も", "側は", "側が", "은", "는", "이 ", "가 ", "측은", "측이"];
    particles.iter().any(|particle| behind.starts_with(particle)) || {
        let near: String = behind.chars().take(4).collect();
        let is_short = near.starts_with(SHORT_CHINESE) && near.chars().nth(1).is_none_or(is_mark);
        is_short || CHINESE.iter().any(|verb| near.contains(verb))
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
