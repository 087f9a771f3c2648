//! The first article of each outlet in the selection.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::components::{Head, file_stem, provenance, table};
use crate::app::format::{dates, numbers, text};
use crate::app::messages as m;
use crate::app::state::Session;
use crate::app::views::links::{to_article, to_articles};
use crate::export::{CSV_START, csv_line};
use crate::model::{DateBasis, PartialDate};
use crate::query::{Card, FacetKind, Query, WITHOUT_VALUE};
use crate::survey::{FirstReport, n_possibly_first};

/// The maximum number of outlets in the table.
pub const MAX_FIRSTS: usize = 20;

/// The first articles of outlets.
pub struct FirstReports {
    /// Of every outlet that has a dated article.
    pub reports: Vec<FirstReport>,
    /// The ids of the articles, in the same order.
    pub ids: Vec<String>,
    /// The cards of the first articles.
    pub cards: Vec<Card>,
    /// The number of outlets without a dated article.
    pub n_undated: usize,
}

/// A table of outlets, the one that has the earliest article first, with how precisely the time of each is known.
pub fn first_reports_table(session: Session, query: &Query, firsts: &std::sync::Arc<FirstReports>) -> AnyView {
    let FirstReports { reports, cards, n_undated, .. } = &**firsts;
    if reports.len() < 2 {
        return ().into_any();
    }
    let earliest = reports.first().map(|report| report.date);
    let rows = reports
        .iter()
        .take(MAX_FIRSTS)
        .zip(cards)
        .map(|(report, card)| {
            let mut own = query.clone();
            own.filters[FacetKind::Outlets].any =
                vec![report.outlet.clone().unwrap_or_else(|| WITHOUT_VALUE.to_owned())];
            let title = text::headline(&card.title);
            vec![
                view! { <a href=to_articles(session, own)>{outlet_name(session, report)}</a> }.into_any(),
                dates::date(report.date).into_any(),
                how_known(report.date, card.date_basis).into_any(),
                days_later(earliest, report.date).into_any(),
                view! { <a dir="auto" href=to_article(session, &card.id)>{title}</a> }.into_any(),
                numbers::number(report.n_articles).into_any(),
            ]
        })
        .collect();
    let heads = vec![
        Head::Words(m::outlet().to_owned()),
        Head::Words(m::first_article().to_owned()),
        Head::Words(m::first_known().to_owned()),
        Head::Figures(m::first_days_later().to_owned()),
        Head::Words(m::headline().to_owned()),
        Head::Figures(m::articles().to_owned()),
    ];
    let summary = match n_possibly_first(reports) {
        1 => m::first_one(&reports.first().map(|report| outlet_text(session, report)).unwrap_or_default()),
        n => m::first_open(n),
    };
    let mut notes = vec![summary, m::first_note().to_owned()];
    if *n_undated > 0 {
        notes.push(m::first_undated(*n_undated));
    }
    let more = reports.len().saturating_sub(MAX_FIRSTS);
    let saved = firsts.clone();
    let save = move |_| {
        let text = csv(session, &saved);
        browser::save(&format!("{}.csv", file_stem(m::first_to_report())), "text/csv", text.as_bytes()).ok();
    };
    view! {
        <section>
            <div class="page__tools">
                <h2>{m::first_to_report()}</h2>
                <button type="button" class="quiet" on:click=save>{m::save_as_csv()}</button>
            </div>
            <p class="page__note">{notes.join(" ")}</p>
            <div class="compare__scroll" tabindex="0" role="region" aria-label=m::first_to_report()>
                {table(m::first_to_report().to_owned(), heads, rows)}
            </div>
            {(more > 0).then(|| view! { <p class="page__note">{m::more_outlets(more)}</p> })}
        </section>
    }
    .into_any()
}

fn outlet_text(session: Session, report: &FirstReport) -> String {
    let named = |id: &String| session.catalogue().value(FacetKind::Outlets, id).map(|(name, _)| name);
    report.outlet.as_ref().and_then(named).unwrap_or_else(|| m::unknown_outlet().to_owned())
}

fn outlet_name(session: Session, report: &FirstReport) -> AnyView {
    let name = outlet_text(session, report);
    match report.outlet {
        Some(_) => view! { <bdi>{name}</bdi> }.into_any(),
        None => view! { <i>{name}</i> }.into_any(),
    }
}

/// How precisely a date is known, and from what.
fn how_known(date: PartialDate, basis: Option<DateBasis>) -> String {
    let precision = match date {
        PartialDate::Day(_) => m::first_to_the_day(),
        PartialDate::Month(_) => m::first_to_the_month(),
        PartialDate::Year(_) => m::first_to_the_year(),
    };
    match basis {
        Some(DateBasis::Inferred) => format!("{precision}, {}", m::inferred()),
        _ => precision.to_owned(),
    }
}

/// The days between two dates, if both are known to the day.
fn days_later(earliest: Option<PartialDate>, date: PartialDate) -> String {
    match (earliest, date) {
        (Some(PartialDate::Day(first)), PartialDate::Day(day)) => {
            match day.days_since_epoch() - first.days_since_epoch() {
                0 => "0".to_owned(),
                days => format!("+{}", numbers::number(usize::try_from(days).unwrap_or_default())),
            }
        }
        _ => "–".to_owned(),
    }
}

fn csv(session: Session, firsts: &FirstReports) -> String {
    // Other programs read this file, so its columns have the same names in every language.
    let heads = ["outlet", "first", "precision", "articles", "id", "link", "provenance"];
    let mut text = [CSV_START, &csv_line(&heads)].concat();
    let provenance = provenance();
    for (report, id) in firsts.reports.iter().zip(&firsts.ids) {
        let precision = match report.date {
            PartialDate::Day(_) => "day",
            PartialDate::Month(_) => "month",
            PartialDate::Year(_) => "year",
        };
        let address = crate::query::Address { article: Some(id.clone()), ..Default::default() };
        text.push_str(&csv_line(&[
            outlet_text(session, report),
            report.date.to_string(),
            precision.to_owned(),
            report.n_articles.to_string(),
            id.clone(),
            browser::href_with_hash(&address.to_string()),
            provenance.clone(),
        ]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_between_are_told_only_between_days() {
        let date = |text: &str| text.parse::<PartialDate>().unwrap();
        assert_eq!(days_later(Some(date("2013-09-18")), date("2013-10-02")), "+14");
        assert_eq!(days_later(Some(date("2013-09-18")), date("2013-09-18")), "0");
        assert_eq!(days_later(Some(date("2013-09")), date("2013-10-02")), "–");
    }

    #[test]
    fn how_a_date_is_known_is_told_with_its_basis() {
        let date = |text: &str| text.parse::<PartialDate>().unwrap();
        assert_eq!(how_known(date("2013-09-18"), Some(DateBasis::Stated)), "to the day");
        assert_eq!(how_known(date("2013-09"), Some(DateBasis::Inferred)), "to the month, inferred");
    }
}
