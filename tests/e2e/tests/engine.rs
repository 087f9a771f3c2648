//! `engine.js` of the built site does in Node what its documentation promises.

use std::path::Path;
use std::process::Command;

#[test]
fn engine_js_keeps_its_promises_in_node() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dist = here.join("../../dist");
    assert!(dist.join("engine.js").is_file(), "dist/ has no engine.js; run `cargo xtask build` first");
    if Command::new("node").arg("--version").output().is_err() {
        eprintln!("skipped: node is not installed");
        return;
    }
    let done = Command::new("node").arg(here.join("tests/engine.mjs")).arg(&dist).output().expect("node runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
