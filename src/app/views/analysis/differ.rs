//! The words that two sides use differently.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::figures::{exact, figure};
use super::files::{TableFile, save_button};
use super::near::scrolled;
use super::settings::{progress, setting};
use crate::app::components::{Head, when};
use crate::app::effect::{effect, spawn_while_shown};
use crate::app::format::{numbers, text};
use crate::app::messages as m;
use crate::app::state::{ReadingStage, SelectionReader, Session, filters};
use crate::app::views::links::link;
use crate::model::Article;
use crate::query::{AnalysisSetting, FacetKind, Query, QueryError, Sort, ValueFilter, View};
use crate::survey::{KeyWord, Keyness, MIN_KEYNESS_COUNT};
use crate::text::folded;

/// The number of words by which the lists grow.
const STEP: usize = 40;

/// The most outlets to choose from.
const MAX_OUTLETS: usize = 300;

/// The value of the setting for the first two sides of Compare.
const SIDES: &str = "@sides";

/// The two sides: their names and queries.
#[derive(Clone, PartialEq)]
struct TwoSides {
    names: [String; 2],
    first: Query,
    /// `None` for all articles that the first side has not.
    second: Option<Query>,
}

/// What was counted.
struct Counted {
    sides: TwoSides,
    keyness: Keyness,
    n_shared: usize,
}

/// The words that differ.
#[component]
pub fn Differ() -> impl IntoView {
    let session = Session::expect();
    let against = setting(session, AnalysisSetting::Against);
    let sides = Memo::new(move |_| {
        let query = session.query.get();
        against.with(|against| two_sides(session, query, against))
    });
    let reading = SelectionReader::new();
    let found = RwSignal::new(None::<Arc<Counted>>);
    let shown = RwSignal::new(STEP);
    effect(move || {
        reading.track();
        found.set(None);
        shown.set(STEP);
        let Some(sides) = sides.get() else {
            reading.end();
            return;
        };
        let turn = reading.begin();
        spawn_while_shown(async move {
            let counted = count(session, reading, turn, sides).await;
            match counted {
                Ok(Some(counted)) => drop(found.try_set(Some(Arc::new(counted)))),
                Ok(None) => {}
                Err(problem) if reading.is_now(turn) => drop(reading.stage.try_set(ReadingStage::Failed(problem))),
                Err(_) => {}
            }
        });
    });
    let summary = move || {
        let counted = found.get()?;
        let [first, second] = &counted.sides.names;
        let told = |side: usize, name: &str| {
            m::keyness_side(counted.keyness.n_articles(side), name, counted.keyness.n_words(side))
        };
        let mut told = vec![told(0, first), told(1, second)];
        if counted.n_shared > 0 {
            told.push(m::keyness_shared(counted.n_shared));
        }
        Some(told.join("\n"))
    };
    let options = StoredValue::new(outlets(session));
    let pick = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event);
        session.url.push(|address| address.analysis.set(AnalysisSetting::Against, &chosen));
    };
    let choices = move || {
        let now = against.get();
        let has_sides = session.url.with(|address| address.sides.len() > 1);
        let mut all = vec![(String::new(), m::keyness_rest().to_owned())];
        if has_sides || now == SIDES {
            all.push((SIDES.to_owned(), m::keyness_sides().to_owned()));
        }
        let option = |(id, name): &(String, String)| {
            view! { <option value=id.clone() selected=*id == now>{name.clone()}</option> }.into_any()
        };
        let fixed: Vec<AnyView> = all.iter().map(option).collect();
        let outlets: Vec<AnyView> = options.with_value(|options| options.iter().map(option).collect());
        view! { {fixed} <optgroup label=m::keyness_same_search()>{outlets}</optgroup> }.into_any()
    };
    let tables = move || {
        let counted = found.get()?;
        let rows = counted.keyness.rows();
        let first: Vec<&KeyWord> = rows.iter().filter(|row| row.log_likelihood > 0.0).collect();
        let second: Vec<&KeyWord> = rows.iter().rev().filter(|row| row.log_likelihood < 0.0).collect();
        if rows.is_empty() {
            return Some(view! { <p class="page__none">{m::keyness_none()}</p> }.into_any());
        }
        let of = |side: usize, rows: &[&KeyWord]| side_table(session, &counted, side, rows, shown.get());
        Some(view! { <div class="page__pair analysis__pair">{of(0, &first)}{of(1, &second)}</div> }.into_any())
    };
    let tools = move || {
        let file = move || found.get_untracked().map(|counted| csv(&counted));
        view! {
            <div class="page__tools">{save_button(session, file)}</div>
            <p class="page__note">{m::keyness_explained(MIN_KEYNESS_COUNT)}</p>
        }
        .into_any()
    };
    let has_rows =
        Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|found| !found.keyness.rows().is_empty())));
    let has_more = Memo::new(move |_| {
        let most = found.with(|found| {
            let rows = found.as_ref().map(|found| found.keyness.rows()).unwrap_or_default();
            let first = rows.iter().filter(|row| row.log_likelihood > 0.0).count();
            first.max(rows.len() - first)
        });
        most > shown.get()
    });
    view! {
        <p class="page__note">{m::keyness_note()}</p>
        <p class="analysis__row">
            <label>{m::keyness_against()} " " <select on:change=pick>{choices}</select></label>
        </p>
        {when(move || sides.with(Option::is_none), move || view! { <p class="page__none">{m::keyness_choose()}</p> }.into_any())}
        {progress(reading, move || found.with(Option::is_some))}
        <p class="analysis__told" aria-live="polite">{summary}</p>
        {when(move || has_rows.get(), tools)}
        {tables}
        {when(move || has_more.get(), move || view! {
            <button type="button" class="quiet" on:click=move |_| shown.update(|shown| *shown += STEP)>{m::keyness_more()}</button>
        }.into_any())}
    }
}

