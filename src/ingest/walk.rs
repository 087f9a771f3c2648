//! Finds the files in folders, in a fixed order.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::{ReadError, ReadProblem};
use crate::output::OutputRecord;
use crate::parser::SIDECAR_NAME;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InputFile {
    /// Where it is; `None` for standard input.
    pub(super) path: Option<PathBuf>,
    /// Its path below the corpus folder, with `/`.
    pub(super) name: String,
    /// The corpus folder, or the folder of a file that was given by itself.
    pub(super) root: Arc<Path>,
    /// Whether the whole root is read, or only this file.
    pub(super) is_whole_root: bool,
    /// How it can be read.
    pub(super) access: Access,
    /// If it is the map of a scanned issue: the files that belong to it.
    pub(super) issue_files: Option<Vec<PathBuf>>,
}

/// How a file can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// It has no bytes. Such files are not opened: those of `/proc` claim to be empty, and some of them never end.
    Empty,
    /// At any position.
    Random,
    /// From beginning to end, once: a pipe.
    Stream,
}

impl Access {
    fn new(metadata: &fs::Metadata) -> Access {
        match metadata.is_file() {
            false => Access::Stream,
            true if metadata.len() == 0 => Access::Empty,
            true => Access::Random,
        }
    }
}

impl InputFile {
    /// Whether it is a `corpus.toml`.
    pub(super) fn is_sidecar(&self) -> bool {
        self.path.as_deref().and_then(Path::file_name).is_some_and(|name| name == SIDECAR_NAME)
    }
}

/// The files that were found, and what cannot be read.
#[derive(Debug, Default)]
pub(super) struct FoundFiles {
    pub(super) files: Vec<InputFile>,
    pub(super) failures: Vec<ReadError>,
}

/// All files below these paths: in the order of the paths, and by name within each folder. Hidden files and Dateline's
/// own output are skipped. Links below a folder are followed only if they stay inside it, unless `follow_links` is set.
pub(super) fn walk(paths: &[PathBuf], follow_links: bool) -> FoundFiles {
    let mut walked = FoundFiles::default();
    for root in paths {
        if root.as_os_str() == "-" {
            walked.files.push(InputFile {
                path: None,
                name: "-".to_owned(),
                root: Path::new("").into(),
                is_whole_root: false,
                access: Access::Stream,
                issue_files: None,
            });
            continue;
        }
        let name = file_name(root);
        match fs::metadata(root) {
            Err(error) => walked.failures.push(ReadError::new(root.to_string_lossy(), error)),
            Ok(metadata) if metadata.is_dir() => match FolderWalk::new(root, follow_links) {
                Ok(folder) => folder.run(&mut walked),
                Err(error) => walked.failures.push(ReadError::new(root.to_string_lossy(), error)),
            },
            Ok(metadata) => walked.files.push(InputFile {
                path: Some(root.clone()),
                name,
                root: root.parent().unwrap_or(Path::new("")).into(),
                is_whole_root: false,
                access: Access::new(&metadata),
                issue_files: None,
            }),
        }
    }
    let mut seen = BTreeSet::new();
    walked.files.retain(|file| file.path.as_ref().is_none_or(|path| seen.insert(path.clone())));
    walked
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The walk through one folder and the folders in it.
struct FolderWalk {
    root: Arc<Path>,
    /// The root without links.
    canonical_root: PathBuf,
    follow_links: bool,
    files: Vec<InputFile>,
    failures: Vec<ReadError>,
    folders: VecDeque<PathBuf>,
    /// Links to folders. They come last, so that a folder that has several names is read by its own.
    links: VecDeque<PathBuf>,
    /// The folders that were read, without links.
    visited: BTreeSet<PathBuf>,
    /// What Dateline made, by folder.
    records: BTreeMap<PathBuf, OutputRecord>,
}

impl FolderWalk {
    fn new(root: &Path, follow_links: bool) -> io::Result<FolderWalk> {
        Ok(FolderWalk {
            root: Arc::from(root),
            canonical_root: fs::canonicalize(root)?,
            follow_links,
            files: Vec::new(),
            failures: Vec::new(),
            folders: VecDeque::from([root.to_path_buf()]),
            links: VecDeque::new(),
            visited: BTreeSet::new(),
            records: BTreeMap::new(),
        })
    }

    fn run(mut self, walked: &mut FoundFiles) {
        while let Some(folder) = self.folders.pop_front().or_else(|| self.links.pop_front()) {
            if let Err(problem) = self.read_folder(&folder) {
                self.fail(&folder, problem);
            }
        }
        self.files.sort_by(|a, b| a.name.cmp(&b.name));
        walked.files.extend(self.files);
        walked.failures.extend(self.failures);
    }

    fn fail(&mut self, path: &Path, problem: impl Into<ReadProblem>) {
        self.failures.push(ReadError::new(source_name(&self.root, path), problem));
    }

    fn read_folder(&mut self, folder: &Path) -> Result<(), ReadProblem> {
        let canonical = fs::canonicalize(folder)?;
        if !self.visited.insert(canonical.clone()) {
            let parent = fs::canonicalize(folder.parent().unwrap_or(folder))?;
            return if parent.starts_with(canonical) { Err(ReadProblem::LinkLoop) } else { Ok(()) };
        }
        // A record that cannot be parsed says nothing about Dateline's output.
        if let Ok(record) = OutputRecord::read(folder)
            && !record.is_empty()
        {
            self.records.insert(folder.to_owned(), record);
        }
        for path in entries(folder)? {
            if let Err(problem) = self.sort_out(&path) {
                self.fail(&path, problem);
            }
        }
        Ok(())
    }

    fn sort_out(&mut self, path: &Path) -> Result<(), ReadProblem> {
        let is_link = fs::symlink_metadata(path)?.is_symlink();
        if is_link && !self.follow_links {
            let target = fs::canonicalize(path)?;
            let Ok(below) = target.strip_prefix(&self.canonical_root) else {
                return Err(ReadProblem::LinkOutside(target.display().to_string()));
            };
            if below.components().any(|part| is_hidden(&part.as_os_str().to_string_lossy())) {
                return Err(ReadProblem::LinkToHidden);
            }
        }
        let metadata = fs::metadata(path)?;
        if metadata.is_dir() {
            let folders = if is_link { &mut self.links } else { &mut self.folders };
            folders.push_back(path.to_owned());
        } else if !metadata.is_file() {
            return Err(ReadProblem::NotAFile);
        } else if !self.is_output(path) {
            self.files.push(InputFile {
                name: source_name(&self.root, path),
                path: Some(path.to_owned()),
                root: self.root.clone(),
                is_whole_root: true,
                access: Access::new(&metadata),
                issue_files: None,
            });
        }
        Ok(())
    }

    /// Whether a file is Dateline's own output, according to the record of a folder around it.
    fn is_output(&self, path: &Path) -> bool {
        path.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.root)).any(|folder| {
            let record = self.records.get(folder);
            record.is_some_and(|record| record.is_output(folder, &source_name(folder, path)))
        })
    }
}

/// The paths in a folder that are not hidden, by name.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !is_hidden(&entry.file_name().to_string_lossy()) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

/// The path below the root, with `/`; for the root, its own name.
fn source_name(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).ok().filter(|below| !below.as_os_str().is_empty());
    let Some(below) = below else { return root.to_string_lossy().into_owned() };
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
