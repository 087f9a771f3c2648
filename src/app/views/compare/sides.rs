//! The sides of the comparison: what they are, and the means to choose them.

use std::sync::Arc;

use leptos::prelude::*;

use super::side_choice::{SideNames, outlet_side};
use super::{Comparison, LETTERS, size};
use crate::app::components::when;
use crate::app::format::text;
use crate::app::messages as m;
use crate::app::state::{Session, filters};
use crate::app::views::search_tools::saved;
use crate::query::{FacetKind, MAX_SIDES, Query, WITHOUT_VALUE};

/// The maximum number of outlets that a field offers; others can be typed.
const MAX_OUTLETS: usize = 300;

/// The id of the list of what a field offers.
const OPTIONS_ID: &str = "compare-options";

/// The words that a side can be typed by, equal only to themselves.
#[derive(Clone)]
struct NamesOfSides(Arc<SideNames>);

impl PartialEq for NamesOfSides {
    fn eq(&self, other: &NamesOfSides) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The sides in the address; if there are none, the outlets that the selection chooses, filled up to two with those that
/// have the most articles.
pub fn sides(session: Session) -> Vec<Query> {
    let sides = session.url.with(|address| address.sides.clone());
    if !sides.is_empty() {
        return sides;
    }
    let chosen = session.query.with(|query| query.filters[FacetKind::Outlets].any.clone());
    let catalogue = session.catalogue();
    let others =
        catalogue.all.facets[FacetKind::Outlets].iter().map(|outlet| &outlet.id).filter(|id| !chosen.contains(id));
    let n_others = 2_usize.saturating_sub(chosen.len());
    chosen.iter().take(MAX_SIDES).chain(others.take(n_others)).map(|id| outlet_side([id.as_str()])).collect()
}

fn change(session: Session, change: impl FnOnce(&mut Vec<Query>)) {
    let mut sides = untrack(|| sides(session));
    change(&mut sides);
    session.url.push(|address| address.sides = sides);
}

/// The sides with their sizes, and the tools that change them.
#[component]
pub fn SideList(
    /// The sides.
    sides: Memo<Vec<Query>>,
    /// What the counts tell of them.
    #[prop(into)]
    compared: Signal<Option<Arc<Comparison>>>,
) -> impl IntoView {
    let session = Session::expect();
    let list = move || {
        let compared = compared.get()?;
        let n = compared.names.len();
        let items: Vec<AnyView> = compared
            .names
            .iter()
            .enumerate()
            .map(|(side, name)| {
                let remove = move |_| change(session, |sides| drop(sides.remove(side.min(sides.len().saturating_sub(1)))));
                let label = m::remove_named(name);
                view! {
                    <li>
                        <h2><span class="sides__letter">{LETTERS.get(side).copied()}</span><bdi>{name.clone()}</bdi></h2>
                        <p>{size(&compared, side)}</p>
                        {(n > 2).then(|| view! { <button type="button" class="quiet" aria-label=label on:click=remove>{m::remove()}</button> })}
                    </li>
                }
                .into_any()
            })
            .collect();
        Some(view! { <ul class="sides" aria-label=m::compare_sides()>{items}</ul> })
    };
    let catalogue = session.catalogue();
    let mut outlets: Vec<(String, String)> = catalogue.all.facets[FacetKind::Outlets]
        .iter()
        .map(|outlet| (outlet.id.clone(), text::safe(&outlet.name)))
        .collect();
    if catalogue.all.without_outlet > 0 {
        outlets.push((WITHOUT_VALUE.to_owned(), m::unknown_outlet().to_owned()));
    }
    let names = Memo::new(move |_| {
        session.saved_changes.track();
        let saved = saved::stored().into_iter().map(|saved| (saved.name, saved.address)).collect();
        NamesOfSides(Arc::new(SideNames { outlets: outlets.clone(), saved, everything: m::everything().to_owned() }))
    });
    let unknown = RwSignal::new(None::<String>);
    let pick = move |place: usize, event: leptos::ev::Event| {
        let typed = event_target_value(&event);
        if typed.trim().is_empty() {
            return unknown.set(None);
        }
        let Some(side) = names.with_untracked(|names| names.0.side(&typed)) else { return unknown.set(Some(typed)) };
        unknown.set(None);
        change(session, |sides| match sides.get_mut(place) {
            Some(known) => *known = side,
            None => sides.push(side),
        });
    };
    let options = move || {
        let names = names.get().0;
        let saved = names.saved.iter().map(|(name, _)| name.clone());
        let outlets = names.outlets.iter().take(MAX_OUTLETS).map(|(_, name)| name.clone());
        let all = saved.chain([names.everything.clone()]).chain(outlets);
        all.map(|name| view! { <option value=name></option> }.into_any()).collect::<Vec<AnyView>>()
    };
    let pickers = move || {
        let sides = sides.get();
        let names = names.get().0;
        let n = (sides.len() + 1).clamp(2, MAX_SIDES);
        (0..n)
            .map(|place| {
                let now = sides.get(place).and_then(|side| names.text(side)).unwrap_or_default();
                let label = LETTERS.get(place).copied().unwrap_or_default();
                let label = if place < sides.len() { m::compare_side(label) } else { m::compare_add_side(label) };
                let empty = if place < sides.len() { m::a_selection() } else { m::add_dots() };
                view! {
                    <input
                        type="search"
                        list=OPTIONS_ID
                        aria-label=label
                        placeholder=empty
                        autocomplete="off"
                        spellcheck="false"
                        value=now
                        on:change=move |event| pick(place, event)
                    />
                }
                .into_any()
            })
            .collect::<Vec<AnyView>>()
    };
    let can_add = move || sides.with(Vec::len) < MAX_SIDES && session.query.with(|query| !filters(query).is_empty());
    let add = move |_| {
        let selection = Query { sort: None, ..session.query.get_untracked() };
        let mut sides = untrack(|| sides.get());
        sides.push(selection);
        // The selection is a side now; as the frame of all sides it would narrow the others too.
        session.url.push(|address| {
            address.sides = sides;
            address.query = Query::default();
        });
    };
    view! {
        <div class="page__tools">
            {pickers}
            <datalist id=OPTIONS_ID>{options}</datalist>
            <button
                type="button"
                class="quiet"
                disabled=move || sides.with(|sides| sides.len() < 2)
                on:click=move |_| change(session, |sides| if sides.len() > 1 { sides.swap(0, 1) })
            >
                {m::compare_swap()}
            </button>
            {when(can_add, move || view! {
                <button type="button" class="quiet" on:click=add>{m::compare_add()}</button>
            }.into_any())}
        </div>
        <p class="page__note">{m::compare_type()}</p>
        <p role="alert">{move || unknown.get().map(|typed| m::compare_unknown(&text::safe(&typed)))}</p>
        {list}
    }
}
