//! `dateline completions`.

use std::io::{self, Write as _};

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::Args;
use super::error::CommandError;

/// Prints the script for a shell.
pub(super) fn run(shell: Shell) -> Result<usize, CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "dateline", &mut script);
    io::stdout().write_all(&script)?;
    Ok(0)
}
