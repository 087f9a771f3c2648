//! The selection over time: how many articles, which actors, and a few headlines for each step.

mod first_reports;
mod lanes;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use first_reports::{FirstReports, MAX_FIRSTS, first_reports_table};
pub use lanes::{Lane, LaneScale, Weight, lanes};

use crate::app::components::Segments;
use crate::app::effect::{effect, spawn_while_shown};
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::app::state::{SelectionReader, Session, latest};
use crate::app::views::links::{actor_link, link, naming, to_article, to_articles};
use crate::app::views::page_frame::page;
use crate::app::views::reading_bar::ReadingBar;
use crate::app::views::time_steps::{StepChoice, step_name, steps_of};
use crate::model::PartialDate;
use crate::query::{AnalysisSetting, Card, FacetKind, Query, Sort, ValueCount, View};
use crate::survey::{ActorSurvey, FirstReport, Period, QuoteGroup, Steps, first_reports, periods};

/// The maximum number of actors with a row of their own.
const MAX_LANES: usize = 10;

/// The maximum number of steps in the chronicle; a finer choice of steps could have hundreds.
const MAX_PERIODS: usize = 120;

/// The maximum number of headlines per step.
const EXAMPLES: usize = 3;

/// Which lanes stand below the whole selection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LaneKind {
    Actors,
    Outlets,
}

/// What is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
struct ChartForm {
    kind: LaneKind,
    /// Shares instead of numbers.
    is_share: bool,
}

/// A date with its outlet.
type DatedOutlet = (Option<PartialDate>, Option<String>);

/// The selection over time.
struct Chart {
    steps: Steps,
    /// Every article of the selection, the earliest first.
    all: Vec<DatedOutlet>,
    actors: Vec<(ValueCount, Vec<PartialDate>)>,
    outlets: Vec<ValueCount>,
    /// Every article of the archive in the range of days, if shares are drawn.
    archive: Option<Vec<DatedOutlet>>,
    form: ChartForm,
    chronicle: Vec<(Period, Vec<Card>)>,
    /// The number of steps that the chronicle leaves out.
    n_more_periods: usize,
    query: Query,
    firsts: Arc<FirstReports>,
}

/// The timeline of the selection, or of the actor in the address.
#[component]
pub fn Timeline() -> impl IntoView {
    let session = Session::expect();
    let who = Memo::new(move |_| session.url.with(|address| address.subject.clone()));
    let asked = Memo::new(move |_| {
        let who = who.get();
        session.query.with(|query| (who.as_ref().map_or_else(|| query.clone(), |who| naming(query, who)), who.clone()))
    });
    let form = RwSignal::new(ChartForm { kind: LaneKind::Actors, is_share: false });
    let step =
        Memo::new(move |_| session.url.with(|address| address.analysis.setting(AnalysisSetting::Step).to_owned()));
    let drawing = Memo::new(move |_| (asked.get(), step.get(), form.get()));
    let chart = latest(drawing, move |((query, who), _, form)| draw(session, query, who, form));
    let (reading, quoted) = read_quotes(session, asked);
    let name = move || {
        let who = who.get()?;
        Some(session.catalogue().actor(&who).map_or_else(|| text::safe(&who), |(name, ..)| text::safe(name)))
    };
    let title = move || match name() {
        Some(name) => m::timeline_of(&name),
        None => m::view_timeline().to_owned(),
    };
    let tools = move || {
        let id = who.get()?;
        let own = m::actor_page_of(&name()?);
        let everything = link(session, |address| address.view = View::Timeline);
        let page = link(session, |address| {
            address.view = View::Actors;
            address.subject = Some(id);
        });
        Some(view! {
            <nav class="page__links" aria-label=m::this_timeline()>
                <a href=page>{own}</a>
                <a href=everything>{m::timeline_whole()}</a>
            </nav>
        })
    };
    let drawn = move || {
        let chart = chart.get()?;
        let Some(chart) = chart else {
            return Some(view! { <p class="page__none">{m::timeline_none()}</p> }.into_any());
        };
        let quoted = quoted.get();
        Some(show(session, &chart, name(), quoted.as_deref()))
    };
    let content = view! {
            <h1>{title}</h1>
            {tools}
            <p class="page__tools">
                <StepChoice />
                <Segments
                    label=m::timeline_rows()
                    options=vec![(LaneKind::Actors, m::actors()), (LaneKind::Outlets, m::outlets())]
                    chosen=Signal::derive(move || form.get().kind)
                    on_choose=move |kind| form.update(|form| form.kind = kind)
                />
                <Segments
                    label=m::timeline_measure()
                    options=vec![(false, m::timeline_numbers()), (true, m::timeline_shares())]
                    chosen=Signal::derive(move || form.get().is_share)
                    on_choose=move |is_share| form.update(|form| form.is_share = is_share)
                />
            </p>
            <ReadingBar reading />
            {drawn}
    };
    page(m::view_timeline(), content.into_any())
}

