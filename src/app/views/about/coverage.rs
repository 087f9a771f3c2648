//! Coverage: how many articles each outlet has over time, including gaps.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::{Head, table};
use crate::app::format::{numbers, text};
use crate::app::messages as m;
use crate::app::state::{Session, latest};
use crate::app::views::links::to_articles;
use crate::app::views::time_steps::{StepChoice, step_name, steps_of};
use crate::app::views::timeline::{Lane, LaneScale, Weight, lanes};
use crate::model::PartialDate;
use crate::query::{FacetKind, Query, ValueCount};
use crate::survey::Steps;

/// The maximum number of outlets in the drawing.
const MAX_OUTLETS: usize = 20;

/// An outlet with the dates of its articles.
type OutletCoverage = (ValueCount, Vec<PartialDate>);

/// Articles by outlet and step of time, with the gaps of each outlet.
#[component]
pub fn Coverage() -> impl IntoView {
    let session = Session::expect();
    let covered = latest(Memo::new(|_| ()), move |()| async move {
        let (archive, catalogue) = (session.archive(), session.catalogue());
        let mut covered: Vec<OutletCoverage> = Vec::new();
        for outlet in catalogue.all.facets[FacetKind::Outlets].iter().take(MAX_OUTLETS) {
            let query = Query { limit: Some(usize::MAX), facet_limit: Some(0), ..of_outlet(&outlet.id) };
            let Ok(answer) = archive.query(&query).await else { continue };
            covered.push((outlet.clone(), answer.hits.into_iter().filter_map(|hit| hit.date).collect()));
        }
        Arc::new(covered)
    });
    let drawn = move || {
        let covered = covered.get().filter(|covered| !covered.is_empty())?;
        let steps = steps_of(session, &Query::default())?;
        Some(drawn(session, &steps, &covered))
    };
    view! {
        // Outside of what is drawn again, so that the focus stays where it is.
        <p class="page__text page__tools"><StepChoice /></p>
        {drawn}
    }
}

fn of_outlet(id: &str) -> Query {
    let mut query = Query::default();
    query.filters[FacetKind::Outlets].any.push(id.to_owned());
    query
}

fn drawn(session: Session, steps: &Steps, covered: &[OutletCoverage]) -> AnyView {
    let n_outlets = session.catalogue().all.facets[FacetKind::Outlets].len();
    let named = |outlet: &ValueCount| {
        let query = of_outlet(&outlet.id);
        view! { <a href=to_articles(session, query)><bdi>{text::safe(&outlet.name)}</bdi></a> }.into_any()
    };
    let rows = covered
        .iter()
        .map(|(outlet, dates)| {
            Lane::new(text::safe(&outlet.name), named(outlet), steps, dates.iter().copied(), Weight::Chosen)
        })
        .collect();
    let of = if n_outlets > covered.len() {
        m::coverage_some(covered.len(), n_outlets)
    } else {
        m::coverage_every().to_owned()
    };
    let summary = [&of, m::coverage_lanes()].join(" ");
    let holes: Vec<Vec<AnyView>> = covered
        .iter()
        .map(|(outlet, dates)| {
            let (counts, _) = steps.counts(dates.iter().copied());
            let named_at = |at: Option<usize>| at.map_or_else(|| m::none_low().to_owned(), |at| step_name(steps, at));
            let first = counts.iter().position(|count| *count > 0);
            let last = counts.iter().rposition(|count| *count > 0);
            let (empty, longest) = holes_between(&counts);
            let longest = longest.map_or_else(
                || m::none_low().to_owned(),
                |(from, to)| match from == to {
                    true => step_name(steps, from),
                    false => m::range(&step_name(steps, from), &step_name(steps, to)),
                },
            );
            vec![
                view! { <bdi>{text::safe(&outlet.name)}</bdi> }.into_any(),
                named_at(first).into_any(),
                named_at(last).into_any(),
                numbers::number(empty).into_any(),
                longest.into_any(),
            ]
        })
        .collect();
    let heads = vec![
        Head::Words(m::outlet().to_owned()),
        Head::Words(m::holes_first().to_owned()),
        Head::Words(m::holes_last().to_owned()),
        Head::Figures(m::holes_empty().to_owned()),
        Head::Words(m::holes_longest().to_owned()),
    ];
    view! {
        <div class="page__text about__coverage">
            {lanes(m::coverage().to_owned(), summary, steps, rows, LaneScale::Own)}
            <section aria-labelledby="holes">
                <h2 id="holes">{m::holes()}</h2>
                <div class="compare__scroll" tabindex="0" role="region" aria-label=m::holes_region()>
                    {table(m::holes_caption().to_owned(), heads, holes)}
                </div>
            </section>
        </div>
    }
    .into_any()
}

/// The number of empty steps between the first and the last article, and the longest run of these, from and to.
fn holes_between(counts: &[usize]) -> (usize, Option<(usize, usize)>) {
    let first = counts.iter().position(|count| *count > 0);
    let last = counts.iter().rposition(|count| *count > 0);
    let (Some(first), Some(last)) = (first, last) else { return (0, None) };
    let (mut empty, mut run) = (0, 0);
    let mut longest: Option<(usize, usize)> = None;
    for (at, count) in counts.iter().enumerate().take(last + 1).skip(first) {
        if *count > 0 {
            run = 0;
            continue;
        }
        empty += 1;
        run += 1;
        if longest.is_none_or(|(from, to)| run > to - from + 1) {
            longest = Some((at + 1 - run, at));
        }
    }
    (empty, longest)
}

#[cfg(test)]
mod tests {
    use super::holes_between;

    #[test]
    fn holes_lie_between_the_first_and_the_last_count() {
        assert_eq!(holes_between(&[0, 1, 0, 2, 0, 0, 3, 0]), (3, Some((4, 5))));
        assert_eq!(holes_between(&[1, 1]), (0, None));
        assert_eq!(holes_between(&[0, 0]), (0, None));
        assert_eq!(holes_between(&[1, 0, 1, 0, 1]), (2, Some((1, 1))));
    }
}
