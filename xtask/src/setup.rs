//! Installing what a build and the tests need; what is there already is left alone.

use std::path::Path;

use crate::command::{Failure, cargo, output, own_tools, run, say, tool};
use crate::module;

/// What a command of this program needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// The page can be built.
    Page,
    /// Tests can drive a browser.
    Browser,
}

/// An engine beside Chromium that tests run in, where it can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Firefox, over geckodriver.
    Firefox,
    /// WebKitGTK's browser for tests.
    WebKit,
}

impl Engine {
    /// Both.
    pub const ALL: [Engine; 2] = [Engine::Firefox, Engine::WebKit];

    /// The word for it in the environment of the tests.
    pub fn word(self) -> &'static str {
        match self {
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    /// Installs what is missing to drive it.
    ///
    /// # Errors
    ///
    /// Names what could not be installed and the remedy.
    pub fn install(self) -> Result<(), Failure> {
        match self {
            Engine::Firefox => {
                if output(tool("firefox").arg("--version")).is_none() {
                    from_the_system("firefox-esr", &["--version"], "firefox-esr")?;
                }
                cargo_install("geckodriver", GECKODRIVER, &["geckodriver", "--locked", "--version", GECKODRIVER])
            }
            Engine::WebKit => {
                from_the_system("WebKitWebDriver", &["--help"], "webkit2gtk-driver")?;
                from_the_system("Xvfb", &["-help"], "xvfb")
            }
        }
    }
}

/// The version of the crate `wasm-bindgen` in `Cargo.toml` and of the program: both are one.
const WASM_BINDGEN: &str = "0.2.130";
const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.37.1";
const AXE: &str = "4.14.1";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Installs what is missing.
///
/// # Errors
///
/// Names what could not be installed and the remedy.
pub fn install(needs: &[Needs]) -> Result<(), Failure> {
    if needs.contains(&Needs::Page) {
        wasm_target()?;
        library_sources()?;
        wasm_bindgen()?;
        trunk()?;
    }
    if needs.contains(&Needs::Browser) {
        from_the_system("chromium", &["--version"], "chromium")?;
        from_the_system("chromedriver", &["--version"], "chromium-driver")?;
        axe();
    }
    Ok(())
}

/// Fetches the rules of accessibility that the page is checked by. They are under the MPL and no part of this project;
/// without them the check is skipped.
fn axe() {
    let folder = own_tools().join("axe");
    if folder.join("node_modules/axe-core/axe.min.js").is_file() {
        return;
    }
    say(&format!("installing axe-core {AXE}"));
    let package = format!("axe-core@{AXE}");
    let fetched = std::fs::create_dir_all(&folder).is_ok()
        && output(
            tool("npm").args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"]).arg(&folder).arg(package),
        )
        .is_some();
    if !fetched {
        println!("skipped: axe-core cannot be had from npm; the page’s accessibility will not be checked");
    }
}

fn wasm_target() -> Result<(), Failure> {
    let libraries = output(tool("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]));
    if libraries.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    say("adding the WebAssembly target to Rust");
    run(tool("rustup").args(["target", "add", WASM_TARGET])).map_err(|Failure(problem)| {
        Failure(format!("{problem}\nremedy: install the target {WASM_TARGET} for this Rust by hand"))
    })
}

/// The page is compiled together with the standard library.
fn library_sources() -> Result<(), Failure> {
    if module::has_library_sources() {
        return Ok(());
    }
    say("adding the sources of Rust's standard library");
    run(tool("rustup").args(["component", "add", "rust-src"])).map_err(|Failure(problem)| {
        Failure(format!("{problem}\nremedy: install the component rust-src for this Rust by hand"))
    })
}

fn wasm_bindgen() -> Result<(), Failure> {
    cargo_install("wasm-bindgen", WASM_BINDGEN, &["wasm-bindgen-cli", "--version", WASM_BINDGEN])
}

fn trunk() -> Result<(), Failure> {
    let features = ["--no-default-features", "--features", "rustls"];
    let crate_and_version = ["trunk", "--locked", "--version", TRUNK];
    cargo_install("trunk", TRUNK, &[&crate_and_version[..], &features[..]].concat())
}

/// Installs a program from its crate. A copy of another version stays as it is: ours goes to a folder of its own.
fn cargo_install(program: &str, version: &str, arguments: &[&str]) -> Result<(), Failure> {
    let found = output(tool(program).arg("--version"));
    if found.as_deref().is_some_and(|found| found.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    say(&format!("installing {program} {version} (once; this takes some minutes)"));
    let mut install = cargo();
    install.arg("install").args(arguments);
    if found.is_some() {
        install.arg("--root").arg(own_tools());
    }
    // These programs run for seconds: building them fast matters more than how fast they are.
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    install.env("CARGO_PROFILE_RELEASE_LTO", "off");
    install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    run(&mut install).map_err(|Failure(problem)| {
        Failure(format!("{problem}\nremedy: put {program} {version} on the PATH, then run this command again"))
    })
}

/// Installs a program with the system's package manager, where that is Debian's and may be used.
fn from_the_system(program: &str, probe: &[&str], package: &str) -> Result<(), Failure> {
    if output(tool(program).args(probe)).is_some() {
        return Ok(());
    }
    let remedy = format!("remedy: install `{program}` (Debian's package `{package}`) and put it on the PATH");
    let Some(mut apt) = apt_get() else {
        return Err(Failure(format!("`{program}` is missing\n{remedy}")));
    };
    say(&format!("installing {package}"));
    let mut update = apt_get().unwrap_or_else(|| tool("apt-get"));
    run(update.args(["update", "--quiet", "--quiet"]))
        .and_then(|()| run(apt.args(["install", "--yes", "--quiet", "--quiet", "--no-install-recommends", package])))
        .map_err(|Failure(problem)| Failure(format!("{problem}\n{remedy}")))
}

fn apt_get() -> Option<std::process::Command> {
    output(tool("apt-get").arg("--version"))?;
    let is_root = output(tool("id").arg("--user"))?.trim() == "0";
    if is_root {
        let mut apt = tool("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        return Some(apt);
    }
    output(tool("sudo").args(["--non-interactive", "true"]))?;
    let mut apt = tool("sudo");
    apt.args(["--non-interactive", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Some(apt)
}
