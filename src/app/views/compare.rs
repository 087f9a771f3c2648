//! Two outlets side by side: how much, when, and whom each names.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::dates::scale::Scale;
use super::export::cell;
use super::facets::Facets;
use super::selection::SelectionHead;
use crate::app::components::{Bars, CopyButton};
use crate::app::state::{Catalogue, Facet, Session, latest};
use crate::app::words;
use crate::query::{Answer, Query};

/// How many actors the table shows.
const MOST: usize = 60;

/// An actor as two outlets name it.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    name: String,
    left: usize,
    right: usize,
    /// Percentage points more at the left.
    difference: f64,
}

/// Two outlets side by side.
#[component]
pub fn Compare() -> impl IntoView {
    let session = Session::expect();
    let pair = Memo::new(move |_| {
        let catalogue = session.catalogue();
        let mut pair = session.url.with(|address| address.compared.clone());
        let most = catalogue.all.facets.outlets.iter().map(|outlet| &outlet.id);
        for id in most {
            if pair.len() < 2 && !pair.contains(id) {
                pair.push(id.clone());
            }
        }
        pair
    });
    let loaded = latest(
        move || (session.query.get(), pair.get()),
        move |(query, pair)| {
            let archive = session.archive();
            async move {
                let mut answers = Vec::new();
                for id in pair {
                    let mut query = Query { limit: Some(0), facet_limit: Some(usize::MAX), ..query.clone() };
                    query.outlets = Default::default();
                    Facet::Outlet.choose(&mut query, &id, crate::app::state::Choice::Include);
                    answers.push((id, Arc::new(archive.query(&query).await.ok()?)));
                }
                Some(answers)
            }
        },
    );
    let body = move || match loaded.get() {
        Some(Some(answers)) => match <[_; 2]>::try_from(answers) {
            Ok([left, right]) => view! { <SideBySide left right /> }.into_any(),
            Err(_) => view! { <p class="page__none">"An archive of one outlet has nothing to compare."</p> }.into_any(),
        },
        Some(None) => {
            view! { <p class="page__none">"The outlets could not be compared. Load the page again."</p> }.into_any()
        }
        None => view! { <p class="page__none">"Counting…"</p> }.into_any(),
    };
    view! {
        <main id="content" tabindex="-1" class="room room--page">
            <Facets />
            <section class="page" aria-label="Compare">
                <SelectionHead />
                <div class="page__text page__text--wide">
                    <h1>"Compare outlets"</h1>
                    <div class="compare__choice">
                        <Chooser label="Left outlet" at=0 pair />
                        <button
                            type="button"
                            class="quiet"
                            on:click=move |_| {
                                let mut pair = pair.get_untracked();
                                pair.reverse();
                                session.url.push(|address| address.compared = pair);
                            }
                        >
                            "Swap"
                        </button>
                        <Chooser label="Right outlet" at=1 pair />
                    </div>
                    {body}
                </div>
            </section>
        </main>
    }
}

/// A menu of the outlets.
#[component]
fn Chooser(
    /// What it chooses.
    label: &'static str,
    /// Which of the two.
    at: usize,
    /// The two.
    pair: Memo<Vec<String>>,
) -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    let mut outlets: Vec<(String, String)> =
        catalogue.all.facets.outlets.iter().map(|outlet| (outlet.id.clone(), words::tame(&outlet.name))).collect();
    outlets.sort_by(|a, b| a.1.cmp(&b.1));
    let options = outlets
        .into_iter()
        .map(|(id, name)| {
            let value = id.clone();
            view! {
                <option value=value selected=move || pair.with(|pair| pair.get(at) == Some(&id))>
                    {name}
                </option>
            }
        })
        .collect_view();
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let mut pair = pair.get_untracked();
        if let Some(place) = pair.get_mut(at) {
            *place = chosen;
        }
        session.url.push(|address| address.compared = pair);
    };
    view! {
        <select aria-label=label on:change=choose>
            {options}
        </select>
    }
}

