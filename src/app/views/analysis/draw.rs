//! A sample of the selection.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::files::{TableFile, save_rows};
use super::near::scrolled;
use super::settings::{choice_of, number_of, setting, show_more};
use crate::app::browser;
use crate::app::components::{Head, table};
use crate::app::effect::effect;
use crate::app::format::{dates, numbers, text};
use crate::app::messages as m;
use crate::app::state::{Session, latest};
use crate::app::views::links::to_article;
use crate::model::PartialDate;
use crate::query::{Address, AnalysisSetting, Card, FacetKind, Query, QueryError, Sort};
use crate::survey::{Sample, SampleDesign, SampleUnit, Stratum, draw};

/// The number of articles, unless the address says otherwise.
const USUAL_SIZE: usize = 100;

/// The number of constructed weeks, unless the address says otherwise.
const USUAL_WEEKS: usize = 2;

/// The number of articles by which the list grows.
const STEP: usize = 50;

/// The number of articles whose cards are fetched together for a file.
const BATCH: usize = 500;

/// A sample, with the articles from which it was drawn.
struct DrawnSample {
    units: Vec<SampleUnit>,
    sample: Sample,
    design: SampleDesign,
    seed: u32,
}

impl DrawnSample {
    /// The ids of the drawn articles.
    fn ids(&self) -> Vec<String> {
        self.sample.units.iter().filter_map(|at| self.units.get(*at)).map(|unit| unit.id.clone()).collect()
    }
}

/// Draws a sample.
#[component]
pub fn DrawSample() -> impl IntoView {
    let session = Session::expect();
    let design = setting(session, AnalysisSetting::Design);
    let (size, seed) = (number_of(session, AnalysisSetting::Size), number_of(session, AnalysisSetting::Seed));
    let units = latest(session.query, move |query| async move {
        let every = Query { limit: Some(usize::MAX), facet_limit: Some(0), sort: Some(Sort::Newest), ..query };
        let hits = session.archive().query(&every).await.ok()?.hits;
        Some(Arc::new(
            hits.into_iter()
                .map(|hit| SampleUnit { id: hit.id, date: hit.date, outlet: hit.outlet })
                .collect::<Vec<_>>(),
        ))
    });
    let shown = RwSignal::new(STEP);
    let drawn = RwSignal::new(None::<Arc<DrawnSample>>);
    effect(move || {
        let Some(Some(units)) = units.get() else { return };
        let design = design.with(|word| SampleDesign::from_word(word)).unwrap_or_default();
        let usual = if design == SampleDesign::Weeks { USUAL_WEEKS } else { USUAL_SIZE };
        let size = Some(size.get() as usize).filter(|size| *size > 0).unwrap_or(usual);
        let seed = seed.get();
        let sample = draw(&units, design, size, seed);
        shown.set(STEP);
        drawn.set(Some(Arc::new(DrawnSample { units: units.to_vec(), sample, design, seed })));
    });
    let cards = latest(
        Memo::new(move |_| drawn.get().map(|drawn| drawn.ids().into_iter().take(shown.get()).collect::<Vec<_>>())),
        move |ids| async move {
            session.archive().cards(&ids.unwrap_or_default(), &Query::default()).await.unwrap_or_default()
        },
    );
    let told = move || {
        let drawn = drawn.get()?;
        let mut told = vec![match drawn.design {
            SampleDesign::Weeks => {
                m::sample_weeks_drawn(drawn.sample.units.len(), drawn.sample.strata.len(), drawn.units.len())
            }
            _ => m::sample_drawn(drawn.sample.units.len(), drawn.units.len()),
        }];
        if drawn.sample.n_without_day > 0 {
            told.push(m::sample_without_day(drawn.sample.n_without_day));
        }
        Some(told.join(" "))
    };
    let designs = vec![
        (SampleDesign::Random.as_str(), m::sample_random()),
        (SampleDesign::Outlet.as_str(), m::analysis_by_outlet()),
        (SampleDesign::Year.as_str(), m::analysis_by_year()),
        (SampleDesign::Month.as_str(), m::sample_by_month()),
        (SampleDesign::Weeks.as_str(), m::sample_weeks()),
    ];
    let is_weeks = Memo::new(move |_| design.with(|word| word == SampleDesign::Weeks.as_str()));
    let usual = move || if is_weeks.get() { USUAL_WEEKS } else { USUAL_SIZE };
    let change = move |of: AnalysisSetting| {
        move |event: leptos::ev::Event| {
            let value = event_target_value(&event);
            session.url.push(|address| address.analysis.set(of, value.trim()));
        }
    };
    let another = move |_| {
        // The seed needs to be different, not secret.
        let seed = (browser::now_ms() as u64 % 1_000_000) as u32;
        session.url.push(|address| address.analysis.set(AnalysisSetting::Seed, &seed.to_string()));
    };
    let saving = RwSignal::new(false);
    let save = move |_| {
        let Some(drawn) = drawn.get_untracked() else { return };
        saving.set(true);
        spawn_local(async move {
            if let Ok(file) = csv(session, &drawn).await {
                save_rows(session, file);
            }
            saving.try_set(false);
        });
    };
    let strata = move || {
        let drawn = drawn.get()?;
        (drawn.sample.strata.len() > 1).then(|| strata_table(session, &drawn))
    };
    let list = move || {
        let drawn = drawn.get()?;
        if drawn.sample.units.is_empty() {
            return Some(view! { <p class="page__none">{m::sample_none()}</p> }.into_any());
        }
        let rows = cards.get().unwrap_or_default().iter().map(|card| row(session, card)).collect();
        let heads = vec![
            Head::Words(m::headline().to_owned()),
            Head::Words(m::date().to_owned()),
            Head::Words(m::outlet().to_owned()),
        ];
        Some(scrolled(m::sample_caption().to_owned(), heads, rows))
    };
    let rest = move || {
        drawn.with(|drawn| drawn.as_ref().map_or(0, |drawn| drawn.sample.units.len())).saturating_sub(shown.get())
    };
    view! {
        <p class="page__note">{m::sample_note()}</p>
        <div class="page__tools">{choice_of(session, AnalysisSetting::Design, m::sample_design(), designs)}</div>
        <p class="analysis__row">
            <label>
                {move || if is_weeks.get() { m::sample_n_weeks() } else { m::sample_n_articles() }} " "
                <input
                    type="text"
                    inputmode="numeric"
                    class="analysis__number"
                    prop:value=move || match size.get() { 0 => usual().to_string(), size => size.to_string() }
                    on:change=change(AnalysisSetting::Size)
                />
            </label>
            <label>
                {m::sample_seed()} " "
                <input
                    type="text"
                    inputmode="numeric"
                    class="analysis__number"
                    prop:value=move || seed.get().to_string()
                    on:change=change(AnalysisSetting::Seed)
                />
            </label>
            <button type="button" class="quiet" on:click=another>{m::sample_another()}</button>
            <button type="button" class="quiet" disabled=move || saving.get() on:click=save>{m::save_as_csv()}</button>
        </p>
        <p class="page__note">{move || is_weeks.get().then(m::sample_weeks_note)}</p>
        <p class="analysis__told" aria-live="polite">{told}</p>
        {strata}
        {list}
        {show_more(shown, STEP, rest)}
    }
}

