//! The order of day and month in dates of digits, as the other dates of a column or an outlet tell it.
//!
//! `02/03/2019` alone can be two days. `15/03/2019` in the same column, or on another page of the same outlet, says that
//! the day comes first there. An order counts if all dates of the group that tell one tell the same.

use std::collections::BTreeMap;

use super::key::Key;
use crate::extract::date_expression::{DayMonthOrder, NumericDate};
use crate::model::{Article, DateBasis, PartialDate, PublicationDate, WarningCode};

/// A date of digits, and the groups that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DigitDate {
    digits: NumericDate,
    /// The evidence of the date.
    evidence: String,
    /// Whether nothing in the document tells the order.
    is_ambiguous: bool,
    /// The file, if the date is a field of a record.
    column: Option<String>,
    /// The id of the outlet.
    outlet: Option<String>,
}

impl DigitDate {
    /// The date of an article, if it consists of digits whose order may matter.
    pub(super) fn from_article(article: &Article) -> Option<DigitDate> {
        let date = article.date.as_ref().filter(|date| date.basis != DateBasis::Sidecar)?;
        let digits = NumericDate::behind(&date.evidence, date.value)?;
        if !digits.is_open() && digits.proven_order().is_none() {
            return None;
        }
        let is_field = date.evidence.starts_with("date: ");
        Some(DigitDate {
            digits,
            evidence: date.evidence.clone(),
            is_ambiguous: article.warnings.iter().any(|warning| warning.code == WarningCode::AmbiguousDate),
            column: is_field.then(|| file_of(&article.source).to_owned()),
            outlet: article.outlet.as_ref().map(|outlet| outlet.id.clone()),
        })
    }
}

fn file_of(source: &str) -> &str {
    source.rsplit_once('#').map_or(source, |(file, _)| file)
}

/// The orders that the dates of a group tell, each with the index of the first article that tells it.
#[derive(Clone, Copy, Debug, Default)]
struct Witnesses {
    day_first: Option<usize>,
    month_first: Option<usize>,
}

impl Witnesses {
    fn add(&mut self, order: DayMonthOrder, at: usize) {
        let first = match order {
            DayMonthOrder::DayFirst => &mut self.day_first,
            DayMonthOrder::MonthFirst => &mut self.month_first,
        };
        first.get_or_insert(at);
    }

    /// The order, if all agree.
    fn agreed(self) -> Option<(DayMonthOrder, usize)> {
        match (self.day_first, self.month_first) {
            (Some(at), None) => Some((DayMonthOrder::DayFirst, at)),
            (None, Some(at)) => Some((DayMonthOrder::MonthFirst, at)),
            _ => None,
        }
    }
}

/// The dates, by index, whose order the other dates of their column or outlet tell.
///
/// A column comes before an outlet, and overrides the language of the record: one program wrote all of its cells.
pub(super) fn decide(keys: &[Key]) -> BTreeMap<usize, PublicationDate> {
    let mut columns: BTreeMap<&str, Witnesses> = BTreeMap::new();
    let mut outlets: BTreeMap<&str, Witnesses> = BTreeMap::new();
    let dates = || keys.iter().enumerate().filter_map(|(at, key)| Some((at, key.digits.as_deref()?)));
    for (at, date) in dates() {
        let Some(order) = date.digits.proven_order() else { continue };
        if let Some(column) = &date.column {
            columns.entry(column).or_default().add(order, at);
        }
        if let Some(outlet) = &date.outlet {
            outlets.entry(outlet).or_default().add(order, at);
        }
    }
    let decided = dates().filter(|(_, date)| date.digits.is_open()).filter_map(|(at, date)| {
        let of_column = date.column.as_deref().and_then(|column| columns.get(column)?.agreed());
        let of_outlet = || date.outlet.as_deref().and_then(|outlet| outlets.get(outlet)?.agreed());
        let (order, witness) = of_column.or_else(|| of_outlet().filter(|_| date.is_ambiguous))?;
        let day = PartialDate::Day(date.digits.in_order(order)?);
        let is_known = keys.get(at)?.date == Some(day) && !date.is_ambiguous;
        let witness = keys.get(witness)?;
        let comes = match order {
            DayMonthOrder::DayFirst => "the day",
            DayMonthOrder::MonthFirst => "the month",
        };
        let digits = witness.digits.as_deref()?.digits;
        let evidence = format!("{}; {comes} comes first, as in {digits} ({})", date.evidence, witness.source);
        (!is_known).then(|| (at, PublicationDate::new(day, DateBasis::Stated, evidence)))
    });
    decided.collect()
}

