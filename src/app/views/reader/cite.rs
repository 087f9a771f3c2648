//! The article as a citation.

use std::sync::Arc;

use leptos::prelude::*;

use super::permanent_link;
use crate::app::browser;
use crate::app::components::CopyButton;
use crate::app::format::{labels, text};
use crate::app::messages as m;
use crate::citation::{CitationStyle, bibtex, bibtex_key, csl, ris, styled};
use crate::model::Article;

/// The citation as plain text: authors, headline, outlet, date, address, and where it was read.
pub fn plain(article: &Article, link: &str, today: Option<&str>) -> String {
    let title = text::safe(article.title.value.trim());
    let mut parts = Vec::new();
    if !article.authors.is_empty() {
        parts.push(text::safe(&article.authors.join(", ")));
    }
    parts.push(m::quoted(&title));
    parts.push(labels::outlet(article.outlet.as_ref().map(|outlet| outlet.name.as_str())));
    parts.push(labels::day(article.date.as_ref().map(|date| date.value)));
    parts.extend(article.url.clone());
    let read = today.map(|day| format!(", {}", m::cite_read(day))).unwrap_or_default();
    format!("{}. {}{read}.", parts.join(", "), m::cite_archive(link))
}

/// A form of citation.
#[derive(Clone, Copy, PartialEq)]
enum CitationForm {
    Plain,
    Styled(CitationStyle),
    BibTex,
    Ris,
    Csl,
}

/// The citation in the requested form.
#[component]
pub fn Cite(
    /// The article.
    article: Arc<Article>,
) -> impl IntoView {
    let form = RwSignal::new(CitationForm::Plain);
    let text = move || {
        let today = browser::today();
        match form.get() {
            CitationForm::Plain => plain(&article, &permanent_link(&article.id)(), Some(&today)),
            CitationForm::BibTex => bibtex(&article, &bibtex_key(&article.id), Some(&today), None),
            CitationForm::Styled(style) => {
                text::safe(&styled(&article, style, &permanent_link(&article.id)(), today.parse().ok()))
            }
            CitationForm::Ris => ris(&article, today.parse().ok(), None),
            CitationForm::Csl => {
                serde_json::to_string_pretty(&[csl(&article, today.parse().ok(), None)]).unwrap_or_default()
            }
        }
    };
    let text = Memo::new(move |_| text());
    view! {
        <section class="panel" aria-labelledby="cite-heading">
            <div class="panel__head">
                <h3 id="cite-heading">{m::cite()}</h3>
                <crate::app::components::Segments
                    label=m::cite_form()
                    options=vec![
                        (CitationForm::Plain, m::cite_plain()),
                        (CitationForm::Styled(CitationStyle::Apa), "APA"),
                        (CitationForm::Styled(CitationStyle::Chicago), "Chicago"),
                        (CitationForm::Styled(CitationStyle::Mla), "MLA"),
                        (CitationForm::BibTex, "BibTeX"),
                        (CitationForm::Ris, "RIS"),
                        (CitationForm::Csl, "CSL-JSON"),
                    ]
                    chosen=form
                    on_choose=move |chosen| form.set(chosen)
                />
                <CopyButton label=m::cite_copy() text=move || text.get_untracked() />
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
            ..Article::default()
        }
    }

    #[test]
    fn a_plain_citation_says_who_what_where_and_when() {
        assert_eq!(
            plain(&article(), "https://archive/#article=a", None),
            "A. Writer, “Costs & {gains}”, Example, 28 Apr 2025, https://example.org/a. In the archive: https://archive/#article=a."
        );
    }

    #[test]
    fn what_is_not_known_is_not_made_up() {
        let article = Article { outlet: None, date: None, url: None, authors: Vec::new(), ..article() };
        assert_eq!(plain(&article, "x", None), "“Costs & {gains}”, unknown outlet, undated. In the archive: x.");
    }
}
