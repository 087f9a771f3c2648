//! Pages that hold no article: checks of the browser, requests for consent, sign-in forms, error pages.

use std::sync::LazyLock;

use super::page::Page;
use super::tag::Tag;
use crate::extract::furniture;
use crate::language::{NO_ARTICLE, entries};

/// A page with more words of running text than this is taken for an article whatever its headings say.
const MAX_TEXT: usize = 120;

/// A heading or title that says what the page is has at most this number of words.
const MAX_HEADING_WORDS: usize = 14;

/// Phrases by which such pages are known, with their kinds.
static PHRASES: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| entries(NO_ARTICLE).map(|entry| (entry.kind, entry.text)).collect());

/// Why a page with this many words of running text is no article, as a sentence; `None` if nothing says so.
pub(super) fn reason(page: &Page<'_>, text: usize) -> Option<String> {
    if text > MAX_TEXT {
        return None;
    }
    let headings =
        page.blocks.list.iter().filter(|block| page.heading_level(block.node).is_some_and(|level| level < 3));
    let lines = std::iter::once(page.metadata.title.as_str()).chain(headings.map(|block| block.text.as_str()));
    for line in lines.filter(|line| line.split_whitespace().count() <= MAX_HEADING_WORDS) {
        let lower = line.to_lowercase();
        let found = PHRASES.iter().find(|(_, phrase)| is_opening(&lower, phrase) || is_whole_part(&lower, phrase));
        if let Some((kind, _)) = found {
            return Some(sentence(kind, line));
        }
    }
    let mut inputs = (1..page.tree.len()).filter(|node| page.tree.tag(*node) == Some(Tag::Input));
    let asks_for_password =
        inputs.any(|node| page.tree.attribute(node, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("password")));
    if asks_for_password && text < 30 {
        return Some(sentence("login", &page.metadata.title));
    }
    let consent = page.blocks.list.iter().filter(|block| furniture::asks_for_consent(&block.text));
    let consent: usize = consent.map(|block| block.words).sum();
    (consent > 0 && consent * 2 >= text && text < 60).then(|| sentence("consent", &page.metadata.title))
}

/// Whether a line begins with a phrase.
fn is_opening(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether a part of a line between the marks of a title is a phrase.
fn is_whole_part(line: &str, phrase: &str) -> bool {
    super::title_parts::parts(line).iter().any(|part| part.trim() == phrase)
}

fn sentence(kind: &str, line: &str) -> String {
    let what = match kind {
        "challenge" => "a check of the browser",
        "login" => "a request to sign in",
        "consent" => "a request for consent",
        _ => "an error message",
    };
    format!("the page is {what} and holds no article: {line}")
}

#[cfg(test)]
mod tests {
    use crate::document::Transport;
    use crate::extract::html::article;
    use crate::extract::html::samples::paragraphs;
    use crate::model::WarningCode;

    #[track_caller]
    fn check(html: &str, expected: Option<&str>) {
        let warnings = article(html, &Transport::default()).warnings;
        let found = warnings.iter().find(|warning| warning.code == WarningCode::NoArticle);
        let what = found.and_then(|warning| warning.message.split(" and holds").next());
        assert_eq!(what, expected, "{html}");
    }

    #[test]
    fn pages_without_an_article_say_what_they_are() {
        check("<title>Just a moment...</title><p>Checking your browser.", Some("the page is a check of the browser"));
        check("<title>404 | The Daily</title><p>Nothing is here.", Some("the page is an error message"));
        check("<title>The Daily</title><h1>Seite nicht gefunden</h1>", Some("the page is an error message"));
        check("<title>Log in to continue</title><p>Your address:", Some("the page is a request to sign in"));
        check("<title>The Daily</title><form><input type=password></form>", Some("the page is a request to sign in"));
        let consent = "<p>We and our partners use cookies to store and access personal data on your device. Accept or reject.</p>";
        check(&format!("<title>The Daily</title>{consent}"), Some("the page is a request for consent"));
    }

    #[test]
    fn an_article_may_be_about_such_a_page_or_have_a_form_beside_it() {
        let text = paragraphs(0..8);
        check(&format!("<title>404 bridges are closed</title><article>{text}</article>"), None);
        check(&format!("<title>A bridge is closed</title><article>{text}</article><input type=password>"), None);
    }
}
