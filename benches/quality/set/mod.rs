//! One file a set.

pub mod aeb;
pub mod encodings;
pub mod feeds;
mod fields;
pub mod htmldate;
pub mod mediacloud2020;
pub mod readability;
pub mod speed;
pub mod trafilatura;
pub mod warc;
