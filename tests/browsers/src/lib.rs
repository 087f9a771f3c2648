//! The browsers and drivers that tests need: where they are on this machine, and how each system installs them.
//!
//! What is on the machine is used, whoever installed it. `CHROME`, `CHROMEDRIVER`, `FIREFOX` and `GECKODRIVER` name
//! programs; `CHROMEWEBDRIVER` and `GECKOWEBDRIVER`, which GitHub's runners set, name the folders of the drivers.

mod system;

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub use system::{Source, System};

/// A program that tests need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Chrome or Chromium.
    Chrome,
    /// The driver of both; it drives browsers of its own major version.
    ChromeDriver,
    /// Firefox.
    Firefox,
    /// The driver of Firefox.
    GeckoDriver,
    /// The driver of WebKitGTK's browser for tests.
    WebKitDriver,
    /// A screen in memory, for WebKitGTK.
    Xvfb,
}

impl Program {
    /// The variable that names the program, and the one that names its folder.
    fn variables(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            Program::Chrome => (Some("CHROME"), None),
            Program::ChromeDriver => (Some("CHROMEDRIVER"), Some("CHROMEWEBDRIVER")),
            Program::Firefox => (Some("FIREFOX"), None),
            Program::GeckoDriver => (Some("GECKODRIVER"), Some("GECKOWEBDRIVER")),
            Program::WebKitDriver | Program::Xvfb => (None, None),
        }
    }

    /// The names that systems give it, the best first.
    fn names(self) -> &'static [&'static str] {
        match self {
            Program::Chrome => &["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"],
            Program::ChromeDriver => &["chromedriver"],
            Program::Firefox => &["firefox", "firefox-esr"],
            Program::GeckoDriver => &["geckodriver"],
            Program::WebKitDriver => &["WebKitWebDriver"],
            Program::Xvfb => &["Xvfb"],
        }
    }

    /// Where macOS keeps it; no folder of `PATH` has it there.
    fn mac_path(self) -> Option<&'static str> {
        match self {
            Program::Chrome => Some("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Program::Firefox => Some("/Applications/Firefox.app/Contents/MacOS/firefox"),
            _ => None,
        }
    }

    /// The program on this machine.
    pub fn find(self) -> Option<PathBuf> {
        Machine::this().all(self).into_iter().next()
    }
}

/// Where programs can be on a machine.
#[derive(Clone, Debug, Default)]
struct Machine {
    /// The folders to look in, the first one first.
    folders: Vec<PathBuf>,
    /// Variables of the environment that name programs and their folders.
    variables: Vec<(&'static str, PathBuf)>,
}

impl Machine {
    fn this() -> Machine {
        let all = [Program::Chrome, Program::ChromeDriver, Program::Firefox, Program::GeckoDriver];
        let names = all.into_iter().flat_map(|program| <[_; 2]>::from(program.variables())).flatten();
        let value = |name| env::var_os(name).filter(|value| !value.is_empty()).map(|value| (name, value.into()));
        let mut folders: Vec<PathBuf> = env::var_os("PATH").iter().flat_map(env::split_paths).collect();
        // Where Cargo installs programs; not every PATH has it.
        let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
        folders.extend(cargo.map(|cargo| cargo.join("bin")));
        Machine { folders, variables: names.filter_map(value).collect() }
    }

    fn variable(&self, name: Option<&str>) -> Option<&Path> {
        let (_, value) = self.variables.iter().find(|(known, _)| Some(*known) == name)?;
        Some(value)
    }

    /// All programs of this kind, in the order in which they are tried. One that a variable names is the only one, even
    /// if it does not exist: whoever named it should hear that.
    fn all(&self, program: Program) -> Vec<PathBuf> {
        let (file, folder) = program.variables();
        if let Some(path) = self.variable(file) {
            // A name without a folder is looked up, as shells do.
            let found = self.folders.iter().map(|folder| folder.join(path)).find(|path| path.is_file());
            return vec![found.unwrap_or_else(|| path.to_owned())];
        }
        let file = |name: &str| format!("{name}{}", env::consts::EXE_SUFFIX);
        let mut found: Vec<PathBuf> = Vec::new();
        for folder in self.variable(folder).into_iter().chain(self.folders.iter().map(PathBuf::as_path)) {
            found.extend(program.names().iter().map(|name| folder.join(file(name))));
        }
        // The best name counts more than the first folder.
        let rank = |path: &PathBuf| program.names().iter().position(|name| path.ends_with(file(name)));
        found.sort_by_key(rank);
        found.extend(program.mac_path().map(PathBuf::from));
        found.retain(|path| path.is_file());
        found
    }
}

/// Chrome or Chromium and a driver of the same major version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChromePair {
    /// The browser.
    pub browser: PathBuf,
    /// Its driver.
    pub driver: PathBuf,
}

/// Why there is no [`ChromePair`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoChrome {
    /// No browser, no driver, or neither was found.
    Missing(Vec<Program>),
    /// No driver has the version of a browser; the text names all of them.
    Versions(String),
}

