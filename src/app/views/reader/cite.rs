//! The article as a citation.

use std::sync::Arc;

use leptos::prelude::*;

use super::permanent_link;
use crate::app::browser;
use crate::app::components::CopyButton;
use crate::app::words;
use crate::model::Article;

/// The citation as plain text: authors, headline, outlet, date, address, and where it was read.
pub fn plain(article: &Article, link: &str, today: Option<&str>) -> String {
    let title = words::tame(article.title.value.trim());
    let mut parts = Vec::new();
    if !article.authors.is_empty() {
        parts.push(words::tame(&article.authors.join(", ")));
    }
    parts.push(format!("“{title}”"));
    parts.push(article.outlet.as_ref().map_or("unknown outlet".to_owned(), |outlet| words::tame(&outlet.name)));
    parts.push(article.date.as_ref().map_or("undated".to_owned(), |date| words::date(date.value)));
    parts.extend(article.url.clone());
    let read = today.map(|day| format!(", read {day}")).unwrap_or_default();
    format!("{}. {link}{read}.", parts.join(", "))
}

/// The citation as BibTeX.
pub fn bibtex(article: &Article, today: &str) -> String {
    let guarded = |text: &str| {
        let mut guarded = String::new();
        for c in words::tame(text).chars() {
            if matches!(c, '{' | '}' | '\\' | '%' | '&' | '#' | '$' | '_' | '~' | '^') {
                match c {
                    '\\' => guarded.push_str("\\textbackslash "),
                    '~' | '^' => guarded.extend(['\\', c, '{', '}']),
                    c => guarded.extend(['\\', c]),
                }
            } else {
                guarded.push(c);
            }
        }
        guarded
    };
    let mut fields = vec![("title", format!("{{{}}}", guarded(&article.title.value)))];
    if !article.authors.is_empty() {
        fields.push(("author", guarded(&article.authors.join(" and "))));
    }
    if let Some(outlet) = &article.outlet {
        fields.push(("journaltitle", guarded(&outlet.name)));
    }
    if let Some(date) = &article.date {
        fields.push(("date", date.value.to_string()));
    }
    if let Some(url) = &article.url {
        fields.push(("url", url.clone()));
        fields.push(("urldate", today.to_owned()));
    }
    let fields: String = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@article{{{},\n{fields}}}\n", key(&article.id))
}

/// The citation as RIS.
pub fn ris(article: &Article) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines = vec![("TY", "NEWS".to_owned()), ("TI", line(&words::tame(&article.title.value)))];
    lines.extend(article.authors.iter().map(|author| ("AU", line(author))));
    lines.extend(article.outlet.iter().map(|outlet| ("T2", line(&outlet.name))));
    lines.extend(article.date.iter().map(|date| ("DA", date.value.to_string().replace('-', "/"))));
    lines.extend(article.url.iter().map(|url| ("UR", line(url))));
    lines.push(("ER", String::new()));
    lines.iter().map(|(tag, value)| format!("{tag}  - {value}\r\n")).collect()
}

/// The citation as CSL-JSON.
fn csl(article: &Article) -> String {
    serde_json::to_string_pretty(&[csl_item(article)]).unwrap_or_default()
}

/// The citation as an item of CSL-JSON.
pub fn csl_item(article: &Article) -> serde_json::Value {
    let date: Vec<serde_json::Value> = article
        .date
        .iter()
        .flat_map(|date| {
            date.value.to_string().split('-').filter_map(|part| part.parse::<u32>().ok()).collect::<Vec<_>>()
        })
        .map(serde_json::Value::from)
        .collect();
    let authors: Vec<_> = article.authors.iter().map(|author| serde_json::json!({ "literal": author })).collect();
    let mut item = serde_json::json!({ "id": article.id, "type": "article-newspaper", "title": article.title.value });
    let mut set = |key: &str, value: serde_json::Value| item[key] = value;
    if !authors.is_empty() {
        set("author", authors.into());
    }
    if let Some(outlet) = &article.outlet {
        set("container-title", outlet.name.clone().into());
    }
    if !date.is_empty() {
        set("issued", serde_json::json!({ "date-parts": [date] }));
    }
    if let Some(url) = &article.url {
        set("URL", url.clone().into());
    }
    item
}

fn key(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect()
}

/// A form of citation.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Plain,
    BibTex,
    Ris,
    Csl,
}

/// The citation in the form that is wanted.
#[component]
pub fn Cite(
    /// The article.
    article: Arc<Article>,
) -> impl IntoView {
    let form = RwSignal::new(Form::Plain);
    let text = move || {
        let today = browser::today();
        match form.get() {
            Form::Plain => plain(&article, &permanent_link(&article.id)(), Some(&today)),
            Form::BibTex => bibtex(&article, &today),
            Form::Ris => ris(&article),
            Form::Csl => csl(&article),
        }
    };
    let text = Memo::new(move |_| text());
    view! {
        <section class="panel" aria-labelledby="cite-heading">
            <div class="panel__head">
                <h3 id="cite-heading">"Cite"</h3>
                <crate::app::components::Segments
                    label="Form"
                    options=vec![(Form::Plain, "plain"), (Form::BibTex, "BibTeX"), (Form::Ris, "RIS"), (Form::Csl, "CSL-JSON")]
                    chosen=form
                    on_choose=move |chosen| form.set(chosen)
                />
                <CopyButton label="Copy citation" text=move || text.get_untracked() />
            </div>
            <pre>{move || text.get()}</pre>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DateBasis, OutletBasis, OutletRef, PublicationDate, Title, TitleBasis};

    fn article() -> Article {
        Article {
            id: "a/1".to_owned(),
            source: "a.txt".to_owned(),
            url: Some("https://example.org/a".to_owned()),
            title: Title { value: "Costs & {gains}".to_owned(), basis: TitleBasis::Stated },
            date: Some(PublicationDate::new("2025-04-28".parse().unwrap(), DateBasis::Stated, "")),
            outlet: Some(OutletRef {
                id: "example".to_owned(),
                name: "Example".to_owned(),
                basis: OutletBasis::Url,
                evidence: String::new(),
            }),
            authors: vec!["A. Writer".to_owned()],
            section: None,
            language: None,
            body: Vec::new(),
            removed: Vec::new(),
            actors: Vec::new(),
            cites: Vec::new(),
            quotes: Vec::new(),
            warnings: Vec::new(),
        }
    }

    #[test]
    fn each_form_says_who_what_where_and_when() {
        let article = article();
        assert_eq!(
            plain(&article, "https://archive/#article=a", None),
            "A. Writer, “Costs & {gains}”, Example, 28 Apr 2025, https://example.org/a. https://archive/#article=a."
        );
        assert!(bibtex(&article, "2026-01-01").starts_with("@article{a-1,\n  title = {{Costs \\& \\{gains\\}}},\n"));
        assert!(ris(&article).ends_with("DA  - 2025/04/28\r\nUR  - https://example.org/a\r\nER  - \r\n"));
        let csl: serde_json::Value = serde_json::from_str(&csl(&article)).unwrap();
        assert_eq!(csl[0]["issued"]["date-parts"][0], serde_json::json!([2025, 4, 28]));
    }

    #[test]
    fn what_is_not_known_is_not_made_up() {
        let article = Article { outlet: None, date: None, url: None, authors: Vec::new(), ..article() };
        assert_eq!(plain(&article, "x", None), "“Costs & {gains}”, unknown outlet, undated. x.");
        assert!(!bibtex(&article, "2026-01-01").contains("date"));
    }
}
