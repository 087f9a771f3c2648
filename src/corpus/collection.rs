//! Articles that need not all be in memory.

use std::convert::Infallible;

use crate::model::Article;

/// Articles that can be looked at again and again, wherever they are kept.
pub trait Collection: Sync {
    /// Why they could not be looked at.
    type Error;
    /// What bytes are laid aside on.
    type Tape: Tape<Error = Self::Error>;

    /// Hands the articles at these places to `make`, perhaps several at once, and what it makes of them to `take`, in
    /// the order of the places.
    ///
    /// # Errors
    ///
    /// Where an article cannot be had, or what `take` fails with.
    fn each<T: Send>(
        &self,
        places: &[usize],
        make: impl Fn(usize, &Article) -> T + Sync,
        take: impl FnMut(usize, T) -> Result<(), Self::Error>,
    ) -> Result<(), Self::Error>;

    /// A new tape.
    ///
    /// # Errors
    ///
    /// Where there is no room for one.
    fn tape(&self) -> Result<Self::Tape, Self::Error>;
}

/// Runs of bytes that are written one after the other and read in the same order, as often as wanted.
pub trait Tape {
    /// Why they could not be written or read.
    type Error;

    /// Appends a run.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    fn write(&mut self, run: &[u8]) -> Result<(), Self::Error>;

    /// Hands every run to `act`, from the first to the last.
    ///
    /// # Errors
    ///
    /// Where they cannot be read.
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
