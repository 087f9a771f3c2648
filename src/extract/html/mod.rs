//! An article from a web page.

mod author;
mod block;
mod body;
mod boilerplate_phrases;
mod class_hints;
mod date;
mod json_ld;
mod metadata;
mod outlet;
mod page;
mod parse;
mod section;
mod tag;
mod title;
mod tree;

use author::AuthorSearch;
use body::Verdict;
use date::DateSearch;
use page::Page;

use crate::document::Transport;
use crate::model::{Article, Title, TitleBasis};

/// The article in a web page.
pub(super) fn article(source: &str, transport: &Transport) -> Article {
    let page = Page::parse(source);
    let title = title::find(&page);
    let verdicts = body::verdicts(&page, &title);
    let (body, removed) = body::divide(&page, &verdicts);
    let outlet = outlet::find(&page);
    let declared = page.metadata.language.as_deref();
    let detected = crate::extract::language::of_paragraphs(body.iter().map(String::as_str));
    let language = detected.map(str::to_owned).or_else(|| declared.map(str::to_owned));
    let address = transport.url.as_deref().or(page.metadata.address());
    let is_article = |verdict: &Verdict| matches!(verdict, Verdict::Body | Verdict::Title);
    let first = verdicts.iter().position(is_article).unwrap_or(0);
    let last = verdicts.iter().rposition(is_article).map_or(0, |last| last + 1);
    let authors = AuthorSearch {
        page: &page,
        address,
        outlet: outlet.as_ref().map(|outlet| outlet.name.as_str()),
        verdicts: &verdicts,
        article: first..last,
    }
    .find();
    let date = DateSearch {
        page: &page,
        address,
        language: declared.or(language.as_deref()),
        collected: transport.collected,
        verdicts: &verdicts,
        article: first..last,
    }
    .find();
    Article {
        id: String::new(),
        source: String::new(),
        url: address.map(str::to_owned),
        title: Title { value: title, basis: TitleBasis::Stated },
        date,
        outlet,
        authors,
        section: section::find(&page),
        language,
        body,
        removed,
        actors: Vec::new(),
        cites: Vec::new(),
        quotes: Vec::new(),
        warnings: Vec::new(),
    }
}
