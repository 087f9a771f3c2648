//! Zip archives and WACZ web archives, which are zip archives with WARC files.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use super::error::{Position, ReadProblem};
use super::limits::{Limits, read_whole};
use super::office::{self, OfficeKind, Parts};
use super::omnivore;
use super::scan;
use super::sink::{DocumentSink, UnpackBudget};
use super::{Transport, part};

/// Reads the entries of an archive inside another file, which has to fit into memory.
pub(super) fn read_nested(
    sink: &mut DocumentSink<'_>,
    budget: &UnpackBudget<'_>,
    reader: &mut dyn BufRead,
    depth: u32,
) {
    match read_whole(reader, sink.limits.document_bytes) {
        Ok(bytes) => read_archive(sink, budget, Cursor::new(bytes), depth),
        Err(error) => sink.failed_document(None, error),
    }
}

/// Reads the entries of an archive, by name.
pub(super) fn read_archive(
    sink: &mut DocumentSink<'_>,
    budget: &UnpackBudget<'_>,
    mut source: impl Read + Seek,
    depth: u32,
) {
    let repeated = match ZipArchive::new(&mut source).map(|archive| archive.central_directory_start()) {
        Ok(start) => repeated_names(&mut source, start).unwrap_or_default(),
        Err(error) => return sink.failure(None, problem(error)),
    };
    let mut archive = match ZipArchive::new(source) {
        Ok(archive) => archive,
        Err(error) => return sink.failure(None, problem(error)),
    };
    for name in repeated.into_iter().filter(|name| is_wanted(name)) {
        sink.failed_document(Some(Position::Entry(name)), ReadProblem::RepeatedEntry);
    }
    let name_of = |index| match archive.name_for_index(index) {
        Some(Ok(name)) => name.into_owned(),
        // Only the place of an entry whose name cannot be read is known.
        _ => format!("{}", index + 1),
    };
    let mut entries: Vec<(String, usize)> =
        (0..archive.len()).map(|index| (name_of(index), index)).filter(|(name, _)| is_wanted(name)).collect();
    entries.sort();
    if let Some(kind) = OfficeKind::of_entries(entries.iter().map(|(name, _)| name.as_str())) {
        return office::document(sink, kind, &mut ArchiveParts { archive: &mut archive, budget });
    }
    let names = || entries.iter().map(|(name, _)| name.as_str());
    if omnivore::is_export(names()) {
        let is_list = |name: &&str| name.starts_with("metadata_") && name.ends_with(".json");
        let lists: Vec<String> = names().filter(is_list).map(str::to_owned).collect();
        let is_page = |name: &&str| name.starts_with("content/") && name.ends_with(".html");
        let pages: Vec<String> = names().filter(is_page).map(str::to_owned).collect();
        let mut parts = ArchiveParts { archive: &mut archive, budget };
        return omnivore::items(sink, &lists, &pages, &mut parts);
    }
    sink.number_documents();
    entries = of_web_archive(entries);
    let in_issues = issues(sink, &mut archive, budget, &entries);
    entries.retain(|(name, _)| !in_issues.contains(name));
    let mut read_bytes = PackedRanges::default();
    for (name, index) in entries {
        if sink.is_full() {
            return sink.failure(Some(Position::Entry(name)), ReadProblem::TooManyDocuments);
        }
        if budget.is_over(&sink.limits) {
            return;
        }
        match archive.by_index(index) {
            Ok(entry) => {
                let end = entry.data_start().unwrap_or(entry.header_start()).saturating_add(entry.compressed_size());
                if !read_bytes.add(entry.header_start(), end) {
                    return sink.failure(Some(Position::Entry(name)), ReadProblem::OverlappingEntries);
                }
                let unpacked = budget.meter(entry, &sink.limits);
                sink.within_entry(&name, |sink| {
                    part(sink, budget, &name, &mut BufReader::new(unpacked), Transport::default(), depth + 1);
                });
            }
            Err(error) => sink.failed_document(Some(Position::Entry(name)), problem(error)),
        }
    }
}

