//! What a selection is, while none of its articles is open.

use std::sync::Arc;

use leptos::prelude::*;

use super::links::{OutletNames, actor_link, naming, to_article, to_articles};
use crate::app::browser;
use crate::app::format::{dates, labels, numbers, text};
use crate::app::messages as m;
use crate::app::split::{Part, part};
use crate::app::state::{FACET_LENGTH, Session, filters, latest};
use crate::query::{Answer, Card, FacetKind, Query, Sort, Undated, ValueCount};
use crate::survey::association;
use crate::wire::sort::sort_by;

/// The maximum number of actors.
const MAX_ACTORS: usize = 12;

/// The maximum number of outlets.
const MAX_OUTLETS: usize = 6;

part! { reading:
    pub fn start_pane() -> Part {
    Ok(view! { <StartPane /> }.into_any())
}
}

/// The size and the span of the selection, the actors that are characteristic of it, its outlets, and its first and last
/// article.
#[component]
fn StartPane() -> impl IntoView {
    let session = Session::expect();
    let ends = latest(session.query, move |query| {
        let archive = session.archive();
        async move {
            if filters(&query).is_empty() {
                // The first view fetches nothing for this.
                return [None, None];
            }
            // The list has priority.
            browser::drawn().await;
            let end = async |sort| {
                let undated = Undated::OutsideRanges;
                let query = Query { sort: Some(sort), limit: Some(1), facet_limit: Some(0), undated, ..query.clone() };
                let hits = archive.query(&query).await.ok()?.hits;
                let id = hits.into_iter().find(|hit| hit.date.is_some())?.id;
                archive.cards(&[id], &Query::default()).await.ok()?.pop()
            };
            [end(Sort::Oldest).await, end(Sort::Newest).await]
        }
    });
    let about = move || {
        let answer = session.answer.get()?.ok().filter(|answer| answer.total > 0)?;
        Some(about(session, &answer))
    };
    let ends = move || {
        let [first, last] = ends.get()?;
        let (first, last) = (first?, last?);
        let is_one = first.id == last.id;
        let first = end(session, m::first_article(), &first);
        Some(view! { <dl class="page__facts">{first} {(!is_one).then(|| end(session, m::start_last(), &last))}</dl> })
    };
    view! { <div class="start">{about} {ends}</div> }
}

