//! `dateline pack`.

use std::fs;
use std::path::Path;

use super::args::Input;
use super::build::each_file;
use super::run::{Failure, on_file, read, tell};
use super::viewer;
use crate::compress;
use crate::pack::{FilesByName, one_file};

/// Writes viewer and corpus as one page, and returns how many documents could not be read.
pub(super) fn run(input: &Input, out: &Path, folder: Option<&Path>) -> Result<usize, Failure> {
    let viewer = viewer::read(folder)?;
    let ingested = read(input, Some(out))?;
    let mut bundle = FilesByName::new();
    let troubles = each_file(&ingested, compress::small, &mut |name, bytes| {
        bundle.insert(name, bytes);
        Ok(())
    })?;
    let page = one_file(&viewer, &bundle, compress::gzip).map_err(|error| Failure::Told(error.to_string()))?;
    if let Some(folder) = out.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(on_file(folder, "made"))?;
    }
    fs::write(out, page).map_err(on_file(out, "written"))?;
    Ok(tell(input, &ingested, &troubles))
}
