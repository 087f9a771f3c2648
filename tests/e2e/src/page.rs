//! The page as a user finds it: by roles and names, never by class.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::browser::Browser;
use crate::server::Server;
use crate::site::Site;

/// How long the page may take to become what a test waits for.
const PATIENCE: Duration = Duration::from_secs(40);

/// Finds visible elements by role and accessible name, inside another element or the whole page.
const FIND: &str = r#"
const [role, name, within] = arguments;
const selectors = {
  article: 'article', button: 'button, [role=button]', checkbox: 'input[type=checkbox], [role=checkbox]',
  heading: 'h1, h2, h3, h4, [role=heading]', link: 'a[href]', region: 'section, [role=region]',
  searchbox: 'input[type=search], [role=searchbox]', status: '[role=status], output', textbox: 'input, textarea',
};
const named = element => {
  const by = element.getAttribute('aria-labelledby');
  if (by) return by.split(/\s+/).map(id => document.getElementById(id)?.textContent ?? '').join(' ');
  if (element.hasAttribute('aria-label')) return element.getAttribute('aria-label');
  if (element.labels?.length) return [...element.labels].map(label => label.textContent).join(' ');
  return element.textContent;
};
const plain = text => text.replace(/\s+/g, ' ').trim();
return [...(within ?? document).querySelectorAll(selectors[role])]
  .filter(element => element.checkVisibility() && (name === null || plain(named(element)) === name));
"#;

/// The place of a focusable element with this name: `here` if it has the focus, `before` or `after` the element that has
/// it, or `absent`.
const WAY: &str = r#"
const name = arguments[0];
const plain = element => (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent).trim();
const now = document.activeElement ?? document.body;
const named = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
  .filter(element => element.tabIndex >= 0 && !element.disabled && element.checkVisibility() && plain(element) === name);
// A story has the name of one of its articles.
const listed = named.filter(element => element.closest('article'));
const there = listed.length > 0 ? listed : named;
if (there.includes(now)) return 'here';
const follows = element => now.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
if (there.length === 0) return 'absent';
return now === document.body || there.some(follows) ? 'after' : 'before';
"#;

/// Calls back when nothing in the page has changed for a while; after two seconds in any case.
const CALM: &str = r"
const done = arguments[0];
const end = () => { clearTimeout(last); clearTimeout(soon); watch.disconnect(); done(true); };
const last = setTimeout(end, 2000);
let soon = setTimeout(end, 60);
const watch = new MutationObserver(() => { clearTimeout(soon); soon = setTimeout(end, 60); });
watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
";

/// What WebKit's driver says if the page, or an element that a script returned, was left while the script ran.
const LEFT: [&str; 2] = ["before the unload event", "Could not parse script result"];

/// A facet of the page: a region with one checkbox a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Who is named.
    Actors,
    /// Who published.
    Outlets,
}

impl Facet {
    fn region(self) -> &'static str {
        match self {
            Facet::Actors => "Actors",
            Facet::Outlets => "Outlets",
        }
    }
}

/// A page open in a browser of its own.
pub struct Page {
    browser: Browser,
    host: Host,
}

/// Where a page comes from.
enum Host {
    Server(Server, #[expect(dead_code, reason = "keeps the served files")] Site),
    /// The page's address on the disk.
    Disk(String),
}

impl Host {
    fn url(&self) -> String {
        match self {
            Host::Server(server, _) => server.url(),
            Host::Disk(url) => url.clone(),
        }
    }
}

impl Page {
    /// Opens the site at an address, given as the part after `#`, in a wide window.
    pub async fn open(site: &Site, address: &str) -> Page {
        Page::open_sized(site, address, 1440, 1000).await
    }

    /// Opens the site in a window of this size, in pixels.
    pub async fn open_sized(site: &Site, address: &str, width: u32, height: u32) -> Page {
        let host = Host::Server(Server::start(&site.folder()).await, site.clone());
        let page = Page { browser: Browser::start(width, height).await, host };
        page.go_to(address).await;
        page
    }

