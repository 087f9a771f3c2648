//! One file per set.

pub mod actors;
pub mod actors_multi;
pub mod aeb;
pub mod encodings;
pub mod feeds;
mod fields;
pub mod fundus;
pub mod htmldate;
pub mod mediacloud2020;
pub mod own;
pub mod plaintext;
pub mod quote_groups;
pub mod quotes;
pub mod readability;
pub mod speed;
mod text;
pub mod trafilatura;
pub mod warc;
pub mod wcxb;