async fn draw(session: Session, query: Query, who: Option<String>, form: ChartForm) -> Option<Arc<Chart>> {
    let archive = session.archive();
    let steps = untrack(|| steps_of(session, &query))?;
    let every =
        Query { sort: Some(Sort::Oldest), limit: Some(usize::MAX), facet_limit: Some(MAX_LANES + 1), ..query.clone() };
    let mut answer = archive.query(&every).await.ok()?;
    if answer.hits.iter().all(|hit| hit.date.is_none()) {
        return None;
    }
    let mut actors = Vec::new();
    let others = answer.facets.take(FacetKind::Actors).into_iter().filter(|actor| Some(&actor.id) != who.as_ref());
    for actor in others.take(if form.kind == LaneKind::Actors { MAX_LANES } else { 0 }) {
        let asked = Query { limit: Some(usize::MAX), facet_limit: Some(0), ..naming(&query, &actor.id) };
        let hits = archive.query(&asked).await.ok()?.hits;
        actors.push((actor, hits.into_iter().filter_map(|hit| hit.date).collect()));
    }
    let outlets = outlets_of(session, answer.hits.iter().filter_map(|hit| hit.outlet.as_deref()));
    let in_range = match form.is_share {
        true => {
            let (from, to) = (query.from, query.to);
            let asked = Query { from, to, limit: Some(usize::MAX), facet_limit: Some(0), ..Query::default() };
            let hits = archive.query(&asked).await.ok()?.hits;
            Some(hits.into_iter().map(|hit| (hit.date, hit.outlet)).collect())
        }
        false => None,
    };
    let places: Vec<_> = answer.hits.iter().map(|hit| (hit.date, hit.outlet.as_deref())).collect();
    let mut chronicle = Vec::new();
    let mut periods = periods(&steps, &places, EXAMPLES);
    let n_more_periods = periods.len().saturating_sub(MAX_PERIODS);
    periods.truncate(MAX_PERIODS);
    for period in periods {
        let ids: Vec<String> =
            period.examples.iter().filter_map(|at| answer.hits.get(*at)).map(|hit| hit.id.clone()).collect();
        chronicle.push((period, archive.cards(&ids, &query).await.ok()?));
    }
    let reports = first_reports(&places);
    let id = |report: &FirstReport| answer.hits.get(report.at).map(|hit| hit.id.clone()).unwrap_or_default();
    let ids: Vec<String> = reports.iter().map(id).collect();
    let cards = archive.cards(ids.get(..MAX_FIRSTS.min(ids.len())).unwrap_or_default(), &query).await.ok()?;
    let n_outlets = places.iter().map(|(_, outlet)| outlet).collect::<BTreeSet<_>>().len();
    let n_undated = n_outlets.saturating_sub(reports.len());
    let firsts = Arc::new(FirstReports { reports, ids, cards, n_undated });
    let all = answer.hits.into_iter().map(|hit| (hit.date, hit.outlet)).collect();
    Some(Arc::new(Chart {
        steps,
        all,
        actors,
        outlets,
        archive: in_range,
        form,
        chronicle,
        n_more_periods,
        query,
        firsts,
    }))
}

