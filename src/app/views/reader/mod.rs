//! The reader: one article with clean text, everything that was found in it, and the evidence.

mod article_actors;
pub mod cite;
mod evidence;
mod marked_text;
mod panels;
mod related;
mod source;
mod steps;
mod text_parts;
mod texts;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use article_actors::{ArticleActors, Quotes};
use evidence::{DateLine, TitleBasisNote};
use marked_text::{MarkedArticle, MarkedText, beginning};
use related::Related;
use steps::{neighbours, next_stop};
use text_parts::TextParts;

use crate::app::browser;
use crate::app::components::{CopyButton, when};
use crate::app::effect::{effect, effect_with_last};
use crate::app::format::{labels, text};
use crate::app::lazy::lazily;
use crate::app::local::{NotesPanel, Tool, ToolButton};
use crate::app::messages as m;
use crate::app::split::{Part, part};
use crate::app::state::{Session, latest};
use crate::app::views::open_article::close_article;
use crate::app::views::story::story_line;
use crate::bundle::TITLE_BYTES;
use crate::model::{Article, Place, TitleBasis};
use crate::query::{FacetKind, Query, QueryError};

/// The id of the reader's headline, which takes the focus when an article is opened.
const HEADLINE_ID: &str = "reader-headline";

/// The id of the reader itself, which scrolls.
const READER_ID: &str = "reader";

part! { reading, preload_code:
    pub fn reader(open: Memo<Option<String>>) -> Part {
    Ok(view! { <Reader id=open /> }.into_any())
}
}

/// Fetches the reader's code ahead of time; if it cannot be fetched now, it is fetched when it is needed.
pub async fn preload_reader() {
    preload_code().await.ok();
}

/// The panel that shows the document as it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SourceState {
    Closed,
    Open,
    /// Open; the heading takes the focus once it has been drawn.
    Focused,
}

/// An article, equal only to itself.
#[derive(Clone)]
struct LoadedArticle(Arc<Article>);

