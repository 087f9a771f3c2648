//! The words near the terms.

use std::sync::Arc;

use leptos::prelude::*;

use super::figures::{exact, figure};
use super::files::{TableFile, save_button};
use super::narrowed::sought;
use super::settings::{choice_of, number_of, progress, show_more, terms};
use super::terms::{TermChoice, term_name};
use crate::app::components::{Head, table, when};
use crate::app::effect::{effect, spawn_while_shown};
use crate::app::format::{numbers, text};
use crate::app::messages as m;
use crate::app::state::{ReadingStage, SelectionReader, Session};
use crate::model::Article;
use crate::query::{AnalysisSetting, Query, Sort};
use crate::survey::{Collocate, CollocateMeasure, Collocates, MIN_COLLOCATE_COUNT};

/// The number of words by which the list grows.
const STEP: usize = 50;

/// The spans to choose from.
const SPANS: [u32; 6] = [1, 2, 3, 5, 10, 20];

/// The words near the terms.
#[component]
pub fn Near() -> impl IntoView {
    let session = Session::expect();
    let terms = terms(session);
    let span = number_of(session, AnalysisSetting::Span);
    let reading = SelectionReader::new();
    let found = RwSignal::new(None::<Arc<Collocates>>);
    let shown = RwSignal::new(STEP);
    effect(move || {
        reading.track();
        let query = Query { sort: Some(Sort::Newest), ..session.query.get() };
        let wanted = terms.with(|terms| sought(terms));
        let span = span.get() as usize;
        found.set(None);
        shown.set(STEP);
        if wanted.is_empty() {
            reading.end();
            return;
        }
        let turn = reading.begin();
        spawn_while_shown(async move {
            let mut collocates = Collocates::new(wanted, span);
            let mut take = |article: &Article| collocates.take(article);
            if reading.through(turn, session, query, &mut take).await
                && reading.in_steps(turn, &mut || collocates.step()).await
            {
                found.try_set(Some(Arc::new(collocates)));
            }
        });
    });
    let measure = Memo::new(move |_| {
        let word = session.url.with(|address| address.analysis.setting(AnalysisSetting::Measure).to_owned());
        CollocateMeasure::from_word(&word).unwrap_or_default()
    });
    let rows = Memo::new(move |_| {
        let measure = measure.get();
        found.get().map_or_else(Vec::new, |found| found.rows(measure))
    });
    let summary = move || {
        found.get().map(|found| match found.n_nodes {
            0 => m::analysis_no_place(n_read(reading)),
            n => m::collocates_counted(n, found.n_articles, found.n_near, found.n_words),
        })
    };
    let has_rows = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let tools = move || {
        let measures = vec![
            (CollocateMeasure::LogLikelihood.as_str(), m::measure_log_likelihood()),
            (CollocateMeasure::MutualInformation.as_str(), m::measure_mutual_information()),
            (CollocateMeasure::LogDice.as_str(), m::measure_log_dice()),
        ];
        let file = move || {
            let names: Vec<String> = terms.get_untracked().iter().map(|term| term_name(session, term)).collect();
            let name = format!("collocates {} span {}", names.join(" "), span.get_untracked());
            Some(TableFile { name, rows: csv(&rows.get_untracked()) })
        };
        view! {
            <div class="page__tools">
                {choice_of(session, AnalysisSetting::Measure, m::collocates_measure(), measures)}
                {save_button(session, file)}
            </div>
            <p class="page__note">{m::collocates_listed(MIN_COLLOCATE_COUNT)}</p>
        }
        .into_any()
    };
    let lines = move || {
        let rows = rows.with(|rows| rows.iter().take(shown.get()).map(row).collect::<Vec<_>>());
        if rows.is_empty() {
            let has_nodes = found.with(|found| found.as_ref().is_some_and(|found| found.n_nodes > 0));
            return has_nodes.then(|| view! { <p class="page__none">{m::collocates_none()}</p> }.into_any());
        }
        let heads = vec![
            Head::Words(m::analysis_word().to_owned()),
            Head::Figures(m::collocates_near().to_owned()),
            Head::Figures(m::collocates_expected().to_owned()),
            Head::Figures(m::collocates_total().to_owned()),
            Head::Figures(m::articles().to_owned()),
            Head::Figures(m::measure_log_likelihood().to_owned()),
            Head::Figures(m::measure_mutual_information().to_owned()),
            Head::Figures(m::measure_log_dice().to_owned()),
        ];
        Some(scrolled(m::collocates_caption().to_owned(), heads, rows))
    };
    let rest = move || rows.with(Vec::len).saturating_sub(shown.get());
    let spans = move || {
        let now = span.get();
        let option = |span: u32| {
            view! { <option value=span.to_string() selected=span == now>{numbers::number(span as usize)}</option> }
                .into_any()
        };
        let mut all = SPANS.to_vec();
        if !all.contains(&now) {
            all.push(now);
        }
        all.into_iter().map(option).collect::<Vec<AnyView>>()
    };
    let pick = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event);
        session.url.push(|address| address.analysis.set(AnalysisSetting::Span, &chosen));
    };
    view! {
        <p class="page__note">{m::collocates_note()}</p>
        <TermChoice />
        <p class="analysis__row">
            <label>{m::collocates_span()} " " <select on:change=pick>{spans}</select></label>
        </p>
        {progress(reading, move || found.with(Option::is_some))}
        <p class="analysis__told" aria-live="polite">{summary}</p>
        {when(move || has_rows.get(), tools)}
        {lines}
        {show_more(shown, STEP, rest)}
    }
}

/// The number of articles that were read.
fn n_read(reading: SelectionReader) -> usize {
    match reading.stage.get() {
        ReadingStage::Done(total) => total,
        ReadingStage::Stopped(done, _) => done,
        _ => 0,
    }
}

/// A table that scrolls sideways if it is wider than the page. Its caption tells it from the other tables of the page.
pub fn scrolled(caption: String, heads: Vec<Head>, rows: Vec<Vec<AnyView>>) -> AnyView {
    let label = format!("{caption} · {}", m::analysis_table());
    view! {
        <div class="analysis__scroll" tabindex="0" role="region" aria-label=label>{table(caption, heads, rows)}</div>
    }
    .into_any()
}

fn row(row: &Collocate) -> Vec<AnyView> {
    vec![
        view! { <bdi class="analysis__word">{text::safe(&row.word)}</bdi> }.into_any(),
        numbers::number(row.near).into_any(),
        figure(row.expected).into_any(),
        numbers::number(row.total).into_any(),
        numbers::number(row.articles).into_any(),
        figure(row.log_likelihood).into_any(),
        figure(row.mutual_information).into_any(),
        figure(row.log_dice).into_any(),
    ]
}

fn csv(rows: &[Collocate]) -> Vec<Vec<String>> {
    let heads = ["word", "near", "expected", "total", "articles", "log-likelihood", "mutual information", "logDice"];
    let row = |row: &Collocate| {
        vec![
            row.word.clone(),
            row.near.to_string(),
            exact(row.expected),
            row.total.to_string(),
            row.articles.to_string(),
            exact(row.log_likelihood),
            exact(row.mutual_information),
            exact(row.log_dice),
        ]
    };
    std::iter::once(heads.map(str::to_owned).to_vec()).chain(rows.iter().map(row)).collect()
}
