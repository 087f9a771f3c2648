//! One document by itself, without a corpus around it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::annotate::find_actors_and_quotes;
use super::{CorpusRules, ParsedDocument, Sidecars};
use crate::actors::Dictionary;
use crate::corpus::{Conclusions, Key};
use crate::document::{self, Document, Limits, ReadError, ReadProblem, Transport};
use crate::extract::id_of_source;
use crate::model::{Article, Day, Warning, WarningCode};
use crate::wire::hex;

/// Parses documents that do not belong together. Threads can share it: nothing is kept from one document to the next.
///
/// ```
/// use dateline::document::Transport;
/// use dateline::parser::LoneParser;
///
/// let parser = LoneParser::new();
/// let page = b"<title>Bridge opens</title><article><h1>Bridge opens</h1><p>The mayor of Oldport opened a bridge.</article>";
/// assert_eq!(parser.article("", page, Transport::default()).title.value, "Bridge opens");
/// // What cannot be read is an article that says so.
/// assert_eq!(parser.article("", b"", Transport::default()).warnings.len(), 1);
/// ```
#[derive(Debug)]
pub struct LoneParser {
    rules: CorpusRules,
    dictionary: Dictionary,
}

impl Default for LoneParser {
    fn default() -> LoneParser {
        LoneParser::new()
    }
}

impl LoneParser {
    /// A parser with the default limits and the shipped dictionary of actors.
    pub fn new() -> LoneParser {
        let rules = CorpusRules::new(Sidecars::default(), &Limits::default());
        let dictionary = rules.dictionary();
        LoneParser { rules, dictionary }
    }

    /// The articles of a file, each completed as if it were the only one: no date comes from its neighbours.
    ///
    /// A document that makes the program panic is a failure like any other.
    pub fn articles(&self, name: &str, bytes: &[u8], transport: Transport) -> Vec<Result<Article, ReadError>> {
        let mut articles = Vec::new();
        let read = catch_unwind(AssertUnwindSafe(|| {
            document::read_delivered(name, bytes, transport, &mut |document| {
                let source = document.as_ref().map_or_else(|_| name.to_owned(), |document| document.source.clone());
                let parsed = catch_unwind(AssertUnwindSafe(|| self.complete(name, document)));
                articles.extend(parsed.unwrap_or_else(|panic| Some(Err(ReadError::of_panic(&source, &*panic)))));
            });
        }));
        if let Err(panic) = read {
            articles.push(Err(ReadError::of_panic(name, &*panic)));
        }
        articles
    }

    /// The articles of a file like [`LoneParser::articles`]; a document that cannot be read is an article without a text
    /// whose warning says why.
    pub fn all_articles(&self, name: &str, bytes: &[u8]) -> Vec<Article> {
        let articles = self.articles(name, bytes, Transport::default());
        let shown = |failure: ReadError| unreadable(&failure.source_name.clone(), None, None, &failure);
        articles.into_iter().map(|article| article.unwrap_or_else(shown)).collect()
    }

    /// The article of a document. One that cannot be read is an article without a text whose warning says why; of a file
    /// with several documents, it is the first that can be read, and a warning says how many there are.
    ///
    /// A document without a name has that of its address or, without one, of the hash of its bytes, so that its id is its
    /// own and the same in every run.
    pub fn article(&self, name: &str, bytes: &[u8], transport: Transport) -> Article {
        let url = transport.url.clone();
        let collected = transport.collected;
        let shown = match &url {
            _ if !name.is_empty() => name.to_owned(),
            Some(url) => url.clone(),
            None => format!("document {}", hex(Sha256::digest(bytes).get(..8).unwrap_or_default())),
        };
        let mut failure = None;
        let mut first = None;
        let mut n_documents = 0;
        for article in self.articles(name, bytes, transport) {
            n_documents += 1;
            match article {
                Ok(article) if first.is_none() => first = Some(article),
                Ok(_) => {}
                Err(problem) => failure = failure.or(Some(problem)),
            }
        }
        let Some(mut article) = first else {
            let mut failure = failure.unwrap_or_else(|| ReadError::new(name, ReadProblem::Empty));
            failure.source_name = format!("{shown}{}", failure.source_name.strip_prefix(name).unwrap_or_default());
            return unreadable(&shown, url, collected, &failure);
        };
        let source = format!("{shown}{}", article.source.strip_prefix(name).unwrap_or_default());
        if article.id == id_of_source(&article.source) {
            article.id = id_of_source(&source);
        }
        article.source = source;
        if n_documents > 1 {
            let message = format!("There are {n_documents} documents; this is the first that can be read.");
            article.warnings.push(Warning { code: WarningCode::Truncated, message });
        }
        article
    }

