//! The `dateline` command: arguments, and one file a subcommand.

mod args;
mod build;
mod check;
mod completions;
mod pack;
mod parse;
mod quick;
mod run;
mod site;
mod viewer;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};
use run::Failure;

/// Runs the command with these arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Nobody is left to tell where even the message cannot be written.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let done = match args.command {
        Command::Parse { input } => parse::run(&input),
        Command::Check { input, all } => check::run(&input, all),
        Command::Build { input, out } => build::run(&input, &out),
        Command::Site { input, out, viewer, force } => site::run(&input, &out, viewer.as_deref(), force),
        Command::Pack { input, out, viewer } => pack::run(&input, &out, viewer.as_deref()),
        Command::Completions { shell } => completions::run(shell),
    };
    match done {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        // Whoever reads has seen enough.
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(Failure::Told(message)) => {
            eprintln!("dateline: {message}");
            ExitCode::from(2)
        }
    }
}