/// The comparison.
#[component]
fn SideBySide(
    /// The outlet at the left, by id, with its counts.
    left: (String, Arc<Answer>),
    /// The outlet at the right.
    right: (String, Arc<Answer>),
) -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    let name = |id: &str| catalogue.value(Facet::Outlet, id).map_or_else(|| id.to_owned(), |(name, _)| name);
    let names = (name(&left.0), name(&right.0));
    let lines = lines(&catalogue, &left.1, &right.1);
    let csv = {
        let (names, lines, totals) = (names.clone(), lines.clone(), (left.1.total, right.1.total));
        move || csv(&names, totals, &lines)
    };
    let span = catalogue.info.from.zip(catalogue.info.to);
    let charts = span.map(|(from, to)| {
        let scale = Scale::new(from, to);
        let counts = [&left.1, &right.1].map(|answer| scale.counts(&answer.histogram));
        let most = counts.iter().flatten().copied().max().unwrap_or(0);
        counts.map(|counts| {
            let summary = super::dates::describe(&scale, &counts);
            view! { <Bars counts most summary /> }
        })
    });
    let [left_chart, right_chart] = charts.map_or([None, None], |charts| charts.map(Some));
    let sides = [(&names.0, &left.1, left_chart), (&names.1, &right.1, right_chart)].map(|(name, answer, chart)| {
        view! {
            <div class="compare__side">
                <h2>{name.clone()}</h2>
                <p class="compare__total">{words::count_of(answer.total, "article", "articles")}</p>
                {chart}
            </div>
        }
    });
    let rows = lines
        .iter()
        .take(MOST)
        .map(|line| {
            let percent = |count: usize, total: usize| 100.0 * count as f64 / total.max(1) as f64;
            let told = |count: usize, total: usize| match count {
                0 => view! { <td class="compare__none">"not named"</td> }.into_any(),
                count => {
                    view! { <td>{words::number(count)} " " <small>{format!("{:.0} %", percent(count, total))}</small></td> }
                        .into_any()
                }
            };
            let width = format!("{:.1}", line.difference.abs().min(100.0) / 2.0);
            let x = if line.difference > 0.0 { format!("{:.1}", 50.0 - line.difference.min(100.0) / 2.0) } else { "50".to_owned() };
            view! {
                <tr>
                    <th scope="row">{line.name.clone()}</th>
                    {told(line.left, left.1.total)}
                    {told(line.right, right.1.total)}
                    <td>{format!("{:+.0}", line.difference).replace('-', "−")}</td>
                    <td class="compare__bar" aria-hidden="true">
                        <svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none">
                            <rect x=x width=width height="10" />
                            <line class="axis" x1="50" x2="50" y1="0" y2="10" />
                        </svg>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="compare__sides">{sides.into_iter().collect_view()}</div>
        <h2>"Whom each names"</h2>
        <p class="page__lede">
            "The share of each outlet’s articles that names an actor; the difference is in percentage points, largest first."
        </p>
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">"Actor"</th>
                    <th scope="col">{names.0.clone()}</th>
                    <th scope="col">{names.1.clone()}</th>
                    <th scope="col">"Difference"</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p>
            <CopyButton label="Copy as CSV" text=csv />
        </p>
    }
}

fn lines(catalogue: &Catalogue, left: &Answer, right: &Answer) -> Vec<Line> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for actor in &left.facets.actors {
        counts.entry(&actor.id).or_default().0 = actor.count;
    }
    for actor in &right.facets.actors {
        counts.entry(&actor.id).or_default().1 = actor.count;
    }
    let share = |count: usize, answer: &Answer| 100.0 * count as f64 / answer.total.max(1) as f64;
    let line = |(id, (a, b)): (&str, (usize, usize))| Line {
        name: catalogue.actor(id).map_or_else(|| id.to_owned(), |(name, ..)| words::tame(name)),
        left: a,
        right: b,
        difference: share(a, left) - share(b, right),
    };
    let mut lines: Vec<Line> = counts.into_iter().filter(|(_, (a, b))| a + b > 0).map(line).collect();
    lines.sort_by(|a, b| {
        b.difference.abs().total_cmp(&a.difference.abs()).then((b.left + b.right).cmp(&(a.left + a.right)))
    });
    lines
}

fn csv(names: &(String, String), totals: (usize, usize), lines: &[Line]) -> String {
    let mut csv = format!("actor,{},{},difference in percentage points\r\n", cell(&names.0), cell(&names.1));
    csv.push_str(&format!("\"all articles\",{},{},\r\n", totals.0, totals.1));
    for line in lines {
        csv.push_str(&format!("{},{},{},{:.1}\r\n", cell(&line.name), line.left, line.right, line.difference));
    }
    csv
}