/// Reads the scanned issues of an archive, and returns the names of their entries.
fn issues(
    sink: &mut DocumentSink<'_>,
    archive: &mut ZipArchive<impl Read + Seek>,
    budget: &UnpackBudget<'_>,
    entries: &[(String, usize)],
) -> BTreeSet<String> {
    let names = || entries.iter().map(|(name, _)| name.as_str());
    let maps: Vec<&str> = names().filter(|name| scan::is_issue_map(name)).collect();
    let mut found = BTreeSet::new();
    for map in &maps {
        // Beside several maps, the pages of each are in its own folder.
        let folder = if maps.len() == 1 { "" } else { scan::folder_of(map) };
        sink.within_entry(map, |sink| {
            let mut parts = ArchiveParts { archive: &mut *archive, budget };
            found.extend(scan::issue(sink, map, folder, names(), &mut parts).into_iter().map(str::to_owned));
        });
        found.insert((*map).to_owned());
    }
    found
}

/// The signature of an entry in the central directory (PKWARE, APPNOTE 4.3.12).
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";

/// The length of such an entry without its name, its extra fields and its comment, in bytes.
const DIRECTORY_ENTRY_BYTES: usize = 46;

/// The names that an entry of the central directory has in common with a later one. `ZipArchive` knows only the last.
fn repeated_names(source: &mut (impl Read + Seek), directory: u64) -> io::Result<Vec<String>> {
    source.seek(SeekFrom::Start(directory))?;
    let mut reader = BufReader::new(source);
    let (mut seen, mut repeated) = (HashSet::new(), Vec::new());
    let mut entry = [0_u8; DIRECTORY_ENTRY_BYTES];
    while reader.read_exact(&mut entry).is_ok() && entry.starts_with(DIRECTORY_ENTRY) {
        let length = |at: usize| {
            entry.get(at..at + 2).map_or(0, |bytes| bytes.iter().rev().fold(0, |n, byte| n << 8 | u64::from(*byte)))
        };
        let mut name = Vec::new();
        (&mut reader).take(length(28)).read_to_end(&mut name)?;
        io::copy(&mut (&mut reader).take(length(30) + length(32)), &mut io::sink())?;
        if !seen.insert(name.clone()) {
            repeated.push(String::from_utf8_lossy(&name).into_owned());
        }
    }
    Ok(repeated)
}

/// The parts of an archive that were read. Entries that share bytes would let a small file unpack to any length.
#[derive(Default)]
struct PackedRanges(BTreeMap<u64, u64>);

impl PackedRanges {
    /// Adds a range, unless it overlaps with another one.
    fn add(&mut self, start: u64, end: u64) -> bool {
        let before = self.0.range(..=start).next_back().map(|(_, end)| *end);
        let after = self.0.range(start..).next().map(|(start, _)| *start);
        let is_free = before.is_none_or(|before| before <= start) && after.is_none_or(|after| end <= after);
        if is_free {
            self.0.insert(start, end);
        }
        is_free
    }
}

/// Whether an entry can be a document: not a folder, not hidden, not left there by an operating system. A name that
/// leads out of the archive is a name like any other, since nothing is written there.
fn is_wanted(name: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') && !matches!(part, "." | "..");
    let mut parts = name.split(['/', '\\']);
    !name.ends_with(['/', '\\']) && !parts.any(|part| is_hidden(part) || part == "__MACOSX" || part == "Thumbs.db")
}

/// The parts of an archive that is one document, by name.
pub(super) struct ArchiveParts<'p, R> {
    archive: &'p mut ZipArchive<R>,
    budget: &'p UnpackBudget<'p>,
}

impl<R: Read + Seek> Parts for ArchiveParts<'_, R> {
    fn read(&mut self, name: &str, limits: &Limits) -> Result<Option<Vec<u8>>, ReadProblem> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(problem(error)),
        };
        let mut unpacked = self.budget.meter(entry, limits);
        Ok(Some(read_whole(&mut unpacked, limits.document_bytes)?))
    }
}

/// The entries to read: of a web archive, its WARC files, or its list of pages if it has none; of any other archive,
/// all.
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

fn problem(error: ZipError) -> ReadProblem {
    match error {
        ZipError::Io(error) => error.into(),
        ZipError::UnsupportedArchive(what) => ReadProblem::UnsupportedPacking(what.to_owned()),
        error => ReadProblem::BrokenZip(error.to_string()),
    }
}
