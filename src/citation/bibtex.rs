//! BibTeX, with the field names of BibLaTeX.

use super::one_line;
use crate::model::Article;

/// An entry with this key. `read` is the day on which the address was visited, as `YYYY-MM-DD`.
pub fn bibtex(article: &Article, key: &str, read: Option<&str>, note: Option<&str>) -> String {
    let mut fields = vec![("title", format!("{{{}}}", guarded(&article.title.value)))];
    if !article.authors.is_empty() {
        let authors: Vec<String> = article.authors.iter().map(|author| name(author)).collect();
        fields.push(("author", authors.join(" and ")));
    }
    if let Some(outlet) = &article.outlet {
        fields.push(("journaltitle", guarded(&outlet.name)));
    }
    if let Some(date) = &article.date {
        fields.push(("date", date.value.to_string()));
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

/// An author's name, in braces if BibTeX would read it as two names or as a surname and a given name.
fn name(author: &str) -> String {
    let guarded = guarded(author);
    let two = guarded.split(' ').any(|word| word.eq_ignore_ascii_case("and"));
    if two || guarded.contains(',') { format!("{{{guarded}}}") } else { guarded }
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