/// The outlets with the most articles, the largest number first.
fn outlets_of<'a>(session: Session, outlets: impl Iterator<Item = &'a str>) -> Vec<ValueCount> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for outlet in outlets {
        *counts.entry(outlet).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(id, count)| (Reverse(*count), *id));
    let catalogue = session.catalogue();
    let named = |(id, count): (&str, usize)| {
        let known = catalogue.count(FacetKind::Outlets, id)?;
        Some(ValueCount { count, ..known.clone() })
    };
    counts.into_iter().take(MAX_LANES).filter_map(named).collect()
}

/// Reads when the timeline's actor said what.
fn read_quotes(
    session: Session,
    asked: Memo<(Query, Option<String>)>,
) -> (SelectionReader, RwSignal<Option<Arc<Vec<PartialDate>>>>) {
    let reading = SelectionReader::new();
    let quoted = RwSignal::new(None);
    effect(move || {
        reading.track();
        let (query, who) = asked.get();
        quoted.set(None);
        let Some(who) = who else { return reading.end() };
        let turn = reading.begin();
        let mut survey = ActorSurvey::new(&who);
        spawn_while_shown(async move {
            if reading.through(turn, session, query, &mut |article| survey.take(article)).await
                && reading.in_steps(turn, &mut || survey.step()).await
            {
                let by = survey.book().by;
                let dates = by.iter().flat_map(QuoteGroup::quotes).filter_map(|told| told.date).collect();
                quoted.try_set(Some(Arc::new(dates)));
            }
        });
    });
    (reading, quoted)
}

/// The rows of the chart: the whole selection, the quotes of its actor, and the actors or outlets.
fn rows(session: Session, chart: &Chart, name: Option<&str>, quoted: Option<&Vec<PartialDate>>) -> Vec<Lane> {
    let Chart { steps, all, actors, outlets, archive, form, .. } = chart;
    let dates = |articles: &[DatedOutlet], outlet: Option<&str>| -> Vec<PartialDate> {
        let fits = |of: &Option<String>| outlet.is_none_or(|outlet| of.as_deref() == Some(outlet));
        articles.iter().filter(|(_, of)| fits(of)).filter_map(|(date, _)| *date).collect()
    };
    let lane = |name: String, shown: AnyView, own: Vec<PartialDate>, of: Option<Vec<PartialDate>>, weight: Weight| {
        let lane = Lane::new(name, shown, steps, own.into_iter(), weight);
        match of {
            Some(of) => lane.share_of(steps, of.into_iter()),
            None => lane,
        }
    };
    let articles = name.map_or_else(|| m::all_articles().to_owned(), m::articles_naming);
    let whole = archive.as_ref().map(|archive| dates(archive, None));
    let mut rows = vec![lane(articles.clone(), articles.into_any(), dates(all, None), whole, Weight::Whole)];
    if let Some(name) = name.filter(|_| !form.is_share) {
        let said = m::quotes_by(name);
        rows.push(match quoted {
            Some(quoted) => Lane::new(said.clone(), said.into_any(), steps, quoted.iter().copied(), Weight::Chosen),
            None => Lane::waiting(said.clone(), said.into_any(), Weight::Chosen),
        });
    }
    match form.kind {
        LaneKind::Actors => rows.extend(actors.iter().map(|(actor, own)| {
            let link = actor_link(session, &actor.id, &actor.name, actor.kind);
            let of = form.is_share.then(|| dates(all, None));
            lane(text::safe(&actor.name), link, own.clone(), of, Weight::Plain)
        })),
        LaneKind::Outlets => rows.extend(outlets.iter().map(|outlet| {
            let mut own = chart.query.clone();
            own.filters[FacetKind::Outlets].any = vec![outlet.id.clone()];
            let name = text::safe(&outlet.name);
            let link = view! { <a href=to_articles(session, own)><bdi>{name.clone()}</bdi></a> }.into_any();
            let of = archive.as_ref().map(|archive| dates(archive, Some(&outlet.id)));
            lane(name, link, dates(all, Some(&outlet.id)), of, Weight::Plain)
        })),
    }
    rows
}

