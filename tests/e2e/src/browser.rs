//! A browser of the test's own, driven over WebDriver.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::LazyLock;
use std::time::Duration;

use dateline_browsers::{ChromePair, Program};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::time::sleep;
use url::{ParseError, Url};

/// How long a driver may take to start.
const START_LIMIT: Duration = Duration::from_secs(30);

/// Chrome or Chromium with its driver, looked for once.
static CHROME: LazyLock<ChromePair> =
    LazyLock::new(|| ChromePair::find().unwrap_or_else(|missing| panic!("{missing:?}; run `cargo xtask setup`")));

/// The environment variable that names the engine to test in: `chromium`, the default, `firefox` or `webkit`.
const ENGINE_VARIABLE: &str = "DATELINE_BROWSER";

/// A browser engine that tests run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chrome's or Chromium's, driven by chromedriver.
    Chromium,
    /// Firefox's, driven by geckodriver.
    Firefox,
    /// WebKitGTK's, in its MiniBrowser, driven by WebKitWebDriver on a screen of its own.
    WebKit,
}

impl Engine {
    /// The engine that these tests run in.
    ///
    /// # Panics
    ///
    /// When the environment names another one.
    pub fn chosen() -> Engine {
        match std::env::var(ENGINE_VARIABLE).as_deref() {
            Err(_) | Ok("" | "chromium") => Engine::Chromium,
            Ok("firefox") => Engine::Firefox,
            Ok("webkit") => Engine::WebKit,
            Ok(other) => panic!("{ENGINE_VARIABLE} is `{other}`; it may be chromium, firefox or webkit"),
        }
    }

    /// Whether a test runs in this engine; if not, prints that it is left out and why.
    pub fn can(self, test: &str, engines: &[Engine], why_not: &str) -> bool {
        let can = engines.contains(&self);
        if !can {
            eprintln!("SKIPPED in {self:?}: {test}: {why_not}");
        }
        can
    }

    fn driver(self, port: u16, profile: &Path, downloads: &Path) -> Command {
        match self {
            Engine::Chromium => {
                let mut driver = Command::new(&CHROME.driver);
                driver.arg(format!("--port={port}"));
                driver
            }
            Engine::Firefox => {
                let mut driver = Command::new(found(Program::GeckoDriver));
                driver.arg("--port").arg(port.to_string()).arg("--profile-root").arg(profile);
                driver
            }
            Engine::WebKit => {
                let folders = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display());
                fs::write(profile.join("user-dirs.dirs"), folders).expect("the profile takes files");
                let mut driver = Command::new(found(Program::WebKitDriver));
                driver.arg(format!("--port={port}")).env("DISPLAY", display(port)).env("XDG_CONFIG_HOME", profile);
                driver
            }
        }
    }

    fn capabilities(self, (width, height): (u32, u32), profile: &Path, downloads: &Path) -> Value {
        match self {
            Engine::Chromium => json!({
                "goog:chromeOptions": { "binary": CHROME.browser, "prefs": {
                    "download.default_directory": downloads,
                    "download.prompt_for_download": false,
                }, "args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                    format!("--user-data-dir={}", profile.display()),
                    format!("--window-size={width},{height}"),
                ] },
                "goog:loggingPrefs": { "browser": "WARNING" },
            }),
            Engine::Firefox => json!({
                "moz:firefoxOptions": {
                    "binary": found(Program::Firefox),
                    "args": ["-headless", format!("-width={width}"), format!("-height={height}")],
                    "prefs": {
                        "browser.download.dir": downloads,
                        "browser.download.folderList": 2,
                        "browser.download.alwaysOpenPanel": false,
                        "browser.helperApps.neverAsk.saveToDisk":
                            "text/html,application/x-ndjson,application/toml,application/ld+json",
                        // Only this machine can be reached.
                        "network.proxy.type": 1,
                        "network.proxy.http": "127.0.0.1",
                        "network.proxy.http_port": 9,
                        "network.proxy.ssl": "127.0.0.1",
                        "network.proxy.ssl_port": 9,
                        "network.proxy.no_proxies_on": "127.0.0.1",
                    },
                },
            }),
            Engine::WebKit => json!({
                "webkitgtk:browserOptions": { "binary": mini_browser(), "args": ["--automation"] },
            }),
        }
    }
}

