//! Serving the built page as a static host does, and building it again when a source or a document changes.
//!
//! The files of `dist/` are served as they are: nothing is added that reloads a page by itself, so a site made from
//! `dist/` is clean. A page that is open notices a new build as it notices a new release, when the reader returns to it.

use std::fs::File;
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Request, Response, Server};

use crate::command::Failure;
use crate::module::Profile;
use crate::page;
use crate::sources;

/// The port unless another one is named.
const DEFAULT_PORT: u16 = 8080;

/// How often files are compared.
const WATCH_INTERVAL: Duration = Duration::from_millis(500);

/// How many requests are answered at once.
const THREADS: usize = 4;

/// Builds the page, unless it is built already, and serves it until the program is ended. `arguments` may be
/// `--port PORT`.
///
/// # Errors
///
/// When the arguments are unknown, the port is taken, or the first build fails.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let port = port(arguments)?;
    let server = Server::http(("127.0.0.1", port)).map_err(|error| {
        Failure(format!(
            "port {port} cannot be used: {error}\nremedy: name another one: `cargo xtask serve --port 8081`"
        ))
    })?;
    let watched = sources::paths()?;
    let mut built = sources::state(&watched);
    if !page::is_built_from(built) {
        page::build(Profile::Release)?;
    }
    println!("the page is at http://127.0.0.1:{port}/ (Ctrl-C stops the server)");
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for request in server.incoming_requests() {
                    // The browser closed the connection: nobody waits for this answer.
                    answer(request, &page::dist()).ok();
                }
            });
        }
        loop {
            thread::sleep(WATCH_INTERVAL);
            let now = sources::state(&watched);
            if now == built {
                continue;
            }
            // An editor may still be writing.
            thread::sleep(WATCH_INTERVAL);
            if sources::state(&watched) != now {
                continue;
            }
            built = now;
            match page::build(Profile::Release) {
                Ok(()) => println!("an open page offers the new version when you return to it"),
                Err(Failure(problem)) => eprintln!("{problem}\nthe last page that could be built is still served"),
            }
        }
    })
}

fn port(arguments: &[String]) -> Result<u16, Failure> {
    match arguments {
        [] => Ok(DEFAULT_PORT),
        [option, port] if option == "--port" => {
            port.parse().map_err(|_| Failure(format!("`{port}` is not the number of a port")))
        }
        _ => Err(Failure("usage: cargo xtask serve [--port PORT]".to_owned())),
    }
}

/// Sends the file that a request names.
fn answer(request: Request, folder: &Path) -> std::io::Result<()> {
    let Some((path, file)) = file(folder, request.url()) else {
        return request.respond(Response::from_string("not found").with_status_code(404));
    };
    let mut response = Response::from_file(file);
    // The page changes with each build: a browser asks again.
    for (name, value) in [("Content-Type", content_type(&path)), ("Cache-Control", "no-cache")] {
        response = response.with_header(header(name, value));
    }
    request.respond(response)
}

fn header(name: &'static str, value: &'static str) -> Header {
    Header::from_bytes(name, value).expect("names and values of headers are plain ASCII")
}

/// The file that an address names, with its path, unless it is outside the folder.
fn file(folder: &Path, address: &str) -> Option<(PathBuf, File)> {
    let name = address.split(['?', '#']).next()?.trim_start_matches('/');
    let name = Path::new(if name.is_empty() { "index.html" } else { name });
    if !name.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let path = folder.join(name);
    let file = File::open(&path).ok().filter(|_| path.is_file())?;
    Some((path, file))
}

/// The media type of a file. Browsers compile WebAssembly while it is loaded only if its type is right.
fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("css") => "text/css",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("ts" | "txt") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("dateline-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("archive")).unwrap();
        folder
    }

    /// What the server answers to a request for an address.
    fn get(folder: &Path, address: &str) -> String {
        let server = Server::http("127.0.0.1:0").unwrap();
        let at = server.server_addr().to_ip().unwrap();
        thread::scope(|scope| {
            scope.spawn(|| answer(server.recv().unwrap(), folder).unwrap());
            let mut client = TcpStream::connect(at).unwrap();
            write!(client, "GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
            let mut answered = String::new();
            client.read_to_string(&mut answered).unwrap();
            answered
        })
    }

    #[test]
    fn files_are_served_as_they_are_and_nothing_outside_the_folder() {
        let folder = folder("served");
        let page = "<!doctype html><head><title>Page</title></head>";
        fs::write(folder.join("index.html"), page).unwrap();
        fs::write(folder.join("archive/manifest.json"), "{}").unwrap();
        let answered = get(&folder, "/?a=b");
        assert!(answered.starts_with("HTTP/1.1 200") && answered.ends_with(&format!("\r\n\r\n{page}")), "{answered}");
        assert!(answered.contains("Content-Type: text/html; charset=utf-8"), "{answered}");
        assert!(get(&folder, "/archive/manifest.json").ends_with("\r\n\r\n{}"));
        for missing in ["/archive", "/absent.js", "/archive/../../secret", "//etc/passwd"] {
            assert!(get(&folder, missing).starts_with("HTTP/1.1 404"), "{missing}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_port_can_be_chosen() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(port(&[]).unwrap(), DEFAULT_PORT);
        assert_eq!(port(&words("--port 9000")).unwrap(), 9000);
        assert!(port(&words("--port x")).is_err() && port(&words("--open")).is_err());
    }
}
