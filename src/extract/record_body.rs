//! Furniture among the paragraphs of a record: exports keep the notices, buttons and captions of the pages that they
//! were made from.

use super::furniture::{self, Extent};
use crate::model::{Removed, RemovedKind};

/// Divides the paragraphs of a record into the text of the article and its furniture, both in order.
///
/// If most of the words would go, all stay: then the paragraphs are the article, whatever their words look like. Lists to
/// choose from and galleries go even if they are longer than the article.
pub(super) fn divide(body: Vec<String>) -> (Vec<String>, Vec<Removed>) {
    let mut kinds: Vec<Option<RemovedKind>> = body.iter().map(|text| kind_of(text)).collect();
    let is_sure: Vec<bool> =
        body.iter().zip(&kinds).map(|(text, kind)| kind.is_some() && is_never_text(text)).collect();
    let (mut n_kept, mut n_doubtful) = (0, 0);
    for ((text, kind), is_sure) in body.iter().zip(&kinds).zip(&is_sure) {
        match kind {
            None => n_kept += n_words(text),
            Some(_) if !is_sure => n_doubtful += n_words(text),
            Some(_) => {}
        }
    }
    if n_doubtful > n_kept {
        kinds.iter_mut().zip(&is_sure).for_each(|(kind, is_sure)| *kind = kind.filter(|_| *is_sure));
    }
    if kinds.iter().all(Option::is_some) || kinds.iter().all(Option::is_none) {
        return (body, Vec::new());
    }
    let (mut kept, mut removed) = (Vec::new(), Vec::new());
    for (text, kind) in body.into_iter().zip(kinds) {
        match kind {
            Some(kind) => removed.push(Removed { text, kind }),
            None => kept.push(text),
        }
    }
    (kept, removed)
}

/// The kind of furniture that a paragraph is; `None` if it is text.
fn kind_of(text: &str) -> Option<RemovedKind> {
    let n = n_words(text);
    if n == 0 {
        return Some(RemovedKind::Other);
    }
    if furniture::is_choice_list(text) {
        return Some(RemovedKind::Other);
    }
    if is_gallery_caption(text) || is_gallery(text) || is_credit(text, n) {
        return Some(RemovedKind::Caption);
    }
    if n <= MAX_NOTICE_WORDS && (furniture::asks_for_consent(text)) {
        return Some(RemovedKind::Legal);
    }
    let kind = furniture::classify_line(text, n).or_else(|| notice(text, n))?;
    // A heading of one or two words may also be the name of a section.
    let is_heading = matches!(kind, RemovedKind::Navigation | RemovedKind::Header) && n < 3;
    (!is_heading).then_some(kind)
}

/// Whether a paragraph is furniture by its form and not by its words: however long it is, it is not the article.
fn is_never_text(text: &str) -> bool {
    furniture::is_choice_list(text) || is_gallery(text)
}

/// The minimum number of counted pictures in a gallery.
const MIN_PICTURES: usize = 3;

/// Whether a paragraph counts its parts as galleries count their pictures: "1 of 9 … 2 of 9 … 3 of 9".
fn is_gallery(text: &str) -> bool {
    let number = |word: &str| -> Option<u32> {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok().filter(|_| digits.len() + 2 >= word.len())
    };
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let spaced = words.windows(3).filter(|at| at[1].chars().count() <= 3).filter_map(|at| {
        let is_between = at[1].chars().all(|c| c.is_alphabetic()) || at[1] == "/";
        Some((number(at[0])?, number(at[2])?)).filter(|_| is_between)
    });
    let joined = words.iter().filter_map(|word| {
        let (at, of) = word.split_once('/')?;
        Some((number(at)?, number(of)?))
    });
    let counts_up = |counters: &[(u32, u32)]| {
        counters.chunk_by(|one, next| one.1 == next.1 && one.0 + 1 == next.0).any(|run| run.len() >= MIN_PICTURES)
    };
    counts_up(&spaced.collect::<Vec<_>>()) || counts_up(&joined.collect::<Vec<_>>())
}

/// The maximum number of words of a notice.
const MAX_NOTICE_WORDS: usize = 90;

/// The kind of a notice that is longer than a line but begins as one: an invitation to subscribe, a licence.
fn notice(text: &str, n_words: usize) -> Option<RemovedKind> {
    let found = furniture::classify(text)?;
    let limit = match (found.kind, found.extent) {
        (RemovedKind::Promotion | RemovedKind::Legal, Extent::Start | Extent::Whole) => MAX_NOTICE_WORDS,
        (RemovedKind::Legal, Extent::Within) => 30,
        (RemovedKind::Promotion, Extent::Within) => 40,
        (_, Extent::Whole) => 12,
        _ => 0,
    };
    (n_words <= limit).then_some(found.kind)
}

