//! The index of actors.

use std::sync::Arc;

use leptos::prelude::*;

use super::Companions;
use crate::app::components::{Head, Segments, bar, table};
use crate::app::format::{labels, numbers, text};
use crate::app::messages as m;
use crate::app::state::{Session, latest};
use crate::app::views::links::{actor_link, naming, to_articles};
use crate::model::ActorKind;
use crate::query::{FacetKind, Query, ValueCount};
use crate::survey::share;
use crate::text::folded;

/// The number of actors by which the list grows.
const STEP: usize = 40;

/// The kinds to choose from.
fn kinds() -> Vec<(Option<ActorKind>, &'static str)> {
    vec![
        (None, m::all()),
        (Some(ActorKind::Person), m::kinds_people_low()),
        (Some(ActorKind::State), m::kinds_states_low()),
        (Some(ActorKind::Organisation), m::kinds_organisations_low()),
        (Some(ActorKind::Other), m::kinds_others_low()),
    ]
}

/// All actors of the selection with their articles, and who appears with whom.
#[component]
pub fn ActorIndex() -> impl IntoView {
    let session = Session::expect();
    let wanted = RwSignal::new(String::new());
    let kind = RwSignal::new(None::<ActorKind>);
    let by_name = RwSignal::new(false);
    let shown = RwSignal::new(STEP);
    let found = latest(session.query, move |query| {
        let archive = session.archive();
        async move {
            let every = Query { limit: Some(0), facet_limit: Some(usize::MAX), ..query };
            archive
                .query(&every)
                .await
                .ok()
                .map(|mut answer| (answer.total, Arc::new(answer.facets.take(FacetKind::Actors))))
        }
    });
    let matching = Memo::new(move |_| {
        let Some(Some((total, actors))) = found.get() else { return (0, Vec::new()) };
        (total, matching(&actors, &wanted.get(), kind.get(), by_name.get()))
    });
    let summary = move || {
        let Some(Some((_, actors))) = found.get() else { return String::new() };
        let counted = |kind| actors.iter().filter(|actor| actor.kind == kind).count();
        // If no kind is known, there is nothing to distinguish.
        if counted(ActorKind::Other) == actors.len() {
            return m::they_name_others(actors.len());
        }
        let kinds = ActorKind::ALL.into_iter().map(|kind| (kind, counted(kind)));
        let kinds: Vec<String> =
            kinds.filter(|(_, count)| *count > 0).map(|(kind, count)| labels::count_of_kind(kind, count)).collect();
        m::they_name(actors.len(), &kinds.join(", "))
    };
    let rows = move || {
        matching.with(|(total, actors)| {
            if actors.is_empty() {
                return view! { <p class="page__none">{m::actor_none_fits()}</p> }.into_any();
            }
            let rows = actors.iter().take(shown.get()).map(|actor| row(session, actor, *total)).collect();
            let heads = vec![
                Head::Words(m::actor().to_owned()),
                Head::Words(m::kind().to_owned()),
                Head::Figures(m::articles().to_owned()),
                Head::Figures(m::share().to_owned()),
                Head::Drawing,
            ];
            table(m::actors_caption().to_owned(), heads, rows)
        })
    };
    let rest = move || matching.with(|(_, actors)| actors.len()).saturating_sub(shown.get());
    let top = Signal::derive(move || {
        matching.with(|(_, actors)| actors.iter().take(super::companions::MAX_COMPANIONS).cloned().collect::<Vec<_>>())
    });
    view! {
        <h1>{m::view_actors()}</h1>
        <p class="page__lede">{summary}</p>
        <section aria-labelledby="every-actor">
            <h2 id="every-actor">{m::every_actor()}</h2>
            <div class="page__tools">
                <input
                    type="search"
                    aria-label=m::actor_find_in_list()
                    placeholder=m::actor_find()
                    prop:value=wanted
                    on:input=move |event| {
                        wanted.set(event_target_value(&event));
                        shown.set(STEP);
                    }
                />
                <Segments label=m::kind() options=kinds() chosen=kind on_choose=move |chosen| kind.set(chosen) />
                <Segments
                    label=m::order()
                    options=vec![(false, m::order_most_named()), (true, m::by_name_low())]
                    chosen=by_name
                    on_choose=move |chosen| by_name.set(chosen)
                />
            </div>
            {rows}
            {move || {
                (rest() > 0)
                    .then(|| {
                        let label = m::show_more_of(rest().min(STEP), rest());
                        view! {
                            <button type="button" class="quiet" on:click=move |_| shown.update(|shown| *shown += STEP)>
                                {label}
                            </button>
                        }
                    })
            }}
        </section>
        // It takes a search for each actor, so it comes last and pushes nothing away.
        <Companions query=session.query actors=top title=m::companions() />
    }
}

fn row(session: Session, actor: &ValueCount, total: usize) -> Vec<AnyView> {
    let share = share(actor.count, total);
    let articles = session.query.with_untracked(|query| to_articles(session, naming(query, &actor.id)));
    let label = m::articles_name_actor(actor.count, &text::safe(&actor.name));
    vec![
        actor_link(session, &actor.id, &actor.name, actor.kind),
        labels::kind(actor.kind).into_any(),
        view! { <a href=articles aria-label=label>{numbers::number(actor.count)}</a> }.into_any(),
        numbers::percent(share).into_any(),
        bar(share),
    ]
}

fn matching(actors: &[ValueCount], wanted: &str, kind: Option<ActorKind>, by_name: bool) -> Vec<ValueCount> {
    let wanted: Vec<String> = wanted.split_whitespace().map(folded).collect();
    let fits = |actor: &&ValueCount| {
        let name = folded(&actor.name);
        kind.is_none_or(|kind| actor.kind == kind) && wanted.iter().all(|word| name.contains(word.as_str()))
    };
    let mut matching: Vec<ValueCount> = actors.iter().filter(fits).cloned().collect();
    if by_name {
        matching.sort_by_cached_key(|actor| folded(&actor.name));
    }
    matching
}
