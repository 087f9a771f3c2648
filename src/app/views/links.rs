//! Links from one view into another, and the parts that several views share.

use leptos::prelude::*;

use super::facets::Facets;
use super::selection::SelectionHead;
use crate::app::browser;
use crate::app::messages as m;
use crate::app::state::{Reading, Session, Stage};
use crate::app::words;
use crate::model::{ActorKind, Day, PartialDate};
use crate::query::{Address, FacetKind, Query, View};
use crate::survey::{QuoteGroup, Step, Steps, Told, difference};

/// The most places that a wording names before it only counts them.
const MOST_PLACES: usize = 12;

/// The address of a view of the present selection, changed.
pub fn link(session: Session, change: impl FnOnce(&mut Address)) -> String {
    let Address { query, sides, .. } = session.url.now();
    let mut address = Address { query, sides, ..Address::default() };
    change(&mut address);
    format!("#{address}")
}

/// A link to an article in the articles view.
pub fn to_article(session: Session, id: &str) -> String {
    link(session, |address| address.article = Some(id.to_owned()))
}

/// A link to the articles of a selection.
pub fn to_articles(session: Session, query: Query) -> String {
    link(session, |address| address.query = query)
}

/// The present selection, of those articles only that name an actor.
pub fn naming(query: &Query, actor: &str) -> Query {
    let mut query = query.clone();
    let all = &mut query.filters[FacetKind::Actors].all;
    if !all.iter().any(|id| id == actor) {
        all.push(actor.to_owned());
        all.sort();
    }
    query
}

/// An actor's name as a link to its page; the line under it tells its kind.
pub fn actor_link(session: Session, id: &str, name: &str, kind: ActorKind) -> AnyView {
    let id = id.to_owned();
    let to = link(session, |address| {
        address.view = View::Actors;
        address.subject = Some(id);
    });
    view! {
        <a class="actor" data-kind=kind.as_str() href=to>
            <bdi>{words::tame(name)}</bdi>
        </a>
    }
    .into_any()
}

/// An outlet's name as the page shows it; in italics where it is not known.
pub fn outlet_name(told: &Told) -> AnyView {
    match &told.outlet {
        Some(outlet) => view! { <bdi>{words::tame(&outlet.name)}</bdi> }.into_any(),
        None => view! { <i>{m::unknown_outlet()}</i> }.into_any(),
    }
}

/// A quote with where it was told, and how its wordings differ.
pub fn quote(session: Session, group: &QuoteGroup, with_speaker: bool) -> AnyView {
    let Some(main) = group.variants.first() else { return ().into_any() };
    let speaker = match &group.speaker {
        _ if !with_speaker => None,
        Some(speaker) => Some(actor_link(session, &speaker.id, &speaker.name, speaker.kind)),
        None => Some(view! { <i>{m::speaker_not_told()}</i> }.into_any()),
    };
    let others: Vec<AnyView> = group
        .variants
        .iter()
        .skip(1)
        .map(|variant| {
            let pieces: Vec<AnyView> = difference(&words::tame(&variant.text), &main.text)
                .into_iter()
                .map(|piece| match piece.differs {
                    true => view! { <em>{piece.text}</em> }.into_any(),
                    false => piece.text.into_any(),
                })
                .collect();
            view! {
                <li>
                    <p dir="auto">{m::quoted_pieces(pieces.into_any())}</p>
                    {places(session, &variant.told)}
                </li>
            }
            .into_any()
        })
        .collect();
    let n_others = others.len();
    let told = (group.n_articles > 1)
        .then(|| [m::count_articles(group.n_articles), m::count_outlets(group.n_outlets)].join(", "));
    view! {
        <li class="quote">
            <blockquote dir="auto">{m::quoted(&words::tame(&main.text))}</blockquote>
            <p class="quote__who">
                {speaker} {told.map(|told| view! { <span>{told}</span> })}
            </p>
            {places(session, &main.told)}
            {(n_others > 0)
                .then(|| {
                    view! {
                        <details>
                            <summary>
                                {m::wordings(n_others)}
                            </summary>
                            <ul>{others}</ul>
                        </details>
                    }
                })}
        </li>
    }
    .into_any()
}

