//! What `build --update` and `site --update` share.

use std::path::Path;

use super::args::Input;
use super::error::CommandError;
use super::input::{options, report_problems, unread};
use super::quick::quick;
use crate::bundle::MANIFEST_NAME;
use crate::ingest::{FormerArchive, Ingested, StoredError, StoredOrigins, UpdateCounts, ingest_into};
use crate::output::{OutputChanges, OutputError, OutputFolder};

/// Opens the archive in a folder, and first the output folder around it with `open`, so that no other run changes it
/// meanwhile.
pub(super) fn open_archive(
    archive: &Path,
    open: impl FnOnce() -> Result<OutputFolder, OutputError>,
) -> Result<(OutputFolder, FormerArchive), CommandError> {
    // Where there is no archive, no folder is made either.
    if !archive.join(MANIFEST_NAME).exists() {
        return Err(CommandError::Stored(StoredError::NoArchive(archive.to_owned())));
    }
    let folder = open()?;
    let archive = FormerArchive::open(archive).map_err(CommandError::Stored)?;
    Ok((folder, archive))
}

/// Reads the input as an addition to an archive.
///
/// # Errors
///
/// If the archive is damaged, or no document at all could be read.
pub(super) fn read_into(archive: &FormerArchive, input: &Input) -> Result<Ingested, CommandError> {
    let ingested = ingest_into(archive, &input.paths, &options(input)).map_err(|error| match error {
        StoredError::TemporaryFile(error) => CommandError::TemporaryFile { folder: std::env::temp_dir(), error },
        error => CommandError::Stored(error),
    })?;
    if ingested.update.is_some_and(|counts| counts.read == 0) {
        report_problems(input, &ingested, &[]);
        return Err(unread(input, &ingested));
    }
    Ok(ingested)
}

/// The name and the bytes of the hidden file that tells what the documents of an archive said by themselves.
pub(super) fn origins_file(manifest: &[u8], origins: &[u8]) -> (String, Vec<u8>) {
    (StoredOrigins::name(manifest), StoredOrigins::encode(origins, quick))
}

/// Says on standard error what became of the archive.
pub(super) fn report_update(input: &Input, ingested: &Ingested, changes: OutputChanges) {
    if let Some(counts) = ingested.update.filter(|_| !input.quiet) {
        eprintln!("dateline: {}", sentence(counts, changes));
    }
}

fn sentence(counts: UpdateCounts, changes: OutputChanges) -> String {
    let UpdateCounts { added, replaced, kept, removed, read: _ } = counts;
    let articles = if added == 1 { "article" } else { "articles" };
    let removed = if removed > 0 { format!(", {} removed", grouped(removed as u64)) } else { String::new() };
    format!(
        "{} {articles} added, {} replaced{removed}, {} kept; {} of {} files changed, {}",
        grouped(added as u64),
        grouped(replaced as u64),
        grouped(kept as u64),
        grouped(changes.changed as u64),
        grouped(changes.files as u64),
        megabytes(changes.bytes),
    )
}

/// A number with commas between groups of three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", grouped(bytes / 1_000_000), bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_are_told_in_a_sentence() {
        let counts = UpdateCounts { added: 12, replaced: 3, kept: 10_000, ..UpdateCounts::default() };
        let changes = OutputChanges { files: 412, changed: 7, bytes: 1_250_000 };
        let expected = "12 articles added, 3 replaced, 10,000 kept; 7 of 412 files changed, 1.2 MB";
        assert_eq!(sentence(counts, changes), expected);
        let counts = UpdateCounts { added: 1, kept: 1_234_567, removed: 2, ..UpdateCounts::default() };
        let changes = OutputChanges { files: 1_412, changed: 0, bytes: 0 };
        let expected = "1 article added, 0 replaced, 2 removed, 1,234,567 kept; 0 of 1,412 files changed, 0 bytes";
        assert_eq!(sentence(counts, changes), expected);
        assert_eq!(["999 bytes", "1 kB", "1 kB", "2 kB"], [999, 1_000, 1_000, 1_001].map(megabytes));
    }
}
