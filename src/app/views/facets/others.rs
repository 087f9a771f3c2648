//! The facets whose values are joined by OR: outlets, whom they rely on, sections, languages.

use leptos::prelude::*;

use super::ByName;
use super::actors::ValueList;
use super::values::{self, Value};
use crate::app::components::Segments;
use crate::app::state::{Choice, Facet, Session};
use crate::app::words;

/// How many values are shown at first.
const FIRST: usize = 10;

/// Who published, or whom they rely on.
#[component]
pub fn OutletFacet() -> impl IntoView {
    let session = Session::expect();
    let relied_on = !session.catalogue().all.facets.cites.is_empty();
    let facet = RwSignal::new(Facet::Outlet);
    view! {
        <section class="facet" aria-label="Outlets">
            <div class="facet__head">
                <h2>"Outlets"</h2>
                {relied_on
                    .then(|| {
                        view! {
                            <Segments
                                label="Outlets that articles were"
                                options=vec![(Facet::Outlet, "published by"), (Facet::Cites, "relied on")]
                                chosen=facet
                                on_choose=move |chosen| facet.set(chosen)
                            />
                        }
                    })}
            </div>
            {move || match facet.get() {
                Facet::Cites => view! { <Values facet=Facet::Cites one="outlet" many="outlets" /> },
                _ => view! { <Values facet=Facet::Outlet one="outlet" many="outlets" /> },
            }}
        </section>
    }
}

/// A facet of few values, shown where the archive has more than one of them.
#[component]
pub fn SmallFacet(
    /// The facet.
    facet: Facet,
    /// Its name.
    label: &'static str,
    /// What one of its values is called.
    one: &'static str,
    /// What several of them are called.
    many: &'static str,
) -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    (facet.counts(&catalogue.all).len() > 1).then(|| {
        view! {
            <section class="facet" aria-label=label>
                <div class="facet__head">
                    <h2>{label}</h2>
                </div>
                <Values facet one many />
            </section>
        }
    })
}

#[component]
fn Values(
    /// The facet.
    facet: Facet,
    /// What one of its values is called.
    one: &'static str,
    /// What several of them are called.
    many: &'static str,
) -> impl IntoView {
    let session = Session::expect();
    let catalogue = StoredValue::new(session.catalogue());
    let n_values = catalogue.with_value(|catalogue| facet.counts(&catalogue.all).len());
    let every = RwSignal::new(false);
    let wanted = RwSignal::new(String::new());
    Effect::new(move |_| {
        if every.get() || wanted.with(|wanted| !wanted.trim().is_empty()) {
            session.all_values.set(true);
        }
    });
    let rows = Memo::new(move |before: Option<&Vec<Value>>| match session.answer.get() {
        Some(Ok(answer)) => {
            let query = session.query.get();
            let rows = catalogue.with_value(|catalogue| values::of_facet(facet, &answer, catalogue, &query));
            let rows = wanted.with(|wanted| values::named(rows, wanted));
            let all = every.get() || wanted.with(|wanted| !wanted.is_empty());
            let most = if all { usize::MAX } else { FIRST };
            let keep = |(at, value): (usize, Value)| {
                let unknown = facet == Facet::Outlet && value.id == crate::query::UNKNOWN_OUTLET;
                (at < most || unknown || value.choice != Choice::Off).then_some(value)
            };
            let rows = if session.by_name.get() { values::by_name(rows) } else { rows };
            rows.into_iter().enumerate().filter_map(keep).collect()
        }
        _ => before.cloned().unwrap_or_default(),
    });
    let choose = move |id: String, choice: Choice| session.choose(|query| facet.choose(query, &id, choice));
    let prefix = match facet {
        Facet::Outlet => "outlet",
        Facet::Cites => "cites",
        Facet::Section => "section",
        Facet::Language => "language",
        Facet::Speaker => "speaker",
    };
    let find = format!("Find {} {one}", if one.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" });
    view! {
        {(n_values > FIRST)
            .then(|| {
                view! {
                    <input
                        type="search"
                        class="facet__find"
                        aria-label=find.clone()
                        placeholder=find
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || wanted.get()
                        on:input=move |event| wanted.set(event_target_value(&event))
                    />
                }
            })}
        <ValueList prefix values=rows on_choose=choose />
        <Show when=move || rows.with(|rows| rows.is_empty())>
            <p class="facet__none">
                {move || {
                    if n_values == 0 {
                        format!("No {one} is known for these articles.")
                    } else {
                        format!("No {one} by that name.")
                    }
                }}
            </p>
        </Show>
        {(n_values > FIRST)
            .then(|| {
                view! {
                    <button
                        type="button"
                        class="quiet facet__all"
                        on:click=move |_| every.update(|every| *every = !*every)
                    >
                        {move || {
                            if every.get() {
                                format!("Fewer {many}")
                            } else {
                                format!("All {} {many}", words::number(n_values))
                            }
                        }}
                    </button>
                    <ByName />
                }
            })}
    }
}
