//! `dateline build`.

use std::path::Path;

use super::args::Input;
use super::bundle::each_file;
use super::error::CommandError;
use super::hosts::OutputSize;
use super::input::{read, report_problems};
use super::output::on_wait;
use super::quick::quick;
use super::update::{open_archive, origins_file, read_into, report_update};
use crate::bundle::MANIFEST_NAME;
use crate::ingest::Ingested;
use crate::output::{OutputChanges, OutputFolder, OutputKind, refuse_overlap};

/// Writes the bundle, or brings it up to date. Returns how many documents could not be read.
pub(super) fn run(
    input: &Input,
    update: bool,
    without_text: bool,
    out: &Path,
    force: bool,
) -> Result<usize, CommandError> {
    refuse_overlap(&input.paths, out)?;
    OutputFolder::check(out, OutputKind::Build, force)?;
    let open = || OutputFolder::open(out, OutputKind::Build, force, &input.paths, &|| on_wait(out));
    // An archive that is brought up to date must not change while it is read.
    let (ingested, folder) = if update {
        let (folder, archive) = open_archive(out, open)?;
        (read_into(&archive, input)?, folder)
    } else {
        (read(input)?, open()?)
    };
    let mut size = OutputSize::default();
    let (problems, changes) = write_into(folder, &ingested, without_text, &mut size, |size| {
        if !input.quiet {
            size.warn(without_text);
        }
    })?;
    report_update(input, &ingested, changes);
    Ok(report_problems(input, &ingested, &problems))
}

/// Writes the bundle of articles that were gathered elsewhere. Returns what is wrong with single articles, one sentence
/// each.
pub(super) fn write(
    ingested: &Ingested,
    without_text: bool,
    out: &Path,
    force: bool,
) -> Result<Vec<String>, CommandError> {
    let folder = OutputFolder::open(out, OutputKind::Build, force, &[], &|| on_wait(out))?;
    Ok(write_into(folder, ingested, without_text, &mut OutputSize::default(), |_| {})?.0)
}

fn write_into(
    mut folder: OutputFolder,
    ingested: &Ingested,
    without_text: bool,
    size: &mut OutputSize,
    warn: impl Fn(&OutputSize),
) -> Result<(Vec<String>, OutputChanges), CommandError> {
    let mut manifest = Vec::new();
    let rest = each_file(ingested, quick, without_text, &mut |name, bytes| {
        size.add(bytes.len());
        folder.stage(&name, &bytes)?;
        if name == MANIFEST_NAME {
            manifest = bytes;
        }
        Ok(())
    })?;
    if !without_text {
        let (name, bytes) = origins_file(&manifest, &rest.origins);
        size.add(bytes.len());
        folder.stage(&name, &bytes)?;
    }
    warn(size);
    let changes = folder.changes();
    // The manifest names the other files.
    folder.commit(|name| u8::from(name == MANIFEST_NAME))?;
    Ok((rest.problems, changes))
}
