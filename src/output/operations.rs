//! The operations on files that change something, each of which tests can let fail.
//!
//! In builds with debug assertions, `DATELINE_FAULT=abort:N` ends the process at the operation with number N (counted
//! from 1), as a power cut would, and in the middle of a write; `DATELINE_FAULT=full:N` lets it and all later
//! writes fail as if the disk were full. The variable means nothing in release builds.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Whether an operation takes room on the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    Needed,
    NotNeeded,
}

/// The most files that are flushed one by one.
#[cfg(target_os = "linux")]
const MAX_SINGLE_FLUSHES: usize = 64;

/// Creates a file with these bytes. Fails if there is one.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    fault::at(Room::Needed, || drop(file.write_all(bytes.get(..bytes.len() / 2).unwrap_or_default())))?;
    file.write_all(bytes)
}

/// Appends all that a reader gives to a file.
pub(super) fn append(path: &Path, source: &mut impl io::Read) -> io::Result<()> {
    let mut file = File::options().append(true).open(path)?;
    fault::at(Room::Needed, || ())?;
    io::copy(source, &mut file).map(drop)
}

/// Moves a file to its place, replacing the one that is there.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fault::at(Room::NotNeeded, || ())?;
    fs::rename(from, to)
}

/// Removes a file.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    fault::at(Room::NotNeeded, || ())?;
    fs::remove_file(path)
}

/// Removes an empty folder.
pub(super) fn remove_dir(path: &Path) -> io::Result<()> {
    fault::at(Room::NotNeeded, || ())?;
    fs::remove_dir(path)
}

/// Makes a folder and those around it.
pub(super) fn create_dir_all(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    fault::at(Room::Needed, || ())?;
    fs::create_dir_all(path)
}

/// Writes what the system still holds in memory of a folder's files to the disk.
pub(super) fn flush_files<'a>(folder: &Path, files: impl ExactSizeIterator<Item = &'a Path>) -> io::Result<()> {
    fault::at(Room::NotNeeded, || ())?;
    // One call for the whole file system takes less time than one for each of many files.
    #[cfg(target_os = "linux")]
    if files.len() > MAX_SINGLE_FLUSHES && rustix::fs::syncfs(File::open(folder)?).is_ok() {
        return Ok(());
    }
    let _ = folder;
    for file in files {
        File::options().write(true).open(file)?.sync_all()?;
    }
    Ok(())
}

/// Writes the names in a folder to the disk. Not every system can.
pub(super) fn flush_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        folder.sync_all().ok();
    }
}

#[cfg(debug_assertions)]
mod fault {
    use std::env;
    use std::io;
    use std::process::abort;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::Room;

    enum Fault {
        Abort(u64),
        Full(u64),
    }

    static FAULT: OnceLock<Option<Fault>> = OnceLock::new();
    static COUNT: AtomicU64 = AtomicU64::new(0);

    fn parse() -> Option<Fault> {
        let variable = env::var("DATELINE_FAULT").ok()?;
        let (kind, n) = variable.split_once(':')?;
        match kind {
            "abort" => Some(Fault::Abort(n.parse().ok()?)),
            "full" => Some(Fault::Full(n.parse().ok()?)),
            _ => None,
        }
    }

    /// Counts an operation. `half` does a part of it before the process ends.
    pub(super) fn at(room: Room, half: impl FnOnce()) -> io::Result<()> {
        let n = COUNT.fetch_add(1, Ordering::Relaxed) + 1;
        match FAULT.get_or_init(parse) {
            Some(Fault::Abort(at)) if n == *at => {
                half();
                abort()
            }
            Some(Fault::Full(at)) if n >= *at && room == Room::Needed => Err(io::ErrorKind::StorageFull.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(not(debug_assertions))]
mod fault {
    #[inline]
    pub(super) fn at(_: super::Room, _: impl FnOnce()) -> std::io::Result<()> {
        Ok(())
    }
}
