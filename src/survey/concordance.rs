//! Keyword in context: every place of what is sought, with the words around it.

use std::cmp::Ordering;
use std::ops::Range;

use super::attributed_quote::OutletName;
use super::sought::{Sought, TextWords, sought_places};
use crate::model::{Article, PartialDate, Place};
use crate::wire::record::words;
use crate::wire::sort::ranking;

/// The number of words before and after a place.
const CONTEXT: usize = 12;

/// The number of neighbours by which lines are sorted.
const SORTED: usize = 4;

/// The maximum number of lines that are kept; further places are only counted.
pub const MAX_CONCORDANCE_LINES: usize = 20_000;

/// An article with a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConcordanceArticle {
    /// The article's id.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// Its date.
    pub date: Option<PartialDate>,
    /// Its outlet.
    pub outlet: Option<OutletName>,
}

/// A place of what is sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConcordanceLine {
    /// The article, as an index of [`Concordance::articles`].
    pub article: usize,
    /// The headline or the paragraph.
    pub place: Place,
    /// The place in it, in bytes.
    pub range: Range<usize>,
    /// The text before, at most 12 words of the same paragraph.
    pub left: String,
    /// The words found.
    pub node: String,
    /// The text after, at most 12 words of the same paragraph.
    pub right: String,
    left_key: String,
    right_key: String,
}

words! {
    /// The order of the lines.
    #[derive(Default)]
    pub enum LineOrder {
        /// Newest article first; within an article, in reading order.
        #[default]
        Day = "day",
        /// By the words before, the nearest first.
        Left = "left",
        /// By the words after.
        Right = "right",
    }
}

words! {
    /// What the lines are grouped by.
    #[derive(Default)]
    pub enum LineGroup {
        /// Nothing.
        #[default]
        None = "none",
        /// The outlet.
        Outlet = "outlet",
        /// The year.
        Year = "year",
    }
}

/// Lines in order, with the name of their group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConcordanceGroup {
    /// The group's outlet; `None` for lines without an outlet or in other groups.
    pub outlet: Option<OutletName>,
    /// The group's year; `None` for lines without a date or in other groups.
    pub year: Option<i32>,
    /// The lines, as indices of [`Concordance::lines`].
    pub lines: Vec<usize>,
}

/// Every place of what is sought in the articles that were read.
#[derive(Debug, Default)]
pub struct Concordance {
    sought: Vec<Sought>,
    /// The articles with a place.
    pub articles: Vec<ConcordanceArticle>,
    /// The first [`MAX_CONCORDANCE_LINES`] places.
    pub lines: Vec<ConcordanceLine>,
    /// The number of places.
    pub n_places: usize,
    /// The number of articles that have a place.
    pub n_articles: usize,
    words: TextWords,
}

impl Concordance {
    /// Looks for any of these.
    pub fn new(sought: Vec<Sought>) -> Concordance {
        Concordance { sought, ..Concordance::default() }
    }

    /// Reads an article. Articles should come latest first.
    pub fn take(&mut self, article: &Article) {
        let before = self.n_places;
        let mut words = std::mem::take(&mut self.words);
        for (place, text) in article.texts() {
            words.read(text);
            for found in sought_places(article, place, &words, &self.sought) {
                self.n_places += 1;
                if self.lines.len() < MAX_CONCORDANCE_LINES
                    && let Some(line) = line(text, place, &words, found, self.articles.len())
                {
                    self.lines.push(line);
                }
            }
        }
        self.words = words;
        if self.n_places > before {
            self.n_articles += 1;
            if self.lines.last().is_some_and(|line| line.article == self.articles.len()) {
                self.articles.push(ConcordanceArticle {
                    id: article.id.clone(),
                    title: article.title.value.clone(),
                    date: article.date.as_ref().map(|date| date.value),
                    outlet: article
                        .outlet
                        .as_ref()
                        .map(|outlet| OutletName { id: outlet.id.clone(), name: outlet.name.clone() }),
                });
            }
        }
    }

