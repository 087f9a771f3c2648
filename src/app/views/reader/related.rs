//! Articles similar to the open one, found by the words of its headline and its actors.

use std::sync::Arc;

use leptos::prelude::*;

use super::panels;
use crate::app::components::when;
use crate::app::effect::spawn_while_shown;
use crate::app::format::{labels, text};
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::app::state::Session;
use crate::model::Article;
use crate::query::{Card, Query, QueryError, Sort};
use crate::text::folded;
use crate::text::script::is_long_word;

/// The number of articles.
const SHOWN: usize = 6;

/// The maximum number of words of the headline in the query.
const MAX_WORDS: usize = 10;

/// The maximum number of names in the query.
const MAX_NAMES: usize = 3;

/// The query: any of these.
fn search(article: &Article) -> String {
    let mut found: Vec<String> = Vec::new();
    for word in article.title.value.split(|c: char| !c.is_alphanumeric()) {
        let word = folded(word);
        if is_long_word(&word) && found.len() < MAX_WORDS && !found.contains(&word) {
            found.push(word);
        }
    }
    let mut actors: Vec<(usize, &str)> =
        article.actors.iter().map(|actor| (actor.mentions.len(), actor.name.as_str())).collect();
    crate::wire::sort::sort_by(&mut actors, |a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    for (_, name) in actors.into_iter().take(MAX_NAMES) {
        let name: String = name.chars().filter(|c| *c != '"').collect();
        if name.chars().any(char::is_alphanumeric) {
            found.push(format!("\"{name}\""));
        }
    }
    found.join(" OR ")
}

async fn related(session: Session, article: Arc<Article>) -> Result<Vec<Card>, QueryError> {
    let text = search(&article);
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let archive = session.archive();
    let query =
        Query { text, sort: Some(Sort::Relevance), limit: Some(SHOWN + 1), facet_limit: Some(0), ..Query::default() };
    let hits = archive.query(&query).await?.hits;
    let others: Vec<String> = hits.into_iter().map(|hit| hit.id).filter(|id| *id != article.id).take(SHOWN).collect();
    archive.cards(&others, &Query::default()).await
}

/// The related articles, searched on request.
#[component]
pub fn Related(
    /// The open article.
    article: Arc<Article>,
) -> impl IntoView {
    let session = Session::expect();
    let is_asked = RwSignal::new(false);
    view! {
        <section class="reader__related" aria-label=m::related_articles()>
            <h3>{m::related_articles()}</h3>
            {when(move || !is_asked.get(), move || view! {
                <button type="button" class="quiet" on:click=move |_| is_asked.set(true)>{m::related_find()}</button>
            }.into_any())}
            <div aria-live="polite">
                {when(move || is_asked.get(), move || {
                    let article = article.clone();
                    lazily(move || panels::related_list(article.clone(), session))
                })}
            </div>
        </section>
    }
}

/// The list of related articles, once they are found.
#[component]
pub fn RelatedList(
    /// The open article.
    article: Arc<Article>,
    /// The session, since the article may be closed before the code is loaded.
    session: Session,
) -> impl IntoView {
    let found = RwSignal::new(None::<Result<Vec<Card>, QueryError>>);
    let here = article.id.clone();
    spawn_while_shown(async move {
        let cards = related(session, article).await;
        found.try_set(Some(cards));
    });
    move || {
        Some(match found.get()? {
            Err(error) => view! { <p>{m::related_failed(&labels::error(&error))}</p> }.into_any(),
            Ok(cards) if cards.is_empty() => view! { <p>{m::related_none()}</p> }.into_any(),
            Ok(cards) => {
                let items: Vec<AnyView> = cards
                    .into_iter()
                    .map(|card| {
                        let day = labels::day(card.date);
                        let outlet = labels::outlet(card.outlet.as_ref().map(|outlet| outlet.name.as_str()));
                        let (id, pair) = (card.id.clone(), (here.clone(), card.id));
                        let link = move || session.url.link(|address| address.article = Some(id.clone()));
                        let beside = move || session.url.link(|address| address.beside = Some(pair.clone()));
                        view! {
                            <li>
                                <span class="dateline">{day} " · " <bdi>{outlet}</bdi></span>
                                " "
                                <a dir="auto" href=link>{text::safe(&card.title)}</a>
                                " "
                                <a class="texts__link" href=beside>{m::texts_compare()}</a>
                            </li>
                        }
                        .into_any()
                    })
                    .collect();
                view! { <ul class="quote__places">{items}</ul> }.into_any()
            }
        })
    }
}
