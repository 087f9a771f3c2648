//! Numbers that look random and are the same in every run, for archives that benchmarks make.

/// A small pseudo-random number generator (xorshift, Marsaglia 2003).
pub struct Dice(pub u64);

impl Dice {
    /// A number below `below`, or 0.
    pub fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below.max(1)
    }

    /// A number below `most`; small ones are far more frequent than large ones.
    pub fn skewed(&mut self, most: u64) -> u64 {
        let share = self.next(1 << 20) as f64 / f64::from(1 << 20);
        ((most as f64).powf(share) as u64).saturating_sub(1).min(most - 1)
    }
}
