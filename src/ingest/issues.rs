//! Scanned newspapers in a folder: the files that belong to the map of an issue are read with it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::sidecars::read_file;
use super::walk::{Access, InputFile};
use crate::document::{ReadProblem, ScannedIssue, folder_of, is_issue_map};
use crate::parser::CorpusRules;

/// The files to read: each map of an issue has the files that it names with it, and they are no longer files of their own.
pub(super) fn gather<'f>(files: &'f [InputFile], rules: &CorpusRules, max_bytes: u64) -> Cow<'f, [InputFile]> {
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut found: Vec<(usize, Vec<PathBuf>)> = Vec::new();
    for (at, file) in files.iter().enumerate().filter(|(_, file)| is_issue_map(&file.name)) {
        let Some(path) = file.path.as_deref().filter(|_| file.access == Access::Random) else { continue };
        if rules.ignores_file(&file.root, &file.name) {
            continue;
        }
        // A file that is no map is read like any other.
        let Some(issue) = read_file(path, max_bytes).ok().and_then(|bytes| ScannedIssue::parse(&bytes).ok()) else {
            continue;
        };
        let beside = |other: &&InputFile| other.root == file.root && other.access == Access::Random;
        let names = files.iter().filter(beside).map(|other| other.name.as_str()).filter(|name| *name != file.name);
        let names: BTreeSet<&str> = issue.files_among(folder_of(&file.name), names).into_iter().collect();
        let parts = files.iter().enumerate().filter(|(_, other)| beside(other) && names.contains(other.name.as_str()));
        let parts: Vec<(usize, &InputFile)> = parts.filter(|(at, _)| !taken.contains(at)).collect();
        if parts.is_empty() {
            continue;
        }
        taken.extend(parts.iter().map(|(at, _)| at));
        found.push((at, parts.into_iter().filter_map(|(_, part)| part.path.clone()).collect()));
    }
    if found.is_empty() {
        return Cow::Borrowed(files);
    }
    let mut files: Vec<Option<InputFile>> = files.iter().cloned().map(Some).collect();
    for (at, parts) in found {
        if let Some(Some(file)) = files.get_mut(at) {
            file.issue_files = Some(parts);
        }
    }
    files.into_iter().zip(0..).filter(|(_, at)| !taken.contains(at)).filter_map(|(file, _)| file).collect()
}

/// The issue of a map with its pages.
pub(super) fn issue(map: &Path, issue_files: &[PathBuf], max_bytes: u64) -> Result<ScannedIssue, ReadProblem> {
    let mut issue = ScannedIssue::parse(&read_file(map, max_bytes)?)?;
    for path in issue_files {
        let name = path.to_string_lossy();
        if issue.has_page(&name) {
            let page = read_file(path, max_bytes).map_err(ReadProblem::from);
            issue.take_page(&name, page.as_deref().map_err(Clone::clone));
        }
    }
    Ok(issue)
}
