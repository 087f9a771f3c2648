//! Figures about the archive: its contents, and what is unknown.

mod coverage;
mod missing;

use leptos::prelude::*;

use coverage::Coverage;
use missing::WantingReport;

use crate::app::browser;
use crate::app::components::Share;
use crate::app::format::{dates, numbers, text};
use crate::app::local::{Tool, ToolButton};
use crate::app::messages as m;
use crate::app::offline::KeepOffline;
use crate::app::state::Session;
use crate::query::FacetKind;

/// Describes this archive.
#[component]
pub fn About() -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    let info = catalogue.info.clone();
    let all = &catalogue.all;
    let described = info.description.as_deref().map(text::safe);
    let span = match (info.from, info.to) {
        (Some(from), Some(to)) => m::range(&dates::date(from), &dates::date(to)),
        _ => m::no_article_dated().to_owned(),
    };
    let url = session.url;
    let undated_link = move || {
        url.link(|address| {
            *address = Default::default();
            address.query.undated = crate::query::Undated::Only;
        })
    };
    let unknown_link = move || {
        url.link(|address| {
            *address = Default::default();
            address.query.filters[FacetKind::Outlets].any = vec![crate::query::WITHOUT_VALUE.to_owned()];
        })
    };
    let n_unknown = all.without_outlet;
    let most = all.facets[FacetKind::Outlets].iter().map(|outlet| outlet.count).max().unwrap_or(1);
    let outlets = all.facets[FacetKind::Outlets]
        .iter()
        .map(|outlet| {
            let id = outlet.id.clone();
            let link = move || {
                url.link(|address| {
                    *address = Default::default();
                    address.query.filters[FacetKind::Outlets].any = vec![id.clone()];
                })
            };
            view! {
                <tr>
                    <th scope="row"><a href=link><bdi>{text::safe(&outlet.name)}</bdi></a></th>
                    <td>{numbers::number(outlet.count)}</td>
                    <td class="about__bar"><Share part=outlet.count whole=most /></td>
                </tr>
            }
        })
        .collect_view();
    let hash = info.hash.clone();
    browser::keep_open_view_in_sight();
    view! {
        <main id="content" tabindex="-1" class="about">
            <section aria-label=m::about_this_archive()>
                <p role="status" class="unseen">{m::about_this_archive()}</p>
                <h1 dir="auto">{text::safe(info.title.as_deref().unwrap_or(m::about_this_archive()))}</h1>
                {described.map(|described| view! { <p class="about__lede" dir="auto">{described}</p> })}
                <dl class="about__numbers">
                    <div><dt>{m::articles()}</dt><dd>{numbers::number(info.articles)}</dd></div>
                    <div><dt>{m::outlets()}</dt><dd>{numbers::number(info.outlets)}</dd></div>
                    <div><dt>{m::actors()}</dt><dd>{numbers::number(info.actors)}</dd></div>
                    <div><dt>{m::days()}</dt><dd>{span}</dd></div>
                    <div><dt>{m::undated()}</dt><dd>
                        {if info.undated > 0 {
                            view! { <a href=undated_link>{m::count_articles(info.undated)}</a> }.into_any()
                        } else {
                            view! { {m::none_low()} }.into_any()
                        }}
                    </dd></div>
                    <div><dt>{m::unknown_outlet()}</dt><dd>
                        {if n_unknown > 0 {
                            view! { <a href=unknown_link>{m::count_articles(n_unknown)}</a> }.into_any()
                        } else {
                            view! { {m::none_low()} }.into_any()
                        }}
                    </dd></div>
                </dl>
                {(!all.facets[FacetKind::Outlets].is_empty()).then(|| view! {
                <h2>{m::outlets()}</h2>
                <table class="about__outlets">
                    <thead><tr><th scope="col">{m::outlet()}</th><th scope="col">{m::articles()}</th><td></td></tr></thead>
                    <tbody>{outlets}</tbody>
                </table>
                })}
                <Coverage />
                <WantingReport />
                <h2>{m::about_how()}</h2>
                <p>
                    {m::about_how_text()}
                </p>
                <p>{m::about_private()}</p>
                <p><ToolButton tool=Tool::Documents /> <ToolButton tool=Tool::OneFile /></p>
                <KeepOffline />
                <p><ToolButton tool=Tool::Corrections /></p>
                <dl class="about__facts">
                    <dt>{m::version()}</dt><dd>"Dateline " {env!("CARGO_PKG_VERSION")}</dd>
                    <dt>{m::content()}</dt><dd><code>{hash}</code></dd>
                </dl>
            </section>
        </main>
    }
}
