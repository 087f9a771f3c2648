//! Zip archives and WACZ web archives, which are zip archives with WARC files.

use std::io::{BufRead, BufReader, Cursor, Read, Seek};

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use super::error::Trouble;
use super::limits::read_whole;
use super::reading::{Reading, Spent};
use super::{Transport, part};

/// Reads the entries of an archive inside another file, which has to fit into memory.
pub(super) fn read_nested(reading: &mut Reading<'_>, spent: &Spent, reader: &mut dyn BufRead, depth: u32) {
    match read_whole(reader, reading.limits.document_bytes) {
        Ok(bytes) => read_archive(reading, spent, Cursor::new(bytes), depth),
        Err(error) => reading.failed_document(None, error),
    }
}

/// Reads the entries of an archive, by name.
pub(super) fn read_archive(reading: &mut Reading<'_>, spent: &Spent, source: impl Read + Seek, depth: u32) {
    let mut archive = match ZipArchive::new(source) {
        Ok(archive) => archive,
        Err(error) => return reading.failure(None, trouble(error)),
    };
    let mut entries: Vec<(String, usize)> = (0..archive.len())
        .filter_map(|index| Some((archive.name_for_index(index)?.ok()?.into_owned(), index)))
        .filter(|(name, _)| is_wanted(name))
        .collect();
    entries.sort();
    if is_office_document(&entries) {
        let trouble = Trouble::new("an office document, not an archive", "save its text as .txt or .html");
        return reading.failed_document(None, trouble);
    }
    reading.number_documents();
    entries = of_web_archive(entries);
    for (name, index) in entries {
        if reading.is_full() {
            let trouble = Trouble::new("too many documents in one file", "unpack it and give its parts");
            return reading.failure(Some(format!("entry {name}")), trouble);
        }
        if spent.is_over(&reading.limits) {
            return;
        }
        match archive.by_index(index) {
            Ok(entry) => {
                let unpacked = spent.meter(entry, &reading.limits);
                reading.within_entry(&name, |reading| {
                    part(reading, spent, &name, &mut BufReader::new(unpacked), Transport::default(), depth + 1);
                });
            }
            Err(error) => reading.failed_document(Some(format!("entry {name}")), trouble(error)),
        }
    }
}

/// Whether an entry can be a document: no folder, nothing hidden, nothing that an operating system left there.
fn is_wanted(name: &str) -> bool {
    let mut parts = name.split(['/', '\\']);
    !name.ends_with(['/', '\\'])
        && !parts.any(|part| part.starts_with('.') || part == "__MACOSX" || part == "Thumbs.db")
}

/// Whether the entries are those of a document of Microsoft's or OASIS's formats.
fn is_office_document(entries: &[(String, usize)]) -> bool {
    let has = |wanted: &str| entries.iter().any(|(name, _)| name == wanted);
    has("[Content_Types].xml") || has("mimetype") && has("content.xml")
}

/// Of a web archive, its WARC files, or its list of pages where it has none; of any other archive, everything.
fn of_web_archive(entries: Vec<(String, usize)>) -> Vec<(String, usize)> {
    if !entries.iter().any(|(name, _)| name == "datapackage.json") {
        return entries;
    }
    let keep = |wanted: fn(&str) -> bool| entries.iter().filter(|(name, _)| wanted(name)).cloned().collect::<Vec<_>>();
    let archives = keep(|name| name.starts_with("archive/") && (name.ends_with(".warc.gz") || name.ends_with(".warc")));
    let pages = keep(|name| name.starts_with("pages/") && name.ends_with(".jsonl"));
    match (archives.is_empty(), pages.is_empty()) {
        (false, _) => archives,
        (true, false) => pages,
        (true, true) => entries,
    }
}

fn trouble(error: ZipError) -> Trouble {
    match error {
        ZipError::Io(error) => error.into(),
        ZipError::UnsupportedArchive(what) => {
            Trouble::new(format!("packed in a way that is not read ({what})"), "unpack it and give its files")
        }
        error => Trouble::new(format!("a broken zip archive ({error})"), "pack or fetch it again"),
    }
}
