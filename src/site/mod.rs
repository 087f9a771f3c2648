//! The site: a viewer and a bundle as the files of a static host, with what they need to work offline.
//!
//! A release is the viewer's files together with the bundle's manifest. Its id is a hash of all of them, so any change
//! is a new release. The service worker contains the id, and `release.json` lists the files with their hashes.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::bundle::MANIFEST_NAME;
use crate::wire::hex;

/// The folder of a site with its bundle.
pub const BUNDLE_FOLDER: &str = "archive";

/// The page of a viewer.
pub const PAGE_NAME: &str = "index.html";

/// The list of a release's files.
pub const RELEASE_NAME: &str = "release.json";

/// The service worker.
pub const WORKER_NAME: &str = "sw.js";

/// The line of the service worker that names its release, before the release is known.
const UNRELEASED: &str = "const RELEASE = \"development\";";

/// The number of hexadecimal digits in a release's id.
const ID_DIGITS: usize = 16;

/// The reason why no release could be made.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SiteError {
    /// The viewer's service worker does not have the expected line for its release.
    #[error("`sw.js` of the viewer has no line that names its release; build the viewer anew")]
    OtherWorker,
}

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct ReleaseFile {
    /// The path below the site's folder.
    name: String,
    /// The SHA-256 of its bytes, in lower-case hexadecimal digits.
    sha256: String,
}

/// The contents of `release.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Release {
    /// The id.
    release: String,
    /// The files that an offline page needs at once.
    files: Vec<ReleaseFile>,
    /// The other files of the bundle, by path.
    chunks: Vec<Chunk>,
}

/// A file that is fetched when it is needed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Chunk {
    /// The path below the site's folder.
    name: String,
    /// Its length.
    bytes: u64,
}

/// Makes the files that turn a viewer and a bundle into a release: the service worker and the list of files.
///
/// `viewer` holds the viewer's files by name; `manifest` is the bundle's; `chunks` names the bundle's other files, each
/// with its length.
///
/// # Errors
///
/// If the viewer has an unrecognised service worker. A viewer without one gives only a list.
pub fn release(
    viewer: &BTreeMap<String, Vec<u8>>,
    manifest: &[u8],
    chunks: &[(String, u64)],
) -> Result<BTreeMap<String, Vec<u8>>, SiteError> {
    let mut files: Vec<ReleaseFile> = viewer
        .iter()
        .filter(|(name, _)| ![WORKER_NAME, RELEASE_NAME].contains(&name.as_str()) && !is_of_engine(name))
        .map(|(name, bytes)| ReleaseFile { name: name.clone(), sha256: sha256(bytes) })
        .collect();
    files.push(ReleaseFile { name: format!("{BUNDLE_FOLDER}/{MANIFEST_NAME}"), sha256: sha256(manifest) });
    files.sort_by(|a, b| a.name.cmp(&b.name));

    let mut whole = Sha256::new();
    for ReleaseFile { name, sha256 } in &files {
        whole.update(format!("{sha256} {name}\n"));
    }
    let worker = viewer.get(WORKER_NAME).map(|worker| String::from_utf8_lossy(worker).into_owned());
    whole.update(worker.as_deref().map(unreleased).unwrap_or_default());
    let mut id = hex(&whole.finalize());
    id.truncate(ID_DIGITS);

    let mut made = BTreeMap::new();
    if let Some(worker) = worker {
        let named = unreleased(&worker).replace(UNRELEASED, &format!("const RELEASE = \"{id}\";"));
        if !named.contains(&id) {
            return Err(SiteError::OtherWorker);
        }
        made.insert(WORKER_NAME.to_owned(), named.into_bytes());
    }
    let below = |(name, bytes): &(String, u64)| Chunk { name: format!("{BUNDLE_FOLDER}/{name}"), bytes: *bytes };
    let mut chunks: Vec<Chunk> = chunks.iter().map(below).collect();
    chunks.sort();
    let release = Release { release: id, files, chunks };
    let list = serde_json::to_vec(&release).expect("names and hashes are valid JSON");
    made.insert(RELEASE_NAME.to_owned(), list);
    Ok(made)
}

