//! Every test, in the order in which a mistake shows soonest.

use crate::command::{Failure, cargo, output, root, run, say};
use crate::page;
use crate::setup::{self, Needs};

/// Runs every test.
///
/// # Errors
///
/// At the first step that fails.
pub fn run_all() -> Result<(), Failure> {
    say("native tests");
    run(cargo().args(["test", "--locked", "--workspace", "--exclude", "dateline-e2e"]))?;
    run(cargo().args(["test", "--locked", "--features", "browser", "--lib", "app::"]))?;

    setup::install(&[Needs::Page, Needs::Browser])?;
    say("tests in the browser");
    run(cargo()
        .args(["test", "--locked", "--target", "wasm32-unknown-unknown"])
        .args(["--no-default-features", "--features", "browser", "--test", "browser"])
        .env("CHROMEDRIVER", "chromedriver")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner"))?;

    page::build(&[])?;
    say("tests from end to end");
    run(cargo().args(["test", "--locked", "--package", "dateline-e2e"]))
}

/// Formatting, clippy and the licences of dependencies.
///
/// # Errors
///
/// At the first step that fails.
pub fn lint() -> Result<(), Failure> {
    say("formatting");
    run(cargo().args(["fmt", "--all", "--check"]))?;
    say("clippy");
    run(cargo().args(["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"]))?;
    setup::install(&[Needs::Page])?;
    for features in ["browser", "parse"] {
        run(cargo()
            .args(["clippy", "--locked", "--target", "wasm32-unknown-unknown", "--no-default-features"])
            .args(["--features", features, "--", "--deny", "warnings"]))?;
    }
    if output(cargo().args(["deny", "--version"])).is_none() {
        println!("skipped: licences, bans and sources (cargo-deny is not installed)");
        return Ok(());
    }
    say("licences, bans and sources");
    run(cargo().args(["deny", "--offline", "check", "licenses", "bans", "sources"]).current_dir(root()))
}
