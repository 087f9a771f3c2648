//! The line above the headline, with the words that date and outlet were taken from.

use std::sync::Arc;

use leptos::prelude::*;

use super::panels;
use crate::app::browser;
use crate::app::components::when;
use crate::app::format::{dates, host_label, labels, text};
use crate::app::lazy::lazily;
use crate::app::messages as m;
use crate::model::{Article, DateBasis, Precision, TitleBasis};

/// Date and outlet, each with a way to ask why, and the original's address.
#[component]
pub fn DateLine(
    /// The article.
    article: Arc<Article>,
) -> impl IntoView {
    let why_date = RwSignal::new(false);
    let why_outlet = RwSignal::new(false);
    let asked = article.clone();
    let answer = move |is_asked: RwSignal<bool>, question: EvidenceField| {
        let article = asked.clone();
        when(
            move || is_asked.get(),
            move || {
                let article = article.clone();
                lazily(move || panels::evidence(article.clone(), question))
            },
        )
    };
    let date = match &article.date {
        Some(date) => {
            let words = match date.basis {
                DateBasis::Inferred => m::inferred_why(),
                _ => m::why(),
            };
            view! {
                <time datetime=date.value.to_string()>{dates::long_date(date.value)}</time>
                " "
                <Why words label=m::why_this_date() asked=why_date />
            }
            .into_any()
        }
        None => {
            view! { <i>{m::undated()}</i> " " <Why words=m::why() label=m::why_no_date() asked=why_date /> }.into_any()
        }
    };
    let outlet = match &article.outlet {
        Some(outlet) => view! { <bdi>{text::safe(&outlet.name)}</bdi> " " <Why words=m::why() label=m::why_this_outlet() asked=why_outlet /> }.into_any(),
        None => view! { <i>{m::unknown_outlet()}</i> " " <Why words=m::why() label=m::why_no_outlet() asked=why_outlet /> }.into_any(),
    };
    let original = article.url.clone().and_then(|url| {
        let host = host_label(&browser::web_host(&url)?);
        Some(view! {
            " · "
            <a class="reader__original" href=url.clone() target="_blank" rel="noopener noreferrer" title=m::original()>
                {host}
            </a>
        })
    });
    let section = article.section.clone().map(|section| view! { " · " <bdi>{text::safe(&section)}</bdi> });
    view! {
        <p class="dateline">{date} " · " {outlet} {section} {original}</p>
        <div aria-live="polite">
            {answer(why_date, EvidenceField::Date)} {answer(why_outlet, EvidenceField::Outlet)}
        </div>
    }
}

/// How a derived headline was made.
#[component]
pub fn TitleBasisNote(
    /// The basis of the headline.
    basis: TitleBasis,
) -> impl IntoView {
    view! { <p class="evidence evidence--quiet">{labels::why_title(basis)}</p> }
}

#[component]
fn Why(
    /// The label of the button.
    words: &'static str,
    /// The question in full.
    label: &'static str,
    /// Whether the answer is shown.
    asked: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="why"
            aria-label=format!("{words} {label}")
            aria-expanded=move || asked.get().to_string()
            on:click=move |_| asked.update(|asked| *asked = !*asked)
        >
            {words}
        </button>
    }
}

/// What a reader asks about an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceField {
    /// Why it has this date, or none.
    Date,
    /// Why it has this outlet, or none.
    Outlet,
}

/// The answer to a question: a sentence, the words of the source, and how exact a date is.
#[component]
pub fn Evidence(
    /// The article.
    article: Arc<Article>,
    /// The question.
    question: EvidenceField,
) -> impl IntoView {
    let (sentence, evidence) = match question {
        EvidenceField::Date => match &article.date {
            Some(date) => (labels::why_date(date.basis), date.evidence.as_str()),
            None => (m::why_date_none(), ""),
        },
        EvidenceField::Outlet => match &article.outlet {
            Some(outlet) => (labels::why_outlet(outlet.basis), outlet.evidence.as_str()),
            None => (m::why_outlet_none(), ""),
        },
    };
    let precision = article.date.as_ref().filter(|_| question == EvidenceField::Date).map(|date| date.precision());
    let more = match precision {
        None | Some(Precision::Day) => None,
        Some(Precision::Month) => Some(m::only_month()),
        Some(Precision::Year) => Some(m::only_year()),
    };
    let evidence = text::safe(evidence);
    // An inference quotes what it rests on by itself; words of the source alone are quoted here.
    let words = match evidence.contains('“') {
        _ if evidence.is_empty() => None,
        true => Some(view! { <span class="evidence__words" dir="auto">{evidence}</span> }.into_any()),
        false => Some(view! { <q class="evidence__words" dir="auto">{evidence}</q> }.into_any()),
    };
    view! {
        <p class="evidence">
            {sentence}
            {words.map(|words| view! { " " {words} })}
            {more.map(|more| view! { " " {more} })}
        </p>
    }
}
