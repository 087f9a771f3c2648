//! Installing what a build and the tests need. What is on the machine is used as it is.

use std::path::{Path, PathBuf};

use dateline_browsers::{ChromePair, NoChrome, Program, Source, System};

use crate::command::{Failure, cargo, output, own_tools, run, say, tool};
use crate::module::{self, TARGET};

/// What a command of this program needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Rust's parts to compile the page.
    Page,
    /// Chrome or Chromium with its driver, and the runner of the tests in a browser.
    Browser,
}

/// An engine besides Chromium's that tests run in if it can be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Firefox, with geckodriver.
    Firefox,
    /// WebKitGTK's browser for tests.
    WebKit,
}

impl Engine {
    /// Both.
    pub const ALL: [Engine; 2] = [Engine::Firefox, Engine::WebKit];

    /// Its name in commands and in the environment of the tests.
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
        let missing = |program: &Program| program.find().is_none();
        match self {
            Engine::Firefox => {
                install_programs(&[Program::Firefox].into_iter().filter(missing).collect::<Vec<_>>())?;
                if missing(&Program::GeckoDriver) {
                    cargo_install("geckodriver", GECKODRIVER, "geckodriver")?;
                }
                Ok(())
            }
            Engine::WebKit => {
                let programs = [Program::WebKitDriver, Program::Xvfb];
                install_programs(&programs.into_iter().filter(missing).collect::<Vec<_>>())
            }
        }
    }
}

/// The version of the crate `wasm-bindgen` in `Cargo.toml`, which the runner of its tests must have too.
const WASM_BINDGEN: &str = "0.2.130";
const GECKODRIVER: &str = "0.37.1";
const AXE: &str = "4.14.1";

/// Installs what is missing.
///
/// # Errors
///
/// Names what could not be installed and the remedy.
pub fn install(needs: &[Needs]) -> Result<(), Failure> {
    if needs.contains(&Needs::Page) {
        wasm_target()?;
        library_sources()?;
    }
    if needs.contains(&Needs::Browser) {
        cargo_install("wasm-bindgen-test-runner", WASM_BINDGEN, "wasm-bindgen-cli")?;
        chrome()?;
        axe();
    }
    Ok(())
}

/// Fetches axe-core, which checks the page's accessibility. Its licence is the MPL, and it is not part of this project.
/// Without it the check is skipped.
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
        println!("skipped: npm cannot install axe-core; the page’s accessibility will not be checked");
    }
}

fn wasm_target() -> Result<(), Failure> {
    let libraries = output(tool("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    if libraries.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    say("adding the WebAssembly target to Rust");
    run(tool("rustup").args(["target", "add", TARGET])).map_err(|Failure(problem)| {
        Failure(format!("{problem}\nremedy: install the target {TARGET} for this Rust by hand"))
    })
}

/// The sources of the standard library, which the page is compiled together with.
fn library_sources() -> Result<(), Failure> {
    if module::has_library_sources() {
        return Ok(());
    }
    say("adding the sources of Rust's standard library");
    run(tool("rustup").args(["component", "add", "rust-src"])).map_err(|Failure(problem)| {
        Failure(format!("{problem}\nremedy: install the component rust-src for this Rust by hand"))
    })
}

/// Chrome or Chromium and its driver, installed if there is no pair of one version.
///
/// # Errors
///
/// Names what is missing and the remedy.
pub fn chrome() -> Result<ChromePair, Failure> {
    let missing = match ChromePair::find() {
        Ok(pair) => return Ok(pair),
        Err(NoChrome::Missing(programs)) => programs,
        Err(NoChrome::Versions(versions)) => {
            return Err(Failure(format!(
                "no driver has the major version of a browser: {versions}\nremedy: {}",
                remedy(System::this().source(Program::ChromeDriver))
            )));
        }
    };
    install_programs(&missing)?;
    ChromePair::find().map_err(|_| Failure("Chrome or its driver is missing after it was installed".to_owned()))
}

/// Installs a program from its crate, as a binary if `cargo binstall` is there. A copy of another version stays as it is:
/// ours goes to a folder of its own.
fn cargo_install(program: &str, version: &str, package: &str) -> Result<(), Failure> {
    let found = output(tool(program).arg("--version"));
    if found.as_deref().is_some_and(|found| found.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    let folder: Option<PathBuf> = found.is_some().then(own_tools);
    let root = |command: &mut std::process::Command| {
        if let Some(folder) = &folder {
            command.arg("--root").arg(folder);
        }
    };
    if output(cargo().args(["binstall", "-V"])).is_some() {
        say(&format!("installing {package} {version}"));
        let mut install = cargo();
        install.args(["binstall", "--no-confirm", package, "--version", version]);
        root(&mut install);
        if run(&mut install).is_ok() {
            return Ok(());
        }
    }
    say(&format!("compiling {package} {version} (once; this takes some minutes, `cargo binstall` would take seconds)"));
    let mut install = cargo();
    install.args(["install", package, "--version", version]);
    root(&mut install);
    // These programs run for seconds: building them fast matters more than how fast they are.
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    install.env("CARGO_PROFILE_RELEASE_LTO", "off");
    install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    run(&mut install).map_err(|Failure(problem)| {
        Failure(format!("{problem}\nremedy: put {program} {version} on the PATH, then run this command again"))
    })
}

/// Installs programs with the system's package manager, if that is `apt-get` and may be used.
fn install_programs(programs: &[Program]) -> Result<(), Failure> {
    let system = System::this();
    for &program in programs {
        let source = system.source(program);
        let problem = || Failure(format!("{program:?} is missing\nremedy: {}", remedy(source)));
        let Source::Apt(package) = source else { return Err(problem()) };
        let Some(mut update) = apt_get() else { return Err(problem()) };
        let mut install = apt_get().ok_or_else(problem)?;
        say(&format!("installing {package}"));
        run(update.args(["update", "--quiet", "--quiet"]))
            .and_then(|()| {
                run(install.args(["install", "--yes", "--quiet", "--quiet", "--no-install-recommends", package]))
            })
            .map_err(|Failure(failed)| Failure(format!("{failed}\n{}", problem().0)))?;
    }
    Ok(())
}

fn remedy(source: Source) -> String {
    match source {
        Source::Apt(package) => format!("run `sudo apt-get install {package}`"),
        Source::ByHand(instruction) => instruction.to_owned(),
    }
}

/// `apt-get`, if this user may install packages without a password.
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