/// The path of a program.
fn found(program: Program) -> PathBuf {
    program.find().unwrap_or_else(|| panic!("{program:?} is missing; run `cargo xtask setup`"))
}

/// The screen that belongs to a driver's port.
fn display(port: u16) -> String {
    format!(":{port}")
}

/// The path of WebKitGTK's browser for tests.
fn mini_browser() -> PathBuf {
    let folders = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found = folders
        .flat_map(|folder| ["4.1", "6.0", "4.0"].map(|version| (version, folder.clone())))
        .map(|(version, folder)| folder.join(format!("webkit2gtk-{version}/MiniBrowser")))
        .filter(|path| path.is_file());
    found.next().expect("WebKitGTK's MiniBrowser is installed with its driver; run `cargo xtask setup`")
}

/// A running program; it and everything that it started end when this is dropped.
struct Process(Child);

impl Process {
    fn start(mut command: Command) -> Process {
        let name = command.as_std().get_program().to_string_lossy().into_owned();
        command.stdout(Stdio::null()).stderr(Stdio::null()).process_group(0).kill_on_drop(true);
        Process(command.spawn().unwrap_or_else(|error| panic!("`{name}` does not start: {error}")))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(id) = self.0.id() {
            std::process::Command::new("kill").args(["-KILL", "--", &format!("-{id}")]).status().ok();
        }
    }
}

/// A running browser with its driver; both end when it is dropped.
pub(crate) struct Browser {
    pub(crate) client: Client,
    /// Where the browser saves what the page offers as a file.
    pub(crate) downloads: TempDir,
    engine: Engine,
    _driver: Process,
    _screen: Option<Process>,
    _profile: TempDir,
}

impl Browser {
    /// Starts the chosen engine with a window of this size and an empty profile.
    pub(crate) async fn start(width: u32, height: u32) -> Browser {
        let engine = Engine::chosen();
        let port = free_port();
        let profile = TempDir::new().expect("a folder for the browser's profile");
        let downloads = TempDir::new().expect("a folder for downloads");
        let screen = (engine == Engine::WebKit).then(|| {
            let mut screen = Command::new(found(Program::Xvfb));
            let size = format!("{}x{}x24", width.max(1600), height.max(1200));
            screen.arg(display(port)).args(["-nolisten", "tcp", "-screen", "0", &size]);
            Process::start(screen)
        });
        let driver = Process::start(engine.driver(port, profile.path(), downloads.path()));
        let capabilities = engine.capabilities((width, height), profile.path(), downloads.path());
        let Value::Object(capabilities) = capabilities else { unreachable!("an object was written") };
        let mut waited = Duration::ZERO;
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(capabilities.clone()).connect(&format!("http://127.0.0.1:{port}")).await {
                Ok(client) => break client,
                Err(error) if waited >= START_LIMIT => panic!("the browser does not start: {error}"),
                Err(_) => {
                    sleep(Duration::from_millis(200)).await;
                    waited += Duration::from_millis(200);
                }
            }
        };
        if engine != Engine::Chromium {
            client.set_window_size(width, height).await.expect("the window takes a size");
        }
        Browser { client, downloads, engine, _driver: driver, _screen: screen, _profile: profile }
    }

    /// The errors and warnings that the browser logged since the last call. Only chromedriver can give them.
    pub(crate) async fn reported(&self) -> Vec<String> {
        if self.engine != Engine::Chromium {
            return Vec::new();
        }
        let log = self.client.issue_cmd(ReadLog).await.expect("the driver keeps a log");
        let entries = log.as_array().cloned().unwrap_or_default();
        entries.iter().filter_map(|entry| entry["message"].as_str().map(str::to_owned)).collect()
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("the port's address").port()
}

/// The driver's command to read the browser's log.
#[derive(Debug)]
struct ReadLog;

impl WebDriverCompatibleCommand for ReadLog {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, ParseError> {
        base_url.join(&format!("session/{}/se/log", session_id.unwrap_or_default()))
    }

    fn method_and_body(&self, _request_url: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "type": "browser" }).to_string()))
    }
}
