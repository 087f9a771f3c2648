//! Where in a file something is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A position in a file. All numbers count from 1, except bytes, which count from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Position {
    /// A byte.
    Byte(u64),
    /// An entry of an archive, by name.
    Entry(String),
    /// A line.
    Line(u64),
    /// An item of a list.
    Record(u64),
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Position::Byte(n) => write!(f, "byte {n}"),
            Position::Entry(name) => write!(f, "entry {name}"),
            Position::Line(n) => write!(f, "line {n}"),
            Position::Record(n) => write!(f, "record {n}"),
        }
    }
}
