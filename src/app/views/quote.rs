//! A quote with its variants and the articles that have it.

use leptos::prelude::*;

use super::links::{actor_link, to_article};
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::app::state::Session;
use crate::survey::{AttributedQuote, QuoteGroup, WordingChange, difference, spread};

/// The most people listed whom other sources name as the speaker.
const MAX_OTHER_SPEAKERS: usize = 4;

/// The most articles listed for one wording; the rest are only counted.
const MAX_PLACES: usize = 12;

/// The maximum number of reports in the list of how a quote spread; the rest are only counted.
const MAX_REPORTS: usize = 60;

/// A quote with its articles, and the differences between its wordings.
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
            let pieces: Vec<AnyView> = difference(&text::safe(&variant.text), &main.text)
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
            <blockquote dir="auto">{m::quoted(&text::safe(&main.text))}</blockquote>
            <p class="quote__who">
                {speaker} {told.map(|told| view! { <span>{told}</span> })}
            </p>
            {(with_speaker && !group.other_speakers.is_empty())
                .then(|| {
                    let names: Vec<AnyView> = group
                        .other_speakers
                        .iter()
                        .take(MAX_OTHER_SPEAKERS)
                        .enumerate()
                        .map(|(at, speaker)| {
                            let name = actor_link(session, &speaker.id, &speaker.name, speaker.kind);
                            view! { {(at > 0).then_some(", ")} {name} }.into_any()
                        })
                        .collect();
                    let names = names.into_any();
                    view! { <p class="page__note">{m::other_speakers(names)}</p> }
                })}
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
            {reports(session, group)}
        </li>
    }
    .into_any()
}

/// How a quote of several articles spread: their days and outlets in order of time, and how each wording differs from the
/// earliest.
fn reports(session: Session, group: &QuoteGroup) -> Option<AnyView> {
    let reports = spread(group);
    let n = reports.len();
    if n < 2 {
        return None;
    }
    let items: Vec<AnyView> = reports
        .into_iter()
        .take(MAX_REPORTS)
        .map(|report| {
            let words = match report.change {
                _ if report.is_earliest => m::quote_earliest(),
                WordingChange::Same => m::quote_same_words(),
                WordingChange::Shortened => m::quote_shortened(),
                WordingChange::Extended => m::quote_extended(),
                WordingChange::Reworded => m::quote_reworded(),
            };
            view! { <li>{place(session, report.quote)} " · " {words}</li> }.into_any()
        })
        .collect();
    let rest = n.saturating_sub(MAX_REPORTS);
    let list = view! {
        <details>
            <summary>{m::quote_spread(n)}</summary>
            <ol class="quote__places">{items} {(rest > 0).then(|| view! { <li>{m::and_more(rest)}</li> })}</ol>
        </details>
    };
    Some(list.into_any())
}

/// The articles with a wording: day, outlet and headline of each.
fn places(session: Session, told: &[AttributedQuote]) -> AnyView {
    let rest = told.len().saturating_sub(MAX_PLACES);
    let places: Vec<AnyView> =
        told.iter().take(MAX_PLACES).map(|told| view! { <li>{place(session, told)}</li> }.into_any()).collect();
    view! {
        <ul class="quote__places">
            {places} {(rest > 0).then(|| view! { <li>{m::and_more(rest)}</li> })}
        </ul>
    }
    .into_any()
}

/// An article with a quote: day, outlet and headline.
fn place(session: Session, told: &AttributedQuote) -> AnyView {
    view! {
        <span class="dateline">{labels::day(told.date)} " · " {outlet_name(told)}</span>
        " "
        <a dir="auto" href=to_article(session, &told.article)>{text::safe(&told.title)}</a>
    }
    .into_any()
}

/// An outlet's name as shown; in italics if it is unknown.
fn outlet_name(told: &AttributedQuote) -> AnyView {
    match &told.outlet {
        Some(outlet) => view! { <bdi>{text::safe(&outlet.name)}</bdi> }.into_any(),
        None => view! { <i>{m::unknown_outlet()}</i> }.into_any(),
    }
}
