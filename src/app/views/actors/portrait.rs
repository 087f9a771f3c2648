//! The page of one actor.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::Companions;
use crate::app::components::{Head, bar, bars, table};
use crate::app::effect::{effect, spawn_while_shown};
use crate::app::format::{dates, labels, numbers, text};
use crate::app::local::{Tool, ToolButton, heir_of};
use crate::app::messages as m;
use crate::app::state::{ReadingStage, SelectionReader, Session, latest};
use crate::app::views::links::{OutletNames, actor_link, link, naming, to_article, to_articles};
use crate::app::views::quote::quote;
use crate::app::views::reading_bar::ReadingBar;
use crate::app::views::time_steps::{StepChoice, counted, steps_of};
use crate::model::{ActorKind, PartialDate};
use crate::query::{Answer, FacetKind, Hit, Query, ValueCount, View};
use crate::survey::{ActorBook, ActorSurvey, Association, QuoteGroup, association, first_reports, share};

/// The maximum number of names, outlets and companions in a list.
const MAX_ROWS: usize = 15;

/// The number of quotes by which a list grows.
const QUOTES: usize = 12;

/// The page of one actor.
#[component]
pub fn ActorPage(
    /// The actor's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    let Some((name, kind, n_all)) = catalogue.actor(&id) else {
        // The address of an actor that was merged leads to the one that it was merged into.
        let merged = id.clone();
        spawn_while_shown(async move {
            if let Some(into) = heir_of(merged.clone()).await.filter(|into| session.catalogue().actor(into).is_some()) {
                session.url.replace(|address| {
                    if address.subject.as_ref() == Some(&merged) {
                        address.subject = Some(into);
                    }
                });
            }
        });
        let index = link(session, |address| address.view = View::Actors);
        return view! {
            <div>
                <h1>{m::actor_no_such()}</h1>
                <p class="page__lede">{m::actor_no_such_text(&text::safe(&id))}</p>
            </div>
            <p><a href=index>{m::all_actors()}</a></p>
        }
        .into_any();
    };
    let name = text::safe(name);
    let key = id.clone();
    let answers = latest(
        Memo::new(move |_| session.query.with(|query| (query.clone(), naming(query, &key)))),
        move |(all, named)| {
            let archive = session.archive();
            async move {
                let all = Query { limit: Some(0), facet_limit: Some(usize::MAX), ..all };
                let named = Query { limit: Some(usize::MAX), facet_limit: Some(usize::MAX), ..named };
                Some(Arc::new((archive.query(&all).await.ok()?, archive.query(&named).await.ok()?)))
            }
        },
    );
    let answers = Signal::derive(move || answers.get().flatten());
    let (reading, book) = read(session, id.clone());
    let said = {
        let name = name.clone();
        Signal::derive(move || answers.get().map(|answers| sentence(session, &name, &answers)).unwrap_or_default())
    };
    let others = {
        let id = id.clone();
        Signal::derive(move || {
            let answers = answers.get();
            let actors = answers.iter().flat_map(|answers| &answers.1.facets[FacetKind::Actors]);
            actors
                .filter(|actor| actor.id != id)
                .take(super::companions::MAX_COMPANIONS)
                .cloned()
                .collect::<Vec<ValueCount>>()
        })
    };
    let selection = {
        let id = id.clone();
        Signal::derive(move || session.query.with(|query| naming(query, &id)))
    };
    let tools = {
        let id = id.clone();
        move || {
            let query = selection.get();
            let timeline = link(session, |address| {
                address.view = View::Timeline;
                address.subject = Some(id.clone());
            });
            let quotes = link(session, |address| {
                address.view = View::Quotes;
                address.subject = Some(id.clone());
            });
            view! {
                <a href=to_articles(session, query)>{m::view_articles()}</a>
                <a href=timeline>{m::view_timeline()}</a>
                <a href=quotes>{m::view_quotes()}</a>
                <a href=link(session, |address| address.view = View::Actors)>{m::all_actors()}</a>
                <ToolButton tool=Tool::CorrectActor(id.clone()) />
            }
        }
    };
    let names = move || book.with(|book| names(book.as_deref()?));
    let id_of = id.clone();
    let name_of = name.clone();
    view! {
        <h1><span class="actor" data-kind=kind.as_str()><bdi>{name.clone()}</bdi></span></h1>
        <p class="page__lede">{said}</p>
        <p class="page__note">
            {m::portrait_kind(n_all, labels::kind(kind))}
        </p>
        <nav class="page__links" aria-label=m::this_actor()>{tools}</nav>
        <ReadingBar reading />
        <p class="page__tools"><StepChoice /></p>
        <div class="page__pair">
            {move || answers.get().map(|answers| over_time(session, &answers.1))}
            {move || answers.get().map(|answers| ends(session, &answers.1))}
        </div>
        <div class="page__pair">
            {move || answers.get().map(|answers| outlets(session, &id_of, &name_of, &answers))}
            {move || answers.get().map(|answers| companions(session, &id, &answers))}
        </div>
        <Companions query=selection actors=others title=m::companions_of_actor() />
        // Results from the texts come last, so that nothing moves down while they are read.
        {names}
        {move || book.get().map(|book| quotes(session, reading, &name, &book))}
    }
    .into_any()
}

