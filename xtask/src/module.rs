//! The page's WebAssembly: what Cargo makes of the sources, before it is split.
//!
//! Most of a plain build is there for a panic: the texts of everything that can go wrong, their places in the source,
//! and the code that joins them. The page never shows them to its readers, so it is compiled together with the standard
//! library, without them: a panic is a trap, and `src/app/broken.js` tells its place. That needs the library's sources
//! and switches that this compiler has but does not promise to keep.

use std::path::PathBuf;

use crate::command::{Failure, cargo, output, root, run, say, tool};

/// The target of everything that runs in a browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How the page is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Fast to compile; panics have texts.
    Debug,
    /// As small as possible.
    Release,
}

/// What the compiler is told, besides `.cargo/config.toml`, for everything that a browser downloads: hash with little
/// code.
pub const FLAGS: &str = "--cfg=sha2_backend_soft=\"compact\"";

/// What it is told besides that if it also compiles the standard library: a panic is a trap.
const PANIC_FLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none";

/// What it is told besides that for the page, which writes nothing for developers. The libraries of the other programs may.
const PAGE_FLAGS: &str = "-Zfmt-debug=none";

/// The switch with which Cargo also compiles the standard library.
const WITH_LIBRARY: &str = "-Zbuild-std=std,panic_abort";

/// The environment variable that takes such flags.
pub const FLAGS_VARIABLE: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Compiles the page's module and gives the path of the file. It keeps its names: the splitter reads them.
///
/// # Errors
///
/// When the library's sources are missing, or the compiler fails.
pub fn build(profile: Profile) -> Result<PathBuf, Failure> {
    say("compiling the page");
    let mut build = cargo();
    build.args(["build", "--quiet", "--locked", "--target", TARGET, "--bin", "web"]);
    build.args(["--no-default-features", "--features", "browser"]);
    let folder = match profile {
        Profile::Debug => "debug",
        Profile::Release => {
            if !has_library_sources() {
                return Err(Failure(
                    "the sources of Rust's standard library are missing\nremedy: rustup component add rust-src"
                        .to_owned(),
                ));
            }
            build.args(["--profile", "web", WITH_LIBRARY]);
            build.arg("-Zbuild-std-features=optimize_for_size");
            build.env("RUSTC_BOOTSTRAP", "1").env(FLAGS_VARIABLE, format!("{PANIC_FLAGS} {PAGE_FLAGS} {FLAGS}"));
            "web"
        }
    };
    run(&mut build)?;
    Ok(built(folder, "web"))
}

/// Compiles another program for the browser, and gives the path of its module. All such programs have the same flags, so that
/// their dependencies are compiled once. Their standard library is compiled too, but sorts as that of the command does, so
/// that both give the same bytes; without its sources, it is the precompiled one.
///
/// # Errors
///
/// When the compiler fails.
pub fn build_program(name: &str, feature: &str) -> Result<PathBuf, Failure> {
    let mut build = cargo();
    build.args(["build", "--quiet", "--locked", "--profile", "web", "--target", TARGET, "--bin", name]);
    build.args(["--no-default-features", "--features", feature]);
    if has_library_sources() {
        build.arg(WITH_LIBRARY).env("RUSTC_BOOTSTRAP", "1").env(FLAGS_VARIABLE, format!("{PANIC_FLAGS} {FLAGS}"));
    } else {
        build.env(FLAGS_VARIABLE, FLAGS);
    }
    run(&mut build)?;
    Ok(built("web", name))
}

fn built(profile: &str, name: &str) -> PathBuf {
    root().join("target").join(TARGET).join(profile).join(format!("{name}.wasm"))
}

/// Whether the compiler has the standard library's sources beside it.
pub fn has_library_sources() -> bool {
    let sysroot = output(tool("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    PathBuf::from(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file()
}
