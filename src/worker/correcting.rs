//! Applies a `corpus.toml` to articles whose documents are no longer at hand.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use thiserror::Error;

use super::{bundle, statements};
use crate::actors::{self, Dictionary};
use crate::corpus::{DocumentFacts, Outlets, Sidecar, SidecarError};
use crate::model::{Article, OutletBasis};
use crate::pack::FilesByName;
use crate::parser::{SIDECAR_NAME, SidecarGroup, dictionary, of_all};
use crate::quotes;
use crate::task::Heading;

/// The articles with what a `corpus.toml` states about their documents and actors: the same as `dateline build` gives with
/// that file beside the documents, except that dates inferred from other documents stay as they are. `archive` is what the
/// archive was told about its whole corpus before.
fn corrected(articles: Vec<Article>, archive: &Sidecar, sidecar: &Sidecar) -> Vec<Article> {
    let mut both = archive.clone();
    both.outlet.extend(sidecar.outlet.iter().cloned());
    both.actor.extend(sidecar.actor.iter().cloned());
    let outlets = Outlets::from_sidecar(&both);
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
            annotate_again(&mut article, found, whole.get_or_insert_with(|| dictionary(&both)));
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
    dictionary.revise(article);
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

/// The files of a bundle of the articles, corrected by a `corpus.toml`. `heading` is that of the archive that they come
/// from.
///
/// # Errors
///
/// If the text is not a valid `corpus.toml`, or an article cannot be written.
pub fn corrected_bundle(
    articles: Vec<Article>,
    sidecar: &str,
    heading: Heading,
) -> Result<FilesByName, CorrectionError> {
    let Heading { title, description, statements: stated } = heading;
    let sidecar = Sidecar::parse(sidecar)?;
    let mut groups = statements(stated.as_deref())?;
    let articles = corrected(articles, &of_all(&groups), &sidecar);
    let corrections = SidecarGroup::from_sidecar(SIDECAR_NAME, sidecar);
    if !corrections.is_empty() {
        groups.push(corrections);
    }
    Ok(bundle(articles, &groups, title, description)?)
}

#[cfg(test)]
mod tests {
    use super::{corrected, corrected_bundle};
    use crate::bundle::Manifest;
    use crate::corpus::Sidecar;
    use crate::model::Article;
    use crate::pack::FilesByName;
    use crate::task::Heading;
    use crate::wire::json;
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
        super::super::articles(&reading.finish(b"", Heading::default()).unwrap().lines).unwrap()
    }

    fn check(sidecar: &str) -> Vec<Article> {
        let found = articles(None);
        let revised = corrected(found.clone(), &Sidecar::default(), &Sidecar::parse(sidecar).unwrap());
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

    /// What an archive of the files keeps of a `corpus.toml`, and its articles as JSON Lines.
    fn built(sidecar: &str) -> (String, Vec<u8>) {
        let mut reading = ParseJob::new(|_| None);
        reading.sidecar("corpus.toml".to_owned(), sidecar.as_bytes().to_vec());
        for (name, text) in FILES {
            reading.read(name, text.as_bytes());
        }
        let done = reading.finish(b"", Heading::default()).unwrap();
        (kept(&done.files), done.lines)
    }

    /// The statements that a bundle keeps.
    fn kept(files: &FilesByName) -> String {
        let manifest: Manifest = json::read(&files["manifest.json"]).unwrap();
        let entry = manifest.statements.expect("it keeps statements");
        let bytes = files[&entry.name].clone();
        let bytes = entry.unpacked.map_or(Ok(bytes.clone()), |_| miniz_oxide::inflate::decompress_to_vec_zlib(&bytes));
        String::from_utf8(bytes.unwrap()).unwrap()
    }

    /// Whether a story of the bundle has this headline.
    fn has_story(files: &FilesByName, title: &str) -> bool {
        files.iter().filter(|(name, _)| name.starts_with("stories.")).any(|(_, bytes)| {
            let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib(bytes).unwrap_or_else(|_| bytes.clone());
            unpacked.windows(title.len()).any(|window| window == title.as_bytes())
        })
    }

    const STATED: &str = "[[story]]\narticles = ['a.txt', 'b.txt']\ntitle = 'The harbour of Oldport'\n\
        [[actor]]\nid = 'jan-kowalsky'\nmerge_into = 'vladimir-putin'\n";

    #[test]
    fn stories_that_the_archive_was_told_stay_when_it_is_corrected() {
        let (stated, lines) = built(STATED);
        let articles = || super::super::articles(&lines).unwrap();
        let heading = Heading { statements: Some(stated), ..Heading::default() };
        let retitled = "[[document]]\nfile = 'a.txt'\ntitle = 'Jan Kowalsky opens a bridge'";
        let files = corrected_bundle(articles(), retitled, heading.clone()).unwrap();
        assert!(has_story(&files, "The harbour of Oldport"));
        // The words that changed are read as the archive's own actors say.
        let corrected =
            super::corrected(articles(), &Sidecar::parse(STATED).unwrap(), &Sidecar::parse(retitled).unwrap());
        assert!(corrected[0].actors.iter().all(|actor| actor.id != "jan-kowalsky"), "{:?}", corrected[0].actors);

        // What is corrected is kept as well, however often.
        let other = "[[story]]\napart = ['b.txt']";
        let files = corrected_bundle(articles(), other, heading).unwrap();
        assert!(kept(&files).contains("The harbour of Oldport") && kept(&files).contains("\"apart\":[\"b.txt\"]"));
        let heading = Heading { statements: Some(kept(&files)), ..Heading::default() };
        let again = corrected_bundle(articles(), "", heading).unwrap();
        assert_eq!(kept(&again), kept(&files));
    }

    #[test]
    fn what_the_archive_was_told_stays_and_holds_for_documents_that_are_added() {
        let (stated, lines) = built(STATED);
        let mut reading = ParseJob::new(|_| None);
        reading.statements(&stated).unwrap();
        reading.sidecar("corpus.toml".to_owned(), b"[[story]]\napart = ['c.txt']".to_vec());
        let text =
            "Kowalsky leaves\n\n5 May 2021\n\nJan Kowalsky left the town of Oldport on Wednesday, officials said.";
        reading.read("c.txt", text.as_bytes());
        let done = reading.finish(&lines, Heading { statements: Some(stated), ..Heading::default() }).unwrap();
        assert!(has_story(&done.files, "The harbour of Oldport"));
        let added = super::super::articles(&done.lines).unwrap();
        assert!(added[0].actors.iter().all(|actor| actor.id != "jan-kowalsky"), "{:?}", added[0].actors);
        assert!(kept(&done.files).contains("c.txt") && kept(&done.files).contains("The harbour of Oldport"));
        assert!(ParseJob::new(|_| None).statements("[").is_err());
    }

    #[test]
    fn text_that_is_no_file_of_corrections_is_refused() {
        assert!(corrected_bundle(Vec::new(), "[[actor]", Heading::default()).is_err());
    }
}
