//! The page of one actor within the selection.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::{Bars, Share};
use crate::app::state::{Choice, Facet, Session, choose_actor, filters, latest};
use crate::app::views::dates::{describe, scale::Scale};
use crate::app::views::quotes::{self, QuoteList, Quoted};
use crate::app::words;
use crate::model::{Article, TITLE_PARAGRAPH};
use crate::query::{Answer, Query, Sort, View};

/// How many articles are read for the actor's names and quotes.
const N_READ: usize = 40;

/// How many companions, outlets and quotes are listed.
const LISTED: usize = 12;

/// What is known of an actor.
#[derive(Clone, Debug)]
struct Known {
    /// The answer for the articles that name it, oldest first.
    answer: Arc<Answer>,
    /// The words that name it, most used first.
    names: Vec<(String, usize)>,
    /// What it says.
    quotes: Vec<Quoted>,
    /// First and last day in words.
    span: Option<(String, String)>,
}

/// Names, outlets, days, companions and quotes of an actor.
#[component]
pub fn ActorPage(
    /// The actor's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    let back = move || session.url.link(|address| address.subject = None);
    let Some((name, kind, total)) = catalogue.actor(&id).map(|(name, kind, n)| (words::tame(name), kind, n)) else {
        return view! {
            <h1>"Not in this archive"</h1>
            <p>"No article of this archive names “" {words::tame(&id)} "”."</p>
            <p><a href=back>"All actors"</a></p>
        }
        .into_any();
    };
    let loaded = {
        let id = id.clone();
        latest(
            move || session.query.get(),
            move |query| {
                let id = id.clone();
                async move { know(session, query, &id).await }
            },
        )
    };
    let articles = {
        let id = id.clone();
        move || {
            session.url.link(|address| {
                address.view = View::Articles;
                address.subject = None;
                choose_actor(&mut address.query, &id, Choice::Include, false);
            })
        }
    };
    let body = {
        let id = id.clone();
        move || match loaded.get() {
            Some(Some(known)) => view! { <KnownActor known id=id.clone() /> }.into_any(),
            Some(None) => {
                view! { <p class="page__none">"The actor could not be looked up. Load the page again."</p> }.into_any()
            }
            None => view! { <p class="page__none">"Looking it up…"</p> }.into_any(),
        }
    };
    let within = move || {
        let active = session.query.with(filters);
        (!active.is_empty()).then(|| {
            let catalogue = session.catalogue();
            let words: Vec<String> = active.iter().map(|filter| catalogue.words_of(filter)).collect();
            view! { <p class="page__lede">"Within the selection: " {words.join(", ")} "."</p> }
        })
    };
    view! {
        <p class="dateline"><a href=back>"‹ All actors"</a></p>
        <h1>
            <span class="actor" data-kind=kind.as_str()>{name}</span>
        </h1>
        <p class="page__lede">
            {match kind {
                crate::model::ActorKind::Person => "Person",
                crate::model::ActorKind::State => "State",
                crate::model::ActorKind::Organisation => "Organisation",
                crate::model::ActorKind::Other => "Actor",
            }}
            ", named in "
            <a href=articles>{words::count_of(total, "article", "articles")}</a>
            " of this archive"
        </p>
        {within}
        {body}
    }
    .into_any()
}

async fn know(session: Session, query: Query, id: &str) -> Option<Known> {
    let archive = session.archive();
    let mut naming = query.clone();
    choose_actor(&mut naming, id, Choice::Include, false);
    let naming = Query { sort: Some(Sort::Newest), limit: Some(N_READ), facet_limit: Some(usize::MAX), ..naming };
    let answer = archive.query(&naming).await.ok()?;
    let oldest = Query { sort: Some(Sort::Oldest), limit: Some(1), facet_limit: Some(0), ..naming.clone() };
    let first = archive.query(&oldest).await.ok()?.hits.first().and_then(|hit| hit.date);
    let last = answer.hits.first().and_then(|hit| hit.date);
    let mut articles = Vec::new();
    for hit in &answer.hits {
        articles.push(archive.article(&hit.id).await.ok()?);
    }
    let mut saying = Query { limit: Some(N_READ), facet_limit: Some(0), ..query };
    Facet::Speaker.choose(&mut saying, id, Choice::Include);
    let (_, said) = quotes::articles(&archive, saying).await?;
    let said = quotes::by_speaker(&said).into_iter().find(|speaker| speaker.id.as_deref() == Some(id));
    Some(Known {
        names: names(&articles, id),
        quotes: said.map(|speaker| speaker.quotes).unwrap_or_default(),
        span: first.zip(last).map(|(first, last)| (words::date(first), words::date(last))),
        answer: Arc::new(answer),
    })
}

