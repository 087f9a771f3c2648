//! One file a set.

pub mod aeb;
mod fields;
pub mod htmldate;
pub mod mediacloud2020;
pub mod readability;
pub mod speed;
pub mod trafilatura;