impl PartialEq for LoadedArticle {
    fn eq(&self, other: &LoadedArticle) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The open article; if none is open, a hint.
#[component]
pub fn Reader(
    /// The id of the article that is open.
    id: Memo<Option<String>>,
) -> impl IntoView {
    let session = Session::expect();
    let loaded = latest(id, move |id| {
        let archive = session.archive();
        async move {
            match id {
                Some(id) => Some(archive.article(&id).await.map(|article| LoadedArticle(Arc::new(shown(article))))),
                None => None,
            }
        }
    });
    let opened_by_link = StoredValue::new(true);
    effect_with_last(move |before: Option<Option<String>>| {
        let now = loaded.with(|loaded| match loaded {
            Some(Some(Ok(loaded))) => Some(loaded.0.id.clone()),
            _ => None,
        });
        if now.is_some() && before.as_ref() != Some(&now) {
            browser::scroll_to_top(READER_ID);
            if (before.is_some() || opened_by_link.get_value()) && !browser::is_dialog_open() {
                browser::focus(HEADLINE_ID);
            }
        }
        now
    });
    move || match (id.with(Option::is_some), loaded.get().flatten()) {
        (true, Some(Ok(loaded))) => view! { <OpenArticle article=loaded.0 /> }.into_any(),
        (true, Some(Err(error))) => view! { <NotOpened error /> }.into_any(),
        (true, None) => view! {
            <section id=READER_ID class="reader" aria-label=m::article() aria-busy="true">
                <p class="reader__wait">{m::article_opening()}</p>
            </section>
        }
        .into_any(),
        (false, _) => ().into_any(),
    }
}

/// An article with its headline cut to a readable length.
fn shown(mut article: Article) -> Article {
    let title = &mut article.title.value;
    if title.len() > TITLE_BYTES {
        title.truncate(title.floor_char_boundary(TITLE_BYTES));
        title.push('…');
    }
    article
}

/// An open article.
#[component]
fn OpenArticle(
    /// The article.
    article: Arc<Article>,
) -> impl IntoView {
    let session = Session::expect();
    // An actor that the reader follows through the text, beside those that the query names.
    let followed = RwSignal::new(None::<String>);
    let parts = TextParts::new(&article);
    let wanted = place_in_address(session, &article);
    let first = wanted.as_ref().map_or(0, |(place, range)| parts.number_of(*place, range.start));
    let (n_parts, number) = (parts.count(), RwSignal::new(first));
    let wanted = wanted.and_then(|(place, range)| parts.moved(first, place, range));
    let letters = {
        let (article, parts) = (article.clone(), parts.clone());
        Signal::derive(move || parts.letters(&article, number.get()))
    };
    let part = {
        let article = article.clone();
        Memo::new(move |_| {
            let number = number.get();
            LoadedArticle(if n_parts == 1 { article.clone() } else { Arc::new(parts.part(&article, number)) })
        })
    };
    let shown = Signal::derive(move || wanted.clone().filter(|_| number.get() == first));
    let marks = marks(session, part, followed, shown);
    let stop = stops(marks, shown);
    let sourcing = RwSignal::new(SourceState::Closed);
    let derived = article.title.basis == TitleBasis::Derived;
    view! {
        <section id=READER_ID class="reader" aria-label=m::article()>
            <ReaderBar id=article.id.clone() />
            <DateLine article=article.clone() />
            <Headline article=article.clone() marks followed />
            {derived.then(|| view! { <TitleBasisNote basis=article.title.basis /> })}
            {(!article.authors.is_empty()).then(|| view! { <p class="reader__byline" dir="auto">{m::byline(&text::safe(&article.authors.join(", ")))}</p> })}
            {(!article.tags.is_empty()).then(|| view! { <p class="reader__byline" dir="auto">{m::tagged(&text::safe(&article.tags.join(", ")))}</p> })}
            {article.story.is_some().then(|| story_line(session, &article))}
            <ReaderTools article=article.clone() marks stop sourcing />
            {texts(session, article.clone())}
            <Body article=article.clone() marks followed />
            {session.catalogue().info.without_text.then(|| view! { <p class="reader__wait">{m::text_not_in_archive()}</p> })}
            {(n_parts > 1).then(|| lazily(move || panels::part_steps(n_parts, number)))}
            <NotesPanel article=article.clone() shown=letters />
            <Furniture article=article.clone() shown=sourcing />
            <Quotes article=article.clone() />
            <ArticleActors article=article.clone() followed />
            <Related article=article.clone() />
            <PrintedEnd article />
        </section>
    }
}

/// The text next to that of another article, if the address asks for it.
fn texts(session: Session, article: Arc<Article>) -> impl IntoView {
    let id = article.id.clone();
    let other = Memo::new(move |_| {
        let beside = session.url.with(|address| address.beside.clone());
        beside.filter(|(open, _)| *open == id).map(|(_, other)| other)
    });
    move || {
        let (article, other) = (article.clone(), other.get()?);
        Some(lazily(move || panels::texts(article.clone(), other.clone(), session)))
    }
}

/// The marks of the part that is shown: the words searched for, the actor that the reader follows, the query's actors.
fn marks(
    session: Session,
    part: Memo<LoadedArticle>,
    followed: RwSignal<Option<String>>,
    wanted: Signal<Option<WantedPlace>>,
) -> Memo<MarkedArticle> {
    let hits = latest(
        Memo::new(move |_| (part.get(), session.query.with(|query| (query.text.clone(), query.exact)))),
        move |(LoadedArticle(part), (text, exact))| {
            let archive = session.archive();
            let query = Query { text, exact, ..Query::default() };
            async move {
                let places = archive.places(&part, &query).await.unwrap_or_default();
                (LoadedArticle(part), places)
            }
        },
    );
    Memo::new(move |_| {
        let part = part.get();
        // Hits in another part say nothing about this one.
        let mut hits = hits.get().filter(|(of, _)| *of == part).map(|(_, hits)| hits).unwrap_or_default();
        hits.extend(wanted.get());
        let followed = followed.get();
        let in_query = move || session.query.with(query_actors);
        marked_text::marks(&part.0, &hits, followed, in_query)
    })
}

/// A place in the text: the headline or the paragraph, and the range in bytes.
type WantedPlace = (Place, Range<usize>);

/// The place of this article that the address asks for.
fn place_in_address(session: Session, article: &Article) -> Option<WantedPlace> {
    let (id, place, range) = session.url.now().at?;
    let is_there = id == article.id && article.text_at(place).is_some_and(|text| text.get(range.clone()).is_some());
    is_there.then_some((place, range))
}

/// The actors that a query asks for.
fn query_actors(query: &Query) -> BTreeSet<String> {
    query.filters[FacetKind::Actors].wanted().cloned().collect()
}

/// The stop that is current among the marks, moved by keys and none again whenever the marks change.
fn stops(marks: Memo<MarkedArticle>, wanted: Signal<Option<WantedPlace>>) -> RwSignal<Option<usize>> {
    let stop = RwSignal::new(None::<usize>);
    effect(move || {
        let first = wanted.get().and_then(|(place, range)| marks.with(|marks| marks.stop_at(place, range.start)));
        marks.track();
        stop.set(first);
        if let Some(first) = first {
            spawn_local(async move {
                // The reader scrolls to its top when an article is opened.
                browser::drawn().await;
                browser::drawn().await;
                browser::scroll_to_middle(&stop_id(first));
            });
        }
    });
    // One effect for all marks: there may be hundreds.
    effect(move || browser::make_current(stop.get().map(stop_id).as_deref()));
    browser::on_key(move |event| {
        if browser::is_typed_into(&event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "n" if super::shortcuts::are_on() => go_to_next(stop, marks, true),
            "p" if super::shortcuts::are_on() => go_to_next(stop, marks, false),
            _ => {}
        }
    });
    stop
}

fn go_to_next(stop: RwSignal<Option<usize>>, marks: Memo<MarkedArticle>, forward: bool) {
    let n_stops = marks.with_untracked(|marks| marks.n_stops);
    if let Some(next) = next_stop(stop.get_untracked(), n_stops, forward) {
        stop.set(Some(next));
        browser::scroll_to_middle(&stop_id(next));
    }
}

/// The way back to the list, and to the articles before and after this one in it.
#[component]
fn ReaderBar(
    /// The article's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let to_neighbour = move |next: bool, words: &'static str, label: &'static str| {
        let here = id.clone();
        move || {
            let (before, after) = match session.story_rows() {
                Some(rows) => neighbours(rows.headlines.iter().filter_map(|(_, article)| article.as_deref()), &here),
                None => session.found.with(|found| match found {
                    Some(Ok(found)) => neighbours(found.cards.iter().map(|card| card.id.as_str()), &here),
                    _ => (None, None),
                }),
            };
            let id = if next { after } else { before }?;
            let link = session.url.link(|address| address.article = Some(id));
            Some(view! {
                <a class="quiet" href=link aria-label=label title=label>
                    {words}
                </a>
            })
        }
    };
    view! {
        <div class="reader__bar">
            <button type="button" class="quiet reader__close" on:click=move |_| close_article(session)>
                <span class="reader__back">"‹ "</span>
                {m::close()}
            </button>
            <span class="reader__neighbours">
                {to_neighbour(false, m::article_previous_short(), m::article_previous())}
                {to_neighbour(true, m::article_next_short(), m::article_next())}
            </span>
        </div>
    }
}

