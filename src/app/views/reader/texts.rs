//! The text of the open article next to that of another one, sentence by sentence.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::browser;
use crate::app::effect::spawn_while_shown;
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::app::state::Session;
use crate::model::Article;
use crate::query::QueryError;
use crate::survey::{AlignedSentence, SentenceChange, align, difference, sentences};

/// The id of the heading, which takes the focus when the texts are compared.
const TEXTS_ID: &str = "reader-texts";

/// The most sentences of a text that is compared.
const MAX_SENTENCES: usize = 1_000;

/// Two articles in the order of their dates, and what became of each sentence.
struct ComparedTexts {
    before: Arc<Article>,
    after: Arc<Article>,
    sentences: Vec<ComparedSentence>,
}

/// A sentence as each of the two texts has it.
struct ComparedSentence {
    before: Option<String>,
    after: Option<String>,
    change: SentenceChange,
}

/// Compares two articles; `None` if one is too long. The one with the earlier date is taken for the original; if the dates
/// do not tell, the open one is compared with the other.
fn compared(open: Arc<Article>, other: Arc<Article>) -> Option<ComparedTexts> {
    let day = |article: &Article| article.date.as_ref().map(|date| date.value);
    let is_first = day(&open).zip(day(&other)).is_some_and(|(open, other)| open.last_day() < other.first_day());
    let (before, after) = if is_first { (open, other) } else { (other, open) };
    let texts = [before.body.join("\n"), after.body.join("\n")];
    let [old, new] = texts.each_ref().map(|text| sentences(text));
    if old.len().max(new.len()) > MAX_SENTENCES {
        return None;
    }
    let own = |sentences: &[&str], at: Option<usize>| at.and_then(|at| sentences.get(at)).map(|text| text::safe(text));
    let sentence = |aligned: AlignedSentence| ComparedSentence {
        before: own(&old, aligned.before),
        after: own(&new, aligned.after),
        change: aligned.change,
    };
    let sentences = align(&old, &new).into_iter().map(sentence).collect();
    Some(ComparedTexts { before, after, sentences })
}

/// The two texts side by side, once the other article is loaded.
#[component]
pub fn Texts(
    /// The open article.
    article: Arc<Article>,
    /// The id of the other article.
    other: String,
    /// The session, since the article may be closed before the code is loaded.
    session: Session,
) -> impl IntoView {
    let loaded = RwSignal::new(None::<Result<Arc<Article>, QueryError>>);
    spawn_while_shown(async move {
        let other = session.archive().article(&other).await.map(Arc::new);
        loaded.try_set(Some(other));
        browser::focus(TEXTS_ID);
    });
    let texts = move || {
        Some(match loaded.get()? {
            Err(error) => view! { <p role="alert">{m::texts_failed(&labels::error(&error))}</p> }.into_any(),
            Ok(other) => match compared(article.clone(), other) {
                Some(texts) => side_by_side(session, &texts),
                None => view! { <p>{m::texts_too_long(MAX_SENTENCES)}</p> }.into_any(),
            },
        })
    };
    let is_waiting = move || loaded.with(Option::is_none).to_string();
    let end = move |_| session.url.push(|address| address.beside = None);
    view! {
        <section class="texts" aria-labelledby=TEXTS_ID aria-busy=is_waiting>
            <div class="texts__head">
                <h3 id=TEXTS_ID tabindex="-1">{m::texts_compared()}</h3>
                <button type="button" class="quiet" on:click=end>{m::texts_end()}</button>
            </div>
            {texts}
        </section>
    }
}

fn side_by_side(session: Session, texts: &ComparedTexts) -> AnyView {
    let rows: Vec<AnyView> = texts.sentences.iter().map(row).collect();
    view! {
        <p class="texts__sum">{summary(&texts.sentences)}</p>
        <table>
            <thead>
                <tr>
                    <th scope="col">{head(session, &texts.before)}</th>
                    <th scope="col">{head(session, &texts.after)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The outlet, the day and the headline of a text, which opens it.
fn head(session: Session, article: &Article) -> AnyView {
    let day = labels::day(article.date.as_ref().map(|date| date.value));
    let outlet = labels::outlet(article.outlet.as_ref().map(|outlet| outlet.name.as_str()));
    let id = article.id.clone();
    let link = move || session.url.link(|address| address.article = Some(id.clone()));
    view! {
        <span class="dateline">{day} " · " <bdi>{outlet}</bdi></span>
        <a dir="auto" href=link>{text::beginning(&article.title.value, text::MAX_TITLE_LETTERS)}</a>
    }
    .into_any()
}

/// How many sentences were kept, reworded, moved, cut and added.
fn summary(sentences: &[ComparedSentence]) -> String {
    let count = |is: fn(SentenceChange) -> bool| sentences.iter().filter(|sentence| is(sentence.change)).count();
    let n_kept = count(|change| change == SentenceChange::Kept);
    if n_kept == sentences.len() {
        return m::texts_same().to_owned();
    }
    let n_reworded =
        count(|change| matches!(change, SentenceChange::Reworded | SentenceChange::Moved { reworded: true }));
    let counts = [
        (n_kept, m::texts_kept as fn(usize) -> String),
        (n_reworded, m::texts_reworded),
        (count(|change| matches!(change, SentenceChange::Moved { .. })), m::texts_moved),
        (count(|change| change == SentenceChange::Cut), m::texts_cut),
        (count(|change| change == SentenceChange::Added), m::texts_added),
    ];
    let told: Vec<String> = counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, told)| told(n)).collect();
    told.join(", ")
}

/// A sentence of both texts, or of one, whose other cell is empty.
fn row(sentence: &ComparedSentence) -> AnyView {
    let (before, after) = (sentence.before.as_deref(), sentence.after.as_deref());
    let is_reworded = matches!(sentence.change, SentenceChange::Reworded | SentenceChange::Moved { reworded: true });
    let cell = |own: Option<&str>, other: Option<&str>, is_later: bool| match (own, other) {
        (Some(own), Some(other)) if is_reworded => words_that_differ(own, other, is_later),
        (Some(own), None) => changed(own, is_later),
        (Some(own), Some(_)) => own.to_owned().into_any(),
        (None, _) => ().into_any(),
    };
    let moved = matches!(sentence.change, SentenceChange::Moved { .. });
    let moved = moved.then(|| view! { <small>{m::texts_here_moved()} " "</small> });
    let is_kept = sentence.change == SentenceChange::Kept;
    view! {
        <tr class:texts__kept=is_kept>
            <td dir="auto">{cell(before, after, false)}</td>
            <td dir="auto">{moved} {cell(after, before, true)}</td>
        </tr>
    }
    .into_any()
}

fn words_that_differ(own: &str, other: &str, is_later: bool) -> AnyView {
    let parts = difference(own, other).into_iter().map(|part| match part.differs {
        true => {
            let words = part.text.trim_end();
            let space = part.text[words.len()..].to_owned();
            view! { {changed(words, is_later)} {space} }.into_any()
        }
        false => part.text.into_any(),
    });
    parts.collect::<Vec<AnyView>>().into_any()
}

/// Words that only the later text has, or only the earlier one.
fn changed(words: &str, is_later: bool) -> AnyView {
    match is_later {
        true => view! { <ins>{words.to_owned()}</ins> }.into_any(),
        false => view! { <del>{words.to_owned()}</del> }.into_any(),
    }
}
