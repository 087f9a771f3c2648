//! An article from plain text.

use crate::model::{Article, Title, TitleBasis};

/// The article in a plain text: a paragraph a line, the first one its title.
pub(super) fn article(text: &str) -> Article {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let title = lines.next().unwrap_or_default().to_owned();
    Article {
        id: String::new(),
        source: String::new(),
        url: None,
        title: Title { value: title, basis: TitleBasis::Stated },
        date: None,
        outlet: None,
        authors: Vec::new(),
        section: None,
        language: None,
        body: lines.map(str::to_owned).collect(),
        removed: Vec::new(),
        actors: Vec::new(),
        cites: Vec::new(),
        quotes: Vec::new(),
        warnings: Vec::new(),
    }
}
