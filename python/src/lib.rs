//! The Python package of Dateline: the part in Rust, `dateline._dateline`. The part in Python is in `package/dateline`.
//!
//! Nothing here parses or queries; that is what the library does. This part turns its values into Python's and back,
//! gives up the interpreter's lock while the library works, and sees to it that a bad document never raises.

mod archive;
mod article;
mod gather;
mod input;
mod reading;
mod threads;

use std::ffi::OsString;

use pyo3::prelude::*;

/// Many threads allocate many short texts, for which the system's allocator is slow.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Runs the command `dateline` with these arguments, the program's name first, and returns its exit status.
#[pyfunction]
fn run_command(py: Python<'_>, args: Vec<OsString>) -> u8 {
    py.detach(|| dateline::cli::exit_status(args))
}

/// The part of the package that is written in Rust.
#[pymodule]
mod _dateline {
    #[pymodule_export]
    use super::archive::ArchiveReader;
    #[pymodule_export]
    use super::article::{
        Actor, Article, Cited, Mention, Outlet, PublicationDate, Quote, Removed, Title, Warning, article_from_json,
        articles_to_ipc, schema_ipc,
    };
    #[pymodule_export]
    use super::gather::{Gathering, Rules};
    #[pymodule_export]
    use super::input::{parse, parse_batch, parse_file, parse_to_ipc};
    #[pymodule_export]
    use super::reading::{Reading, read};
    #[pymodule_export]
    use super::run_command;

    /// The version of the package.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