/// The sides; `None` if one of them would be empty.
fn two_sides(session: Session, selection: Query, against: &str) -> Option<TwoSides> {
    let selection = Query { sort: Some(Sort::Newest), ..selection };
    let catalogue = session.catalogue();
    let name = |query: &Query| -> String {
        let words: Vec<String> = filters(query).iter().map(|filter| catalogue.words_of(filter)).collect();
        if words.is_empty() { m::everything().to_owned() } else { words.join(", ") }
    };
    if against == SIDES {
        let sides = session.url.with(|address| address.sides.clone());
        let [first, second, ..] = sides.as_slice() else { return None };
        let within = |side: &Query| Query { sort: Some(Sort::Newest), ..side.within(&selection) };
        return Some(TwoSides {
            names: [name(first), name(second)],
            first: within(first),
            second: Some(within(second)),
        });
    }
    if against.is_empty() {
        let is_whole = filters(&selection).is_empty();
        let names = [name(&selection), m::keyness_rest_short().to_owned()];
        return (!is_whole).then_some(TwoSides { names, first: selection, second: None });
    }
    let mut second = selection.clone();
    second.filters[FacetKind::Outlets] = ValueFilter { any: vec![against.to_owned()], ..ValueFilter::default() };
    let outlet = catalogue.value(FacetKind::Outlets, against).map_or_else(|| text::safe(against), |(name, _)| name);
    Some(TwoSides { names: [name(&selection), outlet], first: selection, second: Some(second) })
}

async fn ids(session: Session, query: &Query) -> Result<BTreeSet<String>, QueryError> {
    let every = Query { limit: Some(usize::MAX), facet_limit: Some(0), ..query.clone() };
    Ok(session.archive().query(&every).await?.hits.into_iter().map(|hit| hit.id).collect())
}

/// Counts the words of both sides; `None` if a newer reading has begun.
async fn count(
    session: Session,
    reading: SelectionReader,
    turn: u64,
    sides: TwoSides,
) -> Result<Option<Counted>, QueryError> {
    let mut keyness = Keyness::default();
    let first = ids(session, &sides.first).await?;
    let mut n_shared = 0;
    if let Some(second) = &sides.second {
        let other = ids(session, second).await?;
        n_shared = first.intersection(&other).count();
        for (side, query, not) in [(0, &sides.first, &other), (1, second, &first)] {
            let mut take = |article: &Article| {
                if !not.contains(&article.id) {
                    keyness.take(side, article);
                }
            };
            if !reading.through(turn, session, query.clone(), &mut take).await {
                return Ok(None);
            }
        }
    } else {
        let mut take = |article: &Article| keyness.take(usize::from(!first.contains(&article.id)), article);
        if !reading.through(turn, session, Query::default(), &mut take).await {
            return Ok(None);
        }
    }
    let is_done = reading.in_steps(turn, &mut || keyness.step()).await;
    Ok(is_done.then_some(Counted { sides, keyness, n_shared }))
}

