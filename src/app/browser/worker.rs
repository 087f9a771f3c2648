//! The worker that parses, packs and stores: one for each task, started when it is needed and ended after it.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::{LocalStorage, StoredValue, UpdateValue as _};
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::{from_value, preserve, to_value};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, MessageEvent, Worker};

use super::download::{blob_address, drop_address};
use super::error::BrowserError;
use super::object::field;
use super::timers::pause;
use super::viewer::{parser_name, viewer_file};
use crate::pack::READERS_ENDING;
use crate::task::{Broken, Failed, Heading, Lend, MessageHead, MessageKind, Progress, WorkerProblem};

/// What a worker is asked to do. Files and bytes cross as they are.
#[derive(Serialize)]
#[serde(tag = "task", rename_all = "lowercase")]
pub enum WorkerTask<'a> {
    /// To read documents and make a bundle of them and the articles that are open, given as JSON Lines.
    Read {
        /// Objects with the fields `name` and `file`.
        #[serde(with = "preserve")]
        files: Array,
        /// The names of the files that the parser broke on.
        skip: &'a [String],
        /// The articles that are open.
        #[serde(with = "preserve")]
        open: Uint8Array,
        /// What the archive says of itself.
        heading: Heading,
    },
    /// To make a page of one file of articles, given as JSON Lines.
    Pack {
        /// The viewer's files by name, or undefined if this page is one file.
        #[serde(with = "preserve")]
        viewer: JsValue,
        /// What the page of one file consists of, or undefined.
        #[serde(with = "preserve")]
        packed: JsValue,
        /// The articles.
        #[serde(with = "preserve")]
        lines: Uint8Array,
        /// What the archive says of itself.
        heading: Heading,
    },
    /// To make a bundle of articles, given as JSON Lines, as a `corpus.toml` corrects them.
    Correct {
        /// The articles.
        #[serde(with = "preserve")]
        lines: Uint8Array,
        /// The text of the `corpus.toml`.
        sidecar: &'a str,
        /// What the archive says of itself.
        heading: Heading,
    },
    /// To keep a bundle in this browser.
    Keep {
        /// The name to keep it by.
        place: &'a str,
        /// The files by name.
        #[serde(with = "preserve")]
        files: Object,
    },
    /// To give the bundle that this browser keeps.
    Kept {
        /// The name that it is kept by.
        place: &'a str,
    },
    /// To forget the bundle that this browser keeps.
    Forget {
        /// The name that it is kept by.
        place: &'a str,
    },
    /// To take some of the files of the task that follows.
    Files {
        /// Objects with the fields `name` and `file`.
        #[serde(with = "preserve")]
        files: Array,
    },
    /// To take the bytes that were asked for, or undefined if the page cannot read them either.
    Lent {
        /// An `ArrayBuffer`.
        #[serde(with = "preserve")]
        bytes: JsValue,
    },
}

impl WorkerTask<'_> {
    fn message(&self) -> Result<Object, JsValue> {
        Ok(to_value(self)?.unchecked_into())
    }
}

/// Why a task has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskError {
    /// The browser did not run the worker.
    Browser(BrowserError),
    /// The parser itself crashed on the file with this name.
    Crash(String),
    /// The worker's own reason.
    Worker(WorkerProblem),
    /// The worker's message does not hold the result of the task.
    Result,
}

impl From<BrowserError> for TaskError {
    fn from(error: BrowserError) -> TaskError {
        TaskError::Browser(error)
    }
}

/// A place for at most one worker at a time.
#[derive(Clone, Copy)]
pub struct WorkerSlot {
    running: StoredValue<Option<RunningWorker>, LocalStorage>,
}

/// A running worker and its listeners.
struct RunningWorker {
    worker: Worker,
    address: Option<String>,
    _listeners: [Closure<dyn FnMut(JsValue)>; 2],
}

impl Drop for RunningWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        if let Some(address) = &self.address {
            drop_address(address);
        }
    }
}

impl WorkerSlot {
    /// A slot without a worker.
    pub fn new() -> WorkerSlot {
        WorkerSlot { running: StoredValue::new_local(None) }
    }

    /// Ends the running worker. The future of its task never completes.
    pub fn cancel(self) {
        self.running.update_value(|running| *running = None);
    }

