//! The document as it was found: what was kept and what was left out, and why.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::words;
use crate::model::Article;

/// The id of the panel's heading.
pub const SOURCE_ID: &str = "source-heading";

/// Everything that is not the article's text, with the reason, and where the document lies.
#[component]
pub fn Source(
    /// The article.
    article: Arc<Article>,
) -> impl IntoView {
    let removed = article
        .removed
        .iter()
        .map(|piece| {
            view! {
                <li>
                    <span class="source__kind">{words::removed_kind(piece.kind)}</span>
                    <del dir="auto">{words::tame(&piece.text)}</del>
                </li>
            }
        })
        .collect_view();
    let warnings =
        article.warnings.iter().map(|warning| view! { <li>{words::tame(&warning.message)}</li> }).collect_view();
    let n_kept: usize = article.body.iter().map(|paragraph| paragraph.split_whitespace().count()).sum();
    let n_removed: usize = article.removed.iter().map(|piece| piece.text.split_whitespace().count()).sum();
    let kept = format!(
        "{} and {} were kept as the text.",
        words::count_of(article.body.len(), "paragraph", "paragraphs"),
        words::count_of(n_kept, "word", "words"),
    );
    let left_out = if article.removed.is_empty() {
        "Nothing was left out.".to_owned()
    } else {
        format!(
            "{} with {} were left out:",
            words::count_of(article.removed.len(), "piece", "pieces"),
            words::count_of(n_removed, "word", "words"),
        )
    };
    view! {
        <section class="panel source" aria-labelledby=SOURCE_ID>
            <h3 id=SOURCE_ID tabindex="-1">"Source"</h3>
            <dl>
                <dt>"Document"</dt>
                <dd><code>{words::tame(&article.source)}</code></dd>
                <dt>"Headline"</dt>
                <dd>{words::why_title(article.title.basis)}</dd>
                <dt>"Text"</dt>
                <dd>{kept}" "{left_out}</dd>
            </dl>
            <ol class="source__removed">{removed}</ol>
            {(!article.warnings.is_empty()).then(|| view! { <h4>"Warnings"</h4> <ul>{warnings}</ul> })}
        </section>
    }
}
