//! The arguments of the command.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};
use clap_complete::Shell;

/// A reader for news archives that needs no server.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100)]
#[command(after_help = "Exit status: 0 all was read; 1 some documents could not be read (the others are written, the \
                        failures listed); 2 wrong usage, or nothing could be done.")]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print one article a line, as JSON
    Parse {
        #[command(flatten)]
        input: Input,
    },
    /// Report what was read, what was inferred and from what, what is missing, what failed
    Check {
        #[command(flatten)]
        input: Input,
        /// List everything, however long the lists
        #[arg(long)]
        all: bool,
    },
    /// Write the bundle that the viewer opens
    Build {
        #[command(flatten)]
        input: Input,
        /// The folder to write
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Write the whole static site: the viewer and the bundle
    Site {
        #[command(flatten)]
        input: Input,
        /// The folder to write; it can be copied to any static host, under any path
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The built viewer [default: dist]
        #[arg(long, value_name = "DIR")]
        viewer: Option<PathBuf>,
        /// Write into a folder that holds other files
        #[arg(long)]
        force: bool,
    },
    /// Write viewer and corpus as one page that opens by double click, without a network
    Pack {
        #[command(flatten)]
        input: Input,
        /// The page to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The built viewer [default: dist]
        #[arg(long, value_name = "DIR")]
        viewer: Option<PathBuf>,
    },
    /// Print a script that completes this command in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// What is read and how.
#[derive(Debug, ClapArgs)]
pub(super) struct Input {
    /// Files and folders to read; `-` reads records, one JSON object a line, from standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How many threads read [default: one for each processor]
    #[arg(long, short, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(super) jobs: usize,
    /// Search records for actors even where they state theirs
    #[arg(long)]
    pub(super) extract_actors: bool,
    /// Show no progress and no warnings; what failed is still listed
    #[arg(long, short)]
    pub(super) quiet: bool,
}
