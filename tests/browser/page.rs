//! The page, mounted next to the test, with its archive in blocks of the page itself.

use dateline::app;
use dateline::bundle;
use dateline::model::{ActorKind, Article, ArticleActor, DateBasis, PublicationDate, Title, TitleBasis};
use dateline::text::slug;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

/// The interval and the total time of waiting.
const LOOK_MS: i32 = 25;
const PATIENCE_MS: i32 = 5_000;

/// An article in English with one paragraph.
pub fn article(id: &str, title: &str, day: Option<&str>, actors: &[&str]) -> Article {
    let date = day.map(|day| PublicationDate::new(day.parse().unwrap(), DateBasis::Stated, day));
    let actor = |name: &&str| ArticleActor {
        id: slug(name),
        name: (*name).to_owned(),
        kind: ActorKind::Person,
        mentions: Vec::new(),
    };
    Article {
        id: id.to_owned(),
        source: format!("{id}.txt"),
        title: Title { value: title.to_owned(), basis: TitleBasis::Stated },
        date,
        language: Some("en".to_owned()),
        body: vec![format!("{title}, it was said.")],
        actors: actors.iter().map(actor).collect(),
        ..Article::default()
    }
}

/// The mounted page.
pub struct Page {
    document: Document,
}

impl Page {
    /// Puts the articles into the page and mounts it.
    pub async fn open(articles: &[Article]) -> Page {
        let window = web_sys::window().unwrap();
        let document = window.document().unwrap();
        let body = document.body().unwrap();
        // The functions of a single-file page's start script come first; the rest of it starts the page.
        let (read, _) = include_str!("../../src/pack/start.js").split_once("const unpacked").unwrap();
        js_sys::Function::new_no_args(read).call0(&JsValue::NULL).unwrap();
        for (name, bytes) in bundle::write(Some("A test".to_owned()), None, articles).unwrap() {
            let block = document.create_element("script").unwrap();
            block.set_attribute("type", "application/octet-stream").unwrap();
            block.set_attribute("data-file", &name).unwrap();
            let bytes: String = bytes.into_iter().map(char::from).collect();
            block.set_text_content(Some(&window.btoa(&bytes).unwrap()));
            body.append_child(&block).unwrap();
        }
        let place = document.create_element("div").unwrap();
        place.set_id("app");
        body.append_child(&place).unwrap();
        app::start();
        Page { document }
    }

    /// Waits until a condition holds.
    pub async fn until(&self, what: &str, is_so: impl Fn(&Page) -> bool) {
        for _ in 0..PATIENCE_MS / LOOK_MS {
            if is_so(self) {
                return;
            }
            sleep(LOOK_MS).await;
        }
        panic!("not so: {what}; the address is `{}`, the page says: {}", self.hash(), self.text("#app"));
    }

    /// The words of the first element that a selector matches; empty if there is none.
    pub fn text(&self, selector: &str) -> String {
        let text = self.find(selector).and_then(|element| element.text_content()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of the selection's count.
    pub fn status(&self) -> String {
        self.text(".selection [role=status]")
    }

    /// The headlines in the list.
    pub fn titles(&self) -> Vec<String> {
        let found = self.document.query_selector_all("article h3").unwrap();
        (0..found.length()).filter_map(|at| found.item(at)?.text_content()).collect()
    }

    /// The number of elements that a selector matches.
    pub fn count(&self, selector: &str) -> u32 {
        self.document.query_selector_all(selector).unwrap().length()
    }

    /// Clicks the first element that a selector matches.
    pub fn click(&self, selector: &str) {
        let element: HtmlElement = self.find(selector).unwrap_or_else(|| panic!("no {selector}")).dyn_into().unwrap();
        element.focus().unwrap();
        element.click();
    }

    /// Replaces the text of a field, as typing does.
    pub fn type_into(&self, selector: &str, text: &str) {
        let field: HtmlInputElement = self.find(selector).unwrap().dyn_into().unwrap();
        field.set_value(text);
        let event =
            js_sys::Function::new_with_args("field", "field.dispatchEvent(new InputEvent('input', { bubbles: true }))");
        event.call1(&JsValue::NULL, &field).unwrap();
    }

    /// Presses a key in the element that has the focus.
    pub fn press(&self, key: &str) {
        let press = js_sys::Function::new_with_args(
            "key",
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))",
        );
        press.call1(&JsValue::NULL, &key.into()).unwrap();
    }

    /// The value of a field.
    pub fn value(&self, selector: &str) -> String {
        self.find(selector).unwrap().dyn_into::<HtmlInputElement>().unwrap().value()
    }

    /// The id of the element that has the focus.
    pub fn focused(&self) -> String {
        self.document.active_element().map(|element| element.id()).unwrap_or_default()
    }

    /// The part of the address after `#`.
    pub fn hash(&self) -> String {
        web_sys::window().unwrap().location().hash().unwrap().trim_start_matches('#').to_owned()
    }

    /// Goes to an address, as a link does.
    pub fn go(&self, hash: &str) {
        web_sys::window().unwrap().location().set_hash(hash).unwrap();
    }

    /// Goes back in the history.
    pub fn back(&self) {
        web_sys::window().unwrap().history().unwrap().back().unwrap();
    }

    /// Whether the page has panicked.
    pub fn failure(&self) -> Option<String> {
        self.document.document_element().unwrap().get_attribute("data-failed")
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.document.query_selector(selector).unwrap()
    }
}

async fn sleep(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}
