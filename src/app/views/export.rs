//! Taking the selection away: as a table, as records, as citations, each with where it comes from.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::quotes::articles;
use super::reader::cite;
use crate::app::browser;
use crate::app::state::{Session, filters};
use crate::app::words;
use crate::model::Article;
use crate::query::Query;

/// The most articles that are taken away at once.
const MOST: usize = 5_000;

/// A form in which a selection is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Csv,
    JsonLines,
    BibTex,
    Ris,
    Csl,
    Text,
}

impl Form {
    const ALL: [Form; 6] = [Form::Csv, Form::JsonLines, Form::BibTex, Form::Ris, Form::Csl, Form::Text];

    fn label(self) -> &'static str {
        match self {
            Form::Csv => "CSV table",
            Form::JsonLines => "JSON Lines",
            Form::BibTex => "BibTeX",
            Form::Ris => "RIS",
            Form::Csl => "CSL-JSON",
            Form::Text => "plain text",
        }
    }

    fn file(self) -> (&'static str, &'static str) {
        match self {
            Form::Csv => ("articles.csv", "text/csv;charset=utf-8"),
            Form::JsonLines => ("articles.jsonl", "application/x-ndjson"),
            Form::BibTex => ("articles.bib", "application/x-bibtex"),
            Form::Ris => ("articles.ris", "application/x-research-info-systems"),
            Form::Csl => ("articles.csl.json", "application/vnd.citationstyles.csl+json"),
            Form::Text => ("articles.txt", "text/plain;charset=utf-8"),
        }
    }
}

/// A menu of the forms in which the selection can be saved.
#[component]
pub fn Export() -> impl IntoView {
    let session = Session::expect();
    let open = RwSignal::new(false);
    let told = RwSignal::new(None::<String>);
    let save = move |form: Form| {
        told.set(Some("Gathering the articles…".to_owned()));
        spawn_local(async move {
            let query = Query { limit: Some(MOST), facet_limit: Some(0), ..session.query.get_untracked() };
            let saved = match articles(&session.archive(), query).await {
                Some((total, articles)) => {
                    let provenance = provenance(session, total, articles.len());
                    let text = written(form, &articles, &provenance);
                    let (name, mime) = form.file();
                    browser::save(name, mime, text.as_bytes()).map(|()| {
                        format!("Saved {} as {name}.", words::count_of(articles.len(), "article", "articles"))
                    })
                }
                None => Err("the articles could not be read".to_owned()),
            };
            told.set(Some(saved.unwrap_or_else(|problem| format!("Not saved: {problem}."))));
        });
    };
    let forms = move || {
        Form::ALL
            .map(|form| {
                view! {
                    <button type="button" class="quiet" on:click=move |_| save(form)>
                        {form.label()}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="export">
            <button
                type="button"
                class="quiet"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| {
                    open.update(|open| *open = !*open);
                    told.set(None);
                }
            >
                "Save…"
            </button>
            <Show when=move || open.get()>
                <div class="export__sheet">
                    <span role="group" aria-label="Save the selection as">
                        {forms}
                    </span>
                    <p aria-live="polite">{move || told.get()}</p>
                </div>
            </Show>
        </div>
    }
}

/// Where a file comes from, a line each.
fn provenance(session: Session, total: usize, n_saved: usize) -> Vec<(&'static str, String)> {
    let catalogue = session.catalogue();
    let active = session.query.with_untracked(filters);
    let active: Vec<String> = active.iter().map(|filter| catalogue.words_of(filter)).collect();
    vec![
        ("archive", words::tame(catalogue.info.title.as_deref().unwrap_or("News archive"))),
        ("selection", if active.is_empty() { "every article".to_owned() } else { active.join("; ") }),
        ("articles", if n_saved < total { format!("{n_saved} of {total}") } else { total.to_string() }),
        ("address", browser::href()),
        ("content", format!("sha256 {}", catalogue.info.hash)),
        ("made", format!("{} with Dateline {}", browser::today(), env!("CARGO_PKG_VERSION"))),
    ]
}

fn written(form: Form, articles: &[Article], provenance: &[(&'static str, String)]) -> String {
    let day = browser::today();
    let notes = |mark: &str| -> String {
        provenance.iter().map(|(name, value)| format!("{mark}{name}: {}\n", value.replace(['\n', '\r'], " "))).collect()
    };
    match form {
        Form::Csv => csv(articles, provenance),
        Form::JsonLines => {
            let head: serde_json::Map<String, serde_json::Value> =
                provenance.iter().map(|(name, value)| ((*name).to_owned(), value.clone().into())).collect();
            let mut lines = serde_json::json!({ "provenance": head }).to_string();
            for article in articles {
                lines.push('\n');
                lines.push_str(&serde_json::to_string(article).unwrap_or_default());
            }
            lines.push('\n');
            lines
        }
        Form::BibTex => {
            let entries: String = articles.iter().map(|article| cite::bibtex(article, &day) + "\n").collect();
            format!("{}\n{entries}", notes("% "))
        }
        Form::Ris => articles.iter().map(cite::ris).collect(),
        Form::Csl => {
            let items: Vec<serde_json::Value> = articles.iter().map(cite::csl_item).collect();
            serde_json::to_string_pretty(&items).unwrap_or_default()
        }
        Form::Text => {
            let texts = articles.iter().map(|article| {
                let outlet = article.outlet.as_ref().map_or("unknown outlet", |outlet| &outlet.name);
                let date = article.date.as_ref().map_or("undated".to_owned(), |date| words::date(date.value));
                format!("{}\n{outlet}, {date}\n\n{}\n", article.title.value, article.body.join("\n\n"))
            });
            format!("{}\n{}", notes("# "), texts.collect::<Vec<_>>().join("\n\n----\n\n"))
        }
    }
}

fn csv(articles: &[Article], provenance: &[(&'static str, String)]) -> String {
    let mut csv = String::from("\u{FEFF}id,title,date,date known by,outlet,section,language,address,actors,text\r\n");
    let row = |cells: &[&str]| cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + "\r\n";
    for article in articles {
        let date = article.date.as_ref().map(|date| date.value.to_string()).unwrap_or_default();
        let basis = article.date.as_ref().map_or("", |date| words::date_basis(date.basis));
        let actors: Vec<&str> = article.actors.iter().map(|actor| actor.name.as_str()).collect();
        csv.push_str(&row(&[
            &article.id,
            &article.title.value,
            &date,
            basis,
            article.outlet.as_ref().map_or("", |outlet| &outlet.name),
            article.section.as_deref().unwrap_or_default(),
            article.language.as_deref().unwrap_or_default(),
            article.url.as_deref().unwrap_or_default(),
            &actors.join("; "),
            &article.body.join("\n\n"),
        ]));
    }
    for (name, value) in provenance {
        csv.push_str(&row(&["", name, value]));
    }
    csv
}

/// A cell of a table in quotes. One that a spreadsheet would take for a formula begins with `'`, which makes it text.
pub fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(cell("Kim, \"the leader\""), "\"Kim, \"\"the leader\"\"\"");
    }
}