/// The words by which articles name an actor, most used first.
fn names(articles: &[Article], id: &str) -> Vec<(String, usize)> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for article in articles {
        for actor in article.actors.iter().filter(|actor| actor.id == id) {
            for mention in &actor.mentions {
                let text = match mention.paragraph {
                    TITLE_PARAGRAPH => Some(&article.title.value),
                    at => usize::try_from(at).ok().and_then(|at| article.body.get(at)),
                };
                if let Some(words) = text.and_then(|text| text.get(mention.start..mention.end)) {
                    *names.entry(words::tame(words)).or_default() += 1;
                }
            }
        }
    }
    let mut names: Vec<(String, usize)> = names.into_iter().collect();
    names.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    names
}

/// What is known, laid out.
#[component]
fn KnownActor(
    /// What is known.
    known: Known,
    /// The actor's id.
    id: String,
) -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    let answer = known.answer;
    let chart = catalogue.info.from.zip(catalogue.info.to).map(|(from, to)| {
        let scale = Scale::new(from, to);
        let counts = scale.counts(&answer.histogram);
        let most = counts.iter().copied().max().unwrap_or(0);
        let summary = describe(&scale, &counts);
        view! {
            <figure class="actor__days">
                <Bars counts most summary=summary.clone() />
                <figcaption>{summary}</figcaption>
            </figure>
        }
    });
    let names: Vec<String> = known.names.iter().take(LISTED).map(|(name, n)| format!("“{name}” {n}×")).collect();
    let companions: Vec<_> =
        answer.facets.actors.iter().filter(|actor| actor.id != id && actor.count > 0).take(LISTED).cloned().collect();
    let most = companions.first().map_or(1, |actor| actor.count);
    let companions = companions
        .into_iter()
        .map(|actor| {
            let other = actor.id.clone();
            let link = move || session.url.link(|address| address.subject = Some(other.clone()));
            view! {
                <tr>
                    <th scope="row">
                        <a class="actor" data-kind=actor.kind.as_str() href=link>{words::tame(&actor.name)}</a>
                    </th>
                    <td>{words::number(actor.count)}</td>
                    <td class="table__bar"><Share part=actor.count whole=most /></td>
                </tr>
            }
        })
        .collect_view();
    let outlets: Vec<_> =
        answer.facets.outlets.iter().filter(|outlet| outlet.count > 0).take(LISTED).cloned().collect();
    let most = outlets.first().map_or(1, |outlet| outlet.count);
    let outlets = outlets
        .into_iter()
        .map(|outlet| {
            view! {
                <tr>
                    <th scope="row">{words::tame(&outlet.name)}</th>
                    <td>{words::number(outlet.count)}</td>
                    <td class="table__bar"><Share part=outlet.count whole=most /></td>
                </tr>
            }
        })
        .collect_view();
    let n_quotes = known.quotes.len();
    let quotes: Vec<Quoted> = known.quotes.into_iter().take(LISTED).collect();
    view! {
        <dl class="about__numbers">
            <div><dt>"Articles here"</dt><dd>{words::number(answer.total)}</dd></div>
            {known.span.map(|(first, last)| view! {
                <div><dt>"First"</dt><dd>{first}</dd></div>
                <div><dt>"Last"</dt><dd>{last}</dd></div>
            })}
            <div><dt>"Outlets"</dt><dd>{words::number(answer.facets.outlets.iter().filter(|outlet| outlet.count > 0).count())}</dd></div>
        </dl>
        {chart}
        {(!names.is_empty()).then(|| view! { <p><b>"Named as "</b> {names.join(", ")}</p> })}
        <div class="actors__kinds">
            <section class="actors__kind">
                <h2>"Appears with"</h2>
                <table class="table"><tbody>{companions}</tbody></table>
            </section>
            <section class="actors__kind">
                <h2>"Named by"</h2>
                <table class="table"><tbody>{outlets}</tbody></table>
            </section>
        </div>
        {(n_quotes > 0).then(|| view! {
            <section class="speaker">
                <h2>"Quoted as saying"</h2>
                <QuoteList quotes />
            </section>
        })}
    }
}
