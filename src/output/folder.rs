//! A folder that is written as a whole.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::overlap::resolved;
use super::record::{OutputRecord, RECORD_NAME, STAGING_NAME, hash, hash_in_name, hash_of_file, is_plain};
use super::{OutputError, lock, operations};

/// The file in the staging folder that tells it from a folder of the user's.
const STAGING_MARK: &str = "made-by-dateline";

/// What is written. The record keeps the kinds apart, so that one does not remove the files of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutputKind {
    /// A bundle, by `dateline build`.
    Build,
    /// A single file, by `dateline pack` or `dateline parse`. Others in the same folder stay.
    Pack,
    /// A site, by `dateline site`.
    Site,
}

/// A folder that is being written.
#[derive(Debug)]
pub struct OutputFolder {
    root: PathBuf,
    kind: OutputKind,
    /// Whether files that Dateline did not make are overwritten.
    force: bool,
    /// The folders and files that documents are read from, without links.
    inputs: Vec<PathBuf>,
    record: OutputRecord,
    staged: Vec<StagedFile>,
    changes: OutputChanges,
    /// Held until the output is complete.
    _lock: Option<File>,
}

/// How an output differs from the former one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutputChanges {
    /// The number of its files.
    pub files: usize,
    /// The number of those that are new or other than before.
    pub changed: usize,
    /// Their length together.
    pub bytes: u64,
}

#[derive(Debug)]
struct StagedFile {
    name: String,
    hash: String,
    /// The staged file; `None` if an earlier run has already written the same bytes to its place.
    path: Option<PathBuf>,
}

impl OutputFolder {
    /// Checks whether a folder could be written, without changing anything.
    ///
    /// # Errors
    ///
    /// If the folder holds what must not be overwritten.
    pub fn check(root: &Path, kind: OutputKind, force: bool) -> Result<(), OutputError> {
        let root = resolved(root);
        // What another run may take for its own hidden files is no place for an output.
        if root.components().any(|part| [RECORD_NAME, STAGING_NAME].iter().any(|name| part.as_os_str() == *name)) {
            return Err(OutputError::BadName(root));
        }
        let Some(metadata) = metadata(&root)? else { return Ok(()) };
        if !metadata.is_dir() {
            return Err(OutputError::InTheWay(root));
        }
        let record = OutputRecord::read(&root)?;
        if kind == OutputKind::Site && !force && !record.has(kind) && is_in_use(&root)? {
            return Err(OutputError::FolderInUse(root));
        }
        Ok(())
    }

    /// Opens a folder for writing, and makes it if it is missing. Waits while another run writes it, after calling
    /// `on_wait`. `inputs` are the files and folders that documents are read from.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written, or holds what must not be overwritten.
    pub fn open(
        root: &Path,
        kind: OutputKind,
        force: bool,
        inputs: &[PathBuf],
        on_wait: &dyn Fn(),
    ) -> Result<OutputFolder, OutputError> {
        let root = resolved(root);
        OutputFolder::check(&root, kind, force)?;
        operations::create_dir_all(&root).map_err(OutputError::io("create", &root))?;
        let lock = lock::lock(&root, on_wait).map_err(OutputError::io("lock", &root))?;
        OutputFolder::check(&root, kind, force)?;
        let record = OutputRecord::read(&root)?;
        let inputs = inputs.iter().filter(|input| input.as_os_str() != "-").map(|input| resolved(input)).collect();
        let folder = OutputFolder {
            root,
            kind,
            force,
            inputs,
            record,
            staged: Vec::new(),
            changes: OutputChanges::default(),
            _lock: lock,
        };
        folder.remove_staging()?;
        let staging = folder.staging();
        operations::create_dir_all(&staging).map_err(OutputError::io("create", &staging))?;
        let mark = staging.join(STAGING_MARK);
        operations::create(&mark, b"").map_err(OutputError::io("write", mark))?;
        Ok(folder)
    }

