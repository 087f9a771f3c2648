//! All direct quotes of the selection, each once, with everyone who reports it.

mod quote_list;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use quote_list::{QuoteOrder, listed_quotes, speaker_counts};

use crate::app::components::{Head, Segments, bar, bars, table};
use crate::app::effect::effect;
use crate::app::format::{numbers, text};
use crate::app::messages as m;
use crate::app::state::{SelectionReader, Session};
use crate::app::views::links::{actor_link, link};
use crate::app::views::page_frame::page;
use crate::app::views::quote::quote;
use crate::app::views::reading_bar::ReadingBar;
use crate::app::views::time_steps::{counted, span};
use crate::model::Article;
use crate::query::{Query, View};
use crate::survey::{Grouping, QuoteGroup, Steps, attributed_quotes, share};

/// The number of quotes by which the list grows.
const STEP: usize = 30;

/// The maximum number of speakers in the table.
const MAX_SPEAKERS: usize = 20;

/// The quotes view.
#[component]
pub fn Quotes() -> impl IntoView {
    let session = Session::expect();
    let who = Memo::new(move |_| session.url.with(|address| address.subject.clone()));
    let reading = SelectionReader::new();
    let book = RwSignal::new(None::<Arc<Vec<QuoteGroup>>>);
    effect(move || {
        reading.track();
        let query = Query { sort: None, ..session.query.get() };
        let turn = reading.begin();
        spawn_local(async move {
            let mut grouping = Grouping::default();
            let mut take = |article: &Article| {
                attributed_quotes(article).into_iter().for_each(|told| grouping.push(told));
            };
            if reading.through(turn, session, query, &mut take).await
                && reading.in_steps(turn, &mut || grouping.step()).await
            {
                book.try_set(Some(Arc::new(grouping.finish())));
            }
        });
    });
    let order = RwSignal::new(QuoteOrder::MostReported);
    let shown = RwSignal::new(STEP);
    effect(move || {
        who.track();
        shown.set(STEP);
    });
    let listed = Memo::new(move |_| {
        let book = book.get();
        book.map_or_else(Vec::new, |book| listed_quotes(&book, who.get().as_deref(), order.get()))
    });
    let lede = move || {
        let book = book.get()?;
        let told = book.iter().filter(|group| group.n_outlets > 1).count();
        Some(match book.len() {
            0 => m::quotes_none().to_owned(),
            n if told == 0 => m::quotes_held_alone(n),
            n => m::quotes_held_told(n, told),
        })
    };
    let list = move || {
        let book = book.get()?;
        let items: Vec<AnyView> = listed.with(|listed| {
            let groups = listed.iter().take(shown.get()).filter_map(|at| book.get(*at));
            groups.map(|group| quote(session, group, true)).collect()
        });
        Some(view! { <ul class="quotes">{items}</ul> })
    };
    let rest = move || listed.with(Vec::len).saturating_sub(shown.get());
    let chosen = move || {
        let id = who.get()?;
        let name = session.catalogue().actor(&id).map_or_else(|| text::safe(&id), |(name, ..)| text::safe(name));
        let everybody = link(session, |address| address.view = View::Quotes);
        Some(view! {
            <p class="page__note">
                {m::quotes_only(view! { <b><bdi>{name}</bdi></b> }.into_any())} " " <a href=everybody>{m::quotes_everybody()}</a>
            </p>
        })
    };
    let content = view! {
            <h1>{m::view_quotes()}</h1>
            <p class="page__lede">{lede}</p>
            <ReadingBar reading />
            {move || book.get().filter(|book| !book.is_empty()).map(|book| over_time(session, &book))}
            // All at once, so that later results move nothing down.
            <div class="page__pair page__pair--wide" hidden=move || book.with(Option::is_none)>
                <section aria-labelledby="the-quotes">
                    <div class="page__tools">
                        <h2 id="the-quotes">{m::what_was_said()}</h2>
                        <Segments
                            label=m::order()
                            options=vec![
                                (QuoteOrder::MostReported, m::order_most_told()),
                                (QuoteOrder::Newest, m::order_newest()),
                                (QuoteOrder::Oldest, m::order_oldest()),
                            ]
                            chosen=order
                            on_choose=move |chosen| order.set(chosen)
                        />
                    </div>
                    {chosen}
                    {list}
                    {move || {
                        (rest() > 0)
                            .then(|| {
                                let label = m::show_more_of(rest().min(STEP), rest());
                                view! {
                                    <button type="button" class="quiet" on:click=move |_| shown.update(|shown| *shown += STEP)>
                                        {label}
                                    </button>
                                }
                            })
                    }}
                </section>
                {move || book.get().filter(|book| !book.is_empty()).map(|book| speakers(session, &book))}
            </div>
    };
    page(m::view_quotes(), content.into_any())
}

fn over_time(session: Session, book: &[QuoteGroup]) -> AnyView {
    let query = session.query.get_untracked();
    let Some((first, last)) = span(session, &query) else { return ().into_any() };
    let dates = book.iter().flat_map(QuoteGroup::quotes).filter_map(|told| told.date);
    let (counts, summary) = counted(&Steps::new(first, last), dates, m::most_quotes_in);
    bars(m::quotes_over_time().to_owned(), summary, counts, m::quotes())
}

fn speakers(session: Session, book: &[QuoteGroup]) -> AnyView {
    let (counts, unknown) = speaker_counts(book);
    let most = counts.first().map_or(1, |(_, count)| *count);
    let n_more = counts.len().saturating_sub(MAX_SPEAKERS);
    let rows = counts
        .into_iter()
        .take(MAX_SPEAKERS)
        .map(|(speaker, count)| {
            let only = link(session, |address| {
                address.view = View::Quotes;
                address.subject = Some(speaker.id.clone());
            });
            let label = m::quote_count_only(count, &text::safe(&speaker.name));
            vec![
                actor_link(session, &speaker.id, &speaker.name, speaker.kind),
                view! { <a href=only aria-label=label>{numbers::number(count)}</a> }.into_any(),
                bar(share(count, most)),
            ]
        })
        .collect();
    let heads = vec![Head::Words(m::speaker().to_owned()), Head::Figures(m::quotes().to_owned()), Head::Drawing];
    let more = m::more_speakers(n_more);
    let untold = m::speakers_unknown(unknown);
    view! {
        <section aria-labelledby="the-speakers">
            <h2 id="the-speakers">{m::who_said_it()}</h2>
            {table(m::speakers_caption().to_owned(), heads, rows)}
            {(n_more > 0).then(|| view! { <p class="page__note">{more}</p> })}
            {(unknown > 0).then(|| view! { <p class="page__note"><i>{untold}</i></p> })}
        </section>
    }
    .into_any()
}