/// The minimum length of a heading that a gallery repeats, in bytes.
const MIN_REPEATED_BYTES: usize = 12;

/// The maximum length of such a heading, in bytes.
const MAX_REPEATED_BYTES: usize = 120;

/// Whether a paragraph begins with the same words twice, as galleries repeat their heading over each caption.
fn is_gallery_caption(text: &str) -> bool {
    let spaces = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
    spaces.take_while(|at| *at <= MAX_REPEATED_BYTES).any(|at| {
        at >= MIN_REPEATED_BYTES
            && text[..at].contains(' ')
            && !text[..at].ends_with(['.', '!', '?', '”', '"'])
            && text[at + 1..].strip_prefix(&text[..at]).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// The maximum number of words in a credit.
const MAX_CREDIT_WORDS: usize = 6;

/// Whether a paragraph is a credit in brackets: a photographer and an agency, divided by a slash.
fn is_credit(text: &str, n_words: usize) -> bool {
    let inner = text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let Some((name, agency)) = inner.filter(|_| n_words <= MAX_CREDIT_WORDS).and_then(|text| text.split_once('/'))
    else {
        return false;
    };
    [name, agency].iter().all(|part| {
        !part.contains(['/', '(', ')'])
            && part.trim().starts_with(char::is_uppercase)
            && !part.contains(|c: char| c.is_ascii_digit())
    })
}

fn n_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::divide;
    use crate::model::RemovedKind;

    /// Divides a body of two paragraphs with another one between them.
    #[track_caller]
    fn check(text: &str, expected: Option<RemovedKind>) {
        let around =
            "The council of Oldport voted on Tuesday to close the old bridge for a year. Its piers are no longer \
            safe, an engineer had told it, and the people of the island will have to take the ferry until the spring."
                .to_owned();
        let (kept, removed) = divide(vec![around.clone(), text.to_owned(), around]);
        assert_eq!(removed.first().map(|piece| piece.kind), expected, "{text}");
        assert_eq!(kept.len() + removed.len(), 3);
    }

    #[test]
    fn notices_buttons_and_captions_are_no_text() {
        check("Copyright © 2024 The Harbour Post, LLC. Click here for reprint permission.", Some(RemovedKind::Legal));
        check("Story Continued Below", Some(RemovedKind::Promotion));
        check("Slideshow (5 Images)", Some(RemovedKind::Caption));
        check("Advertisement", Some(RemovedKind::Promotion));
        check("Sign up for Daily Newsletters", Some(RemovedKind::Promotion));
        check("(Ann Lee/Harbour Pictures)", Some(RemovedKind::Caption));
        check("Photos: The old bridge Photos: The old bridge – It was built in 1902.", Some(RemovedKind::Caption));
        check("***", Some(RemovedKind::Other));
    }

    #[test]
    fn a_gallery_is_no_text_even_if_it_is_longer_than_the_article() {
        let pictures = |between: &str| -> String {
            let caption = "The piers of the bridge at Oldport, seen from the ferry that runs to the island.";
            (1..=30).map(|n| format!("{caption} Hide {n}{between}30 ")).collect()
        };
        check(&pictures(" of "), Some(RemovedKind::Caption));
        check(&pictures(" / "), Some(RemovedKind::Caption));
        check(&pictures("/"), Some(RemovedKind::Caption));
        check(&pictures(" von "), Some(RemovedKind::Caption));
    }

    #[test]
    fn the_countries_of_a_form_are_no_text() {
        let names: String = ('A'..='Z').flat_map(|c| (1..6).map(move |n| format!("{c}{} ", "o".repeat(n)))).collect();
        check(&format!("Choose your country {names} Thank you."), Some(RemovedKind::Other));
    }

    #[test]
    fn sentences_and_headings_are_text() {
        check("He won 1 of 3 races in May, 2 of 3 in June, and then none of 4.", None);
        check("“We will advertise the post again,” said the mayor.", None);
        check("Politics", None);
        check("(Applause)", None);
        check("The copyright of the plans lies with the city, which means to print them.", None);
        check("“No, no, no,” he said. “No, no, no.”", None);
    }

    #[test]
    fn a_body_that_looks_like_furniture_stays_whole() {
        let body = vec!["Advertisement".to_owned(), "Sign up for Daily Newsletters".to_owned()];
        assert_eq!(divide(body.clone()), (body, Vec::new()));
    }
}
