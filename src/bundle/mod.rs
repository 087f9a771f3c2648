//! Step 4: the files that a page fetches.
//!
//! A bundle is a folder with `manifest.json` and files whose names contain the hash of their bytes. So any static host
//! can serve it, and files of different versions never mix. The [`Manifest`] names a few files. Data that grows with
//! the archive is divided into chunks, which a [`Shelf`] lists. Every file is verified against its hash before use.
//! Most are compressed, because hosts do not compress files of unknown types.

mod article;
mod atlas;
mod card;
mod chunk_ends;
mod files;
mod manifest;
mod shelf;
mod story;
mod text_root;
mod writer;

pub use article::{Opening, article_bytes, decode_article, decode_opening, encode_article};
pub use atlas::Atlas;
pub use card::{CARD_ACTORS, CardRecord, CardRecordActor, TITLE_BYTES, card_at};
pub use files::{FileDoubt, FileError, FileRef, Files, MemoryFiles};
pub use manifest::{FORMAT, FileEntry, MANIFEST_NAME, Manifest};
pub use shelf::Shelf;
pub use story::{StoryFamily, StoryRecord, StoryRoot};
pub use text_root::TextRoot;
pub use writer::{Packer, RankedWriter, Writer, store};

use crate::model::Article;

/// The files of a bundle by name, including the manifest, uncompressed.
pub fn write(
    title: Option<String>,
    description: Option<String>,
    articles: &[Article],
) -> serde_json::Result<Vec<(String, Vec<u8>)>> {
    let mut writer = Writer::new(store);
    for article in articles {
        writer.push(article);
    }
    let mut files = Vec::new();
    writer.finish(title, description, &mut |name, bytes| {
        files.push((name, bytes));
        Ok::<(), serde_json::Error>(())
    })?;
    Ok(files)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;
    use crate::wire::{hex, json};

    const ARTICLES: [&str; 3] = [
        r#"{"id":"b","source":"b.txt","title":{"value":"Rain over Ängelholm","basis":"stated"},"date":{"value":"2020-03",
        "basis":"inferred","evidence":"March"},"outlet":{"id":"n","name":"N","basis":"stated"},"authors":[],"language":"en",
        "body":["It rained in Ängelholm.","东京 said: rain."],"removed":[],"actors":[{"id":"japan","name":"Japan",
        "kind":"state","mentions":[{"paragraph":1,"start":0,"end":6}]}],"cites":[{"id":"c","name":"C"}],
        "quotes":[{"text":"rain","paragraph":1,"start":13,"end":17,"speaker":"japan"}],"warnings":[]}"#,
        r#"{"id":"a","source":"a.txt","title":{"value":"Sun","basis":"derived"},"date":{"value":"2020-03-09","basis":"stated",
        "evidence":"x"},"authors":[],"section":"Weather","body":["It did not rain."],"removed":[{"text":"Menu",
        "kind":"navigation"}],"actors":[],"cites":[],"quotes":[],"warnings":[]}"#,
        r#"{"id":"c","source":"c.txt","title":{"value":"Undated","basis":"stated"},"authors":[],"body":[],"removed":[],
        "actors":[],"cites":[],"quotes":[],"warnings":[]}"#,
    ];

    fn articles() -> Vec<Article> {
        ARTICLES.map(|text| json::read(text.as_bytes()).expect("an article")).into()
    }

    #[test]
    fn other_bytes_are_another_format() {
        let mut files = write(None, None, &articles()).expect("articles are valid JSON");
        files.sort();
        let mut whole = Sha256::new();
        for (name, bytes) in &files {
            whole.update(name);
            whole.update(bytes);
        }
        // If this fails, the bytes have changed: raise `FORMAT`, then write the new hash here.
        assert_eq!((FORMAT, hex(&whole.finalize()).get(..16)), (13, Some("9f30daadfd69448c")));
    }

    #[test]
    fn both_writers_write_the_same_files() {
        let mut articles = articles();
        let expected = write(Some("T".to_owned()), None, &articles).expect("articles are valid JSON");
        // In order of rank.
        articles.swap(0, 1);
        let mut files = Vec::new();
        let emit = &mut |name, bytes| {
            files.push((name, bytes));
            Ok::<(), serde_json::Error>(())
        };
        let mut writer = RankedWriter::new(store, articles.len());
        for article in &articles {
            let mut bytes = Vec::new();
            encode_article(article, &mut bytes);
            writer.push(article, &bytes, emit).expect("nothing fails");
        }
        writer.finish(Some("T".to_owned()), None, emit).expect("they came in order");
        assert_eq!(files, expected);

        let mut writer = RankedWriter::new(store, articles.len());
        let emit = &mut |_, _| Ok::<(), serde_json::Error>(());
        for article in articles.iter().rev() {
            writer.push(article, b"", emit).expect("nothing fails");
        }
        assert!(writer.finish(None, None, emit).is_err());
    }
}
