//! Collections of articles that need not be in memory.

use std::convert::Infallible;

use crate::model::Article;

/// Articles that can be read repeatedly, wherever they are stored.
pub trait Collection: Sync {
    /// The error of reading them.
    type Error;
    /// A tape for this collection.
    type Tape: Tape<Error = Self::Error>;

    /// Passes the articles at these indices to `make`, possibly in parallel, and the results to `take`, in the order of
    /// the indices.
    ///
    /// # Errors
    ///
    /// If an article cannot be read; the errors of `take`.
    fn each<T: Send>(
        &self,
        places: &[usize],
        make: impl Fn(usize, &Article) -> T + Sync,
        take: impl FnMut(usize, T) -> Result<(), Self::Error>,
    ) -> Result<(), Self::Error>;

    /// Creates a tape.
    ///
    /// # Errors
    ///
    /// If there is no room for one.
    fn tape(&self) -> Result<Self::Tape, Self::Error>;
}

/// Byte strings that are written in sequence and read in the same order, any number of times.
pub trait Tape {
    /// The error of writing or reading.
    type Error;

    /// Appends a byte string.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    fn write(&mut self, run: &[u8]) -> Result<(), Self::Error>;

    /// Passes every byte string to `act`, from the first to the last.
    ///
    /// # Errors
    ///
    /// If they cannot be read.
    fn read(&mut self, act: &mut dyn FnMut(&[u8])) -> Result<(), Self::Error>;
}

impl Collection for Vec<Article> {
    type Error = Infallible;
    type Tape = MemoryTape;

    fn each<T: Send>(
        &self,
        places: &[usize],
        make: impl Fn(usize, &Article) -> T + Sync,
        mut take: impl FnMut(usize, T) -> Result<(), Infallible>,
    ) -> Result<(), Infallible> {
        for at in places {
            if let Some(article) = self.get(*at) {
                take(*at, make(*at, article))?;
            }
        }
        Ok(())
    }

    fn tape(&self) -> Result<MemoryTape, Infallible> {
        Ok(MemoryTape::default())
    }
}

/// A tape in memory.
#[derive(Debug, Default)]
pub struct MemoryTape(Vec<Box<[u8]>>);

impl Tape for MemoryTape {
    type Error = Infallible;

    fn write(&mut self, run: &[u8]) -> Result<(), Infallible> {
        self.0.push(run.into());
        Ok(())
    }

    fn read(&mut self, act: &mut dyn FnMut(&[u8])) -> Result<(), Infallible> {
        self.0.iter().for_each(|run| act(run));
        Ok(())
    }
}
