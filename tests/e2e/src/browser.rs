//! A browser of the test's own, driven over WebDriver.

use std::net::TcpListener;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::time::sleep;
use url::{ParseError, Url};

/// How long a driver may take to start.
const START_LIMIT: Duration = Duration::from_secs(30);

/// A running browser with its driver; both end when it is dropped.
pub(crate) struct Browser {
    pub(crate) client: Client,
    /// Where the browser saves what the page offers as a file.
    pub(crate) downloads: TempDir,
    _driver: Child,
    _profile: TempDir,
}

impl Browser {
    /// Starts Chromium with a window of this size and an empty profile.
    pub(crate) async fn start(width: u32, height: u32) -> Browser {
        let port = free_port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("`chromedriver` starts; install it, or run `cargo xtask setup`");
        let profile = TempDir::new().expect("a folder for the browser's profile");
        let downloads = TempDir::new().expect("a folder for downloads");
        let capabilities = json!({
            "goog:chromeOptions": { "prefs": {
                "download.default_directory": downloads.path(),
                "download.prompt_for_download": false,
            }, "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                format!("--user-data-dir={}", profile.path().display()),
                format!("--window-size={width},{height}"),
            ] },
            "goog:loggingPrefs": { "browser": "WARNING" },
        });
        let serde_json::Value::Object(capabilities) = capabilities else { unreachable!("an object was written") };
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
        Browser { client, downloads, _driver: driver, _profile: profile }
    }

    /// What the browser reported of its pages since the last call: errors and warnings.
    pub(crate) async fn reported(&self) -> Vec<String> {
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
