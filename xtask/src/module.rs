//! The page's WebAssembly: what Cargo and wasm-bindgen make of the sources, before it is split.
//!
//! Most of what a plain build carries is for a panic: the texts of all that can go wrong, their places, and the code that
//! joins them. A page shows none of it to its readers, so the standard library is compiled anew without: a panic is a
//! trap, of which `src/app/broken.js` tells the place. That needs the library's sources and switches which this compiler
//! has but does not promise to keep.

use std::path::PathBuf;

use crate::command::{Failure, cargo, output, root, run, say, tool};

/// What the compiler is told, beside `.cargo/config.toml`, for what crosses the wire: hashing takes little code.
pub const FLAGS: &str = "--cfg=sha2_backend_soft=\"compact\"";

/// What it is told beside that for the page.
const PANIC_FLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// The variable of the environment that takes such flags.
pub const FLAGS_VARIABLE: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Compiles the page's module and gives the place of the file. Its names stay in it: the splitter reads them.
///
/// # Errors
///
/// Where the library's sources are missing, or the compiler fails.
pub fn build(debug: bool) -> Result<PathBuf, Failure> {
    say("compiling the page");
    let mut build = cargo();
    build.args(["build", "--quiet", "--locked", "--target", "wasm32-unknown-unknown", "--bin", "web"]);
    build.args(["--no-default-features", "--features", "browser"]);
    let profile = if debug {
        "debug"
    } else {
        build.args(["--profile", "web"]);
        if !has_library_sources() {
            return Err(Failure(
                "the sources of Rust's standard library are missing\nremedy: rustup component add rust-src".to_owned(),
            ));
        }
        build.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        build.env("RUSTC_BOOTSTRAP", "1").env(FLAGS_VARIABLE, format!("{PANIC_FLAGS} {FLAGS}"));
        "web"
    };
    run(&mut build)?;
    Ok(root().join("target/wasm32-unknown-unknown").join(profile).join("web.wasm"))
}

/// Whether the compiler has the standard library's sources beside it.
pub fn has_library_sources() -> bool {
    let sysroot = output(tool("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    PathBuf::from(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file()
}
