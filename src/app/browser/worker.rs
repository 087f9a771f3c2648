//! The worker that parses, packs and stores: one for each task, started when it is needed and ended after it.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::{LocalStorage, StoredValue, UpdateValue as _};
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, MessageEvent, Worker};

use super::download::{blob_address, drop_address};
use super::error::BrowserError;
use super::object::{field, object};
use super::timers::pause;
use super::viewer::{parser_name, viewer_file};

/// How far a task is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkerProgress {
    /// Whether the documents have been read and their actors are being found.
    pub actors: bool,
    /// How many files or articles are done.
    pub done: usize,
    /// Of how many.
    pub total: usize,
    /// How many articles were found.
    pub articles: usize,
    /// How many documents could not be read.
    pub failures: usize,
}

/// Why a task has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskError {
    /// The browser did not run the worker.
    Browser(BrowserError),
    /// The parser itself crashed on the file with this name.
    Crash(String),
    /// The worker's own reason, in its own words.
    Worker(String),
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

    /// Runs the task named in a message in a new worker, and returns the worker's result message.
    ///
    /// # Errors
    ///
    /// Why there is no result.
    pub async fn run(
        self,
        message: &Object,
        on_progress: impl Fn(WorkerProgress) + 'static,
    ) -> Result<JsValue, TaskError> {
        let parser = parser_name().ok_or(BrowserError::NoParser)?;
        let script = viewer_file(&format!("{parser}.js"));
        let address = match &script {
            None => Some(format!("{parser}.js")),
            Some(script) => blob_address(script, "text/javascript").ok(),
        };
        if script.is_some() {
            let wasm = viewer_file(&format!("{parser}_bg.wasm")).unwrap_or_default();
            Reflect::set(message, &"wasm".into(), &wasm).ok();
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
        let text = |name: &str| field(&message, name).as_string().unwrap_or_default();
        match text("kind").as_str() {
            "done" => Ok(message),
            "broken" => Err(TaskError::Crash(text("name"))),
            "failed" => Err(TaskError::Worker(text("problem"))),
            _ => Err(BrowserError::WorkerEnded.into()),
        }
    }
}

/// How many files are sent to the worker at once; a browser needs some tenths of a millisecond for each.
const FILES_AT_ONCE: u32 = 50;

/// Sends the worker its task. Its files are sent first and in batches, so that the page keeps responding.
async fn send_task(worker: &Worker, message: &Object) -> Result<(), JsValue> {
    let files = field(message, "files").dyn_into::<Array>();
    let Ok(files) = files else { return worker.post_message(message) };
    for from in (0..files.length()).step_by(FILES_AT_ONCE as usize) {
        let part = files.slice(from, from + FILES_AT_ONCE);
        worker.post_message(&object(&[("task", "files".into()), ("files", part.into())]))?;
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
    let lent = object(&[("task", "lent".into()), ("bytes", bytes.clone().unwrap_or(JsValue::UNDEFINED))]);
    let transferred: Array = bytes.into_iter().collect();
    worker.post_message_with_transfer(&lent, &transferred).ok();
}

fn listen(
    worker: &Worker,
    end: &Function,
    message: &Object,
    on_progress: impl Fn(WorkerProgress) + 'static,
) -> [Closure<dyn FnMut(JsValue)>; 2] {
    let end_of_task = end.clone();
    let (borrower, files) = (worker.clone(), field(message, "files"));
    let on_message = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let message = event.unchecked_into::<MessageEvent>().data();
        let number = |name: &str| field(&message, name).as_f64().unwrap_or_default() as usize;
        match field(&message, "kind").as_string().as_deref() {
            Some("progress") => {}
            Some("lend") => {
                let entry = Reflect::get(&files, &JsValue::from(number("at") as f64)).unwrap_or(JsValue::UNDEFINED);
                let (borrower, file) = (borrower.clone(), field(&entry, "file"));
                return spawn_local(async move { lend(&borrower, file).await });
            }
            _ => {
                end_of_task.call1(&JsValue::NULL, &message).ok();
                return;
            }
        }
        on_progress(WorkerProgress {
            actors: field(&message, "phase").as_string().as_deref() == Some("actors"),
            done: number("done"),
            total: number("total"),
            articles: number("articles"),
            failures: number("failures"),
        });
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