/// The headline with its marks.
#[component]
fn Headline(
    /// The article.
    article: Arc<Article>,
    /// The marks.
    marks: Memo<MarkedArticle>,
    /// The actor that the reader follows.
    followed: RwSignal<Option<String>>,
) -> impl IntoView {
    let derived = article.title.basis == TitleBasis::Derived;
    let title = move || {
        let pieces = marks.with(|marks| beginning(&marks.title, text::MAX_TITLE_LETTERS));
        let is_empty = pieces.iter().all(|piece| piece.text.trim().is_empty());
        let pieces = if is_empty {
            vec![MarkedText { text: m::without_headline().to_owned(), ..MarkedText::default() }]
        } else {
            pieces.into_iter().map(|piece| MarkedText { text: text::safe(&piece.text), ..piece }).collect()
        };
        view! { <Pieces pieces article=article.clone() followed /> }
    };
    view! {
        <h2 id=HEADLINE_ID tabindex="-1" dir="auto" class:derived=derived>
            {title}
        </h2>
    }
}

/// The stops, and what can be done with the article. Citation and source open below.
#[component]
fn ReaderTools(
    /// The article.
    article: Arc<Article>,
    /// The marks.
    marks: Memo<MarkedArticle>,
    /// The current stop.
    stop: RwSignal<Option<usize>>,
    /// The source.
    sourcing: RwSignal<SourceState>,
) -> impl IntoView {
    let n_stops = Memo::new(move |_| marks.with(|marks| marks.n_stops));
    let citing = RwSignal::new(false);
    let is_sourcing = Memo::new(move |_| sourcing.get() != SourceState::Closed);
    let source = move || {
        sourcing.set(if is_sourcing.get_untracked() { SourceState::Closed } else { SourceState::Open });
    };
    let cited = article.clone();
    let step = move |sign: &'static str, label: &'static str, title: &'static str, forward: bool| {
        view! {
            <button
                type="button"
                class="quiet"
                aria-label=label
                title=title
                on:click=move |_| go_to_next(stop, marks, forward)
            >
                {sign}
            </button>
        }
    };
    view! {
        <div class="reader__tools">
            {when(move || n_stops.get() > 0, move || view! {
                <span class="stops" role="group" aria-label=m::marked_places()>
                    <span class="stops__count" aria-live="polite">
                        {move || match stop.get() {
                            Some(at) => m::mark_of(at + 1, n_stops.get()),
                            None => m::count_marks(n_stops.get()),
                        }}
                    </span>
                    {step("‹", m::mark_previous(), m::mark_previous_key(), false)}
                    {step("›", m::mark_next(), m::mark_next_key(), true)}
                </span>
            }.into_any())}
            {toggle(m::cite(), citing.into(), move || citing.update(|on| *on = !*on))}
            {toggle(m::source(), is_sourcing.into(), source)}
            <button type="button" class="quiet" on:click=move |_| browser::print()>{m::print()}</button>
            <CopyButton label=m::copy_link() text=permanent_link(&article.id) />
            <ToolButton tool=Tool::CorrectArticle(article.id.clone()) />
        </div>
        {when(move || citing.get(), move || {
            let article = cited.clone();
            lazily(move || panels::cite(article.clone()))
        })}
        {when(move || is_sourcing.get(), move || {
            let article = article.clone();
            let takes_focus = sourcing.get_untracked() == SourceState::Focused;
            lazily(move || panels::source(article.clone(), takes_focus))
        })}
    }
}

