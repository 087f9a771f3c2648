//! The policy of a page that fetches nothing.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

/// The element with the policy: this style, these two scripts, WebAssembly, and nothing else.
pub(super) fn meta(style: &str, check: &str, script: &str) -> String {
    let (style, check, script) = (hash(style), hash(check), hash(script));
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src {check} {script} 'wasm-unsafe-eval'; style-src {style}; img-src data:; connect-src 'none'; \
         worker-src blob:; base-uri 'none'; form-action 'none'\">\n"
    )
}

/// The source expression that allows one inline text.
pub(super) fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())))
}
