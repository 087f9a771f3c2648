//! The `dateline` command: arguments, and one file a subcommand.

mod args;
mod build;
mod parse;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};

/// Runs the command with these arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let done = match args.command {
        Command::Parse { paths } => parse::run(&paths),
        Command::Build { paths, out } => build::run(&paths, &out),
    };
    match done {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(error) => {
            eprintln!("dateline: {error}");
            ExitCode::from(2)
        }
    }
}
