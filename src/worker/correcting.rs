//! Applies a `corpus.toml` to articles whose documents are no longer at hand.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use thiserror::Error;

use super::bundle;
use crate::actors::{self, Dictionary};
use crate::corpus::{DocumentFacts, Outlets, Sidecar, SidecarError};
use crate::model::{Article, OutletBasis};
use crate::pack::FilesByName;
use crate::parser::dictionary;
use crate::quotes;

/// The articles with what a `corpus.toml` states about their documents and actors: the same as `dateline build` gives with
/// that file beside the documents, except that dates inferred from other documents stay as they are.
///
/// # Errors
///
/// If the text is not a valid `corpus.toml`.
pub fn corrected(articles: Vec<Article>, sidecar: &str) -> Result<Vec<Article>, SidecarError> {
    Ok(corrected_by(articles, &Sidecar::parse(sidecar)?))
}

/// [`corrected`], by a `corpus.toml` that has been parsed.
fn corrected_by(articles: Vec<Article>, sidecar: &Sidecar) -> Vec<Article> {
    let outlets = Outlets::from_sidecar(sidecar);
    let known: BTreeMap<String, String> = articles
        .iter()
        .filter_map(|article| article.outlet.as_ref())
        .map(|outlet| (outlet.name.clone(), outlet.id.clone()))
        .collect();
    let of_user = Dictionary::empty().extended(&sidecar.actor);
    // Of several entries about one document, the first counts.
    let mut facts: FxHashMap<&str, &DocumentFacts> = FxHashMap::default();
    for of_document in &sidecar.document {
        facts.entry(of_document.file.as_str()).or_insert(of_document);
    }
    let mut whole = None;
    let correct = |found: Article| {
        let mut article = found.clone();
        if let Some(facts) = facts.get(article.source.as_str()) {
            article = DocumentFacts::clone(facts).apply(article);
        }
        if article.outlet != found.outlet {
            outlets.settle(&mut article);
            if let Some(outlet) = &mut article.outlet
                && outlet.basis == OutletBasis::Sidecar
                && let Some(id) = known.get(&outlet.name)
            {
                outlet.id.clone_from(id);
            }
        }
        if article.body != found.body || article.title.value != found.title.value {
            annotate_again(&mut article, found, whole.get_or_insert_with(|| dictionary(sidecar)));
        }
        if of_user.revise(&mut article) {
            quotes::annotate(&mut article);
        }
        article
    };
    articles.into_iter().map(correct).collect()
}

/// Finds the actors and quotes of an article whose words have changed. If its actors were stated rather than found, no
/// others are added.
fn annotate_again(article: &mut Article, mut before: Article, dictionary: &Dictionary) {
    let ids = |article: &Article| article.actors.iter().map(|actor| actor.id.clone()).collect::<Vec<_>>();
    let stated = ids(&before);
    before.actors.clear();
    actors::annotate(&mut before, &Dictionary::shipped());
    if ids(&before) == stated {
        article.actors.clear();
    }
    actors::annotate(article, dictionary);
    quotes::annotate(article);
}

/// Why articles could not be corrected.
#[derive(Debug, Error)]
pub enum CorrectionError {
    /// The text is not a valid `corpus.toml`.
    #[error(transparent)]
    Sidecar(#[from] SidecarError),
    /// An article cannot be written.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// The files of a bundle of the articles, corrected by a `corpus.toml`.
///
/// # Errors
///
/// If the text is not a valid `corpus.toml`, or an article cannot be written.
pub fn corrected_bundle(
    articles: Vec<Article>,
    sidecar: &str,
    title: Option<String>,
    description: Option<String>,
) -> Result<FilesByName, CorrectionError> {
    let sidecar = Sidecar::parse(sidecar)?;
    Ok(bundle(corrected_by(articles, &sidecar), &sidecar.story, title, description)?)
}

#[cfg(test)]
mod tests {
    use super::corrected;
    use crate::model::Article;
    use crate::worker::ParseJob;

    const FILES: [(&str, &str); 2] = [
        (
            "a.txt",
            "Bridge opens in Oldport\n\n3 May 2021\n\nVladimir Putin and Jan Kowalsky met in the harbour on Monday, a \
             day after the new bridge was opened to the public.\n\n\"The bridge is safe,\" Kowalsky said in front of \
             the United Nations building, where China had sent a delegation of engineers.\n\nThe delegation of China \
             left the town in the evening, officials said, without a further meeting.\n\nMore from Oldport",
        ),
        (
            "b.txt",
            "Ferries of the harbour stop for good\n\n4 May 2021\n\nChina and Russia spoke with Jan Kowalsky about the \
             ferries of the harbour on Tuesday, said the mayor of the town.\n\nThe last ferry left the harbour in the \
             evening with only a handful of passengers on board, officials said.",
        ),
    ];

    fn articles(sidecar: Option<&str>) -> Vec<Article> {
        let mut reading = ParseJob::new(|_| None);
        if let Some(text) = sidecar {
            reading.sidecar("corpus.toml".to_owned(), text.as_bytes().to_vec());
        }
        for (name, text) in FILES {
            reading.read(name, text.as_bytes());
        }
        super::super::articles(&reading.finish(b"", None, None).unwrap().lines).unwrap()
    }

    fn check(sidecar: &str) -> Vec<Article> {
        let found = articles(None);
        let revised = corrected(found.clone(), sidecar).unwrap();
        assert_ne!(revised, found, "{sidecar}");
        let built = articles(Some(sidecar));
        for (revised, built) in revised.iter().zip(&built) {
            assert_eq!(revised, built, "{sidecar}");
        }
        revised
    }

    #[test]
    fn corrections_give_what_a_build_with_the_same_file_gives() {
        let revised = check(
            "[[document]]\nfile = 'a.txt'\ntitle = 'China opens a bridge'\ndate = '2020-01-02'\noutlet = 'Oldport Courier'\nsection = 'World'",
        );
        assert_eq!(revised[0].outlet.as_ref().unwrap().name, "Oldport Courier");
        check("[[actor]]\nid = 'china'\nignore = true");
        check(
            "[[actor]]\nid = 'jan-kowalsky'\nmerge_into = 'vladimir-putin'\n[[actor]]\nid = 'vladimir-putin'\nrename = 'Vladimir Putin'\nkind = 'person'",
        );
        let revised = check("[[actor]]\nid = 'jan-kowalsky'\nrename = 'Jan Kowalski'\nkind = 'organisation'");
        assert!(revised[1].actors.iter().any(|actor| actor.name == "Jan Kowalski"));
        check(
            "[[document]]\nfile = 'a.txt'\nremove = ['The delegation of China left the town in the evening, officials said, without a further meeting.']",
        );
        let left_out = articles(None)[0].removed.iter().map(|piece| piece.text.clone()).next_back().unwrap();
        check(&format!("[[document]]\nfile = 'a.txt'\nkeep = [{{ text = '{left_out}', before = 2 }}]"));
    }

    #[test]
    fn text_that_is_no_file_of_corrections_is_refused() {
        assert!(corrected(Vec::new(), "[[actor]").is_err());
    }
}
