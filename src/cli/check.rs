//! `dateline check`: a report for people.
//!
//! Every doubt comes with the lines that settle it, to be put into `corpus.toml` beside the documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::io::{self, Write as _};

use super::args::Input;
use super::run::{Failure, read, troubles};
use crate::corpus::{alike, duplicates};
use crate::document::ReadError;
use crate::extract::title_of_address;
use crate::ingest::Ingested;
use crate::model::{Article, DateBasis, OutletBasis, TitleBasis};
use crate::text::slug;

/// How many entries a list shows unless all are asked for.
const SHOWN: usize = 20;

/// Prints the report and returns how many documents could not be read.
pub(super) fn run(input: &Input, all: bool) -> Result<usize, Failure> {
    let ingested = read(input, None)?;
    let mut report = Report { text: String::new(), shown: if all { usize::MAX } else { SHOWN } };
    // A text takes whatever is written to it.
    let corpus = ingested.corpus()?;
    let _ = report.write(&ingested, &corpus.articles);
    let mut out = io::stdout().lock();
    out.write_all(report.text.as_bytes())?;
    out.flush()?;
    Ok(ingested.failures.len())
}

struct Report {
    text: String,
    shown: usize,
}

impl Report {
    fn write(&mut self, ingested: &Ingested, articles: &[Article]) -> fmt::Result {
        let n_files = counted(ingested.n_files, "file", "files");
        let unread = match ingested.failures.len() {
            0 => String::new(),
            n => format!("; {} could not be read, see the end", counted(n, "document", "documents")),
        };
        writeln!(self.text, "{} in {n_files}{unread}", counted(articles.len(), "article", "articles"))?;
        self.counts(articles)?;
        self.inferred_dates(articles)?;
        self.undated(articles)?;
        self.outlets(articles)?;
        self.derived_titles(articles)?;
        self.duplicates(articles)?;
        self.alike(articles)?;
        self.warnings(ingested, articles)?;
        self.failures(&ingested.failures)
    }

    fn failures(&mut self, failures: &[ReadError]) -> fmt::Result {
        let mut told = BTreeSet::new();
        let failures = failures.iter().map(|failure| {
            let file = failure.source_name.rsplit_once('#').map_or(failure.source_name.as_str(), |(file, _)| file);
            // One entry settles all of a file; what `corpus.toml` itself lacks is settled in it.
            let is_sidecar = file.rsplit('/').next() == Some("corpus.toml");
            if is_sidecar || !told.insert(file) {
                return failure.to_string();
            }
            format!("{failure}\n{}\n    incomplete = true", table("document", &[("file", file)]))
        });
        let failures: Vec<String> = failures.collect();
        self.list("Could not be read", "do as each says, or accept it with", &failures)
    }

