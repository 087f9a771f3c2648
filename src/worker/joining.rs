//! Adds new articles to those of the open archive.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Article;

/// The articles of both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Joined {
    /// The open archive's articles, then the new ones.
    pub articles: Vec<Article>,
    /// How many of the new ones the archive already had. They are not added again.
    pub n_known: usize,
}

/// Adds new articles to those of an open archive. Ids stay unique: a new article whose id is taken gets a number after it.
/// A new article with the same id, title and text as one in the archive is not added.
pub fn join(open: Vec<Article>, new: Vec<Article>) -> Joined {
    let texts = |article: &Article| (article.title.value.clone(), article.body.clone());
    let mut taken: BTreeSet<String> = open.iter().map(|article| article.id.clone()).collect();
    let held: BTreeMap<String, _> = open.iter().map(|article| (article.id.clone(), texts(article))).collect();
    // The last number given to each id, so that many equal ids take no longer than different ones.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut joined = Joined { articles: open, n_known: 0 };
    for mut article in new {
        if held.get(&article.id).is_some_and(|known| *known == texts(&article)) {
            joined.n_known += 1;
            continue;
        }
        if taken.contains(&article.id) {
            let number = numbers.entry(article.id.clone()).or_insert(1);
            let free = loop {
                *number += 1;
                let id = format!("{}-{number}", article.id);
                if !taken.contains(&id) {
                    break id;
                }
            };
            article.id = free;
        }
        taken.insert(article.id.clone());
        joined.articles.push(article);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::join;
    use crate::worker::ParseJob;

    fn articles(files: &[(&str, &str)]) -> Vec<crate::model::Article> {
        let mut reading = ParseJob::new(|_| None);
        for (name, text) in files {
            reading.read(name, text.as_bytes());
        }
        super::super::articles(&reading.finish(b"", crate::task::Heading::default()).unwrap().lines).unwrap()
    }

    #[test]
    fn the_same_document_is_added_once_and_another_of_its_name_beside_it() {
        let open = articles(&[("a.txt", "Bridge opens\n\nThe mayor opened it on Monday.")]);
        let same = articles(&[("a.txt", "Bridge opens\n\nThe mayor opened it on Monday.")]);
        let other = articles(&[("a.txt", "Bridge closes\n\nThe mayor closed it on Friday.")]);
        let joined = join(open.clone(), same);
        assert_eq!((joined.articles.len(), joined.n_known), (1, 1));
        let joined = join(open.clone(), [other.clone(), other].concat());
        let ids: Vec<_> = joined.articles.iter().map(|article| article.id.clone()).collect();
        assert_eq!(ids, [open[0].id.clone(), format!("{}-2", open[0].id), format!("{}-3", open[0].id)]);
    }
}
