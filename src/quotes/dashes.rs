//! Speech that a dash opens, without quotation marks: `– Det går bra, sier Ola Berg.`
//!
//! Norwegian, Swedish, Danish, Polish, Russian, Spanish, French and others write it so. A verb of saying behind a comma,
//! another mark or a second dash ends the quote. A paragraph that opens with a dash is speech if it has such a verb, or if
//! another one of the same article has. A list has none.

use super::marks::Quoted;
use crate::actors::tokens::{Gap, Shape, Tokens};
use crate::actors::words::Traits;
use crate::language::{Feature, Language};

const DASHES: [char; 4] = ['–', '—', '―', '-'];

/// The words that may stand between the end of a quote and its verb: `, og legger til`.
const MAX_VERB_DISTANCE: usize = 1;

/// The quotes that dashes open in these texts, in order; none in most languages.
pub(super) fn dashed(texts: &[&str], language: Option<Language>) -> Vec<Quoted> {
    let Some(language) = language.filter(|language| language.has(Feature::DialogueDash)) else { return Vec::new() };
    let has_speech_paragraphs = language.has(Feature::DialogueParagraph);
    let mut quotes: Vec<Quoted> = Vec::new();
    let mut bare: Vec<Quoted> = Vec::new();
    for (unit, text) in texts.iter().enumerate() {
        let Some(start) = speech_start(text, unit == 0) else { continue };
        let tokens = Tokens::new(text, Some(language));
        match clauses(text, &tokens, start) {
            found if found.is_empty() => bare.extend(quote(unit, text, start, text.len(), text.len())),
            found => quotes.extend(found.into_iter().filter_map(|(start, end)| quote(unit, text, start, end, end))),
        }
    }
    if !quotes.is_empty() && has_speech_paragraphs {
        quotes.append(&mut bare);
        quotes.sort_by_key(|quote| (quote.unit, quote.start));
    }
    quotes
}

/// The first byte of what a dash opens: at the start of a text, in a headline also behind a colon.
fn speech_start(text: &str, is_title: bool) -> Option<usize> {
    let opens = |from: usize| {
        let rest = text.get(from..)?;
        let dash = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start().strip_prefix(DASHES)?;
        let space = rest.len() - rest.trim_start().len();
        let dash_length = text.get(from + dash..)?.chars().next()?.len_utf8();
        let is_speech = space > 0 && rest.trim_start().starts_with(|c: char| c.is_uppercase() || "«“\"¿¡".contains(c));
        is_speech.then_some(from + dash + dash_length + space)
    };
    opens(0).or_else(|| text.find(": ").filter(|_| is_title).and_then(|at| opens(at + 1)))
}

/// The pieces of speech in a text whose speech starts at a byte, if a verb of saying ends one of them.
fn clauses(text: &str, tokens: &Tokens, start: usize) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut from = start;
    while let Some((end, behind)) = speech_end(text, tokens, from) {
        pieces.push((from, end));
        // `– ..., – сказал он. – ...`: a dash behind the clause of the verb opens speech again.
        let rest = text.get(behind..).unwrap_or_default();
        let next = rest.char_indices().find(|(at, c)| {
            DASHES[..3].contains(c)
                && rest.get(..*at).is_some_and(|before| before.trim_end().ends_with(['.', ',', '!', '?', ':']))
        });
        let Some((at, dash)) = next else { return pieces };
        let opened = behind + at + dash.len_utf8();
        let space = text.get(opened..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        from = opened + space;
        if from >= text.len() {
            return pieces;
        }
    }
    if !pieces.is_empty() && from < text.len() {
        pieces.push((from, text.len()));
    }
    pieces
}

/// Where speech ends before a verb of saying, and the first byte of that verb's clause.
fn speech_end(text: &str, tokens: &Tokens, from: usize) -> Option<(usize, usize)> {
    let first = tokens.first_from(from);
    (first + 1..tokens.len()).find_map(|word| {
        let token = tokens.get(word)?;
        let before = tokens.get(word - 1)?;
        let gap = text.get(before.end..token.start)?;
        let parts = gap.contains([',', '!', '?', '…', '–', '—', '»', '”', '.']);
        let is_verb = |at: usize| {
            tokens.traits(at).any(Traits::VERB) && tokens.get(at).is_some_and(|token| token.shape == Shape::Lower)
        };
        let leads = token.shape == Shape::Lower
            && (is_verb(word)
                || (1..=MAX_VERB_DISTANCE).any(|skip| {
                    is_verb(word + skip)
                        && tokens.get(word + skip).is_some_and(|token| token.gap == Gap::Space)
                        && gap.contains(['–', '—'])
                }));
        if !parts || !leads {
            return None;
        }
        let kept = gap.find([',', '–', '—']).unwrap_or(gap.len());
        let end = before.end + gap.get(..kept).map_or(0, |kept| kept.trim_end().len());
        Some((end, token.start))
    })
}

fn quote(unit: usize, text: &str, start: usize, end: usize, after: usize) -> Option<Quoted> {
    let inner = text.get(start..end)?.trim_end();
    let end = start + inner.len();
    inner.chars().any(char::is_alphabetic).then(|| Quoted {
        unit,
        start,
        end,
        after: after.min(text.len()).max(end),
        last_unit: unit,
        text: inner.to_owned(),
        is_dashed: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], language: &str, expected: &[&str]) {
        let found = dashed(texts, Language::parse(language));
        assert_eq!(found.iter().map(|quote| quote.text.as_str()).collect::<Vec<_>>(), expected, "{texts:?}");
    }

    #[test]
    fn a_verb_ends_speech() {
        check(&["", "– Vi er glade for brua, sier ordfører Kari Nes til avisa."], "no", &["Vi er glade for brua"]);
        check(
            &["", "– Vad ska vi göra nu? frågar hon. – Ingenting.", "– Vi väntar, säger han."],
            "sv",
            &["Vad ska vi göra nu?", "Ingenting.", "Vi väntar"],
        );
        check(&["", "— Мост закрыт,— сказал мэр.— Он старый."], "ru", &["Мост закрыт", "Он старый."]);
        check(&["", "– Most jest zamknięty – powiedział burmistrz."], "pl", &["Most jest zamknięty"]);
    }

    #[test]
    fn a_paragraph_without_a_verb_is_speech_among_speech() {
        check(
            &["– Helt stengt", "– Brua er stengt, sier han.", "– Det er trist."],
            "no",
            &["Helt stengt", "Brua er stengt", "Det er trist."],
        );
        check(&["", "- Apples", "- Pears"], "no", &[]);
        check(&["", "– We are glad, says the mayor."], "en", &[]);
    }
}
