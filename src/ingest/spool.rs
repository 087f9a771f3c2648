//! Byte strings that wait on disk until they are needed again.

use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::SpooledTempFile;

use crate::corpus::Tape;

/// The number of bytes that stay in memory before a temporary file is created.
const HELD_BYTES: usize = 8 << 20;

/// The number of bytes that are written or read at once.
const BLOCK_BYTES: usize = 256 << 10;

/// Byte strings in a temporary file, which several threads write and read.
#[derive(Debug)]
pub(super) struct Spool(Mutex<Appended>);

#[derive(Debug)]
struct Appended {
    file: SpooledTempFile,
    /// The bytes to write next.
    pending: Vec<u8>,
    /// The number of bytes in the file.
    written: u64,
}

/// The position of a byte string.
#[derive(Clone, Copy, Debug)]
pub(super) struct SpoolRange {
    start: u64,
    length: u32,
}

impl SpoolRange {
    /// How many bytes it has.
    pub(super) fn length(self) -> usize {
        self.length as usize
    }
}

impl Appended {
    fn new() -> Appended {
        Appended { file: SpooledTempFile::new(HELD_BYTES), pending: Vec::new(), written: 0 }
    }

    fn append(&mut self, run: &[u8]) -> io::Result<()> {
        if self.pending.len() + run.len() > BLOCK_BYTES {
            self.flush()?;
        }
        self.pending.extend_from_slice(run);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.written))?;
        self.file.write_all(&self.pending)?;
        self.written += self.pending.len() as u64;
        self.pending.clear();
        Ok(())
    }
}

impl Spool {
    /// An empty one.
    pub(super) fn new() -> Spool {
        Spool(Mutex::new(Appended::new()))
    }

    fn locked(&self) -> MutexGuard<'_, Appended> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends a run of bytes.
    pub(super) fn put(&self, run: &[u8]) -> io::Result<SpoolRange> {
        let length = u32::try_from(run.len()).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        let mut appended = self.locked();
        let start = appended.written + appended.pending.len() as u64;
        appended.append(run)?;
        // If a byte string does not fit after the pending ones, it begins a new block at the same position.
        Ok(SpoolRange { start, length })
    }

    /// The run of bytes at a place.
    pub(super) fn get(&self, place: SpoolRange) -> io::Result<Vec<u8>> {
        let mut appended = self.locked();
        if !appended.pending.is_empty() {
            appended.flush()?;
        }
        let mut run = vec![0; place.length()];
        appended.file.seek(SeekFrom::Start(place.start))?;
        appended.file.read_exact(&mut run)?;
        Ok(run)
    }
}

/// Byte strings in a temporary file, which one thread writes and reads.
#[derive(Debug)]
pub struct FileTape(Appended);

impl FileTape {
    /// An empty one.
    pub(super) fn new() -> FileTape {
        FileTape(Appended::new())
    }
}

impl Tape for FileTape {
    type Error = io::Error;

    fn write(&mut self, run: &[u8]) -> io::Result<()> {
        self.0.append(&(run.len() as u64).to_le_bytes())?;
        self.0.append(run)
    }

    fn read(&mut self, act: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        self.0.flush()?;
        self.0.file.seek(SeekFrom::Start(0))?;
        let mut left = self.0.written;
        let mut reader = io::BufReader::with_capacity(BLOCK_BYTES, &mut self.0.file);
        let mut run = Vec::new();
        while left > 0 {
            let mut length = [0; 8];
            reader.read_exact(&mut length)?;
            let length = u64::from_le_bytes(length);
            run.clear();
            (&mut reader).take(length).read_to_end(&mut run)?;
            act(&run);
            left = left.saturating_sub(8 + length);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_is_got_whatever_the_order() {
        let spool = Spool::new();
        let runs: Vec<Vec<u8>> = (0..2_000u32).map(|n| vec![n as u8; (n * 37 % 50_000) as usize]).collect();
        let places: Vec<SpoolRange> = runs.iter().map(|run| spool.put(run).unwrap()).collect();
        for (run, place) in runs.iter().zip(&places).rev().step_by(7) {
            assert!(spool.get(*place).unwrap() == *run);
        }
        let late = spool.put(b"late").unwrap();
        assert_eq!(spool.get(late).unwrap(), b"late");
    }

    #[test]
    fn a_tape_is_read_as_often_as_wanted() {
        let mut tape = FileTape::new();
        for n in 0..3_000u32 {
            tape.write(&vec![n as u8; n as usize * 10]).unwrap();
        }
        for _ in 0..2 {
            let mut n = 0u32;
            tape.read(&mut |run| {
                assert!(run.len() == n as usize * 10 && run.iter().all(|byte| *byte == n as u8));
                n += 1;
            })
            .unwrap();
            assert_eq!(n, 3_000);
        }
    }
}
