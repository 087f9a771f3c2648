//! How systems install browsers and drivers.

use std::{env, fs};

use crate::Program;

/// An operating system, as far as it matters for installing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Debian and its derivatives with Debian's packages.
    Debian,
    /// Ubuntu and its derivatives; its packages of Chromium and Firefox only install snaps, which drivers cannot use.
    Ubuntu,
    /// Fedora and its relatives.
    Fedora,
    /// Arch Linux and its derivatives.
    Arch,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
    /// Any other system.
    Other,
}

/// How a program is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// `apt-get install` of this package.
    Apt(&'static str),
    /// By the user, in this way.
    ByHand(&'static str),
}

/// Works on every system with Node.js, without the rights of an administrator.
const CHROME_FOR_TESTING: &str = "\
run `npx @puppeteer/browsers install chrome@stable` and `npx @puppeteer/browsers install chromedriver@stable`, then set \
CHROME and CHROMEDRIVER to the programs whose paths these print";

const FIREFOX_FROM_MOZILLA: &str =
    "install the package `firefox` from Mozilla (https://support.mozilla.org/kb/install-firefox-linux), or set FIREFOX";

const WSL: &str = "run the tests in WSL; in Windows itself they do not run";

impl System {
    /// This machine's system.
    pub fn this() -> System {
        match env::consts::OS {
            "macos" => System::MacOs,
            "windows" => System::Windows,
            _ => System::from_os_release(&fs::read_to_string("/etc/os-release").unwrap_or_default()),
        }
    }

    /// The system that a file `/etc/os-release` describes (os-release(5)): by its `ID`, else by the nearest relative in
    /// `ID_LIKE`.
    pub fn from_os_release(text: &str) -> System {
        let field = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            line.unwrap_or_default().trim().trim_matches(['"', '\''])
        };
        let mut ids = field("ID").split_whitespace().chain(field("ID_LIKE").split_whitespace());
        let known = ids.find_map(|id| match id {
            "debian" | "raspbian" => Some(System::Debian),
            "ubuntu" => Some(System::Ubuntu),
            "fedora" | "rhel" => Some(System::Fedora),
            "arch" => Some(System::Arch),
            _ => None,
        });
        known.unwrap_or(System::Other)
    }

    /// How a program is installed here.
    pub fn source(self, program: Program) -> Source {
        use Program::{Chrome, ChromeDriver, Firefox, GeckoDriver, WebKitDriver, Xvfb};
        use Source::{Apt, ByHand};
        match (self, program) {
            (System::Debian, Chrome) => Apt("chromium"),
            (System::Debian, ChromeDriver) => Apt("chromium-driver"),
            (System::Debian, Firefox) => Apt("firefox-esr"),
            (System::Debian | System::Ubuntu, WebKitDriver) => Apt("webkit2gtk-driver"),
            (System::Debian | System::Ubuntu, Xvfb) => Apt("xvfb"),
            (System::Ubuntu, Firefox) => ByHand(FIREFOX_FROM_MOZILLA),
            (System::Fedora, Chrome | ChromeDriver) => ByHand("run `sudo dnf install chromium chromedriver`"),
            (System::Fedora, Firefox) => ByHand("run `sudo dnf install firefox`"),
            (System::Fedora, Xvfb) => ByHand("run `sudo dnf install xorg-x11-server-Xvfb`"),
            (System::Arch, Chrome | ChromeDriver) => ByHand("run `sudo pacman -S chromium`, which contains the driver"),
            (System::Arch, Firefox | GeckoDriver) => ByHand("run `sudo pacman -S firefox geckodriver`"),
            (System::Arch, WebKitDriver) => ByHand("run `sudo pacman -S webkit2gtk-4.1`"),
            (System::Arch, Xvfb) => ByHand("run `sudo pacman -S xorg-server-xvfb`"),
            (System::MacOs, Chrome | ChromeDriver) => ByHand("run `brew install --cask google-chrome chromedriver`"),
            (System::MacOs, Firefox) => ByHand("run `brew install --cask firefox`"),
            (System::MacOs, GeckoDriver) => ByHand("run `brew install geckodriver`"),
            (System::Windows, _) => ByHand(WSL),
            (_, Chrome | ChromeDriver) => ByHand(CHROME_FOR_TESTING),
            (_, Firefox) => ByHand("install Firefox and put it on the PATH, or set FIREFOX"),
            (_, GeckoDriver) => ByHand("run `cargo install geckodriver --locked`"),
            (_, WebKitDriver | Xvfb) => ByHand("this system has no WebKitGTK driver; the tests in WebKit are left out"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_known_by_their_id_and_relatives_by_whom_they_are_like() {
        let cases = [
            ("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\nVERSION_ID=\"12\"\n", System::Debian),
            ("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n", System::Ubuntu),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Ubuntu),
            ("ID=fedora\n", System::Fedora),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", System::Fedora),
            ("ID=manjaro\nID_LIKE=arch\n", System::Arch),
            ("ID=alpine\n", System::Other),
            ("", System::Other),
        ];
        for (text, system) in cases {
            assert_eq!(System::from_os_release(text), system, "{text}");
        }
    }

    #[test]
    fn only_packages_that_a_system_has_are_installed() {
        assert_eq!(System::Debian.source(Program::Chrome), Source::Apt("chromium"));
        assert_eq!(System::Debian.source(Program::Firefox), Source::Apt("firefox-esr"));
        for program in [Program::Chrome, Program::ChromeDriver, Program::Firefox] {
            assert!(matches!(System::Ubuntu.source(program), Source::ByHand(_)), "{program:?}");
        }
        assert_eq!(System::Ubuntu.source(Program::Xvfb), Source::Apt("xvfb"));
        assert!(matches!(System::Arch.source(Program::ChromeDriver), Source::ByHand(text) if text.contains("pacman")));
        assert!(matches!(System::MacOs.source(Program::Chrome), Source::ByHand(text) if text.contains("brew")));
    }
}
