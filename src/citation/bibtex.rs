//! BibTeX, for BibTeX and for BibLaTeX.

use super::author_name::AuthorName;
use super::one_line;
use crate::model::{Article, Precision};

/// An entry with this key. `read` is the day on which the address was visited, as `YYYY-MM-DD`.
pub fn bibtex(article: &Article, key: &str, read: Option<&str>, note: Option<&str>) -> String {
    let mut fields = vec![("title", format!("{{{}}}", guarded(&article.title.value)))];
    if !article.authors.is_empty() {
        let language = article.language.as_deref();
        let authors: Vec<String> = article.authors.iter().map(|author| name(author, language)).collect();
        fields.push(("author", authors.join(" and ")));
    }
    if let Some(outlet) = &article.outlet {
        // BibLaTeX reads this field as `journaltitle`.
        fields.push(("journal", guarded(&outlet.name)));
    }
    if let Some(date) = &article.date {
        // BibLaTeX takes the date; BibTeX knows only the year and the month.
        let day = date.value.first_day();
        fields.push(("date", date.value.to_string()));
        fields.push(("year", format!("{:04}", day.year())));
        if date.value.precision() != Precision::Year {
            fields.push(("month", day.month_number().to_string()));
        }
    }
    if let Some(url) = &article.url {
        // BibLaTeX takes addresses verbatim; only an unbalanced brace could end the field.
        fields.push(("url", one_line(url).replace('{', "%7B").replace('}', "%7D")));
        fields.extend(read.map(|day| ("urldate", day.to_owned())));
    }
    fields.extend(article.language.iter().map(|language| ("langid", guarded(language))));
    fields.extend(note.map(|note| ("note", guarded(note))));
    let fields: String = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@article{{{key},\n{fields}}}\n")
}

/// An entry's key, made from an article's id: ASCII letters, digits and hyphens, never empty.
pub fn bibtex_key(id: &str) -> String {
    let words: Vec<&str> = id.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "article".to_owned() } else { words.join("-") }
}

/// An author's name: the family name first, or in braces if it is not to be divided.
fn name(author: &str, language: Option<&str>) -> String {
    match AuthorName::new(author, language) {
        AuthorName::Person { family, given, suffix } => {
            // The family name in front keeps its particles; what follows it comes before the given names.
            let parts = [family, suffix, given];
            parts.iter().filter(|part| !part.is_empty()).map(|part| guarded(part)).collect::<Vec<_>>().join(", ")
        }
        AuthorName::Whole(name) => format!("{{{}}}", guarded(&name)),
    }
}

fn guarded(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '\\' => guarded.push_str("\\textbackslash{}"),
            '~' | '^' => guarded.extend(['\\', c, '{', '}']),
            '{' | '}' | '%' | '&' | '#' | '$' | '_' => guarded.extend(['\\', c]),
            c => guarded.push(c),
        }
    }
    guarded
}
