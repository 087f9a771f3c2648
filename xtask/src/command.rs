//! Running other programs.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::Instant;

use sha2::{Digest as _, Sha256};

/// How many bytes of a hash are in the names of files.
const HASH_BYTES: usize = 8;

/// Why a step failed and how to fix it, for people.
#[derive(Debug)]
pub struct Failure(pub String);

/// Prints what follows, and how long the program has run so far.
pub fn say(what: &str) {
    static START: OnceLock<Instant> = OnceLock::new();
    let seconds = START.get_or_init(Instant::now).elapsed().as_secs();
    println!("\n── {what} ({} min {} s)", seconds / 60, seconds % 60);
}

/// The project's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// A program that runs in the project's folder and finds the tools that [`setup`](crate::setup) installs.
pub fn tool(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).env("PATH", search_path());
    command
}

/// Cargo, without the variables that the Cargo that runs this program has set.
pub fn cargo() -> Command {
    let mut cargo = tool(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "RUSTFLAGS_WASM"] {
        cargo.env_remove(name);
    }
    cargo
}

/// Runs a command to its end.
///
/// # Errors
///
/// When it cannot be started or does not succeed; both name the command.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure(format!("failed ({status}): {}", shown(command)))),
        Err(error) => Err(Failure(format!("cannot run {}: {error}", shown(command)))),
    }
}

/// A command that ran to its end.
pub struct Ended {
    what: String,
    status: ExitStatus,
    shown: String,
    /// What it printed on standard output.
    pub printed: String,
}

impl Ended {
    /// Whether it exits successfully.
    pub fn succeeded(&self) -> bool {
        self.status.success()
    }

    /// Nothing, if it succeeded.
    ///
    /// # Errors
    ///
    /// Names the command, how it ended and the tests that failed in it.
    pub fn result(&self) -> Result<(), Failure> {
        if self.succeeded() {
            return Ok(());
        }
        let failed = self.printed.lines().filter(|line| line.ends_with("FAILED") || line.starts_with("Error:"));
        let failed = failed.map(|line| format!("{line}\n")).collect::<String>();
        Err(Failure(format!("failed ({}): {}\n{failed}{}", self.status, self.what, self.shown)))
    }
}

/// Runs a command to its end and shows its output only then, so that it can run beside others.
///
/// # Errors
///
/// When it cannot be started.
pub fn run_quietly(what: &str, command: &mut Command) -> Result<Ended, Failure> {
    let done = command.output().map_err(|error| Failure(format!("cannot run {}: {error}", shown(command))))?;
    let [errors, printed] = [done.stderr, done.stdout].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    say(what);
    println!("{errors}{printed}");
    Ok(Ended { what: what.to_owned(), status: done.status, shown: shown(command), printed })
}

/// Runs a command to its end and gives its exit code.
///
/// # Errors
///
/// When it cannot be started, or a signal ended it.
pub fn exit_code(command: &mut Command) -> Result<i32, Failure> {
    let status = command.status().map_err(|error| Failure(format!("cannot run {}: {error}", shown(command))))?;
    status.code().ok_or_else(|| Failure(format!("ended by a signal: {}", shown(command))))
}

/// What a command prints on standard output; `None` if it cannot be run or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The folder of tools whose versions differ from those that the user has.
pub fn own_tools() -> PathBuf {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cache")));
    cache.unwrap_or_else(|| root().join("target")).join("dateline-tools")
}

fn search_path() -> OsString {
    let mut folders = vec![own_tools().join("bin")];
    folders.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
    folders.extend(env::home_dir().map(|home| home.join(".cargo").join("bin")));
    env::join_paths(folders).unwrap_or_default()
}

/// The bytes of a file.
///
/// # Errors
///
/// Names the file that cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(on_file(path))
}

/// The text of a file.
///
/// # Errors
///
/// Names the file that cannot be read.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(on_file(path))
}

/// Writes a file.
///
/// # Errors
///
/// Names the file that cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(on_file(path))
}

/// Turns an error on a file into a failure that names it.
pub fn on_file(path: &Path) -> impl Fn(std::io::Error) -> Failure {
    let path = path.display().to_string();
    move |error| Failure(format!("{path}: {error}"))
}

/// The beginning of the SHA-256 of some contents, for the name of their file.
pub fn short_hash<'a>(contents: impl IntoIterator<Item = &'a [u8]>) -> String {
    let hash = contents.into_iter().fold(Sha256::new(), |hash, bytes| hash.chain_update(bytes)).finalize();
    hash.iter().take(HASH_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
