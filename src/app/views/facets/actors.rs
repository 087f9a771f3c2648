//! The facet of actors: people, states and organisations separately.

use leptos::prelude::*;

use super::value::ValueRow;
use super::values::{self, FacetValue};
use super::{ByName, ValueOrder};
use crate::app::browser;
use crate::app::components::{KeyedView, Segments, entries, when};
use crate::app::effect::effect;
use crate::app::format::{labels, text};
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::app::split::{Part, part};
use crate::app::state::{Choice, Session, choice, choose_actor, join_actors};
use crate::app::views::links::to_articles;
use crate::model::ActorKind;
use crate::query::{FacetKind, Query};

/// The number of actors per kind that are shown at first.
const FIRST: usize = 8;

/// The maximum number of actors per kind that are shown; the search field finds the others.
const MAX_SHOWN: usize = 250;

/// The maximum number of suggested actors that are outside the selection.
const MAX_ELSEWHERE: usize = 5;

/// The facet of actors.
#[component]
pub fn ActorFacet() -> impl IntoView {
    let session = Session::expect();
    let arranging = expect_context::<ValueOrder>();
    let n_actors = session.catalogue().info.values[FacetKind::Actors];
    let wanted = RwSignal::new(String::new());
    let every = RwSignal::new(false);
    effect(move || session.all_values.set(every.get() || !wanted.with(|wanted| wanted.trim().is_empty())));
    // How the next actors will be combined, before any are chosen.
    let prefers_any =
        RwSignal::new(session.query.with_untracked(|query| !query.filters[FacetKind::Actors].any.is_empty()));
    let any = Signal::derive(move || {
        session.query.with(|query| match &query.filters[FacetKind::Actors] {
            filter if filter.wanted().next().is_none() => prefers_any.get(),
            filter => !filter.any.is_empty(),
        })
    });
    let join = move |any: bool| {
        prefers_any.set(any);
        session.choose(|query| join_actors(query, any));
    };
    let choose = Callback::new(move |(id, choice): (String, Choice)| {
        let any = any.get_untracked();
        session.choose(|query| choose_actor(query, &id, choice, any));
    });
    let rows = Memo::new(move |before: Option<&Vec<FacetValue>>| match session.answer.get() {
        Some(Ok(answer)) => {
            // Redrawn with the answer; redrawing it before would draw the rows twice.
            let query = session.query.get_untracked();
            let rows = values::of_facet(FacetKind::Actors, &answer, &session.watched_catalogue(), &query);
            wanted.with(|wanted| arranging.arranged(rows, wanted))
        }
        _ => before.cloned().unwrap_or_default(),
    });
    let none_found = move || rows.with(|rows| values::none_found(rows, session.answer.get().as_ref()));
    let kinds = ActorKind::ALL
        .into_iter()
        .map(|kind| {
            let of_kind = Memo::new(move |_| {
                let most = if every.get() || wanted.with(|wanted| !wanted.is_empty()) { MAX_SHOWN } else { FIRST };
                let chosen = |value: &FacetValue| value.choice != Choice::Off;
                rows.with(|rows| {
                    let mut of_kind: Vec<&FacetValue> = rows.iter().filter(|value| value.kind == kind).collect();
                    let (shown, hidden) = of_kind.split_at(most.min(of_kind.len()));
                    of_kind = shown.iter().chain(hidden.iter().filter(|value| chosen(value))).copied().collect();
                    of_kind.into_iter().cloned().collect::<Vec<_>>()
                })
            });
            view! {
                {when(move || of_kind.with(|values| !values.is_empty()), move || view! {
                    <h3>{labels::kind_plural(kind)}</h3>
                    <ValueList facet=FacetKind::Actors values=of_kind on_choose=choose />
                }.into_any())}
            }
        })
        .collect_view();
    view! {
        <section class="facet" aria-label=m::actors()>
            <div class="facet__head">
                <h2>{m::actors()}</h2>
                <Segments
                    label=m::articles_name()
                    options=vec![(false, m::all()), (true, m::any())]
                    chosen=any
                    on_choose=join
                />
            </div>
            {when(move || n_actors > FIRST, move || view! {
                <input
                    type="search"
                    class="facet__find"
                    aria-label=m::actor_find()
                    placeholder=m::actor_find()
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || wanted.get()
                    on:input=move |event| wanted.set(event_target_value(&event))
                />
            }.into_any())}
            {kinds}
            {when(none_found, move || view! {
                <p class="facet__none">
                    {move || if wanted.with(String::is_empty) { m::actor_none_found() } else { m::actor_none_named() }.to_owned()}
                </p>
            }.into_any())}
            {when(move || none_found() && wanted.with(|wanted| !wanted.trim().is_empty()), move || {
                lazily(move || elsewhere(wanted))
            })}
            {when(move || n_actors > FIRST, move || view! {
                <button type="button" class="quiet facet__all" on:click=move |_| every.update(|every| *every = !*every)>
                    {move || {
                        if every.get() { m::actor_fewer().to_owned() } else { m::actor_all(n_actors) }
                    }}
                </button>
                <ByName />
            }.into_any())}
        </section>
    }
}

