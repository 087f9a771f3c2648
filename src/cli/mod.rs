//! The `dateline` command: arguments, and one file per subcommand.

mod args;
mod build;
mod bundle;
mod check;
mod completions;
mod error;
mod hosts;
mod input;
mod output;
mod pack;
mod parse;
mod quick;
mod site;
mod stories;
mod terminal;
mod update;
mod viewer;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};
use error::CommandError;
use terminal::{is_unsafe, printable, printable_lines};

use crate::ingest::Ingested;
use crate::output::{OutputFolder, OutputKind};

/// The exit status if some documents could not be read.
const SOME_UNREAD: u8 = 1;

/// Runs the command with these arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::from(exit_status(args))
}

/// Runs the command like [`run`], and returns its exit status as a number: the command inside another program.
pub fn exit_status(args: impl IntoIterator<Item = OsString>) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let parsed = match Args::try_parse_from(&args) {
        Ok(parsed) => parsed,
        Err(error) => return usage_error(&error, &args),
    };
    match run_command(parsed.command) {
        Ok(0) => 0,
        Ok(_) => SOME_UNREAD,
        Err(CommandError::BrokenPipe) => CommandError::BrokenPipe.exit_code(),
        Err(error) => {
            eprintln!("dateline: {}", printable(&error.to_string()));
            error.exit_code()
        }
    }
}

/// Writes the archive of articles that were gathered elsewhere, as `dateline build` does for those that it reads itself.
///
/// # Errors
///
/// If the folder cannot be written, or holds what must not be overwritten; the text is for people.
pub fn write_archive(ingested: &Ingested, out: &Path, force: bool) -> Result<(), String> {
    OutputFolder::check(out, OutputKind::Build, force)
        .map_err(CommandError::from)
        .and_then(|()| build::write(ingested, false, out, force))
        .map(drop)
        .map_err(|error| error.to_string())
}

/// Runs a subcommand. Returns how many documents could not be read.
fn run_command(command: Command) -> Result<usize, CommandError> {
    match command {
        Command::Parse { input, format, out, force } => parse::run(&input, format, out.as_deref(), force),
        Command::Check { input, all } => check::run(&input, all),
        Command::Stories { input, explain } => stories::run(&input, explain.as_deref()),
        Command::Build { input, update, without_text, out, force } => {
            build::run(&input, update, without_text, &out, force)
        }
        Command::Site { input, update, without_text, out, viewer, force } => {
            site::run(&input, update, without_text, &out, viewer.as_deref(), force)
        }
        Command::Pack { input, with_readers, without_text, out, viewer, force } => {
            pack::run(&input, without_text, &out, viewer.as_deref(), with_readers, force)
        }
        Command::Completions { shell } => completions::run(shell),
    }
}

/// Prints help, the version or what is wrong with the arguments.
fn usage_error(error: &clap::Error, args: &[OsString]) -> u8 {
    // A shell's `*` can make arguments of file names that a stranger chose.
    if args.iter().any(|arg| arg.to_string_lossy().contains(is_unsafe)) {
        eprint!("{}", printable_lines(&error.to_string()));
    } else {
        // If the output is closed, there is nobody to tell.
        error.print().ok();
    }
    if error.use_stderr() { 2 } else { 0 }
}
