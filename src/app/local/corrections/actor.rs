//! Correcting one actor.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Correction, CorrectionList, Corrections};
use crate::app::effect::effect;
use crate::app::format::{labels, text};
use crate::app::local::HEADING_ID;
use crate::app::messages as m;
use crate::model::ActorKind;
use crate::query::{FacetKind, Query, ValueCount};

/// The id of the list of names to choose from.
const NAMES_ID: &str = "correction-names";

/// The maximum number of suggested names.
const MAX_NAMES: usize = 2000;

/// A form to rename, reclassify, merge or remove an actor.
#[component]
pub fn CorrectActor(
    /// The corrections.
    corrections: Corrections,
    /// The actor's id.
    id: String,
) -> impl IntoView {
    let actors = RwSignal::new(None::<Arc<Vec<ValueCount>>>);
    if let Some(found) = corrections.found() {
        spawn_local(async move {
            let query = Query { limit: Some(0), facet_limit: Some(usize::MAX), ..Query::default() };
            let answer =
                found.query(&query).await.map(|mut answer| answer.facets.take(FacetKind::Actors)).unwrap_or_default();
            actors.try_set(Some(Arc::new(answer)));
        });
    }
    view! {
        <h2 id=HEADING_ID tabindex="-1">{m::correct_actor()}</h2>
        {move || {
            let actors = actors.get()?;
            let Some(actor) = actors.iter().find(|actor| actor.id == id).cloned() else {
                return Some(view! { <p>{m::correct_no_such()}</p> }.into_any());
            };
            Some(view! { <ActorForm corrections actor actors /> }.into_any())
        }}
        <CorrectionList corrections />
    }
}

#[component]
fn ActorForm(
    /// The corrections.
    corrections: Corrections,
    /// The actor before corrections.
    actor: ValueCount,
    /// All actors.
    actors: Arc<Vec<ValueCount>>,
) -> impl IntoView {
    let problem = RwSignal::new(None::<&'static str>);
    let ValueCount { id, name: found_name, kind: found_kind, .. } = actor;
    let id = StoredValue::new(id);
    let found_name = StoredValue::new(found_name);
    let name = Memo::new(move |_| {
        let stated = corrections.statements.with(|all| all.actors.get(&id.get_value())?.name.clone());
        stated.unwrap_or_else(|| found_name.get_value())
    });
    let kind = Memo::new(move |_| {
        let stated = corrections.statements.with(|all| all.actors.get(&id.get_value())?.kind);
        stated.unwrap_or(found_kind)
    });
    let typed = RwSignal::new(name.get_untracked());
    effect(move || typed.set(name.get()));
    let other = RwSignal::new(String::new());
    let make = move |correction: Correction| {
        problem.set(None);
        corrections.change(move |history| history.make(vec![correction.clone()]));
    };
    let rename = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match new_name(&typed.get_untracked(), &name.get_untracked()) {
            Some(name) => make(Correction::Renamed { actor: id.get_value(), was: found_name.get_value(), name }),
            None => problem.set(Some(m::correct_another_name())),
        }
    };
    let retype = move |event| {
        let wanted = event_target_value(&event);
        if let Some(to) = ActorKind::ALL.into_iter().find(|kind| kind.as_str() == wanted) {
            make(Correction::Retyped { actor: id.get_value(), name: name.get_untracked(), to });
        }
    };
    let names = actors
        .iter()
        .filter(|other| other.id != id.get_value())
        .take(MAX_NAMES)
        .map(|other| view! { <option value=text::safe(&other.name)></option> })
        .collect_view();
    let merge = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match merge_target(&actors, &id.get_value(), &other.get_untracked()) {
            Some(into) => make(Correction::Merged {
                actor: id.get_value(),
                name: found_name.get_value(),
                into: into.id.clone(),
                into_name: into.name.clone(),
                into_kind: into.kind,
            }),
            None => problem.set(Some(m::correct_choose_actor())),
        }
    };
    let silence = move |_| make(Correction::Silenced { actor: id.get_value(), name: name.get_untracked() });
    let kinds = ActorKind::ALL
        .into_iter()
        .map(|one| {
            view! {
                <option value=one.as_str() prop:selected=move || kind.get() == one>
                    {labels::kind(one)}
                </option>
            }
        })
        .collect_view();
    view! {
        <p><strong><bdi>{move || text::safe(&name.get())}</bdi></strong></p>
        <form class="desk__form desk__row" on:submit=rename>
            <label class="desk__field">
                {m::name()}
                <input type="text" dir="auto" prop:value=move || typed.get() on:input=move |event| typed.set(event_target_value(&event)) />
            </label>
            <button type="submit" class="quiet">{m::rename()}</button>
        </form>
        <label class="desk__field">{m::kind()} " " <select on:change=retype>{kinds}</select></label>
        <form class="desk__form desk__row" on:submit=merge>
            <label class="desk__field">
                {m::correct_same_as()}
                <input
                    type="text"
                    list=NAMES_ID
                    prop:value=move || other.get()
                    on:input=move |event| other.set(event_target_value(&event))
                />
            </label>
            <datalist id=NAMES_ID>{names}</datalist>
            <button type="submit" class="quiet">{m::correct_merge()}</button>
        </form>
        <p class="desk__buttons">
            <button type="button" class="quiet" on:click=silence>{m::correct_no_actor()}</button>
            <span role="alert">{move || problem.get()}</span>
        </p>
    }
}

/// The name that was typed for an actor; none if it is empty or the present one.
fn new_name(typed: &str, now: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty() && typed != now).then(|| typed.to_owned())
}

/// The actor that the reader means by a name or an id, other than the one to merge.
fn merge_target<'a>(actors: &'a [ValueCount], id: &str, wanted: &str) -> Option<&'a ValueCount> {
    let wanted = wanted.trim();
    let is_meant = |other: &&ValueCount| text::safe(&other.name) == wanted || other.id == wanted;
    actors.iter().filter(|other| other.id != id).find(is_meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_is_renamed_only_to_another_name() {
        assert_eq!(new_name(" Ada Byron ", "Ada").as_deref(), Some("Ada Byron"));
        assert_eq!(new_name("Ada ", "Ada"), None);
        assert_eq!(new_name("  ", "Ada"), None);
    }

    #[test]
    fn an_actor_is_merged_with_another_by_name_or_id() {
        let actor = |id: &str, name: &str| ValueCount {
            id: id.to_owned(),
            name: name.to_owned(),
            kind: ActorKind::Person,
            count: 1,
        };
        let actors = [actor("ada", "Ada"), actor("ada-2", "Ada"), actor("bea", "Bea\u{202e}")];
        let target = |wanted: &str| merge_target(&actors, "ada", wanted).map(|actor| actor.id.as_str());
        assert_eq!(target("Ada"), Some("ada-2"), "never with itself");
        assert_eq!(target(" Bea"), Some("bea"), "as its name is shown");
        assert_eq!(target("ada"), None);
    }
}
