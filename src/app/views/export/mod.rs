//! Exports of the selection.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::effect::effect;
use crate::app::format::{labels, numbers, text};
use crate::app::messages as m;
use crate::app::state::{ReadingStage, SelectionReader, Session, filters};
use crate::app::views::page_frame::page;
use crate::app::views::reading_bar::ReadingBar;
use crate::export::{self, ExportFormat, Provenance};
use crate::query::{Address, Query};

/// The export view.
#[component]
pub fn Export() -> impl IntoView {
    let session = Session::expect();
    let reading = SelectionReader::new();
    let told = RwSignal::new(None::<String>);
    effect(move || {
        session.query.track();
        reading.begin();
        told.set(None);
    });
    let total = move || session.answer.get().and_then(Result::ok).map_or(0, |answer| answer.total);
    let write = move |format: ExportFormat| {
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
            if matches!(reading.stage.try_get_untracked(), Some(ReadingStage::Stopped(..))) {
                // A part of a selection would have the name of the whole.
                reading.begin();
                told.try_set(Some(m::export_stopped().to_owned()));
                return;
            }
            let (name, count) = (export.file_name(), export.len());
            let bytes = export.finish();
            let size = bytes.len().div_ceil(1024);
            let saved = browser::save(&name, format.media_type(), &bytes);
            told.try_set(Some(match saved {
                Ok(()) => m::export_done(count, &name, size),
                Err(problem) => m::export_refused(&labels::browser_error(&problem)),
            }));
        });
    };
    let formats: Vec<AnyView> = ExportFormat::ALL
        .into_iter()
        .map(|format| {
            view! {
                <li>
                    <button type="button" class="export__format" disabled=move || total() == 0 on:click=move |_| write(format)>
                        {name(format)}
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
            if provenance.filters.is_empty() { m::everything_low().to_owned() } else { provenance.filters.join(", ") };
        let facts = [
            (m::archive(), provenance.archive),
            (m::selection(), filters),
            (m::articles(), numbers::number(provenance.articles)),
            (m::address(), provenance.link),
            (m::content(), format!("sha256:{}", provenance.sha256)),
            (m::written_by(), format!("{}, {}", provenance.version, provenance.date)),
        ];
        let facts = facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }.into_any());
        facts.collect::<Vec<AnyView>>()
    };
    let content = view! {
            <h1>{m::view_export()}</h1>
            <p class="page__lede">
                {m::export_lede()}
            </p>
            {move || (total() == 0).then(|| view! { <p class="page__none">{m::export_none()}</p> })}
            <ul class="export__formats">{formats}</ul>
            <ReadingBar reading />
            <p class="page__note" aria-live="polite">{move || told.get()}</p>
            <section aria-labelledby="provenance">
                <h2 id="provenance">{m::export_provenance()}</h2>
                <dl class="export__facts">{facts}</dl>
            </section>
    };
    page(m::view_export(), content.into_any())
}

fn provenance(session: Session, query: &Query, articles: usize) -> Provenance {
    let catalogue = session.catalogue();
    let info = &catalogue.info;
    let hash = Address { query: query.clone(), ..Address::default() }.to_string();
    Provenance {
        archive: info.title.as_deref().map_or_else(|| m::news_archive().to_owned(), text::safe),
        link: browser::href_with_hash(&hash),
        filters: filters(query).iter().map(|filter| catalogue.words_of(filter)).collect(),
        sha256: info.hash.clone(),
        version: format!("Dateline {}", env!("CARGO_PKG_VERSION")),
        date: browser::today(),
        articles,
    }
}

/// The name of a format.
fn name(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::CsvWithoutTexts => m::export_list(),
        ExportFormat::Texts => m::export_plain_texts(),
        format => format.name(),
    }
}

/// The purpose of a format.
fn what(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => m::export_csv(),
        ExportFormat::CsvWithoutTexts => m::export_csv_without_texts(),
        ExportFormat::JsonLines => m::export_json_lines(),
        ExportFormat::Bibtex => m::export_bibtex(),
        ExportFormat::Ris => m::export_ris(),
        ExportFormat::CslJson => m::export_csl(),
        ExportFormat::Texts => m::export_texts(),
        ExportFormat::Feed => m::export_feed(),
    }
}
