//! The rules of accessibility, as axe-core checks them.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::page::Page;

/// How long a check may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts the check; what it finds is left in the window.
const START: &str = r#"
window.axeFound = null;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
axe.run(document, { runOnly: tags }).then(
  result => window.axeFound = result.violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.html.slice(0, 200)} (${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''})`)),
  error => window.axeFound = [`axe failed: ${error}`],
);
"#;

/// The script of axe-core that `cargo xtask setup` installs; `None`, with a printed note, if it is absent.
pub fn axe() -> Option<String> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cache")));
    let script = cache?.join("dateline-tools/axe/node_modules/axe-core/axe.min.js");
    let text = fs::read_to_string(&script).ok();
    if text.is_none() {
        eprintln!("SKIPPED: {} is absent; `cargo xtask setup` fetches it", script.display());
    }
    text
}

impl Page {
    /// What breaks the rules of accessibility on the page as it is: WCAG 2.2 AA and good practice.
    ///
    /// # Panics
    ///
    /// When the check does not end.
    pub async fn breaches(&self, axe: &str) -> Vec<String> {
        self.script(axe, &[]).await;
        self.script(START, &[]).await;
        let start = Instant::now();
        loop {
            let found = self.script("return window.axeFound", &[]).await;
            if found != Value::Null {
                return serde_json::from_value(found).expect("sentences");
            }
            assert!(start.elapsed() < PATIENCE, "the check of accessibility does not end");
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Waits until nothing is read or fetched any more and bars stand still.
    pub async fn settled(&self) {
        // The first thing that is busy; nothing if none is.
        let busy = "const busy = document.querySelector('progress, [aria-busy=true]');
            const motion = document.getAnimations().find(motion => motion.playState === 'running');
            return document.querySelector('#app main') ? (busy ?? motion?.effect?.target)?.outerHTML.slice(0, 300) ?? null
                : 'no page yet'";
        let (start, mut calm) = (Instant::now(), 0);
        while calm < 4 {
            let found = self.script(busy, &[]).await;
            if start.elapsed() >= PATIENCE {
                let address = self.script("return location.hash", &[]).await;
                panic!("the page never comes to rest at {address}: {found}");
            }
            calm = if found == Value::Null { calm + 1 } else { 0 };
            sleep(Duration::from_millis(100)).await;
        }
    }

    /// Shows the page in dark or light colours, whatever the system prefers.
    pub async fn in_colours(&self, scheme: &str) {
        self.script("document.documentElement.style.colorScheme = arguments[0]", &[json!(scheme)]).await;
    }
}