/// A button that shows and hides a panel.
fn toggle(label: &'static str, shown: Signal<bool>, press: impl Fn() + Send + Sync + 'static) -> AnyView {
    view! {
        <button type="button" class="quiet" aria-expanded=move || shown.get().to_string() on:click=move |_| press()>
            {label}
        </button>
    }
    .into_any()
}

/// The paragraphs with their marks.
#[component]
fn Body(
    /// The article.
    article: Arc<Article>,
    /// The marks.
    marks: Memo<MarkedArticle>,
    /// The actor that the reader follows.
    followed: RwSignal<Option<String>>,
) -> impl IntoView {
    let language = article.language.clone();
    let paragraphs = move || {
        let paragraphs = marks.with(|marks: &MarkedArticle| marks.body.clone()).into_iter();
        paragraphs
            .map(|pieces| view! { <p dir="auto"><Pieces pieces article=article.clone() followed /></p> })
            .collect_view()
    };
    view! { <div class="reader__text" lang=language>{paragraphs}</div> }
}

/// The address of an article alone, without the query that led to it.
fn permanent_link(id: &str) -> impl Fn() -> String + use<> {
    let address = crate::query::Address { article: Some(id.to_owned()), ..Default::default() };
    let hash = address.to_string();
    move || browser::href_with_hash(&hash)
}

fn stop_id(stop: usize) -> String {
    format!("stop-{stop}")
}