    /// Opens the site while the server keeps files waiting whose name holds this.
    pub async fn open_holding(site: &Site, address: &str, held: &str) -> Page {
        let server = Server::start(&site.folder()).await;
        server.hold(Some(held));
        let page = Page { browser: Browser::start(1440, 1000).await, host: Host::Server(server, site.clone()) };
        page.go_to(address).await;
        page
    }

    /// Opens a page with this name in the site's folder.
    pub async fn open_beside(site: &Site, name: &str) -> Page {
        let host = Host::Server(Server::start(&site.folder()).await, site.clone());
        let page = Page { browser: Browser::start(1440, 1000).await, host };
        let url = format!("{}{name}", page.host.url());
        page.client().goto(&url).await.expect("the page loads");
        page
    }

    /// Opens a page that is one file on the disk, as a double click does.
    pub async fn open_file(file: &Path, address: &str) -> Page {
        let host = Host::Disk(format!("file://{}", file.display()));
        let page = Page { browser: Browser::start(1440, 1000).await, host };
        page.go_to(address).await;
        page
    }

    /// Opens a page that is one file on the disk and perhaps damaged, without waiting for its archive.
    pub async fn open_damaged_file(file: &Path) -> Page {
        let url = format!("file://{}", file.display());
        let page = Page { browser: Browser::start(1440, 1000).await, host: Host::Disk(url.clone()) };
        page.client().goto(&url).await.expect("the page loads");
        page
    }

    fn client(&self) -> &Client {
        &self.browser.client
    }

    /// Loads the page again at an address, given as the part after `#`.
    pub async fn go_to(&self, address: &str) {
        self.client().goto("about:blank").await.expect("a blank page");
        let url = format!("{}#{address}", self.host.url());
        self.client().goto(&url).await.expect("the page loads");
        self.find("status", None).await;
    }

    /// Reloads the page.
    pub async fn reload(&self) {
        // Firefox's driver loads past the service worker, which a reader's reload does not.
        self.script("window.isBefore = true; setTimeout(() => location.reload(), 0)", &[]).await;
        let start = Instant::now();
        let loaded = "return window.isBefore !== true && document.readyState === 'complete'";
        while !matches!(self.client().execute(loaded, Vec::new()).await, Ok(Value::Bool(true))) {
            assert!(start.elapsed() < PATIENCE, "the page does not reload");
            sleep(Duration::from_millis(50)).await;
        }
        self.find("status", None).await;
    }

    /// Opens a second window of the same browser at an address, given as the part after `#`, and acts in it from now on.
    pub async fn open_second_window(&self, address: &str) {
        let window = self.client().new_window(true).await.expect("a second window");
        self.client().switch_to_window(window.handle).await.expect("the window is there");
        self.go_to(address).await;
    }

    /// Acts in the other one of two windows from now on.
    pub async fn switch_window(&self) {
        let windows = self.client().windows().await.expect("the driver lists the windows");
        let now = self.client().window().await.expect("there is a window");
        let other = windows.into_iter().find(|window| *window != now).expect("there are two windows");
        self.client().switch_to_window(other).await.expect("the window is there");
    }

    /// The part of the address after `#`.
    pub async fn address(&self) -> String {
        let hash = self.script("return location.hash", &[]).await;
        hash.as_str().expect("a text").trim_start_matches('#').to_owned()
    }

    /// Waits until the address is this, given as the part after `#`.
    pub async fn expect_address(&self, address: &str) {
        self.expect("the address", address.to_owned(), || self.address()).await;
    }

    /// Waits until the status says this: `3 of 5 articles`.
    pub async fn expect_status(&self, words: &str) {
        self.expect("the status", words.to_owned(), || self.text_of("status", None)).await;
    }

