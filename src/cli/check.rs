//! `dateline check`: a report for people.
//!
//! Every doubtful point comes with the lines that settle it, to be added to the `corpus.toml` beside the documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::io::{self, Write as _};

use super::args::Input;
use super::error::CommandError;
use super::input::{article_problems, read};
use super::terminal::{printable, toml_string};
use crate::corpus::{alike, duplicates};
use crate::document::ReadError;
use crate::extract::{outlet, title_of_address};
use crate::ingest::Ingested;
use crate::model::{Article, DateBasis, OutletBasis, TitleBasis};
use crate::parser::{FormatCount, SIDECAR_NAME};
use crate::story::{FoundStory, StoryBuilder, StoryOutline};

/// The most entries that a list shows unless all are asked for.
const MAX_ENTRIES: usize = 20;

/// The most characters of a title that a list shows.
const MAX_TITLE_CHARS: usize = 70;

/// Prints the report. Returns how many documents could not be read.
pub(super) fn run(input: &Input, all: bool) -> Result<usize, CommandError> {
    let ingested = read(input)?;
    let corpus = ingested.corpus()?;
    let mut report = CheckReport { text: String::new(), max_entries: if all { usize::MAX } else { MAX_ENTRIES } };
    // Writing to a string does not fail.
    report.write(&ingested, &corpus.articles).ok();
    let mut out = io::stdout().lock();
    out.write_all(report.text.as_bytes())?;
    out.flush()?;
    Ok(ingested.failures.len())
}

/// The text of the report.
struct CheckReport {
    text: String,
    max_entries: usize,
}

/// An entry of a list: what is doubtful, and the lines of `corpus.toml` that settle it.
struct ReportEntry {
    line: String,
    remedy: Vec<String>,
}

impl ReportEntry {
    /// An entry that no line settles.
    fn new(line: impl Into<String>) -> ReportEntry {
        ReportEntry { line: line.into(), remedy: Vec::new() }
    }

    /// The entry with one more table of `corpus.toml`.
    fn with_table(mut self, name: &str, values: &[(&str, TomlValue<'_>)]) -> ReportEntry {
        self.remedy.push(format!("[[{name}]]"));
        self.remedy.extend(values.iter().map(|(key, value)| format!("{key} = {value}")));
        self
    }
}

/// A value in a line of `corpus.toml`.
enum TomlValue<'a> {
    Text(&'a str),
    List(&'a str),
    Texts(&'a [&'a str]),
    True,
}

impl fmt::Display for TomlValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TomlValue::Text(text) => f.write_str(&toml_string(text)),
            TomlValue::List(item) => write!(f, "[{}]", toml_string(item)),
            TomlValue::Texts(items) => {
                let items: Vec<String> = items.iter().map(|item| toml_string(item)).collect();
                write!(f, "[{}]", items.join(", "))
            }
            TomlValue::True => f.write_str("true"),
        }
    }
}

impl CheckReport {
    fn write(&mut self, ingested: &Ingested, articles: &[Article]) -> fmt::Result {
        let n_files = counted(ingested.n_files, "file", "files");
        let unread = match ingested.failures.len() {
            0 => String::new(),
            n => format!("; {} could not be read, see the end", counted(n, "document", "documents")),
        };
        writeln!(self.text, "{} in {n_files}{unread}", counted(articles.len(), "article", "articles"))?;
        self.formats(&ingested.formats)?;
        self.counts(articles)?;
        self.inferred_dates(articles)?;
        self.undated(articles)?;
        self.outlets(articles)?;
        self.derived_titles(articles)?;
        self.duplicates(articles)?;
        self.stories(ingested, articles)?;
        self.alike(articles)?;
        self.warnings(ingested, articles)?;
        self.failures(&ingested.failures)
    }

    /// What the files were read as. Files of one article are not listed one by one, unless all entries are asked for.
    fn formats(&mut self, formats: &[FormatCount]) -> fmt::Result {
        let names: Vec<String> = formats.iter().map(FormatCount::name).collect();
        self.count_line("Formats", most(names.iter().map(String::as_str), usize::MAX))?;
        let shows_all = self.max_entries == usize::MAX;
        let is_listed = |count: &&FormatCount| {
            shows_all || count.n_read > 1 || count.format.export > 0 || count.format.stated.is_some()
        };
        let listed: Vec<&FormatCount> = formats.iter().filter(is_listed).collect();
        for count in listed.iter().take(self.max_entries) {
            writeln!(self.text, "            {}", printable(&count.to_string()))?;
        }
        match listed.len().saturating_sub(self.max_entries) {
            0 => Ok(()),
            n => writeln!(self.text, "            and {n} more"),
        }
    }

