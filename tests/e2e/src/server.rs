//! A static server under a project's sub-path, as hosts of pages have it, that records requests.

use std::io;
use std::net::SocketAddr;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::post;
use futures_util::stream;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;

/// The path of the site.
const BASE: &str = "/archives/dateline";

/// Where browsers report violations of the page's policy.
const REPORTS: &str = "/reports";

/// A running server.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    task: JoinHandle<()>,
    dead: Arc<AtomicBool>,
    cut: Arc<Mutex<Option<String>>>,
    held: watch::Sender<Option<String>>,
}

/// What a server saw.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// The paths of all requests.
    pub(crate) paths: Vec<String>,
    /// Requests that found nothing.
    pub(crate) missing: Vec<String>,
    /// Violations of the page's policy, as the browser reported them.
    pub(crate) violations: Vec<String>,
}

impl Server {
    /// Serves a folder. The policy in its page is sent as a header too, so that the browser reports each violation.
    pub(crate) async fn start(folder: &Path) -> Server {
        let seen = Arc::new(Mutex::new(Seen::default()));
        let page = std::fs::read_to_string(folder.join("index.html")).expect("the site has a page");
        let policy = format!("{}; report-uri {REPORTS}", policy(&page));
        let policy = HeaderValue::from_str(&policy).expect("the policy fits a header");
        let dead = Arc::new(AtomicBool::new(false));
        let cut = Arc::new(Mutex::new(None));
        let (held, holds) = watch::channel(None);
        let state = Watched { seen: seen.clone(), policy, dead: dead.clone(), cut: cut.clone(), holds };
        let app = Router::new()
            .route(REPORTS, post(report))
            .nest_service(BASE, ServeDir::new(folder))
            .layer(middleware::from_fn_with_state(state.clone(), answer))
            .with_state(state);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the port's address");
        let task = tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        Server { address, seen, task, dead, cut, held }
    }

    /// The address of the page, without `#`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}{BASE}/", self.address)
    }

    /// Answers nothing from now on: every connection ends without an answer.
    pub(crate) async fn stop(&self) {
        self.task.abort();
        self.dead.store(true, Ordering::SeqCst);
    }

    /// Breaks off in the middle of files whose name ends so, from now on, or of none.
    pub(crate) fn cut(&self, name: Option<&str>) {
        *self.cut.lock().expect("no thread panics while it writes") = name.map(str::to_owned);
    }

    /// Keeps files whose name holds this waiting until another name or none is given.
    pub(crate) fn hold(&self, name: Option<&str>) {
        self.held.send_replace(name.map(str::to_owned));
    }

    /// What the server saw so far.
    pub(crate) fn seen(&self) -> Seen {
        self.seen.lock().expect("no thread panics while it writes").clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Clone)]
struct Watched {
    seen: Arc<Mutex<Seen>>,
    policy: HeaderValue,
    dead: Arc<AtomicBool>,
    cut: Arc<Mutex<Option<String>>>,
    holds: watch::Receiver<Option<String>>,
}

async fn answer(State(watched): State<Watched>, mut request: Request, next: Next) -> Response {
    let Watched { seen, policy, dead, cut, mut holds } = watched;
    let path = request.uri().path().to_owned();
    // Ends with an error only when the server is gone.
    holds.wait_for(|held| held.as_ref().is_none_or(|name| !path.contains(name.as_str()))).await.ok();
    // A connection that was open when the server was stopped is never answered on; nothing is printed of it.
    if dead.load(Ordering::SeqCst) {
        resume_unwind(Box::new("the server is stopped"));
    }
    let is_cut =
        cut.lock().expect("no thread panics while it writes").as_ref().is_some_and(|end| path.ends_with(end.as_str()));
    if is_cut {
        // "Not modified" would let the browser take the whole file from its cache.
        request.headers_mut().remove(header::IF_MODIFIED_SINCE);
        request.headers_mut().remove(header::IF_NONE_MATCH);
    }
    let mut response = next.run(request).await;
    if is_cut {
        let (head, body) = response.into_parts();
        let whole = axum::body::to_bytes(body, usize::MAX).await.expect("the file can be read");
        // The head states the whole length; the connection ends after half of it.
        let parts = [Ok(whole.slice(..whole.len() / 2)), Err(io::Error::other("the download is cut"))];
        response = Response::from_parts(head, Body::from_stream(stream::iter(parts)));
    }
    seen.lock().expect("no thread panics while it writes").paths.push(path.clone());
    // Browsers ask for an icon by themselves, outside the site.
    if response.status() == StatusCode::NOT_FOUND && path != "/favicon.ico" {
        seen.lock().expect("no thread panics while it writes").missing.push(path);
    }
    response.headers_mut().insert("content-security-policy-report-only", policy);
    response
}

async fn report(State(Watched { seen, .. }): State<Watched>, body: Bytes) -> StatusCode {
    let report = String::from_utf8_lossy(&body).into_owned();
    seen.lock().expect("no thread panics while it writes").violations.push(report);
    StatusCode::NO_CONTENT
}

/// The policy that the page states in its head.
fn policy(page: &str) -> &str {
    let (_, after) =
        page.split_once("http-equiv=\"Content-Security-Policy\" content=\"").expect("the page states its policy");
    after.split_once('"').expect("the policy ends").0
}
