//! `cargo xtask`: sets up, builds, serves and tests the project, on a machine with nothing but Rust.

mod command;
mod compact;
mod engine;
mod languages;
mod module;
mod page;
mod parser;
mod setup;
mod split;
mod styles;
mod test;

use std::process::ExitCode;

use command::{Failure, run, tool};
use setup::Needs;

const HELP: &str = "\
usage: cargo xtask COMMAND

  serve [ARGS]   set up, build the page, serve it and rebuild when a file changes; ARGS go to `trunk serve`
  build [ARGS]   set up and build the page into dist/; ARGS go to `trunk build`
  engine DIR     build engine.js, its WebAssembly and its declarations into DIR
  test [ENGINE…] set up and run every test: native, in the browser, end to end in Chromium, and some of these in the
                 engines named, firefox and webkit; in both where none is named and they can be installed
  lint           formatting, clippy, and the licences of dependencies where cargo-deny is installed
  setup          install what the other commands need, and nothing else

The page shows the documents of corpus/, or of the folder that DATELINE_CORPUS names.
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    let done = match args.first().map(String::as_str) {
        Some("serve") => serve(rest),
        Some("build") => build(rest),
        Some("engine") => engine::build(rest.first().map_or("target/engine".as_ref(), std::path::Path::new)),
        Some("test") => test::run_all(rest),
        Some("lint") => test::lint(),
        Some("setup") => setup::install(&[Needs::Page, Needs::Browser]),
        Some("finish-page") => page::finish(),
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
    println!("building the page; it will be at http://127.0.0.1:8080/ (Ctrl-C ends it)");
    let mut trunk = tool("trunk");
    trunk.args(["serve", "--release"]);
    if let Some(folder) = page::other_corpus()? {
        for path in ["Cargo.toml", "index.html", "src", "style"] {
            trunk.arg("--watch").arg(path);
        }
        trunk.arg("--watch").arg(folder);
    }
    run(trunk.args(args))
}

fn build(args: &[String]) -> Result<(), Failure> {
    setup::install(&[Needs::Page])?;
    page::build(args)
}