    /// Waits until the list shows these headlines, in this order.
    pub async fn expect_titles(&self, titles: &[&str]) {
        let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
        self.expect("the headlines", titles, || self.titles()).await;
    }

    /// Waits until the list shows this number of headlines.
    pub async fn expect_number_of_titles(&self, n: usize) {
        self.expect("the number of headlines", n, || async { self.titles().await.len() }).await;
    }

    /// The headlines in the list, in order.
    pub async fn titles(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('article')].filter(a => a.checkVisibility())
            .map(a => a.querySelector('h1, h2, h3, h4').textContent.trim())";
        let titles = self.script(script, &[]).await;
        serde_json::from_value(titles).expect("texts")
    }

    /// The values of a facet with their counts, in order: `Kim Jong Un: 5`.
    pub async fn counts(&self, facet: Facet) -> Vec<(String, String)> {
        let script = "const region = arguments[0];
            return [...region.querySelectorAll('input[type=checkbox]')].filter(box => box.checkVisibility()).map(box => {
                const name = (box.getAttribute('aria-label') ?? box.labels[0].textContent).trim();
                const all = box.closest('li').textContent.trim();
                return [name, (all.replace(name, '').match(/\\d[\\d,\\u202f]*/) ?? [''])[0]];
            })";
        let region = self.find("region", Some(facet.region())).await;
        let counts = self.script_if_there(script, &[json!(region)]).await;
        counts.map(|counts| serde_json::from_value(counts).expect("pairs of texts")).unwrap_or_default()
    }

    /// Waits until a value of a facet has this count.
    pub async fn expect_count(&self, facet: Facet, value: &str, count: usize) {
        self.expect(value, Some(count.to_string()), || async {
            let counts = self.counts(facet).await;
            counts.into_iter().find(|(name, _)| name == value).map(|(_, count)| count)
        })
        .await;
    }

    /// Waits until this value is the first of a facet.
    pub async fn expect_first(&self, facet: Facet, value: &str) {
        self.expect("the first value", Some(value.to_owned()), || async {
            self.counts(facet).await.into_iter().next().map(|(name, _)| name)
        })
        .await;
    }

    /// Waits until a facet shows this number of values.
    pub async fn expect_number_of_values(&self, facet: Facet, n: usize) {
        self.expect("the number of values", n, || async { self.counts(facet).await.len() }).await;
    }

    /// Ticks or unticks a value of a facet.
    pub async fn toggle(&self, facet: Facet, value: &str) {
        self.click("checkbox", value, Some(facet.region())).await;
    }

    /// Waits until a value of a facet is ticked, or is not.
    pub async fn expect_ticked(&self, facet: Facet, value: &str, ticked: bool) {
        self.expect(value, Some(json!(ticked)), || async {
            let checkbox = self.wait_for("checkbox", Some(value), Some(facet.region())).await;
            self.script_if_there("return arguments[0].checked", &[json!(checkbox)]).await
        })
        .await;
    }

    /// Excludes a value of a facet, or takes the exclusion back.
    pub async fn exclude(&self, facet: Facet, value: &str) {
        self.calm().await;
        let button = self.wait_for("button", Some(&format!("not {value}")), Some(facet.region())).await;
        // The button shows itself on hover and focus; a click that a script makes needs neither.
        self.script("arguments[0].click()", &[json!(button)]).await;
    }

    /// Puts text into the search box.
    pub async fn search(&self, text: &str) {
        self.fill("searchbox", "Search articles", text).await;
    }

    /// Puts text into the field with this name and leaves it with Enter.
    pub async fn fill(&self, role: &str, name: &str, text: &str) {
        self.overwrite(role, name, text).await;
        self.write([char::from(Key::Enter)].into_iter()).await;
    }

