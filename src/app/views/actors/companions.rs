//! Who appears with whom, as a matrix and a table.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::browser;
use crate::app::components::{Head, table};
use crate::app::format::{numbers, text};
use crate::app::messages as m;
use crate::app::state::{Session, latest};
use crate::app::views::links::{OutletNames, actor_link, naming, to_articles};
use crate::query::{FacetKind, Query, ValueCount};
use crate::survey::{CoMentions, Speaker};

/// The maximum number of actors whose pairs are counted.
pub const MAX_COMPANIONS: usize = 30;

/// The maximum number of actors in the matrix; more would be illegible.
const MAX_IN_MATRIX: usize = 12;

/// The maximum number of pairs in the table.
const MAX_PAIRS: usize = 12;

/// The side of a cell, in the drawing's units, which are pixels.
const CELL: usize = 32;

/// The space for the last name.
const NAME: usize = 190;

/// The maximum length of a name in the drawing, in characters.
const MAX_NAME_LETTERS: usize = 24;

/// The matrix of actors, and the table of the pairs that articles mention together.
#[component]
pub fn Companions(
    /// The selection.
    #[prop(into)]
    query: Signal<Query>,
    /// Its actors, at most [`MAX_COMPANIONS`].
    #[prop(into)]
    actors: Signal<Vec<ValueCount>>,
    /// The heading.
    title: &'static str,
) -> impl IntoView {
    let session = Session::expect();
    let together = latest(Memo::new(move |_| (query.get(), actors.get())), move |(query, mut actors)| {
        let archive = session.archive();
        // Texts name outlets as their sources and in credits.
        let outlets = OutletNames::watched(session);
        actors.retain(|actor| !outlets.contain(&actor.name));
        async move {
            let mut together = CoMentions::default();
            let count = Query { limit: Some(0), facet_limit: Some(0), ..query.clone() };
            together.total = archive.query(&count).await.map_or(0, |answer| answer.total);
            for (row, actor) in actors.iter().enumerate() {
                browser::pause().await;
                let asked = Query { limit: Some(0), facet_limit: Some(usize::MAX), ..naming(&query, &actor.id) };
                let Ok(answer) = archive.query(&asked).await else { continue };
                let count = |other: &ValueCount| {
                    answer.facets[FacetKind::Actors]
                        .iter()
                        .find(|found| found.id == other.id)
                        .map_or(0, |found| found.count)
                };
                together.counts.push(actors.iter().take(row).map(count).collect());
                let speaker = Speaker { id: actor.id.clone(), name: text::safe(&actor.name), kind: actor.kind };
                together.actors.push((speaker, actor.count));
            }
            Arc::new(together)
        }
    });
    move || {
        let together = together.get().filter(|together| together.actors.len() > 2)?;
        let pairs = together.pairs();
        let summary = match pairs.first() {
            Some(pair) => m::companions_most(pair.count, &pair.a.name, &pair.b.name),
            None if together.counts.iter().flatten().all(|count| *count == 0) => m::companions_none().to_owned(),
            None => m::companions_chance().to_owned(),
        };
        let rows = pairs
            .iter()
            .take(MAX_PAIRS)
            .map(|pair| {
                let both = query.with_untracked(|query| naming(&naming(query, &pair.a.id), &pair.b.id));
                let label = m::articles_name_both(pair.count);
                let names = m::companions_pair(
                    actor_link(session, &pair.a.id, &pair.a.name, pair.a.kind),
                    actor_link(session, &pair.b.id, &pair.b.name, pair.b.kind),
                );
                vec![
                    names.into_any(),
                    view! { <a href=to_articles(session, both) aria-label=label>{numbers::number(pair.count)}</a> }
                        .into_any(),
                    numbers::decimal(pair.association.expected).into_any(),
                    numbers::decimal(pair.association.log_ratio).into_any(),
                    numbers::decimal(pair.association.log_likelihood).into_any(),
                ]
            })
            .collect();
        let heads = vec![
            Head::Words(m::together().to_owned()),
            Head::Figures(m::articles().to_owned()),
            Head::Figures(m::expected().to_owned()),
            Head::Figures(m::log_ratio().to_owned()),
            Head::Figures(m::log_likelihood().to_owned()),
        ];
        Some(view! {
            <section class="companions" aria-label=title>
                <h2>{title}</h2>
                <p class="page__note">
                    {summary.clone()}
                    " "
                    {m::companions_how()}
                </p>
                <div class="companions__sides">
                    <div class="companions__matrix" tabindex="0" role="region" aria-label=m::companions_matrix()>
                        {matrix(&together, format!("{title}. {summary}"))}
                    </div>
                    {table(m::companions_together().to_owned(), heads, rows)}
                </div>
            </section>
        })
    }
}

/// A number that fits into a cell: `999`, `4.4k`, `12k`.
fn short(count: usize) -> String {
    match count {
        0..1_000 => count.to_string(),
        1_000..10_000 => format!("{}.{}k", count / 1_000, count % 1_000 / 100),
        _ => format!("{}k", count / 1_000),
    }
}

/// A staircase: the name of each actor is at the end of its row and the top of its column.
fn matrix(together: &CoMentions, label: String) -> AnyView {
    let n = together.actors.len().min(MAX_IN_MATRIX);
    let (width, height) = (n.saturating_sub(1) * CELL + NAME, n * CELL);
    let mut parts: Vec<AnyView> = Vec::new();
    for (row, (actor, _)) in together.actors.iter().take(n).enumerate() {
        for column in 0..row {
            let count = together.count(row, column);
            let level = together.level(row, column);
            let side = CELL * level / 5;
            let place = |at: usize| (at * CELL + (CELL - side) / 2).to_string();
            let middle = |at: usize| (at * CELL + CELL / 2).to_string();
            let other = together.actors.get(column).map_or("", |(actor, _)| actor.name.as_str());
            parts.push(
                view! {
                    <g>
                        <title>{m::companions_pair_count(count, other, &actor.name)}</title>
                        <rect class="matrix__cell" x=(column * CELL).to_string() y=(row * CELL).to_string() width=CELL height=CELL />
                        <rect class="matrix__mark" data-level=level x=place(column) y=place(row) width=side height=side />
                        <text class="matrix__count" data-level=level x=middle(column) y=middle(row)>{short(count)}</text>
                    </g>
                }
                .into_any(),
            );
        }
        let name: String = actor.name.chars().take(MAX_NAME_LETTERS).collect();
        let name = if name.len() < actor.name.len() { format!("{}…", name.trim_end()) } else { name };
        parts.push(
            view! {
                <text class="matrix__name" x=(row * CELL + 8).to_string() y=(row * CELL + CELL / 2).to_string()>
                    {name}
                </text>
            }
            .into_any(),
        );
    }
    view! {
        <svg class="matrix" width=width height=height viewBox=format!("0 0 {width} {height}") role="img" aria-label=label>
            {parts}
        </svg>
    }
    .into_any()
}