    /// What is known of how many articles.
    fn counts(&mut self, articles: &[Article]) -> fmt::Result {
        let date = |basis| {
            let of_basis = |article: &&Article| article.date.as_ref().is_some_and(|date| date.basis == basis);
            articles.iter().filter(of_basis).count()
        };
        let n_undated = articles.iter().filter(|article| article.date.is_none()).count();
        let bases = [
            (DateBasis::Stated, "stated"),
            (DateBasis::Sidecar, "from corpus.toml"),
            (DateBasis::Inferred, "inferred"),
        ];
        let mut counts: Vec<(String, usize)> = bases.map(|(basis, name)| (name.to_owned(), date(basis))).into();
        counts.push(("unknown".to_owned(), n_undated));
        self.count_line("Dates", counts)?;
        let days = articles.iter().filter_map(|article| article.date.as_ref()).map(|date| date.value);
        let first = days.clone().map(|date| date.first_day()).min();
        if let Some((first, last)) = first.zip(days.map(|date| date.last_day()).max()) {
            writeln!(self.text, "            from {first} to {last}")?;
        }
        let outlet = |basis| {
            let of_basis = |article: &&Article| article.outlet.as_ref().is_some_and(|outlet| outlet.basis == basis);
            articles.iter().filter(of_basis).count()
        };
        let counts = vec![
            ("stated".to_owned(), outlet(OutletBasis::Stated)),
            ("from the address".to_owned(), outlet(OutletBasis::Url)),
            ("from corpus.toml".to_owned(), outlet(OutletBasis::Sidecar)),
            ("unknown".to_owned(), articles.iter().filter(|article| article.outlet.is_none()).count()),
        ];
        self.count_line("Outlets", counts)?;
        let names = articles.iter().filter_map(|article| article.outlet.as_ref()).map(|outlet| outlet.name.as_str());
        self.count_line("", most(names, 8))?;
        let languages = articles.iter().map(|article| article.language.as_deref().filter(|code| !code.is_empty()));
        let languages = languages.map(|code| code.unwrap_or("unknown"));
        self.count_line("Languages", most(languages, 12))?;
        let pieces = articles.iter().flat_map(|article| &article.removed).map(|piece| piece.kind.as_str());
        let n_paragraphs = articles.iter().map(|article| article.body.len()).sum();
        let mut counts = vec![("paragraphs of text".to_owned(), n_paragraphs)];
        let n_empty = articles.iter().filter(|article| article.body.is_empty()).count();
        counts.push(("articles without any".to_owned(), n_empty));
        self.count_line("Texts", counts)?;
        self.count_line("Left out", most(pieces, 12))?;
        let mut known = BTreeMap::new();
        for actor in articles.iter().flat_map(|article| &article.actors) {
            *known
                .entry(actor.kind.as_str())
                .or_insert_with(BTreeMap::new)
                .entry(actor.id.as_str())
                .or_insert(0_usize) += 1;
        }
        self.count_line("Actors", known.iter().map(|(kind, ids)| ((*kind).to_owned(), ids.len())).collect())?;
        let names = articles.iter().flat_map(|article| &article.actors).map(|actor| actor.name.as_str());
        self.count_line("", most(names, 8))?;
        let n_quotes = articles.iter().map(|article| article.quotes.len()).sum();
        let n_spoken =
            articles.iter().flat_map(|article| &article.quotes).filter(|quote| quote.speaker.is_some()).count();
        self.count_line("Quotes", vec![("in all".to_owned(), n_quotes), ("with their speaker".to_owned(), n_spoken)])
    }

    fn inferred_dates(&mut self, articles: &[Article]) -> fmt::Result {
        let inferred = articles.iter().filter_map(|article| {
            let date = article.date.as_ref().filter(|date| date.basis == DateBasis::Inferred)?;
            let lines = [("file", article.source.as_str()), ("date", &date.value.to_string())];
            Some(format!(
                "{}: {}, from \"{}\"\n{}",
                article.source,
                date.value,
                date.evidence,
                table("document", &lines)
            ))
        });
        let inferred: Vec<String> = inferred.collect();
        self.list("Dates that were inferred", "where one is wrong, correct it with", &inferred)
    }

    fn undated(&mut self, articles: &[Article]) -> fmt::Result {
        let undated = articles.iter().filter(|article| article.date.is_none()).map(|article| {
            let lines = [("file", article.source.as_str()), ("date", "YYYY-MM-DD")];
            format!("{}: {}\n{}", article.source, shortened(&article.title.value), table("document", &lines))
        });
        let undated: Vec<String> = undated.collect();
        self.list("Articles without a date", "where you know it, state it with", &undated)
    }

    fn outlets(&mut self, articles: &[Article]) -> fmt::Result {
        let mut bare: BTreeMap<&str, usize> = BTreeMap::new();
        for outlet in articles.iter().filter_map(|article| article.outlet.as_ref()) {
            if outlet.basis == OutletBasis::Url && outlet.id == slug(&outlet.evidence) {
                *bare.entry(&outlet.evidence).or_default() += 1;
            }
        }
        let bare = bare.into_iter().map(|(domain, n)| {
            let lines = format!("    [[outlet]]\n    name = \"...\"\n    domains = [{}]", quoted(domain));
            format!("{domain}: {}\n{lines}", counted(n, "article", "articles"))
        });
        let bare: Vec<String> = bare.collect();
        self.list("Outlets known by their domain alone", "name them with", &bare)?;
        let unknown = articles.iter().filter(|article| article.outlet.is_none()).map(|article| {
            let lines = [("file", article.source.as_str()), ("outlet", "...")];
            format!("{}: {}\n{}", article.source, shortened(&article.title.value), table("document", &lines))
        });
        let unknown: Vec<String> = unknown.collect();
        self.list("Articles of unknown outlets", "where you know it, state it or the address with", &unknown)
    }

