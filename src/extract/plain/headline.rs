//! The headline above an article's text, or one derived from it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{header, section, shape};
use crate::extract::furniture::{self, Extent};
use crate::model::{Removed, RemovedKind, Title, TitleBasis};

/// The maximum length of a derived headline, in characters.
const DERIVED_LENGTH: usize = 120;

/// The maximum number of lines between the headline and a byline or date that belongs to it.
const NEAR_BYLINE: usize = 2;

/// The scores for a position directly above a byline or date, and below the last one.
const BESIDE_BYLINE: i32 = 4;

/// The block that is the headline, if there is one; it is removed from the body.
pub(super) fn find(blocks: &[Cow<'_, str>], in_body: &mut [bool], url: Option<&str>) -> Option<usize> {
    let first = in_body.iter().position(|body| *body).unwrap_or(blocks.len());
    let slug = url.map(slug_words).unwrap_or_default();
    let page_title = blocks.first().map(|block| fold(block)).unwrap_or_default();
    let mut best: Option<(i32, usize)> = None;
    // The first block of the body may itself be the headline, if it is a short line and not a sentence.
    let opens_body = blocks.get(first).is_some_and(|block| !shape::ends_sentence(block) && shape::weight(block) < 160);
    let is_followed = in_body.iter().skip(first + 1).any(|body| *body);
    // Captions and leads are between the byline and the text; the headline is directly above the byline.
    let is_byline = |at: usize| blocks.get(at).is_some_and(|block| header::is_byline_or_date(block));
    let byline = (0..first).rev().find(|at| is_byline(*at));
    let candidates = if opens_body && is_followed { first + 1 } else { first };
    for (at, block) in blocks.iter().enumerate().take(candidates) {
        // A few words are a headline only if there is nothing else above the text.
        let alone = at == 0 && first == 1 && shape::is_short_headline(block) && !section::is_section(block);
        if !(alone || shape::is_headline_like(block)) || header::is_byline_or_date(block) {
            continue;
        }
        let found = furniture::classify(block);
        let extent = found.map(|found| found.extent);
        let header = found.is_some_and(|found| found.kind == RemovedKind::Header && found.extent != Extent::Within);
        let is_caption = found.is_some_and(|found| found.kind == RemovedKind::Caption);
        if header || is_caption || matches!(extent, Some(Extent::Whole)) {
            continue;
        }
        let folded = fold(block);
        // The page's own title comes first in the text of a page, followed by the outlet's name.
        let echo = at > 0 && folded.chars().count() >= 12 && page_title.starts_with(&folded);
        let shared = words(block).iter().filter(|word| slug.contains(*word)).count().min(6) as i32;
        let distance = (first - at) as i32;
        let heads_byline = (at + 1..first).take(NEAR_BYLINE).any(is_byline);
        let is_below = byline.is_some_and(|byline| byline < at);
        let score = 10 * i32::from(echo) + 2 * shared + BESIDE_BYLINE * i32::from(heads_byline)
            - BESIDE_BYLINE * i32::from(is_below)
            - distance.min(12)
            - 3 * i32::from(extent.is_some())
            + i32::from(shape::weight(block) >= 30);
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, at));
        }
    }
    let (_, at) = best.filter(|(score, _)| *score > -10)?;
    if let Some(body) = in_body.get_mut(at) {
        *body = false;
    }
    Some(at)
}

/// A headline made from the first sentence, or else from the address, or else from the first words of the source.
pub(super) fn derived(body: &[String], removed: &[Removed], url: Option<&str>) -> Title {
    let sentence = body.first().map(|paragraph| first_sentence(paragraph));
    let value = sentence
        .filter(|sentence| !sentence.is_empty())
        .or_else(|| url.and_then(from_address))
        .or_else(|| removed.first().map(|piece| shorten(&piece.text)))
        .unwrap_or_default();
    Title { value, basis: TitleBasis::Derived }
}

/// The first sentence, cut at the end of a word if it is long.
fn first_sentence(paragraph: &str) -> String {
    let mut word = 0;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let last = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        match c {
            '.' | '!' | '?' if last && word > 2 => return shorten(&paragraph[..at]),
            '。' | '！' | '？' => return shorten(&paragraph[..at]),
            c if c.is_alphanumeric() => word += 1,
            _ => word = 0,
        }
    }
    shorten(paragraph)
}

/// The text up to the end of a word within [`DERIVED_LENGTH`], with an ellipsis if something was cut.
fn shorten(text: &str) -> String {
    let text = text.trim();
    let Some((limit, _)) = text.char_indices().nth(DERIVED_LENGTH) else { return text.to_owned() };
    let head = &text[..limit];
    let cut = head.rfind(char::is_whitespace).unwrap_or(limit);
    let cut = head[..cut].trim_end_matches(|c: char| !c.is_alphanumeric());
    format!("{cut}…")
}

/// A headline from the last part of an address that reads like one.
pub(super) fn from_address(url: &str) -> Option<String> {
    let words = slug_of(url)?.split(['-', '_', '+']).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    (words.len() >= 3).then(|| {
        let mut text = words.join(" ");
        if let Some(first) = text.get(..1).map(str::to_ascii_uppercase) {
            text.replace_range(..1, &first);
        }
        shorten(&text)
    })
}

/// The part of the address's path with the most words.
fn slug_of(url: &str) -> Option<&str> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    let part = path.split('/').max_by_key(|part| part.matches(['-', '_', '+']).count())?;
    Some(part.rsplit_once('.').map_or(part, |(stem, _)| stem)).filter(|part| !part.is_empty())
}

fn slug_words(url: &str) -> BTreeSet<String> {
    slug_of(url).map(|slug| words(&slug.replace(['-', '_', '+'], " "))).unwrap_or_default()
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 3).map(str::to_lowercase).collect()
}

fn fold(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).fold(
        String::new(),
        |mut all, word| {
            all.push_str(&word);
            all.push(' ');
            all
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_cut_at_a_word() {
        let title = first_sentence(&format!("{} end. Next.", "harbour ".repeat(30)));
        assert!(title.chars().count() <= DERIVED_LENGTH + 1 && title.ends_with("harbour…"), "{title}");
        assert_eq!(first_sentence("Mr. Doe of the U.S. left. He smiled."), "Mr. Doe of the U.S. left");
    }

    #[test]
    fn the_headline_stands_above_the_byline_and_no_caption_is_one() {
        let blocks = [
            "Harbour closed after storm",
            "By Jane Roe",
            "3 March 2020",
            "The harbour of Oldport at night (Photo: John Doe)",
            "Waves at the mouth of the harbour",
            "The harbour of Oldport was closed on Friday after a storm.",
        ];
        let blocks: Vec<Cow<'_, str>> = blocks.into_iter().map(Cow::Borrowed).collect();
        assert_eq!(find(&blocks, &mut [false, false, false, false, false, true], None), Some(0));
    }

    #[test]
    fn an_address_can_stand_for_a_headline() {
        let url = "https://news.example/world/2024/harbour-closed-after-storm-1234.html?x=1";
        assert_eq!(from_address(url).as_deref(), Some("Harbour closed after storm"));
        assert_eq!(from_address("https://news.example/a-b"), None);
        assert_eq!(from_address("nonsense"), None);
    }
}
