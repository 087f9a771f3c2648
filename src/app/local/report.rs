//! The report on documents that were read: what was inferred, and what failed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::format::{dates, labels, text};
use crate::app::messages::{self as m, InterfaceLanguage, current_language};
use crate::model::WarningCode;
use crate::task::{DocumentFailure, DocumentRest, Inference, InferredFact, ReadFormat, Report, ReportWarning};

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
        match what {
            InferredFact::Date(date) => m::report_inferred_date(source, &dates::date(*date), evidence),
            InferredFact::Title => m::report_inferred_title(source, evidence),
        }
    });
    let failures = report.failures.iter().map(|DocumentFailure { document, places, problem }| {
        m::report_failure(&labels::document_place(document, places), &labels::document_problem(problem))
    });
    let left_out = report.left_out.iter().map(|DocumentRest { document, places, what, n }| {
        m::report_failure(&labels::document_place(document, places), &labels::left_out(*what, *n))
    });
    let warnings: Vec<String> = left_out.chain(report.warnings.iter().map(warning)).collect();
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

/// A problem that did not stop the reading, in the reader's language.
fn warning(warning: &ReportWarning) -> String {
    match warning {
        ReportWarning::Article { source, english, .. } if current_language() == InterfaceLanguage::English => {
            m::report_failure(source, english)
        }
        ReportWarning::Article { source, kind, named, .. } => {
            let mut told = sentence(*kind).to_owned();
            if !named.is_empty() {
                told = m::told_of(&told, &named.join(", "));
            }
            m::report_failure(source, &told)
        }
        ReportWarning::EntryWithoutFile { sidecar } => m::report_failure(sidecar, m::told_entry_without_file()),
        ReportWarning::NoSuchDocument { sidecar, file } => m::report_failure(sidecar, &m::told_no_such_document(file)),
        ReportWarning::OnlyFirst { most, beyond } => m::documents_only_first(*most, *beyond),
    }
}

/// What a warning about an article says, by its kind.
fn sentence(kind: WarningCode) -> &'static str {
    match kind {
        WarningCode::AmbiguousDate => m::told_ambiguous_date(),
        WarningCode::DoubtfulText => m::told_doubtful_text(),
        WarningCode::DuplicateId => m::told_duplicate_id(),
        WarningCode::EmptyBody => m::told_empty_body(),
        WarningCode::InvalidField => m::told_invalid_field(),
        WarningCode::InvalidText => m::told_invalid_text(),
        WarningCode::NoArticle => m::told_no_article(),
        WarningCode::Truncated => m::told_truncated(),
        WarningCode::Undated => m::told_undated(),
        WarningCode::UnknownOutlet => m::told_unknown_outlet(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_says_in_english_what_the_command_says() {
        let article = ReportWarning::Article {
            source: "a.txt".to_owned(),
            kind: WarningCode::AmbiguousDate,
            named: vec!["08/02/2023".to_owned()],
            english: "The date `08/02/2023` can be two days.".to_owned(),
        };
        assert_eq!(warning(&article), "a.txt: The date `08/02/2023` can be two days.");
        let sidecar = "corpus.toml".to_owned();
        let unused = ReportWarning::NoSuchDocument { sidecar: sidecar.clone(), file: "nosuch.txt".to_owned() };
        let told = "corpus.toml: no document is called `nosuch.txt`; check the name, or remove the entry";
        assert_eq!(warning(&unused), told);
        let told = "corpus.toml: an entry of [[document]] has no `file`, so it applies to nothing";
        assert_eq!(warning(&ReportWarning::EntryWithoutFile { sidecar }), told);
    }

    #[test]
    fn every_kind_of_warning_has_a_sentence_of_its_own() {
        let sentences: std::collections::BTreeSet<&str> = WarningCode::ALL.into_iter().map(sentence).collect();
        assert_eq!(sentences.len(), WarningCode::ALL.len());
    }
}
