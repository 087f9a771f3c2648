//! The report on documents that were read: what was inferred, and what failed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::task::{DocumentFailure, DocumentRest, Inference, ReadFormat, Report};

/// The report on reading documents.
#[component]
pub fn ReportView(
    /// The report.
    report: Report,
) -> impl IntoView {
    let mut facts = vec![m::report_read(report.articles)];
    let mut add = |count: usize, told: fn(usize) -> String| {
        if count > 0 {
            facts.push(told(count));
        }
    };
    add(report.known, m::report_known);
    add(report.undated, m::report_no_date);
    add(report.without_outlet, m::report_no_outlet);
    let inferred = report.inferences.iter().map(|inferred| {
        let Inference { source, what, evidence } = inferred;
        m::report_inferred_from(source, what, evidence)
    });
    let failures = report.failures.iter().map(|DocumentFailure { document, places, problem }| {
        m::report_failure(&labels::document_place(document, places), &labels::document_problem(problem))
    });
    let left_out = report.left_out.iter().map(|DocumentRest { document, places, what, n }| {
        m::report_failure(&labels::document_place(document, places), &labels::left_out(*what, *n))
    });
    let warnings: Vec<String> = left_out.chain(report.warnings.iter().cloned()).collect();
    let formats = report.formats.iter().map(|read| {
        let ReadFormat { file, format, is_export, read, stated } = read;
        let format = if *is_export { m::report_export(format) } else { format.clone() };
        let read = *read as usize;
        let articles = match stated {
            Some(stated) => m::report_of_stated(read, *stated as usize),
            None => m::count_articles(read),
        };
        m::report_format(file, &format, &articles)
    });
    let read_as = m::report_formats(report.read_as);
    let failed = m::report_failed(report.failed);
    let taken = m::report_inferred(report.inferred);
    let warned = m::count_warnings(warnings.len());
    let lists =
        [(failed, failures.collect()), (warned, warnings), (read_as, formats.collect()), (taken, inferred.collect())];
    // Lists may be long: they are drawn one at a time, so that the page stays responsive.
    let n_shown = RwSignal::new(0);
    spawn_local(async move {
        for n in 1..=4_usize {
            browser::pause().await;
            n_shown.try_set(n);
        }
    });
    let lists = lists.into_iter().enumerate().map(|(at, (title, entries))| {
        let is_shown = Memo::new(move |_| n_shown.get() > at);
        move || is_shown.get().then(|| list(title.clone(), &entries, at == 0))
    });
    view! {
        <p class="desk__result" role="status">{facts.join(", ")}</p>
        {lists.collect_view()}
    }
}

/// A list under its count, open or closed; nothing if it is empty.
fn list(title: String, entries: &[String], open: bool) -> Option<AnyView> {
    let entries: Vec<String> = entries.iter().map(|entry| text::safe(entry)).collect();
    (!entries.is_empty()).then(|| {
        view! {
            <details open=open>
                <summary>{title}</summary>
                <ul class="desk__list">
                    {entries.into_iter().map(|entry| view! { <li><bdi>{entry}</bdi></li> }).collect_view()}
                </ul>
            </details>
        }
        .into_any()
    })
}
