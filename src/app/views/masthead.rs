//! The header of the page: the archive's title, and the views.

use leptos::prelude::*;

use super::language_choice::LanguageChoice;
use crate::app::browser;
use crate::app::format::{dates, labels, text};
use crate::app::messages as m;
use crate::app::state::Session;
use crate::query::{ArchiveInfo, View};

/// The header of the page.
#[component]
pub fn Masthead() -> impl IntoView {
    let session = Session::expect();
    let url = session.url;
    let info = session.catalogue().info.clone();
    let summary = summary(&info);
    let title = text::safe(info.title.as_deref().unwrap_or(m::news_archive()));
    let links = View::ALL
        .into_iter()
        .map(|view| {
            let current = move || url.with(|address| address.view == view).then_some("page");
            let link = move || {
                url.link(|address| {
                    address.view = view;
                    address.article = None;
                    address.subject = None;
                })
            };
            view! {
                <a href=link aria-current=current>
                    {labels::view(view)}
                </a>
            }
        })
        .collect_view();
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        browser::focus("content");
    };
    view! {
        <header class="masthead">
            <a class="skip" href="#" on:click=skip>
                {m::skip_to_content()}
            </a>
            {move || {
                url.with(|address| address.view != View::About)
                    .then(|| {
                        let to_filters = move |event: leptos::ev::MouseEvent| {
                            event.prevent_default();
                            session.sheet.set(true);
                            browser::focus("facets");
                        };
                        view! { <a class="skip" href="#" on:click=to_filters>{m::skip_to_filters()}</a> }
                    })
            }}
            <a class="wordmark" href="#">"Dateline"</a>
            <p class="masthead__title">
                <bdi>{title}</bdi>
                " "
                <small>{summary}</small>
            </p>
            <nav aria-label=m::views()>{links}</nav>
            <LanguageChoice />
        </header>
    }
}

/// `5 articles, April to July 2025`.
fn summary(info: &ArchiveInfo) -> String {
    let mut summary = m::count_articles(info.articles);
    if let (Some(from), Some(to)) = (info.from, info.to) {
        summary.push_str(", ");
        summary.push_str(&dates::span(from, to));
    }
    summary
}