/// The outlets to compare with, by name.
fn outlets(session: Session) -> Vec<(String, String)> {
    let catalogue = session.catalogue();
    let outlets = catalogue.all.facets[FacetKind::Outlets].iter().take(MAX_OUTLETS);
    let mut outlets: Vec<(String, String)> = outlets
        .map(|outlet| (outlet.id.clone(), format!("{} ({})", text::safe(&outlet.name), numbers::number(outlet.count))))
        .collect();
    outlets.sort_by_cached_key(|(_, name)| folded(name));
    outlets
}

fn side_table(session: Session, counted: &Counted, side: usize, rows: &[&KeyWord], shown: usize) -> AnyView {
    let [first, second] = &counted.sides.names;
    let name = if side == 0 { first } else { second };
    let query = match (side, &counted.sides.second) {
        (0, _) => counted.sides.first.clone(),
        (_, Some(second)) => second.clone(),
        _ => Query::default(),
    };
    let cells = |row: &&KeyWord| {
        let to = link(session, |address| {
            address.query = Query { sort: None, ..query.clone() };
            address.view = View::Analysis;
            address.analysis.add_term(&row.word);
        });
        let dispersion = row.dispersion.get(side).copied().flatten();
        let other = 1 - side;
        vec![
            view! { <a class="analysis__word" href=to><bdi>{text::safe(&row.word)}</bdi></a> }.into_any(),
            numbers::number(row.counts.get(side).copied().unwrap_or_default()).into_any(),
            numbers::number(row.counts.get(other).copied().unwrap_or_default()).into_any(),
            figure(row.log_likelihood.abs()).into_any(),
            figure(if side == 0 { row.log_ratio } else { -row.log_ratio }).into_any(),
            dispersion.map(figure).unwrap_or_default().into_any(),
        ]
    };
    let table_rows = rows.iter().take(shown).map(cells).collect();
    let heads = vec![
        Head::Words(m::analysis_word().to_owned()),
        Head::Figures(m::keyness_here().to_owned()),
        Head::Figures(m::keyness_there().to_owned()),
        Head::Figures(m::measure_log_likelihood().to_owned()),
        Head::Figures(m::keyness_log_ratio().to_owned()),
        Head::Figures(m::keyness_dispersion().to_owned()),
    ];
    let title = m::keyness_more_in(name);
    view! {
        <section aria-label=title.clone()>
            <h2>{title.clone()}</h2>
            {if rows.is_empty() {
                view! { <p class="page__none">{m::none()}</p> }.into_any()
            } else {
                scrolled(title.clone(), heads, table_rows)
            }}
        </section>
    }
    .into_any()
}

fn csv(counted: &Counted) -> TableFile {
    let [first, second] = &counted.sides.names;
    let heads = [
        "word",
        "A",
        "B",
        "A articles",
        "B articles",
        "log-likelihood",
        "log ratio",
        "A dispersion",
        "B dispersion",
        "A is",
        "B is",
    ];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for row in counted.keyness.rows() {
        let mut cells = vec![row.word.clone()];
        cells.extend(row.counts.iter().chain(&row.articles).map(usize::to_string));
        cells.extend([exact(row.log_likelihood), exact(row.log_ratio)]);
        cells.extend(row.dispersion.iter().map(|dispersion| dispersion.map(exact).unwrap_or_default()));
        let of = |side: usize, name: &str| {
            format!("{name}: {} articles, {} words", counted.keyness.n_articles(side), counted.keyness.n_words(side))
        };
        cells.extend([of(0, first), of(1, second)]);
        rows.push(cells);
    }
    TableFile { name: format!("words that differ {first} and {second}"), rows }
}