    /// Replaces the text of a field as a user does it: everything is selected, then overwritten; again if the page took
    /// the focus away meanwhile, or the driver lost a letter.
    async fn overwrite(&self, role: &str, name: &str, text: &str) {
        let letters =
            if text.is_empty() { Key::Delete.to_string() } else { text.replace('\n', &Key::Enter.to_string()) };
        self.expect(name, true, || async {
            self.calm().await;
            let field = self.find(role, Some(name)).await;
            let select = "arguments[0].focus(); arguments[0].select(); return document.activeElement === arguments[0]";
            if self.script_if_there(select, &[json!(field)]).await != Some(json!(true)) {
                return false;
            }
            self.write(letters.chars()).await;
            self.script_if_there("return arguments[0].value", &[json!(field)]).await == Some(json!(text))
        })
        .await;
    }

    /// Opens the article with this headline from the list.
    pub async fn open_article(&self, title: &str) {
        self.click("link", title, None).await;
        self.expect_reader(title).await;
    }

    /// Waits until the reader shows the article with this headline.
    pub async fn expect_reader(&self, title: &str) {
        self.expect("the reader's headline", Some(title.to_owned()), || async {
            let reader = self.all("region", Some("Article"), None).await.pop()?;
            let heading = self.all("heading", None, Some(&reader)).await.into_iter().next()?;
            Some(self.words(&heading).await)
        })
        .await;
    }

    /// Waits until no article is open.
    pub async fn expect_no_reader(&self) {
        self.expect("open articles", 0, || async {
            match self.all("region", Some("Article"), None).await.pop() {
                Some(reader) => self.all("heading", None, Some(&reader)).await.len(),
                None => 0,
            }
        })
        .await;
    }

    /// The text of the reader.
    pub async fn reader(&self) -> String {
        let reader = self.find("region", Some("Article")).await;
        self.words(&reader).await
    }

    /// Waits until an actor is marked in the reader's text, named as the text names it.
    pub async fn expect_marked(&self, actor: &str) {
        self.expect(actor, true, || async { self.marked_actors().await.iter().any(|marked| marked == actor) }).await;
    }

    /// The actors marked in the reader's text, in order, each as the text names it.
    async fn marked_actors(&self) -> Vec<String> {
        let reader = self.find("region", Some("Article")).await;
        let script = "return [...arguments[0].querySelectorAll('p [data-actor]')].map(mark => mark.textContent)";
        let marked = self.script_if_there(script, &[json!(reader)]).await;
        marked.map(|marked| serde_json::from_value(marked).expect("texts")).unwrap_or_default()
    }

    /// Gives files to the file input with this name.
    pub async fn give_files(&self, name: &str, files: &[PathBuf]) {
        let input = self.find("textbox", Some(name)).await;
        let paths: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        input.send_keys(&paths.join("\n")).await.expect("the input takes files");
    }

    /// Chooses an option of the select element with this name, by its words.
    pub async fn choose(&self, name: &str, option: &str) {
        let script = "const choice = document.querySelector(`select[aria-label='${arguments[0]}']`);
            const wanted = [...choice?.options ?? []].find(option => option.text.trim() === arguments[1]);
            if (wanted) { choice.value = wanted.value; choice.dispatchEvent(new Event('change', { bubbles: true })) }
            return !!wanted";
        let words = [json!(name), json!(option)];
        self.expect(option, json!(true), || self.script(script, &words)).await;
    }

