//! `dateline pack`.

use std::path::Path;

use super::args::Input;
use super::bundle::each_file;
use super::error::CommandError;
use super::input::{read, report_problems};
use super::output::on_wait;
use super::viewer;
use crate::compress;
use crate::output::{OutputError, OutputFolder, OutputKind, refuse_overlap};
use crate::pack::{FilesByName, READERS_ENDING, one_file};

/// Writes viewer and corpus as one page. Returns how many documents could not be read.
pub(super) fn run(
    input: &Input,
    without_text: bool,
    out: &Path,
    viewer_folder: Option<&Path>,
    with_readers: bool,
    force: bool,
) -> Result<usize, CommandError> {
    refuse_overlap(&input.paths, out)?;
    let name = out.file_name().and_then(|name| name.to_str()).ok_or_else(|| OutputError::BadName(out.to_owned()))?;
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    OutputFolder::check(folder, OutputKind::Pack, force)?;
    let mut viewer = viewer::read(viewer_folder)?;
    viewer.retain(|name, _| with_readers || !name.ends_with(READERS_ENDING));
    let ingested = read(input)?;
    let mut bundle = FilesByName::new();
    let rest = each_file(&ingested, compress::small, without_text, &mut |name, bytes| {
        bundle.insert(name, bytes);
        Ok(())
    })?;
    let page = one_file(&viewer, &bundle, compress::gzip)?;
    let mut folder = OutputFolder::open(folder, OutputKind::Pack, force, &input.paths, &|| on_wait(out))?;
    folder.stage(name, page.as_bytes())?;
    folder.commit(|_| 0)?;
    Ok(report_problems(input, &ingested, &rest.problems))
}
