//! One run at a time for each folder.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// Locks a folder until the returned file is dropped or the process ends. Calls `on_wait` if another run holds the lock.
/// A file system without locks gives none.
pub(super) fn lock(folder: &Path, on_wait: &dyn Fn()) -> io::Result<Option<File>> {
    let Some(file) = lockable(folder)? else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => {
            on_wait();
            Ok(file.lock().is_ok().then_some(file))
        }
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// The folder itself, which leaves no file behind.
#[cfg(unix)]
fn lockable(folder: &Path) -> io::Result<Option<File>> {
    File::open(folder).map(Some)
}

/// Other systems cannot lock a folder, so a file in it is locked.
#[cfg(not(unix))]
fn lockable(folder: &Path) -> io::Result<Option<File>> {
    File::options().write(true).create(true).truncate(false).open(folder.join(".dateline-lock")).map(Some)
}
