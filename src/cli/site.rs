//! `dateline site`.

use std::path::Path;

use super::args::Input;
use super::bundle::each_file;
use super::error::CommandError;
use super::hosts::OutputSize;
use super::input::{read, report_problems};
use super::output::on_wait;
use super::quick::quick;
use super::update::{open_archive, origins_file, read_into, report_update};
use super::viewer;
use crate::bundle::MANIFEST_NAME;
use crate::output::{OutputFolder, OutputKind, refuse_overlap};
use crate::site::{BUNDLE_FOLDER, PAGE_NAME, RELEASE_NAME, WORKER_NAME, release};

/// Writes the viewer and the bundle, or brings them up to date. Returns how many documents could not be read.
pub(super) fn run(
    input: &Input,
    update: bool,
    without_text: bool,
    out: &Path,
    viewer_folder: Option<&Path>,
    force: bool,
) -> Result<usize, CommandError> {
    refuse_overlap(&input.paths, out)?;
    OutputFolder::check(out, OutputKind::Site, force)?;
    let viewer = viewer::read(viewer_folder)?;
    let open = || OutputFolder::open(out, OutputKind::Site, force, &input.paths, &|| on_wait(out));
    // An archive that is brought up to date must not change while it is read.
    let (ingested, mut folder) = if update {
        let (folder, archive) = open_archive(&out.join(BUNDLE_FOLDER), open)?;
        (read_into(&archive, input)?, folder)
    } else {
        (read(input)?, open()?)
    };
    let mut size = OutputSize::default();
    let mut manifest = Vec::new();
    let mut chunks = Vec::new();
    let rest = each_file(&ingested, quick, without_text, &mut |name, bytes| {
        size.add(bytes.len());
        folder.stage(&format!("{BUNDLE_FOLDER}/{name}"), &bytes)?;
        if name == MANIFEST_NAME {
            manifest = bytes;
        } else {
            chunks.push((name, bytes.len() as u64));
        }
        Ok(())
    })?;
    if !without_text {
        let (name, bytes) = origins_file(&manifest, &rest.origins);
        size.add(bytes.len());
        folder.stage(&format!("{BUNDLE_FOLDER}/{name}"), &bytes)?;
    }
    let made = release(&viewer, &manifest, &chunks)?;
    for (name, bytes) in viewer.iter().filter(|(name, _)| !made.contains_key(*name)).chain(&made) {
        size.add(bytes.len());
        folder.stage(name, bytes)?;
    }
    if !input.quiet {
        size.warn(without_text);
    }
    let changes = folder.changes();
    folder.commit(rank)?;
    report_update(input, &ingested, changes);
    Ok(report_problems(input, &ingested, &rest.problems))
}

/// The order in which the files of a site are put in place: each after those that it names.
fn rank(name: &str) -> u8 {
    let is_manifest = name.strip_prefix(BUNDLE_FOLDER).and_then(|name| name.strip_prefix('/')) == Some(MANIFEST_NAME);
    match name {
        PAGE_NAME => 2,
        WORKER_NAME => 3,
        RELEASE_NAME => 4,
        _ if is_manifest => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn what_names_other_files_is_put_in_place_after_them() {
        let order =
            ["archive/texts.0123456789abcdef.bin", "archive/manifest.json", "index.html", "sw.js", "release.json"];
        assert!(order.is_sorted_by_key(|name| rank(name)));
        assert!(rank("web-1.js") < rank("archive/manifest.json"));
    }
}
