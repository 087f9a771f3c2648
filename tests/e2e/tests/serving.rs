//! The order of commands in the README: a page is served, and a site is made from it in the meantime.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use dateline_e2e::{Page, Site, default_corpus};

/// How long `cargo xtask serve` may take until it serves. The page is built already, unless a source has changed since.
const PATIENCE: Duration = Duration::from_secs(1800);

/// What servers put into a page to reload it.
const RELOADING: [&str; 5] = ["WebSocket", "EventSource", "livereload", "location.reload", "__TRUNK"];

/// `cargo xtask serve`, ended with this value.
struct Serving {
    command: Child,
    port: u16,
}

impl Serving {
    fn start() -> Serving {
        let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
        let port = free.expect("a port is free").port();
        let command = Command::new(env!("CARGO"))
            .current_dir(root())
            .args(["xtask", "serve", "--port", &port.to_string()])
            .spawn()
            .expect("cargo runs");
        let mut serving = Serving { command, port };
        let start = Instant::now();
        while serving.get("/").is_none() {
            assert!(start.elapsed() < PATIENCE, "nothing is served");
            if let Ok(Some(status)) = serving.command.try_wait() {
                panic!("`cargo xtask serve` ended: {status}");
            }
            sleep(Duration::from_millis(200));
        }
        serving
    }

    /// The body of the answer to a request; `None` while nobody answers.
    fn get(&self, address: &str) -> Option<String> {
        let mut client = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        client.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
        write!(client, "GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = String::new();
        client.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        head.starts_with("HTTP/1.1 200").then(|| body.to_owned())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.command.kill().ok();
        self.command.wait().ok();
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The scripts of a page: the tag and the text of each.
fn scripts(page: &str) -> Vec<&str> {
    page.split("<script").skip(1).filter_map(|rest| rest.split("</script>").next()).collect()
}

#[tokio::test]
async fn a_site_made_of_a_page_that_is_being_served_has_no_script_that_reloads_it() {
    let serving = Serving::start();
    let built = fs::read_to_string(root().join("dist/index.html")).expect("a page was built");
    assert_eq!(serving.get("/").as_ref(), Some(&built), "the page is served as it was built");

    let site = Site::of(&default_corpus());
    let made = fs::read_to_string(site.folder().join("index.html")).expect("the site has a page");
    assert!(!scripts(&built).is_empty());
    assert_eq!(scripts(&made), scripts(&built));
    for word in RELOADING {
        assert!(scripts(&made).iter().all(|script| !script.contains(word)), "a script has `{word}`: {made}");
    }
    // A script or a connection that the page's policy forbids would fail the end of this.
    let page = Page::open(&site, "").await;
    page.expect_status("5 of 5 articles").await;
    page.close().await;
    assert_eq!(serving.get("/"), Some(built), "the page is still served");
}
