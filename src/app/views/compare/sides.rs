//! The sides of the comparison: what they are, and the means to choose them.

use std::sync::Arc;

use leptos::prelude::*;

use super::side_choice::{EVERYTHING, choice_of, outlet_side, saved_choice, side_of};
use super::{Comparison, LETTERS, size};
use crate::app::components::when;
use crate::app::format::{numbers, text};
use crate::app::messages as m;
use crate::app::state::{Session, filters};
use crate::app::views::search_tools::saved;
use crate::query::{FacetKind, MAX_SIDES, Query, WITHOUT_VALUE};
use crate::text::folded;

/// The most outlets to choose from; others are reached by their selection.
const MAX_OUTLETS: usize = 300;

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
    chosen.iter().take(MAX_SIDES).chain(others.take(n_others)).map(|id| outlet_side(id)).collect()
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
    let mut choices: Vec<(String, String)> = catalogue.all.facets[FacetKind::Outlets]
        .iter()
        .take(MAX_OUTLETS)
        .map(|outlet| (outlet.id.clone(), format!("{} ({})", text::safe(&outlet.name), numbers::number(outlet.count))))
        .collect();
    choices.sort_by_cached_key(|(_, name)| folded(name));
    if catalogue.all.without_outlet > 0 {
        choices.push((WITHOUT_VALUE.to_owned(), m::unknown_outlet().to_owned()));
    }
    choices.push((EVERYTHING.to_owned(), m::everything().to_owned()));
    let options = StoredValue::new(choices);
    let pick = move |place: usize, event: leptos::ev::Event| {
        let chosen = event_target_value(&event);
        if chosen.is_empty() {
            return;
        }
        change(session, |sides| match sides.get_mut(place) {
            Some(side) => *side = side_of(&chosen),
            None => sides.push(side_of(&chosen)),
        });
    };
    let pickers = move || {
        let sides = sides.get();
        session.saved_changes.track();
        let kept = saved::stored();
        let saved_addresses: Vec<&str> = kept.iter().map(|saved| saved.address.as_str()).collect();
        let n = (sides.len() + 1).clamp(2, MAX_SIDES);
        (0..n)
            .map(|place| {
                let now = sides.get(place).map(|side| choice_of(side, &saved_addresses)).unwrap_or_default();
                let label = LETTERS.get(place).copied().unwrap_or_default();
                let label = if place < sides.len() { m::compare_side(label) } else { m::compare_add_side(label) };
                let empty = if place < sides.len() { m::a_selection() } else { m::add_dots() };
                let options: Vec<AnyView> = options.with_value(|options| {
                    let option = |(id, name): &(String, String)| {
                        view! { <option value=id.clone() selected=*id == now>{name.clone()}</option> }.into_any()
                    };
                    options.iter().map(option).collect()
                });
                let saved: Vec<AnyView> = kept
                    .iter()
                    .map(|saved| {
                        let value = saved_choice(&saved.address);
                        let chosen = value == now;
                        view! { <option value=value selected=chosen>{saved.name.clone()}</option> }.into_any()
                    })
                    .collect();
                let saved =
                    (!saved.is_empty()).then(|| view! { <optgroup label=m::saved_selections()>{saved}</optgroup> });
                view! {
                    <select aria-label=label on:change=move |event| pick(place, event)>
                        <option value="" selected=now.is_empty()>{empty}</option>
                        {saved}
                        {options}
                    </select>
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
        {list}
    }
}
