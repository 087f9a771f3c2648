//! The document as it was found: what was removed, and why.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::browser;
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::model::Article;

/// The id of the panel's heading.
pub const SOURCE_ID: &str = "source-heading";

/// The maximum number of letters of each passage.
const LETTERS: usize = 5000;

/// Everything that is not the article's text, with the reason, and the location of the document.
#[component]
pub fn Source(
    /// The article.
    article: Arc<Article>,
    /// Whether the heading takes the focus.
    takes_focus: bool,
) -> impl IntoView {
    if takes_focus {
        browser::focus(SOURCE_ID);
    }
    let removed = article
        .removed
        .iter()
        .map(|piece| {
            view! {
                <li>
                    <span class="source__kind">{labels::removed_kind(piece.kind)}</span>
                    <del dir="auto">{text::beginning(&piece.text, LETTERS)}</del>
                </li>
            }
        })
        .collect_view();
    let warnings = article
        .warnings
        .iter()
        .map(|warning| {
            let message = text::safe(&warning.message);
            view! { <li><b>{labels::warning(warning.code)}</b> ". " <span lang="en">{message}</span></li> }
        })
        .collect_view();
    let n_kept: usize = article.body.iter().map(|paragraph| paragraph.split_whitespace().count()).sum();
    let n_removed: usize = article.removed.iter().map(|piece| piece.text.split_whitespace().count()).sum();
    let kept = m::source_kept(&m::count_paragraphs(article.body.len()), &m::count_words(n_kept));
    let left_out = if article.removed.is_empty() {
        m::nothing_left_out().to_owned()
    } else {
        m::left_out_these(&m::count_pieces(article.removed.len()), &m::count_words(n_removed))
    };
    view! {
        <section class="panel source" aria-labelledby=SOURCE_ID>
            <h3 id=SOURCE_ID tabindex="-1">{m::source()}</h3>
            <dl>
                <dt>{m::document()}</dt>
                <dd><code>{text::safe(&article.source)}</code></dd>
                <dt>{m::headline()}</dt>
                <dd>{labels::why_title(article.title.basis)}</dd>
                <dt>{m::text()}</dt>
                <dd>{kept} " " {left_out}</dd>
            </dl>
            <ol class="source__removed">{removed}</ol>
            {(!article.warnings.is_empty()).then(|| view! { <h4>{m::warnings()}</h4> <ul>{warnings}</ul> })}
        </section>
    }
}
