//! Invented text for the tests of rules about pages.

use crate::document::Transport;
use crate::model::{Article, Warning, WarningCode};

/// Sentences of running text, all different.
const SENTENCES: [&str; 10] = [
    "The council of Oldport decided on Tuesday to close the old bridge for a year, since its piers are no longer safe.",
    "An engineer had told the mayor in spring that two of the five piers have been washed out by the river.",
    "The people of the island will have to take the ferry, which leaves every half hour until nine in the evening.",
    "Shopkeepers on the quay fear for their trade, because most of their customers come over the bridge on foot.",
    "A new bridge would cost forty million crowns, according to an estimate that the council did not want to publish.",
    "The opposition asked why the piers had not been looked at for eleven years, although the law demands it.",
    "The mayor answered that the divers had been ordered every autumn, and that the water had always been too high.",
    "Children will go to school by boat, and the teachers have agreed to begin their lessons twenty minutes later.",
    "The fire brigade is going to leave one of its two engines on the island for as long as the works last.",
    "Work is to begin in March, as soon as the ice has gone, and to end before the first storms of November.",
];

/// Some of the sentences, each in a paragraph.
pub(super) fn paragraphs(range: std::ops::Range<usize>) -> String {
    SENTENCES[range].iter().map(|sentence| format!("<p>{sentence}</p>")).collect()
}

/// Some of the sentences.
pub(super) fn sentences(range: std::ops::Range<usize>) -> &'static [&'static str] {
    &SENTENCES[range]
}

/// The article of a page with this body below its headline.
pub(super) fn article_of(body: &str) -> Article {
    let html = format!("<html lang=en><title>A bridge is closed</title><h1>A bridge is closed</h1>{body}</html>");
    super::article(&html, &Transport::default())
}

/// Whether the warnings have one of this code.
pub(super) fn has_warning(warnings: &[Warning], code: WarningCode) -> bool {
    warnings.iter().any(|warning| warning.code == code)
}
