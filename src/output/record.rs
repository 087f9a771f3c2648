//! What Dateline made in a folder: names and hashes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{OutputError, OutputKind};

/// The file in an output folder that lists what Dateline made there.
pub const RECORD_NAME: &str = ".dateline-files";

/// The folder in an output folder where files are written before they are put in place.
pub const STAGING_NAME: &str = ".dateline-new";

/// The version of the record.
const VERSION: u32 = 1;

/// The fewest hexadecimal digits in a file's name that count as the hash of its bytes.
const MIN_HASH_DIGITS: usize = 16;

/// The longest record that is read, in bytes.
const MAX_RECORD_BYTES: u64 = 256 << 20;

/// What Dateline made in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputRecord {
    files: BTreeMap<String, RecordedFile>,
}

/// A file that Dateline made.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RecordedFile {
    kind: OutputKind,
    /// The SHA-256 of its bytes in lower-case hexadecimal digits, or the beginning of it. Two while one replaces the other.
    hashes: BTreeSet<String>,
}

#[derive(Serialize, Deserialize)]
struct RecordJson {
    version: u32,
    files: Vec<FileJson>,
}

#[derive(Serialize, Deserialize)]
struct FileJson {
    name: String,
    by: OutputKind,
    sha256: BTreeSet<String>,
}

impl OutputRecord {
    /// Reads the record of a folder; an empty one if there is none.
    ///
    /// # Errors
    ///
    /// If the record is a link, cannot be read, or is of a later version.
    pub fn read(folder: &Path) -> Result<OutputRecord, OutputError> {
        let path = folder.join(RECORD_NAME);
        let metadata = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(OutputRecord::default()),
            Err(error) => return Err(OutputError::io("read", path)(error)),
        };
        if metadata.is_symlink() {
            return Err(OutputError::Link(path));
        }
        if !metadata.is_file() || metadata.len() > MAX_RECORD_BYTES {
            return Err(OutputError::InTheWay(path));
        }
        let bytes = fs::read(&path).map_err(OutputError::io("read", &path))?;
        let json = serde_json::from_slice::<RecordJson>(&bytes).ok().filter(|json| json.version == VERSION);
        let Some(json) = json else { return Err(OutputError::BrokenRecord(path)) };
        let files = json.files.into_iter().filter(|file| is_plain(&file.name));
        let file = |file: FileJson| (file.name, RecordedFile { kind: file.by, hashes: file.sha256 });
        Ok(OutputRecord { files: files.map(file).collect() })
    }

    /// The record as bytes.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let file = |(name, file): (&String, &RecordedFile)| FileJson {
            name: name.clone(),
            by: file.kind,
            sha256: file.hashes.clone(),
        };
        let json = RecordJson { version: VERSION, files: self.files.iter().map(file).collect() };
        serde_json::to_vec(&json).unwrap_or_default()
    }

    /// Whether it lists nothing.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether it lists a file of this kind of output.
    pub(super) fn has(&self, kind: OutputKind) -> bool {
        self.files.values().any(|file| file.kind == kind)
    }

    /// The names of the files of this kind of output.
    pub(super) fn names(&self, kind: OutputKind) -> impl Iterator<Item = &str> {
        self.files.iter().filter(move |(_, file)| file.kind == kind).map(|(name, _)| name.as_str())
    }

    /// Whether it lists a file with this name.
    pub(super) fn lists(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Whether the file with this name in a folder is one that Dateline made, and still is as it was made.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub(super) fn owns(&self, folder: &Path, name: &str) -> io::Result<bool> {
        let Some(file) = self.files.get(name) else { return Ok(false) };
        let path = folder.join(name);
        if !fs::symlink_metadata(&path)?.is_file() {
            return Ok(false);
        }
        let hash = hash_of_file(&path)?;
        Ok(file.hashes.iter().any(|known| known.len() >= MIN_HASH_DIGITS && hash.starts_with(known.as_str())))
    }

    /// Whether a file need not be read as a document, since Dateline made it.
    pub fn is_output(&self, folder: &Path, name: &str) -> bool {
        self.lists(name) && (hash_in_name(name).is_some() || self.owns(folder, name).unwrap_or(false))
    }

    /// Adds a file, beside a former one of that name.
    pub(super) fn add(&mut self, name: &str, kind: OutputKind, hash: String) {
        let file = self.files.entry(name.to_owned());
        let file = file.or_insert_with(|| RecordedFile { kind, hashes: BTreeSet::new() });
        file.kind = kind;
        file.hashes.insert(hash);
    }

    /// Removes a file from the list.
    pub(super) fn remove(&mut self, name: &str) {
        self.files.remove(name);
    }
}