fn show(session: Session, chart: &Chart, name: Option<String>, quoted: Option<&Vec<PartialDate>>) -> AnyView {
    let Chart { steps, all, form, chronicle, firsts, .. } = chart;
    let rows = rows(session, chart, name.as_deref(), quoted);
    let beside = match (rows.len(), form.kind, form.is_share) {
        (..2, ..) => String::new(),
        (_, LaneKind::Actors, false) => [m::timeline_actors(), m::lane_heights()].join(" "),
        (_, LaneKind::Outlets, false) => [m::timeline_outlets(), m::lane_heights()].join(" "),
        (_, LaneKind::Actors, true) => [m::timeline_share_actors(), m::lanes_one_scale()].join(" "),
        (_, LaneKind::Outlets, true) => [m::timeline_share_outlets(), m::lanes_one_scale()].join(" "),
    };
    let scale = if form.is_share { LaneScale::Shared } else { LaneScale::Own };
    let (total, n_dated) = (all.len(), all.iter().filter(|(date, _)| date.is_some()).count());
    let (counts, unplaced) = steps.counts(all.iter().filter_map(|(date, _)| *date));
    let fullest = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count);
    let fullest = fullest.map_or_else(String::new, |(at, count)| m::timeline_most(&step_name(steps, at), *count));
    let left_out = total.saturating_sub(n_dated) + unplaced;
    let left_out = match left_out {
        0 => String::new(),
        n => m::timeline_left_out(n),
    };
    let summary: Vec<&str> =
        [fullest.as_str(), &left_out, &beside].into_iter().filter(|said| !said.is_empty()).collect();
    let summary = summary.join(" ");
    let query = session.query.get_untracked();
    let who = session.url.now().subject;
    let items: Vec<AnyView> = chronicle
        .iter()
        .map(|(period, cards)| {
            let mut only = who.as_ref().map_or_else(|| query.clone(), |who| naming(&query, who));
            only.from = steps.starts.get(period.step).copied().max(query.from);
            only.to = Some(steps.end(period.step)).min(query.to.or(Some(steps.end(period.step))));
            let headlines: Vec<AnyView> = cards
                .iter()
                .map(|card| {
                    let outlet = labels::outlet(card.outlet.as_ref().map(|outlet| outlet.name.as_str()));
                    view! {
                        <li>
                            <a dir="auto" href=to_article(session, &card.id)>{text::safe(&card.title)}</a>
                            " "
                            <span class="dateline"><bdi>{outlet}</bdi></span>
                        </li>
                    }
                    .into_any()
                })
                .collect();
            let count = m::count_articles(period.total);
            let more = period.total > cards.len();
            let label = m::all_n_articles(period.total);
            view! {
                <li>
                    <h3>{step_name(steps, period.step)} <small>{count}</small></h3>
                    <ul>
                        {headlines}
                        {more.then(|| view! { <li><a class="quiet" href=to_articles(session, only)>{label}</a></li> })}
                    </ul>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        {lanes(m::over_time().to_owned(), summary, steps, rows, scale)}
        {first_reports_table(session, &chart.query, firsts)}
        <section aria-labelledby="chronicle">
            <h2 id="chronicle">{m::step_by_step()}</h2>
            <ol class="chronicle">{items}</ol>
            {(chart.n_more_periods > 0).then(|| view! { <p class="page__note">{m::and_more(chart.n_more_periods)}</p> })}
        </section>
    }
    .into_any()
}
