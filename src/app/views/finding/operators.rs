//! What the words of a search may say, each with an example to try.

use leptos::prelude::*;

use crate::app::state::Session;

const OPERATORS: [(&str, &str); 9] = [
    ("soldiers region", "both words, in any form"),
    ("\"state media\"", "these words, one after the other"),
    ("soldiers OR troops", "one of them or both"),
    ("soldiers -troops", "the first, and not the second"),
    ("arm*", "words that begin so"),
    ("\"russia region\"~5", "these words with at most five others between"),
    ("title:kursk", "in the headline"),
    ("actor:putin", "in the name of somebody the article names"),
    ("(kursk OR moscow) soldiers", "brackets hold together"),
];

/// The operators.
#[component]
pub fn Operators() -> impl IntoView {
    let session = Session::expect();
    let rows: Vec<AnyView> = OPERATORS
        .into_iter()
        .map(|(example, means)| {
            let try_it = move |_| session.choose(|query| query.text = example.to_owned());
            view! {
                <dt>
                    <button type="button" class="quiet" title="Try it" on:click=try_it>
                        <code>{example}</code>
                    </button>
                </dt>
                <dd>{means}</dd>
            }
            .into_any()
        })
        .collect();
    view! {
        <section aria-labelledby="finding-operators">
            <h2 id="finding-operators">"What words may say"</h2>
            <dl class="finding__operators">{rows}</dl>
        </section>
    }
}