/// The paths of the files in a release, except the bundle's chunks. Paths that lead out of the site are left out.
pub fn listed_files(release: &[u8]) -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Listed {
        name: String,
    }
    #[derive(serde::Deserialize)]
    struct List {
        files: Vec<Listed>,
    }
    let is_inside =
        |name: &str| !name.contains(['\\', ':']) && name.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let list = serde_json::from_slice::<List>(release).map(|list| list.files).unwrap_or_default();
    list.into_iter().map(|file| file.name).filter(|name| is_inside(name)).collect()
}

/// The service worker before a release is inserted, so that a site can be made from a site.
fn unreleased(worker: &str) -> String {
    let lines = worker.lines().map(|line| if line.starts_with("const RELEASE = ") { UNRELEASED } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a file is part of the engine for other pages, which the viewer itself never fetches.
fn is_of_engine(name: &str) -> bool {
    ["engine.js", "engine.d.ts", "engine_bg.wasm", "engine_lines.js", "engine_lines_bg.wasm"].contains(&name)
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewer(page: &str) -> BTreeMap<String, Vec<u8>> {
        let worker = include_str!("../../public/sw.js");
        [("index.html", page), ("sw.js", worker)].map(|(name, text)| (name.to_owned(), text.into())).into()
    }

    fn id(made: &BTreeMap<String, Vec<u8>>) -> String {
        let list: serde_json::Value = serde_json::from_slice(&made[RELEASE_NAME]).unwrap();
        list["release"].as_str().unwrap().to_owned()
    }

    #[test]
    fn the_worker_and_the_list_name_the_same_release() {
        let made = release(&viewer("a"), b"{}", &[("columns.0.bin".to_owned(), 7)]).unwrap();
        let worker = String::from_utf8(made[WORKER_NAME].clone()).unwrap();
        assert!(worker.contains(&format!("const RELEASE = \"{}\";", id(&made))));
        let list = String::from_utf8(made[RELEASE_NAME].clone()).unwrap();
        assert!(list.contains("\"chunks\":[{\"name\":\"archive/columns.0.bin\",\"bytes\":7}]"), "{list}");
        assert!(list.contains("archive/manifest.json"), "{list}");
        assert!(!list.contains("sw.js"), "{list}");
    }

    #[test]
    fn any_change_is_another_release_and_a_site_of_a_site_is_the_same() {
        let made = release(&viewer("a"), b"{}", &[]).unwrap();
        assert_ne!(id(&made), id(&release(&viewer("b"), b"{}", &[]).unwrap()));
        assert_ne!(id(&made), id(&release(&viewer("a"), b"[]", &[]).unwrap()));
        let mut again = viewer("a");
        again.extend(made.clone());
        assert_eq!(release(&again, b"{}", &[]).unwrap(), made);
    }

    #[test]
    fn the_engine_for_other_pages_is_no_part_of_what_an_offline_page_needs() {
        let mut viewer = viewer("a");
        let without = release(&viewer, b"{}", &[]).unwrap();
        viewer.insert("engine_bg.wasm".to_owned(), b"wasm".to_vec());
        viewer.insert("engine.js".to_owned(), b"js".to_vec());
        viewer.insert("engine_lines.js".to_owned(), b"js".to_vec());
        viewer.insert("engine_lines_bg.wasm".to_owned(), b"wasm".to_vec());
        assert_eq!(release(&viewer, b"{}", &[]).unwrap(), without);
    }

    #[test]
    fn a_worker_of_another_make_is_refused() {
        let mut viewer = viewer("a");
        viewer.insert(WORKER_NAME.to_owned(), b"self.skipWaiting()".to_vec());
        assert_eq!(release(&viewer, b"{}", &[]), Err(SiteError::OtherWorker));
    }

    #[test]
    fn what_a_release_lists_lies_inside_the_site() {
        let made = release(&viewer("<p>"), b"{}", &[]).unwrap();
        assert_eq!(listed_files(&made[RELEASE_NAME]), ["archive/manifest.json", "index.html"]);
        let names = ["a.js", "b/c.js", "../d", "/e", "f//g", "h/..", "C:/i", "j\\\\k", "."]
            .map(|name| format!("{{\"name\":\"{name}\"}}"));
        let list = format!("{{\"files\":[{}]}}", names.join(","));
        assert_eq!(listed_files(list.as_bytes()), ["a.js", "b/c.js"]);
        assert_eq!(listed_files(b"nonsense"), [""; 0]);
    }
}
