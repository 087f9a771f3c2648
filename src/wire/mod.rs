//! Reading JSON, sorting, hashing and hexadecimal digits in little code.
//!
//! The page and the engine for other pages download every byte of code that they run. What serde and the standard library
//! would compile again for every type is here compiled once and shared.

mod hash;
mod hex;
pub mod json;
pub mod sort;

pub use hash::{HASH_START, hash_bytes};
pub use hex::hex;