/// Reads the articles that mention the actor, again whenever the selection changes.
fn read(session: Session, id: String) -> (SelectionReader, RwSignal<Option<Arc<ActorBook>>>) {
    let reading = SelectionReader::new();
    let book = RwSignal::new(None);
    effect(move || {
        reading.track();
        let query = session.query.with(|query| naming(query, &id));
        let turn = reading.begin();
        let mut survey = ActorSurvey::new(&id);
        spawn_while_shown(async move {
            if reading.through(turn, session, query, &mut |article| survey.take(article)).await
                && reading.in_steps(turn, &mut || survey.step()).await
            {
                book.try_set(Some(Arc::new(survey.book())));
            }
        });
    });
    (reading, book)
}

fn dated(answer: &Answer) -> impl Iterator<Item = (&Hit, PartialDate)> {
    answer.hits.iter().filter_map(|hit| Some((hit, hit.date?)))
}

fn first_and_last(answer: &Answer) -> Option<[(&Hit, PartialDate); 2]> {
    let first = dated(answer).min_by_key(|(_, date)| date.first_day())?;
    let last = dated(answer).max_by_key(|(_, date)| date.last_day())?;
    Some([first, last])
}

/// `3 of 5 articles mention Kim, from 2 outlets, between 1 Apr and 3 May 2025.`
fn sentence(session: Session, name: &str, answers: &(Answer, Answer)) -> String {
    let (all, named) = answers;
    let restricted = all.total < session.catalogue().info.articles;
    let said = if restricted { m::portrait_selected } else { m::portrait_whole };
    let mut sentence = said(all.total, named.total, name);
    if let Some([first, last]) = first_and_last(named) {
        let (first, last) = (dates::date(first.1), dates::date(last.1));
        sentence.push_str(&if first == last { m::portrait_on(&first) } else { m::portrait_between(&first, &last) });
    }
    let undated = named.hits.iter().filter(|hit| hit.date.is_none()).count();
    if undated > 0 {
        sentence.push_str("; ");
        sentence.push_str(&m::count_undated(undated));
    }
    sentence
}

fn over_time(session: Session, answer: &Answer) -> AnyView {
    let query = session.query.get_untracked();
    let Some(steps) = steps_of(session, &query) else { return ().into_any() };
    let dates = dated(answer).map(|(_, date)| date);
    let (chart, summary) = counted(m::articles_over_time(), &steps, dates, m::most_articles_in);
    bars(chart, summary, m::articles())
}

