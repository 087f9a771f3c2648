//! The archive in numbers: what it holds, and what it does not know.

mod coverage;
mod wanting;

use leptos::prelude::*;

use coverage::Coverage;
use wanting::WantingReport;

use crate::app::components::Share;
use crate::app::local::{Asked, DeskButton};
use crate::app::offline::KeepOffline;
use crate::app::state::Session;
use crate::app::words;

/// What this archive is.
#[component]
pub fn About() -> impl IntoView {
    let session = Session::expect();
    let catalogue = session.catalogue();
    let info = catalogue.info.clone();
    let all = &catalogue.all;
    let described = info.description.as_deref().map(words::tame);
    let span = match (info.from, info.to) {
        (Some(from), Some(to)) => format!("{} to {}", words::date(from), words::date(to)),
        _ => "no article is dated".to_owned(),
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
            address.query.outlets.any = vec![crate::query::UNKNOWN_OUTLET.to_owned()];
        })
    };
    let n_unknown = all.facets.without_outlet;
    let most = all.facets.outlets.iter().map(|outlet| outlet.count).max().unwrap_or(1);
    let outlets = all
        .facets
        .outlets
        .iter()
        .map(|outlet| {
            let id = outlet.id.clone();
            let link = move || {
                url.link(|address| {
                    *address = Default::default();
                    address.query.outlets.any = vec![id.clone()];
                })
            };
            view! {
                <tr>
                    <th scope="row"><a href=link>{words::tame(&outlet.name)}</a></th>
                    <td>{words::number(outlet.count)}</td>
                    <td class="about__bar"><Share part=outlet.count whole=most /></td>
                </tr>
            }
        })
        .collect_view();
    let hash = info.hash.clone();
    view! {
        <main id="content" tabindex="-1" class="about">
            <section aria-label="About this archive">
                <p role="status" class="unseen">"About this archive"</p>
                <h1>{words::tame(info.title.as_deref().unwrap_or("About this archive"))}</h1>
                {described.map(|described| view! { <p class="about__lede">{described}</p> })}
                <dl class="about__numbers">
                    <div><dt>"Articles"</dt><dd>{words::number(info.articles)}</dd></div>
                    <div><dt>"Outlets"</dt><dd>{words::number(info.outlets)}</dd></div>
                    <div><dt>"Actors"</dt><dd>{words::number(info.actors)}</dd></div>
                    <div><dt>"Days"</dt><dd>{span}</dd></div>
                    <div><dt>"Undated"</dt><dd>
                        {if info.undated > 0 {
                            view! { <a href=undated_link>{words::count_of(info.undated, "article", "articles")}</a> }.into_any()
                        } else {
                            view! { "none" }.into_any()
                        }}
                    </dd></div>
                    <div><dt>"Unknown outlet"</dt><dd>
                        {if n_unknown > 0 {
                            view! { <a href=unknown_link>{words::count_of(n_unknown, "article", "articles")}</a> }.into_any()
                        } else {
                            view! { "none" }.into_any()
                        }}
                    </dd></div>
                </dl>
                {(!all.facets.outlets.is_empty()).then(|| view! {
                <h2>"Outlets"</h2>
                <table class="about__outlets">
                    <thead><tr><th scope="col">"Outlet"</th><th scope="col">"Articles"</th><td></td></tr></thead>
                    <tbody>{outlets}</tbody>
                </table>
                })}
                <Coverage />
                <WantingReport />
                <h2>"How it was made"</h2>
                <p>
                    "Dateline read the documents and found in each the headline, the day, the outlet, the actors and the text. What is printed in italics was inferred or is not known; “why?” beside it shows the words that it came from. Nothing of a document is lost: “Source” shows what was left out of the text, and why."
                </p>
                <p>"Everything happens in this page. It asks no other server, and sends nothing anywhere."</p>
                <p><DeskButton asks=Asked::Documents /> <DeskButton asks=Asked::OneFile /></p>
                <KeepOffline />
                <p><DeskButton asks=Asked::Corrections /></p>
                <dl class="about__facts">
                    <dt>"Version"</dt><dd>"Dateline " {env!("CARGO_PKG_VERSION")}</dd>
                    <dt>"Content"</dt><dd><code>{hash}</code></dd>
                </dl>
            </section>
        </main>
    }
}
