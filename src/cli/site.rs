//! `dateline site`.

use std::fs;
use std::path::Path;

use super::args::Input;
use super::build::each_file;
use super::quick::quick;
use super::run::{Failure, on_file, read, tell};
use super::viewer;
use crate::bundle::MANIFEST_NAME;
use crate::site::{BUNDLE_FOLDER, RELEASE_NAME, listed_files, release};

/// Writes the viewer and the bundle, and returns how many documents could not be read.
pub(super) fn run(input: &Input, out: &Path, folder: Option<&Path>, force: bool) -> Result<usize, Failure> {
    let viewer = viewer::read(folder)?;
    let is_taken = fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some());
    let is_site = viewer::is_site(out);
    if is_taken && !force && !is_site {
        let remedy = "name an empty folder, or write into it with --force";
        return Err(Failure::Told(format!("{} holds files that are no site of Dateline's; {remedy}", out.display())));
    }
    let ingested = read(input, Some(out))?;
    let bundle = out.join(BUNDLE_FOLDER);
    if bundle.join(MANIFEST_NAME).is_file() {
        fs::remove_dir_all(&bundle).map_err(on_file(&bundle, "removed"))?;
    }
    fs::create_dir_all(&bundle).map_err(on_file(&bundle, "made"))?;
    let mut manifest = Vec::new();
    let mut chunks = Vec::new();
    let troubles = each_file(&ingested, quick, &mut |name, bytes| {
        let path = bundle.join(&name);
        fs::write(&path, &bytes).map_err(on_file(&path, "written"))?;
        if name == MANIFEST_NAME {
            manifest = bytes;
        } else {
            chunks.push((name, bytes.len() as u64));
        }
        Ok(())
    })?;
    let before = if is_site { fs::read(out.join(RELEASE_NAME)).unwrap_or_default() } else { Vec::new() };
    let made = release(&viewer, &manifest, &chunks).map_err(|error| Failure::Told(error.to_string()))?;
    for (name, bytes) in viewer.iter().filter(|(name, _)| !made.contains_key(*name)).chain(&made) {
        let path = out.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(on_file(folder, "made"))?;
        }
        fs::write(&path, bytes).map_err(on_file(&path, "written"))?;
    }
    // What the site's viewer no longer has would lie there for ever.
    for name in listed_files(&before) {
        let is_kept = viewer.contains_key(&name) || made.contains_key(&name) || name.starts_with(BUNDLE_FOLDER);
        let path = out.join(&name);
        if !is_kept && path.is_file() {
            fs::remove_file(&path).map_err(on_file(&path, "removed"))?;
        }
    }
    Ok(tell(input, &ingested, &troubles))
}