    fn failures(&mut self, failures: &[ReadError]) -> fmt::Result {
        let mut named = BTreeSet::new();
        let entries = failures.iter().map(|failure| {
            let file = failure.source_name.rsplit_once('#').map_or(failure.source_name.as_str(), |(file, _)| file);
            let entry = ReportEntry::new(failure.to_string());
            // One table settles all of a file. A `corpus.toml` cannot settle itself.
            if file.rsplit('/').next() == Some(SIDECAR_NAME) || !named.insert(file) {
                return entry;
            }
            entry.with_table("document", &[("file", TomlValue::Text(file)), ("incomplete", TomlValue::True)])
        });
        let entries: Vec<ReportEntry> = entries.collect();
        self.list("Could not be read", "follow the advice, or acknowledge it with", &entries)
    }

    /// What is known about how many articles.
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
        let mut counts = vec![("paragraphs".to_owned(), n_paragraphs)];
        let n_empty = articles.iter().filter(|article| article.body.is_empty()).count();
        counts.push((if n_empty == 1 { "article without text" } else { "articles without text" }.to_owned(), n_empty));
        self.count_line("Texts", counts)?;
        self.count_line("Removed", most(pieces, 12))?;
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
        self.count_line("Quotes", vec![("in total".to_owned(), n_quotes), ("with a speaker".to_owned(), n_spoken)])
    }

    fn inferred_dates(&mut self, articles: &[Article]) -> fmt::Result {
        let entries = articles.iter().filter_map(|article| {
            let date = article.date.as_ref().filter(|date| date.basis == DateBasis::Inferred)?;
            let (source, value) = (article.source.as_str(), date.value.to_string());
            let entry = ReportEntry::new(format!("{source}: {value}, from \"{}\"", date.evidence));
            Some(entry.with_table("document", &[("file", TomlValue::Text(source)), ("date", TomlValue::Text(&value))]))
        });
        let entries: Vec<ReportEntry> = entries.collect();
        self.list("Inferred dates", "if one is wrong, correct it with", &entries)
    }

    fn undated(&mut self, articles: &[Article]) -> fmt::Result {
        let undated = articles.iter().filter(|article| article.date.is_none());
        let entries: Vec<ReportEntry> = undated.map(|article| to_complete(article, "date", "YYYY-MM-DD")).collect();
        self.list("Articles without a date", "if you know it, state it with", &entries)
    }

    fn outlets(&mut self, articles: &[Article]) -> fmt::Result {
        let mut unnamed: BTreeMap<String, usize> = BTreeMap::new();
        articles.iter().filter_map(unnamed_domain).for_each(|domain| *unnamed.entry(domain).or_default() += 1);
        let entries = unnamed.iter().map(|(domain, n)| {
            let entry = ReportEntry::new(format!("{domain}: {}", counted(*n, "article", "articles")));
            entry.with_table("outlet", &[("name", TomlValue::Text("...")), ("domains", TomlValue::List(domain))])
        });
        let entries: Vec<ReportEntry> = entries.collect();
        self.list("Outlets known by their domain only", "name them with", &entries)?;
        let unknown = articles.iter().filter(|article| article.outlet.is_none());
        let entries: Vec<ReportEntry> = unknown.map(|article| to_complete(article, "outlet", "...")).collect();
        self.list("Articles without an outlet", "if you know it, state it or the address with", &entries)
    }

    fn derived_titles(&mut self, articles: &[Article]) -> fmt::Result {
        let derived = articles.iter().filter(|article| article.title.basis == TitleBasis::Derived).map(|article| {
            // The address often has the words of the headline.
            let proposed = article.url.as_deref().and_then(title_of_address);
            to_complete(article, "title", proposed.as_deref().unwrap_or("..."))
        });
        let entries: Vec<ReportEntry> = derived.collect();
        self.list("Titles made from the first sentence", "state a better one with", &entries)
    }

    fn duplicates(&mut self, articles: &[Article]) -> fmt::Result {
        let groups = duplicates::find(articles).into_iter().map(|group| {
            let copies: Vec<&Article> = group.articles.iter().filter_map(|at| articles.get(*at)).collect();
            let sources: Vec<&str> = copies.iter().map(|article| article.source.as_str()).collect();
            let percent = (group.containment * 100.0).floor();
            // The longest text is kept; of several, the first.
            let length = |article: &Article| article.body.iter().map(String::len).sum::<usize>();
            let longest = copies.iter().rev().max_by_key(|article| length(article)).map(|article| &article.source);
            let others = sources.iter().filter(|source| longest.is_none_or(|longest| *source != longest));
            let line = format!("{}: the longer text has at least {percent}% of the shorter one", sources.join(" and "));
            others.fold(ReportEntry::new(line), |entry, source| {
                entry.with_table("document", &[("file", TomlValue::Text(source)), ("ignore", TomlValue::True)])
            })
        });
        let entries: Vec<ReportEntry> = groups.collect();
        self.list("Likely duplicates", "leave out those that you do not want with", &entries)
    }

    fn stories(&mut self, ingested: &Ingested, articles: &[Article]) -> fmt::Result {
        let mut builder = StoryBuilder::default();
        articles.iter().for_each(|article| builder.add(StoryOutline::new(article)));
        let sources: BTreeMap<&str, &str> =
            articles.iter().map(|article| (article.id.as_str(), article.source.as_str())).collect();
        let found = builder.found(&ingested.sidecar.story);
        let entries = found.iter().filter(|found| !found.doubtful.is_empty()).map(|FoundStory { story, doubtful }| {
            let of = |ids: &mut dyn Iterator<Item = &String>| -> Vec<&str> {
                ids.filter_map(|id| sources.get(id.as_str()).copied()).collect()
            };
            let apart = of(&mut doubtful.iter());
            let rest = of(&mut story.articles.iter().map(|article| &article.id).filter(|id| !doubtful.contains(id)));
            let line = format!("{}: {}; and {}", shortened(&story.title), rest.join(", "), apart.join(", "));
            ReportEntry::new(line).with_table("story", &[("apart", TomlValue::Texts(&apart))])
        });
        let entries: Vec<ReportEntry> = entries.collect();
        let remedy = "separate them with the lines below, or confirm the story with `articles` instead of `apart`";
        self.list("Stories that may be two", remedy, &entries)
    }

    fn alike(&mut self, articles: &[Article]) -> fmt::Result {
        let pairs = alike::find(articles).into_iter().map(|pair| {
            let entry = ReportEntry::new(format!("{} and {}: {}", pair.merged.1, pair.kept.1, pair.reason));
            let values = [("id", TomlValue::Text(&pair.merged.0)), ("merge_into", TomlValue::Text(&pair.kept.0))];
            entry.with_table("actor", &values)
        });
        let entries: Vec<ReportEntry> = pairs.collect();
        self.list("Actors that may be the same", "if they are, merge them with", &entries)
    }

    fn warnings(&mut self, ingested: &Ingested, articles: &[Article]) -> fmt::Result {
        let warnings = ingested.warnings.iter().cloned().chain(articles.iter().flat_map(article_problems));
        let entries: Vec<ReportEntry> = warnings.map(ReportEntry::new).collect();
        self.list("Warnings", "", &entries)
    }

    /// `Dates       3 stated, 2 inferred`; no line if all counts are 0.
    fn count_line(&mut self, name: &str, counts: Vec<(String, usize)>) -> fmt::Result {
        let counts: Vec<String> =
            counts.into_iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{n} {what}")).collect();
        if counts.is_empty() {
            return Ok(());
        }
        writeln!(self.text, "{name:<12}{}", printable(&counts.join(", ")))
    }

    /// A heading, what to do, and the entries; nothing if there are no entries.
    fn list(&mut self, heading: &str, remedy: &str, entries: &[ReportEntry]) -> fmt::Result {
        if entries.is_empty() {
            return Ok(());
        }
        let remedy = if remedy.is_empty() { String::new() } else { format!("; {remedy}") };
        writeln!(self.text, "\n{heading}: {}{remedy}", entries.len())?;
        for entry in entries.iter().take(self.max_entries) {
            writeln!(self.text, "  {}", printable(&entry.line))?;
            for line in &entry.remedy {
                writeln!(self.text, "    {line}")?;
            }
        }
        match entries.len().saturating_sub(self.max_entries) {
            0 => Ok(()),
            n => writeln!(self.text, "  and {n} more (--all lists them)"),
        }
    }
}

/// An article that lacks something, with the line that states it.
fn to_complete(article: &Article, key: &str, value: &str) -> ReportEntry {
    let entry = ReportEntry::new(format!("{}: {}", article.source, shortened(&article.title.value)));
    entry.with_table("document", &[("file", TomlValue::Text(&article.source)), (key, TomlValue::Text(value))])
}

/// The domain of an article's address, if it is all that is known about the outlet.
fn unnamed_domain(article: &Article) -> Option<String> {
    let outlet = article.outlet.as_ref().filter(|outlet| outlet.basis == OutletBasis::Url)?;
    let host = outlet::host(article.url.as_deref()?)?;
    let domain = outlet::registrable(&host)?;
    (outlet.name == domain).then(|| domain.to_owned())
}

/// The `n` most frequent values with their counts; equally frequent ones by name.
fn most<'a>(values: impl Iterator<Item = &'a str>, n: usize) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    let mut counts: Vec<(String, usize)> = counts.into_iter().map(|(value, n)| (value.to_owned(), n)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(n);
    counts
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn shortened(text: &str) -> String {
    let mut words: String = text.chars().take(MAX_TITLE_CHARS).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}
