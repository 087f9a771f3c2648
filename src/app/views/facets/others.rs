//! The facets whose values are joined by OR: outlets, whom they rely on, sections, languages, what was inferred.

use leptos::prelude::*;

use super::actors::ValueList;
use super::values::{self, Value};
use super::{Arranging, ByName};
use crate::app::components::{Segments, when};
use crate::app::messages as m;
use crate::app::state::{Choice, Facet, Session};

/// How many values are shown at first.
const FIRST: usize = 10;

/// Who published, or whom they rely on.
#[component]
pub fn OutletFacet() -> impl IntoView {
    let session = Session::expect();
    let relied_on = !session.catalogue().all.facets.cites.is_empty();
    let facet = RwSignal::new(Facet::Outlet);
    view! {
        <section class="facet" aria-label=m::outlets()>
            <div class="facet__head">
                <h2>{m::outlets()}</h2>
                {relied_on
                    .then(|| {
                        view! {
                            <Segments
                                label=m::outlets_were()
                                options=vec![(Facet::Outlet, m::outlets_published_by()), (Facet::Cites, m::outlets_relied_on())]
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

/// A facet of few values, shown where they tell articles apart: where the archive has more than one of them, or one that
/// other articles have not.
#[component]
pub fn SmallFacet(
    /// The facet.
    facet: Facet,
    /// Its name.
    label: &'static str,
) -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    let counts = facet.counts(&catalogue.all);
    let tells = counts.len() > 1 || (facet == Facet::Inferred && !counts.is_empty());
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

/// What is said of the values of a facet.
struct Said {
    find: &'static str,
    none_known: &'static str,
    none_named: &'static str,
    fewer: &'static str,
    all: fn(usize) -> String,
}

impl Said {
    fn of(facet: Facet) -> Said {
        match facet {
            Facet::Outlet | Facet::Cites => Said {
                find: m::outlet_find(),
                none_known: m::outlet_none_known(),
                none_named: m::outlet_none_named(),
                fewer: m::outlet_fewer(),
                all: m::outlet_all,
            },
            Facet::Section => Said {
                find: m::section_find(),
                none_known: m::section_none_known(),
                none_named: m::section_none_named(),
                fewer: m::section_fewer(),
                all: m::section_all,
            },
            Facet::Language => Said {
                find: m::language_find(),
                none_known: m::language_none_known(),
                none_named: m::language_none_named(),
                fewer: m::language_fewer(),
                all: m::language_all,
            },
            Facet::Speaker => Said {
                find: m::speaker_find(),
                none_known: m::speaker_none_known(),
                none_named: m::speaker_none_named(),
                fewer: m::speaker_fewer(),
                all: m::speaker_all,
            },
            // It has few values and is never empty: nothing is looked for in it.
            Facet::Inferred => Said { find: "", none_known: "", none_named: "", fewer: "", all: |_| String::new() },
        }
    }
}

#[component]
fn Values(
    /// The facet.
    facet: Facet,
) -> impl IntoView {
    let session = Session::expect();
    let arranging = expect_context::<Arranging>();
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
            // It changes with the answer: made anew before, the rows would be made twice.
            let query = session.query.get_untracked();
            let rows = catalogue.with_value(|catalogue| values::of_facet(facet, &answer, catalogue, &query));
            let rows = wanted.with(|wanted| arranging.of(rows, wanted));
            let all = every.get() || wanted.with(|wanted| !wanted.is_empty());
            let most = if all { usize::MAX } else { FIRST };
            let keep = |(at, value): (usize, Value)| {
                let unknown = facet == Facet::Outlet && value.id == crate::query::UNKNOWN_OUTLET;
                (at < most || unknown || value.choice != Choice::Off).then_some(value)
            };
            rows.into_iter().enumerate().filter_map(keep).collect()
        }
        _ => before.cloned().unwrap_or_default(),
    });
    let choose = Callback::new(move |(id, choice): (String, Choice)| {
        session.choose(|query| facet.choose(query, &id, choice));
    });
    let prefix = match facet {
        Facet::Outlet => "outlet",
        Facet::Cites => "cites",
        Facet::Section => "section",
        Facet::Language => "language",
        Facet::Speaker => "speaker",
        Facet::Inferred => "inferred",
    };
    let Said { find, none_known, none_named, fewer, all } = Said::of(facet);
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
        <ValueList prefix facet=Some(facet) values=rows on_choose=choose />
        {when(move || rows.with(|rows| rows.is_empty()), move || view! {
            <p class="facet__none">
                {move || if wanted.with(String::is_empty) { none_known } else { none_named }}
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
