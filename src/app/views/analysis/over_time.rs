//! The terms over time, as lines.

use std::sync::Arc;

use leptos::prelude::*;

use super::figures::{exact, figure};
use super::files::{TableFile, file_name, save_button};
use super::line_chart::{ChartLine, LineChart, chart, standalone};
use super::narrowed::{narrowed, sought};
use super::near::scrolled;
use super::settings::{choice_of, progress, setting, terms};
use super::terms::{TermChoice, term_name};
use crate::app::browser;
use crate::app::components::{Head, when};
use crate::app::effect::{effect, spawn_while_shown};
use crate::app::format::numbers;
use crate::app::messages as m;
use crate::app::state::{ReadingStage, SelectionReader, Session};
use crate::app::views::links::naming;
use crate::app::views::time_steps::step_name;
use crate::model::{Article, Day, PartialDate};
use crate::query::{AnalysisSetting, Query, QueryError};
use crate::survey::{Concordance, MIN_RATE_ARTICLES, Sought, Step, Steps, per_thousand, typical_step};

/// The articles that have each term, by date.
#[derive(Default)]
struct TermDates {
    /// The dates of all selected articles; `None` for undated ones.
    all: Vec<Option<PartialDate>>,
    /// For each term, its name and the dates of the articles that have it.
    terms: Vec<(String, Vec<Option<PartialDate>>)>,
}

/// The terms over time.
#[component]
pub fn OverTime() -> impl IntoView {
    let session = Session::expect();
    let terms = terms(session);
    let reading = SelectionReader::new();
    let found = RwSignal::new(None::<Arc<TermDates>>);
    effect(move || {
        reading.track();
        let query = session.query.get();
        let terms = terms.get();
        found.set(None);
        if terms.is_empty() {
            reading.end();
            return;
        }
        let turn = reading.begin();
        spawn_while_shown(async move {
            match dates_of(session, reading, turn, &query, &terms).await {
                Ok(Some(dates)) => drop(found.try_set(Some(Arc::new(dates)))),
                Ok(None) => {}
                Err(problem) if reading.is_now(turn) => drop(reading.stage.try_set(ReadingStage::Failed(problem))),
                Err(_) => {}
            }
        });
    });
    let step = setting(session, AnalysisSetting::Step);
    let scale = setting(session, AnalysisSetting::Scale);
    let drawn = Memo::new(move |_| {
        let found = found.get()?;
        let is_rate = scale.with(|scale| scale == "thousand");
        step.with(|step| Some(Arc::new(lines_of(&found, Step::from_word(step), is_rate)?)))
    });
    let summary = move || {
        let found = found.get()?;
        let undated = found.all.iter().filter(|date| date.is_none()).count();
        let mut told = vec![m::over_time_counted(found.all.len())];
        if undated > 0 {
            told.push(m::over_time_undated(undated));
        }
        Some(told.join(" "))
    };
    let figure = move || {
        let drawn = drawn.get()?;
        let note = match (drawn.unplaced, drawn.is_rate) {
            (0, false) => None,
            (0, true) => Some(m::over_time_few(MIN_RATE_ARTICLES)),
            (n, false) => Some(m::over_time_unplaced(n)),
            (n, true) => Some([m::over_time_unplaced(n), m::over_time_few(MIN_RATE_ARTICLES)].join(" ")),
        };
        let title = title(drawn.is_rate);
        Some(view! {
            {chart(title, &drawn.chart)}
            {note.map(|note| view! { <p class="page__note">{note}</p> })}
            <details>
                <summary>{m::as_a_table()}</summary>
                {figures_table(title, &drawn)}
            </details>
        })
    };
    let tools = move || {
        let steps = vec![
            ("auto", m::step_auto()),
            (Step::Day.as_str(), m::step_day()),
            (Step::Week.as_str(), m::step_week()),
            (Step::Month.as_str(), m::step_month()),
            (Step::Quarter.as_str(), m::step_quarter()),
            (Step::Year.as_str(), m::step_year()),
        ];
        let scales = vec![("thousand", m::scale_thousand()), ("articles", m::scale_articles())];
        let name = move || {
            let names: Vec<String> = terms.get_untracked().iter().map(|term| term_name(session, term)).collect();
            format!("over time {}", names.join(" "))
        };
        let file = move || drawn.get_untracked().map(|drawn| TableFile { name: name(), rows: csv(&drawn) });
        let save = move |_| {
            let Some(drawn) = drawn.get_untracked() else { return };
            let text = standalone(title(drawn.is_rate), &drawn.chart, &browser::href());
            browser::save(&file_name(&name(), "svg"), "image/svg+xml", text.as_bytes()).ok();
        };
        view! {
            <div class="page__tools">
                {choice_of(session, AnalysisSetting::Step, m::step_of_time(), steps)}
                {choice_of(session, AnalysisSetting::Scale, m::scale(), scales)}
                {save_button(session, file)}
                <button type="button" class="quiet" on:click=save>{m::save_as_svg()}</button>
            </div>
        }
        .into_any()
    };
    view! {
        <p class="page__note">{m::over_time_note()}</p>
        <TermChoice />
        {progress(reading, move || found.with(Option::is_some))}
        <p class="analysis__told" aria-live="polite">{summary}</p>
        {when(move || found.with(Option::is_some), tools)}
        {figure}
    }
}

