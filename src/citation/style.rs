//! Citations as readers see them, in the styles that newsrooms, schools and journals ask for.

use super::author_name::AuthorName;
use super::one_line;
use crate::model::{Article, Day, PartialDate};

/// The months as the styles write them: in full, and as MLA shortens them.
const MONTHS: [(&str, &str); 12] = [
    ("January", "Jan."),
    ("February", "Feb."),
    ("March", "Mar."),
    ("April", "Apr."),
    ("May", "May"),
    ("June", "June"),
    ("July", "July"),
    ("August", "Aug."),
    ("September", "Sept."),
    ("October", "Oct."),
    ("November", "Nov."),
    ("December", "Dec."),
];

/// The maximum number of authors that APA names; of more, it names the first nineteen and the last.
const MAX_APA_AUTHORS: usize = 20;

/// The maximum number of authors that Chicago names; of more, it names the first seven.
const MAX_CHICAGO_AUTHORS: usize = 10;
const CHICAGO_AUTHORS: usize = 7;

/// A style of citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitationStyle {
    /// *Publication Manual of the American Psychological Association*, 7th edition, 10.1: newspaper article.
    Apa,
    /// *The Chicago Manual of Style*, 17th edition, 14.191 to 14.198: bibliography entry of a newspaper article.
    Chicago,
    /// *MLA Handbook*, 9th edition: article on a website.
    Mla,
}

/// The citation of an article as plain text, in English. `link` is the address in the archive, used if the article has none
/// of its own; `read` the day on which it was read.
pub fn styled(article: &Article, style: CitationStyle, link: &str, read: Option<Day>) -> String {
    let names: Vec<AuthorName> =
        article.authors.iter().map(|author| AuthorName::new(author, article.language.as_deref())).collect();
    let title = one_line(&article.title.value);
    let outlet = article.outlet.as_ref().map(|outlet| one_line(&outlet.name));
    let date = article.date.as_ref().map(|date| date.value);
    let url = article.url.as_deref().map_or_else(|| one_line(link), one_line);
    match style {
        CitationStyle::Apa => {
            let day = format!("({})", date.map_or_else(|| "n.d.".to_owned(), apa_date));
            let outlet = outlet.map(|outlet| ended(&outlet));
            let mut parts = match apa_authors(&names) {
                Some(authors) => vec![ended(&authors), format!("{day}."), ended(&title)],
                None => vec![ended(&title), format!("{day}.")],
            };
            parts.extend(outlet);
            parts.push(url);
            parts.join(" ")
        }
        CitationStyle::Chicago => {
            let authors = chicago_authors(&names);
            let quoted = format!("“{}”", ended(&title));
            let day = date.map_or_else(|| "n.d.".to_owned(), chicago_date);
            let mut parts = Vec::new();
            let has_authors = authors.is_some();
            parts.extend(authors.map(|authors| ended(&authors)));
            match (has_authors, outlet) {
                (true, Some(outlet)) => parts.extend([quoted, ended(&format!("{outlet}, {day}"))]),
                (false, Some(outlet)) => parts.extend([ended(&outlet), quoted, ended(&day)]),
                (_, None) => parts.extend([quoted, ended(&day)]),
            }
            parts.push(format!("{url}."));
            parts.join(" ")
        }
        CitationStyle::Mla => {
            let mut parts = Vec::new();
            parts.extend(mla_authors(&names).map(|authors| ended(&authors)));
            parts.push(format!("“{}”", ended(&title)));
            let place: Vec<String> = outlet.into_iter().chain(date.map(mla_date)).chain([url]).collect();
            parts.push(format!("{}.", place.join(", ")));
            parts.extend(read.map(|day| format!("Accessed {}.", mla_date(PartialDate::Day(day)))));
            parts.join(" ")
        }
    }
}

/// The text with a full stop, unless it ends with a mark of its own.
fn ended(text: &str) -> String {
    if text.ends_with(['.', '?', '!', '…']) { text.to_owned() } else { format!("{text}.") }
}

fn month(number: u8) -> (&'static str, &'static str) {
    MONTHS.get(usize::from(number).saturating_sub(1)).copied().unwrap_or_default()
}

/// `2013, October 2`.
fn apa_date(date: PartialDate) -> String {
    let day = date.first_day();
    let (year, name) = (day.year(), month(day.month_number()).0);
    match date {
        PartialDate::Day(_) => format!("{year}, {name} {}", day.day_of_month()),
        PartialDate::Month(_) => format!("{year}, {name}"),
        PartialDate::Year(_) => year.to_string(),
    }
}

/// `October 2, 2013`.
fn chicago_date(date: PartialDate) -> String {
    let day = date.first_day();
    let (year, name) = (day.year(), month(day.month_number()).0);
    match date {
        PartialDate::Day(_) => format!("{name} {}, {year}", day.day_of_month()),
        PartialDate::Month(_) => format!("{name} {year}"),
        PartialDate::Year(_) => year.to_string(),
    }
}

/// `2 Oct. 2013`.
fn mla_date(date: PartialDate) -> String {
    let day = date.first_day();
    let (year, name) = (day.year(), month(day.month_number()).1);
    match date {
        PartialDate::Day(_) => format!("{} {name} {year}", day.day_of_month()),
        PartialDate::Month(_) => format!("{name} {year}"),
        PartialDate::Year(_) => year.to_string(),
    }
}