part! { panels:
    fn elsewhere(wanted: RwSignal<String>) -> Part {
    Ok(view! { <Elsewhere wanted /> }.into_any())
}
}

/// The actors of the archive that fit a search but are not in the selection.
#[component]
fn Elsewhere(
    /// The search.
    wanted: RwSignal<String>,
) -> impl IntoView {
    let session = Session::expect();
    let links = move || {
        let catalogue = session.catalogue();
        let found = values::named_like(&catalogue.all.facets[FacetKind::Actors], &wanted.get(), MAX_ELSEWHERE);
        if found.is_empty() {
            return None;
        }
        let links: Vec<AnyView> = found
            .into_iter()
            .map(|actor| {
                let mut only = Query::default();
                choose_actor(&mut only, &actor.id, Choice::Include, false);
                let to = to_articles(session, only);
                let count = m::count_articles(actor.count);
                view! { <li><a href=to><bdi>{text::safe(&actor.name)}</bdi></a> " " <small>{count}</small></li> }
                    .into_any()
            })
            .collect();
        Some(view! {
            <p class="facet__none">{m::actor_elsewhere()}</p>
            <ul class="facet__elsewhere">{links}</ul>
        })
    };
    view! { {links} }
}

/// The rows of a facet.
#[component]
pub fn ValueList(
    /// The facet.
    facet: FacetKind,
    /// The values in order.
    values: Memo<Vec<FacetValue>>,
    /// Called with an id and the new state of the value.
    on_choose: Callback<(String, Choice)>,
) -> impl IntoView {
    let session = Session::expect();
    // A row moves when its count changes; the focus stays with it.
    let focused = StoredValue::new(None::<String>);
    effect(move || {
        values.track();
        if let Some(id) = focused.get_value() {
            browser::keep_focus(id);
        }
    });
    let row = move |value: &FacetValue| {
        let first = value.clone();
        KeyedView::new(&value.id, move || {
            let element_id = format!("{}-{}", facet.key(), first.id);
            let first = first.clone();
            let value = Memo::new(move |before: Option<&FacetValue>| {
                let mut value = values
                    .with(|values| values.iter().find(|value| value.id == first.id).cloned())
                    .or_else(|| before.cloned())
                    .unwrap_or_else(|| first.clone());
                // A choice is shown before the answer arrives.
                value.choice = session.query.with(|query| choice(query, facet, &value.id));
                value
            });
            view! { <ValueRow element_id value=value.into() on_choose /> }.into_any()
        })
    };
    let rows = move || values.with(|values| values.iter().map(row).collect());
    view! {
        <ul class="facet__values" on:focusin=move |_| focused.set_value(browser::focused_id())>
            {entries(rows)}
        </ul>
    }
}
