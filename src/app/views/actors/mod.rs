//! The actors of the selection, and a page of each.

mod companions;
mod page;

use leptos::prelude::*;

use companions::Companions;
use page::ActorPage;

use super::facets::Facets;
use super::selection::SelectionHead;
use crate::app::components::Share;
use crate::app::state::Session;
use crate::app::words;
use crate::model::ActorKind;
use crate::query::ActorCount;

/// How many actors of a kind are listed at first.
const FIRST: usize = 15;

/// The most actors of a kind that are listed.
const MOST: usize = 500;

/// The actors of the selection, or the page of one.
#[component]
pub fn Actors() -> impl IntoView {
    let session = Session::expect();
    let subject = Memo::new(move |_| session.url.with(|address| address.subject.clone()));
    view! {
        <main id="content" tabindex="-1" class="room room--page">
            <Facets />
            <section class="page" aria-label="Actors in the selection">
                <SelectionHead />
                <div class="page__text page__text--wide">
                    {move || match subject.get() {
                        Some(id) => view! { <ActorPage id /> }.into_any(),
                        None => view! { <AllActors /> }.into_any(),
                    }}
                </div>
            </section>
        </main>
    }
}

/// The actors of the selection by kind, and who appears with whom.
#[component]
fn AllActors() -> impl IntoView {
    let session = Session::expect();
    let every = RwSignal::new(false);
    let lists = ActorKind::ALL
        .into_iter()
        .map(|kind| {
            let of_kind = move || -> Vec<ActorCount> {
                let most = if every.get() { MOST } else { FIRST };
                match session.answer.get() {
                    Some(Ok(answer)) => {
                        let actors = answer.facets.actors.iter();
                        actors.filter(|actor| actor.kind == kind && actor.count > 0).take(most).cloned().collect()
                    }
                    _ => Vec::new(),
                }
            };
            move || {
                let actors = of_kind();
                (!actors.is_empty()).then(|| view! { <KindTable kind actors /> })
            }
        })
        .collect_view();
    view! {
        <h1>"Actors"</h1>
        <div class="actors__kinds">{lists}</div>
        <p>
            <button
                type="button"
                class="quiet"
                on:click=move |_| {
                    every.update(|every| *every = !*every);
                    session.all_values.set(every.get_untracked());
                }
            >
                {move || if every.get() { "Fewer actors" } else { "More actors" }}
            </button>
        </p>
        <Companions />
    }
}

/// The actors of a kind with their counts.
#[component]
fn KindTable(
    /// The kind.
    kind: ActorKind,
    /// Its actors, most named first.
    actors: Vec<ActorCount>,
) -> impl IntoView {
    let session = Session::expect();
    let most = actors.first().map_or(1, |actor| actor.count);
    let rows = actors
        .into_iter()
        .map(|actor| {
            let id = actor.id.clone();
            let link = move || session.url.link(|address| address.subject = Some(id.clone()));
            view! {
                <tr>
                    <th scope="row">
                        <a class="actor" data-kind=kind.as_str() href=link>
                            {words::tame(&actor.name)}
                        </a>
                    </th>
                    <td>{words::number(actor.count)}</td>
                    <td class="table__bar">
                        <Share part=actor.count whole=most />
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="actors__kind">
            <h2>{words::kinds(kind)}</h2>
            <table class="table">
                <thead class="unseen">
                    <tr>
                        <th scope="col">"Actor"</th>
                        <th scope="col">"Articles"</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}