    fn derived_titles(&mut self, articles: &[Article]) -> fmt::Result {
        let derived = articles.iter().filter(|article| article.title.basis == TitleBasis::Derived).map(|article| {
            // The address often has the headline's words.
            let proposed = article.url.as_deref().and_then(title_of_address);
            let title = proposed.as_deref().unwrap_or("...");
            let lines = [("file", article.source.as_str()), ("title", title)];
            format!("{}: {}\n{}", article.source, shortened(&article.title.value), table("document", &lines))
        });
        let derived: Vec<String> = derived.collect();
        self.list("Titles made from the first sentence", "state a better one with", &derived)
    }

    fn duplicates(&mut self, articles: &[Article]) -> fmt::Result {
        let groups = duplicates::find(articles).into_iter().map(|group| {
            let copies: Vec<&Article> = group.articles.iter().filter_map(|at| articles.get(*at)).collect();
            let sources: Vec<&str> = copies.iter().map(|article| article.source.as_str()).collect();
            let percent = (group.containment * 100.0).floor();
            // The longest text is kept, the first of several.
            let length = |article: &Article| article.body.iter().map(String::len).sum::<usize>();
            let longest = copies.iter().rev().max_by_key(|article| length(article)).map(|article| &article.source);
            let others = sources.iter().filter(|source| longest.is_none_or(|longest| *source != longest));
            let lines = others.map(|source| format!("\n{}\n    ignore = true", table("document", &[("file", source)])));
            let lines: String = lines.collect();
            format!("{}: at least {percent} % of the shorter text is in the longer one{lines}", sources.join(" and "))
        });
        let groups: Vec<String> = groups.collect();
        self.list("Likely duplicates", "leave out those that you do not want with", &groups)
    }

    fn alike(&mut self, articles: &[Article]) -> fmt::Result {
        let pairs = alike::find(articles).into_iter().map(|pair| {
            let lines = [("id", pair.merged.0.as_str()), ("merge_into", &pair.kept.0)];
            format!("{} and {}: {}\n{}", pair.merged.1, pair.kept.1, pair.reason, table("actor", &lines))
        });
        let pairs: Vec<String> = pairs.collect();
        self.list("Actors that may be one", "where they are, join them with", &pairs)
    }

    fn warnings(&mut self, ingested: &Ingested, articles: &[Article]) -> fmt::Result {
        let mut warnings = ingested.warnings.clone();
        warnings.extend(articles.iter().flat_map(troubles));
        self.list("Warnings", "", &warnings)
    }

    /// `Dates       3 stated, 2 inferred`; nothing where all counts are 0.
    fn count_line(&mut self, name: &str, counts: Vec<(String, usize)>) -> fmt::Result {
        let counts: Vec<String> =
            counts.into_iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{n} {what}")).collect();
        if counts.is_empty() { Ok(()) } else { writeln!(self.text, "{name:<12}{}", counts.join(", ")) }
    }

    /// A heading, what to do, and the entries; nothing where there are none.
    fn list(&mut self, heading: &str, remedy: &str, entries: &[String]) -> fmt::Result {
        if entries.is_empty() {
            return Ok(());
        }
        let remedy = if remedy.is_empty() { String::new() } else { format!("; {remedy}") };
        writeln!(self.text, "\n{heading}: {}{remedy}", entries.len())?;
        for entry in entries.iter().take(self.shown) {
            writeln!(self.text, "  {entry}")?;
        }
        match entries.len().saturating_sub(self.shown) {
            0 => Ok(()),
            n => writeln!(self.text, "  and {n} more (--all lists them)"),
        }
    }
}

/// The values that occur most, with how often; equally frequent ones by name.
fn most<'a>(values: impl Iterator<Item = &'a str>, n: usize) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    let mut counts: Vec<(String, usize)> = counts.into_iter().map(|(value, n)| (value.to_owned(), n)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(n);
    counts
}

/// The lines of an entry in `corpus.toml`.
fn table(name: &str, values: &[(&str, &str)]) -> String {
    let lines = values.iter().map(|(key, value)| format!("    {key} = {}", quoted(value)));
    std::iter::once(format!("    [[{name}]]")).chain(lines).collect::<Vec<_>>().join("\n")
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn shortened(text: &str) -> String {
    let mut words: String = text.chars().take(70).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}
