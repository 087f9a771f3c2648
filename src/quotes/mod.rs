//! Direct quotes: text in quotation marks, and who says it.
//!
//! 1. [`dashes`]: in some languages a dash opens speech, and a verb of saying ends it.
//! 2. [`marks`]: quotation marks are paired, across paragraphs if the opening mark is repeated.
//! 3. [`speaker`] (for Chinese, Japanese and Korean with [`east_asian`]): the verb next to the quote leads to its
//!    subject: a name, or a pronoun that refers to one.
//!
//! Quoted titles of works and names are left out; fragments ("heroic exploits") are quotes.

mod dashes;
mod east_asian;
mod marks;
mod speaker;

use crate::language::Language;
use crate::model::{Article, Place, Quote};

/// Fills the article's `quotes`. Speakers are actors of the article, so its `actors` must already be filled.
pub fn annotate(article: &mut Article) {
    let mut texts: Vec<&str> = vec![article.title.value.as_str()];
    texts.extend(article.body.iter().map(String::as_str));
    let language = article.language.as_deref().and_then(Language::parse);
    let dashed = dashes::dashed(&texts, language);
    let mut quoted = marks::quoted(&texts);
    if quoted.is_empty() && dashed.is_empty() {
        article.quotes = Vec::new();
        return;
    }
    if !dashed.is_empty() {
        // Marks inside what a dash opens are part of it.
        // These are in order and do not overlap, so only the last one that begins before a mark can hold it.
        let is_inside = |quote: &marks::Quoted| {
            let n_before = dashed.partition_point(|outer| (outer.unit, outer.start) <= (quote.unit, quote.start));
            let outer = n_before.checked_sub(1).and_then(|last| dashed.get(last));
            outer.is_some_and(|outer| outer.unit == quote.unit && quote.end <= outer.end)
        };
        quoted.retain(|quote| !is_inside(quote));
        quoted.extend(dashed);
        quoted.sort_by_key(|quote| (quote.unit, quote.start));
    }
    let speakers = speaker::speakers(&texts, &quoted, &article.actors, &article.cites, language);
    let quotes = quoted.iter().zip(speakers).filter(|(_, said)| said.is_said).map(|(quote, said)| Quote {
        text: quote.text.clone(),
        paragraph: Place::from_index(quote.unit),
        start: quote.start,
        end: quote.end,
        speaker: said.speaker.and_then(|actor| article.actors.get(actor)).map(|actor| actor.id.clone()),
    });
    article.quotes = quotes.collect();
}
