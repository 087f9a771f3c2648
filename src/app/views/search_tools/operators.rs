//! What the words of a search may say, each with an example to try.

use leptos::prelude::*;

use crate::app::messages as m;
use crate::app::state::Session;

/// Examples, each with what it means.
fn operators() -> [(&'static str, &'static str); 9] {
    [
        ("soldiers region", m::operator_both()),
        ("\"state media\"", m::operator_phrase()),
        ("soldiers OR troops", m::operator_or()),
        ("soldiers -troops", m::operator_not()),
        ("arm*", m::operator_begin()),
        ("\"russia region\"~5", m::operator_close()),
        ("title:kursk", m::operator_title()),
        ("actor:putin", m::operator_actor()),
        ("(kursk OR moscow) soldiers", m::operator_brackets()),
    ]
}

/// The operators.
#[component]
pub fn Operators() -> impl IntoView {
    let session = Session::expect();
    let rows: Vec<AnyView> = operators()
        .into_iter()
        .map(|(example, means)| {
            let try_it = move |_| session.choose(|query| query.text = example.to_owned());
            view! {
                <dt>
                    <button type="button" class="quiet" title=m::try_it() on:click=try_it>
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
            <h2 id="finding-operators">{m::operators()}</h2>
            <dl class="finding__operators">{rows}</dl>
        </section>
    }
}