fn title(is_rate: bool) -> &'static str {
    if is_rate { m::over_time_rate() } else { m::over_time_articles() }
}

/// Reads the articles that may have each term; `None` if a newer reading has begun.
async fn dates_of(
    session: Session,
    reading: SelectionReader,
    turn: u64,
    query: &Query,
    terms: &[String],
) -> Result<Option<TermDates>, QueryError> {
    let mut dates = TermDates { all: all_dates(session, query).await?, terms: Vec::new() };
    for term in terms {
        let wanted = sought(std::slice::from_ref(term));
        let mut having = Vec::new();
        if let [Sought::Actor(id)] = wanted.as_slice() {
            having = all_dates(session, &naming(query, id)).await?;
        } else {
            let narrow = narrowed(session, query, &wanted).await;
            let mut take = |article: &Article| {
                let mut places = Concordance::new(wanted.clone());
                places.take(article);
                if places.n_places > 0 {
                    having.push(article.date.as_ref().map(|date| date.value));
                }
            };
            if !reading.is_now(turn) || !reading.through(turn, session, narrow, &mut take).await {
                return Ok(None);
            }
        }
        dates.terms.push((term_name(session, term), having));
    }
    Ok(reading.is_now(turn).then_some(dates))
}

async fn all_dates(session: Session, query: &Query) -> Result<Vec<Option<PartialDate>>, QueryError> {
    let every = Query { limit: Some(usize::MAX), facet_limit: Some(0), ..query.clone() };
    Ok(session.archive().query(&every).await?.hits.into_iter().map(|hit| hit.date).collect())
}

/// What is drawn.
#[derive(PartialEq)]
struct Drawn {
    chart: LineChart,
    is_rate: bool,
    /// For each step its first day and the number of all articles.
    starts: Vec<(Day, usize)>,
    /// For each term the number of articles in each step.
    counts: Vec<Vec<usize>>,
    /// The number of dated articles whose date is less precise than a step.
    unplaced: usize,
}

fn lines_of(found: &TermDates, step: Option<Step>, is_rate: bool) -> Option<Drawn> {
    let dated = || found.all.iter().copied().flatten();
    let first = dated().map(PartialDate::first_day).min()?;
    let last = dated().map(PartialDate::last_day).max()?;
    let step = step.unwrap_or_else(|| typical_step(dated().map(PartialDate::first_day).collect()));
    let steps = Steps::with_step(first, last, step);
    let (all, unplaced) = steps.counts(dated());
    let mut lines = Vec::new();
    let mut counts = Vec::new();
    for (name, dates) in &found.terms {
        let (own, _) = steps.counts(dates.iter().copied().flatten());
        let values = match is_rate {
            true => per_thousand(&own, &all),
            false => own.iter().map(|count| Some(*count as f64)).collect(),
        };
        lines.push(ChartLine { name: name.clone(), total: dates.len(), values });
        counts.push(own);
    }
    let steps_named = (0..steps.starts.len()).map(|at| step_name(&steps, at)).collect();
    let starts = steps.starts.iter().copied().zip(all).collect();
    Some(Drawn { chart: LineChart { steps: steps_named, lines }, is_rate, starts, counts, unplaced })
}

fn figures_table(title: &'static str, drawn: &Drawn) -> AnyView {
    let mut heads = vec![Head::Words(m::when().to_owned())];
    heads.extend(drawn.chart.lines.iter().map(|line| Head::Figures(line.name.clone())));
    heads.push(Head::Figures(m::all_articles().to_owned()));
    let steps = drawn.chart.steps.iter().zip(&drawn.starts).enumerate().filter(|(_, (_, (_, all)))| *all > 0);
    let rows = steps
        .map(|(at, (name, (_, all)))| {
            let mut cells = vec![name.clone().into_any()];
            let value = |line: &ChartLine| line.values.get(at).copied().flatten();
            cells.extend(
                drawn.chart.lines.iter().map(|line| value(line).map_or_else(|| "–".to_owned(), figure).into_any()),
            );
            cells.push(numbers::number(*all).into_any());
            cells
        })
        .collect();
    scrolled(title.to_owned(), heads, rows)
}

fn csv(drawn: &Drawn) -> Vec<Vec<String>> {
    let mut heads = vec!["from".to_owned(), "articles".to_owned()];
    for line in &drawn.chart.lines {
        heads.push(line.name.clone());
        heads.push(format!("{} per thousand", line.name));
    }
    let mut rows = vec![heads];
    for (at, (start, all)) in drawn.starts.iter().enumerate() {
        let mut row = vec![start.to_string(), all.to_string()];
        for counts in &drawn.counts {
            let count = counts.get(at).copied().unwrap_or_default();
            row.push(count.to_string());
            row.push(per_thousand(&[count], &[*all]).first().copied().flatten().map(exact).unwrap_or_default());
        }
        rows.push(row);
    }
    rows
}
