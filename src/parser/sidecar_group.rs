//! What the `corpus.toml` files of a folder state about the whole corpus, and how those of several folders are joined.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::corpus::Sidecar;

/// What the `corpus.toml` files of one corpus folder state about the whole corpus: each with its name below the folder,
/// outer ones first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SidecarGroup(Vec<(String, Sidecar)>);

impl SidecarGroup {
    /// The group of one file.
    pub fn from_sidecar(name: &str, stated: Sidecar) -> SidecarGroup {
        let mut group = SidecarGroup::default();
        group.add(name, stated);
        group
    }

    /// Adds what a file states about the whole corpus, if it states anything.
    pub(super) fn add(&mut self, name: &str, stated: Sidecar) {
        let stated = Sidecar { document: Vec::new(), ..stated };
        if stated != Sidecar::default() {
            self.0.push((name.to_owned(), stated));
            self.0.sort_by(|(a, _), (b, _)| depth_of(a).cmp(&depth_of(b)).then_with(|| a.cmp(b)));
        }
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn depth_of(name: &str) -> usize {
    name.matches('/').count()
}

/// What all groups state together: outer files before inner ones, then earlier groups before later ones. Of several titles,
/// the first counts.
pub fn of_all(groups: &[SidecarGroup]) -> Sidecar {
    let mut all: Vec<(usize, &Sidecar)> =
        groups.iter().flat_map(|group| &group.0).map(|(name, stated)| (depth_of(name), stated)).collect();
    all.sort_by_key(|(depth, _)| *depth);
    let mut whole = Sidecar::default();
    for (_, stated) in all {
        let Sidecar { title, description, document: _, outlet, actor, story } = stated.clone();
        whole.title = whole.title.take().or(title);
        whole.description = whole.description.take().or(description);
        whole.outlet.extend(outlet);
        whole.actor.extend(actor);
        whole.story.extend(story);
    }
    whole
}

/// Whether two sidecars make the same articles of the same documents.
pub fn same_for_articles(one: &Sidecar, other: &Sidecar) -> bool {
    one.outlet == other.outlet && one.actor == other.actor
}

/// A folder whose documents are read now.
#[derive(Clone, Debug, Default)]
pub(super) struct NewFolder {
    /// The names of its `corpus.toml` files, with those that state nothing about the whole corpus.
    pub(super) names: BTreeSet<String>,
    pub(super) group: SidecarGroup,
    /// The groups of the archive that have files with the same names as this folder. It is theirs, in its present state.
    pub(super) holds: BTreeSet<usize>,
}

/// The groups of an archive with those of the folders that are read now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JoinedGroups {
    /// All groups; no two are equal.
    pub groups: Vec<SidecarGroup>,
    /// The number of each of the archive's former groups, from 1; 0 if it is gone.
    pub of_archive: Vec<u32>,
    /// The number of each new folder's group, from 1; 0 if it has none.
    pub of_folders: Vec<u32>,
}

/// Joins the groups of an archive and those of folders. A folder that is read again replaces what was in its files of the
/// same names. `is_read_again` says of a group of the archive whether all its documents are read again: what is no longer
/// stated beside them is gone.
pub(super) fn joined(
    archive: &[SidecarGroup],
    folders: &[NewFolder],
    is_read_again: impl Fn(usize) -> bool,
) -> JoinedGroups {
    let mut slots: Vec<SidecarGroup> = archive.to_vec();
    // The slot of each group of the archive.
    let mut of_archive: Vec<usize> = (0..archive.len()).collect();
    let mut is_taken = vec![false; archive.len()];
    let mut of_folders = Vec::with_capacity(folders.len());
    for folder in folders {
        let held: Vec<usize> =
            folder.holds.iter().copied().filter(|at| is_taken.get(*at).is_some_and(|is_taken| !is_taken)).collect();
        let Some(first) = held.first().copied().filter(|_| !folder.names.is_empty()) else {
            of_folders.push(slots.len());
            slots.push(folder.group.clone());
            continue;
        };
        let mut group = folder.group.clone();
        for at in held {
            is_taken[at] = true;
            of_archive[at] = first;
            let left = std::mem::take(&mut slots[at]);
            let stays = |name: &String| !folder.names.contains(name) && !is_read_again(at);
            left.0.into_iter().filter(|(name, _)| stays(name)).for_each(|(name, stated)| group.add(&name, stated));
        }
        slots[first] = group;
        of_folders.push(first);
    }
    for (at, slot) in slots.iter_mut().enumerate().take(archive.len()) {
        if !is_taken[at] && is_read_again(at) {
            *slot = SidecarGroup::default();
        }
    }
    let mut groups: Vec<SidecarGroup> = Vec::new();
    let numbers: Vec<u32> = slots
        .into_iter()
        .map(|group| {
            if group.is_empty() {
                return 0;
            }
            let known = groups.iter().position(|known| *known == group);
            let at = known.unwrap_or_else(|| {
                groups.push(group);
                groups.len() - 1
            });
            at as u32 + 1
        })
        .collect();
    let number = |slot: &usize| numbers.get(*slot).copied().unwrap_or_default();
    JoinedGroups {
        of_archive: of_archive.iter().map(number).collect(),
        of_folders: of_folders.iter().map(number).collect(),
        groups,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(files: &[(&str, &str)]) -> SidecarGroup {
        let mut group = SidecarGroup::default();
        for (name, text) in files {
            group.add(name, Sidecar::parse(text).unwrap());
        }
        group
    }

    fn folder(files: &[(&str, &str)], holds: &[usize]) -> NewFolder {
        let names = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        NewFolder { names, group: group(files), holds: holds.iter().copied().collect() }
    }

    #[test]
    fn a_folder_read_again_states_what_it_states_now() {
        let archive = [group(&[("corpus.toml", "title = 'A'"), ("b/corpus.toml", "description = 'B'")])];
        let again = folder(&[("corpus.toml", "title = 'New'")], &[0]);
        let joined = |folders: &[NewFolder], again: bool| super::joined(&archive, folders, |_| again);

        let whole = joined(std::slice::from_ref(&again), true);
        assert_eq!((of_all(&whole.groups).title.as_deref(), whole.groups.len()), (Some("New"), 1));
        assert_eq!(of_all(&whole.groups).description, None, "its file is gone");
        assert_eq!((whole.of_archive, whole.of_folders), (vec![1], vec![1]));

        let part = joined(&[again], false);
        assert_eq!(of_all(&part.groups).description.as_deref(), Some("B"));

        let emptied = joined(&[folder(&[("corpus.toml", "")], &[0])], true);
        assert_eq!((emptied.groups, emptied.of_archive, emptied.of_folders), (vec![], vec![0], vec![0]));
    }

    #[test]
    fn another_folder_adds_to_what_is_stated() {
        let archive = [group(&[("corpus.toml", "title = 'A'")])];
        let joined =
            joined(&archive, &[folder(&[("corpus.toml", "title = 'Day'")], &[]), folder(&[], &[0])], |_| false);
        assert_eq!(of_all(&joined.groups).title.as_deref(), Some("A"));
        assert_eq!((joined.groups.len(), joined.of_archive, joined.of_folders), (2, vec![1], vec![2, 0]));
        let same = super::joined(&archive, &[folder(&[("corpus.toml", "title = 'A'")], &[])], |_| false);
        assert_eq!((same.groups.len(), same.of_folders), (1, vec![1]));
    }
}