fn ends(session: Session, answer: &Answer) -> AnyView {
    let Some(ends) = first_and_last(answer) else { return ().into_any() };
    let ends: Vec<AnyView> = ends
        .into_iter()
        .zip([m::day_first(), m::day_last()])
        .map(|((hit, date), label)| {
            let catalogue = session.catalogue();
            let outlet =
                hit.outlet.as_ref().and_then(|id| catalogue.value(FacetKind::Outlets, id)).map(|(name, _)| name);
            let outlet = outlet.unwrap_or_else(|| m::unknown_outlet_low().to_owned());
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd>
                        <a href=to_article(session, &hit.id)>{dates::date(date)}</a>
                        " "
                        <small><bdi>{outlet}</bdi></small>
                    </dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! { <dl class="page__facts">{ends}</dl> }.into_any()
}

fn names(book: &ActorBook) -> Option<AnyView> {
    if book.names.is_empty() {
        return None;
    }
    let rest = book.names.len().saturating_sub(MAX_ROWS);
    let listed: Vec<AnyView> = book
        .names
        .iter()
        .take(MAX_ROWS)
        .map(|(name, count)| {
            view! { <li><bdi>{text::safe(name)}</bdi>" "<small>{numbers::number(*count)}</small></li> }.into_any()
        })
        .collect();
    let mentions = m::count_mentions(book.n_mentions);
    Some(
        view! {
            <section aria-label=m::names_in_texts()>
                <h2>{m::as_texts_call_it()} " " <small>{mentions}</small></h2>
                <ul class="names">
                    {listed} {(rest > 0).then(|| view! { <li><small>{m::and_more(rest)}</small></li> })}
                </ul>
            </section>
        }
        .into_any(),
    )
}

fn outlets(session: Session, id: &str, name: &str, answers: &(Answer, Answer)) -> AnyView {
    let title = m::outlets_naming(name);
    let (all, named) = (&answers.0, &answers.1);
    let [all_outlets, naming_outlets] = [all, named].map(|answer| &answer.facets[FacetKind::Outlets]);
    let unknown = |count| ValueCount {
        id: crate::query::WITHOUT_VALUE.to_owned(),
        name: m::unknown_outlet().to_owned(),
        kind: ActorKind::default(),
        count,
    };
    let mut naming_it: Vec<ValueCount> = naming_outlets.clone();
    if named.without_outlet > 0 {
        naming_it.push(unknown(named.without_outlet));
    }
    let all_of = |id: &str| match id {
        crate::query::WITHOUT_VALUE => all.without_outlet,
        id => all_outlets.iter().find(|outlet| outlet.id == id).map_or(0, |outlet| outlet.count),
    };
    let places: Vec<_> = named.hits.iter().map(|hit| (hit.date, hit.outlet.as_deref())).collect();
    let firsts = first_reports(&places);
    let first = |id: &str| {
        let is_of = |of: &Option<String>| of.as_deref() == Some(id).filter(|id| *id != crate::query::WITHOUT_VALUE);
        let report = firsts.iter().find(|report| is_of(&report.outlet))?;
        let hit = named.hits.get(report.at)?;
        Some(view! { <a href=to_article(session, &hit.id)>{dates::date(report.date)}</a> }.into_any())
    };
    let rows = naming_it
        .iter()
        .take(MAX_ROWS)
        .map(|outlet| {
            let share = share(outlet.count, all_of(&outlet.id));
            let mut query = session.query.with_untracked(|query| naming(query, id));
            query.filters[FacetKind::Outlets].any = vec![outlet.id.clone()];
            vec![
                view! { <a href=to_articles(session, query)><bdi>{text::safe(&outlet.name)}</bdi></a> }.into_any(),
                numbers::number(outlet.count).into_any(),
                numbers::percent(share).into_any(),
                bar(share),
                first(&outlet.id).unwrap_or_else(|| view! { <i>{m::undated_low()}</i> }.into_any()),
            ]
        })
        .collect();
    let heads = vec![
        Head::Words(m::outlet().to_owned()),
        Head::Figures(m::articles().to_owned()),
        Head::Figures(m::of_their_articles().to_owned()),
        Head::Drawing,
        Head::Words(m::first_article().to_owned()),
    ];
    let silent: Vec<&ValueCount> =
        all_outlets.iter().filter(|outlet| !naming_outlets.iter().any(|named| named.id == outlet.id)).collect();
    let more = naming_it.len().saturating_sub(MAX_ROWS);
    let silent_names: Vec<String> = silent.iter().take(MAX_ROWS).map(|outlet| text::safe(&outlet.name)).collect();
    let rest = silent.len().saturating_sub(MAX_ROWS);
    let rest = if rest > 0 { format!(" {}", m::and_more(rest)) } else { String::new() };
    view! {
        <section aria-labelledby="who-names">
            <h2 id="who-names">{title}</h2>
            {table(m::outlets_naming_caption(name), heads, rows)}
            {(more > 0).then(|| view! { <p class="page__note">{m::more_outlets(more)}</p> })}
            {(!silent.is_empty())
                .then(|| view! { <p class="page__note">{m::not_named_by(&format!("{}{rest}", silent_names.join(", ")))}</p> })}
        </section>
    }
    .into_any()
}

/// The actors that the selection names together with this one most often beyond what chance gives.
fn companions(session: Session, id: &str, (all, named): &(Answer, Answer)) -> AnyView {
    let outlets = OutletNames::watched(session);
    let n_all: BTreeMap<&str, usize> =
        all.facets[FacetKind::Actors].iter().map(|actor| (actor.id.as_str(), actor.count)).collect();
    let mut found: Vec<(&ValueCount, Association)> = named.facets[FacetKind::Actors]
        .iter()
        .filter(|actor| actor.id != id && !outlets.contain(&actor.name))
        .map(|actor| {
            let n_other = n_all.get(actor.id.as_str()).copied().unwrap_or(actor.count);
            (actor, association(actor.count, named.total, n_other, all.total))
        })
        .collect();
    // If the actor is named everywhere, nothing exceeds chance, and the counts alone are left.
    found.sort_by(|(a, x), (b, y)| {
        y.log_likelihood.total_cmp(&x.log_likelihood).then_with(|| (b.count, &a.name).cmp(&(a.count, &b.name)))
    });
    let rows: Vec<Vec<AnyView>> = found
        .into_iter()
        .take(MAX_ROWS)
        .map(|(actor, association)| {
            let label = m::articles_name_both(actor.count);
            let both = session.query.with_untracked(|query| naming(&naming(query, id), &actor.id));
            vec![
                actor_link(session, &actor.id, &actor.name, actor.kind),
                view! { <a href=to_articles(session, both) aria-label=label>{numbers::number(actor.count)}</a> }
                    .into_any(),
                numbers::decimal(association.expected).into_any(),
                numbers::decimal(association.log_ratio).into_any(),
                numbers::decimal(association.log_likelihood).into_any(),
            ]
        })
        .collect();
    let heads = vec![
        Head::Words(m::actor().to_owned()),
        Head::Figures(m::together().to_owned()),
        Head::Figures(m::expected().to_owned()),
        Head::Figures(m::log_ratio().to_owned()),
        Head::Figures(m::log_likelihood().to_owned()),
    ];
    let body = if rows.is_empty() {
        view! { <p class="page__none">{m::nobody_else()}</p> }.into_any()
    } else {
        table(m::same_articles().to_owned(), heads, rows)
    };
    view! {
        <section aria-labelledby="appears-with">
            <h2 id="appears-with">{m::appears_with()}</h2>
            <p class="page__note">{m::associations_how()}</p>
            {body}
        </section>
    }
    .into_any()
}

fn quotes(session: Session, reading: SelectionReader, name: &str, book: &Arc<ActorBook>) -> AnyView {
    let whole = matches!(reading.stage.get_untracked(), ReadingStage::Done(_));
    let none = if whole { m::quotes_none_at_all() } else { m::quotes_none_read() };
    let (by, about) = (m::said_by(name), m::said_of(name));
    let (first, second) = (book.clone(), book.clone());
    view! {
        <div class="page__pair">
            {quote_list(by, none, book.by.len(), move |n| some_quotes(session, &first.by, n, false))}
            {quote_list(about, none, book.about.len(), move |n| some_quotes(session, &second.about, n, true))}
        </div>
    }
    .into_any()
}

fn some_quotes(session: Session, groups: &[QuoteGroup], n: usize, with_speaker: bool) -> Vec<AnyView> {
    groups.iter().take(n).map(|group| quote(session, group, with_speaker)).collect()
}

/// A list of quotes that grows in steps; `some` gives the first `n` of them.
fn quote_list(
    title: String,
    none: &'static str,
    total: usize,
    some: impl Fn(usize) -> Vec<AnyView> + Send + Sync + 'static,
) -> AnyView {
    let shown = RwSignal::new(QUOTES);
    let rest = move || total.saturating_sub(shown.get());
    let label = title.clone();
    let more = move || {
        (rest() > 0).then(|| {
            let words = m::show_more_of(rest().min(QUOTES), rest());
            view! {
                <button type="button" class="quiet" on:click=move |_| shown.update(|shown| *shown += QUOTES)>{words}</button>
            }
        })
    };
    view! {
        <section aria-label=label>
            <h2>{title} " " <small>{numbers::number(total)}</small></h2>
            {(total == 0).then(|| view! { <p class="page__none">{none}</p> })}
            <ul class="quotes">{move || some(shown.get())}</ul>
            {more}
        </section>
    }
    .into_any()
}