/// Where a wording was told: day, outlet and headline of each article.
fn places(session: Session, told: &[Told]) -> AnyView {
    let rest = told.len().saturating_sub(MOST_PLACES);
    let places: Vec<AnyView> = told
        .iter()
        .take(MOST_PLACES)
        .map(|told| {
            let day = told.date.map_or_else(|| m::undated_low().to_owned(), words::date);
            view! {
                <li>
                    <span class="dateline">{day} " · " {outlet_name(told)}</span>
                    " "
                    <a dir="auto" href=to_article(session, &told.article)>{words::tame(&told.title)}</a>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <ul class="quote__places">
            {places} {(rest > 0).then(|| view! { <li>{m::and_more(rest)}</li> })}
        </ul>
    }
    .into_any()
}

/// How far a reading is, with the means to stop it. What it says at the end stands where the rest did, so that nothing
/// below is moved.
#[component]
pub fn ReadingBar(
    /// The reading.
    reading: Reading,
) -> impl IntoView {
    move || match reading.stage.get() {
        Stage::Waiting => ().into_any(),
        Stage::Beginning => view! { <p class="reading"></p> }.into_any(),
        Stage::Done(total) => view! { <p class="reading">{m::reading_done(total)}</p> }.into_any(),
        Stage::Reading(done, total) => {
            let told = m::reading_of(total, done);
            view! {
                <p class="reading">
                    <progress aria-label=m::articles_read() max=total.to_string() value=done.to_string()></progress>
                    <span>{told}</span>
                    <button type="button" class="quiet" on:click=move |_| reading.stop()>{m::stop()}</button>
                </p>
            }
            .into_any()
        }
        Stage::Stopped(done, total) => {
            let told = m::reading_stopped(total, done);
            view! {
                <p class="reading">
                    <span>{told}</span>
                    <button type="button" class="quiet" on:click=move |_| reading.again()>{m::read_all()}</button>
                </p>
            }
            .into_any()
        }
        Stage::Failed(problem) => view! {
            <p class="reading" role="alert">
                <span>{m::reading_failed(&problem)}</span>
                <button type="button" class="quiet" on:click=move |_| reading.again()>{m::try_again()}</button>
            </p>
        }
        .into_any(),
    }
}

/// The span of the archive within a query's range of days.
pub fn span(session: Session, query: &Query) -> Option<(Day, Day)> {
    let catalogue = session.catalogue();
    let (first, last) = (catalogue.info.from?.first_day(), catalogue.info.to?.last_day());
    Some((query.from.map_or(first, |from| from.max(first)), query.to.map_or(last, |to| to.min(last))))
}

/// The name of a step of time.
pub fn step_name(steps: &Steps, at: usize) -> String {
    let Some(day) = steps.starts.get(at).copied() else { return String::new() };
    match steps.step {
        Step::Day => words::day(day),
        Step::Week => m::week_of(&words::day(day)),
        Step::Month => words::date(PartialDate::Month(day.month())),
        Step::Year => day.year().to_string(),
    }
}

/// Dates as counted steps of time, with a sentence on the fullest step and on what lies in none.
pub fn counted(
    steps: &Steps,
    dates: impl Iterator<Item = PartialDate>,
    most_in: fn(usize, &str) -> String,
) -> (Vec<(String, usize)>, String) {
    let (counts, unplaced) = steps.counts(dates);
    let most = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count).filter(|(_, count)| **count > 0);
    let mut summary = match most {
        Some((at, count)) => most_in(*count, &step_name(steps, at)),
        None => m::none_exact().to_owned(),
    };
    if unplaced > 0 && most.is_some() {
        summary.push(' ');
        summary.push_str(&m::less_exact(unplaced));
    }
    (counts.into_iter().enumerate().map(|(at, count)| (step_name(steps, at), count)).collect(), summary)
}

/// The frame of a view: the filters beside it, the size of the selection over it.
pub fn page(label: &'static str, content: AnyView) -> AnyView {
    browser::keep_open_view_in_sight();
    view! {
        <main id="content" tabindex="-1" class="room room--page">
            <Facets />
            <section class="page" aria-label=label>
                <SelectionHead />
                <div class="page__text">{content}</div>
            </section>
        </main>
    }
    .into_any()
}