#[cfg(test)]
mod tests {
    use super::super::Sidecar;
    use super::super::tests::assemble;
    use super::*;
    use crate::model::{OutletBasis, OutletRef, Warning};

    /// An article with a date of digits that was read in the usual order of a language.
    fn dated(source: &str, outlet: &str, digits: &str, value: &str, is_ambiguous: bool) -> Article {
        let warning = Warning { code: WarningCode::AmbiguousDate, message: "two readings".to_owned() };
        let basis = if is_ambiguous { DateBasis::Inferred } else { DateBasis::Stated };
        Article {
            id: source.to_owned(),
            source: source.to_owned(),
            date: Some(PublicationDate::new(value.parse().expect("a date"), basis, digits)),
            outlet: Some(OutletRef {
                id: outlet.to_owned(),
                name: outlet.to_owned(),
                basis: OutletBasis::Stated,
                evidence: String::new(),
            }),
            warnings: if is_ambiguous { vec![warning] } else { Vec::new() },
            ..Article::default()
        }
    }

    #[track_caller]
    fn check(articles: Vec<Article>, expected: &str, basis: DateBasis) -> String {
        let corpus = assemble(articles, &[], &Sidecar::default());
        let first = &corpus.articles[0];
        let date = first.date.as_ref().expect("it keeps its date");
        assert_eq!((date.value.to_string().as_str(), date.basis), (expected, basis));
        let is_marked = first.warnings.iter().any(|warning| warning.code == WarningCode::AmbiguousDate);
        assert_eq!(is_marked, basis == DateBasis::Inferred);
        date.evidence.clone()
    }

    #[test]
    fn a_column_tells_the_order_of_its_cells() {
        let open = dated("a.csv#1", "post", "date: 2/5/2019", "2019-02-05", true);
        let day_first = dated("a.csv#2", "herald", "date: 15/4/2019", "2019-04-15", false);
        let evidence = check(vec![open.clone(), day_first.clone()], "2019-05-02", DateBasis::Stated);
        assert_eq!(evidence, "date: 2/5/2019; the day comes first, as in 15/04/2019 (a.csv#2)");
        let month_first = dated("a.csv#3", "mail", "date: 4/15/2019", "2019-04-15", false);
        check(vec![open.clone(), month_first.clone()], "2019-02-05", DateBasis::Stated);
        // Cells that contradict each other decide nothing; nor does another file.
        check(vec![open.clone(), day_first, month_first], "2019-02-05", DateBasis::Inferred);
        check(
            vec![open, dated("b.csv#1", "mail", "date: 15/4/2019", "2019-04-15", false)],
            "2019-02-05",
            DateBasis::Inferred,
        );
    }

    #[test]
    fn a_column_overrides_the_language_of_a_record() {
        let french = dated("a.csv#1", "post", "date: 2/5/2019", "2019-05-02", false);
        let month_first = dated("a.csv#2", "post", "date: 4/15/2019", "2019-04-15", false);
        check(vec![french, month_first], "2019-02-05", DateBasis::Stated);
    }

    #[test]
    fn an_outlet_tells_the_order_of_its_pages() {
        let open = dated("a.html", "post", "08/02/2023", "2023-08-02", true);
        let other = |outlet: &str| dated("b.html", outlet, "23/11/2022", "2022-11-23", false);
        check(vec![open.clone(), other("post")], "2023-02-08", DateBasis::Stated);
        check(vec![open.clone(), other("herald")], "2023-08-02", DateBasis::Inferred);
        check(vec![open], "2023-08-02", DateBasis::Inferred);
    }
}
