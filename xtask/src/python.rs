//! The Python package: its wheel in an environment of its own, its tests, and the examples of its documents.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::command::{Failure, output, read_text, root, run, say, short_hash, tool, write};

/// What the tests need, in the versions that they were written for.
const PACKAGES: [&str; 5] = ["maturin==1.16.0", "pytest==9.2.0", "pyarrow==26.0.1", "pandas==2.3.3", "polars==2.1.0"];

/// What the tests of Spark need.
const SPARK: &str = "pyspark==4.3.0";

/// Python's version and its module for environments, or else why not.
const PROBE: &str = "import sys, venv, ensurepip; assert sys.version_info >= (3, 11); print(sys.executable)";

/// Builds the wheel, installs it and runs its tests. Where that is not possible, it says so.
///
/// # Errors
///
/// If the wheel cannot be built or a test fails.
pub fn test() -> Result<(), Failure> {
    say("the Python package");
    let python = match environment() {
        Ok(python) => python,
        Err(problem) => {
            println!("SKIPPED: the tests of the Python package: {problem}");
            return Ok(());
        }
    };
    let wheels = root().join("target/python/wheels");
    fs::remove_dir_all(&wheels).ok();
    let mut maturin = module(&python, "maturin");
    // The tests look for mistakes, not for speed, so the wheel has no optimisation.
    maturin
        .args(["build", "--locked", "--profile", "dev", "--manifest-path", "python/Cargo.toml", "--out"])
        .arg(&wheels);
    maturin.args(["--interpreter"]).arg(&python).env("CARGO_PROFILE_DEV_DEBUG", "0");
    run(&mut maturin)?;
    let wheel = fs::read_dir(&wheels).into_iter().flatten().flatten().map(|entry| entry.path()).next();
    let wheel = wheel.ok_or_else(|| Failure(format!("maturin left no wheel in {}", wheels.display())))?;
    let mut install = module(&python, "pip");
    run(install.args(["install", "--quiet", "--force-reinstall", "--no-deps"]).arg(wheel))?;
    let mut pytest = module(&python, "pytest");
    // `-rs` shows what is skipped, and why.
    pytest.args(["--quiet", "-rs", "-p", "no:cacheprovider", "-c", "python/pyproject.toml", "python/tests"]);
    run(pytest.env("PYTHONDONTWRITEBYTECODE", "1"))
}

/// The interpreter of an environment that has what the tests need; or else why there is none.
fn environment() -> Result<PathBuf, String> {
    if output(tool("python3").args(["-c", PROBE])).is_none() {
        return Err("there is no Python 3.11 or later with `venv`; install it (Debian: python3-venv)".to_owned());
    }
    let folder = root().join("target/python/venv");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let mark = folder.join("installed");
    let has_java = output(tool("java").arg("--version")).is_some_and(|printed| is_new_enough(&printed));
    let wanted = if has_java { [&PACKAGES[..], &[SPARK]].concat() } else { PACKAGES.to_vec() };
    let wanted_hash = short_hash(wanted.iter().map(|package| package.as_bytes()));
    if !has_java {
        println!(
            "SKIPPED: the tests of Spark: there is no Java 17 or later; install it (Debian: openjdk-17-jre-headless)"
        );
    }
    if python.is_file() && read_text(&mark).is_ok_and(|installed| installed == wanted_hash) {
        return Ok(python);
    }
    say("installing the packages that the tests of the Python package need");
    let made = run(tool("python3").args(["-m", "venv", "--clear"]).arg(&folder))
        .and_then(|()| {
            run(module(&python, "pip").args(["install", "--quiet", "--disable-pip-version-check"]).args(wanted))
        })
        .and_then(|()| write(&mark, wanted_hash.as_bytes()));
    made.map(|()| python).map_err(|Failure(problem)| problem)
}

/// Whether this is what a Java prints that Spark 4 runs on: `openjdk 17.0.15 2025-04-15`.
fn is_new_enough(printed: &str) -> bool {
    let version = printed.split_whitespace().nth(1).and_then(|version| version.split('.').next());
    version.and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= 17)
}

/// A module of the environment, without the variables of the Cargo that runs this program.
fn module(python: &std::path::Path, name: &str) -> Command {
    let mut command = tool(&python.to_string_lossy());
    for variable in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "RUSTFLAGS_WASM"] {
        command.env_remove(variable);
    }
    command.args(["-m", name]);
    command
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn spark_needs_a_new_java() {
        assert!(is_new_enough("openjdk 17.0.15 2025-04-15\nOpenJDK Runtime Environment"));
        assert!(is_new_enough("java 21 2023-09-19 LTS") && !is_new_enough("openjdk 11.0.2 2019-01-15"));
        assert!(!is_new_enough("") && !is_new_enough("Unrecognized option: --version"));
    }
}
