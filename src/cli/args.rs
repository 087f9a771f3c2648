//! The arguments of the command.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// A reader for news archives that needs no server.
#[derive(Debug, Parser)]
#[command(version)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print one article a line, as JSON
    Parse {
        /// Files and folders to read
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Write the bundle that the viewer opens
    Build {
        /// Files and folders to read
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// The folder to write
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}