fn about(session: Session, answer: &Arc<Answer>) -> AnyView {
    let catalogue = session.catalogue();
    let query = session.query.get_untracked();
    let is_whole = filters(&query).is_empty();
    let chosen = &query.filters[FacetKind::Outlets];
    let outlets: Vec<&ValueCount> = answer.facets[FacetKind::Outlets]
        .iter()
        .filter(|outlet| chosen.any.is_empty() || chosen.any.contains(&outlet.id))
        .filter(|outlet| outlet.count > 0)
        .collect();
    // A long list comes without its end. How many outlets there are is then known for the whole archive only.
    let n_outlets = match outlets.len() {
        n if n < FACET_LENGTH => Some(n),
        _ => is_whole.then_some(catalogue.info.outlets),
    };
    let mut facts = vec![m::count_articles(answer.total)];
    facts.extend(n_outlets.map(m::count_outlets));
    if let (Some(first), Some(last)) = (answer.histogram.first(), answer.histogram.last()) {
        let from = query.from.map_or(first.month.first_day(), |from| from.max(first.month.first_day()));
        let to = query.to.map_or(last.month.last_day(), |to| to.min(last.month.last_day()));
        if from <= to {
            facts.push(m::range(&dates::month(from.month()), &dates::month(to.month())));
        }
    }
    let has_range = query.from.is_some() || query.to.is_some();
    if answer.undated > 0 && (!has_range || query.undated != Undated::OutsideRanges) {
        facts.push(m::count_undated(answer.undated));
    }
    let own: Vec<&String> = query.filters[FacetKind::Actors].wanted().collect();
    let left_out = OutletNames::watched(session);
    let candidates: Vec<(&ValueCount, usize)> = answer.facets[FacetKind::Actors]
        .iter()
        .filter(|actor| !own.contains(&&actor.id) && !left_out.contain(&actor.name))
        .map(|actor| (actor, catalogue.actor(&actor.id).map_or(actor.count, |(.., count)| count)))
        .collect();
    let actors: Vec<&ValueCount> = if is_whole {
        candidates.iter().take(MAX_ACTORS).map(|(actor, _)| *actor).collect()
    } else {
        characteristic(&candidates, answer.total, catalogue.info.articles)
    };
    let cast: Vec<AnyView> = actors
        .into_iter()
        .map(|actor| {
            let to = to_articles(session, naming(&query, &actor.id));
            let label = m::articles_name_actor(actor.count, &text::safe(&actor.name));
            view! {
                <li>
                    {actor_link(session, &actor.id, &actor.name, actor.kind)} " "
                    <a class="start__count" href=to aria-label=label>{numbers::number(actor.count)}</a>
                </li>
            }
            .into_any()
        })
        .collect();
    let rest = n_outlets.unwrap_or_default().saturating_sub(MAX_OUTLETS);
    let published: Vec<AnyView> = outlets
        .iter()
        .take(MAX_OUTLETS)
        .map(|outlet| {
            let mut only = query.clone();
            only.filters[FacetKind::Outlets].any = vec![outlet.id.clone()];
            let to = to_articles(session, only);
            view! { <li><a href=to><bdi>{text::safe(&outlet.name)}</bdi></a> " " <small>{numbers::number(outlet.count)}</small></li> }
                .into_any()
        })
        .collect();
    let heading = if is_whole { m::about_this_archive() } else { m::start_selection() };
    let whom = if is_whole { m::start_most_named() } else { m::start_characteristic() };
    view! {
        <h2>{heading}</h2>
        <p>{facts.join(" · ")}</p>
        {(!cast.is_empty()).then(|| view! { <h3>{whom}</h3> <ul class="start__cast">{cast}</ul> })}
        {(!published.is_empty())
            .then(|| {
                view! {
                    <h3>{m::outlets()}</h3>
                    <ul class="start__cast">
                        {published} {(rest > 0).then(|| view! { <li><small>{m::and_more(rest)}</small></li> })}
                    </ul>
                }
            })}
    }
    .into_any()
}

/// The actors that a selection names more often than chance explains, those that exceed it most first. `actors` are the
/// actors of the selection, each with the number of its articles in the archive.
fn characteristic<'a>(actors: &[(&'a ValueCount, usize)], selected: usize, total: usize) -> Vec<&'a ValueCount> {
    let mut found: Vec<(&ValueCount, f64)> = actors
        .iter()
        .map(|(actor, n_all)| (*actor, association(actor.count, selected, *n_all, total).log_likelihood))
        .filter(|(_, log_likelihood)| *log_likelihood > 0.0)
        .collect();
    sort_by(&mut found, |(a, x), (b, y)| y.total_cmp(x).then_with(|| (b.count, &a.name).cmp(&(a.count, &b.name))));
    found.into_iter().take(MAX_ACTORS).map(|(actor, _)| actor).collect()
}

/// The first or the last article: its date, outlet and headline.
fn end(session: Session, label: &'static str, card: &Card) -> AnyView {
    let outlet = labels::outlet(card.outlet.as_ref().map(|outlet| outlet.name.as_str()));
    let title = text::headline(&card.title);
    view! {
        <div>
            <dt>{label}</dt>
            <dd>
                <small>{card.date.map(dates::date)} " · " <bdi>{outlet}</bdi></small>
                <br />
                <a dir="auto" href=to_article(session, &card.id)>{title}</a>
            </dd>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorKind;

    #[test]
    fn what_every_article_names_is_characteristic_of_no_selection() {
        let actor =
            |id: &str, count| ValueCount { id: id.to_owned(), name: id.to_owned(), kind: ActorKind::Person, count };
        let (state, senator, rare) = (actor("state", 85), actor("senator", 20), actor("rare", 1));
        let found = characteristic(&[(&state, 870), (&senator, 30), (&rare, 40)], 100, 1_000);
        assert_eq!(found.iter().map(|actor| actor.id.as_str()).collect::<Vec<_>>(), ["senator"]);
    }
}
