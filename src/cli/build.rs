//! `dateline build`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::args::Input;
use super::quick::quick;
use super::run::{Failure, on_file, read, tell, troubles};
use crate::bundle::{MANIFEST_NAME, Packer, RankedWriter, encode_article};
use crate::corpus::Sidecar;
use crate::index::ranked;
use crate::ingest::Ingested;

/// Writes the bundle and returns how many documents could not be read.
pub(super) fn run(input: &Input, out: &Path) -> Result<usize, Failure> {
    let ingested = read(input, Some(out))?;
    fs::create_dir_all(out).map_err(on_file(out, "made"))?;
    let is_bundle = out.join(MANIFEST_NAME).is_file();
    let mut written = BTreeSet::new();
    let troubles = each_file(&ingested, quick, &mut |name, bytes| {
        let path = out.join(&name);
        written.insert(name);
        fs::write(&path, bytes).map_err(on_file(&path, "written"))
    })?;
    if is_bundle {
        remove_others(out, &written)?;
    }
    Ok(tell(input, &ingested, &troubles))
}

/// Removes the files of an earlier bundle in the same folder: those named by their hash that were not written.
fn remove_others(out: &Path, written: &BTreeSet<String>) -> Result<(), Failure> {
    for entry in fs::read_dir(out).map_err(on_file(out, "read"))? {
        let entry = entry.map_err(on_file(out, "read"))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_named_by_hash(&name) && !written.contains(&name) {
            fs::remove_file(entry.path()).map_err(on_file(&entry.path(), "removed"))?;
        }
    }
    Ok(())
}

/// `texts.0123456789abcdef.bin`: a kind, at least 16 hexadecimal digits, and the ending.
fn is_named_by_hash(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    let [kind, digits, "bin"] = parts.as_slice() else { return false };
    let is_kind = kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    is_kind && digits.len() >= 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Hands over the files of a corpus's bundle, one by one, and returns what went wrong with single articles.
pub(super) fn each_file(
    ingested: &Ingested,
    pack: Packer,
    put: &mut dyn FnMut(String, Vec<u8>) -> Result<(), Failure>,
) -> Result<Vec<String>, Failure> {
    let articles = &ingested.articles;
    let mut writer = RankedWriter::new(pack);
    let mut told = BTreeMap::new();
    let order = ranked(articles.dates_and_ids());
    articles.each(
        order.iter().map(|article| *article as usize),
        |article| {
            let mut bytes = Vec::new();
            encode_article(&article, &mut bytes);
            (bytes, article)
        },
        |at, (bytes, article)| {
            let troubles = troubles(&article);
            if !troubles.is_empty() {
                told.insert(at, troubles);
            }
            writer.push(&article, &bytes, put)
        },
    )?;
    let Sidecar { title, description, .. } = &ingested.sidecar;
    writer.finish(title.clone(), description.clone(), put)?;
    Ok(told.into_values().flatten().collect())
}
