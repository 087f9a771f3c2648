//! Who appears with whom: the most named actors against each other.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::state::{Choice, Session, choose_actor, latest};
use crate::app::words;
use crate::query::{ActorCount, Query};

/// How many actors are set against each other.
const N_ACTORS: usize = 12;

/// The counts of the most named actors together, row by row.
type Matrix = (Vec<ActorCount>, Vec<Vec<usize>>);

/// The articles that name two actors together, as a table that is its own chart.
#[component]
pub fn Companions() -> impl IntoView {
    let session = Session::expect();
    let loaded = latest(
        move || session.query.get(),
        move |query| {
            let archive = session.archive();
            async move {
                let query = Query { limit: Some(0), facet_limit: Some(N_ACTORS), ..query };
                let actors = archive.query(&query).await.ok()?.facets.actors;
                let mut rows = Vec::new();
                for actor in &actors {
                    let mut query = Query { facet_limit: Some(usize::MAX), ..query.clone() };
                    choose_actor(&mut query, &actor.id, Choice::Include, false);
                    let answer = archive.query(&query).await.ok()?;
                    let count = |other: &ActorCount| {
                        answer.facets.actors.iter().find(|known| known.id == other.id).map_or(0, |known| known.count)
                    };
                    rows.push(actors.iter().map(count).collect());
                }
                Some(Arc::new((actors, rows)) as Arc<Matrix>)
            }
        },
    );
    move || {
        let matrix = loaded.get().flatten()?;
        let (actors, rows) = &*matrix;
        if actors.len() < 2 {
            return None;
        }
        let most = rows
            .iter()
            .enumerate()
            .flat_map(|(at, row)| row.iter().enumerate().filter(move |(other, _)| *other != at))
            .map(|(_, count)| *count)
            .max()
            .unwrap_or(0)
            .max(1);
        let head = actors
            .iter()
            .enumerate()
            .map(|(at, actor)| view! { <th scope="col"><abbr title=words::tame(&actor.name)>{at + 1}</abbr></th> })
            .collect_view();
        let body = rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let actor = actors.get(at);
                let id = actor.map(|actor| actor.id.clone()).unwrap_or_default();
                let link = move || session.url.link(|address| address.subject = Some(id.clone()));
                let cells = row
                    .iter()
                    .enumerate()
                    .map(|(other, count)| {
                        if other == at {
                            return view! { <td class="matrix__self">"·"</td> }.into_any();
                        }
                        // The darkest fifth still leaves its number legible.
                        let strength = format!("{:.0}%", 46.0 * *count as f64 / most as f64);
                        view! {
                            <td class="matrix__cell" style:--strength=strength>
                                {(*count > 0).then(|| words::number(*count))}
                            </td>
                        }
                        .into_any()
                    })
                    .collect_view();
                view! {
                    <tr>
                        <th scope="row">
                            <span class="matrix__number">{at + 1}</span>
                            " "
                            <a href=link>{actor.map(|actor| words::tame(&actor.name))}</a>
                        </th>
                        {cells}
                    </tr>
                }
            })
            .collect_view();
        Some(view! {
            <section>
                <h2>"Who appears with whom"</h2>
                <p class="page__lede">"Articles of the selection that name both. The columns are numbered as the rows."</p>
                <div class="matrix" tabindex="0" role="region" aria-label="Who appears with whom">
                    <table>
                        <thead>
                            <tr>
                                <td></td>
                                {head}
                            </tr>
                        </thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            </section>
        })
    }
}
