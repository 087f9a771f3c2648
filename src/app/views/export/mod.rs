//! The selection as a file to take away.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::state::{Reading, Session, Stage, filters};
use crate::app::views::links::{ReadingBar, page};
use crate::app::words;
use crate::export::{self, Format, Provenance};
use crate::query::{Address, Query};

/// The export view.
#[component]
pub fn Export() -> impl IntoView {
    let session = Session::expect();
    let reading = Reading::new();
    let told = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        session.query.track();
        reading.begin();
        told.set(None);
    });
    let total = move || session.answer.get().and_then(Result::ok).map_or(0, |answer| answer.total);
    let write = move |format: Format| {
        let query = session.query.get_untracked();
        let turn = reading.begin();
        told.set(None);
        let total = session.answer.with_untracked(|answer| match answer {
            Some(Ok(answer)) => answer.total,
            _ => 0,
        });
        let mut export = export::Export::new(format, provenance(session, &query, total));
        spawn_local(async move {
            if !reading.through(turn, session, query, &mut |article| export.take(article)).await {
                return;
            }
            if matches!(reading.stage.try_get_untracked(), Some(Stage::Stopped(..))) {
                // A part of a selection would carry the name of the whole.
                reading.begin();
                told.try_set(Some("Stopped. Nothing was saved.".to_owned()));
                return;
            }
            let (name, count) = (export.file_name(), export.len());
            let bytes = export.finish();
            let size = words::number(bytes.len().div_ceil(1024));
            let saved = browser::save(&name, format.media_type(), &bytes);
            told.try_set(Some(match saved {
                Ok(()) => format!("{name}: {}, {size} kB.", words::count_of(count, "article", "articles")),
                Err(problem) => format!("The browser did not take the file: {problem}."),
            }));
        });
    };
    let formats: Vec<AnyView> = Format::ALL
        .into_iter()
        .map(|format| {
            view! {
                <li>
                    <button type="button" class="export__format" disabled=move || total() == 0 on:click=move |_| write(format)>
                        {format.name()}
                    </button>
                    <p>{what(format)}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    let facts = move || {
        let provenance = session.query.with(|query| provenance(session, query, total()));
        let filters =
            if provenance.filters.is_empty() { "everything".to_owned() } else { provenance.filters.join(", ") };
        let facts = [
            ("Archive", provenance.archive),
            ("Selection", filters),
            ("Articles", words::number(provenance.articles)),
            ("Address", provenance.link),
            ("Content", format!("sha256:{}", provenance.sha256)),
            ("Written by", format!("{}, {}", provenance.version, provenance.date)),
        ];
        let facts = facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }.into_any());
        facts.collect::<Vec<AnyView>>()
    };
    let content = view! {
            <h1>"Export"</h1>
            <p class="page__lede">
                "Take the selection away as a file. It is written in this page; nothing is sent anywhere."
            </p>
            {move || (total() == 0).then(|| view! { <p class="page__none">"No article is selected. Drop a filter to take something away."</p> })}
            <ul class="export__formats">{formats}</ul>
            <ReadingBar reading />
            <p class="page__note" aria-live="polite">{move || told.get()}</p>
            <section aria-labelledby="provenance">
                <h2 id="provenance">"What every file says of itself"</h2>
                <dl class="export__facts">{facts}</dl>
            </section>
    };
    page("Export", content.into_any())
}

fn provenance(session: Session, query: &Query, articles: usize) -> Provenance {
    let catalogue = session.catalogue();
    let info = &catalogue.info;
    let hash = Address { query: query.clone(), ..Address::default() }.to_string();
    Provenance {
        archive: info.title.as_deref().map_or_else(|| "News archive".to_owned(), words::tame),
        link: browser::href_with_hash(&hash),
        filters: filters(query).iter().map(|filter| catalogue.words_of(filter)).collect(),
        sha256: info.hash.clone(),
        version: format!("Dateline {}", env!("CARGO_PKG_VERSION")),
        date: browser::today(),
        articles,
    }
}

/// What a format is for.
fn what(format: Format) -> &'static str {
    match format {
        Format::Csv => "A table with a row an article, for spreadsheets and statistics. No cell can run as a formula.",
        Format::JsonLines => {
            "Everything that is known of each article, with its evidence: one article a line, for programs."
        }
        Format::Bibtex => "A bibliography for LaTeX.",
        Format::Ris => "A bibliography for Zotero, EndNote and Mendeley.",
        Format::CslJson => "A bibliography for citation processors and Pandoc.",
        Format::Texts => "A text file an article with a list of them, for Voyant, AntConc and the like.",
    }
}
