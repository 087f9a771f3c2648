//! `cargo xtask`: sets up, builds, serves and tests the project, on a machine with nothing but Rust.

mod assets;
mod bindings;
mod command;
mod engine;
mod languages;
mod module;
mod order;
mod page;
mod parser;
mod python;
mod serve;
mod setup;
mod sources;
mod split;
mod test;

use std::process::ExitCode;

use command::Failure;
use module::Profile;
use setup::Needs;

const HELP: &str = "\
usage: cargo xtask COMMAND

  serve [--port PORT]
                 set up, build the page if it is not up to date, serve it at http://127.0.0.1:8080/, and build it again
                 when a file changes
  build [--debug]
                 set up and build the page into dist/; with --debug fast, large, and with texts for panics
  engine DIR     build engine.js, its WebAssembly and its declarations into DIR
  python         build the Python package and run its tests, in an environment below target/
  test [ENGINE…] set up and run every test: native, in the browser, end to end in Chromium, and most of these in the
                 engines named, firefox and webkit; without a name, in each of them that can be installed
  lint           formatting, clippy, and the licences of dependencies if cargo-deny is installed
  setup          install what the other commands need, and nothing else

The page shows the documents in corpus/, or in the folder that DATELINE_CORPUS names.
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    let done = match args.first().map(String::as_str) {
        Some("serve") => serve(rest),
        Some("build") => build(rest),
        Some("engine") => engine::build(rest.first().map_or("target/engine".as_ref(), std::path::Path::new)),
        Some("python") => python::test(),
        Some("test") => test::run_all(rest),
        Some("lint") => test::lint(),
        Some("setup") => setup::install(&[Needs::Page, Needs::Browser]),
        Some("trunk-hook") => page::trunk_hook(),
        Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(Failure(HELP.to_owned())),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(message)) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn serve(args: &[String]) -> Result<(), Failure> {
    setup::install(&[Needs::Page])?;
    serve::run(args)
}

fn build(args: &[String]) -> Result<(), Failure> {
    let profile = match args {
        [] => Profile::Release,
        [option] if option == "--debug" => Profile::Debug,
        _ => return Err(Failure("usage: cargo xtask build [--debug]".to_owned())),
    };
    setup::install(&[Needs::Page])?;
    page::build(profile)
}