    /// The lines in an order, in groups: outlets with the most lines first, years from the latest; what has none is last.
    pub fn sorted(&self, order: LineOrder, group: LineGroup) -> Vec<ConcordanceGroup> {
        let line = |at: u32| self.lines.get(at as usize);
        let sorted = ranking(self.lines.len(), &mut |a, b| match (order, line(a), line(b)) {
            (LineOrder::Left, Some(a), Some(b)) => a.left_key.cmp(&b.left_key),
            (LineOrder::Right, Some(a), Some(b)) => a.right_key.cmp(&b.right_key),
            _ => Ordering::Equal,
        });
        let mut groups: Vec<ConcordanceGroup> = Vec::new();
        let mut of_article: Vec<Option<usize>> = vec![None; self.articles.len()];
        for at in sorted {
            let number = line(at).map_or(0, |line| line.article);
            let known = of_article.get(number).copied().flatten();
            let to = known.unwrap_or_else(|| {
                let (outlet, year) = match (group, self.articles.get(number)) {
                    (LineGroup::Outlet, Some(article)) => (article.outlet.clone(), None),
                    (LineGroup::Year, Some(article)) => (None, article.date.map(|date| date.first_day().year())),
                    _ => (None, None),
                };
                groups.iter().position(|known| known.outlet == outlet && known.year == year).unwrap_or_else(|| {
                    groups.push(ConcordanceGroup { outlet, year, lines: Vec::new() });
                    groups.len() - 1
                })
            });
            if let Some(slot) = of_article.get_mut(number) {
                *slot = Some(to);
            }
            if let Some(group) = groups.get_mut(to) {
                group.lines.push(at as usize);
            }
        }
        let rank = |a: &ConcordanceGroup, b: &ConcordanceGroup| match group {
            LineGroup::Year => b.year.cmp(&a.year),
            _ => a.outlet.is_none().cmp(&b.outlet.is_none()).then(b.lines.len().cmp(&a.lines.len())),
        };
        let order = ranking(groups.len(), &mut |a, b| match (groups.get(a as usize), groups.get(b as usize)) {
            (Some(a), Some(b)) => rank(a, b),
            _ => Ordering::Equal,
        });
        let mut slots: Vec<Option<ConcordanceGroup>> = groups.into_iter().map(Some).collect();
        order.into_iter().filter_map(|at| slots.get_mut(at as usize)?.take()).collect()
    }
}