/// Whether a name leads to a file below the folder, and not to one of Dateline's own hidden ones.
pub(super) fn is_plain(name: &str) -> bool {
    let is_plain_part = |part: &str| !matches!(part, "" | "." | ".." | RECORD_NAME | STAGING_NAME);
    let is_separated = cfg!(windows) && name.contains(['\\', ':']);
    !is_separated && !name.contains('\0') && name.split('/').all(is_plain_part)
}

/// The hash that a file's name carries: `0123456789abcdef` in `texts.0123456789abcdef.bin`.
pub(super) fn hash_in_name(name: &str) -> Option<&str> {
    let file = name.rsplit('/').next()?;
    let [_, digits, "bin"] = file.split('.').collect::<Vec<_>>()[..] else { return None };
    let is_hash = digits.len() >= MIN_HASH_DIGITS && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    is_hash.then_some(digits)
}

/// The SHA-256 of bytes in hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

/// The SHA-256 of a file in hexadecimal digits.
pub(super) fn hash_of_file(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 64 << 10];
    loop {
        match io::Read::read(&mut file, &mut buffer)? {
            0 => return Ok(digits(&hasher.finalize())),
            n => hasher.update(buffer.get(..n).unwrap_or_default()),
        }
    }
}

fn digits(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = OutputRecord::default();
        record.add("a/b.html", OutputKind::Site, hash(b"new"));
        record.add("a/b.html", OutputKind::Site, hash(b"old"));
        fs::create_dir(folder.path().join("a")).unwrap();
        fs::write(folder.path().join(RECORD_NAME), record.to_bytes()).unwrap();
        let read = OutputRecord::read(folder.path()).unwrap();
        assert_eq!(read, record);
        for (bytes, is_own) in [("new", true), ("old", true), ("mine", false)] {
            fs::write(folder.path().join("a/b.html"), bytes).unwrap();
            assert_eq!(read.owns(folder.path(), "a/b.html").unwrap(), is_own, "{bytes}");
        }
        assert!(!read.owns(folder.path(), "other").unwrap());
    }

    #[test]
    fn a_record_names_nothing_outside_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["../a", "/etc/passwd", "a//b", "b/..", ".dateline-files", ".dateline-new/0", "fine.html"];
        let files = names.map(|name| format!("{{\"name\":\"{name}\",\"by\":\"site\",\"sha256\":[]}}")).join(",");
        fs::write(folder.path().join(RECORD_NAME), format!("{{\"version\":1,\"files\":[{files}]}}")).unwrap();
        let read = OutputRecord::read(folder.path()).unwrap();
        assert_eq!(read.names(OutputKind::Site).collect::<Vec<_>>(), ["fine.html"]);
    }

    #[test]
    fn a_record_of_a_later_version_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["", "{\"version\":2,\"files\":[]}"] {
            fs::write(folder.path().join(RECORD_NAME), text).unwrap();
            assert!(matches!(OutputRecord::read(folder.path()), Err(OutputError::BrokenRecord(_))), "{text}");
        }
    }

    #[test]
    fn only_names_of_chunks_carry_a_hash() {
        assert_eq!(hash_in_name("archive/texts.0123456789abcdef.bin"), Some("0123456789abcdef"));
        for name in ["texts.0123456789abcde.bin", "a.b.0123456789abcdef.bin", "x.0123456789ABCDEF.bin", "index.html"] {
            assert_eq!(hash_in_name(name), None, "{name}");
        }
    }
}