fn stratum_name(session: Session, design: SampleDesign, stratum: &Stratum) -> String {
    match design {
        _ if stratum.name.is_empty() => m::analysis_group_unknown().to_owned(),
        SampleDesign::Outlet => session
            .catalogue()
            .count(FacetKind::Outlets, &stratum.name)
            .map_or_else(|| text::safe(&stratum.name), |outlet| text::safe(&outlet.name)),
        _ => stratum.name.parse::<PartialDate>().map_or_else(|_| stratum.name.clone(), dates::date),
    }
}

fn strata_table(session: Session, drawn: &DrawnSample) -> AnyView {
    let is_weeks = drawn.design == SampleDesign::Weeks;
    let rows = drawn
        .sample
        .strata
        .iter()
        .map(|stratum| {
            let mut cells =
                vec![stratum_name(session, drawn.design, stratum).into_any(), numbers::number(stratum.size).into_any()];
            if !is_weeks {
                cells.push(numbers::number(stratum.drawn).into_any());
            }
            cells
        })
        .collect();
    let first = match drawn.design {
        SampleDesign::Outlet => m::outlet(),
        SampleDesign::Weeks => m::sample_day(),
        _ => m::when(),
    };
    let mut heads = vec![Head::Words(first.to_owned()), Head::Figures(m::articles().to_owned())];
    if !is_weeks {
        heads.push(Head::Figures(m::sample_of_them().to_owned()));
    }
    let title = if is_weeks { m::sample_days() } else { m::sample_strata() };
    view! {
        <details class="sample__strata">
            <summary>{title}</summary>
            {table(title.to_owned(), heads, rows)}
        </details>
    }
    .into_any()
}

fn row(session: Session, card: &Card) -> Vec<AnyView> {
    let outlet = card.outlet.as_ref().map_or_else(|| m::unknown_outlet().to_owned(), |outlet| text::safe(&outlet.name));
    vec![
        view! {
            <a href=to_article(session, &card.id) class="analysis__word">
                <bdi>{text::beginning(&card.title, text::MAX_TITLE_LETTERS)}</bdi>
            </a>
        }
        .into_any(),
        card.date.map_or_else(|| m::undated().to_owned(), dates::date).into_any(),
        view! { <bdi>{outlet}</bdi> }.into_any(),
    ]
}

async fn csv(session: Session, drawn: &DrawnSample) -> Result<TableFile, QueryError> {
    let heads = ["article", "headline", "date", "outlet", "link", "design", "seed", "drawn from"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    let archive = session.archive();
    let ids = drawn.ids();
    for ids in ids.chunks(BATCH) {
        browser::pause().await;
        for card in archive.cards(ids, &Query::default()).await? {
            let address = Address { article: Some(card.id.clone()), ..Address::default() };
            rows.push(vec![
                card.id.clone(),
                card.title.clone(),
                card.date.map(|date| date.to_string()).unwrap_or_default(),
                card.outlet.as_ref().map(|outlet| outlet.name.clone()).unwrap_or_default(),
                browser::href_with_hash(&address.to_string()),
                drawn.design.as_str().to_owned(),
                drawn.seed.to_string(),
                drawn.units.len().to_string(),
            ]);
        }
    }
    let name = format!("sample {} of {} {} seed {}", ids.len(), drawn.units.len(), drawn.design.as_str(), drawn.seed);
    Ok(TableFile { name, rows })
}
