//! `dateline build`.

use std::path::{Path, PathBuf};

use super::args::Input;
use super::bundle::each_file;
use super::error::CommandError;
use super::hosts::OutputSize;
use super::input::{read, report_problems};
use super::output::on_wait;
use super::quick::quick;
use crate::bundle::MANIFEST_NAME;
use crate::ingest::Ingested;
use crate::output::{OutputFolder, OutputKind, refuse_overlap};

/// Writes the bundle. Returns how many documents could not be read.
pub(super) fn run(input: &Input, without_text: bool, out: &Path, force: bool) -> Result<usize, CommandError> {
    refuse_overlap(&input.paths, out)?;
    OutputFolder::check(out, OutputKind::Build, force)?;
    let ingested = read(input)?;
    let problems = write(&ingested, without_text, out, &input.paths, force, input.quiet)?;
    Ok(report_problems(input, &ingested, &problems))
}

/// Writes the bundle of articles that were read from these inputs. Returns what is wrong with single articles, one
/// sentence each. Unless `quiet`, says on standard error which hosts it is too large for.
pub(super) fn write(
    ingested: &Ingested,
    without_text: bool,
    out: &Path,
    inputs: &[PathBuf],
    force: bool,
    quiet: bool,
) -> Result<Vec<String>, CommandError> {
    let mut folder = OutputFolder::open(out, OutputKind::Build, force, inputs, &|| on_wait(out))?;
    let mut size = OutputSize::default();
    let problems = each_file(ingested, quick, without_text, &mut |name, bytes| {
        size.add(bytes.len());
        Ok(folder.stage(&name, &bytes)?)
    })?;
    if !quiet {
        size.warn(without_text);
    }
    // The manifest names the other files.
    folder.commit(|name| u8::from(name == MANIFEST_NAME))?;
    Ok(problems)
}
