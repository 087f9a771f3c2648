//! Every test, in the order in which a mistake shows soonest.

use crate::command::{Failure, cargo, output, root, run, run_quietly, say};
use crate::page;
use crate::setup::{self, Engine, Needs};

/// The end-to-end tests that run in every engine: all but `weight`, which weighs files.
const IN_EVERY_ENGINE: [&str; 13] = [
    "accessibility",
    "corrections",
    "default_corpus",
    "engine",
    "hostile",
    "keyboard",
    "languages",
    "notes",
    "offline",
    "one_file",
    "own_documents",
    "shared_corpus",
    "views",
];

/// Runs every test; those from end to end in Chromium, and some of them in the engines that are named, or, where none is,
/// in every one that can be had.
///
/// # Errors
///
/// At the first step that fails, or where an engine has no such name.
pub fn run_all(engines: &[String]) -> Result<(), Failure> {
    let named = |name: &String| {
        let known = Engine::ALL.into_iter().find(|engine| engine.word() == name);
        known.ok_or_else(|| Failure(format!("no engine is called `{name}`\nremedy: name firefox, webkit, or none")))
    };
    let are_named = !engines.is_empty();
    let engines = engines.iter().map(named).collect::<Result<Vec<_>, _>>()?;
    say("native tests");
    run(cargo().args(["test", "--locked", "--workspace", "--exclude", "dateline-e2e"]))?;
    run(cargo().args(["test", "--locked", "--features", "browser", "--lib", "app::"]))?;
    run(cargo().args(["test", "--locked", "--features", "engine", "--lib", "engine::"]))?;

    setup::install(&[Needs::Page, Needs::Browser])?;
    say("tests in the browser");
    run(cargo()
        .args(["test", "--locked", "--target", "wasm32-unknown-unknown"])
        .args(["--no-default-features", "--features", "browser", "--test", "browser"])
        .env("CHROMEDRIVER", "chromedriver")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner"))?;

    page::build(&[])?;
    say("tests from end to end, in Chromium");
    run(cargo().args(["test", "--locked", "--package", "dateline-e2e"]))?;
    let mut found = Vec::new();
    for engine in if are_named { engines } else { Engine::ALL.to_vec() } {
        match engine.install() {
            Ok(()) => found.push(engine),
            Err(problem) if are_named => return Err(problem),
            Err(Failure(problem)) => println!("skipped: tests from end to end in {engine:?}: {problem}"),
        }
    }
    // Both wait for their pages most of the time, so they run side by side; what each says is shown when it is done.
    std::thread::scope(|scope| {
        let running: Vec<_> = found.into_iter().map(|engine| scope.spawn(move || run_in(engine))).collect();
        let ended: Vec<_> = running.into_iter().map(|running| running.join()).collect();
        ended.into_iter().try_for_each(|ended| {
            ended.unwrap_or_else(|_| Err(Failure("tests from end to end: they could not be run".to_owned())))
        })
    })
}

/// Runs the end-to-end tests that run in other engines than Chromium, one at a time.
fn run_in(engine: Engine) -> Result<(), Failure> {
    let mut test = cargo();
    test.args(["test", "--locked", "--package", "dateline-e2e"]).env("DATELINE_BROWSER", engine.word());
    for name in IN_EVERY_ENGINE {
        test.args(["--test", name]);
    }
    test.args(["--", "--test-threads", "1", "--nocapture"]);
    run_quietly(&format!("tests from end to end, in {engine:?}"), &mut test)
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
    for features in ["browser", "engine", "parse"] {
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