    /// Writes a file beside the former one, unless that one has the same bytes: then it stays as it is. `name` is its path
    /// below the folder, with `/`.
    ///
    /// # Errors
    ///
    /// If the file must not be overwritten, or there is no room.
    pub fn stage(&mut self, name: &str, bytes: &[u8]) -> Result<(), OutputError> {
        if !is_plain(name) {
            return Err(OutputError::BadName(self.root.join(name)));
        }
        let hash = hash_in_name(name).map_or_else(|| hash(bytes), str::to_owned);
        self.refuse_foreign(name, &hash)?;
        let mut path = None;
        if !self.is_in_place(name, bytes) {
            let staged = self.staging().join(self.staged.len().to_string());
            operations::create(&staged, bytes).map_err(OutputError::io("write", self.root.join(name)))?;
            path = Some(staged);
            self.changes.changed += 1;
            self.changes.bytes += bytes.len() as u64;
        }
        self.changes.files += 1;
        self.staged.push(StagedFile { name: name.to_owned(), hash, path });
        Ok(())
    }

    /// How the staged files differ from those of the former output.
    pub fn changes(&self) -> OutputChanges {
        self.changes
    }

    /// Whether an earlier run has written this file with these bytes.
    fn is_in_place(&self, name: &str, bytes: &[u8]) -> bool {
        let path = self.root.join(name);
        let is_as_long = || fs::metadata(&path).is_ok_and(|metadata| metadata.len() == bytes.len() as u64);
        self.record.lists(name) && is_as_long() && fs::read(&path).is_ok_and(|former| former == bytes)
    }

    /// Writes a file like [`OutputFolder::stage`], without holding all of it in memory.
    ///
    /// # Errors
    ///
    /// Those of [`OutputFolder::stage`], and those of the reader.
    pub fn stage_from(&mut self, name: &str, source: &mut impl io::Read) -> Result<(), OutputError> {
        if !is_plain(name) {
            return Err(OutputError::BadName(self.root.join(name)));
        }
        let failed = |error| OutputError::io("write", self.root.join(name))(error);
        let path = self.staging().join(self.staged.len().to_string());
        operations::create(&path, b"").map_err(failed)?;
        operations::append(&path, source).map_err(failed)?;
        let hash = hash_of_file(&path).map_err(failed)?;
        self.refuse_foreign(name, &hash)?;
        self.staged.push(StagedFile { name: name.to_owned(), hash, path: Some(path) });
        Ok(())
    }

    /// Puts all files in their places, those with a lower rank first, and removes what the former output had beyond them.
    ///
    /// # Errors
    ///
    /// If a file cannot be moved. The former output may then be mixed with the new one, which the next run completes.
    pub fn commit(mut self, rank: impl Fn(&str) -> u8) -> Result<(), OutputError> {
        let files: Vec<&Path> = self.staged.iter().filter_map(|file| file.path.as_deref()).collect();
        operations::flush_files(&self.staging(), files.into_iter()).map_err(OutputError::io("write", &self.root))?;
        let mut staged = std::mem::take(&mut self.staged);
        staged.sort_by(|a, b| (rank(&a.name), &a.name).cmp(&(rank(&b.name), &b.name)));
        // Both the former and the new files are Dateline's until the last of them is in its place.
        let former = self.record.clone();
        let mut both = former.clone();
        for file in &staged {
            both.add(&file.name, self.kind, file.hash.clone());
        }
        self.write_record(&both)?;
        for file in &staged {
            let Some(path) = &file.path else { continue };
            let place = self.root.join(&file.name);
            if let Some(folder) = place.parent() {
                operations::create_dir_all(folder).map_err(OutputError::io("create", folder))?;
            }
            operations::rename(path, &place).map_err(OutputError::io("write", place))?;
        }
        operations::flush_folder(&self.root);
        let mut record = former.clone();
        for file in &staged {
            record.remove(&file.name);
            record.add(&file.name, self.kind, file.hash.clone());
        }
        if self.kind != OutputKind::Pack {
            let kept: BTreeSet<&str> = staged.iter().map(|file| file.name.as_str()).collect();
            for name in former.names(self.kind).filter(|name| !kept.contains(name)) {
                self.remove_obsolete(&former, name)?;
                record.remove(name);
            }
        }
        self.write_record(&record)?;
        self.remove_staging()
    }

