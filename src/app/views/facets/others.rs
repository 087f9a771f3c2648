//! The facets whose values are combined by OR: outlets, sources, sections, languages, and others.

use leptos::prelude::*;

use super::actors::ValueList;
use super::values::{self, FacetValue};
use super::{ByName, ValueOrder};
use crate::app::components::{Segments, when};
use crate::app::effect::effect;
use crate::app::format::FacetLabels;
use crate::app::messages as m;
use crate::app::state::{Choice, Session, choose};
use crate::query::{FacetKind, WITHOUT_VALUE};

/// The number of values that are shown at first.
const FIRST: usize = 10;

/// Publishers, or the sources that articles rely on.
#[component]
pub fn OutletFacet() -> impl IntoView {
    let session = Session::expect();
    let relied_on = session.catalogue().info.values[FacetKind::Cites] > 0;
    let facet = RwSignal::new(FacetKind::Outlets);
    view! {
        <section class="facet" aria-label=m::outlets()>
            <div class="facet__head">
                <h2>{m::outlets()}</h2>
                {relied_on
                    .then(|| {
                        view! {
                            <Segments
                                label=m::outlets_were()
                                options=vec![(FacetKind::Outlets, m::outlets_published_by()), (FacetKind::Cites, m::outlets_relied_on())]
                                chosen=facet
                                on_choose=move |chosen| facet.set(chosen)
                            />
                        }
                    })}
            </div>
            {move || view! { <Values facet=facet.get() /> }}
        </section>
    }
}

/// A facet that is shown only if it distinguishes articles: the archive has several of its values, or one that other
/// articles lack.
#[component]
pub fn FurtherFacet(
    /// The facet.
    facet: FacetKind,
) -> impl IntoView {
    let session = Session::expect();
    let n_values = session.catalogue().info.values[facet];
    let label = FacetLabels::new(facet).heading;
    let tells = n_values > 1 || (matches!(facet, FacetKind::Inferred | FacetKind::Story) && n_values > 0);
    tells.then(|| {
        view! {
            <section class="facet" aria-label=label>
                <div class="facet__head">
                    <h2>{label}</h2>
                </div>
                <Values facet />
            </section>
        }
    })
}

#[component]
fn Values(
    /// The facet.
    facet: FacetKind,
) -> impl IntoView {
    let session = Session::expect();
    let arranging = expect_context::<ValueOrder>();
    let n_values = session.catalogue().info.values[facet];
    let every = RwSignal::new(false);
    let wanted = RwSignal::new(String::new());
    effect(move || {
        if every.get() || wanted.with(|wanted| !wanted.trim().is_empty()) {
            session.all_values.set(true);
        }
    });
    let rows = Memo::new(move |before: Option<&Vec<FacetValue>>| match session.answer.get() {
        Some(Ok(answer)) => {
            // Redrawn with the answer; redrawing it before would draw the rows twice.
            let query = session.query.get_untracked();
            let rows = values::of_facet(facet, &answer, &session.watched_catalogue(), &query);
            let rows = wanted.with(|wanted| arranging.arranged(rows, wanted));
            let all = every.get() || wanted.with(|wanted| !wanted.is_empty());
            let most = if all { usize::MAX } else { FIRST };
            let keep = |(at, value): (usize, FacetValue)| {
                let unknown = facet == FacetKind::Outlets && value.id == WITHOUT_VALUE;
                (at < most || unknown || value.choice != Choice::Off).then_some(value)
            };
            rows.into_iter().enumerate().filter_map(keep).collect()
        }
        _ => before.cloned().unwrap_or_default(),
    });
    let none_found = move || rows.with(|rows| values::none_found(rows, session.answer.get().as_ref()));
    let on_choose = Callback::new(move |(id, choice): (String, Choice)| {
        session.choose(|query| choose(query, facet, &id, choice));
    });
    let FacetLabels { find, none_known, none_named, fewer, all, .. } = FacetLabels::new(facet);
    view! {
        {(n_values > FIRST)
            .then(|| {
                view! {
                    <input
                        type="search"
                        class="facet__find"
                        aria-label=find
                        placeholder=find
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || wanted.get()
                        on:input=move |event| wanted.set(event_target_value(&event))
                    />
                }
            })}
        <ValueList facet values=rows on_choose />
        {when(none_found, move || view! {
            <p class="facet__none">
                {move || if wanted.with(String::is_empty) { none_known } else { none_named }.to_owned()}
            </p>
        }.into_any())}
        {(n_values > FIRST)
            .then(|| {
                view! {
                    <button
                        type="button"
                        class="quiet facet__all"
                        on:click=move |_| every.update(|every| *every = !*every)
                    >
                        {move || {
                            if every.get() { fewer.to_owned() } else { all(n_values) }
                        }}
                    </button>
                    <ByName />
                }
            })}
    }
}