    /// Runs a task in a new worker, and returns its result: the fields of the worker's message that `T` names.
    ///
    /// # Errors
    ///
    /// Why there is no result.
    pub async fn run<T: DeserializeOwned>(
        self,
        task: &WorkerTask<'_>,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Result<T, TaskError> {
        let message = &task.message().map_err(|_| BrowserError::WorkerRefused)?;
        let parser = parser_name().ok_or(BrowserError::NoParser)?;
        let script = viewer_file(&format!("{parser}.js"));
        let address = match &script {
            None => Some(format!("{parser}.js")),
            Some(script) => blob_address(script, "text/javascript").ok(),
        };
        if script.is_some() {
            let wasm = viewer_file(&format!("{parser}_bg.wasm")).unwrap_or_default();
            Reflect::set(message, &"wasm".into(), &wasm).ok();
            let readers = viewer_file(&format!("{parser}{READERS_ENDING}"));
            Reflect::set(message, &"readers".into(), &readers.map_or(JsValue::UNDEFINED, JsValue::from)).ok();
        }
        let worker = address.as_deref().and_then(|address| Worker::new(address).ok()).ok_or(BrowserError::NoWorker)?;
        let mut end = None;
        let ended = Promise::new(&mut |resolve, _| end = Some(resolve));
        let end = end.ok_or_else(|| BrowserError::Refused(String::new()))?;
        let running = RunningWorker {
            _listeners: listen(&worker, &end, message, on_progress),
            address: address.filter(|_| script.is_some()),
            worker: worker.clone(),
        };
        self.running.update_value(|slot| *slot = Some(running));
        if send_task(&worker, message).await.is_err() {
            self.cancel();
            return Err(BrowserError::WorkerRefused.into());
        }
        let message = JsFuture::from(ended).await.unwrap_or(JsValue::UNDEFINED);
        self.cancel();
        match kind(&message) {
            // Taking over the result can be enough work for one turn of the event loop.
            Some(MessageKind::Done) => {
                pause().await;
                from_value(message).map_err(|_| TaskError::Result)
            }
            Some(MessageKind::Broken) => Err(text(message, |Broken { name }| TaskError::Crash(name))),
            Some(MessageKind::Failed) => Err(text(message, |Failed { problem }| TaskError::Worker(problem))),
            _ => Err(BrowserError::WorkerEnded.into()),
        }
    }
}

/// What a message of a worker is; `None` if the worker ended without one.
fn kind(message: &JsValue) -> Option<MessageKind> {
    from_value(message.clone()).ok().map(|MessageHead { kind }| kind)
}

/// The error that a message describes.
fn text<T: DeserializeOwned>(message: JsValue, error: impl Fn(T) -> TaskError) -> TaskError {
    from_value(message).map_or(TaskError::Result, error)
}

/// How many files are sent to the worker at once; a browser needs some tenths of a millisecond for each.
const FILES_AT_ONCE: u32 = 50;

/// Sends the worker its task. Its files are sent first and in batches, so that the page keeps responding.
async fn send_task(worker: &Worker, message: &Object) -> Result<(), JsValue> {
    let files = field(message, "files").dyn_into::<Array>();
    let Ok(files) = files else { return worker.post_message(message) };
    for from in (0..files.length()).step_by(FILES_AT_ONCE as usize) {
        let part = files.slice(from, from + FILES_AT_ONCE);
        let message = WorkerTask::Files { files: part }.message()?;
        worker.post_message(&message)?;
        pause().await;
    }
    let task = Object::assign(&Object::new(), message);
    Reflect::delete_property(&task, &"files".into())?;
    worker.post_message(&task)
}

/// Sends the worker the bytes of a file that it cannot read itself; no bytes if the page cannot read it either.
async fn lend(worker: &Worker, file: JsValue) {
    let bytes = match file.dyn_into::<File>() {
        Ok(file) => JsFuture::from(file.array_buffer()).await.ok(),
        Err(_) => None,
    };
    let transferred: Array = bytes.iter().collect();
    if let Ok(lent) = (WorkerTask::Lent { bytes: bytes.unwrap_or(JsValue::UNDEFINED) }).message() {
        worker.post_message_with_transfer(&lent, &transferred).ok();
    }
}

fn listen(
    worker: &Worker,
    end: &Function,
    message: &Object,
    on_progress: impl Fn(Progress) + 'static,
) -> [Closure<dyn FnMut(JsValue)>; 2] {
    let end_of_task = end.clone();
    let (borrower, files) = (worker.clone(), field(message, "files"));
    let on_message = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let message = event.unchecked_into::<MessageEvent>().data();
        match kind(&message) {
            Some(MessageKind::Progress) => {
                if let Ok(progress) = from_value(message) {
                    on_progress(progress);
                }
            }
            Some(MessageKind::Lend) => {
                let Ok(Lend { at }) = from_value(message) else { return };
                let entry = Reflect::get(&files, &JsValue::from(at as f64)).unwrap_or(JsValue::UNDEFINED);
                let (borrower, file) = (borrower.clone(), field(&entry, "file"));
                spawn_local(async move { lend(&borrower, file).await });
            }
            _ => {
                end_of_task.call1(&JsValue::NULL, &message).ok();
            }
        }
    });
    let end = end.clone();
    let on_error = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        event.unchecked_ref::<web_sys::Event>().prevent_default();
        end.call0(&JsValue::NULL).ok();
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    [on_message, on_error]
}