    fn staging(&self) -> PathBuf {
        self.root.join(STAGING_NAME)
    }

    /// Refuses to overwrite what is not Dateline's, and to write through links.
    fn refuse_foreign(&self, name: &str, new_hash: &str) -> Result<(), OutputError> {
        let mut path = self.root.clone();
        let mut parts = name.split('/').peekable();
        while let Some(part) = parts.next() {
            path.push(part);
            let Some(metadata) = metadata(&path)? else { return Ok(()) };
            if metadata.is_symlink() {
                return Err(OutputError::Link(path));
            }
            let is_last = parts.peek().is_none();
            if is_last != metadata.is_file() {
                return Err(OutputError::InTheWay(path));
            }
        }
        // A damaged chunk is written again: nobody else names a file by a hash that is not its own.
        let is_chunk = hash_in_name(name).is_some() && self.record.lists(name);
        let owns = |record: &OutputRecord| record.owns(&self.root, name).map_err(OutputError::io("read", &path));
        if is_chunk || owns(&self.record)? {
            return Ok(());
        }
        let mut same = OutputRecord::default();
        same.add(name, self.kind, new_hash.to_owned());
        if owns(&same)? {
            return Ok(());
        }
        if self.inputs.iter().any(|input| path.starts_with(input)) {
            return Err(OutputError::SourceDocument(path));
        }
        if self.force { Ok(()) } else { Err(OutputError::ForeignFile(path)) }
    }

    /// Removes a file of the former output, unless it was changed since, and the folders that it leaves empty.
    fn remove_obsolete(&self, former: &OutputRecord, name: &str) -> Result<(), OutputError> {
        let path = self.root.join(name);
        let has_link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
        let folders = path.ancestors().skip(1).take_while(|folder| **folder != *self.root);
        if folders.clone().any(has_link) {
            return Ok(());
        }
        match former.owns(&self.root, name) {
            Ok(true) => operations::remove_file(&path).map_err(OutputError::io("remove", &path))?,
            Ok(false) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(OutputError::io("read", &path)(error)),
        }
        for folder in folders {
            if operations::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }

    fn write_record(&self, record: &OutputRecord) -> Result<(), OutputError> {
        let path = self.root.join(RECORD_NAME);
        let failed = |error| OutputError::io("write", &path)(error);
        let staged = self.staging().join("record");
        operations::create(&staged, &record.to_bytes()).map_err(failed)?;
        let flushed = File::options().write(true).open(&staged).and_then(|file| file.sync_all());
        flushed.map_err(failed)?;
        operations::rename(&staged, &path).map_err(failed)?;
        operations::flush_folder(&self.root);
        Ok(())
    }

    /// Removes what a killed run left in the staging folder, and the folder.
    fn remove_staging(&self) -> Result<(), OutputError> {
        let staging = self.staging();
        let Some(metadata) = metadata(&staging)? else { return Ok(()) };
        if metadata.is_symlink() {
            return Err(OutputError::Link(staging));
        }
        let failed = |error| OutputError::io("remove", &staging)(error);
        let mark = staging.join(STAGING_MARK);
        if metadata.is_dir() && mark.is_file() {
            for entry in fs::read_dir(&staging).map_err(failed)? {
                let path = entry.map_err(failed)?.path();
                if path != mark {
                    operations::remove_file(&path).map_err(failed)?;
                }
            }
            // The mark goes last, so that a killed run leaves a folder that is known.
            operations::remove_file(&mark).map_err(failed)?;
        }
        operations::remove_dir(&staging).map_err(|_| OutputError::InTheWay(staging.clone()))
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        // Where even this fails, the next run cleans up.
        self.remove_staging().ok();
    }
}

fn metadata(path: &Path) -> Result<Option<Metadata>, OutputError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(OutputError::io("read", path)(error)),
    }
}

/// Whether a folder holds anything but what a killed run left.
fn is_in_use(root: &Path) -> Result<bool, OutputError> {
    let failed = |error| OutputError::io("read", root)(error);
    for entry in fs::read_dir(root).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        if name != RECORD_NAME && name != STAGING_NAME {
            return Ok(true);
        }
    }
    Ok(false)
}
