//! Dateline turns a folder of news reports into a static web page.
//!
//! # Steps
//!
//! Data flows one way, and each step depends only on those before it:
//!
//! 1. [`document`]: bytes become a [`document::Document`]: text, a web page, or a record with stated fields.
//! 2. [`extract`]: a document becomes an [`model::Article`]: headline, date, outlet, body, and everything that is not
//!    body. Then [`actors`] finds whom the article mentions, and [`quotes`] what they say.
//! 3. [`corpus`]: articles become a corpus: the facts in `corpus.toml` are applied, and documents date each other.
//!    [`story`] finds which of them tell the same story, and which are copies of one another.
//! 4. [`bundle`]: a corpus becomes the files that the page fetches.
//! 5. [`query`]: a [`query::Archive`] opens those files and answers a [`query::Query`].
//! 6. [`survey`] reads a selection for statistics that need its texts; [`export`] and [`citation`] write it down.
//! 7. `app`: the page shows the answers; its only state is the address.
//!
//! [`parser`] runs steps 1 to 3 in memory, for [`worker`]. [`ingest`] runs them over files and folders, and [`cli`] is
//! the `dateline` command around it.

#[cfg(feature = "parse")]
pub mod actors;
#[cfg(feature = "browser")]
pub mod app;
pub mod bundle;
pub mod citation;
#[cfg(feature = "native")]
pub mod cli;
#[cfg(feature = "native")]
pub mod columnar;
#[cfg(feature = "parse")]
pub mod compress;
#[cfg(feature = "parse")]
pub mod corpus;
#[cfg(feature = "parse")]
pub mod document;
#[cfg(feature = "engine")]
pub mod engine;
#[cfg(feature = "engine-lines")]
pub mod engine_lines;
pub mod export;
#[cfg(feature = "parse")]
pub mod extract;
pub mod index;
#[cfg(feature = "native")]
pub mod ingest;
#[cfg(feature = "parse")]
pub mod language;
pub mod model;
#[cfg(feature = "native")]
pub mod output;
pub mod pack;
#[cfg(feature = "parse")]
pub mod parser;
pub mod query;
#[cfg(feature = "parse")]
pub mod quotes;
#[cfg(feature = "native")]
pub mod site;
#[cfg(feature = "parse")]
pub mod story;
pub mod survey;
pub mod task;
pub mod text;
pub mod wire;
#[cfg(feature = "parse")]
pub mod worker;
