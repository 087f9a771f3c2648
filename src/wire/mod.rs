//! JSON, bytes, sorting, hashing and hexadecimal digits with little code.
//!
//! The page and the engine download every byte of code that they run. Code that serde and the standard library would
//! compile for each type is compiled here once and shared.

pub mod bytes;
mod hash;
mod hex;
pub mod json;
pub mod record;
pub mod sort;
mod value;

pub use hash::{HASH_START, hash_bytes, mixed_hash};
pub use hex::hex;
