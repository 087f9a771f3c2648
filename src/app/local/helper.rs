//! The worker that parses, packs and keeps; one for each task, started when it is needed and gone after it.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::{LocalStorage, StoredValue, UpdateValue as _};
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use super::device;
use crate::app::browser::field;
use crate::app::messages as m;

/// How far a task is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// Whether the documents are read and their actors are being found.
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

/// How a task ended.
#[derive(Clone, Debug)]
pub enum Ended {
    /// With what it was asked for.
    Done(JsValue),
    /// The parser itself failed on the file with this name.
    Broken(String),
    /// For a reason, in words.
    Failed(String),
}

/// A place for the one worker that is at work.
#[derive(Clone, Copy)]
pub struct Helper {
    at_work: StoredValue<Option<Post>, LocalStorage>,
}

/// A running worker with what listens to it.
struct Post {
    worker: Worker,
    address: Option<String>,
    _listeners: [Closure<dyn FnMut(JsValue)>; 2],
}

impl Drop for Post {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        if let Some(address) = &self.address {
            device::drop_address(address);
        }
    }
}

impl Helper {
    /// A place without a worker.
    pub fn new() -> Helper {
        Helper { at_work: StoredValue::new_local(None) }
    }

    /// Ends what is being done. The task that was asked for never ends.
    pub fn cancel(self) {
        self.at_work.update_value(|post| *post = None);
    }

    /// Has a worker do a task, which is named in the message.
    pub async fn run(self, message: &Object, on_progress: impl Fn(Progress) + 'static) -> Ended {
        let Some(parser) = device::parser_name() else {
            return Ended::Failed(m::parser_missing().to_owned());
        };
        let packed = device::viewer_file(&format!("{parser}.js"));
        let address = match &packed {
            None => Some(format!("{parser}.js")),
            Some(script) => device::blob_address(&Uint8Array::from(&**script), "text/javascript"),
        };
        if packed.is_some() {
            let wasm = device::viewer_file(&format!("{parser}_bg.wasm")).unwrap_or_default();
            Reflect::set(message, &"wasm".into(), &Uint8Array::from(&*wasm)).ok();
        }
        let worker = address.as_deref().and_then(|address| Worker::new(address).ok());
        let Some(worker) = worker else {
            return Ended::Failed(m::browser_no_worker().to_owned());
        };
        let mut ends = None;
        let ended = Promise::new(&mut |resolve, _| ends = Some(resolve));
        let Some(ends) = ends else { return Ended::Failed(m::browser_refused().to_owned()) };
        let post = Post {
            _listeners: listen(&worker, &ends, message, on_progress),
            address: address.filter(|_| packed.is_some()),
            worker: worker.clone(),
        };
        self.at_work.update_value(|at_work| *at_work = Some(post));
        if hand_over(&worker, message).await.is_err() {
            self.cancel();
            return Ended::Failed(m::parser_hand_over().to_owned());
        }
        let message = JsFuture::from(ended).await.unwrap_or(JsValue::UNDEFINED);
        self.cancel();
        let text = |name: &str| field(&message, name).as_string().unwrap_or_default();
        match text("kind").as_str() {
            "done" => Ended::Done(message),
            "broken" => Ended::Broken(text("name")),
            "failed" => Ended::Failed(text("problem")),
            _ => Ended::Failed(m::parser_memory().to_owned()),
        }
    }
}

/// How many files go to the worker in one go; a browser needs some tenths of a millisecond for each.
const FILES_AT_ONCE: u32 = 50;

/// Gives the worker its task, with the files of it first and in parts, so that the page goes on answering.
async fn hand_over(worker: &Worker, message: &Object) -> Result<(), JsValue> {
    let files = field(message, "files").dyn_into::<Array>();
    let Ok(files) = files else { return worker.post_message(message) };
    for from in (0..files.length()).step_by(FILES_AT_ONCE as usize) {
        let part = files.slice(from, from + FILES_AT_ONCE);
        worker.post_message(&device::object(&[("task", "files".into()), ("files", part.into())]))?;
        device::breathe().await;
    }
    let task = Object::assign(&Object::new(), message);
    Reflect::delete_property(&task, &"files".into())?;
    worker.post_message(&task)
}

/// Gives the worker the bytes of a file that it may not read itself, or nothing where the page may not either.
async fn lend(worker: &Worker, file: JsValue) {
    let bytes = match file.dyn_into::<web_sys::File>() {
        Ok(file) => JsFuture::from(file.array_buffer()).await.ok(),
        Err(_) => None,
    };
    let lent = device::object(&[("task", "lent".into()), ("bytes", bytes.clone().unwrap_or(JsValue::UNDEFINED))]);
    let transferred: Array = bytes.into_iter().collect();
    worker.post_message_with_transfer(&lent, &transferred).ok();
}

fn listen(
    worker: &Worker,
    ends: &Function,
    message: &Object,
    on_progress: impl Fn(Progress) + 'static,
) -> [Closure<dyn FnMut(JsValue)>; 2] {
    let end = ends.clone();
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
                end.call1(&JsValue::NULL, &message).ok();
                return;
            }
        }
        on_progress(Progress {
            actors: field(&message, "phase").as_string().as_deref() == Some("actors"),
            done: number("done"),
            total: number("total"),
            articles: number("articles"),
            failures: number("failures"),
        });
    });
    let end = ends.clone();
    let on_error = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        event.unchecked_ref::<web_sys::Event>().prevent_default();
        end.call0(&JsValue::NULL).ok();
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    [on_message, on_error]
}