/// Words with their marks.
#[component]
fn Pieces(
    /// The parts, in order.
    pieces: Vec<MarkedText>,
    /// The article that they are of.
    article: Arc<Article>,
    /// The actor that the reader follows; a click on a mention chooses its actor.
    followed: RwSignal<Option<String>>,
) -> impl IntoView {
    pieces
        .into_iter()
        .map(|piece| {
            let actor = piece.actor.and_then(|at| article.actors.get(at));
            let Some(number) = piece.stop.map(Some).or((piece.in_stop).then_some(None)) else {
                return match actor {
                    Some(actor) => {
                        let id = actor.id.clone();
                        let name = text::safe(&actor.name);
                        let follow = move |_| followed.set(Some(id.clone()));
                        view! {
                            <span class="actor" data-actor=actor.id.clone() data-kind=actor.kind.as_str() title=name on:click=follow>
                                {piece.text}
                            </span>
                        }
                        .into_any()
                    }
                    None if piece.quoted => view! { <q class="quoted">{piece.text}</q> }.into_any(),
                    None => view! { {piece.text} }.into_any(),
                };
            };
            view! {
                <mark
                    id=number.map(stop_id)
                    class:actor=actor.is_some()
                    data-actor=actor.map(|actor| actor.id.clone())
                    data-kind=actor.map(|actor| actor.kind.as_str())
                    title=actor.map(|actor| text::safe(&actor.name))
                >
                    {piece.text}
                </mark>
            }
            .into_any()
        })
        .collect_view()
}

/// Navigation between the parts of a long article.
#[component]
fn PartSteps(
    /// The number of parts.
    n_parts: usize,
    /// The index of the current part.
    number: RwSignal<usize>,
) -> impl IntoView {
    let show = move |to: usize| {
        number.set(to);
        browser::scroll_to_top(READER_ID);
        browser::focus(HEADLINE_ID);
    };
    view! {
        <p class="reader__parts" role="group" aria-label=m::text_parts()>
            <button
                type="button"
                class="quiet"
                prop:disabled=move || number.get() == 0
                on:click=move |_| show(number.get_untracked().saturating_sub(1))
            >
                {m::text_part_before()}
            </button>
            <span aria-live="polite">
                {move || m::text_part_of(number.get() + 1, n_parts)}
            </span>
            <button
                type="button"
                class="quiet"
                prop:disabled=move || number.get() + 1 == n_parts
                on:click=move |_| show(number.get_untracked() + 1)
            >
                {m::text_part_next()}
            </button>
        </p>
    }
}

/// The number of removed passages, and a button to see them.
#[component]
fn Furniture(
    /// The article.
    article: Arc<Article>,
    /// The source.
    shown: RwSignal<SourceState>,
) -> impl IntoView {
    let n = article.removed.len();
    (n > 0).then(|| {
        view! {
            <p class="reader__furniture">
                <button
                    type="button"
                    class="quiet"
                    on:click=move |_| {
                        shown.set(SourceState::Focused);
                        browser::focus(source::SOURCE_ID);
                    }
                >
                    {m::furniture_left_out(n)}
                </button>
            </p>
        }
    })
}

/// Additional text in print, below the article.
#[component]
fn PrintedEnd(
    /// The article.
    article: Arc<Article>,
) -> impl IntoView {
    let link = permanent_link(&article.id)();
    view! {
        <footer class="reader__printed">
            <p>{cite::plain(&article, &link, None)}</p>
        </footer>
    }
}

/// An article that could not be opened.
#[component]
fn NotOpened(
    /// Why.
    error: QueryError,
) -> impl IntoView {
    let session = Session::expect();
    let sentence = match &error {
        QueryError::UnknownArticle(id) => m::article_none(&text::safe(id)),
        error => m::article_failed(&labels::error(error)),
    };
    view! {
        <section id=READER_ID class="reader" aria-label=m::article()>
            <p class="reader__wait" role="alert">{sentence}</p>
            <p>
                <button type="button" class="quiet" on:click=move |_| close_article(session)>{m::article_back_to_list()}</button>
            </p>
        </section>
    }
}