impl ChromePair {
    /// The first browser on this machine for which there is a driver.
    ///
    /// # Errors
    ///
    /// Names what is missing, or the versions that do not fit.
    pub fn find() -> Result<ChromePair, NoChrome> {
        let machine = Machine::this();
        let versions = |program| {
            let all = machine.all(program).into_iter();
            all.filter_map(|path| major_version(&path).map(|version| (path, version))).collect::<Vec<_>>()
        };
        pair(&versions(Program::Chrome), &versions(Program::ChromeDriver))
    }
}

fn pair(browsers: &[(PathBuf, u32)], drivers: &[(PathBuf, u32)]) -> Result<ChromePair, NoChrome> {
    let pairs = browsers.iter().flat_map(|browser| drivers.iter().map(move |driver| (browser, driver)));
    if let Some(((browser, _), (driver, _))) = pairs.into_iter().find(|(browser, driver)| browser.1 == driver.1) {
        return Ok(ChromePair { browser: browser.clone(), driver: driver.clone() });
    }
    let mut missing = Vec::new();
    missing.extend(browsers.is_empty().then_some(Program::Chrome));
    missing.extend(drivers.is_empty().then_some(Program::ChromeDriver));
    if !missing.is_empty() {
        return Err(NoChrome::Missing(missing));
    }
    let all = browsers.iter().chain(drivers).map(|(path, version)| format!("{} {version}", path.display()));
    Err(NoChrome::Versions(all.collect::<Vec<_>>().join(", ")))
}

/// The major version that a program reports; `None` if it cannot be run.
fn major_version(program: &Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| major(&String::from_utf8_lossy(&output.stdout)))?
}

/// The first number of a text such as `Google Chrome 131.0.6778.85`.
fn major(text: &str) -> Option<u32> {
    let word = text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    word.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A machine with these programs in its folders `a` and `b`; removed at the end.
    struct Fake {
        root: PathBuf,
        machine: Machine,
    }

    impl Fake {
        fn new(test: &str, files: &[&str]) -> Fake {
            let root = env::temp_dir().join(format!("dateline-browsers-{test}-{}", std::process::id()));
            for folder in ["a", "b", "drivers"] {
                fs::create_dir_all(root.join(folder)).unwrap();
            }
            for file in files {
                fs::write(root.join(format!("{file}{}", env::consts::EXE_SUFFIX)), "").unwrap();
            }
            let machine = Machine { folders: vec![root.join("a"), root.join("b")], variables: Vec::new() };
            Fake { root, machine }
        }

        fn found(&self, program: Program) -> Vec<String> {
            let all = self.machine.all(program).into_iter();
            let below = |path: PathBuf| path.strip_prefix(&self.root).unwrap_or(&path).with_extension("").to_owned();
            all.map(|path| below(path).to_string_lossy().replace('\\', "/")).collect()
        }
    }

    impl Drop for Fake {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.root).ok();
        }
    }

    #[test]
    fn the_best_name_is_taken_whichever_folder_has_it() {
        let fake = Fake::new("names", &["a/chromium", "b/google-chrome", "b/chromium"]);
        assert_eq!(fake.found(Program::Chrome)[..3], ["b/google-chrome", "a/chromium", "b/chromium"]);
        assert_eq!(fake.found(Program::GeckoDriver), [""; 0]);
    }

    #[test]
    fn variables_name_programs_and_their_folders() {
        let mut fake = Fake::new("variables", &["a/chromedriver", "drivers/chromedriver", "a/chromium", "b/my-chrome"]);
        fake.machine.variables = vec![("CHROMEWEBDRIVER", fake.root.join("drivers")), ("CHROME", "my-chrome".into())];
        assert_eq!(fake.found(Program::ChromeDriver), ["drivers/chromedriver", "a/chromedriver"]);
        assert_eq!(fake.found(Program::Chrome), ["b/my-chrome"]);
        fake.machine.variables = vec![("CHROME", fake.root.join("absent"))];
        assert_eq!(fake.found(Program::Chrome), ["absent"]);
    }

    #[test]
    fn a_browser_is_taken_that_has_a_driver() {
        let versions = |all: &[(&str, u32)]| all.iter().map(|(path, v)| (PathBuf::from(path), *v)).collect::<Vec<_>>();
        let browsers = versions(&[("google-chrome", 131), ("chromium", 130)]);
        let chosen = pair(&browsers, &versions(&[("chromedriver", 130)])).unwrap();
        assert_eq!(chosen, ChromePair { browser: "chromium".into(), driver: "chromedriver".into() });
        assert_eq!(pair(&browsers, &[]), Err(NoChrome::Missing(vec![Program::ChromeDriver])));
        let none = pair(&[], &[]);
        assert_eq!(none, Err(NoChrome::Missing(vec![Program::Chrome, Program::ChromeDriver])));
        let other = pair(&browsers, &versions(&[("chromedriver", 120)]));
        assert_eq!(other, Err(NoChrome::Versions("google-chrome 131, chromium 130, chromedriver 120".to_owned())));
    }

    #[test]
    fn versions_are_read_from_what_programs_print() {
        assert_eq!(major("Google Chrome 131.0.6778.85 \n"), Some(131));
        assert_eq!(major("Chromium 156.0.1 built on Debian GNU/Linux 12"), Some(156));
        assert_eq!(major("ChromeDriver 130.0.6723.58 (abc)"), Some(130));
        assert_eq!(major("no version"), None);
    }
}