    /// Chooses the language with this code, and waits until the page speaks it.
    pub async fn choose_language(&self, code: &str) {
        let script = "const choice = document.querySelector('select#language'); choice?.focus(); if (choice) {
            choice.value = arguments[0]; choice.dispatchEvent(new Event('change', { bubbles: true })) } return !!choice";
        let code_of = [json!(code)];
        self.expect("a choice of languages", json!(true), || self.script(script, &code_of)).await;
        self.expect_language(code).await;
        self.find("status", None).await;
    }

    /// Waits until the page speaks the language with this code.
    pub async fn expect_language(&self, code: &str) {
        self.expect("the page's language", code.to_owned(), || async {
            let language = self.script("return document.documentElement.lang", &[]).await;
            language.as_str().unwrap_or_default().to_owned()
        })
        .await;
    }

    /// Puts text into the field with this name and keeps the focus there.
    pub async fn type_into(&self, name: &str, text: &str) {
        self.overwrite("textbox", name, text).await;
    }

    /// Types into the element that has the focus.
    async fn write(&self, text: impl Iterator<Item = char>) {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client().perform_actions(keys).await.expect("keys can be pressed");
    }

    /// Ticks or unticks the checkbox with this name.
    pub async fn tick(&self, name: &str) {
        self.click("checkbox", name, None).await;
    }

    /// Waits until the page shows this text somewhere.
    pub async fn expect_text(&self, text: &str) {
        self.expect(text, true, || async {
            let shown = self.script("return document.body.innerText", &[]).await;
            shown.as_str().unwrap_or_default().contains(text)
        })
        .await;
    }

    /// Waits until the browser has saved a file with this name, and returns its path.
    pub async fn downloaded(&self, name: &str) -> PathBuf {
        let folder = self.browser.downloads.path();
        let file = folder.join(name);
        // Browsers fill a file of another name, and Firefox makes an empty one of this name before.
        let is_partial = |name: std::ffi::OsString| {
            let name = name.to_string_lossy();
            [".crdownload", ".part", ".wkdownload"].iter().any(|end| name.ends_with(end))
        };
        let is_whole = || {
            let mut beside = std::fs::read_dir(folder).expect("the folder can be read").flatten();
            std::fs::metadata(&file).is_ok_and(|file| file.len() > 0)
                && !beside.any(|entry| is_partial(entry.file_name()))
        };
        self.expect(name, true, || async { is_whole() }).await;
        file
    }

    /// From now on the server answers nothing.
    pub async fn kill_server(&self) {
        if let Host::Server(server, _) = &self.host {
            server.stop().await;
        }
    }

    /// From now on the server breaks off in the middle of files whose name ends so, or of none.
    pub fn cut_downloads(&self, name: Option<&str>) {
        if let Host::Server(server, _) = &self.host {
            server.cut(name);
        }
    }

    /// From now on the server answers what it kept waiting.
    pub fn release(&self) {
        if let Host::Server(server, _) = &self.host {
            server.hold(None);
        }
    }

    /// Waits until the server got `n` requests for files whose names end with `name`.
    pub async fn expect_requests(&self, name: &str, n: usize) {
        let Host::Server(server, _) = &self.host else { return };
        let asked = || server.seen().paths.iter().filter(|path| path.ends_with(name)).count();
        self.expect(name, true, || async { asked() >= n }).await;
    }

    /// Waits until a script gives this.
    pub async fn expect_script(&self, script: &str, value: Value) {
        self.expect(script, value, || self.script(script, &[])).await;
    }

    /// Presses a button by its name.
    pub async fn press_button(&self, name: &str) {
        self.click("button", name, None).await;
    }

    /// Whether a visible element with this role and name is there.
    pub async fn has(&self, role: &str, name: &str) -> bool {
        !self.all(role, Some(name), None).await.is_empty()
    }

    /// Waits until a visible element with this role and name is there, and returns its text.
    pub async fn text_of(&self, role: &str, name: Option<&str>) -> String {
        let element = self.find(role, name).await;
        self.words(&element).await
    }

    /// Goes back in the browser's history.
    pub async fn back(&self) {
        self.client().back().await.expect("there is a page before");
    }

    /// Goes forward in the browser's history.
    pub async fn forward(&self) {
        self.client().forward().await.expect("there is a page after");
    }

    /// Presses a key wherever the focus is.
    pub async fn press(&self, key: Key) {
        self.press_with(key, None).await;
    }

    /// Types one character wherever the focus is.
    pub async fn press_char(&self, value: char) {
        let keys = KeyActions::new("keyboard".to_owned()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.client().perform_actions(keys).await.expect("keys can be pressed");
    }

    /// The accessible name of the element that has the focus, or its text.
    pub async fn focused(&self) -> String {
        let script = "const e = document.activeElement;
            return (e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent).trim()";
        self.script(script, &[]).await.as_str().expect("a text").to_owned()
    }

    /// Presses Tab, or Shift and Tab, until the element with this name has the focus. The way never leads out of the page:
    /// what a driver types after Firefox's own bar had the focus does nothing.
    pub async fn tab_to(&self, name: &str) {
        let (start, mut steps) = (Instant::now(), 0);
        while steps < 200 {
            let way = self.script(WAY, &[json!(name)]).await;
            match way.as_str().expect("a word") {
                "here" => return,
                "absent" => {
                    assert!(start.elapsed() < PATIENCE, "nothing named `{name}` can have the focus");
                    sleep(Duration::from_millis(50)).await;
                }
                way => {
                    self.press_with(Key::Tab, (way == "before").then_some(Key::Shift)).await;
                    steps += 1;
                }
            }
        }
        panic!("Tab never reaches `{name}`");
    }

    async fn press_with(&self, key: Key, held: Option<Key>) {
        let value = char::from(key);
        let mut keys = KeyActions::new("keyboard".to_owned());
        for held in held.iter().map(|held| char::from(*held)) {
            keys = keys.then(KeyAction::Down { value: held });
        }
        keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        for held in held.iter().map(|held| char::from(*held)) {
            keys = keys.then(KeyAction::Up { value: held });
        }
        self.client().perform_actions(keys).await.expect("keys can be pressed");
    }

    /// Resizes the window so that the page itself has this size, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let frame = self.script("return [outerWidth - innerWidth, outerHeight - innerHeight]", &[]).await;
        let [across, down] = [0, 1].map(|at| frame[at].as_u64().unwrap_or_default() as u32);
        self.client().set_window_size(width + across, height + down).await.expect("the window takes a size");
        self.expect_script("return [innerWidth, innerHeight]", json!([width, height])).await;
    }

    /// The width that the page's content needs beyond the window, in pixels.
    pub async fn overflow(&self) -> i64 {
        let script = "const e = document.documentElement; return e.scrollWidth - e.clientWidth";
        self.script(script, &[]).await.as_i64().expect("a number")
    }

    /// Ends the test.
    ///
    /// # Panics
    ///
    /// When the page violated its policy, made a request to anywhere else, or reported an error.
    pub async fn close(self) {
        let origin = self.host.url();
        let script = "return performance.getEntriesByType('resource').map(entry => entry.name)";
        let fetched: Vec<String> = serde_json::from_value(self.script(script, &[]).await).expect("addresses");
        // Browsers ask for an icon by themselves, outside the site.
        let is_own =
            |url: &String| url.starts_with(&origin) || url.starts_with("blob:") || url.ends_with("/favicon.ico");
        let foreign: Vec<_> = fetched.into_iter().filter(|url| !is_own(url)).collect();
        assert!(foreign.is_empty(), "the page fetched from elsewhere: {foreign:?}");
        let failed = self.script("return document.documentElement.dataset.failed ?? null", &[]).await;
        assert_eq!(failed, Value::Null, "the page failed");
        if let Host::Server(server, _) = &self.host {
            let seen = server.seen();
            assert!(seen.violations.is_empty(), "the page's policy was violated: {:?}", seen.violations);
            assert!(seen.missing.is_empty(), "the page asked for what is not there: {:?}", seen.missing);
        }
        let mut reported = self.browser.reported().await;
        // Browsers ask for an icon by themselves, outside the site.
        reported.retain(|message| !message.contains("/favicon.ico"));
        assert!(reported.is_empty(), "the browser reported: {reported:?}");
        self.browser.client.clone().close().await.expect("the browser closes");
    }

    /// What a script in the page returns, for what no user can see.
    pub async fn script(&self, script: &str, arguments: &[Value]) -> Value {
        let start = Instant::now();
        loop {
            match self.client().execute(script, arguments.to_vec()).await {
                Ok(value) => return value,
                // The page that it ran in is gone; the next one is asked.
                Err(error) if was_left(&error) && start.elapsed() < PATIENCE => sleep(Duration::from_millis(50)).await,
                Err(error) => panic!("the script fails: {error}"),
            }
        }
    }

    /// What a script returns; `None` if an element that it uses has left the page meanwhile, or the page was left.
    async fn script_if_there(&self, script: &str, arguments: &[Value]) -> Option<Value> {
        match self.client().execute(script, arguments.to_vec()).await {
            Ok(value) => Some(value),
            Err(error) if error.is_stale_element_reference() || was_left(&error) => None,
            Err(error) => panic!("the script fails: {error}"),
        }
    }

    /// Waits until the page has drawn what the step before brought: what is pressed on what is just being replaced is
    /// pressed in vain, and no reader is so quick.
    pub(crate) async fn calm(&self) {
        // A page that is left while it waits is not calm, but what follows waits for what it needs.
        self.client().execute_async(CALM, Vec::new()).await.ok();
    }

    async fn all(&self, role: &str, name: Option<&str>, within: Option<&Element>) -> Vec<Element> {
        let found = self.script_if_there(FIND, &[json!(role), json!(name), json!(within)]).await;
        let Some(Value::Array(found)) = found else { return Vec::new() };
        found
            .iter()
            .filter_map(|reference| reference.as_object()?.values().next()?.as_str())
            .map(|id| Element::from_element_id(self.client().clone(), id.to_owned().into()))
            .collect()
    }

    async fn find(&self, role: &str, name: Option<&str>) -> Element {
        self.wait_for(role, name, None).await
    }

    /// Waits for an element, in the region with this name if one is given.
    async fn wait_for(&self, role: &str, name: Option<&str>, region: Option<&str>) -> Element {
        let start = Instant::now();
        loop {
            let within = match region {
                Some(_) => self.all("region", region, None).await.into_iter().next(),
                None => None,
            };
            if (region.is_none() || within.is_some())
                && let Some(element) = self.all(role, name, within.as_ref()).await.into_iter().next()
            {
                return element;
            }
            if start.elapsed() >= PATIENCE {
                panic!("no {role} named {name:?} appears; the page shows {}", self.shown().await);
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Clicks an element as soon as it is there and stays there.
    async fn click(&self, role: &str, name: &str, region: Option<&str>) {
        self.calm().await;
        let start = Instant::now();
        loop {
            match self.wait_for(role, Some(name), region).await.click().await {
                Ok(()) => return,
                Err(error) => assert!(start.elapsed() < PATIENCE, "{role} `{name}` cannot be clicked: {error}"),
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// The beginning of what the page shows, or its dialog, for the message of a test that fails.
    async fn shown(&self) -> Value {
        let script = "return (document.querySelector('[role=dialog]') ?? document.body).innerText.slice(0, 2000)";
        self.script(script, &[]).await
    }

    async fn words(&self, element: &Element) -> String {
        let text = self.script_if_there("return arguments[0].textContent", &[json!(element)]).await;
        let text = text.unwrap_or_default();
        text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    async fn expect<T, F>(&self, what: &str, expected: T, mut found: impl FnMut() -> F)
    where
        T: PartialEq + std::fmt::Debug,
        F: Future<Output = T>,
    {
        let start = Instant::now();
        loop {
            let now = found().await;
            if now == expected {
                return;
            }
            if start.elapsed() >= PATIENCE {
                panic!("{what}: expected {expected:?}, found {now:?}; the page shows {}", self.shown().await);
            }
            sleep(Duration::from_millis(50)).await;
        }
    }
}

/// Whether a script failed because its page was left.
fn was_left(error: &CmdError) -> bool {
    let told = error.to_string();
    LEFT.iter().any(|left| told.contains(left))
}
