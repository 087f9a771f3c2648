//! Every test, in the order that shows a mistake soonest.

use std::process::Command;

use crate::command::{Failure, cargo, output, root, run, run_quietly, say};
use crate::module::Profile;
use crate::page;
use crate::python;
use crate::setup::{self, Engine, Needs};

/// The end-to-end tests that run in Chromium alone, before the others: some of them limit times.
const IN_CHROMIUM_ALONE: [&str; 6] = ["hostile", "layout", "long_queries", "readers_work", "serving", "weight"];

/// Tells the tests of several engines, which run side by side, that a page may be slow because the machine is busy.
const SIDE_BY_SIDE: &str = "DATELINE_SIDE_BY_SIDE";

/// The end-to-end tests that run in every engine.
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

/// How many tests at most run once more after they failed in an engine.
const MAX_REPEATED: usize = 5;

/// Runs every test: a few end-to-end tests in Chromium, then the others in Chromium and, side by side, in the engines
/// named; without a name, in each engine that can be installed.
///
/// # Errors
///
/// At the first step that fails, or when an engine has no such name.
pub fn run_all(engines: &[String]) -> Result<(), Failure> {
    let named = |name: &String| {
        let known = Engine::ALL.into_iter().find(|engine| engine.word() == name);
        known.ok_or_else(|| Failure(format!("no engine is called `{name}`\nremedy: name firefox, webkit, or none")))
    };
    let are_named = !engines.is_empty();
    let engines = engines.iter().map(named).collect::<Result<Vec<_>, _>>()?;
    say("native tests");
    // With the page and the engine: their logic is tested natively too, and everything is compiled once.
    run(cargo()
        .args(["test", "--locked", "--workspace", "--exclude", "dateline-e2e"])
        .args(["--features", "dateline/browser,dateline/engine,dateline/engine-lines"]))?;

    python::test()?;

    setup::install(&[Needs::Page, Needs::Browser])?;
    say("tests in the browser");
    run(cargo()
        .args(["test", "--locked", "--target", "wasm32-unknown-unknown"])
        .args(["--no-default-features", "--features", "browser", "--test", "browser"])
        .env("CHROMEDRIVER", setup::chrome()?.driver)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner"))?;

    page::build(Profile::Release)?;
    run_end_to_end("Chromium, alone", |test| {
        test.arg("--no-fail-fast");
        for name in IN_CHROMIUM_ALONE {
            test.args(["--test", name]);
        }
    })?;
    let mut found = Vec::new();
    for engine in if are_named { engines } else { Engine::ALL.to_vec() } {
        match engine.install() {
            Ok(()) => found.push(engine),
            Err(problem) if are_named => return Err(problem),
            Err(Failure(problem)) => println!("skipped: end-to-end tests in {engine:?}: {problem}"),
        }
    }
    // They wait for their pages most of the time, so they run side by side; the output of each is shown at its end.
    let all = std::iter::once(None).chain(found.into_iter().map(Some));
    std::thread::scope(|scope| {
        let running: Vec<_> = all.map(|engine| scope.spawn(move || run_in(engine))).collect();
        let ended: Vec<_> = running.into_iter().map(|running| running.join()).collect();
        ended.into_iter().try_for_each(|ended| {
            ended.unwrap_or_else(|_| Err(Failure("the end-to-end tests could not be run".to_owned())))
        })
    })
}

/// Runs the tests of [`IN_EVERY_ENGINE`], one at a time; without an engine, in Chromium.
fn run_in(engine: Option<Engine>) -> Result<(), Failure> {
    let (name, word) =
        engine.map_or(("Chromium".to_owned(), "chromium"), |engine| (format!("{engine:?}"), engine.word()));
    run_end_to_end(&name, |test| {
        test.arg("--no-fail-fast").env("DATELINE_BROWSER", word).env(SIDE_BY_SIDE, "1");
        for name in IN_EVERY_ENGINE {
            test.args(["--test", name]);
        }
        test.args(["--", "--test-threads", "1", "--nocapture"]);
    })
}

/// Runs end-to-end tests in an engine; `choose` says which.
///
/// On a busy machine, drivers lose a press of a key now and then, and a page is slow. So a few tests that fail run once
/// more, alone, and the output says so; a fault of the page fails twice.
fn run_end_to_end(engine: &str, choose: impl Fn(&mut Command)) -> Result<(), Failure> {
    let tests = || {
        let mut test = cargo();
        test.args(["test", "--locked", "--package", "dateline-e2e"]);
        choose(&mut test);
        test
    };
    let what = format!("end-to-end tests, in {engine}");
    let first = run_quietly(&what, &mut tests())?;
    let failed = failed_tests(&first.printed);
    if first.succeeded() || failed.is_empty() || failed.len() > MAX_REPEATED {
        return first.result();
    }
    let mut again = tests();
    if !again.get_args().any(|word| word == "--") {
        again.args(["--", "--test-threads", "1", "--nocapture"]);
    }
    again.arg("--exact").args(&failed);
    run_quietly(&format!("{what}, once more: {}", failed.join(", ")), &mut again)?.result()
}

/// The names of the tests that failed, from the lists that end the output of each file of tests.
fn failed_tests(printed: &str) -> Vec<String> {
    let mut failed: Vec<String> = Vec::new();
    let mut is_listed = false;
    for line in printed.lines() {
        match line.strip_prefix("    ") {
            Some(name) if is_listed && !failed.iter().any(|known| known == name) => failed.push(name.to_owned()),
            Some(_) => {}
            None => is_listed = line == "failures:",
        }
    }
    failed
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
    let for_the_page: [&[&str]; 5] =
        [&["browser"], &["engine"], &["engine-lines"], &["parse"], &["browser", "--test", "browser"]];
    for arguments in for_the_page {
        run(cargo()
            .args(["clippy", "--locked", "--target", "wasm32-unknown-unknown", "--no-default-features", "--features"])
            .args(arguments)
            .args(["--", "--deny", "warnings"]))?;
    }
    if output(cargo().args(["deny", "--version"])).is_none() {
        println!("skipped: licences, bans and sources (cargo-deny is not installed)");
        return Ok(());
    }
    say("licences, bans and sources");
    run(cargo().args(["deny", "--offline", "check", "licenses", "bans", "sources"]).current_dir(root()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{IN_CHROMIUM_ALONE, IN_EVERY_ENGINE, failed_tests};
    use crate::command::root;

    #[test]
    fn every_end_to_end_test_runs_in_chromium() {
        let mut listed = [&IN_CHROMIUM_ALONE[..], &IN_EVERY_ENGINE].concat();
        listed.sort_unstable();
        listed.dedup();
        let files = fs::read_dir(root().join("tests/e2e/tests")).unwrap().map(|entry| entry.unwrap().path());
        let is_rust = |path: &std::path::PathBuf| path.extension().is_some_and(|extension| extension == "rs");
        let mut names: Vec<String> =
            files.filter(is_rust).map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        assert_eq!(names, listed);
    }

    #[test]
    fn failed_tests_are_those_that_the_lists_name() {
        let printed = "running 3 tests\ntest views::a ... ok\n    not_a_test\n\nfailures:\n\nfailures:\n    b\n    \
            c::d\n\ntest result: FAILED. 1 passed; 2 failed\n    neither\nfailures:\n    b\n";
        assert_eq!(failed_tests(printed), ["b", "c::d"]);
        assert!(failed_tests("test result: ok. 3 passed").is_empty());
    }

    /// A tag of an action can be moved to other code; a commit cannot.
    #[test]
    fn workflows_name_actions_by_commit_and_give_checkouts_no_credentials() {
        let mut n_actions = 0;
        for entry in fs::read_dir(root().join(".github/workflows")).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            for (at, line) in lines.iter().enumerate() {
                let Some((_, action)) = line.split_once("uses: ") else { continue };
                n_actions += 1;
                let commit =
                    action.split_once('@').and_then(|(_, rest)| rest.split_once(" # v")).map(|(commit, _)| commit);
                let is_commit = |name: &str| name.len() == 40 && name.chars().all(|c| c.is_ascii_hexdigit());
                assert!(commit.is_some_and(is_commit), "{}: {line}", path.display());
                if action.starts_with("actions/checkout@") {
                    assert!(lines[at + 2].contains("persist-credentials: false"), "{}: {line}", path.display());
                }
            }
        }
        assert!(n_actions > 0);
    }
}
