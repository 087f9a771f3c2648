//! Building the page: the viewer, and a site of the viewer and the documents.
//!
//! `cargo xtask build` and `cargo xtask serve` build without Trunk, which would take longer to install than the page
//! takes to build. `trunk build` and `trunk serve` run the same steps as a hook (`Trunk.toml`).

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use crate::assets;
use crate::command::{Failure, cargo, exit_code, on_file, read_text, root, say, write};
use crate::engine;
use crate::languages;
use crate::module::Profile;
use crate::parser;
use crate::sources::{self, State};
use crate::split;

/// The environment variable that names another folder of documents.
const CORPUS_VARIABLE: &str = "DATELINE_CORPUS";

/// The sources of the policy that allow scripts; hashes of inline scripts are added to them.
const SCRIPT_SOURCES: &str = "script-src 'self' 'wasm-unsafe-eval'";

/// The folder of the built page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Builds the page into `dist/`. The old page stays until the new one is complete.
///
/// # Errors
///
/// When a step of the build fails.
pub fn build(profile: Profile) -> Result<(), Failure> {
    say("building the page");
    let from = sources::state(&sources::paths()?);
    let staging = root().join("target").join("staged-page");
    build_into(&staging, profile)?;
    let dist = dist();
    // It tells what the old page was built from.
    fs::remove_file(record()).ok();
    replace(&staging, &dist)?;
    if profile == Profile::Release {
        write(&record(), from.to_string().as_bytes())?;
    }
    println!("the page is in {}", dist.display());
    Ok(())
}

/// Whether the page in `dist/` was built, for release, from sources and documents in this state.
pub fn is_built_from(state: State) -> bool {
    let is_there = dist().join("index.html").is_file();
    is_there && fs::read_to_string(record()).is_ok_and(|built| built == state.to_string())
}

/// The file that tells what the page in `dist/` was built from.
fn record() -> PathBuf {
    root().join("target").join("built-page.txt")
}

/// Puts a folder in the place of another one.
fn replace(new: &Path, old: &Path) -> Result<(), Failure> {
    if old.exists() {
        fs::remove_dir_all(old).map_err(on_file(old))?;
    }
    fs::rename(new, old).map_err(on_file(old))
}

/// Builds the page into Trunk's staging folder, in place of what Trunk put there: its page would carry the script that
/// reloads a page that is being served. Trunk calls this after each build.
///
/// # Errors
///
/// When a step of the build fails.
pub fn trunk_hook() -> Result<(), Failure> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Failure("`trunk-hook` is called by Trunk\nremedy: run `cargo xtask build` or `trunk build`".to_owned())
    })?;
    let is_debug = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug");
    build_into(&staging, if is_debug { Profile::Debug } else { Profile::Release })
}

/// The folder of documents that the user chose instead of `corpus/`.
///
/// # Errors
///
/// When it is not a folder.
pub fn other_corpus() -> Result<Option<PathBuf>, Failure> {
    let Some(folder) = env::var_os(CORPUS_VARIABLE).filter(|folder| !folder.is_empty()) else {
        return Ok(None);
    };
    let folder = root().join(folder);
    if folder.is_dir() {
        return Ok(Some(folder));
    }
    let problem = format!("{CORPUS_VARIABLE} names `{}`, which is not a folder", folder.display());
    Err(Failure(format!("{problem}\nremedy: name a folder of documents, or unset it to use corpus/")))
}

/// Empties a folder and builds the page in it.
fn build_into(folder: &Path, profile: Profile) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(on_file(folder))?;
    }
    fs::create_dir_all(folder).map_err(on_file(folder))?;
    let page = assets::add(&root(), &read_text(&root().join("index.html"))?, folder)?;
    write(&folder.join("index.html"), page.as_bytes())?;
    split::add(folder, profile)?;
    engine::build(folder)?;
    parser::add(folder)?;
    languages::add(folder)?;
    allow_inline_scripts(&folder.join("index.html"))?;
    make_site(folder)
}

/// The exit code of `dateline site` when it could not read some of the documents and wrote the others.
const SOME_UNREAD: i32 = 1;

/// Makes a site of the viewer: the bundle of the documents, and the release that the service worker keeps. Documents that
/// cannot be read are listed and do not stop the build.
fn make_site(viewer: &Path) -> Result<(), Failure> {
    let corpus = other_corpus()?.unwrap_or_else(|| root().join("corpus"));
    say("building the archive with `dateline site`");
    let mut site = cargo();
    site.args(["run", "--quiet", "--release", "--locked", "--bin", "dateline", "--", "site", "--force"])
        .arg(corpus)
        .arg("--viewer")
        .arg(viewer)
        .arg("--out")
        .arg(viewer);
    match exit_code(&mut site)? {
        0 => Ok(()),
        SOME_UNREAD if viewer.join("archive/manifest.json").is_file() => {
            println!("the page shows the documents that could be read; those listed above could not");
            Ok(())
        }
        code => Err(Failure(format!("`dateline site` failed with status {code}; its messages are above"))),
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

/// The texts of the inline scripts of a page.
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
    use super::*;

    #[test]
    fn only_scripts_without_an_address_are_inline() {
        let html = "<script type=\"module\">a</script><script src=\"b.js\"></script><p><script>c\n</script>";
        assert_eq!(inline_scripts(html), ["a", "c\n"]);
    }
}
