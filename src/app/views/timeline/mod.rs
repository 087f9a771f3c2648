//! The selection over time: how many articles, which actors, and a few headlines for each step.

mod lanes;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

pub use lanes::{Lane, Weight, lanes};

use crate::app::effect::effect;
use crate::app::format::text;
use crate::app::messages as m;
use crate::app::state::{SelectionReader, Session, latest};
use crate::app::views::links::{actor_link, link, naming, to_article, to_articles};
use crate::app::views::page_frame::page;
use crate::app::views::reading_bar::ReadingBar;
use crate::app::views::time_steps::{span, step_name};
use crate::model::PartialDate;
use crate::query::{Card, FacetKind, Query, Sort, View};
use crate::survey::{ActorSurvey, Period, QuoteGroup, Steps, periods};

/// The maximum number of actors with a row of their own.
const MAX_LANES: usize = 10;

/// The maximum number of headlines per step.
const EXAMPLES: usize = 3;

/// The selection over time.
struct Chart {
    steps: Steps,
    total: usize,
    all: Vec<PartialDate>,
    actors: Vec<(crate::query::ValueCount, Vec<PartialDate>)>,
    chronicle: Vec<(Period, Vec<Card>)>,
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
    let chart = latest(asked, move |(query, who)| draw(session, query, who));
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
            <ReadingBar reading />
            {drawn}
    };
    page(m::view_timeline(), content.into_any())
}

async fn draw(session: Session, query: Query, who: Option<String>) -> Option<Arc<Chart>> {
    let archive = session.archive();
    let (first, last) = span(session, &query)?;
    let steps = Steps::new(first, last);
    let every =
        Query { sort: Some(Sort::Oldest), limit: Some(usize::MAX), facet_limit: Some(MAX_LANES + 1), ..query.clone() };
    let mut answer = archive.query(&every).await.ok()?;
    let all: Vec<PartialDate> = answer.hits.iter().filter_map(|hit| hit.date).collect();
    if all.is_empty() {
        return None;
    }
    let mut actors = Vec::new();
    let others = answer.facets.take(FacetKind::Actors).into_iter().filter(|actor| Some(&actor.id) != who.as_ref());
    for actor in others.take(MAX_LANES) {
        let asked = Query { limit: Some(usize::MAX), facet_limit: Some(0), ..naming(&query, &actor.id) };
        let hits = archive.query(&asked).await.ok()?.hits;
        actors.push((actor, hits.into_iter().filter_map(|hit| hit.date).collect()));
    }
    let places: Vec<_> = answer.hits.iter().map(|hit| (hit.date, hit.outlet.as_deref())).collect();
    let mut chronicle = Vec::new();
    for period in periods(&steps, &places, EXAMPLES) {
        let ids: Vec<String> =
            period.examples.iter().filter_map(|at| answer.hits.get(*at)).map(|hit| hit.id.clone()).collect();
        chronicle.push((period, archive.cards(&ids, &query).await.ok()?));
    }
    Some(Arc::new(Chart { steps, total: answer.total, all, actors, chronicle }))
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
        spawn_local(async move {
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

fn show(session: Session, chart: &Chart, name: Option<String>, quoted: Option<&Vec<PartialDate>>) -> AnyView {
    let Chart { steps, total, all, actors, chronicle } = chart;
    let n_actors = actors.len();
    let articles = name.as_ref().map_or_else(|| m::all_articles().to_owned(), |name| m::articles_naming(name));
    let mut rows = vec![Lane::new(articles.clone(), articles.into_any(), steps, all.iter().copied(), Weight::Whole)];
    if let Some(name) = &name {
        let said = m::quotes_by(name);
        rows.push(match quoted {
            Some(quoted) => Lane::new(said.clone(), said.into_any(), steps, quoted.iter().copied(), Weight::Chosen),
            None => Lane::waiting(said.clone(), said.into_any(), Weight::Chosen),
        });
    }
    rows.extend(actors.iter().map(|(actor, dates)| {
        let link = actor_link(session, &actor.id, &actor.name, actor.kind);
        Lane::new(text::safe(&actor.name), link, steps, dates.iter().copied(), Weight::Plain)
    }));
    let (counts, unplaced) = steps.counts(all.iter().copied());
    let fullest = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count);
    let fullest = fullest.map_or_else(String::new, |(at, count)| m::timeline_most(&step_name(steps, at), *count));
    let left_out = total.saturating_sub(all.len()) + unplaced;
    let left_out = match left_out {
        0 => String::new(),
        n => m::timeline_left_out(n),
    };
    let beside = if n_actors > 0 { m::timeline_below() } else { "" };
    let summary: Vec<&str> =
        [fullest.as_str(), &left_out, beside].into_iter().filter(|said| !said.is_empty()).collect();
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
                    let outlet = card
                        .outlet
                        .as_ref()
                        .map_or(m::unknown_outlet_low().to_owned(), |outlet| text::safe(&outlet.name));
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
        {lanes(m::over_time().to_owned(), summary, steps, rows)}
        <section aria-labelledby="chronicle">
            <h2 id="chronicle">{m::step_by_step()}</h2>
            <ol class="chronicle">{items}</ol>
        </section>
    }
    .into_any()
}
