//! Words beside a text that name nobody in it: photo credits, share buttons, and codes in addresses.

use std::ops::Range;

use super::tokens::{Gap, Tokens};
use super::words::Traits;

/// The maximum length of a photographer's name, in words.
const MAX_NAME_WORDS: usize = 4;

/// The minimum number of names of platforms in a row that are share buttons.
const MIN_BUTTONS: usize = 2;

/// The ends of hosts before a code: `pic.twitter.com/...`, folded. Sorted.
const HOST_ENDS: [&str; 6] = ["be", "co", "com", "ly", "net", "org"];

/// The words of a text that belong to credits, buttons or addresses, in order, without overlap.
///
/// A credit is a chain of names with slashes between them, one of which is an agency's (`Mike Segar/Reuters`), an agency
/// before the word for a picture (`AP Photo`), or a name behind such a word (`Photograph: ...`, `Photo by ...`).
pub(super) fn asides(text: &str, tokens: &Tokens) -> Vec<Range<usize>> {
    let finder = Finder { text, tokens };
    let mut asides: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let found = match token.is_capital() {
            true => finder.credit(at).or_else(|| finder.buttons(at)).or_else(|| finder.code(at)),
            false => finder.code(at),
        };
        let free = asides.last().map_or(0, |last| last.end);
        match found {
            Some(found) => {
                at = found.end.max(at + 1);
                asides.push(found.start.max(free)..at);
            }
            None => at += 1,
        }
    }
    asides
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a Tokens,
}

impl Finder<'_> {
    fn has(&self, at: usize, wanted: Traits) -> bool {
        self.tokens.has(at, wanted)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(super::tokens::Token::is_capital)
    }

    fn is_linked(&self, at: usize) -> bool {
        self.tokens.is_linked(at)
    }

    /// The characters between a word and the one before it.
    fn between(&self, at: usize) -> &str {
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.end);
        self.tokens.get(at).and_then(|token| self.text.get(before..token.start)).unwrap_or_default()
    }

    fn follows_slash(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.gap == Gap::Split) && self.between(at).trim() == "/"
    }

    /// The word after the last of the capitalised words from here on.
    fn run_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end < at + MAX_NAME_WORDS && self.is_linked(end) && self.is_capital(end) {
            end += 1;
        }
        end
    }

    /// The first of the capitalised words up to here.
    fn run_start(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0 && at - start + 1 < MAX_NAME_WORDS && self.is_linked(start) && self.is_capital(start - 1) {
            start -= 1;
        }
        start
    }

    fn credit(&self, at: usize) -> Option<Range<usize>> {
        let pictures = Traits::CREDIT;
        if self.has(at, Traits::PHOTO_AGENCY) {
            let mut end = at + 1;
            while self.is_linked(end) && self.is_capital(end) && self.has(end, pictures.or(Traits::PHOTO_AGENCY)) {
                end += 1;
            }
            let is_picture = end > at + 1;
            let follows_bar = self.between(at).trim_end().ends_with('|');
            let chain = self.chain(at, end);
            return (is_picture || follows_bar || chain.len() > end - at).then_some(chain);
        }
        if !self.has(at, pictures) {
            return None;
        }
        let name = if self.between(at + 1).trim() == ":" {
            at + 1
        } else {
            let is_by = self.has(at + 1, Traits::PREPOSITION);
            if is_by && self.is_linked(at + 1) { at + 2 } else { return None }
        };
        if !self.is_capital(name) {
            return None;
        }
        let end = self.run_end(name);
        // `Photo: President Reed speaks` is a caption.
        let goes_on = self.is_linked(end) && !self.follows_slash(end);
        (end > name + 1 && !goes_on).then(|| at..self.chain(name, end).end)
    }

    /// The chain of names with slashes between them that has these words: names of one word count only if they are an
    /// agency's.
    fn chain(&self, first: usize, end: usize) -> Range<usize> {
        let is_credit = Traits::PHOTO_AGENCY.or(Traits::CREDIT);
        let (mut first, mut end) = (first, end);
        while first > 0 && self.follows_slash(first) && self.is_capital(first - 1) {
            let start = self.run_start(first - 1);
            if first - start < 2 && !self.has(start, is_credit) {
                break;
            }
            first = start;
        }
        while self.follows_slash(end) && self.is_capital(end) {
            let next = self.run_end(end);
            if next - end < 2 && !self.has(end, is_credit) {
                break;
            }
            end = next;
        }
        first..end
    }

    /// `Facebook Twitter Pinterest`
    fn buttons(&self, at: usize) -> Option<Range<usize>> {
        if !self.has(at, Traits::PLATFORM) {
            return None;
        }
        let mut end = at + 1;
        while self.tokens.get(end).is_some_and(|token| token.gap == Gap::Space) && self.has(end, Traits::PLATFORM) {
            end += 1;
        }
        (end - at >= MIN_BUTTONS).then_some(at..end)
    }

    /// The code of a short address: `t.co/SLrLGCjwrg`.
    fn code(&self, at: usize) -> Option<Range<usize>> {
        if self.tokens.get(at)?.gap != Gap::Split || self.between(at) != "/" {
            return None;
        }
        HOST_ENDS.binary_search(&self.tokens.folded(at.checked_sub(1)?)).is_ok().then_some(at..at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn check(text: &str, expected: &[&str]) {
        let tokens = Tokens::new(text, Language::parse("en"));
        let words = |range: &Range<usize>| {
            &text[tokens.get(range.start).unwrap().start..tokens.get(range.end - 1).unwrap().end]
        };
        assert_eq!(asides(text, &tokens).iter().map(words).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn credits_are_told_by_their_agency() {
        check("He left. REUTERS/Ola Reed/File Photo", &["REUTERS/Ola Reed/File Photo"]);
        check("The town in May. Ola P. Reed / AP", &["Ola P. Reed / AP"]);
        check("The town | Ola Reed/AP Photo 2020 Elections", &["Ola Reed/AP Photo"]);
        check("Photograph: Ola Reed/AFP/Getty Images", &["Photograph: Ola Reed/AFP/Getty Images"]);
        check("It may move. | AP Photos What it meant", &["AP Photos"]);
        check("A hall. | Getty Reed’s advisers", &["Getty"]);
        check("Photo by Ola Reed", &["Photo by Ola Reed"]);
    }

    #[test]
    fn agencies_that_report_are_no_credits() {
        check("A Reuters/Ipsos poll was out, AP said. Photo: Ola Reed speaks in Oslo.", &[]);
        check("He told Reuters on Monday.", &[]);
    }

    #[test]
    fn buttons_and_codes_name_nobody() {
        check("Facebook Twitter Pinterest The hall was full.", &["Facebook Twitter Pinterest"]);
        check("It used Facebook, Twitter and Instagram.", &[]);
        check("It rains. pic.twitter.com/BBaQNJir9b", &["BBaQNJir9b"]);
    }
}
