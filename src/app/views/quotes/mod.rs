//! All direct quotes of the selection, each once, with everyone who reports it.

mod quote_list;

use std::sync::Arc;

use leptos::prelude::*;

use quote_list::{QuoteOrder, listed_quotes, quote_table, speaker_counts};

use crate::app::browser;
use crate::app::components::{Head, Segments, bar, bars, file_stem, provenance, table};
use crate::app::effect::{effect, spawn_while_shown};
use crate::app::format::{numbers, text};
use crate::app::messages as m;
use crate::app::state::{SelectionReader, Session, WordPlace};
use crate::app::views::links::{actor_link, link};
use crate::app::views::page_frame::page;
use crate::app::views::quote::quote;
use crate::app::views::reading_bar::ReadingBar;
use crate::app::views::time_steps::{StepChoice, counted, steps_of};
use crate::model::Article;
use crate::query::{Address, FacetKind, Query, View};
use crate::survey::{Grouping, QuoteFilter, QuoteGroup, share};

/// The number of quotes by which the list grows.
const STEP: usize = 30;

/// The maximum number of speakers in the table.
const MAX_SPEAKERS: usize = 20;

/// Which quotes of the articles found are shown.
#[derive(Clone, Copy, PartialEq)]
enum QuoteScope {
    /// Those that contain a word of the search.
    WithWords,
    /// All of them.
    All,
}

/// The quotes view.
#[component]
pub fn Quotes() -> impl IntoView {
    let session = Session::expect();
    let who = Memo::new(move |_| session.url.with(|address| address.subject.clone()));
    let reading = SelectionReader::new();
    let book = RwSignal::new(None::<Arc<Vec<QuoteGroup>>>);
    let scope = RwSignal::new(QuoteScope::WithWords);
    let has_words = Memo::new(move |_| session.query.with(|query| !query.text.trim().is_empty()));
    let by_words = Memo::new(move |_| has_words.get() && scope.get() == QuoteScope::WithWords);
    effect(move || {
        reading.track();
        let query = Query { sort: None, ..session.query.get() };
        let by_words = by_words.get();
        let turn = reading.begin();
        spawn_while_shown(async move {
            let mut grouping = Grouping::default();
            let speakers = &query.filters[FacetKind::Speaker];
            let filter = QuoteFilter { speakers: speakers.wanted().cloned().collect(), not: speakers.none.clone() };
            let mut take = |article: &Article, places: &[WordPlace]| {
                filter.quotes(article, by_words.then_some(places)).into_iter().for_each(|told| grouping.push(told));
            };
            let is_read = if by_words {
                reading.through_with_places(turn, session, query, &mut take).await
            } else {
                reading.through(turn, session, query, &mut |article| take(article, &[])).await
            };
            if is_read && reading.in_steps(turn, &mut || grouping.step()).await {
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
        let groups =
            || -> Vec<&QuoteGroup> { listed.with(|listed| listed.iter().filter_map(|at| book.get(*at)).collect()) };
        let told = groups().iter().filter(|group| group.n_outlets > 1).count();
        let n_places: usize = groups().iter().map(|group| group.quotes().count()).sum();
        let held = match groups().len() {
            0 if by_words.get() => m::quotes_none_with_words().to_owned(),
            0 => m::quotes_none().to_owned(),
            n if told == 0 => m::quotes_held_alone(n),
            n => m::quotes_held_told(n, told),
        };
        Some(if n_places > groups().len() { format!("{held} {}", m::quotes_in_files(n_places)) } else { held })
    };
    let scopes = move || {
        has_words.get().then(|| {
            view! {
                <Segments
                    label=m::quotes_which()
                    options=vec![
                        (QuoteScope::WithWords, m::quotes_with_words()),
                        (QuoteScope::All, m::quotes_of_articles()),
                    ]
                    chosen=scope
                    on_choose=move |chosen| scope.set(chosen)
                />
            }
        })
    };
    let save = move |_| {
        let Some(book) = book.get_untracked() else { return };
        let groups: Vec<&QuoteGroup> =
            listed.with_untracked(|listed| listed.iter().filter_map(|at| book.get(*at)).collect());
        let link = |article: &str| {
            let address = Address { article: Some(article.to_owned()), ..Address::default() };
            browser::href_with_hash(&address.to_string())
        };
        let text = quote_table(&groups, link, &provenance());
        browser::save(&format!("{}.csv", file_stem(m::view_quotes())), "text/csv", text.as_bytes()).ok();
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
            <p class="page__tools">{scopes} <StepChoice /></p>
            {move || {
                let book = book.get().filter(|book| !book.is_empty())?;
                Some(listed.with(|listed| over_time(session, listed.iter().filter_map(|at| book.get(*at)))))
            }}
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
                        <button
                            type="button"
                            class="quiet"
                            disabled=move || listed.with(Vec::is_empty)
                            on:click=save
                        >
                            {m::save_as_csv()}
                        </button>
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

fn over_time<'a>(session: Session, groups: impl Iterator<Item = &'a QuoteGroup>) -> AnyView {
    let query = session.query.get_untracked();
    let Some(steps) = steps_of(session, &query) else { return ().into_any() };
    let dates = groups.flat_map(QuoteGroup::quotes).filter_map(|told| told.date);
    let (chart, summary) = counted(m::quotes_over_time(), &steps, dates, m::most_quotes_in);
    bars(chart, summary, m::quotes())
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