/// `Silverleib, A., & Cohen, T.`
fn apa_authors(names: &[AuthorName]) -> Option<String> {
    let written: Vec<String> = names.iter().map(AuthorName::with_initials).collect();
    match written.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [before @ .., last] if before.len() < MAX_APA_AUTHORS => Some(format!("{}, & {last}", before.join(", "))),
        [before @ .., last] => {
            Some(format!("{}, . . . {last}", before.get(..MAX_APA_AUTHORS - 1).unwrap_or_default().join(", ")))
        }
    }
}

/// `Silverleib, Alan, and Tom Cohen`.
fn chicago_authors(names: &[AuthorName]) -> Option<String> {
    let (first, others) = names.split_first()?;
    let mut written = vec![first.inverted()];
    written.extend(others.iter().map(AuthorName::in_order));
    match written.as_slice() {
        [one] => Some(one.clone()),
        all if all.len() > MAX_CHICAGO_AUTHORS => {
            Some(format!("{}, et al.", all.get(..CHICAGO_AUTHORS).unwrap_or_default().join(", ")))
        }
        [before @ .., last] => Some(format!("{}, and {last}", before.join(", "))),
        [] => None,
    }
}

/// `Silverleib, Alan, and Tom Cohen`; of three or more `Silverleib, Alan, et al.`
fn mla_authors(names: &[AuthorName]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some(one.inverted()),
        [first, second] => Some(format!("{}, and {}", first.inverted(), second.in_order())),
        [first, ..] => Some(format!("{}, et al.", first.inverted())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DateBasis, OutletBasis, OutletRef, PublicationDate, Title, TitleBasis};

    const LINK: &str = "https://archive/#article=a";

    fn article(authors: &[&str], date: Option<&str>) -> Article {
        Article {
            id: "a".to_owned(),
            url: Some("https://example.org/a".to_owned()),
            title: Title { value: "Harbour wall falls".to_owned(), basis: TitleBasis::Stated },
            date: date.map(|date| PublicationDate::new(date.parse().unwrap(), DateBasis::Stated, "")),
            outlet: Some(OutletRef {
                id: "courier".to_owned(),
                name: "The Courier".to_owned(),
                basis: OutletBasis::Stated,
                evidence: String::new(),
            }),
            authors: authors.iter().map(|author| (*author).to_owned()).collect(),
            language: Some("en".to_owned()),
            ..Article::default()
        }
    }

    fn all(article: &Article) -> [String; 3] {
        [CitationStyle::Apa, CitationStyle::Chicago, CitationStyle::Mla]
            .map(|style| styled(article, style, LINK, Day::new(2026, 11, 29)))
    }

    #[test]
    fn two_authors_and_a_day() {
        assert_eq!(
            all(&article(&["Alan Silverleib", "Tom P. Cohen"], Some("2013-10-02"))),
            [
                "Silverleib, A., & Cohen, T. P. (2013, October 2). Harbour wall falls. The Courier. https://example.org/a",
                "Silverleib, Alan, and Tom P. Cohen. “Harbour wall falls.” The Courier, October 2, 2013. https://example.org/a.",
                "Silverleib, Alan, and Tom P. Cohen. “Harbour wall falls.” The Courier, 2 Oct. 2013, https://example.org/a. Accessed 29 Nov. 2026.",
            ]
        );
    }

    #[test]
    fn nothing_is_made_up() {
        let mut bare = article(&[], None);
        assert_eq!(
            all(&bare),
            [
                "Harbour wall falls. (n.d.). The Courier. https://example.org/a",
                "The Courier. “Harbour wall falls.” n.d. https://example.org/a.",
                "“Harbour wall falls.” The Courier, https://example.org/a. Accessed 29 Nov. 2026.",
            ]
        );
        (bare.outlet, bare.url) = (None, None);
        bare.title.value = "Who is next?".to_owned();
        assert_eq!(
            all(&bare),
            [
                format!("Who is next? (n.d.). {LINK}"),
                format!("“Who is next?” n.d. {LINK}."),
                format!("“Who is next?” {LINK}. Accessed 29 Nov. 2026."),
            ]
        );
    }

    #[test]
    fn many_authors_and_rough_dates() {
        let many: Vec<String> = (0..25).map(|n| format!("Ann Writer{}", char::from(b'a' + n))).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let [apa, chicago, mla] = all(&article(&many, Some("2013-10")));
        // Digits would make them no persons; letters do not.
        assert!(
            apa.starts_with("Writera, A., Writerb, A.,") && apa.contains(", . . . Writery, A. (2013, October)."),
            "{apa}"
        );
        assert!(
            chicago.starts_with("Writera, Ann, Ann Writerb,") && chicago.contains("Writerg, et al. “"),
            "{chicago}"
        );
        assert!(mla.starts_with("Writera, Ann, et al. “") && mla.contains("The Courier, Oct. 2013,"), "{mla}");
        assert!(all(&article(&["Reuters"], Some("2013")))[0].starts_with("Reuters. (2013). "));
    }
}
