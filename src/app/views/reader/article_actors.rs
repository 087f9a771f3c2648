//! The actors in the article, and what they say.

use std::sync::Arc;

use leptos::prelude::*;

use super::panels;
use crate::app::format::text;
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::app::state::Url;
use crate::model::{Article, ArticleActor};
use crate::query::FacetKind;
use crate::wire::sort::sort_by_key;

/// All actors of the article with counts; a click follows one through the text and shows the words that name it.
#[component]
pub fn ArticleActors(
    /// The article.
    article: Arc<Article>,
    /// The actor that the reader follows.
    followed: RwSignal<Option<String>>,
) -> impl IntoView {
    let url = Url::expect();
    let mut actors: Vec<ArticleActor> = article.actors.clone();
    sort_by_key(&mut actors, |actor| std::cmp::Reverse(actor.mentions.len()));
    if actors.is_empty() {
        return view! { <p class="evidence evidence--quiet">{m::cast_none()}</p> }.into_any();
    }
    let buttons = actors
        .into_iter()
        .map(|actor| {
            let id = StoredValue::new(actor.id.clone());
            let n = actor.mentions.len();
            let pressed = move || followed.with(|followed| id.with_value(|id| followed.as_ref() == Some(id)));
            view! {
                <button
                    type="button"
                    class="actor"
                    data-kind=actor.kind.as_str()
                    aria-pressed=move || pressed().to_string()
                    on:click=move |_| followed.set(if pressed() { None } else { Some(id.get_value()) })
                >
                    <bdi>{text::safe(&actor.name)}</bdi>
                    {(n > 0).then(|| view! { " " <span class="number">{n}</span> })}
                </button>
            }
        })
        .collect_view();
    let told = move || {
        let id = followed.get()?;
        let article = article.clone();
        Some(lazily(move || panels::actor_evidence(article.clone(), id.clone(), url)))
    };
    view! {
        <section class="reader__cast" aria-labelledby="cast-heading">
            <h3 id="cast-heading">{m::cast_in_article()}</h3>
            <p class="cast">{buttons}</p>
            <div aria-live="polite">{told}</div>
        </section>
    }
    .into_any()
}

/// The words by which an article names an actor, and a link to all articles that name it.
#[component]
pub fn ActorEvidence(
    /// The article.
    article: Arc<Article>,
    /// The actor's id.
    id: String,
    /// The address, since the article may be closed before the code is loaded.
    url: Url,
) -> impl IntoView {
    let actor = article.actors.iter().find(|actor| actor.id == id)?;
    let named: Vec<String> = forms(&article, actor).into_iter().map(|(words, n)| m::cast_form(&words, n)).collect();
    let named = if named.is_empty() { m::cast_record().to_owned() } else { named.join(", ") };
    let name = view! { <b><bdi>{text::safe(&actor.name)}</bdi></b> };
    let link = move || {
        url.link(|address| {
            address.article = None;
            address.query = Default::default();
            address.query.filters[FacetKind::Actors].all = vec![id.clone()];
        })
    };
    Some(view! {
        <p class="evidence">
            {m::cast_because(name.into_any(), view! { <bdi>{named}</bdi> }.into_any())} " "
            <a href=link>{m::all_naming()}</a>
        </p>
    })
}

/// The words by which an article names an actor, with their frequencies, in order of first mention.
fn forms(article: &Article, actor: &ArticleActor) -> Vec<(String, usize)> {
    let mut forms: Vec<(String, usize)> = Vec::new();
    for mention in &actor.mentions {
        let text = article.text_at(mention.paragraph);
        let Some(words) = text.and_then(|text| text.get(mention.start..mention.end)) else { continue };
        match forms.iter_mut().find(|(known, _)| known == words) {
            Some((_, n)) => *n += 1,
            None => forms.push((words.to_owned(), 1)),
        }
    }
    forms
}

/// The article's quotes by speaker.
#[component]
pub fn Quotes(
    /// The article.
    article: Arc<Article>,
) -> impl IntoView {
    if article.quotes.is_empty() {
        return ().into_any();
    }
    let mut by_speaker: Vec<(Option<String>, Vec<String>)> = Vec::new();
    for quote in &article.quotes {
        let text = text::safe(&quote.text);
        match by_speaker.iter_mut().find(|(speaker, _)| *speaker == quote.speaker) {
            Some((_, texts)) => texts.push(text),
            None => by_speaker.push((quote.speaker.clone(), vec![text])),
        }
    }
    // Quotes without a known speaker come last.
    sort_by_key(&mut by_speaker, |(speaker, _)| speaker.is_none());
    let groups = by_speaker
        .into_iter()
        .map(|(speaker, texts)| {
            let actor = speaker.and_then(|id| article.actors.iter().find(|actor| actor.id == id));
            let name = match actor {
                Some(actor) => {
                    view! { <span class="actor" data-kind=actor.kind.as_str()><bdi>{text::safe(&actor.name)}</bdi></span> }
                        .into_any()
                }
                None => view! { <i>{m::speaker_not_told()}</i> }.into_any(),
            };
            let texts = texts.into_iter().map(|text| view! { <p dir="auto">{m::quoted(&text)}</p> }).collect_view();
            view! {
                <blockquote>
                    {texts} <footer>{name}</footer>
                </blockquote>
            }
        })
        .collect_view();
    view! {
        <section class="reader__quotes" aria-labelledby="quotes-heading">
            <h3 id="quotes-heading">{m::quoted_heading()}</h3>
            {groups}
        </section>
    }
    .into_any()
}
