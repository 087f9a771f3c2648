//! Building the page: Trunk builds the viewer, and what follows here makes a site of it.

use std::env;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use crate::command::{Failure, cargo, ended_with, read_text, root, run, say, tool, write};
use crate::engine;
use crate::languages;
use crate::parser;
use crate::split;
use crate::styles;

/// The environment variable that names another folder of documents.
const CORPUS_VARIABLE: &str = "DATELINE_CORPUS";

/// The sources of the policy that allow scripts; hashes of inline scripts are added to them.
const SCRIPT_SOURCES: &str = "script-src 'self' 'wasm-unsafe-eval'";

/// Builds the page into `dist/`; the arguments go to `trunk build`.
///
/// # Errors
///
/// Where a step of the build fails.
pub fn build(args: &[String]) -> Result<(), Failure> {
    say("building the page");
    run(tool("trunk").args(["build", "--release"]).args(args))
}

/// The folder of documents that the user chose instead of `corpus/`.
///
/// # Errors
///
/// Where it is no folder.
pub fn other_corpus() -> Result<Option<PathBuf>, Failure> {
    let Some(folder) = env::var_os(CORPUS_VARIABLE).filter(|folder| !folder.is_empty()) else {
        return Ok(None);
    };
    let folder = root().join(folder);
    if folder.is_dir() {
        return Ok(Some(folder));
    }
    let problem = format!("{CORPUS_VARIABLE} names `{}`, which is no folder", folder.display());
    Err(Failure(format!("{problem}\nremedy: name a folder of documents, or unset it to use corpus/")))
}

/// Completes the page in Trunk's staging folder. Trunk calls this after each build.
///
/// # Errors
///
/// Where a step of the build fails.
pub fn finish() -> Result<(), Failure> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Failure("`finish-page` is called by Trunk\nremedy: run `cargo xtask build` or `trunk build`".to_owned())
    })?;
    styles::join(&staging)?;
    split::add(&staging)?;
    engine::build(&staging)?;
    parser::add(&staging)?;
    languages::add(&staging)?;
    allow_inline_scripts(&staging.join("index.html"))?;
    make_site(&staging)
}

/// What the command ends with where some documents could not be read and the others were written.
const SOME_UNREAD: i32 = 1;

/// Makes a site of the viewer: the bundle of the documents, and the release that the service worker keeps. Documents that
/// cannot be read are listed and stop nothing.
fn make_site(staging: &Path) -> Result<(), Failure> {
    let corpus = other_corpus()?.unwrap_or_else(|| root().join("corpus"));
    let mut site = cargo();
    site.args(["run", "--quiet", "--release", "--locked", "--bin", "dateline", "--", "site", "--force"])
        .arg(corpus)
        .arg("--viewer")
        .arg(staging)
        .arg("--out")
        .arg(staging);
    match ended_with(&mut site)? {
        0 => Ok(()),
        SOME_UNREAD if staging.join("archive/manifest.json").is_file() => {
            println!("the page shows the documents that could be read; those above could not");
            Ok(())
        }
        code => Err(Failure(format!("`dateline site` failed with status {code}; see what it said above"))),
    }
}

/// Adds the hashes of the page's inline scripts to its Content-Security-Policy.
fn allow_inline_scripts(page: &Path) -> Result<(), Failure> {
    let html = read_text(page)?;
    let hashes: String = inline_scripts(&html)
        .iter()
        .map(|script| format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script))))
        .collect();
    if !html.contains(SCRIPT_SOURCES) {
        return Err(Failure(format!("{} has no policy with `{SCRIPT_SOURCES}`", page.display())));
    }
    let html = html.replace(SCRIPT_SOURCES, &format!("{SCRIPT_SOURCES}{hashes}"));
    write(page, html.as_bytes())
}

/// The texts of the scripts that stand in the page itself.
fn inline_scripts(html: &str) -> Vec<&str> {
    let mut scripts = Vec::new();
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once("<script") {
        let Some((attributes, after)) = tag.split_once('>') else { break };
        let Some((script, after)) = after.split_once("</script>") else { break };
        if !attributes.contains("src=") {
            scripts.push(script);
        }
        rest = after;
    }
    scripts
}

#[cfg(test)]
mod tests {
    use super::inline_scripts;

    #[test]
    fn only_scripts_without_an_address_are_inline() {
        let html = "<script type=\"module\">a</script><script src=\"b.js\"></script><p><script>c\n</script>";
        assert_eq!(inline_scripts(html), ["a", "c\n"]);
    }
}
