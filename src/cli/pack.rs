//! `dateline pack`.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::{Compression, GzBuilder};

use super::args::Input;
use super::build::each_file;
use super::run::{Failure, on_file, read, tell};
use super::viewer;
use crate::pack::{FilesByName, one_file};

/// Writes viewer and corpus as one page, and returns how many documents could not be read.
pub(super) fn run(input: &Input, out: &Path, folder: Option<&Path>) -> Result<usize, Failure> {
    let viewer = viewer::read(folder)?;
    let ingested = read(input, Some(out))?;
    let mut bundle = FilesByName::new();
    each_file(&ingested.corpus, &mut |name, bytes| {
        bundle.insert(name, bytes);
        Ok(())
    })?;
    let page = one_file(&viewer, &bundle, gzip).map_err(|error| Failure::Told(error.to_string()))?;
    if let Some(folder) = out.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(on_file(folder, "made"))?;
    }
    fs::write(out, page).map_err(on_file(out, "written"))?;
    Ok(tell(input, &ingested))
}

/// The bytes as gzip, without the time of packing, so that the same input gives the same bytes.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    // Memory can always be written.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
