//! What tests of the views do besides searching and filtering.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::time::sleep;

use crate::page::Page;

/// How long the page may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Clicks a visible link by its name, in the element with the other name if one is given.
const FOLLOW: &str = r"
const [name, within] = arguments;
const plain = text => text.replace(/\s+/g, ' ').trim();
const root = within === null ? document : document.querySelector(`[aria-label='${CSS.escape(within)}']`);
const named = link => plain(link.getAttribute('aria-label') ?? link.textContent) === name;
const links = [...(root?.querySelectorAll('a[href]') ?? [])].filter(link => link.checkVisibility() && named(link));
links[0]?.click();
return links.length > 0;
";

/// From now on, remembers the names under which the page saves files.
const LISTEN: &str = r"
window.savedNames = [];
const click = HTMLAnchorElement.prototype.click;
HTMLAnchorElement.prototype.click = function () {
  if (this.download) window.savedNames.push(this.download);
  return click.call(this);
};
";

/// Adds up the layout shifts since the page was loaded, except those that follow a user's action.
const SHIFTS: &str = r"
window.shifts = 0;
const add = list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value; };
const observer = new PerformanceObserver(add);
observer.observe({ type: 'layout-shift', buffered: true });
setTimeout(() => { window.shiftsKnown = true; }, 300);
";

/// All layout shifts since the page was loaded, with the elements that moved: by how much, from where, to where.
const MOVED: &str = r"
const observer = new PerformanceObserver(() => {});
observer.observe({ type: 'layout-shift', buffered: true });
return observer.takeRecords().map(entry => ({
  value: entry.value,
  at: entry.startTime,
  moved: entry.sources.map(source => [
    source.node?.nodeName, source.node?.className, source.previousRect.y, source.currentRect.y,
  ]),
}));
";

impl Page {
    /// The cumulative layout shift of the page since it was loaded (web.dev); only Chromium measures it.
    pub async fn layout_shift(&self) -> f64 {
        self.script(SHIFTS, &[]).await;
        let start = Instant::now();
        while self.script("return window.shiftsKnown === true", &[]).await != json!(true) {
            assert!(start.elapsed() < PATIENCE, "the browser does not measure layout shifts");
            sleep(Duration::from_millis(50)).await;
        }
        self.script("return window.shifts", &[]).await.as_f64().expect("a number")
    }

    /// Expects that not more than this was pushed away since the page was loaded, with what followed a user's action too.
    pub async fn expect_still(&self, when: &str, most: f64) {
        let moved = self.script(MOVED, &[]).await;
        let sum: f64 = moved.as_array().expect("a list").iter().filter_map(|entry| entry["value"].as_f64()).sum();
        assert!(sum <= most, "{when}: {moved}");
    }

    /// Presses a button that saves a file, and reads the file.
    pub async fn saved_by(&self, button: &str) -> String {
        self.script(LISTEN, &[]).await;
        self.press_button(button).await;
        let start = Instant::now();
        loop {
            let name = self.script("return window.savedNames[0] ?? null", &[]).await;
            if let Some(name) = name.as_str() {
                let file = self.downloaded(name).await;
                return std::fs::read_to_string(file).expect("the file is text");
            }
            assert!(start.elapsed() < PATIENCE, "`{button}` saves nothing");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Follows a link by its name.
    pub async fn follow(&self, name: &str) {
        self.follow_link(name, None).await;
    }

    /// Follows a link by its name, inside the element with another name.
    pub async fn follow_in(&self, within: &str, name: &str) {
        self.follow_link(name, Some(within)).await;
    }

    async fn follow_link(&self, name: &str, within: Option<&str>) {
        self.calm().await;
        let start = Instant::now();
        while self.script(FOLLOW, &[json!(name), json!(within)]).await != json!(true) {
            assert!(start.elapsed() < PATIENCE, "no link named `{name}` appears");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// The headlines of the list, once there are any.
    pub async fn listed(&self) -> Vec<String> {
        let start = Instant::now();
        loop {
            let titles = self.titles().await;
            if !titles.is_empty() {
                return titles;
            }
            assert!(start.elapsed() < PATIENCE, "the list stays empty");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the element with this name has the focus.
    pub async fn expect_focused(&self, name: &str) {
        let start = Instant::now();
        while self.focused().await != name {
            assert!(start.elapsed() < PATIENCE, "`{name}` never gets the focus");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the page shows this text nowhere.
    pub async fn expect_no_text(&self, text: &str) {
        let start = Instant::now();
        let shown = "return document.body.innerText.includes(arguments[0])";
        while self.script(shown, &[json!(text)]).await != json!(false) {
            assert!(start.elapsed() < PATIENCE, "the page still shows `{text}`");
            sleep(Duration::from_millis(50)).await;
        }
    }
}
