//! Who is quoted with which words, and by whom.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::facets::Facets;
use super::selection::SelectionHead;
use crate::app::state::{Session, latest};
use crate::app::words;
use crate::model::Article;
use crate::query::{Archive, Query, View};

/// How many articles are read for their quotes at a time.
const LENGTH: usize = 100;

/// Words that one or several articles quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The words, as the first article has them.
    pub text: String,
    /// The articles: id, outlet and date in words.
    pub told_by: Vec<(String, String)>,
}

/// The quotes of one speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The speaker's id; none where no article tells.
    pub id: Option<String>,
    /// What was said, in the order of the articles.
    pub quotes: Vec<Quoted>,
}

/// All direct quotes of the selection by speaker.
#[component]
pub fn Quotes() -> impl IntoView {
    let session = Session::expect();
    let shown = RwSignal::new(LENGTH);
    let loaded = latest(
        move || (session.query.get(), shown.get()),
        move |(query, limit)| {
            let archive = session.archive();
            async move {
                let articles = articles(&archive, Query { limit: Some(limit), facet_limit: Some(0), ..query }).await?;
                Some((articles.0, articles.1.len(), Arc::new(by_speaker(&articles.1))))
            }
        },
    );
    let list = move || {
        let Some(loaded) = loaded.get() else {
            return view! { <p class="page__none">"Reading the articles…"</p> }.into_any();
        };
        let Some((total, n_read, speakers)) = loaded else {
            return view! { <p class="page__none">"The quotes could not be read. Load the page again."</p> }.into_any();
        };
        let n_quotes: usize = speakers.iter().map(|speaker| speaker.quotes.len()).sum();
        let sentence = format!(
            "{} in {}{}.",
            words::count_of(n_quotes, "quote", "quotes"),
            words::count_of(n_read, "article", "articles"),
            if n_read < total { format!(", the first of {}", words::number(total)) } else { String::new() },
        );
        let groups = speakers.iter().map(|speaker| view! { <OfSpeaker speaker=speaker.clone() /> }).collect_view();
        view! {
            <p class="page__lede">{sentence}</p>
            {groups}
            {(n_read < total)
                .then(|| {
                    view! {
                        <p>
                            <button
                                type="button"
                                class="quiet"
                                on:click=move |_| shown.update(|shown| *shown += LENGTH)
                            >
                                "Read more articles"
                            </button>
                        </p>
                    }
                })}
        }
        .into_any()
    };
    view! {
        <main id="content" tabindex="-1" class="room room--page">
            <Facets />
            <section class="page" aria-label="Quotes">
                <SelectionHead />
                <div class="page__text">
                    <h1>"Quotes"</h1>
                    {list}
                </div>
            </section>
        </main>
    }
}

/// What one speaker says.
#[component]
fn OfSpeaker(
    /// The speaker with the quotes.
    speaker: Speaker,
) -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    let heading = match &speaker.id {
        Some(id) => {
            let name = catalogue.actor(id).map_or_else(|| id.clone(), |(name, ..)| words::tame(name));
            let id = id.clone();
            let link = move || {
                session.url.link(|address| {
                    address.view = View::Actors;
                    address.subject = Some(id.clone());
                })
            };
            view! { <a href=link>{name}</a> }.into_any()
        }
        None => view! { <i>"Speaker not told"</i> }.into_any(),
    };
    view! {
        <section class="speaker">
            <h2>{heading}</h2>
            <QuoteList quotes=speaker.quotes />
        </section>
    }
}

/// Quotes with the articles that tell them.
#[component]
pub fn QuoteList(
    /// The quotes.
    quotes: Vec<Quoted>,
) -> impl IntoView {
    let session = Session::expect();
    quotes
        .into_iter()
        .map(|quote| {
            let told_by = quote
                .told_by
                .into_iter()
                .enumerate()
                .map(|(at, (id, words))| {
                    let link = move || {
                        session.url.link(|address| {
                            address.view = View::Articles;
                            address.article = Some(id.clone());
                        })
                    };
                    view! {
                        {(at > 0).then_some("; ")}
                        <a href=link>{words}</a>
                    }
                })
                .collect_view();
            view! {
                <blockquote>
                    <p dir="auto">"“" {quote.text} "”"</p>
                    <footer>{told_by}</footer>
                </blockquote>
            }
        })
        .collect_view()
}

/// The articles that a query finds, and how many it finds in all.
pub async fn articles(archive: &Archive, query: Query) -> Option<(usize, Vec<Article>)> {
    let answer = archive.query(&query).await.ok()?;
    let mut articles = Vec::with_capacity(answer.hits.len());
    for hit in &answer.hits {
        articles.push(archive.article(&hit.id).await.ok()?);
    }
    Some((answer.total, articles))
}

/// The quotes of articles by speaker: those with most quotes first, those without a speaker last. The same words told
/// by several articles are one quote.
pub fn by_speaker(articles: &[Article]) -> Vec<Speaker> {
    let mut speakers: BTreeMap<Option<&str>, Vec<Quoted>> = BTreeMap::new();
    let mut known: BTreeMap<(Option<&str>, String), usize> = BTreeMap::new();
    for article in articles {
        let outlet = article.outlet.as_ref().map_or("Unknown outlet", |outlet| &outlet.name);
        let date = article.date.as_ref().map_or("undated".to_owned(), |date| words::date(date.value));
        let told_by = (article.id.clone(), format!("{}, {date}", words::tame(outlet)));
        for quote in &article.quotes {
            let speaker = quote.speaker.as_deref();
            let quotes = speakers.entry(speaker).or_default();
            let at = *known.entry((speaker, bare(&quote.text))).or_insert(quotes.len());
            match quotes.get_mut(at) {
                Some(quoted) if quoted.told_by.contains(&told_by) => {}
                Some(quoted) => quoted.told_by.push(told_by.clone()),
                None => quotes.push(Quoted { text: words::tame(&quote.text), told_by: vec![told_by.clone()] }),
            }
        }
    }
    let mut speakers: Vec<Speaker> =
        speakers.into_iter().map(|(id, quotes)| Speaker { id: id.map(str::to_owned), quotes }).collect();
    speakers.sort_by_key(|speaker| (speaker.id.is_none(), std::cmp::Reverse(speaker.quotes.len())));
    speakers
}

/// The letters and digits of a quote in lower case, by which its copies are known.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