    fn complete(&self, name: &str, document: Result<Document, ReadError>) -> Option<Result<Article, ReadError>> {
        let ParsedDocument { article, stated, .. } = match self.rules.parse(Path::new(""), name, document)? {
            Ok(parsed) => parsed,
            // What is left out on purpose is neither an article nor a failure.
            Err(failure) => return failure.notice().is_none().then_some(Err(failure)),
        };
        let mut keys = [Key::new(&article, article.collected)];
        let mut alone = vec![article];
        let Ok(conclusions) = Conclusions::from_keys(&mut keys, &alone);
        let mut article = alone.pop()?;
        conclusions.apply(0, &mut article);
        find_actors_and_quotes(&mut article, stated, &self.dictionary, false);
        Some(Ok(article))
    }
}

/// An article that stands for a document that could not be read.
fn unreadable(name: &str, url: Option<String>, collected: Option<Day>, failure: &ReadError) -> Article {
    let warning = Warning { code: WarningCode::EmptyBody, message: failure.to_string() };
    Article {
        id: id_of_source(name),
        source: name.to_owned(),
        url,
        collected,
        warnings: vec![warning],
        ..Article::default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const PAGE: &str = "<title>Ferry stops | Alder Post</title><article><h1>Ferry stops</h1>\
        <time datetime=2025-03-04>4 March</time><p>The ferry of Oldport stopped on Monday, the harbour company said. \
        <p>\u{201c}It will sail again\u{201d}, said Ada Byron, the harbour master.</article>";

    #[test]
    fn a_document_alone_is_what_it_is_in_a_corpus_of_one() {
        let alone = LoneParser::new().article("ferry.html", PAGE.as_bytes(), Transport::default());
        let mut parser = super::super::Parser::new(Limits::default(), Vec::new());
        parser.read("ferry.html", std::io::Cursor::new(PAGE));
        assert_eq!(vec![alone.clone()], parser.assemble().finish().corpus.articles);
        assert!(!alone.quotes.is_empty() && alone.date.is_some(), "{alone:?}");
    }

    #[test]
    fn what_cannot_be_read_says_so_and_keeps_what_is_known() {
        let url = Some("https://example.org/a".to_owned());
        let parser = LoneParser::new();
        for bytes in [&b""[..], b"   ", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"] {
            let transport = Transport { url: url.clone(), ..Transport::default() };
            let article = parser.article("a", bytes, transport);
            assert_eq!((article.url, article.warnings.len()), (url.clone(), 1));
            assert!(article.body.is_empty());
        }
    }

    #[test]
    fn a_document_without_a_name_has_an_id_of_its_own() {
        let parser = LoneParser::new();
        let at = |url: Option<&str>, bytes: &[u8]| {
            parser.article("", bytes, Transport { url: url.map(str::to_owned), ..Transport::default() })
        };
        let (one, two) = (at(Some("https://example.org/a"), PAGE.as_bytes()), at(None, PAGE.as_bytes()));
        assert_eq!(one.source, "https://example.org/a");
        assert!(two.source.starts_with("document "), "{}", two.source);
        assert_eq!(two, at(None, PAGE.as_bytes()));
        let broken = at(None, b"\x89PNG\r\n\x1a\n");
        let ids = BTreeSet::from([&one.id, &two.id, &broken.id]);
        assert!(ids.len() == 3 && !broken.warnings[0].message.starts_with(':'), "{broken:?}");
        assert_eq!(at(None, b"{\"id\": 7, \"title\": \"One\"}").id, "7");
    }

    #[test]
    fn the_first_of_several_documents_is_returned_with_a_warning() {
        let lines = b"{\"title\": \"One\"}\n{\"title\": \"Two\"}\n";
        let article = LoneParser::new().article("a.jsonl", lines, Transport::default());
        assert_eq!(article.title.value, "One");
        assert!(article.warnings.iter().any(|warning| warning.message.contains("2 documents")), "{article:?}");
    }
}