fn line(text: &str, place: Place, words: &TextWords, found: Range<usize>, article: usize) -> Option<ConcordanceLine> {
    let start = words.place(found.start)?.start;
    let end = words.place(found.end.checked_sub(1)?)?.end;
    let from = words.place(found.start.saturating_sub(CONTEXT))?.start;
    let last = (found.end + CONTEXT).min(words.len());
    let to = words.place(last.checked_sub(1)?)?.end.max(end);
    // Marks at the ends of a paragraph belong to it.
    let from = if found.start <= CONTEXT { 0 } else { from };
    let to = if last == words.len() { text.len() } else { to };
    let key = |numbers: &mut dyn Iterator<Item = usize>| {
        numbers.take(SORTED).map(|at| words.word(at)).collect::<Vec<_>>().join(" ")
    };
    Some(ConcordanceLine {
        article,
        place,
        range: start..end,
        left: text.get(from..start)?.to_owned(),
        node: text.get(start..end)?.to_owned(),
        right: text.get(end..to)?.to_owned(),
        left_key: key(&mut (0..found.start).rev()),
        right_key: key(&mut (found.end..words.len())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DateBasis, OutletBasis, OutletRef, PublicationDate, Title};

    fn article(id: &str, date: &str, outlet: &str, body: &[&str]) -> Article {
        Article {
            id: id.to_owned(),
            title: Title { value: format!("Report {id}"), ..Title::default() },
            date: date.parse().ok().map(|date| PublicationDate::new(date, DateBasis::Stated, date.to_string())),
            outlet: (!outlet.is_empty()).then(|| OutletRef {
                id: outlet.to_lowercase(),
                name: outlet.to_owned(),
                basis: OutletBasis::Stated,
                evidence: String::new(),
            }),
            body: body.iter().map(|text| (*text).to_owned()).collect(),
            ..Article::default()
        }
    }

    fn read(sought: &str) -> Concordance {
        let mut concordance = Concordance::new(Sought::parse(sought).into_iter().collect());
        concordance.take(&article(
            "3",
            "2025-02-01",
            "Alder Post",
            &["“The port is open,” the mayor said.", "Every port."],
        ));
        concordance.take(&article("2", "2024-05", "", &["A port closes."]));
        concordance.take(&article("1", "", "Birch Times", &["Ferries sail.", "No PORT is safe; a port strikes"]));
        concordance
    }

    fn told(concordance: &Concordance, order: LineOrder, group: LineGroup) -> Vec<String> {
        let line = |at: &usize| {
            let line = &concordance.lines[*at];
            format!("{}[{}]{}", line.left, line.node, line.right)
        };
        concordance.sorted(order, group).iter().flat_map(|group| group.lines.iter().map(line)).collect()
    }

    #[test]
    fn every_place_is_a_line_with_its_paragraph_around_it() {
        let ports = read("port");
        assert_eq!((ports.n_places, ports.n_articles, ports.articles.len()), (5, 3, 3));
        assert_eq!(
            told(&ports, LineOrder::Day, LineGroup::None),
            [
                "“The [port] is open,” the mayor said.",
                "Every [port].",
                "A [port] closes.",
                "No [PORT] is safe; a port strikes",
                "No PORT is safe; a [port] strikes",
            ]
        );
        let line = &ports.lines[3];
        assert_eq!((line.place, line.range.clone(), line.article), (Place::Paragraph(1), 3..7, 2));
    }

    #[test]
    fn lines_are_sorted_by_their_neighbours() {
        let ports = read("port");
        let nodes = |order| -> Vec<String> {
            let told = told(&ports, order, LineGroup::None);
            told.iter().map(|line| line.chars().take(9).collect()).collect()
        };
        // "a", "a safe", "every", "no", "the".
        assert_eq!(nodes(LineOrder::Left), ["A [port] ", "No PORT i", "Every [po", "No [PORT]", "“The [por"]);
        // "", "closes", "is open", "is safe", "strikes".
        assert_eq!(nodes(LineOrder::Right), ["Every [po", "A [port] ", "“The [por", "No [PORT]", "No PORT i"]);
    }

    #[test]
    fn lines_are_grouped_by_outlet_or_year_and_the_unknown_come_last() {
        let ports = read("port");
        let groups = ports.sorted(LineOrder::Day, LineGroup::Outlet);
        let names: Vec<_> =
            groups.iter().map(|group| (group.outlet.as_ref().map(|o| &*o.name), group.lines.len())).collect();
        assert_eq!(names, [(Some("Alder Post"), 2), (Some("Birch Times"), 2), (None, 1)]);
        let years: Vec<_> = ports
            .sorted(LineOrder::Left, LineGroup::Year)
            .iter()
            .map(|group| (group.year, group.lines.len()))
            .collect();
        assert_eq!(years, [(Some(2025), 2), (Some(2024), 1), (None, 2)]);
    }

    #[test]
    fn the_context_is_limited_and_so_are_the_lines() {
        let long = format!("{} port {}", "before ".repeat(50), "after ".repeat(50));
        let mut concordance = Concordance::new(Sought::parse("port").into_iter().collect());
        concordance.take(&article("1", "2025", "", &[&long]));
        let line = &concordance.lines[0];
        assert_eq!((line.left.split_whitespace().count(), line.right.split_whitespace().count()), (12, 12));
        let many = "port ".repeat(MAX_CONCORDANCE_LINES);
        concordance.take(&article("2", "2025", "", &[&many]));
        concordance.take(&article("3", "2025", "", &["port"]));
        assert_eq!((concordance.lines.len(), concordance.n_places), (MAX_CONCORDANCE_LINES, MAX_CONCORDANCE_LINES + 2));
        assert_eq!((concordance.articles.len(), concordance.n_articles), (2, 3));
    }
}
