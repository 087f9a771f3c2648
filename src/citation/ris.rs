//! RIS, as Zotero, EndNote and Mendeley read it.

use super::author_name::AuthorName;
use super::one_line;
use crate::model::{Article, Day, PartialDate};

/// An RIS record. `read` is the day on which the address was visited.
pub fn ris(article: &Article, read: Option<Day>, note: Option<&str>) -> String {
    let language = article.language.as_deref();
    let authors: Vec<String> =
        article.authors.iter().map(|author| AuthorName::new(author, language).inverted()).collect();
    let read = read.filter(|_| article.url.is_some()).map(|day| day.to_string().replace('-', "/") + "/");
    let mut fields = vec![("TY", "NEWS"), ("ID", &article.id), ("TI", &article.title.value)];
    fields.extend(authors.iter().map(|author| ("AU", author.as_str())));
    fields.extend(article.outlet.iter().map(|outlet| ("T2", outlet.name.as_str())));
    let date = article.date.as_ref().map(|date| {
        let day = date.value.first_day();
        let (year, month) = (day.year(), day.month_number());
        let written = match date.value {
            PartialDate::Day(_) => format!("{year:04}/{month:02}/{:02}/", day.day_of_month()),
            PartialDate::Month(_) => format!("{year:04}/{month:02}//"),
            PartialDate::Year(_) => format!("{year:04}///"),
        };
        (format!("{year:04}"), written)
    });
    fields.extend(date.iter().flat_map(|(year, date)| [("PY", year.as_str()), ("DA", date.as_str())]));
    fields.extend(article.section.iter().map(|section| ("SE", section.as_str())));
    fields.extend(article.language.iter().map(|language| ("LA", language.as_str())));
    fields.extend(article.url.iter().map(|url| ("UR", url.as_str())));
    fields.extend(read.iter().map(|day| ("Y2", day.as_str())));
    fields.extend(note.map(|note| ("N1", note)));
    fields.push(("ER", ""));
    fields.iter().map(|(tag, value)| format!("{tag}  - {}\r\n", one_line(value))).collect()
}
